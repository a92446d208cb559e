"""The columns of follow-ups, and of what one of them covers and has found. Pure."""

from enum import StrEnum

from msgspec import Struct

from storage.domain.followups import AuditProgress, ComparedRecommendation, Mismatch, Move, Moves, NamedPoint
from storage.domain.scale import IMPLEMENTED, NOT_ASSESSED, NOT_IMPLEMENTED, PARTIAL
from storage.domain.views import FollowupView
from tui.kit.drawing import Cell, Column
from tui.language.catalogue import _
from tui.language.outcomes import compared_text, mismatch_text, moves_text
from tui.language.words import SYMBOLS, level_short

BAR = 8
"""Cells of a bar of progress."""
_OF_MOVE = {Move.BETTER: "level--implemented", Move.WORSE: "level--not_implemented"}


class Part(StrEnum):
    """What of a follow-up a row tells of; rows of a part stand together."""

    AUDITS = "audits"
    MISMATCHES = "mismatches"
    WITHOUT_EVIDENCE = "without_evidence"
    MOVED = "moved"


class FollowedRow(Struct, frozen=True):
    """An audit that a follow-up covers, or a recommendation that there is something to say of."""

    part: Part
    entity: str
    record: str
    name: str
    head: str
    """What stands above the first of its kind."""
    short: str = ""
    """How it stands, in the few words that a list has room for."""
    told: str = ""
    """All that there is to say."""
    style: str = ""
    progress: AuditProgress | None = None
    """Of an audit."""
    beside: str = ""
    """What tells it from another row about the same record."""

    @property
    def id(self) -> str:
        """What it is called: a recommendation may be told of in several parts."""
        return ":".join((self.part, self.record, self.beside))


def audit_row(progress: AuditProgress, moves: Moves | None, head: str) -> FollowedRow:
    """An audit, how far its judging has come, and what has changed since the previous follow-up."""
    judged, total = progress.judged, progress.total
    short = f"{bar(judged, total)} {_('{judged} av {total}').format(judged=judged, total=total)}"
    told = moves_text(moves) if moves else ""
    return FollowedRow(
        Part.AUDITS, "audit", progress.audit, progress.name, head, short=short, told=told, progress=progress
    )


def mismatch_row(mismatch: Mismatch, head: str) -> FollowedRow:
    """A recommendation of which a body and the auditors do not say the same."""
    return FollowedRow(
        Part.MISMATCHES,
        "recommendation",
        mismatch.recommendation,
        mismatch.name,
        head,
        short=f"{level_short(mismatch.level)} · {mismatch.responder}",
        told=mismatch_text(mismatch),
        style=f"level--{mismatch.level.means}",
        beside=f"{mismatch.kind}{mismatch.responder}",
    )


def evidence_row(pointed: NamedPoint, head: str) -> FollowedRow:
    """A recommendation that is judged as implemented on nothing that is noted."""
    told = _("Inget är noterat som bedömningen vilar på.")
    record, name = pointed.recommendation, pointed.name
    return FollowedRow(Part.WITHOUT_EVIDENCE, "recommendation", record, name, head, told=told)


def moved_row(compared: ComparedRecommendation, name: str, head: str) -> FollowedRow:
    """A recommendation that stands otherwise than in the previous follow-up."""
    standing = compared.standing
    return FollowedRow(
        Part.MOVED,
        "recommendation",
        standing.recommendation,
        name,
        head,
        short=" → ".join(level_short(level) for level in (standing.before, standing.now) if level),
        told=compared_text(compared),
        style=_OF_MOVE.get(compared.move, ""),
        beside=compared.move,
    )


def bar(judged: int, total: int, width: int = BAR) -> str:
    """A bar of so many cells, filled as far as the judging has come: never full before it is."""
    full = width * judged // total if total else 0
    return "▇" * full + "▁" * (width - full)


def state_word(view: FollowupView) -> str:
    """Whether a follow-up is open, closed, or has been corrected by another."""
    if view.superseded:
        return _("ersatt")
    return _("öppen") if view.followup.state == "open" else _("fastställd")


def judged_in(view: FollowupView) -> int:
    """How many recommendations are judged in a follow-up."""
    return view.counts.total - view.counts[NOT_ASSESSED]


def followup_columns() -> tuple[Column[FollowupView], ...]:
    """What it is called, whether it is open, how far it has come and how it stands."""
    return (
        Column(_("Uppföljning"), lambda view: Cell(view.followup.title or str(view.followup.year or ""))),
        Column(_("Läge"), lambda view: Cell(state_word(view), "text--dim"), width=10),
        Column(_("Gransk."), lambda view: Cell(str(view.audits), "text--dim"), width=7, right=True, at_least=72),
        Column(_("Bedömda"), _judged, width=10, right=True),
        Column("", lambda view: Cell(bar(judged_in(view), view.counts.total), "text--dim"), width=BAR, at_least=64),
        *(_tally(means) for means in (IMPLEMENTED, PARTIAL, NOT_IMPLEMENTED)),
    )


def followed_columns() -> tuple[Column[FollowedRow], ...]:
    """What it is, and what there is to say of it."""
    return (
        Column(_("Gäller"), lambda row: Cell(row.name)),
        Column(_("Läge"), lambda row: Cell(row.short, row.style), width=29),
    )


def _judged(view: FollowupView) -> Cell:
    return Cell(_("{judged} av {total}").format(judged=judged_in(view), total=view.counts.total))


def _tally(means: str) -> Column[FollowupView]:
    def draw(view: FollowupView) -> Cell:
        number = view.counts[means]
        return Cell(f"{SYMBOLS[means]}{number}", f"level--{means}" if number else "text--dim")

    return Column("", draw, width=4, at_least=72)
