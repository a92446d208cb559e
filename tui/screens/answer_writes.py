"""What an answer's screen has the register do: functions of an open register, done in the writer's thread."""

from collections.abc import Callable, Mapping, Sequence

from storage.domain.change import Change
from storage.operations import entering
from storage.register import Register


def say(
    response: str, line: str | None, targets: Sequence[str], values: Mapping[str, str]
) -> Callable[[Register], Change]:
    """Put values into a line of an answer; into a new one about these targets, where there is no `line`."""
    if line is not None:
        return lambda register: entering.edit(register, "response_line", line, values)
    return lambda register: entering.add(
        register, "response_line", {"response": response, "targets": tuple(targets), **values}
    )
