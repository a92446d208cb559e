"""Dates as people type them: `2026-12-31`, `31/12`, `+14`, `fre` or `fri`, `v26` or `w26`, `2019-02`.

What leaves something out means the next such day, counted from today, today included; or, where the day may lie on
either side, the one that is nearest.
"""

import re
from datetime import date, timedelta

from storage.domain.dates import WEEKDAYS, is_partial_date

_DAY_AND_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})")
_DAYS_AHEAD = re.compile(r"\+\d{1,4}")
_WEEK = re.compile(r"[vw]\.?\s*(\d{1,2})")
_ENGLISH_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST_WEEKDAY = 2
_LEAP_YEARS_APART = 8
"""29 February comes back within eight years, also around a turn of century without one."""
_FRIDAY = 5
"""What an office means by a week: its last working day. ISO number."""


def entered_date(text: str, today: date, *, nearest: bool = False) -> str:
    """The partial date that `text` means on the day `today`: the next such day, or the `nearest` before or after.

    Raises:
        ValueError: it means none.
    """
    typed = text.strip().casefold()
    if is_partial_date(typed):
        return typed
    try:
        found = [day for step in ((1, -1) if nearest else (1,)) if (day := _computed(typed, today, step)) is not None]
    except OverflowError as error:
        raise ValueError(text) from error
    if not found:
        raise ValueError(text)
    return min(found, key=lambda day: abs(day - today)).isoformat()


def _computed(typed: str, today: date, step: int) -> date | None:
    """`step` is 1 to look ahead, -1 to look back."""
    if _DAYS_AHEAD.fullmatch(typed):
        return today + timedelta(days=int(typed))
    if match := _DAY_AND_MONTH.fullmatch(typed):
        return _nearest_of_year(int(match[2]), int(match[1]), today, step)
    if match := _WEEK.fullmatch(typed):
        return _nearest_week(int(match[1]), today, step)
    return _nearest_weekday(typed, today, step)


def _years(today: date, step: int) -> range:
    return range(today.year, today.year + step * (_LEAP_YEARS_APART + 1), step)


def _nearest_of_year(month: int, day: int, today: date, step: int) -> date | None:
    for year in _years(today, step):
        if is_partial_date(f"{year:04}-{month:02}-{day:02}") and (date(year, month, day) - today).days * step >= 0:
            return date(year, month, day)
    return None


def _nearest_week(week: int, today: date, step: int) -> date | None:
    for year in _years(today, step):
        if 1 <= week <= _weeks(year):
            found = date.fromisocalendar(year, week, _FRIDAY)
            if (found - today).days * step >= 0:
                return found
    return None


def _weeks(year: int) -> int:
    return date(year, 12, 28).isocalendar().week  # the 28th is always in the year's last week


def _nearest_weekday(typed: str, today: date, step: int) -> date | None:
    if len(typed) < _SHORTEST_WEEKDAY:
        return None
    for away in range(len(WEEKDAYS)):
        found = today + timedelta(days=step * away)
        if any(days[found.weekday()].startswith(typed) for days in (WEEKDAYS, _ENGLISH_WEEKDAYS)):
            return found
    return None
