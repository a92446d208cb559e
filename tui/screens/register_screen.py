"""What every screen of a register has: a summary above, keys below, undo, and that only who may write does."""

from typing import ClassVar

from textual import on
from textual.screen import Screen

from storage.domain.change import Change
from storage.errors import GranskaError
from tui.command import Area
from tui.keys import footer_commands
from tui.screens import reads
from tui.screens.reads import Overview
from tui.screens.undoing import Undoing
from tui.screens.watching import Watching
from tui.situation import Situation
from tui.widgets.filter_line import FilterLine
from tui.widgets.footer import Footer
from tui.widgets.summary_bar import Summary, SummaryBar
from tui.work import Failed, Work


class RegisterScreen(Screen[None]):
    """A screen where records are shown and changed."""

    AREAS: ClassVar[tuple[Area, ...]] = ()
    """Whose commands the footer shows; those of the filter line alone while it is written."""

    def __init__(self, work: Work, failed: Failed) -> None:
        """`failed` shows an error."""
        super().__init__()
        self._work = work
        self._failed = failed
        self._refusal: GranskaError | None = None
        """Why the register does not let itself be written to."""
        self._overview: Overview | None = None
        self._undoing = Undoing(self, work, self.show_change)
        self._watching = Watching(self, work, failed, self.read_again)

    # What each screen says of itself

    @property
    def situation(self) -> Situation:
        """What decides which commands are offered."""
        raise NotImplementedError

    def summary(self, known: Overview, now: Situation) -> Summary:
        """What the line on top says."""
        raise NotImplementedError

    def read_again(self) -> None:
        """Something else has written, another screen or another program: show it."""
        raise NotImplementedError

    def show_change(self, change: Change) -> None:
        """Show what a change changed."""
        if change:
            self.read_again()

    # What they have in common

    def ask_overview(self) -> None:
        """Ask what the summary says."""
        self._work.ask(f"overview of {type(self).__name__}", reads.overview, self.show_overview)

    def show_overview(self, overview: Overview) -> None:
        """Whose register it is and what is judged in it."""
        self._overview = overview
        self.show_situation()

    def begin(self, refusal: GranskaError | None) -> None:
        """It is known who may write; who only reads follows what others write."""
        self._refusal = refusal
        self.show_situation()
        if refusal is not None:
            self.follow()

    def follow(self) -> None:
        """Show what others write, from now on."""
        self._watching.begin()

    @on(FilterLine.Entered)
    def show_situation(self) -> None:
        """Say how things stand, above, and what can be done, below."""
        now = self.situation
        self.query_one(Footer).show(footer_commands(("filter",) if now.pane == "filter" else self.AREAS, now), now)
        if self._overview is not None:
            self.query_one(SummaryBar).show(self.summary(self._overview, now))

    @property
    def may_write(self) -> bool:
        """Whether the register lets itself be written to; says why where it does not."""
        if self._refusal is not None:
            self._failed(self._refusal)
        return self._refusal is None

    @on(Footer.Chosen)
    async def run_chosen(self, event: Footer.Chosen) -> None:
        """A key in the footer was clicked."""
        focused = event.command.area in {"table", "filter"} and self.focused
        await (focused or self).run_action(event.command.action)

    def action_undo(self) -> None:
        """Take back what was done last."""
        if self.may_write:
            self._undoing.undo()

    def action_redo(self) -> None:
        """Do again what was undone last."""
        if self.may_write:
            self._undoing.redo()
