"""A dialog that narrows a list while one types, and leaves with what was chosen."""

from abc import abstractmethod
from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from storage.domain.text import folded
from tui.kit.dialog import Dialog
from tui.kit.plain import plain_line
from tui.language.catalogue import _

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


class NamesDialog(Chooser[int]):
    """Lists names; its result is the place of the one chosen."""

    def __init__(self, heading: str, names: Sequence[str]) -> None:
        super().__init__()
        self._heading, self._names = heading, names

    def heading(self) -> str:
        """What is asked for."""
        return self._heading

    def prompt(self) -> str:
        """What is asked."""
        return _("Skriv en del av namnet")

    def options(self, words: str) -> list[Option]:
        """The names that hold every word."""
        has = having(words)
        return [Option(plain_line(name), id=str(place)) for place, name in enumerate(self._names) if has(name)]

    def chosen(self, option_id: str) -> int:
        """The place of the name."""
        return int(option_id or 0)


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
