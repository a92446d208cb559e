"""Reports drawn as Word documents on a template, and read back.

Reading uses lxml alone, writing strings and python-docx, so that a fault in one does not hide in both.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import zip_longest
from pathlib import Path

from docx.document import Document
from lxml import etree

from exports import wordml
from exports.document import (
    BODY,
    CAPTION,
    DISCLAIMER,
    SIGNER,
    SIGNER_TITLE,
    AssessmentTable,
    CountTable,
    Heading,
    Prose,
    TextTable,
)
from exports.errors import TextLost
from exports.report.context import CONTENTS, ReportContext
from exports.report.pages import heading_pages
from exports.report.template import Template, fill_headers, open_template
from exports.writing import rewritten

LANGUAGE = "sv-SE"

_ROLES = {
    BODY: "Normal",
    CAPTION: "caption",
    SIGNER: "Signature",
    SIGNER_TITLE: "Signature Title",
    DISCLAIMER: "Disclaimer",
}
_LONGEST_PROPERTY = 255
_COVER = ("Title", "Subtitle", "Cover Date", "Draft Mark")


def report_bytes(context: ReportContext, *, made_on: date, template: bytes | None = None) -> bytes:
    """Return the report as the bytes of a Word file, on `template` or the one shipped.

    The same context on the same day and template gives the same bytes.

    Raises:
        TemplateBroken: the template is missing, is no Word file, or lacks a style.
    """
    drawn_on = open_template(template)
    content = "".join(_content(context, drawn_on))
    fill_headers(drawn_on.document, context.header, context.draft_mark)
    _set_properties(drawn_on.document, context, made_on)
    stream = io.BytesIO()
    drawn_on.document.save(stream)
    main = str(drawn_on.document.part.partname).lstrip("/")
    return rewritten(stream.getvalue(), made_on, {main: lambda part: _with_content(part, content)})


def _with_content(part: bytes, content: str) -> bytes:
    """Return the document's part with `content` before the page settings of its empty body.

    Put in as text: parsing it into the document and writing it out again costs more than all the rest, and moving
    large trees between documents does not grow linearly. What is written is parsed when it is read back.
    """
    before, settings, after = part.partition(b"<w:sectPr")
    return b"".join((before, content.encode(), settings, after))


def _content(context: ReportContext, template: Template) -> Iterator[str]:
    yield from _cover(context, template)
    yield _contents(context, template, heading_pages(context.blocks, context.contents))
    headings = 0
    tables = _table_look(template)
    for block in context.blocks:
        match block:
            case Heading():
                headings += 1
                style = template.style(f"heading {block.level}")
                yield wordml.bookmarked(block.text, style, _bookmark(headings), headings)
            case Prose():
                style, item = template.style(_ROLES[block.role]), template.style("List Bullet")
                yield wordml.texts(block.paragraphs, style, item, together=block.together)
            case AssessmentTable():
                yield wordml.assessment_table(block, tables)
            case CountTable():
                yield wordml.count_table(block, tables)
            case TextTable():
                yield wordml.text_table(block, tables)


def _cover(context: ReportContext, template: Template) -> Iterator[str]:
    lines = (context.title, context.office, context.date_line, context.draft_mark)
    shown = [(text, style) for text, style in zip(lines, _COVER, strict=True) if text]
    for text, style in shown[:-1]:
        yield wordml.paragraph(text, template.style(style))
    last, style = shown[-1]
    yield wordml.paragraph(last, template.style(style), section=template.cover_section)


def _contents(context: ReportContext, template: Template, pages: list[int]) -> str:
    headings = (block for block in context.blocks if isinstance(block, Heading))
    entries = [
        wordml.ContentsEntry(heading.text, template.style(f"toc {heading.level}"), _bookmark(number), page)
        for number, (heading, page) in enumerate(zip(headings, pages, strict=True), start=1)
        if heading.level <= context.contents_depth
    ]
    return wordml.contents(CONTENTS, template.style("TOC Heading"), entries, context.contents_depth)


def _bookmark(number: int) -> str:
    return f"_Toc{number:06}"


def _table_look(template: Template) -> wordml.TableLook:
    return wordml.TableLook(
        table=template.style("Report Table"),
        heading=template.style("Table Heading"),
        text=template.style("Table Text"),
        item=template.style("Table List Bullet"),
        number=template.style("Table Number"),
        number_heading=template.style("Table Number Heading"),
        width=template.text_width,
    )


def _set_properties(document: Document, context: ReportContext, made_on: date) -> None:
    moment = datetime.combine(made_on, time())  # UTC, without a zone: so python-docx wants it
    properties = document.core_properties
    properties.title = context.property_title[:_LONGEST_PROPERTY]
    properties.author = context.office[:_LONGEST_PROPERTY]
    properties.last_modified_by = context.office[:_LONGEST_PROPERTY]
    properties.language = LANGUAGE
    properties.created = moment
    properties.modified = moment


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def verify_text(path: Path, expected: Iterable[str]) -> None:
    """Compare the body's paragraphs with the `expected` ones.

    Raises:
        TextLost: they differ, or the file cannot be read back.
    """
    for wanted, found in zip_longest(expected, paragraph_texts(path)):
        if wanted != found:
            raise TextLost(missing=wanted or "", found=found or "")


def paragraph_texts(path: Path) -> Iterator[str]:
    """Yield the text of each paragraph with any; of a line in the list of contents the text before its page.

    Raises:
        TextLost: the file is no readable Word file.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open("word/document.xml") as part:
            for _, paragraph in etree.iterparse(part, tag=f"{_W}p", resolve_entities=False):
                if text := _text(paragraph):
                    yield text
                paragraph.clear()
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise TextLost(missing="", found=type(error).__name__) from error


def _text(paragraph: etree._Element) -> str:
    texts: list[str] = []
    for element in paragraph.iter(f"{_W}t", f"{_W}tab"):
        if element.tag == f"{_W}tab":
            break
        texts.append(element.text or "")
    return "".join(texts)
