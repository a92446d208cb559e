"""Chapters and summaries of sources that are more than audits with recommendations."""

import json
import sqlite3
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.document import AssessmentTable, Block, CountTable, Heading, Prose, prose
from exports.preflight.findings import Code
from exports.preflight.report import preflight_report
from exports.report.context import ReportContext, from_json, report_context, to_json
from exports.report.drawing import paragraph_texts
from exports.report.file import closing_context, closing_text, write_context, write_report
from storage import followups
from storage.domain.followups import LevelPair, compare
from storage.domain.material import (
    AssessedRecommendation,
    AuditMaterial,
    EarlierMaterial,
    Holdings,
    LinkedPoint,
    PutQuestion,
    QuestionLetter,
    Statement,
)
from storage.domain.records import (
    Audit,
    Followup,
    FollowupAudit,
    Letter,
    LetterQuestion,
    Measure,
    Recommendation,
    replace,
)
from storage.domain.text import one_line, paragraphs, shorten, tidy
from storage.domain.views import MeasureView, ResponseFacts, TargetView
from storage.operations.importing import import_report
from storage.register import Register, create_register
from tests.test_exports.held import recorded, told
from tests.test_exports.material import LEVELS, audit_material, followup_material, judged
from tests.test_exports.other_sources import populate
from tests.test_exports.test_hostile_text import NOT_XML, TEXT

TODAY = date(2026, 11, 22)
SEEDS = range(8)
NOTHING = "inte till några rekommendationer"
_NEWEST = "ORDER BY coalesce(r.decided_on, r.received_on) DESC, r.rid DESC, n.rid"
_SELF = {"done": "Klart", "ongoing": "Pågår", "planned": "Planeras", "no_action": "Ingen åtgärd"}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def texts_of(*audits: AuditMaterial, state: str = "closed") -> list[str]:
    """The texts of a report on audits alone."""
    material = followup_material(*audits)
    material = replace(material, followup=replace(material.followup, state=state))
    return [plain(text) for text in report_context(material, today=TODAY).texts()]


def chapters(context: ReportContext) -> dict[str, list[Block]]:
    """The blocks of each audit's chapter, by its title."""
    found: dict[str, list[Block]] = {}
    title = ""
    for block in context.blocks:
        if isinstance(block, Heading) and block.level < 3:
            title = block.text if block.level == 2 else ""
        elif title:
            found.setdefault(title, []).append(block)
    return found


def rows_under(blocks: list[Block], *headings: str) -> list[tuple[str, str, str]]:
    """The rows of the tables below headings that begin with one of these; list items as rows without the rest."""
    found, inside = [], False
    for block in blocks:
        match block:
            case Heading() if block.level == 3:
                inside = block.text.startswith(headings)
            case AssessmentTable() if inside:
                for row in block.rows:
                    left, right = (
                        plain(" ".join(each.text for each in part)) for part in (row.recommendation, row.comment)
                    )
                    found.append((left, row.status, right))
            case Prose() if inside:
                found += [(plain(each.text), "", "") for each in block.paragraphs if each.is_item]
    return found


def query(register: Register, sql: str, *values: str) -> list[tuple[str, ...]]:
    connection = sqlite3.connect(register.path)
    found = connection.execute(sql, values).fetchall()
    connection.close()
    return found


def flat(text: str) -> str:
    return " ".join(paragraph.text for paragraph in paragraphs(tidy(text)))


@pytest.fixture(params=SEEDS)
def populated(request: pytest.FixtureRequest, empty: Register) -> tuple[Register, str]:
    """A register with sources of every kind, and its open follow-up."""
    return empty, populate(empty, request.param)


def test_the_summary_counts_what_the_rows_have(populated: tuple[Register, str]) -> None:
    register, followup = populated
    context = report_context(followups.followup_material(register, followup), today=TODAY)
    paragraphs_found = [plain(p.text) for block in context.blocks if isinstance(block, Prose) for p in block.paragraphs]
    also = [text for text in paragraphs_found if text.startswith("Uppföljningen omfattar också ")]
    covered = [text for text in paragraphs_found if text.startswith("Uppföljningen omfattar ")]
    assert told((also or covered)[0]) == recorded(register, followup)


def test_every_question_of_a_letter_stands_with_its_answers(populated: tuple[Register, str]) -> None:
    register, followup = populated
    found = chapters(report_context(followups.followup_material(register, followup), today=TODAY))
    for audit, title in query(register, "SELECT id, title FROM audit"):
        shown = rows_under(found[one_line(title)], "Fråga i brev", "Frågor i brev")
        wanted = query(
            register,
            "SELECT q.id, q.text FROM letter_question q JOIN letter_audit k ON k.letter = q.letter JOIN letter l "
            "ON l.id = q.letter WHERE k.audit = ? AND k.removed IS NULL ORDER BY coalesce(l.dated, ''), l.rid, q.rid",
            audit,
        )
        assert len(shown) == len(wanted)
        for (question, state, answers), (record, text) in zip(shown, wanted, strict=True):
            lines = query(
                register,
                "SELECT n.text, r.kind FROM response_line_target t JOIN response_line n ON n.id = t.response_line "
                f"JOIN response r ON r.id = n.response WHERE t.question = ? {_NEWEST}",
                record,
            )
            assert question.startswith(flat(text))
            assert state == ("Ja" if any(kind in {"answer", "supplementary"} for _, kind in lines) else "Nej")
            at = 0
            for said, _ in lines:
                at = answers.index(flat(said or ""), at)


def test_every_point_with_an_account_stands_with_what_is_reported(populated: tuple[Register, str]) -> None:
    register, followup = populated
    found = chapters(report_context(followups.followup_material(register, followup), today=TODAY))
    for audit, title in query(register, "SELECT id, title FROM audit"):
        shown = rows_under(found[one_line(title)], "Läget för ")
        points = query(
            register,
            "SELECT p.id, coalesce(p.number, ''), p.text, coalesce(p.responsible, ''), coalesce(p.planned, '') "
            "FROM recommendation p JOIN audit a ON a.id = p.audit WHERE p.audit = ? AND p.removed IS NULL "
            "AND (coalesce(p.kind, 'recommendation') <> 'recommendation' OR a.source <> 'audit')",
            audit,
        )
        by_name = {
            " ".join(filter(None, [f"{n})" if n else "", shorten(one_line(t), 120)])): i for i, n, t, *_ in points
        }
        for name, state, account in shown:
            record = by_name.pop(name)
            own, said = _statements(register, record)
            assert state == (own or "Ingen uppgift")
            assert [text for text in said if flat(text) not in account] == []
            measures = _measures(register, record)
            assert [text for text in measures if one_line(text) not in account] == []
        for name, record in by_name.items():
            assert _statements(register, record) == ("", []), name
            assert _measures(register, record) == [], name


def _statements(register: Register, point: str) -> tuple[str, list[str]]:
    """The newest assessment of a body's own, and everything that is said of a point."""
    rows = query(
        register,
        "SELECT n.self_assessment, n.text FROM response_line_target t JOIN response_line n ON n.id = t.response_line "
        f"JOIN response r ON r.id = n.response WHERE t.recommendation = ? {_NEWEST}",
        point,
    )
    own = next((_SELF[one] for one, _ in rows if one), "")
    return own, [text for _, text in rows if text]


def _measures(register: Register, point: str) -> list[str]:
    sql = (
        "SELECT m.text FROM measure m JOIN measure_recommendation k ON k.measure = m.id "
        "WHERE k.recommendation = ? AND k.removed IS NULL AND m.removed IS NULL"
    )
    return [text for (text,) in query(register, sql, point)]


def test_every_measure_of_an_audit_stands_once_in_its_chapter(populated: tuple[Register, str]) -> None:
    register, followup = populated
    found = chapters(report_context(followups.followup_material(register, followup), today=TODAY))
    for audit, title in query(register, "SELECT id, title FROM audit"):
        shown = [text.partition(":")[0] for text, _, _ in rows_under(found[one_line(title)], "Redovisad")]
        wanted = query(
            register,
            "SELECT m.text FROM measure m WHERE (m.audit = ?1 AND NOT EXISTS (SELECT 1 FROM measure_recommendation k "
            "JOIN recommendation p ON p.id = k.recommendation JOIN audit a ON a.id = p.audit WHERE k.measure = m.id "
            "AND p.audit = ?1 AND p.removed IS NULL AND (coalesce(p.kind, 'recommendation') <> 'recommendation' OR "
            "a.source <> 'audit'))) OR (m.audit IS NULL AND NOT EXISTS (SELECT 1 FROM measure_recommendation k WHERE "
            "k.measure = m.id) AND EXISTS (SELECT 1 FROM response_audit k WHERE k.response = m.response AND "
            "k.audit = ?1)) OR (m.audit IS NULL AND NOT EXISTS (SELECT 1 FROM measure_recommendation k WHERE k.measure "
            "= m.id) AND EXISTS (SELECT 1 FROM response_line n JOIN response_line_target t ON t.response_line = n.id "
            "JOIN letter_question q ON q.id = t.question JOIN letter_audit k ON k.letter = q.letter "
            "WHERE n.response = m.response AND k.audit = ?1))",
            audit,
        )
        assert sorted(shown) == sorted(text.partition(":")[0] for (text,) in wanted)


def test_a_report_on_any_sources_is_written_stored_and_read_back(
    populated: tuple[Register, str], tmp_path: Path
) -> None:
    register, followup = populated
    context = closing_context(followups.followup_material(register, followup), today=TODAY)
    written = write_context(context, tmp_path, today=TODAY)
    assert list(paragraph_texts(written.path)) == list(from_json(context).texts())
    assert to_json(from_json(context)) == context
    assert {block["kind"] for block in json.loads(context)["blocks"]} <= {"heading", "prose", "judgements", "counts"}


def points(kind: str, *levels: int | None, **named: Any) -> list[AssessedRecommendation]:
    """Points of a kind with these levels, counted from 0."""
    return [
        judged(str(at), None if level is None else LEVELS[level], position=at, kind=kind, audit=kind, **named)
        for at, level in enumerate(levels, 1)
    ]  # fmt: skip


def source(name: str, *found: AssessedRecommendation, holdings: Holdings | None = None, **known: Any) -> AuditMaterial:
    """A source with what is given."""
    audit = Audit(id=name, title=f"Källan {name}", source=name, **known)
    made = audit_material(*found, audit=audit, auditees=())
    return replace(made, holdings=holdings) if holdings else made


def measure(number: int, state: str | None = None, **known: str) -> MeasureView:
    return MeasureView(Measure(id=f"m{number}", text=f"Åtgärd {number}", state=state, **known), ())


def asked(marks: str) -> Holdings:
    """A letter with a question for each mark: answered `+`, or not `-`."""
    answered = [mark == "+" for mark in marks]
    said = (Statement("Socialnämnden", "answer", "2025-03-14", "17", "agrees", None, "Så här."),)
    put = [
        PutQuestion(LetterQuestion(id=f"q{at}", text=f"Fråga {at}?"), None, said if yes else (), yes)
        for at, yes in enumerate(answered)
    ]
    return Holdings(letters=(QuestionLetter(Letter(id="l", kind="missiv", dated="2025-01-02"), tuple(put)),))


SUMMARIES = [
    (
        source("control_plan", *points("control", None)),
        "en internkontrollplan med en kontroll. Kontrollen har inte bedömts.",
    ),
    (source("control_plan", *points("control", 0)), "med en kontroll. Kontrollen har bedömningen ”Åtgärdad”."),
    (source("control_plan", *points("control", 0, 0)), "två kontroller. Båda kontrollerna har bedömningen ”Åtgärdad”."),
    (source("control_plan", *points("control", 0, 0, 0)), "Alla tre kontrollerna har bedömningen ”Åtgärdad”."),
    (
        source("control_plan", *points("control", 0, 0, 1, None)),
        "Av kontrollerna har två bedömningen ”Åtgärdad” och en bedömningen ”Delvis åtgärdad”; en har inte bedömts.",
    ),
    (source("audit", *points("remark", None)), "en granskning med ett påpekande. Påpekandet har inte bedömts."),
    (
        source("audit", *points("remark", 0, 1)),
        "två påpekanden. Av påpekandena har ett bedömningen ”Åtgärdad” och ett bedömningen ”Delvis åtgärdad”.",
    ),
    (source("audit", *points("question", None, None)), "med två frågor. Frågorna har inte bedömts."),
    (source("audit", holdings=asked("+")), "en granskning med en fråga i brev. Frågan har besvarats."),
    (source("audit", holdings=asked("-")), "med en fråga i brev. Frågan har inte besvarats."),
    (source("audit", holdings=asked("++")), "två frågor i brev. Båda frågorna har besvarats."),
    (source("audit", holdings=asked("--")), "två frågor i brev. Ingen av frågorna har besvarats."),
    (source("audit", holdings=asked("+++")), "tre frågor i brev. Alla tre frågorna har besvarats."),
    (source("audit", holdings=asked("+--")), "tre frågor i brev. Av frågorna har en besvarats."),
    (
        source("audit", *points("question", None), holdings=asked("+")),
        "med en fråga och en fråga i brev. Frågan har inte bedömts. Frågan i brev har besvarats.",
    ),
    (
        source("incident", holdings=Holdings(measures=(measure(1, "done"),))),
        "en händelse med en åtgärd. Åtgärden är klar.",
    ),
    (
        source("incident", holdings=Holdings(measures=(measure(1, "planned"), measure(2, "planned")))),
        "två åtgärder. Båda åtgärderna är planerade.",
    ),
    (
        source(
            "incident",
            holdings=Holdings(measures=(*(measure(n, "ongoing") for n in range(3)), measure(4, "done"), measure(5))),
        ),
        "fem åtgärder. Åtgärdernas läge: en är klar, tre pågår och en saknar uppgift om läge.",
    ),
]


@pytest.mark.parametrize(("audit", "expected"), SUMMARIES, ids=[expected for _, expected in SUMMARIES])
def test_the_summary_speaks_in_the_nouns_of_the_kind(audit: AuditMaterial, expected: str) -> None:
    texts = texts_of(audit)
    (said,) = {text for text in texts if text.startswith("Uppföljningen omfattar ") and not text.endswith(":")}
    assert said.startswith("Uppföljningen omfattar en ")
    assert expected in said
    assert not any(NOTHING in text or "rekommendation" in text for text in texts if text not in LEVEL_TEXTS)


LEVEL_TEXTS = {f"{level.label}: {level.definition}" for level in LEVELS}
"""The office's own words."""


@pytest.mark.parametrize(
    ("name", "told_of"),
    [
        ("audit", "Granskningen ledde inte till några rekommendationer."),
        ("evaluation", "Utvärderingen ledde inte till några rekommendationer."),
        ("board_decision", "Inga beslutspunkter är registrerade."),
        ("control_plan", "Inga kontroller är registrerade."),
        ("incident", "Inga åtgärder är registrerade."),
    ],
)
def test_a_source_with_nothing_says_so_in_its_own_words(name: str, told_of: str) -> None:
    context = report_context(followup_material(source(name)), today=TODAY)
    assert told_of in list(context.texts())
    assert [block.text for block in context.blocks if isinstance(block, Heading) and block.level == 4] == []


@pytest.mark.parametrize("state", ["open", "closed"])
@pytest.mark.parametrize("name", ["evaluation", "board_decision", "control_plan", "incident"])
def test_no_source_is_called_an_audit(name: str, state: str) -> None:
    found = (*points("recommendation", 0), *points("control", None))
    texts = texts_of(source(name, *found, years="2025"), state=state)
    assert [text for text in texts if "ranskning" in text] == []


def test_what_has_nothing_to_count_has_no_table_of_counts() -> None:
    context = report_context(followup_material(source("control_plan", *points("control", 0))), today=TODAY)
    assert not any(isinstance(block, CountTable) for block in context.blocks)
    assert "Varje kontroll bedöms på följande skala:" in list(context.texts())


@pytest.mark.parametrize("audit", [source("incident", holdings=Holdings(measures=(measure(1),))), source("audit")])
def test_without_points_there_is_neither_scale_nor_table(audit: AuditMaterial) -> None:
    context = report_context(followup_material(audit), today=TODAY)
    assert not any(isinstance(block, CountTable) for block in context.blocks)
    assert not any("skala" in text.lower() or "med anledning av" in text for text in context.texts())


def test_recommendations_questions_and_measures_of_one_audit_stand_side_by_side() -> None:
    held = replace(asked("+"), measures=(measure(1, "done"),))
    audit = source("audit", *points("recommendation", 0, 2), holdings=held)
    context = report_context(followup_material(audit), today=TODAY)
    blocks = chapters(context)["Källan audit"]
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    assert headings == ["Rekommendationer", "Fråga i brev", "Redovisad åtgärd"]
    texts = [plain(text) for text in context.texts()]
    assert (
        "Uppföljningen omfattar också en fråga i brev och en åtgärd. Frågan har besvarats. Åtgärden är klar." in texts
    )
    assert "I missivet den 2 januari 2025 ställde revisorerna en fråga." in texts
    assert "Socialnämnden den 14 mars 2025, § 17: instämmer." in texts
    assert not any(NOTHING in text for text in texts)


def test_a_question_with_an_answer_is_not_said_to_have_none() -> None:
    asked_of = ResponseFacts(asked=("Socialnämnden",), answer_due="2025-02-01")
    for yes in (True, False):
        audit = replace(source("audit", holdings=asked("+" if yes else "-")), answer=asked_of)
        assert ("Något svar har inte kommit in" in "".join(texts_of(audit))) is not yes


def test_a_control_and_a_recommendation_show_their_link_on_both_sides() -> None:
    control = Recommendation(id="c", audit="control_plan", kind="control", number="4", text="Investeringar.")
    point = Recommendation(id="r", audit="evaluation", kind="recommendation", text="För ihop dokumenten.")
    sides = []
    for one, other in ((control, point), (point, control)):
        found = replace(judged("1", None), recommendation=one)
        linked = Audit(id=other.audit or "", title=f"Källan {other.audit}", source=other.audit)
        sides.append(source(one.audit or "", found, holdings=Holdings(links=(LinkedPoint(one.id, other, linked),))))
    texts = texts_of(*sides)
    assert (
        "Kontrollen ”4) Investeringar” hänger ihop med rekommendationen ”För ihop dokumenten” i Källan evaluation."
        in texts
    )
    assert (
        "Rekommendationen ”För ihop dokumenten” hänger ihop med kontrollen ”4) Investeringar” i Källan control_plan."
        in texts
    )


def test_a_link_inside_one_source_is_one_line() -> None:
    first, second = points("control", None, None)
    plan = Audit(id="control_plan", title="Planen", source="control_plan")
    links = tuple(
        LinkedPoint(one.recommendation.id, other.recommendation, plan)
        for one, other in ((first, second), (second, first))
    )
    texts = texts_of(source("control_plan", first, second, holdings=Holdings(links=links)))
    (line,) = {text for text in texts if "hänger ihop" in text}
    assert line == "Kontrollen ”1) Ta fram en rutin” hänger ihop med kontrollen ”2) Ta fram en rutin”."
    assert texts.count(line) == 1


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        (Letter(id="l"), "I ett brev ställde revisorerna en fråga."),
        (Letter(id="l", kind="missiv", dated="2025-01"), "I missivet från januari 2025 ställde revisorerna en fråga."),
        (Letter(id="l", kind="missiv", decided="2025"), "I missivet från 2025 ställde revisorerna en fråga."),
        (Letter(id="l", kind="reminder", registry_number="REV 7"),
         "I brevet med diarienummer REV 7 ställde revisorerna en fråga."),
    ],
)  # fmt: skip
def test_a_letters_questions_are_introduced_by_what_is_known_of_the_letter(letter: Letter, expected: str) -> None:
    (put,) = asked("-").letters
    assert expected in texts_of(source("audit", holdings=Holdings(letters=(replace(put, letter=letter),))))


def test_the_preflight_reads_every_text_that_stands_beside_assessments() -> None:
    (put,) = asked("+").letters
    question = replace(put.questions[0], question=LetterQuestion(id="q", text="{{ fråga }}"))
    said = Statement("Nämnden", "answer", None, None, None, None, "{{ svar }}")
    held = Holdings(
        letters=(replace(put, questions=(replace(question, statements=(said,)),)),),
        measures=(measure(1, theme="{{ tema }}", responsible="{{ vem }}"),),
        statements={"control-1": (replace(said, text="{{ läge }}"),)},
    )
    material = followup_material(source("control_plan", *points("control", None), holdings=held))
    found = [
        (one.entity, one.values.get("found", ""))
        for one in preflight_report(material, today=TODAY)
        if one.code is Code.PLACEHOLDER
    ]
    assert sorted(found) == [
        ("audit", "{{ läge }}"), ("audit", "{{ svar }}"), ("letter_question", "{{ fråga }}"),
        ("measure", "{{ tema }}"), ("measure", "{{ vem }}"),
    ]  # fmt: skip


def test_the_comparison_is_made_by_plan_where_all_are_plans(practice: Register) -> None:
    view = next(view for view in followups.followups(practice) if view.followup.state == "open")
    material = followups.followup_material(practice, view.id)
    plans = tuple(replace(one, audit=replace(one.audit, source="control_plan")) for one in material.audits)
    pairs = (LevelPair("r", plans[0].audit.id, LEVELS[2], LEVELS[0]),)
    closed = Followup(id="f", title="Uppföljning 2024", state="closed")
    earlier = EarlierMaterial(closed, compare(pairs), {plans[0].audit.id: "Plan 1"})
    context = report_context(replace(material, audits=plans, earlier=earlier), today=TODAY)
    (table,) = [
        block for block in context.blocks if isinstance(block, CountTable) and block.title.startswith("Förändringar")
    ]
    assert (table.title, table.headers[0]) == ("Förändringar per internkontrollplan", "Internkontrollplan")
    assert not any("granskning" in row.name for row in table.rows)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.fixed_dictionaries(dict.fromkeys(("question", "answer", "measure", "theme", "who", "point"), TEXT)))
def test_any_text_beside_assessments_survives_cleaned(tmp_path: Path, texts: dict[str, str]) -> None:
    (put,) = asked("+").letters
    said = Statement(
        texts["who"], "answer", texts["theme"], texts["who"], texts["theme"], texts["who"], texts["answer"]
    )
    question = PutQuestion(LetterQuestion(id="q", number=texts["who"], text=texts["question"]), texts["who"], (said,))
    point = Recommendation(id="x", audit="incident", kind=texts["theme"], number=texts["who"], text=texts["point"])
    one = replace(judged("1", None), recommendation=point)
    held = Holdings(
        decided_by=texts["who"],
        letters=(replace(put, questions=(question,)),),
        statements={"x": (said,)},
        measures=(
            MeasureView(Measure(id="m", text=texts["measure"], theme=texts["theme"], responsible=texts["who"],
                                due=texts["who"], state=texts["theme"]), (), None, texts["who"]),
        ),
        links=(LinkedPoint("x", replace(point, id="y"), Audit(id="other", title=texts["who"], source="incident")),),
    )  # fmt: skip
    written = write_report(followup_material(source("incident", one, holdings=held)), tmp_path, today=TODAY)
    found = "\n".join(paragraph_texts(written.path))
    for name in ("question", "answer", "measure"):
        assert [each.text for each in prose(texts[name]) if each.text not in found] == []
    with zipfile.ZipFile(written.path) as archive:
        assert not any(NOT_XML.search(archive.read(name)) for name in archive.namelist())
    written.path.unlink()


def test_measures_of_a_source_stand_by_theme_with_who_and_when() -> None:
    measures = (
        measure(1, "planned", responsible="Ekonomichefen", due="2026-03-14"),
        measure(2, "done", theme="Rutiner", reported_on="2025-04"),
        replace(measure(3, theme="Rutiner"), report_to="Kommunstyrelsen",
                recommendations=(TargetView("recommendation", "x", "Moms", "2", "Text"),)),
    )  # fmt: skip
    incident = source("incident", holdings=Holdings(measures=measures))
    blocks = chapters(report_context(followup_material(incident), today=TODAY))["Källan incident"]
    assert [(block.level, block.text) for block in blocks if isinstance(block, Heading)] == [
        (3, "Redovisade åtgärder"),
        (4, "Rutiner"),
    ]
    assert [tuple(map(plain, row)) for row in rows_under(blocks, "Redovisade")] == [
        ("Åtgärd 1", "Planerad", "Ansvarig: Ekonomichefen. Klart senast den 14 mars 2026."),
        ("Åtgärd 2", "Klar", "Redovisat april 2025."),
        ("Åtgärd 3", "Ingen uppgift", "Redovisas för kommunstyrelsen. Gäller 2) i Moms."),
    ]


@pytest.mark.parametrize(
    ("name", "known", "decided_by", "facts"),
    [
        ("board_decision", {"decided_on": "2025-01-14", "paragraph": "8", "years": "2025"}, "Kommunstyrelsen",
         "Kommunstyrelsen fattade beslutet den 14 januari 2025, § 8."),
        ("board_decision", {"years": "2025"}, None, "Beslutet fattades 2025."),
        ("board_decision", {"decided_on": "2025-01"}, None, "Beslutet fattades i januari 2025."),
        ("control_plan", {"years": "2026"}, "Socialnämnden",
         "Socialnämnden beslutade om internkontrollplanen. Internkontrollplanen gäller 2026."),
        ("evaluation", {"years": "2025"}, None, "Utvärderingen gjordes 2025."),
        ("incident", {"years": "2026"}, None, "Ärendet avser 2026."),
    ],
)  # fmt: skip
def test_a_source_is_introduced_by_what_is_known_of_it(
    name: str, known: dict[str, str], decided_by: str | None, facts: str
) -> None:
    assert facts in texts_of(source(name, holdings=Holdings(decided_by=decided_by), **known))


def test_controls_that_only_have_one_who_is_responsible_share_a_sentence() -> None:
    controls = [
        replace(one, recommendation=replace(one.recommendation, responsible="Förvaltningen"))
        for one in points("control", None, None)
    ]
    texts = texts_of(source("control_plan", *controls))
    at = texts.index("Läget för kontrollerna", texts.index("Inledning"))
    at = len(texts) - 1 - texts[::-1].index("Läget för kontrollerna")
    assert texts[at + 1 : at + 3] == ["Ansvarig: Förvaltningen.", "Inget är redovisat om kontrollerna."]


def test_what_stands_beside_assessments_comes_back_as_nothing_else(tmp_path: Path) -> None:
    held = replace(asked("+-"), measures=(measure(1, "done", theme="Rutiner", due="2026"),))
    plan = source("control_plan", *points("control", 0, 2, text="Pröva avtalen"), holdings=held, purpose="Syftet.")
    evaluation = source("evaluation", *points("recommendation", 1), years="2025", judgement="Gott nog.")
    evaluation = replace(evaluation, followup_audit=FollowupAudit(id="f", judgement="Bra.", follow_up_again="shall"))
    written = write_report(followup_material(plan, evaluation), tmp_path, today=TODAY)
    with create_register(tmp_path / "other.db") as other:
        result = import_report(other, written.path, closing_text)
        back = followups.followup_material(other, result.plan.followup_id)
    first, second = back.audits
    assert [(one.recommendation.kind, one.recommendation.text, one.level and one.level.label) for one in
            first.recommendations] == [("control", "Pröva avtalen", LEVELS[at].label) for at in (0, 2)]  # fmt: skip
    assert (first.audit.purpose, first.audit.judgement, first.followup_audit.judgement) == ("Syftet.", None, None)
    assert (second.audit.years, second.audit.judgement) == ("2025", "Gott nog.")
    assert (second.followup_audit.judgement, second.followup_audit.follow_up_again) == ("Bra.", "shall")
