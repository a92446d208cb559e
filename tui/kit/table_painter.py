"""Drawing of a long list: header, rows, heads, marks, cursor and scroll bar, line by line."""

from collections.abc import Sequence
from typing import Generic

from textual.cache import LRUCache
from textual.geometry import Region
from textual.strip import Strip

from tui.kit.drawing import Cell, Column, Drawn, laid_out, row_cells, title_cells
from tui.kit.plain import fit
from tui.kit.row_window import R, RowStore, Window

KEPT = 4096
"""Records kept before those out of sight are forgotten."""
HEADER = 1
"""Lines of the header."""
MARKED, UNMARKED = "▌", " "
WAITING = "…"


class PaintedTable(Drawn, Generic[R]):
    """Drawing half of a table: its rows, and each line of them."""

    def __init__(self, columns: Sequence[Column[R]], *, empty: str, dom_id: str | None) -> None:
        """Create a table of `columns`; `empty` is shown when there are no rows."""
        super().__init__(id=dom_id)
        self._columns = columns
        self._empty = empty
        self._window = Window()
        self._store: RowStore[R] = RowStore(KEPT)
        self._marks: dict[int, str] = {}
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(1024)

    @property
    def current(self) -> R | None:
        """Return the record under the cursor, if it is loaded."""
        return self._store.get(self._window.entry)

    @property
    def entry(self) -> int | None:
        """Return the entry under the cursor."""
        return self._window.entry

    @property
    def at_top(self) -> bool:
        """Return True while the cursor is on the first row."""
        return self._window.cursor <= self._window.first

    def around(self, rows: int) -> list[str]:
        """Return ids of the loaded records within `rows` of the cursor, the nearest first."""
        cursor = self._window.cursor
        near = sorted(range(cursor - rows, cursor + rows + 1), key=lambda position: abs(position - cursor))
        rids = [rid for at in near if at >= 0 for rid in self._window.listing.rids(at, at + 1)]
        return [row.id for rid in rids if (row := self._store.get(rid)) is not None]

    def render_line(self, y: int) -> Strip:
        """Draw the header, an entry, or the text of an empty list."""
        width = self.content_size.width
        if y < HEADER:
            cells = [Cell(UNMARKED), *title_cells(laid_out(self._columns, width - 2))]
            return self.strip(cells, width, "table--header")
        position = self._window.top + y - HEADER
        if position < len(self._window.listing):
            return self._with_scroll_mark(self._entry_strip(position, width - 1), y - HEADER)
        if not self._window.listing and y == HEADER:
            return self.strip([Cell(fit(f" {self._empty}", width), "text--dim")], width)
        return Strip.blank(width, self.ground)

    def _entry_strip(self, position: int, width: int) -> Strip:
        """Return the line of an entry, cached for each look."""
        entry = self._window.listing.entries[position]
        at_cursor = position == self._window.cursor
        state = (at_cursor, at_cursor and self.has_focus, entry in self._marks, entry in self._store)
        # The number of a head is used again by the next listing, a record's never.
        content = self._store.version(entry) if entry > 0 else self._window.listing.text_at(position)
        key = (entry, content, state, width, self.app.theme)
        strip = self._strips.get(key)
        if strip is None:
            style = self._row_style(entry, at_cursor=at_cursor)
            colours = not (at_cursor and self.has_focus)
            strip = self._strips[key] = self._drawn_entry(position, width, style, colours=colours)
        return strip

    def _drawn_entry(self, position: int, width: int, style: str, *, colours: bool) -> Strip:
        """Draw an entry; under the cursor without colours of cells, which would be hard to read."""
        entry, text = self._window.listing.entries[position], self._window.listing.text_at(position)
        if text is not None:
            return self.strip([Cell(UNMARKED), Cell(fit(text, width - 1))], width, style)
        mark = Cell(MARKED if entry in self._marks else UNMARKED, "text--key")
        row = self._store.get(entry)
        cells = [Cell(WAITING, "text--dim")] if row is None else row_cells(laid_out(self._columns, width - 1), row)
        return self.strip([mark, *(cells if colours else (Cell(cell.text) for cell in cells))], width, style)

    def _row_style(self, entry: int, *, at_cursor: bool) -> str:
        if entry < 0:
            return "table--head"
        if at_cursor:
            return "table--cursor" if self.has_focus else "table--cursor-away"
        return "table--marked" if entry in self._marks else ""

    def _with_scroll_mark(self, strip: Strip, line: int) -> Strip:
        first, size = self._window.thumb(self._window.height)
        sized = self._window.height == max(self.content_size.height - HEADER, 1)  # not yet, at the first paint
        inside = sized and first <= line < first + size
        mark = self.strip([Cell("▐" if inside else " ")], 1, "table--scroll")
        return Strip.join([strip, mark])

    def _refresh_entries(self, *positions: int) -> None:
        """Repaint the lines at these positions and no others."""
        width = self.content_size.width
        self.refresh(*(Region(0, p - self._window.top + HEADER, width, 1) for p in positions))
