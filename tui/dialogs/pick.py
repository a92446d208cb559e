"""Conditions to filter by: type a part of one, and choose."""

from collections.abc import Sequence

from textual.widgets.option_list import Option

from tui.dialogs.chooser import Chooser, having
from tui.language.catalogue import _
from tui.widgets.plain import plain_line


class PickDialog(Chooser[str]):
    """Lists conditions; its result is the one chosen, as the filter line writes it."""

    def __init__(self, conditions: Sequence[str]) -> None:
        super().__init__()
        self._conditions = conditions
        self._minus = ""

    def heading(self) -> str:
        """What it does."""
        return _("Välj villkor")

    def prompt(self) -> str:
        """What is asked."""
        return _("En del av villkoret, till exempel: delvis. Med - först: undanta")

    def options(self, words: str) -> list[Option]:
        """The conditions that hold every word; after a minus, to be excluded."""
        self._minus = "-" if words.lstrip().startswith("-") else ""
        has = having(words.lstrip(" -"))
        return [
            Option(plain_line(f"{self._minus}{condition}"), id=str(number))
            for number, condition in enumerate(self._conditions)
            if has(condition)
        ]

    def chosen(self, option_id: str) -> str:
        """The condition at this place."""
        return f"{self._minus}{self._conditions[int(option_id or 0)]}"
