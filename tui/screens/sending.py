"""Writing a letter, from the key to the file and its place in the log."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from storage.domain.change import Change
from storage.errors import GranskaError
from tui.language.catalogue import _
from tui.screens.delivering import Delivering
from tui.screens.forms import keeping
from tui.widgets.plain import toast
from tui.work import Work

if TYPE_CHECKING:
    from exports.findings import Finding
    from exports.letter_writing import WrittenLetter
    from tui.dialogs.fields import Form
    from tui.dialogs.form import FormDialog
    from tui.screens.send_work import About, LetterToWrite


class Sending:
    """Asks what a letter says, has it looked over, writes it and logs it."""

    def __init__(
        self, screen: Screen[None], work: Work, delivering: Delivering, logged: Callable[[Change], None]
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
        from tui.screens import send_work  # noqa: PLC0415 - not needed before the first letter

        about = send_work.About(audit, followup, letter)
        ask = partial(send_work.missiv_asked, about=about, folder=self._delivering.folder)
        self._work.ask("missiv", ask, partial(self._show, about, refusal))

    def _show(self, about: "About", refusal: GranskaError | None, form: "Form") -> None:
        from tui.dialogs.form import WritingDialog  # noqa: PLC0415 - not needed before the first letter

        keep = keeping(self._work, about.key, writable=refusal is None)
        self._screen.app.push_screen(WritingDialog(form, partial(self._look_over, about, refusal), keep))

    def _look_over(
        self, about: "About", refusal: GranskaError | None, dialog: "FormDialog", _changed: Mapping[str, str]
    ) -> None:
        from tui.screens import send_work  # noqa: PLC0415 - loaded with the form

        def look(letter: "LetterToWrite") -> None:
            self._delivering.remember(letter.folder)
            write = partial(self._write, dialog, refusal, letter)
            self._delivering.look_over(letter.letter.findings, write, partial(_back, dialog))

        ask = partial(send_work.letter_to_write, about=about, values=dialog.values)
        self._work.ask("letter", ask, look, failed=dialog.refuse)

    def _write(self, dialog: "FormDialog", refusal: GranskaError | None, letter: "LetterToWrite") -> None:
        from tui import letter_jobs  # noqa: PLC0415 - loaded with the form

        toast(self._screen, _("Skriver missivet …"))
        then = partial(self._log, dialog, refusal, letter)
        job = partial(letter_jobs.write, letter.letter, letter.folder, each=letter.each)
        self._work.errand(job, then, failed=dialog.refuse)

    def _log(
        self,
        dialog: "FormDialog",
        refusal: GranskaError | None,
        letter: "LetterToWrite",
        written: "Sequence[WrittenLetter]",
    ) -> None:
        from tui import letter_jobs  # noqa: PLC0415 - loaded with the form

        dialog.saved()
        paths, heading = [each.path for each in written], _("Missivet är skrivet")
        job = partial(letter_jobs.log, letter=letter.letter, written=written)
        self._delivering.log(heading, paths, job, self._logged, refusal)


def _back(dialog: "FormDialog", finding: "Finding | None") -> None:
    """Back to the form; out of it, to see a record that is not in it."""
    dialog.resume()
    if finding is not None and finding.entity in {"audit", "recommendation", "followup_audit", "followup"}:
        dialog.action_close()
