"""Writing the follow-up report, and closing the follow-up, from the key to the file."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from storage.domain.history import Change
from storage.domain.records import Followup
from storage.errors import GranskaError
from tui.kit.form import keeping
from tui.kit.plain import toast
from tui.language.catalogue import _, many
from tui.letters.documents import DocumentWriter
from tui.register_executor import RegisterExecutor

if TYPE_CHECKING:
    from pathlib import Path

    from exports.preflight.findings import Finding
    from exports.report.file import WrittenDocument
    from tui.followups.dialogs import Held, ReportDialog
    from tui.followups.jobs import PreparedReport
    from tui.kit.fields import Form
    from tui.kit.form import FormDialog


class Reporting:
    """Asks for the follow-up and the folder, has the report looked over, writes it and logs a final one."""

    def __init__(
        self, screen: Screen[None], work: RegisterExecutor, documents: DocumentWriter, done: Callable[[Change], None]
    ) -> None:
        """`done` is told of what was logged or closed."""
        self._screen = screen
        self._work = work
        self._documents = documents
        self._done = done

    def begin(self, refusal: GranskaError | None, followup: str | None = None) -> None:
        """Ask what to report; the follow-up of this id to begin with, where one is named.

        With a `refusal` the register cannot be written to, so nothing is logged.
        """
        from tui.followups import form_jobs  # noqa: PLC0415 - not needed before the first report

        ask = partial(form_jobs.load_report_form, folder=self._documents.folder, followup=followup)
        self._work.ask("reports", ask, partial(self._show, refusal), keys_wait=True)

    def close(self) -> None:
        """Close the open follow-up for good, if it is in order and the user says so."""
        from tui.followups import form_jobs  # noqa: PLC0415 - not needed before the first report

        def look(report: "PreparedReport") -> None:
            self._documents.check(report.findings, partial(self._confirm, report), lambda _finding: None)

        self._work.ask("closing", form_jobs.report_to_close, look, keys_wait=True)

    def _show(self, refusal: GranskaError | None, answer: "tuple[Form, Held]") -> None:
        from tui.followups.dialogs import REPORT, ReportDialog  # noqa: PLC0415 - not needed before the first report

        form, held = answer

        def hand_over(_dialog: "FormDialog", _changed: Mapping[str, str]) -> None:
            self._settle(refusal, dialog)

        dialog = ReportDialog(form, held, hand_over, keeping(self._work, REPORT, writable=refusal is None))
        self._screen.app.push_screen(dialog)

    def _settle(self, refusal: GranskaError | None, dialog: "ReportDialog") -> None:
        """Keep what the form says of the follow-up itself, and then look the report over."""
        from tui.followups import form_jobs  # noqa: PLC0415
        from tui.letters.forms import FOLLOWUP, folder_of  # noqa: PLC0415 - loaded with the form

        try:
            folder = folder_of(dialog.values)
        except GranskaError as error:
            dialog.refuse(error)
            return
        self._documents.remember(folder)

        def settled(changes: "tuple[Change, ...]") -> None:
            dialog.settled()
            for change in changes:
                self._done(change)
            self._look_over(refusal, folder, dialog)

        if own := dialog.changed_own:
            job = partial(form_jobs.report_settled, followup=dialog.values[FOLLOWUP], values=own)
            self._work.write(job, settled, failed=dialog.refuse)
        else:
            self._look_over(refusal, folder, dialog)

    def _look_over(self, refusal: GranskaError | None, folder: "Path", dialog: "ReportDialog") -> None:
        from tui.followups import jobs  # noqa: PLC0415 - loaded with the form
        from tui.letters.forms import FOLLOWUP  # noqa: PLC0415

        def look(report: "PreparedReport") -> None:
            write = partial(self._write, dialog, refusal, folder, report)
            self._documents.check(report.findings, write, partial(_back, dialog))

        ask = partial(jobs.prepare, followup=dialog.values[FOLLOWUP])
        self._work.ask("report", ask, look, failed=dialog.refuse, keys_wait=True)

    def _write(
        self, dialog: "FormDialog", refusal: GranskaError | None, folder: "Path", report: "PreparedReport"
    ) -> None:
        from tui.followups import jobs  # noqa: PLC0415 - loaded with the form

        toast(self._screen, _("Skriver rapporten …"))
        job = partial(jobs.write, report, folder)
        self._work.errand(job, partial(self._log, dialog, refusal, report), failed=dialog.refuse)

    def _log(
        self, dialog: "FormDialog", refusal: GranskaError | None, report: "PreparedReport", written: "WrittenDocument"
    ) -> None:
        from tui.followups import jobs  # noqa: PLC0415 - loaded with the form

        dialog.saved()
        heading = _("Rapporten är skriven")
        if not report.closed:
            note = _("Rapporten är ett utkast tills uppföljningen fastställs.")
            self._documents.show(heading, [written.path], note)
            return
        job = partial(jobs.log, report=report, written=written)
        self._documents.log(heading, [written.path], job, refusal)

    def _confirm(self, report: "PreparedReport") -> None:
        from tui.kit.message import ConfirmDialog  # noqa: PLC0415 - closing is seldom

        title = report.material.followup.title or ""
        audits = many("{n} granskning", "{n} granskningar", len(report.material.audits))
        told = _(
            "”{title}” med {audits} fastställs. Från och med då säger rapporten det den säger nu, vad som än ändras i "
            "registret, och nästa uppföljning öppnas.\n\nDet går inte att ångra."
        )
        question = told.format(title=title, audits=audits)
        dialog = ConfirmDialog(_("Fastställ uppföljningen"), question, yes=_("Fastställ"), undoable=False)

        def answered(answer: bool | None) -> None:  # noqa: FBT001 - what a dialog's callback is given
            if answer:
                self._close(report)

        self._screen.app.push_screen(dialog, answered)

    def _close(self, report: "PreparedReport") -> None:
        from tui.followups import jobs  # noqa: PLC0415 - loaded before the question

        followup = report.material.followup

        def write(stored: tuple[str, str]) -> None:
            self._work.write(partial(jobs.close, followup=followup, stored=stored), self._closed, keys_wait=True)

        self._work.errand(partial(jobs.text_at_closing, report), write, keys_wait=True)

    def _closed(self, answer: tuple[Change, Followup | None]) -> None:
        change, following = answer
        told = _("Fastställd. Öppen nu: {title}. Skriv den slutliga rapporten med r.")
        toast(self._screen, told.format(title=following.title if following else ""))
        self._done(change)


def _back(dialog: "FormDialog", finding: "Finding | None") -> None:
    """Back to the form; out of it, to see the record."""
    dialog.resume()
    if finding is not None:
        dialog.action_close()
