"""Dialogs that narrow a list while one types, and return the chosen option."""

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
from tui.language.catalogue import _, mark

Chosen = TypeVar("Chosen")


class Chooser(Dialog[Chosen]):
    """Base of a field above a list; the field keeps the focus, the arrows move in the list."""

    PROMPT: ClassVar[str]
    """Swedish message id of the placeholder of the field."""
    BINDINGS: ClassVar[list[BindingType]] = [("up", "move(-1)"), ("down", "move(1)")]

    @abstractmethod
    def options(self, words: str) -> list[Option]:
        """Return the options that match the words, each with an id."""

    @abstractmethod
    def chosen(self, option_id: str) -> Chosen | None:
        """Return the result for the option of this id."""

    def body(self) -> Iterable[Widget]:
        """Yield the field and the list."""
        yield Input(compact=True, placeholder=_(self.PROMPT), id="words")
        yield OptionList(*self.options(""), id="found")

    def on_mount(self) -> None:
        """Show all options, the first highlighted."""
        super().on_mount()
        self.query_one(OptionList).highlighted = 0

    @on(Input.Changed)
    def find(self, event: Input.Changed) -> None:
        """Show the options that match the words."""
        found = self.query_one(OptionList)
        found.clear_options()
        found.add_options(self.options(event.value))
        found.highlighted = 0 if found.option_count else None

    @on(Input.Submitted)
    def choose_highlighted(self) -> None:
        """Choose the highlighted option."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Close with the chosen option."""
        self.dismiss(self.chosen(event.option.id or ""))

    def action_move(self, step: int) -> None:
        """Move in the list while the field keeps the focus."""
        found = self.query_one(OptionList)
        found.action_cursor_down() if step > 0 else found.action_cursor_up()


def having(words: str) -> Callable[[str], bool]:
    """Return a test for texts that contain every word, or part of a word, also without å, ä and ö."""
    wanted = folded(words).split()

    def has(text: str) -> bool:
        folded_text = folded(text)
        return all(word in folded_text for word in wanted)

    return has


class NamesDialog(Chooser[int]):
    """List of names; its result is the index of the chosen one."""

    PROMPT = mark("Skriv en del av namnet")

    def __init__(self, heading: str, names: Sequence[str]) -> None:
        super().__init__()
        self._heading, self._names = heading, names

    def heading(self) -> str:
        """Return the title."""
        return self._heading

    def options(self, words: str) -> list[Option]:
        """Return the names that contain every word."""
        has = having(words)
        return [Option(plain_line(name), id=str(place)) for place, name in enumerate(self._names) if has(name)]

    def chosen(self, option_id: str) -> int:
        """Return the index of the name."""
        return int(option_id or 0)


class PickDialog(Chooser[str]):
    """List of conditions; its result is the chosen one in the syntax of the filter line."""

    PROMPT = mark("En del av villkoret, till exempel: delvis. Med - först: undanta")
    HEADING = mark("Välj villkor")

    def __init__(self, conditions: Sequence[str]) -> None:
        super().__init__()
        self._conditions = conditions
        self._minus = ""

    def options(self, words: str) -> list[Option]:
        """Return the conditions that contain every word; negated after a minus."""
        self._minus = "-" if words.lstrip().startswith("-") else ""
        has = having(words.lstrip(" -"))
        return [
            Option(plain_line(f"{self._minus}{condition}"), id=str(number))
            for number, condition in enumerate(self._conditions)
            if has(condition)
        ]

    def chosen(self, option_id: str) -> str:
        """Return the condition of this index."""
        return f"{self._minus}{self._conditions[int(option_id or 0)]}"
