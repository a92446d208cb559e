"""Every file that the program makes: whole or not there, never in the place of another, and nothing left beside it."""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from exports.calendar import Event, write_calendar
from exports.letter_templates.shipped import BASE_REPORT, export_templates
from exports.writing import write_new
from storage import files, locking
from storage.database import backup
from storage.errors import GranskaError
from storage.register import create_register
from storage.user_folders import state_folder
from tui.preferences import remember, settings_file

Door = Callable[[Path, Path], object]
STAMP = "2026-11-22T10:15:30+00:00"
DRAFT = ".granska-0123456789abcdef.tmp"


def _placed(folder: Path, _register: Path) -> None:
    with files.beside(folder / "fil") as draft:
        files.write(draft, b"ny")
        files.place(draft, folder / "fil")


DOORS: dict[str, tuple[Door, tuple[str, ...]]] = {
    "place": (_placed, ("fil",)),
    "document": (lambda folder, _: write_new(b"ny", folder, "rapport.docx"), ("rapport.docx",)),
    "templates": (lambda folder, _: export_templates(folder), (BASE_REPORT.name, "missiv.docx", "missiv-fält.txt")),
    "calendar": (
        lambda folder, _: write_calendar(
            [Event("a@x", date(2026, 12, 31), "Svar")], folder / "datum.ics", stamp=STAMP, name="Datum"
        ),
        ("datum.ics",),
    ),
    "register": (lambda folder, _: create_register(folder / "nytt.db").close(), ("nytt.db",)),
    "backup": (lambda folder, register: backup.copy_of(register, folder / "kopia.db"), ("kopia.db",)),
    "damaged": (lambda folder, register: backup.copy_file(register, folder / "skadad.db"), ("skadad.db",)),
}
"""What makes new files in a folder, and the names of the first of them."""
every_door = pytest.mark.parametrize("door", DOORS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder to write in."""
    made = tmp_path / "mapp"
    made.mkdir()
    return made


def refuse_links(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "no links here")


def through(door: str, folder: Path, register: Path) -> None:
    """Write by this door; that it cannot is no fault."""
    with suppress(GranskaError, OSError):
        DOORS[door][0](folder, register)


@every_door
@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_is_there_is_never_overwritten(
    door: str, folder: Path, practice_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", refuse_links)
    names = DOORS[door][1]
    for name in names:
        (folder / name).write_text("förra årets")
    through(door, folder, practice_path)
    assert {name: (folder / name).read_text() for name in names} == dict.fromkeys(names, "förra årets")
    assert not list(folder.glob(".*"))


@pytest.mark.skipif(os.name != "posix", reason="Windows' own rename never overwrites")
@every_door
def test_a_name_that_somebody_takes_at_the_last_moment_stays_theirs(
    door: str, folder: Path, practice_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs: list[Path] = []

    def beaten(move: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
        def moved(draft: Path, target: Path) -> Path:
            with suppress(FileExistsError), Path(target).open("x") as file:
                file.write("någon annans")
                theirs.append(Path(target))
            return move(draft, target)

        return moved

    monkeypatch.setattr(os, "link", refuse_links)
    monkeypatch.setattr(Path, "rename", beaten(Path.rename))
    monkeypatch.setattr(Path, "replace", beaten(Path.replace))
    through(door, folder, practice_path)
    assert [path for path in theirs if path.read_text() != "någon annans"] == []
    assert (folder / DOORS[door][1][0]).stat().st_size > 0


@every_door
@pytest.mark.parametrize(("function", "code"), [("fsync", errno.EIO), ("link", errno.ENOSPC)])
def test_whatever_the_system_refuses_leaves_a_whole_file_or_none(
    door: str, folder: Path, practice_path: Path, monkeypatch: pytest.MonkeyPatch, function: str, code: int
) -> None:
    DOORS[door][0](folder, practice_path)
    first = DOORS[door][1][0]
    whole = (folder / first).stat().st_size
    assert whole
    for refused in range(1, 4):
        for file in folder.iterdir():
            file.unlink()
        with monkeypatch.context() as patch:
            patch.setattr(os, function, _failing(getattr(os, function), refused, code))
            through(door, folder, practice_path)
        assert not list(folder.glob(".*")), refused
        assert not (folder / first).exists() or (folder / first).stat().st_size == whole, refused


def _failing(real: Callable[..., Any], number: int, code: int) -> Callable[..., Any]:
    """The same function, but its call of this number is refused by the system."""
    calls = 0

    def called(*arguments: Any, **named: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == number:
            raise OSError(code, os.strerror(code))
        return real(*arguments, **named)

    return called


@pytest.mark.parametrize("refused", ["fsync", "replace"])
def test_what_the_program_keeps_for_itself_is_the_old_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    remember("language", "sv")
    locking.remember_user("Anna")
    kept = {path: path.read_bytes() for path in (settings_file(), state_folder() / "who")}
    with monkeypatch.context() as patch:
        patch.setattr(os if refused == "fsync" else Path, refused, _refusing)
        with pytest.raises(OSError, match="refused"):
            remember("language", "en")
        with pytest.raises(OSError, match="refused"):
            locking.remember_user("Bo")
    assert {path: path.read_bytes() for path in kept} == kept
    assert not list(tmp_path.rglob(".granska-*"))
    remember("language", "en")
    locking.remember_user("Bo")
    assert all(path.read_bytes() != before for path, before in kept.items())


def _refusing(*_: object, **__: object) -> None:
    raise OSError(errno.EIO, "refused")


@pytest.mark.parametrize("door", [*DOORS, "overwrite"])
def test_what_killed_processes_left_goes_and_nothing_else_does(door: str, folder: Path, practice_path: Path) -> None:
    old = [DRAFT, f"{DRAFT}-journal", f"{DRAFT}-wal"]
    other = [".granska-x.tmp", ".granska-0123456789abcdef.tmp.docx", "granska-0123456789abcdef.tmp", ".rapport.tmp"]
    fresh = ".granska-fedcba9876543210.tmp"
    for name in (*old, *other):
        (folder / name).touch()
        os.utime(folder / name, (0, 0))
    (folder / fresh).touch()
    (folder / ".granska-00000000000000ff.tmp").mkdir()
    if door == "overwrite":
        files.overwrite(folder / "inställningar", b"ny")
    else:
        DOORS[door][0](folder, practice_path)
    names = {path.name for path in folder.iterdir()}
    assert names.isdisjoint(old)
    assert names >= {*other, fresh, ".granska-00000000000000ff.tmp"}
