"""What an answer's screen has the register do: functions of an open register, done in the writer's thread."""

from collections.abc import Callable, Mapping, Sequence

from storage import entries
from storage.domain.change import Change
from storage.operations import entering
from storage.register import Register


def say(
    response: str, line: str | None, targets: Sequence[str], values: Mapping[str, str]
) -> Callable[[Register], Change]:
    """Put values into a line of an answer; into a new one about these targets, where there is no `line`.

    Whether there is one is asked again when it is written: what was said the moment before may not be shown yet.
    """

    def put(register: Register) -> Change:
        known = line or _line_about(register, response, targets)
        if known is not None:
            return entering.edit(register, "response_line", known, values)
        given = {"response": response, "targets": tuple(targets), **values}
        return entering.add(register, "response_line", given)

    return put


def _line_about(register: Register, response: str, targets: Sequence[str]) -> str | None:
    """The answer's line about just these, if it has one."""
    lines = entries.response_detail(register, response).lines
    about = ((view.line.id, {target.id for target in view.targets}) for view in lines)
    return next((line for line, found in about if found == set(targets)), None)
