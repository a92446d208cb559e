"""What a person gives for a field, as the register keeps it: cleaned, and refused where it cannot be kept."""

import re
from collections.abc import Mapping

from storage.database.connection import expect_room
from storage.domain.dates import is_partial_date
from storage.domain.kinds import Entry, Given, Input, Kind
from storage.domain.text import one_line, tidy
from storage.domain.value import Value
from storage.errors import InvalidValue
from storage.refusals import FieldMissing, ImpossibleDate, UnknownChoice, UnknownField

_YES = frozenset({"1", "yes", "ja", "true"})
_NO = frozenset({"0", "no", "nej", "false"})
_ID = re.compile(r"[0-9a-f]{6,8}(-[0-9a-f-]*)?")
_YEAR = re.compile(r"[12]\d{3}")
_COMMAS = re.compile(r"(?<!-),\s+|(?<!-),(?=\S)")
"""A comma after a hyphen stands inside a name: `Kultur-, fritids- och ungdomsnämnden`."""


def refuse_unknown(kind: Kind, values: Mapping[str, Given]) -> None:
    """See to it that every value is for a field that the kind has.

    Raises:
        UnknownField: one is not.
    """
    known = tuple(entry.name for entry in kind.entries)
    for name, given in values.items():
        if name not in known:
            raise UnknownField(name, _told(given), kind.entity, known)


def written_fields(kind: Kind, values: Mapping[str, Given]) -> dict[str, Value]:
    """The plain fields among `values` as they are kept; references and sets are left for others.

    Raises:
        InvalidValue: one cannot be kept, or a field that the record is known by is empty.
        TextTooLong: one is longer than a register takes.
    """
    plain = (entry for entry in kind.entries if entry.name in values and not entry.refers)
    return {entry.name: written(entry, values[entry.name]) for entry in plain}


def written(entry: Entry, given: Given) -> Value:
    """One value as it is kept; None when nothing is left of it.

    Raises:
        InvalidValue: the field cannot hold it, or must hold something.
        TextTooLong: it is longer than a register takes.
    """
    text = _text(entry, given)
    if not text:
        if entry.required:
            raise FieldMissing(entry.name)
        return None
    match entry.input:
        case Input.DATE:
            return _date(entry, text)
        case Input.CHOICE if not entry.open and text not in entry.choices:
            raise UnknownChoice(entry.name, text, entry.choices)
        case Input.YEAR:
            return _year(entry, text)
        case Input.YES_NO:
            return _yes_or_no(entry, text)
        case _:
            return text


def members(entry: Entry, given: Given) -> list[str]:
    """The members of a set, each as it was named: a text is cut at line ends and `;`, and between names at commas."""
    if given is None:
        return []
    if isinstance(given, str):
        expect_room(given)
        parts = [part for line in given.split("\n") for part in line.split(";")]
        if entry.makes:
            parts = [name for part in parts for name in _named_in(entry, part)]
    else:
        parts = [str(given)] if isinstance(given, int) else [str(part) for part in given]
    return list(dict.fromkeys(name for part in parts if (name := one_line(part))))


def _named_in(entry: Entry, part: str) -> list[str]:
    """The names between commas; a person's title stays: `Ada Ek, ordförande` is one, `Ada Ek, Bo By` are two."""
    found: list[str] = []
    for name in _COMMAS.split(part):
        if found and entry.refers[0] == "person" and name[:1].islower() and not _is_id(name):
            found[-1] += f", {name}"
        else:
            found.append(name)
    return found


def _is_id(text: str) -> bool:
    return bool(_ID.fullmatch(text.strip()))


def single(given: Given) -> str:
    """The text of a reference to one record; empty for none."""
    text = _told(given)
    expect_room(text)
    return one_line(text)


def _text(entry: Entry, given: Given) -> str:
    text = _told(given)
    expect_room(text)
    return tidy(text) if entry.input is Input.TEXT else one_line(text)


def _told(given: Given) -> str:
    if given is None:
        return ""
    return str(given) if isinstance(given, str | int) else "\n".join(map(str, given))


def _date(entry: Entry, text: str) -> str:
    if "yes" in entry.choices and text.casefold() in _YES:
        return "yes"
    if not is_partial_date(text):
        raise ImpossibleDate(entry.name, text)
    return text


def _year(entry: Entry, text: str) -> int:
    if not _YEAR.fullmatch(text):
        raise InvalidValue(entry.name, text)
    return int(text)


def _yes_or_no(entry: Entry, text: str) -> int:
    word = text.casefold()
    if word not in _YES | _NO:
        raise UnknownChoice(entry.name, text, ("yes", "no"))
    return int(word in _YES)
