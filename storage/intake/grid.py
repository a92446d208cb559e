"""Tables of recommendations as grids: their headers, columns and rows, also with merged cells."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from storage.domain.body_names import names_in
from storage.domain.dates import is_year
from storage.domain.scale import standard_meaning
from storage.domain.text import one_line, tidy
from storage.intake.columns import Columns, columns_of
from storage.intake.header_words import COMMENT, LEVEL, NUMBER, TEXT, header_words, rank
from storage.intake.word import WordCell, WordParagraph, WordRow, WordTable

_DIGITS = r"\d{1,3}(?:\.\d{1,3})*"
_FIRST = re.compile(
    rf"(?:(?i:rek(?:ommendation)?|nr|punkt)\.?\s*(?P<named>{_DIGITS}(?:\s?[a-zåäö](?![a-zåäö]))?)\s*[):.]\s*"
    rf"|(?P<closed>{_DIGITS}(?:\s?[A-Za-zåäö])?|[A-Za-zåäö])\)\s*"
    rf"|(?P<pointed>{_DIGITS}(?:\s?[a-z])?)\.(?:\s+|$|(?=[A-ZÅÄÖ]))"
    r"|(?P<dotted>\d{1,3}(?:\.\d{1,3})+)\s+(?=[A-ZÅÄÖ])"
    r"|(?P<coded>R\d{1,3}|(?:19|20)\d\d:\d{1,3}|§\s?\d{1,3}|\d{1,3}(?=,\s))[).:,]?\s+(?=[A-ZÅÄÖ])"
    r"|(?P<roman>[IVX]{2,5})[).]\s+(?=[A-ZÅÄÖ])|(?P<letter>[A-Za-zåäö])\.\s+(?=[A-ZÅÄÖ]))"
    r"(?P<rest>.*)",
    re.DOTALL,
)
_UNIT = re.compile(
    r"(?:miljon(?:er)?|miljard(?:er)?|tusen|mnkr|mkr|tkr|kr|kronor|procent|meter|km|timmar|dagar|månader|år)\b",
    re.IGNORECASE,
)
"""Words after which a number is an amount."""
_PART = re.compile(r"(?P<above>.*?\S)(?:\.\d{1,3}|\s?[a-zåäö])")
_NUMBER_WORD = re.compile(r"(?:rek(?:ommendation)?|nr|nummer|punkt)\.?\s*(?=\d)", re.IGNORECASE)


def split_number(text: str) -> tuple[str | None, str]:
    """Split off the printed number at the beginning of a text: `1)`, `1.`, `2 a)`, `3.1`, `Rek 4:`, `IV)`."""
    match = _FIRST.fullmatch(text)
    if match is None or (match["dotted"] and _UNIT.match(match["rest"])):
        return None, text
    rest = match["rest"]
    return next(value for name, value in match.groupdict().items() if value is not None and name != "rest"), rest


def bare_number(text: str) -> str | None:
    """The number in a cell of its own, without its closing sign and the word before it."""
    text = _NUMBER_WORD.sub("", " ".join(text.split()), count=1)
    number, rest = split_number(text)
    return (number if number and not rest else text.rstrip(" ).:")) or None


def is_below(number: str, above: str) -> bool:
    """True when a number is that of a part of another: `1.2` of `1`, `2 a` of `2`."""
    return number_above(number) == above


def number_above(number: str) -> str | None:
    """The number that one is a part of: `1` of `1.2`, `2` of `2 a`; None of a whole one."""
    match = _PART.fullmatch(number)
    return match["above"] if match else None


_SEPARATOR = re.compile(r"[\s\-–—_=.·•*]*")
_LONGEST_HEADER = 200
_HEADER_WITHIN = 3
"""Number of first rows searched for a header."""
_TITLES_WITHIN = 12
"""The same below rows of one text, such as a title."""
_MOST_LOOKED_AT = 60
"""Rows that tell what a column holds."""
_LONGEST_PART = 40
"""Length of the longest lower half of a header in two rows."""


class Header(Struct, frozen=True):
    """A table's header."""

    columns: Columns
    row: int
    """Its row, counted from 0."""
    starts: tuple[int, ...]
    """First grid column of each cell."""
    width: int
    """Columns of the grid."""
    first: int = 0
    """Its first row, where it has several."""
    words: Mapping[int, str] = {}
    """Grid column, counted from 1 → the words of the header above it."""


class GridRow(Struct, frozen=True):
    """A row with its cells under those of the header."""

    row: int
    """Counted from 1."""
    cells: dict[int, tuple[WordParagraph, ...]] = {}
    """Index under the header → printed paragraphs; empty cells are left out."""
    inherited: frozenset[int] = frozenset()
    """Indexes of cells merged with the cell above."""
    merged: bool = False
    """True when its only text is in a cell across several columns."""

    @property
    def passages(self) -> tuple[int, ...]:
        """Its passages in the inventory of the file."""
        return passages_of(paragraph for cell in self.cells.values() for paragraph in cell)

    def column(self, columns: Columns, name: str) -> tuple[WordParagraph, ...]:
        """The paragraphs in the column `name`."""
        return self.cells.get(columns.places.get(name, -1), ())

    @property
    def lone(self) -> int | None:
        """Index of the only filled cell; None without exactly one."""
        return next(iter(self.cells)) if len(self.cells) == 1 else None

    @property
    def text(self) -> str:
        """The printed text of the row."""
        return tidy("\n".join(paragraph.printed for place in sorted(self.cells) for paragraph in self.cells[place]))


def find_header(table: WordTable) -> Header | None:
    """Find the header of a table of recommendations; None for any other table."""
    for index, row in enumerate(table.rows[:_TITLES_WITHIN]):
        if index >= _HEADER_WITHIN and any(_filled(each) > 1 for each in table.rows[:index]):
            return None
        if _filled(row) < 2:
            continue
        for last in (index + 1, index):
            starts, texts, width = _headed(table, index, last)
            columns = columns_of(texts, _below(table, last, starts)) if texts else None
            if columns is not None:
                return Header(columns, last, starts, width, index, _words(starts, width, texts))
    return None


def _headed(table: WordTable, first: int, last: int) -> tuple[tuple[int, ...], list[str], int]:
    """The first grid column and the words of each column of a header of one or two rows; none when it has not two."""
    row = table.rows[first]
    starts, width = _starts(row)
    texts = [_cell_text(cell) for cell in row.cells]
    if last == first:
        return _divided(table, last, starts, texts, width)
    if last >= len(table.rows):
        return (), [], 0
    lower = table.rows[last]
    below, _width = _starts(lower)
    spans = [cell.span for cell in row.cells]
    words: list[str] = []
    halves = 0
    for start, cell in zip(below, lower.cells, strict=True):
        place = max((at for at, begin in enumerate(starts) if begin <= start), default=0)
        own = one_line(_cell_text(cell))
        if own and (spans[place] < 2 or not _is_lower_half(own)):
            return (), [], 0
        halves += bool(own)
        whole = own and (standard_meaning(own) is not None or bool(names_in(own)))
        words.append(own if whole else f"{texts[place]} {own}".strip())
    return (below, words, width) if halves > 1 else ((), [], 0)


def _is_lower_half(text: str) -> bool:
    """True for what stands in the lower row of a header: a year, a level, or the word of a column."""
    known = is_year(text) or standard_meaning(text) is not None or header_words(text).year is not None
    named = any(rank(header_words(text), name) is not None for name in (LEVEL, TEXT, COMMENT))
    return len(text) <= _LONGEST_PART and (known or named or bool(names_in(text)))


def _divided(
    table: WordTable, header: int, starts: tuple[int, ...], texts: list[str], width: int
) -> tuple[tuple[int, ...], list[str], int]:
    """The columns of a header; words that stand above two columns of the rows head the second."""
    used = {start for row in table.rows[header + 1 :] for start in _starts(row)[0] if len(row.cells) > len(starts)}
    spans = [cell.span for cell in table.rows[header].cells]
    found: list[tuple[int, str]] = []
    for start, text, span in zip(starts, texts, spans, strict=True):
        inner = [at for at in range(start + 1, start + span) if at in used]
        found += [(start, ""), (inner[0], text)] if len(inner) == 1 and text else [(start, text)]
    return tuple(start for start, _ in found), [text for _, text in found], width


def _filled(row: WordRow) -> int:
    """Number of cells with text."""
    return sum(bool(cell.paragraphs) for cell in row.cells)


def _below(table: WordTable, header: int, starts: Sequence[int]) -> list[list[str]]:
    """The texts below each column of the header, without rows of one text."""
    found: list[list[str]] = [[] for _ in starts]
    for row in table.rows[header + 1 : header + 1 + _MOST_LOOKED_AT]:
        if _filled(row) < 2:
            continue
        own, _width = _starts(row)
        same_shape = len(own) == len(starts) and row.before == 0
        for index, (at, cell) in enumerate(zip(own, row.cells, strict=True)):
            place = index if same_shape else max((n for n, start in enumerate(starts) if start <= at), default=0)
            if cell.paragraphs:
                found[place].append(_cell_text(cell))
    return found


def grid_width(table: WordTable) -> int:
    """Number of grid columns of the table: that of its widest row."""
    return max((_starts(row)[1] for row in table.rows), default=0)


def laid_out(table: WordTable, header: Header, *, after: int) -> Iterator[GridRow]:
    """Yield the rows after the row `after` under the header, also those without text."""
    for index, row in enumerate(table.rows[after + 1 :], after + 2):
        yield _laid(row, header, index)


def is_separator(row: GridRow) -> bool:
    """True when a row is empty or has only strokes."""
    return all(_SEPARATOR.fullmatch(paragraph.printed) for cell in row.cells.values() for paragraph in cell)


def is_header(row: GridRow, columns: Columns) -> bool:
    """True when a row repeats the header."""
    if sum(len(paragraph.text) for cell in row.cells.values() for paragraph in cell) > _LONGEST_HEADER:
        return False
    texts = ["\n".join(p.text for p in row.cells.get(place, ())) for place in range(columns.count)]
    if tuple(header_words(text).key for text in texts) == columns.keys:
        return True
    found = columns_of(texts)
    return found is not None and dict(found.places) == dict(columns.places)


def plain_rows(table: WordTable) -> str:
    """The table as text: one line for each row, with `|` between cells."""
    lines = (line for line, _passages in plain_lines(table))
    return tidy("\n".join(line for line in lines if line))


def plain_lines(table: WordTable) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield each row as a line, with its passages; the line of a row with only strokes is empty."""
    for row in table.rows:
        line = " | ".join(" ".join(_cell_text(cell).split()) for cell in row.cells)
        yield "" if _SEPARATOR.fullmatch(line.replace("|", "")) else line, row.passages


def passages_of(paragraphs: Iterable[WordParagraph]) -> tuple[int, ...]:
    """Return the passages of paragraphs."""
    return tuple(number for paragraph in paragraphs for number in paragraph.passages)


def _laid(row: WordRow, header: Header, number: int) -> GridRow:
    cells: dict[int, tuple[WordParagraph, ...]] = {}
    inherited: set[int] = set()
    wide = False
    at = row.before
    same_shape = len(row.cells) == len(header.starts) and row.before == 0
    for index, cell in enumerate(row.cells):
        place = index if same_shape else _place(at, header)
        if cell.continues:
            inherited.add(place)
        elif content := _content(cell, row, place, header.columns):
            cells[place] = (*cells.get(place, ()), *content)
            wide = _covers_several(at, cell.span, header)
        at += cell.span
    return GridRow(number, cells, frozenset(inherited), wide and len(cells) == 1)


def _content(cell: WordCell, row: WordRow, place: int, columns: Columns) -> tuple[WordParagraph, ...]:
    """The paragraphs of a cell; its struck text, where that names the point; its colour, where that is its level.

    A row that is coloured as a whole is set apart by its colour, and has no level.
    """
    if cell.paragraphs:
        return cell.paragraphs
    if place in {columns.places.get(NUMBER), columns.places[TEXT]}:
        return cell.struck
    coloured = place == columns.places.get(LEVEL) and any(each.fill != cell.fill for each in row.cells)
    return (cell.colour,) if coloured and cell.colour is not None else ()


def _place(at: int, header: Header) -> int:
    return max((place for place, start in enumerate(header.starts) if start <= at), default=0)


def _covers_several(at: int, span: int, header: Header) -> bool:
    return sum(at <= start < at + span for start in header.starts) > 1


def _starts(row: WordRow) -> tuple[tuple[int, ...], int]:
    starts, at = [], row.before
    for cell in row.cells:
        starts.append(at)
        at += cell.span
    return tuple(starts), at


def _words(starts: Sequence[int], width: int, texts: Sequence[str]) -> dict[int, str]:
    """Return the words of the header above each grid column, counted from 1."""
    ends = [*starts[1:], width]
    return {
        at + 1: one_line(text) for start, end, text in zip(starts, ends, texts, strict=True) for at in range(start, end)
    }


def _cell_text(cell: WordCell) -> str:
    return "\n".join(paragraph.printed for paragraph in cell.paragraphs)
