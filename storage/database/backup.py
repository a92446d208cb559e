"""Copies of a register: made with SQLite's own backup, checked, then moved into place."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.database.connection import Connection, connect, connect_private, translated
from storage.errors import NotARegister
from storage.files import beside, place

_CACHE_KIB = 262_144
"""How much of a private copy is held in memory at most: whoever reads all of it goes back and forth in it."""


def copy_to(connection: Connection, target: Path) -> None:
    """Copy the whole register to `target`, which must not exist; a copy that is not sound is not kept.

    Raises:
        FileExistsError: something stands there already.
        GranskaError: the copy could not be made or does not verify.
    """
    with beside(target) as draft:
        copy = connect(draft, "rwc")
        try:
            with translated(draft):
                connection.backup(copy)
                sound = copy.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        finally:
            copy.close()
        if not sound:
            raise NotARegister(draft, "damaged")
        place(draft, target)


def upgrade(path: Path) -> None:
    """Bring an older register up to this program's schema, after a copy of it is kept beside it."""
    from storage.database.schema import migrate  # noqa: PLC0415 - it needs sqlite-utils, which readers never load

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
    """A private copy of an older register in this program's schema, to read: the file stays as it is."""
    from storage.database.schema import migrate  # noqa: PLC0415 - it needs sqlite-utils, which readers never load

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
    """A private copy of the register to read at leisure, in SQLite's temporary file; gone when the block ends."""
    copy = connect_private()
    try:
        copy.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        connection.backup(copy)
        yield copy
    finally:
        copy.close()
