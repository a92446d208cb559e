"""Columns of the list of deadlines, and the lines of their detail."""

from storage.domain.deadlines import Deadline
from storage.domain.outcomes import ResponseOutcome
from tui.deadlines.jobs import DueRow
from tui.kit.drawing import Cell, Column
from tui.kit.lines_pane import Line, field, heading
from tui.language.catalogue import _
from tui.language.filter_fields import spoken_date
from tui.language.outcomes import Urgency, clock_word, item_outcome, short_outcome, urgency, why_text
from tui.language.words import NOTHING

_SYMBOLS = {
    Urgency.LATE: ("✘", "level--not_implemented"),
    Urgency.SOON: ("○", "level--partial"),
    Urgency.LATER: ("○", ""),
    Urgency.NO_DATE: (NOTHING, "text--dim"),
}
_EXTENDED = {ResponseOutcome.WAITING_EXTENDED, ResponseOutcome.OVERDUE_EXTENSION_UNDECIDED}
_EXTENSION = "◔"
"""Symbol of a response with an extension requested or granted."""


def deadline_columns() -> tuple[Column[DueRow], ...]:
    """Columns for state, kind, subject, who is to act, and date."""
    return (
        Column(_("Läge"), _state, width=21),
        Column(_("Vad"), lambda row: Cell(clock_word(row.item.clock)), width=11, narrow=10),
        Column(_("Gäller"), lambda row: Cell(row.item.name or NOTHING)),
        Column(_("Vem"), lambda row: Cell(", ".join(row.item.who) or NOTHING, "text--dim"), at_least=72),
        Column(_("Datum"), lambda row: Cell(row.item.due or NOTHING, "text--dim"), width=10),
    )


def deadline_lines(item: Deadline, width: int) -> list[Line]:
    """Lines of a deadline's detail, at most `width` cells: its state, the reasons for it, its date, who is to act."""
    _symbol, style = _SYMBOLS[urgency(item)]
    lines = heading(item.name or NOTHING, width)
    lines += field(_("Läge"), f"{_mark(item)} {item_outcome(item)}", width, style)
    why = "\n".join(_sentence(why_text([reason])) for reason in item.why)
    lines += field(_("Varför"), why, width)
    lines.append([])
    lines += field(_("Datum"), spoken_date(item.due) if item.due else _("saknar datum"), width)
    lines += field(_("Vem"), ", ".join(item.who) or NOTHING, width)
    lines += field(_("Vad"), clock_word(item.clock), width)
    names = [audit.name for audit in item.audits]
    lines += field(_("Gäller"), ", ".join(names) if names != [item.name] else "", width)
    return lines


def _state(row: DueRow) -> Cell:
    return Cell(f"{_mark(row.item)} {short_outcome(row.item)}", _SYMBOLS[urgency(row.item)][1])


def _mark(item: Deadline) -> str:
    late = _SYMBOLS[urgency(item)][0]
    return _EXTENSION if item.outcome in _EXTENDED and not item.is_late else late


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
