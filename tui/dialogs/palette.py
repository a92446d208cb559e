"""Commands by name: type a part of one, with or without å, ä and ö, and run it."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.dialogs.base import Dialog
from tui.keys import COMMANDS, Command, Situation, palette_commands
from tui.language.catalogue import _
from tui.language.key_words import key_word
from tui.widgets.plain import fit, plain


class Palette(Dialog[Command]):
    """What can be done now; its result is the command to run."""

    BINDINGS: ClassVar[list[BindingType]] = [("up", "move(-1)"), ("down", "move(1)")]

    def __init__(self, now: Situation) -> None:
        super().__init__()
        self._now = now

    def heading(self) -> str:
        """What it is."""
        return _("Kommandon")

    def body(self) -> Iterable[Widget]:
        """The field and what matches it."""
        yield Input(placeholder=_("Vad vill du göra?"), id="words")
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
    def run_highlighted(self) -> None:
        """Run the one that is highlighted."""
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def run_selected(self, event: OptionList.OptionSelected) -> None:
        """Run the one that was chosen."""
        self.dismiss(next((c for c in COMMANDS if c.id == event.option.id), None))

    def action_move(self, step: int) -> None:
        """Move in the list while the field keeps the keyboard."""
        found = self.query_one(OptionList)
        found.action_cursor_down() if step > 0 else found.action_cursor_up()

    def _options(self, words: str) -> list[Option]:
        return [Option(self._line(command), id=command.id) for command in palette_commands(self._now, words)]

    def _line(self, command: Command) -> Content:
        keys = " ".join(key_word(key) for key in command.keys)
        return plain(f"{fit(command.name(self._now), 20)} {fit(keys, 6)} {_(command.help)}")
