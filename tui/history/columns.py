"""Columns of the history, and the lines of an action in full. Pure."""

from storage.history import ActionRow
from tui.history.jobs import ActionText
from tui.kit.drawing import Cell, Column
from tui.kit.lines_pane import Line, field, heading, plain_lines
from tui.kit.message import screen_sentence
from tui.language.catalogue import _, many, mark
from tui.language.words import NOTHING, moment, record_name
from tui.records.jobs import action_title


def history_columns() -> tuple[Column[ActionRow], ...]:
    """Build the columns: time, person, action and records."""
    return (
        Column(_("När"), lambda row: Cell(moment(row.at), "text--dim"), width=16),
        Column(_("Vem"), lambda row: Cell(row.who), width=14),
        Column(_("Vad"), lambda row: Cell(action_title(row.name, row.about, undoes=row.undoes))),
        Column(_("Gäller"), lambda row: Cell(_about(row), "text--dim")),
    )


def history_lines(action: ActionText, width: int) -> list[Line]:
    """Build the lines of an action: title, time, person, and each field before and after."""
    lines = [*heading(action.title, width)]
    lines += field(_("När"), f"{action.when}  {action.who}", width)
    refusal = screen_sentence(action.refusal) if action.refusal else ""
    lines += field(_("Går att ångra"), refusal or _("ja"), width, "text--dim" if refusal else "")
    for record in action.records:
        lines.append([])
        lines += plain_lines(record.name or NOTHING, width, "text--title")
        for name, before, after in record.fields:
            lines += field(name, f"{before} → {after}" if before != NOTHING else after, width)
    if action.left_out:
        lines += [[], [Cell(_("och {n} till").format(n=action.left_out), "text--dim")]]
    return lines


def _about(row: ActionRow) -> str:
    several = many(mark("{n} post"), mark("{n} poster"), row.others + 1) if row.others else ""
    return ": ".join(filter(None, [several, record_name(row.entity, row.label) or NOTHING]))
