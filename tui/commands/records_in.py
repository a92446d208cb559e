"""Records that a program hands over as JSON on stdin."""

import json
from collections.abc import Mapping, Sequence

import click
from msgspec import Struct

from storage.domain.kinds import Given
from storage.domain.text import one_line
from storage.errors import GranskaError
from tui.commands.kinds import ENTERED, kinds_help
from tui.commands.written import kind_of, taken
from tui.language.catalogue import _
from tui.language.sentences import sentence

EARLIER = "@"
"""Before a number: the record that stands in that place of the input, counted from 1."""


class NotARecord(click.ClickException):
    """What was handed over is no record; its argument is a sentence, which is told, and ends the command."""


class Handed(Struct, frozen=True):
    """A record as it was handed over."""

    entity: str
    fields: Mapping[str, Given]


def handed_over(text: str, entity: str | None = None) -> list[Handed]:
    """The records of one object, an array of objects, or one object a line.

    Args:
        text: the JSON.
        entity: what the objects are that do not say it.

    Raises:
        NotARecord: it is no JSON, or an object is no record, or has a field that is not there or cannot hold its value.
    """
    return [_record(one, number, entity) for number, one in enumerate(objects(text), 1)]


def faulty(number: int, error: GranskaError) -> str:
    """What is wrong with the record in that place of the input."""
    return _("Post {n}: {sentence}").format(n=number, sentence=sentence(error))


def objects(text: str) -> list[object]:
    """What one object, an array, or one object a line holds.

    Raises:
        NotARecord: it is no JSON.
    """
    try:
        found = json.loads(text)
    except RecursionError:
        raise NotARecord(_("Det som lästes är ingen JSON med poster: det är för djupt.")) from None
    except ValueError as error:
        return _lines(text, error)
    return found if isinstance(found, list) else [found]


def with_earlier(record: Handed, made: Sequence[str]) -> dict[str, Given]:
    """The fields, with the ids of records made before in place of `@1`, `@2` and so on.

    Raises:
        NotARecord: there is no such record before it.
    """
    kind = kind_of(record.entity)
    referring = {entry.name for entry in kind.entries if entry.refers}
    return {name: _earlier(value, made) if name in referring else value for name, value in record.fields.items()}


def _earlier(value: Given, made: Sequence[str]) -> Given:
    if value is None or isinstance(value, int):
        return value
    return _meant(value, made) if isinstance(value, str) else [_meant(one, made) for one in value]


def _meant(value: str, made: Sequence[str]) -> str:
    if not value.startswith(EARLIER) or not value[1:].isdecimal():
        return value
    if not 1 <= int(value[1:]) <= len(made):
        raise NotARecord(_("”{value}” är ingen post som står före.").format(value=one_line(value)))
    return made[int(value[1:]) - 1]


def _lines(text: str, error: ValueError) -> list[object]:
    """One object a line, where that is what it is; else what was wrong with the whole."""
    found: list[object] = []
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) < 2 or not all(line.lstrip().startswith("{") for _number, line in lines):
        raise NotARecord(_not_json(error)) from None
    for number, line in lines:
        try:
            found.append(json.loads(line))
        except (ValueError, RecursionError):
            raise NotARecord(_("Rad {n} är ingen JSON.").format(n=number)) from None
    return found


def _not_json(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        told = _("Det som lästes är ingen JSON: det tar slut eller går fel på rad {line}, tecken {column}.")
        return told.format(line=error.lineno, column=error.colno)
    return _("Det som lästes är ingen JSON: ett tal är för långt.")


def _record(value: object, number: int, entity: str | None) -> Handed:
    if not isinstance(value, dict):
        raise NotARecord(_("Post {n} är inget objekt med fält.").format(n=number))
    fields = {str(name): one for name, one in value.items()}
    named = fields.pop("entity", entity)
    known = ENTERED.get(named) if isinstance(named, str) else None
    if known is None or (entity is not None and known != entity):
        told = _("Post {n} säger inte i ”entity” vad den är: {kinds}.")
        raise NotARecord(told.format(n=number, kinds=kinds_help(ENTERED)))
    try:
        return Handed(known, taken(known, fields))
    except GranskaError as error:
        raise NotARecord(faulty(number, error)) from None
