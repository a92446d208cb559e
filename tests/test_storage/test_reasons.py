"""Why something is judged as it is, and notes that go with a judgement."""

import pytest

from storage import followups, recommendations
from storage.errors import InvalidValue
from storage.operations.assessments import assess, set_reason
from storage.register import Register
from storage.undo import undo


def _level(register: Register, means: str) -> str:
    followup = followups.open_followup(register)
    assert followup is not None
    return next(level.id for level in followups.levels(register, followup.scale or "") if level.means == means)


def _first(register: Register, number: int) -> list[str]:
    return [view.id for view in recommendations.recommendations(register)[:number]]


def _reasons(register: Register, ids: list[str]) -> list[str | None]:
    found = [recommendations.recommendation_detail(register, one).view.assessment for one in ids]
    return [assessment.reason if assessment else None for assessment in found]


def test_a_reason_of_several_is_one_action_and_none_takes_it_away(practice: Register) -> None:
    ids = _first(practice, 2)
    assess(practice, ids, _level(practice, "partial"))
    before = _reasons(practice, ids)
    assert set_reason(practice, ids, "workload").name == "set_reason"
    assert _reasons(practice, ids) == ["workload", "workload"]
    undo(practice)
    assert _reasons(practice, ids) == before
    set_reason(practice, ids, None)
    assert _reasons(practice, ids) == [None, None]


def test_what_is_not_judged_in_the_open_followup_gets_no_reason(practice: Register) -> None:
    judged = [view for view in recommendations.recommendations(practice) if not view.current and view.assessment]
    assert not set_reason(practice, [judged[0].id], "other")


def test_a_reason_that_is_none_of_those_there_are_is_refused(practice: Register) -> None:
    with pytest.raises(InvalidValue):
        set_reason(practice, _first(practice, 1), "semester")


def test_a_note_is_a_last_paragraph_also_of_one(practice: Register) -> None:
    (only,) = _first(practice, 1)
    level = _level(practice, "partial")
    assess(practice, [only], level, comment="Först.")
    assess(practice, [only], level, note="Sedan.")
    assert recommendations.recommendation_detail(practice, only).view.comment == "Först.\nSedan."
