"""Reading of registers in text files: .csv and .tsv, in any usual encoding and with any usual separator."""

import codecs
import csv
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from storage.errors import FileUnreadable
from storage.intake.package import file_bytes
from storage.intake.registers.sheets import MAX_ROWS, Sheet, SheetRow, TableFile, filled_rows

SUFFIXES = frozenset({".csv", ".tsv", ".tab"})
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LIKELY = ["cp1252", "mac_roman", "cp850"]
"""Encodings of Swedish text before UTF-8, likeliest first."""
_SEPARATORS = ";\t,|"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LOOKED_AT = 60
"""Rows by which the separator is told."""
_LONGEST_CELL = 2_000_000
_PROPER = 0.7
"""Least part of the bytes beyond ASCII that are Swedish letters, in text of the usual encoding."""
_SWEDISH = "åäöÅÄÖéÉüÜ§–—”’»«…\u00a0\u00ad½²°€´·•"


def read_delimited(path: Path) -> TableFile:
    """Read a text file with separated columns.

    Raises:
        FileUnreadable: with the reason; `not_table` where it is no text, `unclosed_quote` where it ends within a
            quoted cell, and `too_many_rows`.
    """
    data = file_bytes(path)
    text, guessed = _decoded(path, data)
    separator, text = _separator(text)
    rows = tuple(_rows(path, text, separator))
    sheet = Sheet("", rows)
    return TableFile(path.name, hashlib.sha256(data).hexdigest(), (sheet,), guessed)


def _decoded(path: Path, data: bytes) -> tuple[str, str | None]:
    """Return the text, and its encoding where that is only the likeliest."""
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    try:
        if marked:
            return data.decode(marked), None
        if wide := _unmarked_utf16(data):
            return data.decode(wide), wide
        if b"\0" not in data:
            return data.decode(), None
    except UnicodeDecodeError:
        if marked:
            raise FileUnreadable(path, "damaged", marked) from None
    if b"\0" in data:
        raise FileUnreadable(path, "not_table")
    guessed = _likeliest(data)
    if guessed is None:
        raise FileUnreadable(path, "not_table")
    return data.decode(guessed, "replace"), guessed


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the UTF-16 of a text without a mark: every second byte of Swedish text is zero."""
    head = data[:4_000]
    half = len(head) // 2
    if half < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > half * 0.9 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.9 and odd < half * 0.05 else None


def _likeliest(data: bytes) -> str | None:
    """Return the likeliest encoding of a text that is no UTF-8: that of Windows where it gives Swedish letters."""
    windows = data.decode("cp1252", "replace")
    beyond = [char for char in windows if ord(char) > 127]
    if sum(char in _SWEDISH for char in beyond) >= _PROPER * len(beyond):
        return "cp1252"
    best = from_bytes(data[:1_000_000], cp_isolation=_LIKELY).best()
    return best.encoding if best else None


def _separator(text: str) -> tuple[str, str]:
    """Return the separator that gives the most even columns, and the text after a first line that names it."""
    first = text[: text.find("\n") + 1][:20]
    if (named := first.strip('\r "')).casefold().startswith("sep=") and len(named) <= 5:
        return (named[4:] or "\t"), text[text.find("\n") + 1 :]
    return max(_SEPARATORS, key=lambda separator: _evenness(text, separator)), text


def _evenness(text: str, separator: str) -> tuple[float, int]:
    """Return how many rows have the commonest number of columns, times that number beyond the first."""
    widths: list[int] = []
    try:
        for row in csv.reader(_lines(text), delimiter=separator):
            if any(row):
                widths.append(len(row))
            if len(widths) == _LOOKED_AT:
                break
    except csv.Error:
        return (0, 0)
    several = [width for width in widths if width > 1]
    if not several:
        return (0, 0)
    common = max(set(several), key=lambda width: (several.count(width), width))
    return (several.count(common) / len(widths), common)


def _rows(path: Path, text: str, separator: str) -> Iterator[SheetRow]:
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        for found, row in enumerate(filled_rows(_records(path, text, separator))):
            if found >= MAX_ROWS:
                raise FileUnreadable(path, "too_many_rows", str(MAX_ROWS))
            yield row
    finally:
        csv.field_size_limit(limit)


def _records(path: Path, text: str, separator: str) -> Iterator[list[str]]:
    """Yield the records; a quote within a cell that is not doubled is a character like others."""
    strict = True
    try:
        for _record in csv.reader(_lines(text), delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise FileUnreadable(path, "unclosed_quote") from error
        strict = False
    try:
        yield from csv.reader(_lines(text), delimiter=separator, strict=strict)
    except csv.Error as error:
        raise FileUnreadable(path, "damaged", str(error)) from error


def _lines(text: str) -> Iterator[str]:
    """Yield the lines with their ends, one at a time."""
    return (match[0] for match in _LINE.finditer(text))
