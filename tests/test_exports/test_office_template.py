"""Reports on the office's own Word file: letterhead, page and styles are kept, nothing is replaced in silence."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Cm

from exports.errors import TemplateBroken
from exports.letter_templates.shipped import BASE_REPORT
from exports.report.context import report_context
from exports.report.drawing import paragraph_texts, report_bytes
from exports.report.file import write_report
from exports.report.template import HEADER_PLACEHOLDER, STYLES
from exports.writing import rewritten
from tests.test_exports.material import full_material

TODAY = date(2021, 3, 1)


def changed(change: Callable[[Document], object]) -> bytes:
    """The base template, changed as an office would."""
    document = docx.Document(str(BASE_REPORT))
    change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def drawn(template: bytes, state: str = "closed") -> Document:
    context = report_context(full_material(state), today=TODAY)
    return docx.Document(io.BytesIO(report_bytes(context, made_on=TODAY, template=template)))


def part(document: Document, name: str) -> str:
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return archive.read(name).decode()


def left_margins(document: Document) -> list[int]:
    """Of each section, in centimetres."""
    return [round(section.left_margin.cm) for section in document.sections if section.left_margin is not None]


def without(name: str) -> Callable[[Document], None]:
    def remove(document: Document) -> None:
        styles = document.styles.element
        for style in list(styles.iterchildren(qn("w:style"))):
            if style.find(qn("w:name")).get(qn("w:val")) == name:
                styles.remove(style)

    return remove


def letterhead(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "Revisionen i Exempelby"
    document.sections[0].footer.paragraphs[0].text = "Storgatan 1"


@pytest.mark.parametrize("name", STYLES)
def test_a_style_that_is_missing_is_named_and_nothing_is_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateBroken) as caught:
        write_report(full_material(), tmp_path, today=TODAY, template=changed(without(name)))
    assert caught.value.reason == name
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 torn", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_word_file_is_named_as_damaged(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(TemplateBroken) as caught:
        write_report(full_material(), tmp_path, today=TODAY, template=content)
    assert caught.value.reason == "damaged"


def test_the_text_is_the_contexts_whatever_stood_in_the_template(tmp_path: Path) -> None:
    def fill(document: Document) -> None:
        document.add_paragraph("Skriv här")
        document.add_table(1, 1).cell(0, 0).text = "och här"

    written = write_report(full_material(), tmp_path, today=TODAY, template=changed(fill))
    assert list(paragraph_texts(written.path)) == list(report_context(full_material(), today=TODAY).texts())


def test_a_word_template_serves_as_well_as_a_document() -> None:
    types = "[Content_Types].xml"
    as_template = rewritten(
        changed(letterhead), TODAY, {types: lambda part: part.replace(b"document.main+xml", b"template.main+xml")}
    )
    assert drawn(as_template).sections[0].footer.paragraphs[0].text == "Storgatan 1"


def test_the_letterhead_stands_as_it_is() -> None:
    document = drawn(changed(letterhead))
    section = document.sections[0]
    assert [p.text for p in section.header.paragraphs] == ["Revisionen i Exempelby"]
    assert [p.text for p in section.footer.paragraphs] == ["Storgatan 1"]


def test_a_draft_says_so_above_a_letterhead_that_has_no_place_for_the_title() -> None:
    document = drawn(changed(letterhead), "open")
    assert [p.text for p in document.sections[0].header.paragraphs] == ["UTKAST", "Revisionen i Exempelby"]


def test_a_draft_on_a_template_without_a_header_gets_one() -> None:
    def bare(document: Document) -> None:
        document.sections[0].header.is_linked_to_previous = True

    assert drawn(changed(bare), "open").sections[0].header.paragraphs[0].text == "UTKAST"


def test_the_title_stands_where_a_header_has_a_place_for_it() -> None:
    def table(document: Document) -> None:
        header = document.sections[0].header
        header.paragraphs[0].text = "Revisionen i Exempelby"
        header.add_table(1, 2, Cm(16)).cell(0, 1).text = HEADER_PLACEHOLDER

    header = drawn(changed(table), "open").sections[0].header
    assert header.tables[0].cell(0, 1).text == report_context(full_material("open"), today=TODAY).header
    assert header.paragraphs[0].text == "Revisionen i Exempelby"


def test_page_and_margins_are_the_templates_and_tables_fit_between_them() -> None:
    def narrow(document: Document) -> None:
        document.sections[0].left_margin = document.sections[0].right_margin = Cm(4)

    document = drawn(changed(narrow))
    assert left_margins(document) == [4]
    widths = {table._tbl.xpath("string(w:tblPr/w:tblW/@w:w)") for table in document.tables}
    assert widths == {str(round(Cm(21 - 8).pt * 20))}


def test_a_first_section_of_its_own_is_the_covers() -> None:
    def cover(document: Document) -> None:
        document.sections[0].left_margin = Cm(6)
        document.add_section(WD_SECTION.NEW_PAGE).left_margin = Cm(2)

    document = drawn(changed(cover))
    assert left_margins(document) == [6, 2]
    (last_of_cover,) = document.element.body.xpath("./w:p[w:pPr/w:sectPr]")
    assert "".join(last_of_cover.itertext()).endswith("2021")


def test_styles_are_found_by_their_names_however_they_are_capitalised() -> None:
    def as_libreoffice_writes(document: Document) -> None:
        for name in document.styles.element.iter(qn("w:name")):
            name.set(qn("w:val"), str(name.get(qn("w:val"))).title())

    headings = [
        p.text for p in drawn(changed(as_libreoffice_writes)).paragraphs if p.style and "1" in str(p.style.name)
    ]
    assert headings[0] == "Sammanfattning"


def test_a_template_without_a_theme_gets_one_and_hyphenation_is_put_in_order() -> None:
    def as_libreoffice_writes(document: Document) -> None:
        main = document.part
        for key, relation in list(main.rels.items()):
            if relation.reltype.endswith("/theme"):
                del main.rels[key]
        settings = document.settings.element
        settings.find(qn("w:hyphenationZone")).addprevious(settings.find(qn("w:doNotHyphenateCaps")))

    document = drawn(changed(as_libreoffice_writes))
    assert "<a:theme " in part(document, "word/theme/theme1.xml")
    settings = part(document, "word/settings.xml")
    assert settings.index("hyphenationZone") < settings.index("doNotHyphenateCaps")


def test_the_same_template_gives_the_same_bytes() -> None:
    context, template = report_context(full_material(), today=TODAY), changed(letterhead)
    first, second = (report_bytes(context, made_on=TODAY, template=template) for _ in range(2))
    assert first == second
