"""Judging several recommendations at once: how many, as what, with which note."""

from collections.abc import Iterable
from typing import ClassVar

from msgspec import Struct
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Button, Static

from storage.domain.text import tidy
from tui.dialogs.base import Dialog
from tui.dialogs.field_inputs import ChoiceInput
from tui.keys import bindings, key_for
from tui.language.catalogue import _, many
from tui.widgets.comment_area import CommentArea
from tui.widgets.plain import plain, plain_line

SHOWN, EVERY = "shown", "every"


class BulkAnswer(Struct, frozen=True):
    """What is to be done with the marked recommendations."""

    hidden: bool
    """Whether also those that the filter hides."""
    note: str = ""
    """The comment, or a last paragraph of it; empty leaves comments as they are."""


class BulkDialog(Dialog[BulkAnswer]):
    """A question, with a note to write in it; None is no.

    Letters are text here, so it is saved with the key of the forms and has no letter of its own.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("form"),
        ("left,up", "app.focus_previous"),
        ("right,down", "app.focus_next"),
    ]

    def __init__(self, word: str, shown: int, hidden: int, *, notes: bool) -> None:
        """A question.

        Args:
            word: the level that is set.
            shown: how many of the marked the list shows.
            hidden: how many of them the filter hides.
            notes: whether a note goes with it.
        """
        super().__init__()
        self._word, self._shown, self._hidden, self._notes = word, shown, hidden, notes

    def heading(self) -> str:
        """What it is about."""
        return _("Flera på en gång")

    def body(self) -> Iterable[Widget]:
        """How many, as what; which of them; the note; the two answers."""
        marked = many("{n} markerad rekommendation", "{n} markerade rekommendationer", self._shown)
        yield Static(plain(f"{marked}: {self._word}"), id="question")
        if self._hidden:
            yield Static(plain(many("{n} till döljs av filtret.", "{n} till döljs av filtret.", self._hidden)))
            yield ChoiceInput(self._scopes(), SHOWN)
        if self._notes:
            told = _("Anteckning, om du vill. Den blir kommentaren där den är tom, annars dess sista stycke.")
            yield Static(plain(told), classes="dim")
            yield CommentArea(soft_wrap=True, tab_behavior="focus", compact=True)
        yield Horizontal(
            Button(plain_line(f"{_('Ändra alla')} ({key_for('form-save')})"), id="yes", compact=True),
            Button(plain_line(f"{_('Avbryt')} ({key_for('close')})"), id="no", compact=True),
            id="buttons",
        )

    def on_mount(self) -> None:
        """Begin with the note; where there is none, Enter is yes."""
        super().on_mount()
        self.query_one(CommentArea if self._notes else "#yes").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """A button was chosen."""
        if event.button.id == "yes":
            self.action_save()
        else:
            self.dismiss(None)

    def action_save(self) -> None:
        """Leave with yes."""
        note = tidy(self.query_one(CommentArea).text) if self._notes else ""
        self.dismiss(BulkAnswer(any(choice.value == EVERY for choice in self.query(ChoiceInput)), note))

    def _scopes(self) -> list[tuple[str, str]]:
        every = _("alla {n} markerade").format(n=self._shown + self._hidden)
        return [(SHOWN, _("endast synliga")), (EVERY, every)]
