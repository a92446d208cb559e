"""A register as of a past day: every read returns what it would have returned then.

The history is replayed up to the end of the day by the moment of each action: what a colleague did in March and
merged in May belongs to March. Names, joins and removals are those of the day, and deadlines are counted from it.
"""

from collections.abc import Callable
from datetime import date

from storage import clock
from storage.database.backup import private_copy_of
from storage.database.connection import Connection, translated
from storage.database.replay import Progress, replay_to, replay_until, silent
from storage.domain.dates import last_day, parse_date
from storage.errors import ImpossibleDate, RegisterReadOnly
from storage.register import Register


def as_of(register: Register, day: date, progress: Progress = silent) -> Register:
    """Open the register as of the end of `day`, local time: a private read-only copy in memory, to be closed."""
    return _past(register, day, lambda copy: replay_until(copy, clock.end_of(day), progress))


def as_of_action(register: Register, action: str, day: date) -> Register:
    """Open the register as of one of its actions, by hash, which was made on `day`: a private copy, to be closed.

    It has that action and those that were in the register when it was made, and is the same in every copy.
    """
    return _past(register, day, lambda copy: replay_to(copy, action))


def _past(register: Register, day: date, replay: Callable[[Connection], None]) -> Register:
    with register.reading() as connection:
        copy = private_copy_of(connection)
    past = Register(
        path=register.path,
        connection=copy,
        readonly=True,
        who=register.who,
        register_id=register.register_id,
        holder=RegisterReadOnly(register.path),
        day=day,
    )
    try:
        with translated(register.path):
            replay(copy)
            copy.execute("PRAGMA query_only=ON")
    except BaseException:
        past.close()
        raise
    return past


def day_of(text: str) -> date:
    """Parse a typed date as a day: the last day of a month or a year, the nearest of a weekday.

    Raises:
        ImpossibleDate: it is not a date.
    """
    try:
        return last_day(parse_date(text, clock.today(), nearest=True))
    except ValueError as error:
        raise ImpossibleDate("date", text) from error
