"""A list and the record under its cursor in full: beside each other where there is room, else one above the other."""

from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message

from tui.situation import Pane
from tui.widgets.lines_pane import LinesPane
from tui.widgets.plain import cut, plain_line
from tui.widgets.windowed_table import WindowedTable

WIDE = 150
"""Cells from which list and detail stand side by side."""
FRAME = 6
"""Cells of a title's line that its frame takes."""


class TwoPanes(Container):
    """A list above or beside a detail; one of them has the keyboard."""

    class Changed(Message):
        """The cursor or the part with the keyboard is another."""

    class Opened(Message):
        """Enter or a double click on a row."""

    def __init__(self, table: "WindowedTable[Any]", detail: LinesPane, names: tuple[Pane, Pane]) -> None:
        """List and detail, with what they are called."""
        super().__init__()
        self._list = table
        self._detail = detail
        self._names = names
        self._title = ""

    def compose(self) -> ComposeResult:
        """The list and the detail."""
        yield self._list
        yield self._detail

    @property
    def pane(self) -> Pane:
        """The part that has the keyboard."""
        return self._names[1] if self._detail.has_focus else self._names[0]

    def step(self, _panes: int) -> None:
        """Give the other part the keyboard."""
        (self._detail if self._list.has_focus else self._list).focus()

    def back_to_list(self) -> None:
        """Give the list the keyboard."""
        self._list.focus()

    def entitle(self, title: str) -> None:
        """Say what the list holds, in the line above it."""
        self._title = title
        self._list.border_title = plain_line(cut(title, max(self._list.size.width - FRAME, FRAME)))

    def on_resize(self) -> None:
        """Stand side by side where there is room."""
        self.set_class(self.size.width >= WIDE, "wide")
        self.call_after_refresh(lambda: self.entitle(self._title))

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Other keys do something now."""
        self.post_message(self.Changed())

    @on(WindowedTable.RowHighlighted)
    def tell(self, event: WindowedTable.RowHighlighted) -> None:
        """Another row."""
        event.stop()
        self.show_detail()
        self.post_message(self.Changed())

    @on(WindowedTable.RowActivated)
    def activate(self, event: WindowedTable.RowActivated) -> None:
        """Enter on a row."""
        event.stop()
        if event.record_id:
            self.post_message(self.Opened())

    def show_detail(self) -> None:
        """Tell of the row under the cursor."""
        raise NotImplementedError
