"""Settings and text blocks, and the register's own id among them."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from storage.database.connection import Connection
from storage.domain.identity import sha256
from storage.errors import NotARegister

REGISTER_ID = "register_id"
OFFICE = "office"
RESTORED_FROM = "restored_from"
"""The name of the copy that the register was last restored from."""


def register_id(connection: Connection, path: Path) -> str:
    """The register's random name, the same in every copy, as its first action gave it.

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
    """A setting's value; None when it is not set."""
    row = connection.execute("SELECT value FROM setting WHERE key = ? AND removed IS NULL", (key,)).fetchone()
    return None if row is None else row[0]


def every_setting(connection: Connection) -> list[tuple[str, str]]:
    """(key, value) of every setting and text block that has one, settings first."""
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
    """The content of this name; None when the register does not hold it."""
    row = connection.execute("SELECT bytes FROM blob WHERE sha256 = ?", (name,)).fetchone()
    return None if row is None else bytes(row[0])


def altered_files(connection: Connection) -> Iterator[str]:
    """The names whose content is not what they say."""
    for name, content in connection.execute("SELECT sha256, bytes FROM blob"):
        if not isinstance(content, bytes) or sha256(content).hex() != name:
            yield str(name)


def missing_files(connection: Connection, names: Iterator[str]) -> Iterator[str]:
    """Those of `names` that the register does not hold."""
    return (name for name in names if get_file(connection, name) is None)


def copy_files(target: Connection, source: Connection) -> None:
    """Copy what `target` lacks from another copy of the register, inside the caller's transaction."""
    held = {row[0] for row in target.execute("SELECT sha256 FROM blob").fetchall()}
    for (name,) in source.execute("SELECT sha256 FROM blob").fetchall():
        content = get_file(source, name)
        if name not in held and content is not None and sha256(content).hex() == name:
            put_file(target, content)
