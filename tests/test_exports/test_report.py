"""The report as a Word file, read back with python-docx."""

import io
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn

from exports.document import audit_title
from exports.errors import TemplateBroken
from exports.letter_templates import shipped
from exports.letter_templates.shipped import BASE_REPORT
from exports.report.context import report_context
from exports.report.drawing import report_bytes
from storage.domain.material import FollowupMaterial
from tests.test_exports.material import INTERNAL_NOTE, LEVELS, audit_material, followup_material, full_material, judged

TODAY = date(2021, 3, 1)
CHECKER = Path(__file__).parents[3] / "shared" / "tools" / "docx_check.py"


def drawn(material: FollowupMaterial, made_on: date = TODAY) -> bytes:
    return report_bytes(report_context(material, today=TODAY), made_on=made_on)


def opened(material: FollowupMaterial) -> Document:
    return docx.Document(io.BytesIO(drawn(material)))


@pytest.fixture(scope="module")
def document() -> Document:
    return opened(full_material())


def test_headings_are_real_and_in_order(document: Document) -> None:
    chapters = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    audits = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 2"]
    assert chapters == ["Sammanfattning", "Inledning", "Uppföljda granskningar", "Revisionell bedömning"]
    assert audits[-5:] == [audit_title(audit.audit) for audit in full_material().audits]


def test_tables_repeat_their_header_and_keep_their_rows_whole(document: Document) -> None:
    for table in document.tables:
        rows = list(table._tbl.tr_lst)
        flags = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
        assert flags == [True] + [False] * (len(rows) - 1)
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        assert table._tbl.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}") is not None
        assert not list(table._tbl.iter(qn("w:gridSpan"), qn("w:vMerge")))


def test_a_row_longer_than_a_page_may_be_split() -> None:
    table = opened(followup_material(audit_material(judged("1", LEVELS[0], comment="lång text " * 200)))).tables[-1]
    assert table._tbl.tr_lst[1].find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None


def test_status_is_a_word_on_the_levels_fill(document: Document) -> None:
    cells = [row.cells[1] for table in document.tables[1:] for row in table.rows[1:]]
    fills = {(cell.text, cell._tc.xpath("string(w:tcPr/w:shd/@w:fill)")) for cell in cells}
    assert fills == {("Åtgärdad", "C6E7C8"), ("Delvis åtgärdad", "FFE699"), ("Inte åtgärdad", "F8C0BC")}


def test_lists_are_real_lists_in_text_and_in_cells() -> None:
    made = opened(followup_material(audit_material(judged("1", LEVELS[1], comment="Kvar:\n- beslut"))))
    styles = [p.style.name for p in made.tables[-1].rows[1].cells[2].paragraphs if p.style is not None]
    assert styles == ["Table Text", "Table List Bullet"]
    assert any(p.style is not None and p.style.name == "List Bullet" for p in made.paragraphs)


def test_properties_say_what_the_file_is_and_nothing_of_how_it_was_made(document: Document) -> None:
    properties = document.core_properties
    assert properties.title == "Uppföljning av granskningar 2018–2019"
    assert properties.author == "Exempelby kommuns revisorer"
    assert properties.language == "sv-SE"
    assert properties.created is not None
    assert properties.created.date() == TODAY
    assert properties.comments == ""


def test_a_draft_says_so_on_its_cover_in_its_header_and_in_its_properties() -> None:
    draft = opened(full_material("open"))
    assert draft.paragraphs[3].text == "UTKAST"
    assert "UTKAST" in draft.sections[0].header.paragraphs[0].text
    assert "UTKAST" in (draft.core_properties.title or "")


def test_the_list_of_contents_is_a_field_with_its_entries_in_it(document: Document) -> None:
    body = document.element.body
    entries = body.xpath("./w:sdt//w:hyperlink")
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    pages = [int([text.text for text in entry.iter(qn("w:t"))][-1]) for entry in entries]
    shown = [next(entry.iter(qn("w:t"))).text for entry in entries]
    assert shown == [heading.text for heading in report_context(full_material(), today=TODAY).contents]
    assert pages == sorted(pages)
    assert pages[0] == 3
    assert all(entry.get(qn("w:anchor")) in marks for entry in entries)
    assert not document.settings.element.findall(qn("w:updateFields"))


def test_internal_notes_are_in_no_part_of_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(drawn(full_material()))) as archive:
        assert not any(INTERNAL_NOTE.encode() in archive.read(name) for name in archive.namelist())


def test_the_same_material_gives_the_same_bytes_on_the_same_day() -> None:
    assert drawn(full_material()) == drawn(full_material())
    assert drawn(full_material()) != drawn(full_material(), date(2021, 3, 2))


def test_a_template_that_is_missing_damaged_or_without_our_styles_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = report_context(full_material(), today=TODAY)
    broken = tmp_path / "broken.docx"
    broken.write_bytes(BASE_REPORT.read_bytes()[:5000])
    bare = tmp_path / "bare.docx"
    docx.Document().save(str(bare))
    reasons = {}
    for path in (broken, bare):
        with pytest.raises(TemplateBroken) as caught:
            report_bytes(context, made_on=TODAY, template=path.read_bytes())
        reasons[path.stem] = caught.value.reason
    assert reasons == {"broken": "damaged", "bare": "Cover Date"}
    monkeypatch.setattr(shipped, "BASE_REPORT", tmp_path / "gone.docx")
    with pytest.raises(TemplateBroken) as caught:
        report_bytes(context, made_on=TODAY)
    assert caught.value.reason == "missing"


@pytest.mark.skipif(not CHECKER.exists(), reason="the acceptance checker lies beside the project only at some places")
@pytest.mark.parametrize(
    "material",
    [full_material(), full_material("open"), followup_material(), followup_material(audit_material())],
    ids=["closed", "open", "empty", "no recommendations"],
)
def test_the_report_is_accessible(material: FollowupMaterial, tmp_path: Path) -> None:
    path = tmp_path / "rapport.docx"
    path.write_bytes(drawn(material))
    command = [sys.executable, str(CHECKER), "--profile", "report", "--quiet", str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
    assert " 0 warn" in result.stdout, result.stdout
