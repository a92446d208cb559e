"""The points of a register, collected from all its sheets, with their rounds of judgements."""

import re
from collections.abc import Collection, Mapping

from msgspec import Struct, field

from storage.domain.body_names import is_body, names_in, sentence_case
from storage.domain.text import one_line, searchable
from storage.intake.document import Notebook


class Judgement(Struct):
    """A judgement of a point, of all its bodies or of one."""

    body: str | None
    label: str = ""
    comment: list[str] = []
    report: list[str] = []
    assessed_on: str | None = None
    label_cells: list[int] = []
    """Passages of the label."""

    @property
    def says_nothing(self) -> bool:
        """True without a label or a text."""
        return not (self.label or self.comment or self.report)


class RegisterPoint(Struct):
    """A point of a register."""

    audit: int
    """Order of its audit, counted from 1."""
    position: int
    """Order within its audit, counted from 1."""
    number: str | None
    theme: str | None
    text: str
    kind: str
    responsible: str | None = None
    planned: str | None = None
    bodies: list[str] = []
    rounds: dict[int | None, list[Judgement]] = {}
    """Year → its judgements; None for those without a year."""
    sheet: int = 0
    row: int = 0
    cells: dict[str, list[int]] = {}
    """`theme`, `responsible` or `planned` → its passages."""


class RegisterAudit(Struct):
    """An audit of a register."""

    title: str
    years: str | None
    points: list[RegisterPoint] = []
    bodies: list[str] = []
    facts: dict[str, str] = {}
    """`report_date`, `registry_number` and `firm`."""
    cells: dict[str, list[int]] = {}
    """`years` or the name of a fact → its passages."""


class GroupRows(Struct):
    """The rows that say something of the points below them."""

    audit: "GroupRow | None" = None
    theme: "GroupRow | None" = None
    body: "GroupRow | None" = None


class GroupRow(Struct):
    """A row that says something of the points below it."""

    text: str
    passages: tuple[int, ...]
    used: bool = False


class Line(Struct):
    """A row with its cells under the header, and the numbers of its passages."""

    row: int
    cells: Mapping[int, str]
    passages: Mapping[int, int]
    """Column → the passage of its own cell."""
    inherited: frozenset[int]
    """Columns that take their text from a merged cell above."""

    def numbers(self, column: int) -> list[int]:
        """Return the passage of a column, where it is one of its own."""
        return [self.passages[column]] if column in self.passages else []


class PointCollector(Struct):
    """The points of all sheets of a file, as they are found."""

    notebook: Notebook
    title: str
    """The audit's title where neither a column, a row nor the sheet names one."""
    bodies: Collection[str]
    """`searchable(name)` of the bodies that the register knows."""
    audits: list[RegisterAudit] = []
    _by_audit: dict[tuple[str, str], int] = field(default_factory=dict)
    _by_text: dict[tuple[int, str, str], RegisterPoint] = field(default_factory=dict)
    _names: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """(code of a note, what it is about) → places."""

    def audit(self, title: str, years: str | None) -> int:
        """Return the order of an audit, counted from 1; a new one where there is none of that title and year."""
        key = searchable(one_line(title)), years or ""
        if key not in self._by_audit:
            self.audits.append(RegisterAudit(title, years))
            self._by_audit[key] = len(self.audits)
        return self._by_audit[key]

    def known(self, audit: int, number: str | None, text: str) -> RegisterPoint | None:
        """Return the latest point of an audit with this number and text."""
        return self._by_text.get((audit, searchable(number or ""), searchable(text)))

    def add(self, point: RegisterPoint) -> None:
        """Add a point."""
        self.audits[point.audit - 1].points.append(point)
        self._by_text[point.audit, searchable(point.number or ""), searchable(point.text)] = point

    def count(self, code: str, what: str, place: str) -> None:
        """Count something to tell of once."""
        self.counts.setdefault((code, what), []).append(place)

    def names(self, text: str) -> list[str]:
        """Return the bodies in a cell; none where a part of it is no body."""
        if text not in self._names:
            self._names[text] = self._read_names(text) if text else []
        return self._names[text]

    def _read_names(self, text: str) -> list[str]:
        found: list[str] = []
        for part in (one_line(piece) for piece in re.split(r"\n|;|\s*/\s*", text) if piece.strip()):
            if searchable(part) in self.bodies:
                found.append(sentence_case(part))
            elif names := [name for name in names_in(part) if is_body(name) or searchable(name) in self.bodies]:
                found += names
            else:
                return []
        return list(dict.fromkeys(found))
