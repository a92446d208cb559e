"""The inventory of a file: every passage that it has, each with its place in words that a person can find.

Reading makes it, whatever is understood of the passages later. A passage is what a reader sees as one: a paragraph, a
list item, a paragraph of a cell, a note, a comment, a picture's place. What the interpretation makes of each is in the
ledger (:mod:`storage.intake.ledger`).
"""

from bisect import bisect_right
from collections.abc import Mapping

from msgspec import Struct, field

PARAGRAPH = "paragraph"
CELL = "cell"

STRUCK = "struck"
"""Struck through, by hand."""
PICTURE = "picture"
EMBEDDED = "embedded"
COLOUR = "colour"
"""The colour of a cell without text."""
SIGN = "sign"
"""A sign of a font of signs that is not known."""

BESIDE_TEXT = frozenset({STRUCK, PICTURE, EMBEDDED, COLOUR, SIGN})
"""Kinds of passages that are no running text; kept, that is the reason."""

CONTENTS = "contents"
DELETED = "deleted"
HIDDEN = "hidden"
PLACEHOLDER = "placeholder"
"""What an unfilled form field asks for."""
PAGE_NUMBER = "page_number"
REPEATED = "repeated"
"""What headers and footers say again, and their pictures."""


SKIPPED_BY_READING = frozenset({CONTENTS, DELETED, HIDDEN, PLACEHOLDER, PAGE_NUMBER, REPEATED})
"""The rules by which reading itself skips."""


class Passage(Struct, frozen=True):
    """A passage of a file, where it stands."""

    number: int
    """Order in the file, counted from 1."""
    kind: str
    """`paragraph`, `cell`, or what the reader calls another: `note`, `header`, `picture` …"""
    text: str
    table: int = 0
    """Number of its table in the file, counted from 1; 0 outside tables."""
    row: int = 0
    """Row of the table, counted from 1."""
    column: int = 0
    """Column of the table's grid, counted from 1."""
    within: str = ""
    """What it stands in, in words, where that is not the running text: `fotnot 2`, `sidhuvud`."""
    rule: str = ""
    """Rule by which reading itself skipped it: `contents`, `deleted`, `hidden` …"""
    aside: bool = False
    """True when it is beside the running text, so that it stands under no heading: a header or a footer."""


class Inventory(Struct):
    """The passages of one file, in order.

    The reader says where it is (`table`, `row`, `column`, `within`) and adds what it meets there; headings and the
    words of columns are told by the interpretation.
    """

    passages: list[Passage] = []
    table: int = 0
    row: int = 0
    column: int = 0
    within: str = ""
    _starts: list[int] = []
    _headings: list[str] = []
    _columns: dict[tuple[int, int], str] = field(default_factory=dict)
    _tables: dict[int, str] = field(default_factory=dict)

    def add(self, text: str, kind: str = "", *, within: str = "", rule: str = "", aside: bool = False) -> int:
        """Add a passage at the place where the reader is; return its number.

        Args:
            text: its text; of one without text, such as a picture, what it is in words.
            kind: what it is; empty for a paragraph or a cell.
            within: what it stands in, in words, if that is not where the reader is.
            rule: the rule by which it is skipped, where reading itself decides that.
            aside: True for what stands under no heading, such as a page header.
        """  # fmt: skip
        number = len(self.passages) + 1
        own = kind or (CELL if self.table and not aside else PARAGRAPH)
        where = (0, 0, 0) if aside else (self.table, self.row, self.column)
        self.passages.append(Passage(number, own, text, *where, within or self.within, rule, aside))
        return number

    def begin(self, number: int, heading: str) -> None:
        """Tell that a passage is a heading; what follows stands under it. Headings are told in order."""
        if not self._starts or number > self._starts[-1]:
            self._starts.append(number)
            self._headings.append(heading)

    def name_columns(self, table: int, words: Mapping[int, str]) -> None:
        """Tell the words of a table's header: grid column, counted from 1, → word."""
        self._columns.update({(table, column): word for column, word in words.items() if word})

    def name_table(self, table: int, words: str) -> None:
        """Tell what a table is called in its places, such as `blad Register`; nothing where the file is the table."""
        self._tables[table] = words

    def passage(self, number: int) -> Passage:
        """Return the passage with this number."""
        return self.passages[number - 1]

    def heading(self, number: int) -> str:
        """Return the heading that a passage stands under, or is; empty before the first."""
        at = bisect_right(self._starts, number)
        return self._headings[at - 1] if at and not self.passage(number).aside else ""

    def place(self, number: int) -> str:
        """Return the place of a passage in words, such as `tabell 3, rad 4, kolumn Kommentar`."""
        passage = self.passage(number)
        if passage.aside:
            return passage.within
        if passage.table:
            column = self._columns.get((passage.table, passage.column)) or str(passage.column)
            parts = [self._table_name(passage.table), f"rad {passage.row}", f"kolumn {column}", passage.within]
            return ", ".join(filter(None, parts))
        heading = self.heading(number)
        at = bisect_right(self._starts, number)
        if at and self._starts[at - 1] == number and not passage.within:
            return f"rubriken {heading}"
        under = f"under rubriken {heading}" if heading else "före första rubriken"
        return f"{passage.within}, {under}" if passage.within else f"stycke {under}"

    def part(self, number: int) -> str:
        """Return the part of the file that a passage stands in: its table, or the text under its heading."""
        passage = self.passage(number)
        return self._table_name(passage.table) if passage.table and not passage.aside else self.place(number)

    def _table_name(self, table: int) -> str:
        return self._tables.get(table, f"tabell {table}")
