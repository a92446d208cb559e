"""Every number and share in a report, recomputed from the raw rows by arithmetic of the test's own."""

import random
import re
import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.table import Table

from exports.report.file import closing_text, write_report
from storage import followups, records
from storage.domain.identity import id_from_fields
from storage.domain.records import Value
from storage.operations.importing import import_report
from storage.register import Register
from tests.test_exports.held import recorded, told

TODAY = date(2026, 11, 22)
WORDS = ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"]
MAIN = ["implemented", "partial", "not_implemented"]
OTHER = ["not_assessable", "not_relevant"]
ORDER = [*MAIN, *OTHER, None]
REASONS = ["workload", "short_time", "disagreement", "no_evidence", "other"]


@dataclass(frozen=True)
class Row:
    """A counted recommendation as the tables have it."""

    audit: str
    means: str | None
    reason: str | None
    as_a_whole: bool


def raw_rows(path: Path, followup: str) -> tuple[list[str], list[Row]]:
    """Audits in order and counted recommendations, in plain SQL."""
    with sqlite3.connect(path) as connection:
        audits = connection.execute(
            "SELECT a.id, f.judgement FROM followup_audit f JOIN audit a ON a.id = f.audit WHERE f.followup = ? "
            "AND f.removed IS NULL AND a.removed IS NULL ORDER BY f.position",
            (followup,),
        ).fetchall()
        rows = connection.execute(
            "SELECT r.id, r.audit, r.kind, r.parent, l.means, s.reason FROM recommendation r "
            "LEFT JOIN assessment s ON s.recommendation = r.id AND s.followup = ? AND s.removed IS NULL "
            "LEFT JOIN level l ON l.id = s.level WHERE r.removed IS NULL",
            (followup,),
        ).fetchall()
        disagreed = {
            rid
            for (rid,) in connection.execute(
                "SELECT t.recommendation FROM response_line l JOIN response_line_target t ON t.response_line = l.id "
                "WHERE l.stance = 'disagrees' AND l.removed IS NULL AND t.removed IS NULL"
            )
        }
    connection.close()
    divided = {parent for _, _, _, parent, _, _ in rows if parent}
    judged = {audit for rid, audit, _, _, means, _ in rows if means and rid not in divided}
    whole = {audit for audit, judgement in audits if judgement and audit not in judged}
    return [audit for audit, _ in audits], [
        Row(
            audit,
            means,
            reason or ("disagreement" if rid in disagreed else None),
            audit in whole,
        )
        for rid, audit, kind, _, means, reason in rows
        if kind in {None, "recommendation", "decision_point"} and rid not in divided
    ]


def with_other_points(path: Path) -> set[str]:
    """Audits with points that are not counted; one with nothing else stands in no table of counts."""
    with sqlite3.connect(path) as connection:
        sql = "SELECT audit FROM recommendation WHERE removed IS NULL AND kind IN ('question', 'control', 'remark')"
        found = {audit for (audit,) in connection.execute(sql)}
    connection.close()
    return found


def rate(part: int, whole: int) -> str:
    """Per cent in whole numbers; 0 and 100 only of none and all."""
    exact = Decimal(100) * part / whole
    rounded = exact.quantize(Decimal(1), ROUND_HALF_UP)
    return str(rounded if exact in {0, 100} else min(Decimal(99), max(Decimal(1), rounded)))


def in_words(amount: int) -> str:
    return WORDS[amount] if amount < len(WORDS) else str(amount)


def expected_numbers(audits: list[str], rows: list[Row]) -> list[str]:
    """Every number of the summary's text, in order, words and digits alike."""
    of = Counter(row.means for row in rows if not row.as_a_whole)
    whole = sum(row.as_a_whole for row in rows)
    judged = sum(of[means] for means in MAIN)
    numbers = [in_words(len(audits)), in_words(len(rows))]
    if of[None] + whole == len(rows):
        if whole and of[None]:
            numbers += [in_words(whole), *(["en"] if len(whole_audits(rows)) == 1 else [])]
            numbers += [in_words(of[None])] if of[None] > 1 else []
        return numbers
    if len(rows) > 1:
        numbers += levels_told(of, judged, whole)
        numbers += share_told(of, judged, whole, len(whole_audits(rows)))
    for means in ("partial", "not_implemented"):
        given = Counter(row.reason for row in rows if row.means == means and row.reason)
        others = given["other"]
        if others and len(given) == 1:
            numbers.append("ett" if others == 1 else in_words(others))
        else:
            numbers += [str(n) for n in sorted(given.values(), reverse=True)]
    return numbers


def whole_audits(rows: list[Row]) -> set[str]:
    return {row.audit for row in rows if row.as_a_whole}


def levels_told(of: Counter[str | None], judged: int, whole: int) -> list[str]:
    """The numbers of the list of levels: shares where several are judged, and nothing of none."""
    found: list[str] = []
    for means in ORDER:
        if means in MAIN and judged > 1:
            found += [str(of[means]), str(judged), rate(of[means], judged)] if of[means] else []
        elif of[means]:
            found.append(in_words(of[means]))
    return [*found, *([in_words(whole)] if whole else [])]


def share_told(of: Counter[str | None], judged: int, whole: int, whole_audits: int) -> list[str]:
    """The numbers of the sentences on the share that is done, and on what it leaves out."""
    done = of["implemented"] + of["partial"]
    if judged < 2:
        return []
    if done in {0, judged}:
        found = [] if done == 2 else [in_words(judged)]
    else:
        found = [str(done), str(judged), rate(done, judged)]
    found += [in_words(n) for n in [*(of[means] for means in OTHER), of[None], whole] if n]
    return found + (["en"] if whole and whole_audits == 1 else [])


def numbers_in(text: str) -> list[str]:
    words = "|".join(sorted(WORDS, key=len, reverse=True))
    return [found.lower() for found in re.findall(rf"\d+|\b(?:{words}|ett)\b", text, re.IGNORECASE)]


def chapter(document: Document, title: str) -> str:
    """A chapter's text, without its tables and without what the follow-up's own judgement says."""
    found, inside = [], False
    for paragraph in document.paragraphs:
        style = paragraph.style.name if paragraph.style else ""
        if style == "Heading 1":
            inside = paragraph.text == title
        elif inside and style in {"Normal", "List Bullet"}:
            found.append(paragraph.text)
    return "\n".join(found)


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def check_report(register: Register, followup: str, folder: Path) -> int:
    """Compare a follow-up's report with the raw rows, and say how many numbers were compared."""
    material = followups.followup_material(register, followup)
    document = docx.Document(str(write_report(material, folder, today=TODAY).path))
    audits, rows = raw_rows(register.path, followup)
    covered = [row for row in rows if row.audit in audits]
    wanted = expected_numbers(audits, covered)
    for title in ("Sammanfattning", "Revisionell bedömning"):
        text = chapter(document, title).removesuffix(material.followup.judgement or "")
        lines = [
            line for line in text.split("\n") if not line.startswith("Exempelby den ")
        ]  # the place and day of signing
        beside = [line for line in lines if line.startswith("Uppföljningen omfattar också ")]
        assert numbers_in("\n".join(line for line in lines if line not in beside)) == wanted
        assert told(" ".join(beside)) == recorded(register, followup)
    marked = [(row.audit, "whole" if row.as_a_whole else row.means) for row in covered]
    shown = [m for m in (*ORDER, "whole") if m in MAIN or any(means == m for _, means in marked)]
    table = [
        [*(str(marked.count((audit, m))) for m in shown), str(sum(r.audit == audit for r in covered))]
        for audit in audits
        if any(r.audit == audit for r in covered) or audit not in with_other_points(register.path)
    ]  # fmt: skip
    table.append([*(str(sum(means == m for _, means in marked)) for m in shown), str(len(covered))])
    assert [row[1:] for row in cells(document.tables[0])[1:]] == table
    return 2 * len(wanted) + sum(map(len, table))


def put(register: Register, entity: str, record: str, values: dict[str, Value]) -> None:
    with register.recording("edit") as action:
        action.put(entity, record, values)


def shuffle(register: Register, followup: str, seed: int) -> None:
    """Judge at random, divide some, take some out, change some kinds, and judge an audit as a whole."""
    chooser = random.Random(seed)
    scale = records.record_of(register, "followup", followup)
    levels = [None, *(level.id for level in followups.levels(register, getattr(scale, "scale", "") or ""))]
    material = followups.followup_material(register, followup)
    for audit in material.audits:
        as_a_whole = chooser.random() < 0.3
        first = audit.recommendations[0].recommendation.id
        for judged in audit.recommendations:
            values: dict[str, Value] = {"level": None if as_a_whole else chooser.choice(levels)}
            if judged.assessment:
                reason = chooser.choice([None, *REASONS])
                put(register, "assessment", judged.assessment.id, {**values, "reason": reason})
            change: dict[str, Value] = {
                "kind": chooser.choice(["recommendation", "decision_point", "question", "remark"])
            }
            if chooser.random() < 0.2 and judged.recommendation.id != first:
                change["parent"] = first
            if chooser.random() < 0.1:
                change["removed"] = "dubblett"
            put(register, "recommendation", judged.recommendation.id, change)
        put(register, "followup_audit", audit.followup_audit.id, {"judgement": "Gott nog." if as_a_whole else None})


def test_every_number_of_the_practice_reports_adds_up(practice: Register, tmp_path: Path) -> None:
    compared = [check_report(practice, view.followup.id, tmp_path) for view in followups.followups(practice)]
    assert sum(compared) > 60


def test_every_number_of_an_imported_report_adds_up(empty: Register, small_report: Path, tmp_path: Path) -> None:
    import_report(empty, small_report, closing_text)
    (closed,) = [v.followup.id for v in followups.followups(empty) if v.followup.state == "closed"]
    assert check_report(empty, closed, tmp_path)


@pytest.mark.parametrize("seed", range(6))
def test_every_number_adds_up_whatever_is_judged(practice: Register, tmp_path: Path, seed: int) -> None:
    for view in followups.followups(practice):
        shuffle(practice, view.followup.id, seed)
        assert check_report(practice, view.followup.id, tmp_path)


def judge_all(register: Register, followup: str, means: str | None, *, reason: str | None = None) -> None:
    """Give every point that has no sub-points the same level, or none."""
    material = followups.followup_material(register, followup)
    level = next((level.id for level in material.levels if level.means == means), None)
    for audit in material.audits:
        put(register, "followup_audit", audit.followup_audit.id, {"judgement": None})
        for one in audit.recommendations:
            record = id_from_fields(
                register.register_id, "assessment", {"followup": followup, "recommendation": one.recommendation.id}
            )
            values: dict[str, Value] = {"followup": followup, "recommendation": one.recommendation.id}
            put(register, "assessment", record, {**values, "level": level, "reason": reason, "removed": None})


@pytest.mark.parametrize("reason", [None, "workload", "other"])
@pytest.mark.parametrize("means", ["implemented", "partial", "not_implemented", "not_assessable", "not_relevant", None])
def test_every_number_adds_up_where_all_is_judged_alike(
    practice: Register, tmp_path: Path, means: str | None, reason: str | None
) -> None:
    followup = followups.open_followup(practice)
    assert followup is not None
    judge_all(practice, followup.id, means, reason=reason)
    assert check_report(practice, followup.id, tmp_path)


@pytest.mark.parametrize("left", [0, 1, 2])
def test_every_number_adds_up_of_few_points_or_none(practice: Register, tmp_path: Path, left: int) -> None:
    followup = followups.open_followup(practice)
    assert followup is not None
    judge_all(practice, followup.id, "partial", reason="short_time")
    every = [
        one.recommendation.id
        for audit in followups.followup_material(practice, followup.id).audits
        for one in audit.recommendations
    ]
    for gone in every[left:]:
        put(practice, "recommendation", gone, {"removed": "dubblett"})
    if left:
        assert check_report(practice, followup.id, tmp_path)
        return
    material = followups.followup_material(practice, followup.id)
    document = docx.Document(str(write_report(material, tmp_path, today=TODAY).path))
    audits, rows = raw_rows(practice.path, followup.id)
    assert not any(row.audit in audits for row in rows)
    assert numbers_in(chapter(document, "Revisionell bedömning").split("\n")[0]) == [in_words(len(audits))]


@pytest.mark.parametrize("seed", range(4))
def test_every_number_adds_up_in_trees_of_points(practice: Register, tmp_path: Path, seed: int) -> None:
    chooser = random.Random(seed)
    followup = followups.open_followup(practice)
    assert followup is not None
    shuffle(practice, followup.id, seed)
    for audit in followups.followup_material(practice, followup.id).audits:
        ids = [one.recommendation.id for one in audit.recommendations]
        for at, point in enumerate(ids[1:], 1):
            above = chooser.choice([None, *ids[:at]])
            put(practice, "recommendation", point, {"parent": above})
    assert check_report(practice, followup.id, tmp_path)
