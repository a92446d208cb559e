"""Points of a register from the rows of a sheet: each cell gets one fate.

An unjudged row is never another row's text: only a row of the same point for another body, or one whose cell of the
text is merged with that above, is of the same point.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from storage.domain.dates import are_years
from storage.domain.level_words import split_level
from storage.domain.text import one_line
from storage.intake.chapter import years_of
from storage.intake.grid import bare_number, split_number
from storage.intake.header_words import COMMENT, LEVEL, NUMBER, TEXT, THEME
from storage.intake.registers.columns import (
    AUDIT,
    AUDIT_YEARS,
    BODY,
    FIRM,
    FOLLOWED,
    PLANNED,
    REGISTRY_NUMBER,
    REPORT,
    REPORT_DATE,
    RESPONSIBLE,
    RegisterColumn,
    RegisterHeader,
    is_sign,
)
from storage.intake.registers.dates import date_in
from storage.intake.registers.points import GroupRow, GroupRows, Judgement, Line, PointCollector, RegisterPoint
from storage.intake.registers.sheets import Sheet
from storage.intake.row_texts import meaning
from storage.intake.rows import UNKNOWN_LEVEL, is_unjudged

SIGN_LEVEL = "sign_level"
COLOUR_LEVEL = "colour_level"
UNKNOWN_BODY = "unknown_body"
_BEGINS_AUDIT = re.compile(
    r"(?:granskning|uppföljning|revision|utvärdering|grundläggande|fördjupad|förstudie)", re.IGNORECASE
)
_LABEL = re.compile(r"^(?:granskning|granskningen|revisionsrapport):\s*", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_DATED_LEVEL = re.compile(r"(?P<label>[^\d(]+?)[\s,(]+(?P<date>(?:19|20)\d\d(?:-\d\d-\d\d)?)\)?")
_PLAIN_SHEET = re.compile(
    r"(?:blad|sheet|tabell|ark|data)\s*\d*|\d+|register|rekommendationer|sammanställning|alla|lista|granskningar|status"
    r"|uppföljning\w*|.*\.csv",
    re.IGNORECASE,
)

_READ: Mapping[str, Callable[[str], str | None]] = {
    NUMBER: bare_number,
    THEME: one_line,
    RESPONSIBLE: one_line,
    PLANNED: date_in,
}
"""Column of a point's own field → the way to read it."""


class LineReader:
    """Reads the lines below one header of a sheet."""

    def __init__(
        self, collector: PointCollector, sheet: Sheet, header: RegisterHeader, number: int, year: int | None
    ) -> None:
        self.collector, self.sheet, self.header, self.number, self.year = collector, sheet, header, number, year
        self.ledger = collector.notebook.ledger
        self.groups = GroupRows()
        self.above: RegisterPoint | None = None
        self.carried: tuple[str, str | None] | None = None

    def points(self, line: Line, text: str) -> None:
        """Add the point of a row to each of its audits."""
        number, text = self._number_and_text(line, text)
        titles, years, cells = self._audits(line)
        first: RegisterPoint | None = None
        for title in titles:
            audit = self.collector.audit(title, years or years_of(title, ""))
            if first is None:
                self.ledger.begin_audit(min(line.passages.values()), audit)
            point = self._point(audit, number, text, line)
            if first is None:
                first = point
                self._store_named(line, cells, audit, point)
            self.judge(point, line, stores=point is first)
        if first is not None:
            self.above = first
            self.settle_rest(line, first)

    def _number_and_text(self, line: Line, text: str) -> tuple[str | None, str]:
        own = self.header.of(NUMBER)
        if own:
            return bare_number(line.cells.get(own[0].place, "")) if own[0].place in line.cells else None, text
        number, rest = split_number(text)
        return (number, rest) if number and rest else (None, text)

    def _audits(self, line: Line) -> tuple[list[str], str | None, list[int]]:
        """Return the titles of the audits of a row, their years, and the passages that say them."""
        place = self.header.place(AUDIT)
        years = self._years(line)
        if place in line.cells:
            titles = self._titles(line.cells[place])
            self.carried = (line.cells[place], years) if len(titles) == 1 else None
            if len(titles) > 1:
                self.collector.count("several_audits", line.cells[place], self.sheet.place(line.row))
            return titles, years, line.numbers(place)
        if self.carried:
            if place not in line.inherited:
                self.collector.count("audit_carried", "", self.sheet.place(line.row))
            return [one_line(self.carried[0])], years or self.carried[1], []
        if title := self._use(self.groups.audit, "audit", "title"):
            return [_LABEL.sub("", title) or title], years, []
        name = one_line(_YEAR.sub("", self.sheet.name)).strip(" -–_")
        plain = not name or _PLAIN_SHEET.fullmatch(name)
        return [self.collector.title if plain else one_line(self.sheet.name)], years, []

    def _titles(self, text: str) -> list[str]:
        """Return the titles in a cell: one a line; also parted by semicolons, where each begins as an audit's name."""
        lines = [one_line(part) for part in text.split("\n") if part.strip()]
        parts = [one_line(part) for line in lines for part in line.split(";") if part.strip()]
        if len(parts) > 1 and all(map(_BEGINS_AUDIT.match, parts)):
            return list(dict.fromkeys(parts))
        if len(lines) > 1 and all(map(_BEGINS_AUDIT.match, lines)):
            return list(dict.fromkeys(lines))
        return [one_line(text)]

    def _years(self, line: Line) -> str | None:
        text = line.cells.get(self.header.place(AUDIT_YEARS), "")
        found = re.sub(r"\s*[-–]\s*", "–", text)
        if are_years(found):
            return found
        day = date_in(text) if text else None
        return day[:4] if day else None

    def _point(self, audit: int, number: str | None, text: str, line: Line) -> RegisterPoint:
        """Return the point of a row: one that is there, of another body, or a new one."""
        bodies = self.collector.names(line.cells.get(self.header.place(BODY), ""))
        known = self.collector.known(audit, number, text)
        if known and self._is_same(known, bodies, line):
            return known
        theme = line.cells.get(self.header.place(THEME)) or self._use(self.groups.theme, "recommendation", "theme")
        point = RegisterPoint(
            audit=audit,
            position=len(self.collector.audits[audit - 1].points) + 1,
            number=number,
            theme=one_line(theme) if theme else None,
            text=text,
            kind=self.header.kind,
            responsible=one_line(line.cells.get(self.header.place(RESPONSIBLE), "")) or None,
            planned=date_in(line.cells.get(self.header.place(PLANNED), "")),
            sheet=self.number,
            row=line.row + 1,
        )
        self.collector.add(point)
        return point

    def _is_same(self, known: RegisterPoint, bodies: list[str], line: Line) -> bool:
        """Return True for a row of the same words that is of the same point: of another body, year or sheet."""
        merged = self.header.place(TEXT) in line.inherited
        other_body = bool(bodies and known.bodies and not set(bodies) & set(known.bodies))
        followed = _year(date_in(line.cells.get(self.header.place(FOLLOWED), "")))
        other_year = followed is not None and followed not in known.rounds and bool(known.rounds)
        return merged or other_body or other_year or known.sheet != self.number

    def _store_named(self, line: Line, cells: list[int], audit: int, point: RegisterPoint) -> None:
        """Give the cells of a point's own fields their fates."""
        own = self.collector.audits[audit - 1]
        store = self.ledger.store
        store(cells, "audit", "title")
        store(line.numbers(self.header.place(TEXT)), "recommendation", "text", point.position)
        for role, read in _READ.items():
            place = self.header.place(role)
            value = getattr(point, role)
            if value is not None and place in line.cells and read(line.cells[place]) == value:
                store(line.numbers(place), "recommendation", role, point.position)
                if role != NUMBER:
                    point.cells.setdefault(role, []).extend(line.numbers(place))
        if own.years and self._years(line) == own.years:
            store(line.numbers(self.header.place(AUDIT_YEARS)), "audit", "years")
            own.cells.setdefault("years", []).extend(line.numbers(self.header.place(AUDIT_YEARS)))
        for role in (REPORT_DATE, REGISTRY_NUMBER, FIRM):
            text = line.cells.get(self.header.place(role), "")
            value = date_in(text) if role == REPORT_DATE else one_line(text)
            if value and own.facts.setdefault(role, value) == value:
                store(line.numbers(self.header.place(role)), "audit", role)
                own.cells.setdefault(role, []).extend(line.numbers(self.header.place(role)))

    def _bodies(self, point: RegisterPoint, line: Line, *, stores: bool) -> list[str]:
        """Return the bodies of a row, which are told of the point."""
        place = self.header.place(BODY)
        names = self.collector.names(line.cells.get(place, ""))
        if group := (self.groups.body if place not in line.cells else None):
            names = self.collector.names(self._use(group, "audit_auditee", "body") or "")
        self._add_bodies(point, names)
        if stores and names:
            self.ledger.store(line.numbers(place), "audit_auditee", "body", point.position)
        elif stores and line.numbers(place):
            self.ledger.refuse(line.numbers(place), UNKNOWN_BODY, point.position)
            self.collector.count("body_unknown", one_line(line.cells[place]), self._place(line, place))
        return names

    def _add_bodies(self, point: RegisterPoint, names: Sequence[str]) -> None:
        own = self.collector.audits[point.audit - 1].bodies
        for bodies in (point.bodies, own):
            bodies += [name for name in names if name not in bodies]

    def _place(self, line: Line, place: int) -> str:
        words = next((column.header for column in self.header.columns if column.place == place), "")
        return self.sheet.place(line.row, place, one_line(words))

    def judge(self, point: RegisterPoint, line: Line, *, stores: bool = True) -> None:
        """Add the judgements of a row to a point."""
        names = self._bodies(point, line, stores=stores)
        followed = date_in(line.cells.get(self.header.place(FOLLOWED), ""))
        single = names[0] if len(names) == 1 else None
        found: dict[tuple[int | None, str | None], Judgement] = {}
        for column in self.header.of(LEVEL):
            judgement = self._level(point, line, column, stores=stores)
            judgement.body = column.body or single
            year = column.year or _year(followed if column.body is None else None) or _year(judgement.assessed_on)
            judgement.assessed_on = judgement.assessed_on or (followed if not column.year else None)
            found[year or self.year, judgement.body] = judgement
            if column.body and judgement.label:
                self._add_bodies(point, [column.body])
        judged: list[int | None] = [year for (year, _body), each in found.items() if year and each.label]
        said = [column.year for role in (COMMENT, REPORT) for column in self.header.of(role) if column.year]
        years = judged or [year for year, _body in found if year] or said or [_year(followed) or self.year]
        for role, name in ((COMMENT, "comment"), (REPORT, "department_report")):
            for column in self.header.of(role):
                if text := line.cells.get(column.place, ""):
                    key = (column.year or max(years, key=lambda year: year or 0), single)
                    judgement = found.setdefault(key, Judgement(single))
                    (judgement.comment if role == COMMENT else judgement.report).append(text)
                    if stores:
                        self.ledger.store(line.numbers(column.place), "assessment", name, point.position)
        told = [(year, judgement) for (year, _body), judgement in found.items() if not judgement.says_nothing]
        for year, judgement in told:
            point.rounds.setdefault(year, []).append(judgement)
        if stores and any(each.assessed_on == followed and meaning(each.label) for _year_of, each in told) and followed:
            self.ledger.store(line.numbers(self.header.place(FOLLOWED)), "assessment", "assessed_on", point.position)

    def _level(self, point: RegisterPoint, line: Line, column: RegisterColumn, *, stores: bool) -> Judgement:
        """Read a cell of levels."""
        text = line.cells.get(column.place, "")
        cells = line.numbers(column.place)
        judgement = Judgement(column.body)
        if is_unjudged(text):
            if stores:
                self.ledger.skip(cells, "not_assessed")
            if not text and (line.row, column.place) in self.sheet.coloured:
                self._colour(point, line, column, stores=stores)
            return judgement
        dated = _DATED_LEVEL.fullmatch(one_line(text))
        if dated and meaning(dated["label"]):
            text, judgement.assessed_on = dated["label"].strip(), dated["date"]
        label, rest = split_level(text.split("\n"), meaning)
        if is_sign(text) and meaning(text) is None:
            self._untold(SIGN_LEVEL, "sign_no_level", text, point, line, column, stores=stores)
            return judgement
        judgement.label, judgement.label_cells = (label, cells) if meaning(label) else (one_line(text), cells)
        if meaning(label):
            judgement.comment += list(rest)
            if stores:
                self.ledger.store(cells, "assessment", "level", point.position)
        else:
            self._untold(UNKNOWN_LEVEL, "level_no_level", text, point, line, column, stores=stores)
        return judgement

    def _untold(
        self, why: str, code: str, text: str, point: RegisterPoint, line: Line,
        column: RegisterColumn, *, stores: bool,
    ) -> None:  # fmt: skip
        """Keep what stands in a column of levels and is none."""
        if stores:
            self.ledger.keep(line.numbers(column.place), why, point.position)
            self.collector.count(code, one_line(text), self._place(line, column.place))

    def _colour(self, point: RegisterPoint, line: Line, column: RegisterColumn, *, stores: bool) -> None:
        """Refuse a colour, which is no level."""
        if stores:
            place = self._place(line, column.place)
            number = self.ledger.inventory.add("färgad cell", "colour", within=place, aside=True)
            self.ledger.refuse([number], COLOUR_LEVEL, point.position)
            self.collector.count("colour_no_level", "", place)

    def settle_rest(self, line: Line, point: RegisterPoint) -> None:
        """Keep what no field of a point has."""
        self.ledger.keep(self.ledger.waiting(line.passages.values()), "", point.position)

    def _use(self, group: GroupRow | None, entity: str, name: str) -> str | None:
        """Return the text of a row above, which then is stored."""
        if group is None:
            return None
        if not group.used:
            group.used = True
            self.ledger.store(group.passages, entity, name)
        return one_line(group.text)


def is_audit_name(text: str) -> bool:
    """Return True for a short text that begins as names of audits do, and is no sentence."""
    return _BEGINS_AUDIT.match(text) is not None and not text.endswith((".", "?", "!", ":"))


def _year(day: str | None) -> int | None:
    return int(day[:4]) if day else None
