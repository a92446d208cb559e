"""Something that the user has to read: an error's sentence, or where a file went."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from tui.dialogs.base import Dialog
from tui.language.catalogue import _
from tui.widgets.plain import plain


class MessageDialog(Dialog[None]):
    """A text to read and close."""

    BINDINGS: ClassVar[list[BindingType]] = [("enter", "close")]

    def __init__(self, heading: str, text: str) -> None:
        super().__init__()
        self._heading = heading
        self.text = text

    def heading(self) -> str:
        """What it is about."""
        return self._heading

    def body(self) -> Iterable[Widget]:
        """The text."""
        yield VerticalScroll(Static(plain(self.text)))


def failure(text: str) -> MessageDialog:
    """The dialog for a failure."""
    return MessageDialog(_("Det gick inte"), text)
