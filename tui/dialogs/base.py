"""What every dialog has: a title, a body, a line of keys, and a result of its own type."""

from collections.abc import Iterable
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from tui.keys import Area, Situation, bindings, footer_commands
from tui.widgets.footer import Footer
from tui.widgets.plain import plain_line

T = TypeVar("T")


class Dialog(ModalScreen[T | None], Generic[T]):
    """A dialog over the screen. Closed without an answer it gives None."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog")
    AREAS: tuple[Area, ...] = ("dialog",)
    """Whose commands its line of keys shows."""

    def compose(self) -> ComposeResult:
        """The frame around the body."""
        with Vertical(id="frame") as frame:
            frame.border_title = plain_line(self.heading())
            yield from self.body()
            yield Footer()

    def on_mount(self) -> None:
        """Show the keys."""
        self.query_one(Footer).show(footer_commands(self.AREAS, Situation()), Situation())

    def on_footer_chosen(self, event: Footer.Chosen) -> None:
        """A key in the line below was clicked."""
        event.stop()
        self.call_next(self.run_action, event.command.action)

    def heading(self) -> str:
        """The title."""
        return ""

    def body(self) -> Iterable[Widget]:
        """What the dialog holds."""
        return ()

    def action_close(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
