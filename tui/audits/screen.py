"""The daily screen, Granskningar och ärenden: it connects keys, view, filter line and the handlers of keys."""

from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from storage.domain.counting import Counts
from storage.domain.filters import Filter, parse_filter
from storage.domain.history import Change
from storage.errors import GranskaError
from storage.saved_views import StoredDraft, all_drafts
from tui.audits import lists
from tui.audits.completing import FilterCompletion
from tui.audits.keys import AUDIT_COMMANDS
from tui.audits.lists import Beginning, Place, place_of
from tui.audits.view import RegisterView, next_order
from tui.kit import jobs
from tui.kit.command import Area, Situation, bindings
from tui.kit.filter_line import FilterLine
from tui.kit.footer import Footer
from tui.kit.jobs import Overview
from tui.kit.keys import FILTER_COMMANDS
from tui.kit.register_screen import RegisterScreen
from tui.kit.summary_bar import Summary, SummaryBar
from tui.register_executor import Failed, RegisterExecutor

if TYPE_CHECKING:
    from tui.audits.handlers import AuditHandlers


class AuditsScreen(RegisterScreen):
    """The daily screen: audits, their recommendations, and the keys that assess them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("audits", *AUDIT_COMMANDS), *bindings("lists", *FILTER_COMMANDS)]
    AREAS: ClassVar[tuple[Area, ...]] = ("audits", "lists", "records", "table", "app")

    def __init__(self, executor: RegisterExecutor, failed: Failed, beginning: Beginning | None = None) -> None:
        """Create it; `failed` shows an error, the `beginning` is painted at once."""
        super().__init__(executor, failed)
        self._filter = Filter()
        self._total: Counts | None = None
        self._shown: Counts | None = None
        self._of_followup: Counts | None = None
        self._view = RegisterView(executor, beginning)
        self._beginning = beginning
        self._completion = FilterCompletion(self, executor, self._view)

    @cached_property
    def _handlers(self) -> "AuditHandlers":
        """Handlers of the keys, created for the first of them."""
        return load_handlers()(self, self._executor, self._view, self._failed, self.show_record)

    def compose(self) -> ComposeResult:
        """Yield summary, lists, filter line, footer."""
        yield SummaryBar()
        yield self._view
        yield FilterLine()
        yield Footer()

    def on_mount(self) -> None:
        """Focus the list, and show the overview."""
        self._view.back_to_list()
        if self._beginning is not None:
            self.show_overview(self._beginning.overview)
        else:
            self.query_overview()

    @property
    def situation(self) -> Situation:
        """Return the facts that decide which commands apply."""
        table = self._view.recommendations
        line = self.query_one(FilterLine)
        return Situation(
            pane="filter" if line.has_focus else self._view.pane,
            writable=self.refusal is None,
            row=table.current is not None,
            marked=len(table.marked),
            filtered=line.active,
            levels=self._overview.levels if self._overview else (),
        )

    def summary(self, known: Overview, now: Situation) -> Summary:
        """Return the facts of the summary, with counts by level."""
        total, shown, own = self._total, self._shown, self._of_followup
        return Summary(known.office, known.followup, total, shown, now.marked, readonly=not now.writable, own=own)

    # Messages of the widgets

    @on(RegisterView.Changed)
    def update_situation(self) -> None:
        """Update summary and footer for another row, other marks, or another pane."""
        self.show_situation()

    @on(FilterLine.LineChanged)
    def filter_lists(self, event: FilterLine.LineChanged) -> None:
        """Filter the lists."""
        flt = parse_filter(event.line)
        self._filter = flt
        self._view.show_filter(flt)

    @on(FilterLine.LineRested)
    def complete_lists(self) -> None:
        """Load the whole result of the filter, now that no key comes."""
        self._view.complete_filter()
        self._completion.check()

    @on(RegisterView.Counted)
    def show_counts(self, event: RegisterView.Counted) -> None:
        """Show the counts of the filter's result, and whether it was read without å, ä and ö."""
        self._shown = event.counts
        self._completion.counted(event.note)
        self.show_situation()

    @on(FilterLine.Left)
    def back_to_list(self) -> None:
        """Keep the filter, and focus the list."""
        self._view.back_to_list()

    # Keys

    def action_filter(self) -> None:
        """Open the filter line."""
        self._completion.begin()

    def action_look(self, how: Literal["views", "groups"]) -> None:
        """Show the saved views, or groups."""
        if how == "views":
            self._handlers.views.views(writable=self.refusal is None)
        else:
            self._handlers.views.groups()

    def action_find(self, how: Literal["pick", "jump", "history"]) -> None:
        """Choose a condition, go to a number, or show the history of the row."""
        find = self._handlers.find
        {"pick": find.pick, "jump": find.jump, "history": find.history}[how]()

    def action_assess(self, number: int) -> None:
        """Set the level of that number on the row, or on the marked rows; 0 clears."""
        self._handlers.assess.assess(number, self.situation.levels)

    def action_comment(self) -> None:
        """Edit the row's comment."""
        self._handlers.begin_comment()

    def action_reason(self) -> None:
        """Choose the reason of the row, or of the marked rows."""
        self._handlers.assess.reason()

    def action_reopen(self) -> None:
        """Take the settled row in again."""
        self._handlers.reopen()

    def action_next_unjudged(self) -> None:
        """Go to the next recommendation to assess in the open follow-up."""
        self._handlers.next_unassessed()

    def action_edit(self) -> None:
        """Change what is under the cursor."""
        self._handlers.edit.edit()

    def action_new(self) -> None:
        """Create an audit, or a recommendation of the audit that is shown."""
        self._handlers.edit.new()

    def action_new_subpoint(self) -> None:
        """Create a point under the one under the cursor."""
        if self._view.current is not None:
            self._handlers.edit.new_below(self._view.current)

    def action_remove(self) -> None:
        """Remove what is under the cursor."""
        self._handlers.edit.remove()

    def action_measures(self) -> None:
        """List the measures of the recommendation, or of the audit."""
        self._handlers.edit.measures()

    def action_evidence(self) -> None:
        """List the evidence of the assessment."""
        if self._view.current is not None:
            self._handlers.edit.records.list("assessment_evidence", {"recommendation": self._view.current.id})

    def action_department(self) -> None:
        """Edit the department's report."""
        self._handlers.department()

    def action_list_records(self, entity: str) -> None:
        """List the records of an entity."""
        self._handlers.edit.records.list(entity)

    def action_list_removed(self) -> None:
        """List all removed records."""
        self._handlers.edit.records.list_removed()

    def action_audit_texts(self) -> None:
        """Edit the follow-up's texts on the audit."""
        self._handlers.edit.audit_texts()

    def action_followup_texts(self) -> None:
        """Edit the follow-up's own texts."""
        self._handlers.edit.followup_texts()

    def action_report(self) -> None:
        """Write the follow-up report."""
        self._handlers.report.begin(self.refusal)

    def action_missiv(self) -> None:
        """Write the letter of the audit; of the follow-up, when all audits are shown."""
        self._handlers.missiv()

    def action_missiv_followup(self) -> None:
        """Write the letter of the follow-up."""
        self._handlers.missiv_followup()

    def action_close_followup(self) -> None:
        """Close the open follow-up for good."""
        self._handlers.report.close()

    def action_sort(self) -> None:
        """Sort the recommendations in the next order."""
        self._view.sort_by(next_order(self._view.order))

    def action_leave(self) -> None:
        """Remove all marks; clear the filter, when nothing is marked or the line has the focus."""
        line = self.query_one(FilterLine)
        if self._view.recommendations.marked and not line.has_focus:
            self._view.recommendations.clear_marks()
            return
        line.clear_line()
        self._view.back_to_list()

    def action_pane(self, step: int) -> None:
        """Focus another pane."""
        self._view.step(step)

    # Loading

    def begin(self, refusal: GranskaError | None) -> None:
        """Show whether the register can be written to; then offer drafts and make the day's backup."""
        super().begin(refusal)
        if refusal is None:
            self._executor.ask("drafts", all_drafts, self._offer_drafts, keys_wait=True)
            self._executor.warned = self._warn
            self._executor.back_up()

    def _warn(self, error: BaseException) -> None:
        self._handlers.warn(error)

    def _offer_drafts(self, drafts: Sequence[StoredDraft]) -> None:
        if drafts:
            self._executor.run_outside(load_handlers, lambda _loaded: self._handlers.drafts.offer(), keys_wait=True)

    def show_record(self, entity: str, record: str) -> None:
        """Go to an audit or a recommendation, out of any filter."""
        self._executor.ask("finding", partial(place_of, entity=entity, record=record), self._show_place, keys_wait=True)

    def _show_place(self, place: Place) -> None:
        audit, entry, row = place
        if entry is not None:
            self._view.show_record(audit, entry, row)
            self.query_one(FilterLine).clear_line()

    def show_change(self, change: Change) -> None:
        """Show a change, and reload no more than that."""
        if change:
            self._completion.forget()
            self._executor.ask(f"changed by {change.action}", lists.changed(change), self._view.redraw)
            if not lists.is_assessment(change):
                self.query_overview()
            self._query_tally(assessed=lists.is_assessment(change))

    def _query_tally(self, *, assessed: bool = False) -> None:
        followup = self._overview.followup if self._overview else None
        known = (followup.id, self._total) if assessed and followup and self._total else None
        self._executor.ask("tally", lists.tally(self._filter, known), self._show_tally, slow=True)

    def show_overview(self, overview: Overview) -> None:
        """Show the overview; after the first paint, query who may write, and the counts."""
        first = self._overview is None
        super().show_overview(overview)
        if first:
            self.call_after_refresh(self._executor.query_writer, jobs.refusal, self.begin)
            self.call_after_refresh(self._query_tally)

    def _show_tally(self, answer: lists.Tally) -> None:
        self._total, self._of_followup, self._shown = answer
        self.show_situation()

    def read_again(self) -> None:
        """Reload: another screen or program has written."""
        self._completion.forget()
        self._view.redraw(lists.ANYTHING)
        self.query_overview()
        self._query_tally()


def load_handlers() -> "type[AuditHandlers]":
    """Import the handlers of keys, in the executor or for the first key."""
    from tui.audits.handlers import AuditHandlers  # noqa: PLC0415 - all that the first paint does without

    return AuditHandlers
