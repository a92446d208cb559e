"""The form of a record: another may follow it at once, and what stops nothing is said below its field."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from storage.domain.text import searchable
from storage.errors import AmbiguousReference, UnknownReference
from tui.command import Area
from tui.dialogs.field_row import FieldRow
from tui.dialogs.fields import Form, draft_text, kept
from tui.dialogs.form import FormDialog, KeepDraft, Submit
from tui.keys import bindings

Look = Callable[["EntryDialog", Mapping[str, str]], None]


class EntryDialog(FormDialog):
    """Asks for what there is to enter of a record."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("entry")

    def __init__(self, form: Form, submit: Submit, keep_draft: KeepDraft, look: Look) -> None:
        """`look` is given this dialog and what its fields hold; answers with :meth:`remark`. For others see above."""
        super().__init__(form, submit, keep_draft)
        self.AREAS: tuple[Area, ...] = ("form", "entry", "text", "dialog") if form.fresh else FormDialog.AREAS
        self._look = look
        self._left: set[str] = set()
        self._looked_at: Mapping[str, str] = {}
        self.another = False
        """Whether one more of the kind is wanted once this one is saved."""

    @property
    def done_with_enter(self) -> bool:
        """Never: the last field of a record is no more its end than the first."""
        return False

    def action_save(self) -> None:
        """Hand over what is written, of which no other follows."""
        self.another = False
        super().action_save()

    def action_save_and_new(self) -> None:
        """Hand over what is written, to go on with another."""
        self.another = self.form.fresh
        super().action_save()

    def hand_over_draft(self) -> None:
        """Have what is written kept: all of a new record, for what it begins with is no more than written."""
        whole = self.form.fresh and bool(self.unsaved)
        self._keep_draft(self, draft_text(self.texts if whole else self.unsaved) if self.unsaved else None)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A field is left: look at what it holds."""
        row = next((row for row in self.query(FieldRow) if row.editor is event.widget), None)
        if row is not None:
            self._left.add(row.field.name)
            held = self.writable
            if held != self._looked_at:
                self._looked_at = held
                self._look(self, held)

    @property
    def writable(self) -> dict[str, str]:
        """What is kept of every field that can be kept."""
        found = {}
        for row in self.query(FieldRow):
            try:
                found[row.field.name] = kept(row.field, row.text, self._today)
            except ValueError:
                continue
        return found

    def remark(self, told: Mapping[str, str]) -> None:
        """Say below fields that have been left what stops nothing; nothing of the others."""
        for row in self.query(FieldRow):
            row.remark(told.get(row.field.name, "") if row.field.name in self._left else "")

    def field_of(self, error: BaseException) -> str:
        """The field that an error is about; of a reference that means nothing, the one that holds it."""
        if not isinstance(error, AmbiguousReference | UnknownReference):
            return super().field_of(error)
        wanted = searchable(error.reference)
        for name, value in self.form.given(self.values).items():
            held = value if isinstance(value, list | tuple) else [value]
            if any(searchable(str(one)) == wanted for one in held):
                return name
        return ""
