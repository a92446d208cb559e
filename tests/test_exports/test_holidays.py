"""The days that nobody is at work to answer."""

from datetime import date, timedelta

import pytest

from exports.preflight.letters import holiday


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-01-01", "nyårsdagen"), ("2026-01-06", "trettondedag jul"), ("2026-04-03", "långfredagen"),
        ("2026-04-05", "påskdagen"), ("2026-04-06", "annandag påsk"), ("2026-05-01", "första maj"),
        ("2026-05-14", "Kristi himmelsfärdsdag"), ("2026-05-24", "pingstdagen"), ("2026-06-06", "Sveriges nationaldag"),
        ("2026-06-19", "midsommarafton"), ("2026-06-20", "midsommardagen"), ("2026-10-31", "alla helgons dag"),
        ("2026-12-24", "julafton"), ("2026-12-25", "juldagen"), ("2026-12-26", "annandag jul"),
        ("2026-12-31", "nyårsafton"),
        ("2027-06-25", "midsommarafton"), ("2027-11-06", "alla helgons dag"), ("2027-03-26", "långfredagen"),
    ],
)  # fmt: skip
def test_public_holidays_and_eves_are_known_by_name(day: str, name: str) -> None:
    assert holiday(date.fromisoformat(day)) == name


def test_other_days_are_no_holidays() -> None:
    year = [date(2026, 1, 1) + timedelta(days) for days in range(365)]
    assert sum(holiday(day) is not None for day in year) == 16


def test_midsummer_and_all_saints_are_saturdays_within_their_weeks() -> None:
    for year in range(2020, 2060):
        days = {holiday(date(year, 1, 1) + timedelta(n)): date(year, 1, 1) + timedelta(n) for n in range(365)}
        assert date(year, 6, 20) <= days["midsommardagen"] <= date(year, 6, 26)
        assert date(year, 10, 31) <= days["alla helgons dag"] <= date(year, 11, 6)
        assert days["midsommardagen"].weekday() == days["alla helgons dag"].weekday() == 5
