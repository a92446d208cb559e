"""Which copies are kept as they age."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage.domain.thinning import EVERY_ONE, WEEKLY, to_drop

TODAY = date(2026, 11, 22)
FIRST, LAST = datetime.fromisoformat("2023-01-01"), datetime.fromisoformat("2026-11-22T23:00")
MOMENTS = st.sets(st.datetimes(FIRST, LAST), max_size=120)
DAYS_OF_USE = st.sets(st.integers(0, 900), min_size=1, max_size=300)


@given(MOMENTS)
def test_every_copy_of_the_last_seven_days_is_kept_and_the_newest_always(made: set[datetime]) -> None:
    dropped = to_drop(made, TODAY)
    assert all(moment.date() <= TODAY - timedelta(days=7) for moment in dropped)
    assert not made or max(made) not in dropped


@given(MOMENTS)
def test_one_a_week_is_kept_for_eight_weeks_and_then_one_a_month(made: set[datetime]) -> None:
    kept = made - to_drop(made, TODAY)
    older = sorted(moment.date() for moment in kept - {max(made, default=None)} if moment.date() <= TODAY - EVERY_ONE)
    weekly = [day.isocalendar()[:2] for day in older if day > TODAY - EVERY_ONE - WEEKLY]
    monthly = [(day.year, day.month) for day in older if day <= TODAY - EVERY_ONE - WEEKLY]
    assert len(set(weekly)) == len(weekly)
    assert len(set(monthly)) == len(monthly)


@given(MOMENTS)
def test_no_month_that_had_a_copy_is_left_without_one(made: set[datetime]) -> None:
    kept = made - to_drop(made, TODAY)
    assert {(m.year, m.month) for m in kept} == {(m.year, m.month) for m in made}


@given(MOMENTS)
def test_thinning_twice_is_thinning_once(made: set[datetime]) -> None:
    kept = made - to_drop(made, TODAY)
    assert to_drop(kept, TODAY) == set()


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
        assert before <= timedelta(days=0 if last - used < EVERY_ONE else 31)
