"""Filling in templates: texts, lists and mappings in, a Word file out, and no code run.

Word's XML is prepared for Jinja once for each template, and rendered as text for each letter. Markup, braces and tags
in a text are printed, not interpreted.
"""

import io
import struct
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape
from typing import Any

from docx.document import Document
from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.parts.story import StoryPart
from docx.shared import Mm
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree
from markupsafe import Markup
from msgspec import Struct

from exports.errors import TextLost
from exports.letter_templates.errors import LogoUnreadable
from exports.letter_templates.expressions import FILTERS
from exports.writing import rewritten

_HOLDERS = ("w:tc", "w:hdr", "w:ftr")
"""Elements that have to end in a paragraph."""
_MAY_SPLIT = 1500
"""A row of more characters than this may be split over pages, as in reports; else it leaves most of one empty."""


def mended(tree: etree._Element) -> etree._Element:
    """Return `tree` changed to what Word accepts.

    Tables without rows are gone, everything that needs one ends in a paragraph, and very long rows may be split.
    """
    for table in list(tree.iter(qn("w:tbl"))):
        holder = table.getparent()
        if table.find(qn("w:tr")) is None and holder is not None:
            holder.remove(table)
    for holder in tree.iter(*map(qn, _HOLDERS)):
        if len(holder) == 0 or holder[-1].tag != qn("w:p"):
            etree.SubElement(holder, qn("w:p"))
    for rule in list(tree.iter(qn("w:cantSplit"))):
        row = next(rule.iterancestors(qn("w:tr")), None)
        properties = rule.getparent()
        if row is not None and properties is not None and _length(row) > _MAY_SPLIT:
            properties.remove(rule)
    return tree


def _length(element: etree._Element) -> int:
    return sum(len(text.text or "") for text in element.iter(qn("w:t")))


_LOGO_HEIGHT = Mm(16)
_LOGO_WIDTH = Mm(70)
_FIRST_DRAWING = 9000
"""Number of the first drawing that is put in; a template's own have smaller ones."""
_LONGEST_PROPERTY = 255
_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>'
    "<cp:lastModifiedBy>{author}</cp:lastModifiedBy>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified>'
    "<dc:language>sv-SE</dc:language>{category}</cp:coreProperties>"
)
_NOT_A_PICTURE = (
    UnrecognizedImageError, InvalidImageStreamError, UnexpectedEndOfFileError, struct.error, ValueError, KeyError,
    IndexError, ZeroDivisionError, OverflowError,
)  # fmt: skip


class Rendered(Struct, frozen=True):
    """A filled-in template."""

    data: bytes
    """The Word file."""
    printed: Mapping[str, tuple[str, ...]]
    """The texts put into each part, in order."""


class _Printed(Struct):
    """The texts printed since it was last emptied."""

    texts: list[str] = []

    def __call__(self, value: object) -> object:
        """Return `value` as XML: None is empty, and no text is mistaken for a tag."""
        if value is None:
            return ""
        if isinstance(value, Markup):
            return value
        self.texts.append(str(value))
        return Markup(escape(str(value)).replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704 - just escaped


class _Part(Struct, frozen=True):
    """A part of the template that has text: the body, a header or a footer."""

    name: str
    template: Template
    logo: Markup | None


class LetterTemplate:
    """A template made ready to be filled in many times."""

    __slots__ = ("_core", "_package", "_parts", "_printed")

    def __init__(self, content: bytes, logo: bytes | None = None, *, logo_text: str = "Logotyp") -> None:
        """Read the template in `content`, which has no faults; `logo_text` is the alternative text of `logo`.

        Raises:
            LogoUnreadable: `logo` is no picture.
            TemplateError, XMLSyntaxError: the template has faults.
        """
        word = DocxTemplate(io.BytesIO(content))
        word.render_init()
        self._printed = _Printed()
        environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=self._printed)
        environment.globals.clear()
        environment.filters = {name: environment.filters[name] for name in FILTERS}
        main = word.get_docx().part
        stories = [main, *_headers_and_footers(main)]
        drawings = [_drawing(story, logo, logo_text, _FIRST_DRAWING + n) for n, story in enumerate(stories)]
        self._parts = [
            _Part(
                str(story.partname).lstrip("/"),
                environment.from_string(word.patch_xml(etree.tostring(story.element, encoding="unicode"))),
                drawing,
            )
            for story, drawing in zip(stories, drawings, strict=True)
        ]
        stream = io.BytesIO()
        self._core = _properties_part(word.get_docx())
        word.get_docx().save(stream)
        self._package = stream.getvalue()

    def fill(self, data: Mapping[str, Any], *, title: str, author: str, made_on: date, category: str = "") -> Rendered:
        """Fill the template in with `data`, which has every field. The same data gives the same bytes.

        Raises:
            TextLost: the result is no XML.
            TemplateError: the template has faults.
        """
        parts: dict[str, bytes] = {}
        printed: dict[str, tuple[str, ...]] = {}
        for part in self._parts:
            self._printed.texts.clear()
            xml = part.template.render({**data, "logo": part.logo})
            printed[part.name] = tuple(self._printed.texts)
            parts[part.name] = _well_formed(xml)
        core = _CORE.format(
            title=escape(title[:_LONGEST_PROPERTY]),
            author=escape(author[:_LONGEST_PROPERTY]),
            day=made_on,
            category=f"<cp:category>{escape(category)}</cp:category>" if category else "",
        )
        parts[self._core] = _XML + core.encode()
        changes = {name: lambda _, new=new: new for name, new in parts.items()}
        return Rendered(rewritten(self._package, made_on, changes), printed)


def _well_formed(xml: str) -> bytes:
    try:
        tree = etree.fromstring(xml.encode())
    except etree.XMLSyntaxError as error:
        raise TextLost(missing=str(error)) from error
    return _XML + etree.tostring(mended(tree))


def _properties_part(document: Document) -> str:
    """Return the name of the part with title and author; a file without one gets one.

    Looked for by how its relation ends: LibreOffice writes it otherwise than Word, and then python-docx would put a
    second part of the same name beside it.
    """
    relations = document.part.package.rels.values()
    found = [str(each.target_part.partname) for each in relations if each.reltype.endswith("/core-properties")]
    if not found:
        document.core_properties.language = "sv-SE"
        found = [str(document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).partname)]
    return found[0].lstrip("/")


def _headers_and_footers(main: StoryPart) -> list[StoryPart]:
    kinds = {RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER}
    found = {str(r.target_part.partname): r.target_part for r in main.rels.values() if r.reltype in kinds}
    return [part for _, part in sorted(found.items()) if isinstance(part, StoryPart)]


def _drawing(part: StoryPart, logo: bytes | None, text: str, number: int) -> Markup | None:
    """Return the logo as XML between two runs of text; None when the part does not show it."""
    if logo is None or "logo" not in etree.tostring(part.element, method="text", encoding="unicode"):
        return None
    try:
        height, width = _LOGO_HEIGHT, _LOGO_WIDTH
        image = part.package.get_or_add_image_part(io.BytesIO(logo)).image
        if image.px_width * height > image.px_height * width:
            height = Mm(width.mm * image.px_height / image.px_width)
        inline = part.new_pic_inline(io.BytesIO(logo), height=height)
    except _NOT_A_PICTURE as error:
        raise LogoUnreadable(type(error).__name__) from error
    for side in ("distT", "distB", "distL", "distR"):  # without them LibreOffice leaves a gap
        inline.set(side, "0")
    inline.docPr.set("id", str(number))
    inline.docPr.set("descr", text)
    drawing = etree.tostring(inline, encoding="unicode")
    return Markup(  # noqa: S704 - made of the picture alone
        f'</w:t></w:r><w:r><w:drawing>{drawing}</w:drawing></w:r><w:r><w:t xml:space="preserve">'
    )


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACES = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}p": "\n", f"{_W}noBreakHyphen": "-"}


def part_texts(package: bytes, parts: Iterable[str]) -> dict[str, str]:
    """Return the text of each of some parts of a Word file, a paragraph a line.

    Raises:
        TextLost: one cannot be read.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            return {part: _text(archive.read(part)) for part in parts}
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise TextLost(missing="", found=type(error).__name__) from error


def check_printed(found: Mapping[str, str], printed: Mapping[str, Iterable[str]]) -> None:
    """Check that each part's printed texts are in the text `found` there, in order.

    Raises:
        TextLost: one does not.
    """
    for part, texts in printed.items():
        at = 0
        for text in texts:
            place = found[part].find(text, at)
            if place < 0:
                raise TextLost(missing=text, found=found[part][at : at + len(text)])
            at = place + len(text)


def check_texts(found: Mapping[str, str], texts: Iterable[str]) -> None:
    """Check that each of `texts` is somewhere in the texts `found`.

    Raises:
        TextLost: one does not.
    """
    everything = "\n".join(found.values())
    for text in texts:
        if text not in everything:
            raise TextLost(missing=text)


def texts_at(data: object, path: str) -> Iterator[str]:
    """Yield the texts at a field's path, such as `signers.name`, in lists and mappings."""
    first, _, rest = path.partition(".")
    if isinstance(data, Mapping):
        yield from texts_at(data.get(first), rest)
    elif isinstance(data, str):
        yield data
    elif isinstance(data, Iterable):
        for member in data:
            yield from texts_at(member, path)


def _text(part: bytes) -> str:
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, huge_tree=True))
    return "".join(
        (element.text or "") if element.tag == f"{_W}t" else _SPACES[str(element.tag)]
        for element in root.iter(f"{_W}t", *_SPACES)
    )
