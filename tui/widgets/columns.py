"""The columns of the lists: what of a record stands where."""

from storage.domain.scale import IMPLEMENTED, NOT_ASSESSED, NOT_IMPLEMENTED, PARTIAL
from storage.domain.views import AuditView, RecommendationView
from tui.language.catalogue import _
from tui.language.words import NOTHING, SYMBOLS, level_short, printed_number
from tui.widgets.cells import Cell, Column

CONFLICT = "≠"
"""Stands where two copies of the register say different things."""


def _tally(means: str) -> Column[AuditView]:
    def draw(view: AuditView) -> Cell:
        number = view.counts[means]
        return Cell(f"{SYMBOLS[means]}{number}", f"level--{means}" if number else "text--dim")

    return Column("", draw, width=3 if means != NOT_ASSESSED else 4)


def audit_columns() -> tuple[Column[AuditView], ...]:
    """Year, name and how its recommendations stand."""
    return (
        Column(_("År"), lambda view: Cell(view.audit.years or NOTHING, "text--dim"), width=4),
        Column(_("Granskning"), lambda view: Cell(view.name)),
        Column(_("Organ"), lambda view: Cell(", ".join(view.bodies) or NOTHING, "text--dim"), width=24, at_least=76),
        *(_tally(means) for means in (IMPLEMENTED, PARTIAL, NOT_IMPLEMENTED, NOT_ASSESSED)),
    )


def _level(view: RecommendationView) -> Cell:
    text = level_short(view.level)
    if view.conflict:
        text = f"{CONFLICT}{text}"
    if view.level is not None and not view.current:
        return Cell(f"{text} {view.followup_year or ''}".rstrip(), "text--dim")
    return Cell(text, f"level--{view.means or NOT_ASSESSED}")


def _comment(view: RecommendationView) -> Cell:
    comment = view.comment if view.current else None
    return Cell(view.open_comment or comment or "", "text--dim")


def _audit(view: RecommendationView) -> Cell:
    return Cell(view.audit_title, "text--dim")


def recommendation_columns(*, with_audit: bool) -> tuple[Column[RecommendationView], ...]:
    """Number, judgement and text; the audit's name too where the list holds several."""
    audit: Column[RecommendationView] = Column(_("Granskning"), _audit, width=18, narrow=14)
    return (
        *([audit] if with_audit else []),
        Column(_("Nr"), lambda view: Cell(printed_number(view.recommendation.number)), width=4, right=True),
        Column(_("Bedömning"), _level, width=18),
        Column(_("Rekommendation"), lambda view: Cell(view.recommendation.text or NOTHING)),
        Column(_("Kommentar"), _comment, width=30, at_least=110),
        Column(_("Organ"), lambda view: Cell(", ".join(view.bodies), "text--dim"), width=20, at_least=86),
    )
