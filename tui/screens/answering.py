"""An answer, line by line beside what was asked. All that is said of it is saved at once, and can be undone."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from storage.domain.kinds import SELF_ASSESSMENTS, STANCES
from storage.domain.letter_views import AnswerSheet, AskedView
from storage.errors import UnknownReference
from tui.command import Area
from tui.keys import bindings
from tui.language.catalogue import _
from tui.screens import answer_writes, letter_reads
from tui.screens.answer_view import AnswerView
from tui.screens.changing import ChangingScreen
from tui.screens.entering import Entering
from tui.situation import Situation
from tui.widgets.footer import Footer
from tui.widgets.plain import toast
from tui.widgets.summary_bar import SummaryBar
from tui.work import Failed, Work


class AnswerScreen(ChangingScreen):
    """What was asked to the left, what the answer says of it to the right."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("answering"), *bindings("records")]
    AREAS: ClassVar[tuple[Area, ...]] = ("answering", "records", "table", "app")

    def __init__(self, work: Work, failed: Failed, response: str) -> None:
        """`response` is the id of the answer; `failed` shows an error."""
        super().__init__(work, failed)
        self._response = response
        self._view = AnswerView()
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

    @on(AnswerView.Changed)
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

    @on(AnswerView.Opened)
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
            job = answer_writes.say(self._response, line, [row.id for row in meant], values)
            self._entering.do(job, lambda _change: self._view.settle_on(meant))

    def _meant(self) -> tuple[AskedView, ...]:
        """What the keys mean, where one line speaks of all of it or none of any; else says what to do."""
        if not self.may_write:
            return ()
        meant = self._view.meant
        if len({row.line.line.id if row.line else None for row in meant}) > 1:
            toast(self, _("De markerade raderna har olika svar. Markera bara obesvarade, eller ändra en i taget."))
            return ()
        return meant

    def _read(self) -> None:
        self._work.ask("answer sheet", letter_reads.sheet(self._response), self._show, failed=self._gone)

    def _show(self, sheet: AnswerSheet) -> None:
        self._view.show(sheet)
        self.show_situation()

    def _gone(self, error: BaseException) -> None:
        """Back to the letters when the answer is no more, as when it was undone."""
        if not isinstance(error, UnknownReference):
            self._failed(error)
        elif self.is_current:
            self.dismiss(None)
