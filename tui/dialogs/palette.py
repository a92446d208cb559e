"""Commands by name: type a part of one, with or without å, ä and ö, and run it."""

from textual.content import Content
from textual.widgets.option_list import Option

from tui.command import Command
from tui.dialogs.chooser import Chooser
from tui.keys import COMMANDS, palette_commands
from tui.language.catalogue import _
from tui.situation import Situation
from tui.widgets.plain import fit, plain

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

    def options(self, words: str) -> list[Option]:
        """The commands that the words match."""
        return [Option(self._line(command), id=command.id) for command in palette_commands(self._now, words)]

    def chosen(self, option_id: str) -> Command | None:
        """The command of this id."""
        return next((command for command in COMMANDS if command.id == option_id), None)

    def _line(self, command: Command) -> Content:
        keys, name = fit(command.key_words, KEYS), fit(command.name(self._now), NAME)
        return Content.assemble(plain(keys, "bold"), plain(name), plain(_(command.help), "dim"))
