"""A follow-up report in Word is read as it is printed."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from storage.domain.records import replace
from storage.errors import FileUnreadable
from storage.intake.document import ReportAudit, ReportDocument
from storage.intake.inventory import Inventory
from storage.intake.package import open_package
from storage.intake.report import read_report, understand
from storage.intake.word import read_blocks
from tests.made_report import (
    HEADER,
    MADE,
    Made,
    Row,
    Trail,
    audit,
    cell,
    heading,
    items,
    lines,
    paragraph,
    row,
    run,
    save,
    save_made_report,
    table,
)

SHARED = Path(__file__).resolve().parents[3] / "shared" / "real"


def _real_audits() -> list[Made]:
    data = json.loads((SHARED / "follow-up-report.json").read_text("utf-8"))
    return [
        Made(
            each["title"],
            Trail(**each["trail"]),
            [Row(r["number"], r["text"], r["status"], r["comment"], r["theme"]) for r in each["recommendations"]],
        )
        for each in data
    ]


REPORTS = ["made", *(["real"] if SHARED.is_dir() else [])]


@pytest.fixture(params=REPORTS)
def report(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[ReportDocument, Sequence[Made]]:
    if request.param == "real":
        return read_report(SHARED / "follow-up-report.docx"), _real_audits()
    return read_report(save_made_report(tmp_path / "rapport.docx")), MADE


def _folded(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def test_every_audit_of_a_report_is_found_with_its_title(report: tuple[ReportDocument, Sequence[Made]]) -> None:
    document, expected = report
    assert [audit.title for audit in document.audits] == [audit.title for audit in expected]


def test_every_recommendation_is_read_as_printed(report: tuple[ReportDocument, Sequence[Made]]) -> None:
    document, expected = report
    for audit_read, audit_printed in zip(document.audits, expected, strict=True):
        read = [
            Row(r.number, _folded(r.text) or "", r.label, _folded(r.comment), r.theme)
            for r in audit_read.recommendations
        ]
        printed = [
            Row(r.number, _folded(r.text) or "", r.label, _folded(r.comment), r.theme) for r in audit_printed.rows
        ]
        assert read == printed


def test_dates_and_paragraph_are_read_from_the_account_of_letter_and_answer(
    report: tuple[ReportDocument, Sequence[Made]],
) -> None:
    document, expected = report
    for audit_read, audit_printed in zip(document.audits, expected, strict=True):
        facts = audit_read.trail
        assert audit_printed.trail == Trail(facts.handed_over, facts.answer_due, facts.answered_on, facts.paragraph)


def test_paragraphs_of_a_cell_are_kept_apart(tmp_path: Path) -> None:
    document = read_report(save_made_report(tmp_path / "rapport.docx"))
    assert document.audits[1].recommendations[1].text == "Mät restiderna\nför varje elev"


def test_what_a_person_should_know_of_the_reading_is_noted(tmp_path: Path) -> None:
    notes = read_report(save_made_report(tmp_path / "rapport.docx")).notes
    told = {(note.kind, note.code, note.where, note.what) for note in notes}
    assert {
        ("understood", "theme_row", "Inköp och avtal", "Styrning"),
        ("understood", "theme_row", "Arkiv", "Utförande"),
        ("understood", "header_repeated", "Inköp och avtal", ""),
        ("understood", "separator_row", "Inköp och avtal", ""),
        ("understood", "number_repeated", "Skolskjuts", "2"),
        ("understood", "number_missing", "Skolskjuts", "3"),
        ("understood", "no_status", "Föreningsbidrag", ""),
        ("joined", "row_continued", "Inköp och avtal", "Den tredje ställdes in."),
        ("kept", "unknown_level", "Arkiv", "Efter plan"),
        ("understood", "signature_kept", "Revisionell bedömning", "Alva Ek"),
    } <= told
    assert {"table_joined", "paragraph_joined", "date_contradiction", "table_skipped"} <= {note.code for note in notes}


def test_an_unknown_level_is_kept_as_printed_and_never_guessed(tmp_path: Path) -> None:
    document = read_report(save_made_report(tmp_path / "rapport.docx"))
    unknown = document.audits[2].recommendations[1]
    assert (unknown.label, unknown.means) == ("Efter plan", None)
    assert [note.what for note in document.notes if note.code == "unknown_level"] == ["Efter plan"]


def test_the_report_itself_tells_its_title_date_office_and_texts(tmp_path: Path) -> None:
    document = read_report(save_made_report(tmp_path / "rapport.docx"))
    assert document.title == "Uppföljning av granskningar i Exempelby"
    assert (document.report_date, document.year) == ("2023-03", 2023)
    assert document.office == "Exempelby kommuns revisorer"
    assert document.purpose == "Vi vill veta vad som har hänt sedan sist."
    assert document.method == "Vi har läst protokoll och ställt frågor."
    assert document.judgement == "Kommunen har tagit granskningarna på allvar."
    assert document.disclaimer
    assert document.disclaimer.startswith("Den här rapporten")
    assert document.definitions == (("Åtgärdad", "allt är på plats"), ("Ej åtgärdad", "inget har hänt"))


def test_the_account_of_an_audit_is_split_into_purpose_judgement_and_grounds(tmp_path: Path) -> None:
    audit_read = read_report(save_made_report(tmp_path / "rapport.docx")).audits[0]
    assert audit_read.purpose == (
        "Under 2021 genomförde revisorerna en granskning av inköp. Revisionsobjekt var kommunstyrelsen."
    )
    assert audit_read.judgement == ("Vår sammanfattande bedömning är att inköpen sköts bra men dokumenteras dåligt.")
    assert audit_read.grounds == ("- Avtal saknas i registret.\n- Beställningar görs utan stöd i delegationen.")
    assert (audit_read.years, audit_read.auditees) == ("2021", ("Kommunstyrelsen",))


def test_whether_to_follow_up_again_is_read_from_the_judgement(tmp_path: Path) -> None:
    audits = read_report(save_made_report(tmp_path / "rapport.docx")).audits
    assert [(a.follow_up_again, a.follow_up_year) for a in audits] == [
        ("shall", 2025), ("none", None), ("may", None), (None, None),
    ]  # fmt: skip


def _read(path: Path, *body: str) -> ReportDocument:
    return read_report(save(path / "rapport.docx", *body))


def _only(document: ReportDocument) -> ReportAudit:
    assert len(document.audits) == 1
    return document.audits[0]


SIMPLE = table(row(*HEADER), row("1) Gör klart", "Åtgärdad", "Klart."))


def test_chapters_and_front_matter_are_no_audits(tmp_path: Path) -> None:
    document = _read(
        tmp_path,
        heading(1, "Inledning"), heading(2, "Bakgrund"), paragraph("Om bakgrunden."),
        heading(1, "Granskningar under perioden"),
        heading(2, "Vägar"), heading(3, "Uppföljning"), paragraph("Inget svar."), SIMPLE,
        heading(2, "Broar"), SIMPLE,
    )  # fmt: skip
    assert [each.title for each in document.audits] == ["Vägar", "Broar"]
    assert document.background == "Om bakgrunden."


def test_headings_above_tables_within_an_audit_are_themes(tmp_path: Path) -> None:
    found = _only(_read(
        tmp_path, heading(2, "Vägar"), heading(3, "Uppföljning"), paragraph("Inget svar."),
        heading(3, "Rekommendationer"), SIMPLE, heading(4, "Vinter"), SIMPLE, heading(4, "Sommar"), SIMPLE,
        heading(3, "Bedömning"), paragraph("Bra."),
    ))  # fmt: skip
    assert [each.theme for each in found.recommendations] == [None, "Vinter", "Sommar"]


def test_typed_chapter_numbers_are_not_part_of_a_title_but_years_are(tmp_path: Path) -> None:
    document = _read(
        tmp_path, heading(2, "3.1 Vägar"), SIMPLE, heading(2, "2018 Broar"), SIMPLE, heading(2, "4. Torg"), SIMPLE
    )
    assert [each.title for each in document.audits] == ["Vägar", "2018 Broar", "Torg"]
    assert document.audits[1].years == "2018"


def test_headings_may_be_swedish_styles_styles_of_the_offices_own_or_outline_levels(tmp_path: Path) -> None:
    document = _read(
        tmp_path,
        paragraph("Vägar", "Rubrik2"), SIMPLE, paragraph("Broar", "OwnHeading"), SIMPLE,
        paragraph("Torg", "Outlined"), SIMPLE,
    )  # fmt: skip
    assert [each.title for each in document.audits] == ["Vägar", "Broar", "Torg"]


def test_without_headings_the_short_line_before_a_table_is_the_audit(tmp_path: Path) -> None:
    document = _read(
        tmp_path,
        paragraph("Uppföljning 2022"),
        paragraph("Vägar"), paragraph("Här följer bedömningen."), SIMPLE,
        paragraph("Broar"), SIMPLE,
    )  # fmt: skip
    assert [each.title for each in document.audits] == ["Vägar", "Broar"]
    assert document.year == 2022


def test_section_names_may_be_plain_paragraphs(tmp_path: Path) -> None:
    found = _only(_read(
        tmp_path, heading(1, "Vägar"), paragraph("Syfte", bold=True), paragraph("Vi granskade vägarna."),
        paragraph("Uppföljning"), paragraph("Svar lämnades aldrig."), SIMPLE,
        paragraph("Slutsats:", bold=True), paragraph("Mycket återstår."),
    ))  # fmt: skip
    assert (found.purpose, found.trail_text, found.followup_judgement) == (
        "Vi granskade vägarna.", "Svar lämnades aldrig.", "Mycket återstår.",
    )  # fmt: skip


def test_a_misread_capital_i_does_not_hide_a_section(tmp_path: Path) -> None:
    found = _only(_read(
        tmp_path, heading(2, "Vägar"), heading(3, "lakttagelser"), paragraph("Vi såg gropar."),
        heading(3, "Uppföljning"), paragraph("Inget svar."), SIMPLE,
    ))  # fmt: skip
    assert found.purpose == "Vi såg gropar."


def test_text_between_table_and_judgement_is_kept_and_said(tmp_path: Path) -> None:
    document = _read(
        tmp_path, heading(2, "Vägar"), heading(3, "Uppföljning"), SIMPLE, paragraph("Ett tillägg."),
        heading(3, "Bedömning"), paragraph("Bra."),
    )  # fmt: skip
    assert _only(document).followup_judgement == "Ett tillägg.\nBra."
    assert [note.what for note in document.notes if note.code == "paragraph_kept"] == ["Ett tillägg."]


def test_a_table_that_is_not_of_recommendations_is_kept_as_text(tmp_path: Path) -> None:
    document = _read(
        tmp_path, heading(2, "Vägar"), heading(3, "Uppföljning"), paragraph("Kostnader:"),
        table(row("År", "Kronor"), row("2020", "500")), SIMPLE,
    )  # fmt: skip
    assert _only(document).trail_text == "Kostnader:\nÅr | Kronor\n2020 | 500"
    assert [note.kind for note in document.notes if note.code == "table_skipped"] == ["kept"]


def test_a_report_without_a_table_of_recommendations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable) as caught:
        _read(tmp_path, heading(1, "Vägar"), lines("Text"), table(row("År", "Kronor"), row("2020", "500")))
    assert caught.value.reason == "other_headers"


def test_the_contents_list_makes_no_audits(tmp_path: Path) -> None:
    contents = f"<w:sdt><w:sdtContent>{paragraph('Vägar 3', 'TOC1')}</w:sdtContent></w:sdt>"
    assert _only(_read(tmp_path, contents, heading(2, "Vägar"), SIMPLE)).title == "Vägar"


def test_hostile_text_is_cleaned(tmp_path: Path) -> None:
    found = _only(_read(
        tmp_path, heading(2, "Väg\u202ear"),
        table(row(*HEADER), row("1) \u009b31mGör\u200e\u00a0klart\ufeff", "Åtgärdad", "[/] {{ 7*7 }} <b>&amp;")),
    ))  # fmt: skip
    assert found.title == "Vägar"
    assert found.recommendations[0].text == "31mGör klart"
    assert found.recommendations[0].comment == "[/] {{ 7*7 }} <b>&amp;"


def test_deleted_hidden_and_field_text_is_not_read_but_inserted_and_controlled_text_is(tmp_path: Path) -> None:
    tracked = (
        "<w:p><w:del><w:r><w:delText>2) bort </w:delText></w:r></w:del><w:ins>" + run("1) Ny ") + "</w:ins>"
        "<w:r><w:instrText>PAGE 7</w:instrText></w:r><w:sdt><w:sdtContent>" + run("styrd ") + "</w:sdtContent></w:sdt>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>dold</w:t></w:r><w:hyperlink>" + run("länk") + "</w:hyperlink></w:p>"
    )
    found = _only(_read(
        tmp_path, heading(2, "Vägar"), table(row(*HEADER), row(cell(tracked), "Åtgärdad", "Klart."))
    ))  # fmt: skip
    assert (found.recommendations[0].number, found.recommendations[0].text) == ("1", "Ny styrd länk")


def test_the_programs_own_sentences_become_fields_and_not_text(tmp_path: Path) -> None:
    found = _only(_read(
        tmp_path,
        audit(
            "Vägar",
            "Granskningen gjordes 2018. Granskningen avsåg kommunstyrelsen och vård- och omsorgsnämnden.\n"
            "Vi frågade mycket.",
            "Revisorerna beslutade i februari\u00a02019 att överlämna rapporten till kommunstyrelsen.",
            SIMPLE,
            verdict="Bra jobbat.\nGranskningen ska följas upp igen 2023.",
        ),
    ))  # fmt: skip
    assert (found.years, found.auditees) == ("2018", ("Kommunstyrelsen", "Vård- och omsorgsnämnden"))
    assert (found.purpose, found.followup_judgement) == ("Vi frågade mycket.", "Bra jobbat.")
    assert (found.follow_up_again, found.follow_up_year) == ("shall", 2023)


def test_list_items_in_a_section_stay_list_items(tmp_path: Path) -> None:
    found = _only(_read(
        tmp_path, heading(2, "Vägar"), heading(3, "Granskningens bedömning"), paragraph("Det brister."),
        items("Gropar", "Sprickor"), heading(3, "Uppföljning"), SIMPLE,
    ))  # fmt: skip
    assert (found.judgement, found.grounds) == ("Det brister.", "- Gropar\n- Sprickor")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Granskningen prövade om socialnämnden och valnämnden styr sina inköp.", ("Socialnämnden", "Valnämnden")),
        ("Granskningens syfte var att bedöma huruvida socialnämnden styr.", ("Socialnämnden",)),
        ("Granskningen gällde om styrelsen och nämnderna styr sina inköp.", ()),
        ("Granskningen gällde om kommunens vägar underhålls.", ()),
    ],
)
def test_bodies_that_the_question_is_about_are_audited_and_that_is_noted(
    tmp_path: Path, question: str, expected: tuple[str, ...]
) -> None:
    document = _read(tmp_path, audit("Vägar", question, "Inget.", SIMPLE, verdict="Bra."))
    assert _only(document).auditees == expected
    noted = [note.what for note in document.notes if note.code == "auditees_from_question"]
    assert noted == ([", ".join(expected)] if expected else [])


@pytest.mark.parametrize(
    ("lines_of_title", "expected"),
    [
        (["Uppföljning", "av råden 2021"], "Uppföljning av råden 2021"),
        (["Uppföljning av råden"], "Uppföljning av råden"),
    ],
)
def test_a_title_in_several_lines_is_one(tmp_path: Path, lines_of_title: list[str], expected: str) -> None:
    title = [paragraph(line, "Title") for line in lines_of_title]
    rows = table(row(*HEADER), row("1) Öva.", "Åtgärdad", ""))
    body = *title, paragraph("Revisorerna"), paragraph("Bilaga", "Title"), heading(1, "Brand"), rows
    document = read_report(save(tmp_path / "rapport.docx", *body))
    assert (document.title, document.report_date) == (expected, None)


def test_lines_that_none_of_them_ends_are_not_joined_for_ever(tmp_path: Path) -> None:
    """Joining a paragraph again and again takes the square of its length."""
    many = [paragraph(f"rad {n} utan punkt och med många ord som aldrig tar slut") for n in range(2_000)]
    rows = table(row(*HEADER), row("1) Öva.", "Åtgärdad", ""))
    document = read_report(save(tmp_path / "rapport.docx", heading(1, "Brand"), rows, *many))
    (found,) = document.audits
    assert found.followup_judgement
    assert max(map(len, found.followup_judgement.split("\n"))) < 20_000
    assert "rad 1999 utan punkt" in found.followup_judgement


def _points(folder: Path, *body: str) -> list[tuple[str, list[tuple[str | None, str, str | None, str | None]]]]:
    package = open_package(save(folder / "rapport.docx", *body))
    inventory = Inventory()
    document = understand(read_blocks(package, inventory), package.name, package.sha256, inventory)
    document.ledger.check(package.name)
    return [
        (audit.title, [(each.number, each.text, each.label, each.comment) for each in audit.recommendations])
        for audit in document.audits
    ]


LAID = ("1", "Laga", "Klart", "I maj.")
SWEPT = ("2", "Sopa", "Nej", None)
TITLE = paragraph("Uppföljning i Exempelby", "Title")
ROWS = (row("1) Laga", "Klart", "I maj."), row("2) Sopa", "Nej", ""))
LAYOUTS: dict[str, tuple[tuple[str, ...], list[tuple[str, list[Any]]]]] = {
    "cards": (
        (heading(1, "Vägar"), table(
            row("Rekommendation", "1) Laga"), row("Status", "Klart"), row("Kommentar", "I maj."),
            row("Rekommendation", "2) Sopa"), row("Status", "Nej"), row("Kommentar", ""),
        )),
        [("Vägar", [LAID, SWEPT])],
    ),
    "a table for each card": (
        (heading(1, "Vägar"),
         table(row("Rekommendation 1", "Laga"), row("Status", "Klart"), row("Kommentar", "I maj.")), paragraph("–"),
         table(row("Rekommendation 2", "Sopa"), row("Status", "Nej"), row("Kommentar", ""))),
        [("Vägar", [LAID, SWEPT])],
    ),
    "a level last in each heading": (
        (heading(1, "Vägar"), heading(2, "1. Laga – Klart"), paragraph("I maj."), heading(2, "2. Sopa (Nej)")),
        [("Vägar", [LAID, SWEPT])],
    ),
    "audits as merged rows": (
        (heading(1, "Resultat"), table(
            row(*HEADER), row(cell("Granskning av gator", span=3)), ROWS[0],
            row(cell("Granskning av torg", span=3)), ROWS[1],
        )),
        [("Granskning av gator", [LAID]), ("Granskning av torg", [SWEPT])],
    ),
    "audits above the header of each table": (
        (heading(1, "Resultat"),
         table(row(cell("Granskning av gator", span=3)), row(*HEADER), ROWS[0]),
         table(row(cell("Granskning av torg", span=3)), row(*HEADER), ROWS[1])),
        [("Granskning av gator", [LAID]), ("Granskning av torg", [SWEPT])],
    ),
    "audits as a column": (
        (heading(1, "Resultat"), table(
            row("Granskning", *HEADER), row("Gator", "1) Laga", "Klart", "I maj."), row("Torg", "2) Sopa", "Nej", ""),
        )),
        [("Gator", [LAID]), ("Torg", [SWEPT])],
    ),
    "a table that goes on after a line": (
        (heading(1, "Vägar"), table(row(*HEADER), ROWS[0]), paragraph("Tabell 1, forts."), table(ROWS[1])),
        [("Vägar", [LAID, SWEPT])],
    ),
    "a table in an annex": (
        (TITLE, heading(1, "Inledning"), heading(1, "Bilaga 2. Uppföljning av rekommendationer"),
         table(row(*HEADER), *ROWS)),
        [("Uppföljning i Exempelby", [LAID, SWEPT])],
    ),
    "a table in a summary that repeats an audit": (
        (heading(1, "Sammanfattning"), table(row(*HEADER), *ROWS), heading(1, "Vägar"), table(row(*HEADER), *ROWS)),
        [("Vägar", [LAID, SWEPT])],
    ),
    "bold audits under one heading": (
        (heading(1, "Uppföljning"),
         *(f"{paragraph(title, bold=True)}{paragraph('Nämnden svarade.')}{table(row(*HEADER), each)}"
           for title, each in zip(("Gator", "Torg"), ROWS, strict=True))),
        [("Gator", [LAID]), ("Torg", [SWEPT])],
    ),
    "a list in an audit report": (
        (TITLE, heading(1, "Sammanfattning"), paragraph("Arbetet är gott."), heading(1, "Avslutning"),
         heading(2, "Rekommendationer"), items("Laga gatorna, och", "sopa torgen.")),
        [("Uppföljning i Exempelby", [(None, "Laga gatorna, och", None, None), (None, "sopa torgen.", None, None)])],
    ),
    "a list after a line that recommends, with levels": (
        (heading(1, "Vägar"), paragraph("Vi rekommenderar nämnden att:"),
         items("Laga gatorna. Klart.", "Sopa torgen.")),
        [("Vägar", [(None, "Laga gatorna.", "Klart", None), (None, "Sopa torgen.", None, None)])],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), LAYOUTS.values(), ids=LAYOUTS.keys())
def test_recommendations_are_found_in_whatever_layout_they_stand(
    tmp_path: Path, body: tuple[str, ...], expected: list[tuple[str, list[Any]]]
) -> None:
    assert _points(tmp_path, *body) == expected


@pytest.mark.parametrize(
    ("body", "reason", "detail"),
    [
        ((heading(1, "Oppfølging"), table(row("Anbefaling", "Status", "Kommentar"), row("Lag en plan.", "Utført", ""))),
         "foreign_headers", "Anbefaling | Status | Kommentar"),
        ((heading(1, "Audit"), table(row("Observation", "Status", "Comment"), row("No plan.", "Open", ""))),
         "foreign_headers", "Observation | Status | Comment"),
        ((heading(1, "Vägar"), table(row("Vad", "Hur"), row("Gator", "Bra"))), "other_headers", "Vad | Hur"),
        ((heading(1, "Vägar"), paragraph("Allt är bra.")), "no_table", ""),
        ((paragraph("Missiv: Granskning av vägar"), paragraph("Vi rekommenderar nämnden att:"), items("laga gator.")),
         "letter", ""),
        ((paragraph("Dnr REV 2020:7"), heading(1, "Granskning av vägar"), paragraph("Rekommendationer:"),
          items("Laga gator."), paragraph("Vi önskar svar från nämnden senast den 3 maj 2020.")), "letter", ""),
        ((heading(1, "Yttrande över granskning av vägar"),
          table(row("Rekommendation", "Nämndens svar"), row("Laga", "Nämnden lagar."))), "letter", ""),
    ],
)  # fmt: skip
def test_what_is_no_swedish_report_is_refused_by_what_it_has(
    tmp_path: Path, body: tuple[str, ...], reason: str, detail: str
) -> None:
    with pytest.raises(FileUnreadable) as caught:
        read_report(save(tmp_path / "fil.docx", *body))
    assert (caught.value.reason, caught.value.detail) == (reason, detail)


def test_what_a_follow_up_judges_before_its_table_is_no_judgement_of_the_audit(tmp_path: Path) -> None:
    parts = (
        heading(1, "Vägar"),
        heading(2, "Bedömning"),
        paragraph("I vår uppföljning ser vi att det mesta är gjort."),
    )
    document = read_report(save(tmp_path / "rapport.docx", *parts, table(row(*HEADER), *ROWS)))
    (found,) = document.audits
    assert (found.judgement, found.followup_judgement) == (None, "I vår uppföljning ser vi att det mesta är gjort.")


@pytest.mark.parametrize(
    "title", ["Samlad bedömning", "Slutsatser", "Vår sammanfattande bedömning", "Avslutande kommentarer", "5 Slutsats"]
)
def test_the_overall_judgement_is_known_by_the_meaning_of_its_heading(tmp_path: Path, title: str) -> None:
    body = (heading(1, "Vägar"), table(row(*HEADER), *ROWS), heading(1, title), paragraph("Läget är gott."),
            paragraph("Socialnämnden"), paragraph("Nämnden bör svara senast den 3 maj 2031."))  # fmt: skip
    document = read_report(save(tmp_path / "rapport.docx", *body))
    said = "Läget är gott.\nSocialnämnden\nNämnden bör svara senast den 3 maj 2031."
    assert (document.judgement, document.signed_on, document.signers) == (said, None, ())


@pytest.mark.parametrize("tabled", [True, False])
def test_a_scale_is_no_list_of_recommendations(tmp_path: Path, *, tabled: bool) -> None:
    scale = (
        heading(2, "Bedömningsskala"),
        paragraph("Varje rekommendation bedöms på följande skala:"),
        items("Åtgärdad: allt är på plats", "Delvis åtgärdad: en del är på plats", "Inte åtgärdad: inget har hänt"),
    )
    points = (
        table(row(*HEADER), row("1) Öva.", "Åtgärdad", ""))
        if tabled
        else paragraph("Vi lämnade följande rekommendationer:") + items("Öva varje år.", "Räkna släckarna.")
    )
    path = save(tmp_path / "rapport.docx", heading(1, "Inledning"), *scale, heading(1, "Granskning av brand"), points)
    document = read_report(path)
    assert [each.title for each in document.audits] == ["Granskning av brand"]
    assert len(document.audits[0].recommendations) == (1 if tabled else 2)


def test_the_bodies_in_parentheses_after_an_audit_in_a_row_are_its_auditees(tmp_path: Path) -> None:
    title = row(cell("Granskning av gator (socialnämnden och valnämnden)", span=3))
    (found,) = read_report(save(tmp_path / "r.docx", heading(1, "Resultat"), table(row(*HEADER), title, *ROWS))).audits
    assert (found.title, found.auditees) == ("Granskning av gator", ("Socialnämnden", "Valnämnden"))
    assert found.purpose is None


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("form", ["odt", "doc", "rtf"])
def test_a_report_that_libreoffice_has_saved_in_another_form_reads_the_same(tmp_path: Path, form: str) -> None:
    made = save_made_report(tmp_path / "rapport.docx")
    home = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    for source, target, folder in (
        (made, form, tmp_path),
        (made.with_suffix(f".{form}"), "docx:MS Word 2007 XML", tmp_path / "igen"),
    ):
        command = ["soffice", home, "--headless", "--convert-to", target, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    first, second = read_report(made), read_report(tmp_path / "igen" / made.name)
    second.ledger.check(made.name)
    assert [(replace(each, recommendations=()), _points_of(each)) for each in second.audits] == [
        (replace(each, recommendations=()), _points_of(each)) for each in first.audits
    ]


def _points_of(audit_read: ReportAudit) -> list[Row]:
    return [Row(each.number, each.text, each.label, each.comment, each.theme) for each in audit_read.recommendations]


def test_what_an_audit_judged_of_measures_is_its_own_judgement(tmp_path: Path) -> None:
    said = "Nämnden har inte vidtagit tillräckliga åtgärder."
    parts = (heading(1, "Vägar"), heading(2, "Bedömning"), paragraph(said), table(row(*HEADER), *ROWS))
    (found,) = read_report(save(tmp_path / "rapport.docx", *parts)).audits
    assert (found.judgement, found.followup_judgement) == (said, None)
