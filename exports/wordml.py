"""Word's XML as text: paragraphs, list items, tables and the list of contents.

A whole body is written as one string: adding paragraph by paragraph through an object model looks every style up
again, and makes long tables quadratic. The pieces use the prefix `w`, which the document they are put into declares.
All text is escaped here and nowhere else.
"""

from collections.abc import Iterable, Sequence
from html import escape

from msgspec import Struct

from exports.document import (
    AssessmentRow,
    AssessmentTable,
    CountRow,
    CountTable,
    Paragraphs,
    TextTable,
    keeps_next,
)
from exports.report.pages import text_width

_STATUS_WIDTH = 1400
"""Widths are in twentieths of a point."""
_RECOMMENDATION_SHARE = 0.4119
"""The recommendation's part of what the status leaves: 165 points on our own page."""
_COUNT_WIDTH = 1250
_NAME_WIDTH = 2400
"""Width of a count's column at most, and of the name before it at least."""
_CELL_MARGINS = 240
"""On both sides together."""
_HEADING_SIZE = 10.0
"""In points."""
_BOLD = 1.09
"""Width of bold letters, in widths of regular ones."""


class TableLook(Struct, frozen=True):
    """Ids of the styles that tables are made with, and how wide they are."""

    table: str
    heading: str
    text: str
    item: str
    number: str
    number_heading: str
    width: int
    """Width between the margins."""

    @property
    def assessment_widths(self) -> tuple[int, int, int]:
        """Return the column widths of a table of assessments."""
        rest = self.width - _STATUS_WIDTH
        recommendation = round(rest * _RECOMMENDATION_SHARE)
        return recommendation, _STATUS_WIDTH, rest - recommendation


class ContentsEntry(Struct, frozen=True):
    """A line of the list of contents."""

    text: str
    style: str
    bookmark: str
    page: int


class _Cell(Struct, frozen=True):
    content: str
    """Paragraphs, as XML."""
    fill: str | None = None


def paragraph(text: str, style: str, *, keep_next: bool = False, section: str = "") -> str:
    """Build a paragraph of one style; with `keep_next` it stays on the page of the next one.

    `section` are the page settings, as XML, of a section that ends with the paragraph.
    """
    kept = "<w:keepNext/>" if keep_next else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{section}</w:pPr>{run(text)}</w:p>'


def run(text: str) -> str:
    """Build a run of text."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def bookmarked(text: str, style: str, bookmark: str, number: int) -> str:
    """Build a heading for the list of contents to refer to. `number` is unique in the document."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:bookmarkStart w:id="{number}" w:name="{bookmark}"/>'
        f'{run(text)}<w:bookmarkEnd w:id="{number}"/></w:p>'
    )


def texts(paragraphs: Paragraphs, style: str, item_style: str, *, together: bool = False) -> str:
    """Build paragraphs and list items; a short last line is not left alone on a page.

    With `together` all of them stay on the page of what follows.
    """
    return "".join(
        paragraph(each.text, item_style if each.is_item else style, keep_next=together or keeps_next(paragraphs, index))
        for index, each in enumerate(paragraphs)
    )


def assessment_table(table: AssessmentTable, look: TableLook) -> str:
    """Build a table of recommendations with their assessments: the header row repeats, rows are kept whole."""
    widths = look.assessment_widths
    header = _header_row(table.headers, [look.heading] * len(table.headers), widths)
    rows = (_assessment_row(row, widths, look) for row in table.rows)
    return _table(table, widths, look.table, (header, *rows), has_total=False)


def count_table(table: CountTable, look: TableLook) -> str:
    """Build a table of counts, with a total row."""
    widths = _count_widths(table.headers, look.width)
    header = _header_row(table.headers, [look.heading, *[look.number_heading] * (len(widths) - 1)], widths)
    last = len(table.rows) - 1
    rows = (
        _count_row(row, widths, look, keep_next=table.together and index < last) for index, row in enumerate(table.rows)
    )
    return _table(table, widths, look.table, (header, *rows), has_total=True)


def text_table(table: TextTable, look: TableLook) -> str:
    """Build a table of texts: the header row repeats, rows are kept whole."""
    *first, _last = (look.width * share // 100 for share in table.shares)
    widths = (*first, look.width - sum(first))
    header = _header_row(table.headers, [look.heading] * len(widths), widths)
    rows = (
        _row([_Cell(texts(cell, look.text, look.item) or _empty(look.text)) for cell in row], widths)
        for row in table.rows
    )
    return _table(table, widths, look.table, (header, *rows), has_total=False)


def _count_widths(headers: Sequence[str], width: int) -> tuple[int, ...]:
    """Return the widths of a table of counts: all alike, or as wide as its words where a word needs more."""
    columns = headers[1:]
    room = width - _NAME_WIDTH
    alike = min(_COUNT_WIDTH, room // len(columns))
    needed = [_CELL_MARGINS + max(map(_word_width, header.split() or [""])) for header in columns]
    widths = needed if max(needed) > alike and sum(needed) <= room else [alike] * len(columns)
    return (width - sum(widths), *widths)


def _word_width(word: str) -> int:
    """Return the width of a word in a column's heading."""
    return round(20 * _BOLD * text_width(word, _HEADING_SIZE))


def contents(title: str, title_style: str, entries: Sequence[ContentsEntry], depth: int) -> str:
    """Build a list of contents with its entries, which word processors can update."""
    begin = _mark("begin") + _instruction(rf"TOC \o &quot;1-{depth}&quot; \h \z \u") + _mark("separate")
    lines = [
        f'<w:p><w:pPr><w:pStyle w:val="{entry.style}"/></w:pPr>{begin if index == 0 else ""}{_entry(entry)}'
        f"{_mark('end') if index == len(entries) - 1 else ''}</w:p>"
        for index, entry in enumerate(entries)
    ]
    return (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
        f"</w:docPartObj></w:sdtPr><w:sdtContent>{paragraph(title, title_style)}{''.join(lines)}"
        "</w:sdtContent></w:sdt>"
    )


def _entry(entry: ContentsEntry) -> str:
    reference = _mark("begin") + _instruction(rf"PAGEREF {entry.bookmark} \h") + _mark("separate")
    return (
        f'<w:hyperlink w:anchor="{entry.bookmark}" w:history="1">{run(entry.text)}<w:r><w:tab/></w:r>'
        f"{reference}{run(str(entry.page))}{_mark('end')}</w:hyperlink>"
    )


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {text} </w:instrText></w:r>'


def _table(
    table: AssessmentTable | CountTable | TextTable,
    widths: Sequence[int],
    style: str,
    rows: Iterable[str],
    *,
    has_total: bool,
) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    value, last = ("0660", 1) if has_total else ("0620", 0)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{value}" w:firstRow="1" w:lastRow="{last}" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{escape(table.title)}"/><w:tblDescription w:val="{escape(table.description)}"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _header_row(headers: Sequence[str], styles: Sequence[str], widths: Sequence[int]) -> str:
    cells = [_Cell(paragraph(text, style)) for text, style in zip(headers, styles, strict=True)]
    return _row(cells, widths, header=True)


def _assessment_row(row: AssessmentRow, widths: Sequence[int], look: TableLook) -> str:
    cells = [
        _Cell(texts(row.recommendation, look.text, look.item)),
        _Cell(paragraph(row.status, look.text), row.fill),
        _Cell(texts(row.comment, look.text, look.item) or _empty(look.text)),
    ]
    return _row(cells, widths, whole=not row.may_split)


def _count_row(row: CountRow, widths: Sequence[int], look: TableLook, *, keep_next: bool) -> str:
    counts = (_Cell(paragraph(str(count), look.number, keep_next=keep_next)) for count in row.counts)
    return _row([_Cell(paragraph(row.name, look.text, keep_next=keep_next)), *counts], widths)


def _row(cells: Sequence[_Cell], widths: Sequence[int], *, header: bool = False, whole: bool = True) -> str:
    rules = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    drawn = "".join(_cell(cell, width) for cell, width in zip(cells, widths, strict=True))
    return f"<w:tr>{f'<w:trPr>{rules}</w:trPr>' if rules else ''}{drawn}</w:tr>"


def _cell(cell: _Cell, width: int) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>' if cell.fill else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{cell.content}</w:tc>'


def _empty(style: str) -> str:
    """Build an empty paragraph: a cell has to end in one (ECMA-376-1, 17.4.65)."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>'
