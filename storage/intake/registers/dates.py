"""Dates in cells: of the workbook's own kind, as serial numbers, and as people write them."""

import re
from datetime import date, timedelta

from storage.domain.dates import MONTHS, dates_in, is_partial_date, is_year

_EPOCH = date(1899, 12, 30)
"""Day 0 of the serial numbers of Excel, for days after February 1900."""
_SERIALS = range(20_000, 80_000)
"""Serial numbers of days from 1954 to 2119."""
_NUMERIC = re.compile(r"(?P<year>(?:19|20)\d\d)[-./ ]?(?P<month>\d\d)[-./ ]?(?P<day>\d\d)(?:[ T]\d\d:\d\d.*)?")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[-./ ](?P<month>\d{1,2})[-./ ](?P<year>(?:19|20)\d\d)")
_MONTH = re.compile(r"(?P<year>(?:19|20)\d\d)[-./](?P<month>\d\d)")
_SHORT = re.compile(
    r"(?:den )?(?:(?P<day>\d{1,2})[ .-]+)?(?P<month>[a-zåäö]{3,9})\.?[ -]+(?P<year>(?:19|20)\d\d)", re.IGNORECASE
)


def date_in(text: str) -> str | None:
    """Return the partial date that a cell holds; None for another text.

    `2023-05-02`, `20230502`, `2.5.2023`, `45048`, `2 maj 2023`, `maj 2023` and `2023`.
    """
    text = text.strip()
    if is_year(text[:4]) and is_partial_date(text):
        return text
    if text.isdecimal() and len(text) == 5:
        return _serial(int(text))
    for pattern in (_NUMERIC, _DAY_FIRST, _MONTH):
        if match := pattern.fullmatch(text):
            return _checked(match.groupdict())
    if match := _SHORT.fullmatch(text):
        month = next((at for at, name in enumerate(MONTHS, 1) if name.startswith(match["month"].lower()[:3])), None)
        return _checked(match.groupdict() | {"month": str(month)}) if month else None
    found = dates_in(text)
    return found[0][1] if len(found) == 1 and found[0][0] == 0 and len(text) <= 20 else None


def _serial(number: int) -> str | None:
    return (_EPOCH + timedelta(days=number)).isoformat() if number in _SERIALS else None


def _checked(parts: dict[str, str | None]) -> str | None:
    numbers = [int(part) for name in ("year", "month", "day") if (part := parts.get(name))]
    found = "-".join(f"{part:04}" if at == 0 else f"{part:02}" for at, part in enumerate(numbers))
    return found if is_partial_date(found) else None
