"""Base of the screens of a register: summary, footer, undo, and the poll for changes of others."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from storage.domain.history import Change
from storage.domain.records import replace
from storage.errors import GranskaError
from storage.register import Register
from tui.kit import jobs
from tui.kit.command import Area, Situation, bindings, commands_for, footer_commands
from tui.kit.drawing import Cell
from tui.kit.filter_line import FilterLine
from tui.kit.footer import Footer
from tui.kit.jobs import Overview
from tui.kit.keys import FILTER_COMMANDS, PANE_COMMANDS, UNDO_COMMANDS
from tui.kit.panes import Panes, TwoPanes
from tui.kit.plain import toast
from tui.kit.summary_bar import Summary, SummaryBar
from tui.language.catalogue import _
from tui.register_executor import Failed, RegisterExecutor

PERIOD = 1.0
"""Seconds between polls. A poll reads a number of the file and nothing else."""


class ChangePoll:
    """Polls for changes that others have written."""

    def __init__(
        self, screen: Screen[None], executor: RegisterExecutor, failed: Failed, changed: Callable[[], None]
    ) -> None:
        """Create it; `failed` shows an error, `changed` is called when somebody has written."""
        self._failed = failed
        self._screen = screen
        self._executor = executor
        self._changed = changed
        self._version: int | None = None
        self._shown_error: type[BaseException] | None = None

    def begin(self) -> None:
        """Poll from now on."""
        self.look()
        self._screen.set_interval(PERIOD, self.look)

    def look(self) -> None:
        """Poll once, unless the executor is busy or another screen is shown, which polls itself."""
        if self._executor.idle and self._is_shown:
            self._executor.ask("version", Register.version_seen, self._compare, failed=self._show_once)

    @property
    def _is_shown(self) -> bool:
        """Return True when the screen is visible, also under a dialog."""
        screens = (screen for screen in reversed(self._screen.app.screen_stack) if not screen.is_modal)
        return next(screens, None) is self._screen

    def _show_once(self, error: BaseException) -> None:
        """Show an error once, not at every poll."""
        if type(error) is not self._shown_error:
            self._shown_error = type(error)
            self._failed(error)

    def _compare(self, version: int) -> None:
        self._shown_error = None
        before, self._version = self._version, version
        if before is not None and before != version:
            self._changed()


class RegisterScreen(Screen[None]):
    """Screen that shows and changes records."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("records", *UNDO_COMMANDS, *PANE_COMMANDS)
    AREAS: ClassVar[tuple[Area, ...]] = ()
    """Areas of the commands in the footer; only that of the filter line while it has the focus."""

    def __init__(self, executor: RegisterExecutor, failed: Failed) -> None:
        """Create it; `failed` shows an error."""
        super().__init__()
        self._executor = executor
        self._failed = failed
        self.refusal: GranskaError | None = None
        """Reason why the register cannot be written to."""
        self._overview: Overview | None = None
        self._poll = ChangePoll(self, executor, failed, self.read_again)

    @property
    def busy(self) -> bool:
        """Return True while it cannot be typed to: it is not composed yet."""
        return not self.is_mounted

    # What each screen says of itself

    @property
    def situation(self) -> Situation:
        """Return the facts that decide which commands apply."""
        raise NotImplementedError

    def summary(self, known: Overview, now: Situation) -> Summary:
        """Return the facts of the summary."""
        raise NotImplementedError

    def read_again(self) -> None:
        """Reload: another screen or program has written."""
        raise NotImplementedError

    def show_change(self, change: Change) -> None:
        """Show a change."""
        if change:
            self.read_again()

    # What they have in common

    def query_overview(self) -> None:
        """Query the overview of the register."""
        self._executor.ask(f"overview of {type(self).__name__}", jobs.overview, self.show_overview)

    def show_overview(self, overview: Overview) -> None:
        """Show whose register it is, and the open follow-up."""
        self._overview = overview
        self.show_situation()

    def begin(self, refusal: GranskaError | None) -> None:
        """Show whether the register can be written to; poll for changes when it cannot."""
        self.refusal = refusal
        self.show_situation()
        if refusal is not None:
            self.follow()

    def follow(self) -> None:
        """Poll for changes of others from now on."""
        self._poll.begin()

    @on(FilterLine.Entered)
    def show_situation(self) -> None:
        """Update summary and footer."""
        now = self.situation
        self.query_one(Footer).show(footer_commands(("filter",) if now.pane == "filter" else self.AREAS, now), now)
        if self._overview is not None:
            self.query_one(SummaryBar).show(self.summary(self._overview, now))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Run only commands that apply; show the advice of one that does not."""
        now = self.situation
        commands = commands_for(("filter",) if now.pane == "filter" else self.AREAS, action, parameters)
        if not commands or any(command.applies(now) for command in commands):
            return super().check_action(action, parameters)
        if self.refusal is not None and commands[0].applies(replace(now, writable=True)):
            self._show_refusal(self.refusal)
        elif advice := commands[0].advice(now):
            toast(self, advice)
        return False

    def _show_refusal(self, refusal: GranskaError) -> None:
        from tui.kit.message import screen_sentence  # noqa: PLC0415 - not needed before the first error

        toast(self, screen_sentence(refusal), warning=True)

    @on(Footer.Chosen)
    async def run_chosen(self, event: Footer.Chosen) -> None:
        """Run the command that was clicked in the footer."""
        focused = event.command.area in {"table", "filter"} and self.focused
        await (focused or self).run_action(event.command.action)

    def action_undo(self) -> None:
        """Undo the last action."""
        self._executor.write(jobs.undo, partial(self._notify_undone, _("Ångrat: {what}")), keys_wait=True)

    def action_redo(self) -> None:
        """Redo the action undone last."""
        self._executor.write(jobs.redo, partial(self._notify_undone, _("Gjort igen: {what}")), keys_wait=True)

    def _notify_undone(self, sentence: str, undone: tuple[Change, str]) -> None:
        """Show what was undone or redone, which may not be visible, and the change."""
        change, what = undone
        toast(self, sentence.format(what=what))
        self.show_change(change)


class ChangingScreen(RegisterScreen):
    """Screen beside the daily one, with counts of its own in the summary."""

    CSS_PATH = Path(__file__).parent.parent / "styles" / "screens.tcss"

    def on_mount(self) -> None:
        """Query the overview, and who may write."""
        self.query_overview()
        self._executor.query_writer(jobs.refusal, self.begin)

    @property
    def counted(self) -> tuple[Cell, ...]:
        """Return the counts for the summary."""
        return ()

    def summary(self, known: Overview, now: Situation) -> Summary:
        """Return the facts of the summary, with its counts."""
        counts = self.counted
        return Summary(known.office, known.followup, marked=now.marked, readonly=not now.writable, counts=counts)


class ListScreen(ChangingScreen):
    """List, detail of the row under its cursor, and filter line."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("lists", *FILTER_COMMANDS)
    PROMPT: ClassVar[str] = ""
    """Swedish message id: what stands in the filter line before anything is written."""

    def __init__(
        self, executor: RegisterExecutor, failed: Failed, view: TwoPanes | Panes, go: Callable[[str, str], None]
    ) -> None:
        """Create it; `failed` shows an error, `go` shows a record, by entity and id, on the screen that lists it."""
        super().__init__(executor, failed)
        self._panes = view
        self._go = go

    def compose(self) -> ComposeResult:
        """Yield summary, list and detail, filter line, footer."""
        yield SummaryBar()
        yield self._panes
        yield FilterLine(_(self.PROMPT))
        yield Footer()

    def on_mount(self) -> None:
        """Query the list, and focus it."""
        self._panes.back_to_list()
        self.read_list()

    def read_list(self) -> None:
        """Query the list."""
        raise NotImplementedError

    def read_again(self) -> None:
        """Reload: another screen or program has written."""
        self.query_overview()
        self.read_list()

    @on(Panes.Changed)
    @on(TwoPanes.Changed)
    def show_view(self) -> None:
        """Update summary and footer."""
        self.show_situation()

    @on(FilterLine.Left)
    def back_to_list(self) -> None:
        """Keep the filter, and focus the list."""
        self._panes.back_to_list()

    def action_filter(self) -> None:
        """Open the filter line."""
        self.query_one(FilterLine).open()

    def action_leave(self) -> None:
        """Clear the filter."""
        self.query_one(FilterLine).clear_line()
        self._panes.back_to_list()

    def action_pane(self, step: int) -> None:
        """Focus another pane."""
        self._panes.step(step)
