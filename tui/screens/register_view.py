"""Audits beside their recommendations, with the one under the cursor in full.

The view reads through the door and shows; what is done with a recommendation is the screen's.
"""

from collections.abc import Sequence

from textual import on

from storage.domain.filtering import Filter
from storage.domain.views import AuditView, RecommendationDetail, RecommendationView
from tui.language.catalogue import _
from tui.screens import reads
from tui.screens.panes import Panes
from tui.screens.reads import Affected
from tui.widgets.columns import audit_columns, recommendation_columns
from tui.widgets.detail_pane import DetailPane
from tui.widgets.listing import EVERYTHING
from tui.widgets.plain import plain_line
from tui.widgets.windowed_table import Receive, WindowedTable
from tui.work import Work

ALL = ""
"""Stands where an audit's id does, for all of them."""


class RegisterView(Panes):
    """Two lists and a detail, which follow each other."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._filter = Filter()
        self._audit: str | None = None
        self._before_filter: tuple[int | None, str | None, int | None] = (EVERYTHING, ALL, None)
        self._audits_due = False
        self._wanted: int | None = None
        self._wanted_row: int | None = None
        self._begun = False
        self._note = ""
        self.audits: WindowedTable[AuditView] = WindowedTable(
            audit_columns(), self._fetch_audits, empty=_("Läser …"), markable=False, dom_id="audits"
        )
        self._own_columns = recommendation_columns(with_audit=False)
        self._all_columns = recommendation_columns(with_audit=True)
        self.recommendations: WindowedTable[RecommendationView] = WindowedTable(
            self._own_columns, self._fetch_recommendations, dom_id="recommendations"
        )
        self.detail = DetailPane()
        super().__init__(self.audits, self.recommendations, self.detail)

    def on_mount(self) -> None:
        """Ask for the lists."""
        self.audits.border_title = plain_line(_("Granskningar"))
        self.read_lists()

    # What is shown

    @property
    def current(self) -> RecommendationView | None:
        """The recommendation under the cursor."""
        return self.recommendations.current

    def show_filter(self, flt: Filter) -> None:
        """Show what the filter lets through: of every audit, from the moment there is one; then the audit before."""
        if not flt and not self._filter:
            return
        if not self._filter:
            self._before_filter = (self.audits.entry, self._audit, self.recommendations.entry)
            self._wanted, self._audit = EVERYTHING, ALL
        elif not flt:
            self._wanted, self._audit, self._wanted_row = self._before_filter
        self._filter = flt
        self._audits_due = True
        self._ask_recommendations()

    def read_lists(self) -> None:
        """Ask for both lists again; cursors stay on their records."""
        self._ask_audits()
        if self._audit is not None:
            self._ask_recommendations()

    def show_note(self, note: str) -> None:
        """Say something of the list beside its title."""
        if note != self._note:
            self._note = note
            self._show_title()

    def redraw(self, affected: Affected) -> None:
        """Show what a change changed, and no more."""
        if affected.lists:
            self.read_lists()
        self.recommendations.reload(affected.recommendations)
        self.audits.reload(affected.audits)
        if self.current is not None:
            self._ask_detail(self.current.id)

    # What the panes say

    @on(WindowedTable.RowHighlighted, "#audits")
    def show_audit(self, event: WindowedTable.RowHighlighted) -> None:
        """Another audit: its recommendations."""
        event.stop()
        if event.record_id is not None and event.record_id != self._audit:
            self._audit = event.record_id
            self.recommendations.clear_marks()
            self._ask_recommendations()

    @on(WindowedTable.RowActivated, "#audits")
    def enter_audit(self, event: WindowedTable.RowActivated) -> None:
        """Into the audit's recommendations."""
        event.stop()
        self.go_to("recommendations")

    @on(WindowedTable.RowHighlighted, "#recommendations")
    def show_recommendation(self, event: WindowedTable.RowHighlighted) -> None:
        """Another recommendation: its detail."""
        event.stop()
        if event.record_id:
            self._ask_detail(event.record_id)
        self.post_message(self.Changed())

    @on(WindowedTable.RowActivated, "#recommendations")
    def enter_recommendation(self, event: WindowedTable.RowActivated) -> None:
        """Into the detail, to scroll it."""
        event.stop()
        self.go_to("detail")

    @on(WindowedTable.MarksChanged)
    def tell_marks(self, event: WindowedTable.MarksChanged) -> None:
        """Other rows are marked."""
        event.stop()
        self.post_message(self.Changed())

    # How it is done

    def _ask_audits(self) -> None:
        self._audits_due = False
        self._work.ask("audits", reads.audit_listing(self._filter), self._show_audits)

    def _ask_recommendations(self) -> None:
        audit = self._audit or None
        self._work.ask("recommendations", reads.recommendation_listing(self._filter, audit), self._show_recommendations)

    def _ask_detail(self, recommendation: str) -> None:
        self._work.ask("detail", reads.detail(recommendation), self._show_detail)

    def _show_audits(self, answer: reads.Audits) -> None:
        listing, rows = answer
        if listing and not self._begun:
            self._begun, self._wanted = True, listing.entries[1]
        self.audits.show(listing, rows, at=self._wanted, empty=self._nothing())
        self._wanted = None
        self._show_title()
        if not listing and not self._filter:
            self._audit = None
            self._show_recommendations((listing, {}))

    def _show_recommendations(self, answer: reads.Recommendations) -> None:
        listing, rows = answer
        columns = self._own_columns if self._audit else self._all_columns
        self._show_title()
        self.recommendations.show(listing, rows, at=self._wanted_row, columns=columns, empty=self._nothing())
        self._wanted_row = None
        if not listing:
            self.detail.show(None, self._advice())
        if self._audits_due:  # after the recommendations, which the eye is on
            self._ask_audits()
        self.post_message(self.Changed())

    def _show_title(self) -> None:
        audit = self.audits.current
        name = audit.name if audit and self._audit else _("Alla granskningar")
        self.recommendations.border_title = plain_line(" · ".join(filter(None, [name, self._note])))

    def _show_detail(self, detail: RecommendationDetail) -> None:
        self.detail.show(detail)

    def _nothing(self) -> str:
        return _("Inget här passar filtret.") if self._filter else _("Här finns inga rekommendationer.")

    def _advice(self) -> str:
        """What to do next, when there is nothing to show."""
        if self._filter:
            return _("Esc tar bort filtret.")
        if self._audit:
            return ""
        return _(
            "Registret är tomt.\n\n"
            "Läs in förra årets uppföljningsrapport från kommandoraden:\n\n"
            'granska import RAPPORT.docx --register "{path}"\n\n'
            "Avsluta först med q. Med --dry-run visas vad som skulle läsas in."
        ).format(path=self._work.path)

    def _fetch_audits(self, rids: Sequence[int], receive: Receive[AuditView]) -> None:
        self._work.ask(f"audits from {rids[0]}", reads.audit_rows(rids), receive)

    def _fetch_recommendations(self, rids: Sequence[int], receive: Receive[RecommendationView]) -> None:
        self._work.ask(f"recommendations from {rids[0]}", reads.recommendation_rows(rids), receive)
