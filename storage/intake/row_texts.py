"""The texts of a row: its number, its point or several of them, its level, and the words of each cell."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from storage.domain.level_words import split_level
from storage.domain.scale import STANDARD, standard_meaning
from storage.domain.text import one_line
from storage.intake.columns import Columns, is_ticked
from storage.intake.grid import GridRow, bare_number, split_number
from storage.intake.header_words import COMMENT, LEVEL, NUMBER, TEXT
from storage.intake.word import WordParagraph

meaning = lru_cache(maxsize=256)(standard_meaning)
"""A report repeats few labels, on every row."""
_LABELS: Mapping[str, str] = {words.means: words.label for words in STANDARD}
_ENDED = re.compile(r"[.!?:;][\"”')\]]*$")
_LONGEST_THEME = 100
_MOST_WORDS = 10
_BIDS = re.compile(
    r"(?:att|anta|arbeta|besluta|bevaka|dokumentera|fastställ|förtydliga|genomför|gör|inför|informera|klargör|komplettera"
    r"|kontrollera|mät|prioritera|pröva|redovisa|revidera|samordna|se|skapa|stärk|säkerställ|ta|tillse|tydliggör|upprätta"
    r"|uppdatera|utarbeta|utbilda|utred|utveckla|utvärdera|utöka|vidta|åtgärda|öka|överväg|följ|förbättra|lämna|ge)a?\b",
    re.IGNORECASE,
)
"""Verbs that begin a recommendation, so that it is no theme."""
_ROUND = re.compile(
    r"(?:(?:bedömning|status|läge)\s+(?:vid|i)\s+)?(?:uppföljning(?:en)?|bedömning|status|läge)?\s*(?:år\s+)?((?:19|20)\d\d)",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:delsumma|summa|totalt?|summering|sammanlagt|antal)(?:\s+(?:antal|rekommendationer|punkter)){0,2}\s*:?\s*\d*\.?",
    re.IGNORECASE,
)


class Point(Struct, frozen=True):
    """A recommendation as a row has it, or the rest of one."""

    number: str | None
    text: Sequence[str]
    label: str
    comment: Sequence[str]


def points_of(row: GridRow, columns: Columns) -> list[Point]:
    """Return the points of a row: one, or several where each line of the text has a number of its own."""
    number, text = number_and_text(row, columns)
    label, beside = level_of(row, columns)
    comment = [*beside, *lines_of(row.column(columns, COMMENT))]
    parts = _parts(row, columns)
    if len(parts) < 2:
        return [Point(number, text, label, comment)]
    levels = lines_of(row.column(columns, LEVEL))
    comments = lines_of(row.column(columns, COMMENT))
    own_levels = len(levels) == len(parts) and all(meaning(level) for level in levels)
    own_comments = len(comments) == len(parts) and own_levels
    return [
        Point(own, words, levels[at] if own_levels else label, [comments[at]] if own_comments else comment)
        for at, (own, words) in enumerate(parts)
    ]


def _parts(row: GridRow, columns: Columns) -> list[tuple[str, list[str]]]:
    """The points of a cell of several: its lines begin with whole numbers that go on by one; else none."""
    if row.column(columns, NUMBER):
        return []
    parts: list[tuple[str, list[str]]] = []
    for paragraph in row.column(columns, TEXT):
        for line in split_lines(paragraph.printed):
            number, rest = split_number(line)
            if number and number.isdigit() and (not parts or int(number) == int(parts[-1][0]) + 1):
                parts.append((number, [rest]))
            elif parts:
                parts[-1][1].append(line)
            else:
                return []
    return parts if all(any(words) for _number, words in parts) else []


def level_of(row: GridRow, columns: Columns) -> tuple[str, list[str]]:
    """Return the level that a row says, as printed, and the lines that are said beside it."""
    if columns.ticks:
        ticked = [label for place, label in columns.ticks if any(is_ticked(p.text) for p in row.cells.get(place, ()))]
        return ", ".join(ticked), []
    lines = [line for p in row.column(columns, LEVEL) for line in split_lines(p.text)]
    label, beside = split_level(lines, meaning)
    means = meaning(label) if label and not any(char.isalnum() for char in label) else None
    return (_LABELS[means] if means else label), beside


def number_and_text(row: GridRow, columns: Columns) -> tuple[str | None, list[str]]:
    """Split a row into its printed number, from its column, the list numbering or the text, and the other text."""
    paragraphs = row.column(columns, TEXT)
    own = one_line(" ".join(p.printed for p in row.column(columns, NUMBER)))
    if own and not (row.lone is not None and split_number(own)[0] is None and not own[0].isdigit()):
        return bare_number(own), _text_lines(paragraphs)
    if paragraphs and paragraphs[0].marker:
        return bare_number(paragraphs[0].marker), [*split_lines(paragraphs[0].text), *lines_of(paragraphs[1:])]
    lines = _text_lines(paragraphs)
    if not lines:
        return None, []
    number, rest = split_number(lines[0])
    return number, [line for line in (rest, *lines[1:]) if line]


def _text_lines(paragraphs: Sequence[WordParagraph]) -> list[str]:
    """The lines of a cell; a single bullet is no list."""
    if len(paragraphs) == 1 and paragraphs[0].is_item:
        return split_lines(paragraphs[0].text)
    return lines_of(paragraphs)


def lines_of(paragraphs: Sequence[WordParagraph]) -> list[str]:
    """Return the printed lines of a cell."""
    return [line for paragraph in paragraphs for line in split_lines(paragraph.printed)]


def split_lines(text: str) -> list[str]:
    """Return the lines of a text that are not empty."""
    return [line for line in text.split("\n") if line]


def round_of(text: str) -> int | None:
    """Return the year of a follow-up that a row alone names, such as `Uppföljning 2021`; None for another text."""
    match = _ROUND.fullmatch(one_line(text))
    return int(match[1]) if match else None


def is_total(row: GridRow) -> bool:
    """True for a row that sums up those above."""
    first = row.cells.get(min(row.cells, default=0), ())
    return _TOTAL.fullmatch(" ".join(p.printed for p in first)) is not None and all(
        len(p.text) <= _LONGEST_THEME for cell in row.cells.values() for p in cell
    )


def looks_like_theme(lines: Sequence[str]) -> bool:
    """True when a lone text is short and without final punctuation, as a theme."""
    text = " ".join(lines)
    short = len(text) <= _LONGEST_THEME and len(text.split()) <= _MOST_WORDS
    plain = short and not text[:1].islower() and not re.search(r"[.!?;,]$", text)
    return len(lines) == 1 and plain and not _BIDS.match(text)


def append_lines(lines: list[str], more: Sequence[str]) -> None:
    """Continue the text of a cell, in the same paragraph unless that is complete."""
    if not more:
        return
    if lines and not _ENDED.search(lines[-1]) and not more[0].startswith("- "):
        lines[-1] = f"{lines[-1]} {more[0]}"
        more = more[1:]
    lines.extend(more)
