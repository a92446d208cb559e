"""Which copies are kept as they age."""

from datetime import date, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from storage.backups import DAYS, WEEKS, to_drop

TODAY = date(2026, 11, 22)
FIRST, LAST = datetime.fromisoformat("2023-01-01"), datetime.fromisoformat("2026-11-22T23:00")
MOMENTS = st.sets(st.datetimes(FIRST, LAST), max_size=120)
CLOSE = st.sets(st.datetimes(LAST - timedelta(days=130), LAST), max_size=60)
DAYS_OF_USE = st.sets(st.integers(0, 900), min_size=1, max_size=300)
ACROSS_A_MONTH = {LAST - timedelta(days=day) for day in (0, 1, 2, 3, 4, 5, 6, 52, 55)}
"""Every day of the last week, and two days of one week in different months."""


def days_of(made: set[datetime]) -> list[date]:
    """The days on which copies were made, in order."""
    return sorted({moment.date() for moment in made})


@given(MOMENTS | CLOSE, st.dates(FIRST.date(), LAST.date()))
def test_every_copy_of_the_last_seven_days_is_kept_and_the_newest_always(made: set[datetime], today: date) -> None:
    dropped = to_drop(made, today)
    assert all(moment.date() <= today - timedelta(days=DAYS) for moment in dropped)
    assert not made or max(made) not in dropped


@given(MOMENTS | CLOSE)
def test_every_copy_of_the_seven_newest_days_that_have_any_is_kept(made: set[datetime]) -> None:
    newest = days_of(made)[-DAYS:]
    assert [moment for moment in to_drop(made, TODAY) if moment.date() in newest] == []


@given(MOMENTS | CLOSE)
def test_one_a_week_is_kept_for_eight_weeks_and_then_one_a_month(made: set[datetime]) -> None:
    older = [moment.date() for moment in made - to_drop(made, TODAY) if moment.date() not in days_of(made)[-DAYS:]]
    before = {day.isocalendar()[:2] for day in days_of(made)[:-DAYS]}
    newest = sorted(before)[-WEEKS:]
    weekly = [(*day.isocalendar()[:2], day.month) for day in older]
    monthly = [(day.year, day.month) for day in older if day < TODAY - timedelta(days=DAYS, weeks=WEEKS)]
    assert len(set(weekly)) == len(weekly)
    assert {week[:2] for week in weekly} >= set(newest)
    late = {(day.year, day.month) for day in days_of(made)[:-DAYS] if day.isocalendar()[:2] in newest}
    assert sorted(m for m in monthly if m not in late) == sorted({m for m in monthly if m not in late})


@given(MOMENTS | CLOSE, st.dates(FIRST.date(), LAST.date()))
@example(ACROSS_A_MONTH, TODAY)
def test_no_month_that_had_a_copy_is_left_without_one(made: set[datetime], today: date) -> None:
    kept = made - to_drop(made, today)
    assert {(m.year, m.month) for m in kept} == {(m.year, m.month) for m in made}


@given(MOMENTS | CLOSE)
def test_thinning_twice_is_thinning_once(made: set[datetime]) -> None:
    kept = made - to_drop(made, TODAY)
    assert to_drop(kept, TODAY) == set()


@given(MOMENTS | CLOSE, st.integers(1, 30_000))
def test_a_clock_that_is_ahead_makes_no_copy_older_than_the_next_day_does(made: set[datetime], days: int) -> None:
    tomorrow, ahead = LAST + timedelta(days=1), LAST + timedelta(days=days)
    assert to_drop(made | {ahead}, ahead.date()) == to_drop(made | {tomorrow}, tomorrow.date())


@given(MOMENTS | CLOSE, st.sets(st.datetimes(LAST + timedelta(days=1), datetime.fromisoformat("2099-01-01"))))
def test_copies_that_a_clock_ahead_has_made_take_no_place_from_others(
    made: set[datetime], ahead: set[datetime]
) -> None:
    assert to_drop(made | ahead, TODAY) == to_drop(made, TODAY)


@given(DAYS_OF_USE)
def test_whoever_thins_each_day_of_use_has_a_copy_from_near_any_such_day(days: set[int]) -> None:
    first = FIRST
    kept: set[datetime] = set()
    for number in sorted(days):
        now = first + timedelta(days=number)
        kept.add(now)
        kept -= to_drop(kept, now.date())
    last = first + timedelta(days=max(days))
    for number in days:
        used = first + timedelta(days=number)
        before = min(abs(used - moment) for moment in kept if moment <= used + timedelta(days=31))
        assert before <= timedelta(days=0 if last - used < timedelta(days=DAYS) else 31)
