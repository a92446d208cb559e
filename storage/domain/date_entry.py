"""Dates as people type them: `2026-12-31`, `31/12`, `+14`, `fre`, `v26`, `2019-02`.

What leaves something out means the next such day, counted from today, today included.
"""

import re
from datetime import date, timedelta

from storage.domain.dates import WEEKDAYS, is_partial_date, last_day, long_form

_DAY_AND_MONTH = re.compile(r"(\d{1,2})/(\d{1,2})")
_DAYS_AHEAD = re.compile(r"\+(\d{1,4})")
_WEEK = re.compile(r"v\.?\s*(\d{1,2})")
_SHORTEST_WEEKDAY = 2
_LEAP_YEARS_APART = 8
"""29 February comes back within eight years, also around a turn of century without one."""
_FRIDAY = 5
"""What an office means by a week: its last working day. ISO number."""


def entered_date(text: str, today: date) -> str:
    """The partial date that `text` means on the day `today`.

    Raises:
        ValueError: it means none.
    """
    typed = text.strip().casefold()
    if is_partial_date(typed):
        return typed
    try:
        found = _computed(typed, today)
    except OverflowError as error:
        raise ValueError(text) from error
    if found is None:
        raise ValueError(text)
    return found.isoformat()


def spoken_date(partial: str) -> str:
    """A date to be read back to whoever typed it: `torsdag den 31 december 2026`, `februari 2019`, `2019`."""
    if partial.count("-") < 2:
        return long_form(partial)
    return f"{WEEKDAYS[last_day(partial).weekday()]} {long_form(partial)}"


def _computed(typed: str, today: date) -> date | None:
    if match := _DAYS_AHEAD.fullmatch(typed):
        return today + timedelta(days=int(match[1]))
    if match := _DAY_AND_MONTH.fullmatch(typed):
        return _next_of_year(int(match[2]), int(match[1]), today)
    if match := _WEEK.fullmatch(typed):
        return _next_week(int(match[1]), today)
    return _next_weekday(typed, today)


def _next_of_year(month: int, day: int, today: date) -> date | None:
    for year in range(today.year, today.year + _LEAP_YEARS_APART + 1):
        if is_partial_date(f"{year:04}-{month:02}-{day:02}") and date(year, month, day) >= today:
            return date(year, month, day)
    return None


def _next_week(week: int, today: date) -> date | None:
    for year in range(today.year, today.year + _LEAP_YEARS_APART + 1):
        if 1 <= week <= _weeks(year) and (found := date.fromisocalendar(year, week, _FRIDAY)) >= today:
            return found
    return None


def _weeks(year: int) -> int:
    return date(year, 12, 28).isocalendar().week  # the 28th is always in the year's last week


def _next_weekday(typed: str, today: date) -> date | None:
    if len(typed) < _SHORTEST_WEEKDAY:
        return None
    for ahead in range(len(WEEKDAYS)):
        found = today + timedelta(days=ahead)
        if WEEKDAYS[found.weekday()].startswith(typed):
            return found
    return None
