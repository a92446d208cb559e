"""Actions of a report: write it as a Word file, and close its follow-up, over a screen."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from textual.screen import Screen

from exports.preflight.findings import Code, Finding
from exports.report.file import WrittenDocument
from storage.domain.history import Change
from storage.domain.records import Followup
from storage.errors import GranskaError
from tui.followups import jobs
from tui.followups.dialogs import ReportDialog
from tui.followups.forms import StoredFields
from tui.followups.jobs import PreparedReport
from tui.kit.fields import Form
from tui.kit.form import FormDialog, keeping
from tui.kit.message import ConfirmDialog, confirm
from tui.kit.plain import toast
from tui.language.catalogue import _, many
from tui.letters.documents import DocumentWriter
from tui.letters.forms import FOLLOWUP, folder_of
from tui.records.drafts import REPORT
from tui.register_executor import RegisterExecutor


class ReportActions:
    """Opens the form of a report, runs preflight, writes the file and logs a final one; closes follow-ups."""

    def __init__(
        self,
        screen: Screen[None],
        executor: RegisterExecutor,
        documents: DocumentWriter,
        done: Callable[[Change], None],
    ) -> None:
        """`done` receives the change of what was saved or closed."""
        self._screen = screen
        self._executor = executor
        self._documents = documents
        self._done = done
        self._refusal: GranskaError | None = None
        """Reason why the register cannot be written to."""

    def begin(self, refusal: GranskaError | None, followup: str | None = None) -> None:
        """Open the form, with the follow-up of this id chosen where one is named.

        With a `refusal` the register cannot be written to, so nothing is logged.
        """
        self._refusal = refusal
        load = partial(jobs.load_report_form, folder=self._documents.folder, followup=followup)
        self._executor.ask("reports", load, self._show, keys_wait=True)

    def close(self) -> None:
        """Close the open follow-up for good, after preflight and a question."""

        def review(report: PreparedReport) -> None:
            self._documents.check(report.findings, partial(self._confirm, report), partial(self._stay, report))

        self._executor.ask("closing", jobs.prepare_closing, review, keys_wait=True)

    def _stay(self, report: PreparedReport, finding: Finding | None) -> bool:
        """Ask for signers where they are what is missing, and then begin the closing again."""
        if finding is None or finding.code is not Code.SIGNER_MISSING:
            return False
        followup = report.material.followup.id

        def submit(dialog: FormDialog, _changed: Mapping[str, str]) -> None:
            def saved(changes: tuple[Change, ...]) -> None:
                dialog.saved()
                for change in changes:
                    self._done(change)
                self.close()

            job = partial(jobs.save_report_fields, followup=followup, values=dialog.values)
            self._executor.write(job, saved, failed=dialog.refuse)

        def show(form: Form) -> None:
            self._screen.app.push_screen(FormDialog(form, submit, lambda _dialog, _writing: None))

        self._executor.ask("closing", jobs.load_signers_form, show, keys_wait=True)
        return True

    def _show(self, found: tuple[Form, StoredFields]) -> None:
        def submit(_dialog: FormDialog, _changed: Mapping[str, str]) -> None:
            self._save(dialog)

        keep_draft = keeping(self._executor, REPORT, writable=self._refusal is None)
        dialog = ReportDialog(*found, submit, keep_draft)
        self._screen.app.push_screen(dialog)

    def _save(self, dialog: ReportDialog) -> None:
        """Save the follow-up's own fields of the form, and then prepare the report."""
        try:
            folder = folder_of(dialog.values)
        except GranskaError as error:
            dialog.refuse(error)
            return
        self._documents.remember(folder)

        def saved(changes: tuple[Change, ...]) -> None:
            dialog.keep_own()
            for change in changes:
                self._done(change)
            self._prepare(dialog, folder)

        if own := dialog.changed_own:
            job = partial(jobs.save_report_fields, followup=dialog.values[FOLLOWUP], values=own)
            self._executor.write(job, saved, failed=dialog.refuse)
        else:
            self._prepare(dialog, folder)

    def _prepare(self, dialog: FormDialog, folder: Path) -> None:
        def review(report: PreparedReport) -> None:
            write = partial(self._write, dialog, folder, report)
            self._documents.check(report.findings, write, partial(_back, dialog))

        load = partial(jobs.prepare, followup=dialog.values[FOLLOWUP])
        self._executor.ask("report", load, review, failed=dialog.refuse, keys_wait=True)

    def _write(self, dialog: FormDialog, folder: Path, report: PreparedReport) -> None:
        toast(self._screen, _("Skriver rapporten …"))
        job = partial(jobs.write, report, folder)
        self._executor.run_outside(job, partial(self._log, dialog, report), failed=dialog.refuse)

    def _log(self, dialog: FormDialog, report: PreparedReport, written: WrittenDocument) -> None:
        dialog.saved()
        heading, paths = _("Rapporten är skriven"), [written.path]
        if report.closed:
            job = partial(jobs.log, report=report, written=written)
            self._documents.log(heading, paths, job, self._refusal)
        else:
            self._documents.show(heading, paths, _("Rapporten är ett utkast tills uppföljningen fastställs."))

    def _confirm(self, report: PreparedReport) -> None:
        audits = many("{n} granskning", "{n} granskningar", len(report.material.audits))
        question = _(
            "”{title}” med {audits} fastställs. Från och med då säger rapporten det den säger nu, vad som än ändras i "
            "registret, och nästa uppföljning öppnas.\n\nDet går inte att ångra."
        ).format(title=report.material.followup.title or "", audits=audits)
        dialog = ConfirmDialog(_("Fastställ uppföljningen"), question, yes=_("Fastställ"), undoable=False)
        confirm(self._screen, dialog, partial(self._close, report))

    def _close(self, report: PreparedReport) -> None:
        def write(stored: tuple[str, str]) -> None:
            job = partial(jobs.close, followup=report.material.followup, stored=stored)
            self._executor.write(job, self._show_closed, keys_wait=True)

        self._executor.run_outside(partial(jobs.made_text, report), write, keys_wait=True)

    def _show_closed(self, closed: tuple[Change, Followup | None]) -> None:
        change, current = closed
        sentence = _("Fastställd. Öppen nu: {title}. Skriv den slutliga rapporten med r.")
        toast(self._screen, sentence.format(title=current.title if current else ""))
        self._done(change)


def _back(dialog: FormDialog, finding: Finding | None) -> None:
    """Go back to the form, or out of it to show the record of a finding."""
    dialog.resume()
    if finding is not None:
        dialog.action_close()
