"""Tables of a workbook or a text file, as rows of texts with their places, without any meaning yet."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from storage.domain.text import clean, shorten, tidy

MAX_ROWS = 50_000
"""Most filled rows of a file: a register of recommendations has thousands."""
Place = tuple[int, int]
"""Row and column, counted from 0."""


class SheetRow(Struct, frozen=True):
    """A row with its filled cells."""

    row: int
    """Counted from 0."""
    cells: Mapping[int, str]
    """Column, counted from 0 → cleaned text; empty cells are left out."""


class BesideText(Struct, frozen=True):
    """A text beside the rows, or one that was left out of them."""

    where: str
    """Its place in words."""
    text: str
    row: int | None = None
    """The row that it is about, counted from 0."""
    column: int | None = None
    rule: str = ""
    """The rule by which it is no part of the rows: `cell_note`, `text_box`, `page_text`, `struck` or `far`."""


class Sheet(Struct, frozen=True):
    """A sheet with its filled rows, in order."""

    name: str
    """Empty for a text file, which has no sheets."""
    rows: tuple[SheetRow, ...]
    down: Mapping[Place, Place] = {}
    """Cell within merged cells → the one with their text, in an earlier row."""
    across: Mapping[Place, Place] = {}
    """Cell within merged cells → the one with their text, in the same row."""
    coloured: frozenset[Place] = frozenset()
    """Empty cells with a fill."""
    passages: tuple[BesideText, ...] = ()
    pictures: int = 0
    hidden: bool = False

    def place(self, row: int, column: int | None = None, header: str = "") -> str:
        """Return a place in words: `blad Register, rad 4, kolumn Kommentar`."""
        parts = [f"blad {self.name}"] if self.name else []
        parts.append(f"rad {row + 1}")
        if column is not None:
            parts.append(f"kolumn {header or letters(column)}")
        return ", ".join(parts)


class TableFile(Struct, frozen=True):
    """A file of tables."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    """The encoding that was found to be likeliest, where nothing in the file says it."""


def letters(column: int) -> str:
    """Return the letters of a column, counted from 0: `A`, `Z`, `AA`."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def column_of(name: str) -> int:
    """Return the column of its letters, counted from 0."""
    found = 0
    for letter in name:
        found = found * 26 + ord(letter) - 64
    return found - 1


_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060]")


def cell_text(text: str) -> str:
    """Return the text of a cell, cleaned, without soft hyphens and other invisible characters."""
    return tidy(_INVISIBLE.sub("", text)) if text else ""


def filled_rows(rows: Iterator[list[str]], first: int = 0) -> Iterator[SheetRow]:
    """Yield the rows with any text."""
    for number, row in enumerate(rows, first):
        cells = {column: text for column, value in enumerate(row) if (text := cell_text(value))}
        if cells:
            yield SheetRow(number, cells)


def plain(text: str) -> str:
    """Return a text of a workbook's part, cleaned."""
    return cell_text(clean(text))


def column_headers(file: TableFile) -> list[str]:
    """Return the texts of the fullest of the first rows, which most likely are the headers."""
    first = [row for sheet in file.sheets for row in sheet.rows[:10]]
    fullest = max(first, key=lambda row: len(row.cells), default=None)
    return [shorten(text, 30) for text in list(fullest.cells.values())[:12]] if fullest else []
