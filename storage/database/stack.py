"""What can be undone and redone here, worked out from the history itself."""

from collections.abc import Iterator

from storage.database.actions import StoredAction, StoredChange, action_by_seq, changes_of
from storage.database.connection import Connection
from storage.domain.history import REDO, UNDO
from storage.domain.vocabulary import ENTITIES, references

_NOT_TAKEN_BACK = "NOT EXISTS (SELECT 1 FROM action u WHERE u.undoes = a.hash)"


def to_undo(connection: Connection, station: str) -> StoredAction | None:
    """The newest action made at this station that no action undoes, undos themselves left out."""
    row = connection.execute(
        "SELECT a.seq FROM _made_here m JOIN action a ON a.seq = m.action "
        f"WHERE m.station = ? AND a.name <> ? AND {_NOT_TAKEN_BACK} ORDER BY m.action DESC LIMIT 1",
        (station, UNDO),
    ).fetchone()
    return None if row is None else action_by_seq(connection, row[0])


def to_redo(connection: Connection, station: str) -> StoredAction | None:
    """The newest undo made at this station that is not redone, with nothing new done here after it."""
    row = connection.execute(
        "SELECT a.seq FROM _made_here m JOIN action a ON a.seq = m.action "
        f"WHERE m.station = ?1 AND a.name = ?2 AND {_NOT_TAKEN_BACK} AND a.seq > coalesce("
        "(SELECT n.seq FROM _made_here k JOIN action n ON n.seq = k.action "
        "WHERE k.station = ?1 AND n.name NOT IN (?2, ?3) ORDER BY k.action DESC LIMIT 1), 0) "
        "ORDER BY m.action DESC LIMIT 1",
        (station, UNDO, REDO),
    ).fetchone()
    return None if row is None else action_by_seq(connection, row[0])


def undone_changes(connection: Connection, seq: int) -> dict[tuple[str, str], StoredChange]:
    """(record, field) → the change that action number `seq` took back; empty when it took back nothing."""
    row = connection.execute(
        "SELECT a.seq FROM action u JOIN action a ON a.hash = u.undoes WHERE u.seq = ?", (seq,)
    ).fetchone()
    undone = [] if row is None else changes_of(connection, row[0])
    return {(change.entity_id, change.field): change for change in undone}


def newest_undoer(connection: Connection, action: StoredAction) -> StoredAction | None:
    """The newest action that undoes an action."""
    row = connection.execute(
        "SELECT seq FROM action WHERE undoes = ? ORDER BY seq DESC LIMIT 1", (action.hash,)
    ).fetchone()
    return None if row is None else action_by_seq(connection, row[0])


def in_force(connection: Connection, action: StoredAction) -> StoredAction:
    """Of an action that was undone and done again, the one that did it last; of one that is undone, its undo."""
    while (undoer := newest_undoer(connection, action)) is not None:
        action = undoer
    return action


def users_of(connection: Connection, entity: str, entity_id: str) -> Iterator[tuple[str, str]]:
    """(entity, id) of the records that point at one."""
    for other in ENTITIES:
        for field, target in references(other).items():
            if target == entity:
                rows = connection.execute(f'SELECT id FROM "{other}" WHERE "{field}" = ?', (entity_id,)).fetchall()
                yield from ((other, row[0]) for row in rows)
