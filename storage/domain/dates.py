"""Partial dates: a year, a month or a day, as precisely as it is known.

Written `2019`, `2019-02` or `2019-02-05`. For a deadline the last day that the text allows counts. An entered
date such as `v. 12` means the next such day, today included, or the nearest on either side.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")

YEARS = range(1900, 2200)
"""Years that a field of a year accepts: anything else is a slip of the finger."""

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MONTH = r"(?P<month>" + "|".join(MONTHS) + r")"
_IN_TEXT = (
    r"(?i)(?<![\d-])(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)"
    r"|(?<!\d)(?P<day>\d{1,2})\s+" + _MONTH + r"\s+(?P<year>\d{4})(?!\d)"
    r"|\b" + _MONTH.replace("month", "month2") + r"\s+(?P<year2>\d{4})(?!\d)"
)
_DAY_AND_MONTH = r"(\d{1,2})/(\d{1,2})"
_DAYS_AHEAD = r"\+\d{1,4}"
_WEEK = r"[vw]\.?\s*(\d{1,2})"
_ENGLISH_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORTEST_WEEKDAY = 2
_LEAP_YEARS_APART = 8
"""29 February recurs within eight years, also around a turn of century without one."""
_FRIDAY = 5
"""ISO number of the last working day, by which offices mean a week."""
_A_YEAR, _A_MONTH = len("2019"), len("2019-02")
_LEAP_DAY = "-02-29"
_YEAR = re.compile(r"[0-9]{4}")
_BETWEEN_YEARS = r"\s*(?:[-–—/,]|\boch\b)\s*"


def is_year(text: str) -> bool:
    """Return True for four digits that are a year of :data:`YEARS`."""
    return bool(_YEAR.fullmatch(text)) and int(text) in YEARS


def are_years(text: str) -> bool:
    """Return True for a year, or several that rise: `2018`, `2018–2019`, `2018 och 2019`."""
    years = re.split(_BETWEEN_YEARS, text.strip())
    return all(map(is_year, years)) and years == sorted(set(years))


def is_partial_date(text: str) -> bool:
    """Return True if `text` is a partial date of the calendar."""
    return _span(text) is not None


def last_day(partial: str) -> date:
    """Return the last day that `partial` allows.

    Raises:
        ValueError: it is not a partial date.
    """
    return _days(partial)[1]


def first_day(partial: str) -> date:
    """Return the first day that `partial` allows.

    Raises:
        ValueError: it is not a partial date.
    """
    return _days(partial)[0]


def _days(partial: str) -> tuple[date, date]:
    span = _span(partial)
    if span is None:
        raise ValueError(partial)
    return span


@lru_cache(maxsize=4_000)
def _span(text: str) -> tuple[date, date] | None:
    """Return the first and last day of a partial date; None for another text. Cached: registers repeat few dates."""
    match = _ISO.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    if day is not None:
        return first, first
    if first.month == 12 or month is None:
        return first, date(first.year, 12, 31)
    return first, first.replace(month=first.month + 1) - timedelta(days=1)


def long_form(partial: str) -> str:
    """Return `den 31 december 2018`, `februari 2019` or `2019`, with non-breaking spaces inside the date."""
    parts = partial.split("-")
    if len(parts) == 1:
        return partial
    month = MONTHS[int(parts[1]) - 1]
    if len(parts) == 2:
        return f"{month}\u00a0{parts[0]}"
    return f"den {int(parts[2])}\u00a0{month}\u00a0{parts[0]}"


def dates_in(text: str) -> list[tuple[int, str]]:
    """Return (offset, date) of the dates in a Swedish text, such as `2018-09-10`, `3 juni 2019`, `februari 2019`."""
    return [(m.start(), found) for m in re.finditer(_IN_TEXT, text) if (found := _found(m)) is not None]


def _found(match: re.Match[str]) -> str | None:
    if match["iso"]:
        found = match["iso"]
    elif match["month"]:
        month = MONTHS.index(match["month"].lower()) + 1
        found = f"{match['year']}-{month:02}-{int(match['day']):02}"
    else:
        found = f"{match['year2']}-{MONTHS.index(match['month2'].lower()) + 1:02}"
    return found if is_partial_date(found) else None


def parse_date(text: str, today: date, *, nearest: bool = False) -> str:
    """Parse a date entered on the day `today`: the next such day, or the `nearest` before or after.

    Raises:
        ValueError: it is no date.
    """
    typed = text.strip().casefold()
    if is_partial_date(typed):
        return typed
    try:
        found = [
            day for step in ((1, -1) if nearest else (1,)) if (day := _parse_short(typed, today, step)) is not None
        ]
    except OverflowError as error:
        raise ValueError(text) from error
    if not found:
        raise ValueError(text)
    return min(found, key=lambda day: abs(day - today)).isoformat()


def _parse_short(typed: str, today: date, step: int) -> date | None:
    """Return the day that a shortened date means; `step` is 1 to look ahead, -1 to look back."""
    if re.fullmatch(_DAYS_AHEAD, typed):
        return today + timedelta(days=int(typed))
    if match := re.fullmatch(_DAY_AND_MONTH, typed):
        return _nearest_of_year(int(match[2]), int(match[1]), today, step)
    if match := re.fullmatch(_WEEK, typed):
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


class Lateness(Struct, frozen=True):
    """Days from a deadline to an event; 0 and less is in time.

    `least` and `most` differ where the day of the event is not known.
    """

    least: int
    most: int

    @property
    def surely_late(self) -> bool:
        """True if every possible day is after the deadline."""
        return self.least > 0

    @property
    def surely_in_time(self) -> bool:
        """True if no possible day is after the deadline."""
        return self.most <= 0


def lateness(due: str, came: str) -> Lateness:
    """Return the lateness of an event against the last day of a deadline.

    Raises:
        ValueError: one of them is not a partial date.
    """
    limit = last_day(due)
    return Lateness((first_day(came) - limit).days, (last_day(came) - limit).days)


def days_past(due: str, today: date) -> int:
    """Return the days since the last day of `due`; negative while days are left.

    Raises:
        ValueError: it is not a partial date.
    """
    return (today - last_day(due)).days


def years_after(partial: str, years: int) -> str:
    """Return the partial date that many years later, as precise as it was; 29 February becomes the 28th.

    Raises:
        ValueError: it is not a partial date.
    """
    if not is_partial_date(partial):
        raise ValueError(partial)
    later = f"{int(partial[:_A_YEAR]) + years:04}{partial[_A_YEAR:]}"
    return later if is_partial_date(later) else later.replace(_LEAP_DAY, "-02-28")


def may_follow(later: str | None, earlier: str | None) -> bool:
    """Return True if one date may be the other's or come after it, as far as the two are known."""
    if not (later and earlier and is_partial_date(later) and is_partial_date(earlier)):
        return True
    return last_day(later) >= first_day(earlier)


def known_date(partial: str | None) -> str | None:
    """Return `partial` if it is a date, else None: an unknown date is never late."""
    return partial if partial and is_partial_date(partial) else None


def is_full_date(partial: str) -> bool:
    """Return True if the day itself is known, not only its month or year."""
    return len(partial) > _A_MONTH
