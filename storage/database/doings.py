"""What was done, in blocks: the history's actions as a long list wants them."""

import json
from collections.abc import Sequence, Set
from typing import NamedTuple

from storage.database.connection import Connection
from storage.database.portions import in_portions
from storage.database.search import KINDS
from storage.database.words import Words
from storage.domain.vocabulary import ENTITIES, references

_EVERY = "SELECT seq, at, who, name FROM action ORDER BY seq DESC"
_CHANGING = "SELECT DISTINCT action FROM change WHERE entity_id IN (SELECT value FROM json_each(?))"
_CHANGES = "SELECT action, entity_id FROM change"
_MANY = 20_000
"""Ids from which it is quicker to go through all changes."""
_RECORDS = "SELECT entity, entity_id, min(n) FROM change WHERE action = ? GROUP BY entity, entity_id ORDER BY 3"
_IDS = 'SELECT id FROM "{}" WHERE rid IN ({{}})'
_POINTING = 'SELECT id FROM "{}" WHERE "{}" IN ({{}})'
_STEPS = 2
"""From an audit to its recommendations, and on to what is judged of them."""


class Doing(NamedTuple):
    """An action without its changes."""

    seq: int
    at: str
    who: str
    name: str


def every_doing(connection: Connection) -> list[Doing]:
    """All actions, the newest in this copy first."""
    return [Doing(*row) for row in connection.execute(_EVERY).fetchall()]


def first_moment(connection: Connection) -> str:
    """When the first action was done, in UTC."""
    return str(connection.execute("SELECT coalesce(min(at), '') FROM action").fetchone()[0])


def changing(connection: Connection, ids: Set[str]) -> set[int]:
    """Numbers of the actions that changed any of these records."""
    if len(ids) > _MANY:
        return {action for action, record in connection.execute(_CHANGES) if record in ids}
    return {row[0] for row in connection.execute(_CHANGING, (json.dumps(list(ids)),)).fetchall()}


def records_of(connection: Connection, seq: int) -> list[tuple[str, str]]:
    """(entity, id) of the records that an action changed, in the order that it did."""
    return [(entity, record) for entity, record, _n in connection.execute(_RECORDS, (seq,)).fetchall()]


def speaking_of(connection: Connection, word: str) -> set[str]:
    """Ids of the records that have a word in what they are called or say, and of those that say something of them."""
    words, found = Words(connection), dict[str, set[str]]()
    for entity in KINDS:
        rids = words.own(entity, [word])
        found[entity] = _ids(connection, _IDS.format(entity), list(rids)) if rids else set()
    newest = found
    for _step in range(_STEPS):
        newest = _pointing(connection, newest)
        for entity, ids in newest.items():
            found.setdefault(entity, set()).update(ids)
    return {record for ids in found.values() for record in ids}


def _pointing(connection: Connection, about: dict[str, set[str]]) -> dict[str, set[str]]:
    """Entity → ids of the records that point at some of these."""
    found: dict[str, set[str]] = {}
    for entity in ENTITIES:
        for field, target in references(entity).items():
            if about.get(target):
                ids = _ids(connection, _POINTING.format(entity, field), list(about[target]))
                found.setdefault(entity, set()).update(ids)
    return found


def _ids(connection: Connection, sql: str, values: Sequence[int] | Sequence[str]) -> set[str]:
    return {row[0] for row in in_portions(connection, sql, values)}
