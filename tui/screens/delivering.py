"""What every document has in common on its way out: the look over before, the folder, the path shown after."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.screen import Screen

from storage.domain.change import Change
from storage.errors import GranskaError
from tui.language.catalogue import _
from tui.widgets.plain import toast
from tui.work import Job, Work

if TYPE_CHECKING:
    from exports.findings import Finding
    from tui.dialogs.findings import FindingsAnswer

LookAt = Callable[["Finding"], None]


class Delivering:
    """Shows what was found before a document is written, and where it is when it was."""

    def __init__(self, screen: Screen[None], work: Work, look_at: LookAt) -> None:
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
        from tui.dialogs.findings import FindingsDialog  # noqa: PLC0415 - not needed before the first document

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
        from tui.dialogs.written import WrittenDialog  # noqa: PLC0415 - not needed before the first document

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

        self._work.write(job, done, failed=unlogged)

    def _show_unlogged(self, heading: str, paths: Sequence[Path], error: BaseException) -> None:
        """Say where the files are, and why the register does not know of them."""
        from tui.language.screen_sentences import sentence  # noqa: PLC0415 - not needed before the first error

        told = _("Filen är skriven men inte loggad i registret. {why}")
        self.show(heading, paths, told.format(why=sentence(error)))

    def open(self, path: Path) -> None:
        """Open a file with the program that the system has for it."""
        from tui.opening import open_file  # noqa: PLC0415 - not needed before the first document

        def failed(_error: BaseException) -> None:
            told = _("Datorn har inget program som öppnar filen härifrån. Öppna den själv: {path}")
            toast(self._screen, told.format(path=path), warning=True)

        self._work.errand(partial(open_file, path), lambda _done: None, failed=failed)


def default_folder(register: Path) -> Path:
    """The user's documents, where there is such a folder, else the register's."""
    from platformdirs import user_documents_path  # noqa: PLC0415 - not needed before the first report

    documents = user_documents_path()
    return documents if documents.is_dir() else register.resolve().parent
