"""Rows of a long list and the visible part of them: integers only, so that 100,000 rows cost nothing.

Pure: no widget, no database.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from msgspec import Struct, field

EVERYTHING = 0
"""The entry that stands for all rows together; no record has this number."""


class Listing(Struct, frozen=True):
    """Entries of a list in order.

    A positive entry is a row's number in its table (`rid`), 0 is *everything*, a negative one a group's head.
    """

    entries: Sequence[int] = field(default_factory=lambda: array("q"))
    heads: tuple[str, ...] = ()
    """Texts of the heads; entry -1 is the first."""
    everything: str | None = None
    """Text of the entry *everything*, where there is one."""

    def __len__(self) -> int:
        return len(self.entries)

    def text_at(self, position: int) -> str | None:
        """Return the text of an entry that is no record; None for a record."""
        entry = self.entries[position]
        if entry == EVERYTHING:
            return self.everything or ""
        return self.heads[-entry - 1] if entry < 0 else None

    def is_head(self, position: int) -> bool:
        """Return True when the cursor skips the entry."""
        return self.entries[position] < 0

    def position_of(self, entry: int | None) -> int | None:
        """Return the index of an entry, if it is there."""
        try:
            return None if entry is None else self.entries.index(entry)
        except ValueError:
            return None

    def rids(self, start: int, stop: int) -> list[int]:
        """Return the records between two positions."""
        return [entry for entry in self.entries[max(start, 0) : stop] if entry > 0]


def grouped(rids: Sequence[int], groups: Sequence[str | None]) -> Listing:
    """Return a listing with a head wherever the group changes; none without groups."""
    entries = array("q")
    heads: list[str] = []
    before: str | None = None
    for rid, group in zip(rids, groups, strict=True):
        if group and group != before:
            heads.append(group)
            entries.append(-len(heads))
        before = group
        entries.append(rid)
    return Listing(entries, tuple(heads))


V = TypeVar("V")


def by_rid(rids: Sequence[int], read: Callable[[Sequence[int]], Sequence[V]]) -> dict[int, V]:
    """Map row numbers to the records that `read` loads; rows that are gone are found by loading one at a time."""
    views = read(rids)
    if len(views) == len(rids):
        return dict(zip(rids, views, strict=True))
    return {rid: view for rid in rids for view in read([rid])}


class Window:
    """Visible part of a listing, and the cursor in it."""

    def __init__(self) -> None:
        self.listing = Listing()
        self.cursor = 0
        self.top = 0
        self.height = 1

    @property
    def entry(self) -> int | None:
        """Return the entry under the cursor; None when there are none, or only heads."""
        if not self.listing or self.listing.is_head(self.cursor):
            return None
        return self.listing.entries[self.cursor]

    @property
    def first(self) -> int:
        """Return the position of the first row."""
        return self._row_from(0, 1, 0)

    def show(self, listing: Listing, at: int | None = None) -> None:
        """Show another listing, with the cursor on the entry `at`, else on the one it was on, if it is there."""
        before = self.entry
        self.listing = listing
        found = listing.position_of(at)
        if found is None:
            found = listing.position_of(before)
        self.go(found if found is not None else min(self.cursor, max(len(listing) - 1, 0)))

    def resize(self, height: int) -> None:
        """Show `height` entries, the cursor among them."""
        self.height = max(height, 1)
        self._scroll_to_cursor()

    def go(self, position: int) -> None:
        """Move the cursor to a position, or to the nearest row after it, else before it."""
        last = len(self.listing) - 1
        if last < 0:
            self.cursor = self.top = 0
            return
        position = min(max(position, 0), last)
        step = -1 if position < self.cursor else 1
        self.cursor = self._row_from(position, step, self._row_from(position, -step, position))
        self._scroll_to_cursor()

    def move(self, rows: int) -> None:
        """Move the cursor; it stops at the ends."""
        self.go(self.cursor + rows)

    def scroll(self, rows: int) -> None:
        """Scroll; the cursor follows only when it would leave the window."""
        self.top = min(max(self.top + rows, 0), self._last_top)
        lowest = min(self.top + self.height, len(self.listing)) - 1
        inside = min(max(self.cursor, self.top), max(lowest, 0))
        if inside != self.cursor and len(self.listing):
            step = 1 if inside > self.cursor else -1
            self.cursor = self._row_from(inside, step, self.cursor)
            self._scroll_to_cursor()  # where only group heads would be shown, there is nowhere to scroll to

    def thumb(self, track: int) -> tuple[int, int]:
        """Return (first cell, number of cells) of the thumb in a track of so many cells; none when all fits."""
        total = len(self.listing)
        if total <= self.height or track <= 0:
            return 0, 0
        size = max(track * self.height // total, 1)
        return (track - size) * self.top // self._last_top, size

    @property
    def _last_top(self) -> int:
        return max(len(self.listing) - self.height, 0)

    def _row_from(self, position: int, step: int, otherwise: int) -> int:
        """Return the nearest position that is no head, in one direction."""
        while 0 <= position < len(self.listing):
            if not self.listing.is_head(position):
                return position
            position += step
        return otherwise

    def _scroll_to_cursor(self) -> None:
        first = self.cursor
        while first > 0 and self.listing.is_head(first - 1):
            first -= 1
        first = max(first, self.cursor - self.height + 1)
        if first < self.top:
            self.top = first
        elif self.cursor >= self.top + self.height:
            self.top = self.cursor - self.height + 1
        self.top = min(self.top, self._last_top)


class HasId(Protocol):
    """Record with an id."""

    @property
    def id(self) -> str:
        """Return the record's id."""


R = TypeVar("R", bound=HasId)


class RowStore(Generic[R]):
    """Cache of records by row number, of about `kept` of them."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self._rows: dict[int, R] = {}
        self._versions: dict[int, int] = {}
        self._queried: set[int] = set()

    def __contains__(self, rid: int) -> bool:
        return rid in self._rows

    def get(self, rid: int | None) -> R | None:
        """Return the record, if it is loaded."""
        return None if rid is None else self._rows.get(rid)

    def version(self, rid: int) -> int:
        """Count the times the record has been loaded."""
        return self._versions.get(rid, 0)

    def to_query(self, rids: Iterable[int]) -> list[int]:
        """Return those of `rids` that are neither loaded nor queried; from now on they count as queried."""
        missing = [rid for rid in rids if rid not in self._rows and rid not in self._queried]
        self._queried.update(missing)
        return missing

    def receive(self, rows: Mapping[int, R], keep: Collection[int]) -> None:
        """Add records; beyond the limit the oldest are dropped, except `keep`."""
        for rid, row in rows.items():
            self._versions[rid] = self.version(rid) + 1
            self._rows[rid] = row
        self._queried.difference_update(rows)
        if len(self._rows) > self._kept:
            for rid in [rid for rid in self._rows if rid not in keep][: self._kept // 2]:
                del self._rows[rid]

    def unread(self, rids: Iterable[int]) -> None:
        """Let these be queried again: loading them failed."""
        self._queried.difference_update(rids)

    def stale(self, ids: Collection[str] | None, shown: Collection[int]) -> Sequence[int]:
        """Return the visible records of these ids (any, for None), to be reloaded; drop the others."""
        stale = [rid for rid, row in self._rows.items() if ids is None or row.id in ids]
        for rid in stale:
            if rid not in shown:
                del self._rows[rid]
        return [rid for rid in stale if rid in shown]
