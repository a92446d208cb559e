"""Age of what is open: since when, for how many months, and how often in a row it was not implemented."""

import random
from datetime import date, timedelta

import pytest

from storage import followups, recommendations
from storage.domain.age import USUAL_LIMIT, age_limit, day_after, months_open, open_since
from storage.domain.filters import complete, parse_filter, unknown_choices
from storage.domain.records import Level
from storage.errors import NotMonths
from storage.operations.assessments import assess
from storage.operations.followups import start_correction, start_followup
from storage.operations.records import add, edit
from storage.operations.scales import make_scale
from storage.operations.settings import set_setting
from storage.register import Register
from storage.settings import value_of
from tests.followed_years import SCALES
from tests.test_storage.test_settled import audit_with, close

RED = "not_implemented"
MONTHS = (
    ("2024-01-31", "2024-02-28", 0),
    ("2024-01-31", "2024-02-29", 1),
    ("2023-01-31", "2023-02-28", 1),
    ("2024-02-29", "2025-02-27", 11),
    ("2024-02-29", "2025-02-28", 12),
    ("2024-02-29", "2028-02-28", 47),
    ("2024-02-29", "2028-02-29", 48),
    ("2024-05-31", "2024-06-29", 0),
    ("2024-05-31", "2024-06-30", 1),
    ("2024-05-30", "2024-06-30", 1),
    ("2024-12-31", "2025-01-01", 0),
    ("2024-05", "2024-06-29", 0),
    ("2024-05", "2024-06-30", 1),
    ("2024", "2024-12-31", 0),
    ("2024", "2026-06-29", 17),
    ("2024", "2026-06-30", 18),
    ("2026-12-24", "2026-11-22", 0),
    ("2027", "2026-11-22", 0),
)
SINCE = (
    (("2024-03-05", "2024-02-01", "2023"), "2024-03-05"),
    ((None, "2024-02", "2023"), "2024-02"),
    (("i våras", "2024-02", "2023"), "2024-02"),
    (("2024-02-30", None, "2023"), "2023"),
    ((None, None, "2018–2019"), "2019"),
    ((None, None, "2018 och 2019"), "2019"),
    ((None, None, "våren 2019"), None),
    ((None, "okänt", None), None),
)


@pytest.mark.parametrize(("since", "today", "months"), MONTHS)
def test_whole_months_are_counted_and_none_that_may_not_have_passed(since: str, today: str, months: int) -> None:
    assert months_open(since, date.fromisoformat(today)) == months


def test_months_never_decrease_from_day_to_day_nor_from_date_to_later_date() -> None:
    days = [date(2023, 12, 28) + timedelta(n) for n in range(800)]
    for since in ("2023-12-28", "2024-01-31", "2024-02-29", "2024-01", "2023"):
        ages = [months_open(since, day) for day in days]
        assert ages == sorted(ages)
    ages = [months_open(day.isoformat(), days[-1]) for day in days]
    assert ages == sorted(ages, reverse=True)


@pytest.mark.parametrize("since", ["2023-12-28", "2024-01-31", "2024-02-29", "2023-02-28", "2024-05", "2023"])
def test_a_number_of_months_is_reached_on_one_day_and_not_before(since: str) -> None:
    for months in (1, 2, 11, 12, 13, 18, 120):
        day = day_after(since, months)
        assert (months_open(since, day), months_open(since, day - timedelta(1))) == (months, months - 1)


@pytest.mark.parametrize(("dates", "since"), SINCE)
def test_open_since_is_the_first_date_that_is_known(dates: tuple[str | None, ...], since: str | None) -> None:
    assert open_since(*dates) == since


@pytest.mark.parametrize(
    ("setting", "months"), [(None, USUAL_LIMIT), ("24", 24), (" 7 ", 7), ("0", USUAL_LIMIT), ("ett år", USUAL_LIMIT)]
)
def test_the_limit_is_the_offices_own_or_the_usual(setting: str | None, months: int) -> None:
    assert age_limit(setting) == months


@pytest.mark.parametrize("value", ["0", "121", "-3", "1,5", "ett år", "١٨", "1e2"])
def test_a_limit_that_is_no_month_count_is_refused(empty: Register, value: str) -> None:
    with pytest.raises(NotMonths):
        set_setting(empty, "open_limit", value)
    assert value_of(empty, "open_limit") is None


@pytest.mark.parametrize(("value", "kept"), [("1", "1"), ("120", "120"), (" 024 ", "24"), ("", None)])
def test_a_limit_is_kept_as_a_number(empty: Register, value: str, kept: str | None) -> None:
    set_setting(empty, "open_limit", value)
    assert value_of(empty, "open_limit") == kept


def levels_of_open(register: Register) -> tuple[Level, ...]:
    current = followups.open_followup(register)
    assert current is not None
    return followups.levels(register, current.scale or "")


def found(register: Register, line: str) -> set[str]:
    return {view.id for view in recommendations.recommendations(register, parse_filter(line))}


def red_in_plain_python(register: Register, number: int) -> set[str]:
    """What is red so many times in a row, from the tables alone."""
    rows = register.connection.execute("SELECT id, state, year, report_date, supersedes FROM followup").fetchall()
    chain = {row[0]: row[4] for row in rows}
    state = {row[0]: row[1] for row in rows}
    dead = {row[4] for row in rows if row[4] and row[1] == "closed"}
    order = [row[0] for row in sorted(rows, key=lambda row: (row[1] == "open", row[2] or 0, row[3] or "", row[0]))]
    result = set()
    for (point,) in register.connection.execute("SELECT id FROM recommendation WHERE removed IS NULL"):
        made = dict(
            register.connection.execute(
                "SELECT a.followup, l.means FROM assessment a JOIN level l ON l.id = a.level "
                "WHERE a.recommendation = ? AND a.removed IS NULL",
                (point,),
            ).fetchall()
        )
        counted = [one for one in order if one in made and one not in dead]
        for one in list(counted):
            above = chain[one] if state[one] == "open" else None
            while above:
                counted = [other for other in counted if other != above]
                above = chain[above]
        run = 0
        for one in reversed(counted):
            if made[one] != "not_implemented":
                break
            run += 1
        if run >= number:
            result.add(point)
    return result


@pytest.mark.parametrize("seed", range(4))
def test_red_in_a_row_equals_a_plain_recomputation(empty: Register, seed: int) -> None:
    chance = random.Random(seed)
    _audit, points = audit_with(empty, 8)
    scales = [min(make_scale(empty, label, levels).created["scale"]) for label, levels in SCALES.items()]
    for year in range(2020, 2025):
        current = followups.open_followup(empty)
        assert current is not None
        words = followups.levels(empty, current.scale or "")
        red = [one for one in words if one.means == "not_implemented"]
        for point in (one for one in points if chance.random() < 0.7):
            assess(empty, [point], chance.choice(red if chance.random() < 0.7 else words).id, reopening="")
        agrees(empty)
        close(empty)
        in_force = [
            one.id for one in followups.followups(empty) if one.followup.state == "closed" and not one.superseded
        ]
        if chance.random() < 0.5:
            start_correction(empty, chance.choice(in_force))
        else:
            start_followup(empty, year=year, scale=chance.choice(scales))
        agrees(empty)


def agrees(register: Register) -> None:
    every = found(register, "")
    for number in (1, 2, 3):
        red = found(register, f"rött:{number}")
        assert red == red_in_plain_python(register, number)
        assert found(register, f"-red:{number}") == every - red


def test_a_correction_stands_for_what_it_corrects_and_counts_once(empty: Register) -> None:
    _audit, points = audit_with(empty, 2)
    red = next(one for one in levels_of_open(empty) if one.means == RED)
    assess(empty, points, red.id)
    corrected = close(empty)
    assert found(empty, "rött:1") == {*points}
    start_correction(empty, corrected)
    assert found(empty, "rött:1") == {*points}
    assert found(empty, "rött:2") == set()
    close(empty)
    assert found(empty, "rött:2") == set()


def test_open_for_months_is_what_no_closed_follow_up_settled(empty: Register) -> None:
    audit, points = audit_with(empty, 6)
    edit(empty, "audit", audit, {"handed_over": "2024-11"})
    level = {one.means: one.id for one in levels_of_open(empty)}
    means = ("implemented", "partial", RED, "not_assessable", "not_relevant")
    every = {*points}
    for point, one in zip(points, means, strict=False):
        assess(empty, [point], level[one])
    assert found(empty, "öppen:12") == every, "an assessment in the open follow-up moves nothing"
    close(empty)
    assert found(empty, "open:12") == every - {points[0], points[4]}
    edit(empty, "recommendation", points[5], {"closing_reason": "Nämnden upphörde"})
    left = {points[1], points[2], points[3]}
    assert [found(empty, f"öppen:{n}") for n in (23, 24)] == [left, set()]
    assert found(empty, "öppen:12 rött:1") == {points[2]}
    assert found(empty, "-öppen:12") == every - left


def test_of_a_divided_recommendation_the_sub_points_are_open(empty: Register) -> None:
    audit, [parent] = audit_with(empty, 1)
    edit(empty, "audit", audit, {"report_date": "2020"})
    child = min(add(empty, "recommendation", {"audit": audit, "parent": parent, "text": "a"}).created["recommendation"])
    assert found(empty, "öppen:1") == {child}


@pytest.mark.parametrize("line", ["rött:0", "rött:två", "öppen:0", "öppen:1000", "open:-2", "öppen:2024-05"])
def test_a_number_that_cannot_be_is_named_and_matches_nothing(empty: Register, line: str) -> None:
    audit_with(empty, 1)
    assert unknown_choices(line)
    assert found(empty, line) == set()


def test_numbers_are_suggested() -> None:
    assert complete("rött:", 5, {}).candidates == ("2", "3")
    assert complete("öppen:2", 7, {}).candidates == ("24", "12")
