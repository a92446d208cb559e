"""Making, changing and taking out what is under the cursor, and writing what the follow-up says of it."""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING

from storage.domain.history import Change
from storage.register import Register
from tui.audits.view import RegisterView
from tui.kit.plain import toast
from tui.language.catalogue import _
from tui.register_executor import RegisterExecutor

if TYPE_CHECKING:
    from storage.domain.views import RecommendationView
    from tui.kit.form import Ask
    from tui.kit.register_screen import RegisterScreen
    from tui.records.entering import RecordForms


Values = Mapping[str, str]


class Editing:
    """Opens forms over a screen, keeps their drafts, and saves what they give."""

    def __init__(
        self, screen: "RegisterScreen", work: RegisterExecutor, view: RegisterView, saved: Callable[[Change], None]
    ) -> None:
        """`saved` is told of every change."""
        self._screen = screen
        self._work = work
        self._view = view
        self._saved = saved

    @cached_property
    def entering(self) -> "RecordForms":
        """Forms of any kind, over the same screen."""
        from tui.records.entering import RecordForms  # noqa: PLC0415 - not needed before the first form

        return RecordForms(self._screen, self._work, self._saved)

    def edit(self) -> None:
        """Change what is under the cursor."""
        if self._view.pane == "audits":
            if audit := self._audit():
                self.entering.edit("audit", audit)
        elif (current := self._view.current) is not None:
            self.entering.edit("recommendation", current.id)

    def new(self) -> None:
        """Make an audit, or a recommendation of the audit that is shown."""
        audit = self._shown_audit()
        if self._view.pane == "audits" or (audit is None and self._view.audits.entry is None):
            self.entering.new("audit", then=partial(self._go_to, "audit"))
        elif audit is None:
            toast(self._screen, _("Välj först den granskning som rekommendationen hör till."))
        else:
            self.entering.new("recommendation", {"audit": audit}, then=partial(self._go_to, "recommendation"))

    def new_below(self, row: "RecommendationView") -> None:
        """Make a point under another, of the same kind and theme."""
        record = row.recommendation
        begin = {"parent": record.id, "kind": record.kind, "theme": record.theme}
        self.entering.new(
            "recommendation",
            {"audit": record.audit},
            begin={name: value for name, value in begin.items() if value},
            then=partial(self._go_to, "recommendation"),
        )

    def _go_to(self, entity: str, change: Change) -> None:
        """Put the cursor on what was made."""
        from tui.audits import jobs  # noqa: PLC0415 - loaded with the form

        made = list(change.created.get(entity, ()))
        if len(made) == 1:
            ask = partial(jobs.made_place, entity=entity, record=made[0])
            self._work.ask("made", ask, lambda place: self._view.show_made(*place), keys_wait=True)

    def remove(self) -> None:
        """Take out what is under the cursor, with a reason."""
        in_audits = self._view.pane == "audits"
        row = self._view.audits.current if in_audits else self._view.current
        if row is None:
            toast(self._screen, _("Välj först en granskning i listan."))
        else:
            self.entering.remove("audit" if in_audits else "recommendation", row.id)

    def audit_texts(self) -> None:
        """Write what the open follow-up says of the audit."""
        if audit := self._audit():
            self._texts_form(audit)

    def followup_texts(self) -> None:
        """Write the open follow-up's own texts."""
        from tui.followups import jobs  # noqa: PLC0415 - not needed before the first form

        self._open("followup", jobs.load_texts_form, lambda values: partial(jobs.save, given=values))

    def resume(self, form: str, entity: str, record: str, key: str) -> None:
        """Open a form that was begun: which, the record that it is about, and what its draft is called."""
        from tui.records.jobs import edit_of  # noqa: PLC0415 - not needed before the first form

        match form:
            case "texts":
                self._texts_form(record)
            case "remove":
                self.entering.remove(entity, record)
            case "followup":
                self.followup_texts()
            case _ if (found := edit_of(key)) is not None:
                self.entering.open(found)

    def _texts_form(self, audit: str) -> None:
        from tui.followups import jobs  # noqa: PLC0415 - not needed before the first form

        load = partial(jobs.load_audit_texts_form, audit=audit)
        self._open(f"texts:{audit}", load, lambda values: partial(jobs.save_audit_texts, audit=audit, values=values))

    def audit_meant(self) -> str | None:
        """The audit that a key means; None where all of them are meant."""
        if self._view.pane == "audits":
            return self._view.audits.current.id if self._view.audits.current else None
        return self._shown_audit()

    def _shown_audit(self) -> str | None:
        """The audit whose recommendations are listed; among those of all, that of the one under the cursor."""
        if self._view.audits.current is not None:
            return self._view.audits.current.id
        return self._view.current.recommendation.audit if self._view.current else None

    def _audit(self) -> str | None:
        """The audit that a key means; says what to do where it means no single one."""
        found = self.audit_meant()
        if found is None:
            toast(self._screen, _("Välj först en granskning i listan."))
        return found

    def _open(self, key: str, ask: "Ask", job: Callable[[Values], Callable[[Register], Change]]) -> None:
        """Ask what the form holds, with what was begun in it, and show it."""
        from tui.kit.form import Forms  # noqa: PLC0415 - not needed before the first form

        Forms(self._screen, self._work, self._saved).open(key, ask, lambda _dialog, values: job(values))
