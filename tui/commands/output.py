"""Output of the command line: text, JSON, notes and errors, never a control character."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import click
from msgspec import Struct

from storage.domain.counting import Counts
from storage.domain.text import clean, one_line, one_stop

Item = TypeVar("Item")

_HOSTILE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)


def say(text: str) -> None:
    """Write lines to stdout."""
    click.echo(safe(text))


def say_json(value: object) -> None:
    """Write `value` as JSON to stdout, in UTF-8; only what a terminal would obey is escaped, so no value changes."""
    text = json.dumps(plain(value), ensure_ascii=False, indent=1)
    click.echo(_HOSTILE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def say_result(shape: object, text: str, *, as_json: bool) -> None:
    """Write a result to stdout, as JSON or as text."""
    if as_json:
        say_json(shape)
    else:
        say(text)


def say_list(
    found: Sequence[Item], shape: Callable[[Item], object], line: Callable[[Item], str], empty: str, *, as_json: bool
) -> None:
    """Write a list as JSON or as lines to stdout; `empty` to stderr where there are no lines."""
    if as_json:
        say_json(list(map(shape, found)))
    elif found:
        say("\n".join(map(line, found)))
    else:
        note(empty)


def note(text: str) -> None:
    """Write a line of progress or information to stderr."""
    click.echo(one_stop(one_line(text)), err=True)


def complain(text: str) -> None:
    """Write an error to stderr, on one line."""
    click.echo(one_stop(one_line(text)), err=True)


def safe(text: str) -> str:
    """Return `text` without control characters."""
    return clean(text) if _HOSTILE.search(text) else text


def plain(value: object) -> object:
    """Convert to what JSON has: records become objects, counts every level with its number."""
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
    """Return a record's fields by name, as JSON has them."""
    return {name: plain(getattr(record, name)) for name in record.__struct_fields__}
