"""Settings and text blocks, and the register's own id among them."""

from pathlib import Path
from uuid import UUID

from storage.database.connection import Connection
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


def value(connection: Connection, key: str) -> str | None:
    """A setting's value; None when it is not set."""
    row = connection.execute("SELECT value FROM setting WHERE key = ? AND removed IS NULL", (key,)).fetchone()
    return None if row is None else row[0]


def every_value(connection: Connection) -> list[tuple[str, str]]:
    """(key, value) of every setting and text block that has one, settings first."""
    rows: list[tuple[str, str]] = []
    for table in ("setting", "text_block"):
        rows += connection.execute(
            f"SELECT key, value FROM {table} "
            "WHERE removed IS NULL AND key IS NOT NULL AND value IS NOT NULL ORDER BY key"
        ).fetchall()
    return rows
