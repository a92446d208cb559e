"""Layout of lists and detail: side by side where there is room, else one list over the detail."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.widget import Widget

from tui.kit.command import Pane
from tui.kit.lines_pane import LinesPane
from tui.kit.plain import cut, plain_line
from tui.kit.row_window import R
from tui.kit.windowed_table import Fetch, Receive, Unread, WindowedTable
from tui.register_executor import Job, RegisterExecutor

AUDITS: tuple[Pane, Pane, Pane] = ("audits", "recommendations", "detail")

TWO_COLUMNS = 100
"""Cells from which audits and recommendations stand side by side."""
THREE_COLUMNS = 160
"""Cells from which the detail has a column of its own."""


class Panes(Container):
    """Two lists and a detail; one of them has the focus."""

    class Changed(Message):
        """The cursor, the marks or the pane with the focus has changed."""

    def __init__(self, first: Widget, second: Widget, detail: Widget, names: tuple[Pane, Pane, Pane] = AUDITS) -> None:
        """Create it of both lists and the detail, with their labels."""
        super().__init__()
        self._names = names
        self._panes: dict[Pane, Widget] = dict(zip(names, (first, second, detail), strict=True))
        self.pane: Pane = self.first_list
        """The pane that has, or had last, the keyboard."""

    def compose(self) -> ComposeResult:
        """Yield the three panes."""
        yield from self._panes.values()

    @property
    def first_list(self) -> Pane:
        """Return the list that has the focus at first."""
        return self._names[1]

    def back_to_list(self) -> None:
        """Focus that list."""
        self.go_to(self.first_list)

    @property
    def list_of_detail(self) -> Pane:
        """Return the list whose record the detail shows."""
        return self._names[1]

    def go_to(self, pane: Pane) -> None:
        """Focus a pane."""
        self.pane = pane
        self._arrange()
        self._panes[pane].focus()

    def step(self, panes: int) -> None:
        """Focus the next pane, or the previous one."""
        self.go_to(self._names[(self._names.index(self.pane) + panes) % len(self._names)])

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember the pane that has the focus."""
        self.pane = next((pane for pane, widget in self._panes.items() if widget is event.widget), self.pane)
        self._arrange()
        self.post_message(self.Changed())

    def on_resize(self) -> None:
        """Arrange the panes for the new width."""
        self._arrange()

    def _arrange(self) -> None:
        """Arrange columns for the width; where it is narrow, one list at a time."""
        width = self.size.width
        self.set_class(width >= TWO_COLUMNS, "two-columns")
        self.set_class(width >= THREE_COLUMNS, "three-columns")
        one_list = width < TWO_COLUMNS
        first, second, detail = self._names
        shown = self.list_of_detail if self.pane == detail else self.pane
        self._panes[first].display = not one_list or shown == first
        self._panes[second].display = not one_list or shown == second


def fetching(executor: RegisterExecutor, name: str, rows: Callable[[Sequence[int]], Job[Mapping[int, R]]]) -> Fetch[R]:
    """Return the fetch function of a table: a read of records by row number."""

    def fetch(rids: Sequence[int], receive: Receive[R], unread: Unread) -> None:
        executor.ask(f"{name} from {rids[0]}", rows(rids), receive, unread=unread)

    return fetch


WIDE = 150
"""Cells from which list and detail stand side by side."""
FRAME = 6
"""Cells of a title's line that its frame takes."""


class TwoPanes(Container):
    """List above or beside a detail; one of them has the focus."""

    class Changed(Message):
        """The cursor or the pane with the focus has changed."""

    class Opened(Message):
        """A row was activated by Enter or a double click."""

    def __init__(self, table: "WindowedTable[Any]", detail: LinesPane, names: tuple[Pane, Pane]) -> None:
        """Create it of list and detail, with their labels."""
        super().__init__()
        self._list = table
        self._detail = detail
        self._names = names
        self._title = ""

    def compose(self) -> ComposeResult:
        """Yield the list and the detail."""
        yield self._list
        yield self._detail

    @property
    def pane(self) -> Pane:
        """Return the pane that has the focus."""
        return self._names[1] if self._detail.has_focus else self._names[0]

    def step(self, _panes: int) -> None:
        """Focus the other pane."""
        (self._detail if self._list.has_focus else self._list).focus()

    def back_to_list(self) -> None:
        """Focus the list."""
        self._list.focus()

    def entitle(self, title: str) -> None:
        """Set the title of the list."""
        self._title = title
        self._list.border_title = plain_line(cut(title, max(self._list.size.width - FRAME, FRAME)))

    def on_resize(self) -> None:
        """Place list and detail side by side where there is room."""
        self.set_class(self.size.width >= WIDE, "wide")
        self.call_after_refresh(lambda: self.entitle(self._title))

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Report that the focus has moved."""
        self.post_message(self.Changed())

    @on(WindowedTable.RowHighlighted)
    def report_row(self, event: WindowedTable.RowHighlighted) -> None:
        """Report another row."""
        event.stop()
        self.show_detail()
        self.post_message(self.Changed())

    @on(WindowedTable.RowActivated)
    def activate(self, event: WindowedTable.RowActivated) -> None:
        """Report an activated row."""
        event.stop()
        if event.record_id:
            self.post_message(self.Opened())

    def show_detail(self) -> None:
        """Show the row under the cursor."""
        raise NotImplementedError
