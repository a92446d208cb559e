"""The audits and their recommendations as they were on a day: read only, and marked as what was."""

import asyncio
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message_pump import MessagePump
from textual.widget import Widget
from textual.widgets import Input, Static

from storage import clock
from storage.asof import as_of
from storage.domain.dates import last_day, parse_date
from storage.domain.filters import parse_filter
from storage.domain.text import one_line, shorten
from storage.register import Register, open_register
from tui.audits.jobs import Past
from tui.audits.view import RegisterView
from tui.history.keys import HISTORY_COMMANDS
from tui.kit.command import Area, Situation, bindings
from tui.kit.dialog import Dialog
from tui.kit.drawing import Cell
from tui.kit.filter_line import FilterLine
from tui.kit.footer import Footer
from tui.kit.keys import FILTER_COMMANDS
from tui.kit.plain import plain, wrap
from tui.kit.register_screen import ChangingScreen
from tui.kit.summary_bar import SummaryBar
from tui.language.catalogue import _
from tui.language.filter_fields import spoken_date
from tui.register_executor import Failed, RegisterExecutor


class PastScreen(ChangingScreen):
    """The lists of audits, on a register as it was. Nothing here writes."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("past", *HISTORY_COMMANDS), *bindings("lists", *FILTER_COMMANDS)]
    AREAS: ClassVar[tuple[Area, ...]] = ("past", "lists", "records", "table", "app")

    def __init__(self, path: Path, day: date, home: MessagePump, failed: Failed) -> None:
        """The register at `path` when `day` ended; `home` is the application, `failed` shows an error."""
        super().__init__(RegisterExecutor(path, home, failed, past=partial(_opened, path, day)), failed)
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


INDENT, HANGING = 2, 4
"""Cells before a change, and before the lines that it goes on in."""


class PastDialog(Dialog[None]):
    """The actions that changed a record, newest first, with old and new values."""

    BINDINGS: ClassVar[list[BindingType]] = [("h", "close"), ("enter", "close")]

    def __init__(self, past: Past) -> None:
        super().__init__()
        self._past = past

    def heading(self) -> str:
        """Whose history it is."""
        return _("Historik för {name}").format(name=shorten(self._past.name, 60))

    def body(self) -> Iterable[Widget]:
        """The actions."""
        yield VerticalScroll(Static(id="page"))

    def on_resize(self) -> None:
        """Break the lines where there is room for them now."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        self.query_one("#page", Static).update(self._page())

    def _page(self) -> Content:
        width = self.query_one("#page").content_size.width
        lines = [_lines(*action, width) for action in self._past.actions]
        return Content("\n\n").join(lines or [plain(_("Ingenting har hänt ännu."))])


def _lines(heading: str, changes: Iterable[str], width: int) -> Content:
    """An action and what it changed, indented also where a line is broken."""
    said = (line for change in changes for line in _indented(wrap(change, max(width - HANGING, 1))))
    return Content("\n").join([plain(heading, "bold"), *map(plain, said)])


def _indented(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield " " * (HANGING if number else INDENT) + line


class AsOfDialog(Dialog[date]):
    """Asks for a day that was; its result is that day, of a month or a year the last."""

    def heading(self) -> str:
        """What it does."""
        return _("Registret som det var")

    def body(self) -> Iterable[Widget]:
        """The field, and what is made of it."""
        yield Input(compact=True, placeholder=_("Dag, till exempel 2025-12-31, 31/12, 2025-12 eller 2025"), id="day")
        yield Static(plain(_("Enter visar registret som det var när den dagen slutade.")), id="told", classes="dim")

    @on(Input.Changed)
    def echo(self, event: Input.Changed) -> None:
        """Read the day back."""
        day = _day(event.value)
        self.query_one("#told", Static).update(plain(spoken_date(day.isoformat()) if day else _no_day()))

    @on(Input.Submitted)
    def go(self, event: Input.Submitted) -> None:
        """Leave with the day, if it is one."""
        day = _day(event.value)
        if day is not None:
            self.dismiss(day)


def _no_day() -> str:
    return _("Skriv en dag som har varit.")


def _day(typed: str) -> date | None:
    """The day that is meant; None for what is none, or is still to come."""
    today, line = clock.today(), one_line(typed)
    try:
        day = last_day(parse_date(line, today, nearest=True)) if line else None
    except ValueError:
        return None
    return day if day is not None and day <= today else None
