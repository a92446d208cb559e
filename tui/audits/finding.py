"""Actions that find recommendations: by number, condition, group or saved view, over a screen."""

from functools import partial

from textual.screen import Screen

from storage.domain.counting import Group, Grouped
from storage.saved_views import SavedView, remove_view, save_view, saved_views
from tui.audits import jobs
from tui.audits.dialogs import GroupsDialog, JumpDialog, SavedViewsDialog, ViewJobs, ViewNameDialog
from tui.audits.view import RegisterView
from tui.kit.chooser import PickDialog
from tui.kit.filter_line import FilterLine
from tui.kit.message import ConfirmDialog
from tui.kit.plain import toast
from tui.language.catalogue import _
from tui.records import jobs as record_jobs
from tui.records.dialogs import PastDialog
from tui.records.jobs import RecordHistory
from tui.register_executor import RegisterExecutor


class FindActions:
    """Finds recommendations by number or condition, and shows the history of one."""

    def __init__(self, screen: Screen[None], executor: RegisterExecutor, view: RegisterView) -> None:
        self._screen = screen
        self._executor = executor
        self._view = view

    def jump(self) -> None:
        """Ask for a number, and move the cursor to the next recommendation of the list that has it."""
        self._screen.app.push_screen(JumpDialog(), self._seek)

    def pick(self) -> None:
        """Choose among all conditions one to add to the filter line."""
        self._executor.ask("conditions", jobs.conditions, self._choose, keys_wait=True)

    def history(self) -> None:
        """Show the history of the row, newest first."""
        if self._view.current is not None:
            load = partial(record_jobs.record_history, recommendation=self._view.current.id)
            self._executor.ask("history", load, self._show_past, keys_wait=True)

    def _seek(self, number: str | None) -> None:
        if number:
            self._executor.ask("number", jobs.numbered(number), partial(self._go, number), keys_wait=True)

    def _go(self, number: str, rids: frozenset[int]) -> None:
        if not self._view.recommendations.go_to_next(rids):
            toast(self._screen, _("Ingen rekommendation i listan har nummer {number}.").format(number=number))

    def _choose(self, conditions: tuple[str, ...]) -> None:
        self._screen.app.push_screen(PickDialog(conditions), self._narrow)

    def _narrow(self, condition: str | None) -> None:
        if condition:
            line = self._screen.query_one(FilterLine)
            line.say(f"{line.value.strip()} {condition}".strip())
            self._view.back_to_list()

    def _show_past(self, past: RecordHistory) -> None:
        self._screen.app.push_screen(PastDialog(past))


class ViewActions:
    """Shows groups and saved views, and filters by the one that is chosen."""

    def __init__(self, screen: Screen[None], executor: RegisterExecutor, view: RegisterView) -> None:
        self._screen, self._executor, self._view = screen, executor, view
        self._grouped: tuple[str, str] | None = None
        """(filter line, grouping) last used."""

    def groups(self, by: str = "") -> None:
        """Show the result of the filter in groups."""
        line = self._line.value

        def read(by: str) -> None:
            self._grouped = (line, by)
            self._executor.ask("groups", jobs.groups(line, by), show, slow=True, keys_wait=True)

        def show(grouped: Grouped) -> None:
            if dialog.shown:
                dialog.show(grouped)

        dialog = GroupsDialog(read, by or self._group or "body", line)
        self._screen.app.push_screen(dialog, self._narrow)

    def views(self, *, writable: bool) -> None:
        """Show the saved views."""
        actions = ViewJobs(lambda: self._save_view(dialog), lambda view: self._confirm_removal(dialog, view))
        dialog = SavedViewsDialog(actions, writable=writable)
        self._screen.app.push_screen(dialog, self._look_through)
        dialog.call_later(self._read_views, dialog)  # when there is somewhere to show the answer

    @property
    def _line(self) -> FilterLine:
        return self._screen.query_one(FilterLine)

    @property
    def _group(self) -> str | None:
        """Return the grouping last used with the present filter."""
        return self._grouped[1] if self._grouped and self._grouped[0] == self._line.value else None

    def _narrow(self, chosen: tuple[str, Group] | None) -> None:
        if chosen is not None:
            condition = partial(jobs.condition_of, chosen=chosen)
            self._executor.ask("group's condition", condition, self._add, slow=True, keys_wait=True)

    def _add(self, condition: str) -> None:
        self._line.say(f"{self._line.value.strip()} {condition}".strip())
        self._view.back_to_list()

    def _read_views(self, dialog: SavedViewsDialog) -> None:
        def show(views: list[SavedView]) -> None:
            if dialog.shown:
                dialog.show(views)

        self._executor.ask("saved views", saved_views, show, keys_wait=True)

    def _look_through(self, view: SavedView | None) -> None:
        if view is None:
            return
        self._view.sort_by(view.order)
        self._line.say(view.line)
        self._line.display = self._line.active
        self._view.back_to_list()
        if view.group:
            self._screen.call_after_refresh(self.groups, view.group)

    def _save_view(self, dialog: SavedViewsDialog) -> None:
        line, order, group = self._line.value.strip(), self._view.order, self._group

        def named(name: str | None) -> None:
            if name:
                view = SavedView(name, line, order, group)
                self._executor.write(partial(save_view, view=view), partial(self._saved, dialog, name))

        self._screen.app.push_screen(ViewNameDialog(SavedView("", line, order, group)), named)

    def _saved(self, dialog: SavedViewsDialog, name: str, replaced: bool) -> None:  # noqa: FBT001 - a write's result
        text = _("Vyn ”{name}” har ersatts.") if replaced else _("Vyn ”{name}” är sparad.")
        toast(self._screen, text.format(name=name))
        self._read_views(dialog)

    def _confirm_removal(self, dialog: SavedViewsDialog, view: SavedView) -> None:
        def answered(answer: bool | None) -> None:  # noqa: FBT001 - what a dialog's callback is given
            if answer:
                self._executor.write(partial(remove_view, name=view.name), lambda _view: self._read_views(dialog))

        question = _("Ska vyn ”{name}” tas bort? Det går inte att ångra.").format(name=view.name)
        confirm = ConfirmDialog(_("Ta bort vyn"), question, yes=_("Ta bort"), undoable=False)
        self._screen.app.push_screen(confirm, answered)
