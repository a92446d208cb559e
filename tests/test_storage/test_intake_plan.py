"""What importing a report would write is worked out before anything is written."""

import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from storage.domain.records import Level, replace
from storage.domain.text import searchable
from storage.domain.vocabulary import ENTITIES, field_types, references
from storage.intake.document import ReportDocument
from storage.intake.plan import plan_report
from storage.intake.planned import Known, KnownAudit, KnownRecommendation, KnownScale, PlannedRecord, ReportPlan
from storage.intake.report import read_report
from tests.made_report import HEADER, audit, heading, paragraph, row, save, save_made_report, table

REGISTER = str(uuid.UUID(int=7))


def _known(
    *,
    bodies: Mapping[str, str] | None = None,
    audits: Sequence[KnownAudit] = (),
    scales: Sequence[KnownScale] = (),
    held: Sequence[PlannedRecord] = (),
) -> Known:
    ids = {(record.entity, record.id) for record in held}
    return Known(REGISTER, bodies or {}, audits, scales, lambda entity, record_id: (entity, record_id) in ids)


@pytest.fixture
def document(tmp_path: Path) -> ReportDocument:
    return read_report(save_made_report(tmp_path / "rapport.docx"))


def _of(plan: ReportPlan, entity: str) -> list[PlannedRecord]:
    return [record for record in plan.records if record.entity == entity]


def _joint(tmp_path: Path, second_paragraph: str = "116") -> ReportDocument:
    def chapter(title: str, paragraph: str) -> str:
        return audit(
            title,
            "Granskningen avsåg kommunstyrelsen och tekniska nämnden.",
            "Revisorerna överlämnade den 4 mars 2019 rapporten till kommunstyrelsen, tekniska nämnden och valnämnden. "
            "Kommunstyrelsen ombads svara senast den 28 juni 2019. Anstånd beviljades till den 1 augusti 2019. "
            f"Kommunstyrelsen svarade för egen del och för tekniska nämnden den 3 juli 2019, § {paragraph}.",
            table(row(*HEADER), row("1) Gör klart", "Åtgärdad", "Klart.")),
            verdict="Bra.",
        )

    return read_report(save(tmp_path / "svar.docx", chapter("Vägar", "116"), chapter("Broar", second_paragraph)))


def _level(record_id: str, label: str, means: str, order: int, short: str | None = None) -> Level:
    return Level(id=record_id, label=label, short_label=short, means=means, order=order)


def test_an_unknown_report_is_all_new(document: ReportDocument) -> None:
    plan = plan_report(document, _known())
    assert (plan.new, plan.changed, plan.same, plan.refused) == (12, 0, 0, 0)
    assert [(each.title, each.is_new, each.counts.total) for each in plan.audits] == [
        ("Inköp och avtal", True, 3), ("Skolskjuts", True, 4), ("Arkiv", True, 3), ("Föreningsbidrag", True, 2),
    ]  # fmt: skip


def test_every_planned_record_is_of_a_known_kind_and_refers_to_what_comes_before_it(document: ReportDocument) -> None:
    seen: set[str] = set()
    for record in plan_report(document, _known()).records:
        assert record.entity in ENTITIES
        assert record.values.keys() <= field_types(record.entity).keys()
        assert None not in record.values.values()
        assert {str(record.values[name]) for name in references(record.entity) if name in record.values} <= seen
        assert record.id not in seen
        seen.add(record.id)


def test_the_report_becomes_a_closed_follow_up_of_its_own(document: ReportDocument) -> None:
    plan = plan_report(document, _known())
    (followup,) = _of(plan, "followup")
    assert followup.id == plan.followup_id
    assert (followup.values["state"], followup.values["year"]) == ("closed", 2023)
    assert (followup.values["title"], followup.values["report_date"]) == (document.title, "2023-03")
    (filed,) = _of(plan, "document")
    assert (filed.values["sha256"], filed.values["followup"]) == (document.sha256, followup.id)
    assert [each.values["position"] for each in _of(plan, "followup_audit")] == [1, 2, 3, 4]


def test_the_same_file_again_plans_nothing(document: ReportDocument) -> None:
    first = plan_report(document, _known())
    again = plan_report(document, _known(held=first.records))
    assert (again.records, again.new, again.changed, again.same) == ((), 0, 0, 12)


def test_the_same_file_on_two_copies_of_a_register_plans_the_same_records(document: ReportDocument) -> None:
    assert plan_report(document, _known()).records == plan_report(document, _known()).records


def test_known_audits_and_recommendations_are_judged_and_not_overwritten(document: ReportDocument) -> None:
    rows = [
        KnownRecommendation("r2", "2", "följ upp avtalet  med trafikbolaget"),
        KnownRecommendation("r1", "1", "Se över turlistorna"),
        KnownRecommendation("r9", "9", "Något annat"),
    ]
    known = KnownAudit("a1", "Granskning av skolskjuts", "SKOLSKJUTS", "2020", rows)
    plan = plan_report(document, _known(audits=[known]))
    assert (plan.new, plan.changed) == (10, 2)
    assert "Skolskjuts" not in {record.values.get("title") for record in _of(plan, "audit")}
    judged = {record.values["recommendation"] for record in _of(plan, "assessment")}
    assert {"r1", "r2"} <= judged
    assert "r9" not in judged
    added = [record.values for record in _of(plan, "recommendation") if record.values["audit"] == "a1"]
    assert [(each["number"], each["position"]) for each in added] == [("2", 4), ("4 a", 5)]
    assert [note.where for note in plan.notes if note.code == "audit_known"] == ["Skolskjuts"]


def test_each_known_recommendation_is_used_once(tmp_path: Path) -> None:
    rows = [row("1) Gör klart", "Åtgärdad", "A."), row("1) Gör klart", "Åtgärdad", "B.")]
    report = read_report(
        save(tmp_path / "r.docx", audit("Vägar", "Kort.", "Inget.", table(row(*HEADER), *rows), verdict="Bra."))
    )
    known = KnownAudit("a1", "Vägar", recommendations=[KnownRecommendation("r1", "1", "Gör klart")])
    plan = plan_report(report, _known(audits=[known]))
    assert (plan.new, plan.changed) == (1, 1)


def test_a_known_recommendation_that_the_report_does_not_judge_stays_the_same(tmp_path: Path) -> None:
    report = read_report(
        save(tmp_path / "r.docx", audit("Vägar", "K.", "I.", table(row(*HEADER), row("1) Gör", "", "")), verdict="B."))
    )
    known = KnownAudit("a1", "Vägar", recommendations=[KnownRecommendation("r1", "1", "Gör")])
    plan = plan_report(report, _known(audits=[known]))
    assert (plan.new, plan.changed, plan.same) == (0, 0, 1)


@pytest.mark.parametrize(("years", "is_new"), [("2020", False), (None, False), ("2014", True)])
def test_an_audit_of_another_year_is_another_audit(
    document: ReportDocument, years: str | None, *, is_new: bool
) -> None:
    plan = plan_report(document, _known(audits=[KnownAudit("a1", "Skolskjuts", years=years)]))
    assert plan.audits[1].is_new is is_new


def test_an_audit_of_the_same_year_goes_before_one_of_unknown_year(document: ReportDocument) -> None:
    known = [KnownAudit("unknown", "Skolskjuts"), KnownAudit("same", "Skolskjuts", years="2020")]
    plan = plan_report(document, _known(audits=known))
    assert "same" in {record.values["audit"] for record in _of(plan, "followup_audit")}


def test_letter_and_answer_that_the_register_has_are_not_added_again(document: ReportDocument) -> None:
    known = KnownAudit("a1", "Skolskjuts", years="2020", has_letter=True, has_response=True)
    plan = plan_report(document, _known(audits=[known]))
    assert "a1" not in {record.values["audit"] for record in _of(plan, "letter_audit") + _of(plan, "response_audit")}
    assert {"letter_known", "response_known"} <= {note.code for note in plan.notes}


def test_bodies_are_those_of_the_register_else_new(document: ReportDocument) -> None:
    plan = plan_report(document, _known(bodies={searchable("KOMMUNSTYRELSEN"): "ks"}))
    assert {(body.values["name"], body.values["kind"]) for body in _of(plan, "body")} == {
        ("Barn- och utbildningsnämnden", "committee"), ("Tekniska nämnden", "committee"),
        ("Exempelby Trafik AB", "company"), ("Socialnämnden", "committee"),
    }  # fmt: skip
    assert "ks" in {link.values["body"] for link in _of(plan, "audit_auditee")}


def test_a_joint_answer_speaks_through_the_one_who_answered(tmp_path: Path) -> None:
    plan = plan_report(_joint(tmp_path), _known())
    names = {body.id: body.values["name"] for body in _of(plan, "body")}
    letter = _of(plan, "letter")[0]
    recipients = [each.values for each in _of(plan, "letter_recipient") if each.values["letter"] == letter.id]
    roles = {names[str(each["body"])]: (each["role"], names.get(str(each.get("through")))) for each in recipients}
    assert roles == {
        "Kommunstyrelsen": ("answer", None),
        "Tekniska nämnden": ("answer", "Kommunstyrelsen"),
        "Valnämnden": ("information", None),
    }
    assert (letter.values["decided"], letter.values["answer_due"]) == ("2019-03-04", "2019-06-28")
    asked = next(each for each in recipients if names[str(each["body"])] == "Kommunstyrelsen")
    assert (asked["extension_decision"], asked["extension_due"]) == ("granted", "2019-08-01")


@pytest.mark.parametrize(("paragraph", "responses"), [("116", 1), ("117", 2)])
def test_audits_answered_under_the_same_paragraph_share_the_answer(
    tmp_path: Path, paragraph: str, responses: int
) -> None:
    plan = plan_report(_joint(tmp_path, paragraph), _known())
    assert len(_of(plan, "response")) == responses
    assert len(_of(plan, "response_audit")) == 2
    assert len(_of(plan, "response_on_behalf_of")) == responses


def test_a_scale_that_says_what_the_report_says_is_used(tmp_path: Path) -> None:
    other = KnownScale("s1", [_level("x", "ÅTGÄRDAD", "implemented", 1)])
    fits = KnownScale("s2", [_level("y", "Åtgärdad", "implemented", 2), _level("z", "Nej", "not_implemented", 1)])
    plan = plan_report(_joint(tmp_path), _known(scales=[other, fits]))
    assert not _of(plan, "scale")
    assert _of(plan, "followup")[0].values["scale"] == "s2"
    assert {record.values["level"] for record in _of(plan, "assessment")} == {"y"}


def test_otherwise_the_report_brings_its_own_scale_in_its_own_words(document: ReportDocument) -> None:
    plan = plan_report(document, _known(scales=[KnownScale("s1", [_level("x", "Åtgärdad", "implemented", 1)])]))
    (scale,) = _of(plan, "scale")
    levels = [(level.values["order"], level.values["label"], level.values["means"]) for level in _of(plan, "level")]
    assert levels == [
        (1, "Åtgärdad", "implemented"), (2, "Klart", "implemented"), (3, "Delvis åtgärdad", "partial"),
        (4, "Pågår", "partial"), (5, "Ej åtgärdad", "not_implemented"), (6, "Ej genomförd", "not_implemented"),
        (7, "Kvarstår", "not_implemented"), (8, "Inte åtgärdad", "not_implemented"),
    ]  # fmt: skip
    assert {level.values["scale"] for level in _of(plan, "level")} == {scale.id}
    assert _of(plan, "level")[0].values["definition"] == "allt är på plats"
    assert _of(plan, "level")[0].values["fill"] == "C6E7C8"


def test_a_label_that_only_the_register_knows_is_understood(tmp_path: Path) -> None:
    report = read_report(save(
        tmp_path / "r.docx",
        audit("Vägar", "K.", "I.", table(row(*HEADER), row("1) Gör", "Efter plan", "Hm.")), verdict="B."),
    ))  # fmt: skip
    assert any(note.code == "unknown_level" for note in report.notes)
    plan = plan_report(report, _known(scales=[KnownScale("s1", [_level("x", "Efter plan", "partial", 1)])]))
    assert not any(note.code == "unknown_level" for note in plan.notes)
    assert _of(plan, "assessment")[0].values["level"] == "x"
    assert plan.audits[0].counts["partial"] == 1


def test_a_label_that_nobody_knows_keeps_the_comment_without_a_level(document: ReportDocument) -> None:
    plan = plan_report(document, _known())
    (comment,) = (
        each.values
        for each in _of(plan, "assessment")
        if each.values.get("comment", "") == "Nämnden menar att allt är gjort."
    )
    assert "level" not in comment


def test_a_report_that_judges_nothing_takes_the_registers_scale(document: ReportDocument) -> None:
    only_comments = replace(document, audits=document.audits[3:], definitions=())
    plan = plan_report(only_comments, _known(scales=[KnownScale("s1", [_level("x", "Åtgärdad", "implemented", 1)])]))
    assert _of(plan, "followup")[0].values["scale"] == "s1"
    assert {"level" in each.values for each in _of(plan, "assessment")} == {False}


@pytest.mark.parametrize(("bodies", "addressees", "refused"), [({}, 1, ["KS"]), ({"ks": "b1"}, 2, [])])
def test_words_for_whom_a_point_is_for_are_bodies_where_the_register_has_them(
    tmp_path: Path, bodies: Mapping[str, str], addressees: int, refused: list[str]
) -> None:
    rows = (row("1) Laga", "Valnämnden"), row("2) Sopa", "KS"))
    body = heading(1, "Vägar") + table(row("Rekommendation", "Riktas till"), *rows)
    found = read_report(save(tmp_path / "r.docx", body))
    plan = plan_report(found, _known(bodies=bodies))
    assert plan.new == 2
    assert len(_of(plan, "recommendation_addressee")) == addressees
    assert [note.what for note in plan.notes if note.kind == "refused"] == refused
    assert [passage.passage for passage in plan.ledger.listed({}) if passage.fate == "refused"] == refused


def test_a_part_refers_to_the_point_that_it_is_a_part_of(tmp_path: Path) -> None:
    rows = (row("1. Laga alla gator i byn.", "Pågår", ""), row("1.1 Laga Storgatan", "Åtgärdad", ""))
    found = read_report(save(tmp_path / "r.docx", heading(1, "Vägar"), table(row(*HEADER), *rows)))
    plan = plan_report(found, _known())
    whole, part = _of(plan, "recommendation")
    assert (whole.values.get("parent"), part.values["parent"]) == (None, whole.id)
    levels = [(each.values["recommendation"], "level" in each.values) for each in _of(plan, "assessment")]
    assert levels == [(whole.id, False), (part.id, True)]


def test_each_body_that_answered_has_an_answer_of_its_own(tmp_path: Path) -> None:
    trail = "Kommunstyrelsen svarade den 4 maj 2021 § 11 och valnämnden svarade den 8 juni 2021 § 12."
    rows = table(row(*HEADER), row("1) Laga", "Ja", ""))
    body = (heading(1, "Vägar"), heading(2, "Uppföljning"), paragraph(trail), rows)
    plan = plan_report(read_report(save(tmp_path / "r.docx", *body)), _known())
    assert [(each.values["decided_on"], each.values["paragraph"]) for each in _of(plan, "response")] == [
        ("2021-05-04", "11"), ("2021-06-08", "12"),
    ]  # fmt: skip


def test_a_synonym_of_the_registers_scale_is_its_level(tmp_path: Path) -> None:
    level = replace(_level("l1", "Gjort", "implemented", 1), synonyms="Avbockad")
    rows = (row("1) Laga", "Avbockad", ""),)
    found = read_report(save(tmp_path / "r.docx", heading(1, "Vägar"), table(row(*HEADER), *rows)))
    plan = plan_report(found, _known(scales=[KnownScale("s1", [level])]))
    assert [each.values.get("level") is not None for each in _of(plan, "assessment")] == [True]
    assert "unknown_level" not in {note.code for note in plan.notes}
