"""Levels that a report says of several bodies: one point with its bodies, and one level where all have the same."""

import re
from collections.abc import Sequence

from msgspec import Struct

from storage.domain.body_names import is_body_name, names_in
from storage.domain.level_words import plain_label, split_level
from storage.domain.text import one_line, tidy
from storage.intake.columns import Columns
from storage.intake.grid import GridRow, passages_of
from storage.intake.header_words import ADDRESSEE, LEVEL
from storage.intake.row_texts import lines_of, meaning


class BoardLevel(Struct, frozen=True):
    """The level and the comment that a report has of one body."""

    body: str
    label: str
    comment: Sequence[str] = ()


def levels_of_boards(row: GridRow, columns: Columns) -> list[BoardLevel]:
    """Return what the columns of bodies say of each, without those that say nothing."""
    found = []
    for place, body in columns.boards:
        label, beside = split_level(lines_of(row.cells.get(place, ())), meaning)
        if label:
            found.append(BoardLevel(body, label, beside))
    return found


def bodies_in(row: GridRow, columns: Columns) -> tuple[str, ...]:
    """Return the bodies named in the column of those whom a point is for."""
    names = [name for line in lines_of(row.column(columns, ADDRESSEE)) for name in names_in(line)]
    return tuple(dict.fromkeys(name for name in names if is_body_name(name)))


def unknown_bodies(row: GridRow, columns: Columns) -> tuple[str, ...]:
    """Return the words of a column of bodies that name none by their grammar, which the register may know."""
    if bodies_in(row, columns):
        return ()
    lines = lines_of(row.column(columns, ADDRESSEE))
    return tuple(dict.fromkeys(part.strip() for line in lines for part in re.split(r"[,;/]|\s(?:och|samt)\s", line)))


def passages_of_levels(row: GridRow, columns: Columns) -> tuple[int, ...]:
    """Return the passages of the levels of a row, in whichever columns they stand."""
    places = [place for place, _said in (*columns.ticks, *columns.boards)]
    cells = [row.column(columns, LEVEL), *(row.cells.get(place, ()) for place in places)]
    return tuple(number for cell in cells for number in passages_of(cell))


def agreed(said: Sequence[BoardLevel]) -> str | None:
    """Return the level that all bodies have; None where they differ."""
    labels = {plain_label(each.label): each.label for each in said}
    if len(labels) == 1:
        return next(iter(labels.values()))
    meanings = {meaning(each.label) for each in said}
    return said[0].label if len(meanings) == 1 and None not in meanings else None


def in_words(said: Sequence[BoardLevel], *, with_levels: bool) -> list[str]:
    """Return what is said of each body as text, a line for each."""
    if not with_levels and len({tidy("\n".join(each.comment)) for each in said}) == 1:
        return list(said[0].comment)
    lines = []
    for each in said:
        comment = one_line(" ".join(each.comment))
        label = each.label.rstrip(".") + "." if with_levels and each.label else ""
        if text := " ".join(filter(None, [label, comment])):
            lines.append(f"{each.body}: {text}")
    return lines
