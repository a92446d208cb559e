"""Conditions to filter by: type a part of one, and choose."""

from collections.abc import Sequence

from textual.widgets.option_list import Option

from storage.domain.text import folded
from tui.dialogs.chooser import Chooser
from tui.language.catalogue import _
from tui.widgets.plain import plain_line


class PickDialog(Chooser[str]):
    """Lists conditions; its result is the one chosen, as the filter line writes it."""

    def __init__(self, conditions: Sequence[str]) -> None:
        super().__init__()
        self._conditions = conditions

    def heading(self) -> str:
        """What it does."""
        return _("Välj villkor")

    def prompt(self) -> str:
        """What is asked."""
        return _("Skriv en del av villkoret, till exempel: delvis")

    def options(self, words: str) -> list[Option]:
        """The conditions that hold every word."""
        wanted = folded(words).split()
        return [
            Option(plain_line(condition), id=str(number))
            for number, condition in enumerate(self._conditions)
            if all(word in folded(condition) for word in wanted)
        ]

    def chosen(self, option_id: str) -> str:
        """The condition at this place."""
        return self._conditions[int(option_id or 0)]
