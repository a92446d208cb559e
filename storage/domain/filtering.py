"""The filter line: words, and conditions written `fält:värde`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from storage.domain.scale import EVERY_LEVEL
from storage.domain.text import folded, searchable

FIELDS = {
    "nämnd": "body",
    "organ": "body",
    "status": "level",
    "bedömning": "level",
    "år": "years",
    "tema": "theme",
    "källa": "source",
    "granskning": "audit",
}
"""What may stand before a colon, and the condition it makes."""
ENGLISH_FIELDS = {
    "board": "body",
    "body": "body",
    "status": "level",
    "assessment": "level",
    "year": "years",
    "theme": "theme",
    "source": "source",
    "audit": "audit",
}
"""The same for those who read the screen in English; both are understood always."""
_CONDITIONS = {folded(name): condition for name, condition in (FIELDS | ENGLISH_FIELDS).items()}

_SOURCES = {
    "granskning": "audit",
    "utvärdering": "evaluation",
    "nämndbeslut": "board_decision",
    "internkontrollplan": "control_plan",
    "händelse": "incident",
    "fördjupad granskning": "in_depth",
    "grundläggande granskning": "basic",
    "uppföljning": "follow_up",
    "förstudie": "pre_study",
    "lekmannarevision": "lay_audit",
    "it-granskning": "it",
}
"""Where an audit came from and what type it is, in Swedish: the register has them by their codes."""

_PART = re.compile(r'(?P<bare>[^\W\d]\w*):(?=\s|$)|(?:(?P<field>\w+):)?(?:"(?P<quoted>[^"]*)(?:"|$)|(?P<word>\S+))')


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter line taken apart: every word and every condition must hold."""

    words: tuple[str, ...] = ()
    """Parts of words, without case; each must stand somewhere in the record."""
    conditions: tuple[tuple[str, str], ...] = ()
    """(condition, value without case) pairs."""

    def __bool__(self) -> bool:
        return bool(self.words or self.conditions)


def parse_filter(line: str) -> Filter:
    """Take a filter line apart. An unknown field is a word like any other; quotes keep words together.

    A line is read while it is typed: a quote not yet closed reaches to its end, a field without a value asks for
    nothing yet, and saying a thing twice is saying it.
    """
    words: list[str] = []
    conditions: list[tuple[str, str]] = []
    for name, value in _parts(line):
        condition = _CONDITIONS.get(folded(name))
        if condition is None:
            words.append(f"{name}:{value}" if name else value)
        elif value:
            conditions.append((condition, _code(condition, value)))
    return Filter(tuple(word for word in dict.fromkeys(words) if word), tuple(dict.fromkeys(conditions)))


def _code(condition: str, value: str) -> str:
    """What the register calls a value that is begun in words, where it has it by a code."""
    code = value.replace(" ", "_")
    if condition == "source":
        return next((held for word, held in _SOURCES.items() if word.startswith(value)), code)
    return code if condition == "level" and code in EVERY_LEVEL else value


def unknown_fields(line: str) -> tuple[str, ...]:
    """What stands before a colon as if it were a field, and is none. A number is taken for a time of day."""
    names = (name for name, _value in _parts(line) if name and folded(name) not in _CONDITIONS)
    return tuple(dict.fromkeys(name for name in names if not name.isdecimal()))


def empty_fields(line: str) -> tuple[str, ...]:
    """The fields that are given no value."""
    names = (name for name, value in _parts(line) if not value and folded(name) in _CONDITIONS)
    return tuple(dict.fromkeys(names))


def nearest_field(name: str) -> str | None:
    """The field whose name is most like `name`."""
    near = get_close_matches(folded(name), [folded(field) for field in FIELDS], n=1, cutoff=0.5)
    return next((field for field in FIELDS if folded(field) in near), None)


def _parts(line: str) -> Iterator[tuple[str, str]]:
    """(field, value) of each part of a line; the field is empty where there is none."""
    for match in _PART.finditer(searchable(line)):
        if match["bare"] is not None:
            yield match["bare"], ""
        else:
            yield match["field"] or "", match["quoted"] if match["quoted"] is not None else match["word"]
