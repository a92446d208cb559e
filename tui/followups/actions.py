"""Actions of follow-ups: start, change, report, close and correct them, over a screen."""

from collections.abc import Callable, Mapping
from functools import partial

from textual.screen import Screen

from exports.preflight.findings import Finding
from storage.domain.history import Change
from storage.domain.records import Followup
from storage.errors import AuditJudged, GranskaError
from storage.operations import followups as operations
from storage.register import Register
from tui.followups import jobs
from tui.followups.report import ReportActions
from tui.followups.scales import ScaleActions
from tui.kit.command import key_for
from tui.kit.fields import marks
from tui.kit.form import FormDialog, Forms
from tui.kit.message import ConfirmDialog, confirm
from tui.kit.plain import toast
from tui.language.catalogue import _, many, mark
from tui.letters import jobs as letter_jobs
from tui.letters.documents import DocumentWriter
from tui.records.drafts import FOLLOWUP_AUDITS, FOLLOWUP_OWN, FOLLOWUP_START, FOLLOWUP_TEXTS
from tui.register_executor import Failed, RegisterExecutor

Write = Callable[[Register], Change]


class FollowupActions:
    """Starts, changes, reports, closes and corrects follow-ups."""

    def __init__(
        self,
        screen: Screen[None],
        executor: RegisterExecutor,
        failed: Failed,
        done: Callable[[Change], None],
        go: Callable[[str, str], None],
    ) -> None:
        """Actions over a screen.

        Args:
            screen: the screen below their dialogs.
            executor: of the register.
            failed: shows an error.
            done: receives every change.
            go: shows a record, by entity and id, on the screen that lists it.
        """
        self._screen = screen
        self._executor = executor
        self._failed = failed
        self._done = done
        self._go = go
        self._documents = DocumentWriter(screen, executor, self._show_finding, done)
        self._forms = Forms(screen, executor, done)
        self.reports = ReportActions(screen, executor, self._documents, done)
        self.scales = ScaleActions(screen, executor, done)

    def start(self) -> None:
        """Start a follow-up."""
        self._forms.open(FOLLOWUP_START, jobs.load_start_form, _start)

    def edit(self) -> None:
        """Change the open follow-up's title, year, leader and date."""
        self._forms.open(FOLLOWUP_OWN, jobs.load_own_form, _save_own)

    def edit_texts(self) -> None:
        """Write the open follow-up's texts."""
        self._forms.open(FOLLOWUP_TEXTS, jobs.load_texts_form, _save_texts)

    def choose_audits(self) -> None:
        """Choose the audits that the open follow-up covers."""
        self._forms.open(FOLLOWUP_AUDITS, jobs.load_audits_form, _choose_audits, refused=self._refuse_audits)

    def resume(self, form: str) -> None:
        """Open a form with its draft."""
        {FOLLOWUP_START: self.start, FOLLOWUP_OWN: self.edit, FOLLOWUP_AUDITS: self.choose_audits}[form]()

    def take_out(self, followup: str, audit: str) -> None:
        """Take an audit out of the open follow-up; one with assessments only after a question."""
        job = partial(operations.take_out_audits, followup=followup, audits=[audit])

        def refused(error: BaseException) -> None:
            if isinstance(error, AuditJudged):
                clear = partial(job, clearing=True)
                self._confirm_clearing(error, lambda: self._executor.write(clear, self._forms.report))
            else:
                self._failed(error)

        self._executor.write(job, self._forms.report, failed=refused, keys_wait=True)

    def move(self, followup: str, audit: str, step: int) -> None:
        """Move an audit so many places later in the follow-up; earlier for a negative step."""
        self._executor.write(partial(jobs.move_audit, followup=followup, audit=audit, step=step), self._done)

    def next_unassessed(self) -> None:
        """Go to the first recommendation that is not assessed in the open follow-up."""
        go_to_next(self._screen, self._executor, None, self._go)

    def missiv(self, followup: str, refusal: GranskaError | None) -> None:
        """Write the letter that hands over a report."""
        self._documents.write_letter(letter_jobs.missiv(followup=followup), refusal)

    def correct(self, followup: Followup) -> None:
        """Correct a closed follow-up with a new one, after a question."""
        question = _(
            "En ny, öppen uppföljning börjar med allt som ”{title}” säger, att rätta och fastställa. Då ersätter den, "
            "och dess rapport säger det. Den gamla rapporten ändras inte."
        ).format(title=followup.title or followup.year or "")
        job = partial(operations.start_correction, followup=followup.id)
        dialog = ConfirmDialog(_("Rätta uppföljningen"), question, yes=_("Rätta"), undoable=True)
        confirm(self._screen, dialog, lambda: self._executor.write(job, self._done))

    def _refuse_audits(self, dialog: FormDialog, error: BaseException) -> None:
        """Ask first where an audit that is to go has assessments."""
        if not isinstance(error, AuditJudged):
            dialog.refuse(error)
            return
        dialog.resume()
        clear = partial(jobs.choose_audits, audits=marks(dialog.values["audits"]), clearing=True)
        self._confirm_clearing(error, partial(self._forms.write, dialog, clear))

    def _confirm_clearing(self, error: AuditJudged, clear: Callable[[], None]) -> None:
        """Ask before the assessments of an audit go with it."""
        question = _("”{name}” har {judged} i uppföljningen. Den tas ut, och de rensas. Det går att ångra.").format(
            name=error.name, judged=many(mark("{n} bedömning"), mark("{n} bedömningar"), error.judged)
        )
        dialog = ConfirmDialog(_("Ta ut granskningen"), question, yes=_("Ta ut"), undoable=True)
        confirm(self._screen, dialog, clear)

    def _show_finding(self, finding: Finding) -> None:
        """Show the record of a finding; of the follow-up itself, its texts."""
        if finding.entity == "followup":
            self.edit_texts()
        elif finding.entity in {"audit", "recommendation", "followup_audit"}:
            self._go(finding.entity, finding.record)


def go_to_next(
    screen: Screen[None], executor: RegisterExecutor, after: str | None, go: Callable[[str, str], None]
) -> None:
    """Go to the next recommendation to assess in the open follow-up, after one by id; say so when all are."""

    def show(found: tuple[str | None, bool, str]) -> None:
        recommendation, anything, outside = found
        if recommendation is not None:
            go("recommendation", recommendation)
        elif anything:
            toast(screen, " ".join(filter(None, [_("Allt är bedömt i den öppna uppföljningen."), outside])))
        else:
            sentence = _(
                "Inget finns att bedöma i den öppna uppföljningen. {key} visar den, och där väljs dess granskningar."
            )
            toast(screen, " ".join(filter(None, [sentence.format(key=key_for("show-followups")), outside])))

    executor.ask("next unjudged", partial(jobs.next_unassessed, after=after), show, keys_wait=True)


def _start(dialog: FormDialog, _changed: Mapping[str, str]) -> Write:
    return partial(jobs.start, given=dialog.form.given(dialog.values))


def _save_own(dialog: FormDialog, changed: Mapping[str, str]) -> Write:
    return partial(jobs.save, given=dialog.form.given(changed))


def _save_texts(_dialog: FormDialog, changed: Mapping[str, str]) -> Write:
    return partial(jobs.save, given=changed)


def _choose_audits(dialog: FormDialog, _changed: Mapping[str, str]) -> Write:
    return partial(jobs.choose_audits, audits=marks(dialog.values["audits"]))
