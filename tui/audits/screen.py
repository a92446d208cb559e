"""Granskningar och ärenden: a switchboard between the keys, the view, the dialogs and the door to the register."""

from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from storage.domain.counting import Counts
from storage.domain.filters import Filter, parse_filter
from storage.domain.history import Change
from storage.domain.records import Followup
from storage.errors import GranskaError
from tui.audits import lists
from tui.audits.assess import Assessing, Commenting
from tui.audits.editing import Editing
from tui.audits.finding import Completing, FindActions
from tui.audits.keys import AUDIT_COMMANDS
from tui.audits.lists import Beginning, Place, place_of
from tui.audits.view import RegisterView, next_order
from tui.kit import jobs
from tui.kit.command import Area, Situation, bindings
from tui.kit.filter_line import FilterLine
from tui.kit.footer import Footer
from tui.kit.jobs import Overview
from tui.kit.keys import FILTER_COMMANDS
from tui.kit.plain import toast
from tui.kit.register_screen import RegisterScreen
from tui.kit.summary_bar import Summary, SummaryBar
from tui.language.catalogue import _
from tui.register_executor import Failed, RegisterExecutor

if TYPE_CHECKING:
    from exports.preflight.findings import Finding
    from tui.audits.finding import Looking
    from tui.followups.report import ReportActions
    from tui.letters.documents import DocumentWriter
    from tui.records.drafts import UnsavedDraft
    from tui.records.entering import DraftActions


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
        from tui.records import jobs  # noqa: PLC0415 - not needed before the first form

        row = self._view.current
        if row is not None and self._refusal is None:
            ask = partial(jobs.assessment_edit, recommendation=row.id)
            self._work.ask("judged", ask, self._editing.entering.open, keys_wait=True)


class RecordActions(OwnedActions):
    """The actions of a screen that shows records; the screen itself makes what does them."""

    _judging: Assessing
    _commenting: Commenting

    @cached_property
    def _documents(self) -> "DocumentWriter":
        """Writer of letters and reports."""
        from tui.letters.documents import DocumentWriter  # noqa: PLC0415 - the exports, not needed before a document

        return DocumentWriter(self, self._work, self._show_finding, self.show_change)

    @cached_property
    def _reporting(self) -> "ReportActions":
        """Writer of reports."""
        from tui.followups.report import ReportActions  # noqa: PLC0415 - not needed before the first report

        return ReportActions(self, self._work, self._documents, self.show_change)

    @cached_property
    def _resuming(self) -> "DraftActions":
        """Offer of the drafts left from last time."""
        from tui.records.entering import DraftActions  # noqa: PLC0415 - not needed for the first paint

        return DraftActions(self, self._work, self._resume)

    def action_judge(self, number: int) -> None:
        """Set the level of that number on the row, or on the marked rows; 0 clears."""
        self._judging.judge(number, self.situation.levels)

    def action_comment(self) -> None:
        """Write the row's comment."""
        if self.may_write and self._view.current is not None:
            self._commenting.begin(self._view.current.id)

    def action_reason(self) -> None:
        """Say why the row, or the marked rows, are judged as they are."""
        if self.may_write:
            self._judging.reason()

    def action_next_unjudged(self) -> None:
        """Go to what is to be judged next in the open follow-up, after the row under the cursor."""
        from tui.followups.actions import go_to_next  # noqa: PLC0415 - not needed before the first such key

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
            self._write_missiv(audit=audit)
        else:
            self.action_missiv_followup()

    def action_missiv_followup(self) -> None:
        """Write the letter of the follow-up."""
        from storage import followups  # noqa: PLC0415 - not needed before the first letter

        def begin(followup: Followup) -> None:
            self._write_missiv(followup=followup.id)

        self._work.ask("reported follow-up", partial(followups.report_followup, reference=None), begin, keys_wait=True)

    def action_close_followup(self) -> None:
        """Close the open follow-up for good."""
        if self.may_write:
            self._reporting.close()

    def show_record(self, entity: str, record: str) -> None:
        """Go to an audit or a recommendation, out of any filter."""
        self._work.ask("finding", partial(place_of, entity=entity, record=record), self._show_place, keys_wait=True)

    def _show_finding(self, finding: "Finding") -> None:
        """Show the record of a finding; of a follow-up its texts."""
        if finding.entity == "followup":
            self._editing.followup_texts()
        elif finding.entity in {"audit", "recommendation", "followup_audit"}:
            self.show_record(finding.entity, finding.record)

    def _show_place(self, place: Place) -> None:
        """Go to a record, out of any filter."""
        audit, entry, row = place
        if entry is not None:
            self._view.show_record(audit, entry, row)
            self.query_one(FilterLine).clear_line()

    def _resume(self, begun: "UnsavedDraft") -> None:
        """Go on with what was begun."""
        match begun.form:
            case "comment":
                self._commenting.begin(begun.record)
            case "missiv" if begun.entity == "audit":
                self._write_missiv(audit=begun.record)
            case "missiv" if begun.entity == "letter":
                self._write_missiv(letter=begun.record)
            case "missiv":
                self._write_missiv(followup=begun.record)
            case "extension" | "reminder" | "extension_letter":
                self._resume_letter(begun.form, begun.record)
            case "report":
                self._reporting.begin(self._refusal)
            case "followup_start" | "followup_own" | "followup_audits":
                self._resume_followup(begun.form)
            case "scale_levels" | "scale_new" | "scale_remove":
                self._resume_scale(begun.form, begun.record)
            case form:
                self._editing.resume(form, begun.entity, begun.record, begun.key)

    def _resume_letter(self, form: str, recipient: str) -> None:
        """Resume the extension of a letter's recipient, or a letter about it."""
        from tui.letters import jobs  # noqa: PLC0415 - the exports, not needed before such a draft
        from tui.letters.screen import edit_extension  # noqa: PLC0415 - not needed before such a draft

        if form == "extension":
            edit_extension(self, self._work, recipient, self.show_change)
        else:
            letter = jobs.reminder(recipient) if form == "reminder" else jobs.extension_decision(recipient)
            self._documents.write_letter(letter, self._refusal)

    def _write_missiv(self, **subject: str) -> None:
        """Write the missiv of an `audit`, a `followup` or a `letter`, by id."""
        from tui.letters import jobs  # noqa: PLC0415 - the exports, not needed before a document

        self._documents.write_letter(jobs.missiv(**subject), self._refusal)

    def _resume_followup(self, form: str) -> None:
        """Go on with what was begun about the open follow-up itself, or a new one."""
        from tui.followups.actions import FollowupActions  # noqa: PLC0415 - not needed before such a draft

        FollowupActions(self, self._work, self._failed, self.show_change, self.show_record).resume(form)

    def _resume_scale(self, form: str, scale: str) -> None:
        """Go on with a scale."""
        from tui.followups.scales import ScaleActions  # noqa: PLC0415 - not needed before such a draft

        ScaleActions(self, self._work, self.show_change).resume(form, scale)


class AuditsScreen(RecordActions):
    """The daily screen: audits, their recommendations, and the keys that judge them."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("audits", *AUDIT_COMMANDS), *bindings("lists", *FILTER_COMMANDS)]
    AREAS: ClassVar[tuple[Area, ...]] = ("audits", "lists", "records", "table", "app")

    def __init__(self, work: RegisterExecutor, failed: Failed, beginning: Beginning | None = None) -> None:
        """`failed` shows an error; the `beginning` is painted at once."""
        super().__init__(work, failed)
        self._filter = Filter()
        self._total: Counts | None = None
        self._shown: Counts | None = None
        self._view = RegisterView(work, beginning)
        self._beginning = beginning
        self._judging = Assessing(self, work, self._view.recommendations, self.show_change)
        self._commenting = Commenting(self, work, self.show_change)
        self._finding = FindActions(self, work, self._view)
        self._looking: Looking | None = None
        self._completing = Completing(self, work, self._view)
        self._editing = Editing(self, work, self._view, self.show_change)

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
        from tui.audits.finding import Looking  # noqa: PLC0415 - not needed before the first such key

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
        from tui.kit.message import screen_sentence  # noqa: PLC0415 - not needed before the first error

        toast(self, screen_sentence(error), warning=True)

    def show_change(self, change: Change) -> None:
        """Show what a change changed, and no more."""
        if change:
            self._completing.forget()
            self._work.ask(f"changed by {change.action}", lists.changed(change), self._view.redraw)
            if not lists.is_judging(change):
                self.ask_overview()
            self._ask_tally()

    def _ask_tally(self) -> None:
        self._work.ask("tally", lists.tally(self._filter), self._show_tally, slow=True)

    def show_overview(self, overview: Overview) -> None:
        """What is known from the first paint; who may write and how many there are is asked after it."""
        begun = self._overview is not None
        super().show_overview(overview)
        if not begun:
            self.call_after_refresh(self._work.ask_writer, jobs.refusal, self.begin)
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
