"""Partial dates: a year, a month or a day, as precisely as it is known.

Written `2019`, `2019-02` or `2019-02-05`. For a deadline the last day that the text allows counts.
"""

import calendar
import re
from datetime import date
from functools import lru_cache

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MONTH = r"(?P<month>" + "|".join(MONTHS) + r")"
_IN_TEXT = re.compile(
    r"(?<![\d-])(?P<iso>\d{4}-\d{2}-\d{2})(?!\d)"
    r"|(?<!\d)(?P<day>\d{1,2})\s+" + _MONTH + r"\s+(?P<year>\d{4})(?!\d)"
    r"|\b" + _MONTH.replace("month", "month2") + r"\s+(?P<year2>\d{4})(?!\d)",
    re.IGNORECASE,
)


def is_partial_date(text: str) -> bool:
    """Whether `text` is a partial date that exists in the calendar."""
    return _span(text) is not None


def last_day(partial: str) -> date:
    """The last day that `partial` allows.

    Raises:
        ValueError: it is not a partial date.
    """
    return _days(partial)[1]


def first_day(partial: str) -> date:
    """The first day that `partial` allows.

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
    """The first and the last day of a partial date; None when it is none. A register's dates come again and again."""
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
    last = 12 if month is None else first.month
    return first, date(first.year, last, calendar.monthrange(first.year, last)[1])


def long_form(partial: str) -> str:
    """`den 31 december 2018`, `februari 2019` or `2019`, with non-breaking spaces inside the date."""
    parts = partial.split("-")
    if len(parts) == 1:
        return partial
    month = MONTHS[int(parts[1]) - 1]
    if len(parts) == 2:
        return f"{month}\u00a0{parts[0]}"
    return f"den {int(parts[2])}\u00a0{month}\u00a0{parts[0]}"


def dates_in(text: str) -> list[tuple[int, str]]:
    """The dates written in a Swedish text, each with where it begins: `2018-09-10`, `3 juni 2019`, `februari 2019`."""
    return [(m.start(), found) for m in _IN_TEXT.finditer(text) if (found := _found(m)) is not None]


def _found(match: re.Match[str]) -> str | None:
    if match["iso"]:
        found = match["iso"]
    elif match["month"]:
        month = MONTHS.index(match["month"].lower()) + 1
        found = f"{match['year']}-{month:02}-{int(match['day']):02}"
    else:
        found = f"{match['year2']}-{MONTHS.index(match['month2'].lower()) + 1:02}"
    return found if is_partial_date(found) else None
