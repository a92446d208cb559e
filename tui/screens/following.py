"""Writing a letter about answers that are waited for, from the key to the file and its place in the log."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from storage.domain.change import Change
from storage.errors import GranskaError
from storage.register import Register
from tui import letter_jobs
from tui.language.catalogue import _
from tui.screens.delivering import Delivering
from tui.screens.edit_work import with_draft
from tui.screens.following_work import FollowingKind
from tui.screens.forms import keeping
from tui.widgets.plain import toast
from tui.work import Work

if TYPE_CHECKING:
    from exports.findings import Finding
    from exports.letter_writing import WrittenLetter
    from tui.dialogs.fields import Form
    from tui.dialogs.form import FormDialog
    from tui.screens.send_work import LetterToWrite


class FollowingLetters:
    """Asks what a letter about answers says, has it looked over, writes it and logs it."""

    def __init__(
        self, screen: Screen[None], work: Work, delivering: Delivering, logged: Callable[[Change], None]
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
            from tui.dialogs.form import WritingDialog  # noqa: PLC0415 - not needed before the first letter

            keep = keeping(self._work, key, writable=refusal is None)
            self._screen.app.push_screen(WritingDialog(form, partial(self._look_over, kind, recipient, refusal), keep))

        def ask(register: Register) -> "Form":
            return with_draft(register, kind.ask(register, recipient, folder), key)

        self._work.ask("letter about answers", ask, show)

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
            self._delivering.look_over(letter.letter.findings, write, partial(_back, dialog))

        values = dialog.values
        self._work.ask(
            "letter about answers", lambda register: kind.make(register, recipient, values), look, failed=dialog.refuse
        )

    def _write(self, dialog: "FormDialog", refusal: GranskaError | None, letter: "LetterToWrite") -> None:
        toast(self._screen, _("Skriver brevet …"))
        then = partial(self._log, dialog, refusal, letter)
        self._work.errand(partial(letter_jobs.write, letter.letter, letter.folder), then, failed=dialog.refuse)

    def _log(
        self,
        dialog: "FormDialog",
        refusal: GranskaError | None,
        letter: "LetterToWrite",
        written: "Sequence[WrittenLetter]",
    ) -> None:
        dialog.saved()
        job = partial(letter_jobs.log, letter=letter.letter, written=written)
        self._delivering.log(_("Brevet är skrivet"), [each.path for each in written], job, self._logged, refusal)


def _back(dialog: "FormDialog", finding: "Finding | None") -> None:
    """Back to the form; out of it, which keeps its draft, to see a record that is not in it."""
    dialog.resume()
    if finding is not None and finding.record:
        dialog.action_close()
