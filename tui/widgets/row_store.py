"""The records a table has read: by number, each with a version that goes up when it is read again."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar


class HasId(Protocol):
    """A record with an id."""

    @property
    def id(self) -> str:
        """The record's id."""


R = TypeVar("R", bound=HasId)


class RowStore(Generic[R]):
    """Records by row number, at most `kept` of them for long."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._rows: dict[int, R] = {}
        self._versions: dict[int, int] = {}
        self._asked: set[int] = set()

    def __contains__(self, rid: int) -> bool:
        return rid in self._rows

    def get(self, rid: int | None) -> R | None:
        """The record, if it has been read."""
        return None if rid is None else self._rows.get(rid)

    def version(self, rid: int) -> int:
        """How many times the record has been read."""
        return self._versions.get(rid, 0)

    def to_ask(self, rids: Iterable[int]) -> list[int]:
        """Those of `rids` that are neither read nor asked for; from now on they are asked for."""
        missing = [rid for rid in rids if rid not in self._rows and rid not in self._asked]
        self._asked.update(missing)
        return missing

    def receive(self, rows: Mapping[int, R], keep: Collection[int]) -> None:
        """Take records in; of very many, those read first go, but for `keep`."""
        for rid, row in rows.items():
            self._versions[rid] = self.version(rid) + 1
            self._rows[rid] = row
        self._asked.difference_update(rows)
        if len(self._rows) > self._kept:
            for rid in [rid for rid in self._rows if rid not in keep][: self._kept // 2]:
                del self._rows[rid]

    def stale(self, ids: Collection[str] | None, shown: Collection[int]) -> Sequence[int]:
        """The records shown with one of these ids (any, for None), to be read again; those out of sight go now."""
        stale = [rid for rid, row in self._rows.items() if ids is None or row.id in ids]
        for rid in stale:
            if rid not in shown:
                del self._rows[rid]
        return [rid for rid in stale if rid in shown]
