"""Base of widgets that draw their own lines, so that a key never costs a layout pass."""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeVar

from msgspec import Struct
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from storage.domain.text import one_line
from tui.kit.plain import fit, flat

R = TypeVar("R")


class Cell(Struct, frozen=True):
    """Piece of text with the name of its style."""

    text: str
    style: str = ""
    """One of :data:`tui.kit.drawing.TEXT_STYLES`; nothing is the row's own style."""


class Column(Struct, Generic[R], frozen=True):
    """Column of records `R`."""

    title: str
    draw: Callable[[R], Cell]
    width: int = 0
    """In cells; 0 takes what the others leave."""
    narrow: int = 0
    """Its width in a narrow table, where that is another."""
    at_least: int = 0
    """The table's least width, in cells, for the column to be there."""
    right: bool = False


GAP = 1
NARROW = 70
"""Cells below which a table is narrow."""
LEAST_FLEXIBLE = 8


def laid_out(columns: Sequence[Column[R]], width: int) -> list[tuple[Column[R], int]]:
    """Return the columns of a table `width` cells wide, each with its width."""
    shown = [column for column in columns if column.at_least <= width]
    widths = [(column.narrow if width < NARROW else 0) or column.width for column in shown]
    flexible = sum(1 for own in widths if not own) or 1
    rest = max((width - sum(widths) - GAP * (len(shown) - 1)) // flexible, LEAST_FLEXIBLE)
    return [(column, own or rest) for column, own in zip(shown, widths, strict=True)]


def row_cells(columns: Sequence[tuple[Column[R], int]], record: R) -> list[Cell]:
    """Return the cells of a record, each fitted to its column, with the gaps between."""
    cells: list[Cell] = []
    for column, width in columns:
        if cells:
            cells.append(Cell(" " * GAP))
        cell = column.draw(record)
        cells.append(Cell(fit(one_line(cell.text), width, right=column.right), cell.style))
    return cells


def title_cells(columns: Sequence[tuple[Column[R], int]]) -> list[Cell]:
    """Return the line of column titles."""
    return [Cell((" " * GAP).join(fit(column.title, width, right=column.right) for column, width in columns))]


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
        "table--header",
        "table--cursor",
        "table--cursor-away",
        "table--marked",
        "table--head",
        "table--scroll",
    }
)
"""Styles of drawn text and of lines. The application has these component classes, once for all who draw: Textual looks
through the style sheet for each of them every time that a widget which has them gets or loses the keyboard."""


class Drawn(Widget):
    """Widget whose content is lines of cells in named styles."""

    ALLOW_SELECT = False

    _ground: Style | None = None
    _named: dict[str, Style] | None = None

    @property
    def ground(self) -> Style:
        """Return the widget's own style, cached: every line needs it, and it took half a repaint."""
        if self._ground is None:
            self._ground = self.rich_style
        return self._ground

    def notify_style_update(self) -> None:
        """Drop the cached style: the theme or the focus has changed."""
        self._ground = self._named = None
        super().notify_style_update()

    def strip(self, cells: Iterable[Cell], width: int, line: str = "") -> Strip:
        """Return cells as a line of exactly `width`, on the widget's style and that of the line."""
        ground = self.ground + self._style(line)
        segments = [Segment(flat(cell.text), ground + self._style(cell.style)) for cell in cells]
        return Strip(segments).adjust_cell_length(width, ground)

    def _style(self, name: str) -> Style:
        if self._named is None:
            self._named = {"": Style.null()}
        if name not in self._named:
            self._named[name] = self.app.get_component_styles(name).partial_rich_style
        return self._named[name]
