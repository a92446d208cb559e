"""Screen of letters: the lists of letters and responses, their forms, and letters as documents."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets.option_list import Option

from exports.preflight.findings import Finding
from storage.domain.editable_fields import Given
from storage.domain.filters import Filter
from storage.domain.history import Change
from storage.domain.records import Letter
from storage.domain.text import searchable
from storage.domain.views import LetterDetail, RecipientView
from storage.register import Register
from tui.kit.chooser import Chooser, having
from tui.kit.command import Area, Situation, bindings, key_for
from tui.kit.fields import Form, with_draft
from tui.kit.filter_line import FilterLine
from tui.kit.form import FormDialog, keeping
from tui.kit.plain import plain_line, toast
from tui.kit.register_screen import ListScreen
from tui.kit.windowed_table import WindowedTable
from tui.language.catalogue import _, mark
from tui.letters import jobs
from tui.letters.columns import recipient_summary
from tui.letters.documents import DocumentWriter
from tui.letters.keys import LETTER_COMMANDS
from tui.letters.response import ResponseScreen
from tui.letters.view import LettersView
from tui.records.actions import RecordForms
from tui.register_executor import Failed, RegisterExecutor

MISSIV = "missiv"
DOCUMENTS = {".docx", ".doc", ".odt", ".pdf", ".rtf", ".txt", ".xlsx"}
"""Suffixes of files that can be opened: documents, no programs."""


class LettersScreen(ListScreen):
    """Letters, the responses to them, and the state of each."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("letters", *LETTER_COMMANDS)
    AREAS: ClassVar[tuple[Area, ...]] = ("letters", "lists", "records", "table", "app")
    PROMPT: ClassVar[str] = mark("Ord – granskning, mottagare, diarienummer, fråga")

    def __init__(self, executor: RegisterExecutor, failed: Failed, go: Callable[[str, str], None]) -> None:
        """Set up the screen; `failed` shows an error, `go` a record, by entity and id, on the screen that lists it."""
        self._view = LettersView(executor)
        super().__init__(executor, failed, self._view, go)
        self._entering = RecordForms(self, executor, self.show_change)
        self._documents = DocumentWriter(self, executor, self._show_finding, self.show_change)

    @property
    def situation(self) -> Situation:
        """State that decides which commands apply."""
        line = self.query_one(FilterLine)
        return Situation(
            place="letters",
            pane="filter" if line.has_focus else self._view.pane,
            writable=self.refusal is None,
            row=self._view.record is not None,
            letter=self._view.letter is not None,
            filtered=line.active,
            levels=self._overview.levels if self._overview else (),
        )

    def read_list(self) -> None:
        """Load the lists."""
        self._view.redraw()

    def show_record(self, entity: str, record: str) -> None:
        """Show a letter in the unfiltered list, or open a response."""
        self._view.show_filter(Filter())
        self.action_leave()
        if entity == "response":
            self._open_response(record)
        else:
            self._view.go_to_record(entity, record)

    @on(FilterLine.LineChanged)
    def filter_lists(self, event: FilterLine.LineChanged) -> None:
        """Filter both lists by the words of the line."""
        self._view.show_filter(Filter(words=tuple(searchable(event.line).split())))

    @on(WindowedTable.RowActivated, "#responses")
    def open_row(self, event: WindowedTable.RowActivated) -> None:
        """Open the response of a row."""
        event.stop()
        if event.record_id:
            self._open_response(event.record_id)

    # Commands

    def action_new(self) -> None:
        """Add a letter."""
        self._entering.new("letter", then=self._show_new_letter)

    def action_edit(self) -> None:
        """Edit the letter or the response under the cursor."""
        if (record := self._view.record) is not None:
            self._entering.edit(*record)

    def action_remove(self) -> None:
        """Remove the letter or the response under the cursor, with a reason."""
        if (record := self._view.record) is not None:
            self._entering.remove(*record)

    def action_recipients(self) -> None:
        """Show the recipients of the letter."""
        if letter := self._view.letter:
            self._entering.list("letter_recipient", {"letter": letter.id})

    def action_questions(self) -> None:
        """Show the questions of the letter."""
        if letter := self._view.letter:
            self._entering.list("letter_question", {"letter": letter.id})

    def action_extension(self) -> None:
        """Edit the extension of a recipient, chosen from a list if several are to respond."""
        if letter := self._view.letter:
            self._executor.ask("recipients", jobs.letter(letter.id), self._choose_recipient, keys_wait=True)

    def action_response(self) -> None:
        """Add a response, to the letter under the cursor if there is one, and go on to its lines."""
        if self._view.letter is None:
            self._entering.new("response", then=self._open_new_response)
        else:
            job = jobs.new_response(self._view.letter.id)
            self._executor.ask("new response", job, self._enter_response, keys_wait=True)

    def action_missiv(self) -> None:
        """Write the missiv under the cursor as a document."""
        letter = self._view.letter
        if letter is None:
            return
        if letter.kind != MISSIV:
            toast(self, _("Bara missiv skrivs ut härifrån."))
        elif not letter.audits and letter.followup is None:
            toast(self, _("Ange först vilken granskning brevet gäller."))
        else:
            self._documents.write_letter(jobs.missiv(letter=letter.id), self.refusal)

    def action_open_file(self) -> None:
        """Open the newest file of the letter that exists."""
        shown = self._view.shown
        names = [name for name, _sha, _made in shown.files] if isinstance(shown, LetterDetail) else []
        found = next((path for name in reversed(names) if (path := self._path(name)) is not None), None)
        if found is not None:
            self._documents.open(found)
        elif names:
            note = _("Filen {name} finns inte i {folder}.")
            toast(self, note.format(name=names[-1], folder=self._documents.folder), warning=True)
        else:
            toast(self, _("Brevet har ingen fil. Ett missiv skrivs med sin tangent."))

    def _show_finding(self, finding: Finding) -> None:
        if finding.record:
            self._go(finding.entity, finding.record)

    def _show_new_letter(self, change: Change) -> None:
        for letter in change.created.get("letter", ()):
            self._view.go_to_record("letter", letter)

    def _enter_response(self, values: Mapping[str, Given]) -> None:
        self._entering.new("response", begin=values, then=self._open_new_response)

    def _open_new_response(self, change: Change) -> None:
        for response in change.created.get("response", ()):
            self._open_response(response)

    def _open_response(self, response: str) -> None:
        """Open a response, by id, on its own screen."""

        def back(_none: None) -> None:
            self._view.redraw()
            self._view.go_to_record("response", response)
            if self._view.letter is None:
                self._view.go_to("responses")

        self.app.push_screen(ResponseScreen(self._executor, self._failed, response), back)

    def _path(self, name: str) -> Path | None:
        """Return the path of a document in the folder of documents or of the register; None if there is none."""
        plain = Path(name).name == name and Path(name).suffix.casefold() in DOCUMENTS
        folders = (self._documents.folder, self._executor.path.resolve().parent)
        return next((folder / name for folder in folders if plain and (folder / name).is_file()), None)

    def _choose_recipient(self, detail: LetterDetail) -> None:
        responding = [one for one in detail.recipients if one.recipient.role != "information"]
        if not responding:
            toast(self, _("Brevet har ingen mottagare som ska svara."))
        elif len(responding) == 1:
            self._edit_extension(responding[0].recipient.id)
        else:
            self.app.push_screen(RecipientDialog(responding, detail.letter), self._edit_extension)

    def _edit_extension(self, recipient: str | None) -> None:
        if recipient:
            edit_extension(self, self._executor, recipient, self.show_change)


def edit_extension(
    screen: Screen[None], executor: RegisterExecutor, recipient: str, saved: Callable[[Change], None]
) -> None:
    """Open the form of the extension of a letter's recipient, by id; `saved` gets the change."""
    key = f"extension:{recipient}"

    def load(register: Register) -> Form:
        return with_draft(register, jobs.load_extension_dates(register, recipient), key)

    def save(dialog: FormDialog, _changed: Mapping[str, str]) -> None:
        def done(change: Change) -> None:
            dialog.saved()
            if change:
                toast(screen, _("Anståndet är sparat. Ångra med {key}.").format(key=key_for("undo")))
            saved(change)

        job = partial(jobs.save_extension_dates, recipient=recipient, values=dialog.values)
        executor.write(job, done, failed=dialog.refuse)

    def show(form: Form) -> None:
        screen.app.push_screen(FormDialog(form, save, keeping(executor, key)))

    executor.ask("form", load, show, keys_wait=True)


class RecipientDialog(Chooser[str]):
    """Choose a recipient that is to respond; the result is its id."""

    PROMPT = mark("Skriv en del av namnet")
    HEADING = mark("Vem har begärt anstånd?")

    def __init__(self, recipients: Sequence[RecipientView], letter: Letter) -> None:
        super().__init__()
        self._names = {one.recipient.id: one.name for one in recipients}
        self._lines = {one.recipient.id: f"{one.name} · {recipient_summary(one, letter)}" for one in recipients}

    def options(self, words: str) -> list[Option]:
        """Return the recipients whose line has every word, those with the words in their own name first."""
        has = having(words)
        found = [recipient for recipient, line in self._lines.items() if has(line)]
        found.sort(key=lambda recipient: not has(self._names[recipient]))
        return [Option(plain_line(self._lines[recipient]), id=recipient) for recipient in found]

    def chosen(self, option_id: str) -> str:
        """Return the id of the recipient."""
        return option_id
