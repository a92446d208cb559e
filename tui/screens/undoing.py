"""Taking back what was done last, and doing it again, on any screen that changes records."""

from collections.abc import Callable
from functools import partial

from textual.screen import Screen

from storage.domain.change import Change
from tui.language.catalogue import _
from tui.widgets.plain import toast
from tui.work import Work


class Undoing:
    """Undoes and redoes, and says what that was."""

    def __init__(self, screen: Screen[None], work: Work, done: Callable[[Change], None]) -> None:
        """`done` is told of every change."""
        self._screen = screen
        self._work = work
        self._done = done

    def undo(self) -> None:
        """Take back what was done last."""
        from tui.screens import writes  # noqa: PLC0415 - not needed before the first key that writes

        self._work.write(writes.undo, partial(self._gone_back, _("Ångrat: {what}")))

    def redo(self) -> None:
        """Do again what was undone last."""
        from tui.screens import writes  # noqa: PLC0415 - not needed before the first key that writes

        self._work.write(writes.redo, partial(self._gone_back, _("Gjort igen: {what}")))

    def _gone_back(self, sentence: str, answer: tuple[Change, str]) -> None:
        """Say what was undone or redone, which need not be on the screen, and pass it on."""
        change, what = answer
        toast(self._screen, sentence.format(what=what))
        self._done(change)
