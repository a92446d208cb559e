"""`check` finds every change that was not made through the history."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.check import check
from storage.domain.vocabulary import ENTITIES
from storage.errors import NotARegister
from storage.operations.assessments import comment
from storage.records import find
from storage.register import Register, create_register, open_register
from tests.test_storage.every_entity import fill_every_field

HISTORY = ("action", "change", "value")
MOST = int(os.environ.get("GRANSKA_ALTERED", "40"))
"""How many values of a column are altered, evenly spread; a release is tried with all, that is 1000."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The path of a register in which every field of every entity holds something, twice over."""
    folder = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRANSKA_STATE", str(folder / "state"))
        with create_register(folder / "r.db", who="Anna") as register:
            fill_every_field(register)
            with register.recording("again") as action:
                action.put("text_block", "extra", {"key": "hälsning", "value": "Med vänlig hälsning"})
                action.put("text_block", "extra", {"value": "Vänligen"})
        yield folder / "r.db"


def found(path: Path) -> bool:
    """Whether `check` finds something wrong, or the register is refused outright."""
    try:
        with open_register(path) as register:
            return not check(register).ok
    except NotARegister:
        return True


def tampered(path: Path, *statements: str) -> Path:
    """A copy that plain SQL has been at, triggers out of the way and back again."""
    copy = path.with_name("tampered.db")
    copy.write_bytes(path.read_bytes())
    plain = sqlite3.connect(copy, isolation_level=None)
    plain.execute("PRAGMA synchronous = OFF")
    triggers = plain.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    plain.execute("BEGIN")
    for name, _ in triggers:
        plain.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        plain.execute(statement)
    for _, sql in triggers:
        plain.execute(sql)
    plain.execute("COMMIT")
    plain.close()
    return copy


def texts(path: Path, table: str) -> list[tuple[str, str]]:
    """(column, WHERE clause) of the TEXT values of a table, of each column at most about MOST."""
    with sqlite3.connect(path) as plain:
        columns = [row[1] for row in plain.execute(f'PRAGMA table_info("{table}")')]
        key = ["rid"] if table in ENTITIES else ["seq"] if table == "action" else ["action", "n"]
        places = []
        for column in columns:
            rows = plain.execute(
                f"""SELECT {", ".join(key)} FROM "{table}" WHERE typeof("{column}") = 'text'"""
            ).fetchall()
            spread = rows[:: 1 + len(rows) // MOST]
            places += [(column, " AND ".join(f"{k} = {v}" for k, v in zip(key, row, strict=True))) for row in spread]
    plain.close()
    return places


def test_a_register_that_nobody_has_been_at_is_in_order(filled: Path) -> None:
    with open_register(filled) as register:
        result = check(register)
    assert (result.ok, result.actions, result.conflicts) == (True, 3, ())
    assert result.changes > 230


def test_every_table_that_is_checked_holds_text_to_alter(filled: Path) -> None:
    assert [table for table in (*ENTITIES, *HISTORY) if not texts(filled, table)] == []


@pytest.mark.parametrize("table", [*ENTITIES, *HISTORY])
def test_every_text_value_altered_by_plain_sql_is_found(filled: Path, table: str) -> None:
    places = texts(filled, table)
    missed = [
        (column, where)
        for column, where in places
        if not found(tampered(filled, f"""UPDATE "{table}" SET "{column}" = "{column}" || 'x' WHERE {where}"""))
    ]
    assert not missed, f"{len(missed)} of {len(places)}"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET title = NULL",
        "UPDATE recommendation SET position = 8",
        "UPDATE recommendation SET position = '7x'",
        "UPDATE audit SET title = CAST(title AS BLOB)",
        "DELETE FROM assessment",
        "INSERT INTO body(id, name) VALUES ('tillagd', 'Skuggnämnden')",
        "UPDATE setting SET removed = 'bort'",
        "DELETE FROM value WHERE action = 2 AND n = 3",
        "DELETE FROM change WHERE action = 2 AND n = 3",
        "DELETE FROM action WHERE seq = 2",
        "UPDATE action SET lamport = lamport + 1 WHERE seq = 2",
        "UPDATE action SET seq = 9 WHERE seq = 2",
        "UPDATE action SET format = 2 WHERE seq = 3",
        "UPDATE value SET nonce = zeroblob(16)",
        "UPDATE value SET nonce = NULL, old = NULL, new = NULL WHERE action = 2 AND n = 3",
        "UPDATE change SET digest = zeroblob(32)",
        "DELETE FROM _tip",
        "UPDATE _tip SET action = 1",
        "DELETE FROM _head",
        "DROP TABLE person",
        "DROP INDEX action_undoes",
        "DELETE FROM _search WHERE rowid = (SELECT min(rowid) FROM _search)",
        "UPDATE _search_content SET c0 = upper(c0)",
        "INSERT INTO _search(rowid, text) VALUES (800003, 'ingens')",
        "CREATE TRIGGER _search_spy AFTER INSERT ON _draft BEGIN SELECT 1; END",
        "CREATE TRIGGER idx__sqlite_spy AFTER INSERT ON _sqlite_migrations BEGIN SELECT 1; END",
        "CREATE VIEW _search_view AS SELECT * FROM audit",
        "CREATE TABLE _search_more(id)",
        "ALTER TABLE body ADD COLUMN extra TEXT AS (name)",
        "INSERT INTO action(hash, parents, lamport, at, who, name, format) VALUES ('f', '', 1, 'nu', 'jag', 'x', 1)",
    ],
)
def test_whatever_else_plain_sql_does_to_the_tables_is_found(filled: Path, statement: str) -> None:
    assert found(tampered(filled, statement))


def test_a_missing_trigger_is_found(filled: Path) -> None:
    copy = tampered(filled)
    assert not found(copy)
    with sqlite3.connect(copy) as plain:
        plain.execute("DROP TRIGGER value_no_update")
    plain.close()
    assert found(copy)


def test_drafts_and_the_view_are_nobodys_business(practice: Register) -> None:
    practice.connection.execute("INSERT INTO _view(key, value) VALUES ('rad', '7')")
    practice.connection.execute("INSERT INTO _draft(key, text, at) VALUES ('k', 'utkast', 'nu')")
    assert check(practice).ok


def test_checking_waits_for_nobody_who_writes(practice: Register, practice_path: Path) -> None:
    with open_register(practice_path) as reader:
        assert check(reader).ok
        comment(practice, find(practice, "Måltider:1"), "skrivs samtidigt")
        assert check(reader).ok
