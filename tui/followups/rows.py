"""Rows of what a follow-up covers and has found, as lists and details show them. Pure."""

from collections.abc import Iterator
from enum import StrEnum

from msgspec import Struct

from storage import records
from storage.domain.followups import (
    AuditProgress,
    ComparedRecommendation,
    Disagreement,
    FollowupDetail,
    Mismatch,
    Move,
    Moves,
    NamedPoint,
)
from storage.domain.scale import NOT_ASSESSED
from storage.domain.views import FollowupView
from storage.register import Register
from tui.language.catalogue import _
from tui.language.outcomes import compared_text, disagreement_word, mismatch_text, move_word, moves_text
from tui.language.words import level_short, value_word

BAR = 8
"""Cells of a bar of progress."""
_OF_MOVE = {Move.BETTER: "level--implemented", Move.WORSE: "level--not_implemented"}


class RowKind(StrEnum):
    """Kind of a covered row; rows of a kind are listed together."""

    AUDITS = "audits"
    MISMATCHES = "mismatches"
    WITHOUT_EVIDENCE = "without_evidence"
    MOVED = "moved"


class CoveredRow(Struct, frozen=True):
    """An audit that a follow-up covers, or a recommendation with a finding of the follow-up."""

    kind: RowKind
    entity: str
    record: str
    name: str
    head: str
    """Heading above the first of its kind."""
    short: str = ""
    """Its state in the few words that a list has room for."""
    text: str = ""
    """Its state in full."""
    style: str = ""
    progress: AuditProgress | None = None
    """Of an audit."""
    beside: str = ""
    """Part of its id that tells it from another row about the same record."""

    @property
    def id(self) -> str:
        """Id of the row: a recommendation may have rows of several kinds."""
        return ":".join((self.kind, self.record, self.beside))


def audit_row(progress: AuditProgress, moves: Moves | None, head: str) -> CoveredRow:
    """Build the row of an audit: the progress of its assessments, and the changes since the previous follow-up."""
    done, total = progress.assessed, progress.total
    short = f"{bar(done, total)} {_('{judged} av {total}').format(judged=done, total=total)}"
    text = moves_text(moves) if moves else ""
    return CoveredRow(
        RowKind.AUDITS, "audit", progress.audit, progress.name, head, short=short, text=text, progress=progress
    )


def mismatch_row(mismatch: Mismatch, head: str) -> CoveredRow:
    """Build the row of a recommendation on which a body and the auditors disagree."""
    return CoveredRow(
        RowKind.MISMATCHES,
        "recommendation",
        mismatch.recommendation,
        mismatch.name,
        head,
        short=f"{level_short(mismatch.level)} · {mismatch.responder}",
        text=mismatch_text(mismatch),
        style=f"level--{mismatch.level.means}",
        beside=f"{mismatch.kind}{mismatch.responder}",
    )


def evidence_row(pointed: NamedPoint, head: str) -> CoveredRow:
    """Build the row of a recommendation that is assessed as implemented without evidence."""
    text = _("Inget är noterat som bedömningen vilar på.")
    record, name = pointed.recommendation, pointed.name
    return CoveredRow(RowKind.WITHOUT_EVIDENCE, "recommendation", record, name, head, text=text)


def moved_row(compared: ComparedRecommendation, name: str, head: str) -> CoveredRow:
    """Build the row of a recommendation whose level is another than in the previous follow-up."""
    pair = compared.pair
    return CoveredRow(
        RowKind.MOVED,
        "recommendation",
        pair.recommendation,
        name,
        head,
        short=" → ".join(level_short(level) for level in (pair.before, pair.now) if level),
        text=compared_text(compared),
        style=_OF_MOVE.get(compared.move, ""),
        beside=compared.move,
    )


def bar(done: int, total: int, width: int = BAR) -> str:
    """Draw a bar of `width` cells, filled in proportion to what is assessed: full only when all is."""
    full = width * done // total if total else 0
    return "▇" * full + "▁" * (width - full)


def state_word(view: FollowupView) -> str:
    """Return the word for an open or closed follow-up, or one that another has corrected."""
    return _("ersatt") if view.superseded else value_word("state", view.followup.state)


def assessed_in(view: FollowupView) -> int:
    """Count the recommendations that are assessed in a follow-up."""
    return view.counts.total - view.counts[NOT_ASSESSED]


MOST_PER_MOVE = 200
"""Recommendations listed of each move; the heading counts them all."""
LISTED_MOVES = (Move.WORSE, Move.BETTER, Move.NEW, Move.GONE)
"""The moves whose recommendations are listed; the others are only counted."""


def covered_rows(register: Register, detail: FollowupDetail) -> Iterator[CoveredRow]:
    """Build the rows of a follow-up: its audits, mismatches, missing evidence and moves since the previous one."""
    moves = detail.comparison.per_audit if detail.comparison else {}
    audits = _counted(_("Granskningar"), len(detail.progress.per_audit))
    for each in detail.progress.per_audit:
        yield audit_row(each, moves.get(each.audit), audits)
    for kind in Disagreement:
        found = [one for one in detail.mismatches if one.kind is kind]
        for mismatch in found:
            yield mismatch_row(mismatch, _counted(disagreement_word(kind), len(found)))
    for pointed in detail.without_evidence:
        yield evidence_row(pointed, _counted(_("Åtgärdade utan underlag"), len(detail.without_evidence)))
    yield from _moved_rows(register, detail)


def _moved_rows(register: Register, detail: FollowupDetail) -> Iterator[CoveredRow]:
    if detail.comparison is None or detail.previous is None:
        return
    since = _("sedan {title}").format(title=detail.previous.title or detail.previous.year or "")
    for move in LISTED_MOVES:
        made = detail.comparison.made(move)
        for row in made[:MOST_PER_MOVE]:
            name = records.name_of(register, "recommendation", row.pair.recommendation)
            yield moved_row(row, name, f"{_counted(move_word(move), len(made))} {since}")


def _counted(head: str, number: int) -> str:
    return f"{head} · {number}"
