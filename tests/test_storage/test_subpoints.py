"""Recommendations with sub-points: where they stand, and that they are assessed through their sub-points."""

import re
from array import array
from pathlib import Path
from random import Random

import pytest

import storage
from exports.report.context import report_context
from storage import followups, letters, recommendations, records
from storage.database import followups as followup_rows
from storage.domain.filters import parse_filter
from storage.domain.records import Recommendation
from storage.domain.subpoints import divided, level_as_text, themes
from storage.errors import DividedRecommendation
from storage.operations.assessments import assess, assess_by_number, comment
from storage.operations.records import add, edit, remove
from storage.register import Register
from storage.undo import undo
from tests.conftest import TODAY
from tests.test_storage.steps import levels


def _audit(register: Register, title: str = "Moms") -> str:
    (audit,) = add(register, "audit", {"title": title, "years": "2024"}).created["audit"]
    return audit


def _point(register: Register, audit: str, number: str, parent: str | None = None, **more: str) -> str:
    values = {"audit": audit, "number": number, "text": f"Punkt {number}", "parent": parent, **more}
    (point,) = add(register, "recommendation", values).created["recommendation"]
    return point


def _stored(register: Register, audit: str) -> dict[str, Recommendation]:
    """Read the table itself."""
    rows = register.connection.execute(
        "SELECT id, audit, parent, position FROM recommendation WHERE removed IS NULL AND audit = ?", (audit,)
    ).fetchall()
    return {row[0]: Recommendation(id=row[0], audit=row[1], parent=row[2], position=row[3]) for row in rows}


def _expected(register: Register, audit: str) -> list[str]:
    """Order an audit's points by the rule, independently of the program: depth first, each level by position and id."""
    points = _stored(register, audit)
    below: dict[str | None, list[str]] = {}
    for one in points.values():
        below.setdefault(one.parent if one.parent in points else None, []).append(one.id)

    def walk(above: str | None) -> list[str]:
        found = sorted(below.get(above, []), key=lambda one: (points[one].position or 0, one))
        return [each for one in found for each in (one, *walk(one))]

    return walk(None)


def _ids(register: Register, rids: "array[int]") -> list[str]:
    return [view.id for view in recommendations.recommendations_at(register, rids)]


def _grow(register: Register, random: Random, audit: str) -> None:
    """Add, move, remove and bring back points at random, the later ones below earlier ones too."""
    for number in range(1, random.randint(3, 9)):
        _point(register, audit, str(number))
    for step in range(random.randint(4, 12)):
        points = list(_stored(register, audit))
        match random.choice(("add", "add", "add", "move", "remove", "undo")):
            case "add":
                _point(register, audit, f"s{step}", random.choice(points))
            case "move":
                moved, above = random.sample(points, 2)
                if moved not in _way_up(register, audit, above):
                    edit(register, "recommendation", moved, {"parent": random.choice([above, None])})
            case "remove":
                leaf = random.choice([one for one in points if one not in divided(_stored(register, audit).values())])
                if len(points) > 2:
                    remove(register, "recommendation", leaf, "Dubblett")
            case "undo":
                undo(register)


def _way_up(register: Register, audit: str, point: str) -> list[str]:
    points, found = _stored(register, audit), [point]
    while (above := points[found[-1]].parent) in points:
        found.append(str(above))
    return found


@pytest.mark.parametrize("seed", range(12))
def test_sub_points_stand_below_their_parent_everywhere(empty: Register, seed: int) -> None:
    random = Random(seed)
    audits = [_audit(empty, title) for title in ("Avtal", "Moms", "Äldreomsorg")]
    for audit in audits:
        _grow(empty, random, audit)
    wanted = [one for audit in audits for one in _expected(empty, audit)]
    followup = followups.open_followup(empty)
    assert followup is not None
    for audit in audits:
        leaf = next(
            one for one in reversed(_expected(empty, audit)) if one not in divided(_stored(empty, audit).values())
        )
        assess(empty, [leaf], levels(empty)["partial"].id)
        assert _ids(empty, recommendations.recommendation_order(empty, audit=audit)) == _expected(empty, audit)
        assert _ids(empty, recommendations.orders_in(empty, [audit])[audit]) == _expected(empty, audit)
        missiv = letters.letter_material(empty, audit=audit)
        assert [each.recommendation.id for each in missiv.audits[0].recommendations] == _expected(empty, audit)
    assert _ids(empty, recommendations.recommendation_order(empty)) == wanted
    assert _ids(empty, recommendations.first_recommendations(empty, 1000)) == wanted
    assert _ids(empty, recommendations.first_hits(empty, parse_filter("punkt"), 1000)[0]) == wanted
    assert _ids(empty, recommendations.found(empty, parse_filter("punkt")).recommendations) == wanted
    assert [one.id for one in records.records(empty, "recommendation")] == wanted
    material = followups.followup_material(empty, followup.id)
    assert [each.recommendation.id for audit in material.audits for each in audit.recommendations] == wanted
    leaves = [one for audit in audits for one in wanted if one in _stored(empty, audit)]
    above = {parent for audit in audits for parent in divided(_stored(empty, audit).values())}
    with empty.reading() as connection:
        pairs = followup_rows.level_pairs(connection, followup.id, followup.id)
    assert [pair.recommendation for pair in pairs] == [one for one in leaves if one not in above]
    assert _next_ones(empty, followup.id) == [
        one for one in wanted if one not in above and one not in _assessed(empty, followup.id)
    ]


def test_no_other_sql_orders_recommendations() -> None:
    by_position = re.compile(r"\b(?:r|c|recommendation)\.position, \w+\.id\b")
    modules = Path(storage.__file__).parent.rglob("*.py")
    assert [path.name for path in modules if by_position.search(path.read_text(encoding="utf-8"))] == []


def _assessed(register: Register, followup: str) -> set[str]:
    rows = register.connection.execute("SELECT recommendation FROM assessment WHERE followup = ?", (followup,))
    return {row[0] for row in rows}


def _next_ones(register: Register, followup: str) -> list[str]:
    """Follow the key that goes to the next unassessed one, all the way round."""
    found: list[int] = []
    with register.reading() as connection:
        after = followup_rows.next_unassessed(connection, followup)
        while after is not None and after not in found:
            found.append(after)
            after = followup_rows.next_unassessed(connection, followup, after)
    return _ids(register, array("q", found))


def test_points_in_a_ring_are_all_listed_and_none_is_counted(empty: Register) -> None:
    audit = _audit(empty)
    first, second, third = (_point(empty, audit, number) for number in "123")
    with empty.recording("edit") as action:  # as two copies that were merged may leave them
        action.put("recommendation", first, {"parent": second})
        action.put("recommendation", second, {"parent": first})
        action.put("recommendation", third, {"parent": third})
    order = _ids(empty, recommendations.recommendation_order(empty, audit=audit))
    assert sorted(order) == sorted([first, second, third])
    assert recommendations.counts(empty).total == 0
    assert (
        themes([recommendations.recommendation_detail(empty, one).view.recommendation for one in order]) == [None] * 3
    )


def test_a_sub_point_has_the_theme_of_its_parent(empty: Register) -> None:
    audit = _audit(empty)
    one = _point(empty, audit, "1", theme="Styrning")
    _point(empty, audit, "2", theme="Ekonomi")
    _point(empty, audit, "1 a", one, theme="Ekonomi")
    _point(empty, audit, "1 b", one)
    views = recommendations.recommendations(empty)
    assert [view.recommendation.number for view in views] == ["1", "1 a", "1 b", "2"]
    assert themes([view.recommendation for view in views]) == ["Styrning", "Styrning", "Styrning", "Ekonomi"]


def test_a_parent_takes_no_level(empty: Register) -> None:
    audit = _audit(empty)
    parent = _point(empty, audit, "5")
    child = _point(empty, audit, "5 a", parent)
    done = levels(empty)["implemented"].id
    for points, said in (([parent], None), ([parent, parent], "Klart")):
        with pytest.raises(DividedRecommendation) as refused:
            assess(empty, points, done, comment=said)
        assert refused.value.record == "Moms: 5) Punkt 5"
    with pytest.raises(DividedRecommendation) as refused:
        assess_by_number(empty, [parent], 1, None)
    assert refused.value.record == "Moms: 5) Punkt 5"
    assert empty.connection.execute("SELECT count(*) FROM assessment").fetchone() == (0,)
    assess_by_number(empty, [parent, child], 1, "Klart")
    assert [view.means for view in recommendations.recommendations(empty)] == [None, "implemented"]
    comment(empty, parent, "Om alla delar")
    assess(empty, [parent], None)


def test_an_older_level_of_a_parent_is_kept_but_neither_shown_nor_counted(empty: Register) -> None:
    audit = _audit(empty)
    parent, other = _point(empty, audit, "5"), _point(empty, audit, "6")
    followup = followups.open_followup(empty)
    assert followup is not None
    assess(empty, [parent, other], levels(empty)["not_implemented"].id)
    assert recommendations.counts(empty).as_dict()["not_implemented"] == 2
    child = _point(empty, audit, "5 a", parent)
    views = {view.id: view for view in recommendations.recommendations(empty)}
    assert (views[parent].level, views[parent].divided, views[child].divided) == (None, True, False)
    counts = recommendations.counts(empty)
    assert (counts.total, counts["not_implemented"], counts["not_assessed"]) == (2, 1, 1)
    assert recommendations.audits(empty)[0].counts == counts
    assert recommendations.counts(empty, parse_filter("status:inte")).total == 1
    for line, listed in (("status:inte", [other]), ("status:ej", [child]), ("saknar:bedömning", [child])):
        assert [one.id for one in recommendations.recommendations(empty, parse_filter(line))] == listed, line
    report = report_context(followups.followup_material(empty, followup.id), today=TODAY)
    assert list(report.texts()).count("Inte åtgärdad") == 2, "in the table's head, and in the row of the other point"
    assert "Se delpunkter" in list(report.texts())
    (shown,) = recommendations.recommendation_detail(empty, parent).assessments
    assert (shown.level, shown.assessment.level is None) == (None, False)
    remove(empty, "recommendation", child, "Fel")
    assert recommendations.counts(empty)["not_implemented"] == 2, "the level is still in the register"


def test_a_printed_level_of_a_parent_is_kept_as_text() -> None:
    assert level_as_text("Delvis åtgärdad", None) == "Bedömning i rapporten: Delvis åtgärdad."
    assert level_as_text("Ej klart. ", "Rutin finns.") == "Bedömning i rapporten: Ej klart.\nRutin finns."
