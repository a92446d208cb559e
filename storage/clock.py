"""The only source of the current date and time.

`GRANSKA_TODAY` (`YYYY-MM-DD`) fixes today, for tests and for practising on a given day.
"""

import os
from datetime import UTC, date, datetime, time

from storage.errors import InvalidValue

TODAY_VARIABLE = "GRANSKA_TODAY"


def today() -> date:
    """Today's local date, or the one that `GRANSKA_TODAY` names.

    Raises:
        InvalidValue: the variable is not a date.
    """
    fixed = os.environ.get(TODAY_VARIABLE)
    if not fixed:
        return datetime.now().astimezone().date()
    try:
        return date.fromisoformat(fixed)
    except ValueError as error:
        raise InvalidValue(TODAY_VARIABLE, fixed) from error


def now() -> str:
    """The current moment in UTC, ISO 8601 to the microsecond. On a fixed day, that day at the present time of day."""
    moment = datetime.now(UTC)
    if os.environ.get(TODAY_VARIABLE):
        moment = datetime.combine(today(), moment.timetz())
    return moment.isoformat(timespec="microseconds")


def here() -> datetime:
    """The local date and time, without a zone. On a fixed day, that day at the present time of day."""
    return datetime.combine(today(), datetime.now().astimezone().time())


def start_of(day: date) -> str:
    """Return the first moment of a day here, in UTC as the history has it."""
    return datetime.combine(day, time.min).astimezone(UTC).isoformat(timespec="microseconds")


def end_of(day: date) -> str:
    """Return the last moment of a day here, in UTC as the history has it."""
    return datetime.combine(day, time.max).astimezone(UTC).isoformat(timespec="microseconds")
