"""What every dialog has: a title, a body, a line of keys, and a result of its own type."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from tui.kit.command import Area, Command, Situation, bindings, commands_for, footer_commands
from tui.kit.footer import Footer
from tui.kit.keys import DIALOG_COMMANDS
from tui.kit.plain import plain_line, toast

T = TypeVar("T")
LOW = 30
"""Lines of the screen below which a dialog takes all the room that it gets."""
FRAME = 8
"""Lines that frame, notes and keys take."""


class Dialog(ModalScreen[T | None], Generic[T]):
    """A dialog over the screen. Closed without an answer it gives None."""

    CSS_PATH = Path(__file__).parent.parent / "styles" / "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog", *DIALOG_COMMANDS)
    AREAS: tuple[Area, ...] = ("dialog",)
    """Whose commands its line of keys shows."""
    VERTICAL_BREAKPOINTS = [(0, "low"), (LOW, "high")]  # noqa: RUF012 - Textual declares it as no class variable

    _begun = False
    _waiting = False
    """Whether what it holds is being saved."""

    def compose(self) -> ComposeResult:
        """The frame around the body."""
        with Vertical(id="frame") as frame:
            frame.border_title = plain_line(self.heading())
            yield from self.body()
            yield Footer()

    @property
    def busy(self) -> bool:
        """Whether it cannot be typed to now: the field to begin in does not have the focus yet, or it is saving."""
        return self._waiting or not self._begun

    @property
    def shown(self) -> bool:
        """Whether it is open with all that it holds: an answer may come before that, or when it has been left."""
        return self.is_mounted and self in self.app.screen_stack

    @property
    def situation(self) -> Situation:
        """What decides which keys do something."""
        return Situation()

    def on_mount(self) -> None:
        """Show the keys; it has begun once the focus is where what it holds has asked for."""
        self.show_keys()
        self.call_after_refresh(self.app.call_later, self._begin)

    def _begin(self) -> None:
        self._begun = True

    def make_room(self, lines: int) -> None:
        """Take the height there is where not all of so many lines have room: then they scroll, and the keys stay."""
        self.set_class(lines + FRAME > self.size.height * 9 // 10, "tall")

    def show_keys(self) -> None:
        """Show the keys that do something now."""
        self.query_one(Footer).show(self.commands(), self.situation)

    def on_footer_chosen(self, event: Footer.Chosen) -> None:
        """A key in the line below was clicked."""
        event.stop()
        self.call_next(self.run_action, event.command.action)

    def offers(self, command: Command) -> bool:
        """Whether a command of its areas does something now."""
        return command.applies(self.situation)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Do only what its line of keys offers; where a key does nothing, say what to do first."""
        commands = commands_for(self.AREAS, action, parameters)
        if not commands or any(map(self.offers, commands)):
            return super().check_action(action, parameters)
        if advice := commands[0].advice(self.situation):
            toast(self, advice)
        return False

    def commands(self) -> Sequence[Command]:
        """What its line of keys shows."""
        return footer_commands(self.AREAS, self.situation)

    def heading(self) -> str:
        """The title."""
        return ""

    def body(self) -> Iterable[Widget]:
        """What the dialog holds."""
        return ()

    def action_close(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
