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
    """A question; None and False are no. Enter is yes only where that can be undone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("j,y", "answer(True)"),
        ("n", "answer(False)"),
        ("left", "app.focus_previous"),
        ("right", "app.focus_next"),
    ]

    def __init__(self, heading: str, question: str, *, yes: str, undoable: bool, no: str | None = None) -> None:
        """A question.

        Args:
            heading: its title.
            question: the sentence.
            yes: the word of the button that does it.
            undoable: whether the user can take back what yes does.
            no: the word of the other button.
        """
        super().__init__()
        self._heading, self.question = heading, question
        self._yes, self._no = yes, no or _("Avbryt")
        self.undoable = undoable

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

    def on_mount(self) -> None:
        """Begin with the answer that does no lasting harm."""
        super().on_mount()
        self.query_one("#yes" if self.undoable else "#no").focus()

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
    confirm = ConfirmDialog(_("Inte sparat"), question, yes=_("Kasta"), no=_("Skriv vidare"), undoable=False)
    dialog.app.push_screen(confirm, answered)
