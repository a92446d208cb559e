"""Copies of a register: made with SQLite's backup, verified, then moved into place."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.database import history
from storage.database.connection import (
    SCHEMA_VERSION,
    Connection,
    check_header,
    companion_of,
    connect,
    connect_private,
    leave_wal_mode,
    recover,
    translated,
)
from storage.database.schema import migrate
from storage.database.verify import verify_file
from storage.errors import NotARegister
from storage.files import beside, place

_CACHE_KIB = 262_144
"""Memory for a private copy at most, which is read in random order."""
_PASSING_KIB = 1_000
"""Memory for a register that is copied page by page: no page is read again."""

_UNFINISHED = ("-journal", "-wal")
"""Endings of the files that a killed writer leaves beside the register, and SQLite needs to read it."""


def copy_to(connection: Connection, target: Path) -> None:
    """Copy the whole register to `target`, which must not exist; an unsound copy is not kept.

    Raises:
        FileExistsError: the target exists.
        GranskaError: the copy could not be made or does not verify.
        OSError: the system refused.
    """
    with beside(target) as draft:
        copy = connect(draft, "rwc")
        try:
            with translated(draft):
                expected = _copied(connection, copy, draft)
                sound = not any(verify_file(copy)) and history.heads(copy) == expected
        finally:
            copy.close()
        check_header(draft)
        if not sound:
            raise NotARegister(draft, "damaged")
        place(draft, target)


def _copied(connection: Connection, copy: Connection, path: Path) -> list[tuple[int, str, int]]:
    """Copy everything at one moment to the file at `path`, and return the heads of that moment."""
    # What is torn when the computer stops is a draft, which nobody takes for a copy: it is made durable when whole.
    copy.execute("PRAGMA synchronous=OFF")
    copy.execute("PRAGMA journal_mode=OFF")
    for each in (connection, copy):
        each.execute(f"PRAGMA cache_size=-{_PASSING_KIB}")
    connection.execute("BEGIN")
    try:
        expected = history.heads(connection)
        connection.backup(copy)
    finally:
        connection.execute("ROLLBACK")
    leave_wal_mode(copy, path)
    return expected


def copy_of(path: Path, target: Path) -> None:
    """Copy the register at `path` as :func:`copy_to` does, over a new connection.

    Raises:
        GranskaError, OSError: as :func:`copy_to`, or there is no register to copy.
    """
    check_header(path)
    recover(path)
    connection = connect(path, "ro")
    try:
        copy_to(connection, target)
    finally:
        connection.close()


def copy_file(path: Path, target: Path) -> None:
    """Copy the register's file at `path` to `target`, which must not exist, without verifying it.

    What a killed writer left half-done goes along, as SQLite would look for it.

    Raises:
        OSError: the system refused, or the target exists.
    """
    with beside(target) as draft:
        shutil.copyfile(path, draft)
        for ending in _UNFINISHED:
            if (companion := companion_of(path, ending)).exists():
                shutil.copyfile(companion, companion_of(target, ending))
        place(draft, target)


def stage(source: Path, draft: Path) -> Connection:
    """Copy the backup at `source` to `draft`, in this program's schema, and return a connection to write to it.

    Raises:
        GranskaError: the copy could not be made.
    """
    copy_of(source, draft)
    connection = connect(draft, "rw")
    try:
        with translated(draft):
            if check_header(draft) < SCHEMA_VERSION:
                migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def newest_actions(path: Path) -> list[tuple[int, str]]:
    """Return (seq, hash) of the newest actions of the register at `path`.

    Raises:
        GranskaError: the file is no register that can be read.
    """
    check_header(path)
    connection = connect(path, "ro")
    try:
        with translated(path):
            return [(number, name) for number, name, _ in history.heads(connection)]
    finally:
        connection.close()


def upgrade(path: Path) -> None:
    """Migrate an older register to this program's schema, after keeping a copy of it beside it."""
    connection = connect(path, "rw")
    try:
        with translated(path):
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            kept = path.with_name(f"{path.stem}-version-{version}{path.suffix}")
            if not kept.exists():
                copy_to(connection, kept)
            migrate(connection)
    finally:
        connection.close()


def upgraded_copy(path: Path) -> Connection:
    """Return a private copy of an older register, migrated and read-only: the file stays as it is."""
    source = connect(path, "ro")
    copy = connect_private()
    try:
        with translated(path):
            source.backup(copy)
            migrate(copy)
            copy.execute("PRAGMA query_only=ON")
    except BaseException:
        copy.close()
        raise
    finally:
        source.close()
    return copy


@contextmanager
def private_copy(connection: Connection) -> Iterator[Connection]:
    """Open a private copy of the register in SQLite's temporary storage; deleted when the block ends."""
    copy = private_copy_of(connection)
    try:
        yield copy
    finally:
        copy.close()


def private_copy_of(connection: Connection) -> Connection:
    """Return a private copy of the register in SQLite's temporary storage; deleted when closed."""
    copy = connect_private()
    try:
        copy.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        connection.backup(copy)
    except BaseException:
        copy.close()
        raise
    return copy
