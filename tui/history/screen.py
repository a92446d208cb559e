"""Historik: a switchboard between the keys, the list of actions and the door to the register."""

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
from tui.history.jobs import TakenBack
from tui.history.keys import HISTORY_COMMANDS
from tui.history.view import HistoryView
from tui.kit.command import Area, Situation, bindings
from tui.kit.drawing import Cell
from tui.kit.filter_line import FilterLine
from tui.kit.plain import toast
from tui.kit.register_screen import ListScreen
from tui.language.catalogue import _, many, mark
from tui.language.words import moment
from tui.register_executor import Failed, RegisterExecutor


class HistoryScreen(ListScreen):
    """Who changed what and when; with a key to take it back, and one to see the register as it was."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("history", *HISTORY_COMMANDS)
    AREAS: ClassVar[tuple[Area, ...]] = ("history", "lists", "records", "table", "app")
    PROMPT: ClassVar[str] = mark("Ord – vem, vad, dag, granskning, rekommendation")

    def __init__(self, work: RegisterExecutor, failed: Failed, go: Callable[[str, str], None]) -> None:
        """`failed` shows an error; `go` shows a record, by entity and id, on the screen that lists it."""
        self._view = HistoryView(work)
        super().__init__(work, failed, self._view, go)

    @property
    def situation(self) -> Situation:
        """What decides which commands are offered."""
        line = self.query_one(FilterLine)
        return Situation(
            place="history",
            pane="filter" if line.has_focus else self._view.pane,
            writable=self._refusal is None,
            row=self._view.current is not None,
            filtered=line.active,
            levels=self._overview.levels if self._overview else (),
        )

    def read_list(self) -> None:
        """Ask what there is."""
        self._view.redraw()

    @on(HistoryView.Opened)
    def open_record(self) -> None:
        """Go to the record that the action was about."""
        row = self._view.current
        if row is not None and row.record:
            self._go(row.entity, row.record)

    @on(FilterLine.LineChanged)
    def filter_list(self, event: FilterLine.LineChanged) -> None:
        """Show what the words speak of."""
        self._view.show_filter(Filter(words=tuple(searchable(event.line).split())))

    # What the keys do

    def action_undo(self) -> None:
        """Take back what is under the cursor, after a question; say why not, where it cannot be."""
        told = self._view.told
        if not self.may_write or self._view.current is None or told is None or told.id != self._view.current.id:
            return
        if told.refusal:
            toast(self, told.refusal, warning=True)
            return
        from tui.kit.message import ConfirmDialog  # noqa: PLC0415 - not needed before the first question

        question = _("Ska det här tas tillbaka?\n\n{when} {who}\n{what}, {records}").format(
            when=told.when, who=told.who, what=told.what, records=_counted(len(told.records) + told.left_out)
        )
        action = told.id

        def answered(answer: bool | None) -> None:  # noqa: FBT001 - what a dialog's callback is given
            if answer:
                self._work.write(jobs.taken_back(action), self._taken_back)

        self.app.push_screen(ConfirmDialog(_("Ångra"), question, yes=_("Ångra"), undoable=True), answered)

    def action_as_of(self) -> None:
        """Show the register as it was on a day."""
        from tui.history.as_of import AsOfDialog  # noqa: PLC0415 - not needed before the first look back

        self.app.push_screen(AsOfDialog(), self._show_past)

    # How it is done

    def _show_past(self, day: date | None) -> None:
        if day is not None:
            self._work.ask("beginning of the history", history.began, partial(self._go_back_to, day), keys_wait=True)

    def _go_back_to(self, day: date, began: str) -> None:
        if not self.is_current:
            return  # it was left meanwhile
        from tui.history.as_of import PastScreen  # noqa: PLC0415 - not needed before the first look back

        first = moment(began)[: len("2026-11-22")]
        if day.isoformat() < first:
            toast(self, _("Registret börjar {day}, så det finns inget att visa.").format(day=first))
        else:
            self.app.push_screen(PastScreen(self._work.path, day, self.app, self._failed))

    def _taken_back(self, done: TakenBack) -> None:
        toast(self, _("Ångrat: {what}").format(what=done.told))
        self.show_change(done.change)

    @property
    def counted(self) -> tuple[Cell, ...]:
        """How much was done."""
        count = self._view.count
        return () if count is None else (Cell(many(mark("{n} ändring"), mark("{n} ändringar"), count), "text--dim"),)


def _counted(records: int) -> str:
    return many(mark("{n} post"), mark("{n} poster"), records)
