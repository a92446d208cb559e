"""Recommendations from the rows of an audit's tables.

A row is a recommendation, the continuation of the row above (cut by a page break), a theme, a repeated header or a
separator. Any other row is refused with a note. Every passage of a table has a fate in the ledger when it is read.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from storage.domain.body_names import is_body_name, names_in
from storage.domain.level_words import NOT_JUDGED
from storage.domain.scale import AS_A_WHOLE_LABEL, NOT_ASSESSED_LABEL, label_key
from storage.domain.subpoints import DIVIDED_LABEL, level_as_text
from storage.domain.text import one_line, tidy
from storage.intake.columns import Columns
from storage.intake.document import JOINED, KEPT, REFUSED, UNDERSTOOD, Notebook, ReportRecommendation
from storage.intake.grid import GridRow, Header, is_below, is_header, is_separator, laid_out, number_above, passages_of
from storage.intake.header_words import ADDRESSEE, COMMENT, LEVEL, NUMBER, TEXT, THEME
from storage.intake.ledger import FateLedger
from storage.intake.row_texts import (
    Point,
    append_lines,
    is_total,
    level_of,
    lines_of,
    looks_like_theme,
    meaning,
    number_and_text,
    points_of,
    round_of,
)
from storage.intake.tables.boards import (
    BoardLevel,
    agreed,
    bodies_in,
    in_words,
    levels_of_boards,
    passages_of_levels,
    unknown_bodies,
)
from storage.intake.word import WordTable

_ENDED = re.compile(r"[.!?:;][\"”')\]]*$")
_HANGING = re.compile(
    r"(?:[,–-]|\b(?:och|eller|samt|att|för|av|med|i|på|till|om|som|den|det|de|en|ett|från|inom|vid|gällande|avseende|än))$",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(\d+)(?:\s?[a-zåäö])?")
_UNJUDGED = {label_key(label) for label in (*NOT_JUDGED, NOT_ASSESSED_LABEL, AS_A_WHOLE_LABEL, DIVIDED_LABEL)}


def is_unjudged(label: str) -> bool:
    """Return True for a label that says that there is no level."""
    return label_key(label) in _UNJUDGED


UNKNOWN_LEVEL = "unknown_level"
UNKNOWN_BODY = "body_unclear"
_FIELDS = {
    NUMBER: ("recommendation", "number"),
    TEXT: ("recommendation", "text"),
    COMMENT: ("assessment", "comment"),
}
"""Column → the entity and the field that have it."""
_LONGEST_MERGED = 200


class _Draft(Struct):
    """A recommendation whose rows are being joined."""

    number: str | None
    theme: str | None
    text: list[str]
    label: str
    comment: list[str]
    kind: str
    table: int
    row: int
    label_passages: list[int] = []
    bodies: tuple[str, ...] = ()
    """Those whom it is for."""
    boards: list[BoardLevel] = []
    """What is said of each body, where levels are said of several."""
    unknown_bodies: tuple[str, ...] = ()
    """Words for whom it is for that name no body by themselves."""
    parent: int | None = None
    """Position of the recommendation that it is a part of."""


class RowReader(Struct):
    """Collects recommendations from the rows of one audit's tables."""

    notebook: Notebook
    where: str
    """The audit's title."""
    theme: str | None = None
    """Theme of the next rows."""
    drafts: list[_Draft] = []
    _themes: dict[str, list[int]] = {}
    """Theme → the passages that say it."""
    _numbers: dict[tuple[int, str], int] = {}
    """(table, number) → the position of its newest recommendation."""
    _theme_of_row: bool = False
    """True when a row said the theme, so that it is that of its table alone."""
    _theme_bodies: tuple[str, ...] = ()
    """The bodies that the theme names, whom the points below are for."""
    _theme_number: str | None = None
    """The number of the theme, which is that of its parts alone."""
    _headings: frozenset[int] = frozenset()
    """Rows of the table that are numbered headings of those below."""
    _table: int = 0
    _closed: int = 0
    """Number of first drafts that no row can continue."""
    _numbered: bool = False
    """True when recommendations of the table have numbers."""
    _judged: bool = False
    """True when it has a column of levels, or numbers."""
    _small: bool = False
    """True when its texts begin with small letters."""
    _distinct: bool = False
    """True when recommendations of the table have numbers or levels, so that a row without is none."""

    def read(self, table: WordTable, number: int, header: Header, *, after: int, continues: bool) -> None:
        """Read the rows after the row `after` of a table, by its number in the file; 0 for a list, of whole items.

        If it `continues` the preceding table, its first row may continue that one's last.
        """
        self._table = number
        skip_header(self._ledger, table, header, after)
        self._closed = 0 if continues else len(self.drafts)
        if self._theme_of_row and not continues:
            self.theme, self._theme_bodies = None, ()
        rows = []
        for row in laid_out(table, header, after=after):
            if is_separator(row):
                self._note(UNDERSTOOD, "separator_row", row)
                self._ledger.skip(row.passages, "separator_row")
            elif is_header(row, header.columns):
                self._note(UNDERSTOOD, "header_repeated", row)
                self._ledger.skip(row.passages, "header_repeated")
            else:
                rows.append(row)
        rows = self._latest(rows)
        self._numbered = any(number_and_text(row, header.columns)[0] for row in rows)
        self._judged = header.columns.has_level or self._numbered
        first = next((text for row in rows if (text := number_and_text(row, header.columns)[1])), [""])
        self._small = first[0][:1].islower() and not continues
        self._distinct = self._numbered or any(level_of(row, header.columns)[0] for row in rows)
        self._headings = numbered_headings(rows, header.columns)
        for index, row in enumerate(rows):
            self._row(row, header.columns, is_last=index == len(rows) - 1)
            point = len(self.drafts) if self._ledger.has_point(row.passages) else 0
            self._ledger.keep(self._ledger.waiting(row.passages), "column_kept", point)
        note_others(self.notebook, self.where, number, rows, header.columns)
        self._ledger.skip(self._ledger.waiting(table.passages), "merged_cell")

    def _latest(self, rows: Sequence[GridRow]) -> list[GridRow]:
        """Leave out the rows of earlier follow-ups, where each stands in a block below its year; they are kept."""
        years = {row.row: year for row in rows if row.merged and (year := round_of(row.text))}
        latest = max(years.values(), default=0)
        if len(set(years.values())) < 2:
            return list(rows)
        found, year = [], latest
        for row in rows:
            year = years.get(row.row, year)
            if row.row in years or year != latest:
                self._note(KEPT, "round_kept", row, row.text)
                self._ledger.keep(row.passages, "round_kept")
            else:
                found.append(row)
        return found

    def recommendations(self) -> tuple[ReportRecommendation, ...]:
        """The recommendations, in order."""
        divide(self.drafts, self._ledger)
        found = tuple(self._finished(draft, position) for position, draft in enumerate(self.drafts, 1))
        note_numbers(self.notebook, self.where, [each.number for each in found])
        said = {each.theme for each in found}
        for theme in self._themes.keys() - said:
            self._ledger.keep_too(self._themes[theme], "theme_unused")
        return found

    def begin_theme(self, theme: str, passages: Sequence[int]) -> None:
        """Give the next rows a theme, which these passages say."""
        self.theme, self._theme_of_row, self._theme_number, self._theme_bodies = theme, False, None, ()
        self._themes.setdefault(theme, []).extend(passages)
        self._ledger.store(passages, "recommendation", "theme")

    @property
    def _ledger(self) -> FateLedger:
        return self.notebook.ledger

    def _take(self, row: GridRow, columns: Columns, *names: str) -> None:
        """Tell that columns of a row are stored in the newest recommendation."""
        for name in names:
            self._ledger.store(passages_of(row.column(columns, name)), *_FIELDS[name], len(self.drafts))
        label = passages_of_levels(row, columns)
        self.drafts[-1].label_passages += label
        self._ledger.store(label, "assessment", "level", len(self.drafts))
        if take_bodies(self._ledger, row, columns, len(self.drafts)):
            said = " ".join(lines_of(row.column(columns, ADDRESSEE)))
            self._note(REFUSED, UNKNOWN_BODY, row, said)

    @property
    def _above(self) -> _Draft | None:
        """The recommendation that a row may continue."""
        return self.drafts[-1] if self._table and len(self.drafts) > self._closed else None

    def _row(self, row: GridRow, columns: Columns, *, is_last: bool) -> None:
        if row.merged:
            self._merged(row, is_numbered=number_and_text(row, columns)[0] is not None)
            return
        if row.row in self._headings:
            number, text = number_and_text(row, columns)
            self._set_theme(row, text)
            self._theme_number = number
            return
        if is_total(row):
            self._note(UNDERSTOOD, "total_row", row, row.text)
            self._ledger.skip(row.passages, "total_row")
            return
        if is_of_another_body(self._above, row, columns):
            self._add_body(row, columns)
            return
        points = points_of(row, columns)
        if len(points) > 1:
            self._note(UNDERSTOOD, "row_divided", row, row.text)
            for point in points:
                self._begin(row, columns, point)
                self._take(row, columns, NUMBER, TEXT, COMMENT)
            return
        self._point_row(row, columns, points[0], is_last=is_last)

    def _point_row(self, row: GridRow, columns: Columns, point: Point, *, is_last: bool) -> None:
        shared = self._shared(row, columns, point)
        own = point.number is None and (shared.label == point.label)
        if own and self._may_be_lone(row, columns, point.label, is_last=is_last):
            self._lone(row, columns, is_last=is_last)
        elif not (point.text or point.label or point.comment):
            self._unclear(row, refused=point.number is not None)
        elif self._is_continuation(shared):
            self._continue(row, point.text, point.label, point.comment)
            self._take(row, columns, NUMBER, TEXT, COMMENT)
        elif point.text:
            self._begin(row, columns, shared)
            self._take(row, columns, NUMBER, TEXT, COMMENT)
        else:
            self._unclear(row, refused=True)

    def _shared(self, row: GridRow, columns: Columns, point: Point) -> Point:
        """The point with the level and the comment above, where its cell is merged with theirs."""
        above = self._above
        if above is None or not point.text or (point.number is None and above.number is not None):
            return point
        label, comment = point.label, point.comment
        if columns.places.get(LEVEL) in row.inherited:
            label = above.label
        if columns.places.get(COMMENT) in row.inherited and above.row != row.row:
            comment = above.comment
        return Point(point.number, point.text, label, comment)

    def _merged(self, row: GridRow, *, is_numbered: bool) -> None:
        """Read a text across the columns: a theme, unless it is long."""
        if len(row.text) <= _LONGEST_MERGED:
            self._set_theme(row, lines_of(next(iter(row.cells.values()))))
        else:
            self._unclear(row, refused=is_numbered)

    def _unclear(self, row: GridRow, *, refused: bool) -> None:
        """Note an unread row, as refused where it may be a recommendation."""
        kind, code = (REFUSED, "row_unclear") if refused else (KEPT, "row_kept")
        self._note(kind, code, row, row.text)
        if refused:
            self._ledger.refuse(row.passages, code)
        else:
            self._ledger.keep(row.passages, code)

    def _may_be_lone(self, row: GridRow, columns: Columns, label: str, *, is_last: bool) -> bool:
        """True when a row's only text may be a theme or a recommendation: in its column, or first in the row."""
        place, places = row.lone, columns.places
        if place in {places[TEXT], places.get(THEME, places[TEXT])}:
            return True
        if place == places.get(LEVEL) and place == 0:
            return meaning(label) is None and not self._completes_level(label)
        if place == places.get(COMMENT) and place == 0:
            lines = lines_of(row.cells[0])
            ended = not self._above or not self._above.comment or _ENDED.search(self._above.comment[-1])
            return bool(ended) and looks_like_theme(lines) and not is_last
        return place == places.get(NUMBER) and place == 0

    def _lone(self, row: GridRow, columns: Columns, *, is_last: bool) -> None:
        """Read a row of one text: a theme, a continuation, or a recommendation without level."""
        lines = lines_of(next(iter(row.cells.values())))
        if self._continues_above(lines, is_last=is_last):
            self._continue(row, lines, "", [])
            self._ledger.store(row.passages, "recommendation", "text", len(self.drafts))
        elif self._table and self._distinct and looks_like_theme(lines) and not is_last:
            self._set_theme(row, lines)
        else:
            self._begin(row, columns, Point(None, lines, "", ()))
            self._ledger.store(row.passages, "recommendation", "text", len(self.drafts))

    def _completes_level(self, label: str) -> bool:
        """True when a level was cut in two: the one above has a meaning only with this."""
        above = self._above.label if self._above else ""
        return bool(above) and not meaning(above) and meaning(f"{above} {label}") is not None

    def _continues_above(self, lines: Sequence[str], *, is_last: bool) -> bool:
        """True when a lone text continues the text above rather than being a theme or a recommendation."""
        if self._above is None:
            return False
        if self._hangs(lines):
            return True
        cut = self._numbered and not _ENDED.search(self._above.text[-1] if self._above.text else "")
        return cut and (is_last or not looks_like_theme(lines))

    def _hangs(self, lines: Sequence[str]) -> bool:
        """True when a text cannot stand alone, or that above cannot."""
        above = self._above.text if self._above else []
        small = lines[0][:1].islower() and not self._small
        return small or bool(above and _HANGING.search(above[-1]))

    def _is_continuation(self, point: Point) -> bool:
        if point.number is not None or self._above is None:
            return False
        if point.label and not point.text:
            return self._completes_level(point.label)
        cut = not point.label or (point.label[:1].islower() and point.text[0][:1].islower())
        return not point.text or (cut and self._judged and self._hangs(point.text))

    def _continue(self, row: GridRow, text: Sequence[str], label: str, comment: Sequence[str]) -> None:
        above = self.drafts[-1]
        append_lines(above.text, text)
        append_lines(above.comment, comment)
        above.label = one_line(f"{above.label} {label}")
        self._note(JOINED, "row_continued", row, row.text, number=above.number or "")

    def _add_body(self, row: GridRow, columns: Columns) -> None:
        above, bodies = self.drafts[-1], bodies_in(row, columns)
        (point,) = points_of(row, columns)[:1]
        if not above.boards:
            above.boards.append(BoardLevel(", ".join(above.bodies), above.label, above.comment))
        inherited = columns.places.get(LEVEL) in row.inherited
        label = above.boards[-1].label if inherited and not point.label else point.label
        above.boards.append(BoardLevel(", ".join(bodies), label, point.comment))
        above.bodies = (*above.bodies, *bodies)
        self._take(row, columns, NUMBER, TEXT, COMMENT)

    def _begin(self, row: GridRow, columns: Columns, point: Point) -> None:
        if self._theme_number and point.number and not is_below(point.number, self._theme_number):
            self.theme, self._theme_number, self._theme_bodies = None, None, ()
        said = row.column(columns, THEME)
        if theme := one_line(" ".join(lines_of(said))):
            self.begin_theme(theme, passages_of(said) if row.lone is None else ())
        self._theme_of_row |= bool(theme)
        boards = levels_of_boards(row, columns)
        bodies = tuple(each.body for each in boards) or bodies_in(row, columns)
        if not bodies and columns.places.get(ADDRESSEE) in row.inherited and self._above:
            bodies = self._above.bodies
        self.drafts.append(
            _Draft(
                point.number, self.theme, list(point.text), point.label, list(point.comment), columns.kind,
                self._table, row.row, bodies=bodies or self._theme_bodies, boards=boards,
                parent=self._parent_of(point.number), unknown_bodies=unknown_bodies(row, columns),
            )
        )  # fmt: skip
        if point.number:
            self._numbers[self._table, point.number] = len(self.drafts)

    def _parent_of(self, number: str | None) -> int | None:
        """The position of the recommendation of the table that one with this number is a part of; None for a whole one.

        A number with a letter is a part of one that is not assessed itself; others are points that were put in between.
        """
        above = number_above(number) if number else None
        position = self._numbers.get((self._table, above or ""))
        if number is None or position is None:
            return None
        return position if is_unjudged(self.drafts[position - 1].label) or "." in number else None

    def _set_theme(self, row: GridRow, lines: Sequence[str]) -> None:
        theme = one_line(" ".join(lines))
        self.begin_theme(theme, row.passages)
        self._theme_of_row = True
        names = names_in(theme)
        if names and all(map(is_body_name, names)) and sum(map(len, names)) >= len(theme) / 2:
            self._theme_bodies = names
            self._ledger.store(row.passages, "recommendation_addressee", "body")
        self._note(UNDERSTOOD, "theme_row", row, theme)

    def _finished(self, draft: _Draft, position: int) -> ReportRecommendation:
        agree(draft, self.notebook, self.where)
        has_level = not is_unjudged(draft.label)
        means = meaning(draft.label) if has_level else None
        if draft.boards and not has_level:
            self._ledger.store(draft.label_passages, "assessment", "comment", position)
        elif not has_level:
            self._ledger.skip_instead(draft.label_passages, "not_judged")
        elif means is None:
            self._ledger.keep_too(draft.label_passages, UNKNOWN_LEVEL, position)
            self.notebook.add(
                KEPT, UNKNOWN_LEVEL, self.where, draft.label,
                number=draft.number or "", table=draft.table, row=draft.row, position=position,
            )  # fmt: skip
        return ReportRecommendation(
            position=position,
            number=draft.number,
            theme=draft.theme,
            text=tidy("\n".join(draft.text)),
            label=draft.label if has_level else None,
            means=means,
            comment=tidy("\n".join(draft.comment)) or None,
            kind=draft.kind,
            table=draft.table,
            row=draft.row,
            bodies=draft.bodies,
            parent=draft.parent,
            unknown_bodies=draft.unknown_bodies,
        )

    def _note(self, kind: str, code: str, row: GridRow, what: str = "", **values: str) -> None:
        self.notebook.add(kind, code, self.where, what, table=self._table, row=row.row, **values)


def skip_header(ledger: FateLedger, table: WordTable, header: Header, after: int) -> None:
    """Skip the rows of a header, and keep those above it."""
    for index, row in enumerate(table.rows[: after + 1]):
        if header.first <= index <= header.row:
            ledger.skip(row.passages, "header")
        else:
            ledger.keep(row.passages, "above_header")


def numbered_headings(rows: Sequence[GridRow], columns: Columns) -> frozenset[int]:
    """Return the rows of a number and a short text alone, above rows numbered as its parts: they say a theme."""
    said = [(row, *number_and_text(row, columns)) for row in rows]
    return frozenset(
        row.row
        for (row, number, text), (_below, part, _text) in pairwise(said)
        if number and part and "." in part and is_below(part, number) and looks_like_theme(text)
        if not level_of(row, columns)[0] and not row.column(columns, COMMENT)
    )


def take_bodies(ledger: FateLedger, row: GridRow, columns: Columns, point: int) -> bool:
    """Tell that the bodies of a row are those whom its point is for; True when they are refused as none is named."""
    said = passages_of(row.column(columns, ADDRESSEE))
    if said and bodies_in(row, columns):
        ledger.store(said, "recommendation_addressee", "body", point)
        return False
    waiting = ledger.waiting(said)
    ledger.refuse(waiting, UNKNOWN_BODY, point)
    return bool(waiting)


def note_numbers(notebook: Notebook, where: str, numbers: Sequence[str | None]) -> None:
    """Note numbers that stand twice, and those that are missing."""
    seen: set[str] = set()
    for number in numbers:
        if number is not None and number in seen:
            notebook.add(UNDERSTOOD, "number_repeated", where, number)
        seen.add(number or "")
    whole = {int(match[1]) for number in seen if (match := _WHOLE.fullmatch(number))}
    if whole and max(whole) <= 2 * len(numbers):
        for missing in sorted(set(range(1, max(whole))) - whole):
            notebook.add(UNDERSTOOD, "number_missing", where, str(missing))


def note_others(notebook: Notebook, where: str, table: int, rows: Sequence[GridRow], columns: Columns) -> None:
    """Note the content of unknown columns of a table, by its number."""
    for place in columns.others:
        lines = [line for row in rows for line in lines_of(row.cells.get(place, ()))]
        if lines:
            notebook.add(KEPT, "column_kept", where, "\n".join(lines), table=table, column=place + 1)


def is_of_another_body(above: _Draft | None, row: GridRow, columns: Columns) -> bool:
    """True for a row that says of another body what the row above says of the same point."""
    bodies = bodies_in(row, columns)
    if above is None or not bodies or not above.bodies or set(bodies) <= set(above.bodies):
        return False
    number, text = number_and_text(row, columns)
    same_text = tidy("\n".join(text)) == tidy("\n".join(above.text)) and number in {above.number, None}
    merged = columns.places[TEXT] in row.inherited and not text
    return same_text or merged or not (number or text)


def divide(drafts: Sequence[_Draft], ledger: FateLedger) -> None:
    """Take the level of each recommendation with parts as text, as it is assessed through them."""
    for position in {draft.parent for draft in drafts if draft.parent}:
        draft = drafts[position - 1]
        if not is_unjudged(draft.label):
            draft.comment = [level_as_text(draft.label, tidy("\n".join(draft.comment)) or None)]
            ledger.store(draft.label_passages, "assessment", "comment", position)
            draft.label, draft.label_passages = "", []


def agree(draft: _Draft, notebook: Notebook, where: str) -> None:
    """Give a point the level that all of its bodies have; where they differ it has none, and all is in words."""
    if not draft.boards:
        return
    level = agreed(draft.boards)
    own = [] if draft.boards[0].comment is draft.comment else draft.comment
    draft.comment = [*own, *in_words(draft.boards, with_levels=level is None)]
    draft.label = level or ""
    if level is None:
        bodies = ", ".join(draft.bodies)
        notebook.add(UNDERSTOOD, "boards_differ", where, bodies, table=draft.table, row=draft.row)
