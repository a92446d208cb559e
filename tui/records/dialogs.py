"""Dialogs of records: lists of them, the form of one, its history, and the drafts left from last time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import ClassVar

from msgspec import Struct
from textual import events, on
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from storage.domain.text import one_line, searchable, shorten
from storage.errors import AmbiguousReference, UnknownReference
from tui.kit.chooser import having
from tui.kit.command import Area, Command, bindings, key_for
from tui.kit.dialog import Dialog
from tui.kit.field_row import FieldRow
from tui.kit.fields import Form, draft_text, kept
from tui.kit.form import FormDialog, KeepDraft, Submit
from tui.kit.plain import fit, plain, plain_line, width_of, wrap
from tui.language.catalogue import _, many, mark
from tui.records.jobs import RecordHistory, RecordRow
from tui.records.keys import DRAFT_COMMANDS, ENTRY_COMMANDS

MOST_LISTED = 400
"""Records listed at once; the others are found by typing."""
NAME_WIDTH = 44
"""Cells of a name at most, where there is a note beside it."""


class RecordListJobs(Struct, frozen=True):
    """Callbacks of the list's commands."""

    edit: Callable[[RecordRow], None]
    remove: Callable[[RecordRow], None]
    restore: Callable[[RecordRow], None]
    read: Callable[[bool], None]
    """Loads the list: of removed records if True, else of the others."""
    new: Callable[[], None] | None = None
    """None where no record can be made."""
    join: Callable[[RecordRow, Sequence[RecordRow]], None] | None = None
    """Receives a record and those that it can be joined with; None where records are not joined."""


class RecordsDialog(Dialog[None]):
    """A list of records, filtered while typing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("collection", *ENTRY_COMMANDS)
    AREAS: tuple[Area, ...] = ("collection", "dialog")

    def __init__(self, title: str, actions: RecordListJobs, *, writable: bool = True, removed: bool = False) -> None:
        """A list.

        Args:
            title: its heading.
            actions: of its commands.
            writable: False where nothing can be changed.
            removed: True if it shows removed records at first.
        """
        super().__init__()
        self._title, self._actions, self._writable, self._removed = title, actions, writable, removed
        self._rows: Sequence[RecordRow] | None = None

    def heading(self) -> str:
        """Return the title."""
        return self._title

    def body(self) -> Iterable[Widget]:
        """Yield the filter line, the state of the list, and the records."""
        yield Input(compact=True, placeholder=_("Skriv en del av namnet"), id="words")
        yield Static(id="told")
        yield OptionList(id="found")

    def on_mount(self) -> None:
        """Load the records."""
        super().on_mount()
        self.query_one("#words").display = False
        self.query_one("#found").focus()
        self._actions.read(self._removed)

    def offers(self, command: Command) -> bool:
        """Return True if a command applies to the records listed."""
        return super().offers(command) and self._applies(command.id)

    def commands(self) -> Sequence[Command]:
        """Return the commands that apply now."""
        return [command for command in super().commands() if self._applies(command.id)]

    def show(self, rows: Sequence[RecordRow], *, removed: bool, at: str = "") -> None:
        """Show rows, with the cursor on the record `at`, else where it was."""
        before = self._current
        place = self.query_one("#found", OptionList).highlighted or 0
        self._rows, self._removed = rows, removed
        self._list(at or (before.id if before else ""), place)

    # Commands

    def action_edit(self) -> None:
        """Change the record; of a removed one, bring it back."""
        if (row := self._current) is not None and self._writable:
            (self._actions.restore if self._removed else self._actions.edit)(row)

    def action_restore(self) -> None:
        """Bring the removed record back."""
        if self._removed:
            self.action_edit()

    def action_new(self) -> None:
        """Make a record."""
        if self._writable and not self._removed and self._actions.new is not None:
            self._actions.new()

    def action_remove(self) -> None:
        """Remove the record, with a reason."""
        if (row := self._current) is not None and self._writable and not self._removed:
            self._actions.remove(row)

    def action_removed(self) -> None:
        """Show the removed records, or the others again."""
        self._rows = None
        self._actions.read(not self._removed)

    def action_join(self) -> None:
        """Join the record with another."""
        row, join = self._current, self._actions.join
        if row is not None and join is not None and self._applies("records-join"):
            join(row, [one for one in self._rows or () if one.entity == row.entity and one.id != row.id])

    def action_filter(self) -> None:
        """Open the filter line."""
        self.query_one("#words").display = True
        self.query_one("#words").focus()

    def action_close(self) -> None:
        """Close the filter line; without one, the dialog."""
        words = self.query_one("#words", Input)
        if words.display:
            words.value = ""
            words.display = False
            self.query_one("#found").focus()
        else:
            super().action_close()

    # Events

    @on(Input.Changed, "#words")
    def narrow(self) -> None:
        """Show the records that match the words."""
        self._list("", 0)

    @on(Input.Submitted, "#words")
    def back(self) -> None:
        """Keep the filter, and focus the list."""
        self.query_one("#found").focus()

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Change the record, on Enter or a click."""
        event.stop()
        self.action_edit()

    @property
    def _current(self) -> RecordRow | None:
        option = self.query_one("#found", OptionList).highlighted_option
        return next((row for row in self._rows or () if option is not None and row.id == option.id), None)

    def _applies(self, command: str) -> bool:
        """True if a command applies now."""
        some = bool(self._rows)
        match command:
            case "records-edit" | "records-remove":
                return self._writable and some and not self._removed
            case "records-restore":
                return self._writable and some and self._removed
            case "records-new":
                return self._writable and not self._removed and self._actions.new is not None
            case "records-join":
                return self._writable and some and not self._removed and self._actions.join is not None
            case "records-filter":
                return some
            case _:
                return True

    def _list(self, at: str, place: int) -> None:
        has = having(self.query_one("#words", Input).value)
        found = [row for row in self._rows or () if has(f"{row.name} {row.note}")]
        options = self.query_one("#found", OptionList)
        options.clear_options()
        width = min(max((width_of(one_line(row.name)) for row in found[:MOST_LISTED]), default=0), NAME_WIDTH)
        options.add_options(Option(_row_line(row, width), id=row.id) for row in found[:MOST_LISTED])
        if options.option_count:
            ids = [row.id for row in found[:MOST_LISTED]]
            options.highlighted = ids.index(at) if at in ids else min(place, options.option_count - 1)
        state, sentence = self.query_one("#told", Static), self._state(len(found))
        state.update(plain(sentence))
        state.display = bool(sentence)
        self.show_keys()

    def _state(self, found: int) -> str:
        """Return the line above the list, when it has `found` rows."""
        if not found:
            if self._rows:
                return _("Inget här passar det du skrev.")
            if self._removed:
                return _("Inget är borttaget.")
            advice = _("{key} lägger till.").format(key=key_for("records-new")) if self._applies("records-new") else ""
            return f"{_('Här finns inget.')} {advice}".strip()
        removed = _("Borttagna") if self._removed else ""
        number = _("{n} av {total}").format(n=found, total=len(self._rows or ()))
        return " · ".join(
            filter(None, [removed, number if found < len(self._rows or ()) or found > MOST_LISTED else ""])
        )


def _row_line(row: RecordRow, width: int) -> Content:
    """Draw a name and its note, dim and in a column where names have room."""
    if not row.note:
        return plain_line(row.name)
    return Content.assemble(plain(fit(one_line(row.name), width)), "  ", plain_line(row.note).stylize("dim"))


Review = Callable[["EntryDialog", Mapping[str, str]], None]


class EntryDialog(FormDialog):
    """The form of a record of any kind, with warnings below its fields."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("entry", *ENTRY_COMMANDS)

    def __init__(self, form: Form, submit: Submit, keep_draft: KeepDraft, review: Review) -> None:
        """`review` receives this dialog and the texts of its fields, and answers with :meth:`show_warnings`."""
        super().__init__(form, submit, keep_draft)
        self.AREAS: tuple[Area, ...] = ("form", "entry", "text", "dialog") if form.fresh else FormDialog.AREAS
        self._review = review
        self._left: set[str] = set()
        self._reviewed: Mapping[str, str] = {}
        self.another = False
        """True if another of the kind is to be made once this one is saved."""

    @property
    def done_with_enter(self) -> bool:
        """False: Enter in the last field does not save a record."""
        return False

    def action_save(self) -> None:
        """Submit the form."""
        self.another = False
        super().action_save()

    def action_save_and_new(self) -> None:
        """Submit the form, and then open it for another record."""
        self.another = self.form.fresh
        super().action_save()

    def hand_over_draft(self) -> None:
        """Keep the draft: of a new record every text, since its first values are stored nowhere."""
        whole = self.form.fresh and bool(self.unsaved)
        self._keep_draft(self, draft_text(self.texts if whole else self.unsaved) if self.unsaved else None)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Review the texts when the focus leaves a field."""
        row = next((row for row in self.query(FieldRow) if row.editor is event.widget), None)
        if row is not None:
            self._left.add(row.field.name)
            texts = self.valid_texts
            if texts != self._reviewed:
                self._reviewed = texts
                self._review(self, texts)

    @property
    def valid_texts(self) -> dict[str, str]:
        """Map field → text to save, of the fields with a valid text."""
        found = {}
        for row in self.query(FieldRow):
            try:
                found[row.field.name] = kept(row.field, row.text, self._today)
            except ValueError:
                continue
        return found

    def show_warnings(self, sentences: Mapping[str, str]) -> None:
        """Show warnings, by field, below the fields that the focus has left."""
        for row in self.query(FieldRow):
            row.warn(sentences.get(row.field.name, "") if row.field.name in self._left else "")

    def field_of(self, error: BaseException) -> str:
        """Return the field that an error is about; of an unknown reference, the field that has it."""
        if not isinstance(error, AmbiguousReference | UnknownReference):
            return super().field_of(error)
        wanted = searchable(error.reference)
        for name, value in self.form.given(self.values).items():
            references = value if isinstance(value, list | tuple) else [value]
            if any(searchable(str(one)) == wanted for one in references):
                return name
        return ""


class DraftsDialog(Dialog[int]):
    """The drafts, the newest first; its result is the index of the one to resume."""

    HEADING = mark("Utkast från förra gången")
    BINDINGS: ClassVar[list[BindingType]] = bindings("drafts", *DRAFT_COMMANDS)
    AREAS: tuple[Area, ...] = ("drafts", "dialog")

    def __init__(self, drafts: Sequence[str]) -> None:
        """`drafts` holds the title of each."""
        super().__init__()
        self._drafts = drafts

    def body(self) -> Iterable[Widget]:
        """Yield their number and the list."""
        count = many(
            mark("{n} text är påbörjad men inte sparad."),
            mark("{n} texter är påbörjade men inte sparade."),
            len(self._drafts),
        )
        yield Static(plain(count), id="question")
        yield OptionList(*(Option(plain_line(draft)) for draft in self._drafts))

    def on_mount(self) -> None:
        """Focus the newest."""
        super().on_mount()
        self.query_one(OptionList).highlighted = 0
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Resume the draft, on Enter or a click."""
        self.dismiss(event.option_index)

    def action_go_on(self) -> None:
        """Resume the highlighted draft."""
        self.query_one(OptionList).action_select()


INDENT, HANGING = 2, 4
"""Cells before the first line of a change, and before its other lines."""


class PastDialog(Dialog[None]):
    """The actions that changed a record, newest first, with old and new values."""

    BINDINGS: ClassVar[list[BindingType]] = [("h", "close"), ("enter", "close")]

    def __init__(self, past: RecordHistory) -> None:
        super().__init__()
        self._past = past

    def heading(self) -> str:
        """Return the title, with the name of the record."""
        return _("Historik för {name}").format(name=shorten(self._past.name, 60))

    def body(self) -> Iterable[Widget]:
        """Yield the actions."""
        yield VerticalScroll(Static(id="page"))

    def on_resize(self) -> None:
        """Wrap the lines to the new width."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        page = self.query_one("#page", Static)
        lines = [_action_lines(*action, page.content_size.width) for action in self._past.actions]
        page.update(Content("\n\n").join(lines or [plain(_("Ingenting har hänt ännu."))]))


def _action_lines(heading: str, changes: Iterable[str], width: int) -> Content:
    """Draw an action and its changes, wrapped lines indented too."""
    lines = (line for change in changes for line in _indented(wrap(change, max(width - HANGING, 1))))
    return Content("\n").join([plain(heading, "bold"), *map(plain, lines)])


def _indented(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield " " * (HANGING if number else INDENT) + line
