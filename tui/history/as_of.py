"""The register as it was at the end of a day: a read-only screen of its audits, and the dialog for the day."""

import asyncio
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message_pump import MessagePump
from textual.widget import Widget
from textual.widgets import Input, Static

from storage import clock
from storage.asof import as_of
from storage.domain.dates import last_day, parse_date
from storage.domain.filters import parse_filter
from storage.domain.text import one_line
from storage.register import Register, open_register
from tui.audits.view import RegisterView
from tui.history.keys import HISTORY_COMMANDS
from tui.kit.command import Area, Situation, bindings
from tui.kit.dialog import Dialog
from tui.kit.drawing import Cell
from tui.kit.filter_line import FilterLine
from tui.kit.footer import Footer
from tui.kit.keys import FILTER_COMMANDS
from tui.kit.plain import plain
from tui.kit.register_screen import ChangingScreen
from tui.kit.summary_bar import SummaryBar
from tui.language.catalogue import _, mark
from tui.language.filter_fields import spoken_date
from tui.register_executor import Failed, RegisterExecutor


class PastScreen(ChangingScreen):
    """The lists of audits of a register as it was, read only."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("past", *HISTORY_COMMANDS), *bindings("lists", *FILTER_COMMANDS)]
    AREAS: ClassVar[tuple[Area, ...]] = ("past", "lists", "records", "table", "app")

    def __init__(self, path: Path, day: date, home: MessagePump, failed: Failed) -> None:
        """Screen of the register at `path` at the end of `day`; `home` is the application, `failed` shows an error."""
        super().__init__(RegisterExecutor(path, home, failed, past=partial(_open_past, path, day)), failed)
        self._day = day
        self._view = RegisterView(self._executor)

    def compose(self) -> ComposeResult:
        """Yield the summary, the lists, the filter line and the footer."""
        yield SummaryBar()
        yield self._view
        yield FilterLine()
        yield Footer()

    def on_mount(self) -> None:
        """Focus the list of audits."""
        self._view.go_to("audits")

    async def on_unmount(self) -> None:
        """Close the register as it was."""
        await asyncio.to_thread(self._executor.close)

    @property
    def situation(self) -> Situation:
        """State that decides which commands apply: those that only read."""
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
        """The day shown, as a cell of the summary."""
        return (Cell(_("SOM DET VAR {day}").format(day=self._day.isoformat()), "text--warning"),)

    @property
    def idle(self) -> bool:
        """True when no job of the past register is running or queued."""
        return self._executor.idle

    def follow(self) -> None:
        """Do nothing: the past does not change."""

    def show_situation(self) -> None:
        """Update summary and footer, unless the screen was left while a job was running."""
        if self.is_attached:
            super().show_situation()

    @on(RegisterView.Changed)
    def show_view(self) -> None:
        """Update summary and footer."""
        self.show_situation()

    @on(FilterLine.LineChanged)
    def filter_lists(self, event: FilterLine.LineChanged) -> None:
        """Show the rows that match the line."""
        self._view.show_filter(parse_filter(event.line))

    @on(FilterLine.LineRested)
    def complete_lists(self) -> None:
        """Load every row that matches the line, now that typing rests."""
        self._view.complete_filter()

    @on(FilterLine.Left)
    def back_to_list(self) -> None:
        """Keep the filter, and focus the list."""
        self._view.back_to_list()

    def action_filter(self) -> None:
        """Open the filter line."""
        self.query_one(FilterLine).open()

    def action_leave(self) -> None:
        """Clear the marks or the filter; without either, go back to today."""
        line, table = self.query_one(FilterLine), self._view.recommendations
        if table.marked and not line.has_focus:
            table.clear_marks()
        elif line.active or line.has_focus:
            line.clear_line()
            self._view.back_to_list()
        else:
            self.dismiss(None)

    def action_pane(self, step: int) -> None:
        """Focus another pane."""
        self._view.step(step)


def _open_past(path: Path, day: date) -> Register:
    """Open a register as it was at the end of the day."""
    with open_register(path) as register:
        return as_of(register, day)


class AsOfDialog(Dialog[date]):
    """Asks for a past day; its result is that day, or the last of a month or a year."""

    HEADING = mark("Registret som det var")

    def body(self) -> Iterable[Widget]:
        """Yield the field, and the day it is read as."""
        yield Input(compact=True, placeholder=_("Dag, till exempel 2025-12-31, 31/12, 2025-12 eller 2025"), id="day")
        yield Static(plain(_("Enter visar registret som det var när den dagen slutade.")), id="told", classes="dim")

    @on(Input.Changed)
    def echo(self, event: Input.Changed) -> None:
        """Show the day as it is read."""
        day = _day(event.value)
        self.query_one("#told", Static).update(plain(spoken_date(day.isoformat()) if day else _no_day()))

    @on(Input.Submitted)
    def go(self, event: Input.Submitted) -> None:
        """Dismiss with the day, if it is one."""
        day = _day(event.value)
        if day is not None:
            self.dismiss(day)


def _no_day() -> str:
    return _("Skriv en dag som har varit.")


def _day(typed: str) -> date | None:
    """Parse a day; None for anything else, or a day to come."""
    today, line = clock.today(), one_line(typed)
    try:
        day = last_day(parse_date(line, today, nearest=True)) if line else None
    except ValueError:
        return None
    return day if day is not None and day <= today else None
