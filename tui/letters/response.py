"""Screen of a response, line by line beside the recommendations and questions that it is to answer."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from storage.domain.editable_fields import SELF_ASSESSMENTS, STANCES
from storage.domain.views import ResponseSheet, ResponseSheetRow
from storage.errors import UnknownReference
from tui.kit.command import Area, Situation, bindings, key_for
from tui.kit.footer import Footer
from tui.kit.lines_pane import LinesPane
from tui.kit.panes import TwoPanes
from tui.kit.plain import toast
from tui.kit.register_screen import ChangingScreen
from tui.kit.row_window import grouped
from tui.kit.summary_bar import SummaryBar
from tui.kit.windowed_table import Receive, Unread, WindowedTable
from tui.language.catalogue import _
from tui.letters import jobs
from tui.letters.columns import responded_share, response_name, sheet_columns
from tui.letters.keys import RESPONSE_COMMANDS
from tui.letters.lines import sheet_lines
from tui.records.actions import RecordForms
from tui.register_executor import Failed, RegisterExecutor


class ResponseSheetView(TwoPanes):
    """List of what is to be answered with the response to it, and a detail."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._rows: dict[int, ResponseSheetRow] = {}
        self.table: WindowedTable[ResponseSheetRow] = WindowedTable(
            sheet_columns(), self._fetch, empty=_("Läser …"), dom_id="targets", follow=self._follow
        )
        self.detail = LinesPane(dom_id="target")
        super().__init__(self.table, self.detail, ("targets", "target"))

    @property
    def current(self) -> tuple[ResponseSheetRow, ...]:
        """Marked rows; if none is marked, the row under the cursor."""
        marked = self.table.marked
        if marked:
            return tuple(self._rows[self._numbers[one]] for one in marked)
        return (self.table.current,) if self.table.current else ()

    def show(self, sheet: ResponseSheet) -> None:
        """Show a response; the cursor and the marks stay."""
        for row in sheet.rows:
            self._numbers.setdefault(row.id, len(self._numbers) + 1)
        self._rows = {self._numbers[row.id]: row for row in sheet.rows}
        listing = grouped(list(self._rows), [_group(row) for row in sheet.rows])
        self.table.show(listing, self._rows, empty=_("Här finns inget att svara på."))
        counted = [row.answered for row in sheet.rows if row.asked or row.answered]
        name = response_name(sheet.detail.view)
        self.entitle(f"{responded_share(sum(counted), len(counted))} · {name}" if counted else name)
        if self.table.current is not None:
            self._follow(self.table.current.id)
        elif not sheet.rows:
            self.detail.show_guide(_guide(sheet))

    def show_detail(self) -> None:
        """Do nothing: the table has the detail follow its cursor in the same frame."""

    def settle_on(self, rows: Sequence[ResponseSheetRow]) -> None:
        """Clear the marks and go to the first of these rows, which are done."""
        if self.table.marked and rows:
            self.table.clear_marks()
            self.table.go_to(self._numbers[rows[0].id])

    @on(WindowedTable.MarksChanged)
    def update_commands(self, event: WindowedTable.MarksChanged) -> None:
        """Let other commands apply to other marks."""
        event.stop()
        self.post_message(self.Changed())

    def _fetch(self, rids: Sequence[int], receive: Receive[ResponseSheetRow], _unread: Unread) -> None:
        """Hand over rows, which are all loaded with the sheet."""
        receive({rid: self._rows[rid] for rid in rids if rid in self._rows})

    def _follow(self, target: str) -> None:
        row = self._rows.get(self._numbers.get(target, 0))
        if row is not None:
            self.detail.show_lines(row.id, partial(sheet_lines, row))


def _group(row: ResponseSheetRow) -> str:
    """Return the head of a row: its letter's questions, or its audit."""
    target = row.target
    if target.entity == "letter_question":
        return " ".join(filter(None, [_("Frågor i brevet"), target.about]))
    return target.about if row.asked else _("{audit} · utöver det som frågades").format(audit=target.about)


def _guide(sheet: ResponseSheet) -> str:
    """Advice for a response without anything to answer."""
    if not sheet.detail.view.audits:
        return _("Ange i svarets huvud, med {key}, vilka granskningar svaret gäller.").format(
            key=key_for("answer-head")
        )
    return _(
        "Granskningarna som svaret gäller har inga rekommendationer. {measure} skriver in en åtgärd som svaret "
        "berättar om, och {head} det som svaret säger i sin helhet."
    ).format(measure=key_for("answer-measure"), head=key_for("answer-head"))


class ResponseScreen(ChangingScreen):
    """Response to a letter: each value is saved at once, and can be undone."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("response", *RESPONSE_COMMANDS)
    AREAS: ClassVar[tuple[Area, ...]] = ("response", "records", "table", "app")

    def __init__(self, executor: RegisterExecutor, failed: Failed, response: str) -> None:
        """Set up the screen; `failed` shows an error, `response` is an id."""
        super().__init__(executor, failed)
        self._response = response
        self._view = ResponseSheetView()
        self._entering = RecordForms(self, executor, self.show_change)

    def compose(self) -> ComposeResult:
        """Compose the summary, the list with its detail, and the keys."""
        yield SummaryBar()
        yield self._view
        yield Footer()

    def on_mount(self) -> None:
        """Load the response."""
        self._view.back_to_list()
        self._read()

    @property
    def situation(self) -> Situation:
        """State that decides which commands apply."""
        return Situation(
            place="response",
            pane=self._view.pane,
            writable=self.refusal is None,
            row=bool(self._view.current),
            marked=len(self._view.table.marked),
            levels=self._overview.levels if self._overview else (),
        )

    def read_again(self) -> None:
        """Load again after a change."""
        self.query_overview()
        self._read()

    @on(ResponseSheetView.Changed)
    def update_situation(self) -> None:
        """Update the summary and the keys."""
        self.show_situation()

    # Commands

    def action_stance(self, number: int) -> None:
        """Save a stance, by its number, on the current rows."""
        self._save({"stance": STANCES[number - 1]})

    def action_self_assessment(self, number: int) -> None:
        """Save a self-assessment, by its number, on the current rows."""
        self._save({"self_assessment": SELF_ASSESSMENTS[number - 1]})

    def action_clear(self) -> None:
        """Clear stance and self-assessment; the line and its text stay."""
        rows = self._rows()
        line = rows[0].line if rows else None
        if line is not None:
            self._save({"stance": "", "self_assessment": ""})

    @on(ResponseSheetView.Opened)
    async def edit_opened(self) -> None:
        """Edit the line of an opened row, if it can be."""
        await self.run_action("line")

    def action_line(self) -> None:
        """Edit the line of the current rows, or add one for all of them."""
        rows = self._rows()
        if not rows:
            return
        if rows[0].line is not None:
            self._entering.edit("response_line", rows[0].line.line.id)
        else:
            targets = tuple(row.id for row in rows)
            given = {"response": self._response, "targets": targets}
            self._entering.new("response_line", given, then=lambda _change: self._view.settle_on(rows))

    def action_measure(self) -> None:
        """Add a measure for the current recommendations."""
        rows = self._view.current
        points = tuple(row.id for row in rows if row.target.entity == "recommendation")
        given = {"response": self._response} | ({"recommendations": points} if points else {})
        self._entering.new("measure", given, then=lambda _change: self._view.settle_on(rows))

    def action_measures(self) -> None:
        """Show the measures of the response, to edit them."""
        self._entering.list("measure", {"response": self._response})

    def action_head(self) -> None:
        """Edit the response itself: its responder, dates and audits."""
        self._entering.edit("response", self._response)

    def action_remove(self) -> None:
        """Remove the line of the current rows."""
        rows = self._rows()
        if not rows:
            return
        if rows[0].line is None:
            toast(self, _("Här finns ingen svarsrad att ta bort."))
        else:
            self._entering.remove("response_line", rows[0].line.line.id)

    def action_leave(self) -> None:
        """Clear the marks; return to the letters if there are none."""
        if self._view.table.marked:
            self._view.table.clear_marks()
        else:
            self.dismiss(None)

    def action_pane(self, step: int) -> None:
        """Move the keyboard to the other pane."""
        self._view.step(step)

    def _save(self, values: dict[str, str]) -> None:
        """Save values in the line of the current rows, or in a new one for all of them."""
        rows = self._rows()
        if rows:
            line = rows[0].line.line.id if rows[0].line else None
            job = jobs.edit_line(self._response, line, [row.id for row in rows], values)
            self._entering.do(job, lambda _change: self._view.settle_on(rows))

    def _rows(self) -> tuple[ResponseSheetRow, ...]:
        """Return the current rows if they share a line or have none; else advise the user and return no rows."""
        rows = self._view.current
        if len({row.line.line.id if row.line else None for row in rows}) > 1:
            toast(self, _("De markerade raderna har olika svar. Markera bara obesvarade, eller ändra en i taget."))
            return ()
        return rows

    def _read(self) -> None:
        job, failed = jobs.sheet(self._response), self._close_if_gone
        self._executor.ask("response sheet", job, self._show, failed=failed, keys_wait=True)

    def _show(self, sheet: ResponseSheet) -> None:
        self._view.show(sheet)
        self.show_situation()

    def _close_if_gone(self, error: BaseException) -> None:
        """Return to the letters if the response is gone, such as after undo."""
        if not isinstance(error, UnknownReference):
            self._failed(error)
        elif self.is_current:
            self.dismiss(None)
