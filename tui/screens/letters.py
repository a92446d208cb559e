"""Brev: a switchboard between the keys, the lists of letters and answers, the forms and the door to the register."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from storage.domain.filtering import Filter
from storage.domain.text import searchable
from tui.command import Area
from tui.keys import bindings
from tui.language.catalogue import mark
from tui.screens.entering import Entering
from tui.screens.letter_actions import LetterActions
from tui.screens.letters_view import LettersView
from tui.screens.list_screen import ListScreen
from tui.situation import Situation
from tui.widgets.filter_line import FilterLine
from tui.work import Failed, Work


class LettersScreen(ListScreen):
    """Letters, the answers to them, and who has not answered."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("letters"), *bindings("lists"), *bindings("records")]
    AREAS: ClassVar[tuple[Area, ...]] = ("letters", "lists", "records", "table", "app")
    PROMPT: ClassVar[str] = mark("Ord – granskning, mottagare, diarienummer, fråga")

    def __init__(self, work: Work, failed: Failed, go: Callable[[str, str], None]) -> None:
        """`failed` shows an error; `go` shows a record, by entity and id, on the screen that lists it."""
        self._view = LettersView(work)
        super().__init__(work, failed, self._view, go)
        self._entering = Entering(self, work, self.show_change)
        self._actions = LetterActions(self, work, failed, self._view, self._entering, self.show_change, go)

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

    def read_list(self) -> None:
        """Ask what there is."""
        self._view.redraw()

    def show_record(self, entity: str, record: str) -> None:
        """Show a letter in the list, out of any filter; an answer beside what was asked."""
        self._view.show_filter(Filter())
        self.action_leave()
        if entity == "response":
            self._actions.open_answer(record)
        else:
            self._view.go_to_record(entity, record)

    @on(FilterLine.LineChanged)
    def filter_lists(self, event: FilterLine.LineChanged) -> None:
        """Show what the line lets through."""
        self._view.show_filter(Filter(words=tuple(searchable(event.line).split())))

    # What the keys do

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
