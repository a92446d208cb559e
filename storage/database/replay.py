"""What a register held at a moment: the history folded again up to there, in a copy that nobody else sees."""

from collections.abc import Callable, Mapping

from storage.database.connection import Connection
from storage.database.history import parse_refs
from storage.database.projection import delete_row, insert_row, read_row, update_row
from storage.database.recording import write_record
from storage.database.schema import APPEND_ONLY, create_projection
from storage.database.search import rebuild_index
from storage.database.verify import folded_records
from storage.domain.records import Value
from storage.domain.vocabulary import ENTITIES, field_types

Progress = Callable[[int, int], None]
"""Told how much of how much has been gone through."""

_TOUCHED = "entity_id IN (SELECT entity_id FROM touched)"
"""Whether a change is of a record that something later is about: all others are as they were."""
_STEP = 20_000
"""Changes between two tellings."""


def replay_until(copy: Connection, until: str, progress: Progress) -> None:
    """Make a private copy of a register hold what the actions up to a moment add up to, and nothing later.

    An action counts by its own moment, also where it came with a merge long after. What it replaced is then replaced,
    whether or not that came before it by the clocks of two laptops.

    Args:
        copy: the copy; everything later is gone from it afterwards.
        until: UTC, ISO 8601 to the microsecond; that moment is included.
        progress: told of how far it has come.
    """
    if copy.execute("SELECT 1 FROM action WHERE at > ? LIMIT 1", (until,)).fetchone() is None:
        return
    for pragma in ("foreign_keys=OFF", "synchronous=OFF", "journal_mode=OFF"):
        copy.execute(f"PRAGMA {pragma}")
    copy.execute("BEGIN")
    create_projection(copy)
    _forget_later(copy, until)
    _find_tips(copy, progress)
    _find_heads(copy)
    _fold(copy)
    copy.execute("COMMIT")


def _forget_later(copy: Connection, until: str) -> None:
    """Delete the actions after the moment, and note which records they are about."""
    for (trigger,) in copy.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN "
        f"({', '.join(repr(table) for table in APPEND_ONLY)})"
    ).fetchall():
        copy.execute(f'DROP TRIGGER "{trigger}"')
    copy.execute("CREATE TEMP TABLE later AS SELECT seq FROM action WHERE at > ?", (until,))
    copy.execute("CREATE TEMP TABLE touched(entity_id TEXT PRIMARY KEY) WITHOUT ROWID")
    copy.execute(
        "INSERT OR IGNORE INTO touched SELECT c.entity_id FROM later CROSS JOIN change c ON c.action = later.seq"
    )
    for table, column in (("value", "action"), ("change", "action"), ("_made_here", "action"), ("action", "seq")):
        copy.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT seq FROM later)")


def _find_tips(copy: Connection, progress: Progress) -> None:
    """The changes of those records that none of those left replaces. In a file they come after what they replace."""
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


def _find_heads(copy: Connection) -> None:
    parents = {name for (listed,) in copy.execute("SELECT parents FROM action") for name in listed.split()}
    heads = [(seq,) for seq, name in copy.execute("SELECT seq, hash FROM action").fetchall() if name not in parents]
    copy.execute("DELETE FROM _head")
    copy.executemany("INSERT INTO _head(action) VALUES (?)", heads)


def _fold(copy: Connection) -> None:
    """Make the tables hold what the tips of those records add up to; only what differs is written."""
    anew = _mostly_touched(copy)
    write = _write_row if anew else write_record
    gone = {
        (entity, row[0])
        for entity in ENTITIES
        for row in copy.execute(f'SELECT id FROM "{entity}" WHERE id IN (SELECT entity_id FROM touched)').fetchall()
    }
    for entity, entity_id, values in folded_records(copy, _TOUCHED):
        gone.discard((entity, entity_id))
        before = read_row(copy, entity, entity_id)
        row = {**dict.fromkeys(field_types(entity)), **values}
        if row != (before or dict.fromkeys(row)):
            write(copy, entity, entity_id, before, row)
    for entity, entity_id in gone:
        write(copy, entity, entity_id, {}, dict.fromkeys(field_types(entity)))
    if anew:
        rebuild_index(copy)


def _mostly_touched(copy: Connection) -> bool:
    """Whether it is quicker to index what is left than to take what goes out of the index."""
    touched, texts = (copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("touched", "_search"))
    return bool(touched > texts / 2)


def _write_row(
    copy: Connection, entity: str, entity_id: str, before: Mapping[str, Value] | None, row: Mapping[str, Value]
) -> None:
    """As :func:`write_record`, without the index."""
    if all(value is None for value in row.values()):
        delete_row(copy, entity, entity_id)
    elif before is None:
        insert_row(copy, entity, entity_id, row)
    else:
        update_row(copy, entity, entity_id, row)
