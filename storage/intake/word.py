"""The body of a Word file as paragraphs and tables, as a reader sees them, in one pass.

Deleted text, field codes and hidden text are left out; inserted text and the text of content controls and text
boxes are included. Nothing here depends on follow-up reports.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from msgspec import Struct

from storage.domain.text import ITEM, tidy
from storage.intake.package import WordPackage, attribute, child, children, is_on, local, number

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_SILENT = {"bullet", "none"}


class _Level(Struct, frozen=True):
    form: str
    pattern: str
    """The printed text, with `%1` for the number of the first level."""
    start: int


class Numbering:
    """Counters of the numbered paragraphs of one file, in document order."""

    def __init__(self, root: Element | None) -> None:
        self._abstract = {attribute(a, "abstractNumId"): _levels(a) for a in children(root, "abstractNum")}
        self._nums = {attribute(num, "numId"): num for num in children(root, "num")}
        self._counters: dict[str | None, dict[int, int]] = {}
        self._started: set[str] = set()

    def next_marker(self, num_id: str, depth: int) -> str | None:
        """The printed number of the next paragraph of a list at a depth; None for bullets."""
        num = self._nums.get(num_id)
        abstract = attribute(child(num, "abstractNumId"))
        levels = self._abstract.get(abstract, {})
        if depth not in levels:
            return None
        counters = self._counters.setdefault(abstract, {})
        self._start(num_id, num, counters)
        counters[depth] = counters.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counters if level > depth]:
            del counters[deeper]
        return None if levels[depth].form in _SILENT else _printed(levels, counters, depth)

    def _start(self, num_id: str, num: Element | None, counters: dict[int, int]) -> None:
        """Apply the start number of a list, the first time it occurs."""
        if num_id in self._started:
            return
        self._started.add(num_id)
        for override in children(num, "lvlOverride"):
            start = number(child(override, "startOverride"))
            if start is not None:
                counters[number(override, "ilvl") or 0] = start - 1


def _levels(abstract: Element) -> dict[int, _Level]:
    return {
        number(level, "ilvl") or 0: _Level(
            form=attribute(child(level, "numFmt")) or "decimal",
            pattern=attribute(child(level, "lvlText")) or "",
            start=1 if (start := number(child(level, "start"))) is None else start,
        )
        for level in children(abstract, "lvl")
    }


def _printed(levels: dict[int, _Level], counters: dict[int, int], depth: int) -> str:
    text = levels[depth].pattern
    for level in range(depth + 1):
        if level in levels:
            value = counters.get(level, levels[level].start)
            text = text.replace(f"%{level + 1}", _formatted(value, levels[level].form))
    return text.strip()


def _formatted(value: int, form: str) -> str:
    if form in {"lowerLetter", "upperLetter"} and value > 0:
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters.upper() if form == "upperLetter" else letters
    if form in {"lowerRoman", "upperRoman"} and 0 < value < 40:
        roman = _roman(value)
        return roman.upper() if form == "upperRoman" else roman
    return str(value)


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (value // worth)
        value %= worth
    return text


_HEADING = re.compile(r"(?:heading|rubrik|överskrift|otsikko)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|rubrik|titel", re.IGNORECASE)
_LIST = re.compile(r"(?:list|lista|punktlista|numrerad lista)\b.*", re.IGNORECASE)
_NOT_A_LIST = re.compile(r"list(?:a)? (?:paragraph|stycke)|liststycke", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(?:toc|innehåll|innehållsförteckning)\b.*|.*(?:toc heading|innehållsförteckningsrubrik)", re.IGNORECASE
)
_BODY_TEXT = 9
"""The outline level of body text."""
_LONGEST_CHAIN = 20


class StyleFacts(Struct, frozen=True):
    """Properties of the paragraphs of a style, inherited from the styles that it is based on."""

    level: int | None = None
    """Heading level, counted from 1."""
    is_title: bool = False
    is_list: bool = False
    is_contents: bool = False
    """True for a line of a table of contents."""
    num_id: str | None = None
    """Id of the numbering of the style."""
    num_level: int | None = None


_PLAIN = StyleFacts()


class Styles:
    """The paragraph styles of one file, by id."""

    def __init__(self, root: Element | None) -> None:
        self._elements = {attribute(style, "styleId") or "": style for style in children(root, "style")}
        self._facts: dict[str, StyleFacts] = {}

    def facts(self, style_id: str | None) -> StyleFacts:
        """The properties of a style; defaults for an undefined style."""
        if style_id is None:
            return _PLAIN
        if style_id not in self._facts:
            self._facts[style_id] = self._read(style_id)
        return self._facts[style_id]

    def _read(self, style_id: str) -> StyleFacts:
        chain = self._chain(style_id)
        names = [attribute(child(style, "name")) or "" for style in chain] or [style_id]
        title = _TITLE.fullmatch(names[0]) is not None
        numbered = next((found for style in chain if (found := child(style, "pPr", "numPr")) is not None), None)
        return StyleFacts(
            level=None if title else _level(names, chain),
            is_title=title,
            is_list=any(_LIST.fullmatch(name) and not _NOT_A_LIST.fullmatch(name) for name in names),
            is_contents=any(_CONTENTS.fullmatch(name) for name in names),
            num_id=attribute(child(numbered, "numId")),
            num_level=number(child(numbered, "ilvl")),
        )

    def _chain(self, style_id: str) -> list[Element]:
        """The style and its base styles, nearest first."""
        chain: list[Element] = []
        wanted: str | None = style_id
        while wanted in self._elements and len(chain) < _LONGEST_CHAIN:
            chain.append(self._elements[wanted])
            wanted = attribute(child(chain[-1], "basedOn"))
        return chain


def outline_level(properties: Element | None) -> int | None:
    """The heading level in the properties of a paragraph or style; 0 for explicit body text."""
    level = number(child(properties, "outlineLvl"))
    if level is None:
        return None
    return 0 if level >= _BODY_TEXT else level + 1


def _level(names: list[str], chain: list[Element]) -> int | None:
    for index, name in enumerate(names):
        if match := _HEADING.fullmatch(name.strip()):
            return int(match[1])
        own = outline_level(child(chain[index], "pPr")) if index < len(chain) else None
        if own is not None:
            return own or None
    return None


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


class WordRow(Struct, frozen=True):
    """A row of a table."""

    cells: tuple[WordCell, ...]
    before: int = 0
    """Number of grid columns before the first cell."""


class WordTable(Struct, frozen=True):
    """A table."""

    rows: tuple[WordRow, ...]


def read_blocks(package: WordPackage) -> list[WordParagraph | WordTable]:
    """Read the paragraphs and tables of the file in order, without empty paragraphs and tables of contents."""
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
    """The text of one paragraph, collected from its runs."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.boxes: list[Element] = []
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
