"""Follow-ups through the years: started, chosen, corrected, compared, and in their own words."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import followups, recommendations, records
from storage.check import check
from storage.domain.editable_fields import Given
from storage.domain.followups import (
    CoveringFollowup,
    Disagreement,
    Ground,
    LevelPair,
    Move,
    assessment_steps,
    compare,
    disagreement,
    earlier_followups,
    ground_for,
    move,
    without_superseded,
)
from storage.domain.records import Followup, Level
from storage.domain.scale import MEANS
from storage.errors import (
    AlreadySuperseded,
    AuditJudged,
    FollowupClosed,
    FollowupUnderWay,
    NotClosed,
    ScaleJudgedOn,
    UnknownReference,
)
from storage.merge import merge
from storage.operations.assessments import assess
from storage.operations.followups import (
    choose_audits,
    edit_followup,
    order_audits,
    put_audits,
    set_scale,
    start_correction,
    start_followup,
    take_out_audits,
)
from storage.operations.records import add
from storage.operations.scales import copy_scale
from storage.register import Register, open_register
from storage.undo import redo, undo
from tests.followed_years import Years, close, judge, made


def open_one(register: Register) -> Followup:
    found = followups.open_followup(register)
    assert found is not None
    return found


def covered(register: Register, followup: str) -> list[str]:
    return [one.audit for one in followups.progress(register, followup).per_audit]


def audits(register: Register, *titles: str) -> list[str]:
    return [made(register, "audit", {"title": title, "handed_over": "2023-05"}) for title in titles]


def test_the_empty_follow_up_that_is_open_becomes_the_one_that_is_started(empty: Register) -> None:
    before = open_one(empty)
    chosen = audits(empty, "Moms", "Arkiv")
    change = start_followup(
        empty, title="Höstens uppföljning", year=2027, responsible="Rut Ekmark", audits=chosen[::-1]
    )
    assert change.records("followup") == {before.id}
    now = open_one(empty)
    assert (now.id, now.title, now.year, now.scale) == (before.id, "Höstens uppföljning", 2027, before.scale)
    assert followups.followup_detail(empty, now.id).responsible == "Rut Ekmark"
    assert covered(empty, now.id) == chosen[::-1]
    undo(empty)
    assert open_one(empty) == before
    assert covered(empty, before.id) == []
    redo(empty)
    assert covered(empty, before.id) == chosen[::-1]
    assert check(empty).ok


def test_no_follow_up_is_started_or_corrected_while_one_with_something_in_it_is_open(
    years: Years, followed: Register
) -> None:
    with pytest.raises(FollowupUnderWay) as refused:
        start_followup(followed, title="En till")
    assert (refused.value.title, refused.value.audits, refused.value.judged) == ("Uppföljning 2026", 3, 8)
    with pytest.raises(FollowupUnderWay):
        start_correction(followed, years.followups["Färger"])
    assert len(followups.followups(followed)) == 3


def test_a_follow_up_that_is_closed_or_not_there_is_not_chosen_for(years: Years, followed: Register) -> None:
    with pytest.raises(FollowupClosed):
        put_audits(followed, years.followups["Färger"], years.audits)
    with pytest.raises(UnknownReference):
        put_audits(followed, years.followups["Ord"], ["okänd"])
    close(followed, years.followups["Ord"], date(2026, 11, 22))
    with pytest.raises(UnknownReference):
        start_followup(followed, scale="okänd")
    with pytest.raises(UnknownReference):
        start_followup(followed, audits=["okänd"])
    assert covered(followed, open_one(followed).id) == []


def test_audits_are_chosen_ordered_and_taken_out_in_one_undo_each(empty: Register) -> None:
    followup = open_one(empty).id
    a, b, c, d = audits(empty, "A", "B", "C", "D")
    put_audits(empty, followup, [a, b])
    put_audits(empty, followup, [c, a])
    assert covered(empty, followup) == [a, b, c]
    order_audits(empty, followup, [c])
    assert covered(empty, followup) == [c, a, b]
    choose_audits(empty, followup, [d, b])
    assert covered(empty, followup) == [d, b]
    undo(empty)
    assert covered(empty, followup) == [c, a, b]
    take_out_audits(empty, followup, [a])
    assert covered(empty, followup) == [c, b]
    with pytest.raises(UnknownReference):
        take_out_audits(empty, followup, [a])
    put_audits(empty, followup, [a])
    assert covered(empty, followup) == [c, b, a]


def test_an_audit_that_is_judged_is_taken_out_only_with_its_judgements(years: Years, followed: Register) -> None:
    followup, audit = years.followups["Ord"], years.audits[2]
    with pytest.raises(AuditJudged) as refused:
        take_out_audits(followed, followup, [audit])
    assert refused.value.judged == 2
    take_out_audits(followed, followup, [audit], clearing=True)
    assert covered(followed, followup) == years.audits[:2]
    assert recommendations.recommendation_detail(followed, years.points[2][0]).view.level is None
    put_audits(followed, followup, [audit])
    level = followups.levels(followed, open_one(followed).scale or "")[0].id
    assess(followed, [years.points[2][0]], level)
    assert recommendations.recommendation_detail(followed, years.points[2][0]).view.comment is None
    for _ in range(3):
        undo(followed)
    assert recommendations.recommendation_detail(followed, years.points[2][0]).view.comment == "Genomfört."
    assert covered(followed, followup) == years.audits


def test_a_follow_up_keeps_its_scale_once_something_is_judged(followed: Register) -> None:
    followup = open_one(followed)
    other = min(copy_scale(followed, followup.scale or "", "En annan").created["scale"])
    with pytest.raises(ScaleJudgedOn):
        set_scale(followed, followup.id, other)
    close(followed, followup.id, date(2026, 11, 22))
    set_scale(followed, open_one(followed).id, other)
    assert open_one(followed).scale == other


def test_progress_and_what_to_judge_next_go_by_the_order_of_lists(years: Years, followed: Register) -> None:
    followup = years.followups["Ord"]
    progress = followups.progress(followed, followup)
    assert (progress.assessed, progress.total) == (8, 10)
    assert [(one.assessed, one.total) for one in progress.per_audit] == [(5, 5), (1, 3), (2, 2)]
    left = [records.rid_of(followed, "recommendation", point) for point in years.points[1][1:]]
    assert followups.next_unassessed(followed, followup) == left[0]
    assert followups.next_unassessed(followed, followup, left[0]) == left[1]
    assert followups.next_unassessed(followed, followup, left[1]) == left[0]
    judged_last = records.rid_of(followed, "recommendation", years.points[2][1])
    assert followups.next_unassessed(followed, followup, judged_last) == left[0]
    level = followups.levels(followed, open_one(followed).scale or "")[0].id
    assess(followed, years.points[1][1:], level)
    assert followups.next_unassessed(followed, followup) is None


def test_a_recommendation_is_told_through_every_follow_up_on_its_own_scale(years: Years, followed: Register) -> None:
    through = assessment_steps(recommendations.recommendation_detail(followed, years.points[0][0]).assessments)
    told = [(one.followup.year, one.level.label if one.level else None, one.move) for one in through]
    assert told == [
        (2026, "Påbörjat", Move.WORSE), (2025, "Ja", Move.SAME), (2024, "Grön", None),
    ]  # fmt: skip
    other = assessment_steps(recommendations.recommendation_detail(followed, years.points[1][0]).assessments)
    assert [one.followup.year for one in other][1] == 2024


def test_the_comparison_is_with_the_newest_before_that_covers_the_same(years: Years, followed: Register) -> None:
    first, second, third = years.followups.values()
    alone, detail = (followups.followup_detail(followed, one) for one in (first, third))
    assert (alone.previous, alone.comparison) == (None, None)
    assert getattr(detail.previous, "id", None) == second
    compared = detail.comparison
    assert compared is not None
    assert compared.total.as_dict() == {
        "better": 1, "same": 2, "worse": 1, "new": 3, "gone": 0, "not_comparable": 1, "not_judged": 0,
    }  # fmt: skip
    take_out_audits(followed, third, [years.audits[0]], clearing=True)
    since_first = followups.followup_detail(followed, third)
    assert getattr(since_first.previous, "id", None) == first
    assert since_first.comparison is not None
    assert since_first.comparison.total.total == 10


def test_a_correction_says_all_that_was_said_until_it_is_put_right(years: Years, followed: Register) -> None:
    first, second, third = years.followups.values()
    add(followed, "assessment_evidence", {"recommendation": years.points[0][0], "kind": "minutes", "source": "§ 4"})
    with pytest.raises(NotClosed):
        start_correction(followed, third)
    close(followed, third, date(2026, 11, 22))
    automatic = open_one(followed)
    start_correction(followed, third)
    correction = open_one(followed)
    assert (correction.id, correction.title, correction.year) == (automatic.id, "Uppföljning 2026 (rättad)", 2026)
    assert correction.supersedes == third
    before, now = (followups.followup_detail(followed, one) for one in (third, correction.id))
    assert now.progress == before.progress
    assert now.reasons == before.reasons
    assert now.without_evidence == before.without_evidence
    assert (now.previous, before.superseded_by) == (before.previous, correction)
    assert now.supersedes
    assert now.supersedes.id == third
    with pytest.raises(AlreadySuperseded):
        start_correction(followed, third)
    close(followed, correction.id, date(2026, 11, 23))
    assert [
        step.superseded
        for step in assessment_steps(recommendations.recommendation_detail(followed, years.points[0][0]).assessments)
    ].count(True) == 1
    assert open_one(followed).year == 2027
    undo_blocked = open_one(followed)
    start_correction(followed, correction.id)
    assert open_one(followed).id == undo_blocked.id
    undo(followed)
    assert open_one(followed) == undo_blocked
    assert getattr(followups.followup_detail(followed, second).previous, "id", None) == first
    assert check(followed).ok


def test_two_copies_that_correct_the_same_follow_up_make_one_correction(
    years: Years, followed: Register, tmp_path: Path
) -> None:
    third = years.followups["Ord"]
    close(followed, third, date(2026, 11, 22))
    copy = tmp_path / "kopia.db"
    followed.connection.commit()
    copy.write_bytes(followed.path.read_bytes())
    with open_register(copy, write=True) as other:
        start_correction(other, third, title="Rättad av Bo")
    start_correction(followed, third, title="Rättad av Anna")
    assert merge(followed, copy).conflicts == 1
    assert check(followed).ok
    assert [view.followup.state for view in followups.followups(followed)] == ["open", "closed", "closed", "closed"]
    assert followups.progress(followed, open_one(followed).id).assessed == 8


def test_after_a_correction_of_an_older_one_the_next_year_is_not_one_that_was(years: Years, followed: Register) -> None:
    close(followed, years.followups["Ord"], date(2026, 11, 22))
    newest_scale = records.record_of(followed, "followup", years.followups["Ord"])
    start_correction(followed, years.followups["Färger"])
    correction = open_one(followed)
    assert correction.year == 2024
    close(followed, correction.id, date(2026, 11, 23))
    assert open_one(followed).year == 2027
    assert open_one(followed).scale == getattr(newest_scale, "scale", None)


def test_who_leads_it_and_its_year_are_written_with_its_texts(empty: Register) -> None:
    followup = open_one(empty).id
    edit_followup(empty, followup, {"responsible": "Rut Ekmark, revisor", "year": "2028", "purpose": "Se efter."})
    detail = followups.followup_detail(empty, followup)
    assert (detail.responsible, detail.followup.year, detail.followup.purpose) == ("Rut Ekmark", 2028, "Se efter.")
    edit_followup(empty, followup, {"responsible": ""})
    assert followups.followup_detail(empty, followup).responsible is None


def test_what_a_body_says_is_held_against_what_the_auditors_say(years: Years, followed: Register) -> None:
    audit, (first, second, third, fourth, fifth) = years.audits[0], years.points[0]
    answer: dict[str, Given] = {"responder": "Kommunstyrelsen", "audits": [audit]}
    response = made(followed, "response", {**answer, "decided_on": "2026-03-01"})
    for point, said in (
        (first, {"self_assessment": "done"}),  # judged as partial
        (second, {"stance": "already_done"}),  # partial
        (third, {"self_assessment": "ongoing"}),  # implemented
        (fourth, {"self_assessment": "ongoing"}),  # not implemented: they agree
        (fifth, {"self_assessment": "done"}),  # not relevant any longer
    ):
        add(followed, "response_line", {"response": response, "targets": [point], **said})
    found = followups.followup_detail(followed, years.followups["Ord"]).mismatches
    assert [(one.recommendation, one.kind, one.claim, one.responder) for one in found] == [
        (first, Disagreement.CLAIMED_DONE, "done", "Kommunstyrelsen"),
        (second, Disagreement.CLAIMED_DONE, "already_done", "Kommunstyrelsen"),
        (third, Disagreement.CLAIMED_NOT_DONE, "ongoing", "Kommunstyrelsen"),
    ]
    later = made(followed, "response", {**answer, "decided_on": "2026-06-01"})
    add(followed, "response_line", {"response": later, "targets": [first], "self_assessment": "planned"})
    assert [one.recommendation for one in followups.followup_detail(followed, years.followups["Ord"]).mismatches] == [
        second,
        third,
    ]


def test_green_without_evidence_and_reasons_of_the_others_are_what_plain_sql_finds(
    years: Years, followed: Register
) -> None:
    followup = years.followups["Ord"]
    for point, reason in ((years.points[0][0], "workload"), (years.points[0][3], "workload")):
        add(followed, "assessment", {"recommendation": point, "reason": reason})
    add(followed, "assessment_evidence", {"recommendation": years.points[0][2], "kind": "visit"})
    with sqlite3.connect(followed.path) as plain:
        rows = plain.execute(
            "SELECT s.recommendation, l.means, s.reason, e.id FROM assessment s JOIN level l ON l.id = s.level "
            "LEFT JOIN assessment_evidence e ON e.assessment = s.id WHERE s.followup = ?",
            (followup,),
        ).fetchall()
    plain.close()
    detail = followups.followup_detail(followed, followup)
    assert {one.recommendation for one in detail.without_evidence} == {
        point for point, means, _, evidence in rows if means == "implemented" and evidence is None
    }
    for means, reasons in detail.reasons.items():
        wanted = [reason or "" for _, own, reason, _ in rows if own == means]
        assert dict(reasons) == {reason: wanted.count(reason) for reason in wanted}


@pytest.mark.parametrize(
    ("handed_over", "covering", "ground"),
    [
        ("2024-12-31", [], Ground.NOT_FOLLOWED_UP),
        ("2024", [], Ground.NOT_FOLLOWED_UP),
        ("2025-01-01", [], None),
        (None, [], None),
        ("2020-01-01", [CoveringFollowup("U", None, None)], None),
        ("2020-01-01", [CoveringFollowup("U", "none", None)], None),
        ("2020-01-01", [CoveringFollowup("U", "may", 2026)], Ground.MARKED),
        ("2020-01-01", [CoveringFollowup("U", "shall", 2025)], Ground.MARKED),
        ("2020-01-01", [CoveringFollowup("U", "shall", 2027)], None),
        ("2020-01-01", [CoveringFollowup("U", "shall", None)], Ground.MARKED),
        ("2020-01-01", [CoveringFollowup("U", "shall", 2025), CoveringFollowup("V", "none", None)], None),
    ],
)
def test_an_audit_is_proposed_after_two_years_or_when_the_last_follow_up_asks_for_it(
    handed_over: str | None, covering: list[CoveringFollowup], ground: Ground | None
) -> None:
    assert ground_for(handed_over, covering, 2026) is ground


def test_what_the_open_follow_up_covers_is_not_proposed_again(empty: Register) -> None:
    a, b = audits(empty, "A", "B")
    for audit in (a, b):
        made(empty, "recommendation", {"audit": audit, "text": "Gör det"})
    assert [one.audit for one in followups.proposals(empty, 2026)] == [a, b]
    put_audits(empty, open_one(empty).id, [a])
    (left,) = followups.proposals(empty, 2026)
    assert (left.audit, left.ground, left.handed_over) == (b, Ground.NOT_FOLLOWED_UP, "2023-05")
    assert followups.proposals(empty, 2024) == []


def test_what_is_judged_is_compared_with_nothing_but_what_counts(years: Years, followed: Register) -> None:
    third = years.followups["Ord"]
    before = followups.followup_detail(followed, third).comparison
    question = made(followed, "recommendation", {"audit": years.audits[0], "kind": "question", "text": "Varför?"})
    level = followups.levels(followed, open_one(followed).scale or "")[0].id
    assess(followed, [question], level)
    assert followups.followup_detail(followed, third).comparison == before
    judge(followed, years.points, "Ord")
    assert followups.followup_detail(followed, third).comparison == before


MEANINGS = st.sampled_from([*MEANS, None])


def level(means: str | None) -> Level | None:
    return Level(id=means, means=means) if means else None


@given(st.lists(st.tuples(st.sampled_from("abc"), MEANINGS, MEANINGS, st.booleans()), max_size=30))
def test_the_moves_add_up_to_all_that_was_judged_in_either(
    rows: list[tuple[str, str | None, str | None, bool]],
) -> None:
    compared = compare(
        LevelPair(str(n), audit, level(before), level(now), covered)
        for n, (audit, before, now, covered) in enumerate(rows)
    )
    union = [row for row in rows if row[1] or row[2]]
    assert compared.total.total == len(union) == sum(each.total for each in compared.per_audit.values())
    assert compared.total.compared == compared.before.total == compared.now.total
    both = {Move.BETTER, Move.SAME, Move.WORSE, Move.NOT_COMPARABLE}
    assert sum(compared.total[one] for one in both) == sum(1 for _, before, now, _ in rows if before and now)


@given(MEANINGS, MEANINGS)
def test_what_is_better_one_way_is_worse_the_other(before: str | None, now: str | None) -> None:
    turned = {
        Move.BETTER: Move.WORSE, Move.WORSE: Move.BETTER, Move.NEW: Move.GONE, Move.GONE: Move.NEW,
    }  # fmt: skip
    there, back = (move(*pair, covered=False) for pair in ((before, now), (now, before)))
    assert back == (turned.get(there, there) if there else None)


@given(st.lists(st.tuples(st.integers(2020, 2024), st.booleans(), st.integers(0, 7) | st.none()), max_size=8))
def test_corrections_of_corrections_leave_one_in_force_and_none_is_compared_with_what_it_corrects(
    told: list[tuple[int, bool, int | None]],
) -> None:
    every = [
        Followup(
            id=str(n), year=year, state="closed" if closed else "open",
            supersedes=str(about) if about is not None and about < len(told) and about != n else None,
        )
        for n, (year, closed, about) in enumerate(told)
    ]  # fmt: skip
    replaced = {one.supersedes for one in every if one.state == "closed" and one.supersedes}
    assert {one.id for one in without_superseded(every)} == {one.id for one in every} - replaced
    for one in every:
        earlier = earlier_followups(one, every)
        assert one.id not in {each.id for each in earlier}
        assert one.supersedes not in {each.id for each in earlier}
        assert all(each.state == "closed" and each.id not in replaced for each in earlier)
        assert [each.year or 0 for each in earlier] == sorted((each.year or 0 for each in earlier), reverse=True)


@pytest.mark.parametrize(
    ("own", "stance", "judged", "kind"),
    [
        ("done", None, "partial", Disagreement.CLAIMED_DONE),
        ("done", "disagrees", "not_implemented", Disagreement.CLAIMED_DONE),
        (None, "already_done", "not_implemented", Disagreement.CLAIMED_DONE),
        ("done", None, "implemented", None),
        ("done", None, "not_assessable", None),
        ("no_action", "already_done", "implemented", Disagreement.CLAIMED_NOT_DONE),
        ("planned", None, "implemented", Disagreement.CLAIMED_NOT_DONE),
        ("planned", None, "partial", None),
        (None, "disagrees", "implemented", None),
        (None, None, "not_implemented", None),
    ],
)
def test_a_body_and_the_auditors_disagree_when_one_says_done_and_the_other_not(
    own: str | None, stance: str | None, judged: str, kind: Disagreement | None
) -> None:
    assert disagreement(own, stance, judged) is kind
