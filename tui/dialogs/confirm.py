"""A question with yes and no."""

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Button, Static

from tui.dialogs.base import Dialog
from tui.language.catalogue import _
from tui.widgets.plain import plain, plain_line


class ConfirmDialog(Dialog[bool]):
    """A question; None and False are no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("j,y", "answer(True)"),
        ("n", "answer(False)"),
        ("left", "app.focus_previous"),
        ("right", "app.focus_next"),
    ]

    def __init__(self, heading: str, question: str, *, yes: str, no: str | None = None) -> None:
        """`yes` and `no` are what the buttons say."""
        super().__init__()
        self._heading, self.question = heading, question
        self._yes, self._no = yes, no or _("Avbryt")

    def heading(self) -> str:
        """What it is about."""
        return self._heading

    def body(self) -> Iterable[Widget]:
        """The question and its two answers."""
        yield Static(plain(self.question), id="question")
        yield Horizontal(
            Button(plain_line(f"{self._yes} (j)"), id="yes", compact=True),
            Button(plain_line(f"{self._no} (n)"), id="no", compact=True),
            id="buttons",
        )

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """A button was chosen."""
        self.action_answer(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001 - Textual passes an action's arguments by position
        """Leave with the answer."""
        self.dismiss(answer)


def ask_to_lose(dialog: Dialog[Any]) -> None:
    """Ask whether to leave a dialog whose text is kept nowhere, for the register does not take it."""

    def answered(answer: bool | None) -> None:  # noqa: FBT001 - what a dialog's callback is given
        if answer:
            dialog.dismiss(None)

    question = _("Det du har skrivit är inte sparat, inte ens som utkast. Ska det kastas?")
    dialog.app.push_screen(ConfirmDialog(_("Inte sparat"), question, yes=_("Kasta"), no=_("Skriv vidare")), answered)
