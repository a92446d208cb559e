"""Audits beside their recommendations, with the one under the cursor in full.

The view reads through the door and shows; what is done with a recommendation is the screen's.
"""

from collections.abc import Sequence
from typing import Literal

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.widget import Widget

from storage.domain.filtering import Filter
from storage.domain.views import AuditView, RecommendationDetail, RecommendationView
from tui.language.catalogue import _
from tui.screens import reads
from tui.screens.reads import Affected
from tui.widgets.columns import audit_columns, recommendation_columns
from tui.widgets.detail_pane import DetailPane
from tui.widgets.listing import EVERYTHING
from tui.widgets.plain import plain_line
from tui.widgets.windowed_table import Receive, WindowedTable
from tui.work import Work

Pane = Literal["audits", "recommendations", "detail"]
PANES: tuple[Pane, ...] = ("audits", "recommendations", "detail")

TWO_COLUMNS = 100
"""Cells from which audits and recommendations stand side by side."""
THREE_COLUMNS = 160
"""Cells from which the detail has a column of its own."""


class RegisterView(Container):
    """Two lists and a detail, which follow each other."""

    class Changed(Message):
        """The cursor, the marks or the pane with the keyboard is another."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._filter = Filter()
        self._audit: str | None = None
        self._before_filter: int | None = None
        self._begun = False
        self._note = ""
        self.pane: Pane = "recommendations"
        """The pane that has, or had last, the keyboard."""
        self.audits: WindowedTable[AuditView] = WindowedTable(
            audit_columns(), self._fetch_audits, empty=_("Läser …"), dom_id="audits"
        )
        self._own_columns = recommendation_columns(with_audit=False)
        self._all_columns = recommendation_columns(with_audit=True)
        self.recommendations: WindowedTable[RecommendationView] = WindowedTable(
            self._own_columns, self._fetch_recommendations, dom_id="recommendations"
        )
        self.detail = DetailPane()

    def compose(self) -> ComposeResult:
        """The three panes."""
        self.audits.border_title = plain_line(_("Granskningar"))
        yield self.audits
        yield self.recommendations
        yield self.detail

    def on_mount(self) -> None:
        """Ask for the lists."""
        self.read_lists()

    # What is shown

    @property
    def current(self) -> RecommendationView | None:
        """The recommendation under the cursor."""
        return self.recommendations.current

    def show_filter(self, flt: Filter) -> None:
        """Show what the filter lets through: of every audit, from the moment there is one."""
        if bool(flt) != bool(self._filter):
            self._before_filter, entry = (self.audits.entry, EVERYTHING) if flt else (None, self._before_filter)
            self.audits.select(EVERYTHING if entry is None else entry)
        self._filter = flt
        self.read_lists()

    def read_lists(self) -> None:
        """Ask for both lists again; cursors stay on their records."""
        self._work.ask("audits", reads.audit_listing(self._filter), self._show_audits)
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

    def go_to(self, pane: Pane) -> None:
        """Give a pane the keyboard."""
        self.pane = pane
        self._arrange()
        self._widget(pane).focus()

    def step(self, panes: int) -> None:
        """Go to the next pane, or the one before."""
        self.go_to(PANES[(PANES.index(self.pane) + panes) % len(PANES)])

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

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember which pane has the keyboard."""
        self.pane = next((pane for pane in PANES if self._widget(pane) is event.widget), self.pane)
        self._arrange()
        self.post_message(self.Changed())

    def on_resize(self) -> None:
        """Other panes fit side by side."""
        self._arrange()

    # How it is done

    def _arrange(self) -> None:
        """Columns as the width allows; where it is narrow, one list at a time."""
        width = self.size.width
        self.set_class(width >= TWO_COLUMNS, "two-columns")
        self.set_class(width >= THREE_COLUMNS, "three-columns")
        one_list = width < TWO_COLUMNS
        self.audits.display = not one_list or self.pane == "audits"
        self.recommendations.display = not one_list or self.pane != "audits"

    def _widget(self, pane: Pane) -> Widget:
        panes: dict[Pane, Widget] = {
            "audits": self.audits,
            "recommendations": self.recommendations,
            "detail": self.detail,
        }
        return panes[pane]

    def _ask_recommendations(self) -> None:
        audit = self._audit or None
        self._work.ask("recommendations", reads.recommendation_listing(self._filter, audit), self._show_recommendations)

    def _ask_detail(self, recommendation: str) -> None:
        self._work.ask("detail", reads.detail(recommendation), self._show_detail)

    def _show_audits(self, answer: reads.Audits) -> None:
        listing, rows = answer
        self.audits.show(listing, rows, empty=self._nothing())
        if not listing:
            self._audit = None
            self._show_recommendations((listing, {}))
        elif not self._begun:
            self._begun = True
            self.audits.action_move(1)

    def _show_recommendations(self, answer: reads.Recommendations) -> None:
        listing, rows = answer
        columns = self._own_columns if self._audit else self._all_columns
        self._show_title()
        self.recommendations.show(listing, rows, columns=columns, empty=self._nothing())
        if not listing:
            self.detail.show(None, self._advice())
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
            "  granska import RAPPORT.docx --register {path}\n\n"
            "Avsluta först med q. Med --dry-run visas vad som skulle läsas in."
        ).format(path=self._work.path)

    def _fetch_audits(self, rids: Sequence[int], receive: Receive[AuditView]) -> None:
        self._work.ask(f"audits from {rids[0]}", reads.audit_rows(rids), receive)

    def _fetch_recommendations(self, rids: Sequence[int], receive: Receive[RecommendationView]) -> None:
        self._work.ask(f"recommendations from {rids[0]}", reads.recommendation_rows(rids), receive)
