"""Which number to go to."""

from collections.abc import Iterable

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from storage.domain.text import one_line
from tui.dialogs.base import Dialog
from tui.language.catalogue import _
from tui.widgets.plain import plain


class JumpDialog(Dialog[str]):
    """Asks for a recommendation's number; its result is what was typed."""

    def heading(self) -> str:
        """What it does."""
        return _("Gå till nummer")

    def body(self) -> Iterable[Widget]:
        """The field."""
        yield Input(compact=True, placeholder=_("Numret som det är tryckt, till exempel 4"), id="number")
        yield Static(plain(_("Enter går till nästa rekommendation i listan med det numret.")), classes="dim")

    @on(Input.Submitted)
    def go(self, event: Input.Submitted) -> None:
        """Leave with the number."""
        self.dismiss(one_line(event.value))
