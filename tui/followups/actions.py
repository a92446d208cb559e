"""What the keys do with follow-ups: each hands over to whoever does it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from storage import records
from storage.domain.history import Change
from storage.domain.records import Followup, FollowupAudit
from storage.errors import AuditJudged, GranskaError
from storage.register import Register
from tui.followups import form_jobs
from tui.followups.form_jobs import next_unjudged
from tui.kit.command import key_for
from tui.kit.form import Forms
from tui.kit.plain import toast
from tui.language.catalogue import _, many, mark
from tui.letters import jobs as letter_jobs
from tui.letters.documents import DocumentWriter
from tui.records import jobs
from tui.register_executor import Failed, RegisterExecutor

if TYPE_CHECKING:
    from exports.preflight.findings import Finding
    from tui.followups.report import Reporting
    from tui.kit.form import FormDialog


class FollowupActions:
    """Starts, changes, reports, closes and corrects follow-ups."""

    def __init__(
        self,
        screen: Screen[None],
        work: RegisterExecutor,
        failed: Failed,
        done: Callable[[Change], None],
        go: Callable[[str, str], None],
    ) -> None:
        """What follow-ups are started, changed and closed from.

        Args:
            screen: the screen that it is done on.
            work: the door to the register.
            failed: shows an error.
            done: told of every change.
            go: shows a record, by entity and id, on the screen that lists it.
        """
        self._screen = screen
        self._work = work
        self._failed = failed
        self._done = done
        self._go = go
        self._documents = DocumentWriter(screen, work, self._look_at, done)

    def start(self) -> None:
        """Start a follow-up."""
        self._forms.start()

    def audits(self) -> None:
        """Choose the audits of the open one."""
        self._forms.audits()

    def edit(self) -> None:
        """Change the open one itself."""
        self._forms.own()

    def texts(self) -> None:
        """Write the open one's texts."""
        self._forms.texts()

    def take_out(self, followup: str, audit: str) -> None:
        """Take an audit out."""
        self._forms.take_out(followup, audit)

    def move(self, followup: str, audit: str, step: int) -> None:
        """Put an audit so many places later; before, for a negative step."""
        from tui.followups import form_jobs  # noqa: PLC0415 - not needed before the first change

        self._work.write(form_jobs.moved(followup, audit, step), self._done)

    def next_unjudged(self) -> None:
        """Go to the first of what is to be judged in the open one."""
        go_to_next(self._screen, self._work, None, self._go)

    def scales(self, *, writable: bool) -> None:
        """Show the scales, to choose one for the open follow-up and to change them."""
        from tui.followups.scales import Scaling  # noqa: PLC0415 - seldom

        Scaling(self._screen, self._work, self._done).show(writable=writable)

    def report(self, followup: str, refusal: GranskaError | None) -> None:
        """Write a report."""
        self._reporting.begin(refusal, followup)

    def missiv(self, followup: str, refusal: GranskaError | None) -> None:
        """Write the letter that hands over a report."""
        self._documents.write_letter(letter_jobs.missiv(followup=followup), refusal)

    def close(self) -> None:
        """Close the open one, looked over first."""
        self._reporting.close()

    def correct(self, followup: Followup) -> None:
        """Correct a closed one with a new one, after a question."""
        from tui.followups import form_jobs  # noqa: PLC0415
        from tui.kit.message import ConfirmDialog  # noqa: PLC0415 - seldom

        told = _(
            "En ny, öppen uppföljning börjar med allt som ”{title}” säger, att rätta och fastställa. Då ersätter den, "
            "och dess rapport säger det. Den gamla rapporten ändras inte."
        )

        def answered(answer: bool | None) -> None:  # noqa: FBT001 - what a dialog's callback is given
            if answer:
                self._work.write(form_jobs.corrected(followup.id), self._done)

        question = told.format(title=followup.title or followup.year or "")
        dialog = ConfirmDialog(_("Rätta uppföljningen"), question, yes=_("Rätta"), undoable=True)
        self._screen.app.push_screen(dialog, answered)

    @property
    def _forms(self) -> "FollowupForms":

        return FollowupForms(self._screen, self._work, self._done, self._failed)

    @property
    def _reporting(self) -> "Reporting":
        from tui.followups.report import Reporting  # noqa: PLC0415 - not needed before the first report

        return Reporting(self._screen, self._work, self._documents, self._done)

    def _look_at(self, finding: "Finding") -> None:
        """Show the record of a finding; of the follow-up itself, its texts."""
        if finding.entity == "followup":
            self.texts()
        elif finding.entity in {"audit", "recommendation"}:
            self._go(finding.entity, finding.record)
        elif finding.entity == "followup_audit":

            def audit(register: Register) -> str:
                found = records.record_of(register, "followup_audit", finding.record)
                return str(found.audit) if isinstance(found, FollowupAudit) else ""

            self._work.ask("finding", audit, partial(self._go, "audit"), keys_wait=True)


def go_to_next(screen: Screen[None], work: RegisterExecutor, after: str | None, go: Callable[[str, str], None]) -> None:
    """Go to what is to be judged next in the open follow-up, after a recommendation by id; say so when all is."""

    def found(answer: tuple[str | None, bool]) -> None:
        recommendation, anything = answer
        if recommendation is not None:
            go("recommendation", recommendation)
        elif anything:
            toast(screen, _("Allt är bedömt i den öppna uppföljningen."))
        else:
            told = _(
                "Inget finns att bedöma i den öppna uppföljningen. {key} visar den, och där väljs dess granskningar."
            )
            toast(screen, told.format(key=key_for("show-followups")))

    work.ask("next unjudged", partial(next_unjudged, after=after), found, keys_wait=True)


START, OWN, AUDITS, TEXTS = "followup_start", "followup_own", "followup_audits", "followup"
"""What the forms are called, as their drafts are."""
Write = Callable[[Register], Change]


class FollowupForms:
    """Opens the forms of follow-ups over a screen."""

    def __init__(
        self, screen: Screen[None], work: RegisterExecutor, saved: Callable[[Change], None], failed: Failed
    ) -> None:
        """`saved` is told of every change; `failed` shows an error."""
        self._screen = screen
        self._failed = failed
        self._work = work
        self._forms = Forms(screen, work, saved)

    def start(self) -> None:
        """Start a follow-up."""
        self._forms.open(START, form_jobs.load_start_form, _started)

    def own(self) -> None:
        """Change what the open follow-up is called, its year, who leads it and its date."""
        self._forms.open(OWN, form_jobs.load_own_form, _own_saved)

    def texts(self) -> None:
        """Write the open follow-up's texts."""
        self._forms.open(TEXTS, jobs.load_followup_texts_form, _texts_saved)

    def audits(self) -> None:
        """Choose the audits that the open follow-up covers."""
        self._forms.open(AUDITS, form_jobs.load_audits_form, _audits_saved, refused=self._refused)

    def take_out(self, followup: str, audit: str) -> None:
        """Take an audit out of the open follow-up; what is judged of it only after a question."""

        def refused(error: BaseException) -> None:
            if isinstance(error, AuditJudged):
                clear = form_jobs.taken_out(followup, audit, clearing=True)
                self.ask_to_clear(error, lambda: self._work.write(clear, self._forms.told))
            else:
                self._failed(error)

        self._work.write(form_jobs.taken_out(followup, audit), self._forms.told, failed=refused, keys_wait=True)

    def resume(self, form: str) -> None:
        """Open a form that was begun."""
        {START: self.start, OWN: self.own, AUDITS: self.audits}[form]()

    def ask_to_clear(self, error: AuditJudged, clear: Callable[[], None]) -> None:
        """Ask whether what is judged of an audit goes with it."""
        from tui.kit.message import ConfirmDialog  # noqa: PLC0415 - seldom

        told = _("”{name}” har {judged} i uppföljningen. Den tas ut, och de rensas. Det går att ångra.")
        judged = many(mark("{n} bedömning"), mark("{n} bedömningar"), error.judged)
        question = told.format(name=error.name, judged=judged)

        def answered(answer: bool | None) -> None:  # noqa: FBT001 - what a dialog's callback is given
            if answer:
                clear()

        dialog = ConfirmDialog(_("Ta ut granskningen"), question, yes=_("Ta ut"), undoable=True)
        self._screen.app.push_screen(dialog, answered)

    def _refused(self, dialog: "FormDialog", error: BaseException) -> None:
        """Some audit that is to go is judged: ask first."""
        if not isinstance(error, AuditJudged):
            dialog.refuse(error)
            return
        dialog.resume()
        job = form_jobs.audits_chosen(_marked(dialog), clearing=True)
        self.ask_to_clear(error, partial(self._forms.write, dialog, job))


def _started(dialog: "FormDialog", _changed: Mapping[str, str]) -> Write:
    return form_jobs.started(dialog.form.given(dialog.values))


def _own_saved(dialog: "FormDialog", changed: Mapping[str, str]) -> Write:
    return form_jobs.own_saved(dialog.form.given(changed))


def _texts_saved(_dialog: "FormDialog", changed: Mapping[str, str]) -> Write:
    return jobs.followup_saved(changed)


def _audits_saved(dialog: "FormDialog", _changed: Mapping[str, str]) -> Write:
    return form_jobs.audits_chosen(_marked(dialog))


def _marked(dialog: "FormDialog") -> list[str]:
    from tui.kit.fields import marks  # noqa: PLC0415 - loaded with the form

    return marks(dialog.values["audits"])
