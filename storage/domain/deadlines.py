"""Deadlines: how far a day lies from the date asked for, where either may be known by its month or year only."""

from datetime import date

from msgspec import Struct

from storage.domain.dates import first_day, is_partial_date, last_day

_A_YEAR, _A_MONTH = len("2019"), len("2019-02")
_LEAP_DAY = "-02-29"


class Lateness(Struct, frozen=True):
    """How many days after a date something came; 0 and less is in time.

    The two differ where the day itself is not known: then it came no sooner than `least`, and no later than `most`.
    """

    least: int
    most: int

    @property
    def surely_late(self) -> bool:
        """Whether it came too late, whichever day it was."""
        return self.least > 0

    @property
    def surely_in_time(self) -> bool:
        """Whether it came in time, whichever day it was."""
        return self.most <= 0


def lateness(due: str, came: str) -> Lateness:
    """By how much something that came on a partial date came after another; of that one the last day counts.

    Raises:
        ValueError: one of them is not a partial date.
    """
    limit = last_day(due)
    return Lateness((first_day(came) - limit).days, (last_day(came) - limit).days)


def days_past(due: str, today: date) -> int:
    """How many days ago the last day of `due` was; less than 0 is how many are left.

    Raises:
        ValueError: it is not a partial date.
    """
    return (today - last_day(due)).days


def years_after(partial: str, years: int) -> str:
    """The same partial date that many years later, as precise as it was.

    Raises:
        ValueError: it is not a partial date.
    """
    if not is_partial_date(partial):
        raise ValueError(partial)
    later = f"{int(partial[:_A_YEAR]) + years:04}{partial[_A_YEAR:]}"
    return later if is_partial_date(later) else later.replace(_LEAP_DAY, "-02-28")


def known_date(partial: str | None) -> str | None:
    """`partial` when it is a date; what is not known, or no date, is never late."""
    return partial if partial and is_partial_date(partial) else None


def is_a_day(partial: str) -> bool:
    """Whether the day itself is known, not only its month or year."""
    return len(partial) > _A_MONTH
