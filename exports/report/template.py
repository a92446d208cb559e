"""Word templates of reports: the one shipped with the program, or the office's own.

Of the office's own all is kept but the text of its body: letterhead, headers and footers, page settings and styles. A
first section of its own is that of the cover.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date
from html import escape
from pathlib import Path

import docx
from docx.blkcntnr import BlockItemContainer
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.shared import Length
from docx.text.paragraph import Paragraph
from lxml import etree
from msgspec import Struct

from exports.errors import TemplateBroken
from exports.letter_templates.errors import TemplateFaulty
from exports.letter_templates.shipped import BASE_REPORT, REPORT, template_bytes
from exports.letter_templates.tags import UNREADABLE, harm_in
from exports.templates.styles import CONTENT_TYPE, PART, theme_xml
from exports.writing import rewritten


def mend(document: Document) -> None:
    """Repair an opened template so that Word opens it without complaint."""
    _give_theme(document)
    _order_hyphenation(document)


def _give_theme(document: Document) -> None:
    """Add the theme that Word expects; LibreOffice saves none."""
    main = document.part
    if any(relation.reltype == RELATIONSHIP_TYPE.THEME for relation in main.rels.values()):
        return
    theme = Part(PackURI(PART), CONTENT_TYPE, theme_xml().encode(), main.package)
    main.relate_to(theme, RELATIONSHIP_TYPE.THEME)


def _order_hyphenation(document: Document) -> None:
    """Move the hyphenation zone, which LibreOffice writes after the capitals, to its place in the schema."""
    settings = document.settings.element
    zone, capitals = settings.find(qn("w:hyphenationZone")), settings.find(qn("w:doNotHyphenateCaps"))
    if zone is not None and capitals is not None:
        zone.addnext(capitals)


OFFICE_REPORT = Path("template_report")
"""Name of the office's own template in errors: the setting that stores it."""
HEADER_PLACEHOLDER = "Uppföljningsrapport"
"""A header paragraph with this text alone is replaced by the report's office and title."""

STYLES = (
    "Title", "Subtitle", "Cover Date", "Draft Mark", "TOC Heading", "toc 1", "toc 2", "toc 3",
    "heading 1", "heading 2", "heading 3", "heading 4", "Normal", "List Bullet",
    "caption", "Report Table", "Table Heading", "Table Text", "Table List Bullet", "Table Number",
    "Table Number Heading", "Signature", "Signature Title", "Disclaimer",
)  # fmt: skip
"""The styles that a template must have, by the names that Word keeps them under in every language."""

_TYPES = "[Content_Types].xml"
_TEMPLATE_TYPE = b"wordprocessingml.template.main+xml"
_DOCUMENT_TYPE = b"wordprocessingml.document.main+xml"
_ANY_DAY = date(1980, 1, 1)
"""The first that zip files know."""
_TEXT_WIDTH = 9412
"""Width between the margins of A4, for a template that does not say."""


class Template(Struct, frozen=True):
    """A template with every style that a report needs, opened and emptied of its text."""

    document: Document
    name: Path
    styles: Mapping[str, str]
    """Style id, ready for XML, by name; names in small letters as well as they are written."""
    cover_section: str
    """Page settings of the cover where the template has several sections, as XML; else empty."""

    def style(self, name: str) -> str:
        """Return the id of the style called `name`, one of :data:`STYLES`."""
        return self.styles.get(name) or self.styles[name.casefold()]

    @property
    def text_width(self) -> int:
        """Return the width between the margins, in twentieths of a point."""
        section = self.document.sections[-1]
        margins = (section.left_margin, section.right_margin, section.gutter)
        if section.page_width is None:
            return _TEXT_WIDTH
        width = Length(section.page_width - sum(margin or 0 for margin in margins)).pt
        return round(width * 20) if width > 0 else _TEXT_WIDTH


def open_template(content: bytes | None) -> Template:
    """Open the template in `content`; None is the one shipped.

    Raises:
        TemplateBroken: it is no Word file or lacks a style, or the one shipped is missing.
        TemplateFaulty: it would fetch or run something when it is opened.
    """
    name = BASE_REPORT if content is None else OFFICE_REPORT
    try:
        if content is not None and (faults := harm_in(content)):
            raise TemplateFaulty(faults)
        document = docx.Document(io.BytesIO(_as_document(template_bytes(REPORT, content))))
    except (OpcError, *UNREADABLE) as error:
        raise TemplateBroken(name, "damaged") from error
    if document.element.nsmap.get("w") != document.element.nsmap.get(document.element.prefix):
        raise TemplateBroken(name, "damaged")
    styles = dict(_styles(document))
    for style in STYLES:
        if style not in styles and style.casefold() not in styles:
            raise TemplateBroken(name, style)
    mend(document)
    return Template(document, name, styles, _emptied(document))


def fill_headers(document: Document, title: str, draft_mark: str) -> None:
    """Write `title` where a header has a place for it; in other headers mark a draft."""
    for header in _headers(document):
        places = [p for p in _paragraphs(header) if p.text.strip() == HEADER_PLACEHOLDER]
        for place in places:
            _put(place, title)
        if draft_mark and not places:
            _mark(header, draft_mark)


def _as_document(content: bytes) -> bytes:
    """Return a Word template (`.dotx`) as a document: they differ in the type of the main part."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        types = archive.read(_TYPES)
    if _TEMPLATE_TYPE not in types:
        return content
    renamed = types.replace(_TEMPLATE_TYPE, _DOCUMENT_TYPE)
    return rewritten(content, _ANY_DAY, {_TYPES: lambda _: renamed})


def _styles(document: Document) -> Iterator[tuple[str, str]]:
    """Yield (name, id), names in small letters first: exact names override them, and the first of two the second."""
    found = [
        (str(name.get(qn("w:val"))), escape(str(style.get(qn("w:styleId")))))
        for style in document.styles.element.iterchildren(qn("w:style"))
        if (name := style.find(qn("w:name"))) is not None
    ]
    yield from ((name.casefold(), style) for name, style in reversed(found))
    yield from reversed(found)


def _emptied(document: Document) -> str:
    """Remove all but the page settings from the body, and return those of a first section of its own."""
    body = document.element.body
    sections = list(body.iter(qn("w:sectPr")))
    for element in body.xpath("./*[not(self::w:sectPr)]"):
        body.remove(element)
    body.get_or_add_sectPr()
    return etree.tostring(sections[0], encoding="unicode", with_tail=False) if len(sections) > 1 else ""


def _headers(document: Document) -> Iterator[BlockItemContainer]:
    """Yield the headers that pages show; a document without any gets one."""
    for index, section in enumerate(document.sections):
        if index == 0 or not section.header.is_linked_to_previous:
            yield section.header
        if not section.even_page_header.is_linked_to_previous:
            yield section.even_page_header
        if section.different_first_page_header_footer and not section.first_page_header.is_linked_to_previous:
            yield section.first_page_header


def _paragraphs(header: BlockItemContainer) -> Iterator[Paragraph]:
    """Yield all its paragraphs, those in its tables too."""
    for element in header.part.element.iter(qn("w:p")):
        yield Paragraph(element, header)


def _put(place: Paragraph, text: str) -> None:
    """Put `text` in the first run of `place`, which keeps its looks, and empty the others."""
    first, *rest = place.runs
    first.text = text
    for run in rest:
        run.text = ""


def _mark(header: BlockItemContainer, draft_mark: str) -> None:
    first = next(iter(header.paragraphs), None)
    if first is None:
        header.add_paragraph(draft_mark)
    else:
        first.insert_paragraph_before(draft_mark, first.style)
