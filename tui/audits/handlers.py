"""Handlers of the daily screen's keys, with all that they need: loaded after the first paint, or by the first key."""

from collections.abc import Callable
from functools import partial

from exports.preflight.findings import Finding
from storage import followups
from storage.domain.records import Followup
from storage.errors import NotSettled
from tui.audits.assess import AssessActions, CommentActions, point_text
from tui.audits.editing import EditActions
from tui.audits.finding import FindActions, ViewActions
from tui.audits.view import RegisterView
from tui.followups.actions import FollowupActions, go_to_next
from tui.followups.report import ReportActions
from tui.followups.scales import ScaleActions
from tui.kit.message import screen_sentence
from tui.kit.plain import toast
from tui.kit.register_screen import RegisterScreen
from tui.letters import jobs as letter_jobs
from tui.letters.documents import DocumentWriter
from tui.letters.screen import edit_extension
from tui.records.actions import DraftActions
from tui.records.drafts import UnsavedDraft
from tui.register_executor import Failed, RegisterExecutor


class AuditHandlers:
    """Actions of every subject over the daily screen."""

    def __init__(
        self,
        screen: RegisterScreen,
        executor: RegisterExecutor,
        view: RegisterView,
        failed: Failed,
        go: Callable[[str, str], None],
    ) -> None:
        """Create them; `failed` shows an error, `go` shows a record, by entity and id, on the same screen."""
        done = screen.show_change
        self._screen, self._executor, self._view = screen, executor, view
        self._go = go
        self.assess = AssessActions(screen, executor, view.recommendations, done, failed)
        self.comment = CommentActions(screen, executor, done)
        self.find = FindActions(screen, executor, view)
        self.views = ViewActions(screen, executor, view)
        self.edit = EditActions(screen, executor, view, done)
        self.documents = DocumentWriter(screen, executor, self._show_finding, done)
        self.report = ReportActions(screen, executor, self.documents, done)
        self.drafts = DraftActions(screen, executor, self._resume)
        self._followups = FollowupActions(screen, executor, failed, done, go)
        self._scales = ScaleActions(screen, executor, done)

    def warn(self, error: BaseException) -> None:
        """Show an error that stops nothing."""
        toast(self._screen, screen_sentence(error), warning=True)

    def begin_comment(self) -> None:
        """Comment on the row, unless it is settled."""
        row = self._view.current
        if row is not None and not self.assess.is_settled(row):
            self.comment.begin(row.id)

    def department(self) -> None:
        """Edit the department's report on the row, unless it is settled."""
        row = self._view.current
        if row is not None and not self.assess.is_settled(row):
            self.edit.department(row)

    def reopen(self) -> None:
        """Take the settled row in again, or change the reason for that."""
        row = self._view.current
        if row is not None and (row.settled or row.current or row.reopened):
            self.edit.reopen(row.id)
        elif row is not None:
            toast(self._screen, screen_sentence(NotSettled(point_text(row))), warning=True)

    def next_unassessed(self) -> None:
        """Go to the next recommendation to assess in the open follow-up, after the current one."""
        current = self._view.current
        go_to_next(self._screen, self._executor, current.id if current else None, self._go)

    def missiv(self) -> None:
        """Write the letter of the audit; of the follow-up, when all audits are shown."""
        if audit := self.edit.current_audit():
            self._write_missiv(audit=audit)
        else:
            self.missiv_followup()

    def missiv_followup(self) -> None:
        """Write the letter of the follow-up."""

        def begin(followup: Followup) -> None:
            self._write_missiv(followup=followup.id)

        load = partial(followups.report_followup, reference=None)
        self._executor.ask("reported follow-up", load, begin, keys_wait=True)

    def _write_missiv(self, **subject: str) -> None:
        """Write the missiv of an `audit`, a `followup` or a `letter`, by id."""
        self.documents.write_letter(letter_jobs.missiv(**subject), self._screen.refusal)

    def _show_finding(self, finding: Finding) -> None:
        """Show the record of a finding; of a follow-up its texts."""
        if finding.entity == "followup":
            self.edit.followup_texts()
        elif finding.entity in {"audit", "recommendation", "followup_audit"}:
            self._go(finding.entity, finding.record)

    def _resume(self, draft: UnsavedDraft) -> None:
        """Open the form of a draft."""
        match draft.form:
            case "comment":
                self.comment.begin(draft.record)
            case "missiv" if draft.entity in {"audit", "letter"}:
                self._write_missiv(**{draft.entity: draft.record})
            case "missiv":
                self._write_missiv(followup=draft.record)
            case "extension":
                edit_extension(self._screen, self._executor, draft.record, self._screen.show_change)
            case "reminder":
                self.documents.write_letter(letter_jobs.reminder(draft.record), self._screen.refusal)
            case "extension_letter":
                self.documents.write_letter(letter_jobs.extension_decision(draft.record), self._screen.refusal)
            case "report":
                self.report.begin(self._screen.refusal)
            case "followup_start" | "followup_own" | "followup_audits":
                self._followups.resume(draft.form)
            case "scale_levels" | "scale_new" | "scale_remove":
                self._scales.resume(draft.form, draft.record)
            case form:
                self.edit.resume(form, draft.entity, draft.record, draft.key)
