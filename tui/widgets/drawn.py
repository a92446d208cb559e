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

    def strip(self, cells: Iterable[Cell], width: int, base: Style | None = None) -> Strip:
        """Cells as a line of exactly `width`, on the widget's style or on `base`."""
        ground = base or self.rich_style
        segments = [Segment(cell.text, ground + self._style(cell.style)) for cell in cells]
        return Strip(segments).adjust_cell_length(width, ground)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True) if name else Style.null()
