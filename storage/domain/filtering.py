"""The filter line: words, and conditions written `fält:värde`."""

import re
from dataclasses import dataclass

from storage.domain.text import searchable

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

_PART = re.compile(r'(?:(?P<field>\w+):)?(?:"(?P<quoted>[^"]*)(?:"|$)|(?P<word>\S+))')


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

    A line is read while it is typed: a quote not yet closed reaches to its end, and saying a thing twice is saying it.
    """
    words: list[str] = []
    conditions: list[tuple[str, str]] = []
    for match in _PART.finditer(searchable(line)):
        value = match["quoted"] if match["quoted"] is not None else match["word"]
        name = match["field"]
        if name in FIELDS and value:
            conditions.append((FIELDS[name], value))
        elif text := f"{name}:{value}" if name else value:
            words.append(text)
    return Filter(tuple(dict.fromkeys(words)), tuple(dict.fromkeys(conditions)))
