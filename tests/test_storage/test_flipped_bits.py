"""One flipped bit anywhere in a register: what it changes is found by `check`, and kept out of copies and restores."""

import os
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from storage import backups, clock, recommendations
from storage.check import check
from storage.database.connection import Connection, connect
from storage.domain.records import Value
from storage.errors import BackupFailed, GranskaError
from storage.operations.assessments import comment
from storage.register import create_register, open_register
from storage.restoring import newest_good, restore

FLIPS = int(os.environ.get("GRANSKA_FLIPS", "40"))
"""How many bits of a part of the file are flipped, one at a time; a release is tried with thousands."""
PAGE = 4096
TEXTS = ("Mät tiden på varje ärende", "Redovisa köerna på nämnden", "Följ upp på våren", "Påtala bristerna på plats")
_TAIL = 300
OWN = ("_made_here", "_draft", "_view", "_sqlite_migrations", "_search_", "sqlite_")
"""Beginnings of the names of tables of which the history says nothing, or that are an index's own."""
UNREADABLE = (GranskaError, sqlite3.Error, UnicodeDecodeError)


@pytest.fixture(scope="module")
def _small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "litet.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRANSKA_STATE", str(path.parent / "state"))
        patch.setattr(os, "urandom", random.Random(7).randbytes)  # the same ids and hashes every time
        patch.setattr(clock, "now", lambda: "2026-11-22T10:00:00.000000+00:00")
        with create_register(path, who="Anna") as register:
            for short in ("Moms", "Bygglov"):
                with register.recording("add") as action:
                    action.put("audit", short, {"title": f"Granskning av {short.lower()}", "short_title": short})
                    for number, text in enumerate(TEXTS, 1):
                        values: dict[str, Value] = {"audit": short, "number": str(number), "text": f"{text}, {short}"}
                        action.put("recommendation", f"{short}{number}", values)
            for number in (1, 2):
                comment(register, f"Moms{number}", f"Görs på prov {number}")
    return path


@pytest.fixture
def small(_small_file: Path, tmp_path: Path) -> Path:
    """The path of a register of two audits with four points each."""
    path = tmp_path / "litet.db"
    path.write_bytes(_small_file.read_bytes())
    return path


def rows_of(path: Path) -> object:
    """Every row of every table, read past all indexes; why not, where that is not possible."""
    try:
        with closing(connect(path, "ro")) as connection:
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            kept = [name for name in names if not name.startswith(OWN)]
            return {name: _scanned(connection, name) for name in kept}
    except UNREADABLE as error:
        return str(error)


def _scanned(connection: Connection, table: str) -> list[str]:
    past = "" if table == "_search" else "NOT INDEXED"
    return sorted(map(repr, connection.execute(f'SELECT * FROM "{table}" {past}').fetchall()))


def listed(path: Path) -> object:
    """The lists of audits and recommendations as they are shown; why not, where that is not possible."""
    try:
        with open_register(path) as register:
            audits = recommendations.audits(register)
            points = [recommendations.recommendations(register, audit=audit.id) for audit in audits]
            return repr((audits, points, recommendations.recommendations(register)))
    except UNREADABLE as error:
        return str(error)


def found_by_index(path: Path) -> object:
    """Part of a word → the records that a search gives for it; why not, where that is not possible."""
    try:
        with closing(connect(path, "ro")) as connection:
            texts = [text for (text,) in connection.execute("SELECT text FROM _search")]
            parts = sorted({text[at : at + 3] for text in texts for at in range(len(text) - 2)})
            query = "SELECT rowid FROM _search WHERE _search MATCH ?"
            quoted = ('"' + part.replace('"', '""') + '"' for part in parts)
            return [connection.execute(query, (part,)).fetchall() for part in quoted]
    except UNREADABLE as error:
        return str(error)


def passes(path: Path) -> bool:
    """Whether `check` finds everything in order."""
    try:
        with open_register(path) as register:
            return check(register).ok
    except GranskaError:
        return False


def flipped(content: bytes, places: list[int], seed: int) -> Iterator[tuple[str, bytes]]:
    """The content with one bit flipped at one of the places, time after time, and where that was."""
    chance = random.Random(seed)
    for _ in range(FLIPS):
        at, bit = chance.choice(places), chance.randrange(8)
        changed = bytearray(content)
        changed[at] ^= 1 << bit
        yield f"{at}.{bit}", bytes(changed)


def pages_of(path: Path, kind: str) -> list[int]:
    """Where the bytes that are not zero stand in the first pages of all indexes, or of all tables."""
    with closing(sqlite3.connect(path)) as connection:
        roots = connection.execute("SELECT rootpage FROM sqlite_master WHERE type = ?", (kind,)).fetchall()
    content = path.read_bytes()
    starts = [(page - 1) * PAGE for (page,) in roots if page]
    return [at for start in starts for at in range(start, start + PAGE) if content[at]]


@pytest.mark.parametrize("part", ["anywhere", "table", "index"])
def test_a_flipped_bit_that_changes_what_is_held_or_listed_is_found(small: Path, part: str) -> None:
    content = small.read_bytes()
    held, shown = rows_of(small), listed(small)
    places = [at for at, byte in enumerate(content) if byte] if part == "anywhere" else pages_of(small, part)
    damaged = small.with_name("skadat.db")
    missed, changed = [], 0
    for where, flip in flipped(content, places, seed=20261122):
        damaged.write_bytes(flip)
        if (rows_of(damaged), listed(damaged)) != (held, shown):
            changed += 1
            if passes(damaged):
                missed.append(where)
    assert missed == []
    assert changed >= 5


def index_places(path: Path) -> list[int]:
    """Where the bytes of the search index's blocks stand in the file, those of the longest first."""
    content = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT block FROM _search_data ORDER BY length(block) DESC").fetchall()
    tails = [block[-_TAIL:] for (block,) in rows if len(block) > _TAIL]
    return [at for tail in tails if (start := content.find(tail)) >= 0 for at in range(start, start + _TAIL)]


def test_a_flipped_bit_that_changes_what_a_search_finds_is_found(small: Path) -> None:
    whole = found_by_index(small)
    damaged = small.with_name("skadat.db")
    missed, changed = [], 0
    for where, flip in flipped(small.read_bytes(), index_places(small), seed=20261122):
        damaged.write_bytes(flip)
        if found_by_index(damaged) != whole:
            changed += 1
            if passes(damaged):
                missed.append(where)
    assert missed == []
    assert changed >= 5


def test_records_that_move_together_in_the_search_index_are_found_where_sqlite_finds_nothing(small: Path) -> None:
    content, whole = small.read_bytes(), found_by_index(small)
    damaged = small.with_name("skadat.db")
    for at in index_places(small):
        flip = content[:at] + bytes([content[at] ^ 2]) + content[at + 1 :]
        if sound_to_sqlite(flip):
            damaged.write_bytes(flip)
            if found_by_index(damaged) != whole:
                assert not passes(damaged)
                return
    pytest.fail("SQLite finds every one")


def sound_to_sqlite(content: bytes) -> bool:
    """Whether SQLite's own checks find nothing in a file of this content."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(content)
        try:
            connection.execute("INSERT INTO _search(_search) VALUES ('integrity-check')")
            return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
        except UNREADABLE:
            return False


@pytest.mark.parametrize("part", ["table", "index"])
def test_a_damaged_register_makes_no_copy_that_is_restored(small: Path, part: str) -> None:
    content, shown = small.read_bytes(), listed(small)
    damaged = small.with_name("litet-skadat.db")
    tried = 0
    for where, flip in flipped(content, pages_of(small, part), seed=1):
        damaged.write_bytes(flip)
        if listed(damaged) == shown:
            continue
        tried += 1
        with pytest.raises(GranskaError):
            restore(small, str(damaged))
        try:
            copy = backups.make(damaged)
        except BackupFailed:
            continue
        with pytest.raises(GranskaError):
            restore(small, str(copy.path))
        copy.path.unlink()
        assert small.read_bytes() == content, where
    assert tried


def test_the_newest_copy_that_verifies_is_named(small: Path) -> None:
    assert newest_good(small) is None
    good, bad = (backups.make(small).path for _ in range(2))
    content = bad.read_bytes()
    bad.write_bytes(content.replace(b"Redovisa", b"redovisa", 1))
    assert newest_good(small) == good
    small.write_bytes(bytes(3000))
    assert newest_good(small) == good
