"""Going between the screens of a register: each is made when it is first opened, and kept as it was left."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from textual.screen import Screen

from tui.language.catalogue import _, mark
from tui.screens.audits import AuditsScreen
from tui.screens.register_screen import RegisterScreen
from tui.work import Failed, Work

if TYPE_CHECKING:
    from tui.app import GranskaApp

DAILY = "audits"
Go = Callable[[str, str], None]
"""Shows a record, by entity and id, on the screen that lists it."""


def _letters(work: Work, failed: Failed, go: Go) -> Screen[None]:
    from tui.screens.letters import LettersScreen  # noqa: PLC0415 - not needed before it is opened

    return LettersScreen(work, failed, go)


def _deadlines(work: Work, failed: Failed, go: Go) -> Screen[None]:
    from tui.screens.deadlines import DeadlinesScreen  # noqa: PLC0415 - not needed before it is opened

    return DeadlinesScreen(work, failed, go)


def _followups(work: Work, failed: Failed, go: Go) -> Screen[None]:
    from tui.screens.followup_screen import FollowupScreen  # noqa: PLC0415 - not needed before it is opened

    return FollowupScreen(work, failed, go)


def _history(work: Work, failed: Failed, go: Go) -> Screen[None]:
    from tui.screens.history import HistoryScreen  # noqa: PLC0415 - not needed before it is opened

    return HistoryScreen(work, failed, go)


class View(Struct, frozen=True):
    """A screen that one can go to."""

    name: str
    label: str
    """Swedish message id."""
    command: str
    """The id of the command that goes there."""
    make: Callable[[Work, Failed, Go], Screen[None]] | None = None
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
        from storage.places import place_of  # noqa: PLC0415 - not needed before the first such jump

        self._app.work.ask("place", partial(place_of, entity=entity, record=record), self._go_to)

    def _go_to(self, place: tuple[str, str] | None) -> None:
        if place is None:
            from tui.widgets.plain import toast  # noqa: PLC0415 - loaded with the screens

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
        from tui.dialogs.views import ViewDialog  # noqa: PLC0415 - not needed before the first question

        def chosen(name: str | None) -> None:
            if name:
                self.show(name)

        self._app.push_screen(ViewDialog(), chosen)
