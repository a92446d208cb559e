"""The body of a Word file as paragraphs and tables, as a reader sees them, in one pass.

Deleted text, field codes and hidden text are left out; inserted text and the text of content controls and text
boxes are included. What is read, what is left out, and what stands beside the text (notes, comments, headers, footers,
pictures, embedded files) is added to the inventory of the file. Nothing here depends on follow-up reports.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from msgspec import Struct

from storage.domain.records import replace
from storage.domain.text import ITEM, tidy
from storage.intake.inserted import inserted_body
from storage.intake.inventory import (
    COLOUR,
    CONTENTS,
    DELETED,
    EMBEDDED,
    HIDDEN,
    PAGE_NUMBER,
    PICTURE,
    PLACEHOLDER,
    REPEATED,
    STRUCK,
    Inventory,
)
from storage.intake.numbering import Numbering
from storage.intake.package import WordPackage, attribute, child, children, is_on, local, number
from storage.intake.runs import Runs, all_text, is_hidden
from storage.intake.signs import colour_words
from storage.intake.styles import StyleFacts, Styles, outline_level

_BOX = "textruta"
_BESIDE = {
    "footnotes": ("footnote", "fotnot"),
    "endnotes": ("endnote", "slutnot"),
    "comments": ("comment", "kommentar i marginalen"),
}
"""Kind of a part with notes → the element of a note, and its words."""
_EDGES = {"header": "sidhuvud", "footer": "sidfot"}
_ROWS = {DELETED: "borttagen rad därefter", HIDDEN: "dold rad därefter"}
"""Rule → the words of a row that it skips."""
_DIAGRAM = "diagramData"
_NO_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_PAGE_NUMBER = re.compile(
    r"(?:sid(?:a|an|nr)?\.?|s\.|page)?\s*\d{0,4}\s*(?:\(\s*\d{0,4}\s*\)|(?:av|of|/)\s*\d{0,4})?", re.IGNORECASE
)
_INSERTED_FILE = "infogad fil"
_WRAPPERS = {"ins", "moveTo", "customXml", "smartTag", "sdt", "sdtContent", "AlternateContent", "Choice"}
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
    is_struck: bool = False
    """True when all of it is struck through, in a cell; elsewhere such a paragraph is left to the inventory."""
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
    struck: tuple[WordParagraph, ...] = ()
    """Its paragraphs that are struck through as a whole."""
    fill: str | None = None
    """Its colour as six hexadecimal digits; None for white, or without one."""
    colour: WordParagraph | None = None
    """Its colour in words, where it has no text and the colour is one of a traffic light."""

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
    reader = _Reader(package, inventory or Inventory())
    body = child(package.document, "body")
    blocks = reader.whole(body) if body is not None else iter(())
    found = [block for block in blocks if isinstance(block, WordTable) or block.text]
    reader.read_edges()
    return found


class _Reader:
    def __init__(self, package: WordPackage, inventory: Inventory) -> None:
        self._package = package
        self._styles = Styles(package.styles)
        self._numbering = Numbering(package.numbering, package.styles)
        self._inventory = inventory
        self._tables = 0
        self._cells = 0
        """Number of cells that it is in, one within another."""
        self._beside = False
        """True while it reads what stands beside the running text."""
        self._edge: set[tuple[str, str]] = set()
        """The words of pages' edges that have been read, each with its place."""
        self._cut: tuple[Runs, Element] | None = None
        """A paragraph whose end was deleted by tracking, so that the next one continues it."""
        self._notes = _notes(package)

    def whole(self, container: Element) -> Iterator[WordParagraph | WordTable]:
        """Yield the paragraphs and tables of a body, a cell or a note."""
        yield from self._blocks(container)
        yield from self._rest()

    def read_edges(self) -> None:
        """Add the notes that nothing refers to, headers, footers and the texts of diagrams to the inventory."""
        for kind, note_id in list(self._notes):
            self._note(kind, note_id, beside=True)
        for key, part in self._package.beside.items():
            kind = self._package.relations[key].kind
            if kind in _EDGES:
                self._read_beside(part, _EDGES[kind], beside=True)
            elif kind == _DIAGRAM:
                self._inventory.within, self._beside = "diagram", True
                self._leave_out(part, "")
        self._inventory.within, self._beside = "", False

    def _blocks(self, container: Element) -> Iterator[WordParagraph | WordTable]:
        for element in container:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._rest()
                yield from self._table(element)
            elif name == "altChunk":
                yield from self._rest()
                yield from self._inserted(attribute(element, "id") or "")
            elif name in _WRAPPERS:
                rule = _skipping_rule(element)
                if rule:
                    self._leave_out(element, rule)
                else:
                    yield from self._blocks(element)

    def _rest(self) -> Iterator[WordParagraph | WordTable]:
        """Yield the paragraph that was to be continued, where none follows."""
        if self._cut is not None:
            (runs, element), self._cut = self._cut, None
            yield from self._finished(runs, element)

    def _paragraph(self, element: Element) -> Iterator[WordParagraph | WordTable]:
        properties = child(element, "pPr")
        runs, self._cut = self._cut[0] if self._cut else Runs(self._styles), None
        runs.collect(element, self._styles.facts(attribute(child(properties, "pStyle"))))
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self._cut = runs, element
            return
        yield from self._finished(runs, element)

    def _finished(self, runs: Runs, element: Element) -> Iterator[WordParagraph | WordTable]:
        """Yield a paragraph whose runs are collected, and add what stands in it beside the text."""
        properties = child(element, "pPr")
        facts = self._styles.facts(attribute(child(properties, "pStyle")))
        text, struck = tidy("".join(runs.texts)), tidy("".join(runs.struck))
        is_shown = bool(text or struck) or not is_hidden(child(properties, "rPr"), facts)
        is_list, marker = self._list_facts(properties, facts) if is_shown else (False, None)
        level = self._level(properties, facts)
        made = WordParagraph(
            text=text or struck,
            level=level,
            is_title=facts.is_title,
            is_item=level is None and (is_list or facts.is_list),
            marker=marker if level is None else None,
            bold=runs.bold,
        )
        if facts.is_contents and text and not self._cells:
            self._add(text, rule=CONTENTS)
        elif text or (marker and not struck):
            counted = text or (marker if self._inventory.table else "")
            yield replace(made, passages=(self._add(counted),)) if counted else made
        if struck:
            number_of_struck = self._add(struck, STRUCK)
            if not text and self._cells:
                yield replace(made, passages=(number_of_struck,), is_struck=True)
        self._add_beside(runs)
        for box in runs.boxes:
            before, self._inventory.within = self._inventory.within, _BOX
            yield from self.whole(box)
            self._inventory.within = before

    def _add(self, text: str, kind: str = "", *, rule: str = "") -> int:
        """Add a passage to the inventory; what pages repeat at their edges, and their numbers, is skipped there."""
        within = self._inventory.within
        if self._beside and within in _EDGES.values() and not rule:
            rule = self._edge_rule(text, kind, within)
        return self._inventory.add(text, kind, rule=rule, aside=self._beside)

    def _edge_rule(self, text: str, kind: str, within: str) -> str:
        if _PAGE_NUMBER.fullmatch(text):
            return PAGE_NUMBER
        if (within, text) in self._edge or kind == PICTURE:
            return REPEATED
        self._edge.add((within, text))
        return ""

    def _add_beside(self, runs: Runs) -> None:
        """Add what a paragraph leaves out, its pictures and files, and the notes that it refers to."""
        for rule, texts in runs.left_out.items():
            if left := tidy("".join(texts)):
                self._add(left, rule=rule)
        for kind, words in runs.marks:
            self._add(words, kind)
        for key in runs.notes:
            self._note(*key, beside=self._beside)

    def _note(self, kind: str, note_id: str, *, beside: bool) -> None:
        """Add the text of a note, once."""
        found = self._notes.pop((kind, note_id), None)
        if found is not None:
            self._read_beside(*found, beside=beside)

    def _read_beside(self, element: Element, within: str, *, beside: bool) -> None:
        """Add the passages of a note or of a page's edge, which are no part of the running text."""
        inventory = self._inventory
        before = inventory.within, self._beside, self._cells
        inventory.within, self._beside, self._cells = within, beside, self._cells + 1
        for _block in self.whole(element):
            pass
        inventory.within, self._beside, self._cells = before

    def _leave_out(self, element: Element, rule: str) -> None:
        """Add the texts of the paragraphs in an element to the inventory, as skipped by a rule if there is one."""
        for inner in element.iter():
            if local(inner) == "p" and (text := tidy(all_text(inner))):
                self._add(text, rule=rule)

    def _leave_out_row(self, row: Element, rule: str, column: int, *, nested: bool) -> None:
        """Add the texts of a row to the inventory, as skipped by a rule; its place is after the row above."""
        inventory, before = self._inventory, self._inventory.within
        for cell in _unwrapped(row, "tc"):
            if not nested:
                inventory.column, inventory.within = column, _ROWS[rule]
            self._leave_out(cell, rule)
            column += number(child(cell, "tcPr", "gridSpan")) or 1
        inventory.within = before

    def _inserted(self, key: str) -> Iterator[WordParagraph | WordTable]:
        """Yield the text of a web page or plain text that the document takes in; any other file is told."""
        content = self._package.inserted.get(key)
        if content is None:
            self._add(_INSERTED_FILE, EMBEDDED)
        else:
            yield from self.whole(inserted_body(content, self._package.relations[key].target))

    def _level(self, properties: Element | None, facts: StyleFacts) -> int | None:
        """The heading level of a paragraph; a cell has no headings, whatever their style."""
        own = outline_level(properties)
        return None if self._cells else facts.level if own is None else own or None

    def _list_facts(self, properties: Element | None, facts: StyleFacts) -> tuple[bool, str | None]:
        """True for a list item, and its automatic number, by its own numbering or that of its style."""
        own = child(properties, "numPr")
        num_id, depth = facts.num_id, facts.num_level
        if num_id is not None and depth is None:
            depth = self._numbering.depth_of(num_id, attribute(child(properties, "pStyle")))
        if own is not None:
            num_id = attribute(child(own, "numId")) or num_id
            own_depth = number(child(own, "ilvl"))
            depth = depth if own_depth is None else own_depth
        if num_id is None or num_id == "0":
            return False, None
        return True, self._numbering.next_marker(num_id, depth or 0)

    def _table(self, table: Element) -> Iterator[WordParagraph | WordTable]:
        """Yield a table; of one that only frames others, what it frames."""
        if not self._cells and _is_frame(table):
            for row in _unwrapped(table, "tr"):
                for cell in _unwrapped(row, "tc"):
                    yield from self.whole(cell)
        else:
            yield WordTable(tuple(self._rows(table)))

    def _rows(self, table: Element) -> Iterator[WordRow]:
        inventory = self._inventory
        nested = self._cells > 0
        if not nested:
            self._tables += 1
            inventory.table, inventory.row = self._tables, 0
        for row in _unwrapped(table, "tr"):
            properties = child(row, "trPr")
            before = number(child(properties, "gridBefore")) or 0
            if rule := _row_rule(properties):
                self._leave_out_row(row, rule, before + 1, nested=nested)
                continue
            inventory.row += not nested
            yield WordRow(tuple(self._row_cells(row, before + 1, nested=nested)), before=before)
        if not nested:
            inventory.table = inventory.row = inventory.column = 0

    def _row_cells(self, row: Element, column: int, *, nested: bool) -> Iterator[WordCell]:
        unfilled = {id(cell) for control in _unfilled(row) for cell in _unwrapped(control, "tc")}
        for cell in _unwrapped(row, "tc"):
            if not nested:
                self._inventory.column = column
            read = self._cell(cell, PLACEHOLDER if id(cell) in unfilled else "")
            column += read.span
            yield read

    def _cell(self, cell: Element, rule: str = "") -> WordCell:
        """Read a cell; one that a rule skips is empty, so that the others stay in their columns."""
        properties = child(cell, "tcPr")
        merged = child(properties, "vMerge")
        merged_on = merged is not None and attribute(merged) != "restart"
        paragraphs: tuple[WordParagraph, ...] = ()
        if rule := DELETED if child(properties, "cellDel") is not None else rule:
            self._leave_out(cell, rule)
        else:
            self._cells += 1
            paragraphs = tuple(_flattened(self.whole(cell)))
            self._cells -= 1
        fill = _fill(properties)
        words = None if paragraphs or merged_on else colour_words(fill)
        return WordCell(
            paragraphs=tuple(paragraph for paragraph in paragraphs if not paragraph.is_struck),
            span=min(number(child(properties, "gridSpan")) or 1, _WIDEST_SPAN),
            continues=merged_on,
            struck=tuple(paragraph for paragraph in paragraphs if paragraph.is_struck),
            fill=fill,
            colour=WordParagraph(words, passages=(self._add(words, COLOUR),)) if words else None,
        )


def _notes(package: WordPackage) -> dict[tuple[str, str], tuple[Element, str]]:
    """The footnotes, endnotes and comments by kind and id, each with its words, such as `fotnot 2`."""
    found: dict[tuple[str, str], tuple[Element, str]] = {}
    for key, part in package.beside.items():
        kind, words = _BESIDE.get(package.relations[key].kind, ("", ""))
        real = (note for note in children(part, kind) if attribute(note, "type") not in _NO_NOTES)
        for count, note in enumerate(real, 1):
            found[kind, attribute(note, "id") or f"{count}"] = note, f"{words} {count}"
    return found


def _skipping_rule(wrapper: Element) -> str:
    """The rule by which a content control around paragraphs is skipped; empty for one that is read."""
    properties = child(wrapper, "sdtPr")
    if properties is None:
        return ""
    galleries = children(child(properties, "docPartObj"), "docPartGallery")
    if any((attribute(gallery) or "").startswith("Table of Contents") for gallery in galleries):
        return CONTENTS
    return PLACEHOLDER if is_on(child(properties, "showingPlcHdr")) else ""


def _row_rule(properties: Element | None) -> str:
    """The rule by which a row is skipped; empty for one that is read."""
    if child(properties, "del") is not None:
        return DELETED
    return HIDDEN if is_on(child(properties, "hidden")) else ""


def _fill(properties: Element | None) -> str | None:
    """The colour of a cell; None for white and for none."""
    colour = (attribute(child(properties, "shd"), "fill") or "").upper()
    return colour if re.fullmatch(r"[0-9A-F]{6}", colour) and colour != "FFFFFF" else None


def _is_frame(table: Element) -> bool:
    """True when a table holds others in their place: no row has text in more than one cell, and one has a table.

    So does a table of one row, where a cell has a table of several rows and nothing else.
    """
    frames = False
    for count, row in enumerate(_unwrapped(table, "tr"), 1):
        cells = list(_unwrapped(row, "tc"))
        if sum(any(map(_has_text, cell.iter())) for cell in cells) > 1:
            return count == 1 and any(map(_holds_a_table, cells)) and len(list(_unwrapped(table, "tr"))) == 1
        frames = frames or any(True for cell in cells for _inner in _unwrapped(cell, "tbl"))
    return frames


def _holds_a_table(cell: Element) -> bool:
    """True for a cell with a table of several rows, and no text beside it."""
    said = any(any(map(_has_text, paragraph.iter())) for paragraph in _unwrapped(cell, "p"))
    return not said and any(len(list(_unwrapped(inner, "tr"))) > 1 for inner in _unwrapped(cell, "tbl"))


def _has_text(element: Element) -> bool:
    return local(element) == "t" and bool((element.text or "").strip())


def _unwrapped(element: Element, name: str) -> Iterator[Element]:
    """Yield the children called `name`, also inside content controls and the like."""
    for inner in element:
        if local(inner) == name:
            yield inner
        elif local(inner) in _WRAPPERS:
            yield from _unwrapped(inner, name)


def _unfilled(row: Element) -> Iterator[Element]:
    """Yield the content controls around cells of a row that show what they ask for."""
    return (control for control in _unwrapped(row, "sdt") if _skipping_rule(control) == PLACEHOLDER)


def _flattened(blocks: Iterator[WordParagraph | WordTable]) -> Iterator[WordParagraph]:
    for block in blocks:
        if isinstance(block, WordParagraph):
            yield block
        else:
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
