"""The body of a Word file as neutral blocks, in one pass: paragraphs and tables, as a reader sees them.

Deleted text, field codes and hidden text are left out; inserted text and the text of content controls and text
boxes are there. Nothing here knows what a follow-up report is.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from msgspec import Struct

from storage.domain.text import ITEM, tidy
from storage.intake.markup import attribute, child, children, is_on, local, number
from storage.intake.numbering import Numbering
from storage.intake.package import WordPackage
from storage.intake.styles import Styles, outline_level

_UNREAD = {
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "delInstrText",
    "Fallback",
    "pPr",
    "rPr",
    "sdtPr",
    "sdtEndPr",
}
_WRAPPERS = {"ins", "moveTo", "customXml", "smartTag", "sdt", "sdtContent", "AlternateContent", "Choice"}
_BREAKS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_WIDEST_SPAN = 200


class WordParagraph(Struct, frozen=True):
    """A paragraph that prints something."""

    text: str
    """Cleaned; a forced line break within it is a line feed. Empty where only an automatic number is printed."""
    level: int | None = None
    """Heading level, counted from 1."""
    is_title: bool = False
    is_item: bool = False
    """Whether it is an item of a list, numbered or not."""
    marker: str | None = None
    """The automatic number printed before it, such as `2)`."""
    bold: bool = False

    @property
    def printed(self) -> str:
        """The text as it is kept: a list item begins with its number or with a dash."""
        if self.marker:
            return f"{self.marker} {self.text}".rstrip()
        return f"{ITEM}{self.text}" if self.is_item else self.text


class WordCell(Struct, frozen=True):
    """A cell of a table; a table inside it is flattened into its paragraphs."""

    paragraphs: tuple[WordParagraph, ...] = ()
    span: int = 1
    """How many columns of the grid it covers."""
    continues: bool = False
    """Whether it is merged with the cell above."""


class WordRow(Struct, frozen=True):
    """A row of a table."""

    cells: tuple[WordCell, ...]
    before: int = 0
    """Columns of the grid left out before the first cell."""


class WordTable(Struct, frozen=True):
    """A table."""

    rows: tuple[WordRow, ...]


def read_blocks(package: WordPackage) -> list[WordParagraph | WordTable]:
    """The paragraphs and tables of the file in order. Empty paragraphs and contents lists are left out."""
    reader = _Reader(Styles(package.styles), Numbering(package.numbering))
    body = child(package.document, "body")
    blocks = reader.blocks(body) if body is not None else iter(())
    return [block for block in blocks if isinstance(block, WordTable) or block.text]


class _Reader:
    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering

    def blocks(self, container: Element) -> Iterator[WordParagraph | WordTable]:
        for element in container:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield WordTable(tuple(self._rows(element)))
            elif name in _WRAPPERS and not _is_contents(element):
                yield from self.blocks(element)

    def _paragraph(self, element: Element) -> Iterator[WordParagraph | WordTable]:
        properties = child(element, "pPr")
        pieces = _Pieces()
        pieces.collect(element)
        text = tidy("".join(pieces.texts))
        facts = self._styles.facts(attribute(child(properties, "pStyle")))
        is_list, marker = self._list_facts(properties, facts.num_id, facts.num_level)
        if (text or marker) and not facts.is_contents:
            own = outline_level(properties)
            level = facts.level if own is None else own or None
            yield WordParagraph(
                text=text,
                level=level,
                is_title=facts.is_title,
                is_item=level is None and (is_list or facts.is_list),
                marker=marker if level is None else None,
                bold=pieces.bold,
            )
        for box in pieces.boxes:
            yield from self.blocks(box)

    def _list_facts(self, properties: Element | None, num_id: str | None, depth: int | None) -> tuple[bool, str | None]:
        """Whether the paragraph is in a list, and its automatic number: its own numbering, else its style's."""
        own = child(properties, "numPr")
        if own is not None:
            num_id = attribute(child(own, "numId")) or num_id
            own_depth = number(child(own, "ilvl"))
            depth = depth if own_depth is None else own_depth
        if num_id is None or num_id == "0":
            return False, None
        return True, self._numbering.next_marker(num_id, depth or 0)

    def _rows(self, table: Element) -> Iterator[WordRow]:
        for row in _unwrapped(table, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is None:
                cells = tuple(self._cell(cell) for cell in _unwrapped(row, "tc"))
                yield WordRow(cells, before=number(child(properties, "gridBefore")) or 0)

    def _cell(self, cell: Element) -> WordCell:
        properties = child(cell, "tcPr")
        merged = child(properties, "vMerge")
        return WordCell(
            paragraphs=tuple(_flattened(self.blocks(cell))),
            span=min(number(child(properties, "gridSpan")) or 1, _WIDEST_SPAN),
            continues=merged is not None and attribute(merged) != "restart",
        )


class _Pieces:
    """The text of one paragraph while it is put together."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.boxes: list[Element] = []
        self._plain = False

    @property
    def bold(self) -> bool:
        """Whether every run with text is bold."""
        return bool(self.texts) and not self._plain

    def collect(self, element: Element) -> None:
        for inner in element:
            name = local(inner)
            if name == "r":
                self._run(inner)
            elif name == "txbxContent":
                self.boxes.append(inner)
            elif name not in _UNREAD:
                self.collect(inner)

    def _run(self, run: Element) -> None:
        properties = child(run, "rPr")
        if is_on(child(properties, "vanish")):
            return
        for inner in run:
            name = local(inner)
            if name == "t":
                self.texts.append(inner.text or "")
                self._plain |= bool((inner.text or "").strip()) and not is_on(child(properties, "b"))
            elif name in _BREAKS:
                self.texts.append(_BREAKS[name])
            elif name == "br":
                self.texts.append("" if attribute(inner, "type") in {"page", "column"} else "\n")
            elif name not in _UNREAD:
                self.collect(inner)


def _unwrapped(element: Element, name: str) -> Iterator[Element]:
    """The children called `name`, also inside content controls and the like."""
    for inner in element:
        if local(inner) == name:
            yield inner
        elif local(inner) in _WRAPPERS:
            yield from _unwrapped(inner, name)


def _flattened(blocks: Iterator[WordParagraph | WordTable]) -> Iterator[WordParagraph]:
    for block in blocks:
        if isinstance(block, WordParagraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs


def _is_contents(element: Element) -> bool:
    """Whether a content control holds a contents list made by Word."""
    galleries = children(child(element, "sdtPr", "docPartObj"), "docPartGallery")
    return any((attribute(gallery) or "").startswith("Table of Contents") for gallery in galleries)
