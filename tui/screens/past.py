"""The audits and their recommendations as they were on a day: read only, and marked as what was."""

import asyncio
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message_pump import MessagePump

from storage.asof import as_of
from storage.domain.filtering import parse_filter
from storage.register import Register, open_register
from tui.command import Area
from tui.keys import bindings
from tui.language.catalogue import _
from tui.screens.changing import ChangingScreen
from tui.screens.register_view import RegisterView
from tui.situation import Situation
from tui.widgets.cells import Cell
from tui.widgets.filter_line import FilterLine
from tui.widgets.footer import Footer
from tui.widgets.summary_bar import SummaryBar
from tui.work import Failed, Work


class PastScreen(ChangingScreen):
    """The lists of audits, on a register as it was. Nothing here writes."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("past"), *bindings("lists"), *bindings("records")]
    AREAS: ClassVar[tuple[Area, ...]] = ("past", "lists", "records", "table", "app")

    def __init__(self, path: Path, day: date, home: MessagePump, failed: Failed) -> None:
        """The register at `path` when `day` ended; `home` is the application, `failed` shows an error."""
        super().__init__(Work(path, home, failed, past=partial(_opened, path, day)), failed)
        self._day = day
        self._view = RegisterView(self._work)

    def compose(self) -> ComposeResult:
        """Summary, lists, filter line, keys."""
        yield SummaryBar()
        yield self._view
        yield FilterLine()
        yield Footer()

    def on_mount(self) -> None:
        """Begin among the audits."""
        self._view.go_to("audits")

    async def on_unmount(self) -> None:
        """Let go of the register as it was."""
        await asyncio.to_thread(self._work.close)

    @property
    def situation(self) -> Situation:
        """What decides which commands are offered: those that only read."""
        line = self.query_one(FilterLine)
        return Situation(
            place="past",
            pane="filter" if line.has_focus else self._view.pane,
            writable=False,
            filtered=line.active,
            levels=self._overview.levels if self._overview else (),
        )

    @property
    def counted(self) -> tuple[Cell, ...]:
        """Which day is shown, beside what the summary says of it."""
        return (Cell(_("SOM DET VAR {day}").format(day=self._day.isoformat()), "text--warning"),)

    @property
    def idle(self) -> bool:
        """Whether all that was asked of the register as it was is shown."""
        return self._work.idle

    def follow(self) -> None:
        """Nothing changes what was."""

    def show_situation(self) -> None:
        """Say how things stand, as long as the screen is there: reading may end after it is left."""
        if self.is_attached:
            super().show_situation()

    @on(RegisterView.Changed)
    def show_view(self) -> None:
        """Say how things stand, above, and what can be done, below."""
        self.show_situation()

    @on(FilterLine.LineChanged)
    def filter_lists(self, event: FilterLine.LineChanged) -> None:
        """Show what the line lets through."""
        self._view.show_filter(parse_filter(event.line))

    @on(FilterLine.LineRested)
    def complete_lists(self) -> None:
        """All that the line lets through, now that there is time."""
        self._view.complete_filter()

    @on(FilterLine.Left)
    def back_to_list(self) -> None:
        """Keep the filter, and go on in the list."""
        self._view.back_to_list()

    def action_filter(self) -> None:
        """Write in the filter line."""
        self.query_one(FilterLine).open()

    def action_leave(self) -> None:
        """Filter nothing; with no filter, back to today."""
        line, table = self.query_one(FilterLine), self._view.recommendations
        if table.marked and not line.has_focus:
            table.clear_marks()
        elif line.active or line.has_focus:
            line.clear_line()
            self._view.back_to_list()
        else:
            self.dismiss(None)

    def action_pane(self, step: int) -> None:
        """Go to another pane."""
        self._view.step(step)


def _opened(path: Path, day: date) -> Register:
    """The register as it was when the day ended."""
    with open_register(path) as register:
        return as_of(register, day)
