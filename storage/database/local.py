"""What belongs to this copy alone."""

from pathlib import Path

from storage.database.connection import Connection, writing


def put_draft(connection: Connection, path: Path, key: str, text: str, at: str) -> None:
    """Keep a text being typed."""
    with writing(connection, path):
        connection.execute(
            "INSERT INTO _draft(key, text, at) VALUES (?, ?, ?) "
            "ON CONFLICT(key) DO UPDATE SET text = excluded.text, at = excluded.at",
            (key, text.encode("utf-8", "replace").decode("utf-8"), at),
        )


def drop_draft(connection: Connection, path: Path, key: str) -> None:
    """Forget a text being typed."""
    with writing(connection, path):
        connection.execute("DELETE FROM _draft WHERE key = ?", (key,))


def drafts(connection: Connection) -> list[tuple[str, str, str]]:
    """(key, text, moment) of every text being typed, oldest first."""
    return connection.execute("SELECT key, text, at FROM _draft ORDER BY at, key").fetchall()


def put_view(connection: Connection, path: Path, key: str, value: str) -> None:
    """Keep a way of looking at lists."""
    with writing(connection, path):
        connection.execute(
            "INSERT INTO _view(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            (key, value),
        )


def drop_view(connection: Connection, path: Path, key: str) -> None:
    """Forget a way of looking at lists."""
    with writing(connection, path):
        connection.execute("DELETE FROM _view WHERE key = ?", (key,))


def views(connection: Connection, start: str) -> list[str]:
    """The values of the keys that begin so."""
    sql = "SELECT value FROM _view WHERE key >= ?1 AND key < ?1 || char(1114111) ORDER BY key"
    return [row[0] for row in connection.execute(sql, (start,)).fetchall()]
