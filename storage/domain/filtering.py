"""The filter line: words, phrases in quotes, and conditions written `fält:värde`, each of which may be excluded."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import Struct

from storage.domain.dates import is_partial_date
from storage.domain.filter_words import (
    CHOICES,
    ENGLISH_FIELDS,
    EXACTLY,
    FIELDS,
    OPEN_CHOICES,
    codes_of,
    condition_of,
    flag_of,
    nearest_field,
)
from storage.domain.scale import EVERY_LEVEL
from storage.domain.text import nearest, searchable

__all__ = ["ENGLISH_FIELDS", "FIELDS", "Condition", "Filter", "nearest_field", "parse_filter", "unknown_fields"]

_QUOTED = r'"[^"]*(?:"|$)'
_PART = re.compile(
    rf'(?P<minus>-(?=[^\s-]))?(?:(?P<field>\w+):(?P<values>(?:{_QUOTED}|[^\s"])*)|(?P<quoted>{_QUOTED})|(?P<word>\S+))'
)
_VALUE = re.compile(r'"([^"]*)(?:"|$)|([^",]+)')
_DATED = ("before", "after")


class Rows(NamedTuple):
    """Recommendations, as a condition on answers and dates was found to leave them."""

    listed: str
    """Their row numbers, as a list in JSON: one value of a query, however many they are."""


class Condition(NamedTuple):
    """One condition: one of its values must hold, or none of them when it is excluded."""

    field: str
    """What is asked about, such as `level`, `body` or `late`."""
    values: tuple[str, ...] = ()
    """Without case, by the register's codes where it has them; a flag has none."""
    excluded: bool = False
    rows: tuple[Rows, ...] = ()
    """Of values that depend on the day or on who asks, the recommendations that they leave instead."""


class Filter(Struct, frozen=True):
    """A filter line taken apart: every word and every condition must hold."""

    words: tuple[str, ...] = ()
    """Parts of words, without case; each must stand somewhere in the record."""
    conditions: tuple[Condition, ...] = ()
    excluded: tuple[str, ...] = ()
    """Parts of words that must stand nowhere in the record."""

    def __bool__(self) -> bool:
        return bool(self.words or self.conditions or self.excluded)


NO_FILTER = Filter()
"""Lets everything through."""


class _Part(NamedTuple):
    """A part of a line as it is written."""

    field: str
    values: tuple[str, ...]
    excluded: bool
    bare: bool
    """Whether it is a word without quotes."""


def parse_filter(line: str) -> Filter:
    """Take a filter line apart. An unknown field is a word like any other; quotes keep words together.

    A line is read while it is typed: a quote not yet closed reaches to its end, a field without a value and a minus
    without a word ask for nothing yet, and saying a thing twice is saying it.
    """
    words: list[str] = []
    excluded: list[str] = []
    conditions: list[Condition] = []
    for part in _parts(line):
        condition = _condition(part)
        if condition is None:
            word = ",".join(part.values)
            (excluded if part.excluded else words).append(f"{part.field}:{word}" if part.field else word)
        elif condition.values or not part.field:
            conditions.append(condition)
    return Filter(_once(words), tuple(dict.fromkeys(conditions)), _once(excluded))


def unknown_fields(line: str) -> tuple[str, ...]:
    """What stands before a colon as if it were a field, and is none. A number is taken for a time of day."""
    names = (part.field for part in _parts(line) if part.field and condition_of(part.field) is None)
    return tuple(dict.fromkeys(name for name in names if not name.isdecimal()))


def empty_fields(line: str) -> tuple[str, ...]:
    """The fields that are given no value."""
    names = (part.field for part in _parts(line) if not part.values and condition_of(part.field) is not None)
    return tuple(dict.fromkeys(names))


def unknown_choices(line: str) -> tuple[tuple[str, str, str | None], ...]:
    """(field, value, nearest value) of values that their field cannot have, whatever the register holds."""
    found: list[tuple[str, str, str | None]] = []
    for part in _parts(line):
        condition = condition_of(part.field) or ""
        for value in part.values if condition else ():
            if condition in _DATED and not is_partial_date(value):
                found.append((part.field, value, None))
            elif condition in CHOICES and condition not in OPEN_CHOICES:
                words = CHOICES[condition]
                if not set(codes_of(condition, value)) <= set(words.values()):
                    found.append((part.field, value, nearest(value, words)))
    return tuple(dict.fromkeys(found))


def written_values(line: str) -> tuple[tuple[str, str, str], ...]:
    """(condition, field, value) of every value of the line, as it is written."""
    found = ((condition_of(part.field) or "", part) for part in _parts(line) if part.field)
    return tuple((condition, part.field, value) for condition, part in found if condition for value in part.values)


def quoted(value: str) -> str:
    """A value as it is written in a line, in quotes where it needs them; quotes cannot stand within quotes."""
    text = value.replace('"', " ")
    return f'"{text}"' if re.search(r"[\s,]", text) else text


def _condition(part: _Part) -> Condition | None:
    if not part.field:
        flag = flag_of(part.values[0]) if part.bare and part.values else None
        return None if flag is None else Condition(flag, (), part.excluded)
    name = condition_of(part.field)
    if name is None:
        return None
    codes = (code for value in part.values for code in _codes(name, value))
    return Condition(name, tuple(dict.fromkeys(codes)), part.excluded)


def _codes(condition: str, value: str) -> tuple[str, ...]:
    code = value.replace(" ", "_")
    if condition == "level" and code in EVERY_LEVEL:
        return (code,)
    return codes_of(condition, value)


def _parts(line: str) -> Iterator[_Part]:
    for match in _PART.finditer(searchable(line)):
        minus = match["minus"] is not None
        if match["field"] is not None:
            values = (quoted or bare for quoted, bare in _VALUE.findall(match["values"]))
            begun = {"", EXACTLY} if condition_of(match["field"]) else {""}
            yield _Part(match["field"], tuple(value for value in values if value not in begun), minus, bare=False)
        elif match["quoted"] is not None:
            yield _Part("", (match["quoted"].strip('"'),), minus, bare=False)
        elif match["word"] != "-":
            yield _Part("", (match["word"],), minus, bare=True)


def _once(words: list[str]) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(words) if word)
