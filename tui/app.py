"""The application: it wires the door to the register, the screen, the keys and the one place where errors are shown."""

import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.screen import Screen

from tui.command import Command
from tui.dialogs.message import MessageDialog, failure
from tui.farewell import farewell, plain_text
from tui.keys import bindings
from tui.log import LOG, start_log
from tui.screens.audits import AuditsScreen
from tui.screens.lists import Beginning
from tui.settings import Settings
from tui.settings_applied import Chosen
from tui.situation import Situation
from tui.styles import sheets
from tui.switching import Switching
from tui.terminal import read_pastes_as_text
from tui.typing_order import TypingOrder, is_typed, nobody_to_type_to
from tui.widgets.drawn import TEXT_STYLES
from tui.widgets.filter_line import FilterLine
from tui.widgets.plain import HARMLESS
from tui.work import Outcome, Work

if TYPE_CHECKING:
    from tui.registers import FirstStart


class GranskaApp(App[None], inherit_bindings=False):
    """The screen of one register."""

    TITLE = "Granska"
    CSS_PATH = sheets.FIRST
    COMPONENT_CLASSES: ClassVar[set[str]] = {*TEXT_STYLES}
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")
    ENABLE_COMMAND_PALETTE = False  # ours speaks Swedish and finds "atgard"

    def __init__(
        self,
        path: Path,
        *,
        who: str | None = None,
        beginning: Beginning | None = None,
        settings: Settings | None = None,
        first: "FirstStart | None" = None,
    ) -> None:
        """The register at `path`; `who` is the name that the history gives what is written.

        What has been read already, the `beginning`, is painted first. Without `settings` nothing is remembered. `first`
        is what is known when there is no register, and the user is to say which.
        """
        plainly = "NO_COLOR" in os.environ
        super().__init__(css_path=sheets.PLAIN if plainly else None, ansi_color=plainly or None)
        self._who = who
        self._beginning = beginning
        self._first = first
        self._chosen = Chosen(self, settings)
        self._views = Switching(self)
        self.stylesheet.set_variables(self.get_css_variables())  # our themes' own, from the first paint
        self.work = Work(path, self, self.fail, who=who)
        self._typing = TypingOrder(self, super().on_event, lambda: nobody_to_type_to(self.screen, self.work))

    def get_default_screen(self) -> Screen[None]:
        """The daily screen, from the first paint, where there is a register."""
        return AuditsScreen(self.work, self.fail, self._beginning) if self._first is None else Screen()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and the one that lets nothing through which the terminal would obey."""
        return [HARMLESS, *super().get_line_filters()]

    def on_mount(self) -> None:
        """Be told when the terminal goes away, or the computer is shut down: then end as if asked to."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            with suppress(NotImplementedError, RuntimeError, AttributeError):  # where there are no such signals
                loop.add_signal_handler(getattr(signal, name), self.exit)
        if self._first is None:
            self._chosen.remember_register(self.work)
        else:
            from tui.screens.first_start import FirstStartScreen  # noqa: PLC0415 - once in a lifetime

            self.push_screen(FirstStartScreen(self._first, self.work, self.fail, self._begin))
        self._chosen.tell_faults()
        self.screen.call_after_refresh(sheets.read_later, self.stylesheet)

    def _begin(self, path: Path) -> None:
        """Go on with the register that was made or opened, as if it had been there from the start."""
        before, self.work = self.work, Work(path, self, self.fail, who=self._who)
        self.switch_screen(AuditsScreen(self.work, self.fail))
        self.run_worker(asyncio.to_thread(before.close))
        self._chosen.remember_register(self.work)

    async def on_unmount(self) -> None:
        """However the program ends: what was asked for is written."""
        await asyncio.to_thread(self.work.close)

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes in the order that they were typed, each when it is known who it is for; the rest at once."""
        if is_typed(event):
            await self._typing.take(event)
        else:
            await super().on_event(event)

    def on_outcome(self, event: Outcome) -> None:
        """A job is done: deliver it on the loop."""
        event.deliver()

    def fail(self, error: BaseException) -> None:
        """The one door for errors: a sentence on the screen, the details in the log."""
        from tui.language.screen_sentences import sentence  # noqa: PLC0415 - not needed before the first error

        text = sentence(error)
        LOG.error("%s", text, exc_info=error)
        shown = self.screen
        self.clear_notifications()  # what was under way has failed
        if not (isinstance(shown, MessageDialog) and shown.text == text):
            self.push_screen(failure(text))
        for line in shown.query(FilterLine):
            line.rest()  # what it still has to ask fails now, under the dialog, and not once that is closed

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
        self._chosen.switch_theme(self.work)

    def action_show_view(self, name: str = "") -> None:
        """Another screen, as it was left; without a name, after a question which."""
        self._views.show(name)

    @property
    def _situation(self) -> Situation:
        screen = self.screen
        return getattr(screen, "situation", Situation())

    def _run(self, command: Command | None) -> None:
        if command is not None:
            self.call_next(self.screen.run_action, command.action)

    def _fatal_error(self) -> None:
        """A mistake of ours: the details go to the log and the user gets a sentence, not a traceback.

        Textual has no public hook for this; without the override it prints the traceback with local variables.
        """
        LOG.critical("unexpected", exc_info=self._exception)
        self._exit_renderables.append(farewell())
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """What Textual does with a failing terminal, such as one that sends what is no text: a sentence here too."""
        LOG.critical("terminal\n%s", plain_text(renderables))
        self.exit(return_code=1, message=farewell())


def run(
    path: Path,
    *,
    beginning: Beginning | None = None,
    settings: Settings | None = None,
    first: "FirstStart | None" = None,
) -> int:
    """Show the register at `path`, or what to do without one, until the user leaves.

    Returns:
        The exit status: 0 when all went well.
    """
    start_log()
    read_pastes_as_text()
    app = GranskaApp(path, beginning=beginning, settings=settings, first=first)
    app.run()
    return app.return_code or 0
