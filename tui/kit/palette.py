"""Commands by name: type a part of one, with or without å, ä and ö, and run it."""

from collections.abc import Iterable

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tui.app import VIEWS
from tui.keys import COMMANDS, key_for, palette_commands
from tui.kit.chooser import Chooser, having
from tui.kit.command import Command, Situation
from tui.kit.plain import fit, plain
from tui.language.catalogue import _

KEYS, NAME = 10, 24
"""Cells of the columns of keys and names."""


class Palette(Chooser[Command]):
    """What can be done now; its result is the command to run."""

    def __init__(self, now: Situation) -> None:
        super().__init__()
        self._now = now

    def heading(self) -> str:
        """What it is."""
        return _("Kommandon")

    def prompt(self) -> str:
        """What is asked."""
        return _("Vad vill du göra?")

    def body(self) -> Iterable[Widget]:
        """The field, the commands, and below what the highlighted one does: beside its name there is no room."""
        yield from super().body()
        yield Static(id="told")

    @on(OptionList.OptionHighlighted)
    def tell(self, event: OptionList.OptionHighlighted) -> None:
        """Say what the highlighted command does."""
        command = self.chosen(event.option.id or "")
        self.query_one("#told", Static).update(plain(_(command.help) if command else ""))

    @on(Input.Changed)
    def tell_nothing(self, event: Input.Changed) -> None:
        """Say nothing where no command is left."""
        if not palette_commands(self._now, event.value):
            self.query_one("#told", Static).update(plain(""))

    def options(self, words: str) -> list[Option]:
        """The commands that the words match."""
        return [Option(self._line(command), id=command.id) for command in palette_commands(self._now, words)]

    def chosen(self, option_id: str) -> Command | None:
        """The command of this id."""
        return next((command for command in COMMANDS if command.id == option_id), None)

    def _line(self, command: Command) -> Content:
        keys, name = fit(command.key_words, KEYS), fit(command.name(self._now), NAME)
        return Content.assemble(plain(keys, "bold"), plain(name), plain(_(command.group), "dim"))


VIEWS_KEYS = 6
"""Cells of the column of keys."""


class ViewDialog(Chooser[str]):
    """The screens with their keys; its result is the name of the one chosen."""

    def heading(self) -> str:
        """What it does."""
        return _("Vyer")

    def prompt(self) -> str:
        """What is asked."""
        return _("Vart vill du gå?")

    def options(self, words: str) -> list[Option]:
        """The screens whose names hold every word."""
        has = having(words)
        return [
            Option(
                Content.assemble(plain(fit(key_for(view.command), VIEWS_KEYS), "bold"), plain(_(view.label))),
                id=view.name,
            )
            for view in VIEWS
            if has(_(view.label))
        ]

    def chosen(self, option_id: str) -> str:
        """The name of the screen."""
        return option_id
