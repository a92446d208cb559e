"""Historik (F7): a switchboard between keys, the list of actions and the executor of the register."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from storage import history
from storage.domain.filters import Filter
from storage.domain.text import searchable
from tui.history import jobs
from tui.history.as_of import AsOfDialog, PastScreen
from tui.history.jobs import UndoneAction
from tui.history.keys import HISTORY_COMMANDS
from tui.history.view import HistoryView
from tui.kit.command import Area, Situation, bindings
from tui.kit.drawing import Cell
from tui.kit.filter_line import FilterLine
from tui.kit.message import ConfirmDialog, confirm, screen_sentence
from tui.kit.plain import toast
from tui.kit.register_screen import ListScreen
from tui.language.catalogue import _, many, mark
from tui.language.words import moment
from tui.register_executor import Failed, RegisterExecutor


class HistoryScreen(ListScreen):
    """Actions with time, person and changes; each can be taken back, and the register shown as it was."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("history", *HISTORY_COMMANDS)
    AREAS: ClassVar[tuple[Area, ...]] = ("history", "lists", "records", "table", "app")
    PROMPT: ClassVar[str] = mark("Ord – vem, vad, dag, granskning, rekommendation")

    def __init__(self, executor: RegisterExecutor, failed: Failed, go: Callable[[str, str], None]) -> None:
        """`failed` shows an error; `go` shows a record, by entity and id, on the screen that lists it."""
        self._view = HistoryView(executor)
        super().__init__(executor, failed, self._view, go)

    @property
    def situation(self) -> Situation:
        """State that decides which commands apply."""
        line = self.query_one(FilterLine)
        return Situation(
            place="history",
            pane="filter" if line.has_focus else self._view.pane,
            writable=self.refusal is None,
            row=self._view.current is not None,
            filtered=line.active,
            levels=self._overview.levels if self._overview else (),
        )

    def read_list(self) -> None:
        """Load the list."""
        self._view.redraw()

    @on(HistoryView.Opened)
    def open_record(self) -> None:
        """Show the record that the action changed."""
        row = self._view.current
        if row is not None and row.record:
            self._go(row.entity, row.record)

    @on(FilterLine.LineChanged)
    def filter_list(self, event: FilterLine.LineChanged) -> None:
        """Show the actions that have the words."""
        self._view.show_filter(Filter(words=tuple(searchable(event.line).split())))

    # Commands

    def action_undo(self) -> None:
        """Take back the action under the cursor, after a question; show the reason where it cannot be."""
        action = self._view.shown
        if self._view.current is None or action is None or action.id != self._view.current.id:
            return
        if action.refusal:
            toast(self, screen_sentence(action.refusal), warning=True)
            return
        question = _("Ska det här tas tillbaka?\n\n{when} {who}\n{what}, {records}").format(
            when=action.when,
            who=action.who,
            what=action.title,
            records=many(mark("{n} post"), mark("{n} poster"), len(action.records) + action.left_out),
        )
        job = partial(jobs.take_back, action=action.id)
        dialog = ConfirmDialog(_("Ångra"), question, yes=_("Ångra"), undoable=True)
        confirm(self, dialog, lambda: self._executor.write(job, self._show_undone))

    def action_as_of(self) -> None:
        """Ask for a day, and show the register as it was then."""
        self.app.push_screen(AsOfDialog(), self._find_beginning)

    def _find_beginning(self, day: date | None) -> None:
        if day is not None:
            self._executor.ask(
                "beginning of the history", history.first_moment, partial(self._show_past, day), keys_wait=True
            )

    def _show_past(self, day: date, beginning: str) -> None:
        if not self.is_current:
            return  # left meanwhile

        first = moment(beginning)[: len("2026-11-22")]
        if day.isoformat() < first:
            toast(self, _("Registret börjar {day}, så det finns inget att visa.").format(day=first))
        else:
            self.app.push_screen(PastScreen(self._executor.path, day, self.app, self._failed))

    def _show_undone(self, undone: UndoneAction) -> None:
        toast(self, _("Ångrat: {what}").format(what=undone.title))
        self.show_change(undone.change)

    @property
    def counted(self) -> tuple[Cell, ...]:
        """Number of actions, as a cell of the summary."""
        count = self._view.count
        return () if count is None else (Cell(many(mark("{n} ändring"), mark("{n} ändringar"), count), "text--dim"),)
