"""Recommendations from the rows of an audit's tables.

A row is a recommendation, the continuation of the row above (cut by a page break), a theme, a repeated header or a
separator. Any other row is refused with a note. Every passage of a table has a fate in the ledger when it is read.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from storage.domain.level_words import NOT_JUDGED
from storage.domain.scale import AS_A_WHOLE_LABEL, NOT_ASSESSED_LABEL, label_key
from storage.domain.scale import standard_meaning as meaning_of
from storage.domain.subpoints import DIVIDED_LABEL
from storage.domain.text import one_line, tidy
from storage.intake.columns import Columns
from storage.intake.document import JOINED, KEPT, REFUSED, UNDERSTOOD, Notebook, ReportRecommendation
from storage.intake.grid import (
    GridRow,
    Header,
    bare_number,
    is_header,
    is_separator,
    laid_out,
    passages_of,
    split_number,
)
from storage.intake.header_words import COMMENT, LEVEL, NUMBER, TEXT, THEME
from storage.intake.ledger import FateLedger
from storage.intake.word import WordParagraph, WordTable

_ENDED = re.compile(r"[.!?:;][\"”')\]]*$")
_HANGING = re.compile(
    r"(?:[,–-]|\b(?:och|eller|samt|att|för|av|med|i|på|till|om|som|den|det|de|en|ett|från|inom|vid|gällande|avseende|än))$",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(\d+)(?:\s?[a-zåäö])?")
_UNJUDGED = {label_key(label) for label in (*NOT_JUDGED, NOT_ASSESSED_LABEL, AS_A_WHOLE_LABEL, DIVIDED_LABEL)}
meaning = lru_cache(maxsize=256)(meaning_of)
"""A report repeats few labels, on every row."""
UNKNOWN_LEVEL = "unknown_level"
_FIELDS = {
    NUMBER: ("recommendation", "number"),
    TEXT: ("recommendation", "text"),
    COMMENT: ("assessment", "comment"),
}
"""Column → the entity and the field that have it."""
_LONGEST_THEME = 100
_MOST_WORDS = 10
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
    _table: int = 0
    _closed: int = 0
    """Number of first drafts that no row can continue."""
    _distinct: bool = False
    """True when recommendations of the table have numbers or levels, so that a row without is none."""

    def read(self, table: WordTable, number: int, header: Header, *, after: int, continues: bool) -> None:
        """Read the rows after the row `after` of a table, by its number in the file.

        If it `continues` the preceding table, its first row may continue that one's last.
        """
        self._table = number
        self._above_rows(table, header, after)
        self._closed = 0 if continues else len(self.drafts)
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
        numbered = any(_number_and_text(row, header.columns)[0] for row in rows)
        self._distinct = header.columns.has_level or numbered
        for index, row in enumerate(rows):
            self._row(row, header.columns, is_last=index == len(rows) - 1)
            self._ledger.keep(self._ledger.waiting(row.passages), "column_kept", self._point(row))
        self._keep_others(rows, header.columns)
        self._ledger.skip(self._ledger.waiting(table.passages), "merged_cell")

    def recommendations(self) -> tuple[ReportRecommendation, ...]:
        """The recommendations, in order."""
        found = tuple(self._finished(draft, position) for position, draft in enumerate(self.drafts, 1))
        self._check_numbers([each.number for each in found])
        said = {each.theme for each in found}
        for theme in self._themes.keys() - said:
            self._ledger.keep_too(self._themes[theme], "theme_unused")
        return found

    def begin_theme(self, theme: str, passages: Sequence[int]) -> None:
        """Give the next rows a theme, which these passages say."""
        self.theme = theme
        self._themes.setdefault(theme, []).extend(passages)
        self._ledger.store(passages, "recommendation", "theme")

    @property
    def _ledger(self) -> FateLedger:
        return self.notebook.ledger

    def _above_rows(self, table: WordTable, header: Header, after: int) -> None:
        """Skip the header's row, and keep the rows above it."""
        for index, row in enumerate(table.rows[: after + 1]):
            if header.first <= index <= header.row:
                self._ledger.skip(row.passages, "header")
            else:
                self._ledger.keep(row.passages, "above_header")

    def _point(self, row: GridRow) -> int:
        """Return the position of the recommendation that a row is of; 0 for a row of none."""
        taken = any((fate := self._ledger.fates.get(number)) is not None and fate.point for number in row.passages)
        return len(self.drafts) if taken else 0

    def _take(self, row: GridRow, columns: Columns, *names: str) -> None:
        """Tell that columns of a row are stored in the newest recommendation."""
        for name in names:
            self._ledger.store(passages_of(row.column(columns, name)), *_FIELDS[name], len(self.drafts))
        label = passages_of(row.column(columns, LEVEL))
        self.drafts[-1].label_passages += label
        self._ledger.store(label, "assessment", "level", len(self.drafts))

    @property
    def _above(self) -> _Draft | None:
        """The recommendation that a row may continue."""
        return self.drafts[-1] if len(self.drafts) > self._closed else None

    def _row(self, row: GridRow, columns: Columns, *, is_last: bool) -> None:
        number, text = _number_and_text(row, columns)
        label = _label(row, columns)
        shared = self._shared_label(row, columns, number, text)
        comment = _lines(row.column(columns, COMMENT))
        if row.merged:
            self._merged(row, is_numbered=number is not None)
        elif number is None and not shared and self._may_be_lone(row, columns, label, is_last=is_last):
            self._lone(row, columns, is_last=is_last)
        elif not (text or label or comment):
            self._unclear(row, refused=number is not None)
        elif self._is_continuation(number, text, label or shared):
            self._continue(row, text, label, comment)
            self._take(row, columns, NUMBER, TEXT, COMMENT)
        elif text:
            self._begin(row, columns, number, text, label or shared)
            self._take(row, columns, NUMBER, TEXT, COMMENT)
        else:
            self._unclear(row, refused=True)

    def _shared_label(self, row: GridRow, columns: Columns, number: str | None, text: Sequence[str]) -> str:
        """The level above, where its cell is merged with that of this row, which is a recommendation of its own."""
        above = self._above
        if above is None or not text or columns.places.get(LEVEL) not in row.inherited:
            return ""
        return above.label if number is not None or above.number is None else ""

    def _merged(self, row: GridRow, *, is_numbered: bool) -> None:
        """Read a text across the columns: a theme, unless it is long."""
        if len(row.text) <= _LONGEST_MERGED:
            self._set_theme(row, _lines(next(iter(row.cells.values()))))
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
            lines = _lines(row.cells[0])
            ended = not self._above or not self._above.comment or _ENDED.search(self._above.comment[-1])
            return bool(ended) and looks_like_theme(lines) and not is_last
        return place == places.get(NUMBER) and place == 0

    def _lone(self, row: GridRow, columns: Columns, *, is_last: bool) -> None:
        """Read a row of one text: a theme, a continuation, or a recommendation without level."""
        lines = _lines(next(iter(row.cells.values())))
        if self._continues_above(lines, is_last=is_last):
            self._continue(row, lines, "", [])
            self._ledger.store(row.passages, "recommendation", "text", len(self.drafts))
        elif self._distinct and looks_like_theme(lines) and not is_last:
            self._set_theme(row, lines)
        else:
            self._begin(row, columns, None, lines, "")
            self._ledger.store(row.passages, "recommendation", "text", len(self.drafts))

    def _completes_level(self, label: str) -> bool:
        """True when a level was cut in two: the one above has a meaning only with this."""
        above = self._above.label if self._above else ""
        return bool(above) and not meaning(above) and meaning(f"{above} {label}") is not None

    def _continues_above(self, lines: Sequence[str], *, is_last: bool) -> bool:
        """True when a lone text continues the text above rather than being a theme or a recommendation."""
        if self._above is None:
            return False
        above = self._above.text
        if lines[0][:1].islower() or (above and _HANGING.search(above[-1])):
            return True
        return self._distinct and (is_last or not looks_like_theme(lines))

    def _is_continuation(self, number: str | None, text: Sequence[str], label: str) -> bool:
        if number is not None or self._above is None:
            return False
        if label and not text:
            return self._completes_level(label)
        return not text or (self._distinct and not label)

    def _continue(self, row: GridRow, text: Sequence[str], label: str, comment: Sequence[str]) -> None:
        above = self.drafts[-1]
        _append(above.text, text)
        _append(above.comment, comment)
        above.label = one_line(f"{above.label} {label}")
        self._note(JOINED, "row_continued", row, row.text, number=above.number or "")

    def _begin(self, row: GridRow, columns: Columns, number: str | None, text: Sequence[str], label: str) -> None:
        said = row.column(columns, THEME)
        if theme := one_line(" ".join(_lines(said))):
            self.begin_theme(theme, passages_of(said) if row.lone is None else ())
        comment = _lines(row.column(columns, COMMENT))
        self.drafts.append(_Draft(number, self.theme, list(text), label, comment, columns.kind, self._table, row.row))

    def _set_theme(self, row: GridRow, lines: Sequence[str]) -> None:
        theme = one_line(" ".join(lines))
        self.begin_theme(theme, row.passages)
        self._note(UNDERSTOOD, "theme_row", row, theme)

    def _finished(self, draft: _Draft, position: int) -> ReportRecommendation:
        has_level = label_key(draft.label) not in _UNJUDGED
        means = meaning(draft.label) if has_level else None
        if not has_level:
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
        )

    def _check_numbers(self, numbers: Sequence[str | None]) -> None:
        seen: set[str] = set()
        for number in numbers:
            if number is not None and number in seen:
                self.notebook.add(UNDERSTOOD, "number_repeated", self.where, number)
            seen.add(number or "")
        whole = {int(match[1]) for number in seen if (match := _WHOLE.fullmatch(number))}
        if whole and max(whole) <= 2 * len(numbers):
            for missing in sorted(set(range(1, max(whole))) - whole):
                self.notebook.add(UNDERSTOOD, "number_missing", self.where, str(missing))

    def _keep_others(self, rows: Sequence[GridRow], columns: Columns) -> None:
        """Note the content of unknown columns."""
        for place in columns.others:
            lines = [line for row in rows for line in _lines(row.cells.get(place, ()))]
            if lines:
                self.notebook.add(
                    KEPT, "column_kept", self.where, "\n".join(lines), table=self._table, column=place + 1
                )

    def _note(self, kind: str, code: str, row: GridRow, what: str = "", **values: str) -> None:
        self.notebook.add(kind, code, self.where, what, table=self._table, row=row.row, **values)


def _number_and_text(row: GridRow, columns: Columns) -> tuple[str | None, list[str]]:
    """Split a row into its printed number, from its column, the list numbering or the text, and the other text."""
    paragraphs = row.column(columns, TEXT)
    own = one_line(" ".join(p.printed for p in row.column(columns, NUMBER)))
    if own and not (row.lone is not None and split_number(own)[0] is None and not own[0].isdigit()):
        return bare_number(own), _text_lines(paragraphs)
    if paragraphs and paragraphs[0].marker:
        return bare_number(paragraphs[0].marker), [*_split(paragraphs[0].text), *_lines(paragraphs[1:])]
    lines = _text_lines(paragraphs)
    if not lines:
        return None, []
    number, rest = split_number(lines[0])
    return number, [line for line in (rest, *lines[1:]) if line]


def _text_lines(paragraphs: Sequence[WordParagraph]) -> list[str]:
    """The lines of a cell; a single bullet is no list."""
    if len(paragraphs) == 1 and paragraphs[0].is_item:
        return _split(paragraphs[0].text)
    return _lines(paragraphs)


def _lines(paragraphs: Sequence[WordParagraph]) -> list[str]:
    return [line for paragraph in paragraphs for line in _split(paragraph.printed)]


def _split(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def _label(row: GridRow, columns: Columns) -> str:
    return one_line(" ".join(p.text for p in row.column(columns, LEVEL)))


def looks_like_theme(lines: Sequence[str]) -> bool:
    """True when a lone text is short and without final punctuation, as a theme."""
    text = " ".join(lines)
    short = len(text) <= _LONGEST_THEME and len(text.split()) <= _MOST_WORDS
    return len(lines) == 1 and short and not text[:1].islower() and not re.search(r"[.!?;,]$", text)


def _append(lines: list[str], more: Sequence[str]) -> None:
    """Continue the text of a cell, in the same paragraph unless that is complete."""
    if not more:
        return
    if lines and not _ENDED.search(lines[-1]) and not more[0].startswith("- "):
        lines[-1] = f"{lines[-1]} {more[0]}"
        more = more[1:]
    lines.extend(more)
