"""The panes of the history: the list of actions, newest first, and the detail of one."""

from functools import partial

from storage.domain.filters import Filter
from storage.errors import UnknownAction
from storage.history import ActionRow
from tui.history import jobs
from tui.history.jobs import ActionText
from tui.kit.command import key_for
from tui.kit.drawing import Cell, Column
from tui.kit.lines_pane import Line, LinesPane, field, heading, plain_lines
from tui.kit.message import screen_sentence
from tui.kit.panes import TwoPanes, fetching
from tui.kit.windowed_table import WindowedTable
from tui.language.catalogue import _, many, mark
from tui.language.words import NOTHING, moment, record_name
from tui.records.jobs import action_title
from tui.register_executor import RegisterExecutor


class HistoryView(TwoPanes):
    """The list of actions, and the detail of one."""

    def __init__(self, executor: RegisterExecutor) -> None:
        self._executor = executor
        self._filter = Filter()
        self._count: int | None = None
        self.shown: ActionText | None = None
        """The action that the detail shows."""
        self.table: WindowedTable[ActionRow] = WindowedTable(
            history_columns(),
            fetching(executor, "actions", jobs.action_rows),
            empty=_("Läser …"),
            markable=False,
            dom_id="actions",
        )
        self.detail = LinesPane(dom_id="action")
        super().__init__(self.table, self.detail, ("actions", "action"))

    @property
    def current(self) -> ActionRow | None:
        """The action under the cursor."""
        return self.table.current

    @property
    def count(self) -> int | None:
        """Number of actions in the list; None until it is loaded."""
        return self._count

    def read(self) -> None:
        """Load the list; the cursor keeps its action, but stays on the first row if it is there."""
        self._executor.ask(
            "doings", partial(jobs.actions, flt=self._filter), self._show, slow=True, keys_wait=self._count is None
        )

    def redraw(self) -> None:
        """Load new actions, and records' present names."""
        self.read()
        self.table.reload()

    def show_filter(self, flt: Filter) -> None:
        """Show the actions that have a filter's words."""
        if flt != self._filter:
            self._filter = flt
            self.read()

    def show_detail(self) -> None:
        """Load the action under the cursor."""
        row = self.table.current
        if row is not None:
            load = partial(jobs.action_text, action=row.id)
            self._executor.ask("doing", load, self._show_action, ignore=UnknownAction, keys_wait=True)
        elif self._count == 0:
            self.shown = None
            self._executor.forget("doing")
            guide = _("{key} visar allt.").format(key=key_for("leave")) if self._filter else ""
            self.detail.show_guide(guide)

    def _show(self, found: jobs.Actions) -> None:
        listing, rows = found
        first = listing.entries[0] if len(listing) and self.table.at_top else None
        self._count = len(listing)
        self.table.show(listing, rows, at=first, empty=_("Inget här passar filtret."))
        self.entitle(f"{_('Historik')} · {len(listing)}")
        self.show_detail()
        self.post_message(self.Changed())

    def _show_action(self, action: ActionText) -> None:
        self.shown = action
        self.detail.show_lines(action.id, partial(history_lines, action))


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
