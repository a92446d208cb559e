"""Dates read back to whoever typed them, in the language of the screen."""

from storage.domain.dates import MONTHS, WEEKDAYS, is_partial_date, last_day
from tui.language.catalogue import _


def spoken_date(partial: str) -> str:
    """A date in full: `torsdag den 31 december 2026`, `februari 2019`, `2019`; the date itself never breaks.

    What is no date, as a register from elsewhere may have it, is read back as it stands.
    """
    if not is_partial_date(partial):
        return partial
    year, *rest = partial.split("-")
    if not rest:
        return year
    month = _(MONTHS[int(rest[0]) - 1])
    if len(rest) == 1:
        return f"{month}\u00a0{year}"
    weekday = _(WEEKDAYS[last_day(partial).weekday()])
    told = _("{weekday} den {day}\u00a0{month}\u00a0{year}")
    return told.format(weekday=weekday, day=int(rest[1]), month=month, year=year)
