"""The report says what has changed since the previous follow-up, and its numbers add up."""

import re
import sqlite3
from collections import Counter
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import docx
import pytest

from exports.document import CountTable, Heading
from exports.report.comparison import TITLE
from exports.report.context import ReportContext, from_json, report_context
from exports.report.drawing import paragraph_texts
from exports.report.file import closing_context, write_context, write_report
from storage import followups, recommendations, records
from storage.domain.records import Followup, replace
from storage.intake.report import read_report
from storage.operations.assessments import assess, comment
from storage.operations.followups import edit_followup, start_correction
from storage.register import Register
from tests.followed_years import Years, close
from tests.test_exports.material import full_material

TODAY = date(2026, 11, 22)
RANK = {"implemented": 3, "partial": 2, "not_implemented": 1}


def chapter(context: ReportContext) -> tuple[list[str], CountTable]:
    """The texts of the comparison, and its table."""
    blocks = list(context.blocks)
    start = next(at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.text == TITLE)
    own = blocks[start : next(at for at in range(start + 1, len(blocks)) if isinstance(blocks[at], Heading))]
    table = next(block for block in own if isinstance(block, CountTable))
    texts = [each.text for block in own for each in getattr(block, "paragraphs", ())]
    return [text.replace("\u00a0", " ") for text in texts], table


def moves(path: Path, now: str, before: str) -> dict[str, Counter[str]]:
    """Audit title → how many made each move, in plain SQL and the test's own arithmetic."""
    judged = (
        "SELECT r.id, o.title, l.means FROM followup_audit f JOIN audit o ON o.id = f.audit "
        "JOIN recommendation r ON r.audit = o.id JOIN assessment s ON s.recommendation = r.id "
        "AND s.followup = f.followup JOIN level l ON l.id = s.level "
        "WHERE f.followup = ? AND f.removed IS NULL AND s.removed IS NULL"
    )
    with sqlite3.connect(path) as plain:
        then, today = ({row[0]: row[1:] for row in plain.execute(judged, (one,))} for one in (before, now))
        covered = {row[0] for row in plain.execute(
            "SELECT o.title FROM followup_audit f JOIN audit o ON o.id = f.audit WHERE f.followup = ?", (now,)
        )}  # fmt: skip
    plain.close()
    found: dict[str, Counter[str]] = {}
    for point in then.keys() | today.keys():
        title, _ = then.get(point) or today[point]
        a, b = then.get(point, (title, None))[1], today.get(point, (title, None))[1]
        if a is None:
            kind = "Nya"
        elif b is None:
            kind = "Övriga" if title in covered else "Ej med"
        elif not {a, b} <= RANK.keys():
            kind = "Övriga"
        else:
            change = RANK.get(b, 0) - RANK.get(a, 0)
            kind = "Bättre" if change > 0 else "Sämre" if change < 0 else "Samma"
        found.setdefault(title, Counter())[kind] += 1
    return found


def rate(part: int, whole: int) -> str:
    return f"{part} av {whole} jämförda ({(Decimal(100) * part / whole).quantize(Decimal(1), ROUND_HALF_UP)} %)"


def check_numbers(followed: Register, now: str, before: str) -> int:
    texts, table = chapter(report_context(followups.followup_material(followed, now), today=TODAY))
    wanted = moves(followed.path, now, before)
    columns = table.headers[1:-1]
    for row in table.rows[:-1]:
        assert row.counts == (*(wanted[row.name][column] for column in columns), wanted[row.name].total())
    total = sum(wanted.values(), Counter())
    assert table.rows[-1].counts == (*(total[column] for column in columns), total.total())
    assert {row.name for row in table.rows[:-1]} == wanted.keys()
    assert {column for column in total if total[column]} <= set(columns)
    both = total["Bättre"] + total["Samma"] + total["Sämre"]
    for word, column in (("Bättre", "Bättre"), ("Samma", "Samma"), ("Sämre", "Sämre")):
        part = rate(total[column], both) if total[column] else "ingen"
        assert f"{word} bedömning: {part}" in texts
    return total.total()


def test_every_number_of_the_comparison_adds_up(followed: Register, years: Years) -> None:
    first, second, third = years.followups.values()
    assert check_numbers(followed, second, first) == 8
    assert check_numbers(followed, third, second) == 8


def test_follow_ups_on_different_scales_are_compared_by_what_their_levels_mean(
    followed: Register, years: Years
) -> None:
    third = years.followups["Ord"]
    texts, _ = chapter(report_context(followups.followup_material(followed, third), today=TODAY))
    assert texts[0] == (
        "Föregående uppföljning av samma granskningar är Uppföljning 2025, daterad den 22 november 2026. "
        "De två uppföljningarna har olika bedömningsskalor, och nivåerna jämförs efter vad de betyder."
    )
    assert "Granskning 1, 1) Gör sak 1: från Ja till Påbörjat" in texts
    assert any(text.startswith("Av dem var 2 av 4 (50 %) åtgärdade helt eller delvis då, och 3 av 4") for text in texts)


def test_without_a_previous_follow_up_nothing_is_compared(followed: Register, years: Years) -> None:
    material = followups.followup_material(followed, years.followups["Färger"])
    assert material.earlier is None
    with pytest.raises(StopIteration):
        chapter(report_context(material, today=TODAY))


def texts_of(followed: Register, followup: str, folder: Path) -> list[str]:
    closing = followups.closing(followed, followup)
    assert closing is not None
    return list(paragraph_texts(write_context(closing.context or "", folder, today=TODAY + timedelta(400)).path))


def test_the_second_report_says_the_same_after_the_third_is_closed(
    followed: Register, years: Years, tmp_path: Path
) -> None:
    second, third = years.followups["Ja och nej"], years.followups["Ord"]
    before = texts_of(followed, second, tmp_path)
    assert TITLE in before
    close(followed, third, TODAY)
    assert texts_of(followed, second, tmp_path) == before
    assert {"Ja", "Nej"} <= set(before)
    assert not {"Genomfört", "Påbörjat"} & set(before)
    judged = recommendations.recommendation_detail(followed, years.points[0][0]).assessments
    assert [one.level.label for one in judged if one.level] == ["Påbörjat", "Ja", "Grön"]


def test_a_report_closed_before_there_was_a_comparison_is_printed_as_it_was(tmp_path: Path) -> None:
    old = closing_context(full_material(), today=TODAY)
    assert from_json(old).blocks == report_context(full_material(), today=TODAY).blocks
    assert TITLE not in list(paragraph_texts(write_context(old, tmp_path, today=TODAY).path))


def test_a_correction_says_which_report_it_supersedes_and_is_compared_with_what_came_before_that(
    followed: Register, years: Years, tmp_path: Path
) -> None:
    first, second, third = years.followups.values()
    close(followed, third, TODAY)
    change = start_correction(followed, second)
    correction = min(one for one in change.records("followup"))
    point = years.points[0][1]
    found = records.record_of(followed, "followup", correction)
    assert isinstance(found, Followup)
    levels = {level.label: level.id for level in followups.levels(followed, found.scale or "")}
    assess(followed, [point], levels["Ja"])
    edit_followup(followed, correction, {"title": "Uppföljning 2025, rättad"})
    close(followed, correction, TODAY)
    texts = texts_of(followed, correction, tmp_path)
    assert "Den här rapporten ersätter Uppföljning 2025, daterad den 22\u00a0november\u00a02026." in texts
    material = followups.followup_material(followed, correction)
    assert material.earlier
    assert material.earlier.followup.id == first
    check_numbers(followed, correction, first)


def test_the_comparison_is_read_past_when_the_report_comes_in_again(
    followed: Register, years: Years, tmp_path: Path
) -> None:
    material = followups.followup_material(followed, years.followups["Ord"])
    closed = replace(material, followup=replace(material.followup, state="closed", report_date="2026-11-22"))
    read = read_report(write_report(closed, tmp_path, today=TODAY).path)
    assert [audit.title for audit in read.audits] == ["Granskning 1", "Granskning 2", "Granskning 3"]
    assert [len(audit.recommendations) for audit in read.audits] == [5, 3, 2]
    assert not read.judgement


def test_the_table_of_the_comparison_is_one_that_a_screen_reader_can_read(
    followed: Register, years: Years, tmp_path: Path
) -> None:
    material = followups.followup_material(followed, years.followups["Ord"])
    document = docx.Document(str(write_report(material, tmp_path, today=TODAY).path))
    table = document.tables[-1]
    xml = table._tbl.xml
    assert [cell.text for cell in table.rows[0].cells][:4] == ["Granskning", "Bättre", "Samma", "Sämre"]
    assert "<w:tblHeader/>" in xml
    assert 'w:tblCaption w:val="Förändringar per granskning"' in xml
    assert not re.search("gridSpan|vMerge", xml)


def test_a_long_word_of_a_scale_of_ones_own_gets_a_column_that_is_wide_enough(
    followed: Register, years: Years, tmp_path: Path
) -> None:
    material = followups.followup_material(followed, years.followups["Ord"])
    table = docx.Document(str(write_report(material, tmp_path, today=TODAY).path)).tables[0]
    widths = {cell.text: cell.width or 0 for cell in table.rows[0].cells}
    assert list(widths) == ["Granskning", "Genomfört", "Till stor del eller Påbörjat", "Ogjort", "Överspelat",
                            "Ej bedömd", "Summa"]  # fmt: skip
    assert widths["Överspelat"] > widths["Genomfört"] > widths["Ogjort"]
    assert widths["Granskning"] > widths["Överspelat"]


def test_a_comment_changes_nothing_in_the_comparison(followed: Register, years: Years) -> None:
    third = years.followups["Ord"]
    before = chapter(report_context(followups.followup_material(followed, third), today=TODAY))
    comment(followed, years.points[0][0], "Något annat.")
    assert chapter(report_context(followups.followup_material(followed, third), today=TODAY)) == before
