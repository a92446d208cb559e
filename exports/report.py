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
from docx.oxml import parse_xml
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
from exports.package import redated
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
    styles = _Styles(_style_ids(document), template)
    _fill_body(document, _content(context, styles))
    _fill_header(document, context.header)
    _set_properties(document, context, made_on)
    stream = io.BytesIO()
    document.save(stream)
    return redated(stream.getvalue(), made_on)


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


def _fill_body(document: Document, content: Iterator[str]) -> None:
    """Everything in the body but its page settings is replaced by the pieces of XML, all at once."""
    body = document.element.body
    filled = parse_xml(wordml.body(content))
    filled.append(body[-1])
    document.element.replace(body, filled)


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
