"""Dates as people type them."""

import re
from datetime import date

import pytest

from storage.domain.dates import is_partial_date, parse_date

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-12-31", "2026-12-31"),
        ("2019-02", "2019-02"),
        ("2019", "2019"),
        ("31/12", "2026-12-31"),
        ("1/2", "2027-02-01"),
        ("22/11", "2026-11-22"),
        ("21/11", "2027-11-21"),
        ("29/2", "2028-02-29"),
        ("+14", "2026-12-06"),
        ("+0", "2026-11-22"),
        ("fre", "2026-11-27"),
        ("fri", "2026-11-27"),
        (" Fredag ", "2026-11-27"),
        ("sön", "2026-11-22"),
        ("to", "2026-11-26"),
        ("v26", "2027-07-02"),
        ("w26", "2027-07-02"),
        ("v. 48", "2026-11-27"),
        ("V47", "2027-11-26"),
        ("v53", "2027-01-01"),
    ],
)
def test_a_typed_date_means_the_next_such_day(typed: str, meant: str) -> None:
    assert parse_date(typed, SUNDAY) == meant


@pytest.mark.parametrize(
    "typed",
    ["", " ", "31/13", "30/2", "0/1", "v0", "v54", "+", "-3", "f", "fredagsmys", "2026-02-30", "imorgon", "+99999"],
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(typed)}$"):
        parse_date(typed, SUNDAY)


def test_a_day_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="9999"):
        parse_date("+9999", date(9999, 12, 1))


@pytest.mark.parametrize("typed", ["31/12", "v1", "v53", "mån", "29/2"])
def test_what_is_meant_is_a_day_of_the_calendar_from_today_on(typed: str) -> None:
    for day in (date(2026, 12, 31), date(2027, 1, 1), date(2096, 3, 1)):
        meant = parse_date(typed, day)
        assert is_partial_date(meant)
        assert date.fromisoformat(meant) >= day


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20/11", "2026-11-20"),
        ("25/11", "2026-11-25"),
        ("31/12", "2026-12-31"),
        ("1/6", "2026-06-01"),
    ],
)
def test_a_day_that_may_have_been_is_the_nearest_one(typed: str, meant: str) -> None:
    assert parse_date(typed, date(2026, 11, 22), nearest=True) == meant
