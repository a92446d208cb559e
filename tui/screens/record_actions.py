"""What the keys do with records and documents: each hands over to whoever does it."""

from functools import partial
from typing import TYPE_CHECKING

from storage.domain.records import Followup
from tui.language.catalogue import _
from tui.screens.commenting import Commenting
from tui.screens.finding_shown import Place, place_of
from tui.screens.judging import Judging
from tui.screens.owned_actions import OwnedActions
from tui.screens.reporting import Reporting
from tui.screens.resuming import Resuming
from tui.screens.sending import Sending
from tui.widgets.filter_line import FilterLine
from tui.widgets.plain import toast

if TYPE_CHECKING:
    from tui.screens.draft_reads import Begun


class RecordActions(OwnedActions):
    """The actions of a screen that shows records; the screen itself makes what does them."""

    _judging: Judging
    _commenting: Commenting
    _reporting: Reporting
    _sending: Sending
    _resuming: Resuming

    def action_judge(self, number: int) -> None:
        """Set the level of that number on the row, or on the marked rows; 0 clears."""
        if self._in_recommendations():
            self._judging.judge(number, self.situation.levels)

    def action_comment(self) -> None:
        """Write the row's comment."""
        if self.may_write and self._view.current is not None and self._in_recommendations():
            self._commenting.begin(self._view.current.id)

    def action_reason(self) -> None:
        """Say why the row, or the marked rows, are judged as they are."""
        if self.may_write and self._in_recommendations():
            self._judging.reason()

    def action_next_unjudged(self) -> None:
        """Go to what is to be judged next in the open follow-up, after the row under the cursor."""
        from tui.screens.followup_actions import go_to_next  # noqa: PLC0415 - not needed before the first such key

        current = self._view.current
        go_to_next(self, self._work, current.id if current else None, self.show_record)

    def action_edit(self) -> None:
        """Change what is under the cursor."""
        if self.may_write:
            self._editing.edit()

    def action_new(self) -> None:
        """Make an audit, or a recommendation in the one that is shown."""
        if self.may_write:
            self._editing.new()

    def action_remove(self) -> None:
        """Take out what is under the cursor."""
        if self.may_write:
            self._editing.remove()

    def action_audit_texts(self) -> None:
        """Write what the follow-up says of the audit."""
        if self.may_write:
            self._editing.audit_texts()

    def action_followup_texts(self) -> None:
        """Write the follow-up's own texts."""
        if self.may_write:
            self._editing.followup_texts()

    def action_report(self) -> None:
        """Write the follow-up report."""
        self._reporting.begin(self._refusal)

    def action_missiv(self) -> None:
        """Write the letter of the audit; of the follow-up, where all audits are meant."""
        if audit := self._editing.audit_meant():
            self._sending.begin(audit=audit, refusal=self._refusal)
        else:
            self.action_missiv_followup()

    def action_missiv_followup(self) -> None:
        """Write the letter of the follow-up."""
        from storage import reporting  # noqa: PLC0415 - not needed before the first letter

        def begin(followup: Followup) -> None:
            self._sending.begin(followup=followup.id, refusal=self._refusal)

        self._work.ask("reported follow-up", partial(reporting.report_followup, reference=None), begin)

    def action_close_followup(self) -> None:
        """Close the open follow-up for good."""
        if self.may_write:
            self._reporting.close()

    def show_record(self, entity: str, record: str) -> None:
        """Go to an audit or a recommendation, out of any filter."""
        self._work.ask("finding", partial(place_of, entity=entity, record=record), self._show_place)

    def _show_place(self, place: Place) -> None:
        """Go to a record, out of any filter."""
        audit, entry, row = place
        if entry is not None:
            self._view.show_record(audit, entry, row)
            self.query_one(FilterLine).clear_line()

    def _resume(self, begun: "Begun") -> None:
        """Go on with what was begun."""
        match begun.form:
            case "comment":
                self._commenting.begin(begun.record)
            case "missiv" if begun.entity == "audit":
                self._sending.begin(audit=begun.record, refusal=self._refusal)
            case "missiv" if begun.entity == "letter":
                self._sending.begin(letter=begun.record, refusal=self._refusal)
            case "missiv":
                self._sending.begin(followup=begun.record, refusal=self._refusal)
            case "extension" | "reminder" | "extension_letter":
                self._resume_about_answer(begun.form, begun.record)
            case "report":
                self._reporting.begin(self._refusal)
            case "followup_start" | "followup_own" | "followup_audits":
                self._resume_followup(begun.form)
            case "scale_levels" | "scale_new" | "scale_remove":
                self._resume_scale(begun.form, begun.record)
            case form:
                self._editing.resume(form, begun.entity, begun.record, begun.key)

    def _resume_about_answer(self, form: str, recipient: str) -> None:
        """Go on with what was begun about a recipient's answer: more time for it, or a letter about it."""
        from tui.screens.deadline_actions import DeadlineActions  # noqa: PLC0415 - not needed before such a draft
        from tui.screens.extending import Extending  # noqa: PLC0415 - not needed before such a draft

        actions = DeadlineActions(self, self._work, self.show_change)
        if form == "extension":
            Extending(self, self._work, self.show_change).begin(recipient)
        else:
            (actions.remind if form == "reminder" else actions.extension)(recipient, self._refusal)

    def _resume_followup(self, form: str) -> None:
        """Go on with what was begun about the open follow-up itself, or a new one."""
        from tui.screens.followup_forms import FollowupForms  # noqa: PLC0415 - not needed before such a draft

        FollowupForms(self, self._work, self.show_change, self._failed).resume(form)

    def _resume_scale(self, form: str, scale: str) -> None:
        """Go on with a scale."""
        from tui.screens.scaling import Scaling  # noqa: PLC0415 - not needed before such a draft

        Scaling(self, self._work, self.show_change).resume(form, scale)

    def _in_recommendations(self) -> bool:
        """Whether a key means a recommendation; says what to do where it means none."""
        if self._view.pane == "audits":
            toast(self, _("Gå till rekommendationerna med Tab först."))
            return False
        return True
