"""Screen of deadlines: their list, reminders and decisions on extensions, and the calendar file."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from exports.preflight.findings import Finding
from storage import settings
from storage.domain.deadlines import Deadline, DeadlineKind
from storage.domain.filters import parse_filter
from storage.register import Register
from tui.deadlines import jobs
from tui.deadlines.keys import DEADLINE_COMMANDS
from tui.deadlines.view import DeadlinesView
from tui.kit.command import Area, Situation, bindings
from tui.kit.drawing import Cell
from tui.kit.filter_line import FilterLine
from tui.kit.plain import toast
from tui.kit.register_screen import ListScreen
from tui.language.catalogue import _, mark
from tui.language.outcomes import Urgency, late_words, soon_words
from tui.letters.documents import DocumentWriter
from tui.letters.jobs import extension_decision, reminder
from tui.register_executor import Failed, RegisterExecutor


class DeadlinesScreen(ListScreen):
    """Deadlines: those that are late, to come, and without a date."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("deadlines", *DEADLINE_COMMANDS)
    AREAS: ClassVar[tuple[Area, ...]] = ("deadlines", "lists", "records", "table", "app")
    PROMPT: ClassVar[str] = mark("Ord, försenad, mina, nämnd:, granskning:, före: och efter:")

    def __init__(self, executor: RegisterExecutor, failed: Failed, go: Callable[[str, str], None]) -> None:
        """Set up the screen; `failed` shows an error, `go` a record, by entity and id, on the screen that lists it."""
        self._view = DeadlinesView()
        super().__init__(executor, failed, self._view, go)
        self._documents = DocumentWriter(self, executor, self._show_finding, self.show_change)

    @property
    def situation(self) -> Situation:
        """State that decides which commands apply."""
        line, item = self.query_one(FilterLine), self._view.current
        return Situation(
            place="deadlines",
            pane="filter" if line.has_focus else self._view.pane,
            writable=self.refusal is None,
            row=item is not None,
            letter=item is not None and item.clock is DeadlineKind.ANSWER,
            late=item is not None and item.is_late,
            filtered=line.active,
            levels=self._overview.levels if self._overview else (),
        )

    @property
    def counted(self) -> tuple[Cell, ...]:
        """Numbers of late and of imminent deadlines, for the summary."""
        counts = self._view.counts
        if counts is None:
            return ()
        style = "level--not_implemented" if counts.counts[Urgency.LATE] else ""
        return (Cell(f"{late_words(counts)}  ", style), Cell(soon_words(counts), "level--partial"))

    def read_list(self) -> None:
        """Load the deadlines."""
        show, first = self._view.show, self._view.counts is None
        self._executor.ask("deadlines", jobs.deadline_page, show, slow=True, keys_wait=first)

    @on(DeadlinesView.Opened)
    def open_record(self) -> None:
        """Show the record on the screen that lists it."""
        if (item := self._view.current) is not None:
            self._go(*(("letter", item.letter) if item.letter else (item.entity, item.record)))

    @on(FilterLine.LineChanged)
    def filter_list(self, event: FilterLine.LineChanged) -> None:
        """Filter the list by the line."""
        self._view.show_filter(parse_filter(event.line))

    # Commands

    def action_mine(self) -> None:
        """Switch between the user's own deadlines and all."""
        self._view.show_mine(mine=not self._view.mine)
        if self._view.mine and not self._view.has_owner:
            note = _("Ingen i registret heter {who}. Ansvarig anges i granskningens formulär.")
            toast(self, note.format(who=self._view.who))

    def action_remind(self) -> None:
        """Write a reminder of all late responses of the recipient."""
        if (item := self._response()) is not None:
            self._documents.write_letter(reminder(item.record), self.refusal)

    def action_extension(self) -> None:
        """Write the decision on an extension."""
        if (item := self._response()) is not None:
            self._documents.write_letter(extension_decision(item.record), self.refusal)

    def action_calendar(self) -> None:
        """Write the deadlines in the list that are to come to a calendar file."""
        items = self._view.shown

        def load(register: Register) -> tuple[str, str | None]:
            return register.register_id, settings.office(register)

        self._executor.ask("calendar", load, partial(self._write_calendar, items), keys_wait=True)

    def _write_calendar(self, items: Sequence[Deadline], owner: tuple[str, str | None]) -> None:
        register_id, office = owner
        path = self._documents.folder / jobs.CALENDAR

        def write() -> Path | None:
            events = jobs.coming_events(items, register_id)
            return jobs.write_events(events, path, office) if events else None

        self._executor.run_outside(write, self._show_calendar, keys_wait=True)

    def _show_calendar(self, path: Path | None) -> None:
        if path is None:
            toast(self, _("Inget i listan kommer, så ingen kalender skrevs."))
        else:
            self._documents.show(_("Kalendern är skriven"), [path])

    def _show_finding(self, finding: Finding) -> None:
        if finding.record:
            self._go(finding.entity, finding.record)

    def _response(self) -> Deadline | None:
        """Return the awaited response under the cursor, if there is one."""
        item = self._view.current
        return item if item is not None and item.clock is DeadlineKind.ANSWER else None
