"""Letters and answers as their lists show them, and how a letter's answers stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.domain.dates import is_partial_date, last_day


class Answered(StrEnum):
    """How the answers to a letter stand."""

    NOT_ASKED = "not_asked"
    """Nobody is to answer it."""
    ANSWERED = "answered"
    PARTLY = "partly"
    """Some of those asked have answered, and the others still have time."""
    EXTENSION = "extension"
    """An answer is missing, and more time was asked for or granted."""
    WAITING = "waiting"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Asked:
    """One who is asked for an answer."""

    answered: bool
    due: str | None
    """The day that counts: of a granted extension, else this one's own, else the letter's."""
    extension: bool
    """Whether more time was asked for and not refused."""


@dataclass(frozen=True, slots=True)
class AnswerState:
    """How the answers to a letter stand, and how many there are."""

    how: Answered
    answered: int = 0
    asked: int = 0


@dataclass(frozen=True, slots=True)
class LetterRow:
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
    state: AnswerState
    audits: tuple[str, ...] = ()
    """Ids of its audits."""
    followup: str | None = None


@dataclass(frozen=True, slots=True)
class ResponseRow:
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


def answer_state(asked: Iterable[Asked], today: date) -> AnswerState:
    """How the answers to a letter stand. Overdue is never true without a date."""
    every = list(asked)
    missing = [one for one in every if not one.answered]
    if not every:
        return AnswerState(Answered.NOT_ASKED)
    if not missing:
        how = Answered.ANSWERED
    elif any(_is_past(one.due, today) for one in missing):
        how = Answered.OVERDUE
    elif any(one.extension for one in missing):
        how = Answered.EXTENSION
    else:
        how = Answered.PARTLY if len(missing) < len(every) else Answered.WAITING
    return AnswerState(how, len(every) - len(missing), len(every))


def _is_past(due: str | None, today: date) -> bool:
    return due is not None and is_partial_date(due) and last_day(due) < today
