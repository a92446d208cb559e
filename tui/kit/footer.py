"""The line of keys: commands that apply now, from the registry."""

from collections.abc import Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.kit.command import Command, Situation
from tui.kit.drawing import Cell, Drawn
from tui.kit.plain import flat, width_of
from tui.language.words import key_word

GAP = "  "


class Footer(Drawn):
    """Keys with their names; the least important are left out when there is no room."""

    class Chosen(Message):
        """A command was clicked."""

        def __init__(self, command: Command) -> None:
            super().__init__()
            self.command = command

    def __init__(self) -> None:
        super().__init__()
        self._commands: Sequence[Command] = ()
        self._now = Situation()

    def show(self, commands: Sequence[Command], now: Situation) -> None:
        """Show other commands."""
        if (commands, now) != (self._commands, self._now):
            self._commands, self._now = commands, now
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the commands that fit."""
        width = self.content_size.width
        if y:
            return Strip.blank(width, self.ground)
        cells: list[Cell] = []
        for command in self._fitting(width):
            key, name = self._texts(command)
            cells += [Cell(key, "text--key"), Cell(f" {name}{GAP}")]
        return self.strip(cells, width)

    def on_click(self, event: events.Click) -> None:
        """Run the command that was clicked."""
        offset = event.get_content_offset(self)
        x = 0
        for command in self._fitting(self.content_size.width):
            end = x + self._width(command)
            if offset is not None and x <= offset.x < end:
                self.post_message(self.Chosen(command))
                return
            x = end

    def _fitting(self, width: int) -> list[Command]:
        """Return the most important commands that fit, in their own order."""
        room = width + len(GAP)
        fitting: set[str] = set()
        for command in sorted(self._commands, key=lambda command: command.footer or 0):
            room -= self._width(command)
            if room < 0:
                break
            fitting.add(command.id)
        return [command for command in self._commands if command.id in fitting]

    def _texts(self, command: Command) -> tuple[str, str]:
        return key_word(command.keys_now[0]), flat(command.name(self._now))

    def _width(self, command: Command) -> int:
        key, name = self._texts(command)
        return width_of(key) + 1 + width_of(name) + len(GAP)
