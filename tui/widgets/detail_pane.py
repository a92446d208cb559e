"""The recommendation under the cursor in full: a pane of fixed size that draws and scrolls its own lines."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.strip import Strip

from storage.domain.views import RecommendationDetail
from tui.keys import bindings
from tui.widgets.cells import Cell
from tui.widgets.detail_lines import Line, detail_lines
from tui.widgets.drawn import Drawn
from tui.widgets.plain import wrap

WHEEL = 3
MARGIN = 1


class DetailPane(Drawn, can_focus=True):
    """All that is known of one recommendation."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("table")

    def __init__(self) -> None:
        super().__init__()
        self._detail: RecommendationDetail | None = None
        self._guide = ""
        self._lines: list[Line] = []
        self._top = 0
        self._laid = 0
        """The width that the lines are broken for."""

    @property
    def detail(self) -> RecommendationDetail | None:
        """What is shown."""
        return self._detail

    def show(self, detail: RecommendationDetail | None, guide: str = "") -> None:
        """Show another recommendation, or the same again where it was scrolled to; without one, `guide`."""
        same = detail is not None and self._detail is not None and detail.view.id == self._detail.view.id
        self._detail, self._guide = detail, guide
        self._top = self._top if same else 0
        self._lay_out()

    def action_move(self, rows: int) -> None:
        """Scroll some lines."""
        self._scroll(self._top + rows)

    def action_page(self, pages: int) -> None:
        """Scroll some pages."""
        self._scroll(self._top + pages * max(self.content_size.height - 1, 1))

    def action_first(self) -> None:
        """Scroll to the beginning."""
        self._scroll(0)

    def action_last(self) -> None:
        """Scroll to the end."""
        self._scroll(len(self._lines))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; nothing behind the pane does."""
        event.stop()
        self._scroll(self._top + WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll; nothing behind the pane does."""
        event.stop()
        self._scroll(self._top - WHEEL)

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        """A line of the text; where more follows, the last line ends with an arrow."""
        width, position = self.content_size.width, self._top + y
        if self._laid != width:  # the first paint comes before the pane is told of its size
            self._break_lines()
        if position >= len(self._lines):
            return Strip.blank(width, self.ground)
        text = self.strip([Cell(" " * MARGIN), *self._lines[position]], width - 2)
        return Strip.join([text, self.strip([Cell(self._arrow(y), "text--dim")], 2)])

    def _arrow(self, y: int) -> str:
        if y == 0 and self._top > 0:
            return " ↑"
        more = self._top + self.content_size.height < len(self._lines)
        return " ↓" if more and y == self.content_size.height - 1 else "  "

    def _scroll(self, top: int) -> None:
        top = min(max(top, 0), max(len(self._lines) - self.content_size.height, 0))
        if top != self._top:
            self._top = top
            self.refresh()

    def _lay_out(self) -> None:
        self._break_lines()
        self._scroll(self._top)
        self.refresh()

    def _break_lines(self) -> None:
        self._laid = self.content_size.width
        width = self._laid - 2 - MARGIN
        if self._detail is not None:
            self._lines = detail_lines(self._detail, max(width, 1))
        else:
            self._lines = [[Cell(line, "text--dim")] for line in wrap(self._guide, width)]
