"""Estimated pages of headings, for the list of contents.

A word processor counts pages when it lays the document out, and corrects the list on demand. Until then the numbers
are these estimates: lines by the widths of the base template's letters, rows kept whole, headings kept with the next
block.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from msgspec import Struct

from exports.document import (
    BODY,
    CAPTION,
    DISCLAIMER,
    SIGNER,
    SIGNER_TITLE,
    AssessmentRow,
    AssessmentTable,
    Block,
    CountTable,
    Heading,
    Paragraphs,
    Prose,
    TextTable,
    keeps_next,
)
from storage.domain.text import Paragraph

_PAGE = 697.0
"""Height between the margins, in points."""
_WIDTH = 470.0
_RECOMMENDATION, _STATUS, _COMMENT = 155.0, 60.0, 226.0
"""Widths inside the cells of a table of judgements."""
_NAME = 200.0
_MARGINS = 10.0
"""Margins of a cell, left and right together."""

_WIDTHS = (
    (222, "ijl"), (278, " .,:;/!\\|ftI[]\u00a0"), (333, "r-()"), (500, "cksvxyzJ"), (611, "FTZ"),
    (667, "ABEKPSVXYÅÄ"), (722, "wCDHNRU"), (778, "GOQÖ"), (833, "mM"), (889, "%"), (944, "W"),
)  # fmt: skip
"""Thousandths of the size, and the letters that are so wide; the others are 556."""
_LETTERS = [next((w for w, letters in _WIDTHS if chr(code) in letters), 556) / 1000 for code in range(256)]


class _Look(Struct, frozen=True):
    """Size, line height and distances of a paragraph, in points."""

    size: float
    line: float
    before: float
    after: float

    def box(self, text: str, width: float = _WIDTH) -> "_Box":
        """Return the room that `text` takes."""
        return _Box(self.line * _lines(text, width, self.size), self.before, self.after)


class _Box(Struct, frozen=True):
    """A height with a distance before and after. Of two distances that meet the larger counts."""

    height: float
    before: float = 0.0
    after: float = 0.0

    def above(self, other: "_Box") -> "_Box":
        """Return both, one above the other."""
        between = max(self.after, other.before)
        return _Box(self.height + between + other.height, self.before, other.after)


_HEADINGS = {1: _Look(18, 20.7, 0, 12), 2: _Look(14, 16.1, 22, 7), 3: _Look(12, 13.8, 15, 5), 4: _Look(11, 12.7, 12, 5)}
_CONTENTS = {1: _Look(11, 12.7, 6, 1), 2: _Look(11, 12.7, 3, 1), 3: _Look(11, 12.7, 0, 1)}
_CONTENTS_TITLE = 30.7
_ITEM = _Look(11, 14.5, 0, 5.5)
_ITEM_WIDTH = _WIDTH - 20
_CELL = _Look(10, 12.07, 1, 3)
_ROLES = {
    BODY: _Look(11, 14.5, 0, 7),
    CAPTION: _Look(10, 11.5, 10, 4),
    SIGNER: _Look(11, 14.5, 28, 0),
    SIGNER_TITLE: _Look(10, 13.2, 0, 0),
    DISCLAIMER: _Look(10, 12.1, 24, 7),
}
_ROW = 7.3
"""Height of a row beyond its lines: margins, border and the distances of one paragraph."""
_HEADER_ROW = _Box(19.8)
_HIGH_HEADER_ROW = _Box(31.3)
_AT_LEAST = 29.0
"""Two lines: fewer of a paragraph are not left alone on a page."""


class _Pages(Struct):
    """Position of the next line."""

    page: int
    used: float = 0.0
    after: float = 0.0
    waiting: _Box | None = None
    """Paragraphs and rows to keep with the next one."""
    headings: int = 0
    """Number of headings among those waiting."""
    found: list[int] = []
    """The pages of the headings before those."""

    def keep(self, box: _Box, *, heading: bool = False) -> None:
        """Hold a paragraph or row back for the page of the next one."""
        self.waiting = self.waiting.above(box) if self.waiting else box
        self.headings += heading

    def put(self, box: _Box, *, splits: bool = False, repeated: _Box | None = None) -> None:
        """Place a paragraph or a row. `repeated` is the header row that a new page begins with."""
        everything = self.waiting.above(box) if self.waiting else box
        at_least = everything.height - (max(box.height - _AT_LEAST, 0) if splits else 0)
        gap = max(self.after, everything.before) if self.used else 0.0
        if self.used and self.used + gap + at_least > _PAGE:
            self.next_page(repeated if self.waiting is None else None)
            gap = 0.0
        self.settle()
        self.used += gap + everything.height
        self.after = box.after
        while self.used > _PAGE:
            self.page += 1
            self.used -= _PAGE - (repeated.height if repeated else 0.0)

    def next_page(self, repeated: _Box | None = None) -> None:
        """Begin a page, unless this one is empty."""
        if self.used:
            self.page += 1
        self.used = repeated.height if repeated else 0.0
        self.after = 0.0

    def settle(self) -> None:
        """Record the page of the headings held back."""
        self.found += [self.page] * self.headings
        self.headings, self.waiting = 0, None


def heading_pages(blocks: Iterable[Block], contents: Sequence[Heading]) -> list[int]:
    """Return the page of each heading among `blocks`, in order. The cover is page 1, `contents` begin on page 2."""
    pages = _Pages(page=2 + _contents_pages(contents))
    for block in blocks:
        match block:
            case Heading():
                if block.level == 1:
                    if pages.waiting:
                        pages.put(_Box(0.0))
                    pages.next_page()
                pages.keep(_HEADINGS[block.level].box(block.text), heading=True)
            case Prose():
                _put_prose(pages, block)
            case AssessmentTable() | CountTable() | TextTable():
                _put_table(pages, block)
    pages.settle()
    return pages.found


def text_width(text: str, size: float) -> float:
    """Return the width of a text on one line, in points, at a size of the base template's letters."""
    return sum(map(_LETTERS.__getitem__, text.encode("latin-1", "replace"))) * size


def _contents_pages(contents: Sequence[Heading]) -> int:
    boxes = (_CONTENTS[heading.level].box(heading.text, _ITEM_WIDTH) for heading in contents)
    return ceil((_CONTENTS_TITLE + sum(box.height + max(box.before, box.after) for box in boxes)) / _PAGE)


def _put_prose(pages: _Pages, prose: Prose) -> None:
    for index, each in enumerate(prose.paragraphs):
        box = _ITEM.box(each.text, _ITEM_WIDTH) if each.is_item else _ROLES[prose.role].box(each.text)
        if prose.together or prose.role in {CAPTION, SIGNER} or keeps_next(prose.paragraphs, index):
            pages.keep(box)
        else:
            pages.put(box, splits=True)


def _put_table(pages: _Pages, table: AssessmentTable | CountTable | TextTable) -> None:
    header = _HIGH_HEADER_ROW if isinstance(table, CountTable) else _HEADER_ROW
    pages.keep(header)
    last = len(table.rows) - 1
    for index, (row, height) in enumerate(zip(table.rows, _row_heights(table), strict=True)):
        if isinstance(table, CountTable) and table.together and index < last:
            pages.keep(_Box(height))
        else:
            splits = isinstance(row, AssessmentRow) and row.may_split
            pages.put(_Box(height), splits=splits, repeated=header)


def _row_heights(table: AssessmentTable | CountTable | TextTable) -> Iterator[float]:
    if isinstance(table, TextTable):
        widths = [_WIDTH * share / 100 - _MARGINS for share in table.shares]
        for cells in table.rows:
            yield _ROW + max(_cell_height(cell, width) for cell, width in zip(cells, widths, strict=True))
        return
    for row in table.rows:
        if isinstance(row, AssessmentRow):
            left = _cell_height(row.recommendation, _RECOMMENDATION)
            yield _ROW + max(left, _cell_height(row.comment, _COMMENT), _cell_height((Paragraph(row.status),), _STATUS))
        else:
            yield _ROW + _cell_height((Paragraph(row.name),), _NAME)


def _cell_height(paragraphs: Paragraphs, width: float) -> float:
    lines = sum(_CELL.box(each.text, width).height for each in paragraphs)
    return lines + _CELL.after * max(len(paragraphs) - 1, 0)


def _lines(text: str, width: float, size: float) -> int:
    """Return the number of lines of `text`; the right edge is ragged by about half a word."""
    points = text_width(text, size)
    return max(1, ceil(points / (width - 2.0 * size))) if points > width else 1
