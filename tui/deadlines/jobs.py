"""What the watch asks of the register: all that is watched, and which of it a filter lets through."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from storage import clock, deadlines
from storage.domain.dates import first_day, is_partial_date, last_day
from storage.domain.filters import EXACTLY, Condition, Filter
from storage.domain.text import searchable
from storage.register import Register
from tui.deadlines.columns import DueRow, due_row

UNDERSTOOD = frozenset({"late", "mine", "body", "audit", "before", "after"})
"""Conditions of the filter line that mean something here."""


class DeadlinePage(Struct, frozen=True):
    """What is watched on one day."""

    rows: tuple[DueRow, ...]
    """The most urgent first."""
    own: frozenset[str]
    """Ids of the persons who are whoever has opened the register."""
    who: str
    """The name of whoever that is."""


def deadline_page(register: Register) -> DeadlinePage:
    """All that is watched today."""
    items = deadlines.deadlines(register, today=clock.today())
    return DeadlinePage(tuple(map(due_row, items)), deadlines.own_persons(register), register.who)


def let_through(known: DeadlinePage, flt: Filter, *, mine: bool) -> list[DueRow]:
    """The rows that a filter leaves; a word that stands nowhere is looked for without å, ä and ö."""
    rows = _meeting(known, flt.conditions, mine=mine)
    found = _with_words(rows, flt, lambda row: row.text)
    return found or _with_words(rows, flt, lambda row: row.folded) if flt.words else found


def not_understood(flt: Filter) -> bool:
    """Whether a filter asks for something that is not watched."""
    return any(condition.field not in UNDERSTOOD for condition in flt.conditions)


def _with_words(rows: Sequence[DueRow], flt: Filter, text: Callable[[DueRow], str]) -> list[DueRow]:
    return [
        row
        for row in rows
        if all(word in text(row) for word in flt.words) and not any(word in text(row) for word in flt.excluded)
    ]


def _meeting(known: DeadlinePage, conditions: Sequence[Condition], *, mine: bool) -> list[DueRow]:
    wanted = [*conditions, *([Condition("mine")] if mine else [])]
    return [row for row in known.rows if all(_meets(row, known.own, one) != one.excluded for one in wanted)]


def _meets(row: DueRow, own: frozenset[str], condition: Condition) -> bool:
    """Whether a condition holds; one that means nothing here holds for nothing, and its opposite for all."""
    item, values = row.item, condition.values
    meets: Mapping[str, Callable[[], bool]] = {
        "mine": lambda: bool(item.responsible & own),
        "late": lambda: item.is_late,
        "body": lambda: _any_holds(item.who, values),
        "audit": lambda: _any_holds([audit.name for audit in item.audits], values),
        "before": lambda: any(_is_before(item.due, value) for value in values),
        "after": lambda: any(_is_after(item.due, value) for value in values),
    }
    return condition.field in meets and meets[condition.field]()


def _is_before(due: str | None, partial: str) -> bool:
    """Whether a date ends before a partial date begins."""
    return due is not None and is_partial_date(partial) and last_day(due) < first_day(partial)


def _is_after(due: str | None, partial: str) -> bool:
    """Whether a date ends after a partial date does."""
    return due is not None and is_partial_date(partial) and last_day(due) > last_day(partial)


def _any_holds(names: Sequence[str], values: Sequence[str]) -> bool:
    called = [searchable(name) for name in names]
    return any(
        value.removeprefix(EXACTLY) == name if value.startswith(EXACTLY) else value in name
        for name in called
        for value in values
    )
