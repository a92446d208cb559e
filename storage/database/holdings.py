"""What the register holds that a file coming in may be about."""

from storage.database.connection import Connection
from storage.database.lookup import levels_of
from storage.database.survivors import last
from storage.domain.records import Level
from storage.domain.text import searchable


def bodies_by_name(connection: Connection) -> dict[str, str]:
    """`searchable(name)` → id; the oldest where several bear a name, and of a joined one that it was joined with."""
    rows = connection.execute(
        f"SELECT name, {last('b.id')} FROM body b WHERE removed IS NULL AND name IS NOT NULL "
        "ORDER BY merged_into IS NULL, rid DESC"
    ).fetchall()
    return {searchable(name): body for name, body in rows}


def audits(connection: Connection) -> list[tuple[str, str | None, str | None, str | None]]:
    """(id, title, short title, years) of every audit."""
    return connection.execute(
        "SELECT id, title, short_title, years FROM audit WHERE removed IS NULL ORDER BY rid"
    ).fetchall()


def recommendations(connection: Connection, audit: str) -> list[tuple[str, str | None, str | None]]:
    """(id, number, text) of an audit's recommendations in printed order."""
    return connection.execute(
        "SELECT id, number, text FROM recommendation WHERE audit = ? AND removed IS NULL ORDER BY position, id",
        (audit,),
    ).fetchall()


def scales(connection: Connection) -> list[tuple[str, tuple[Level, ...]]]:
    """(id, levels) of every scale, oldest first."""
    rows = connection.execute("SELECT id FROM scale WHERE removed IS NULL ORDER BY rid").fetchall()
    return [(row[0], levels_of(connection, row[0])) for row in rows]


def holds(connection: Connection, entity: str, record_id: str) -> bool:
    """Whether the record is in its table, removed or not."""
    return connection.execute(f'SELECT 1 FROM "{entity}" WHERE id = ?', (record_id,)).fetchone() is not None


def has_link(connection: Connection, link: str, audit: str) -> bool:
    """Whether a link record leads to the audit."""
    found = connection.execute(f'SELECT 1 FROM "{link}" WHERE audit = ? AND removed IS NULL', (audit,)).fetchone()
    return found is not None
