"""Questions about many records at a time, in portions that fit into one question each."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

from storage.database.connection import Connection

_PORTION = 500
"""How many values go into one question."""
_ROWS = 64
"""How many rows go into one statement."""


def in_portions(connection: Connection, sql: str, values: Sequence[str] | Sequence[int]) -> list[tuple[Any, ...]]:
    """The rows of a question whose `{}` stands for the values."""
    rows: list[tuple[Any, ...]] = []
    for portion in _portions(values):
        rows += connection.execute(sql.format(", ".join("?" * len(portion))), tuple(portion)).fetchall()
    return rows


def among(values: Iterable[str]) -> str:
    """Ids as one value, for `IN (SELECT value FROM json_each(?))`: where a statement asks about several sets."""
    return json.dumps(list(values))


def execute_rows(connection: Connection, sql: str, rows: Sequence[tuple[Any, ...]], first: Sequence[str] = ()) -> None:
    """Execute a statement whose `{}` stands for rows of values, after those `first`: many at a time."""
    for start in range(0, len(rows), _ROWS):
        portion = rows[start : start + _ROWS]
        row = f"({', '.join('?' * len(portion[0]))})"
        values = (*first, *chain.from_iterable(portion))
        connection.execute(sql.format(", ".join([row] * len(portion))), values)


def _portions(values: Sequence[str] | Sequence[int]) -> Iterator[Sequence[str] | Sequence[int]]:
    """`values` in portions that fit into one question."""
    return (values[start : start + _PORTION] for start in range(0, len(values), _PORTION))
