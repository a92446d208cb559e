"""Verification of a register: the hashes of its history, its tables against the history, and the file itself."""

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from msgspec import Struct

from storage.database import search, settings
from storage.database.connection import Connection
from storage.database.history import StoredChange, every_action, every_change, tip_values, to_leaf
from storage.database.projection import query_column, row_at, row_numbers
from storage.database.schema import create_tables
from storage.domain.history import action_hash, digest, winner
from storage.domain.records import Value
from storage.domain.settings import FILE_KEYS
from storage.domain.vocabulary import ENTITIES, FORMAT

_MIGRATIONS = "_sqlite_migrations"
_MOST_DAMAGE = 10
"""Faults of the file that are reported; one may cause others."""


class Difference(NamedTuple):
    """A difference between the file and its history, or a history that does not verify."""

    kind: str
    """`hash`, `parent`, `value`, `change`, `format`, `tip`, `head`, `row`, `field`, `schema`, `search`, `blob` or
    `file`."""
    where: str
    detail: str


class Ledger(Struct):
    """Totals and tips of one pass over the history."""

    actions: int = 0
    changes: int = 0
    tips: set[tuple[int, int]] | None = None


def verify_history(connection: Connection, ledger: Ledger) -> Iterator[Difference]:
    """Yield differences in the history itself, in one pass that fills `ledger`."""
    hashes: dict[int, str] = {}
    lamports: dict[str, int] = {}
    children: set[str] = set()
    tips: set[tuple[int, int]] = set()
    portions = groupby(every_change(connection), key=lambda change: change.action)
    waiting = next(portions, None)
    for action in every_action(connection):
        ledger.actions += 1
        changes: list[StoredChange] = []
        if waiting is not None and waiting[0] == action.seq:
            changes = list(waiting[1])
            waiting = next(portions, None)
        ledger.changes += len(changes)
        yield from _verify_values(changes)
        hashes[action.seq] = action.hash
        try:
            computed = action_hash(action.node, [to_leaf(change, hashes) for change in changes])
        except KeyError:
            computed = ""
        if computed != action.hash:
            yield Difference("hash", action.hash, "the action is not what its hash says")
        if action.node.format > FORMAT:
            yield Difference("format", action.hash, f"written in format {action.node.format}")
        missing = [parent for parent in action.node.parents if parent not in lamports]
        yield from (Difference("parent", action.hash, parent) for parent in missing)
        if not missing and action.node.lamport != 1 + max((lamports[p] for p in action.node.parents), default=0):
            yield Difference("parent", action.hash, "its number does not follow on its parents'")
        lamports[action.hash] = action.node.lamport
        children.update(action.node.parents)
        for change in changes:
            tips.difference_update(change.replaces)
            tips.add((change.action, change.n))
    if waiting is not None:
        yield Difference("change", str(waiting[0]), "changes without an action")
    ledger.tips = tips
    yield from _verify_heads(connection, {seq for seq, name in hashes.items() if name not in children})


def verify_tips(connection: Connection, tips: set[tuple[int, int]]) -> Iterator[Difference]:
    """Yield differences between this copy's list of tips and the history's."""
    rows = connection.execute(
        "SELECT t.action, t.n, t.entity_id IS c.entity_id AND t.field IS c.field "
        "FROM _tip t LEFT JOIN change c ON c.action = t.action AND c.n = t.n"
    )
    listed = 0
    for action, n, right in rows:
        listed += 1
        if (action, n) not in tips or not right:
            yield Difference("tip", f"{action}.{n}", "listed, but no tip")
    if listed != len(tips):
        yield Difference("tip", "", f"{listed} listed, {len(tips)} in the history")


def verify_tables(connection: Connection) -> Iterator[Difference]:
    """Yield differences between the tables and what the tips add up to. The list of tips must be verified already.

    The tables are read row by row: of a row that an index lacks, or names wrongly, the index knows nothing.
    """
    left: dict[str, dict[str, int]] = {}
    for entity in ENTITIES:
        numbers = row_numbers(connection, entity)
        left[entity] = dict(numbers)
        if len(left[entity]) != len(numbers):
            yield Difference("row", entity, "two rows of its table have the same id")
    for entity, entity_id, expected in folded_records(connection):
        rid = left.get(entity, {}).pop(entity_id, None)
        if rid is not None:
            yield from _differing_fields(entity, entity_id, row_at(connection, entity, rid), expected)
        elif any(value is not None for value in expected.values()):
            yield Difference("row", f"{entity} {entity_id}", "not in its table")
    for entity, others in left.items():
        yield from (Difference("row", f"{entity} {entity_id}", "not in the history") for entity_id in others)


def verify_file(connection: Connection) -> Iterator[Difference]:
    """Yield damage of the file itself: pages, tables, indexes and the search index. Needs a writable connection."""
    for (found,) in connection.execute(f"PRAGMA integrity_check({_MOST_DAMAGE})").fetchall():
        if found != "ok":
            yield Difference("file", "", str(found))
    if found := search.integrity_error(connection):
        yield Difference("search", "", found)


def verify_search(copy: Connection) -> Iterator[Difference]:
    """Yield records whose search index differs from their tables. Only for a private copy."""
    found = [f"{entity} {entity_id}" for entity, entity_id in search.wrongly_indexed(copy)]
    yield from (Difference("search", record, "another text than its table's") for record in found)
    if not found and search.wrong_lookups(copy):
        yield Difference("search", "", "other records found than those with the text")


def verify_schema(connection: Connection) -> Iterator[Difference]:
    """Yield tables, indexes and triggers that are missing, added or other than a register's."""
    expected, found = _expected_schema(), definitions(connection)
    for kind, name in sorted(expected.keys() | found.keys()):
        if expected.get((kind, name)) != found.get((kind, name)):
            yield Difference("schema", f"{kind} {name}", "not as a register has it")


@cache
def _expected_schema() -> dict[tuple[str, str], str]:
    fresh = Connection(":memory:", isolation_level=None)
    try:
        create_tables(fresh)
        return definitions(fresh)
    finally:
        fresh.close()


_TEMPLATES_OF_CLOSED = (
    "SELECT DISTINCT c.template FROM followup_closing c WHERE c.removed IS NULL AND c.template IN "
    "(SELECT v.new FROM change d JOIN value v ON v.action = d.action AND v.n = d.n "
    "WHERE d.entity = 'setting' AND d.field = 'value' "
    "AND d.entity_id IN (SELECT id FROM setting WHERE key = 'template_report')) ORDER BY 1"
)
"""The office's own templates, which once were a setting: the others are those shipped."""


def verify_files(connection: Connection) -> Iterator[Difference]:
    """Yield stored files whose name is not their hash, and missing ones that settings or closed reports are to have."""
    yield from (Difference("blob", name, "not what its name says") for name in settings.altered_files(connection))
    named = (found for key in FILE_KEYS if (found := settings.setting(connection, key)))
    yield from (
        Difference("blob", name, "named by a setting, but not kept")
        for name in settings.missing_files(connection, named)
    )
    closed_on = iter(query_column(connection, _TEMPLATES_OF_CLOSED))
    yield from (
        Difference("blob", name, "a closed report's template, but not kept")
        for name in settings.missing_files(connection, closed_on)
    )


def definitions(connection: Connection) -> dict[tuple[str, str], str]:
    """Map (type, name) to the definitions of a register's objects, except those of SQLite and the migrations.

    An entity's table is its columns, in whatever order years of additions have put them, and so are the tables that
    the search index keeps: another version of SQLite may word them otherwise.
    """
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    found = {(kind, name): f"{table}: {sql}" for kind, name, table, sql in rows if not _is_foreign(kind, table)}
    for kind, name in found:
        if kind == "table" and (name in ENTITIES or name.startswith("_search_")):
            columns = connection.execute(
                'SELECT name, type, "notnull", pk, hidden FROM pragma_table_xinfo(?)', (name,)
            ).fetchall()
            found[kind, name] = repr(sorted(columns))
    return found


def _is_foreign(kind: str, table: str) -> bool:
    """Return True for the tables of SQLite and sqlite-utils, and their indexes: no register creates them itself."""
    return kind in {"table", "index"} and (table == _MIGRATIONS or table.startswith("sqlite_"))


def _verify_values(changes: list[StoredChange]) -> Iterator[Difference]:
    for number, change in enumerate(changes):
        where = f"{change.action}.{change.n}"
        if change.n != number:
            yield Difference("change", where, "its number is not the next one")
        if not isinstance(change.nonce, bytes) or digest(change.nonce, change.old, change.new) != change.digest:
            yield Difference("value", where, f"{change.entity} {change.entity_id} {change.field}")


def _verify_heads(connection: Connection, heads: set[int]) -> Iterator[Difference]:
    listed = {row[0] for row in connection.execute("SELECT action FROM _head").fetchall()}
    for seq in sorted(listed ^ heads):
        yield Difference("head", str(seq), "the list of newest actions is not the history's")


def folded_records(
    connection: Connection, where: str = "entity_id IS NOT NULL"
) -> Iterator[tuple[str, str, dict[str, Value]]]:
    """Yield (entity, id, field → value) of each record: what its tips add up to. `where` is a condition on ids."""
    rows = connection.execute(
        "SELECT t.entity_id, c.entity, t.field, t.action, t.n, v.new FROM _tip t "
        "JOIN change c ON c.action = t.action AND c.n = t.n JOIN value v ON v.action = t.action AND v.n = t.n "
        f"WHERE t.{where} ORDER BY t.entity_id, t.field"
    )
    for entity_id, found in groupby(rows, key=itemgetter(0)):
        record: dict[str, Value] = {}
        entity = ""
        for field, group in groupby(found, key=itemgetter(2)):
            tips = list(group)
            entity = str(tips[0][1])
            if len(tips) == 1:
                record[str(field)] = tips[0][5]
            else:
                record[str(field)] = winner(tip_values(connection, [(tip[3], tip[4]) for tip in tips])).value
        yield entity, str(entity_id), record


def _differing_fields(
    entity: str, entity_id: str, row: dict[str, Value], expected: dict[str, Value]
) -> Iterator[Difference]:
    for field, value in row.items():
        wanted = expected.get(field)
        if value != wanted or type(value) is not type(wanted):
            where = f"{entity} {entity_id} {field}"
            yield Difference("field", where, f"{wanted!r} in the history, {value!r} in the table")
