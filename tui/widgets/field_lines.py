"""A label with its text beside it, as lines of a given width. Pure."""

from collections.abc import Iterator

from tui.widgets.cells import Cell
from tui.widgets.plain import fit, wrap

Line = list[Cell]

LABEL = 14
"""Cells of the column of labels."""
LEAST = 10
"""Cells that a text gets, however narrow the pane is."""
INDENT = "  "
"""Before what is said of the line above."""


def plain_lines(text: str | None, width: int, style: str = "") -> list[Line]:
    """A text over as many lines as it needs; none where there is no text."""
    return [[Cell(line, style)] for line in wrap(text, width)] if text else []


def under_lines(text: str | None, width: int) -> list[Line]:
    """What is said of the line above, a little to the right."""
    lines = plain_lines(text, max(width - len(INDENT), 1))
    return [[Cell(f"{INDENT}{cell.text}", "text--dim") for cell in line] for line in lines]


def heading(text: str, width: int) -> list[Line]:
    """What the record is called."""
    return plain_lines(text, width, "text--strong")


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
