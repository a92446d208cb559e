"""Forms: labelled fields saved together, with a draft of all that is written in them."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from storage import clock
from storage.domain.history import Change
from storage.domain.records import replace
from storage.errors import InvalidValue
from storage.register import Register
from tui.kit.command import Area, Command, bindings, key_for
from tui.kit.drafting import Drafting, restored
from tui.kit.field_row import FieldRow
from tui.kit.fields import Field, Form, InputKind, draft_text, keep_draft, kept, with_draft
from tui.kit.keys import DOCUMENT_COMMANDS, FORM_COMMANDS
from tui.kit.mark_list import MOST_LINES
from tui.kit.message import screen_sentence
from tui.kit.plain import plain, toast
from tui.language.catalogue import _
from tui.language.words import saved_words
from tui.register_executor import Failed, RegisterExecutor

LOG = logging.getLogger("granska")

Submit = Callable[["FormDialog", Mapping[str, str]], None]
KeepDraft = Callable[["FormDialog", str | None], None]


class FormDialog(Drafting):
    """Dialog of a form. It stays until its values are saved, or it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("form", *FORM_COMMANDS),
        ("down", "app.focus_next"),
        ("up", "app.focus_previous"),
        ("enter", "app.focus_next"),
    ]
    AREAS: tuple[Area, ...] = ("form", "text", "dialog")

    def __init__(self, form: Form, submit: Submit, keep_draft: KeepDraft) -> None:
        """A form.

        Args:
            form: what it asks for.
            submit: given this dialog and what was changed; answers with :meth:`saved` or :meth:`refuse`.
            keep_draft: given this dialog and what is being written, and None when there is nothing left to keep.
        """
        super().__init__()
        self.form = form
        self._submit = submit
        self._keep_draft = keep_draft
        self._today = clock.today()
        self._texts = {field.name: form.initial(field) for field in form.fields}
        self.values: Mapping[str, str] = {}
        """Field → what is kept of it, of every field, once it was handed over."""

    def heading(self) -> str:
        """Return the title."""
        return self.form.heading

    def body(self) -> Iterable[Widget]:
        """Yield the fields in order."""
        if self.form.draft is not None:
            yield Static(plain(restored(self.form.drafted)), classes="note")
        if self.form.note:
            yield Static(plain(self.form.note), classes="above")
        yield VerticalScroll(*self.rows(), id="fields", can_focus=False)
        yield Static(id="refusal", classes="wrong")

    def commands(self) -> Sequence[Command]:
        """Return the keys; the one that saves under the form's own word."""
        word = self.form.done
        return [replace(each, label=word) if word and each.action == "save" else each for each in super().commands()]

    def rows(self) -> Iterable[Widget]:
        """Yield the rows of the part that scrolls."""
        return [FieldRow(field, self._texts[field.name], self._today) for field in self.form.fields]

    def on_mount(self) -> None:
        """Focus the first field, or the one that the form names."""
        super().on_mount()
        self.say("")
        first = self.row(self.form.first) or self.query(FieldRow).first()
        first.editor.focus()

    def on_resize(self) -> None:
        """Let the fields scroll where they do not all fit."""
        self.make_room(sum(map(lines_of, self.form.fields)))

    def row(self, name: str) -> FieldRow | None:
        """Return the row of a field."""
        return next((row for row in self.query(FieldRow) if row.field.name == name), None)

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Focus the next field; save after the last one of a form that ends with Enter."""
        event.stop()
        if self.done_with_enter and self.query(FieldRow).last().editor is event.input:
            self.action_save()
        else:
            self.focus_next()

    @on(FieldRow.Changed)
    def note_change(self) -> None:
        """Save the draft soon: a field has changed."""
        self._remember()
        self.keep_soon()

    def action_save(self) -> None:
        """Submit what was changed, if every field is valid."""
        self._remember()
        values = self._kept()
        if values is None or self._waiting:
            return
        changed = {
            field.name: values[field.name]
            for field in self.form.fields
            if values[field.name] != kept_at_first(self.form, field.name)
        }
        self._waiting, self.values = True, values
        self.say("")
        self.keep()  # before it is tried, so that not even a crash takes it
        self._submit(self, changed)

    def saved(self) -> None:
        """Close: what was submitted is saved, and the draft is obsolete."""
        self.keep_no_more()
        self._keep_draft(self, None)
        self._texts = dict(self.stored)
        self.dismiss(None)

    def resume(self) -> None:
        """Let the user continue: what was submitted was withdrawn."""
        self._waiting = False

    def refuse(self, error: BaseException) -> None:
        """Show why what was submitted is not saved, at the field that it concerns."""
        self._waiting = False
        if not self.shown:
            LOG.error("%s", screen_sentence(error), exc_info=error)
            return
        row = self.row(self.field_of(error))
        if row is None:
            LOG.error("%s", screen_sentence(error), exc_info=error)
            self.say(screen_sentence(error))
            return
        empty = isinstance(error, InvalidValue) and not error.value
        missing = _("{label} saknas. Fyll i fältet och spara igen.").format(label=row.field.label)
        self._refuse_at(row, missing if empty else screen_sentence(error))

    def field_of(self, error: BaseException) -> str:
        """Return the field that an error is about; empty for none."""
        return error.field if isinstance(error, InvalidValue) else ""

    def action_close(self) -> None:
        """Leave; the texts remain as a draft."""
        self._remember()
        super().action_close()

    @property
    def left_unsaved(self) -> str:
        """Return the note for leaving with unsaved text."""
        return _("Inte sparat. Utkastet finns kvar och hämtas när du öppnar formuläret igen.")

    @property
    def done_with_enter(self) -> bool:
        """Return True when Enter in the last field saves."""
        return len(self.form.fields) == 1

    @property
    def texts(self) -> Mapping[str, str]:
        """Field → its text."""
        return self._texts

    @property
    def stored(self) -> Mapping[str, str]:
        """Field → its text in the register, as shown."""
        return {field.name: field.begins_with for field in self.form.fields}

    def write(self, texts: Mapping[str, str]) -> None:
        """Write these texts into the fields."""
        for row in self.query(FieldRow):
            row.write(texts[row.field.name])
        self._remember()

    def hand_over_draft(self) -> None:
        """Submit the draft; none when nothing differs from the register."""
        self._keep_draft(self, draft_text(self.unsaved) if self.unsaved else None)

    def _kept(self) -> dict[str, str] | None:
        """Return the text to store of every field; None when one is invalid, which then shows it."""
        found: dict[str, str] = {}
        for row in self.query(FieldRow):
            try:
                found[row.field.name] = kept(row.field, row.text, self._today)
            except ValueError as error:
                self._refuse_at(row, str(error))
                return None
        return found

    def _refuse_at(self, row: FieldRow, text: str) -> None:
        row.refuse(text)
        row.editor.focus()
        self.call_after_refresh(row.scroll_visible, animate=False)

    def _remember(self) -> None:
        self._texts.update({row.field.name: row.text for row in self.query(FieldRow)})


class WritingDialog(FormDialog):
    """Form that writes a document."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("writing", *DOCUMENT_COMMANDS)
    AREAS: tuple[Area, ...] = ("writing", "text", "dialog")

    @property
    def done_with_enter(self) -> bool:
        """Return True when Enter in the last field, the folder, saves."""
        return True


def kept_at_first(form: Form, name: str) -> str:
    """Return the stored text of a field in the form of :func:`tui.kit.fields.kept`; unchanged if invalid."""
    field = next(field for field in form.fields if field.name == name)
    try:
        return kept(field, field.begins_with, clock.today())
    except ValueError:
        return field.begins_with


def lines_of(field: Field) -> int:
    """Return the height of a field with its hint, in lines."""
    match field.kind:
        case InputKind.TEXT:
            return field.lines + 1 + bool(field.hint)
        case InputKind.ROLES | InputKind.MARKS:
            return min(len(field.choices), MOST_LINES) + 2
        case _:
            return 2 if field.hint or field.kind is InputKind.DATE else 1


Load = Callable[[Register], "Form"]
Save = Callable[["FormDialog", Mapping[str, str]], Callable[[Register], Change]]
"""Given the form and what was changed in it: what is written."""
Make = Callable[["Form", "Submit", "KeepDraft"], "FormDialog"]


def keeping(executor: RegisterExecutor, key: str, *, writable: bool = True) -> "KeepDraft":
    """Return what saves the draft of the form named `key`; nothing is saved in a read-only register."""

    def keep(dialog: "FormDialog", text: str | None) -> None:
        if writable:
            executor.write(keep_draft(key, text), lambda _done: None, failed=dialog.refuse_draft)

    return keep


def notify_saved(screen: Screen[None], change: Change, name: str = "") -> None:
    """Show a toast of what was saved, by name where it has one, and the key that undoes it."""
    if change:
        text = _("Sparat: {what} Ångra med {key}.")
        toast(screen, text.format(what=saved_words(change.name, name), key=key_for("undo")))


class Forms:
    """Opens forms, saves their drafts and their values."""

    def __init__(self, screen: Screen[None], executor: RegisterExecutor, saved: Callable[[Change], None]) -> None:
        """Create it; `saved` is called with every change."""
        self._screen = screen
        self._executor = executor
        self._saved = saved

    def open(
        self,
        key: str,
        load: Load,
        save: Save,
        *,
        make: Make | None = None,
        refused: "Callable[[FormDialog, BaseException], None] | None" = None,
    ) -> None:
        """Show a form with its draft.

        Args:
            key: what its draft is called.
            load: reads what it holds.
            save: what is written of it.
            make: its dialog, where that is one of its own.
            refused: told of what is not kept, where the form does not say it itself.
        """

        def load_with_draft(register: Register) -> "Form":
            return with_draft(register, load(register), key)

        def show(form: "Form") -> None:

            submit = partial(self._submit, save, refused)
            self._screen.app.push_screen((make or FormDialog)(form, submit, keeping(self._executor, key)))

        self._executor.ask("form", load_with_draft, show, keys_wait=True)

    def write(self, dialog: "FormDialog", job: Callable[[Register], Change], *, failed: Failed | None = None) -> None:
        """Write the values of a form, and close it."""

        def done(change: Change) -> None:
            dialog.saved()
            self.report(change)

        self._executor.write(job, done, failed=failed or dialog.refuse)

    def report(self, change: Change) -> None:
        """Report a change."""
        notify_saved(self._screen, change)
        self._saved(change)

    def _submit(
        self,
        save: Save,
        refused: "Callable[[FormDialog, BaseException], None] | None",
        dialog: "FormDialog",
        changed: Mapping[str, str],
    ) -> None:
        self.write(dialog, save(dialog, changed), failed=partial(refused, dialog) if refused else None)
