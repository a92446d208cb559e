"""What has happened to a record."""

from collections.abc import Iterable
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
from tui.widgets.plain import plain


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
        yield VerticalScroll(Static(self._page()))

    def _page(self) -> Content:
        lines = [_lines(*action) for action in self._past.actions]
        return Content("\n").join(lines or [plain(_("Ingenting har hänt ännu."))])


def _lines(heading: str, changes: Iterable[str]) -> Content:
    return Content("\n").join([plain(heading, "bold"), *(plain(f"  {change}") for change in changes), plain("")])
