"""Dialogs with a text to read or confirm: sentences of errors, questions, paths of written files."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import Button, Static

from storage.domain.text import one_stop
from tui.kit.command import Area, bindings, key_for
from tui.kit.dialog import Dialog
from tui.kit.keys import DIALOG_COMMANDS
from tui.kit.plain import plain, plain_line
from tui.language import sentences
from tui.language.catalogue import _, mark


class MessageDialog(Dialog[None]):
    """Text to read and close."""

    BINDINGS: ClassVar[list[BindingType]] = [("enter", "close")]

    def __init__(self, heading: str, text: str) -> None:
        super().__init__()
        self._heading = heading
        self.text = one_stop(text)

    def heading(self) -> str:
        """Return the title."""
        return self._heading

    def body(self) -> Iterable[Widget]:
        """Yield the text."""
        yield VerticalScroll(Static(plain(self.text)))


class ConfirmDialog(Dialog[bool]):
    """Question; None and False are no. Enter is yes only when that can be undone."""

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
        self._heading, self.question = heading, one_stop(question)
        self._yes, self._no = yes, no or _("Avbryt")
        self.undoable = undoable

    def heading(self) -> str:
        """Return the title."""
        return self._heading

    def body(self) -> Iterable[Widget]:
        """Yield the question and its two buttons."""
        yield Static(plain(self.question), id="question")
        yield Horizontal(
            Button(plain_line(f"{self._yes} (j)"), id="yes", compact=True),
            Button(plain_line(f"{self._no} (n)"), id="no", compact=True),
            id="buttons",
        )

    def on_mount(self) -> None:
        """Focus the button that does no lasting harm."""
        super().on_mount()
        self.query_one("#yes" if self.undoable else "#no").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Close with the button that was pressed."""
        self.action_answer(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:  # noqa: FBT001 - Textual passes an action's arguments by position
        """Close with this result."""
        self.dismiss(answer)


def confirm(node: DOMNode, dialog: ConfirmDialog, then: Callable[[], None]) -> None:
    """Show a question over a node's screen, and run `then` when the answer is yes."""

    def close(answer: bool | None) -> None:  # noqa: FBT001 - what a dialog's callback is given
        if answer:
            then()

    node.app.push_screen(dialog, close)


def confirm_loss(dialog: Dialog[Any]) -> None:
    """Confirm closing a dialog whose text is saved nowhere, as the register refuses it."""

    def answered(answer: bool | None) -> None:  # noqa: FBT001 - what a dialog's callback is given
        if answer:
            dialog.dismiss(None)

    question = _("Det du har skrivit är inte sparat, inte ens som utkast. Ska det kastas?")
    confirm = ConfirmDialog(_("Inte sparat"), question, yes=_("Kasta"), no=_("Skriv vidare"), undoable=False)
    dialog.app.push_screen(confirm, answered)


class WrittenDialog(MessageDialog):
    """Paths of the files that were written."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("written", *DIALOG_COMMANDS)
    AREAS: tuple[Area, ...] = ("written", "dialog")

    def __init__(self, heading: str, paths: Sequence[Path], note: str, open_file: Callable[[Path], None]) -> None:
        """Create it; `note` is shown below, `open_file` opens the first file."""
        lines = [*map(str, paths), *(["", note] if note else [])]
        super().__init__(heading, "\n".join(lines))
        self._paths = paths
        self._open_file = open_file

    def action_open_file(self) -> None:
        """Open the file with the system's program for it."""
        self._open_file(self._paths[0])


_SCREEN_TEMPLATES: Mapping[str, str] = {
    "NothingLate": mark("{body} har inget försenat svar att påminna om. {key} visar vad som väntas."),
    "AlreadySettled": mark("”{name}” är avslutad ({settled}). {key} tar med den igen, med ett skäl."),
    "AlreadyUndone": mark("”{name}” är redan ångrad, av {who} {at}. {key} gör om det som ångrades senast."),
    "UnknownAction": mark("Ingen åtgärd i historiken börjar med ”{reference}”. {key} visar historiken."),
    "recommendation": mark(
        "Ingen rekommendation heter ”{reference}”. Välj bland förslagen, eller skriv id (minst sex tecken) eller "
        "”kort titel:nummer”."
    ),
    "followup": mark("Ingen uppföljning heter ”{reference}”. {key} visar vilka som finns."),
    "scale": mark("Ingen skala heter ”{reference}”. Välj bland dem som finns."),
    "record": mark(
        "Inget heter ”{reference}”. Välj bland förslagen, eller skriv id (minst sex tecken) eller ”kort titel:nummer”."
    ),
}
"""By the name of the class; of a reference that means nothing, by the kind of record that was meant."""
_KEYS: Mapping[str, str] = {
    "AlreadySettled": "reopen",
    "NothingLate": "show-deadlines",
    "AlreadyUndone": "redo",
    "UnknownAction": "show-history",
    "followup": "show-followups",
}
"""The same → the command whose key is named."""


def screen_sentence(error: BaseException) -> str:
    """Return the sentence of an error for a user of the screen, which names keys and not words of commands."""
    name = type(error).__name__
    if name == "UnknownReference":
        kind = getattr(error, "kind", "")
        name = kind if kind in _SCREEN_TEMPLATES or kind in sentences.NOT_FOUND else "record"
    if name not in _SCREEN_TEMPLATES:
        return sentences.sentence(error)
    key = {"key": key_for(_KEYS[name])} if name in _KEYS else {}
    return one_stop(_(_SCREEN_TEMPLATES[name]).format_map(sentences.values_of(error) | key))
