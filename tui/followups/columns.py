"""The columns of follow-ups, and of what one of them covers and has found. Pure."""

from storage.domain.scale import IMPLEMENTED, NOT_IMPLEMENTED, PARTIAL
from storage.domain.views import FollowupView
from tui.followups.rows import BAR, CoveredRow, assessed_in, bar, state_word
from tui.kit.drawing import Cell, Column
from tui.language.catalogue import _
from tui.language.words import SYMBOLS


def followup_columns() -> tuple[Column[FollowupView], ...]:
    """Build the columns of follow-ups: name, state, audits, progress and a count of each meaning."""
    return (
        Column(_("Uppföljning"), lambda view: Cell(view.followup.title or str(view.followup.year or ""))),
        Column(_("Läge"), lambda view: Cell(state_word(view), "text--dim"), width=10),
        Column(_("Gransk."), lambda view: Cell(str(view.audits), "text--dim"), width=7, right=True, at_least=72),
        Column(_("Bedömda"), _assessed, width=10, right=True),
        Column("", lambda view: Cell(bar(assessed_in(view), view.counts.total), "text--dim"), width=BAR, at_least=64),
        *(_tally(means) for means in (IMPLEMENTED, PARTIAL, NOT_IMPLEMENTED)),
    )


def covered_columns() -> tuple[Column[CoveredRow], ...]:
    """Build the columns of covered rows: name and state."""
    return (
        Column(_("Gäller"), lambda row: Cell(row.name)),
        Column(_("Läge"), lambda row: Cell(row.short, row.style), width=29),
    )


def _assessed(view: FollowupView) -> Cell:
    return Cell(_("{judged} av {total}").format(judged=assessed_in(view), total=view.counts.total))


def _tally(means: str) -> Column[FollowupView]:
    def draw(view: FollowupView) -> Cell:
        number = view.counts[means]
        return Cell(f"{SYMBOLS[means]}{number}", f"level--{means}" if number else "text--dim")

    return Column("", draw, width=4, at_least=72)
