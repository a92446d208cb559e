"""The body of a Word file as paragraphs and tables, as a reader sees them, in one pass.

Deleted text, field codes and hidden text are left out; inserted text and the text of content controls and text
boxes are included. What is read, and what is left out, is added to the inventory of the file. Nothing here depends on
follow-up reports.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from msgspec import Struct

from storage.domain.text import ITEM, tidy
from storage.intake.inventory import CONTENTS, DELETED, HIDDEN, Inventory
from storage.intake.numbering import Numbering
from storage.intake.package import WordPackage, attribute, child, children, is_on, local, number
from storage.intake.styles import StyleFacts, Styles, outline_level

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
_TRACKED = {"del", "moveFrom"}
_TEXTS = {"t", "delText"}
_BOX = "textruta"
_WRAPPERS = {"ins", "moveTo", "customXml", "smartTag", "sdt", "sdtContent", "AlternateContent", "Choice"}
_BREAKS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_WIDEST_SPAN = 200


class WordParagraph(Struct, frozen=True):
    """A paragraph with printed text."""

    text: str
    """Cleaned, with forced line breaks as line feeds. Empty where only an automatic number is printed."""
    level: int | None = None
    """Heading level, counted from 1."""
    is_title: bool = False
    is_item: bool = False
    """True for an item of a list, numbered or not."""
    marker: str | None = None
    """The automatic number printed before it, such as `2)`."""
    bold: bool = False
    passages: tuple[int, ...] = ()
    """Its passages in the inventory of the file; several where paragraphs were joined."""

    @property
    def printed(self) -> str:
        """The text, with the number or a dash before a list item."""
        if self.marker:
            return f"{self.marker} {self.text}".rstrip()
        return f"{ITEM}{self.text}" if self.is_item else self.text


class WordCell(Struct, frozen=True):
    """A cell of a table; a table inside it is flattened into its paragraphs."""

    paragraphs: tuple[WordParagraph, ...] = ()
    span: int = 1
    """Number of grid columns that it covers."""
    continues: bool = False
    """True when it is merged with the cell above."""

    @property
    def passages(self) -> tuple[int, ...]:
        """Its passages in the inventory of the file."""
        return tuple(number for paragraph in self.paragraphs for number in paragraph.passages)


class WordRow(Struct, frozen=True):
    """A row of a table."""

    cells: tuple[WordCell, ...]
    before: int = 0
    """Number of grid columns before the first cell."""

    @property
    def passages(self) -> tuple[int, ...]:
        """Its passages in the inventory of the file."""
        return tuple(number for cell in self.cells for number in cell.passages)


class WordTable(Struct, frozen=True):
    """A table."""

    rows: tuple[WordRow, ...]

    @property
    def passages(self) -> tuple[int, ...]:
        """Its passages in the inventory of the file."""
        return tuple(number for row in self.rows for number in row.passages)


def read_blocks(package: WordPackage, inventory: Inventory | None = None) -> list[WordParagraph | WordTable]:
    """Read the paragraphs and tables of the file in order, without empty paragraphs and tables of contents.

    Every passage is added to the inventory, also those that are left out.
    """
    reader = _Reader(Styles(package.styles), Numbering(package.numbering, package.styles), inventory or Inventory())
    body = child(package.document, "body")
    blocks = reader.blocks(body) if body is not None else iter(())
    return [block for block in blocks if isinstance(block, WordTable) or block.text]


class _Reader:
    def __init__(self, styles: Styles, numbering: Numbering, inventory: Inventory) -> None:
        self._styles = styles
        self._numbering = numbering
        self._inventory = inventory
        self._tables = 0

    def blocks(self, container: Element) -> Iterator[WordParagraph | WordTable]:
        for element in container:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield WordTable(tuple(self._rows(element)))
            elif name in _WRAPPERS and _is_contents(element):
                self._leave_out(element, CONTENTS)
            elif name in _WRAPPERS:
                yield from self.blocks(element)

    def _paragraph(self, element: Element) -> Iterator[WordParagraph | WordTable]:
        properties = child(element, "pPr")
        pieces = _Pieces()
        pieces.collect(element)
        text = tidy("".join(pieces.texts))
        facts = self._styles.facts(attribute(child(properties, "pStyle")))
        is_list, marker = self._list_facts(properties, facts.num_id, facts.num_level)
        if facts.is_contents and text:
            self._inventory.add(text, rule=CONTENTS)
        elif text or marker:
            level = self._level(properties, facts)
            counted = text or (marker if self._inventory.table else "")
            yield WordParagraph(
                text=text,
                level=level,
                is_title=facts.is_title,
                is_item=level is None and (is_list or facts.is_list),
                marker=marker if level is None else None,
                bold=pieces.bold,
                passages=(self._inventory.add(counted),) if counted else (),
            )
        for rule, texts in ((DELETED, pieces.deleted), (HIDDEN, pieces.hidden)):
            if left := tidy("".join(texts)):
                self._inventory.add(left, rule=rule)
        for box in pieces.boxes:
            before, self._inventory.within = self._inventory.within, _BOX
            yield from self.blocks(box)
            self._inventory.within = before

    def _leave_out(self, element: Element, rule: str) -> None:
        """Add the texts of the paragraphs in an element to the inventory, as skipped by a rule."""
        for inner in element.iter():
            if local(inner) == "p" and (text := tidy(_all_text(inner))):
                self._inventory.add(text, rule=rule)

    def _level(self, properties: Element | None, facts: StyleFacts) -> int | None:
        """The heading level of a paragraph; a cell has no headings, whatever their style."""
        own = outline_level(properties)
        return None if self._inventory.table else facts.level if own is None else own or None

    def _list_facts(self, properties: Element | None, num_id: str | None, depth: int | None) -> tuple[bool, str | None]:
        """True for a list item, and its automatic number, by its own numbering or that of its style."""
        own = child(properties, "numPr")
        if own is not None:
            num_id = attribute(child(own, "numId")) or num_id
            own_depth = number(child(own, "ilvl"))
            depth = depth if own_depth is None else own_depth
        if num_id is None or num_id == "0":
            return False, None
        return True, self._numbering.next_marker(num_id, depth or 0)

    def _rows(self, table: Element) -> Iterator[WordRow]:
        inventory = self._inventory
        nested = inventory.table > 0
        if not nested:
            self._tables += 1
            inventory.table, inventory.row = self._tables, 0
        for row in _unwrapped(table, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                self._leave_out(row, DELETED)
                continue
            inventory.row += not nested
            before = number(child(properties, "gridBefore")) or 0
            yield WordRow(tuple(self._cells(row, before + 1, nested=nested)), before=before)
        if not nested:
            inventory.table = inventory.row = inventory.column = 0

    def _cells(self, row: Element, column: int, *, nested: bool) -> Iterator[WordCell]:
        for cell in _unwrapped(row, "tc"):
            if not nested:
                self._inventory.column = column
            read = self._cell(cell)
            column += read.span
            yield read

    def _cell(self, cell: Element) -> WordCell:
        properties = child(cell, "tcPr")
        merged = child(properties, "vMerge")
        return WordCell(
            paragraphs=tuple(_flattened(self.blocks(cell))),
            span=min(number(child(properties, "gridSpan")) or 1, _WIDEST_SPAN),
            continues=merged is not None and attribute(merged) != "restart",
        )


class _Pieces:
    """The text of one paragraph, collected from its runs."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.boxes: list[Element] = []
        self.deleted: list[str] = []
        self.hidden: list[str] = []
        self._plain = False

    @property
    def bold(self) -> bool:
        """True when every run with text is bold."""
        return bool(self.texts) and not self._plain

    def collect(self, element: Element) -> None:
        for inner in element:
            name = local(inner)
            if name == "r":
                self._run(inner)
            elif name == "txbxContent":
                self.boxes.append(inner)
            elif name in _TRACKED:
                self.deleted.append(_all_text(inner))
            elif name not in _UNREAD:
                self.collect(inner)

    def _run(self, run: Element) -> None:
        properties = child(run, "rPr")
        if is_on(child(properties, "vanish")):
            self.hidden.append(_all_text(run))
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


def _all_text(element: Element) -> str:
    """Return the text of an element, deleted or not."""
    return "".join(inner.text or "" for inner in element.iter() if local(inner) in _TEXTS)


def _unwrapped(element: Element, name: str) -> Iterator[Element]:
    """Yield the children called `name`, also inside content controls and the like."""
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
    """True when a content control is a table of contents made by Word."""
    galleries = children(child(element, "sdtPr", "docPartObj"), "docPartGallery")
    return any((attribute(gallery) or "").startswith("Table of Contents") for gallery in galleries)
