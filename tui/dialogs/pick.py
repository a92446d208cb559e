"""Conditions to filter by: type a part of one, and choose."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from storage.domain.text import folded
from tui.dialogs.base import Dialog
from tui.language.catalogue import _
from tui.widgets.plain import plain_line


class PickDialog(Dialog[str]):
    """Lists conditions; its result is the one chosen, as the filter line writes it."""

    BINDINGS: ClassVar[list[BindingType]] = [("up", "move(-1)"), ("down", "move(1)")]

    def __init__(self, conditions: Sequence[str]) -> None:
        super().__init__()
        self._conditions = conditions

    def heading(self) -> str:
        """What it does."""
        return _("Välj villkor")

    def body(self) -> Iterable[Widget]:
        """The field and what matches it."""
        yield Input(placeholder=_("Skriv en del av villkoret, till exempel: delvis"), id="words")
        yield OptionList(*self._options(""), id="found")

    def on_mount(self) -> None:
        """Begin with the first."""
        super().on_mount()
        self.query_one(OptionList).highlighted = 0

    @on(Input.Changed)
    def find(self, event: Input.Changed) -> None:
        """Show what the words match."""
        found = self.query_one(OptionList)
        found.clear_options()
        found.add_options(self._options(event.value))
        found.highlighted = 0 if found.option_count else None

    @on(Input.Submitted)
    def choose_highlighted(self) -> None:
        """Choose the one that is highlighted."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Leave with the one that was chosen."""
        self.dismiss(self._conditions[int(event.option.id or 0)])

    def action_move(self, step: int) -> None:
        """Move in the list while the field keeps the keyboard."""
        found = self.query_one(OptionList)
        found.action_cursor_down() if step > 0 else found.action_cursor_up()

    def _options(self, words: str) -> list[Option]:
        wanted = folded(words).split()
        return [
            Option(plain_line(condition), id=str(number))
            for number, condition in enumerate(self._conditions)
            if all(word in folded(condition) for word in wanted)
        ]
