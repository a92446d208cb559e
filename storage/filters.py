"""What a filter says that depends on the day and on who asks."""

from collections.abc import Callable, Mapping

from storage import responses
from storage.database import filters, lists, search
from storage.database.connection import Connection
from storage.database.filters import persons_named
from storage.database.names import names_by_id
from storage.database.search import Words
from storage.domain import counting as rules
from storage.domain.counting import Grouped
from storage.domain.filters import (
    CHOICES,
    TIMES,
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
from storage.register import Register

_OF_ANSWERS = {"late", "before", "after", "answer", "lacking"}


def settled(register: Register, flt: Filter) -> Filter:
    """The filter with what depends on the day, and on who asks, put as what the tables can be asked."""
    if not flt.conditions:
        return flt
    return replace(flt, conditions=tuple(_settled(register, condition) for condition in flt.conditions))


def _settled(register: Register, condition: Condition) -> Condition:
    if condition.field == "mine":
        return _mine(register, condition)
    if condition.field not in _OF_ANSWERS:
        return condition
    found = [_value(register, condition.field, one) for one in condition.values or ("",)]
    values = tuple(one for one in found if isinstance(one, str))
    return condition._replace(values=values, rows=tuple(one for one in found if isinstance(one, MatchingRows)))


def _value(register: Register, field: str, value: str) -> str | MatchingRows:
    """A value that is about answers and their dates, as the recommendations that it leaves; any other as it is."""
    match field, value:
        case "late", _:
            return responses.late(register)
        case (("before" | "after"), _):
            return responses.due(register, field, value)
        case "answer", _ if value in TIMES.values():
            return responses.answered_in(register, value)
        case "lacking", "answer":
            return responses.unanswered(register)
        case "lacking", "date":
            return responses.undated(register)
    return value


def _mine(register: Register, condition: Condition) -> Condition:
    with register.reading() as connection:
        persons = persons_named(connection, register.who)
    return Condition("responsible", tuple(persons) or ("",), condition.excluded)


def filter_values(register: Register) -> Values:
    """Condition → what the register has: bodies, levels, years (newest first), themes, audits, sources, types."""
    with register.reading() as connection:
        return {condition: read(connection) for condition, read in _READ.items()}


def unknown_value(register: Register, line: str) -> UnknownFilterValue | None:
    """The first value of a filter line that nothing in the register answers to, with the one most like it."""
    for field, value, near in unknown_choices(line):
        return UnknownFilterValue(field, value, near)
    with register.reading() as connection:
        for condition, field, value in written_values(line):
            if condition in _READ and not _answers(connection, condition, value):
                known = [one for one in _READ[condition](connection) if one != NOT_ASSESSED_LABEL]
                if known:  # where there is nothing of the kind, an empty list says all
                    return UnknownFilterValue(field, value, nearest(value, known))
    return None


def _answers(connection: Connection, condition: str, value: str) -> bool:
    """Whether a value names something: what is none of an office's own words may still be one of those known."""
    if condition == "body":
        return bool(filters.bodies_named(connection, value))
    if condition == "level":
        code = value.replace(" ", "_")
        named = filters.is_not_assessed(code) or filters.is_not_assessed(value)
        return named or bool(filters.levels_named(connection, code) or filters.levels_named(connection, value))
    if condition == "years" and value.strip("-–").isdecimal():
        return True  # a year without audits is a year all the same
    if condition in CHOICES and set(codes_of(condition, value)) <= set(CHOICES[condition].values()):
        return True
    return filters.has_match(connection, Condition(condition, (value,)))


def _bodies(connection: Connection) -> list[str]:
    return sorted({name for name in names_by_id(connection, "body").values() if name}, key=swedish_key)


def _levels(connection: Connection) -> list[str]:
    labels = [level.label for level in filters.every_level(connection) if level.label]
    return [*dict.fromkeys(labels), NOT_ASSESSED_LABEL]


def _audits(connection: Connection) -> list[str]:
    short, long = (lists.distinct_values(connection, "audit", field) for field in ("short_title", "title"))
    return sorted({*short, *long}, key=swedish_key)


def _words(field: str, condition: str) -> Callable[[Connection], list[str]]:
    """The words for the codes that audits have in a field; an office's own words as they are."""
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
    """The recommendations that a filter leaves, by `body`, `years`, `theme` or `level`.

    One that concerns several bodies is counted once for each of them, and once in the whole.
    """
    with register.reading() as connection:
        chosen = lists.recommendations_where(connection, settled(register, flt), None)
        counts = lists.count_where(connection, chosen.sql, chosen.values)
        tallies = lists.group_tallies(connection, chosen, by)
        return rules.group_counts(by, tallies, counts, names_by_id(connection, "body") if by == "body" else {})


def filter_note(register: Register, flt: Filter) -> str | None:
    """The first word, or value, that only occurs when å, ä and ö are disregarded, as it was looked for; else None."""
    with register.reading() as connection:
        found = (search.resolve_word(connection, word) for word in (*flt.words, *flt.excluded))
        word = next((one.word for one in found if one.marks is not search.Marks.NONE), None)
        values = (filters.unaccented_value(connection, condition) for condition in flt.conditions)
        return word or next((value for value in values if value is not None), None)


def _let_through(connection: Connection, entity: str, flt: Filter) -> Callable[[int | None], bool]:
    """Whether the record at a row number has in its own text what a filter's words ask for."""
    words = Words(connection)
    held = words.own(entity, flt.words) if flt.words else None
    out = {rid for word in flt.excluded for rid in words.own(entity, [word])}
    return lambda rid: (held is None or rid in held) and rid not in out
