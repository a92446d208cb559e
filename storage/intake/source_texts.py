"""The source texts of an import: the kept passages of a file, as records of the audits and the follow-up.

Passages of one part of the file, its text under a heading or a table, are one record; those of a recommendation are
one for each column. A record's id derives from its text, so that the same file makes the same records again.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from storage.domain.text import one_line, searchable, tidy
from storage.intake.document import ReportAudit
from storage.intake.inventory import Passage
from storage.intake.ledger import FateKind, FateLedger
from storage.intake.planned import Planner

_AUDIT_TEXTS = frozenset({"purpose", "judgement", "grounds", "years"})


class Owners(Struct, frozen=True):
    """The records that the passages of a file belong to."""

    followup: str
    audits: Mapping[int, str]
    """Order of an audit in the file → id."""
    points: Mapping[tuple[int, int], str]
    """(order of its audit, position) → id of a recommendation."""


def plan_source_texts(planner: Planner, ledger: FateLedger, owners: Owners) -> None:
    """Plan a record for each kept part of the file."""
    parts: dict[tuple[int, int, str], list[Passage]] = {}
    inventory = ledger.inventory
    for passage in inventory.passages:
        fate = ledger.fates[passage.number]
        if fate.kind is FateKind.KEPT:
            part = (inventory.place if fate.point else inventory.part)(passage.number)
            parts.setdefault((fate.audit, fate.point, part), []).append(passage)
    seen: Counter[str] = Counter()
    for (audit, point, _part), passages in parts.items():
        text = _text(passages)
        seen[text] += 1
        owner = owners.audits.get(audit)
        values = {
            "audit": owner,
            "followup": None if owner else owners.followup,
            "recommendation": owners.points.get((audit, point)),
            "file": planner.sha256,
            "place": _place(ledger, passages),
            "position": passages[0].number,
            "text": text,
        }
        planner.free("source_text", f"{seen[text]}|{text}", values)


def keep_unwritten(ledger: FateLedger, order: int, audit: ReportAudit, known: Mapping[str, str | None]) -> None:
    """Keep the texts of an audit that the register has already, in other words: its own are not overwritten."""
    for number, fate in list(ledger.fates.items()):
        names = {name for entity, name in fate.targets if entity == "audit"} & _AUDIT_TEXTS
        if fate.kind is not FateKind.STORED or fate.audit != order or not names:
            continue
        text = searchable(one_line(ledger.inventory.passage(number).text))
        had = searchable(one_line(" ".join(known.get(name) or "" for name in sorted(_AUDIT_TEXTS))))
        if text not in had and not (names == {"years"} and known.get("years") == audit.years):
            ledger.keep_too([number], "audit_known")


def keep_unused_themes(ledger: FateLedger, order: int, themes: Sequence[str | None]) -> None:
    """Keep the themes that no recommendation of an audit has in the register."""
    said = [searchable(one_line(theme)) for theme in themes if theme]
    for number, fate in list(ledger.fates.items()):
        if fate.audit == order and ("recommendation", "theme") in fate.targets:
            text = searchable(one_line(ledger.inventory.passage(number).text))
            if not any(theme in text for theme in said):
                ledger.keep_too([number], "theme_unused")


def store_known(ledger: FateLedger, order: int, point: int, why: str, target: tuple[str, str]) -> None:
    """Tell that what was not understood of a recommendation is stored: the register has a word for it."""
    found = [n for n, fate in ledger.fates.items() if (fate.audit, fate.point, fate.why) == (order, point, why)]
    ledger.store_instead(found, *target)


def _text(passages: Sequence[Passage]) -> str:
    """Return the text of a part: its paragraphs, or the rows of its table with `|` between cells."""
    if len({passage.column for passage in passages}) == 1:
        return tidy("\n".join(passage.text for passage in passages))
    rows = groupby(passages, key=lambda each: each.row)
    return tidy("\n".join(" | ".join(_cells(list(row))) for _number, row in rows))


def _cells(row: Sequence[Passage]) -> list[str]:
    cells = groupby(row, key=lambda each: each.column)
    return [one_line(" ".join(passage.text for passage in cell)) for _column, cell in cells]


def _place(ledger: FateLedger, passages: Sequence[Passage]) -> str:
    """Return the place of a part: that of a single cell, else its row, else its table."""
    first = passages[0]
    if first.table and len({each.row for each in passages}) > 1:
        return ledger.inventory.part(first.number)
    if first.table and len({each.column for each in passages}) > 1:
        return f"{ledger.inventory.part(first.number)}, rad {first.row}"
    return ledger.inventory.place(first.number)
