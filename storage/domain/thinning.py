"""Which of many copies are kept: close together the days just gone, further apart the longer ago they were made."""

from collections.abc import Hashable, Iterable
from datetime import date, datetime, timedelta

EVERY_ONE = timedelta(days=7)
"""How far back every copy is kept."""
WEEKLY = timedelta(weeks=8)
"""How far back, from there, the first of each week is kept; before that, the first of each month."""


def to_drop(made: Iterable[datetime], today: date) -> set[datetime]:
    """The moments of the copies that are too many on the day `today`; the newest is never one of them.

    The first of a week or month is the one kept, so that doing this every day or once a year leaves as much.
    """
    periods: dict[Hashable, datetime] = {}
    moments = sorted(made)
    return {moment for moment in moments[:-1] if periods.setdefault(_period(moment, today), moment) != moment}


def _period(moment: datetime, today: date) -> Hashable:
    """What a copy is the only one kept of."""
    day = moment.date()
    if day > today - EVERY_ONE:
        return moment
    if day > today - EVERY_ONE - WEEKLY:
        return day.isocalendar()[:2]
    return "month", day.year, day.month
