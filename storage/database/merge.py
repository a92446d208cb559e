"""The union of two histories, and the records that it changes."""

from collections.abc import Mapping
from pathlib import Path

from storage.database import history
from storage.database.connection import Connection
from storage.database.history import ChangeRow, StoredAction, StoredChange
from storage.database.projection import read_row
from storage.database.recording import write_record
from storage.domain.history import action_hash, digest, winner
from storage.domain.vocabulary import ENTITIES, FORMAT, field_types
from storage.errors import HistoryBroken

Touched = dict[tuple[str, str], set[str]]


def import_actions(target: Connection, source: Connection, path: Path) -> tuple[int, Mapping[str, frozenset[str]]]:
    """Insert the actions that `target` lacks, verified; return their number, and entity → ids touched.

    Raises:
        HistoryBroken: an action at `path` does not verify.
    """
    known = {name: seq for seq, name in target.execute("SELECT seq, hash FROM action").fetchall()}
    names: dict[int, str] = {}
    touched: Touched = {}
    taken = 0
    for action in history.every_action(source):
        names[action.seq] = action.hash
        if action.hash in known:
            continue
        changes = history.changes_of(source, action.seq)
        _verify(action, changes, names, known, path)
        stored = history.insert(target, action.node, action.hash, [_row(change, names, known) for change in changes])
        known[action.hash] = stored.seq
        taken += 1
        for change in changes:
            touched.setdefault((change.entity, change.entity_id), set()).add(change.field)
    if taken:
        history.recompute_heads(target)
        _fold(target, touched)
    by_entity: dict[str, set[str]] = {}
    for entity, entity_id in touched:
        by_entity.setdefault(entity, set()).add(entity_id)
    return taken, {entity: frozenset(ids) for entity, ids in by_entity.items()}


def _verify(
    action: StoredAction, changes: list[StoredChange], names: dict[int, str], known: dict[str, int], path: Path
) -> None:
    if action.node.format > FORMAT:
        raise HistoryBroken(path, action.hash, "format")
    if any(parent not in known for parent in action.node.parents):
        raise HistoryBroken(path, action.hash, "parent")
    if not all(map(_is_of_the_vocabulary, changes)):
        raise HistoryBroken(path, action.hash, "field")
    for change in changes:
        if change.nonce is None or digest(change.nonce, change.old, change.new) != change.digest:
            raise HistoryBroken(path, action.hash, "value")
    try:
        computed = action_hash(action.node, [history.to_leaf(change, names) for change in changes])
    except KeyError as error:
        raise HistoryBroken(path, action.hash, "replaces") from error
    if computed != action.hash:
        raise HistoryBroken(path, action.hash, "hash")


def _is_of_the_vocabulary(change: StoredChange) -> bool:
    kind = field_types(change.entity).get(change.field) if change.entity in ENTITIES else None
    return (
        kind is not None
        and change.entity_id != ""
        and all(value is None or type(value) is kind for value in (change.old, change.new))
    )


def _row(change: StoredChange, names: dict[int, str], known: dict[str, int]) -> ChangeRow:
    replaces = tuple((known[names[action]], n) for action, n in change.replaces)
    return (change.entity, change.entity_id, change.field, replaces, *change[6:])


def _fold(target: Connection, touched: Touched) -> None:
    for (entity, entity_id), fields in touched.items():
        tips = history.tips_of(target, entity_id)
        folded = {field: winner(history.tip_values(target, tips[field])).value for field in fields}
        before = read_row(target, entity, entity_id)
        write_record(target, entity, entity_id, before, {**(before or {}), **folded})
