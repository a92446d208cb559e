"""Reports of follow-ups that take up only what remains."""

from datetime import date
from pathlib import Path

import pytest
from docx import Document
from msgspec import structs

from exports.document import TextTable
from exports.preflight.findings import Code
from exports.preflight.report import preflight_report
from exports.report.context import from_json, report_context, to_json
from exports.report.file import write_report
from storage import followups
from storage.domain.text import Paragraph
from storage.operations import followups as operations
from storage.operations.assessments import assess, reopen
from storage.operations.records import add, edit
from storage.register import Register
from tests.test_storage.steps import levels
from tests.test_storage.test_settled import MEANS, audit_with, close, start_again

TODAY = date(2026, 11, 28)


def texts(register: Register) -> list[str]:
    """Every text of the open follow-up's report."""
    followup = followups.open_followup(register)
    assert followup is not None
    return list(report_context(followups.followup_material(register, followup.id), today=TODAY).texts())


@pytest.fixture
def second(empty: Register) -> tuple[Register, list[str]]:
    """A second follow-up of six points: one settled by level, one irrelevant, one closed for a reason, three left."""
    audit, points = audit_with(empty, len(MEANS) + 1)
    for point, means in zip(points, MEANS, strict=False):
        assess(empty, [point], levels(empty)[means].id)
    close(empty)
    start_again(empty, audit)
    edit(empty, "recommendation", points[3], {"closing_reason": "Verksamheten är nedlagd."})
    for point in (points[1], points[2], points[5]):
        assess(empty, [point], levels(empty)["partial"].id)
    return empty, points


def test_settled_points_stand_in_a_table_of_their_own(second: tuple[Register, list[str]], tmp_path: Path) -> None:
    register, _points = second
    followup = followups.open_followup(register)
    assert followup is not None
    material = followups.followup_material(register, followup.id)
    written = write_report(material, tmp_path, today=TODAY)
    tables = {
        tuple(cell.text for cell in table.rows[0].cells): [[cell.text for cell in row.cells] for row in table.rows[1:]]
        for table in Document(str(written.path)).tables
    }
    assert tables["Rekommendation", "Bedömning eller skäl", "År"] == [
        ["1) Gör 1", "Åtgärdad", "2026"],
        ["4) Gör 4", "Avslutad: Verksamheten är nedlagd. Senast bedömd: ej bedömbar.", "2026"],
        ["5) Gör 5", "Inte längre aktuell", "2026"],
    ]
    assert [row[0] for row in tables["Rekommendation", "Bedömning", "Kommentar"]] == [
        "2) Gör 2",
        "3) Gör 3",
        "6) Gör 6",
    ]
    counts = next(rows for headers, rows in tables.items() if headers[-1] == "Summa")
    assert [row[-1] for row in counts] == ["3", "3"]


def test_the_summary_says_how_many_are_settled(second: tuple[Register, list[str]]) -> None:
    register, points = second
    told = [text for text in texts(register) if "har avslutats tidigare" in text]
    assert told == ["Tre rekommendationer har avslutats tidigare och ingår inte i antalen."] * 2
    assert any("med tre rekommendationer" in text for text in texts(register))
    reopen(register, points[0], "Nytt avtal")
    reopen(register, points[4], "Ny lag")
    assert "En rekommendation har avslutats tidigare och ingår inte i antalen." in texts(register)


def test_what_is_taken_in_again_is_said_with_its_reason(second: tuple[Register, list[str]]) -> None:
    register, points = second
    assess(register, [points[0]], levels(register)["not_implemented"].id, reopening="Nytt avtal.")
    assess(register, [points[4]], levels(register)["partial"].id, reopening="")
    said = texts(register)
    assert said[said.index("Följande var avslutat, men har prövats igen:") :][1:3] == [
        "1) Åtgärdad 2026. Skäl: Nytt avtal.",
        "5) Inte längre aktuell 2026.",
    ]
    followup = followups.open_followup(register)
    assert followup is not None
    material = followups.followup_material(register, followup.id)
    found = [f for f in preflight_report(material, today=TODAY) if f.code is Code.REOPENED_WITHOUT_REASON]
    assert [f.record for f in found] == [points[4]]


def test_nothing_settled_leaves_no_trace_in_a_report(empty: Register) -> None:
    audit, points = audit_with(empty, 2)
    start_again(empty, audit)
    assess(empty, points, levels(empty)["partial"].id)
    assert not [text for text in texts(empty) if "avslutat" in text.lower() or "Avslutade" in text]


def test_an_audit_that_is_settled_altogether_is_no_audit_without_recommendations(empty: Register) -> None:
    audit, points = audit_with(empty, 2)
    assess(empty, points, levels(empty)["implemented"].id)
    close(empty)
    start_again(empty, audit)
    said = texts(empty)
    assert "Två rekommendationer har avslutats tidigare och ingår inte i antalen." in " ".join(said)
    assert not [text for text in said if "ledde inte till" in text]


def test_a_parent_is_settled_with_the_last_of_its_sub_points(empty: Register) -> None:
    audit, [parent] = audit_with(empty, 1)
    children = [
        min(
            add(
                empty,
                "recommendation",
                {"audit": audit, "number": f"1 {letter}", "text": f"Del {letter}", "parent": parent},
            ).created["recommendation"]
        )
        for letter in "ab"
    ]
    assess(empty, children[:1], levels(empty)["implemented"].id)
    assess(empty, children[1:], levels(empty)["partial"].id)
    close(empty)
    start_again(empty, audit)
    followup = followups.open_followup(empty)
    assert followup is not None
    [material] = followups.followup_material(empty, followup.id).audits
    assert [each.recommendation.id for each in material.recommendations] == [parent, children[1]]
    assert [each.recommendation.id for each in material.settled] == children[:1]
    assess(empty, children[1:], levels(empty)["implemented"].id)
    close(empty)
    start_again(empty, audit)
    followup = followups.open_followup(empty)
    assert followup is not None
    [material] = followups.followup_material(empty, followup.id).audits
    assert material.recommendations == ()
    assert [(each.recommendation.id, each.point is None) for each in material.settled] == [
        (parent, True), (children[0], False), (children[1], False),
    ]  # fmt: skip


def test_numbers_of_settled_points_are_not_missing(second: tuple[Register, list[str]]) -> None:
    register, _points = second
    followup = followups.open_followup(register)
    assert followup is not None
    codes = {
        f.code for f in preflight_report(followups.followup_material(register, followup.id), today=TODAY, final=True)
    }
    assert not codes & {Code.NUMBER_SKIPPED, Code.NOT_ASSESSED, Code.SEVERAL_NOT_ASSESSED}


def test_what_is_not_assessed_is_one_finding_an_audit(second: tuple[Register, list[str]]) -> None:
    register, points = second
    assess(register, [points[1], points[2]], None)
    followup = followups.open_followup(register)
    assert followup is not None
    material = followups.followup_material(register, followup.id)
    found = [f for f in preflight_report(material, today=TODAY, final=True) if "not_assessed" in f.code]
    assert [(f.code, f.record, f.values) for f in found] == [
        (Code.SEVERAL_NOT_ASSESSED, points[1], {"count": "2", "numbers": "2, 3"})
    ]


def test_a_table_of_texts_is_stored_and_read_back(second: tuple[Register, list[str]]) -> None:
    register, _points = second
    followup = followups.open_followup(register)
    assert followup is not None
    context = report_context(followups.followup_material(register, followup.id), today=TODAY)
    assert from_json(to_json(context)) == context
    assert [block for block in context.blocks if isinstance(block, TextTable)]
    hostile = TextTable("T", ("A", "B"), (50, 50), (((Paragraph("<&>", is_item=True),), ()),))
    assert from_json(to_json(structs.replace(context, blocks=(hostile,)))).blocks == (hostile,)


def test_a_correction_prints_what_was_settled_when_the_corrected_one_was_closed(
    second: tuple[Register, list[str]],
) -> None:
    register, _points = second
    first = texts(register)
    closed = close(register)
    operations.start_correction(register, closed)
    table = [text for text in texts(register) if text in {"Avslutad: Verksamheten är nedlagd.", "Inte längre aktuell"}]
    assert table == [text for text in first if text in {"Avslutad: Verksamheten är nedlagd.", "Inte längre aktuell"}]
