"""The base of the widgets that draw their own lines, so that a key never costs a layout pass."""

from collections.abc import Iterable
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.cells import Cell


class Drawn(Widget):
    """A widget whose content is lines of cells in named styles."""

    ALLOW_SELECT = False

    COMPONENT_CLASSES: ClassVar[set[str]] = {
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

    _ground: Style | None = None

    @property
    def ground(self) -> Style:
        """The widget's own style, put together once: every line asks for it, and half a repaint went to that."""
        if self._ground is None:
            self._ground = self.rich_style
        return self._ground

    def notify_style_update(self) -> None:
        """Other styles apply: another theme, or the keyboard has come or gone."""
        self._ground = None
        super().notify_style_update()

    def strip(self, cells: Iterable[Cell], width: int, base: Style | None = None) -> Strip:
        """Cells as a line of exactly `width`, on the widget's style or on `base`."""
        ground = base or self.ground
        segments = [Segment(cell.text, ground + self._style(cell.style)) for cell in cells]
        return Strip(segments).adjust_cell_length(width, ground)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True) if name else Style.null()
