"""Settings, text blocks, the register's own id, and the files that settings name by their SHA-256."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from storage.database.connection import Connection
from storage.database.projection import query_column
from storage.domain.identity import sha256
from storage.errors import NotARegister

REGISTER_ID = "register_id"
OFFICE = "office"
RESTORED_FROM = "restored_from"
"""Key of the name of the backup that the register was last restored from."""


def register_id(connection: Connection, path: Path) -> str:
    """Return the register's random id, the same in every copy, as its first action set it.

    Raises:
        NotARegister: the file has none.
    """
    row = connection.execute(
        "SELECT v.new FROM change c JOIN value v ON v.action = c.action AND v.n = c.n "
        "WHERE c.action = 1 AND c.entity = 'setting' AND c.field = 'value' ORDER BY c.n LIMIT 1"
    ).fetchone()
    try:
        return str(UUID(row[0]))
    except (TypeError, ValueError, AttributeError):
        raise NotARegister(path, "damaged") from None


def setting(connection: Connection, key: str) -> str | None:
    """Return a setting's value; None when it is not set."""
    row = connection.execute("SELECT value FROM setting WHERE key = ? AND removed IS NULL", (key,)).fetchone()
    return None if row is None else row[0]


def every_setting(connection: Connection) -> list[tuple[str, str]]:
    """Return (key, value) of every setting and text block with a value, settings first."""
    rows: list[tuple[str, str]] = []
    for table in ("setting", "text_block"):
        rows += connection.execute(
            f"SELECT key, value FROM {table} "
            "WHERE removed IS NULL AND key IS NOT NULL AND value IS NOT NULL ORDER BY key"
        ).fetchall()
    return rows


def put_file(connection: Connection, content: bytes) -> str:
    """Keep `content`, inside the caller's transaction; its name. The same content is kept once."""
    name = sha256(content).hex()
    connection.execute("INSERT OR IGNORE INTO blob(sha256, bytes) VALUES (?, ?)", (name, content))
    return name


def get_file(connection: Connection, name: str) -> bytes | None:
    """Return the content of this name; None when the register lacks it."""
    row = connection.execute("SELECT bytes FROM blob WHERE sha256 = ?", (name,)).fetchone()
    return None if row is None else bytes(row[0])


def altered_files(connection: Connection) -> Iterator[str]:
    """Yield the names whose content has another hash."""
    for name, content in connection.execute("SELECT sha256, bytes FROM blob"):
        if not isinstance(content, bytes) or sha256(content).hex() != name:
            yield str(name)


def missing_files(connection: Connection, names: Iterator[str]) -> Iterator[str]:
    """Return those of `names` that the register lacks."""
    return (name for name in names if get_file(connection, name) is None)


def copy_files(target: Connection, source: Connection) -> None:
    """Copy the files that `target` lacks from another copy of the register, inside the caller's transaction."""
    stored = query_column(target, "SELECT sha256 FROM blob")
    for name in sorted({*query_column(source, "SELECT sha256 FROM blob")}.difference(stored)):
        content = get_file(source, name)
        if content is not None and sha256(content).hex() == name:
            put_file(target, content)
