"""Brev: a switchboard between the keys, the lists of letters and answers, the forms and the door to the register."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from storage.domain.change import Change
from storage.domain.filtering import Filter
from storage.domain.text import searchable
from storage.errors import GranskaError
from tui.command import Area
from tui.keys import bindings
from tui.language.catalogue import _
from tui.screens.changing import ChangingScreen
from tui.screens.entering import Entering
from tui.screens.letter_actions import LetterActions
from tui.screens.letters_view import LettersView
from tui.screens.watching import Watching
from tui.situation import Situation
from tui.widgets.filter_line import FilterLine
from tui.widgets.footer import Footer
from tui.widgets.summary_bar import SummaryBar
from tui.work import Failed, Work


class LettersScreen(ChangingScreen):
    """Letters, the answers to them, and who has not answered."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("letters"), *bindings("lists"), *bindings("records")]
    AREAS: ClassVar[tuple[Area, ...]] = ("letters", "lists", "records", "table", "app")

    def __init__(self, work: Work, failed: Failed) -> None:
        """`failed` shows an error."""
        super().__init__(work, failed)
        self._view = LettersView(work)
        self._entering = Entering(self, work, self.show_change)
        self._actions = LetterActions(self, work, failed, self._view, self._entering, self.show_change)
        self._watching = Watching(self, work, failed, self.read_again)

    def compose(self) -> ComposeResult:
        """Summary, lists, filter line, keys."""
        yield SummaryBar()
        yield self._view
        yield FilterLine(_("Ord – granskning, mottagare, diarienummer, fråga"))
        yield Footer()

    def on_mount(self) -> None:
        """Begin among the letters."""
        self._view.go_to("letters")

    @property
    def situation(self) -> Situation:
        """What decides which commands are offered."""
        line = self.query_one(FilterLine)
        return Situation(
            place="letters",
            pane="filter" if line.has_focus else self._view.pane,
            writable=self._refusal is None,
            row=self._view.record is not None,
            letter=self._view.letter is not None,
            filtered=line.active,
            levels=self._overview.levels if self._overview else (),
        )

    def read_again(self) -> None:
        """Something else has written, another screen or another program: show it."""
        self._view.redraw()
        self.ask_overview()

    def show_record(self, entity: str, record: str) -> None:
        """Show a letter in the list, out of any filter; an answer beside what was asked."""
        self._view.show_filter(Filter())
        self.query_one(FilterLine).clear_line()
        self._view.go_to("letters")
        if entity == "response":
            self._actions.open_answer(record)
        else:
            self._view.go_to_record(entity, record)

    def show_change(self, change: Change) -> None:
        """Show what a change changed."""
        if change:
            self._view.redraw()

    def begin(self, refusal: GranskaError | None) -> None:
        """It is known who may write; where that is somebody else, follow what they do."""
        super().begin(refusal)
        self._entering.writable = refusal is None
        if refusal is not None:
            self._watching.begin()

    @on(LettersView.Changed)
    def tell_situation(self) -> None:
        """Another row, or another list."""
        self.show_situation()

    @on(FilterLine.LineChanged)
    def filter_lists(self, event: FilterLine.LineChanged) -> None:
        """Show what the line lets through."""
        self._view.show_filter(Filter(words=tuple(searchable(event.line).split())))

    @on(FilterLine.Left)
    def back_to_list(self) -> None:
        """Keep the filter, and go on in the list."""
        self._view.go_to("letters")

    # What the keys do

    def action_filter(self) -> None:
        """Write in the filter line."""
        self.query_one(FilterLine).open()

    def action_leave(self) -> None:
        """Filter nothing."""
        self.query_one(FilterLine).clear_line()
        self._view.go_to("letters")

    def action_pane(self, step: int) -> None:
        """Go to another pane."""
        self._view.step(step)

    def action_new(self) -> None:
        """Put a letter into the register."""
        if self.may_write:
            self._actions.new()

    def action_edit(self) -> None:
        """Change the letter or the answer that is meant."""
        if self.may_write:
            self._actions.edit()

    def action_remove(self) -> None:
        """Take out the letter or the answer that is meant."""
        if self.may_write:
            self._actions.remove()

    def action_recipients(self) -> None:
        """Show who the letter goes to."""
        self._actions.owned("letter_recipient")

    def action_questions(self) -> None:
        """Show what the letter asks."""
        self._actions.owned("letter_question")

    def action_extension(self) -> None:
        """Write down that somebody asked for more time."""
        if self.may_write:
            self._actions.extension()

    def action_answer(self) -> None:
        """Register an answer."""
        if self.may_write:
            self._actions.answer()

    def action_missiv(self) -> None:
        """Write the letter as a document."""
        self._actions.missiv(self._refusal)

    def action_open_file(self) -> None:
        """Open a file of the letter's."""
        self._actions.open_file()
