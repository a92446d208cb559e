"""Which of many copies are kept: close together the days just gone, further apart the longer ago they were made."""

from collections.abc import Hashable, Iterable
from datetime import date, datetime, timedelta

DAYS = 7
"""How many days back every copy is kept."""
WEEKS = 8
"""How many weeks back, from there, the first of each week is kept; before that, the first of each month."""


def to_drop(made: Iterable[datetime], today: date) -> set[datetime]:
    """The moments of the copies that are too many on the day `today`; the newest is never one of them.

    The first of a week or month is the one kept, so that doing this every day or once a year leaves as much.
    Days and weeks without copies are not counted where that keeps more: a clock that is years ahead for a day
    does not make last week's copies old, nor does a register that nobody has opened for a year.
    """
    periods: dict[Hashable, datetime] = {}
    moments = sorted(made)
    daily = _daily_from(moments, today)
    weekly = _weekly_from(moments, daily)
    return {m for m in moments[:-1] if periods.setdefault(_period(m, daily, weekly), m) != m}


def _period(moment: datetime, daily: date, weekly: date) -> Hashable:
    """What a copy is the only one kept of. A week in two months is two, so that neither month loses its first."""
    day = moment.date()
    if day >= daily:
        return moment
    if day >= weekly:
        return *day.isocalendar()[:2], day.month
    return "month", day.year, day.month


def _daily_from(moments: Iterable[datetime], today: date) -> date:
    """The first day of which every copy is kept."""
    days = sorted({moment.date() for moment in moments if moment.date() <= today})
    return min([today - timedelta(days=DAYS - 1), *days[-DAYS:]])


def _weekly_from(moments: Iterable[datetime], daily: date) -> date:
    """The first day from which one copy a week is kept."""
    mondays = sorted({day - timedelta(days=day.weekday()) for m in moments if (day := m.date()) < daily})
    return min([daily - timedelta(weeks=WEEKS), *mondays[-WEEKS:]])
