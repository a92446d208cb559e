"""Three panes and how they stand: beside each other where there is room, else one list over the detail."""

from typing import Literal

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.widget import Widget

Pane = Literal["audits", "recommendations", "detail"]
PANES: tuple[Pane, ...] = ("audits", "recommendations", "detail")

TWO_COLUMNS = 100
"""Cells from which audits and recommendations stand side by side."""
THREE_COLUMNS = 160
"""Cells from which the detail has a column of its own."""


class Panes(Container):
    """Audits, recommendations and detail; one of them has the keyboard."""

    class Changed(Message):
        """The cursor, the marks or the pane with the keyboard is another."""

    def __init__(self, audits: Widget, recommendations: Widget, detail: Widget) -> None:
        super().__init__()
        self._panes: dict[Pane, Widget] = {"audits": audits, "recommendations": recommendations, "detail": detail}
        self.pane: Pane = "recommendations"
        """The pane that has, or had last, the keyboard."""

    def compose(self) -> ComposeResult:
        """The three panes."""
        yield from self._panes.values()

    def go_to(self, pane: Pane) -> None:
        """Give a pane the keyboard."""
        self.pane = pane
        self._arrange()
        self._panes[pane].focus()

    def step(self, panes: int) -> None:
        """Go to the next pane, or the one before."""
        self.go_to(PANES[(PANES.index(self.pane) + panes) % len(PANES)])

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
        self._panes["audits"].display = not one_list or self.pane == "audits"
        self._panes["recommendations"].display = not one_list or self.pane != "audits"
