"""A report drawn as a Word document on a template."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from exports import wordml
from exports.blocks import (
    BODY,
    CAPTION,
    DISCLAIMER,
    SIGNER,
    SIGNER_TITLE,
    CountTable,
    Heading,
    JudgementTable,
    Prose,
)
from exports.context import CONTENTS, CONTENTS_DEPTH, ReportContext
from exports.errors import TemplateBroken
from exports.package import rewritten
from exports.pages import heading_pages

BASE_REPORT = Path(__file__).with_name("templates") / "base_report.docx"
LANGUAGE = "sv-SE"

_ROLES = {
    BODY: "Normal",
    CAPTION: "Caption",
    SIGNER: "Signature",
    SIGNER_TITLE: "Signature Title",
    DISCLAIMER: "Disclaimer",
}
_LONGEST_PROPERTY = 255
_COVER = ("Title", "Subtitle", "Cover Date", "Draft Mark")


@dataclass(frozen=True, slots=True)
class _Styles:
    """A template's style ids by name, read once."""

    ids: dict[str, str]
    template: Path

    def __getitem__(self, name: str) -> str:
        """The id of the style called `name`.

        Raises:
            TemplateBroken: the template has none.
        """
        found = self.ids.get(name.casefold())
        if found is None:
            raise TemplateBroken(self.template, name)
        return found


def report_bytes(context: ReportContext, *, made_on: date, template: Path = BASE_REPORT) -> bytes:
    """The report as the bytes of a Word file. The same context on the same day gives the same bytes.

    Raises:
        TemplateBroken: the template is missing, is no Word file, or lacks a style.
    """
    document = _opened(template)
    content = "".join(_content(context, _Styles(_style_ids(document), template)))
    _empty_body(document)
    _fill_header(document, context.header)
    _set_properties(document, context, made_on)
    stream = io.BytesIO()
    document.save(stream)
    main = str(document.part.partname).lstrip("/")
    return rewritten(stream.getvalue(), made_on, {main: lambda part: _with_content(part, content)})


def _opened(template: Path) -> Document:
    try:
        return docx.Document(str(template))
    except PackageNotFoundError as error:
        raise TemplateBroken(template, "missing" if not template.exists() else "damaged") from error
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, etree.XMLSyntaxError) as error:
        raise TemplateBroken(template, "damaged") from error


def _style_ids(document: Document) -> dict[str, str]:
    names = document.styles.element.iter(qn("w:name"))
    found = ((name.get(qn("w:val")), name.getparent()) for name in names)
    return {name.casefold(): str(style.get(qn("w:styleId"))) for name, style in found if name and style is not None}


def _empty_body(document: Document) -> None:
    """Nothing is left in the body but its page settings."""
    body = document.element.body
    for element in body.xpath("./*[not(self::w:sectPr)]"):
        body.remove(element)


def _with_content(part: bytes, content: str) -> bytes:
    """The document's part with `content` before the page settings of its empty body.

    Put in as text: parsing it into the document and writing it out again costs more than all the rest, and moving
    large trees between documents does not grow linearly. What is written is parsed when it is read back.
    """
    before, settings, after = part.partition(b"<w:sectPr")
    return b"".join((before, content.encode(), settings, after))


def _content(context: ReportContext, styles: _Styles) -> Iterator[str]:
    yield from _cover(context, styles)
    pages = heading_pages(context.blocks, context.contents)
    yield _contents(context, styles, pages)
    headings = 0
    tables = _table_styles(styles)
    for block in context.blocks:
        match block:
            case Heading():
                headings += 1
                style = styles[f"heading {block.level}"]
                yield wordml.bookmarked(block.text, style, _bookmark(headings), headings)
            case Prose():
                yield wordml.texts(block.paragraphs, styles[_ROLES[block.role]], styles["List Bullet"])
            case JudgementTable():
                yield wordml.judgement_table(block, tables)
            case CountTable():
                yield wordml.count_table(block, tables)


def _cover(context: ReportContext, styles: _Styles) -> Iterator[str]:
    lines = (context.title, context.office, context.date_line, context.draft_mark)
    for text, style in zip(lines, _COVER, strict=True):
        if text:
            yield wordml.paragraph(text, styles[style])


def _contents(context: ReportContext, styles: _Styles, pages: list[int]) -> str:
    headings = (block for block in context.blocks if isinstance(block, Heading))
    entries = [
        wordml.ContentsEntry(heading.text, styles[f"toc {heading.level}"], _bookmark(number), page)
        for number, (heading, page) in enumerate(zip(headings, pages, strict=True), start=1)
        if heading.level <= CONTENTS_DEPTH
    ]
    return wordml.contents(CONTENTS, styles["TOC Heading"], entries, CONTENTS_DEPTH)


def _bookmark(number: int) -> str:
    return f"_Toc{number:06}"


def _table_styles(styles: _Styles) -> wordml.TableStyles:
    return wordml.TableStyles(
        table=styles["Report Table"],
        heading=styles["Table Heading"],
        text=styles["Table Text"],
        item=styles["Table List Bullet"],
        number=styles["Table Number"],
        number_heading=styles["Table Number Heading"],
    )


def _fill_header(document: Document, text: str) -> None:
    """The template's header keeps its looks and says `text`."""
    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.text = text


def _set_properties(document: Document, context: ReportContext, made_on: date) -> None:
    moment = datetime.combine(made_on, time())  # UTC, without a zone: so python-docx wants it
    properties = document.core_properties
    properties.title = context.property_title[:_LONGEST_PROPERTY]
    properties.author = context.office[:_LONGEST_PROPERTY]
    properties.last_modified_by = context.office[:_LONGEST_PROPERTY]
    properties.language = LANGUAGE
    properties.created = moment
    properties.modified = moment
