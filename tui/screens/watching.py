"""Noticing what somebody else writes: a screen that only reads follows the one that writes."""

from collections.abc import Callable

from textual.screen import Screen

from storage.register import Register
from tui.work import Failed, Work

PERIOD = 1.0
"""Seconds between looks. A look reads a number of the file's and nothing else."""


class Watching:
    """Looks now and then whether the register has changed."""

    def __init__(self, screen: Screen[None], work: Work, failed: Failed, changed: Callable[[], None]) -> None:
        """`failed` shows an error; `changed` is told when somebody has written."""
        self._failed = failed
        self._screen = screen
        self._work = work
        self._changed = changed
        self._version: int | None = None
        self._told: type[BaseException] | None = None

    def begin(self) -> None:
        """Look from now on."""
        self.look()
        self._screen.set_interval(PERIOD, self.look)

    def look(self) -> None:
        """Look once, unless the register is busy answering, or another screen is shown, which looks for itself."""
        if self._work.idle and self._is_shown:
            self._work.ask("version", Register.version_seen, self._compare, failed=self._tell)

    @property
    def _is_shown(self) -> bool:
        """Whether the screen is there to be seen, though a dialog may lie above it."""
        screens = (screen for screen in reversed(self._screen.app.screen_stack) if not screen.is_modal)
        return next(screens, None) is self._screen

    def _tell(self, error: BaseException) -> None:
        """Tell of what stands in the way once, not at every look."""
        if type(error) is not self._told:
            self._told = type(error)
            self._failed(error)

    def _compare(self, version: int) -> None:
        self._told = None
        before, self._version = self._version, version
        if before is not None and before != version:
            self._changed()
