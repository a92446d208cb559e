"""The projection of the history into one table an entity, and queries of rows in batches."""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any, TypeVar

from storage.database.connection import Connection
from storage.domain.records import Record, Value
from storage.domain.vocabulary import ENTITIES, field_types

R = TypeVar("R", bound=Record)
_ENTITY_OF = {kind: entity for entity, kind in ENTITIES.items()}


@cache
def columns(entity: str) -> str:
    """Return the columns of an entity's table in the order of its record class, quoted for SQL."""
    return ", ".join(f'"{field}"' for field in ENTITIES[entity].__struct_fields__)


def prefixed(alias: str, entity: str) -> str:
    """Return the columns of an entity's table that a query calls `alias`."""
    return ", ".join(f"{alias}.{column}" for column in columns(entity).split(", "))


def select(entity: str) -> str:
    """Return the beginning of a query for whole rows of `entity`."""
    return f'SELECT {columns(entity)} FROM "{entity}"'


def to_record(kind: type[R], row: tuple[Value, ...]) -> R:
    """Return the record of a row read with :func:`columns`."""
    return kind(**dict(zip(kind.__struct_fields__, row, strict=True)))  # type: ignore[arg-type]


def read_row(connection: Connection, entity: str, entity_id: str) -> dict[str, Value] | None:
    """Map the fields of one record to its values; None when the tables lack it."""
    row = connection.execute(f"{select(entity)} WHERE id = ?", (entity_id,)).fetchone()
    return None if row is None else dict(zip(field_types(entity), row[1:], strict=True))


def select_records(connection: Connection, kind: type[R], clause: str, *values: Value) -> list[R]:
    """Return the records of a class whose rows an SQL clause selects and orders."""
    rows = connection.execute(f"{select(_ENTITY_OF[kind])} {clause}", values).fetchall()
    return [to_record(kind, row) for row in rows]


def select_record(connection: Connection, kind: type[R], clause: str, *values: Value) -> R | None:
    """Return the first record of a class whose row an SQL clause selects; None without one."""
    row = connection.execute(f"{select(_ENTITY_OF[kind])} {clause}", values).fetchone()
    return None if row is None else to_record(kind, row)


def query_column(connection: Connection, sql: str, *values: Value) -> list[Any]:
    """Return the first column of a query's rows."""
    return [row[0] for row in connection.execute(sql, values).fetchall()]


def has_rows(connection: Connection, sql: str, *values: Value) -> bool:
    """Return True if a query has any row; it should select only one."""
    return connection.execute(sql, values).fetchone() is not None


def row_numbers(connection: Connection, entity: str) -> list[tuple[str, int]]:
    """Return (id, row number) of every row of the table itself, without using an index."""
    return connection.execute(f'SELECT id, rid FROM "{entity}" NOT INDEXED').fetchall()


def row_at(connection: Connection, entity: str, rid: int) -> dict[str, Value]:
    """Map the fields of the record at an existing row number to its values."""
    row = connection.execute(f"{select(entity)} NOT INDEXED WHERE rid = ?", (rid,)).fetchone()
    return dict(zip(field_types(entity), row[1:], strict=True))


def rows_where(connection: Connection, entity: str, values: Mapping[str, Value]) -> dict[str, dict[str, Value]]:
    """Map ids to the fields of the records with these values, oldest first."""
    clause = " AND ".join(f'"{name}" IS ?' for name in values) or "true"
    rows = connection.execute(f"{select(entity)} WHERE {clause} ORDER BY rid", tuple(values.values())).fetchall()
    return {row[0]: dict(zip(field_types(entity), row[1:], strict=True)) for row in rows}


def insert_row(connection: Connection, entity: str, entity_id: str, row: Mapping[str, Value]) -> int:
    """Insert a new record and return its row number."""
    names = ", ".join(f'"{name}"' for name in row)
    sql = f'INSERT INTO "{entity}"(id, {names}) VALUES (?{", ?" * len(row)})'
    return int(connection.execute(sql, (entity_id, *row.values())).lastrowid or 0)


def update_row(connection: Connection, entity: str, entity_id: str, row: Mapping[str, Value]) -> None:
    """Update a record in its table."""
    updates = ", ".join(f'"{name}" = ?' for name in row)
    connection.execute(f'UPDATE "{entity}" SET {updates} WHERE id = ?', (*row.values(), entity_id))


def delete_row(connection: Connection, entity: str, entity_id: str) -> None:
    """Delete a record without values from its table; the history keeps those it had."""
    connection.execute(f'DELETE FROM "{entity}" WHERE id = ?', (entity_id,))


_BATCH_VALUES = 500
"""Values bound to one query at most."""
_BATCH_ROWS = 64
"""Rows written by one statement at most."""


def batched_query(connection: Connection, sql: str, values: Iterable[str] | Iterable[int]) -> list[tuple[Any, ...]]:
    """Return the rows of a query whose `{}` stands for bound values, each bound once, in batches."""
    distinct, rows = list(dict.fromkeys(values)), list[tuple[Any, ...]]()
    for start in range(0, len(distinct), _BATCH_VALUES):
        batch = distinct[start : start + _BATCH_VALUES]
        rows += connection.execute(sql.format(", ".join("?" * len(batch))), batch).fetchall()
    return rows


def rows_by_owner(rows: Iterable[Sequence[Any]]) -> dict[str, list[tuple[Any, ...]]]:
    """Map the first column of rows to the rest of them, in the same order."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for owner, *rest in rows:
        found.setdefault(owner, []).append(tuple(rest))
    return found


def values_by_owner(pairs: Iterable[Sequence[Any]]) -> dict[str, list[Any]]:
    """Map the first of two columns to the values of the second, in the same order."""
    found: dict[str, list[Any]] = {}
    for owner, value in pairs:
        found.setdefault(owner, []).append(value)
    return found


IN_ARRAY = "IN (SELECT value FROM json_each(?))"
"""SQL condition on a column, bound to one :func:`json_array`."""


def json_array(values: Iterable[str] | Iterable[int]) -> str:
    """Return ids or row numbers as one bound value, however many they are."""
    return json.dumps(list(values))


def execute_rows(connection: Connection, sql: str, rows: Sequence[tuple[Any, ...]], first: Sequence[str] = ()) -> None:
    """Execute a statement whose `{}` stands for rows of values, in batches; `first` are bound before each."""
    for start in range(0, len(rows), _BATCH_ROWS):
        batch = rows[start : start + _BATCH_ROWS]
        row = f"({', '.join('?' * len(batch[0]))})"
        values = (*first, *chain.from_iterable(batch))
        connection.execute(sql.format(", ".join([row] * len(batch))), values)
