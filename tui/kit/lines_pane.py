"""Pane of fixed size that draws and scrolls its own lines, so that another text never costs a layout pass."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.strip import Strip

from tui.kit.command import bindings
from tui.kit.drawing import Cell, Drawn
from tui.kit.keys import MARK_COMMANDS, MOVE_COMMANDS
from tui.kit.plain import fit, wrap

Line = list[Cell]

LABEL = 14
"""Cells of the column of labels."""
LEAST = 10
"""Cells that a text gets, however narrow the pane is."""
INDENT = "  "
"""Before what is said of the line above."""


def plain_lines(text: str | None, width: int, style: str = "") -> list[Line]:
    """Wrap a text; no lines for no text."""
    return [[Cell(line, style)] for line in wrap(text, width)] if text else []


def under_lines(text: str | None, width: int) -> list[Line]:
    """Wrap a text about the line above, indented."""
    lines = plain_lines(text, max(width - len(INDENT), 1))
    return [[Cell(f"{INDENT}{cell.text}", "text--dim") for cell in line] for line in lines]


def heading(text: str, width: int) -> list[Line]:
    """Return the lines of a record's name."""
    return plain_lines(text, width, "text--strong")


def field(label: str, text: str | None, width: int, style: str = "") -> Iterator[Line]:
    """Wrap a text in a column beside its label; no lines for no text."""
    if text:
        for number, line in enumerate(wrap(text, max(width - LABEL, LEAST))):
            yield [Cell(fit("" if number else label, LABEL), "text--dim"), Cell(line, style)]


def section(title: str, lines: list[Line]) -> Iterator[Line]:
    """Return an empty line, a title and the lines below it; nothing when there are none."""
    if lines:
        yield []
        yield [Cell(title, "text--title")]
        yield from lines


Draw = Callable[[int], list[Line]]
"""Makes the lines for a width in cells."""
WHEEL = 3
MARGIN = 1


class LinesPane(Drawn, can_focus=True):
    """Detail of one record, in lines wrapped for the pane's width."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("table", *MARK_COMMANDS, *MOVE_COMMANDS)

    def __init__(self, *, dom_id: str | None = None) -> None:
        super().__init__(id=dom_id)
        self._shown: str | None = None
        self._draw: Draw | None = None
        self._guide = ""
        self._lines: list[Line] = []
        self._top = 0
        self._laid = 0
        """The width that the lines are broken for."""

    def show_lines(self, record: str, draw: Draw) -> None:
        """Show a record drawn by `draw`; the one shown already keeps its scroll position."""
        top = self._top if record == self._shown else 0
        self._shown, self._draw = record, draw
        self._lay_out(top)

    def show_guide(self, guide: str) -> None:
        """Show advice in place of a record."""
        self._shown, self._draw, self._guide = None, None, guide
        self._lay_out(0)

    def action_move(self, rows: int) -> None:
        """Scroll some lines."""
        self._scroll(self._top + rows)

    def action_page(self, pages: int) -> None:
        """Scroll some pages."""
        self._scroll(self._top + pages * max(self.content_size.height - 1, 1))

    def action_first(self) -> None:
        """Scroll to the start."""
        self._scroll(0)

    def action_last(self) -> None:
        """Scroll to the end."""
        self._scroll(len(self._lines))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll; nothing behind the pane scrolls."""
        event.stop()
        self._scroll(self._top + WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll; nothing behind the pane scrolls."""
        event.stop()
        self._scroll(self._top - WHEEL)

    def on_resize(self) -> None:
        """Wrap the lines anew."""
        self._lay_out(self._top)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw a line of the text; the last one ends with an arrow where more follows."""
        width, height = self.content_size
        if self._laid != width:  # the first paint comes before the pane is told of its size
            self._break_lines()
        line, arrow = self._line(y), self._arrow(y, height)
        if not line and not arrow:
            return Strip.blank(width, self.ground)
        text = self.strip([Cell(" " * MARGIN), *line], width - len(arrow))
        return Strip.join([text, self.strip([Cell(arrow, "text--dim")], len(arrow))]) if arrow else text

    def _line(self, y: int) -> Line:
        position = self._top + y
        return self._lines[position] if position < len(self._lines) else []

    def _arrow(self, y: int, height: int) -> str:
        if y == 0 and self._top > 0:
            return " ↑"
        return " ↓" if y == height - 1 and self._top + height < len(self._lines) else ""

    def _scroll(self, top: int) -> None:
        top = self._within(top)
        if top != self._top:
            self._top = top
            self.refresh()

    def _within(self, top: int) -> int:
        return min(max(top, 0), max(len(self._lines) - self.content_size.height, 0))

    def _lay_out(self, top: int) -> None:
        """Break the lines, and repaint those that are others than before."""
        before = self._painted()
        self._break_lines()
        self._top = self._within(top)
        changed = [y for y, lines in enumerate(zip(before, self._painted(), strict=True)) if lines[0] != lines[1]]
        if changed:
            self.refresh(*(Region(0, y, self._laid, 1) for y in changed))

    def _painted(self) -> list[tuple[Line, str]]:
        height = self.content_size.height
        return [(self._line(y), self._arrow(y, height)) for y in range(height)]

    def _break_lines(self) -> None:
        self._laid = self.content_size.width
        width = max(self._laid - 2 - MARGIN, 1)
        if self._draw is not None:
            self._lines = self._draw(width)
        else:
            self._lines = plain_lines(self._guide, width, "text--dim")
