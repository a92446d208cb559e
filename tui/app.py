"""The application: it wires the door to the register, the screen, the keys and the one place where errors are shown."""

import asyncio
import logging
import signal
from contextlib import suppress
from io import StringIO
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import ClassVar

from rich.console import Console, RenderableType
from rich.text import Text
from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen

from tui.dialogs.message import MessageDialog, failure
from tui.keys import Command, Situation, bindings
from tui.language.catalogue import _
from tui.language.sentences import sentence
from tui.log import log_file
from tui.screens.audits import AuditsScreen
from tui.screens.lists import Beginning
from tui.styles.themes import CONTRAST, THEMES, after
from tui.widgets.plain import printable, toast
from tui.work import Outcome, Work

LOG = logging.getLogger("granska")


class GranskaApp(App[None], inherit_bindings=False):
    """The screen of one register."""

    TITLE = "Granska"
    CSS_PATH = "styles/app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")
    ENABLE_COMMAND_PALETTE = False  # ours speaks Swedish and finds "atgard"

    def __init__(self, path: Path, *, who: str | None = None, beginning: Beginning | None = None) -> None:
        """The register at `path`; `who` is the name that the history gives what is written.

        What has been read already, the `beginning`, is painted first.
        """
        super().__init__()
        self.register_theme(CONTRAST)
        self._beginning = beginning
        self.work = Work(path, self, self.fail, who=who)

    def get_default_screen(self) -> Screen[None]:
        """The daily screen, from the first paint."""
        return AuditsScreen(self.work, self.fail, self._beginning)

    def on_mount(self) -> None:
        """Be told when the terminal goes away, or the computer is shut down: then end as if asked to."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            with suppress(NotImplementedError, RuntimeError, AttributeError):  # where there are no such signals
                loop.add_signal_handler(getattr(signal, name), self.exit)

    async def on_unmount(self) -> None:
        """However the program ends: what was asked for is written."""
        await asyncio.to_thread(self.work.close)

    def on_outcome(self, event: Outcome) -> None:
        """A job is done: deliver it on the loop."""
        event.deliver()

    def fail(self, error: BaseException) -> None:
        """The one door for errors: a sentence on the screen, the details in the log."""
        text = sentence(error)
        LOG.error("%s", text, exc_info=error)
        shown = self.screen
        self.clear_notifications()  # what was under way has failed
        if not (isinstance(shown, MessageDialog) and shown.text == text):
            self.push_screen(failure(text))

    def action_leave_program(self) -> None:
        """End when everything is written. The loop goes on meanwhile: it delivers the outcomes waited for."""
        self.run_worker(self._leave_when_written(), group="leave", exclusive=True)

    async def _leave_when_written(self) -> None:
        """End, but for a write that failed: then stay, so that it is seen."""
        failures = self.work.failures
        while not self.work.idle and self.work.failures == failures:
            await asyncio.sleep(0.01)
        if self.work.failures == failures:
            self.exit()

    def action_show_help(self) -> None:
        """Every key."""
        from tui.dialogs.help import HelpDialog  # noqa: PLC0415 - not needed for the first paint

        if not self.screen.is_modal:
            self.push_screen(HelpDialog(self._situation))

    def action_show_palette(self) -> None:
        """Commands by name."""
        from tui.dialogs.palette import Palette  # noqa: PLC0415 - not needed for the first paint

        if not self.screen.is_modal:
            self.push_screen(Palette(self._situation), self._run)

    def action_switch_theme(self) -> None:
        """Other colours: dark, light, high contrast, the terminal's own."""
        self.theme = after(self.theme)
        toast(self, _("Färger: {name}").format(name=_(THEMES[self.theme])))

    @property
    def _situation(self) -> Situation:
        screen = self.screen
        return screen.situation if isinstance(screen, AuditsScreen) else Situation()

    def _run(self, command: Command | None) -> None:
        if command is not None:
            self.call_next(self.screen.run_action, command.action)

    def _fatal_error(self) -> None:
        """A mistake of ours: the details go to the log and the user gets a sentence, not a traceback.

        Textual has no public hook for this; without the override it prints the traceback with local variables.
        """
        LOG.critical("unexpected", exc_info=self._exception)
        self._exit_renderables.append(_farewell())
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """What Textual does with a failing terminal, such as one that sends what is no text: a sentence here too."""
        details = StringIO()
        Console(file=details, color_system=None).print(*renderables)
        LOG.critical("terminal\n%s", details.getvalue())
        self.exit(return_code=1, message=_farewell())


def run(path: Path, *, who: str | None = None, beginning: Beginning | None = None) -> int:
    """Open the register at `path` on the screen until the user leaves.

    Returns:
        The exit status: 0 when all went well.
    """
    start_log()
    app = GranskaApp(path, who=who, beginning=beginning)
    app.run()
    return app.return_code or 0


def _farewell() -> Text:
    text = _("Programmet stötte på ett fel och avslutas. Allt som sparats finns kvar. Detaljer finns i {log}.")
    return printable(text.format(log=log_file()))


def start_log() -> None:
    """Keep details of errors in the state folder, a megabyte at most."""
    if not LOG.handlers:
        handler = RotatingFileHandler(log_file(), maxBytes=500_000, backupCount=1, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        LOG.addHandler(handler)
        LOG.propagate = False
