"""What an earlier follow-up has settled is left out of the next, until it is taken in again."""

import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import followups, recommendations
from storage.domain.records import Value
from storage.errors import AlreadySettled, FieldMissing, NotSettled
from storage.operations import followups as operations
from storage.operations.assessments import assess, assess_by_number, comment, reopen
from storage.operations.records import add, edit
from storage.register import Register
from storage.undo import undo
from tests.test_storage.steps import levels

MEANS = ("implemented", "partial", "not_implemented", "not_assessable", "not_relevant")


def audit_with(register: Register, points: int, title: str = "Moms") -> tuple[str, list[str]]:
    """Add an audit with numbered points; returns its id and theirs, in order."""
    [audit] = add(register, "audit", {"title": title, "years": "2024"}).created["audit"]
    found: list[str] = []
    for number in range(1, points + 1):
        values = {"audit": audit, "number": str(number), "text": f"Gör {number}"}
        found += add(register, "recommendation", values).created["recommendation"]
    return audit, found


def close(register: Register) -> str:
    """Close the open follow-up; returns its id."""
    followup = followups.open_followup(register)
    assert followup is not None
    operations.close_followup(register, followup.id, context="{}", template="0" * 64)
    return followup.id


def progress(register: Register) -> tuple[int, int, int]:
    """(assessed, to assess, settled) of the open follow-up."""
    followup = followups.open_followup(register)
    assert followup is not None
    found = followups.progress(register, followup.id)
    return found.assessed, found.total, found.settled


def start_again(register: Register, audit: str, scope: str | None = None) -> None:
    """Take an audit into the follow-up that is open after a closing."""
    followup = followups.open_followup(register)
    assert followup is not None
    operations.put_audits(register, followup.id, [audit], scope)


@pytest.fixture
def second_year(empty: Register) -> tuple[Register, str, list[str]]:
    """A register whose first follow-up assessed a point on every level, and left the sixth; the second is begun."""
    audit, points = audit_with(empty, len(MEANS) + 1)
    for point, means in zip(points, MEANS, strict=False):
        assess(empty, [point], levels(empty)[means].id)
    close(empty)
    start_again(empty, audit)
    return empty, audit, points


def test_only_what_is_neither_implemented_nor_irrelevant_remains(second_year: tuple[Register, str, list[str]]) -> None:
    register, _audit, points = second_year
    assert progress(register) == (0, 4, 2)
    followup = followups.open_followup(register)
    assert followup is not None
    order = []
    rid: int | None = None
    for _each in range(4):
        rid = followups.next_unassessed(register, followup.id, rid)
        order.append(rid)
    rids = {row[1]: row[0] for row in register.connection.execute("SELECT rid, id FROM recommendation")}
    assert order == [rids[points[place]] for place in (1, 2, 3, 5)]


def test_a_follow_up_of_everything_demands_every_point(second_year: tuple[Register, str, list[str]]) -> None:
    register, audit, points = second_year
    start_again(register, audit, "all")
    assert progress(register) == (0, 6, 0)
    assess_by_number(register, [points[0]], 1, None)
    assert progress(register) == (1, 6, 0)


def test_an_audit_that_no_closed_follow_up_assessed_is_taken_whole(empty: Register) -> None:
    audit, _points = audit_with(empty, 2)
    start_again(empty, audit)
    [scope] = empty.connection.execute("SELECT scope FROM followup_audit").fetchone()
    assert (scope, progress(empty)) == (None, (0, 2, 0))


def test_what_is_settled_is_not_assessed_nor_commented_on_by_accident(
    second_year: tuple[Register, str, list[str]],
) -> None:
    register, _audit, points = second_year
    acts: list[Callable[[], object]] = [
        lambda: assess_by_number(register, [points[0]], 3, None),
        lambda: assess_by_number(register, [points[4], points[0]], 3, None),
        lambda: assess(register, [points[4]], levels(register)["partial"].id),
        lambda: comment(register, points[0], "Nytt"),
        lambda: add(register, "assessment_evidence", {"recommendation": points[0], "source": "Protokoll"}),
        lambda: add(register, "assessment", {"recommendation": points[0], "department_report": "Klart"}),
    ]
    for act in acts:
        before = register.connection.execute("SELECT count(*) FROM action").fetchone()
        with pytest.raises(AlreadySettled) as refused:
            act()
        assert refused.value.year == 2026
        assert register.connection.execute("SELECT count(*) FROM action").fetchone() == before
    assert progress(register) == (0, 4, 2)


def test_of_several_the_settled_ones_are_left_out(second_year: tuple[Register, str, list[str]]) -> None:
    register, _audit, points = second_year
    assess_by_number(register, points, 2, None)
    assert progress(register) == (4, 4, 2)


def test_a_settled_point_is_taken_in_again_and_let_go_by_clearing(
    second_year: tuple[Register, str, list[str]],
) -> None:
    register, _audit, points = second_year
    with pytest.raises(FieldMissing):
        reopen(register, points[0], " ")
    reopen(register, points[0], "Nya uppgifter har kommit fram.")
    assert progress(register) == (0, 5, 1)
    assess_by_number(register, [points[0]], 3, None)
    assert progress(register) == (1, 5, 1)
    assess_by_number(register, [points[0]], 0, None)
    assert progress(register) == (0, 4, 2)
    undo(register)
    assert progress(register) == (1, 5, 1)
    with pytest.raises(NotSettled):
        reopen(register, points[1], "Skäl")


def test_assessing_with_a_reason_takes_in_again_at_once(second_year: tuple[Register, str, list[str]]) -> None:
    register, _audit, points = second_year
    assess(register, points[:3], levels(register)["partial"].id, reopening="Ny granskning")
    stored = register.connection.execute(
        "SELECT recommendation, reopened_reason FROM assessment a JOIN followup f ON f.id = a.followup "
        "WHERE f.state = 'open' ORDER BY a.rid"
    ).fetchall()
    assert dict(stored) == {points[0]: "Ny granskning", points[1]: None, points[2]: None}


def test_a_closing_reason_settles_whatever_the_scope(second_year: tuple[Register, str, list[str]]) -> None:
    register, audit, points = second_year
    start_again(register, audit, "all")
    edit(register, "recommendation", points[1], {"closing_reason": "Verksamheten är nedlagd"})
    assert progress(register) == (0, 5, 1)
    with pytest.raises(AlreadySettled) as refused:
        assess_by_number(register, [points[1]], 1, None)
    assert refused.value.reason == "Verksamheten är nedlagd"


def test_an_assessment_in_the_open_follow_up_moves_no_point(second_year: tuple[Register, str, list[str]]) -> None:
    register, _audit, points = second_year
    assess_by_number(register, [points[1]], 1, None)
    assert progress(register) == (1, 4, 2)


def test_a_correction_has_what_the_corrected_follow_up_had(second_year: tuple[Register, str, list[str]]) -> None:
    register, audit, points = second_year
    operations.take_out_audits(register, str(followups.open_followup(register).id), [audit])  # type: ignore[union-attr]
    first = register.connection.execute("SELECT id FROM followup WHERE state = 'closed'").fetchone()[0]
    operations.start_correction(register, first)
    assert progress(register) == (5, 6, 0)
    assess_by_number(register, [points[0]], 3, None)
    close(register)
    start_again(register, audit)
    assert progress(register) == (0, 5, 1), "the corrected follow-up settles nothing any more"


def refused(register: Register, point: str) -> bool:
    """Return True if assessing a point is refused as settled; nothing is changed."""
    try:
        assess_by_number(register, [point], 2, None)
    except AlreadySettled:
        return True
    undo(register)
    return False


def test_a_list_shows_as_settled_exactly_what_is_refused_also_while_correcting(empty: Register) -> None:
    audit, points = audit_with(empty, 4)
    for point, means in zip(points[:3], ("implemented", "partial", "partial"), strict=True):
        assess(empty, [point], levels(empty)[means].id)
    close(empty)
    start_again(empty, audit)
    for point, means in zip(points[1:], ("implemented", "not_relevant", "implemented"), strict=True):
        assess(empty, [point], levels(empty)[means].id)
    second = close(empty)
    for correcting in (False, True):
        if correcting:
            operations.start_correction(empty, second)
            assess_by_number(empty, points[1:], 0, None)
        shown = {view.id: view.settled for view in recommendations.recommendations(empty)}
        assert shown == {point: refused(empty, point) for point in points}
        assert sum(shown.values()) == (1 if correcting else 4)


def _plain(rows: list[dict[str, Value]]) -> set[Value]:
    """What is settled, told without SQL: `rows` are the assessments of closed follow-ups in force, oldest first."""
    newest = {row["recommendation"]: row["means"] for row in rows}
    return {point for point, means in newest.items() if means in {"implemented", "not_relevant"}}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(years=st.lists(st.lists(st.sampled_from((*MEANS, None)), min_size=4, max_size=4), min_size=1, max_size=4))
def test_what_remains_is_what_the_newest_closed_follow_up_left(empty: Register, years: list[list[str | None]]) -> None:
    register = empty
    audit, points = audit_with(register, 4, f"Granskning {json.dumps(years)}")
    told: list[dict[str, Value]] = []
    for year in years:
        start_again(register, audit)
        for point, means in zip(points, year, strict=True):
            if means is None:
                continue
            told.append({"recommendation": point, "means": means})
            assess(register, [point], levels(register)[means].id, reopening="")
        close(register)
    start_again(register, audit)
    settled = _plain(told)
    followup = followups.open_followup(register)
    assert followup is not None
    [mine] = [one for one in followups.progress(register, followup.id).per_audit if one.audit == audit]
    assert (mine.total, mine.settled) == (4 - len(settled), len(settled))
