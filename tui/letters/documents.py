"""Documents from a form to a file and its log entry: letters, and the steps that reports share with them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from platformdirs import user_documents_path
from textual.screen import Screen

from exports.letters.file import WrittenLetter
from exports.preflight.findings import Finding
from storage.domain.history import Change
from storage.errors import GranskaError
from storage.register import Register
from tui.external_programs import open_file
from tui.kit.fields import Form, with_draft
from tui.kit.findings import FindingsAnswer, FindingsDialog
from tui.kit.form import FormDialog, WritingDialog, keeping
from tui.kit.message import WrittenDialog, screen_sentence
from tui.kit.plain import toast
from tui.language.catalogue import _
from tui.letters import jobs
from tui.letters.jobs import LetterForm, LetterToWrite
from tui.register_executor import Job, RegisterExecutor


class DocumentWriter:
    """Write documents: show findings before, the path of the files after, and log letters that are sent."""

    def __init__(
        self,
        screen: Screen[None],
        executor: RegisterExecutor,
        look_at: Callable[[Finding], None],
        logged: Callable[[Change], None],
    ) -> None:
        """Set up a writer on a screen; `look_at` shows the record of a finding, `logged` gets each log entry."""
        self._screen = screen
        self._executor = executor
        self._look_at = look_at
        self._logged = logged
        self._folder: Path | None = None

    @property
    def folder(self) -> Path:
        """Folder of the last document, or of one that failed; at first the default folder."""
        return self._folder or default_folder(self._executor.path)

    def remember(self, folder: Path) -> None:
        """Use a folder for the next document too, even if this one fails."""
        self._folder = folder

    def write_letter(self, letter: LetterForm, refusal: GranskaError | None) -> None:
        """Open the form of a letter and write the letter that it describes.

        With a `refusal`, the reason why the register is read-only, the letter is written but not logged.
        """
        folder = self.folder

        def load(register: Register) -> Form:
            return with_draft(register, letter.load(register, folder), letter.key)

        def show(form: Form) -> None:
            keep = keeping(self._executor, letter.key, writable=refusal is None)
            self._screen.app.push_screen(WritingDialog(form, partial(self._check_letter, letter, refusal), keep))

        self._executor.ask("letter form", load, show, keys_wait=True)

    def check(
        self, findings: Sequence[Finding], go_on: Callable[[], None], stay: Callable[[Finding | None], object]
    ) -> None:
        """Show findings, if there are any.

        Args:
            findings: errors stop the document, warnings can be passed.
            go_on: called when the document is to be written.
            stay: called when it is not, before the record of the finding chosen is shown; not shown if it says True.
        """
        if not findings:
            go_on()
            return

        def chosen(answer: FindingsAnswer | None) -> None:
            if answer is not None and answer.finding is None:
                go_on()
                return
            done = stay(answer.finding if answer else None)
            if answer is not None and answer.finding is not None and not done:
                self._look_at(answer.finding)

        self._screen.app.push_screen(FindingsDialog(findings), chosen)

    def show(self, heading: str, paths: Sequence[Path], note: str = "") -> None:
        """Show the paths of the files, and offer to open the first."""
        self._screen.app.clear_notifications()  # that it is being written
        self._screen.app.push_screen(WrittenDialog(heading, paths, note, self.open))

    def log(self, heading: str, paths: Sequence[Path], job: Job[Change], refusal: GranskaError | None) -> None:
        """Log a document and show the paths of its files; or the paths with the reason why it is not logged.

        Args:
            heading: names the document.
            paths: its files.
            job: writes the log entry.
            refusal: the reason why the register is read-only.
        """

        def unlogged(error: BaseException) -> None:
            note = _("Filen är skriven men inte loggad i registret. {why}")
            self.show(heading, paths, note.format(why=screen_sentence(error)))

        def logged(change: Change) -> None:
            self.show(heading, paths)
            self._logged(change)

        if refusal is not None:
            unlogged(refusal)
        else:
            self._executor.write(job, logged, failed=unlogged, keys_wait=True)

    def open(self, path: Path) -> None:
        """Open a file in the default application of the system."""

        def failed(_error: BaseException) -> None:
            note = _("Datorn har inget program som öppnar filen härifrån. Öppna den själv: {path}")
            toast(self._screen, note.format(path=path), warning=True)

        self._executor.run_outside(partial(open_file, path), lambda _done: None, failed=failed)

    def _check_letter(
        self, form: LetterForm, refusal: GranskaError | None, dialog: FormDialog, _changed: Mapping[str, str]
    ) -> None:
        values = dialog.values

        def prepare(register: Register) -> LetterToWrite:
            return form.prepare(register, values)

        def check(letter: LetterToWrite) -> None:
            self.remember(letter.folder)
            write = partial(self._write_letter, form, refusal, dialog, letter)
            self.check(letter.prepared.findings, write, partial(_back, form, dialog))

        self._executor.ask("letter", prepare, check, failed=dialog.refuse, keys_wait=True)

    def _write_letter(
        self, form: LetterForm, refusal: GranskaError | None, dialog: FormDialog, letter: LetterToWrite
    ) -> None:
        def log(files: Sequence[WrittenLetter]) -> None:
            dialog.saved()
            job = partial(jobs.log, letter=letter.prepared, written=files)
            self.log(_(form.written), [file.path for file in files], job, refusal)

        toast(self._screen, _(form.writing))
        job = partial(jobs.write, letter.prepared, letter.folder, each=letter.each)
        self._executor.run_outside(job, log, failed=dialog.refuse)


def default_folder(register: Path) -> Path:
    """Return the user's documents folder if it exists, else the folder of the register."""
    documents = user_documents_path()
    return documents if documents.is_dir() else register.resolve().parent


def _back(form: LetterForm, dialog: FormDialog, finding: Finding | None) -> None:
    """Return to the form; close it, which keeps its draft, if the record of the finding is shown elsewhere."""
    dialog.resume()
    if finding is not None and (finding.entity in form.elsewhere if form.elsewhere else finding.record):
        dialog.action_close()
