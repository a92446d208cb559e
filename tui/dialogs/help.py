"""Every key, found as you type."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from tui.command import Command
from tui.dialogs.base import Dialog
from tui.keys import COMMANDS
from tui.language.catalogue import _
from tui.situation import Situation
from tui.widgets.plain import fit, plain, wrap

KEYS, NAME = 18, 20
"""Cells of the columns of keys and names."""
FRAME, MARGINS = 100, 8
"""The dialog's greatest width, and what its frame takes of it; as in the style sheet."""


class HelpDialog(Dialog[None]):
    """The registry of commands as a page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("f1", "close"),
        ("up", "scroll(-1)"),
        ("down", "scroll(1)"),
        ("pageup", "scroll(-10)"),
        ("pagedown", "scroll(10)"),
    ]

    def __init__(self, now: Situation) -> None:
        super().__init__()
        self._now = now

    def heading(self) -> str:
        """What it is."""
        return _("Hjälp")

    def body(self) -> Iterable[Widget]:
        """The field to search with, and the page."""
        yield Input(placeholder=_("Skriv för att hitta, till exempel: ångra"), id="words")
        yield VerticalScroll(Static(self._page(""), id="page"), can_focus=False)

    @on(Input.Changed)
    def find(self, event: Input.Changed) -> None:
        """Show what the words match."""
        self.query_one("#page", Static).update(self._page(event.value))

    def action_scroll(self, lines: int) -> None:
        """Scroll the page while the field keeps the keyboard."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def _page(self, words: str) -> Content:
        found = [c for c in COMMANDS if self._is_here(c) and c.matches(words)]
        if not found:
            return plain(_("Ingen tangent passar. Pröva ett annat ord."))
        return Content("\n").join(self._group(name, list(group)) for name, group in groupby(found, lambda c: c.group))

    def _is_here(self, command: Command) -> bool:
        return command.is_in(self._now) and (command.level or 0) <= len(self._now.levels)

    def _group(self, name: str, commands: Sequence[Command]) -> Content:
        lines = [plain(_(name), "bold"), *(self._line(command) for command in commands), Content("")]
        return Content("\n").join(lines)

    def _line(self, command: Command) -> Content:
        """Keys, name and sentence, the sentence in a column of its own."""
        keys = command.key_words
        width = min(self.app.size.width * 9 // 10, FRAME) - KEYS - NAME - MARGINS
        first, *rest = wrap(_(command.help), max(width, 16))
        more = [plain("\n" + " " * (KEYS + NAME) + line, "dim") for line in rest]
        name = fit(command.name(self._now), NAME)
        return Content.assemble(plain(fit(keys, KEYS), "bold"), plain(name), plain(first, "dim"), *more)
