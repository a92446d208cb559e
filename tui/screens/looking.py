"""Ways of looking at the recommendations: in groups, and as they were saved."""

from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from tui.language.catalogue import _
from tui.screens.register_view import RegisterView
from tui.widgets.filter_line import FilterLine
from tui.widgets.plain import toast
from tui.work import Work

if TYPE_CHECKING:
    from storage.domain.grouping import Group, Grouped
    from storage.saved_views import SavedView
    from tui.dialogs.saved_views import SavedViewsDialog


class Looking:
    """Shows groups and saved views over a screen, and filters by the one that is chosen."""

    def __init__(self, screen: Screen[None], work: Work, view: RegisterView) -> None:
        self._screen, self._work, self._view = screen, work, view
        self._grouped: tuple[str, str] | None = None
        """(filter line, what it was grouped by) last."""

    def groups(self, by: str = "") -> None:
        """Show what the filter leaves in groups."""
        from tui.dialogs.groups import GroupsDialog  # noqa: PLC0415 - not needed before the first such key
        from tui.screens.look_reads import groups  # noqa: PLC0415 - not needed before the first such key

        line = self._line.value

        def read(by: str) -> None:
            self._grouped = (line, by)
            self._work.ask("groups", groups(line, by), show, slow=True)

        def show(grouped: "Grouped") -> None:
            if dialog.shown:
                dialog.show(grouped)

        dialog = GroupsDialog(read, by or self._group or "body", line)
        self._screen.app.push_screen(dialog, self._narrow)

    def views(self, *, writable: bool) -> None:
        """Show the saved views."""
        from tui.dialogs.saved_views import SavedViewsDialog, ViewDoings  # noqa: PLC0415 - not before the first key

        doings = ViewDoings(lambda: self._ask_name(dialog), lambda view: self._ask_to_remove(dialog, view))
        dialog = SavedViewsDialog(doings, writable=writable)
        self._screen.app.push_screen(dialog, self._look_through)
        dialog.call_later(self._read_views, dialog)  # when there is somewhere to show the answer

    @property
    def _line(self) -> FilterLine:
        return self._screen.query_one(FilterLine)

    @property
    def _group(self) -> str | None:
        """What the present filter was grouped by last."""
        return self._grouped[1] if self._grouped and self._grouped[0] == self._line.value else None

    def _narrow(self, chosen: "tuple[str, Group] | None") -> None:
        from tui.screens.look_reads import condition_of  # noqa: PLC0415 - loaded with the groups

        if chosen is not None:
            self._work.ask("group's condition", partial(condition_of, chosen=chosen), self._add, slow=True)

    def _add(self, condition: str) -> None:
        self._line.say(f"{self._line.value.strip()} {condition}".strip())
        self._view.back_to_list()

    def _read_views(self, dialog: "SavedViewsDialog") -> None:
        from storage.saved_views import saved_views  # noqa: PLC0415 - not needed before the first such key

        def show(views: "list[SavedView]") -> None:
            if dialog.shown:
                dialog.show(views)

        self._work.ask("saved views", saved_views, show)

    def _look_through(self, view: "SavedView | None") -> None:
        if view is None:
            return
        self._view.sort_by(view.order)
        self._line.say(view.line)
        self._line.display = self._line.active
        self._view.back_to_list()
        if view.group:
            self._screen.call_after_refresh(self.groups, view.group)

    def _ask_name(self, dialog: "SavedViewsDialog") -> None:
        from storage.saved_views import SavedView, save_view  # noqa: PLC0415 - loaded with the dialog
        from tui.dialogs.saved_views import ViewNameDialog  # noqa: PLC0415 - loaded already

        line, order, group = self._line.value.strip(), self._view.order, self._group

        def named(name: str | None) -> None:
            if name:
                view = SavedView(name, line, order, group)
                self._work.write(partial(save_view, view=view), partial(self._saved, dialog, name))

        self._screen.app.push_screen(ViewNameDialog(SavedView("", line, order, group)), named)

    def _saved(self, dialog: "SavedViewsDialog", name: str, replaced: bool) -> None:  # noqa: FBT001 - a write's result
        told = _("Vyn ”{name}” har ersatts.") if replaced else _("Vyn ”{name}” är sparad.")
        toast(self._screen, told.format(name=name))
        self._read_views(dialog)

    def _ask_to_remove(self, dialog: "SavedViewsDialog", view: "SavedView") -> None:
        from storage.saved_views import remove_view  # noqa: PLC0415 - loaded with the dialog
        from tui.dialogs.confirm import ConfirmDialog  # noqa: PLC0415 - not needed before the first question

        def answered(answer: bool | None) -> None:  # noqa: FBT001 - what a dialog's callback is given
            if answer:
                self._work.write(partial(remove_view, name=view.name), lambda _view: self._read_views(dialog))

        question = _("Ska vyn ”{name}” tas bort? Det går inte att ångra.").format(name=view.name)
        confirm = ConfirmDialog(_("Ta bort vyn"), question, yes=_("Ta bort"), undoable=False)
        self._screen.app.push_screen(confirm, answered)
