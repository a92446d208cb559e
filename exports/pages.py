"""On which page each heading will stand, for the list of contents.

A word processor counts pages when it lays the document out, and corrects the list when asked to. Until then the
numbers are those of this reckoning: lines from the widths of the base template's letters, rows kept whole, headings
kept with what follows.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil

from exports.blocks import (
    BODY,
    CAPTION,
    DISCLAIMER,
    SIGNER,
    SIGNER_TITLE,
    Block,
    CountTable,
    Heading,
    JudgementRow,
    JudgementTable,
    Paragraphs,
    Prose,
)

_PAGE = 697.0
"""Height between the margins, in points."""
_WIDTH = 470.0
_RECOMMENDATION, _COMMENT = 155.0, 226.0
"""Widths inside the cells of a table of judgements."""

_WIDTHS = (
    (222, "ijl"), (278, " .,:;/!\\|ftI[]\u00a0"), (333, "r-()"), (500, "cksvxyzJ"), (611, "FTZ"),
    (667, "ABEKPSVXYÅÄ"), (722, "wCDHNRU"), (778, "GOQÖ"), (833, "mM"), (889, "%"), (944, "W"),
)  # fmt: skip
"""Thousandths of the size, and the letters that are so wide; the others are 556."""
_LETTERS = [next((w for w, letters in _WIDTHS if chr(code) in letters), 556) / 1000 for code in range(256)]


@dataclass(frozen=True, slots=True)
class _Look:
    """Size, line height and distances of a paragraph, in points."""

    size: float
    line: float
    before: float
    after: float

    def height(self, text: str, width: float) -> float:
        return self.before + self.after + self.line * _lines(text, width, self.size)


_HEADINGS = {1: _Look(18, 20.7, 0, 12), 2: _Look(14, 16.1, 22, 7), 3: _Look(12, 13.8, 15, 5), 4: _Look(11, 12.7, 12, 5)}
_CONTENTS = {1: _Look(11, 12.7, 6, 1), 2: _Look(11, 12.7, 3, 1), 3: _Look(11, 12.7, 0, 1)}
_ITEM = _Look(11, 14.5, 0, 4)
_CELL = _Look(10, 12.1, 1, 3)
_ROLES = {
    BODY: _Look(11, 14.5, 0, 7),
    CAPTION: _Look(10, 11.5, 10, 4),
    SIGNER: _Look(11, 14.5, 28, 0),
    SIGNER_TITLE: _Look(10, 13.2, 0, 0),
    DISCLAIMER: _Look(10, 12.1, 24, 7),
}
_CELL_MARGINS = 3.0
_HEADER_ROW = 22.0
_HEADER_ROW_TWO_LINES = 34.0


@dataclass(slots=True)
class _Pages:
    """Where the next line goes."""

    page: int
    used: float = 0.0
    waiting: float = 0.0
    """Height of what stays with the next paragraph or row."""
    found: list[int] = field(default_factory=list)
    headings: int = 0
    """How many headings wait for their page."""

    def keep(self, height: float) -> None:
        """Something that stays with what comes next."""
        self.waiting += height

    def heading(self, height: float) -> None:
        """A heading, which stays with what comes next."""
        self.headings += 1
        self.keep(height)

    def put(self, height: float, *, whole: bool = True, repeated: float = 0.0) -> None:
        """A line, a paragraph or a row. `repeated` is the header row that a new page begins with."""
        needed = self.waiting + (height if whole else min(height, 30.0))
        if self.used and self.used + needed > _PAGE:
            self.next_page(0.0 if self.waiting else repeated)
        self._settle()
        self.used += height
        while self.used > _PAGE:
            self.page += 1
            self.used = self.used - _PAGE + repeated

    def next_page(self, used: float = 0.0) -> None:
        """Begin a page, unless nothing stands on this one yet."""
        self.page += 1
        self.used = used

    def _settle(self) -> None:
        self.found += [self.page] * self.headings
        self.used += self.waiting
        self.headings, self.waiting = 0, 0.0

    def finish(self) -> list[int]:
        self._settle()
        return self.found


def heading_pages(blocks: Iterable[Block], contents: Sequence[Heading]) -> list[int]:
    """The page of every heading among `blocks`, in order. The cover is page 1, `contents` begin on page 2."""
    pages = _Pages(page=1 + _contents_pages(contents))
    for block in blocks:
        match block:
            case Heading(level=1):
                pages.put(0.0)
                pages.next_page()
                pages.heading(_HEADINGS[1].height(block.text, _WIDTH))
            case Heading():
                pages.heading(_HEADINGS[block.level].height(block.text, _WIDTH))
            case Prose():
                _put_prose(pages, block)
            case JudgementTable() | CountTable():
                _put_table(pages, block)
    return pages.finish()


def _contents_pages(contents: Sequence[Heading]) -> int:
    lines = sum(_CONTENTS[heading.level].height(heading.text, _WIDTH - 40) for heading in contents)
    return ceil((30.7 + lines) / _PAGE)


def _put_prose(pages: _Pages, prose: Prose) -> None:
    for each in prose.paragraphs:
        look = _ITEM if each.is_item else _ROLES[prose.role]
        height = look.height(each.text, _WIDTH - (20 if each.is_item else 0))
        if prose.role in {CAPTION, SIGNER}:
            pages.keep(height)
        else:
            pages.put(height, whole=False)


def _put_table(pages: _Pages, table: JudgementTable | CountTable) -> None:
    header = _HEADER_ROW if isinstance(table, JudgementTable) else _HEADER_ROW_TWO_LINES
    pages.keep(header)
    for height in _row_heights(table):
        pages.put(height, repeated=header)


def _row_heights(table: JudgementTable | CountTable) -> Iterator[float]:
    for row in table.rows:
        if isinstance(row, JudgementRow):
            left = _cell_height(row.recommendation, _RECOMMENDATION)
            yield _CELL_MARGINS + max(left, _cell_height(row.comment, _COMMENT))
        else:
            yield _CELL_MARGINS + _CELL.height(row.name, 2 * _RECOMMENDATION)


def _cell_height(paragraphs: Paragraphs, width: float) -> float:
    return sum(_CELL.height(each.text, width) for each in paragraphs)


def _lines(text: str, width: float, size: float) -> int:
    """How many lines `text` takes; the right edge is ragged by about a third of a word."""
    letters = text.encode("latin-1", "replace")
    points = sum(map(_LETTERS.__getitem__, letters)) * size
    return max(1, ceil(points / (width - 1.5 * size))) if points > width else 1
