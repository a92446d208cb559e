"""Backups: copies of a register that are made without anybody having to think of it, and the way back to one.

A copy is made before the first change of each day, before every import, and when somebody asks for one. It is a
whole register by itself: made by SQLite's own backup, checked, then moved into place in the folder `<name>-kopior`
beside the register; where that cannot be written to, in the user's state folder. Copies made by the day and before
imports are thinned as they age; what somebody asked for, and what a restored copy took the place of, never is.
"""

import errno
import os
import re
import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from storage import clock, locking
from storage.database import backup, settings
from storage.database.connection import connect, translated
from storage.errors import BackupFailed, DiskFull, GranskaError, NotARegister, RegisterMissing
from storage.user_folders import state_folder

DAYS = 7
"""How many days back every copy is kept."""
WEEKS = 8
"""How many weeks back, from there, the first of each week is kept; before that, the first of each month."""


def to_drop(made: Iterable[datetime], today: date) -> set[datetime]:
    """The moments of the copies that are too many on the day `today`; the newest is never one of them.

    The first of a week or month is the one kept, so that doing this every day or once a year leaves as much.
    Days and weeks without copies are not counted where that keeps more: a clock that is years ahead for a day
    does not make last week's copies old, nor does a register that nobody has opened for a year.
    """
    periods: dict[Hashable, datetime] = {}
    moments = sorted(made)
    daily = _daily_from(moments, today)
    weekly = _weekly_from(moments, daily)
    return {m for m in moments[:-1] if periods.setdefault(_period(m, daily, weekly), m) != m}


def _period(moment: datetime, daily: date, weekly: date) -> Hashable:
    """What a copy is the only one kept of. A week in two months is two, so that neither month loses its first."""
    day = moment.date()
    if day >= daily:
        return moment
    if day >= weekly:
        return *day.isocalendar()[:2], day.month
    return "month", day.year, day.month


def _daily_from(moments: Iterable[datetime], today: date) -> date:
    """The first day of which every copy is kept."""
    days = sorted({moment.date() for moment in moments if moment.date() <= today})
    return min([today - timedelta(days=DAYS - 1), *days[-DAYS:]])


def _weekly_from(moments: Iterable[datetime], daily: date) -> date:
    """The first day from which one copy a week is kept."""
    mondays = sorted({day - timedelta(days=day.weekday()) for m in moments if (day := m.date()) < daily})
    return min([daily - timedelta(weeks=WEEKS), *mondays[-WEEKS:]])


_MOMENT = "%Y-%m-%d %H.%M.%S"
_ABANDONED = timedelta(hours=1)
"""How much older than a finished copy a draft has to be to have been left by a process that was killed."""


class BackupReason(StrEnum):
    """What a copy was made for, as its file's name says."""

    DAY = "dag"
    IMPORT = "import"
    HAND = "manuell"
    REPLACED = "ersatt"
    """It is what a restored copy took the place of."""
    DAMAGED = "skadad"
    """The same, where that was no register any more: the file as it was."""


Copying = Callable[[Path, Path], None]
_THINNED = {BackupReason.DAY, BackupReason.IMPORT}


class Backup(Struct, frozen=True):
    """One copy."""

    path: Path
    made: datetime
    """Date and time of day where it was made."""
    why: BackupReason
    size: int
    """Bytes."""


def all_of(path: Path) -> list[Backup]:
    """The copies of the register at `path`, newest first; there need not be a register there any more."""
    found = {copy for folder in _folders(path) for copy in _in_folder(folder, path)}
    return sorted(found, key=lambda copy: (copy.made, copy.path.name), reverse=True)


def due(path: Path) -> bool:
    """Whether the register holds something that is to be copied before the first change of today.

    Not when a copy was made today, whatever for, nor when the newest one holds the same history, nor of a register
    that nobody has written in.

    Raises:
        GranskaError: the register cannot be read.
    """
    copies, today = all_of(path), clock.today()
    return all(copy.made.date() != today for copy in copies) and not _is_complete(path, copies)


def make(path: Path, why: BackupReason = BackupReason.HAND) -> Backup:
    """Copy the register at `path` as it is now, also while somebody writes to it, and thin older copies.

    Raises:
        BackupFailed: it was not possible; nothing half-made is left.
    """
    made = _in_first_possible(path, why, backup.copy_of)
    _thin(path, made)
    return made


def keep_damaged(path: Path) -> Backup:
    """Keep a file that is no register any more, byte by byte.

    Raises:
        BackupFailed: it was not possible.
    """
    return _in_first_possible(path, BackupReason.DAMAGED, backup.copy_file)


def make_before_import(path: Path) -> Backup | None:
    """Copy the register before an import; None when the newest copy holds the same history, or there is none.

    Raises:
        BackupFailed: it was not possible.
    """
    try:
        held = _is_complete(path, all_of(path))
    except GranskaError as error:
        raise BackupFailed(path, BackupReason.IMPORT.name.lower(), error) from error
    return None if held else make(path, BackupReason.IMPORT)


def make_daily(path: Path) -> Backup | None:
    """Copy the register before the first change of today; None when that is not due.

    Raises:
        BackupFailed: it was not possible.
    """
    try:
        wanted = due(path)
    except GranskaError as error:
        raise BackupFailed(path, BackupReason.DAY.name.lower(), error) from error
    return make(path, BackupReason.DAY) if wanted else None


def _in_first_possible(path: Path, why: BackupReason, copy: Copying) -> Backup:
    """Make a copy in the first folder that takes it."""
    failures: list[Exception] = []
    for folder in _folders(path):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return _made(path, folder, why, copy)
        except (GranskaError, OSError) as error:
            failures.append(_known(error, path, folder))
            with suppress(OSError):
                folder.rmdir()  # of what failed nothing is left; a folder that holds something stays
    raise BackupFailed(path, why.name.lower(), failures[0]) from failures[0]


def _known(error: Exception, path: Path, folder: Path) -> Exception:
    """The error about a file that a person knows, rather than about the draft of a copy."""
    match error:
        case DiskFull():
            return DiskFull(folder)
        case NotARegister():
            return NotARegister(path, error.reason)
        case RegisterMissing() if error.path != path:  # SQLite's word for a folder that takes no files
            return PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        case _:
            return error


def _made(path: Path, folder: Path, why: BackupReason, copy: Copying) -> Backup:
    moment = clock.here().replace(microsecond=0)
    while True:
        target = folder / f"{path.stem} {moment.strftime(_MOMENT)} {why.value}{path.suffix}"
        try:
            copy(path, target)
        except FileExistsError:
            moment += timedelta(seconds=1)  # the hour that comes twice in autumn, or two in a second
        else:
            return Backup(target, moment, why, target.stat().st_size)


def _is_complete(path: Path, copies: Iterable[Backup]) -> bool:
    """Whether the newest copy holds all that the register holds, or that is nothing yet."""
    heads = backup.newest_actions(path)
    if all(number == 1 for number, _ in heads):
        return True
    newest = next(iter(copies), None)
    with suppress(GranskaError):
        return newest is not None and backup.newest_actions(newest.path) == heads
    return False


def _folders(path: Path) -> Iterator[Path]:
    """Where copies are kept: beside the register itself, also where `path` is a link, else in the state folder."""
    real = path.resolve()
    yield real.with_name(f"{real.stem}-kopior")
    with suppress(OSError):
        yield state_folder() / "kopior" / locking.state_name(path)


def _in_folder(folder: Path, path: Path) -> Iterator[Backup]:
    with suppress(OSError):
        for file in list(folder.iterdir()):
            copy = _understood(file, path)
            if copy is not None:
                yield copy


def _understood(file: Path, path: Path) -> Backup | None:
    """A copy by its name; None for any other file."""
    whys = "|".join(BackupReason)
    pattern = (
        rf"{re.escape(_composed(path.stem))} (\d{{4}}-\d\d-\d\d \d\d\.\d\d\.\d\d) ({whys}){re.escape(path.suffix)}"
    )
    named = re.fullmatch(pattern, _composed(file.name))
    if named is None:
        return None
    with suppress(ValueError, OSError):
        moment = datetime.fromisoformat(named[1].replace(".", ":"))
        return Backup(file, moment, BackupReason(named[2]), file.stat().st_size)
    return None


def _composed(name: str) -> str:
    """A file's name as we write it: some systems give back å as two characters."""
    return unicodedata.normalize("NFC", name)


def _thin(path: Path, made: Backup) -> None:
    """Take away the copies that are too many, and what killed processes left. What cannot be stays."""
    copies = [copy for copy in all_of(path) if copy.why in _THINNED]
    with suppress(GranskaError):
        ours = _register_of(made.path)
        for copy in _too_many(copies, clock.today()):
            with suppress(GranskaError, OSError):
                if _register_of(copy.path) == ours:
                    copy.path.unlink()
    with suppress(OSError):
        _take_away_drafts(made.path)


def _too_many(copies: Iterable[Backup], today: date) -> list[Backup]:
    held = list(copies)
    dropped = to_drop((copy.made for copy in held), today)
    return [copy for copy in held if copy.made in dropped]


def _register_of(path: Path) -> str:
    """The id of the register at `path`: another one may have had the same name."""
    connection = connect(path, "ro")
    try:
        with translated(path):
            return settings.register_id(connection, path)
    finally:
        connection.close()


def _take_away_drafts(made: Path) -> None:
    finished = made.stat().st_mtime
    for draft in made.parent.glob(".*.tmp*"):
        if draft.stat().st_mtime < finished - _ABANDONED.total_seconds():
            draft.unlink(missing_ok=True)
