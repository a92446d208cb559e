"""Sheets of a register: what stands above the header, the header itself, and rows that are no points.

A row is a point, says something of the points below it (an audit, a body, a theme), repeats the header or sums up.
"""

import re
from collections.abc import Sequence

from storage.domain.text import one_line
from storage.intake.header_words import NUMBER, TEXT, THEME
from storage.intake.registers.columns import (
    AUDIT,
    BODY,
    RegisterHeader,
    find_header,
    header_role,
    heads_points,
    looks_like_header,
)
from storage.intake.registers.points import GroupRow, Line, PointCollector
from storage.intake.registers.rows import LineReader, is_audit_name
from storage.intake.registers.sheets import BesideText, Place, Sheet, SheetRow, letters

_HEADER_WITHIN = 40
_LONGEST_GROUP = 150
_TOTAL = re.compile(
    r"(?:(?:del)?summa|totalt?|antal|andel|medelvärde|genomsnitt|(?:sub|grand )?total)"
    r"(?: (?:antal|rekommendationer|punkter|totalt|i procent))*[:.]?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(r"[\d\s.,%–-]*")
_AN_AUDIT = re.compile(r"gransk|revision|rapport|utvärdering|förstudie|\b(?:19|20)\d\d\b", re.IGNORECASE)
_ONE_AUDIT = re.compile(r"(?:granskning|granskningen|revisionsrapport)(?::| av )", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_SAYS_FOLLOWUP = re.compile(r"uppfölj|status|läge|bedöm|avstäm", re.IGNORECASE)
_WITHIN = {"cell_note": "anteckning", "far": "långt från de andra"}
"""Kind of a passage beside the rows → what it stands in, in words."""


class SheetReader:
    """Reads one sheet, giving each of its passages a fate."""

    def __init__(self, collector: PointCollector, sheet: Sheet, number: int) -> None:
        self.collector, self.sheet, self.number = collector, sheet, number
        self.ledger = collector.notebook.ledger
        self.numbers: dict[Place, int] = {}
        self.anchors = dict.fromkeys({*sheet.down.values()}, "")
        self.asides: dict[int, list[int]] = {}
        """Row, or -1 for none → passages beside the rows."""

    def read(self) -> None:
        """Read the rows."""
        self._take_inventory()
        rows = self.sheet.rows
        header = find_header(rows, 0, _HEADER_WITHIN, self.sheet.across)
        if header is None:
            self._keep_all()
            return
        if self.sheet.hidden:
            self.collector.count("sheet_hidden", self.sheet.name, self._sheet_name())
        title = self._title(rows[: header.first])
        year = self._before(rows[: header.first])
        while header is not None:
            reader = LineReader(self.collector, self.sheet, header, self.number, year)
            reader.groups.audit, title = (title if header.place(AUDIT) < 0 else None), None
            header, _at = self._table(reader, header.last + 1)
        self._keep_asides(-1, None)
        for row in list(self.asides):
            self._keep_asides(row, None)
        self.ledger.keep(self.ledger.waiting(self.numbers.values()), "row_kept")

    def _table(self, reader: LineReader, at: int) -> tuple[RegisterHeader | None, int]:
        """Read the rows of a table; return the header of the next, and its row."""
        self._name_columns(reader.header)
        rows = self.sheet.rows
        while at < len(rows):
            line = self._line(rows[at])
            found = None
            if not self._is_header(line, reader.header):
                self._row(line, reader)
                self._keep_asides(line.row, reader)
            elif self._repeats(line, reader.header):
                self.ledger.skip(line.passages.values(), "header_repeated")
                self.collector.count("header_repeated_in", "", self.sheet.place(line.row))
            elif (found := find_header(rows, at, 2, self.sheet.across)) is None:
                self.ledger.keep(line.passages.values(), "row_kept")
            if found is not None:
                return found, at
            at += 1
        return None, at

    def _take_inventory(self) -> None:
        """Add each cell and each passage beside the rows to the inventory, in order of rows."""
        inventory = self.ledger.inventory
        inventory.name_table(self.number, self._sheet_name())
        self.ledger.begin_audit(len(inventory.passages) + 1, 0)
        beside: dict[int, list[BesideText]] = {}
        for passage in self.sheet.passages:
            beside.setdefault(-1 if passage.row is None else passage.row, []).append(passage)
        inventory.table = self.number
        for row in self.sheet.rows:
            inventory.row = row.row + 1
            for column in sorted(row.cells):
                inventory.column = column + 1
                self.numbers[row.row, column] = inventory.add(row.cells[column])
                if (row.row, column) in self.anchors:
                    self.anchors[row.row, column] = row.cells[column]
            self._add_beside(row.row, beside.pop(row.row, ()))
        for key in list(beside):
            self._add_beside(key, beside[key])
        inventory.table = inventory.row = inventory.column = 0

    def _add_beside(self, row: int, found: Sequence[BesideText]) -> None:
        inventory = self.ledger.inventory
        for passage in found:
            rule = "deleted" if passage.rule == "struck" else ""
            if passage.column is None:
                number = inventory.add(passage.text, passage.rule, within=passage.where, rule=rule, aside=True)
            else:
                inventory.row, inventory.column = row + 1, passage.column + 1
                number = inventory.add(passage.text, passage.rule, within=_WITHIN.get(passage.rule, ""), rule=rule)
            self.asides.setdefault(row, []).append(number)

    def _sheet_name(self) -> str:
        return f"blad {self.sheet.name}" if self.sheet.name else ""

    def _keep_all(self) -> None:
        """Keep a sheet without points."""
        self.ledger.keep(self.numbers.values(), "no_points")
        if self.numbers:
            self.collector.count("sheet_kept", self.sheet.name, self._sheet_name())
        for row in list(self.asides):
            self._keep_asides(row, None)

    def _keep_asides(self, row: int, reader: LineReader | None) -> None:
        """Keep what stands beside a row, at its point where it has one."""
        for number in self.asides.pop(row, ()):
            passage = self.ledger.inventory.passage(number)
            if passage.rule:
                self.ledger.skip([number], passage.rule)
                continue
            point = reader.above if reader else None
            own = point is not None and point.row <= row + 1
            self.ledger.keep([number], passage.kind, point.position if point and own else 0)
            if passage.kind == "far":
                self.collector.count("cell_far", passage.text, self.ledger.inventory.place(number))

    def _title(self, rows: Sequence[SheetRow]) -> GroupRow | None:
        """Return the row above the first header that names the audit of its points; None without one."""
        line = self._line(rows[-1]) if rows else None
        text = next(iter(line.cells.values())) if line and len(line.cells) == 1 else ""
        return GroupRow(text, tuple(line.passages.values())) if line and _ONE_AUDIT.match(text) else None

    def _before(self, rows: Sequence[SheetRow]) -> int | None:
        """Keep the rows above the header; return the year that the sheet's name or a title gives its levels."""
        texts: list[str] = []
        for row in rows:
            line = self._line(row)
            texts += line.cells.values()
            if not (row is rows[-1] and self._title(rows)):
                self.ledger.keep(line.passages.values(), "above_header")
        own = [int(year) for year in _YEAR.findall(self.sheet.name)]
        if len(own) == 1 and "gransk" not in self.sheet.name.casefold():
            return own[0]
        years = {int(year) for text in texts if _SAYS_FOLLOWUP.search(text) for year in _YEAR.findall(text)}
        return years.pop() if len(years) == 1 else None

    def _name_columns(self, header: RegisterHeader) -> None:
        words = {each.place + 1: one_line(each.header) or letters(each.place) for each in header.columns}
        self.ledger.inventory.name_columns(self.number, words)
        for row in self.sheet.rows[header.first : header.last + 1]:
            self.ledger.skip(self._line(row).passages.values(), "column_header")
            self._keep_asides(row.row, None)

    def _is_header(self, line: Line, header: RegisterHeader) -> bool:
        """Return True for a header below others: the same words over the points' text, or a header of other columns."""
        place = header.place(TEXT)
        words = next(column.header for column in header.columns if column.place == place)
        if one_line(line.cells.get(place, "")) == one_line(words):
            return looks_like_header(line.cells)
        return any(map(heads_points, line.cells.values())) and all(header_role(t)[0] for t in line.cells.values())

    def _repeats(self, line: Line, header: RegisterHeader) -> bool:
        own = [column for column in header.columns if column.header]
        return all(one_line(line.cells.get(each.place, each.header)) in one_line(each.header) for each in own)

    def _line(self, row: SheetRow) -> Line:
        """Return a row with the texts that merged cells give it."""
        passages = {column: self.numbers[row.row, column] for column in row.cells}
        if not self.sheet.down:
            return Line(row.row, row.cells, passages, frozenset())
        inherited = {}
        for column in range(max(row.cells, default=0) + 40):
            anchor = self.sheet.down.get((row.row, column))
            if anchor and anchor[1] == column and column not in row.cells and (text := self.anchors[anchor]):
                inherited[column] = text
        return Line(row.row, {**row.cells, **inherited}, passages, frozenset(inherited))

    def _row(self, line: Line, reader: LineReader) -> None:
        """Read a row below the header."""
        header = reader.header
        self.ledger.begin_audit(min(line.passages.values()), 0)
        text = line.cells.get(header.place(TEXT), "")
        above = reader.above
        if _is_total(line, text):
            self.ledger.skip(line.passages.values(), "total_row")
            self.collector.count("total_rows", "", self.sheet.place(line.row))
        elif self._is_group(line, header):
            self._group(line, reader)
        elif text:
            reader.points(line, text)
        elif above and line.cells.get(header.place(BODY)) and not line.numbers(header.place(NUMBER)):
            self.ledger.begin_audit(min(line.passages.values()), above.audit)
            reader.judge(above, line)
            reader.settle_rest(line, above)
        else:
            self.ledger.refuse(line.passages.values(), "row_unclear")
            what = " | ".join(line.cells[place] for place in line.passages)
            self.collector.count("row_unclear_in", one_line(what), self.sheet.place(line.row))

    def _is_group(self, line: Line, header: RegisterHeader) -> bool:
        """Return True for a row of one text that is no point: of another column, or merged over several."""
        if len(line.passages) != 1 or len(header.columns) == 1 or header.place(TEXT) in line.inherited:
            return False
        place = next(iter(line.passages))
        if len(line.cells[place]) > _LONGEST_GROUP:
            return False
        merged = (line.row, place + 1) in self.sheet.across
        names_audit = header.place(AUDIT) < 0 and is_audit_name(line.cells[place])
        return merged or place < header.place(TEXT) or (place == header.place(TEXT) and names_audit)

    def _group(self, line: Line, reader: LineReader) -> None:
        """Read a row that says something of the points below it; where there are none, it is kept."""
        header, place = reader.header, next(iter(line.passages))
        group = GroupRow(line.cells[place], tuple(line.passages.values()))
        reader.carried = None
        names = self.collector.names(group.text)
        if names and " ".join(names).casefold() == one_line(group.text).casefold():
            reader.groups.body = group
        elif header.place(AUDIT) < 0 and (_AN_AUDIT.search(group.text) or header.place(THEME) >= 0):
            reader.groups.audit, reader.groups.theme = group, None
        else:
            reader.groups.theme = group


def _is_total(line: Line, text: str) -> bool:
    """Return True for a row that sums up: its first word says so, and the rest is numbers."""
    first = next((value for place, value in line.cells.items() if place in line.passages), "")
    others = [value for value in line.cells.values() if value != first]
    return _TOTAL.fullmatch(first) is not None and all(map(_NUMERIC.fullmatch, others)) and (bool(others) or not text)
