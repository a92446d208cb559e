"""Values of a record's fields, from the command line or JSON, as the register takes them."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

import click
from msgspec import Struct

from storage import clock
from storage.domain.dates import parse_date
from storage.domain.editable_fields import (
    COVERED_AUDIT,
    EDITABLE,
    FOLLOWUP,
    EditableEntity,
    EditableField,
    Given,
    Input,
)
from storage.domain.text import one_line, searchable, shorten
from storage.errors import GranskaError, ImpossibleDate, InvalidValue, UnknownField
from tui.commands.output import note
from tui.language.catalogue import _
from tui.language.filter_fields import spoken_date
from tui.language.sentences import sentence
from tui.language.words import entity_word, field_word, nearest, value_word

STREAM = "-"
"""The value that stands for stdin."""
READ_AT_MOST = 20_000_004
"""Most bytes of a value from stdin: more than a register's longest text."""
WORD_LENGTH = 60
"""Most characters of a bad word in an error."""
NEAREST = frozenset({
    "decided", "dated", "signed", "decided_on", "received_on", "reported_on", "report_date", "handed_over", "made_on",
    "date", "extension_requested",
})  # fmt: skip
"""Dates that mostly lie in the past: without a year they mean the nearest such day."""

_ASSIGNMENT = re.compile(r"(?P<field>[^\W\d][\w-]*)=(?P<value>.*)", re.DOTALL)
_WORDS = {"yes": ("ja", "yes"), "no": ("nej", "no")}


def parse_assignments(ctx: click.Context, words: Iterable[str]) -> dict[str, list[str]]:
    """Parse `FIELD=VALUE` words into field → values.

    Raises:
        click.UsageError: a word is none.
    """
    given: dict[str, list[str]] = {}
    for word in words:
        match = _ASSIGNMENT.fullmatch(word)
        if match is None:
            raise click.UsageError(_("”{word}” är inget FÄLT=VÄRDE.").format(word=shorten(word, WORD_LENGTH)), ctx)
        given.setdefault(match["field"].lower().replace("-", "_"), []).append(match["value"])
    return given


def no_such_field(ctx: click.Context, error: UnknownField) -> click.UsageError:
    """Make the usage error for an unknown field, with the nearest known one."""
    return click.UsageError(sentence(error) + nearest(error.field, error.known), ctx)


def assigned_values(ctx: click.Context, entity: str, words: Iterable[str]) -> dict[str, Given]:
    """Return the values of `FIELD=VALUE` words; several where a field is repeated. `-` is read from stdin.

    Raises:
        click.UsageError: a word is none, or a field is not there.
        InvalidValue: a field was given several values, or cannot hold its own.
    """
    given = parse_assignments(ctx, words)
    streams = [name for name, values in given.items() if STREAM in values]
    if len(streams) > 1:
        raise InvalidValue(streams[1], STREAM)
    text = {name: [stdin_text() if value == STREAM else value for value in values] for name, values in given.items()}
    try:
        return parse_values(entity, {name: values[0] if len(values) == 1 else values for name, values in text.items()})
    except UnknownField as error:
        raise no_such_field(ctx, error) from None


def parse_values(entity: str, given: Mapping[str, object]) -> dict[str, Given]:
    """Parse values into what the register takes: dates relative to today, choices also by their Swedish words.

    Raises:
        UnknownField: the kind has no such field.
        InvalidValue: a value is not of a kind that a field holds.
    """
    entries = {entry.name: entry for entry in kind_of(entity).fields}
    for name, value in given.items():
        if name not in entries:
            raise UnknownField(name, one_line(str(value)), entity, tuple(entries))
    return {name: _parse_value(entries[name], value) for name, value in given.items()}


def kind_of(entity: str) -> EditableEntity:
    """Return the editable fields of an entity, also of a follow-up and of an audit that it covers."""
    return next((kind for kind in (FOLLOWUP, COVERED_AUDIT) if kind.entity == entity), None) or EDITABLE[entity]


def stdin_text(*, whole: bool = False) -> str:
    """Read stdin, without the last line end; `whole` for more than one value."""
    return sys.stdin.buffer.read(-1 if whole else READ_AT_MOST).decode("utf-8-sig", "replace").removesuffix("\n")


def _parse_value(entry: EditableField, value: object) -> Given:
    if not isinstance(value, list):
        text = _text(entry, value)
        return text if entry.input is Input.SEVERAL else _read(entry, text or "")
    texts = [text for one in value if (text := _text(entry, one))]
    if entry.input is not Input.SEVERAL:
        raise InvalidValue(entry.name, ", ".join(texts))
    return texts


def _text(entry: EditableField, value: object) -> str | None:
    if isinstance(value, bool):
        return str(int(value))
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return str(value)
    raise InvalidValue(entry.name, one_line(str(value)))


def _read(entry: EditableField, text: str) -> str | None:
    if not text.strip():
        return None
    if entry.choices or entry.input is Input.YES_NO:
        text = _chosen(entry, text)
    if entry.input is Input.DATE and text not in entry.choices:
        return _date(entry.name, text)
    return text


def _chosen(entry: EditableField, text: str) -> str:
    """Return the code of a choice from its Swedish word; any other text unchanged."""
    word = searchable(one_line(text))
    for code in entry.choices or ("yes", "no"):
        if word in (searchable(code), searchable(value_word(entry.name, code)), *_WORDS.get(code, ())):
            return code
    return text


def _date(field: str, text: str) -> str:
    try:
        found = parse_date(text, clock.today(), nearest=field in NEAREST)
    except ValueError:
        raise ImpossibleDate(field, one_line(text)) from None
    if found != text.strip():
        note(f"{field_word(field)}: {spoken_date(found)}")
    return found


FOLLOWUP_ENTITY = "followup"
_SHORT = {"letter_recipient": "recipient", "letter_question": "question", "response_line": "line"}
_PLURALS = {"body": "bodies", "assessment_evidence": "evidence"}

Callback = Callable[[click.Context, click.Parameter, str], str]


def plural(entity: str) -> str:
    """Return the plural word of an entity: `bodies`, `questions`."""
    return _PLURALS.get(entity) or _SHORT.get(entity, entity) + "s"


def _words(entities: Sequence[str]) -> dict[str, str]:
    return {word: entity for entity in entities for word in (entity, _SHORT.get(entity, entity), plural(entity))}


ENTERED: Mapping[str, str] = MappingProxyType(_words(list(EDITABLE)))
"""Word for a kind that can be added → entity."""
LISTED: Mapping[str, str] = MappingProxyType(_words([*EDITABLE, FOLLOWUP_ENTITY]))
"""Word for a kind that can be listed → entity."""


def kind_in(words: Mapping[str, str], *, several: bool = False) -> Callback:
    """Make a click callback that turns a word for a kind into its entity."""

    def entity(ctx: click.Context, param: click.Parameter, value: str) -> str:
        found = words.get(value.strip().lower().replace("-", "_"))
        if found is None:
            entities = dict.fromkeys(words.values())
            known = [plural(entity) if several else entity for entity in entities]
            text = _("”{word}” är inget av {words}.").format(word=value, words=", ".join(known))
            raise click.BadParameter(text + nearest(value, known), ctx, param)
        return found

    return entity


def kinds_help(words: Mapping[str, str], *, several: bool = False) -> str:
    """List the kinds with their Swedish names for a help page."""
    parts = [
        f"{plural(entity) if several else entity} ({entity_word(entity).lower()})"
        for entity in dict.fromkeys(words.values())
    ]
    return f"{', '.join(parts[:-1])} eller {parts[-1]}"


EARLIER = "@"
"""Prefix of a number that refers to a record earlier in the same input, counted from 1."""


class NotARecord(click.ClickException):
    """Input that is no record; the message is a sentence, and ends the command."""


class RecordInput(Struct, frozen=True):
    """A record read from JSON."""

    entity: str
    fields: Mapping[str, Given]


def record_inputs(text: str, entity: str | None = None) -> list[RecordInput]:
    """Parse the records of one object, an array of objects, or one object a line.

    Args:
        text: the JSON.
        entity: the kind of objects without `entity`.

    Raises:
        NotARecord: it is no JSON, or an object is no record, or has a field that is not there or cannot hold its value.
    """
    return [_record(one, number, entity) for number, one in enumerate(objects(text), 1)]


def fault_in_record(number: int, error: GranskaError) -> str:
    """Prefix an error with the position of the record in the input."""
    return _("Post {n}: {sentence}").format(n=number, sentence=sentence(error))


def objects(text: str) -> list[object]:
    """Parse one JSON value, an array, or one object a line.

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


def resolve_earlier(record: RecordInput, created: Sequence[str]) -> dict[str, Given]:
    """Return the fields with ids of records made before in place of `@1`, `@2` and so on.

    Raises:
        NotARecord: there is no such record before it.
    """
    kind = kind_of(record.entity)
    referring = {entry.name for entry in kind.fields if entry.refers}
    return {name: _earlier(value, created) if name in referring else value for name, value in record.fields.items()}


def _earlier(value: Given, created: Sequence[str]) -> Given:
    if value is None or isinstance(value, int):
        return value
    return _entity(value, created) if isinstance(value, str) else [_entity(one, created) for one in value]


def _entity(value: str, created: Sequence[str]) -> str:
    if not value.startswith(EARLIER) or not value[1:].isdecimal():
        return value
    if not 1 <= int(value[1:]) <= len(created):
        raise NotARecord(_("”{value}” är ingen post som står före.").format(value=one_line(value)))
    return created[int(value[1:]) - 1]


def _lines(text: str, error: ValueError) -> list[object]:
    """Parse one object a line where the text has that form; else raise for the whole text."""
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
        template = _("Det som lästes är ingen JSON: det tar slut eller går fel på rad {line}, tecken {column}.")
        return template.format(line=error.lineno, column=error.colno)
    return _("Det som lästes är ingen JSON: ett tal är för långt.")


def _record(value: object, number: int, entity: str | None) -> RecordInput:
    if not isinstance(value, dict):
        raise NotARecord(_("Post {n} är inget objekt med fält.").format(n=number))
    fields = {str(name): one for name, one in value.items()}
    named = fields.pop("entity", entity)
    known = ENTERED.get(named) if isinstance(named, str) else None
    if known is None or (entity is not None and known != entity):
        template = _("Post {n} säger inte i ”entity” vad den är: {kinds}.")
        raise NotARecord(template.format(n=number, kinds=kinds_help(ENTERED)))
    try:
        return RecordInput(known, parse_values(known, fields))
    except GranskaError as error:
        raise NotARecord(fault_in_record(number, error)) from None
