"""A register as it was: every read answers as it would have done on that day.

The history is gone through again up to the end of the day, by each action's own moment: what a colleague did in March
and merged in May belongs to March. What it was called, whom it was joined with and what was removed are as they were
then, and what depends on the day is counted from that one.
"""

from datetime import date

from storage import clock
from storage.database.backup import private_copy_of
from storage.database.connection import translated
from storage.database.replay import Progress, replay_until
from storage.domain.dates import last_day, parse_date
from storage.errors import ImpossibleDate, RegisterReadOnly
from storage.register import Register


def _silent(_done: int, _total: int) -> None:
    """Tell nobody."""


def as_of(register: Register, day: date, progress: Progress = _silent) -> Register:
    """The register as it was when `day` ended here: a private copy in memory, to be closed; it is only read."""
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
            replay_until(copy, clock.end_of(day), progress)
            copy.execute("PRAGMA query_only=ON")
    except BaseException:
        past.close()
        raise
    return past


def day_of(text: str) -> date:
    """The day that a date as people type it means: of a month or a year its last, of a weekday the nearest.

    Raises:
        ImpossibleDate: it is no date.
    """
    try:
        return last_day(parse_date(text, clock.today(), nearest=True))
    except ValueError as error:
        raise ImpossibleDate("date", text) from error
