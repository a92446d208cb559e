"""Registers on file systems, in folders and beside programs that make trouble."""

import errno
import os
import random
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from storage import locking, recommendations, records
from storage.check import check
from storage.database.connection import address
from storage.errors import DiskFull, GranskaError, NoPlaceForRegister, NotARegister, RegisterChanged, RegisterUnreadable
from storage.operations.assessments import comment
from storage.register import create_register, open_for_screen, open_register


def test_a_file_with_flipped_bits_is_refused_or_found_out_and_never_a_crash(
    practice_path: Path, tmp_path: Path
) -> None:
    chance = random.Random(7)
    whole = practice_path.read_bytes()
    for number in range(60):
        content = bytearray(whole)
        for _ in range(20):
            content[chance.randrange(100, len(content))] ^= 1 << chance.randrange(8)
        path = tmp_path / f"flipped{number}.db"
        path.write_bytes(content)
        try:
            with open_register(path) as register:
                assert isinstance(check(register).ok, bool)
        except GranskaError:
            continue


posix = pytest.mark.skipif(os.name != "posix", reason="only where a file can be replaced while it is open")


@posix
@pytest.mark.parametrize("replaced", [True, False])
def test_nothing_is_said_to_be_saved_in_a_file_that_is_no_longer_there(practice_path: Path, *, replaced: bool) -> None:
    with open_register(practice_path, write=True) as register:
        recommendation = records.find(register, "Måltider:1")
        if replaced:
            newer = practice_path.with_name("newer.db")
            newer.write_bytes(practice_path.read_bytes())
            newer.replace(practice_path)
        else:
            practice_path.unlink()
        with pytest.raises(RegisterChanged):
            comment(register, recommendation, "skrivet i en fil som ingen ser")


HALF_DONE = """
import os, sys
from pathlib import Path
from storage.register import open_register
connection = open_register(Path(sys.argv[1]), write=True).connection
connection.execute("PRAGMA cache_size=1")
connection.execute("BEGIN IMMEDIATE")
connection.executemany("INSERT INTO _draft VALUES (?, ?, '')", [(str(n), "x" * 3000) for n in range(500)])
os._exit(9)
"""


@posix
def test_what_a_killed_writer_left_is_rolled_back_through_a_link_too(practice_path: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    link.symlink_to(practice_path)
    root = Path(__file__).parent.parent.parent
    subprocess.run([sys.executable, "-c", HALF_DONE, str(practice_path)], cwd=root, check=False)
    journal = practice_path.with_name(practice_path.name + "-journal")
    assert journal.exists()
    with open_register(link) as register:
        assert check(register).ok
    assert not journal.exists()


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/hem/å b?.db"), "file:///hem/%C3%A5%20b%3F.db?mode=ro"),
        (PureWindowsPath(r"C:\\register.db"), "file:///C:/register.db?mode=ro"),
        (PureWindowsPath(r"\\server\delad\r.db"), "file:////server/delad/r.db?mode=ro"),
    ],
)
def test_a_shared_folders_server_stands_in_the_path_where_sqlite_takes_it(
    path: PurePosixPath | PureWindowsPath, uri: str
) -> None:
    assert address(path, "ro") == uri


@pytest.mark.parametrize("code", [errno.EPERM, errno.EINVAL, errno.EOPNOTSUPP])
def test_a_register_is_made_where_the_file_system_knows_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "link", refuse)
    create_register(tmp_path / "r.db").close()
    with open_register(tmp_path / "r.db") as register:
        assert check(register).ok
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["r.db"]


def test_a_full_disk_is_told_of_the_register_that_was_to_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskFull(tmp_path / ".draft.tmp")

    monkeypatch.setattr("storage.operations.new_register.put_beginning", full)
    with pytest.raises(DiskFull) as told:
        create_register(tmp_path / "r.db")
    assert told.value.path == tmp_path / "r.db"
    assert not [path for path in tmp_path.iterdir() if path.is_file()]


def test_a_name_that_the_system_refuses_is_told(tmp_path: Path) -> None:
    path = tmp_path / ("r" * 300 + ".db")
    with pytest.raises(RegisterUnreadable):
        open_register(path)
    with pytest.raises(NoPlaceForRegister) as told:
        create_register(path)
    assert told.value.reason == "too_long"


def test_a_place_where_no_register_can_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    for place in (tmp_path / "fil" / "r.db", tmp_path / "fil" / "mapp" / "r.db"):
        with pytest.raises(NoPlaceForRegister) as told:
            create_register(place)
        assert told.value.reason == "no_folder"


@posix
def test_a_pipe_is_no_register_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "r.db")
    with pytest.raises(NotARegister):
        open_register(tmp_path / "r.db")


def test_a_register_is_read_also_where_no_lock_can_be_kept(
    practice_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("GRANSKA_STATE", str(tmp_path / "file" / "state"))
    with open_for_screen(practice_path) as register:
        assert register.readonly
        assert isinstance(register.holder, RegisterUnreadable)
        assert recommendations.recommendations(register)


def test_an_installation_whose_name_was_half_made_gets_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRANSKA_STATE", str(tmp_path))
    (tmp_path / "station").touch()
    name = locking.station()
    assert len(name) == 36
    assert locking.station() == name
