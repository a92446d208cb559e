"""What every screen beside the daily one has: it asks at once whose register it is, and who may write."""

from pathlib import Path

from tui.screens import reads
from tui.screens.reads import Overview
from tui.screens.register_screen import RegisterScreen
from tui.situation import Situation
from tui.widgets.cells import Cell
from tui.widgets.summary_bar import Summary


class ChangingScreen(RegisterScreen):
    """A screen beside the daily one, with what it counts in the summary."""

    CSS_PATH = Path(__file__).parent.parent / "styles" / "screens.tcss"

    def on_mount(self) -> None:
        """Ask whose register it is, and who may write."""
        self.ask_overview()
        self._work.ask_writer(reads.refusal, self.begin)

    @property
    def counted(self) -> tuple[Cell, ...]:
        """How many there are of what the screen lists, where the summary says that."""
        return ()

    def summary(self, known: Overview, now: Situation) -> Summary:
        """What the line on top says, with what is counted."""
        told = self.counted
        return Summary(known.office, known.followup, marked=now.marked, readonly=not now.writable, told=told)
