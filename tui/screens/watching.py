"""Noticing what somebody else writes: a screen that only reads follows the one that writes."""

from collections.abc import Callable

from textual.screen import Screen

from storage.register import Register
from tui.work import Work

PERIOD = 1.0
"""Seconds between looks. A look reads a number of the file's and nothing else."""


class Watching:
    """Looks now and then whether the register has changed."""

    def __init__(self, screen: Screen[None], work: Work, changed: Callable[[], None]) -> None:
        """`changed` is told when somebody has written."""
        self._screen = screen
        self._work = work
        self._changed = changed
        self._version: int | None = None

    def begin(self) -> None:
        """Look from now on."""
        self.look()
        self._screen.set_interval(PERIOD, self.look)

    def look(self) -> None:
        """Look once, unless the register is busy answering."""
        if self._work.idle:
            self._work.ask("version", Register.version_seen, self._compare)

    def _compare(self, version: int) -> None:
        before, self._version = self._version, version
        if before is not None and before != version:
            self._changed()
