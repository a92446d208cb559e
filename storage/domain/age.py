"""Age of open recommendations: the day since which each is known to be open, and the whole months since then."""

from datetime import date

from storage.domain.dates import are_years, known_date, last_day

OPEN_LIMIT = "open_limit"
"""Key of the office's setting of the months after which what is open is late."""
USUAL_LIMIT = 18
"""The months where the office has set none."""
LIMITS = range(1, 121)
"""The months that the setting may have."""
MONTHS_IN_FILTER = range(1, 1000)
"""The months that a filter may ask for."""
FOLLOWUPS_IN_FILTER = range(1, 100)
"""The follow-ups in a row that a filter may ask for."""

_YEAR = len("2019")
_LAST_MONTH = 12


def open_since(handed_over: str | None, report_date: str | None, years: str | None) -> str | None:
    """Return since when the recommendations of an audit are open, as precisely as it is known; None if it is not.

    That is when the audit was handed over, else the date of its report, else the last of its years.
    """
    year = (years or "").strip()[-_YEAR:]
    return known_date(handed_over) or known_date(report_date) or (year if are_years(years or "") else None)


def months_open(since: str, today: date) -> int:
    """Return the whole months that something has surely been open; of a year or a month alone the last day counts.

    A month has passed on the day with the same number, or on the last day of a month that has no such day, as in
    lagen (1930:173) om beräkning av lagstadgad tid, 1 §. What begins later than today has been open for no month.

    Raises:
        ValueError: it is not a partial date.
    """
    first = last_day(since)
    months = (today.year - first.year) * _LAST_MONTH + today.month - first.month
    same_day = min(first.day, last_day(f"{today:%Y-%m}").day)
    return max(months - (today.day < same_day), 0)


def day_after(since: str, months: int) -> date:
    """Return the first day on which :func:`months_open` is so many months.

    Raises:
        ValueError: it is not a partial date, or that day is after the last that a calendar has.
    """
    first = last_day(since)
    years, month = divmod(first.year * _LAST_MONTH + first.month - 1 + months, _LAST_MONTH)
    last = last_day(f"{years:04}-{month + 1:02}")
    return last.replace(day=min(first.day, last.day))


def whole_number(text: str, allowed: range) -> int | None:
    """Return the number that a text is, in digits; None if it is no number, or another than those allowed."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(allowed[-1])) else None
    return number if number in allowed else None


def age_limit(setting: str | None) -> int:
    """Return the months after which what is open is late, by the office's setting."""
    return whole_number((setting or "").strip(), LIMITS) or USUAL_LIMIT
