"""The least that Textual does: a screen that echoes the last key. What ours is measured against."""

from rich.segment import Segment
from textual import events
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widget import Widget


class Echo(Widget, can_focus=True):
    """Says which key came last."""

    said = "EMPTY-READY"

    def render_line(self, y: int) -> Strip:
        return Strip([Segment(self.said if y == 0 else "")]).adjust_cell_length(self.size.width)

    def on_key(self, event: events.Key) -> None:
        self.said = f"{event.key} {int(self.said.rpartition(' ')[2]) + 1 if ' ' in self.said else 1}"
        self.refresh()


class EmptyScreen(App[None]):
    """One widget."""

    CSS = "Echo { width: 100%; height: 100%; }"
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        yield Echo()

    def on_mount(self) -> None:
        self.query_one(Echo).focus()


if __name__ == "__main__":
    EmptyScreen().run()
