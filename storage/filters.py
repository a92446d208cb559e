"""Filters: their values in the register, conditions that depend on the day or the user, and counts by group."""

from collections.abc import Callable, Mapping
from functools import partial

from storage import responses
from storage.database import filters as filter_rows
from storage.database import lists, search
from storage.database.connection import Connection
from storage.database.filters import persons_named
from storage.database.names import names_by_id
from storage.database.open_points import audits_open_since, open_points, red_rids
from storage.database.projection import json_array
from storage.domain.age import months_open, whole_number
from storage.domain.counting import Grouped, group_counts
from storage.domain.dates import are_years
from storage.domain.filters import (
    CHOICES,
    NUMBERED,
    Condition,
    Filter,
    MatchingRows,
    Values,
    codes_of,
    unknown_choices,
    written_values,
)
from storage.domain.records import replace
from storage.domain.scale import NOT_ASSESSED_LABEL
from storage.domain.text import nearest, swedish_key
from storage.errors import UnknownFilterValue
from storage.register import Register, cached

_ON_RESPONSES = {"late", "before", "after", "answer", "lacking"}


def resolve_filter(register: Register, flt: Filter) -> Filter:
    """Resolve the conditions of a filter that depend on the day or the user into values that SQL can compare."""
    if not flt.conditions:
        return flt
    return replace(flt, conditions=tuple(_resolve(register, condition) for condition in flt.conditions))


def _resolve(register: Register, condition: Condition) -> Condition:
    if condition.field == "mine":
        return _mine(register, condition)
    if condition.field in NUMBERED:
        rows = (_numbered(register, condition.field, one) for one in condition.values)
        return condition._replace(values=(), rows=tuple(rows))
    if condition.field not in _ON_RESPONSES:
        return condition
    found = [(one, responses.matching_rows(register, condition.field, one)) for one in condition.values or ("",)]
    values = tuple(value for value, rows in found if rows is None)
    return condition._replace(values=values, rows=tuple(rows for _value, rows in found if rows is not None))


def _numbered(register: Register, field: str, value: str) -> MatchingRows:
    """Find the rows of `red`, follow-ups in a row, or `open`, months, with a number; none with another value."""
    number = whole_number(value, NUMBERED[field])
    if number is None:
        return MatchingRows(json_array(()))
    find = red_rids if field == "red" else partial(_open_for, register)
    key = (register.today, number)
    return cached(register, field, key, lambda connection: MatchingRows(json_array(find(connection, number))))


def _open_for(register: Register, connection: Connection, months: int) -> list[int]:
    known, today = cached(register, "every open", None, open_points), register.today
    since = audits_open_since(connection)
    audits = [audit for audit in known if audit in since and months_open(since[audit], today) >= months]
    return [rid for audit in audits for rid in known[audit]]


def _mine(register: Register, condition: Condition) -> Condition:
    with register.reading() as connection:
        persons = persons_named(connection, register.who)
    return Condition("responsible", tuple(persons) or ("",), condition.excluded)


def filter_values(register: Register) -> Values:
    """Map conditions to their values in the register: body, level, years (newest first), theme, audit, source, type."""
    with register.reading() as connection:
        return {condition: read(connection) for condition, read in _READ.items()}


def unknown_value(register: Register, line: str) -> UnknownFilterValue | None:
    """The first value of a filter line that matches nothing in the register, with the most similar known value."""
    for field, value, near in unknown_choices(line):
        return UnknownFilterValue(field, value, near)
    with register.reading() as connection:
        for condition, field, value in written_values(line):
            if condition in _READ and not _matches(connection, condition, value):
                known = [one for one in _READ[condition](connection) if one != NOT_ASSESSED_LABEL]
                if known:  # with no value of the kind at all, the empty list is message enough
                    return UnknownFilterValue(field, value, nearest(value, known))
    return None


def _matches(connection: Connection, condition: str, value: str) -> bool:
    """True when a value of a condition matches something, or is a known choice or year."""
    if condition == "body":
        return bool(filter_rows.bodies_named(connection, value))
    if condition == "level":
        code = value.replace(" ", "_")
        named = filter_rows.is_not_assessed(code) or filter_rows.is_not_assessed(value)
        return named or bool(filter_rows.levels_named(connection, code) or filter_rows.levels_named(connection, value))
    if condition == "years" and are_years(value.strip("-–")):
        return True  # a year without audits is a year all the same
    if condition in CHOICES and set(codes_of(condition, value)) <= set(CHOICES[condition].values()):
        return True
    return filter_rows.has_match(connection, Condition(condition, (value,)))


def _bodies(connection: Connection) -> list[str]:
    return sorted({name for name in names_by_id(connection, "body").values() if name}, key=swedish_key)


def _levels(connection: Connection) -> list[str]:
    labels = [level.label for level in filter_rows.every_level(connection) if level.label]
    return [*dict.fromkeys(labels), NOT_ASSESSED_LABEL]


def _audits(connection: Connection) -> list[str]:
    short, long = (lists.distinct_values(connection, "audit", field) for field in ("short_title", "title"))
    return sorted({*short, *long}, key=swedish_key)


def _words(field: str, condition: str) -> Callable[[Connection], list[str]]:
    """Make the reader of a field of audits: words for known codes, and an office's own words unchanged."""
    words = {code: word for word, code in reversed(list(CHOICES[condition].items()))}
    return lambda connection: [words.get(code, code) for code in lists.distinct_values(connection, "audit", field)]


_READ: Mapping[str, Callable[[Connection], list[str]]] = {
    "body": _bodies,
    "level": _levels,
    "years": lambda connection: lists.distinct_values(connection, "audit", "years")[::-1],
    "theme": lambda connection: lists.distinct_values(connection, "recommendation", "theme"),
    "audit": _audits,
    "source": _words("source", "source"),
    "type": _words("type", "type"),
}


def grouped_counts(register: Register, flt: Filter, by: str) -> Grouped:
    """Count the recommendations of a filter by `body`, `years`, `theme` or `level`.

    One that concerns several bodies counts once for each of them, and once in the total.
    """
    with register.reading() as connection:
        chosen = lists.recommendations_where(connection, resolve_filter(register, flt), None)
        counts = lists.count_where(connection, chosen.sql, chosen.values)
        tallies = lists.group_tallies(connection, chosen, by)
        return group_counts(by, tallies, counts, names_by_id(connection, "body") if by == "body" else {})


def filter_note(register: Register, flt: Filter) -> str | None:
    """The first word or value, as searched, that occurs only when å, ä and ö are disregarded; None without one."""
    with register.reading() as connection:
        found = (search.resolve_word(connection, word) for word in (*flt.words, *flt.excluded))
        word = next((one.word for one in found if one.marks is not search.Marks.NONE), None)
        values = (filter_rows.unaccented_value(connection, condition) for condition in flt.conditions)
        return word or next((value for value in values if value is not None), None)
