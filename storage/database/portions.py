"""Questions about many records at a time, in portions that fit into one question each."""

from collections.abc import Iterator, Sequence
from typing import Any

from storage.database.connection import Connection

_PORTION = 500
"""How many values go into one question."""


def in_portions(connection: Connection, sql: str, values: Sequence[str] | Sequence[int]) -> list[tuple[Any, ...]]:
    """The rows of a question whose `{}` stands for the values."""
    rows: list[tuple[Any, ...]] = []
    for portion in portions(values):
        rows += connection.execute(sql.format(", ".join("?" * len(portion))), tuple(portion)).fetchall()
    return rows


def portions(values: Sequence[str] | Sequence[int]) -> Iterator[Sequence[str] | Sequence[int]]:
    """`values` in portions that fit into one question."""
    return (values[start : start + _PORTION] for start in range(0, len(values), _PORTION))
