"""Opening, making and refusing registers."""

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import followups, locking, recommendations, settings
from storage.database.connection import SCHEMA_VERSION
from storage.database.verify import definitions
from storage.errors import (
    GranskaError,
    NotARegister,
    RegisterExists,
    RegisterLocked,
    RegisterMissing,
    RegisterNewer,
    RegisterReadOnly,
    TextTooLong,
)
from storage.history import history
from storage.operations.assessments import assess, comment
from storage.register import Register, create_register, open_for_screen, open_register


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file of a folder with its bytes' hash."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "state" not in path.parts
    }


def test_a_new_register_has_an_open_follow_up_and_the_standard_scale(empty: Register) -> None:
    followup = followups.open_followup(empty)
    assert followup is not None
    assert (followup.title, followup.year) == ("Uppföljning 2026", 2026)
    assert [level.means for level in followups.levels(empty, followup.scale or "")] == [
        "implemented",
        "partial",
        "not_implemented",
        "not_assessable",
        "not_relevant",
    ]
    assert settings.office(empty) == "Exempelby kommuns revisorer"


def test_a_register_is_never_made_over_something_else(tmp_path: Path) -> None:
    path = tmp_path / "upptaget.db"
    path.write_text("en inköpslista")
    with pytest.raises(RegisterExists):
        create_register(path)
    assert fingerprint(tmp_path) == {"upptaget.db": hashlib.sha256("en inköpslista".encode()).hexdigest()}


def test_a_register_is_made_in_a_folder_that_is_made_with_it(tmp_path: Path) -> None:
    with create_register(tmp_path / "ny" / "mapp" / "r.db") as register:
        assert register.path.exists()
    assert list(fingerprint(tmp_path)) == ["ny/mapp/r.db"]


@pytest.mark.parametrize("name", ["a#b?c.db", "100 %25.db", "åäö.db", "två ord.db"])
def test_any_file_name_is_the_file_that_is_meant(tmp_path: Path, name: str) -> None:
    create_register(tmp_path / name).close()
    with open_register(tmp_path / name) as register:
        assert followups.open_followup(register) is not None
    assert list(fingerprint(tmp_path)) == [name]


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    connection.close()


def _someone_elses(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t(x)")
    connection.close()


def _a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


REFUSED: dict[str, tuple[Callable[[Path], object], type[GranskaError]]] = {
    "missing": (Path.unlink, RegisterMissing),
    "empty": (lambda path: path.write_bytes(b""), NotARegister),
    "text": (lambda path: path.write_text("hej"), NotARegister),
    "another program's": (_someone_elses, NotARegister),
    "header only": (lambda path: path.write_bytes(path.read_bytes()[:100]), NotARegister),
    "half": (lambda path: path.write_bytes(path.read_bytes()[:9000]), NotARegister),
    "newer": (_newer, RegisterNewer),
    "folder": (_a_folder, NotARegister),
}


@pytest.mark.parametrize("write", [False, True], ids=["read", "write"])
@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_register_of_ours_is_refused_and_left_as_it_is(tmp_path: Path, case: str, *, write: bool) -> None:
    path = tmp_path / "r.db"
    create_register(path).close()
    spoil, error = REFUSED[case]
    spoil(path)
    before = fingerprint(tmp_path)
    with pytest.raises(error):
        open_register(path, write=write)
    assert fingerprint(tmp_path) == before


def test_reading_changes_no_byte_and_leaves_nothing_behind(practice_path: Path) -> None:
    before = fingerprint(practice_path.parent)
    with open_register(practice_path) as register:
        assert len(recommendations.recommendations(register)) == 44
    assert fingerprint(practice_path.parent) == before


def test_opening_to_write_changes_no_byte_until_something_is_saved(practice_path: Path) -> None:
    before = fingerprint(practice_path.parent)
    open_register(practice_path, write=True).close()
    assert fingerprint(practice_path.parent) == before


def test_a_second_writer_is_told_who_writes(practice_path: Path) -> None:
    with open_register(practice_path, write=True, who="Berit"):
        with pytest.raises(RegisterLocked) as refused:
            open_register(practice_path, write=True)
        assert (refused.value.who, refused.value.pid) == ("Berit", os.getpid())
        with open_for_screen(practice_path) as second:
            assert second.readonly
            assert isinstance(second.holder, RegisterLocked)
            assert len(recommendations.audits(second)) == 7
            with pytest.raises(RegisterLocked):
                assess(second, [], None)
    with open_for_screen(practice_path) as third:
        assert not third.readonly


def test_a_writer_in_another_process_holds_the_lock_until_it_dies(practice_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from storage.register import open_register\n"
        "register = open_register(Path(sys.argv[1]), write=True, who='Cecilia'); print('ready', flush=True)\n"
        "sys.stdin.read()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script, str(practice_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "ready\n"
    with pytest.raises(RegisterLocked) as refused:
        open_register(practice_path, write=True)
    assert (refused.value.who, refused.value.pid) == ("Cecilia", holder.pid)
    holder.kill()
    holder.communicate()
    open_register(practice_path, write=True).close()


def test_a_read_only_file_is_read_and_not_written_even_by_an_administrator(practice_path: Path) -> None:
    practice_path.chmod(0o444)
    before = fingerprint(practice_path.parent)
    with pytest.raises(RegisterReadOnly):
        open_register(practice_path, write=True)
    with open_for_screen(practice_path) as register:
        assert isinstance(register.holder, RegisterReadOnly)
        with pytest.raises(RegisterReadOnly):
            comment(register, recommendations.recommendations(register)[0].id, "x")
    assert fingerprint(practice_path.parent) == before


def test_another_programs_transaction_is_waited_for_and_then_told(
    practice_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.database.connection._BUSY_SECONDS", 0.1)
    other = sqlite3.connect(practice_path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(RegisterLocked):
        open_register(practice_path)
    other.close()
    open_register(practice_path).close()


def test_a_text_longer_than_a_register_takes_is_refused_whole(practice: Register) -> None:
    before = recommendations.recommendations(practice)[0]
    with pytest.raises(TextTooLong) as refusal:
        comment(practice, before.id, "å" * 5_000_000)
    assert (refusal.value.length, refusal.value.limit) == (10_000_000, 5_000_000)
    assert recommendations.recommendations(practice)[0] == before


def test_a_migrated_file_has_the_same_tables_triggers_and_indexes_as_a_new_one(empty: Register, tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "old.db", isolation_level=None)
    from storage.database.schema import migrate

    migrate(old)
    assert definitions(old) == definitions(empty.connection)
    assert {name for kind, name in definitions(old) if kind == "trigger"} == {
        f"{table}_no_{verb}" for table in ("action", "change", "value") for verb in ("update", "delete")
    }
    old.close()


def test_the_register_can_be_read_by_any_sqlite_program(practice_path: Path) -> None:
    with sqlite3.connect(practice_path) as plain:
        assert plain.execute("SELECT count(*) FROM recommendation").fetchone() == (44,)
        assert plain.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    plain.close()


def test_the_history_refuses_to_be_changed_by_plain_sql(practice_path: Path) -> None:
    with sqlite3.connect(practice_path) as plain:
        plain.execute("PRAGMA recursive_triggers=ON")
        for table, column in (("action", "name"), ("change", "field"), ("value", "new")):
            for statement in (
                f"DELETE FROM {table}",
                f"UPDATE {table} SET {column} = 'x'",
                f"REPLACE INTO {table} SELECT * FROM {table}",
            ):
                with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                    plain.execute(statement)
    plain.close()


def test_who_writes_is_told_beside_the_lock_and_not_beside_the_register(practice_path: Path, tmp_path: Path) -> None:
    with open_register(practice_path, write=True, who="Berit"):
        (note,) = (tmp_path / "state" / "locks").glob("*.json")
        assert json.loads(note.read_text("utf-8"))["who"] == "Berit"
    assert not list((tmp_path / "state" / "locks").glob("*.json"))


def test_a_name_given_once_is_remembered_and_cleaned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRANSKA_WHO")
    locking.remember_user("Anna\n\x1b[31m Berg\ud800")
    with create_register(tmp_path / "r.db") as register:
        assert register.who == "Anna [31m Berg\ufffd"
        assert history(register)[0].who == register.who
    with open_register(tmp_path / "r.db", who="Berit") as register:
        assert register.who == "Berit"
    monkeypatch.setenv("GRANSKA_WHO", "Cecilia")
    assert locking.user_name() == "Cecilia"
