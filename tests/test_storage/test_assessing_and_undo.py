"""Assessing, and undoing it: over restarts, in one step, never over a later change."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exports.report.file import closing_text
from storage import followups, history, recommendations, records
from storage.domain.views import RecommendationView
from storage.errors import InvalidValue, NothingToRedo, NothingToUndo, UndoBlocked, UndoStopped, UnknownReference
from storage.example.municipality import build_example
from storage.merge import merge
from storage.operations.assessments import assess, comment
from storage.register import Register, create_register, open_register
from storage.undo import redo, undo
from tests.test_storage.steps import levels, tables, take

TODAY = date(2026, 11, 22)


def view(register: Register, reference: str) -> RecommendationView:
    """The recommendation as a list shows it."""
    return recommendations.recommendation_detail(register, records.find(register, reference)).view


def test_a_judgement_goes_to_the_open_follow_up_and_last_years_stays_beside_it(practice: Register) -> None:
    recommendation = records.find(practice, "Fastighetsunderhåll:1")
    assert not view(practice, recommendation).current
    change = assess(practice, [recommendation], levels(practice)["implemented"].id, comment="Löftet är beslutat.")
    now = recommendations.recommendation_detail(practice, recommendation)
    assert (now.view.means, now.view.comment, now.view.current) == ("implemented", "Löftet är beslutat.", True)
    assert [(j.followup.state, j.level.means if j.level else None) for j in now.assessments] == [
        ("open", "implemented"),
        ("closed", "not_implemented"),
    ]
    assert change.records("assessment")
    assert change.records("followup_audit"), "its audit is put into the open follow-up"


def test_a_judgement_is_readable_through_another_connection_before_the_operation_returns(
    practice: Register, practice_path: Path
) -> None:
    recommendation = records.find(practice, "Måltider:1")
    assess(practice, [recommendation], levels(practice)["partial"].id)
    with sqlite3.connect(practice_path) as other:
        row = other.execute(
            "SELECT l.means FROM assessment a JOIN level l ON l.id = a.level WHERE a.recommendation = ?",
            (recommendation,),
        ).fetchone()
    other.close()
    assert row == ("partial",)


def test_clearing_brings_last_years_judgement_back_into_view(practice: Register) -> None:
    recommendation = records.find(practice, "Dataskydd:2")
    assert (view(practice, recommendation).means, view(practice, recommendation).current) == ("implemented", True)
    assess(practice, [recommendation], None)
    shown = view(practice, recommendation)
    assert (shown.means, shown.current, shown.followup_year) == ("partial", False, 2025)
    assert shown.open_comment == "Riktlinjer och plan beslutades den 3 mars 2026."


def test_clearing_what_was_never_judged_writes_nothing(practice: Register) -> None:
    assert not assess(practice, [records.find(practice, "Måltider:1")], None)


def test_the_same_judgement_again_writes_nothing(practice: Register) -> None:
    recommendation = records.find(practice, "Måltider:1")
    assert assess(practice, [recommendation], levels(practice)["partial"].id)
    assert not assess(practice, [recommendation], levels(practice)["partial"].id)


def test_a_bulk_judgement_is_one_action_and_a_note_becomes_a_comment_or_a_last_paragraph(practice: Register) -> None:
    some = [records.find(practice, f"Dataskydd:{number}") for number in (1, 5)]
    before = len(history.history(practice))
    assess(practice, some, levels(practice)["partial"].id, comment="Bedömt vid möte.")
    assert len(history.history(practice)) == before + 1
    assert [view(practice, one).comment for one in some] == [
        "Ledningssystemet är infört på två av fem förvaltningar.\nBedömt vid möte.",
        "Bedömt vid möte.",
    ]


def test_one_unknown_recommendation_and_none_is_judged(practice: Register) -> None:
    known = records.find(practice, "Måltider:1")
    with pytest.raises(UnknownReference):
        assess(practice, [known, "finns-inte"], levels(practice)["partial"].id)
    assert view(practice, known).means is None


def test_a_level_of_another_scale_is_refused(practice: Register) -> None:
    with pytest.raises(InvalidValue):
        assess(practice, [records.find(practice, "Måltider:1")], "hittepå")


def test_hostile_text_in_a_comment_is_cleaned_and_otherwise_kept_as_written(practice: Register) -> None:
    recommendation = records.find(practice, "Måltider:1")
    comment(practice, recommendation, "[/] R&D <ny>\x1b]0;x\x07 {{ a }}\r\nrad\u202etvå")
    assert view(practice, recommendation).open_comment == "[/] R&D <ny>]0;x {{ a }}\nradtvå"


def test_undo_and_redo_survive_restarts(practice_path: Path) -> None:
    with open_register(practice_path, write=True) as register:
        recommendation = records.find(register, "Måltider:1")
        start = tables(register)
        assess(register, [recommendation], levels(register)["partial"].id)
        judged = tables(register)
    for step, expected in ((undo, start), (redo, judged), (undo, start), (redo, judged)):
        with open_register(practice_path, write=True) as register:
            change = step(register)
            assert change.name == "assess"
            assert tables(register) == expected
    with open_register(practice_path, write=True) as register, pytest.raises(NothingToRedo):
        redo(register)


def test_a_new_action_empties_redo(practice: Register) -> None:
    recommendation = records.find(practice, "Måltider:1")
    comment(practice, recommendation, "ett")
    undo(practice)
    comment(practice, recommendation, "två")
    undo(practice)
    assert redo(practice)
    with pytest.raises(NothingToRedo):
        redo(practice)
    assert view(practice, recommendation).open_comment == "två"


def test_undo_stops_at_the_beginning_of_the_register(empty: Register) -> None:
    with pytest.raises(UndoStopped):
        undo(empty)
    build_example(empty, TODAY, closing_text)
    with pytest.raises(UndoStopped):
        undo(empty)


def test_what_another_installation_did_is_not_undone_here(
    practice_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_register(practice_path, write=True) as register:
        comment(register, records.find(register, "Måltider:1"), "mitt")
    monkeypatch.setenv("GRANSKA_STATE", str(tmp_path / "another"))
    with open_register(practice_path, write=True) as register, pytest.raises(NothingToUndo):
        undo(register)


def test_undo_is_refused_by_name_where_a_later_change_stands_on_top(practice_path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with open_register(practice_path, write=True, who="Anna") as mine:
        recommendation = records.find(mine, "Måltider:1")
        comment(mine, recommendation, "Annas")
    other.write_bytes(practice_path.read_bytes())
    with open_register(other, write=True, who="Berit") as theirs:
        comment(theirs, recommendation, "Berits, ovanpå Annas")
    with open_register(practice_path, write=True) as mine:
        merge(mine, other)
        before = tables(mine)
        with pytest.raises(UndoBlocked) as refused:
            undo(mine)
        assert (refused.value.name, refused.value.later, refused.value.who) == ("comment", "comment", "Berit")
        assert "Måltider: 1) Inför samma rutin" in refused.value.record
        assert tables(mine) == before


def test_every_action_tells_who_did_what_when_and_the_old_value(practice: Register) -> None:
    recommendation = records.find(practice, "Dataskydd:2")
    comment(practice, recommendation, "Ny kommentar.")
    newest = history.history(practice, recommendation)[0]
    assert (newest.name, newest.who, newest.at[:10]) == ("comment", "Anna", "2026-11-22")
    (change,) = newest.changes
    assert (change.field, change.old, change.new) == (
        "comment",
        "Riktlinjer och plan beslutades den 3 mars 2026.",
        "Ny kommentar.",
    )
    assert change.label.startswith("Dataskydd: 2)")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["assess", "clear", "comment", "bulk"]),
            st.integers(0, 43),
            st.sampled_from(["implemented", "partial", "not_implemented"]),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_undoing_everything_restores_every_table_and_redoing_it_all_brings_it_back(
    practice_path: Path, steps: list[tuple[str, int, str]]
) -> None:
    fresh = practice_path.with_name("again.db")
    fresh.unlink(missing_ok=True)
    fresh.write_bytes(practice_path.read_bytes())
    with open_register(fresh, write=True) as register:
        every = recommendations.recommendations(register)
        states = [tables(register)]
        for kind, index, means in steps:
            others = [every[0].id, every[7].id]
            change = take(register, kind, every[index].id, means, others, practice_path)
            if change:
                states.append(tables(register))
        for expected in reversed(states[:-1]):
            undo(register)
            assert tables(register) == expected
        for expected in states[1:]:
            redo(register)
            assert tables(register) == expected


def test_the_year_of_the_first_follow_up_is_the_year_the_register_was_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRANSKA_TODAY", "2031-02-03")
    with create_register(tmp_path / "r.db") as register:
        followup = followups.open_followup(register)
        assert followup is not None
        assert followup.year == 2031


def three_audits(register: Register) -> None:
    """Audits x, y and z with one recommendation each, printed `1.`."""
    with register.recording("test") as action:
        for name in "xyz":
            action.put("audit", f"audit-{name}", {"title": f"Granskning {name}", "years": "2020"})
            values = {"audit": f"audit-{name}", "number": "1.", "text": "t", "kind": "recommendation"}
            action.put("recommendation", f"rec-{name}", values)


def test_audits_judged_together_come_into_the_follow_up_one_after_the_other(empty: Register) -> None:
    three_audits(empty)
    followup = followups.open_followup(empty)
    assert followup is not None
    assess(empty, ["rec-z", "rec-x", "rec-y"], levels(empty)["partial"].id)
    material = followups.followup_material(empty, followup.id)
    assert [(audit.audit.id, audit.followup_audit.position) for audit in material.audits] == [
        ("audit-z", 1),
        ("audit-x", 2),
        ("audit-y", 3),
    ]


def test_a_removed_audit_is_neither_counted_nor_judged(empty: Register) -> None:
    three_audits(empty)
    assess(empty, ["rec-x", "rec-y"], levels(empty)["partial"].id)
    with empty.recording("remove") as action:
        action.put("body", "b", {"name": "Prövningsnämnden"})
        action.put("audit_auditee", "k", {"audit": "audit-x", "body": "b"})
        action.put("audit", "audit-x", {"removed": "Dubblett"})
    (followup,) = followups.followups(empty)
    assert (followup.audits, followup.counts.total) == (1, 1)
    (body,) = records.bodies(empty)
    assert (body.audits, body.counts.total) == (0, 0)
    with pytest.raises(UnknownReference):
        assess(empty, ["rec-x"], levels(empty)["implemented"].id)


def test_a_recommendation_is_counted_once_for_each_body_it_names(empty: Register) -> None:
    three_audits(empty)
    with empty.recording("test") as action:
        for body in "ab":
            action.put("body", body, {"name": body})
            action.put("audit_auditee", f"x{body}", {"audit": "audit-x", "body": body})
        action.put("audit_auditee", "yb", {"audit": "audit-y", "body": "b"})
        action.put("recommendation_addressee", "ya", {"recommendation": "rec-y", "body": "a"})
    tallies = [(view.body.id, view.audits, view.counts.total) for view in records.bodies(empty)]
    assert tallies == [("a", 1, 2), ("b", 2, 1)]


def test_naming_a_recommendation_twice_is_naming_it_once(practice: Register) -> None:
    one = records.find(practice, "Dataskydd:1")
    assess(practice, [one, one], levels(practice)["partial"].id, comment="Nytt.")
    assert view(practice, one).comment == "Nytt."


def test_an_empty_note_on_several_leaves_their_comments_as_they_are(practice: Register) -> None:
    some = [records.find(practice, f"Dataskydd:{number}") for number in (1, 5)]
    before = view(practice, some[0]).comment
    assert before
    assess(practice, some, levels(practice)["partial"].id, comment=" \n ")
    assert [view(practice, one).comment for one in some] == [before, None]


def test_should_several_follow_ups_be_open_what_is_judged_is_what_is_shown(empty: Register) -> None:
    three_audits(empty)
    first = followups.open_followup(empty)
    assert first is not None
    level = levels(empty)["partial"].id
    assess(empty, ["rec-x"], level)
    with empty.recording("test") as action:
        action.put("followup", "f", {"title": "En till", "year": 2030, "scale": first.scale, "state": "open"})
    assess(empty, ["rec-x"], levels(empty)["implemented"].id)
    shown = recommendations.recommendation_detail(empty, "rec-x").view
    assert (shown.means, shown.followup) == ("implemented", "En till")


def test_a_judgement_taken_back_stays_in_the_history_of_what_was_judged(practice: Register) -> None:
    recommendation = records.find(practice, "Måltider:1")
    assess(practice, [recommendation], levels(practice)["partial"].id)
    undo(practice)
    assert [action.name for action in history.history(practice, recommendation)][:2] == ["undo", "assess"]


def test_a_number_is_found_with_or_without_what_is_printed_after_it(empty: Register) -> None:
    three_audits(empty)
    assert {records.find(empty, f"Granskning y:{number}") for number in ("1", "1.", "1)")} == {"rec-y"}


def test_a_number_without_a_title_means_nothing(empty: Register) -> None:
    three_audits(empty)
    with pytest.raises(UnknownReference):
        records.find(empty, ":1")


def test_what_was_taken_back_is_still_called_by_its_name_in_the_history(practice: Register) -> None:
    recommendation = records.find(practice, "Måltider:1")
    assess(practice, [recommendation], levels(practice)["partial"].id)
    undo(practice)
    labels = {change.label for action in history.history(practice, limit=2) for change in action.changes}
    assert labels == {"Måltider: 1) Inför samma rutin för specialkost i alla kök.", "Måltider"}
