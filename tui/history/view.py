"""What was done, newest first, with each field before and after beside."""

from functools import partial

from storage.domain.filters import Filter
from storage.errors import UnknownAction
from storage.history import ActionRow
from tui.history import jobs
from tui.history.columns import ToldAction, history_columns, history_lines
from tui.kit.command import key_for
from tui.kit.lines_pane import LinesPane
from tui.kit.panes import TwoPanes, fetching
from tui.kit.windowed_table import WindowedTable
from tui.language.catalogue import _
from tui.register_executor import RegisterExecutor


class HistoryView(TwoPanes):
    """The list of actions, and the detail of one."""

    def __init__(self, work: RegisterExecutor) -> None:
        self._work = work
        self._filter = Filter()
        self._count: int | None = None
        self.told: ToldAction | None = None
        """What the detail tells of."""
        self.table: WindowedTable[ActionRow] = WindowedTable(
            history_columns(),
            fetching(work, "actions", jobs.rows),
            empty=_("Läser …"),
            markable=False,
            dom_id="actions",
        )
        self.detail = LinesPane(dom_id="action")
        super().__init__(self.table, self.detail, ("actions", "action"))

    @property
    def current(self) -> ActionRow | None:
        """What the keys mean."""
        return self.table.current

    @property
    def count(self) -> int | None:
        """How many actions the list holds; None until that is known."""
        return self._count

    def read(self) -> None:
        """Ask for the list again; the cursor stays on its action, and the first where it stood there."""
        self._work.ask("doings", jobs.actions(self._filter), self._show, slow=True, keys_wait=self._count is None)

    def redraw(self) -> None:
        """Show what was done since, and what records are called now."""
        self.read()
        self.table.reload()

    def show_filter(self, flt: Filter) -> None:
        """Show what a filter's words speak of."""
        if flt != self._filter:
            self._filter = flt
            self.read()

    def show_detail(self) -> None:
        """Tell what the row under the cursor changed."""
        row = self.table.current
        if row is not None:
            self._work.ask("doing", jobs.detail(row.id), self._tell, ignore=UnknownAction, keys_wait=True)
        elif self._count == 0:
            self.told = None
            self._work.forget("doing")
            told = _("{key} visar allt.").format(key=key_for("leave")) if self._filter else ""
            self.detail.show_guide(told)

    def _show(self, answer: jobs.Actions) -> None:
        listing, rows = answer
        first = listing.entries[0] if len(listing) and self.table.at_top else None
        self._count = len(listing)
        self.table.show(listing, rows, at=first, empty=_("Inget här passar filtret."))
        self.entitle(f"{_('Historik')} · {len(listing)}")
        self.show_detail()
        self.post_message(self.Changed())

    def _tell(self, action: ToldAction) -> None:
        self.told = action
        self.detail.show_lines(action.id, partial(history_lines, action))
