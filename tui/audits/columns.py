"""Columns of the lists of audits and recommendations."""

from collections.abc import Callable

from storage.domain.identity import printed_number
from storage.domain.scale import IMPLEMENTED, NOT_ASSESSED, NOT_ASSESSED_SYMBOL, NOT_IMPLEMENTED, PARTIAL
from storage.domain.subpoints import DIVIDED_LABEL
from storage.domain.views import AuditView, RecommendationView, point_kind
from tui.kit.drawing import Cell, Column
from tui.language.catalogue import _
from tui.language.words import NOTHING, SYMBOLS, level_short, value_word

CONFLICT = "≠"
"""Stands where two copies of the register say different things."""
UNDER = "└ "
"""Stands before a point that lies under the one above."""


def _tally(means: str) -> Column[AuditView]:
    def draw(view: AuditView) -> Cell:
        number = view.counts[means]
        return Cell(f"{SYMBOLS[means]}{number}", f"level--{means}" if number and view.assessed_now else "text--dim")

    return Column("", draw, width=3 if means != NOT_ASSESSED else 4)


def _name(view: AuditView) -> Cell:
    """Return the audit's name, and its kind of source where that is no audit."""
    source = source_word(view)
    return Cell(f"{view.name} · {source}" if source else view.name)


def source_word(view: AuditView) -> str:
    """Return the word for another source than an audit; empty for an audit."""
    source = view.audit.source
    return value_word("source", source) if source and source != "audit" else ""


def audit_columns() -> tuple[Column[AuditView], ...]:
    """Return year, name, bodies and counts by level."""
    return (
        Column(_("År"), lambda view: Cell(view.audit.years or NOTHING, "text--dim"), width=4),
        Column(_("Granskning"), _name),
        Column(_("Organ"), lambda view: Cell(", ".join(view.bodies) or NOTHING, "text--dim"), width=24, at_least=76),
        *(_tally(means) for means in (IMPLEMENTED, PARTIAL, NOT_IMPLEMENTED, NOT_ASSESSED)),
    )


def _level(view: RecommendationView) -> Cell:
    text = f"{NOT_ASSESSED_SYMBOL} {_(DIVIDED_LABEL)}" if view.divided else level_short(view.level)
    if view.conflict:
        text = f"{CONFLICT}{text}"
    if view.settled:
        symbol = SYMBOLS.get(view.means or "", NOTHING)
        return Cell(f"{symbol} {_('avslutad')} {view.followup_year or ''}".rstrip(), "text--dim")
    if view.level is not None and not view.current:
        return Cell(f"{text} {view.followup_year or ''}".rstrip(), "text--dim")
    return Cell(text, f"level--{view.means or NOT_ASSESSED}")


def _comment(view: RecommendationView) -> Cell:
    comment = view.comment if view.current else None
    return Cell(view.open_comment or comment or "", "text--dim")


def _audit(view: RecommendationView) -> Cell:
    return Cell(view.audit_title, "text--dim")


def _text(usual: str, *, nested: bool) -> Callable[[RecommendationView], Cell]:
    """Return a cell of the text, after its kind where that is not the usual one, indented under another point."""

    def draw(view: RecommendationView) -> Cell:
        record = view.recommendation
        kind = record.kind or usual
        prefix = f"{value_word('kind', kind).capitalize()}: " if kind != usual else ""
        style = "text--dim" if view.settled else ""
        return Cell(f"{UNDER if nested and record.parent else ''}{prefix}{record.text or NOTHING}", style)

    return draw


def point_columns(view: AuditView | None) -> tuple[Column[RecommendationView], ...]:
    """Return the columns of one audit's list, where its source decides the usual kind."""
    return recommendation_columns(with_audit=False, usual=point_kind(view.audit.source if view else None))


def recommendation_columns(
    *, with_audit: bool, usual: str = "recommendation"
) -> tuple[Column[RecommendationView], ...]:
    """Return number, assessment and text; also the audit's name in a list of several."""
    audit: Column[RecommendationView] = Column(_("Granskning"), _audit, width=18, narrow=14)
    return (
        *([audit] if with_audit else []),
        Column(_("Nr"), lambda view: Cell(printed_number(view.recommendation.number)), width=4, right=True),
        Column(_("Bedömning"), _level, width=18),
        Column(value_word("kind", usual).capitalize(), _text(usual, nested=not with_audit)),
        Column(_("Kommentar"), _comment, width=30, at_least=110),
        Column(_("Organ"), lambda view: Cell(", ".join(view.bodies), "text--dim"), width=20, at_least=86),
    )
