"""Backups made without asking, thinned as they age, and the way back to one."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from exports.report.file import closing_text
from storage import backups, records
from storage.backups import BackupReason
from storage.check import check
from storage.database import backup
from storage.database.connection import SCHEMA_VERSION, Connection, check_header, connect, journal_of
from storage.errors import (
    AmbiguousBackup,
    BackupFailed,
    DiskFull,
    GranskaError,
    NotARegister,
    OtherRegister,
    RegisterLocked,
    UndoStopped,
    UnknownReference,
)
from storage.history import history
from storage.merge import merge
from storage.operations.assessments import comment
from storage.operations.importing import import_report
from storage.register import Register, create_register, open_register
from storage.restoring import restore
from storage.undo import undo
from tests.older_registers import take_back

OnDay = Callable[[str], None]
posix = pytest.mark.skipif(os.name != "posix", reason="limits and signals are given in another way on Windows")


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> OnDay:
    """Let it be another day."""
    return lambda day: monkeypatch.setenv("GRANSKA_TODAY", day)


def write(path: Path, text: str) -> None:
    """Open, change something, close."""
    with open_register(path, write=True) as register:
        put(register, text)


def put(register: Register, text: str) -> None:
    """Change something."""
    with register.recording("edit") as action:
        action.put("body", "nämnden", {"name": text})


def written(path: Path) -> str | None:
    """What was changed last."""
    with open_register(path) as register:
        return records.name_of(register, "body", "nämnden")


def whys(path: Path) -> list[BackupReason]:
    """What the copies were made for, newest first."""
    return [copy.why for copy in backups.all_of(path)]


def files(folder: Path) -> list[Path]:
    """Every file that backups have to do with."""
    return [path for path in folder.rglob("*") if "kopior" in str(path) and path.is_file()]


# Made without asking


def test_the_first_change_of_a_day_is_preceded_by_a_copy_and_later_ones_are_not(
    practice_path: Path, on_day: OnDay
) -> None:
    before = backup.newest_actions(practice_path)
    write(practice_path, "ett")
    write(practice_path, "två")
    (copy,) = backups.all_of(practice_path)
    assert backup.newest_actions(copy.path) == before
    assert copy.path.parent == practice_path.parent / "ovning-kopior"
    assert copy.path.name.startswith("ovning 2026-11-22 ")
    on_day("2026-11-23")
    write(practice_path, "tre")
    assert whys(practice_path) == [BackupReason.DAY, BackupReason.DAY]
    assert written(backups.all_of(practice_path)[0].path) == "två"


def test_a_day_on_which_nothing_is_written_leaves_no_copy(practice_path: Path) -> None:
    with open_register(practice_path, write=True) as register, pytest.raises(GranskaError):
        comment(register, "finns inte", "text")
    with open_register(practice_path, write=True) as register:
        assert not comment(register, records.find(register, "Måltider:1"), "")
    assert backups.all_of(practice_path) == []


def test_a_new_register_has_nothing_to_copy_and_an_unchanged_one_nothing_new(empty: Register, on_day: OnDay) -> None:
    assert not backups.due(empty.path)
    put(empty, "Kulturnämnden")
    assert backups.due(empty.path)
    backups.make(empty.path)
    on_day("2026-11-23")
    assert not backups.due(empty.path)


def test_a_program_that_runs_over_midnight_copies_each_day(practice: Register, on_day: OnDay) -> None:
    for day in ("2026-11-22", "2026-11-23", "2026-11-24"):
        on_day(day)
        put(practice, day)
        put(practice, f"{day} igen")
    assert [copy.made.date().isoformat() for copy in backups.all_of(practice.path)] == [
        "2026-11-24",
        "2026-11-23",
        "2026-11-22",
    ]


def test_an_import_is_preceded_by_a_copy_unless_there_is_nothing_to_read_in(
    practice: Register, small_report: Path
) -> None:
    put(practice, "före")
    import_report(practice, small_report, closing_text)
    assert whys(practice.path) == [BackupReason.IMPORT, BackupReason.DAY]
    import_report(practice, small_report, closing_text)
    assert len(backups.all_of(practice.path)) == 2


# What goes wrong


def full(path: Path, mode: str) -> Connection:
    """A connection to a disk that has no room left for a copy."""
    connection = connect(path, mode)
    if mode == "rwc":
        connection.execute("PRAGMA max_page_count=1")
    return connection


def test_a_full_disk_stops_no_work_is_told_once_and_leaves_nothing_behind(
    practice: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "connect", full)
    told: list[GranskaError] = []
    practice.warn = told.append
    put(practice, "ett")
    put(practice, "två")
    assert written(practice.path) == "två"
    (error,) = told
    assert isinstance(error, BackupFailed)
    assert isinstance(error.cause, DiskFull)
    assert error.cause.path == practice.path.with_name("ovning-kopior")
    assert files(practice.path.parent) == []


def test_an_import_is_stopped_when_no_copy_can_be_made_unless_told_to_go_on(
    practice: Register, small_report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "connect", full)
    actions = len(history(practice))
    with pytest.raises(BackupFailed) as told:
        import_report(practice, small_report, closing_text)
    assert told.value.reason == "import"
    assert len(history(practice)) == actions
    assert import_report(practice, small_report, closing_text, without_backup=True).change


def test_copies_lie_in_the_state_folder_where_the_registers_takes_none(practice_path: Path) -> None:
    in_the_way = practice_path.with_name("ovning-kopior")
    in_the_way.write_text("en fil")
    write(practice_path, "ett")
    (copy,) = backups.all_of(practice_path)
    assert copy.path.parent.parent == practice_path.parent / "state" / "kopior"
    assert in_the_way.read_text() == "en fil"


def test_nowhere_to_put_a_copy_is_told_with_the_first_reason(practice_path: Path) -> None:
    practice_path.with_name("ovning-kopior").touch()
    write(practice_path, "ett")
    for folder in list((practice_path.parent / "state" / "kopior").iterdir()):
        for copy in folder.iterdir():
            copy.unlink()
        folder.rmdir()
        folder.touch()
    with pytest.raises(BackupFailed) as told:
        backups.make(practice_path)
    assert isinstance(told.value.cause, FileExistsError)


def test_a_copy_that_does_not_verify_is_not_kept(practice_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.database.history.heads", lambda connection: [(id(connection), "", 0)])
    with pytest.raises(BackupFailed) as told:
        backups.make(practice_path)
    assert isinstance(told.value.cause, NotARegister)
    assert files(practice_path.parent) == []


KILLED = """
import resource, signal, sys
from pathlib import Path
from storage import backups
path = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2, -1))
backups.make(path)
"""


@posix
def test_a_process_killed_while_copying_leaves_no_copy_and_its_leavings_are_cleared(practice_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, practice_path], cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == -signal.SIGXFSZ
    assert backups.all_of(practice_path) == []
    (leaving,) = files(practice_path.parent)
    os.utime(leaving, (0, 0))
    made = backups.make(practice_path)
    assert files(practice_path.parent) == [made.path]


# Thinned


def test_what_the_day_made_is_thinned_and_what_a_person_made_never(practice_path: Path, on_day: OnDay) -> None:
    days = ["2026-01-05", "2026-01-12", "2026-01-19"]
    days += [f"2026-0{month}-{day:02}" for month in (3, 4) for day in range(1, 29, 3)]
    for day in days:
        on_day(day)
        write(practice_path, day)
        backups.make(practice_path)
        write(practice_path, f"{day} igen")
    on_day("2026-11-22")
    write(practice_path, "nu")
    kept = backups.all_of(practice_path)
    every_one = ["2026-11-22", *(f"2026-04-{day}" for day in (28, 25, 22, 19, 16, 13))]
    weekly = ["2026-04-07", "2026-04-01", *(f"2026-03-{day}" for day in (25, 16, 10, "04", "01")), "2026-01-19"]
    assert [copy.made.date().isoformat() for copy in kept if copy.why is BackupReason.DAY] == [
        *every_one,
        *weekly,
        "2026-01-05",
    ]
    assert sum(copy.why is BackupReason.HAND for copy in kept) == len(days)


def test_an_edit_while_the_clock_is_ten_years_ahead_takes_no_more_copies_than_one_on_the_next_day(
    practice_path: Path, on_day: OnDay
) -> None:
    for number in range(1, 28):
        on_day(f"2026-10-{number:02}")
        write(practice_path, str(number))
    before = {copy.path for copy in backups.all_of(practice_path)}
    on_day("2036-10-28")
    write(practice_path, "klockan går fel")
    kept = {copy.path for copy in backups.all_of(practice_path)}
    assert [path.name[7:17] for path in before - kept] == ["2026-10-21"]
    on_day("2026-10-28")
    write(practice_path, "klockan går rätt")
    assert kept <= {copy.path for copy in backups.all_of(practice_path)}


def test_copies_of_another_register_of_the_same_name_are_left_alone(practice_path: Path, on_day: OnDay) -> None:
    theirs = set()
    for day in ("2026-11-20", "2026-11-21"):
        on_day(day)
        write(practice_path, day)
        (newest, *_) = backups.all_of(practice_path)
        moved = newest.path.with_name(newest.path.name.replace("2026-11", "2025-01"))
        theirs.add(newest.path.rename(moved))
    on_day("2026-11-22")
    practice_path.unlink()
    with create_register(practice_path) as register:
        for name in ("Kulturnämnden", "Socialnämnden"):
            put(register, name)
    backups.make(practice_path)
    assert theirs < {copy.path for copy in backups.all_of(practice_path)}


# The way back


def test_restoring_gives_the_copy_and_keeps_what_it_took_the_place_of(practice_path: Path) -> None:
    write(practice_path, "före")
    copy = backups.make(practice_path)
    write(practice_path, "efter")
    done = restore(practice_path, copy.path.name)
    assert written(practice_path) == "före"
    assert done.replaced is not None
    assert written(done.replaced) == "efter"
    assert not list(practice_path.parent.glob(".*"))
    with open_register(practice_path, write=True) as register:
        assert check(register).ok
        assert history(register, limit=1)[0].name == "restore"
        with pytest.raises(UndoStopped):
            undo(register)
    assert restore(practice_path, done.replaced.name).copy == done.replaced
    assert written(practice_path) == "efter"


def test_merging_what_a_restored_copy_replaced_brings_it_back(practice_path: Path) -> None:
    write(practice_path, "före")
    copy = backups.make(practice_path)
    write(practice_path, "efter")
    replaced = restore(practice_path, str(copy.path)).replaced
    assert replaced is not None
    with open_register(practice_path, write=True) as register:
        merge(register, replaced)
        assert check(register).ok
    assert written(practice_path) == "efter"


def test_a_register_that_is_damaged_or_gone_is_restored(practice_path: Path) -> None:
    write(practice_path, "före")
    copy = backups.make(practice_path)
    practice_path.write_bytes(b"\0" * 5000)
    journal_of(practice_path).write_bytes(b"rest")
    kept = restore(practice_path, copy.path.name).replaced
    assert kept is not None
    assert kept.read_bytes() == b"\0" * 5000
    assert not journal_of(practice_path).exists()
    assert written(practice_path) == "före"
    practice_path.unlink()
    assert restore(practice_path, copy.path.name).replaced is None
    assert written(practice_path) == "före"


def test_a_copy_that_an_older_version_made_is_restored_in_the_schema_of_this_one(
    older_practice_path: Path, tmp_path: Path
) -> None:
    older = tmp_path / "äldre.db"
    older.write_bytes(older_practice_path.read_bytes())
    copied = take_back(older, 1).read_bytes()
    write(older_practice_path, "efter")
    restore(older_practice_path, str(older))
    assert check_header(older_practice_path) == SCHEMA_VERSION
    assert older.read_bytes() == copied
    with open_register(older_practice_path) as register:
        assert check(register).ok


def test_restoring_is_refused_in_a_sentence_and_nothing_changes(practice_path: Path, tmp_path: Path) -> None:
    first, second = (backups.make(practice_path) for _ in range(2))
    with create_register(tmp_path / "annan.db") as register:
        other = register.path
    torn = tmp_path / "trasig.db"
    torn.write_bytes(first.path.read_bytes()[:-9000])
    tampered = tmp_path / "andrad.db"
    tampered.write_bytes(first.path.read_bytes())
    connection = sqlite3.connect(tampered)
    connection.execute("UPDATE audit SET title = 'något annat'")
    connection.commit()
    connection.close()
    before = practice_path.read_bytes()
    for reference, refused in [
        ("2031-01-01", UnknownReference),
        ("", UnknownReference),
        ("2026-11-22", AmbiguousBackup),
        (str(other), OtherRegister),
        (str(torn), NotARegister),
        (str(tampered), NotARegister),
    ]:
        with pytest.raises(refused):
            restore(practice_path, reference)
    with open_register(practice_path, write=True), pytest.raises(RegisterLocked):
        restore(practice_path, second.path.name)
    assert practice_path.read_bytes() == before
    assert len(backups.all_of(practice_path)) == 2


def test_a_restore_that_cannot_keep_what_is_there_changes_nothing(
    practice_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backups.make(practice_path)
    write(practice_path, "efter")

    def refuse(path: Path, why: BackupReason) -> None:
        raise BackupFailed(path, why.name.lower(), DiskFull(path))

    monkeypatch.setattr(backups, "make", refuse)
    with pytest.raises(BackupFailed):
        restore(practice_path, copy.path.name)
    assert written(practice_path) == "efter"
    assert not list(practice_path.parent.glob(".*"))


def test_a_restore_that_the_system_stops_at_the_last_step_leaves_the_register_as_it_was(
    practice_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backups.make(practice_path)
    write(practice_path, "efter")

    def busy(draft: Path, path: Path) -> None:
        raise PermissionError(13, "upptagen", f"{draft} {path}")

    monkeypatch.setattr("storage.restoring._exchange", busy)
    with pytest.raises(PermissionError):
        restore(practice_path, copy.path.name)
    assert written(practice_path) == "efter"
    assert not list(practice_path.parent.glob(".*"))
    write(practice_path, "och vidare")
