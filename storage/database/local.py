"""Drafts and saved views, which belong to this copy of the register alone and have no history."""

from pathlib import Path

from storage.database.connection import Connection, writing
from storage.database.projection import query_column


def put_draft(connection: Connection, path: Path, key: str, text: str, at: str) -> None:
    """Save a draft of a text."""
    with writing(connection, path):
        connection.execute(
            "INSERT INTO _draft(key, text, at) VALUES (?, ?, ?) "
            "ON CONFLICT(key) DO UPDATE SET text = excluded.text, at = excluded.at",
            (key, text.encode("utf-8", "replace").decode("utf-8"), at),
        )


def drop_draft(connection: Connection, path: Path, key: str) -> None:
    """Delete a draft."""
    with writing(connection, path):
        connection.execute("DELETE FROM _draft WHERE key = ?", (key,))


def drafts(connection: Connection) -> list[tuple[str, str, str]]:
    """Return (key, text, moment) of every draft, oldest first."""
    return connection.execute("SELECT key, text, at FROM _draft ORDER BY at, key").fetchall()


def put_view(connection: Connection, path: Path, key: str, value: str) -> None:
    """Save a view of lists."""
    with writing(connection, path):
        connection.execute(
            "INSERT INTO _view(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            (key, value),
        )


def drop_view(connection: Connection, path: Path, key: str) -> None:
    """Delete a view of lists."""
    with writing(connection, path):
        connection.execute("DELETE FROM _view WHERE key = ?", (key,))


def views(connection: Connection, start: str) -> list[str]:
    """Return the values of the keys with this prefix."""
    sql = "SELECT value FROM _view WHERE key >= ?1 AND key < ?1 || char(1114111) ORDER BY key"
    return query_column(connection, sql, start)
