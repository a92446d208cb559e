"""The columns of the history, and what an action in full says. Pure."""

from msgspec import Struct

from storage.history import ActionRow
from tui.kit.drawing import Cell, Column
from tui.kit.lines_pane import Line, field, heading, plain_lines
from tui.language.catalogue import _, many, mark
from tui.language.words import NOTHING, action_word, moment, record_name


class ToldRecord(Struct, frozen=True):
    """What became of one record, in words."""

    name: str
    fields: tuple[tuple[str, str, str], ...]
    """(field, before, after)."""


class ToldAction(Struct, frozen=True):
    """An action in words."""

    id: str
    when: str
    who: str
    what: str
    records: tuple[ToldRecord, ...]
    left_out: int
    """Records that are not told of."""
    refusal: str
    """Why it cannot be taken back; empty when it can."""


def history_columns() -> tuple[Column[ActionRow], ...]:
    """When, who, what, and to which records."""
    return (
        Column(_("När"), lambda row: Cell(moment(row.at), "text--dim"), width=16),
        Column(_("Vem"), lambda row: Cell(row.who), width=14),
        Column(_("Vad"), lambda row: Cell(what(row.name, row.about, undoes=row.undoes))),
        Column(_("Gäller"), lambda row: Cell(_about(row), "text--dim")),
    )


def what(name: str, about: str, *, undoes: bool) -> str:
    """As in: `Bedömning`, `Ångra: Bedömning`."""
    return f"{action_word(name)}: {action_word(about)}" if undoes else action_word(name)


def history_lines(action: ToldAction, width: int) -> list[Line]:
    """What was done, by whom and when, and each field before and after."""
    lines = [*heading(action.what, width)]
    lines += field(_("När"), f"{action.when}  {action.who}", width)
    lines += field(_("Går att ångra"), action.refusal or _("ja"), width, "text--dim" if action.refusal else "")
    for record in action.records:
        lines.append([])
        lines += plain_lines(record.name or NOTHING, width, "text--title")
        for name, before, after in record.fields:
            told = f"{before} → {after}" if before != NOTHING else after
            lines += field(name, told, width)
    if action.left_out:
        lines += [[], [Cell(_("och {n} till").format(n=action.left_out), "text--dim")]]
    return lines


def _about(row: ActionRow) -> str:
    several = many(mark("{n} post"), mark("{n} poster"), row.others + 1) if row.others else ""
    return ": ".join(filter(None, [several, record_name(row.entity, row.label) or NOTHING]))
