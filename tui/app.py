"""The application: it connects executor, screens, keys and the display of errors."""

import asyncio
import gc
import os
import signal
from collections.abc import Coroutine, Iterable, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from io import StringIO
from pathlib import Path
from shutil import get_terminal_size
from time import monotonic
from types import ModuleType
from typing import Any, ClassVar, Literal

from rich.console import Console, RenderableType
from rich.text import Text
from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.screen import Screen

from storage.errors import GranskaError
from storage.records import place_of
from storage.register import open_register
from tui.audits.lists import Beginning, beginning
from tui.audits.screen import AuditsScreen
from tui.key_queue import KeyQueue, dialog_pending, is_typed
from tui.keys import APP_COMMANDS
from tui.kit.command import Command, Situation, bindings
from tui.kit.drawing import TEXT_STYLES
from tui.kit.filter_line import FilterLine
from tui.kit.plain import HARMLESS, printable, toast
from tui.kit.register_screen import RegisterScreen
from tui.language.catalogue import _, mark
from tui.log import LOG, log_file, start_log
from tui.preferences import Settings
from tui.register_executor import JobDone, RegisterExecutor
from tui.registers import FirstStart, store_reports
from tui.screen_preferences import AppliedPreferences
from tui.styles import themes
from tui.textual_patches import (
    count_styles_as_applied,
    every_screen,
    install_paste_parser,
    is_leaving,
    is_painted,
    replace_traceback,
)

START, DAILY = "start", "audits"
VIEWS = (
    (DAILY, mark("Granskningar och ärenden"), "show-audits"),
    ("deadlines", mark("Bevakning"), "show-deadlines"),
    ("followups", mark("Uppföljning"), "show-followups"),
    ("letters", mark("Brev"), "show-letters"),
    ("history", mark("Historik"), "show-history"),
)
"""(name, label as a Swedish message id, id of the command that goes there) of the screens."""
_LISTED_ON = {"audit": DAILY, "recommendation": DAILY, "followup": "followups"}
"""Entity → the screen that lists it, where that is not the one of letters."""
REST = ("tui.kit.form", "tui.audits.handlers", "tui.kit.palette", "tui.features")
"""Modules that the first paint does without, the likeliest first."""
QUIET = 0.3
"""Seconds after a key before a module of the rest is loaded."""

LONGEST = 1.0
"""Seconds that a signal to end waits for a dialog to come to be."""
_AGAIN = 0.01


class Leaving:
    """Ends the program once every screen is composed: Textual composes none after the end."""

    def __init__(self, app: "GranskaApp", keys: KeyQueue) -> None:
        self._app = app
        self._keys = keys

    def when_written(self) -> None:
        """End when everything is written. The loop runs meanwhile: it delivers the results of jobs."""
        self._begin(self._when_written())

    def at_once(self) -> None:
        """End whatever is pending; what was submitted is still written."""
        self._begin(self._at_once())

    def _begin(self, leaving: Coroutine[None, None, None]) -> None:
        """End. Keys typed from now on are dropped."""
        self._keys.close()
        self._app.run_worker(leaving, group="leave", exclusive=True)

    async def _when_written(self) -> None:
        """End, unless a write fails: then stay, so that it is seen."""
        executor = self._app.executor
        failures = executor.failures
        while not (executor.idle and self._is_whole) and executor.failures == failures:
            await asyncio.sleep(_AGAIN)
        if executor.failures == failures:
            self._app.exit()
        else:
            self._keys.open()

    async def _at_once(self) -> None:
        ends = monotonic() + LONGEST
        while not self._is_whole and monotonic() < ends:
            await asyncio.sleep(_AGAIN)
        self._app.exit()

    @property
    def _is_whole(self) -> bool:
        """Return True when every screen is composed."""
        return all(screen.is_mounted for screen in every_screen(self._app))


def farewell() -> Text:
    """Return the sentence: the program ends, nothing saved is lost, and where the log is."""
    text = _("Programmet stötte på ett fel och avslutas. Allt som sparats finns kvar. Detaljer finns i {log}.")
    return printable(text.format(log=log_file()))


def plain_text(renderables: Iterable[RenderableType]) -> str:
    """Render a fault as plain text for the log."""
    details = StringIO()
    Console(file=details, color_system=None).print(*renderables)
    return details.getvalue()


class GranskaApp(App[None], inherit_bindings=False):
    """Application on one register."""

    TITLE = "Granska"
    CSS_PATH = themes.FIRST
    COMPONENT_CLASSES: ClassVar[set[str]] = {*TEXT_STYLES}
    BINDINGS: ClassVar[list[BindingType]] = bindings("app", *APP_COMMANDS)
    ENABLE_COMMAND_PALETTE = False  # ours speaks Swedish and finds "atgard"

    def __init__(
        self,
        path: Path,
        *,
        who: str | None = None,
        beginning: Beginning | None = None,
        settings: Settings | None = None,
        first: FirstStart | None = None,
    ) -> None:
        """The register at `path`; `who` is the name that the history gives what is written.

        What has been read already, the `beginning`, is painted first. Without `settings` nothing is remembered. `first`
        is what is known when there is no register, and the user is to say which.
        """
        plainly = "NO_COLOR" in os.environ
        vars(self)["DEFAULT_MODE"] = DAILY if first is None else START  # read by Textual when it is made
        super().__init__(css_path=themes.PLAIN if plainly else None, ansi_color=plainly or None)
        self._who = who
        self._beginning = beginning
        self._preferences = AppliedPreferences(self, settings)
        self._last_key = 0.0
        self._rest = [*REST]
        self._first = first
        self.stylesheet.set_variables(self.get_css_variables())  # our themes' own, from the first paint
        self.executor = RegisterExecutor(path, self, self.fail, who=who, catch_up=store_reports)
        self._keys = KeyQueue(self, super().on_event, lambda shown: dialog_pending(shown, self.executor))
        self._leaving = Leaving(self, self._keys)
        replace_traceback(self, self._log_fault)

    def _make_screen(self, name: str) -> Screen[None]:
        """Make the screen of a mode."""
        screen = self._new_screen(name)
        count_styles_as_applied(self, screen)
        return screen

    def _new_screen(self, name: str) -> Screen[None]:
        if name == DAILY:
            return AuditsScreen(self.executor, self.fail, self._beginning)
        if self._first is not None and name == START:
            from tui.first_start import FirstStartScreen  # noqa: PLC0415 - once in a lifetime

            return FirstStartScreen(self._first, self.executor, self.fail, self._begin)
        from tui.features import SCREENS  # noqa: PLC0415 - the other features, when one is opened

        return SCREENS[name](self.executor, self.fail, self.show_record)

    def get_default_screen(self) -> Screen[None]:
        """Make the screen of the first paint: no mode is added yet, as Textual would parse all styles for it."""
        return self._make_screen(self.current_mode)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add the filter of control characters to Textual's own."""
        return [HARMLESS, *super().get_line_filters()]

    def on_mount(self) -> None:
        """End like on request when the terminal or the computer goes down; start what the first paint left."""
        for name in (START, *(name for name, _label, _command in VIEWS)):
            self.add_mode(name, partial(self._make_screen, name))
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            with suppress(NotImplementedError, RuntimeError, AttributeError):  # where there are no such signals
                loop.add_signal_handler(getattr(signal, name), self._leaving.at_once)
        if faults := self._preferences.faults:
            self.call_later(self.show_message, _("Inställningar"), faults)
        self.screen.call_after_refresh(self._continue)

    def _continue(self) -> None:
        """Do what the first paint does without; collect garbage from now on, what is there excepted."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        themes.read_later(self.stylesheet)
        if self.current_mode == DAILY:
            self._preferences.remember_register(self.executor)

    def _load_rest(self, _loaded: ModuleType | None = None) -> None:
        """Load what the first paint did without in the executor, from the first key on, while no other comes."""
        pause = self._last_key + QUIET - monotonic()
        if pause > 0:
            self.set_timer(pause, self._load_rest)
        elif self._rest and not is_leaving(self):
            self.executor.run_outside(partial(import_module, self._rest.pop(0)), self._load_rest)

    def delay_update(self, delay: float = 0) -> None:
        """Paint another screen at once; Textual would wait 0.05 s whenever it switches modes."""

    def _begin(self, path: Path) -> None:
        """Continue with the register that was created or opened, as if it had been there from the start."""
        executor = RegisterExecutor(path, self, self.fail, who=self._who, catch_up=store_reports)
        before, self.executor = self.executor, executor
        self.switch_mode(DAILY)
        self.remove_mode(START)
        self.run_worker(asyncio.to_thread(before.close))
        self._preferences.remember_register(self.executor)

    async def on_unmount(self) -> None:
        """Finish the writes, however the program ends."""
        self._rest.clear()
        await asyncio.to_thread(self.executor.close)

    async def on_event(self, event: events.Event) -> None:
        """Queue keys and pastes in the order they were typed; handle other events at once."""
        if is_typed(event):
            if not self._last_key:
                self.set_timer(QUIET, self._load_rest)
            self._last_key = monotonic()
            await self._keys.put(event)
        else:
            await super().on_event(event)

    def on_job_done(self, event: JobDone) -> None:
        """Deliver the result of a job on the loop, unless the program ends."""
        if not is_leaving(self):
            event.deliver()

    def fail(self, error: BaseException) -> None:
        """Show an error as a sentence, and log its details. All errors end here."""
        shown = self.screen
        self.clear_notifications()  # what was under way has failed
        self.show_message(_("Det gick inte"), error)
        for line in shown.query(FilterLine):
            line.rest()  # what it still has to query fails now, under the dialog, and not once that is closed

    def show_message(self, heading: str, about: str | BaseException) -> None:
        """Show a text, or the sentence of an error, in a dialog."""
        from tui.kit.message import MessageDialog, screen_sentence  # noqa: PLC0415 - not before the first message

        text = about if isinstance(about, str) else screen_sentence(about)
        if isinstance(about, BaseException):
            LOG.error("%s", text, exc_info=about)
        if not (isinstance(self.screen, MessageDialog) and self.screen.text == text):
            self.push_screen(MessageDialog(heading, text))

    def action_leave_program(self) -> None:
        """End when everything is written."""
        self._leaving.when_written()

    def action_show_help(self) -> None:
        """Show every key."""
        self._show_commands("help")

    def action_show_palette(self) -> None:
        """Show the commands by name."""
        self._show_commands("palette")

    def _show_commands(self, dialog: Literal["help", "palette", "views"]) -> None:
        """Open a dialog of commands; not over another one."""
        from tui.kit.palette import HelpDialog, Palette, ViewDialog  # noqa: PLC0415 - not needed for the first paint

        if self.screen.is_modal:
            return
        match dialog:
            case "help":
                self.push_screen(HelpDialog(self._situation))
            case "palette":
                self.push_screen(Palette(self._situation), self._run)
            case "views":
                self.push_screen(ViewDialog(VIEWS), lambda name: self.action_show_view(name) if name else None)

    def action_switch_theme(self) -> None:
        """Switch to the next theme: dark, light, high contrast, the terminal's own."""
        self._preferences.switch_theme(self.executor)

    def action_show_view(self, name: str = "") -> None:
        """Show another screen, as it was left; without a name, ask which. Not over a dialog or without a register."""
        if self.screen.is_modal or self.current_mode == START:
            return
        if not name:
            self._show_commands("views")
        elif name != self.current_mode or len(self.screen_stack) > 1:
            self._switch(name)

    def _switch(self, name: str) -> None:
        while len(self.screen_stack) > 1:  # a response, or the register as it was, lies above
            self.pop_screen()
        before = every_screen(self)
        self.switch_mode(name)
        if self.screen in before and isinstance(self.screen, RegisterScreen):
            self.screen.read_again()  # what has been written since it was left

    def show_record(self, entity: str, record: str) -> None:
        """Show a record, or the one that it is about, on the screen that lists it; say so where none does."""
        self.executor.ask("place", partial(place_of, entity=entity, record=record), self._show_place, keys_wait=True)

    def _show_place(self, place: tuple[str, str] | None) -> None:
        if place is None:
            toast(self.screen, _("Posten finns inte i någon lista."))
            return
        self.action_show_view(_LISTED_ON.get(place[0], "letters"))
        screen: Any = self.screen  # one of the three, which all know how
        screen.call_after_refresh(screen.show_record, *place)

    @property
    def idle(self) -> bool:
        """Return True when no job runs, no key is under way and nothing waits to be painted."""
        if is_leaving(self) or not self.executor.idle:
            return self.executor.idle
        lines = (line for screen in self.screen_stack for line in screen.query(FilterLine))
        waiting = (
            self._keys.waiting or dialog_pending(self.screen, self.executor) or any(line.pausing for line in lines)
        )
        return is_painted(self.screen) and not waiting

    @property
    def _situation(self) -> Situation:
        screen = self.screen
        return getattr(screen, "situation", Situation())

    def _run(self, command: Command | None) -> None:
        if command is not None:
            self.call_next(self.screen.run_action, command.action)

    def _log_fault(self, error: Exception | None) -> Text:
        """Log an unexpected error, and return the sentence that is printed in place of a traceback."""
        LOG.critical("unexpected", exc_info=error)
        return farewell()

    def panic(self, *renderables: RenderableType) -> None:
        """Log a failing terminal, such as one that sends no text, and print a sentence in place of a traceback."""
        LOG.critical("terminal\n%s", plain_text(renderables))
        self.exit(return_code=1, message=farewell())


def run(
    path: Path,
    *,
    settings: Settings | None = None,
    first: FirstStart | None = None,
) -> int:
    """Show the register at `path`, or the first start, until the user leaves.

    Returns:
        The exit status: 0 when all went well.
    """
    start_log()
    install_paste_parser()
    painted_first = beginning_of(path) if first is None else None
    app = GranskaApp(path, beginning=painted_first, settings=settings, first=first)
    app.run()
    return app.return_code or 0


def beginning_of(path: Path) -> Beginning | None:
    """Load the first paint of a register; None where it cannot be read, which the screen then reports."""
    try:
        with open_register(path) as register:
            return beginning(register, get_terminal_size().lines)
    except GranskaError:
        return None
