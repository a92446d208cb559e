"""A dialog that narrows a list while one types, and leaves with what was chosen."""

from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from storage.domain.text import folded
from tui.dialogs.base import Dialog

Chosen = TypeVar("Chosen")


class Chooser(Dialog[Chosen]):
    """A field above a list; the field keeps the keyboard, the arrows move in the list."""

    BINDINGS: ClassVar[list[BindingType]] = [("up", "move(-1)"), ("down", "move(1)")]

    @abstractmethod
    def prompt(self) -> str:
        """What stands in the field before anything is written."""

    @abstractmethod
    def options(self, words: str) -> list[Option]:
        """What the words leave, each with an id."""

    @abstractmethod
    def chosen(self, option_id: str) -> Chosen | None:
        """What the option of this id stands for."""

    def body(self) -> Iterable[Widget]:
        """The field and what matches it."""
        yield Input(compact=True, placeholder=self.prompt(), id="words")
        yield OptionList(*self.options(""), id="found")

    def on_mount(self) -> None:
        """Begin with the first."""
        super().on_mount()
        self.query_one(OptionList).highlighted = 0

    @on(Input.Changed)
    def find(self, event: Input.Changed) -> None:
        """Show what the words match."""
        found = self.query_one(OptionList)
        found.clear_options()
        found.add_options(self.options(event.value))
        found.highlighted = 0 if found.option_count else None

    @on(Input.Submitted)
    def choose_highlighted(self) -> None:
        """Choose the one that is highlighted."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Leave with the one that was chosen."""
        self.dismiss(self.chosen(event.option.id or ""))

    def action_move(self, step: int) -> None:
        """Move in the list while the field keeps the keyboard."""
        found = self.query_one(OptionList)
        found.action_cursor_down() if step > 0 else found.action_cursor_up()


def having(words: str) -> Callable[[str], bool]:
    """Whether a text holds every one of these words, or parts of words, with or without å, ä and ö."""
    wanted = folded(words).split()

    def has(text: str) -> bool:
        held = folded(text)
        return all(word in held for word in wanted)

    return has
