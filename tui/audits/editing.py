"""Actions that create, change and remove the audit or recommendation under the cursor, and what belongs to it."""

from collections.abc import Callable, Mapping
from functools import partial

from storage.domain.history import Change
from storage.domain.views import RecommendationView
from storage.register import Register
from tui.audits import jobs
from tui.audits.view import RegisterView
from tui.followups import jobs as followup_jobs
from tui.kit.form import Forms, Load
from tui.kit.plain import toast
from tui.kit.register_screen import RegisterScreen
from tui.language.catalogue import _
from tui.records import jobs as record_jobs
from tui.records.actions import RecordForms
from tui.records.drafts import REOPEN
from tui.register_executor import RegisterExecutor

Values = Mapping[str, str]


class EditActions:
    """Opens forms over a screen, saves their drafts and their values."""

    def __init__(
        self, screen: RegisterScreen, executor: RegisterExecutor, view: RegisterView, done: Callable[[Change], None]
    ) -> None:
        """Create them; `done` is called with every change."""
        self._screen = screen
        self._executor = executor
        self._view = view
        self._done = done
        self.records = RecordForms(screen, executor, done)

    def edit(self) -> None:
        """Change what is under the cursor."""
        if self._view.pane == "audits":
            if audit := self._audit():
                self.records.edit("audit", audit)
        elif (current := self._view.current) is not None:
            self.records.edit("recommendation", current.id)

    def new(self) -> None:
        """Create an audit, or a recommendation of the audit that is shown."""
        audit = self._shown_audit()
        if self._view.pane == "audits" or (audit is None and self._view.audits.entry is None):
            self.records.new("audit", then=partial(self._go_to, "audit"))
        elif audit is None:
            toast(self._screen, _("Välj först den granskning som rekommendationen hör till."))
        else:
            self.records.new("recommendation", {"audit": audit}, then=partial(self._go_to, "recommendation"))

    def new_below(self, row: RecommendationView) -> None:
        """Create a point under another, of the same kind and theme."""
        record = row.recommendation
        begin = {"parent": record.id, "kind": record.kind, "theme": record.theme}
        self.records.new(
            "recommendation",
            {"audit": record.audit},
            begin={name: value for name, value in begin.items() if value},
            then=partial(self._go_to, "recommendation"),
        )

    def _go_to(self, entity: str, change: Change) -> None:
        """Move the cursor to the new record."""
        created = list(change.created.get(entity, ()))
        if len(created) == 1:
            load = partial(jobs.made_place, entity=entity, record=created[0])
            self._executor.ask("made", load, lambda place: self._view.show_made(*place), keys_wait=True)

    def remove(self) -> None:
        """Remove what is under the cursor, with a reason."""
        in_audits = self._view.pane == "audits"
        row = self._view.audits.current if in_audits else self._view.current
        if row is None:
            toast(self._screen, _("Välj först en granskning i listan."))
        else:
            self.records.remove("audit" if in_audits else "recommendation", row.id)

    def measures(self) -> None:
        """List the measures of the recommendation, or of the audit."""
        row = self._view.current
        if self._view.pane != "audits" and row is not None:
            self.records.list("measure", {"recommendation": row.id})
        elif audit := self._audit():
            self.records.list("measure", {"audit": audit})

    def department(self, row: RecommendationView) -> None:
        """Edit the department's report on a recommendation."""
        load = partial(record_jobs.assessment_edit, recommendation=row.id)
        self._executor.ask("judged", load, self.records.open, keys_wait=True)

    def reopen(self, recommendation: str) -> None:
        """Take a settled recommendation in again, with a reason."""
        load = partial(jobs.load_reopen_form, recommendation=recommendation)
        self._open(
            f"{REOPEN}:{recommendation}",
            load,
            lambda values: jobs.reopen(recommendation, values.get("reopened_reason", "")),
        )

    def audit_texts(self) -> None:
        """Edit the open follow-up's texts on the audit."""
        if audit := self._audit():
            self._texts_form(audit)

    def followup_texts(self) -> None:
        """Edit the open follow-up's own texts."""
        self._open("followup", followup_jobs.load_texts_form, lambda values: partial(followup_jobs.save, given=values))

    def resume(self, form: str, entity: str, record: str, key: str) -> None:
        """Open the form of a draft: its name, the record that it is about, and the draft's key."""
        match form:
            case "texts":
                self._texts_form(record)
            case "reopen":
                self.reopen(record)
            case "remove":
                self.records.remove(entity, record)
            case "followup":
                self.followup_texts()
            case _ if (edit := record_jobs.edit_of(key)) is not None:
                self.records.open(edit)

    def _texts_form(self, audit: str) -> None:
        load = partial(followup_jobs.load_audit_texts_form, audit=audit)
        self._open(
            f"texts:{audit}",
            load,
            lambda values: partial(followup_jobs.save_audit_texts, audit=audit, values=values),
        )

    def current_audit(self) -> str | None:
        """Return the audit that a key applies to; None for all of them."""
        if self._view.pane == "audits":
            return self._view.audits.current.id if self._view.audits.current else None
        return self._shown_audit()

    def _shown_audit(self) -> str | None:
        """Return the audit whose recommendations are listed; among those of all, that of the current one."""
        if self._view.audits.current is not None:
            return self._view.audits.current.id
        return self._view.current.recommendation.audit if self._view.current else None

    def _audit(self) -> str | None:
        """Return the audit that a key applies to; show what to do when it is not a single one."""
        found = self.current_audit()
        if found is None:
            toast(self._screen, _("Välj först en granskning i listan."))
        return found

    def _open(self, key: str, load: Load, job: Callable[[Values], Callable[[Register], Change]]) -> None:
        Forms(self._screen, self._executor, self._done).open(key, load, lambda _dialog, values: job(values))
