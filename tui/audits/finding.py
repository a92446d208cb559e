"""What the filter line is helped with: what may be written in it, and that a value is none."""

from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from tui.audits.view import RegisterView
from tui.kit.filter_line import FilterLine
from tui.kit.plain import toast
from tui.language.catalogue import _
from tui.language.filter_fields import unknown_note, value_note
from tui.register_executor import RegisterExecutor

if TYPE_CHECKING:
    from storage.domain.counting import Group, Grouped
    from storage.errors import UnknownFilterValue
    from storage.saved_views import SavedView
    from tui.audits.dialogs import SavedViewsDialog
    from tui.records.jobs import RecordHistory


class Completing:
    """Opens the filter line of a screen, and says beside the list what it could not be read as."""

    def __init__(self, screen: Screen[None], work: RegisterExecutor, view: RegisterView) -> None:
        self._screen, self._work, self._view = screen, work, view
        self._known = False
        self._value = ""
        self._folded = ""

    def begin(self) -> None:
        """Write in the line; the values to suggest are read once, beside what is asked meanwhile."""
        line = self._line
        if line.suggestions is None:
            from tui.kit.filter_line import FilterSuggestions  # noqa: PLC0415 - not before the first filter

            line.suggestions = FilterSuggestions(line.action_take)
            self._screen.mount(line.suggestions)
        line.open()
        if not self._known:
            from storage.filters import filter_values  # noqa: PLC0415 - not before the first filter

            self._known = True
            self._work.ask("filter values", filter_values, line.suggestions.know, unread=self.forget, slow=True)

    def forget(self) -> None:
        """The register may have other values: they are read again when the line is next opened."""
        self._known = False

    def check(self) -> None:
        """Look whether the register has what the line asks for, now that the keys rest."""
        line = self._line.value
        self._value = ""
        if ":" in line and not unknown_note(line):
            from storage.filters import unknown_value  # noqa: PLC0415 - not before the first condition

            self._work.ask("unknown value", partial(unknown_value, line=line), self._found, slow=True)
        else:
            self._work.forget("unknown value")

    def counted(self, folded: str | None) -> None:
        """What a filter lets through is known; `folded` is the word that was only found without å, ä and ö."""
        self._folded = _("”{word}” sökt utan å, ä och ö").format(word=folded) if folded else ""
        self._show()

    def _found(self, fault: "UnknownFilterValue | None") -> None:
        self._value = value_note(fault.name, fault.value, fault.nearest) if fault else ""
        self._show()

    def _show(self) -> None:
        self._view.show_note(unknown_note(self._line.value) or self._value or self._folded)

    @property
    def _line(self) -> FilterLine:
        return self._screen.query_one(FilterLine)


class FindActions:
    """Asks over a screen what is looked for, and goes there."""

    def __init__(self, screen: Screen[None], work: RegisterExecutor, view: RegisterView) -> None:
        self._screen = screen
        self._work = work
        self._view = view

    def jump(self) -> None:
        """Ask for a number, and put the cursor on the next recommendation of the list that has it."""
        from tui.audits.dialogs import JumpDialog  # noqa: PLC0415 - not needed before the first jump

        self._screen.app.push_screen(JumpDialog(), self._seek)

    def pick(self) -> None:
        """Show the conditions that there are; the one chosen is written into the filter line."""
        from tui.audits import jobs  # noqa: PLC0415 - not needed before the first pick

        self._work.ask("conditions", jobs.conditions, self._choose, keys_wait=True)

    def history(self) -> None:
        """Show what has happened to the row, newest first."""
        from tui.records import jobs  # noqa: PLC0415 - not needed before the first look back

        if self._view.current is not None:
            load = partial(jobs.record_history, recommendation=self._view.current.id)
            self._work.ask("history", load, self._show_past, keys_wait=True)

    def _seek(self, number: str | None) -> None:
        from tui.audits import jobs  # noqa: PLC0415 - not needed before the first jump

        if number:
            self._work.ask("number", jobs.numbered(number), partial(self._go, number), keys_wait=True)

    def _go(self, number: str, rids: frozenset[int]) -> None:
        if not self._view.recommendations.go_to_next(rids):
            toast(self._screen, _("Ingen rekommendation i listan har nummer {number}.").format(number=number))

    def _choose(self, conditions: tuple[str, ...]) -> None:
        from tui.kit.chooser import PickDialog  # noqa: PLC0415 - not needed before the first pick

        self._screen.app.push_screen(PickDialog(conditions), self._narrow)

    def _narrow(self, condition: str | None) -> None:
        if condition:
            line = self._screen.query_one(FilterLine)
            line.say(f"{line.value.strip()} {condition}".strip())
            self._view.back_to_list()

    def _show_past(self, past: "RecordHistory") -> None:
        from tui.records.dialogs import PastDialog  # noqa: PLC0415 - not needed before the first look back

        self._screen.app.push_screen(PastDialog(past))


class Looking:
    """Shows groups and saved views over a screen, and filters by the one that is chosen."""

    def __init__(self, screen: Screen[None], work: RegisterExecutor, view: RegisterView) -> None:
        self._screen, self._work, self._view = screen, work, view
        self._grouped: tuple[str, str] | None = None
        """(filter line, what it was grouped by) last."""

    def groups(self, by: str = "") -> None:
        """Show what the filter leaves in groups."""
        from tui.audits.dialogs import GroupsDialog  # noqa: PLC0415 - not needed before the first such key
        from tui.audits.jobs import groups  # noqa: PLC0415 - not needed before the first such key

        line = self._line.value

        def read(by: str) -> None:
            self._grouped = (line, by)
            self._work.ask("groups", groups(line, by), show, slow=True, keys_wait=True)

        def show(grouped: "Grouped") -> None:
            if dialog.shown:
                dialog.show(grouped)

        dialog = GroupsDialog(read, by or self._group or "body", line)
        self._screen.app.push_screen(dialog, self._narrow)

    def views(self, *, writable: bool) -> None:
        """Show the saved views."""
        from tui.audits.dialogs import SavedViewsDialog, ViewJobs  # noqa: PLC0415 - not before the first key

        doings = ViewJobs(lambda: self._ask_name(dialog), lambda view: self._ask_to_remove(dialog, view))
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
        from tui.audits.jobs import condition_of  # noqa: PLC0415 - loaded with the groups

        if chosen is not None:
            condition = partial(condition_of, chosen=chosen)
            self._work.ask("group's condition", condition, self._add, slow=True, keys_wait=True)

    def _add(self, condition: str) -> None:
        self._line.say(f"{self._line.value.strip()} {condition}".strip())
        self._view.back_to_list()

    def _read_views(self, dialog: "SavedViewsDialog") -> None:
        from storage.saved_views import saved_views  # noqa: PLC0415 - not needed before the first such key

        def show(views: "list[SavedView]") -> None:
            if dialog.shown:
                dialog.show(views)

        self._work.ask("saved views", saved_views, show, keys_wait=True)

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
        from tui.audits.dialogs import ViewNameDialog  # noqa: PLC0415 - loaded already

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
        from tui.kit.message import ConfirmDialog  # noqa: PLC0415 - not needed before the first question

        def answered(answer: bool | None) -> None:  # noqa: FBT001 - what a dialog's callback is given
            if answer:
                self._work.write(partial(remove_view, name=view.name), lambda _view: self._read_views(dialog))

        question = _("Ska vyn ”{name}” tas bort? Det går inte att ångra.").format(name=view.name)
        confirm = ConfirmDialog(_("Ta bort vyn"), question, yes=_("Ta bort"), undoable=False)
        self._screen.app.push_screen(confirm, answered)
