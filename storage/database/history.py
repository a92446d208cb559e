"""The history in SQL: appending actions, reading them in order or by record, and the undo stack."""

import os
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from msgspec import Struct

from storage.database.connection import Connection
from storage.database.projection import IN_ARRAY, batched_query, execute_rows, json_array, query_column, rows_by_owner
from storage.database.search import INDEXED, Words
from storage.domain.history import IMPORT, REDO, UNDO, ChangeRef, Leaf, Node, Tip, action_hash, digest
from storage.domain.identity import id_from_fields
from storage.domain.records import Value
from storage.domain.vocabulary import ENTITIES, references

LocalRef = tuple[int, int]
"""(action, n) of a change in this copy."""
ChangeRow = tuple[str, str, str, tuple[LocalRef, ...], bytes, bytes | None, Value, Value]
"""(entity, entity id, field, replaced local changes, digest, nonce, old, new)."""


class FieldChange(NamedTuple):
    """A field change to be written."""

    entity: str
    entity_id: str
    field: str
    replaces: tuple[LocalRef, ...]
    old: Value
    new: Value


class StoredChange(NamedTuple):
    """A field change as the file stores it."""

    action: int
    n: int
    entity: str
    entity_id: str
    field: str
    replaces: tuple[LocalRef, ...]
    digest: bytes
    nonce: bytes | None
    old: Value
    new: Value


class StoredAction(Struct, frozen=True):
    """An action as the file stores it."""

    seq: int
    hash: str
    node: Node


_ACTION = "SELECT seq, hash, parents, lamport, at, who, name, undoes, format FROM action"
_CHANGE = (
    "SELECT c.action, c.n, c.entity, c.entity_id, c.field, c.replaces, c.digest, v.nonce, v.old, v.new "
    "FROM change c LEFT JOIN value v ON v.action = c.action AND v.n = c.n"
)


def append(connection: Connection, node: Node, changes: Sequence[FieldChange]) -> StoredAction:
    """Append an action with its changes and move tips and heads, inside the caller's transaction."""
    hashes = _hashes(connection, {action for change in changes for action, _ in change.replaces})
    nonces = [os.urandom(16) for _ in changes]
    leaves = [
        Leaf(c.entity, c.entity_id, c.field, _refs(c.replaces, hashes), digest(nonce, c.old, c.new))
        for c, nonce in zip(changes, nonces, strict=True)
    ]
    rows = [
        (c.entity, c.entity_id, c.field, c.replaces, leaf.digest, nonce, c.old, c.new)
        for c, leaf, nonce in zip(changes, leaves, nonces, strict=True)
    ]
    action = insert(connection, node, action_hash(node, leaves), rows)
    connection.execute("DELETE FROM _head")
    connection.execute("INSERT INTO _head(action) VALUES (?)", (action.seq,))
    return action


def insert(connection: Connection, node: Node, name: str, rows: Iterable[ChangeRow]) -> StoredAction:
    """Insert an action whose hash is known, and move the tips of the fields it changes."""
    seq = connection.execute(
        "INSERT INTO action(hash, parents, lamport, at, who, name, undoes, format) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (name, " ".join(node.parents), node.lamport, node.at, node.who, node.name, node.undoes, node.format),
    ).lastrowid
    assert seq is not None  # noqa: S101 - an INSERT has a row id
    kept = [(n, *row) for n, row in enumerate(rows)]
    execute_rows(
        connection,
        "INSERT INTO change(action, n, entity, entity_id, field, replaces, digest) VALUES {}",
        [(seq, n, e, i, f, " ".join(f"{a}.{m}" for a, m in replaces), d) for n, e, i, f, replaces, d, *_ in kept],
    )
    execute_rows(
        connection,
        "INSERT INTO value(action, n, nonce, old, new) VALUES {}",
        [(seq, n, nonce, old, new) for n, *_, nonce, old, new in kept],
    )
    replaced: dict[str, list[tuple[str, int, int]]] = {}
    for _, _, entity_id, field, replaces, *_ in kept:
        replaced.setdefault(entity_id, []).extend((field, *ref) for ref in replaces)
    for entity_id, tips in replaced.items():
        # With the id outside the row SQLite goes to the record's own tips; inside it, through every tip there is.
        sql = "DELETE FROM _tip WHERE entity_id = ? AND (field, action, n) IN (VALUES {})"
        execute_rows(connection, sql, tips, [entity_id])
    execute_rows(
        connection,
        "INSERT INTO _tip(entity_id, field, action, n) VALUES {}",
        [(i, f, seq, n) for n, _, i, f, *_ in kept],
    )
    return StoredAction(seq, name, node)


def heads(connection: Connection) -> list[tuple[int, str, int]]:
    """Return (seq, hash, lamport) of the actions that no other action has as a parent.

    The `+` keeps SQLite from going through every action there is in the order of their hashes.
    """
    return connection.execute(
        "SELECT a.seq, a.hash, a.lamport FROM _head h JOIN action a ON a.seq = h.action ORDER BY +a.hash"
    ).fetchall()


def recompute_heads(connection: Connection) -> None:
    """Replace the list of heads by the actions that no other action has as a parent."""
    rows = connection.execute("SELECT seq, hash, parents FROM action").fetchall()
    parents = {name for _seq, _hash, listed in rows for name in listed.split()}
    connection.execute("DELETE FROM _head")
    connection.executemany(
        "INSERT INTO _head(action) VALUES (?)", [(seq,) for seq, name, _parents in rows if name not in parents]
    )


def tips_of(connection: Connection, entity_id: str) -> dict[str, list[LocalRef]]:
    """Map fields of one record to the local (action, n) of their tips."""
    sql = "SELECT field, action, n FROM _tip WHERE entity_id = ? ORDER BY field, action, n"
    return rows_by_owner(connection.execute(sql, (entity_id,)))


def tip_values(connection: Connection, refs: Iterable[LocalRef]) -> list[Tip]:
    """Return the tips at these local (action, n), with their Lamport clocks and values."""
    found = []
    for action, n in refs:
        row = connection.execute(
            "SELECT a.hash, a.lamport, v.new FROM value v JOIN action a ON a.seq = v.action "
            "WHERE v.action = ? AND v.n = ?",
            (action, n),
        ).fetchone()
        found.append(Tip(ChangeRef(row[0], n), row[1], row[2]))
    return found


def conflicting_fields(connection: Connection) -> list[tuple[str, str]]:
    """Return (entity id, field) of the fields with several tips, which may have the same value."""
    return connection.execute(
        "SELECT entity_id, field FROM _tip GROUP BY entity_id, field HAVING count(*) > 1 ORDER BY 1, 2"
    ).fetchall()


def hashes_of_documents(connection: Connection) -> set[str]:
    """Return every SHA-256 that an action has ever given a document, undone or not."""
    sql = (
        "SELECT DISTINCT v.new FROM change c JOIN value v ON v.action = c.action AND v.n = c.n "
        "WHERE c.entity = 'document' AND c.field = 'sha256' AND v.new IS NOT NULL"
    )
    return set(query_column(connection, sql))


def entity_of(connection: Connection, ref: LocalRef) -> str:
    """Return the entity of the record that a local change is about."""
    return str(query_column(connection, "SELECT entity FROM change WHERE action = ? AND n = ?", *ref)[0])


def every_action(connection: Connection) -> Iterator[StoredAction]:
    """Yield all actions, oldest in this copy first."""
    yield from map(_action, connection.execute(f"{_ACTION} ORDER BY seq"))


def newest_actions(connection: Connection, before: int | None, limit: int) -> list[StoredAction]:
    """Return at most `limit` actions older than number `before`, newest first."""
    rows = connection.execute(
        f"{_ACTION} WHERE seq < ? ORDER BY seq DESC LIMIT ?",
        (before if before is not None else 1 << 62, limit),
    ).fetchall()
    return [_action(row) for row in rows]


def action_by_seq(connection: Connection, seq: int) -> StoredAction:
    """Return the action with this local number."""
    return _action(connection.execute(f"{_ACTION} WHERE seq = ?", (seq,)).fetchone())


def action_by_hash(connection: Connection, name: str) -> StoredAction | None:
    """Return the action with this hash; None without one."""
    row = connection.execute(f"{_ACTION} WHERE hash = ?", (name,)).fetchone()
    return _action(row) if row else None


def hashes_with_prefix(connection: Connection, start: str, limit: int) -> list[tuple[str, str]]:
    """Return (hash, name) of at most `limit` actions whose hash has this prefix."""
    sql = "SELECT hash, name FROM action WHERE hash >= ? AND hash < ? ORDER BY hash LIMIT ?"
    return connection.execute(sql, (start, start + "~", limit)).fetchall()


def actions_on_field(connection: Connection, field: str) -> set[int]:
    """Return the local numbers of the actions that changed a field of that name."""
    return set(query_column(connection, "SELECT DISTINCT action FROM change WHERE field = ?", field))


def original_action(connection: Connection, action: StoredAction) -> StoredAction:
    """Return the action that a chain of undos and redos started from; the action itself if it is neither."""
    while action.node.undoes is not None and (earlier := action_by_hash(connection, action.node.undoes)) is not None:
        action = earlier
    return action


def closing_action(connection: Connection, followup: str) -> StoredAction | None:
    """Return the action that closed a follow-up: that closed it, read its report in, or made the practice register.

    When two copies read the same report in, it is the same one in both after they are merged.
    """
    tips = tips_of(connection, followup).get("state", [])
    found = (original_action(connection, action_by_seq(connection, seq)) for seq, _n in tips)
    return min(found, key=lambda action: (action.node.lamport, action.hash), default=None)


def is_imported(connection: Connection, followup: str) -> bool:
    """Return True for a follow-up whose report was read in."""
    action = closing_action(connection, followup)
    return action is not None and action.node.name == IMPORT


def changes_of(connection: Connection, seq: int) -> list[StoredChange]:
    """Return the changes of one action, in order."""
    return [_change(row) for row in connection.execute(f"{_CHANGE} WHERE c.action = ? ORDER BY c.n", (seq,)).fetchall()]


def every_change(connection: Connection) -> Iterator[StoredChange]:
    """Yield all changes, oldest action in this copy first."""
    yield from map(_change, connection.execute(f"{_CHANGE} ORDER BY c.action, c.n"))


def change_at(connection: Connection, ref: LocalRef) -> StoredChange:
    """Return the change at a local (action, n)."""
    return _change(connection.execute(f"{_CHANGE} WHERE c.action = ? AND c.n = ?", ref).fetchone())


def to_leaf(change: StoredChange, hashes: dict[int, str]) -> Leaf:
    """Return the change as it is hashed; `hashes` maps the local actions it refers to.

    Raises:
        KeyError: it refers to an action that is not in `hashes`.
    """
    return Leaf(change.entity, change.entity_id, change.field, _refs(change.replaces, hashes), change.digest)


def _refs(local: Iterable[LocalRef], hashes: dict[int, str]) -> tuple[ChangeRef, ...]:
    return tuple(ChangeRef(hashes[action], n) for action, n in local)


def _hashes(connection: Connection, seqs: Iterable[int]) -> dict[int, str]:
    return dict(batched_query(connection, "SELECT seq, hash FROM action WHERE seq IN ({})", list(seqs)))


def _action(row: tuple[int, str, str, int, str, str, str, str | None, int]) -> StoredAction:
    seq, name, parents, lamport, at, who, kind, undoes, version = row
    return StoredAction(seq, name, Node(tuple(parents.split()), lamport, at, who, kind, undoes, version))


def _change(row: tuple[int, int, str, str, str, str, bytes, bytes | None, Value, Value]) -> StoredChange:
    action, n, entity, entity_id, field, replaces, digested, nonce, old, new = row
    return StoredChange(action, n, entity, entity_id, field, parse_refs(replaces), digested, nonce, old, new)


def parse_refs(text: str) -> tuple[LocalRef, ...]:
    """Parse stored local references, `12.0 15.3`; a malformed text gives a reference to no action."""
    try:
        return tuple((int(action), int(n)) for action, n in (part.split(".") for part in text.split()))
    except ValueError:
        return ((-1, -1),)


_SUMMARIES = "SELECT seq, at, who, name FROM action ORDER BY seq DESC"
_CHANGING = f"SELECT DISTINCT action FROM change WHERE entity_id {IN_ARRAY}"
_CHANGES = "SELECT action, entity_id FROM change"
_MANY_IDS = 20_000
"""Ids from which scanning all changes is quicker."""
_RECORDS = "SELECT entity, entity_id, min(n) FROM change WHERE action = ? GROUP BY entity, entity_id ORDER BY 3"
_IDS = 'SELECT id FROM "{}" WHERE rid IN ({{}})'
_REFERRING = 'SELECT id FROM "{}" WHERE "{}" IN ({{}})'
_REFERENCE_STEPS = 2
"""From an audit to its recommendations, and on to their assessments."""


class ActionSummary(NamedTuple):
    """An action in a list, without its changes."""

    seq: int
    at: str
    who: str
    name: str


def action_summaries(connection: Connection) -> list[ActionSummary]:
    """Return all actions, the newest in this copy first."""
    return [ActionSummary(*row) for row in connection.execute(_SUMMARIES).fetchall()]


def first_moment(connection: Connection) -> str:
    """Return the moment of the first action, UTC in ISO 8601; empty without one."""
    return str(query_column(connection, "SELECT coalesce(min(at), '') FROM action")[0])


def actions_changing(connection: Connection, ids: Set[str]) -> set[int]:
    """Return the numbers of the actions that changed any of these records."""
    if len(ids) > _MANY_IDS:
        return {action for action, record in connection.execute(_CHANGES) if record in ids}
    return set(query_column(connection, _CHANGING, json_array(ids)))


def records_of(connection: Connection, seq: int) -> list[tuple[str, str]]:
    """Return (entity, id) of the records that an action changed, in order of change."""
    return [(entity, record) for entity, record, _n in connection.execute(_RECORDS, (seq,)).fetchall()]


def records_mentioning(connection: Connection, word: str) -> set[str]:
    """Return the ids of the records with a word in their texts, and of records that refer to these."""
    words, found = Words(connection), dict[str, set[str]]()
    for entity in INDEXED:
        rids = words.own(entity, [word])
        found[entity] = _ids(connection, _IDS.format(entity), list(rids)) if rids else set()
    newest = found
    for _step in range(_REFERENCE_STEPS):
        newest = _referring(connection, newest)
        for entity, ids in newest.items():
            found.setdefault(entity, set()).update(ids)
    return {record for ids in found.values() for record in ids}


def _referring(connection: Connection, about: dict[str, set[str]]) -> dict[str, set[str]]:
    """Map entities to the ids of the records that refer to some of these."""
    found: dict[str, set[str]] = {}
    for entity in ENTITIES:
        for field, target in references(entity).items():
            if about.get(target):
                ids = _ids(connection, _REFERRING.format(entity, field), list(about[target]))
                found.setdefault(entity, set()).update(ids)
    return found


def _ids(connection: Connection, sql: str, values: Sequence[int] | Sequence[str]) -> set[str]:
    return {row[0] for row in batched_query(connection, sql, values)}


_RELATED_BY_FIELD = {
    "recommendation": ("assessment", "recommendation_addressee", "recommendation_related"),
    "audit": ("audit_auditee", "followup_audit"),
    "followup": ("followup_audit", "followup_signer"),
}


def related(connection: Connection, register_id: str, record_id: str) -> set[str]:
    """Return the ids of a record and of its assessments, addressees, auditees and follow-up links.

    Records of follow-ups are found by their natural keys too, since undone ones have left the tables.
    """
    found = {record_id}
    for followup in query_column(connection, "SELECT id FROM followup"):
        for entity, field in (("assessment", "recommendation"), ("followup_audit", "audit")):
            found.add(id_from_fields(register_id, entity, {"followup": followup, field: record_id}))
    for field, entities in _RELATED_BY_FIELD.items():
        for entity in entities:
            found.update(query_column(connection, f'SELECT id FROM "{entity}" WHERE "{field}" = ?', record_id))
    return found


def actions_about(connection: Connection, register_id: str, record_id: str) -> list[StoredAction]:
    """Return the actions that changed a record or those :func:`related` to it, newest in this copy first."""
    seqs: set[int] = set()
    for entity_id in related(connection, register_id, record_id):
        seqs |= {action for action, _ in changes_of_record(connection, entity_id)}
    return [action_by_seq(connection, seq) for seq in sorted(seqs, reverse=True)]


def changes_of_record(connection: Connection, entity_id: str) -> set[LocalRef]:
    """Return the local (action, n) of every change of a record's fields."""
    waiting = [ref for refs in tips_of(connection, entity_id).values() for ref in refs]
    seen: set[LocalRef] = set()
    while waiting:
        ref = waiting.pop()
        if ref not in seen:
            seen.add(ref)
            waiting += change_at(connection, ref).replaces
    return seen


_NOT_TAKEN_BACK = "NOT EXISTS (SELECT 1 FROM action u WHERE u.undoes = a.hash)"


def next_undo(connection: Connection, station: str) -> StoredAction | None:
    """Return the newest action made at this station that is not undone, except undos."""
    row = connection.execute(
        "SELECT a.seq FROM _made_here m JOIN action a ON a.seq = m.action "
        f"WHERE m.station = ? AND a.name <> ? AND {_NOT_TAKEN_BACK} ORDER BY m.action DESC LIMIT 1",
        (station, UNDO),
    ).fetchone()
    return None if row is None else action_by_seq(connection, row[0])


def next_redo(connection: Connection, station: str) -> StoredAction | None:
    """Return the newest undo made at this station that is not redone, with no new action made here after it."""
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
    """Map (record, field) to the changes that action number `seq` undid; empty when it undid none."""
    row = connection.execute(
        "SELECT a.seq FROM action u JOIN action a ON a.hash = u.undoes WHERE u.seq = ?", (seq,)
    ).fetchone()
    undone = [] if row is None else changes_of(connection, row[0])
    return {(change.entity_id, change.field): change for change in undone}


def newest_undoer(connection: Connection, action: StoredAction) -> StoredAction | None:
    """Return the newest action that undoes an action; None without one."""
    row = connection.execute(
        "SELECT seq FROM action WHERE undoes = ? ORDER BY seq DESC LIMIT 1", (action.hash,)
    ).fetchone()
    return None if row is None else action_by_seq(connection, row[0])


def effective_action(connection: Connection, action: StoredAction) -> StoredAction:
    """Return the last action in a chain of undos and redos of an action: the one in effect."""
    while (undoer := newest_undoer(connection, action)) is not None:
        action = undoer
    return action


def referring_records(connection: Connection, entity: str, entity_id: str) -> Iterator[tuple[str, str]]:
    """Yield (entity, id) of the records that refer to one."""
    for other in ENTITIES:
        for field, target in references(other).items():
            if target == entity:
                ids = query_column(connection, f'SELECT id FROM "{other}" WHERE "{field}" = ?', entity_id)
                yield from ((other, record) for record in ids)
