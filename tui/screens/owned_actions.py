"""What the keys do with records that belong to what is under the cursor, and with those that belong to no audit."""

from functools import partial

from tui.language.catalogue import _
from tui.screens.editing import Editing
from tui.screens.register_screen import RegisterScreen
from tui.screens.register_view import RegisterView
from tui.widgets.plain import toast


class OwnedActions(RegisterScreen):
    """The actions of a screen that shows audits and recommendations."""

    _view: RegisterView
    _editing: Editing

    def action_list_records(self, entity: str) -> None:
        """Show the records of a kind."""
        self._editing.entering.list(entity)

    def action_list_removed(self) -> None:
        """Show all that was taken out."""
        self._editing.entering.list_removed()

    def action_new_subpoint(self) -> None:
        """Make a point under the one under the cursor."""
        row = self._view.current
        if row is not None and self._refusal is None:
            self._editing.new_below(row)

    def action_measures(self) -> None:
        """Show the measures of the recommendation, or of the audit."""
        entering, row = self._editing.entering, self._view.current
        if self._view.pane != "audits" and row is not None:
            entering.list("measure", {"recommendation": row.id})
        elif audit := self._editing.audit_meant():
            entering.list("measure", {"audit": audit})
        else:
            toast(self, _("Välj först en granskning i listan."))

    def action_evidence(self) -> None:
        """Show what the judgement rests on."""
        row = self._view.current
        if row is not None:
            self._editing.entering.list("assessment_evidence", {"recommendation": row.id})

    def action_department(self) -> None:
        """Write what the department has reported."""
        from tui.screens import entering_reads  # noqa: PLC0415 - not needed before the first form

        row = self._view.current
        if row is not None and self._refusal is None:
            ask = partial(entering_reads.judged, recommendation=row.id)
            self._work.ask("judged", ask, self._editing.entering.open)
