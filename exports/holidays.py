"""Swedish public holidays, and the eves that nobody works on."""

from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter

_SATURDAY = 5
_FIXED = {
    (1, 1): "nyårsdagen",
    (1, 6): "trettondedag jul",
    (5, 1): "första maj",
    (6, 6): "Sveriges nationaldag",
    (12, 24): "julafton",
    (12, 25): "juldagen",
    (12, 26): "annandag jul",
    (12, 31): "nyårsafton",
}
_AFTER_EASTER = {
    -2: "långfredagen",
    0: "påskdagen",
    1: "annandag påsk",
    39: "Kristi himmelsfärdsdag",
    49: "pingstdagen",
}
"""Days from Easter Sunday."""


def holiday(day: date) -> str | None:
    """The Swedish name of the public holiday or eve on `day`, else None."""
    return _holidays(day.year).get(day)


@lru_cache(maxsize=16)
def _holidays(year: int) -> dict[date, str]:
    sunday: date = easter(year)
    midsummer = _saturday_from(date(year, 6, 20))
    return (
        {date(year, month, day): name for (month, day), name in _FIXED.items()}
        | {sunday + timedelta(days): name for days, name in _AFTER_EASTER.items()}
        | {midsummer - timedelta(1): "midsommarafton", midsummer: "midsommardagen"}
        | {_saturday_from(date(year, 10, 31)): "alla helgons dag"}
    )


def _saturday_from(day: date) -> date:
    """The first Saturday on or after `day`."""
    return day + timedelta((_SATURDAY - day.weekday()) % 7)
