"""How the answers to letters stand, as the command line tells it beside a letter, a recipient or an audit."""

from collections.abc import Iterable, Iterator, Mapping

from storage.domain.outcomes import NOT_ASKED, Outcome
from storage.domain.text import one_line
from storage.domain.watching import RecipientAnswer
from storage.watch_answers import LetterOutcome
from tui.commands.lines import SHORT_ID
from tui.commands.shapes import Shape
from tui.language.outcomes import outcome_text, why_text


def outcome_shape(outcome: Outcome) -> Shape:
    """How an answer stands, by how much, what was measured against what, and why."""
    return {
        "outcome": outcome.code.value,
        "outcome_text": outcome_text(outcome),
        "days": outcome.days,
        "days_at_most": outcome.most if outcome.most is not None else outcome.days,
        "due": outcome.due,
        "answered": outcome.came,
        "why": why_text(outcome.why),
        "reasons": [{"code": reason.code.value, **reason.values} for reason in outcome.why],
    }


def with_outcomes(shape: Shape, found: LetterOutcome) -> Shape:
    """A letter's object with how its answers stand, the whole and each recipient's; all that were there before stay."""
    listed = shape.get("recipients")
    recipients = listed if isinstance(listed, list) else []
    by_id = {one.recipient: one for one in found.recipients}
    by_name = {one.name: one for one in found.recipients}
    told = [
        {**one, **_of_recipient(by_id.get(str(one.get("id"))) or by_name.get(str(one["name"])))} for one in recipients
    ]
    return {**shape, **outcome_shape(found.outcome), "recipients": told}


def with_outcome(line: str, found: LetterOutcome) -> str:
    """A letter's line in a list with how its answers stand."""
    return f"{line}; {outcome_text(found.outcome)}" if found.recipients else line


def outcome_lines(found: LetterOutcome) -> Iterator[str]:
    """As in: `Kommunstyrelsen: försenat 26 dagar (svar senast 2018-10-31; svaret kom in 2018-11-26)`, one for each."""
    yield from recipient_lines(found.recipients)


def recipient_lines(recipients: Iterable[RecipientAnswer]) -> Iterator[str]:
    """The same of some recipients."""
    for one in recipients:
        yield one_line(f"{one.name}: {outcome_text(one.outcome)} ({why_text(one.outcome.why)})")


def audit_outcome_lines(found: Mapping[str, LetterOutcome]) -> Iterator[str]:
    """The same of every letter about an audit, each with the letter it is about."""
    for letter, outcome in found.items():
        for line in outcome_lines(outcome):
            yield f"{letter[:SHORT_ID]} {line}"


def audit_outcome_shapes(found: Mapping[str, LetterOutcome]) -> list[Shape]:
    """The same for machines."""
    return [
        {"letter": letter, **outcome_shape(one.outcome), "recipients": _shapes(one)} for letter, one in found.items()
    ]


def _shapes(found: LetterOutcome) -> list[Shape]:
    return [{"recipient": one.recipient, "name": one.name, **_of_recipient(one)} for one in found.recipients]


def _of_recipient(one: RecipientAnswer | None) -> Shape:
    if one is None:
        return outcome_shape(NOT_ASKED)
    return {**outcome_shape(one.outcome), "response": one.response, "answers_through": one.through}
