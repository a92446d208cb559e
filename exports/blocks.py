"""What a document's body is made of: headings, prose and tables, in reading order.

Blocks hold finished text: every sentence, name and count is decided before one is made, and whoever draws them
decides nothing but looks. They go to plain data and back without loss, so that a closed follow-up can store them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from exports.swedish import joined
from storage.domain.text import Paragraph

BODY = "body"
CAPTION = "caption"
DISCLAIMER = "disclaimer"
SIGNER = "signer"
SIGNER_TITLE = "signer_title"

Paragraphs = tuple[Paragraph, ...]

_SHORT = 80
"""Characters that fit on one line."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; levels are never skipped."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs and list items of one role."""

    paragraphs: Paragraphs
    role: str = BODY


def keeps_next(paragraphs: Paragraphs, index: int) -> bool:
    """Whether a paragraph stays on the page of the next: a short last line never stands alone on a page."""
    return index == len(paragraphs) - 2 and len(paragraphs[-1].text) <= _SHORT


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """A recommendation with its judgement."""

    recommendation: Paragraphs
    status: str
    """The level's word: colour never stands alone."""
    fill: str | None
    """Six hexadecimal digits."""
    comment: Paragraphs


@dataclass(frozen=True, slots=True)
class JudgementTable:
    """Recommendations of one audit and theme."""

    title: str
    """What screen readers call the table."""
    headers: tuple[str, ...]
    rows: tuple[JudgementRow, ...]

    @property
    def description(self) -> str:
        """What screen readers say of the table before they enter it."""
        return _described(self.headers)


@dataclass(frozen=True, slots=True)
class CountRow:
    """Counts of one audit, or of all."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CountTable:
    """Audits × levels; the last row is the total."""

    title: str
    headers: tuple[str, ...]
    rows: tuple[CountRow, ...]

    @property
    def description(self) -> str:
        """What screen readers say of the table before they enter it."""
        return _described(self.headers)


Block = Heading | Prose | JudgementTable | CountTable

_KINDS: dict[str, type[Block]] = {
    "heading": Heading,
    "prose": Prose,
    "judgements": JudgementTable,
    "counts": CountTable,
}


def block_texts(block: Block) -> Iterator[str]:
    """The texts of `block`, a paragraph each, in reading order."""
    match block:
        case Heading():
            yield block.text
        case Prose():
            yield from (paragraph.text for paragraph in block.paragraphs)
        case JudgementTable():
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


def block_to_data(block: Block) -> dict[str, Any]:
    """`block` as lists, mappings, texts and numbers."""
    kind = next(name for name, cls in _KINDS.items() if isinstance(block, cls))
    return {"kind": kind, **asdict(block)}


def block_from_data(data: Mapping[str, Any]) -> Block:
    """The block that `data` was made from.

    Raises:
        KeyError: its kind is not known, or a field is missing.
    """
    kind = _KINDS[data["kind"]]
    if kind is Heading:
        return Heading(data["level"], data["text"])
    if kind is Prose:
        return Prose(_paragraphs(data["paragraphs"]), data["role"])
    if kind is JudgementTable:
        rows = tuple(_judgement_row(row) for row in data["rows"])
        return JudgementTable(data["title"], tuple(data["headers"]), rows)
    counts = tuple(CountRow(row["name"], tuple(row["counts"])) for row in data["rows"])
    return CountTable(data["title"], tuple(data["headers"]), counts)


def _judgement_row(data: Mapping[str, Any]) -> JudgementRow:
    return JudgementRow(
        recommendation=_paragraphs(data["recommendation"]),
        status=data["status"],
        fill=data["fill"],
        comment=_paragraphs(data["comment"]),
    )


def _paragraphs(data: Iterable[Mapping[str, Any]]) -> Paragraphs:
    return tuple(Paragraph(each["text"], is_item=each["is_item"]) for each in data)


def _described(headers: tuple[str, ...]) -> str:
    return f"Tabell med kolumnerna {joined(headers)}."
