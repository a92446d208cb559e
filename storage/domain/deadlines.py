"""Deadlines of an audit office: responses, measures, follow-ups and letters, each with its outcome on a given day."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct

from storage.domain.dates import days_past, known_date
from storage.domain.outcomes import OVERDUE, Outcome, Reason, ResponseOutcome
from storage.domain.records import Named
from storage.domain.text import sort_text


class DeadlineKind(StrEnum):
    """Kind of a deadline."""

    ANSWER = "answer"
    """A response was requested by a date."""
    MEASURE = "measure"
    """A body has promised a measure by a date."""
    FOLLOWUP = "followup"
    """An audit should be followed up."""
    LETTER = "letter"
    """A letter is decided, and not sent."""
    OPEN = "open"
    """Recommendations have been open for too long."""


class Deadline(Struct, frozen=True, kw_only=True):
    """One deadline."""

    clock: DeadlineKind
    entity: str
    """Entity of `record`: `letter_recipient`, `measure`, `recommendation`, `audit` or `letter`."""
    record: str
    name: str
    """Name of an audit, or text of a measure or a recommendation."""
    who: tuple[str, ...] = ()
    """Names of those who should act."""
    due: str | None = None
    days: int | None = None
    """Days since it was due, negative while days are left; None without a date."""
    outcome: ResponseOutcome
    why: tuple[Reason, ...] = ()
    audits: tuple[Named, ...] = ()
    """The audits that it belongs to."""
    letter: str | None = None
    """Id of the letter that requests the response."""
    responsible: frozenset[str] = frozenset()
    """Ids of the persons responsible for its audits."""

    @property
    def is_late(self) -> bool:
        """True if its date has passed."""
        return self.outcome in OVERDUE

    @property
    def has_date(self) -> bool:
        """True if it has a date; without one it is never late."""
        return self.due is not None


class RecipientOutcome(Struct, frozen=True, kw_only=True):
    """The outcome of the response of one recipient of a letter."""

    recipient: str
    """Id of the link between letter and body."""
    letter: str
    kind: str | None
    """The letter's."""
    sent: str | None
    """Date of the letter, else of its decision."""
    registry_number: str | None
    body: str
    """Id."""
    name: str
    """The body's."""
    answering: str
    """Id of the body whose response is awaited: the recipient, or the body that responds for it or has taken over."""
    through: str | None = None
    """Name of the body that responds for this one in a joint response."""
    outcome: Outcome
    response: str | None = None
    """Id of the response."""
    audits: tuple[Named, ...] = ()
    """The audits that the request is about."""
    missing: tuple[Named, ...] = ()
    """Those of the audits that no response is about."""
    responsible: frozenset[str] = frozenset()

    @property
    def is_missing(self) -> bool:
        """True if the response, or a part of it, is missing."""
        return self.response is None or bool(self.missing)


def due_status(due: str | None, today: date) -> tuple[str | None, int | None, ResponseOutcome]:
    """Return (date if known, days since it, outcome) of something that is not done yet."""
    known = known_date(due)
    if known is None:
        return None, None, ResponseOutcome.NO_DATE
    days = days_past(known, today)
    return known, days, ResponseOutcome.OVERDUE if days > 0 else ResponseOutcome.WAITING


def by_urgency(items: Iterable[Deadline]) -> list[Deadline]:
    """Sort deadlines: the longest overdue first, then those coming next, last those without a date.

    What is open for too long comes after what is overdue: nobody has missed a day by it.
    """
    clocks = list(DeadlineKind)
    return sorted(
        items,
        key=lambda item: (
            not item.is_late,
            item.clock is DeadlineKind.OPEN,
            not item.has_date,
            -(item.days or 0),
            clocks.index(item.clock),
            sort_text(item.name),
            sort_text(", ".join(item.who)),
            item.record,
        ),
    )
