"""Brev: a switchboard between the keys, the lists of letters and answers, the forms and the door to the register."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets.option_list import Option

from storage import records as record_queries
from storage.domain.editable_fields import Given
from storage.domain.filters import Filter
from storage.domain.history import Change
from storage.domain.records import Letter
from storage.domain.text import searchable
from storage.domain.views import LetterDetail, RecipientView
from storage.errors import GranskaError
from storage.operations import records
from storage.register import Register
from tui.kit.chooser import Chooser, having
from tui.kit.command import Area, Situation, bindings, key_for
from tui.kit.fields import Form, with_draft
from tui.kit.filter_line import FilterLine
from tui.kit.form import FormDialog, keeping
from tui.kit.plain import plain_line, toast
from tui.kit.register_screen import ListScreen
from tui.language.catalogue import _, mark
from tui.letters.columns import recipient_summary
from tui.letters.documents import Delivering, Sending
from tui.letters.forms import extension_dates_form, extension_values
from tui.letters.keys import LETTER_COMMANDS
from tui.letters.view import LettersView
from tui.records.entering import Entering
from tui.register_executor import Failed, RegisterExecutor

if TYPE_CHECKING:
    from exports.preflight.findings import Finding


MISSIV = "missiv"
DOCUMENTS = {".docx", ".doc", ".odt", ".pdf", ".rtf", ".txt", ".xlsx"}
"""Endings of files that are opened from here: documents, and nothing that runs."""


class LetterActions:
    """Opens forms, answers and documents over the lists of letters."""

    def __init__(
        self,
        screen: Screen[None],
        work: RegisterExecutor,
        failed: Failed,
        view: LettersView,
        entering: Entering,
        done: Callable[[Change], None],
        go: Callable[[str, str], None],
    ) -> None:
        """`done` is told of every change; `go` shows a record, by entity and id, on the screen that lists it."""
        self._screen = screen
        self._work = work
        self._failed = failed
        self._view = view
        self._entering = entering
        self._done = done
        self._go = go
        self._delivering = Delivering(screen, work, self._look_at)
        self._sending = Sending(screen, work, self._delivering, done)
        view.open_response = self.open_answer

    def new(self) -> None:
        """Put a letter into the register."""
        self._entering.new("letter", then=self._made)

    def edit(self) -> None:
        """Change what the keys mean: the letter, or the answer."""
        if (record := self._view.record) is not None:
            self._entering.edit(*record)

    def remove(self) -> None:
        """Take out what the keys mean, with a reason."""
        if (record := self._view.record) is not None:
            self._entering.remove(*record)

    def owned(self, entity: str) -> None:
        """Show what belongs to the letter, to be changed: its recipients, or its questions."""
        if letter := self._view.letter:
            self._entering.list(entity, {"letter": letter.id})

    def answer(self) -> None:
        """Register an answer: to the letter, where one is meant; then its lines, beside what was asked."""
        from tui.letters import form_jobs  # noqa: PLC0415 - not needed before the first answer

        letter = self._view.letter
        if letter is None:
            self._entering.new("response", then=self._answered)
        else:
            self._work.ask("begun answer", form_jobs.new_response(letter.id), self._begin_answer, keys_wait=True)

    def open_answer(self, response: str) -> None:
        """Show an answer beside what was asked."""
        from tui.letters.response import ResponseScreen  # noqa: PLC0415 - not needed before the first answer

        def back(_none: None) -> None:
            self._view.redraw()
            self._view.go_to_record("response", response)
            if self._view.letter is None:
                self._view.go_to("responses")

        self._screen.app.push_screen(ResponseScreen(self._work, self._failed, response), back)

    def extension(self) -> None:
        """Ask which recipient has asked for more time, if several may have, and what came of it."""
        from tui.letters import form_jobs  # noqa: PLC0415 - loaded with the letters

        if letter := self._view.letter:
            self._work.ask("recipients", form_jobs.letter(letter.id), self._choose_recipient, keys_wait=True)

    def missiv(self, refusal: GranskaError | None) -> None:
        """Write the letter as a document, where it is a missiv."""
        letter = self._view.letter
        if letter is None:
            return
        if letter.kind != MISSIV:
            toast(self._screen, _("Bara missiv skrivs ut härifrån."))
        elif not letter.audits and letter.followup is None:
            toast(self._screen, _("Ange först vilken granskning brevet gäller."))
        else:
            self._sending.begin(letter=letter.id, refusal=refusal)

    def open_file(self) -> None:
        """Open a file of the letter; of several, the newest."""
        shown = self._view.shown
        names = [name for name, _sha, _made in shown.files] if isinstance(shown, LetterDetail) else []
        if not names:
            toast(self._screen, _("Brevet har ingen fil. Ett missiv skrivs med sin tangent."))
            return
        found = next((path for name in reversed(names) if (path := self._path(name)) is not None), None)
        if found is None:
            told = _("Filen {name} finns inte i {folder}.")
            toast(self._screen, told.format(name=names[-1], folder=self._delivering.folder), warning=True)
        else:
            self._delivering.open(found)

    def _look_at(self, finding: "Finding") -> None:
        """Show the record that something found in a letter is about."""
        if finding.record:
            self._go(finding.entity, finding.record)

    def _path(self, name: str) -> Path | None:
        """Where a document of this name is: where documents go, or beside the register."""
        plain = Path(name).name == name and Path(name).suffix.casefold() in DOCUMENTS
        folders = (self._delivering.folder, self._work.path.resolve().parent)
        return next((folder / name for folder in folders if plain and (folder / name).is_file()), None)

    def _begin_answer(self, begin: Mapping[str, Given]) -> None:
        self._entering.new("response", begin=begin, then=self._answered)

    def _answered(self, change: Change) -> None:
        """The head of an answer is there: on to its lines."""
        for response in change.created.get("response", ()):
            self.open_answer(response)

    def _made(self, change: Change) -> None:
        """Go to the letter that was made."""
        for letter in change.created.get("letter", ()):
            self._view.go_to_record("letter", letter)

    def _choose_recipient(self, detail: LetterDetail) -> None:

        asked = [one for one in detail.recipients if one.recipient.role != "information"]
        if not asked:
            toast(self._screen, _("Brevet har ingen mottagare som ska svara."))
        elif len(asked) == 1:
            self._extend(asked[0].recipient.id)
        else:
            dialog = RecipientDialog(asked, detail.letter)
            self._screen.app.push_screen(dialog, self._extend)

    def _extend(self, recipient: str | None) -> None:

        if recipient:
            Extending(self._screen, self._work, self._done).begin(recipient)


class LettersScreen(ListScreen):
    """Letters, the answers to them, and who has not answered."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("letters", *LETTER_COMMANDS)
    AREAS: ClassVar[tuple[Area, ...]] = ("letters", "lists", "records", "table", "app")
    PROMPT: ClassVar[str] = mark("Ord – granskning, mottagare, diarienummer, fråga")

    def __init__(self, work: RegisterExecutor, failed: Failed, go: Callable[[str, str], None]) -> None:
        """`failed` shows an error; `go` shows a record, by entity and id, on the screen that lists it."""
        self._view = LettersView(work)
        super().__init__(work, failed, self._view, go)
        self._entering = Entering(self, work, self.show_change)
        self._actions = LetterActions(self, work, failed, self._view, self._entering, self.show_change, go)

    @property
    def situation(self) -> Situation:
        """What decides which commands are offered."""
        line = self.query_one(FilterLine)
        return Situation(
            place="letters",
            pane="filter" if line.has_focus else self._view.pane,
            writable=self._refusal is None,
            row=self._view.record is not None,
            letter=self._view.letter is not None,
            filtered=line.active,
            levels=self._overview.levels if self._overview else (),
        )

    def read_list(self) -> None:
        """Ask what there is."""
        self._view.redraw()

    def show_record(self, entity: str, record: str) -> None:
        """Show a letter in the list, out of any filter; an answer beside what was asked."""
        self._view.show_filter(Filter())
        self.action_leave()
        if entity == "response":
            self._actions.open_answer(record)
        else:
            self._view.go_to_record(entity, record)

    @on(FilterLine.LineChanged)
    def filter_lists(self, event: FilterLine.LineChanged) -> None:
        """Show what the line lets through."""
        self._view.show_filter(Filter(words=tuple(searchable(event.line).split())))

    # What the keys do

    def action_new(self) -> None:
        """Put a letter into the register."""
        if self.may_write:
            self._actions.new()

    def action_edit(self) -> None:
        """Change the letter or the answer that is meant."""
        if self.may_write:
            self._actions.edit()

    def action_remove(self) -> None:
        """Take out the letter or the answer that is meant."""
        if self.may_write:
            self._actions.remove()

    def action_recipients(self) -> None:
        """Show who the letter goes to."""
        self._actions.owned("letter_recipient")

    def action_questions(self) -> None:
        """Show what the letter asks."""
        self._actions.owned("letter_question")

    def action_extension(self) -> None:
        """Write down that somebody asked for more time."""
        if self.may_write:
            self._actions.extension()

    def action_answer(self) -> None:
        """Register an answer."""
        if self.may_write:
            self._actions.answer()

    def action_missiv(self) -> None:
        """Write the letter as a document."""
        self._actions.missiv(self._refusal)

    def action_open_file(self) -> None:
        """Open a file of the letter's."""
        self._actions.open_file()


class Extending:
    """Asks what came of a wish for more time, and saves it."""

    def __init__(self, screen: Screen[None], work: RegisterExecutor, done: Callable[[Change], None]) -> None:
        """`done` is told of the change."""
        self._screen = screen
        self._work = work
        self._done = done

    def begin(self, recipient: str) -> None:
        """Ask about the extension of a letter's recipient, by id."""
        key = f"extension:{recipient}"

        def ask(register: Register) -> Form:
            return with_draft(register, _load_extension_form(register, recipient), key)

        def show(form: Form) -> None:
            self._screen.app.push_screen(FormDialog(form, partial(self._save, recipient), keeping(self._work, key)))

        self._work.ask("form", ask, show, keys_wait=True)

    def _save(self, recipient: str, dialog: FormDialog, _changed: Mapping[str, str]) -> None:
        def saved(change: Change) -> None:
            dialog.saved()
            if change:
                toast(self._screen, _("Anståndet är sparat. Ångra med {key}.").format(key=key_for("undo")))
            self._done(change)

        values = extension_values(dialog.values)
        self._work.write(
            lambda register: records.edit(register, "letter_recipient", recipient, values), saved, failed=dialog.refuse
        )


def _load_extension_form(register: Register, recipient: str) -> Form:
    """The form of a recipient's extension."""
    name = record_queries.name_of(register, "letter_recipient", recipient)
    return extension_dates_form(name, record_queries.entered(register, "letter_recipient", recipient))


class RecipientDialog(Chooser[str]):
    """Lists those who are to answer; its result is the id of the one chosen."""

    def __init__(self, recipients: Sequence[RecipientView], letter: Letter) -> None:
        super().__init__()
        self._names = {one.recipient.id: one.name for one in recipients}
        self._told = {one.recipient.id: f"{one.name} · {recipient_summary(one, letter)}" for one in recipients}

    def heading(self) -> str:
        """What it is about."""
        return _("Vem har begärt anstånd?")

    def prompt(self) -> str:
        """What is asked."""
        return _("Skriv en del av namnet")

    def options(self, words: str) -> list[Option]:
        """The recipients whose line holds every word; first those that are called so, not those answered for."""
        has = having(words)
        found = [recipient for recipient, told in self._told.items() if has(told)]
        found.sort(key=lambda recipient: not has(self._names[recipient]))
        return [Option(plain_line(self._told[recipient]), id=recipient) for recipient in found]

    def chosen(self, option_id: str) -> str:
        """The id of the recipient."""
        return option_id
