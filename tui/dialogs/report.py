"""Where the follow-up report goes."""

from collections.abc import Iterable
from pathlib import Path

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from storage.domain.records import Followup
from storage.domain.text import one_line
from tui.dialogs.base import Dialog
from tui.language.catalogue import _
from tui.widgets.plain import plain, toast


class ReportDialog(Dialog[Path]):
    """Shows which follow-up is reported and asks for the folder."""

    def __init__(self, followup: Followup, folder: Path) -> None:
        """`folder` is what the field begins with."""
        super().__init__()
        self._followup = followup
        self._folder = folder

    def heading(self) -> str:
        """What is written."""
        return _("Uppföljningsrapport")

    def body(self) -> Iterable[Widget]:
        """Which follow-up, and the folder."""
        state = _("öppen") if self._followup.state == "open" else _("fastställd")
        yield Static(plain(f"{self._followup.title or self._followup.year or ''} · {state}"), id="question")
        yield Static(plain(_("Mapp som Word-filen skrivs i:")), classes="dim")
        yield Input(str(self._folder), id="folder")
        yield Static(plain(_("Enter skriver rapporten. En fil som redan finns skrivs aldrig över.")), classes="dim")

    @on(Input.Submitted)
    def write(self, event: Input.Submitted) -> None:
        """Leave with the folder."""
        text = one_line(event.value)
        if not text:
            toast(self, _("Skriv vilken mapp rapporten ska läggas i."), warning=True)
            return
        self.dismiss(Path(text).expanduser())
