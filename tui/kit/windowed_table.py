"""A list that asks only for the rows it shows, whatever its length.

The table knows the order of the whole list as integers and reads records in blocks around what is shown. A cursor
move repaints two lines and lays nothing out.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message

from tui.kit.command import bindings
from tui.kit.drawing import Column
from tui.kit.keys import MARK_COMMANDS, MOVE_COMMANDS
from tui.kit.row_window import EVERYTHING, Listing, R
from tui.kit.table_painter import HEADER, PaintedTable

BLOCK = 64
"""Rows of a query."""
WHEEL = 3
"""Rows that a turn of the wheel scrolls."""

Receive = Callable[[Mapping[int, R]], None]
Unread = Callable[[], None]
"""Lets records that could not be loaded be queried again."""
Fetch = Callable[[Sequence[int], Receive[R], Unread], None]
"""Asks for the records with these numbers, and hands them over later on the loop."""


class WindowedTable(PaintedTable[R], can_focus=True):
    """Long list with a cursor and marks. Records are named by id, never by position."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("table", *MARK_COMMANDS, *MOVE_COMMANDS)

    class RowMessage(Message):
        """Message about one record."""

        def __init__(self, table: "WindowedTable[Any]", record_id: str | None) -> None:
            """Create it; `record_id` is empty for the entry *everything*, None when nothing is under the cursor."""
            super().__init__()
            self.table = table
            self.record_id = record_id

        @property
        def control(self) -> "WindowedTable[Any]":
            """Return the table that sent it."""
            return self.table

    class RowHighlighted(RowMessage):
        """The cursor is on another record."""

    class RowActivated(RowMessage):
        """A record was activated by Enter or a double click."""

    class MarksChanged(Message):
        """Other records are marked."""

        def __init__(self, table: "WindowedTable[Any]", ids: tuple[str, ...]) -> None:
            super().__init__()
            self.table = table
            self.ids = ids

        @property
        def control(self) -> "WindowedTable[Any]":
            """Return the table that sent it."""
            return self.table

    def __init__(
        self,
        columns: Sequence[Column[R]],
        fetch: Fetch[R],
        *,
        empty: str = "",
        markable: bool = True,
        dom_id: str | None = None,
        follow: Callable[[str], None] | None = None,
    ) -> None:
        """A list of no records yet.

        Args:
            columns: what of a record stands where.
            fetch: where records come from.
            empty: what to say when there are no rows.
            markable: whether rows can be marked.
            dom_id: its id in the style sheet.
            follow: told at once of the record under the cursor, so that what shows it is painted in the same frame.
        """
        super().__init__(columns, empty=empty, dom_id=dom_id)
        self._markable = markable
        self._fetch = fetch
        self._follow = follow
        self._reported: tuple[int | None, str | None] | None = None

    def go_to(self, entry: int) -> None:
        """Move the cursor to an entry, if the list has it."""
        position = self._window.listing.position_of(entry)
        if position is not None:
            self._go(lambda: self._window.go(position))

    def go_to_next(self, entries: Collection[int]) -> bool:
        """Move the cursor to the next of these entries, wrapping at the end; return False when there is none."""
        every, cursor = self._window.listing.entries, self._window.cursor
        places = (*range(cursor + 1, len(every)), *range(min(cursor + 1, len(every))))
        position = next((place for place in places if every[place] in entries), None) if entries else None
        if position is None:
            return False
        self._go(lambda: self._window.go(position))
        return True

    @property
    def marked(self) -> tuple[str, ...]:
        """Return ids of the marked records that the list has now, in its order."""
        if not self._marks:
            return ()
        return tuple(self._marks[entry] for entry in self._window.listing.entries if entry in self._marks)

    @property
    def marked_hidden(self) -> tuple[str, ...]:
        """Return ids of the marked records that the list does not have now."""
        shown = set(self.marked)
        return tuple(record for record in self._marks.values() if record not in shown)

    def show(
        self,
        listing: Listing,
        rows: Mapping[int, R] | None = None,
        *,
        at: int | None = None,
        columns: Sequence[Column[R]] | None = None,
        empty: str | None = None,
    ) -> None:
        """Show another list, with the cursor on the same record when the list still has it.

        Args:
            listing: the order.
            rows: records that came with it.
            at: the entry to put the cursor on.
            columns: other columns than before.
            empty: what to say when there are no rows.
        """
        if columns is not None and columns is not self._columns:
            self._columns = columns
            self._strips.clear()
        self._empty = self._empty if empty is None else empty
        self._window.show(listing, at)
        self._receive(rows or {})
        self._want_rows()
        self.refresh()
        self._report()

    def reload(self, ids: Iterable[str] | None = None) -> None:
        """Reload the records of these ids; every record, for None."""
        again = self._store.stale(None if ids is None else set(ids), self._shown_rids())
        if again:
            self._fetch(again, self._receive, partial(self._store.unread, again))

    def update_rows(self, rows: Mapping[int, R]) -> None:
        """Replace records by number after a change of some of them."""
        self._receive(rows)

    def clear_marks(self) -> None:
        """Remove all marks."""
        if self._marks:
            self._marks.clear()
            self.refresh()
            self.post_message(self.MarksChanged(self, ()))

    def action_move(self, rows: int) -> None:
        """Move the cursor some rows."""
        self._go(lambda: self._window.move(rows))

    def action_page(self, pages: int) -> None:
        """Move the cursor some pages."""
        self.action_move(pages * max(self._window.height - 1, 1))

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self._go(lambda: self._window.go(0))

    def action_last(self) -> None:
        """Move the cursor to the last row."""
        self._go(lambda: self._window.go(len(self._window.listing) - 1))

    def action_activate(self) -> None:
        """Report that the row under the cursor was chosen."""
        self.post_message(self.RowActivated(self, self._current_id()))

    def action_mark(self) -> None:
        """Mark the row under the cursor, or remove its mark, and move to the next."""
        row, entry = self.current, self._window.entry
        if row is None or not entry or not self._markable:
            return
        if self._marks.pop(entry, None) is None:
            self._marks[entry] = row.id
        self._refresh_entries(self._window.cursor)
        self.post_message(self.MarksChanged(self, self.marked))
        self.action_move(1)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row clicked; a double click is Enter."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y < HEADER:
            return
        position = self._window.top + offset.y - HEADER
        if position < len(self._window.listing):
            self._go(lambda: self._window.go(position))
            if event.chain == 2:
                self.action_activate()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; nothing behind the table scrolls."""
        event.stop()
        self._go(lambda: self._window.scroll(WHEEL))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll; nothing behind the table scrolls."""
        event.stop()
        self._go(lambda: self._window.scroll(-WHEEL))

    def on_resize(self) -> None:
        """Show as many rows as fit."""
        self._window.resize(self.content_size.height - HEADER)
        self._want_rows()
        self.refresh()

    def _go(self, change: Callable[[], None]) -> None:
        """Move cursor or window, and repaint no more than that needs."""
        top, cursor = self._window.top, self._window.cursor
        change()
        if top != self._window.top:
            self._want_rows()
            self.refresh()
        elif cursor != self._window.cursor:
            self._refresh_entries(cursor, self._window.cursor)
        self._report()

    def _report(self) -> None:
        """Report the record under the cursor once, when it is loaded."""
        entry, record_id = self._window.entry, self._current_id()
        if (entry and record_id is None) or (entry, record_id) == self._reported:
            return
        self._reported = (entry, record_id)
        if self._follow is not None and record_id:
            self._follow(record_id)
        self.post_message(self.RowHighlighted(self, record_id))

    def _current_id(self) -> str | None:
        row = self.current
        if row is not None:
            return row.id
        return "" if self._window.entry == EVERYTHING else None

    def _shown_rids(self) -> list[int]:
        return self._window.listing.rids(self._window.top, self._window.top + self._window.height)

    def _want_rows(self) -> None:
        """Query the blocks around the visible rows, where a row is not loaded."""
        top, height = self._window.top, self._window.height
        if all(rid in self._store for rid in self._shown_rids()):
            return
        start = top - top % BLOCK
        stop = top + height + (-(top + height) % BLOCK)
        missing = self._store.to_query(self._window.listing.rids(start, stop))
        if missing:
            self._fetch(missing, self._receive, partial(self._store.unread, missing))

    def _receive(self, rows: Mapping[int, R]) -> None:
        """Draw records that have been loaded, where they are visible."""
        self._store.receive(rows, {*self._shown_rids(), self._window.entry or EVERYTHING})
        shown = self._window.listing.entries[self._window.top : self._window.top + self._window.height]
        positions = [self._window.top + line for line, entry in enumerate(shown) if entry in rows]
        if positions:
            self._refresh_entries(*positions)
        self._report()
