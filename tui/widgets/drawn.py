"""The base of the widgets that draw their own lines, so that a key never costs a layout pass."""

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.cells import Cell
from tui.widgets.plain import flat

TEXT_STYLES = frozenset(
    {
        "text--dim",
        "text--strong",
        "text--title",
        "text--warning",
        "text--key",
        "level--implemented",
        "level--partial",
        "level--not_implemented",
        "level--not_assessable",
        "level--not_relevant",
        "level--not_assessed",
    }
)
"""What drawn text can look like. The application has these component classes, once for all who draw: Textual looks
through the style sheet for each of them every time that a widget which has them gets or loses the keyboard."""


class Drawn(Widget):
    """A widget whose content is lines of cells in named styles."""

    ALLOW_SELECT = False

    _ground: Style | None = None
    _named: dict[str, Style] | None = None

    @property
    def ground(self) -> Style:
        """The widget's own style, put together once: every line asks for it, and half a repaint went to that."""
        if self._ground is None:
            self._ground = self.rich_style
        return self._ground

    def notify_style_update(self) -> None:
        """Other styles apply: another theme, or the keyboard has come or gone."""
        self._ground = self._named = None
        super().notify_style_update()

    def strip(self, cells: Iterable[Cell], width: int, base: Style | None = None) -> Strip:
        """Cells as a line of exactly `width`, on the widget's style or on `base`."""
        ground = base or self.ground
        segments = [Segment(flat(cell.text), ground + self._style(cell.style)) for cell in cells]
        return Strip(segments).adjust_cell_length(width, ground)

    def _style(self, name: str) -> Style:
        if self._named is None:
            self._named = {"": Style.null()}
        if name not in self._named:
            self._named[name] = self.app.get_component_styles(name).partial_rich_style
        return self._named[name]
