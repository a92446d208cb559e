"""An answer, line by line beside what was asked. All that is said of it is saved at once, and can be undone."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar, Literal

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.message import Message

from storage.domain.editable_fields import SELF_ASSESSMENTS, STANCES
from storage.domain.views import ResponseSheet, ResponseSheetRow
from storage.errors import UnknownReference
from tui.kit.command import Area, Situation, bindings, key_for
from tui.kit.footer import Footer
from tui.kit.lines_pane import LinesPane
from tui.kit.plain import cut, plain_line, toast
from tui.kit.register_screen import ChangingScreen
from tui.kit.row_window import grouped
from tui.kit.summary_bar import SummaryBar
from tui.kit.windowed_table import Receive, Unread, WindowedTable
from tui.language.catalogue import _
from tui.letters import form_jobs
from tui.letters.columns import answered_share, response_name, sheet_columns
from tui.letters.keys import ANSWER_COMMANDS
from tui.letters.lines import sheet_lines
from tui.records.entering import Entering
from tui.register_executor import Failed, RegisterExecutor

WIDE = 150
"""Cells from which list and detail stand side by side."""
FRAME = 6
"""Cells of a title's line that its frame takes."""


class ResponseSheetView(Container):
    """A list of what was asked beside what is answered, and a detail."""

    class Changed(Message):
        """The cursor, the marks or the part with the keyboard is another."""

    class Opened(Message):
        """Enter or a double click on one of the things asked."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers: dict[str, int] = {}
        self._rows: dict[int, ResponseSheetRow] = {}
        self._title = ""
        self.table: WindowedTable[ResponseSheetRow] = WindowedTable(
            sheet_columns(), self._fetch, empty=_("Läser …"), dom_id="asked", follow=self._follow
        )
        self.detail = LinesPane(dom_id="answer")

    def compose(self) -> ComposeResult:
        """The list and the detail."""
        yield self.table
        yield self.detail

    @property
    def pane(self) -> Literal["asked", "answer"]:
        """The part that has the keyboard."""
        return "answer" if self.detail.has_focus else "asked"

    @property
    def meant(self) -> tuple[ResponseSheetRow, ...]:
        """What the keys mean: the marked rows, else the one under the cursor."""
        marked = self.table.marked
        if marked:
            return tuple(self._rows[self._numbers[one]] for one in marked)
        return (self.table.current,) if self.table.current else ()

    def step(self) -> None:
        """Give the other part the keyboard."""
        (self.detail if self.table.has_focus else self.table).focus()

    def show(self, sheet: ResponseSheet) -> None:
        """Show an answer; the cursor and the marks stay."""
        for row in sheet.rows:
            self._numbers.setdefault(row.id, len(self._numbers) + 1)
        self._rows = {self._numbers[row.id]: row for row in sheet.rows}
        listing = grouped(list(self._rows), [_group(row) for row in sheet.rows])
        self.table.show(listing, self._rows, empty=_("Här finns inget att svara på."))
        counted = [row.answered for row in sheet.rows if row.asked or row.answered]
        name = response_name(sheet.detail.view)
        self._title = f"{answered_share(sum(counted), len(counted))} · {name}" if counted else name
        self._show_title()
        if self.table.current is not None:
            self._follow(self.table.current.id)
        elif not sheet.rows:
            self.detail.show_guide(_guide(sheet))

    def settle_on(self, rows: Sequence[ResponseSheetRow]) -> None:
        """Take the marks away and go to the first of these rows, which have been dealt with."""
        if self.table.marked and rows:
            self.table.clear_marks()
            self.table.go_to(self._numbers[rows[0].id])

    def on_resize(self) -> None:
        """Stand side by side where there is room."""
        self.set_class(self.size.width >= WIDE, "wide")
        self._show_title()

    def on_descendant_focus(self, _event: events.DescendantFocus) -> None:
        """Other keys do something now."""
        self.post_message(self.Changed())

    @on(WindowedTable.RowHighlighted)
    @on(WindowedTable.MarksChanged)
    def tell(self, event: Message) -> None:
        """Another row, or other marks."""
        event.stop()
        self.post_message(self.Changed())

    @on(WindowedTable.RowActivated)
    def activate(self, event: WindowedTable.RowActivated) -> None:
        """Enter on a row."""
        event.stop()
        if event.record_id:
            self.post_message(self.Opened())

    def _show_title(self) -> None:
        self.table.border_title = plain_line(cut(self._title, max(self.table.size.width - FRAME, FRAME)))

    def _fetch(self, rids: Sequence[int], receive: "Receive[ResponseSheetRow]", _unread: "Unread") -> None:
        """All rows come with the sheet; one that is asked for is at hand."""
        known: Mapping[int, ResponseSheetRow] = {rid: self._rows[rid] for rid in rids if rid in self._rows}
        receive(known)

    def _follow(self, target: str) -> None:
        row = self._rows.get(self._numbers.get(target, 0))
        if row is not None:
            self.detail.show_lines(row.id, partial(sheet_lines, row))


def _group(row: ResponseSheetRow) -> str:
    """The heading that a thing asked stands under."""
    target = row.target
    if target.entity == "letter_question":
        return " ".join(filter(None, [_("Frågor i brevet"), target.about]))
    return target.about if row.asked else _("{audit} · utöver det som frågades").format(audit=target.about)


def _guide(sheet: ResponseSheet) -> str:
    """What to do where there is nothing to answer."""
    if not sheet.detail.view.audits:
        return _("Ange i svarets huvud, med {key}, vilka granskningar svaret gäller.").format(
            key=key_for("answer-head")
        )
    return _(
        "Granskningarna som svaret gäller har inga rekommendationer. {measure} skriver in en åtgärd som svaret "
        "berättar om, och {head} det som svaret säger i sin helhet."
    ).format(measure=key_for("answer-measure"), head=key_for("answer-head"))


class ResponseScreen(ChangingScreen):
    """What was asked to the left, what the answer says of it to the right."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("answering", *ANSWER_COMMANDS)
    AREAS: ClassVar[tuple[Area, ...]] = ("answering", "records", "table", "app")

    def __init__(self, work: RegisterExecutor, failed: Failed, response: str) -> None:
        """`response` is the id of the answer; `failed` shows an error."""
        super().__init__(work, failed)
        self._response = response
        self._view = ResponseSheetView()
        self._entering = Entering(self, work, self.show_change)

    def compose(self) -> ComposeResult:
        """Summary, what was asked, keys."""
        yield SummaryBar()
        yield self._view
        yield Footer()

    def on_mount(self) -> None:
        """Ask what was asked."""
        self._view.table.focus()
        self._read()

    @property
    def situation(self) -> Situation:
        """What decides which commands are offered."""
        return Situation(
            place="answering",
            pane=self._view.pane,
            writable=self._refusal is None,
            row=bool(self._view.meant),
            marked=len(self._view.table.marked),
            levels=self._overview.levels if self._overview else (),
        )

    def read_again(self) -> None:
        """Something has been written, here or by another program: show it."""
        self.ask_overview()
        self._read()

    @on(ResponseSheetView.Changed)
    def tell_situation(self) -> None:
        """Another row, other marks, or another part."""
        self.show_situation()

    # What the keys do

    def action_stance(self, number: int) -> None:
        """Say how the answer stands to what is meant."""
        self._say({"stance": STANCES[number - 1]})

    def action_self_assessment(self, number: int) -> None:
        """Say how far the answer says that it has come."""
        self._say({"self_assessment": SELF_ASSESSMENTS[number - 1]})

    def action_clear(self) -> None:
        """Take both away; the line with its text stays."""
        meant = self._meant()
        line = meant[0].line if meant else None
        if line is not None:
            self._say({"stance": "", "self_assessment": ""})

    @on(ResponseSheetView.Opened)
    def action_line(self) -> None:
        """Write what the answer says of what is meant: in its line, or in a new one for all of it."""
        meant = self._meant()
        if not meant:
            return
        if meant[0].line is not None:
            self._entering.edit("response_line", meant[0].line.line.id)
        else:
            targets = tuple(row.id for row in meant)
            given = {"response": self._response, "targets": targets}
            self._entering.new("response_line", given, then=lambda _change: self._view.settle_on(meant))

    def action_measure(self) -> None:
        """Write down a measure for what is meant."""
        if self.may_write:
            points = tuple(row.id for row in self._view.meant if row.target.entity == "recommendation")
            given = {"response": self._response} | ({"recommendations": points} if points else {})
            meant = self._view.meant
            self._entering.new("measure", given, then=lambda _change: self._view.settle_on(meant))

    def action_measures(self) -> None:
        """Show the measures that the answer tells of, to be changed."""
        self._entering.list("measure", {"response": self._response})

    def action_head(self) -> None:
        """Change who answers, for whom, and when it was decided."""
        if self.may_write:
            self._entering.edit("response", self._response)

    def action_remove(self) -> None:
        """Take out the line about what is meant."""
        meant = self._meant()
        if not meant:
            return
        if meant[0].line is None:
            toast(self, _("Här finns ingen svarsrad att ta bort."))
        else:
            self._entering.remove("response_line", meant[0].line.line.id)

    def action_leave(self) -> None:
        """Mark nothing; back to the letters, when nothing is marked."""
        if self._view.table.marked:
            self._view.table.clear_marks()
        else:
            self.dismiss(None)

    def action_pane(self, _step: int) -> None:
        """Go to the other part."""
        self._view.step()

    # How it is done

    def _say(self, values: dict[str, str]) -> None:
        """Put something into the line about what is meant; into a new one for all of it, where there is none."""
        meant = self._meant()
        if meant:
            line = meant[0].line.line.id if meant[0].line else None
            job = form_jobs.say(self._response, line, [row.id for row in meant], values)
            self._entering.do(job, lambda _change: self._view.settle_on(meant))

    def _meant(self) -> tuple[ResponseSheetRow, ...]:
        """What the keys mean, where one line speaks of all of it or none of any; else says what to do."""
        if not self.may_write:
            return ()
        meant = self._view.meant
        if len({row.line.line.id if row.line else None for row in meant}) > 1:
            toast(self, _("De markerade raderna har olika svar. Markera bara obesvarade, eller ändra en i taget."))
            return ()
        return meant

    def _read(self) -> None:
        self._work.ask("answer sheet", form_jobs.sheet(self._response), self._show, failed=self._gone, keys_wait=True)

    def _show(self, sheet: ResponseSheet) -> None:
        self._view.show(sheet)
        self.show_situation()

    def _gone(self, error: BaseException) -> None:
        """Back to the letters when the answer is no more, as when it was undone."""
        if not isinstance(error, UnknownReference):
            self._failed(error)
        elif self.is_current:
            self.dismiss(None)
