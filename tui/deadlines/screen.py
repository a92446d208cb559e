"""Bevakning: a switchboard between the keys, the list of what is watched, the letters about it and the register."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.screen import Screen

from storage import settings
from storage.domain.deadlines import Deadline, DeadlineKind
from storage.domain.filters import parse_filter
from storage.domain.history import Change
from storage.errors import GranskaError
from storage.register import Register
from tui.deadlines import calendar, jobs
from tui.deadlines.keys import DEADLINE_COMMANDS
from tui.deadlines.view import DeadlinesView
from tui.kit.command import Area, Situation, bindings
from tui.kit.drawing import Cell
from tui.kit.filter_line import FilterLine
from tui.kit.plain import toast
from tui.kit.register_screen import ListScreen
from tui.language.catalogue import _, mark
from tui.language.outcomes import Urgency, late_words, soon_words
from tui.letters.documents import Delivering
from tui.register_executor import Failed, RegisterExecutor

if TYPE_CHECKING:
    from exports.preflight.findings import Finding


class DeadlineActions:
    """Writes letters and calendars about what is watched."""

    def __init__(
        self,
        screen: Screen[None],
        work: RegisterExecutor,
        done: Callable[[Change], None],
        go: Callable[[str, str], None] | None = None,
    ) -> None:
        """`done` is told of every change; `go` shows a record, by entity and id, on the screen that lists it."""
        self._screen = screen
        self._work = work
        self._done = done
        self._go = go
        self._delivering = Delivering(screen, work, self._look_at)

    def remind(self, recipient: str, refusal: GranskaError | None) -> None:
        """Write a reminder to whoever is to answer for a recipient, of all that is late."""
        from tui.letters import documents, form_jobs  # noqa: PLC0415 - not needed before the first letter

        letters = documents.FollowingLetters(self._screen, self._work, self._delivering, self._done)
        letters.begin(form_jobs.REMINDER, recipient, refusal)

    def extension(self, recipient: str, refusal: GranskaError | None) -> None:
        """Write that more time is granted to a recipient, or that it is not."""
        from tui.letters import documents, form_jobs  # noqa: PLC0415 - not needed before the first letter

        letters = documents.FollowingLetters(self._screen, self._work, self._delivering, self._done)
        letters.begin(form_jobs.EXTENSION, recipient, refusal)

    def calendar(self, items: Sequence[Deadline]) -> None:
        """Put what comes, of these, into a calendar file where documents go, and say where that is."""

        def ask(register: Register) -> tuple[str, str | None]:
            return register.register_id, settings.office(register)

        self._work.ask("calendar", ask, partial(self._write, items), keys_wait=True)

    def _look_at(self, finding: "Finding") -> None:
        """Show the record that something found in a letter is about."""
        if self._go is not None and finding.record:
            self._go(finding.entity, finding.record)

    def _write(self, items: Sequence[Deadline], known: tuple[str, str | None]) -> None:
        register_id, office = known
        folder = self._delivering.folder

        def write() -> Path | None:
            events = calendar.coming(items, register_id)
            path = folder / calendar.CALENDAR
            return calendar.write(events, path, office) if events else None

        self._work.errand(write, self._written, keys_wait=True)

    def _written(self, path: Path | None) -> None:
        if path is None:
            toast(self._screen, _("Inget i listan kommer, så ingen kalender skrevs."))
        else:
            self._delivering.show(_("Kalendern är skriven"), [path])


class DeadlinesScreen(ListScreen):
    """What is late, what comes, and what has no date."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("deadlines", *DEADLINE_COMMANDS)
    AREAS: ClassVar[tuple[Area, ...]] = ("deadlines", "lists", "records", "table", "app")
    PROMPT: ClassVar[str] = mark("Ord, försenad, mina, nämnd:, granskning:, före: och efter:")

    def __init__(self, work: RegisterExecutor, failed: Failed, go: Callable[[str, str], None]) -> None:
        """`failed` shows an error; `go` shows a record, by entity and id, on the screen that lists it."""
        self._view = DeadlinesView()
        super().__init__(work, failed, self._view, go)
        self._actions = DeadlineActions(self, work, self.show_change, go)

    @property
    def situation(self) -> Situation:
        """What decides which commands are offered."""
        line, item = self.query_one(FilterLine), self._view.current
        return Situation(
            place="deadlines",
            pane="filter" if line.has_focus else self._view.pane,
            writable=self._refusal is None,
            row=item is not None,
            letter=item is not None and item.clock is DeadlineKind.ANSWER,
            late=item is not None and item.is_late,
            filtered=line.active,
            levels=self._overview.levels if self._overview else (),
        )

    def read_list(self) -> None:
        """Ask what there is."""
        self._work.ask("watched", jobs.deadline_page, self._view.show, slow=True, keys_wait=self._view.standing is None)

    @on(DeadlinesView.Opened)
    def open_record(self) -> None:
        """Go to the record on its own screen."""
        if (item := self._view.current) is not None:
            self._go(*(("letter", item.letter) if item.letter else (item.entity, item.record)))

    @on(FilterLine.LineChanged)
    def filter_list(self, event: FilterLine.LineChanged) -> None:
        """Show what the line lets through."""
        self._view.show_filter(parse_filter(event.line))

    # What the keys do

    def action_mine(self) -> None:
        """Show only what is one's own, or all."""
        self._view.show_mine(mine=not self._view.mine)
        if self._view.mine and not self._view.has_owner:
            told = _("Ingen i registret heter {who}. Ansvarig anges i granskningens formulär.")
            toast(self, told.format(who=self._view.who))

    def action_remind(self) -> None:
        """Remind whoever has not answered in time."""
        if (item := self._answer()) is not None:
            self._actions.remind(item.record, self._refusal)

    def action_extension(self) -> None:
        """Grant more time, or refuse it."""
        if (item := self._answer()) is not None:
            self._actions.extension(item.record, self._refusal)

    def action_calendar(self) -> None:
        """Put what is shown, and comes, into a calendar file."""
        self._actions.calendar(self._view.shown)

    # How it is done

    @property
    def counted(self) -> tuple[Cell, ...]:
        """How much is late, and how much comes soon."""
        known = self._view.standing
        if known is None:
            return ()
        style = "level--not_implemented" if known.counts[Urgency.LATE] else ""
        return (Cell(f"{late_words(known)}  ", style), Cell(soon_words(known), "level--partial"))

    def _answer(self) -> Deadline | None:
        """The answer that a key means."""
        item = self._view.current
        return item if item is not None and item.clock is DeadlineKind.ANSWER else None
