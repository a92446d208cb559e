"""What finding asks the register: numbers, conditions to filter by, and a record's past."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from storage import orders, queries
from storage.filter_values import filter_values
from storage.history import ActionView, history, readable
from storage.register import Register
from tui.language.filter_fields import flag_names, said, written
from tui.language.terms import field_word, value_word
from tui.language.words import NOTHING, action_word, moment, printed_number

MOST_ACTIONS = 100
"""Actions of a record that are shown, the newest."""
_PICKED = ("level", "body", "years", "theme", "source", "type", "audit", "answer", "lacking")
"""Conditions whose values are listed."""


class Past(Struct, frozen=True):
    """What has happened to a record."""

    name: str
    actions: tuple[tuple[str, tuple[str, ...]], ...]
    """(when, who and what; the changes) of each action, newest first."""


def numbered(number: str) -> Callable[[Register], frozenset[int]]:
    """Row numbers of the recommendations with a number as printed, with or without its parenthesis."""
    return lambda register: orders.numbered(register, number.strip().rstrip(")"))


def conditions(register: Register) -> tuple[str, ...]:
    """Every condition that the register's own words allow, as the filter line has them."""
    values = said(filter_values(register))
    year = register.today.year
    dates = [str(year - 1), str(year), str(year + 1), register.today.isoformat()]
    return (
        *(written(condition, value) for condition in _PICKED for value in values[condition]),
        *flag_names(),
        *(written(condition, value) for condition in ("before", "after") for value in dates),
    )


def past(recommendation: str) -> Callable[[Register], Past]:
    """What has happened to a recommendation and to what is judged of it."""

    def read(register: Register) -> Past:
        record = queries.recommendation_detail(register, recommendation).view.recommendation
        actions = history(register, recommendation, MOST_ACTIONS)
        name = f"{printed_number(record.number)} {record.text or ''}".strip()
        return Past(name, tuple((_heading(action), tuple(_changes(register, action))) for action in actions))

    return read


def _heading(action: ActionView) -> str:
    what = action_word(action.name)
    return f"{moment(action.at)}  {action.who}  {what}" + (f": {action_word(action.about)}" if action.undoes else "")


def _changes(register: Register, action: ActionView) -> Iterator[str]:
    for change in action.changes:
        old, new = (_said(register, change.entity, change.field, value) for value in (change.old, change.new))
        said = new if change.old is None else f"{old} → {new}"
        yield f"{field_word(change.field)}: {said}"


def _said(register: Register, entity: str, field: str, value: str | int | None) -> str:
    if value is None:
        return NOTHING
    known = readable(register, entity, field, value)
    return value_word(field, known) if known == value else str(known)
