"""SQLite connections to a register's file, and the only transaction that writes to it.

`journal_mode=DELETE` and `synchronous=EXTRA`: an acknowledged write survives a killed process and a power cut, and a
copy of the one file is a whole register. Where another program has set a write-ahead log, whoever opens the register
to write puts it back. A Python connection has `isolation_level=None`; a transaction begins in
:func:`writing` and nowhere else.
"""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from storage.domain.text import folded, searchable, sort_text
from storage.errors import (
    DiskFull,
    GranskaError,
    NotARegister,
    RegisterChanged,
    RegisterInWalMode,
    RegisterLocked,
    RegisterMissing,
    RegisterNewer,
    RegisterReadOnly,
    RegisterUnreadable,
    TextTooLong,
)

Connection = sqlite3.Connection

APPLICATION_ID = 0x4772_736B
"""`Grsk`, in the header of every register."""
SCHEMA_VERSION = 5
"""`user_version` of a register that this program writes."""
TEXT_LIMIT = 5_000_000
"""The longest text, in bytes, that a register takes."""

_MAGIC = b"SQLite format 3\x00"
_WAL = b"\x02\x02"
"""Bytes 18 and 19 of a file in the mode of a write-ahead log."""
_BUSY_SECONDS = 5.0
_READING_CACHE, _WRITING_CACHE = 1_000, 16_000
"""Kilobytes of pages that a connection keeps. The screen has several that read, and the system keeps the file too."""


def check_header(path: Path) -> int:
    """Read the header of `path` without SQLite, and return its schema version.

    Raises:
        RegisterMissing, NotARegister, RegisterNewer, RegisterUnreadable: it is no register this program reads.
    """
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            raise NotARegister(path, "folder")
        if not stat.S_ISREG(kind):
            raise NotARegister(path, "not_sqlite")
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise RegisterMissing(path) from None
    except OSError as error:
        raise RegisterUnreadable(path, error.strerror or str(error)) from error
    if not header:
        raise NotARegister(path, "empty")
    if not header.startswith(_MAGIC) or len(header) < 100:
        raise NotARegister(path, "not_sqlite")
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotARegister(path, "other_program")
    version = int.from_bytes(header[60:64], "big")
    if version > SCHEMA_VERSION:
        raise RegisterNewer(path, version, SCHEMA_VERSION)
    return version


def is_writable(path: Path) -> bool:
    """Return True if the file and its folder (for the journal) are writable.

    A file without write permission for anybody is read-only for an administrator too. The folder is that of the real
    file, also if `path` is a link.
    """
    try:
        permitted = path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
        folder = path.resolve().parent
    except OSError:
        return False
    return bool(permitted) and os.access(path, os.W_OK) and os.access(folder, os.W_OK)


def connect(path: Path, mode: str) -> Connection:
    """Return a configured connection. `mode` is `ro`, `rw` or `rwc`.

    Raises:
        GranskaError: the file could not be opened or is not sound enough to read its schema.
    """
    with translated(path):
        connection = sqlite3.connect(
            address(path.absolute(), mode), uri=True, isolation_level=None, timeout=_BUSY_SECONDS
        )
        try:
            _configure(connection, _READING_CACHE if mode == "ro" else _WRITING_CACHE)
            if mode != "ro":
                leave_wal_mode(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def connect_private() -> Connection:
    """Return a configured connection to a private database in SQLite's temporary storage, deleted when closed."""
    connection = sqlite3.connect("", isolation_level=None)
    _configure(connection, _WRITING_CACHE)
    return connection


def address(path: PurePath, mode: str) -> str:
    """Return the SQLite URI of an absolute path. It has no server part, so a shared folder's name is in the path."""
    uri = path.as_uri()
    local = uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)
    return f"{local}?mode={mode}"


def in_wal_mode(path: Path) -> bool:
    """Return True if the header says that changes are first written to a write-ahead log beside the file.

    Granska never sets this mode; other programs that open a register may.
    """
    try:
        with path.open("rb") as file:
            return file.read(20)[18:] == _WAL
    except OSError:
        return False


def recover(path: Path) -> None:
    """Roll back the unfinished transaction of a killed writer, if possible: a read-only connection cannot."""
    if journal_of(path).exists() and is_writable(path):
        connect(path, "rw").close()


def journal_of(path: Path) -> Path:
    """Return the path of SQLite's rollback journal."""
    return companion_of(path, "-journal")


def companion_of(path: Path, ending: str) -> Path:
    """Return the path of a file that SQLite keeps beside the real file, also if `path` is a link."""
    real = path.resolve()
    return real.with_name(real.name + ending)


def _configure(connection: Connection, cache: int) -> None:
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, TEXT_LIMIT)
    connection.create_function("swedish", 1, sort_text, deterministic=True)
    connection.create_function("folded", 1, lambda value: folded(str(value)), deterministic=True)
    connection.create_function("searchable", 1, lambda value: searchable(str(value)), deterministic=True)
    for pragma in (
        "trusted_schema=OFF",
        "synchronous=EXTRA",
        "foreign_keys=ON",
        "recursive_triggers=ON",
        "cell_size_check=ON",
        f"cache_size=-{cache}",
        "temp_store=MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def leave_wal_mode(connection: Connection, path: Path) -> None:
    """Switch the file back from a write-ahead log to a rollback journal, so that it alone is the register.

    Raises:
        RegisterLocked: that program, or another, has it open.
    """
    if connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0] != "delete":
        raise RegisterLocked(path)


@contextmanager
def writing(connection: Connection, path: Path) -> Iterator[Connection]:
    """Run one transaction: durable when the block ends, rolled back when it raises.

    Inside it sqlite-utils' own transactions are savepoints.

    Raises:
        DiskFull, RegisterReadOnly, RegisterLocked, RegisterUnreadable, TextTooLong: nothing was changed.
        RegisterChanged: the file was taken away, or another one put in its place; nothing was changed.
    """
    with translated(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Translate SQLite's errors into those of :mod:`storage.errors`."""
    try:
        yield
    except GranskaError:
        raise
    except UnicodeDecodeError as error:
        raise NotARegister(path, "damaged") from error
    except sqlite3.DataError as error:
        raise TextTooLong(None, TEXT_LIMIT) from error
    except sqlite3.Error as error:
        raise _translate(error, path) from error


def _translate(error: sqlite3.Error, path: Path) -> GranskaError:
    extended = getattr(error, "sqlite_errorcode", 0)
    if extended == sqlite3.SQLITE_READONLY_DBMOVED:
        return RegisterChanged(path)
    code = extended & 0xFF
    if code == sqlite3.SQLITE_CANTOPEN and not path.exists():
        return RegisterMissing(path)
    if code in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY} and in_wal_mode(path) and not is_writable(path):
        return RegisterInWalMode(path)
    known: dict[int, GranskaError] = {
        sqlite3.SQLITE_FULL: DiskFull(path),
        sqlite3.SQLITE_READONLY: RegisterReadOnly(path),
        sqlite3.SQLITE_BUSY: RegisterLocked(path),
        sqlite3.SQLITE_LOCKED: RegisterLocked(path),
        sqlite3.SQLITE_CORRUPT: NotARegister(path, "damaged"),
        sqlite3.SQLITE_NOTADB: NotARegister(path, "damaged"),
        sqlite3.SQLITE_TOOBIG: TextTooLong(None, TEXT_LIMIT),
    }
    return known.get(code) or RegisterUnreadable(path, str(error))


def expect_room(text: str) -> None:
    """Raise TextTooLong if a text has more bytes than a register takes."""
    if len(text) > TEXT_LIMIT // 4:  # of at most four bytes each
        length = len(text.encode("utf-8", "surrogatepass"))
        if length > TEXT_LIMIT:
            raise TextTooLong(length, TEXT_LIMIT)
