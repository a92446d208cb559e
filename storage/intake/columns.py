"""The columns of a table of recommendations: found by the words of their headers and by what stands in their cells."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from storage.domain.body_names import names_in
from storage.domain.level_words import plain_label, split_level
from storage.domain.scale import standard_meaning
from storage.intake.header_words import (
    ADDRESSEE,
    AUDIT,
    BESIDE,
    COMMENT,
    EITHER,
    LEVEL,
    NUMBER,
    SECOND_CHOICE,
    SETTLED,
    TEXT,
    THEME,
    HeaderWords,
    header_words,
    is_foreign,
    kind_of,
    rank,
)

_BARE_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,3})*(?:\s?[a-zåäö])?|[a-zåäö])[.):]?", re.IGNORECASE)
_UNTICKED = frozenset({"☐", "□"})
_TICKS = frozenset({"x", "✓", "✔", "☒", "☑", "●", "•", "■", "1", "ja"})
_TICKED = {"helt": "helt åtgärdad", "ej": "ej åtgärdad", "inte": "inte åtgärdad"}
"""Headers of marks that are levels beside others."""
_YES_OR_NO = frozenset({"ja", "nej"})
"""Levels only below a header that asks for them: they answer any question."""
_MOST_OF = 0.5
"""Least share of the filled cells of a column that tells what it holds."""


class Columns(Struct, frozen=True):
    """Columns of a table, each with its index among the cells of the header, counted from 0."""

    places: Mapping[str, int]
    kind: str
    """Kind of recommendation in the table."""
    others: tuple[int, ...]
    """Indexes of columns that no field is for."""
    count: int
    ticks: tuple[tuple[int, str], ...] = ()
    """(index, level) of columns with a mark in that of the level."""
    boards: tuple[tuple[int, str], ...] = ()
    """(index, body) of columns with the level of each body."""
    keys: tuple[str, ...] = ()
    """The words of each header, for comparison."""

    @property
    def has_level(self) -> bool:
        """True when the table says levels."""
        return LEVEL in self.places or bool(self.ticks or self.boards)


class _Column(Struct, frozen=True):
    """A column before it is known what it is."""

    at: int
    words: HeaderWords
    cells: Sequence[str]

    @property
    def of_levels(self) -> float:
        """Share of its filled cells that are levels."""
        return _share(self.cells, is_level)


def columns_of(headers: Sequence[str], cells: Sequence[Sequence[str]] = ()) -> Columns | None:
    """Find the columns of a table by its header and the texts in the cells below each.

    None when it is no table of recommendations: such a table has a column of them and one of levels or comments, or of
    those whom they are for; or it has a column of their numbers alone.
    """
    columns = [
        _Column(at, header_words(header), cells[at] if at < len(cells) else ()) for at, header in enumerate(headers)
    ]
    text = _best(columns, TEXT)
    settled = any(column.words.key == SETTLED for column in columns)
    if text is None or settled or is_foreign(headers):
        return None
    free = [column for column in columns if column is not text]
    ticks = _ticks(free)
    ticked = {at for at, _label in ticks}
    free = [column for column in free if column.at not in ticked]
    level = None if ticks else _level(free)
    free = [column for column in free if column is not level]
    boards = () if ticks or level else _boards(free)
    free = [column for column in free if column.at not in {at for at, _name in boards}]
    level = level or (None if ticks or boards else _seen_in_cells(free))
    found = {TEXT: text, LEVEL: level, **_named(free, text, level)}
    places = {name: column.at for name, column in found.items() if column is not None}
    listed = kind_of(text.words) == "recommendation" and len(columns) == 2 and NUMBER in places
    if not ({LEVEL, COMMENT, ADDRESSEE} & places.keys() or ticks or boards or listed):
        return None
    taken = {*places.values(), *ticked, *(at for at, _name in boards)}
    others = tuple(c.at for c in columns if c.at not in taken and (c.words.key or any(c.cells)))
    return Columns(
        places, kind_of(text.words), others, len(columns), ticks, boards, tuple(c.words.key for c in columns)
    )


def is_level(text: str) -> bool:
    """True when a text is a level, also with more said beside it."""
    label, _rest = split_level(text.split("\n"), standard_meaning)
    return standard_meaning(label) is not None


def is_ticked(text: str) -> bool:
    """True for the mark in a column of marks."""
    return plain_label(text) in _TICKS


def _is_mark(text: str) -> bool:
    """True for what a column of marks has in its cells: a mark, an empty box or nothing."""
    return is_ticked(text) or text.strip() in _UNTICKED or not text.strip()


def _share(cells: Iterable[str], test: Callable[[str], bool]) -> float:
    filled = [cell for cell in cells if cell.strip(" -–—\n")]
    return sum(map(test, filled)) / len(filled) if filled else 0.0


def _best(columns: Sequence[_Column], name: str) -> _Column | None:
    ranked = [(order, c.at, c) for c in columns if (order := rank(c.words, name)) is not None]
    return min(ranked, key=lambda each: each[:2])[2] if ranked else None


def _level(columns: Sequence[_Column]) -> _Column | None:
    """The column of levels: its cells are levels, then the latest year, the likeliest word, the last of equals."""
    known = [c for c in columns if rank(c.words, LEVEL) is not None or (_may_be_level(c.words) and c.of_levels)]
    likely = [c for c in known if c.of_levels >= _MOST_OF] or known
    latest = max((c.words.year or 0 for c in likely), default=0)
    likely = [c for c in likely if (c.words.year or 0) == latest]
    return min(likely, key=lambda c: (c.words.of_bodies, _order(c, LEVEL), -c.at), default=None)


def _may_be_level(words: HeaderWords) -> bool:
    """True for a word that the cells decide on, or a year alone."""
    return any(head in EITHER for head in words.heads) or (not words.key and words.year is not None)


def _order(column: _Column, name: str) -> int:
    order = rank(column.words, name)
    return 1_000 if order is None else order


def _seen_in_cells(columns: Sequence[_Column]) -> _Column | None:
    """The only column whose cells are levels, whatever its header; None unless there is exactly one."""
    names = (NUMBER, BESIDE)
    free = [c for c in columns if c.of_levels >= _MOST_OF and all(_best([c], name) is None for name in names)]
    found = [c for c in free if any(is_level(cell) and plain_label(cell) not in _YES_OR_NO for cell in c.cells)]
    return found[0] if len(found) == 1 else None


def _named(free: Sequence[_Column], text: _Column, level: _Column | None) -> dict[str, _Column | None]:
    """Find the columns beside those of texts and levels."""
    left = [column for column in free if column is not level]
    found: dict[str, _Column | None] = {}
    for name in (COMMENT, NUMBER, THEME, ADDRESSEE, AUDIT):
        year = level.words.year if level else None
        same = [c for c in left if c.words.year == year] if name == COMMENT and year else []
        found[name] = _best(same, name) or _best(left, name)
        left = [column for column in left if column is not found[name]]
    if found[COMMENT] is None:
        later = [c for c in left if c.words.key in SECOND_CHOICE and c.at > text.at]
        found[COMMENT] = min(later, key=lambda c: SECOND_CHOICE.index(c.words.key), default=None)
        left = [column for column in left if column is not found[COMMENT]]
    blank = [column for column in left if not column.words.key and not column.words.year]
    if found[NUMBER] is None:
        numbers = (c for c in blank if c.at < text.at and _share(c.cells, _is_number) >= _MOST_OF)
        found[NUMBER] = next(numbers, None)
    if found[COMMENT] is None and level is not None:
        said = (c for c in blank if c is not found[NUMBER] and c.at > text.at and any(c.cells))
        found[COMMENT] = next(said, None)
    return found


def _is_number(cell: str) -> bool:
    return _BARE_NUMBER.fullmatch(cell.strip()) is not None


def _ticks(columns: Sequence[_Column]) -> tuple[tuple[int, str], ...]:
    """Columns headed by different levels, with nothing but marks in their cells."""
    said = [(c, _TICKED.get(c.words.key, c.words.key)) for c in columns]
    found = [(c, label) for c, label in said if standard_meaning(label) and all(map(_is_mark, c.cells))]
    several = len({standard_meaning(label) for _column, label in found}) > 1
    return tuple((c.at, _sentence_case(label)) for c, label in found) if several else ()


def _boards(columns: Sequence[_Column]) -> tuple[tuple[int, str], ...]:
    """Columns headed by bodies, with the level of each in their cells."""
    named = [(column, names_in(column.words.key)) for column in columns]
    found = [(c, names[0]) for c, names in named if len(names) == 1 and _body_like(c.words.key, names[0])]
    levels = [(c.at, name) for c, name in found if c.of_levels >= _MOST_OF]
    return tuple(levels)


def _body_like(key: str, name: str) -> bool:
    return plain_label(name) == key


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
