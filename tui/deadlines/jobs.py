"""Jobs of deadlines for both front ends: the rows of a day, filters on them, and the calendar file of those to come."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from exports.calendar import Event, write_calendar
from storage import clock, deadlines
from storage.domain.dates import first_day, is_partial_date, last_day
from storage.domain.deadlines import Deadline
from storage.domain.filters import EXACTLY, Condition, Filter
from storage.domain.text import folded, searchable
from storage.register import Register
from tui.language.catalogue import mark
from tui.language.outcomes import clock_word, item_outcome, why_text

CALENDAR = mark("Bevakning")
CONDITIONS = frozenset({"late", "mine", "body", "audit", "before", "after"})
"""Filter conditions that apply to deadlines."""


class DueRow(Struct, frozen=True):
    """Row of the list of deadlines."""

    item: Deadline
    text: str
    """Text that filter words are searched in, as :func:`searchable` writes it."""
    folded: str
    """The same text without å, ä and ö."""

    @property
    def id(self) -> str:
        """Key of the row; several clocks can run on one record."""
        return f"{self.item.clock}:{self.item.record}"


class DeadlinePage(Struct, frozen=True):
    """Deadlines of one day."""

    rows: tuple[DueRow, ...]
    """The most urgent first."""
    own: frozenset[str]
    """Ids of the persons with the user's name."""
    who: str
    """Name of the user."""


def deadline_page(register: Register) -> DeadlinePage:
    """Load all deadlines as of today."""
    items = deadlines.deadlines(register, today=clock.today())
    return DeadlinePage(tuple(map(due_row, items)), deadlines.own_persons(register), register.who)


def due_row(item: Deadline) -> DueRow:
    """Build the row of a deadline with its searchable text."""
    audits = (audit.name for audit in item.audits)
    words = (item.name, *item.who, *audits, item.due or "", clock_word(item.clock), item_outcome(item))
    text = searchable("\n".join((*words, why_text(item.why))))
    return DueRow(item, text, folded(text))


def let_through(page: DeadlinePage, flt: Filter, *, mine: bool) -> list[DueRow]:
    """Return the rows that match a filter; a word without any hit is searched without å, ä and ö."""
    wanted = [*flt.conditions, *([Condition("mine")] if mine else [])]
    rows = [row for row in page.rows if all(_meets(row, page.own, one) != one.excluded for one in wanted)]
    found = _with_words(rows, flt, lambda row: row.text)
    return found or _with_words(rows, flt, lambda row: row.folded) if flt.words else found


def not_understood(flt: Filter) -> bool:
    """True if a filter has a condition that does not apply to deadlines."""
    return any(condition.field not in CONDITIONS for condition in flt.conditions)


def coming_events(items: Iterable[Deadline], register_id: str) -> list[Event]:
    """Return calendar events of the deadlines still to come, each on the last day that its partial date allows."""
    return [
        Event(
            uid=f"{item.clock}-{item.record}@{register_id}",
            day=last_day(item.due),
            title=f"{clock_word(item.clock)}: {', '.join([item.name, *item.who])}",
            description=why_text(item.why),
            category=clock_word(item.clock),
        )
        for item in items
        if item.due is not None and not item.is_late and (item.days or 0) <= 0
    ]


def write_events(events: Sequence[Event], path: Path, office: str | None) -> Path:
    """Write events as a new calendar file (RFC 5545) and return its path."""
    name = " – ".join(filter(None, [CALENDAR, office]))
    return write_calendar(events, path, stamp=clock.now(), name=name)


def _with_words(rows: Sequence[DueRow], flt: Filter, text: Callable[[DueRow], str]) -> list[DueRow]:
    return [
        row
        for row in rows
        if all(word in text(row) for word in flt.words) and not any(word in text(row) for word in flt.excluded)
    ]


def _meets(row: DueRow, own: frozenset[str], condition: Condition) -> bool:
    """True if a row meets a condition; a condition that does not apply here is met by no row."""
    item, values = row.item, condition.values
    meets: Mapping[str, Callable[[], bool]] = {
        "mine": lambda: bool(item.responsible & own),
        "late": lambda: item.is_late,
        "body": lambda: _any_matches(item.who, values),
        "audit": lambda: _any_matches([audit.name for audit in item.audits], values),
        "before": lambda: any(_is_before(item.due, value) for value in values),
        "after": lambda: any(_is_after(item.due, value) for value in values),
    }
    return condition.field in meets and meets[condition.field]()


def _is_before(due: str | None, partial: str) -> bool:
    """True if a due date ends before a partial date begins."""
    return due is not None and is_partial_date(partial) and last_day(due) < first_day(partial)


def _is_after(due: str | None, partial: str) -> bool:
    """True if a due date ends after a partial date does."""
    return due is not None and is_partial_date(partial) and last_day(due) > last_day(partial)


def _any_matches(names: Sequence[str], values: Sequence[str]) -> bool:
    """True if a name contains one of the values, or equals one that is marked as exact."""
    return any(
        value.removeprefix(EXACTLY) == name if value.startswith(EXACTLY) else value in name
        for name in map(searchable, names)
        for value in values
    )
