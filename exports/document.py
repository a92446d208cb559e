"""Blocks of a document's body: headings, prose and tables, in reading order.

Blocks have finished text: sentences, names and counts are decided before, and drawing decides only looks. They convert
to plain data and back without loss, so that a closed follow-up can store them.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from exports.swedish import composed, joined, typeset
from storage.domain.material import FollowupMaterial
from storage.domain.records import Audit, Followup, Person
from storage.domain.text import Paragraph, one_line, paragraphs, tidy

BODY = "body"
CAPTION = "caption"
DISCLAIMER = "disclaimer"
SIGNER = "signer"
SIGNER_TITLE = "signer_title"

Paragraphs = tuple[Paragraph, ...]

_LONG_ROW = 1500
"""Characters."""
_SMALL_TABLE = 16
"""Rows."""
_SHORT = 80
"""Characters that fit on one line."""


class Heading(Struct, frozen=True):
    """A heading; levels are never skipped (WCAG 2.1, 1.3.1, by DOS-lagen)."""

    level: int
    text: str


class Prose(Struct, frozen=True):
    """Paragraphs and list items of one role."""

    paragraphs: Paragraphs
    role: str = BODY
    together: bool = False
    """True when all of it is kept on one page with the next block."""


def keeps_next(paragraphs: Paragraphs, index: int) -> bool:
    """Return true if a paragraph stays on the page of the next, so that a short last line is never alone on a page."""
    return index == len(paragraphs) - 2 and len(paragraphs[-1].text) <= _SHORT


class AssessmentRow(Struct, frozen=True):
    """A recommendation with its assessment."""

    recommendation: Paragraphs
    status: str
    """The level's label: colour is never alone (WCAG 2.1, 1.4.1, by DOS-lagen)."""
    fill: str | None
    """Six hexadecimal digits."""
    comment: Paragraphs

    @property
    def may_split(self) -> bool:
        """Return true if it is so long that it may be split over pages; others are kept whole."""
        return sum(len(each.text) for each in (*self.recommendation, *self.comment)) > _LONG_ROW


class AssessmentTable(Struct, frozen=True):
    """Recommendations of one audit and theme."""

    title: str
    """Title of the table for screen readers."""
    headers: tuple[str, ...]
    rows: tuple[AssessmentRow, ...]

    @property
    def description(self) -> str:
        """Return the description that screen readers read before they enter the table."""
        return _described(self.headers)


class CountRow(Struct, frozen=True):
    """Counts of one audit, or of all."""

    name: str
    counts: tuple[int, ...]


class CountTable(Struct, frozen=True):
    """Audits × levels; the last row is the total."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[CountRow, ...]

    @property
    def description(self) -> str:
        """Return the description that screen readers read before they enter the table."""
        return _described(self.headers)

    @property
    def together(self) -> bool:
        """Return true if it is small enough to be kept on one page."""
        return len(self.rows) <= _SMALL_TABLE


class TextTable(Struct, frozen=True):
    """Texts in columns, without levels or numbers."""

    title: str
    headers: tuple[str, ...]
    shares: tuple[int, ...]
    """Hundredths of the table's width, one for each column; they add up to 100."""
    rows: tuple[tuple[Paragraphs, ...], ...]

    @property
    def description(self) -> str:
        """Return the description that screen readers read before they enter the table."""
        return _described(self.headers)


Block = Heading | Prose | AssessmentTable | CountTable | TextTable


def block_texts(block: Block) -> Iterator[str]:
    """Yield the texts of `block`, a paragraph each, in reading order."""
    match block:
        case Heading():
            yield block.text
        case Prose():
            yield from (paragraph.text for paragraph in block.paragraphs)
        case AssessmentTable():
            yield from block.headers
            for row in block.rows:
                yield from (paragraph.text for paragraph in row.recommendation)
                yield row.status
                yield from (paragraph.text for paragraph in row.comment)
        case CountTable():
            yield from block.headers
            for total in block.rows:
                yield total.name
                yield from map(str, total.counts)
        case TextTable():
            yield from block.headers
            yield from (each.text for cells in block.rows for cell in cells for each in cell)


def block_to_data(block: Block) -> dict[str, Any]:
    """Return `block` as lists, mappings, texts and numbers."""
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case Prose():
            paragraphs = _data_of(block.paragraphs)
            return {"kind": "prose", "paragraphs": paragraphs, "role": block.role, "together": block.together}
        case AssessmentTable():
            rows = [[_data_of(row.recommendation), row.status, row.fill, _data_of(row.comment)] for row in block.rows]
            return {"kind": "judgements", "title": block.title, "headers": list(block.headers), "rows": rows}
        case CountTable():
            counts = [[row.name, *row.counts] for row in block.rows]
            return {"kind": "counts", "title": block.title, "headers": list(block.headers), "rows": counts}
        case TextTable():
            cells = [[_data_of(cell) for cell in row] for row in block.rows]
            headers, shares = list(block.headers), list(block.shares)
            return {"kind": "texts", "title": block.title, "headers": headers, "shares": shares, "rows": cells}


def block_from_data(data: Mapping[str, Any]) -> Block:
    """Return the block of :func:`block_to_data`.

    Raises:
        ValueError: its kind is not known.
    """
    match data["kind"]:
        case "heading":
            return Heading(data["level"], data["text"])
        case "prose":
            return Prose(_paragraphs(data["paragraphs"]), data["role"], together=data["together"])
        case "judgements":
            rows = (AssessmentRow(_paragraphs(r), status, fill, _paragraphs(c)) for r, status, fill, c in data["rows"])
            return AssessmentTable(data["title"], tuple(data["headers"]), tuple(rows))
        case "counts":
            counts = (CountRow(name, tuple(numbers)) for name, *numbers in data["rows"])
            return CountTable(data["title"], tuple(data["headers"]), tuple(counts))
        case "texts":
            cells = tuple(tuple(map(_paragraphs, row)) for row in data["rows"])
            return TextTable(data["title"], tuple(data["headers"]), tuple(data["shares"]), cells)
    raise ValueError(data["kind"])


def _data_of(paragraphs: Paragraphs) -> list[str | list[str]]:
    """Return each paragraph as its text, a list item as a list of its text."""
    return [[each.text] if each.is_item else each.text for each in paragraphs]


def _paragraphs(data: Iterable[str | list[str]]) -> Paragraphs:
    return tuple(Paragraph(each) if isinstance(each, str) else Paragraph(each[0], is_item=True) for each in data)


def _described(headers: tuple[str, ...]) -> str:
    return f"Tabell med kolumnerna {joined(headers)}."


SOME_OFFICE = "Revisorerna"
"""The author of a document where the office has no name."""
KINDS = {
    "recommendation": ("Rekommendation", "Rekommendationer"),
    "decision_point": ("Beslutspunkt", "Beslutspunkter"),
    "question": ("Fråga", "Frågor"),
    "control": ("Kontroll", "Kontroller"),
    "remark": ("Påpekande", "Påpekanden"),
}
"""Kind of recommendation → column header and heading. The counted kinds come first."""
OTHER_KIND = ("Punkt", "Övriga punkter")
UNWRITTEN = "Text saknas"
"""Text of a recommendation or question that has none."""
_UNNAMED_AUDIT = "Granskning utan titel"


@lru_cache(maxsize=512)
def line(text: str | None) -> str:
    """Return a text on one line; empty for None. Cached, since labels and numbers repeat."""
    return one_line(text or "")


def prose(text: str | None) -> Paragraphs:
    """Return the paragraphs of a recorded text."""
    return paragraphs(typeset(tidy(text or "")))


def paragraph_of(*sentences: str | None) -> Paragraphs:
    """Return the known sentences as one paragraph; no paragraph when there are none."""
    known = [each for each in sentences if each]
    return (Paragraph(composed(" ".join(known))),) if known else ()


def items(*texts: str) -> Paragraphs:
    """Return texts as list items."""
    return tuple(Paragraph(composed(text), is_item=True) for text in texts)


def mentions(text: str | None, word: str) -> bool:
    """Return true if a recorded text has `word` in it, whatever the case."""
    return line(word).casefold() in line(text).casefold()


def setting(material: FollowupMaterial, key: str) -> str | None:
    """Return a setting or text block of the office, by its key in :mod:`storage.domain.settings`."""
    return dict(material.settings).get(key)


def is_draft(followup: Followup) -> bool:
    """Return true until a follow-up is closed."""
    return followup.state != "closed"


def audit_title(audit: Audit) -> str:
    """Return an audit's full title, by which readers know it; else the short one."""
    return line(audit.title) or line(audit.short_title) or _UNNAMED_AUDIT


def role_of(person: Person) -> str:
    """Return a signer's title and organisation."""
    return ", ".join(part for part in (line(person.title), line(person.organisation)) if part)
