"""What has happened to a record."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from storage.domain.text import shorten
from tui.dialogs.base import Dialog
from tui.language.catalogue import _
from tui.screens.find_reads import Past
from tui.widgets.plain import plain, wrap

INDENT, HANGING = 2, 4
"""Cells before a change, and before the lines that it goes on in."""


class PastDialog(Dialog[None]):
    """The actions that changed a record, newest first, with old and new values."""

    BINDINGS: ClassVar[list[BindingType]] = [("h", "close"), ("enter", "close")]

    def __init__(self, past: Past) -> None:
        super().__init__()
        self._past = past

    def heading(self) -> str:
        """Whose history it is."""
        return _("Historik för {name}").format(name=shorten(self._past.name, 60))

    def body(self) -> Iterable[Widget]:
        """The actions."""
        yield VerticalScroll(Static(id="page"))

    def on_resize(self) -> None:
        """Break the lines where there is room for them now."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        self.query_one("#page", Static).update(self._page())

    def _page(self) -> Content:
        width = self.query_one("#page").content_size.width
        lines = [_lines(*action, width) for action in self._past.actions]
        return Content("\n\n").join(lines or [plain(_("Ingenting har hänt ännu."))])


def _lines(heading: str, changes: Iterable[str], width: int) -> Content:
    """An action and what it changed, indented also where a line is broken."""
    said = (line for change in changes for line in _indented(wrap(change, max(width - HANGING, 1))))
    return Content("\n").join([plain(heading, "bold"), *map(plain, said)])


def _indented(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield " " * (HANGING if number else INDENT) + line
