"""Letters of made-up texts, to try templates with: one that says everything that a letter can, and an empty one."""

from collections.abc import Mapping, Sequence
from typing import Any

from exports.templating.fields import MISSIV_FIELDS, Field, Kind

_ALWAYS = ("office", "date", "place_and_date", "title")
"""What no letter is without."""


def full_sample(fields: Sequence[Field] = MISSIV_FIELDS) -> Mapping[str, Any]:
    """Everything known, every text its own; of two members of a list the first has its flags set."""
    return _filled(fields, "", {field.name: True for field in fields})


def empty_sample(fields: Sequence[Field] = MISSIV_FIELDS) -> Mapping[str, Any]:
    """Nothing known that a letter can do without."""
    return {field.name: _nothing(field) for field in fields if field.kind is not Kind.PICTURE}


def _filled(fields: Sequence[Field], path: str, flags: dict[str, bool]) -> Mapping[str, Any]:
    known = (field for field in fields if field.kind is not Kind.PICTURE)
    return {field.name: _value(field, f"{path} {field.name}".strip(), flags) for field in known}


def _value(field: Field, path: str, flags: dict[str, bool]) -> object:
    match field.kind:
        case Kind.FLAG:
            return flags[field.name]
        case Kind.LINES:
            return (f"{path} 1", f"{path} 2")
        case Kind.RECORDS:
            return tuple(_filled(field.members, f"{path} {n}", flags | _flags(field, first=n == 1)) for n in (1, 2))
        case _:
            return f"{path} 0" if flags.get(field.only_when, True) else None


def _flags(field: Field, *, first: bool) -> dict[str, bool]:
    return {member.name: first for member in field.members if member.kind is Kind.FLAG}


def _nothing(field: Field) -> object:
    if field.kind is Kind.FLAG:
        return False
    if field.is_list:
        return ()
    return f"{field.name} 0" if field.name in _ALWAYS else None
