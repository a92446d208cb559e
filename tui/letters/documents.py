"""Writing a letter, from the key to the file and its place in the log."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import Screen

from storage import records
from storage.domain.history import Change
from storage.domain.records import Recommendation
from storage.errors import GranskaError
from storage.register import Register
from tui.kit.fields import with_draft
from tui.kit.form import keeping
from tui.kit.plain import toast
from tui.language.catalogue import _
from tui.letters import jobs
from tui.letters.form_jobs import FollowingKind
from tui.records.editing import Editing
from tui.register_executor import Job, RegisterExecutor

if TYPE_CHECKING:
    from exports.letters.file import WrittenLetter
    from exports.preflight.findings import Finding
    from tui.kit.fields import Form
    from tui.kit.findings import FindingsAnswer
    from tui.kit.form import FormDialog
    from tui.letters.form_jobs import LetterScope, LetterToWrite


LookAt = Callable[["Finding"], None]


class Delivering:
    """Shows what was found before a document is written, and where it is when it was."""

    def __init__(self, screen: Screen[None], work: RegisterExecutor, look_at: LookAt) -> None:
        """`look_at` shows the record that a finding is about."""
        self._screen = screen
        self._work = work
        self._look_at = look_at
        self._folder: Path | None = None

    @property
    def folder(self) -> Path:
        """Where documents go: where the last one went, or was to go."""
        return self._folder or default_folder(self._work.path)

    def remember(self, folder: Path) -> None:
        """The next document goes there too, also when this one fails."""
        self._folder = folder

    def look_over(
        self, findings: "Sequence[Finding]", go_on: Callable[[], None], stay: Callable[["Finding | None"], None]
    ) -> None:
        """Show what was found, if anything.

        Args:
            findings: errors stop, warnings can be passed.
            go_on: does what comes next.
            stay: told that it does not come, before the record that one wants to look at is shown.
        """
        from tui.kit.findings import FindingsDialog  # noqa: PLC0415 - not needed before the first document

        if not findings:
            go_on()
            return

        def answered(answer: "FindingsAnswer | None") -> None:
            if answer is not None and answer.finding is None:
                go_on()
                return
            stay(answer.finding if answer else None)
            if answer is not None and answer.finding is not None:
                self._look_at(answer.finding)

        self._screen.app.push_screen(FindingsDialog(findings), answered)

    def show(self, heading: str, paths: Sequence[Path], note: str = "") -> None:
        """Say where the files are, and offer to open the first."""
        from tui.kit.message import WrittenDialog  # noqa: PLC0415 - not needed before the first document

        self._screen.app.clear_notifications()  # that it is being written
        self._screen.app.push_screen(WrittenDialog(heading, paths, note, self.open))

    def log(
        self,
        heading: str,
        paths: Sequence[Path],
        job: Job[Change],
        logged: Callable[[Change], None],
        refusal: GranskaError | None,
    ) -> None:
        """Write down what went out, and say where the files are; and why that is not logged, where it is not.

        Args:
            heading: what is written.
            paths: the files.
            job: logs them.
            logged: told of the change that the log is.
            refusal: why the register cannot be written to.
        """
        unlogged = partial(self._show_unlogged, heading, paths)
        if refusal is not None:
            unlogged(refusal)
            return

        def done(change: Change) -> None:
            self.show(heading, paths)
            logged(change)

        self._work.write(job, done, failed=unlogged, keys_wait=True)

    def _show_unlogged(self, heading: str, paths: Sequence[Path], error: BaseException) -> None:
        """Say where the files are, and why the register does not know of them."""
        from tui.kit.message import screen_sentence  # noqa: PLC0415 - not needed before the first error

        told = _("Filen är skriven men inte loggad i registret. {why}")
        self.show(heading, paths, told.format(why=screen_sentence(error)))

    def open(self, path: Path) -> None:
        """Open a file with the program that the system has for it."""
        from tui.external_programs import open_file  # noqa: PLC0415 - not needed before the first document

        def failed(_error: BaseException) -> None:
            told = _("Datorn har inget program som öppnar filen härifrån. Öppna den själv: {path}")
            toast(self._screen, told.format(path=path), warning=True)

        self._work.errand(partial(open_file, path), lambda _done: None, failed=failed)


def default_folder(register: Path) -> Path:
    """The user's documents, where there is such a folder, else the register's."""
    from platformdirs import user_documents_path  # noqa: PLC0415 - not needed before the first report

    documents = user_documents_path()
    return documents if documents.is_dir() else register.resolve().parent


class Sending:
    """Asks what a letter says, has it looked over, writes it and logs it."""

    def __init__(
        self, screen: Screen[None], work: RegisterExecutor, delivering: Delivering, logged: Callable[[Change], None]
    ) -> None:
        """`logged` is told of the change that the log is."""
        self._screen = screen
        self._work = work
        self._delivering = delivering
        self._logged = logged

    def begin(
        self,
        *,
        audit: str | None = None,
        followup: str | None = None,
        letter: str | None = None,
        refusal: GranskaError | None,
    ) -> None:
        """Ask what the letter of an audit, or of a follow-up, says; or one that the register has already.

        With a `refusal` the register cannot be written to: then the letter is written but not logged.
        """
        from tui.letters import form_jobs  # noqa: PLC0415 - not needed before the first letter

        about = form_jobs.LetterScope(audit, followup, letter)
        ask = partial(form_jobs.load_missiv_form, about=about, folder=self._delivering.folder)
        self._work.ask("missiv", ask, partial(self._show, about, refusal), keys_wait=True)

    def _show(self, about: "LetterScope", refusal: GranskaError | None, form: "Form") -> None:
        from tui.kit.form import WritingDialog  # noqa: PLC0415 - not needed before the first letter

        keep = keeping(self._work, about.key, writable=refusal is None)
        self._screen.app.push_screen(WritingDialog(form, partial(self._look_over, about, refusal), keep))

    def _look_over(
        self, about: "LetterScope", refusal: GranskaError | None, dialog: "FormDialog", _changed: Mapping[str, str]
    ) -> None:
        from tui.letters import form_jobs  # noqa: PLC0415 - loaded with the form

        def look(letter: "LetterToWrite") -> None:
            self._delivering.remember(letter.folder)
            write = partial(self._write, dialog, refusal, letter)
            self._delivering.look_over(letter.letter.findings, write, partial(_back_to_missiv, dialog))

        ask = partial(form_jobs.letter_to_write, about=about, values=dialog.values)
        self._work.ask("letter", ask, look, failed=dialog.refuse, keys_wait=True)

    def _write(self, dialog: "FormDialog", refusal: GranskaError | None, letter: "LetterToWrite") -> None:
        from tui.letters import jobs  # noqa: PLC0415 - loaded with the form

        toast(self._screen, _("Skriver missivet …"))
        then = partial(self._log, dialog, refusal, letter)
        job = partial(jobs.write, letter.letter, letter.folder, each=letter.each)
        self._work.errand(job, then, failed=dialog.refuse)

    def _log(
        self,
        dialog: "FormDialog",
        refusal: GranskaError | None,
        letter: "LetterToWrite",
        written: "Sequence[WrittenLetter]",
    ) -> None:
        from tui.letters import jobs  # noqa: PLC0415 - loaded with the form

        dialog.saved()
        paths, heading = [each.path for each in written], _("Missivet är skrivet")
        job = partial(jobs.log, letter=letter.letter, written=written)
        self._delivering.log(heading, paths, job, self._logged, refusal)


def _back_to_missiv(dialog: "FormDialog", finding: "Finding | None") -> None:
    """Back to the form; out of it, to see a record that is not in it."""
    dialog.resume()
    if finding is not None and finding.entity in {"audit", "recommendation", "followup_audit", "followup"}:
        dialog.action_close()


Place = tuple[str, int | None, int | None]
"""An audit's id, its row number and that of a recommendation of it."""


class FindingShown:
    """Goes to the record of a finding."""

    def __init__(self, work: RegisterExecutor, editing: Editing, go: Callable[[Place], None]) -> None:
        """`go` puts the cursor at a place."""
        self._work = work
        self._editing = editing
        self._go = go

    def look_at(self, finding: "Finding") -> None:
        """Show the record; of the follow-up itself, its texts."""
        if finding.entity == "followup":
            self._editing.followup_texts()
        elif finding.entity in {"audit", "recommendation", "followup_audit"}:
            place = partial(place_of, entity=finding.entity, record=finding.record)
            self._work.ask("finding", place, self._go, keys_wait=True)


def place_of(register: Register, entity: str, record: str) -> Place:
    """Where in the lists an audit, what a follow-up says of one, or a recommendation stands."""
    from storage.domain.records import FollowupAudit  # noqa: PLC0415 - not needed for the first paint

    found = records.record_of(register, entity, record)
    audit = str(found.audit) if isinstance(found, Recommendation | FollowupAudit) else record
    row = records.rid_of(register, "recommendation", record) if entity == "recommendation" else None
    return audit, records.rid_of(register, "audit", audit), row


class FollowingLetters:
    """Asks what a letter about answers says, has it looked over, writes it and logs it."""

    def __init__(
        self, screen: Screen[None], work: RegisterExecutor, delivering: Delivering, logged: Callable[[Change], None]
    ) -> None:
        """`logged` is told of the change that the log is."""
        self._screen = screen
        self._work = work
        self._delivering = delivering
        self._logged = logged

    def begin(self, kind: FollowingKind, recipient: str, refusal: GranskaError | None) -> None:
        """Ask what the letter says that is about the answer of a recipient, by id.

        With a `refusal` the register cannot be written to: then the letter is written but not logged.
        """
        key = f"{kind.name}:{recipient}"
        folder = self._delivering.folder

        def show(form: "Form") -> None:
            from tui.kit.form import WritingDialog  # noqa: PLC0415 - not needed before the first letter

            keep = keeping(self._work, key, writable=refusal is None)
            self._screen.app.push_screen(WritingDialog(form, partial(self._look_over, kind, recipient, refusal), keep))

        def ask(register: Register) -> "Form":
            return with_draft(register, kind.ask(register, recipient, folder), key)

        self._work.ask("letter about answers", ask, show, keys_wait=True)

    def _look_over(
        self,
        kind: FollowingKind,
        recipient: str,
        refusal: GranskaError | None,
        dialog: "FormDialog",
        _changed: Mapping[str, str],
    ) -> None:
        def look(letter: "LetterToWrite") -> None:
            self._delivering.remember(letter.folder)
            write = partial(self._write, dialog, refusal, letter)
            self._delivering.look_over(letter.letter.findings, write, partial(_back_to_letter, dialog))

        values = dialog.values
        self._work.ask(
            "letter about answers",
            lambda register: kind.make(register, recipient, values),
            look,
            failed=dialog.refuse,
            keys_wait=True,
        )

    def _write(self, dialog: "FormDialog", refusal: GranskaError | None, letter: "LetterToWrite") -> None:
        toast(self._screen, _("Skriver brevet …"))
        then = partial(self._log, dialog, refusal, letter)
        self._work.errand(partial(jobs.write, letter.letter, letter.folder), then, failed=dialog.refuse)

    def _log(
        self,
        dialog: "FormDialog",
        refusal: GranskaError | None,
        letter: "LetterToWrite",
        written: "Sequence[WrittenLetter]",
    ) -> None:
        dialog.saved()
        job = partial(jobs.log, letter=letter.letter, written=written)
        self._delivering.log(_("Brevet är skrivet"), [each.path for each in written], job, self._logged, refusal)


def _back_to_letter(dialog: "FormDialog", finding: "Finding | None") -> None:
    """Back to the form; out of it, which keeps its draft, to see a record that is not in it."""
    dialog.resume()
    if finding is not None and finding.record:
        dialog.action_close()
