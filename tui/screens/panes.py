"""Three panes and how they stand: beside each other where there is room, else one list over the detail."""

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.widget import Widget

from tui.situation import Pane

AUDITS: tuple[Pane, Pane, Pane] = ("audits", "recommendations", "detail")

TWO_COLUMNS = 100
"""Cells from which audits and recommendations stand side by side."""
THREE_COLUMNS = 160
"""Cells from which the detail has a column of its own."""


class Panes(Container):
    """Two lists and a detail; one of them has the keyboard."""

    class Changed(Message):
        """The cursor, the marks or the pane with the keyboard is another."""

    def __init__(self, first: Widget, second: Widget, detail: Widget, names: tuple[Pane, Pane, Pane] = AUDITS) -> None:
        """Both lists and the detail, with what they are called."""
        super().__init__()
        self._names = names
        self._panes: dict[Pane, Widget] = dict(zip(names, (first, second, detail), strict=True))
        self.pane: Pane = self.first_list
        """The pane that has, or had last, the keyboard."""

    def compose(self) -> ComposeResult:
        """The three panes."""
        yield from self._panes.values()

    @property
    def first_list(self) -> Pane:
        """The list that one begins in, and comes back to."""
        return self._names[1]

    def back_to_list(self) -> None:
        """Give that list the keyboard."""
        self.go_to(self.first_list)

    @property
    def list_of_detail(self) -> Pane:
        """The list whose record the detail tells of."""
        return self._names[1]

    def go_to(self, pane: Pane) -> None:
        """Give a pane the keyboard."""
        self.pane = pane
        self._arrange()
        self._panes[pane].focus()

    def step(self, panes: int) -> None:
        """Go to the next pane, or the one before."""
        self.go_to(self._names[(self._names.index(self.pane) + panes) % len(self._names)])

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember which pane has the keyboard."""
        self.pane = next((pane for pane, widget in self._panes.items() if widget is event.widget), self.pane)
        self._arrange()
        self.post_message(self.Changed())

    def on_resize(self) -> None:
        """Other panes fit side by side."""
        self._arrange()

    def _arrange(self) -> None:
        """Columns as the width allows; where it is narrow, one list at a time."""
        width = self.size.width
        self.set_class(width >= TWO_COLUMNS, "two-columns")
        self.set_class(width >= THREE_COLUMNS, "three-columns")
        one_list = width < TWO_COLUMNS
        first, second, detail = self._names
        shown = self.list_of_detail if self.pane == detail else self.pane
        self._panes[first].display = not one_list or shown == first
        self._panes[second].display = not one_list or shown == second
