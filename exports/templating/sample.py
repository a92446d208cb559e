"""Letters of made-up texts, to try templates with: one that says everything that a letter can, and an empty one."""

from collections.abc import Mapping
from typing import Any

from exports.letter_parts import (
    LetterContext,
    LetterSigner,
    LetterTable,
    RecipientGroup,
    TableRow,
    Text,
    TextParagraph,
)

_LINES = ("office", "postal_address", "visiting_address", "phone", "email", "web", "registry_number", "date",
          "place_and_date", "title", "tables_heading", "closing_formula")  # fmt: skip
_TEXTS = ("opening", "purpose", "judgement", "grounds", "answer_request", "demands", "answer_contents", "answer_how",
          "own_text", "information")  # fmt: skip
_LISTS = ("enclosures", "copies")


def full_sample() -> Mapping[str, Any]:
    """Everything known, every text its own and in both forms."""
    known: dict[str, Any] = {name: f"{name} 0" for name in _LINES}
    known |= {name: _text(name) for name in _TEXTS}
    known |= {name: (f"{name} 1", f"{name} 2") for name in _LISTS}
    return LetterContext(
        **known,
        recipients=tuple(RecipientGroup(f"label {n}", (f"names {n} 1", f"names {n} 2")) for n in (1, 2)),
        tables=tuple(_table(n, judged=judged) for n, judged in enumerate((True, True, False, False))),
        signers=tuple(LetterSigner(f"name {n}", f"title {n}") for n in (1, 2)),
    ).data()


def empty_sample() -> Mapping[str, Any]:
    """Nothing known that a letter can do without."""
    named = ("office", "date", "place_and_date", "title")
    known: dict[str, Any] = {name: f"{name} 0" if name in named else None for name in _LINES}
    known |= dict.fromkeys((*_TEXTS, *_LISTS, "recipients", "tables", "signers"), ())
    return LetterContext(**known).data()


def _text(name: str) -> Text:
    return (TextParagraph(f"{name} paragraph"), TextParagraph(f"{name} item", item=True))


def _table(number: int, *, judged: bool) -> LetterTable:
    rows = tuple(
        TableRow(f"{number}{row})", _text(f"row {number} {row}"), f"status {number} {row}" if judged else None)
        for row in (1, 2)
    )
    return LetterTable(f"heading {number}", f"lead {number}", f"column {number}", judged=judged, rows=rows)
