"""A label with its text beside it, as lines of a given width. Pure."""

from collections.abc import Iterator

from tui.widgets.cells import Cell
from tui.widgets.plain import fit, wrap

Line = list[Cell]

LABEL = 14
"""Cells of the column of labels."""
LEAST = 10
"""Cells that a text gets, however narrow the pane is."""


def heading(text: str, width: int) -> Iterator[Line]:
    """What the record is called."""
    for line in wrap(text, width):
        yield [Cell(line, "text--strong")]


def field(label: str, text: str | None, width: int, style: str = "") -> Iterator[Line]:
    """A label with its text beside it, wrapped in a column of its own; nothing where there is no text."""
    if text:
        for number, line in enumerate(wrap(text, max(width - LABEL, LEAST))):
            yield [Cell(fit("" if number else label, LABEL), "text--dim"), Cell(line, style)]


def section(title: str, lines: list[Line]) -> Iterator[Line]:
    """An empty line, a title and the lines below it; nothing where there are none."""
    if lines:
        yield []
        yield [Cell(title, "text--title")]
        yield from lines
