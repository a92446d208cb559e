"""What the screens of a list that is filtered have in common: the filter line and the panes."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from tui.language.catalogue import _
from tui.screens.changing import ChangingScreen
from tui.screens.panes import Panes
from tui.screens.two_panes import TwoPanes
from tui.widgets.filter_line import FilterLine
from tui.widgets.footer import Footer
from tui.widgets.summary_bar import SummaryBar
from tui.work import Failed, Work


class ListScreen(ChangingScreen):
    """A list, what is under its cursor in full, and a line to filter by."""

    PROMPT: ClassVar[str] = ""
    """Swedish message id: what stands in the filter line before anything is written."""

    def __init__(self, work: Work, failed: Failed, view: TwoPanes | Panes, go: Callable[[str, str], None]) -> None:
        """`failed` shows an error; `go` shows a record, by entity and id, on the screen that lists it."""
        super().__init__(work, failed)
        self._panes = view
        self._go = go

    def compose(self) -> ComposeResult:
        """Summary, list and detail, filter line, keys."""
        yield SummaryBar()
        yield self._panes
        yield FilterLine(_(self.PROMPT))
        yield Footer()

    def on_mount(self) -> None:
        """Ask for the list, and begin in it."""
        self._panes.back_to_list()
        self.read_list()

    def read_list(self) -> None:
        """Ask for the list."""
        raise NotImplementedError

    def read_again(self) -> None:
        """Something else has written, another screen or another program: show it."""
        self.ask_overview()
        self.read_list()

    @on(Panes.Changed)
    @on(TwoPanes.Changed)
    def show_view(self) -> None:
        """Say how things stand, above, and what can be done, below."""
        self.show_situation()

    @on(FilterLine.Left)
    def back_to_list(self) -> None:
        """Keep the filter, and go on in the list."""
        self._panes.back_to_list()

    def action_filter(self) -> None:
        """Write in the filter line."""
        self.query_one(FilterLine).open()

    def action_leave(self) -> None:
        """Filter nothing."""
        self.query_one(FilterLine).clear_line()
        self._panes.back_to_list()

    def action_pane(self, step: int) -> None:
        """Go to another part."""
        self._panes.step(step)
