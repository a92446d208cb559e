"""What is written for the fields of a record, on the command line or as JSON, as the register takes it."""

import re
import sys
from collections.abc import Iterable, Mapping

import click

from storage import clock
from storage.domain.date_entry import entered_date
from storage.domain.kinds import COVERED_AUDIT, FOLLOWUP, KINDS, Entry, Given, Input, Kind
from storage.domain.text import one_line, searchable, shorten
from storage.errors import InvalidValue
from storage.refusals import ImpossibleDate, UnknownField
from tui.commands.output import note
from tui.commands.swedish import nearest
from tui.language.catalogue import _
from tui.language.dates import spoken_date
from tui.language.sentences import sentence
from tui.language.terms import field_word, value_word

STREAM = "-"
"""The value that is read from stdin."""
READ_AT_MOST = 20_000_004
"""Bytes of a value from stdin: more than the longest text a register takes can be written in."""
WORD_LENGTH = 60
"""How much of a word that is none is repeated."""
NEAREST = frozenset({
    "decided", "dated", "signed", "decided_on", "received_on", "reported_on", "report_date", "handed_over", "made_on",
    "date", "extension_requested",
})  # fmt: skip
"""Dates that mostly lie behind: what leaves out the year means the nearest such day."""

_ASSIGNMENT = re.compile(r"(?P<field>[^\W\d][\w-]*)=(?P<value>.*)", re.DOTALL)
_WORDS = {"yes": ("ja", "yes"), "no": ("nej", "no")}


def worded(ctx: click.Context, words: Iterable[str]) -> dict[str, list[str]]:
    """Field → the values that `FIELD=VALUE` words give it.

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
    """Tell of a field written on the command line that there is not, and of the one most like it."""
    return click.UsageError(sentence(error) + nearest(error.field, error.known), ctx)


def assigned(ctx: click.Context, entity: str, words: Iterable[str]) -> dict[str, Given]:
    """The values that `FIELD=VALUE` words give; of a set, one for each time it is named. `-` is read from stdin.

    Raises:
        click.UsageError: a word is none, or a field is not there.
        InvalidValue: a field was given several values, or cannot hold its own.
    """
    given = worded(ctx, words)
    streams = [name for name, values in given.items() if STREAM in values]
    if len(streams) > 1:
        raise InvalidValue(streams[1], STREAM)
    told = {name: [stdin_text() if value == STREAM else value for value in values] for name, values in given.items()}
    try:
        return taken(entity, {name: values[0] if len(values) == 1 else values for name, values in told.items()})
    except UnknownField as error:
        raise no_such_field(ctx, error) from None


def taken(entity: str, given: Mapping[str, object]) -> dict[str, Given]:
    """Values as the register takes them: dates reckoned from today, choices by their Swedish words too.

    Raises:
        UnknownField: the kind has no such field.
        InvalidValue: a value is not of a kind that a field holds.
    """
    entries = {entry.name: entry for entry in kind_of(entity).entries}
    for name, value in given.items():
        if name not in entries:
            raise UnknownField(name, one_line(str(value)), entity, tuple(entries))
    return {name: _taken(entries[name], value) for name, value in given.items()}


def kind_of(entity: str) -> Kind:
    """What is written of a kind, also of a follow-up and of an audit inside one."""
    return next((kind for kind in (FOLLOWUP, COVERED_AUDIT) if kind.entity == entity), None) or KINDS[entity]


def stdin_text(*, whole: bool = False) -> str:
    """What stands on stdin, without the last line end; `whole` for more than one value."""
    return sys.stdin.buffer.read(-1 if whole else READ_AT_MOST).decode("utf-8-sig", "replace").removesuffix("\n")


def _taken(entry: Entry, value: object) -> Given:
    if not isinstance(value, list):
        text = _text(entry, value)
        return text if entry.input is Input.SEVERAL else _read(entry, text or "")
    texts = [text for one in value if (text := _text(entry, one))]
    if entry.input is not Input.SEVERAL:
        raise InvalidValue(entry.name, ", ".join(texts))
    return texts


def _text(entry: Entry, value: object) -> str | None:
    if isinstance(value, bool):
        return str(int(value))
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return str(value)
    raise InvalidValue(entry.name, one_line(str(value)))


def _read(entry: Entry, text: str) -> str | None:
    if not text.strip():
        return None
    if entry.choices or entry.input is Input.YES_NO:
        text = _chosen(entry, text)
    if entry.input is Input.DATE and text not in entry.choices:
        return _date(entry.name, text)
    return text


def _chosen(entry: Entry, text: str) -> str:
    """The code of a choice that is named by its Swedish word; anything else as it stands."""
    word = searchable(one_line(text))
    for code in entry.choices or ("yes", "no"):
        if word in (searchable(code), searchable(value_word(entry.name, code)), *_WORDS.get(code, ())):
            return code
    return text


def _date(field: str, text: str) -> str:
    try:
        found = entered_date(text, clock.today(), nearest=field in NEAREST)
    except ValueError:
        raise ImpossibleDate(field, one_line(text)) from None
    if found != text.strip():
        note(f"{field_word(field)}: {spoken_date(found)}")
    return found
