"""Where the command line writes: text, JSON, progress and complaints, never a control character."""

import json
import re
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

import click
from msgspec import Struct

from storage import clock
from storage.domain.counting import Counts
from storage.domain.text import clean, one_line
from tui.language.catalogue import _
from tui.log import log_file

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


def report_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say that something went wrong, as :data:`sys.excepthook` does, and log what."""
    try:
        log = _log("".join(traceback.format_exception(kind, error, trace)))
    except OSError:
        complain(_("Ett fel i programmet avbröt kommandot, och det gick inte att anteckna. Försök igen."))
    else:
        complain(_("Ett fel i programmet avbröt kommandot. Försök igen; detaljerna finns i {path}.").format(path=log))


def _log(details: str) -> Path:
    log = log_file()
    with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(f"{clock.now()}\n{details}\n")
    return log
