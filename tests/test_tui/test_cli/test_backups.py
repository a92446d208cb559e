"""`backup` on the command line, and what other commands say of backups."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from storage.database import backup
from storage.database.connection import Connection, connect


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No room for a copy."""

    def full(path: Path, mode: str) -> Connection:
        connection = connect(path, mode)
        if mode == "rwc":
            connection.execute("PRAGMA max_page_count=1")
        return connection

    monkeypatch.setattr(backup, "connect", full)


def test_backups_are_made_listed_and_gone_back_to(granska: Any, practice: Path) -> None:
    assert granska("backup", "list").out == "Det finns ingen säkerhetskopia än.\n"
    assert granska("set", "Måltider:1", "implemented").code == 0
    made = Path(granska("backup", "make").out.strip())
    before = granska("show", "Måltider:1", "--json").out
    granska("set", "Måltider:1", "partial")
    listed = json.loads(granska("backup", "list", "--json").out)
    assert [copy["why"] for copy in listed] == ["hand", "day"]
    assert listed[0]["path"] == str(made)
    lines = granska("backup", "list").out.splitlines()
    assert "före dagens första ändring" in lines[1]
    done = granska("backup", "restore", made.name)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"{practice} är nu som i {made}. Det som gällde innan finns i ")
    assert granska("show", "Måltider:1", "--json").out == before
    assert granska("check").code == 0
    assert "Återgång till en säkerhetskopia" in granska("history").out
    undone = granska("undo")
    assert undone.code == 1
    assert "”Återgång till en säkerhetskopia” går inte att ångra" in undone.err
    again = json.loads(granska("backup", "restore", "ersatt", "--json").out)
    assert again["path"] == str(practice)
    assert "ersatt" in again["copy"]


def test_restoring_takes_whatever_the_list_writes_of_a_copy(granska: Any, practice: Path) -> None:
    granska("set", "Måltider:1", "implemented")
    made = Path(granska("backup", "make").out.strip())
    line = next(one for one in granska("backup", "list").out.splitlines() if str(made) in one)
    shape = next(one for one in json.loads(granska("backup", "list", "--json").out) if one["path"] == str(made))
    day, time, rest = line.split(" ", 2)
    why = rest.split(",")[0]
    written = [made.name, made.stem, str(made), line, f"{day} {time}", why, *map(str, shape.values())]
    for reference in written[:-1]:  # the last is its size
        assert json.loads(granska("backup", "restore", reference, "--json").out)["copy"] == str(made), reference
    assert practice.exists()


@pytest.mark.usefixtures("practice")
def test_what_may_be_several_copies_or_none_is_told_so(granska: Any, tmp_path: Path) -> None:
    granska("set", "Måltider:1", "implemented")
    for _number in range(6):
        granska("backup", "make")
    day = granska("backup", "list").out[:10]
    told = granska("backup", "restore", day)
    assert (told.code, told.out) == (1, "")
    assert "kan vara flera säkerhetskopior: ”" in told.err
    assert "och 2 till. Ange en av dem med hela namnet." in told.err
    for unknown in ("", "1999-01-01", str(tmp_path / "saknas.db"), "x" * 5_000, "\x1b[31m"):
        told = granska("backup", "restore", unknown)
        assert (told.code, told.out) == (1, "")
        assert "Ingen säkerhetskopia heter" in told.err
        assert "\x1b" not in told.err


def test_of_what_is_no_register_there_is_no_copy_nor_a_folder_for_any(granska: Any, tmp_path: Path) -> None:
    (tmp_path / "lista.txt").write_text("en inköpslista")
    for name, told in (("saknas.db", "Det finns inget register"), ("lista.txt", "inget register utan en annan")):
        done = granska("backup", "make", "--register", tmp_path / name)
        assert (done.code, done.out) == (1, "")
        assert told in done.err
    assert not list(tmp_path.rglob("*-kopior"))
    assert not list(tmp_path.rglob("kopior/*"))


def test_a_copy_that_is_not_there_is_a_sentence(granska: Any, practice: Path) -> None:
    done = granska("backup", "restore", "2031-01-01")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("Ingen säkerhetskopia heter ”2031-01-01”.")
    assert "”granska backup list”" in done.err
    assert practice.exists()


@pytest.mark.usefixtures("full_disk")
def test_a_backup_that_cannot_be_made_is_told_and_only_an_import_stops_for_it(
    granska: Any, practice: Path, small_report: Path
) -> None:
    done = granska("set", "Måltider:1", "implemented")
    assert done.code == 0
    assert [line for line in done.err.splitlines() if "säkerhetskopia" in line] == [done.err.splitlines()[0]]
    assert done.err.startswith(f"Dagens säkerhetskopia av {practice} blev inte gjord. Disken är full")
    refused = granska("import", small_report)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("Inget lästes in, för säkerhetskopian")
    assert "--without-backup" in refused.err
    assert granska("import", small_report, "--without-backup").code == 0
    made = granska("backup", "make")
    assert (made.code, made.out) == (1, "")
    assert made.err.startswith("Säkerhetskopian av")


@pytest.mark.parametrize("mode", ["WAL", "DELETE"])
def test_checking_tells_of_the_mode(granska: Any, practice: Path, mode: str) -> None:
    other = sqlite3.connect(practice)
    other.execute(f"PRAGMA journal_mode={mode}")
    other.close()
    done = granska("check")
    assert ("läget WAL" in done.out, done.code) == (mode == "WAL", 0)
    assert "allt stämmer" in done.out
    assert json.loads(granska("check", "--json").out)["wal"] is (mode == "WAL")


@pytest.mark.parametrize("beyond_reading", [False, True])
def test_checking_a_damaged_register_names_the_copy_to_go_back_to(
    granska: Any, practice: Path, *, beyond_reading: bool
) -> None:
    def damage() -> None:
        connection = sqlite3.connect(practice)
        connection.execute("UPDATE audit SET title = 'något annat'")
        connection.commit()
        connection.close()
        if beyond_reading:
            practice.write_bytes(bytes(5000))

    made = Path(granska("backup", "make").out.strip())
    hidden = made.rename(made.with_suffix(".undan"))
    damage()
    done = granska("check")
    assert (done.code, "Det finns ingen hel säkerhetskopia" in done.out + done.err) == (1, True)
    hidden.rename(made)
    done = granska("check")
    assert (done.code, f"Den senaste hela säkerhetskopian är ”{made.name}”" in done.out + done.err) == (1, True)
    assert granska("backup", "restore", made.name).code == 0
    assert "säkerhetskopia" not in granska("check").out
