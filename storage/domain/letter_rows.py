"""Letters and answers as their lists show them, and how a letter's answers stand."""

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from storage.domain.outcomes import AnswerOutcome, Outcome, Why
from storage.domain.value import replace
from storage.domain.watching import RecipientAnswer


class Answered(StrEnum):
    """How the answers to a letter stand."""

    NOT_ASKED = "not_asked"
    """Nobody is to answer it."""
    ANSWERED = "answered"
    PARTLY = "partly"
    """Some of those asked have answered, and the others still have time."""
    EXTENDED = "extended"
    """An answer is missing, and more time was granted that has not run out."""
    UNDECIDED = "undecided"
    """An answer is missing, and more time was asked for, without a decision or a date."""
    WAITING = "waiting"
    OVERDUE = "overdue"


class AnswerState(Struct, frozen=True):
    """How the answers to a letter stand, and how many there are."""

    how: Answered
    answered: int = 0
    asked: int = 0


NOT_ASKED = AnswerState(Answered.NOT_ASKED)


class LetterRow(Struct, frozen=True):
    """A letter as a list shows it."""

    id: str
    kind: str | None
    dated: str | None
    """Its own day, else the day of the decision."""
    about: tuple[str, ...]
    """Names of its audits, or of the follow-up that it hands over."""
    recipients: tuple[str, ...]
    """Names of the bodies that it goes to, those that are asked for an answer first."""
    due: str | None
    """The earliest day that a missing answer is asked for; where none is missing, the letter's own."""
    state: AnswerState = NOT_ASKED
    audits: tuple[str, ...] = ()
    """Ids of its audits."""
    followup: str | None = None


class ResponseRow(Struct, frozen=True):
    """An answer as a list shows it."""

    id: str
    kind: str | None
    given: str | None
    """The day it was decided, else received."""
    paragraph: str | None
    responder: str
    on_behalf_of: tuple[str, ...]
    about: tuple[str, ...]
    """Names of the audits that it answers."""
    lines: int
    """How many lines it has."""


class LetterTraces(Struct, frozen=True):
    """The traces that a letter leaves when it goes out."""

    id: str
    decided: str | None
    dated: str | None
    signed: str | None
    has_file: bool

    def has_gone_out(self, *, answered: bool) -> bool:
        """True if its own date, a signature, a file or somebody's answer shows that the letter went out."""
        return bool(self.dated or self.signed or self.has_file or answered)


def with_answers(row: LetterRow, recipients: Sequence[RecipientAnswer]) -> LetterRow:
    """The letter, with how the answers of those that it asks stand."""
    missing = [one.outcome for one in recipients if one.is_missing]
    dates = [one.due for one in missing if one.due]
    state = AnswerState(_how(missing, len(recipients)), len(recipients) - len(missing), len(recipients))
    return replace(row, state=state, due=min(dates, default=row.due))


def _how(missing: Sequence[Outcome], asked: int) -> Answered:
    codes = {one.code for one in missing}
    if not asked:
        return Answered.NOT_ASKED
    if not missing:
        return Answered.ANSWERED
    if AnswerOutcome.OVERDUE in codes:
        return Answered.OVERDUE
    if any(reason.code is Why.EXTENSION_UNDECIDED for one in missing for reason in one.why):
        return Answered.UNDECIDED
    if AnswerOutcome.WAITING_EXTENDED in codes:
        return Answered.EXTENDED
    return Answered.PARTLY if len(missing) < asked else Answered.WAITING
