"""Granskningar och ärenden: a switchboard between the keys, the view, the dialogs and the door to the register."""

from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from storage.domain.change import Change
from storage.domain.counting import Counts
from storage.domain.filtering import Filter, parse_filter
from storage.errors import GranskaError
from tui.command import Area
from tui.keys import bindings
from tui.screens import lists, reads
from tui.screens.commenting import Commenting
from tui.screens.completing import Completing
from tui.screens.delivering import Delivering
from tui.screens.editing import Editing
from tui.screens.finding import Finding
from tui.screens.finding_shown import FindingShown
from tui.screens.judging import Judging
from tui.screens.lists import Beginning
from tui.screens.reads import Overview
from tui.screens.record_actions import RecordActions
from tui.screens.register_view import RegisterView, next_order
from tui.screens.reporting import Reporting
from tui.screens.resuming import Resuming
from tui.screens.sending import Sending
from tui.situation import Situation
from tui.widgets.filter_line import FilterLine
from tui.widgets.footer import Footer
from tui.widgets.plain import toast
from tui.widgets.summary_bar import Summary, SummaryBar
from tui.work import Failed, Work

if TYPE_CHECKING:
    from tui.screens.looking import Looking


class AuditsScreen(RecordActions):
    """The daily screen: audits, their recommendations, and the keys that judge them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("audits"), *bindings("lists"), *bindings("records")]
    AREAS: ClassVar[tuple[Area, ...]] = ("audits", "lists", "records", "table", "app")

    def __init__(self, work: Work, failed: Failed, beginning: Beginning | None = None) -> None:
        """`failed` shows an error; the `beginning` is painted at once."""
        super().__init__(work, failed)
        self._filter = Filter()
        self._total: Counts | None = None
        self._shown: Counts | None = None
        self._view = RegisterView(work, beginning)
        self._beginning = beginning
        self._judging = Judging(self, work, self._view.recommendations, self.show_change)
        self._commenting = Commenting(self, work, self.show_change)
        self._finding = Finding(self, work, self._view)
        self._looking: Looking | None = None
        self._completing = Completing(self, work, self._view)
        self._editing = Editing(self, work, self._view, self.show_change)
        delivering = Delivering(self, work, FindingShown(work, self._editing, self._show_place).look_at)
        self._reporting = Reporting(self, work, delivering, self.show_change)
        self._sending = Sending(self, work, delivering, self.show_change)
        self._resuming = Resuming(self, work, self._resume)

    def compose(self) -> ComposeResult:
        """Summary, lists, filter line, keys."""
        yield SummaryBar()
        yield self._view
        yield FilterLine()
        yield Footer()

    def on_mount(self) -> None:
        """Ask what there is, who may write, and what was left unsaved."""
        self._view.back_to_list()
        if self._beginning is not None:
            self.show_overview(self._beginning.overview)
        else:
            self.ask_overview()

    @property
    def situation(self) -> Situation:
        """What decides which commands are offered."""
        table = self._view.recommendations
        line = self.query_one(FilterLine)
        return Situation(
            pane="filter" if line.has_focus else self._view.pane,
            writable=self._refusal is None,
            row=table.current is not None,
            marked=len(table.marked),
            filtered=line.active,
            levels=self._overview.levels if self._overview else (),
        )

    def summary(self, known: Overview, now: Situation) -> Summary:
        """What the line on top says, with how the recommendations stand."""
        return Summary(known.office, known.followup, self._total, self._shown, now.marked, readonly=not now.writable)

    # What the widgets say

    @on(RegisterView.Changed)
    def tell_situation(self) -> None:
        """Another row, other marks, or another pane."""
        self.show_situation()

    @on(FilterLine.LineChanged)
    def filter_lists(self, event: FilterLine.LineChanged) -> None:
        """Show what the line lets through."""
        flt = parse_filter(event.line)
        self._filter = flt
        self._view.show_filter(flt)

    @on(FilterLine.LineRested)
    def complete_lists(self) -> None:
        """All that the line lets through, now that there is time."""
        self._view.complete_filter()
        self._completing.check()

    @on(RegisterView.Counted)
    def show_counts(self, event: RegisterView.Counted) -> None:
        """How much the line lets through, and whether it had to be read without å, ä and ö."""
        self._shown = event.counts
        self._completing.counted(event.note)
        self.show_situation()

    @on(FilterLine.Left)
    def back_to_list(self) -> None:
        """Keep the filter, and go on in the list."""
        self._view.back_to_list()

    # What the keys do

    def action_filter(self) -> None:
        """Write in the filter line."""
        self._completing.begin()

    def action_look(self, how: Literal["views", "groups"]) -> None:
        """Look through a saved view, or at groups."""
        from tui.screens.looking import Looking  # noqa: PLC0415 - not needed before the first such key

        self._looking = self._looking or Looking(self, self._work, self._view)
        if how == "views":
            self._looking.views(writable=self._refusal is None)
        else:
            self._looking.groups()

    def action_find(self, how: Literal["pick", "jump", "history"]) -> None:
        """Pick a condition, jump to a number, or look back."""
        {"pick": self._finding.pick, "jump": self._finding.jump, "history": self._finding.history}[how]()

    def action_sort(self) -> None:
        """Put the recommendations in the next order."""
        self._view.sort_by(next_order(self._view.order))

    def action_leave(self) -> None:
        """Mark nothing; filter nothing, when nothing is marked or the line is being written."""
        line = self.query_one(FilterLine)
        if self._view.recommendations.marked and not line.has_focus:
            self._view.recommendations.clear_marks()
            return
        line.clear_line()
        self._view.back_to_list()

    def action_pane(self, step: int) -> None:
        """Go to another pane."""
        self._view.step(step)

    # How it is done

    def begin(self, refusal: GranskaError | None) -> None:
        """It is known who may write; who does is offered what was left unsaved."""
        super().begin(refusal)
        if refusal is None:
            self._resuming.offer()
            self._work.warned = self._warn
            self._work.back_up()

    def _warn(self, error: BaseException) -> None:
        from tui.language.screen_sentences import sentence  # noqa: PLC0415 - not needed before the first error

        toast(self, sentence(error), warning=True)

    def show_change(self, change: Change) -> None:
        """Show what a change changed, and no more."""
        if change:
            self._completing.forget()
            self._work.ask(f"changed by {change.action}", lists.changed(change), self._view.redraw)
            if not reads.is_judging(change):
                self.ask_overview()
            self._ask_tally()

    def _ask_tally(self) -> None:
        self._work.ask("tally", reads.tally(self._filter), self._show_tally, slow=True)

    def show_overview(self, overview: Overview) -> None:
        """What is known from the first paint; who may write and how many there are is asked after it."""
        begun = self._overview is not None
        super().show_overview(overview)
        if not begun:
            self.call_after_refresh(self._work.ask_writer, reads.refusal, self.begin)
            self.call_after_refresh(self._ask_tally)

    def _show_tally(self, answer: tuple[Counts, Counts | None]) -> None:
        self._total, self._shown = answer
        self.show_situation()

    def read_again(self) -> None:
        """Something else has written, another screen or another program: show it."""
        self._completing.forget()
        self._view.redraw(lists.ANYTHING)
        self.ask_overview()
        self._ask_tally()
