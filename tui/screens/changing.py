"""What every screen beside the daily one has: a summary, keys, undo, and that only who may write does."""

from pathlib import Path
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
from tui.situation import Situation
from tui.widgets.cells import Cell
from tui.widgets.footer import Footer
from tui.widgets.summary_bar import Summary, SummaryBar
from tui.work import Failed, Work


class ChangingScreen(Screen[None]):
    """A screen where records are changed, with a summary above and keys below."""

    CSS_PATH = Path(__file__).parent.parent / "styles" / "screens.tcss"
    AREAS: ClassVar[tuple[Area, ...]] = ()
    """Whose commands the footer shows; those of the filter line alone while it is written."""

    def __init__(self, work: Work, failed: Failed) -> None:
        """`failed` shows an error."""
        super().__init__()
        self._work = work
        self._failed = failed
        self._refusal: GranskaError | None = None
        self._overview: Overview | None = None
        self._undoing = Undoing(self, work, self.show_change)

    def on_mount(self) -> None:
        """Ask whose register it is, and who may write."""
        self.ask_overview()
        self._work.ask_writer(reads.refusal, self.begin)

    @property
    def situation(self) -> Situation:
        """What decides which commands are offered."""
        raise NotImplementedError

    @property
    def counted(self) -> tuple[Cell, ...]:
        """How many there are of what the screen lists, where the summary says that."""
        return ()

    def show_change(self, change: Change) -> None:
        """Show what a change changed."""
        raise NotImplementedError

    def ask_overview(self) -> None:
        """Ask what the summary says."""
        self._work.ask(f"overview of {type(self).__name__}", reads.overview, self._show_overview)

    def begin(self, refusal: GranskaError | None) -> None:
        """It is known who may write; with a `refusal` nobody here."""
        self._refusal = refusal
        self.show_situation()

    def show_situation(self) -> None:
        """Say how things stand, above, and what can be done, below."""
        now, known = self.situation, self._overview
        self.query_one(Footer).show(footer_commands(("filter",) if now.pane == "filter" else self.AREAS, now), now)
        if known is not None:
            summary = Summary(
                known.office, known.followup, marked=now.marked, readonly=not now.writable, told=self.counted
            )
            self.query_one(SummaryBar).show(summary)

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

    def _show_overview(self, overview: Overview) -> None:
        self._overview = overview
        self.show_situation()
