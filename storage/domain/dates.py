"""Partial dates: a year, a month or a day, as precisely as it is known.

Written `2019`, `2019-02` or `2019-02-05`. For a deadline the last day that the text allows counts.
"""

import calendar
import re
from datetime import date

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
    match = _ISO.fullmatch(text)
    if match is None:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    return year >= 1 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def last_day(partial: str) -> date:
    """The last day that `partial` allows.

    Raises:
        ValueError: it is not a partial date.
    """
    if not is_partial_date(partial):
        raise ValueError(partial)
    parts = [int(part) for part in partial.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def first_day(partial: str) -> date:
    """The first day that `partial` allows.

    Raises:
        ValueError: it is not a partial date.
    """
    if not is_partial_date(partial):
        raise ValueError(partial)
    parts = [int(part) for part in partial.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


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
