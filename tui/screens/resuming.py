"""Going on with what was begun and not saved when the program was left."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.screen import Screen

from tui.work import Work

if TYPE_CHECKING:
    from tui.screens.draft_reads import Begun


class Resuming:
    """Lists the drafts once, and opens the one chosen."""

    def __init__(self, screen: Screen[None], work: Work, resume: "Callable[[Begun], None]") -> None:
        """`resume` opens the form of a draft."""
        self._screen = screen
        self._work = work
        self._resume = resume

    def offer(self) -> None:
        """Offer what was begun, if anything was."""
        from tui.screens import draft_reads  # noqa: PLC0415 - after the first paint

        self._work.ask("drafts", draft_reads.every_draft, self._offer)

    def _offer(self, found: "Sequence[Begun]") -> None:
        from tui.dialogs.drafts import DraftsDialog  # noqa: PLC0415 - seldom needed, and not for the first paint

        def chosen(place: int | None) -> None:
            if place is not None:
                self._resume(found[place])

        if found:
            self._screen.app.push_screen(DraftsDialog([one.told for one in found]), chosen)
