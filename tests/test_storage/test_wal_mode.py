"""Registers that another program has set to keep a write-ahead log beside the file."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from storage import backups, records
from storage.check import check
from storage.database import backup
from storage.database.connection import companion_of, in_wal_mode
from storage.errors import NotARegister, RegisterInWalMode, RegisterLocked
from storage.operations.assessments import comment
from storage.register import open_for_screen, open_register
from storage.restoring import restore
from tests.older_registers import take_back


def set_to_wal(path: Path) -> sqlite3.Connection:
    """Another program's connection, which has set the mode."""
    other = sqlite3.connect(path, isolation_level=None)
    assert other.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
    other.execute("PRAGMA wal_autocheckpoint=0")
    return other


def leave_log(path: Path) -> None:
    """Let another program write a draft by a log, and be killed before it is brought into the file."""
    other = set_to_wal(path)
    other.execute("INSERT INTO _draft(key, text, at) VALUES ('logg', 'i loggen', '')")
    left = {file: file.read_bytes() for file in (path, companion_of(path, "-wal"))}
    other.close()
    for file, content in left.items():
        file.write_bytes(content)


def drafts(path: Path) -> list[str]:
    """The drafts in a register."""
    with open_register(path) as register:
        return [text for (text,) in register.connection.execute("SELECT text FROM _draft")]


def beside(path: Path) -> list[str]:
    """The names of SQLite's files beside a register."""
    return [file.name for file in path.parent.iterdir() if file.name.startswith(f"{path.name}-")]


def test_opening_to_write_makes_the_one_file_the_whole_register_again(practice_path: Path) -> None:
    leave_log(practice_path)
    with open_register(practice_path, write=True) as register:
        assert (in_wal_mode(practice_path), beside(practice_path)) == (False, [])
        comment(register, records.find(register, "Måltider:1"), "en till")
        alone = practice_path.with_name("ensam.db")
        alone.write_bytes(practice_path.read_bytes())
    assert drafts(alone) == ["i loggen"]
    with open_register(alone) as register:
        assert check(register).ok


def test_an_older_register_is_upgraded_out_of_the_mode(older_practice_path: Path) -> None:
    take_back(older_practice_path, 1)
    set_to_wal(older_practice_path).close()
    with open_register(older_practice_path) as register:
        assert check(register).ok
    open_register(older_practice_path, write=True).close()
    assert not in_wal_mode(older_practice_path)
    assert [in_wal_mode(copy) for copy in older_practice_path.parent.glob("*-version-*.db")] == [False]


def test_a_register_that_another_program_has_open_in_the_mode_is_read_and_not_written(practice_path: Path) -> None:
    other = set_to_wal(practice_path)
    other.execute("SELECT count(*) FROM action").fetchone()
    try:
        with pytest.raises(RegisterLocked):
            open_register(practice_path, write=True)
        with open_for_screen(practice_path) as register:
            assert isinstance(register.holder, RegisterLocked)
            assert check(register).ok
    finally:
        other.close()
    open_register(practice_path, write=True).close()


def test_reading_sees_what_stands_in_the_log_and_leaves_the_mode_alone(practice_path: Path) -> None:
    leave_log(practice_path)
    assert drafts(practice_path) == ["i loggen"]
    assert in_wal_mode(practice_path)


@pytest.fixture
def write_protected() -> Iterator[Path]:
    """A folder in which only an administrator can write; whoever runs the test is none until it ends."""
    with TemporaryDirectory() as name:
        yield Path(name)
        if os.getuid() == 0:
            os.seteuid(0)
        Path(name).chmod(0o755)


@pytest.mark.skipif(os.name != "posix", reason="folders are protected in another way on Windows")
def test_a_register_whose_log_cannot_be_made_is_refused_by_name(practice_path: Path, write_protected: Path) -> None:
    path = write_protected / "register.db"
    path.write_bytes(practice_path.read_bytes())
    set_to_wal(path).close()
    assert drafts(path) == []
    for file in write_protected.glob("*-*"):
        file.unlink()
    path.chmod(0o444)
    write_protected.chmod(0o555)
    if os.getuid() == 0:
        os.seteuid(65534)
    with pytest.raises(RegisterInWalMode) as refused:
        open_register(path)
    assert refused.value.path == path


def test_a_copy_holds_what_stands_in_the_log_and_is_one_file(practice_path: Path) -> None:
    leave_log(practice_path)
    made = backups.make(practice_path)
    assert [file.name for file in made.path.parent.iterdir()] == [made.path.name]
    assert not in_wal_mode(made.path)
    assert drafts(made.path) == ["i loggen"]


@pytest.mark.parametrize("damaged", [False, True])
def test_a_log_is_never_played_back_into_a_restored_register(practice_path: Path, *, damaged: bool) -> None:
    copy = backups.make(practice_path)
    leave_log(practice_path)
    if damaged:
        practice_path.write_bytes(bytes(5000))
        companion_of(practice_path, "-wal").write_bytes(b"rest")
        companion_of(practice_path, "-shm").write_bytes(b"rest")
    replaced = restore(practice_path, copy.path.name).replaced
    assert replaced is not None
    assert beside(practice_path) == []
    assert drafts(practice_path) == []
    with open_register(practice_path, write=True) as register:
        assert check(register).ok
    if damaged:
        assert companion_of(replaced, "-wal").read_bytes() == b"rest"
    else:
        assert drafts(replaced) == ["i loggen"]


def test_a_restore_stopped_between_its_steps_has_lost_nothing_of_the_log(
    practice_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = backups.make(practice_path)
    leave_log(practice_path)

    def stopped(draft: Path, path: Path) -> None:
        raise KeyboardInterrupt(draft, path)

    monkeypatch.setattr("storage.restoring.replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        restore(practice_path, copy.path.name)
    assert drafts(practice_path) == ["i loggen"]


def test_a_restore_waits_for_the_program_that_keeps_a_log(practice_path: Path) -> None:
    copy = backups.make(practice_path)
    other = set_to_wal(practice_path)
    other.execute("SELECT count(*) FROM action").fetchone()
    before = practice_path.read_bytes()
    with pytest.raises(RegisterLocked):
        restore(practice_path, copy.path.name)
    assert practice_path.read_bytes() == before
    other.close()


def test_a_copy_in_the_mode_is_restored_out_of_it(practice_path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "kopia.db"
    backup.copy_of(practice_path, copy)
    set_to_wal(copy).close()
    restore(practice_path, str(copy))
    assert not in_wal_mode(practice_path)


def test_a_damaged_register_in_the_mode_is_a_sentence(practice_path: Path) -> None:
    leave_log(practice_path)
    companion_of(practice_path, "-wal").unlink()
    practice_path.write_bytes(practice_path.read_bytes()[:4096])
    with pytest.raises(NotARegister):
        open_register(practice_path, write=True)
