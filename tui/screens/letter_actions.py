"""What the keys do with letters and answers: each hands over to whoever does it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import Screen

from storage.domain.change import Change
from storage.domain.kinds import Given
from storage.domain.letter_views import LetterDetail
from storage.errors import GranskaError
from tui.language.catalogue import _
from tui.screens.delivering import Delivering
from tui.screens.entering import Entering
from tui.screens.letters_view import LettersView
from tui.screens.sending import Sending
from tui.widgets.plain import toast
from tui.work import Failed, Work

if TYPE_CHECKING:
    from exports.findings import Finding

MISSIV = "missiv"
DOCUMENTS = {".docx", ".doc", ".odt", ".pdf", ".rtf", ".txt", ".xlsx"}
"""Endings of files that are opened from here: documents, and nothing that runs."""


class LetterActions:
    """Opens forms, answers and documents over the lists of letters."""

    def __init__(
        self,
        screen: Screen[None],
        work: Work,
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
        if (record := self._record()) is not None:
            self._entering.edit(*record)

    def remove(self) -> None:
        """Take out what the keys mean, with a reason."""
        if (record := self._record()) is not None:
            self._entering.remove(*record)

    def owned(self, entity: str) -> None:
        """Show what belongs to the letter, to be changed: its recipients, or its questions."""
        if letter := self._letter():
            self._entering.list(entity, {"letter": letter})

    def answer(self) -> None:
        """Register an answer: to the letter, where one is meant; then its lines, beside what was asked."""
        from tui.screens import letter_reads  # noqa: PLC0415 - not needed before the first answer

        letter = self._view.letter
        if letter is None:
            self._entering.new("response", then=self._answered)
        else:
            self._work.ask("begun answer", letter_reads.begun_answer(letter.id), self._begin_answer)

    def open_answer(self, response: str) -> None:
        """Show an answer beside what was asked."""
        from tui.screens.answering import AnswerScreen  # noqa: PLC0415 - not needed before the first answer

        def back(_none: None) -> None:
            self._view.redraw()
            self._view.go_to_record("response", response)
            if self._view.letter is None:
                self._view.go_to("responses")

        self._screen.app.push_screen(AnswerScreen(self._work, self._failed, response), back)

    def extension(self) -> None:
        """Ask which recipient has asked for more time, if several may have, and what came of it."""
        from tui.screens import letter_reads  # noqa: PLC0415 - loaded with the letters

        if letter := self._letter():
            self._work.ask("recipients", letter_reads.letter(letter), self._choose_recipient)

    def missiv(self, refusal: GranskaError | None) -> None:
        """Write the letter as a document, where it is a missiv."""
        letter = self._view.letter
        if letter is None:
            self._letter()
        elif letter.kind != MISSIV:
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
        from tui.dialogs.recipients import RecipientDialog  # noqa: PLC0415 - not needed before the first extension

        asked = [one for one in detail.recipients if one.recipient.role != "information"]
        if not asked:
            toast(self._screen, _("Brevet har ingen mottagare som ska svara."))
        elif len(asked) == 1:
            self._extend(asked[0].recipient.id)
        else:
            dialog = RecipientDialog(asked, detail.letter)
            self._screen.app.push_screen(dialog, self._extend)

    def _extend(self, recipient: str | None) -> None:
        from tui.screens.extending import Extending  # noqa: PLC0415 - not needed before the first extension

        if recipient:
            Extending(self._screen, self._work, self._done).begin(recipient)

    def _record(self) -> tuple[str, str] | None:
        """What the keys mean; says what to do where they mean nothing."""
        if self._view.record is None:
            toast(self._screen, _("Välj först ett brev eller ett svar i listan."))
        return self._view.record

    def _letter(self) -> str | None:
        """The letter that a key means; says what to do where it means none."""
        if self._view.letter is None:
            toast(self._screen, _("Välj först ett brev i listan."))
        return self._view.letter.id if self._view.letter else None
