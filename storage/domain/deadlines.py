"""What an office has to keep watch on: each thing with its date, how it stands on a given day, and why."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct

from storage.domain.dates import days_past, known_date
from storage.domain.outcomes import OVERDUE, Outcome, Reason, ResponseOutcome
from storage.domain.records import Named
from storage.domain.text import sort_text


class DeadlineKind(StrEnum):
    """What runs out."""

    ANSWER = "answer"
    """An answer was asked for by a date."""
    MEASURE = "measure"
    """A body has promised to have done something by a date."""
    FOLLOWUP = "followup"
    """An audit is to be followed up."""
    LETTER = "letter"
    """A letter is decided, and has not gone out."""


class Deadline(Struct, frozen=True, kw_only=True):
    """One thing to watch."""

    clock: DeadlineKind
    entity: str
    """Of `record`: `letter_recipient`, `measure`, `recommendation`, `audit` or `letter`."""
    record: str
    name: str
    """What it is about: an audit's name, a measure's or a recommendation's text."""
    who: tuple[str, ...] = ()
    """Names of those who are to act."""
    due: str | None = None
    days: int | None = None
    """Days since it was due; less than 0 are left. None without a date."""
    outcome: ResponseOutcome
    why: tuple[Reason, ...] = ()
    audits: tuple[Named, ...] = ()
    """The audits that it belongs to."""
    letter: str | None = None
    """The letter that asks, of an answer."""
    responsible: frozenset[str] = frozenset()
    """Ids of the persons who are responsible for its audits."""

    @property
    def is_late(self) -> bool:
        """Whether its date has passed."""
        return self.outcome in OVERDUE

    @property
    def has_date(self) -> bool:
        """Whether there is a date to be late by; what has none never is."""
        return self.due is not None


class RecipientOutcome(Struct, frozen=True, kw_only=True):
    """How the answer of one of a letter's recipients stands."""

    recipient: str
    """Id of the link between letter and body."""
    letter: str
    kind: str | None
    """The letter's."""
    sent: str | None
    """The day of the letter, else of its decision."""
    registry_number: str | None
    body: str
    """Id."""
    name: str
    """The body's."""
    answering: str
    """Id of the body whose answer is waited for: its own, or the one that answers for it."""
    through: str | None = None
    """Name of the body that answers for this one in a joint answer."""
    outcome: Outcome
    response: str | None = None
    """Id of the answer."""
    audits: tuple[Named, ...] = ()
    """The audits that it is asked about."""
    missing: tuple[Named, ...] = ()
    """Those of them that no answer is about."""
    responsible: frozenset[str] = frozenset()

    @property
    def is_missing(self) -> bool:
        """Whether the answer, or a part of it, has not come."""
        return self.response is None or bool(self.missing)


def due_status(due: str | None, today: date) -> tuple[str | None, int | None, ResponseOutcome]:
    """A date as far as it is one, how many days ago it was, and how something that has not been done by it stands."""
    known = known_date(due)
    if known is None:
        return None, None, ResponseOutcome.NO_DATE
    days = days_past(known, today)
    return known, days, ResponseOutcome.OVERDUE if days > 0 else ResponseOutcome.WAITING


def by_urgency(items: Iterable[Deadline]) -> list[Deadline]:
    """What is late first, the longest first; then what comes next; last what has no date."""
    clocks = list(DeadlineKind)
    return sorted(
        items,
        key=lambda item: (
            not item.is_late,
            not item.has_date,
            -(item.days or 0),
            clocks.index(item.clock),
            sort_text(item.name),
            sort_text(", ".join(item.who)),
            item.record,
        ),
    )
