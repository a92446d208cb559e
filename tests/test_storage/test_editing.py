"""Audits, recommendations and texts, made, changed and taken out."""

import pytest

from storage import followups, recommendations
from storage import records as record_queries
from storage.check import check
from storage.domain.records import Audit, FollowupAudit, Recommendation
from storage.errors import FollowupClosed, InvalidValue, UnknownReference
from storage.history import history
from storage.operations import followups as followup_operations
from storage.operations import records
from storage.register import Register
from storage.undo import undo


def test_a_new_audit_stands_in_its_place_with_its_bodies(practice: Register) -> None:
    values = {"title": "Bygglov i tid", "years": "2024", "handed_over": "2025-02", "purpose": "Ett.\n\nTvå."}
    change = records.add(practice, "audit", {**values, "auditees": ["Byggnadsnämnden", "kommunstyrelsen"]})
    view = next(view for view in recommendations.audits(practice) if view.audit.title == "Bygglov i tid")
    assert view.bodies == ("Kommunstyrelsen", "Byggnadsnämnden")
    assert view.audit.purpose == "Ett.\nTvå."
    assert len(change.created["body"]) == 1, "the other is there already"
    undo(practice)
    assert len(recommendations.audits(practice)) == 7


@pytest.mark.parametrize(
    "values", [{}, {"title": "  "}, {"title": "x", "handed_over": "igår"}, {"title": "x", "id": "1"}]
)
def test_an_audit_that_cannot_be_is_refused_whole(practice: Register, values: dict[str, str]) -> None:
    before = len(history(practice))
    with pytest.raises(InvalidValue):
        records.add(practice, "audit", values)
    assert len(history(practice)) == before


def test_the_audited_bodies_are_those_last_named(practice: Register) -> None:
    audit = record_queries.find(practice, "Måltider", "audit")
    records.edit(practice, "audit", audit, {"short_title": "Mat", "auditees": ["Socialnämnden"]})
    view = next(view for view in recommendations.audits(practice) if view.id == audit)
    assert (view.name, view.bodies) == ("Mat", ("Socialnämnden",))
    records.edit(practice, "audit", audit, {"auditees": "Vård- och omsorgsnämnden; Socialnämnden"})
    view = next(view for view in recommendations.audits(practice) if view.id == audit)
    assert view.bodies == ("Socialnämnden", "Vård- och omsorgsnämnden")


def test_a_new_recommendation_stands_last_and_an_edit_changes_only_what_is_named(practice: Register) -> None:
    audit = record_queries.find(practice, "Måltider", "audit")
    change = records.add(practice, "recommendation", {"audit": audit, "number": "4", "text": "Ny", "theme": "Kök"})
    (made,) = change.records("recommendation")
    records.edit(practice, "recommendation", made, {"text": "Ändrad", "theme": ""})
    found = record_queries.record_of(practice, "recommendation", made)
    assert isinstance(found, Recommendation)
    assert (found.number, found.position, found.text, found.theme, found.kind) == (
        "4",
        4,
        "Ändrad",
        None,
        "recommendation",
    )
    with pytest.raises(InvalidValue):
        records.add(practice, "recommendation", {"audit": audit, "number": "5"})


def test_what_is_removed_needs_a_reason_and_is_gone_from_lists(practice: Register) -> None:
    recommendation = record_queries.find(practice, "Måltider:1")
    with pytest.raises(InvalidValue):
        records.remove(practice, "recommendation", recommendation, " ")
    records.remove(practice, "recommendation", recommendation, "Dubblett av 2")
    assert recommendations.counts(practice).total == 43
    with pytest.raises(UnknownReference):
        records.remove(practice, "recommendation", recommendation, "igen")
    undo(practice)
    assert recommendations.counts(practice).total == 44


def test_an_open_follow_ups_texts_are_written_and_a_closed_ones_are_not(practice: Register) -> None:
    views = followups.followups(practice)
    open_one = next(view.followup for view in views if view.followup.state == "open")
    closed = next(view.followup for view in views if view.followup.state == "closed")
    followup_operations.edit_followup(practice, open_one.id, {"judgement": "Det går framåt."})
    audit = record_queries.find(practice, "Måltider", "audit")
    followup_operations.edit_covered_audit(
        practice, open_one.id, audit, {"judgement": "Nytt.", "follow_up_again": "shall"}
    )
    material = followups.followup_material(practice, open_one.id)
    assert material.followup.judgement == "Det går framåt."
    covered = next(m for m in material.audits if m.audit.id == audit)
    assert isinstance(covered.followup_audit, FollowupAudit)
    assert isinstance(covered.audit, Audit)
    assert (covered.followup_audit.judgement, covered.followup_audit.follow_up_again) == ("Nytt.", "shall")
    with pytest.raises(FollowupClosed):
        followup_operations.edit_followup(practice, closed.id, {"judgement": "x"})
    with pytest.raises(FollowupClosed):
        followup_operations.edit_covered_audit(practice, closed.id, audit, {"judgement": "x"})
    with pytest.raises(InvalidValue):
        followup_operations.edit_covered_audit(practice, open_one.id, audit, {"follow_up_again": "kanske"})
    assert check(practice).ok
