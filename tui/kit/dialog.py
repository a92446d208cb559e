"""Base of dialogs: title, body, line of keys, and a result of a type of its own."""

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
from tui.language.catalogue import _

T = TypeVar("T")
LOW = 30
"""Lines of the screen below which a dialog takes all the room that it gets."""
FRAME = 8
"""Lines that frame, notes and keys take."""


class Dialog(ModalScreen[T | None], Generic[T]):
    """Modal screen that returns a result; None when it is closed without one."""

    CSS_PATH = Path(__file__).parent.parent / "styles" / "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog", *DIALOG_COMMANDS)
    HEADING: ClassVar[str] = ""
    """Swedish message id of the title, where it is always the same."""
    AREAS: tuple[Area, ...] = ("dialog",)
    """Areas of the commands in its line of keys."""
    VERTICAL_BREAKPOINTS = [(0, "low"), (LOW, "high")]  # noqa: RUF012 - Textual declares it as no class variable

    _ready = False
    _waiting = False
    """True while its values are being saved."""

    def compose(self) -> ComposeResult:
        """Yield the frame around the body."""
        with Vertical(id="frame") as frame:
            frame.border_title = plain_line(self.heading())
            yield from self.body()
            yield Footer()

    @property
    def busy(self) -> bool:
        """Return True while it cannot be typed to: its first field has no focus yet, or it is saving."""
        return self._waiting or not self._ready

    @property
    def shown(self) -> bool:
        """Return True while it is open and composed; a result of a job may arrive before or after that."""
        return self.is_mounted and self in self.app.screen_stack

    @property
    def situation(self) -> Situation:
        """Return the facts that decide which keys apply."""
        return Situation()

    def on_mount(self) -> None:
        """Show the keys; it is ready once the body has set the focus."""
        self.show_keys()
        self.call_after_refresh(self.app.call_later, self._begin)

    def _begin(self) -> None:
        self._ready = True

    def make_room(self, lines: int) -> None:
        """Use the full height when so many lines do not fit: they scroll, and the keys remain."""
        self.set_class(lines + FRAME > self.size.height * 9 // 10, "tall")

    def show_keys(self) -> None:
        """Show the keys that apply now."""
        self.query_one(Footer).show(self.commands(), self.situation)

    def on_footer_chosen(self, event: Footer.Chosen) -> None:
        """Run the command whose key was clicked."""
        event.stop()
        self.call_next(self.run_action, event.command.action)

    def offers(self, command: Command) -> bool:
        """Return True when a command of its areas applies now."""
        return command.applies(self.situation)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Run only commands that apply; show the advice of one that does not."""
        commands = commands_for(self.AREAS, action, parameters)
        if not commands or any(map(self.offers, commands)):
            return super().check_action(action, parameters)
        if advice := commands[0].advice(self.situation):
            toast(self, advice)
        return False

    def commands(self) -> Sequence[Command]:
        """Return the commands of its line of keys."""
        return footer_commands(self.AREAS, self.situation)

    def heading(self) -> str:
        """Return the title: the HEADING, unless it names something that the dialog was made for."""
        return _(self.HEADING)

    def body(self) -> Iterable[Widget]:
        """Yield the content."""
        return ()

    def action_close(self) -> None:
        """Close without a result."""
        self.dismiss(None)
