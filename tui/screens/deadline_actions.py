"""What the keys do with what is watched: each hands over to whoever does it."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import Screen

from storage import queries
from storage.domain.change import Change
from storage.domain.watching import WatchItem
from storage.errors import GranskaError
from storage.register import Register
from tui import calendar_events
from tui.language.catalogue import _
from tui.screens.delivering import Delivering
from tui.widgets.plain import toast
from tui.work import Work

if TYPE_CHECKING:
    from exports.findings import Finding


class DeadlineActions:
    """Writes letters and calendars about what is watched."""

    def __init__(
        self,
        screen: Screen[None],
        work: Work,
        done: Callable[[Change], None],
        go: Callable[[str, str], None] | None = None,
    ) -> None:
        """`done` is told of every change; `go` shows a record, by entity and id, on the screen that lists it."""
        self._screen = screen
        self._work = work
        self._done = done
        self._go = go
        self._delivering = Delivering(screen, work, self._look_at)

    def remind(self, recipient: str, refusal: GranskaError | None) -> None:
        """Write a reminder to whoever is to answer for a recipient, of all that is late."""
        from tui.screens import following, following_work  # noqa: PLC0415 - not needed before the first letter

        letters = following.FollowingLetters(self._screen, self._work, self._delivering, self._done)
        letters.begin(following_work.REMINDER, recipient, refusal)

    def extension(self, recipient: str, refusal: GranskaError | None) -> None:
        """Write that more time is granted to a recipient, or that it is not."""
        from tui.screens import following, following_work  # noqa: PLC0415 - not needed before the first letter

        letters = following.FollowingLetters(self._screen, self._work, self._delivering, self._done)
        letters.begin(following_work.EXTENSION, recipient, refusal)

    def calendar(self, items: Sequence[WatchItem]) -> None:
        """Put what comes, of these, into a calendar file where documents go, and say where that is."""

        def ask(register: Register) -> tuple[str, str | None]:
            return register.register_id, queries.office(register)

        self._work.ask("calendar", ask, partial(self._write, items))

    def _look_at(self, finding: "Finding") -> None:
        """Show the record that something found in a letter is about."""
        if self._go is not None and finding.record:
            self._go(finding.entity, finding.record)

    def _write(self, items: Sequence[WatchItem], known: tuple[str, str | None]) -> None:
        register_id, office = known
        folder = self._delivering.folder

        def write() -> Path | None:
            events = calendar_events.coming(items, register_id)
            path = folder / calendar_events.CALENDAR
            return calendar_events.write(events, path, office) if events else None

        self._work.errand(write, self._written)

    def _written(self, path: Path | None) -> None:
        if path is None:
            toast(self._screen, _("Inget i listan kommer, så ingen kalender skrevs."))
        else:
            self._delivering.show(_("Kalendern är skriven"), [path])
