"""Calendar files (RFC 5545): one whole-day event for each deadline."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct

from exports.writing import file_name, write_new
from storage.domain.text import one_line, tidy

_LONGEST_LINE = 75
"""Bytes of a line; the rest follows on lines that begin with a space."""
_SPECIAL = re.compile(r"([\\;,])")
_BEGINNING = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Granska//Bevakning//SV", "CALSCALE:GREGORIAN")
SUFFIX = ".ics"


class Event(Struct, frozen=True):
    """An event of a whole day."""

    uid: str
    """The same each time the event is written, so that a calendar updates its event and adds no second one."""
    day: date
    title: str
    description: str = ""
    category: str = ""


def calendar_text(events: Iterable[Event], *, stamp: str, name: str) -> str:
    """Return the calendar `name`, made at `stamp` in UTC (ISO 8601), of at least one event (RFC 5545, 3.6)."""
    lines = [*_BEGINNING, f"X-WR-CALNAME:{_escaped(name)}"]
    for event in events:
        lines += _lines(event, _utc(stamp))
    return "".join(f"{each}\r\n" for line in [*lines, "END:VCALENDAR"] for each in _folded(line))


def write_calendar(events: Sequence[Event], path: Path, *, stamp: str, name: str) -> Path:
    """Write the calendar as a new file, and return its path; one with the same name is left alone.

    Raises:
        ExportError: it could not be written.
        DiskFull: there is no room.
    """
    data = calendar_text(events, stamp=stamp, name=name).encode()
    return write_new(data, path.parent, file_name(path.stem, path.suffix or SUFFIX))


def _lines(event: Event, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(event.uid)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{_basic(event.day)}"
    if event.day < date.max:
        yield f"DTEND;VALUE=DATE:{_basic(event.day + timedelta(days=1))}"
    yield f"SUMMARY:{_escaped(one_line(event.title))}"
    if event.description:
        yield f"DESCRIPTION:{_escaped(tidy(event.description))}"
    if event.category:
        yield f"CATEGORIES:{_escaped(one_line(event.category))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _basic(day: date) -> str:
    return day.isoformat().replace("-", "")


def _utc(moment: str) -> str:
    """Return `2026-11-22T10:15:30.5+00:00` as `20261122T101530Z` (RFC 5545, 3.3.5)."""
    return re.sub(r"[-:]", "", moment[: len("2026-11-22T10:15:30")]) + "Z"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield the line in pieces of at most 75 bytes, none of which breaks a character (RFC 5545, 3.1)."""
    piece, size = "", 0
    for char in line:
        length = len(char.encode())
        if size + length > _LONGEST_LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + char, size + length
    yield piece
