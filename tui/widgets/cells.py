"""Columns of a drawn table: what stands in them and how wide they are."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from storage.domain.text import one_line
from tui.widgets.plain import fit

R = TypeVar("R")


class Cell(Struct, frozen=True):
    """A piece of text with the name of the style it is drawn in."""

    text: str
    style: str = ""
    """One of :data:`tui.widgets.drawn.TEXT_STYLES`; nothing is the row's own style."""


class Column(Struct, Generic[R], frozen=True):
    """A column of records `R`."""

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
    """The columns that a table of `width` cells has, each with its width."""
    shown = [column for column in columns if column.at_least <= width]
    widths = [(column.narrow if width < NARROW else 0) or column.width for column in shown]
    flexible = sum(1 for own in widths if not own) or 1
    rest = max((width - sum(widths) - GAP * (len(shown) - 1)) // flexible, LEAST_FLEXIBLE)
    return [(column, own or rest) for column, own in zip(shown, widths, strict=True)]


def row_cells(columns: Sequence[tuple[Column[R], int]], record: R) -> list[Cell]:
    """A record's cells, each fitted to its column, with the gaps between."""
    cells: list[Cell] = []
    for column, width in columns:
        if cells:
            cells.append(Cell(" " * GAP))
        cell = column.draw(record)
        cells.append(Cell(fit(one_line(cell.text), width, right=column.right), cell.style))
    return cells


def title_cells(columns: Sequence[tuple[Column[R], int]]) -> list[Cell]:
    """The line of column titles."""
    return [Cell((" " * GAP).join(fit(column.title, width, right=column.right) for column, width in columns))]
