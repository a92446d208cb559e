"""Going between the screens of a register: each is made when it is first opened, and kept as it was left."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from tui.language.catalogue import mark
from tui.screens.audits import AuditsScreen
from tui.work import Failed, Work

if TYPE_CHECKING:
    from tui.app import GranskaApp

DAILY = "audits"


def _letters(work: Work, failed: Failed) -> Screen[None]:
    from tui.screens.letters import LettersScreen  # noqa: PLC0415 - not needed before it is opened

    return LettersScreen(work, failed)


@dataclass(frozen=True, slots=True)
class View:
    """A screen that one can go to."""

    name: str
    label: str
    """Swedish message id."""
    command: str
    """The id of the command that goes there."""
    make: Callable[[Work, Failed], Screen[None]] | None = None
    """None for the daily screen, which is there from the start."""


VIEWS = (
    View(DAILY, mark("Granskningar och ärenden"), "show-audits"),
    View("letters", mark("Brev"), "show-letters", _letters),
)


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
                app.install_screen(view.make(app.work, app.fail), view.name)
            app.push_screen(view.name)
        if known:
            _read_again(app.screen)

    def _is_made(self, view: View) -> bool:
        return self._app.is_screen_installed(view.name)

    def _ask(self) -> None:
        from tui.dialogs.views import ViewDialog  # noqa: PLC0415 - not needed before the first question

        def chosen(name: str | None) -> None:
            if name:
                self.show(name)

        self._app.push_screen(ViewDialog(), chosen)


def _read_again(screen: Screen[Any]) -> None:
    """Show what has been written since a screen was left."""
    again = getattr(screen, "read_again", None)
    if callable(again):
        again()
