"""The values that a register has for the fields of the filter line: to complete it, and to tell of others."""

from collections.abc import Callable, Mapping

from storage.database import conditions, selection
from storage.database.connection import Connection
from storage.database.survivors import names
from storage.domain.completing import Values
from storage.domain.filter_words import CHOICES, codes_of
from storage.domain.filtering import Condition, unknown_choices, written_values
from storage.domain.order import swedish_key
from storage.domain.scale import NOT_ASSESSED_LABEL
from storage.domain.text import nearest
from storage.errors import UnknownFilterValue
from storage.register import Register


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
        return bool(conditions.bodies_named(connection, value))
    if condition == "level":
        code = value.replace(" ", "_")
        named = conditions.is_not_assessed(code) or conditions.is_not_assessed(value)
        return named or bool(conditions.levels_named(connection, code) or conditions.levels_named(connection, value))
    if condition == "years" and value.strip("-–").isdecimal():
        return True  # a year without audits is a year all the same
    if condition in CHOICES and set(codes_of(condition, value)) <= set(CHOICES[condition].values()):
        return True
    return conditions.is_met(connection, Condition(condition, (value,)))


def _bodies(connection: Connection) -> list[str]:
    return sorted({name for name in names(connection, "body").values() if name}, key=swedish_key)


def _levels(connection: Connection) -> list[str]:
    labels = [level.label for level in conditions.every_level(connection) if level.label]
    return [*dict.fromkeys(labels), NOT_ASSESSED_LABEL]


def _audits(connection: Connection) -> list[str]:
    short, long = (selection.distinct(connection, "audit", field) for field in ("short_title", "title"))
    return sorted({*short, *long}, key=swedish_key)


def _words(field: str, condition: str) -> Callable[[Connection], list[str]]:
    """The words for the codes that audits have in a field; an office's own words as they are."""
    words = {code: word for word, code in reversed(list(CHOICES[condition].items()))}
    return lambda connection: [words.get(code, code) for code in selection.distinct(connection, "audit", field)]


_READ: Mapping[str, Callable[[Connection], list[str]]] = {
    "body": _bodies,
    "level": _levels,
    "years": lambda connection: selection.distinct(connection, "audit", "years")[::-1],
    "theme": lambda connection: selection.distinct(connection, "recommendation", "theme"),
    "audit": _audits,
    "source": _words("source", "source"),
    "type": _words("type", "type"),
}
