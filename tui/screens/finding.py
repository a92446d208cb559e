"""Finding: jump to a number, pick conditions, sort, and see what has happened to a record."""

from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from tui.language.catalogue import _
from tui.screens.register_view import RegisterView
from tui.widgets.filter_line import FilterLine
from tui.widgets.plain import toast
from tui.work import Work

if TYPE_CHECKING:
    from tui.screens.find_reads import Past


class Finding:
    """Asks over a screen what is looked for, and goes there."""

    def __init__(self, screen: Screen[None], work: Work, view: RegisterView) -> None:
        self._screen = screen
        self._work = work
        self._view = view

    def jump(self) -> None:
        """Ask for a number, and put the cursor on the next recommendation of the list that has it."""
        from tui.dialogs.jump import JumpDialog  # noqa: PLC0415 - not needed before the first jump

        self._screen.app.push_screen(JumpDialog(), self._seek)

    def pick(self) -> None:
        """Show the conditions that there are; the one chosen is written into the filter line."""
        from tui.screens import find_reads  # noqa: PLC0415 - not needed before the first pick

        self._work.ask("conditions", find_reads.conditions, self._choose)

    def history(self) -> None:
        """Show what has happened to the row, newest first."""
        from tui.screens import find_reads  # noqa: PLC0415 - not needed before the first look back

        if self._view.current is not None:
            self._work.ask("history", find_reads.past(self._view.current.id), self._show_past)

    def _seek(self, number: str | None) -> None:
        from tui.screens import find_reads  # noqa: PLC0415 - not needed before the first jump

        if number:
            self._work.ask("number", find_reads.numbered(number), partial(self._go, number))

    def _go(self, number: str, rids: frozenset[int]) -> None:
        if not self._view.recommendations.go_to_next(rids):
            toast(self._screen, _("Ingen rekommendation i listan har nummer {number}.").format(number=number))

    def _choose(self, conditions: tuple[str, ...]) -> None:
        from tui.dialogs.pick import PickDialog  # noqa: PLC0415 - not needed before the first pick

        self._screen.app.push_screen(PickDialog(conditions), self._narrow)

    def _narrow(self, condition: str | None) -> None:
        if condition:
            line = self._screen.query_one(FilterLine)
            line.say(f"{line.value.strip()} {condition}".strip())
            self._view.back_to_list()

    def _show_past(self, past: "Past") -> None:
        from tui.dialogs.past import PastDialog  # noqa: PLC0415 - not needed before the first look back

        self._screen.app.push_screen(PastDialog(past))
