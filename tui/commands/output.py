"""Where the command line writes: text, JSON, progress and complaints, never a control character."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from msgspec import Struct

from storage.domain.counting import Counts
from storage.domain.text import clean, one_line

_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)


def say(text: str) -> None:
    """Write what was asked for: lines on stdout."""
    click.echo(safe(text))


def say_json(value: object) -> None:
    """Write `value` as JSON on stdout: UTF-8, escaped only where a terminal would obey it, so that no value changes."""
    text = json.dumps(plain(value), ensure_ascii=False, indent=1)
    click.echo(_HOSTILE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def note(text: str) -> None:
    """Write how it goes, or what is good to know: one line on stderr."""
    click.echo(one_line(text), err=True)


def complain(text: str) -> None:
    """Write what went wrong: one line on stderr."""
    click.echo(one_line(text), err=True)


def safe(text: str) -> str:
    """`text` without anything that a terminal would obey."""
    return clean(text) if _HOSTILE.search(text) else text


def plain(value: object) -> object:
    """`value` as JSON knows it: records become objects, counts every level with its number."""
    if isinstance(value, Counts):
        return value.as_dict()
    if isinstance(value, Struct):
        return plain_record(value)
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, Sequence | frozenset | set) and not isinstance(value, str | bytes):
        return [plain(item) for item in value]
    return value


def plain_record(record: Struct) -> dict[str, object]:
    """A record's fields by name, as JSON knows them."""
    return {name: plain(getattr(record, name)) for name in record.__struct_fields__}
