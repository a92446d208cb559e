"""A form: labelled fields that are saved together. Nothing written in it is lost, whatever happens."""

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
    """Asks for several things at once. It stays until what it asked for is saved, or it is left."""

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
        self._texts = {field.name: form.begun(field) for field in form.fields}
        self.values: Mapping[str, str] = {}
        """Field → what is kept of it, of every field, once it was handed over."""

    def heading(self) -> str:
        """What it is about."""
        return self.form.heading

    def body(self) -> Iterable[Widget]:
        """The fields in order."""
        if self.form.draft is not None:
            yield Static(plain(restored(self.form.drafted)), classes="note")
        if self.form.note:
            yield Static(plain(self.form.note), classes="above")
        yield VerticalScroll(*self.rows(), id="fields", can_focus=False)
        yield Static(id="refusal", classes="wrong")

    def commands(self) -> Sequence[Command]:
        """The keys; saving by the form's own word for it."""
        word = self.form.done
        return [replace(each, label=word) if word and each.action == "save" else each for each in super().commands()]

    def rows(self) -> Iterable[Widget]:
        """What stands in the part that scrolls."""
        return [FieldRow(field, self._texts[field.name], self._today) for field in self.form.fields]

    def on_mount(self) -> None:
        """Begin with the first field, or the one that the form begins in."""
        super().on_mount()
        self.say("")
        first = self.row(self.form.first) or self.query(FieldRow).first()
        first.editor.focus()

    def on_resize(self) -> None:
        """Let the fields scroll where they do not all have room."""
        self.make_room(sum(map(lines_of, self.form.fields)))

    def row(self, name: str) -> FieldRow | None:
        """The row of a field."""
        return next((row for row in self.query(FieldRow) if row.field.name == name), None)

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Enter in a line: the next field; done, after the last one of a form that ends with it."""
        event.stop()
        if self.done_with_enter and self.query(FieldRow).last().editor is event.input:
            self.action_save()
        else:
            self.focus_next()

    @on(FieldRow.Changed)
    def note_change(self) -> None:
        """A field holds another text: keep it soon."""
        self._remember()
        self.keep_soon()

    def action_save(self) -> None:
        """Hand over what was changed, if every field can be kept."""
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
        """What was handed over is kept: the draft has done its work."""
        self.keep_no_more()
        self._keep_draft(self, None)
        self._texts = dict(self.stored)
        self.dismiss(None)

    def resume(self) -> None:
        """What was handed over was not wanted after all: go on writing."""
        self._waiting = False

    def refuse(self, error: BaseException) -> None:
        """What was handed over is not kept: say why, at the field where it is one's."""
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
        """The field that an error is about; empty where it is about none."""
        return error.field if isinstance(error, InvalidValue) else ""

    def action_close(self) -> None:
        """Leave; what was written stays as a draft."""
        self._remember()
        super().action_close()

    @property
    def left_unsaved(self) -> str:
        """What to say when it is left with something unsaved."""
        return _("Inte sparat. Utkastet finns kvar och hämtas när du öppnar formuläret igen.")

    @property
    def done_with_enter(self) -> bool:
        """Whether Enter in the last field is all it takes."""
        return len(self.form.fields) == 1

    @property
    def texts(self) -> Mapping[str, str]:
        """Field → what it holds."""
        return self._texts

    @property
    def stored(self) -> Mapping[str, str]:
        """Field → what is saved of it, as the field shows it."""
        return {field.name: field.begins_with for field in self.form.fields}

    def write(self, texts: Mapping[str, str]) -> None:
        """Write these into the fields."""
        for row in self.query(FieldRow):
            row.write(texts[row.field.name])
        self._remember()

    def hand_over_draft(self) -> None:
        """Have what is written kept; nothing, where it is what is saved."""
        self._keep_draft(self, draft_text(self.unsaved) if self.unsaved else None)

    def _kept(self) -> dict[str, str] | None:
        """What is kept of every field; None, when one cannot be, which is then said at it."""
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
    """A form whose answer is a document."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("writing", *DOCUMENT_COMMANDS)
    AREAS: tuple[Area, ...] = ("writing", "text", "dialog")

    @property
    def done_with_enter(self) -> bool:
        """Whether Enter in the last field, the folder, is all it takes."""
        return True


def kept_at_first(form: Form, name: str) -> str:
    """What is saved of a field, as :func:`tui.kit.fields.kept` writes it; as it stands where that refuses it."""
    field = next(field for field in form.fields if field.name == name)
    try:
        return kept(field, field.begins_with, clock.today())
    except ValueError:
        return field.begins_with


def lines_of(field: Field) -> int:
    """How high a field is, with what is said below it."""
    match field.kind:
        case InputKind.TEXT:
            return field.lines + 1 + bool(field.told)
        case InputKind.ROLES | InputKind.MARKS:
            return min(len(field.choices), MOST_LINES) + 2
        case _:
            return 2 if field.told or field.kind is InputKind.DATE else 1


Ask = Callable[[Register], "Form"]
Save = Callable[["FormDialog", Mapping[str, str]], Callable[[Register], Change]]
"""Given the form and what was changed in it: what is written."""
Make = Callable[["Form", "Submit", "KeepDraft"], "FormDialog"]


def keeping(work: RegisterExecutor, key: str, *, writable: bool = True) -> "KeepDraft":
    """What keeps the draft of a form, called `key`, as it is written; nothing is kept where nothing can be."""

    def keep(dialog: "FormDialog", text: str | None) -> None:
        if writable:
            work.write(keep_draft(key, text), lambda _done: None, failed=dialog.refuse_draft)

    return keep


def notify_saved(screen: Screen[None], change: Change, name: str = "") -> None:
    """Say what was saved, by its name where it has one, and how it is taken back."""
    if change:
        told = _("Sparat: {what} Ångra med {key}.")
        toast(screen, told.format(what=saved_words(change.name, name), key=key_for("undo")))


class Forms:
    """Opens forms, keeps their drafts, and saves what they give."""

    def __init__(self, screen: Screen[None], work: RegisterExecutor, saved: Callable[[Change], None]) -> None:
        """`saved` is told of every change."""
        self._screen = screen
        self._work = work
        self._saved = saved

    def open(
        self,
        key: str,
        ask: Ask,
        save: Save,
        *,
        make: Make | None = None,
        refused: "Callable[[FormDialog, BaseException], None] | None" = None,
    ) -> None:
        """Show a form, with what was begun in it.

        Args:
            key: what its draft is called.
            ask: reads what it holds.
            save: what is written of it.
            make: its dialog, where that is one of its own.
            refused: told of what is not kept, where the form does not say it itself.
        """

        def asked(register: Register) -> "Form":
            return with_draft(register, ask(register), key)

        def show(form: "Form") -> None:

            submit = partial(self._submit, save, refused)
            self._screen.app.push_screen((make or FormDialog)(form, submit, keeping(self._work, key)))

        self._work.ask("form", asked, show, keys_wait=True)

    def write(self, dialog: "FormDialog", job: Callable[[Register], Change], *, failed: Failed | None = None) -> None:
        """Write what a form gave, and leave it."""

        def done(change: Change) -> None:
            dialog.saved()
            self.told(change)

        self._work.write(job, done, failed=failed or dialog.refuse)

    def told(self, change: Change) -> None:
        """Tell of what was written."""
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
