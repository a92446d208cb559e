"""Replay of the history up to a moment or an action, in a private copy of a register."""

from collections.abc import Callable, Mapping, Sequence

from storage.database.connection import Connection
from storage.database.history import parse_refs, recompute_heads
from storage.database.projection import delete_row, insert_row, query_column, read_row, update_row
from storage.database.recording import write_record
from storage.database.schema import APPEND_ONLY, create_projection
from storage.database.search import rebuild_index
from storage.database.verify import folded_records
from storage.domain.records import Value
from storage.domain.vocabulary import ENTITIES, field_types

Progress = Callable[[int, int], None]
"""Callback with (changes done, changes in all)."""

_TOUCHED = "entity_id IN (SELECT entity_id FROM touched)"
"""SQL condition that a record was changed by an action taken out: all others stay as they are."""
_STEP = 20_000
"""Changes between two calls of the callback."""


def replay_until(copy: Connection, until: str, progress: Progress) -> None:
    """Reduce a private copy of a register to the actions up to a moment.

    An action counts by its own moment, also if a merge brought it long after. A change it replaced is replaced, even
    if that is later by the clock of another laptop.

    Args:
        copy: the copy; everything later is deleted from it.
        until: UTC, ISO 8601 to the microsecond; that moment is included.
        progress: called with the changes done and in all.
    """
    _replay_without(copy, query_column(copy, "SELECT seq FROM action WHERE at > ?", until), progress)


def replay_to(copy: Connection, action: str) -> None:
    """Reduce a private copy of a register to an action, by hash, and those that it was made on top of."""
    actions = {name: (seq, parents) for seq, name, parents in copy.execute("SELECT seq, hash, parents FROM action")}
    kept, waiting = set[int](), [action]
    while waiting:
        seq, parents = actions[waiting.pop()]
        if seq not in kept:
            kept.add(seq)
            waiting += parents.split()
    _replay_without(copy, [seq for seq, _parents in actions.values() if seq not in kept], silent)


def silent(_done: int, _total: int) -> None:
    """Report no progress."""


def _replay_without(copy: Connection, later: Sequence[int], progress: Progress) -> None:
    """Take actions, by local number, out of a private copy."""
    if not later:
        return
    for pragma in ("foreign_keys=OFF", "synchronous=OFF", "journal_mode=OFF"):
        copy.execute(f"PRAGMA {pragma}")
    copy.execute("BEGIN")
    create_projection(copy)
    _delete_later(copy, later)
    _recompute_tips(copy, progress)
    recompute_heads(copy)
    _write_rows(copy)
    copy.execute("COMMIT")


def _delete_later(copy: Connection, later: Sequence[int]) -> None:
    """Delete the actions, and list the records that they changed."""
    for (trigger,) in copy.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN "
        f"({', '.join(repr(table) for table in APPEND_ONLY)})"
    ).fetchall():
        copy.execute(f'DROP TRIGGER "{trigger}"')
    copy.execute("CREATE TEMP TABLE later(seq INTEGER PRIMARY KEY)")
    copy.executemany("INSERT INTO later(seq) VALUES (?)", [(seq,) for seq in later])
    copy.execute("CREATE TEMP TABLE touched(entity_id TEXT PRIMARY KEY) WITHOUT ROWID")
    copy.execute(
        "INSERT OR IGNORE INTO touched SELECT c.entity_id FROM later CROSS JOIN change c ON c.action = later.seq"
    )
    for table, column in (("value", "action"), ("change", "action"), ("_made_here", "action"), ("action", "seq")):
        copy.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT seq FROM later)")


def _recompute_tips(copy: Connection, progress: Progress) -> None:
    """Recompute the tips of those records. A change comes after those it replaces, in the file too."""
    total = copy.execute(f"SELECT count(*) FROM change WHERE {_TOUCHED}").fetchone()[0]
    tips: dict[tuple[int, int], tuple[str, str]] = {}
    rows = copy.execute(f"SELECT action, n, entity_id, field, replaces FROM change WHERE {_TOUCHED} ORDER BY action, n")
    for number, (action, n, entity_id, field, replaces) in enumerate(rows):
        for ref in parse_refs(replaces) if replaces else ():
            tips.pop(ref, None)
        tips[action, n] = (entity_id, field)
        if number % _STEP == 0:
            progress(number, total)
    progress(total, total)
    copy.execute(f"DELETE FROM _tip WHERE {_TOUCHED}")
    copy.executemany(
        "INSERT INTO _tip(entity_id, field, action, n) VALUES (?, ?, ?, ?)",
        ((entity_id, field, action, n) for (action, n), (entity_id, field) in tips.items()),
    )


def _write_rows(copy: Connection) -> None:
    """Write the rows that the tips of those records add up to, where they differ."""
    rebuild = _mostly_touched(copy)
    write = _write_row if rebuild else write_record
    deleted = {
        (entity, row[0])
        for entity in ENTITIES
        for row in copy.execute(f'SELECT id FROM "{entity}" WHERE id IN (SELECT entity_id FROM touched)').fetchall()
    }
    for entity, entity_id, values in folded_records(copy, _TOUCHED):
        deleted.discard((entity, entity_id))
        before = read_row(copy, entity, entity_id)
        row = {**dict.fromkeys(field_types(entity)), **values}
        if row != (before or dict.fromkeys(row)):
            write(copy, entity, entity_id, before, row)
    for entity, entity_id in deleted:
        write(copy, entity, entity_id, {}, dict.fromkeys(field_types(entity)))
    if rebuild:
        rebuild_index(copy)


def _mostly_touched(copy: Connection) -> bool:
    """Return True if rebuilding the index is quicker than updating it."""
    touched, texts = (copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("touched", "_search"))
    return bool(touched > texts / 2)


def _write_row(
    copy: Connection, entity: str, entity_id: str, before: Mapping[str, Value] | None, row: Mapping[str, Value]
) -> None:
    """Write a record as :func:`write_record` does, without the index."""
    if all(value is None for value in row.values()):
        delete_row(copy, entity, entity_id)
    elif before is None:
        insert_row(copy, entity, entity_id, row)
    else:
        update_row(copy, entity, entity_id, row)
