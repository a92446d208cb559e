"""The application: it wires the door to the register, the screen, the keys and the one place where errors are shown."""

import asyncio
import os
import signal
from collections.abc import Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from functools import partial
from io import StringIO
from pathlib import Path
from shutil import get_terminal_size
from time import monotonic
from typing import Any, ClassVar

from msgspec import Struct
from rich.console import Console, RenderableType
from rich.text import Text
from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.filter import LineFilter
from textual.screen import Screen

from storage.errors import GranskaError
from storage.register import open_register
from tui.audits.lists import Beginning, beginning
from tui.audits.screen import AuditsScreen
from tui.key_queue import TypingOrder, is_typed, nobody_to_type_to
from tui.keys import APP_COMMANDS
from tui.kit.command import Command, Situation, bindings
from tui.kit.drawing import TEXT_STYLES
from tui.kit.filter_line import FilterLine
from tui.kit.message import MessageDialog, failure
from tui.kit.plain import HARMLESS, printable
from tui.kit.register_screen import RegisterScreen
from tui.language.catalogue import _, mark
from tui.log import LOG, log_file, start_log
from tui.preferences import Settings
from tui.register_executor import Failed, JobDone, RegisterExecutor
from tui.registers import FirstStart
from tui.screen_preferences import AppliedPreferences
from tui.styles import themes
from tui.terminal import read_pastes_as_text

DAILY = "audits"
Go = Callable[[str, str], None]
"""Shows a record, by entity and id, on the screen that lists it."""


def _letters(work: RegisterExecutor, failed: Failed, go: Go) -> Screen[None]:
    from tui.letters.screen import LettersScreen  # noqa: PLC0415 - not needed before it is opened

    return LettersScreen(work, failed, go)


def _deadlines(work: RegisterExecutor, failed: Failed, go: Go) -> Screen[None]:
    from tui.deadlines.screen import DeadlinesScreen  # noqa: PLC0415 - not needed before it is opened

    return DeadlinesScreen(work, failed, go)


def _followups(work: RegisterExecutor, failed: Failed, go: Go) -> Screen[None]:
    from tui.followups.screen import FollowupScreen  # noqa: PLC0415 - not needed before it is opened

    return FollowupScreen(work, failed, go)


def _history(work: RegisterExecutor, failed: Failed, go: Go) -> Screen[None]:
    from tui.history.screen import HistoryScreen  # noqa: PLC0415 - not needed before it is opened

    return HistoryScreen(work, failed, go)


class View(Struct, frozen=True):
    """A screen that one can go to."""

    name: str
    label: str
    """Swedish message id."""
    command: str
    """The id of the command that goes there."""
    make: Callable[[RegisterExecutor, Failed, Go], Screen[None]] | None = None
    """None for the daily screen, which is there from the start."""


VIEWS = (
    View(DAILY, mark("Granskningar och ärenden"), "show-audits"),
    View("deadlines", mark("Bevakning"), "show-deadlines", _deadlines),
    View("followups", mark("Uppföljning"), "show-followups", _followups),
    View("letters", mark("Brev"), "show-letters", _letters),
    View("history", mark("Historik"), "show-history", _history),
)


_LISTED_ON = {"audit": DAILY, "recommendation": DAILY, "followup": "followups"}
"""Entity → the screen that lists it, where that is not the one of letters."""


class Switching:
    """Shows one screen after another above the daily one, which lies at the bottom."""

    def __init__(self, app: "GranskaApp") -> None:
        self._app = app

    def show(self, name: str) -> None:
        """Show a screen as it was left; without a name, ask which. Not over a dialog or without a register."""
        app = self._app
        if app.screen.is_modal or not any(isinstance(screen, AuditsScreen) for screen in app.screen_stack):
            return
        if not name:
            self._ask()
        elif not self._is_shown(name):
            self._go(next(view for view in VIEWS if view.name == name))

    def show_record(self, entity: str, record: str) -> None:
        """Show the record, or what it says something of, on the screen that lists it; say so where none does."""
        from storage.records import place_of  # noqa: PLC0415 - not needed before the first such jump

        self._app.work.ask("place", partial(place_of, entity=entity, record=record), self._go_to, keys_wait=True)

    def _go_to(self, place: tuple[str, str] | None) -> None:
        if place is None:
            from tui.kit.plain import toast  # noqa: PLC0415 - loaded with the screens

            toast(self._app.screen, _("Posten finns inte i någon lista."))
            return
        self.show(_LISTED_ON.get(place[0], "letters"))
        screen: Any = self._app.screen  # one of the three, which all know how
        screen.call_after_refresh(screen.show_record, *place)

    def _is_shown(self, name: str) -> bool:
        app = self._app
        if name == DAILY:
            return isinstance(app.screen, AuditsScreen)
        return app.is_screen_installed(name) and app.get_screen(name) is app.screen

    def _go(self, view: View) -> None:
        app, known = self._app, view.make is None or self._is_made(view)
        while not isinstance(app.screen, AuditsScreen):
            app.pop_screen()
        if view.make is not None:
            if not known:
                app.install_screen(view.make(app.work, app.fail, self.show_record), view.name)
            app.push_screen(view.name)
        if known and isinstance(screen := app.screen, RegisterScreen):
            screen.read_again()  # what has been written since it was left

    def _is_made(self, view: View) -> bool:
        return self._app.is_screen_installed(view.name)

    def _ask(self) -> None:
        from tui.kit.palette import ViewDialog  # noqa: PLC0415 - not needed before the first question

        def chosen(name: str | None) -> None:
            if name:
                self.show(name)

        self._app.push_screen(ViewDialog([(view.name, view.label, view.command) for view in VIEWS]), chosen)


LONGEST = 1.0
"""Seconds that a signal to end waits for a dialog to come to be."""
_AGAIN = 0.01


class Leaving:
    """Ends the program, once every screen has come to be: Textual fills none that comes after the end."""

    def __init__(self, app: "GranskaApp", typing: TypingOrder) -> None:
        self._app = app
        self._typing = typing

    def when_written(self) -> None:
        """End when everything is written. The loop goes on meanwhile: it delivers the outcomes waited for."""
        self._begin(self._when_written())

    def at_once(self) -> None:
        """End, whatever is under way; what was handed over is still written."""
        self._begin(self._at_once())

    def _begin(self, leaving: Coroutine[None, None, None]) -> None:
        """Leave. What is typed from now on is for nobody."""
        self._typing.close()
        self._app.run_worker(leaving, group="leave", exclusive=True)

    async def _when_written(self) -> None:
        """End, but for a write that failed: then stay, so that it is seen."""
        work = self._app.work
        failures = work.failures
        while not (work.idle and self._is_whole) and work.failures == failures:
            await asyncio.sleep(_AGAIN)
        if work.failures == failures:
            self._app.exit()
        else:
            self._typing.open()

    async def _at_once(self) -> None:
        ends = monotonic() + LONGEST
        while not self._is_whole and monotonic() < ends:
            await asyncio.sleep(_AGAIN)
        self._app.exit()

    @property
    def _is_whole(self) -> bool:
        """Whether every screen has been filled."""
        return all(screen.is_mounted for screen in self._app.screen_stack)


def farewell() -> Text:
    """The sentence: the program ends, nothing saved is lost, and where the details are."""
    text = _("Programmet stötte på ett fel och avslutas. Allt som sparats finns kvar. Detaljer finns i {log}.")
    return printable(text.format(log=log_file()))


def plain_text(renderables: Iterable[RenderableType]) -> str:
    """What would have been drawn of a fault, as the log is to have it."""
    details = StringIO()
    Console(file=details, color_system=None).print(*renderables)
    return details.getvalue()


class GranskaApp(App[None], inherit_bindings=False):
    """The screen of one register."""

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
        super().__init__(css_path=themes.PLAIN if plainly else None, ansi_color=plainly or None)
        self._who = who
        self._beginning = beginning
        self._first = first
        self._chosen = AppliedPreferences(self, settings)
        self._views = Switching(self)
        self.stylesheet.set_variables(self.get_css_variables())  # our themes' own, from the first paint
        self.work = RegisterExecutor(path, self, self.fail, who=who)
        self._typing = TypingOrder(self, super().on_event, lambda shown: nobody_to_type_to(shown, self.work))
        self._leaving = Leaving(self, self._typing)

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
                loop.add_signal_handler(getattr(signal, name), self._leaving.at_once)
        if self._first is None:
            self._chosen.remember_register(self.work)
        else:
            from tui.first_start import FirstStartScreen  # noqa: PLC0415 - once in a lifetime

            self.push_screen(FirstStartScreen(self._first, self.work, self.fail, self._begin))
        self._chosen.tell_faults()
        self.screen.call_after_refresh(themes.read_later, self.stylesheet)

    def _begin(self, path: Path) -> None:
        """Go on with the register that was made or opened, as if it had been there from the start."""
        before, self.work = self.work, RegisterExecutor(path, self, self.fail, who=self._who)
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

    def on_job_done(self, event: JobDone) -> None:
        """A job is done: deliver it on the loop, as long as there is somebody to tell."""
        if not self._exit:
            event.deliver()

    def fail(self, error: BaseException) -> None:
        """The one door for errors: a sentence on the screen, the details in the log."""
        from tui.kit.message import screen_sentence  # noqa: PLC0415 - not needed before the first error

        text = screen_sentence(error)
        LOG.error("%s", text, exc_info=error)
        shown = self.screen
        self.clear_notifications()  # what was under way has failed
        if not (isinstance(shown, MessageDialog) and shown.text == text):
            self.push_screen(failure(text))
        for line in shown.query(FilterLine):
            line.rest()  # what it still has to ask fails now, under the dialog, and not once that is closed

    def action_leave_program(self) -> None:
        """End when everything is written. The loop goes on meanwhile: it delivers the outcomes waited for."""
        self._leaving.when_written()

    def action_show_help(self) -> None:
        """Every key."""
        from tui.kit.palette import HelpDialog  # noqa: PLC0415 - not needed for the first paint

        if not self.screen.is_modal:
            self.push_screen(HelpDialog(self._situation))

    def action_show_palette(self) -> None:
        """Commands by name."""
        from tui.kit.palette import Palette  # noqa: PLC0415 - not needed for the first paint

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
    settings: Settings | None = None,
    first: FirstStart | None = None,
) -> int:
    """Show the register at `path`, or what to do without one, until the user leaves.

    Returns:
        The exit status: 0 when all went well.
    """
    start_log()
    read_pastes_as_text()
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
