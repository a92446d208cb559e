"""What a document's body is made of: headings, prose and tables, in reading order.

Blocks hold finished text: every sentence, name and count is decided before one is made, and whoever draws them
decides nothing but looks. They go to plain data and back without loss, so that a closed follow-up can store them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from exports.swedish import joined
from storage.domain.text import Paragraph

BODY = "body"
CAPTION = "caption"
DISCLAIMER = "disclaimer"
SIGNER = "signer"
SIGNER_TITLE = "signer_title"

Paragraphs = tuple[Paragraph, ...]


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
    return {"kind": kind, **_plain(block)}


def block_from_data(data: Mapping[str, Any]) -> Block:
    """The block that `data` was made from.

    Raises:
        KeyError: its kind is not known, or a field is missing.
    """
    block = _made(_KINDS[data["kind"]], data)
    assert isinstance(block, Block)
    return block


def _described(headers: tuple[str, ...]) -> str:
    return f"Tabell med kolumnerna {joined(headers)}."


def _plain(value: object) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _made(hint: Any, value: Any) -> object:
    """`value` as the type `hint`: a record of ours, a tuple, or what it is."""
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return hint(**{field.name: _made(hints[field.name], value[field.name]) for field in fields(hint)})
    if get_origin(hint) is tuple:
        return tuple(_made(get_args(hint)[0], item) for item in value)
    return value
