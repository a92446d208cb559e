"""Backups of a register: making them automatically or on demand, naming, listing and thinning them.

A copy is made before the first change of each day, before every import, and on demand. It is a complete register:
made by SQLite's own backup, checked, then moved into place in the folder `<name>-kopior` beside the register, or in
the user's state folder where that is not writable. Daily copies and those before imports are thinned as they age;
manual copies, and those that a restored copy replaced, never are.
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
from storage.database import backup
from storage.database import settings as setting_rows
from storage.database.connection import connect, translated
from storage.errors import BackupFailed, DiskFull, GranskaError, NotARegister, RegisterMissing
from storage.user_folders import state_folder

DAYS = 7
"""Number of days for which every copy is kept."""
WEEKS = 8
"""Number of weeks before those for which the first copy of each is kept; before them, the first of each month."""


def to_drop(made: Iterable[datetime], today: date) -> set[datetime]:
    """The moments of the copies to delete on the day `today`; never the newest.

    The first copy of a week or month is kept, so that thinning every day or once a year gives the same result.
    Days and weeks without copies are not counted where that keeps more: a clock that is years ahead for a day
    does not make last week's copies old, nor does a register unopened for a year.
    """
    periods: dict[Hashable, datetime] = {}
    moments = sorted(made)
    daily = _daily_from(moments, today)
    weekly = _weekly_from(moments, daily)
    return {m for m in moments[:-1] if periods.setdefault(_period(m, daily, weekly), m) != m}


def _period(moment: datetime, daily: date, weekly: date) -> Hashable:
    """The period of which one copy is kept. A week in two months is two, so that neither month loses its first."""
    day = moment.date()
    if day >= daily:
        return moment
    if day >= weekly:
        return *day.isocalendar()[:2], day.month
    return "month", day.year, day.month


def _daily_from(moments: Iterable[datetime], today: date) -> date:
    """The first day for which every copy is kept."""
    days = sorted({moment.date() for moment in moments if moment.date() <= today})
    return min([today - timedelta(days=DAYS - 1), *days[-DAYS:]])


def _weekly_from(moments: Iterable[datetime], daily: date) -> date:
    """The first day from which one copy a week is kept."""
    mondays = sorted({day - timedelta(days=day.weekday()) for m in moments if (day := m.date()) < daily})
    return min([daily - timedelta(weeks=WEEKS), *mondays[-WEEKS:]])


_MOMENT = "%Y-%m-%d %H.%M.%S"
_ABANDONED = timedelta(hours=1)
"""Age of a draft, compared with a finished copy, at which its process must have been killed."""


class BackupReason(StrEnum):
    """Reason of a copy, as written in the name of its file."""

    DAY = "dag"
    IMPORT = "import"
    HAND = "manuell"
    REPLACED = "ersatt"
    """The register that a restored copy replaced."""
    DAMAGED = "skadad"
    """The same, where the file was no valid register: the file unchanged."""


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
    """The copies of the register at `path`, newest first, also when the register itself is gone."""
    found = {copy for folder in _folders(path) for copy in _in_folder(folder, path)}
    return sorted(found, key=lambda copy: (copy.made, copy.path.name), reverse=True)


def due(path: Path) -> bool:
    """True when the register is to be copied before the first change of today.

    False when a copy was made today for any reason, when the newest one has the same history, and for a register
    without any change.

    Raises:
        GranskaError: the register cannot be read.
    """
    copies, today = all_of(path), clock.today()
    return all(copy.made.date() != today for copy in copies) and not _is_complete(path, copies)


def make(path: Path, why: BackupReason = BackupReason.HAND) -> Backup:
    """Copy the register at `path`, also while another process writes to it, and thin older copies.

    Raises:
        BackupFailed: it was not possible; no partial copy is left.
    """
    made = _in_first_possible(path, why, backup.copy_of)
    _thin(path, made)
    return made


def keep_damaged(path: Path) -> Backup:
    """Copy a file that is no valid register, byte by byte.

    Raises:
        BackupFailed: it was not possible.
    """
    return _in_first_possible(path, BackupReason.DAMAGED, backup.copy_file)


def make_before_import(path: Path) -> Backup | None:
    """Copy the register before an import; None when the newest copy has the same history, or there is nothing to copy.

    Raises:
        BackupFailed: it was not possible.
    """
    try:
        complete = _is_complete(path, all_of(path))
    except GranskaError as error:
        raise BackupFailed(path, BackupReason.IMPORT.name.lower(), error) from error
    return None if complete else make(path, BackupReason.IMPORT)


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
    """Translate an error about the draft of a copy into one about the register or the folder."""
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
    moment, taken = clock.here().replace(microsecond=0), {copy.made for copy in all_of(path)}
    while True:
        if moment in taken:  # the hour that comes twice in autumn, or two in a second
            moment += timedelta(seconds=1)
            continue
        target = folder / f"{path.stem} {moment.strftime(_MOMENT)} {why.value}{path.suffix}"
        try:
            copy(path, target)
        except FileExistsError:
            moment += timedelta(seconds=1)
        else:
            return Backup(target, moment, why, target.stat().st_size)


def _is_complete(path: Path, copies: Iterable[Backup]) -> bool:
    """True when the newest copy has the whole history of the register, or the register has no change yet."""
    heads = backup.newest_actions(path)
    if all(number == 1 for number, _ in heads):
        return True
    newest = next(iter(copies), None)
    with suppress(GranskaError):
        return newest is not None and backup.newest_actions(newest.path) == heads
    return False


def _folders(path: Path) -> Iterator[Path]:
    """Yield the folders for copies: beside the register itself, also where `path` is a link; in the state folder."""
    real = path.resolve()
    yield real.with_name(f"{real.stem}-kopior")
    with suppress(OSError):
        yield state_folder() / "kopior" / locking.state_name(path)


def _in_folder(folder: Path, path: Path) -> Iterator[Backup]:
    with suppress(OSError):
        for file in list(folder.iterdir()):
            copy = _parsed(file, path)
            if copy is not None:
                yield copy


def _parsed(file: Path, path: Path) -> Backup | None:
    """Parse the name of a copy; None for any other file."""
    whys = "|".join(BackupReason)
    pattern = rf"{re.escape(_nfc(path.stem))} (\d{{4}}-\d\d-\d\d \d\d\.\d\d\.\d\d) ({whys}){re.escape(path.suffix)}"
    named = re.fullmatch(pattern, _nfc(file.name))
    if named is None:
        return None
    with suppress(ValueError, OSError):
        moment = datetime.fromisoformat(named[1].replace(".", ":"))
        return Backup(file, moment, BackupReason(named[2]), file.stat().st_size)
    return None


def _nfc(name: str) -> str:
    """Normalize the name of a file: macOS returns å as two characters."""
    return unicodedata.normalize("NFC", name)


def _thin(path: Path, made: Backup) -> None:
    """Delete superfluous copies and the drafts of killed processes, as far as the system allows."""
    copies = [copy for copy in all_of(path) if copy.why in _THINNED]
    with suppress(GranskaError):
        ours = _register_of(made.path)
        for copy in _too_many(copies, clock.today()):
            with suppress(GranskaError, OSError):
                if _register_of(copy.path) == ours:
                    copy.path.unlink()
    with suppress(OSError):
        _delete_drafts(made.path)


def _too_many(copies: Iterable[Backup], today: date) -> list[Backup]:
    every = list(copies)
    dropped = to_drop((copy.made for copy in every), today)
    return [copy for copy in every if copy.made in dropped]


def _register_of(path: Path) -> str:
    """The id of the register at `path`; another register may have had the same name."""
    connection = connect(path, "ro")
    try:
        with translated(path):
            return setting_rows.register_id(connection, path)
    finally:
        connection.close()


def _delete_drafts(made: Path) -> None:
    finished = made.stat().st_mtime
    for draft in made.parent.glob(".*.tmp*"):
        if draft.stat().st_mtime < finished - _ABANDONED.total_seconds():
            draft.unlink(missing_ok=True)
