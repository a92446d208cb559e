"""Tables of recommendations as grids: their headers, columns and rows, also with merged cells."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from storage.domain.scale import label_key
from storage.domain.text import tidy
from storage.intake.word import WordCell, WordParagraph, WordRow, WordTable

NUMBER = "number"
TEXT = "text"
LEVEL = "level"
COMMENT = "comment"
THEME = "theme"

_KINDS = {
    "recommendation": (
        "rekommendation", "rekommendationer", "revisorernas rekommendation", "revisorernas rekommendationer",
        "lämnad rekommendation", "lämnade rekommendationer", "tidigare rekommendation", "tidigare rekommendationer",
        "rekommendation/förbättringsområde", "förbättringsområde", "förbättringsområden",
        "observation", "observationer", "iakttagelse", "iakttagelser", "brist", "brister",
    ),
    "decision_point": ("beslutspunkt", "beslutspunkter", "delpunkt"),
    "question": ("fråga", "frågor", "revisionsfråga", "revisionsfrågor"),
    "control": ("kontroll", "kontroller", "kontrollmål"),
    "remark": ("påpekande", "påpekanden", "medskick"),
}  # fmt: skip
"""Kind of recommendation → headers of the column of its text, likeliest first."""

_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    TEXT: tuple(word for words in _KINDS.values() for word in words),
    LEVEL: (
        "status", "bedömd status", "åtgärdsstatus", "status för åtgärd", "bedömning", "revisionens bedömning",
        "revisorernas bedömning", "vår bedömning", "bedömning av status", "åtgärdad", "genomförd", "uppfylld",
    ),
    COMMENT: (
        "kommentar", "kommentarer", "vår kommentar", "revisorernas kommentar", "revisionens kommentar", "notering",
        "noteringar", "anteckning", "anteckningar", "motivering", "kommentar till bedömning", "vidtagna åtgärder",
        "åtgärd", "åtgärder", "beskrivning",
    ),
    NUMBER: ("nr", "nummer", "#", "no", "rek nr", "rek.nr", "rek. nr", "rekommendation nr", "löpnummer", "punkt"),
    THEME: ("tema", "område", "granskningsområde", "delområde"),
}  # fmt: skip
"""Column → its headers, likeliest first; among several candidates the earlier word wins."""

_SECOND_CHOICE = ("bedömning", "iakttagelse", "iakttagelser", "observation", "observationer", "uppföljning", "resultat")
"""Headers of the comment column where no other column is the comment."""

_DIGITS = r"\d{1,3}(?:\.\d{1,3})*"
_FIRST = re.compile(
    rf"(?:(?i:rek(?:ommendation)?|nr|punkt)\.?\s*(?P<named>{_DIGITS}(?:\s?[a-zåäö](?![a-zåäö]))?)\s*[):.]\s*"
    rf"|(?P<closed>{_DIGITS}(?:\s?[A-Za-zåäö])?|[A-Za-zåäö])\)\s*"
    rf"|(?P<pointed>{_DIGITS}(?:\s?[a-z])?)\.(?:\s+|$|(?=[A-ZÅÄÖ]))"
    r"|(?P<dotted>\d{1,3}(?:\.\d{1,3})+)\s+(?=[A-ZÅÄÖ]))"
    r"(?P<rest>.*)",
    re.DOTALL,
)


class Columns(Struct, frozen=True):
    """Columns of a table, each with its index among the cells of the header, counted from 0."""

    places: Mapping[str, int]
    kind: str
    """Kind of recommendation in the table."""
    others: tuple[int, ...]
    """Indexes of unknown columns."""
    count: int

    @property
    def has_level(self) -> bool:
        """True when the table has a column of levels."""
        return LEVEL in self.places


def columns_of(headers: Sequence[str]) -> Columns | None:
    """Find the columns of a table by its header; None when it is no table of recommendations.

    Such a table has a column of recommendations and one of levels or comments.
    """
    keys = [_header_key(header) for header in headers]
    places: dict[str, int] = {}
    for column in (TEXT, LEVEL, COMMENT, NUMBER, THEME):
        taken = set(places.values())
        candidates = [word for word in _SYNONYMS[column] if word in keys and keys.index(word) not in taken]
        if candidates:
            places[column] = keys.index(candidates[0])
    if COMMENT not in places:
        free = [word for word in _SECOND_CHOICE if word in keys and keys.index(word) not in places.values()]
        if free:
            places[COMMENT] = keys.index(free[0])
    if TEXT not in places or not {LEVEL, COMMENT} & places.keys():
        return None
    kind = next(kind for kind, words in _KINDS.items() if keys[places[TEXT]] in words)
    others = tuple(i for i, key in enumerate(keys) if key and i not in places.values())
    return Columns(places, kind, others, len(keys))


def split_number(text: str) -> tuple[str | None, str]:
    """Split off the printed number at the beginning of a text: `1)`, `1.`, `2 a)`, `3.1`, `a)`, `Rek 4:`."""
    match = _FIRST.fullmatch(text)
    if match is None:
        return None, text
    number = match["named"] or match["closed"] or match["pointed"] or match["dotted"]
    return number, match["rest"]


def bare_number(text: str) -> str | None:
    """The number in a cell of its own, without its closing sign."""
    text = " ".join(text.split())
    number, rest = split_number(text)
    return (number if number and not rest else text.rstrip(" ).:")) or None


def _header_key(header: str) -> str:
    key = label_key(header)
    return "i" + key[1:] if key.startswith("lakttagelse") else key


_SEPARATOR = re.compile(r"[\s\-–—_=.·•*]*")
_LONGEST_HEADER = 200
_HEADER_WITHIN = 3
"""Number of first rows searched for a header."""


class Header(Struct, frozen=True):
    """A table's header."""

    columns: Columns
    row: int
    """Its row, counted from 0."""
    starts: tuple[int, ...]
    """First grid column of each cell."""
    width: int
    """Columns of the grid."""


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
    for index, row in enumerate(table.rows[:_HEADER_WITHIN]):
        columns = columns_of([_cell_text(cell) for cell in row.cells])
        if columns is not None:
            starts, width = _starts(row)
            return Header(columns, index, starts, width)
    return None


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
    found = columns_of(texts)
    return found is not None and dict(found.places) == dict(columns.places)


def plain_rows(table: WordTable) -> str:
    """The table as text: one line for each row, with `|` between cells."""
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
