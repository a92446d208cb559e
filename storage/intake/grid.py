"""A table's rows laid under its header: what stands in which column, however cells are merged."""

import re
from collections.abc import Iterator

from msgspec import Struct

from storage.domain.text import tidy
from storage.intake.columns import Columns, columns_of
from storage.intake.word import WordCell, WordParagraph, WordRow, WordTable

_SEPARATOR = re.compile(r"[\s\-–—_=.·•*]*")
_LONGEST_HEADER = 200
_HEADER_WITHIN = 3
"""How many rows are looked at for a header."""


class Header(Struct, frozen=True):
    """A table's header."""

    columns: Columns
    row: int
    """Its row, counted from 0."""
    starts: tuple[int, ...]
    """Where each of its cells begins in the grid."""
    width: int
    """Columns of the grid."""


class GridRow(Struct, frozen=True):
    """A row laid under a header."""

    row: int
    """Counted from 1."""
    cells: dict[int, tuple[WordParagraph, ...]] = {}
    """Place under the header → what is printed there; empty cells are left out."""
    inherited: frozenset[int] = frozenset()
    """Places merged with the cell above."""
    merged: bool = False
    """Whether its only text stands in a cell across several columns."""

    def column(self, columns: Columns, name: str) -> tuple[WordParagraph, ...]:
        """What stands in the column called `name`."""
        return self.cells.get(columns.places.get(name, -1), ())

    @property
    def lone(self) -> int | None:
        """The place of the only filled cell; None when several are, or none."""
        return next(iter(self.cells)) if len(self.cells) == 1 else None

    @property
    def text(self) -> str:
        """All that is printed in the row."""
        return tidy("\n".join(paragraph.printed for place in sorted(self.cells) for paragraph in self.cells[place]))


def find_header(table: WordTable) -> Header | None:
    """The header of a table of recommendations; None when it is none."""
    for index, row in enumerate(table.rows[:_HEADER_WITHIN]):
        columns = columns_of([_cell_text(cell) for cell in row.cells])
        if columns is not None:
            starts, width = _starts(row)
            return Header(columns, index, starts, width)
    return None


def grid_width(table: WordTable) -> int:
    """How many columns the table's grid has: that of its widest row."""
    return max((_starts(row)[1] for row in table.rows), default=0)


def laid_out(table: WordTable, header: Header, *, after: int) -> Iterator[GridRow]:
    """The rows after the row `after`, each laid under the header. Rows without any text are there too."""
    for index, row in enumerate(table.rows[after + 1 :], after + 2):
        yield _laid(row, header, index)


def is_separator(row: GridRow) -> bool:
    """Whether a row is empty, or holds nothing but strokes."""
    return all(_SEPARATOR.fullmatch(paragraph.printed) for cell in row.cells.values() for paragraph in cell)


def is_header(row: GridRow, columns: Columns) -> bool:
    """Whether a row repeats the header."""
    if sum(len(paragraph.text) for cell in row.cells.values() for paragraph in cell) > _LONGEST_HEADER:
        return False
    texts = ["\n".join(p.text for p in row.cells.get(place, ())) for place in range(columns.count)]
    found = columns_of(texts)
    return found is not None and dict(found.places) == dict(columns.places)


def plain_rows(table: WordTable) -> str:
    """A table as text: a line for each row, a stroke between its cells."""
    lines = (" | ".join(" ".join(_cell_text(cell).split()) for cell in row.cells) for row in table.rows)
    return tidy("\n".join(line for line in lines if not _SEPARATOR.fullmatch(line.replace("|", ""))))


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
        elif cell.paragraphs:
            cells[place] = (*cells.get(place, ()), *cell.paragraphs)
            wide = _covers_several(at, cell.span, header)
        at += cell.span
    return GridRow(number, cells, frozenset(inherited), wide and len(cells) == 1)


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


def _cell_text(cell: WordCell) -> str:
    return "\n".join(paragraph.printed for paragraph in cell.paragraphs)
