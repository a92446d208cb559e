"""Brev: a switchboard between the keys, the lists of letters and answers, the forms and the door to the register."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from storage.domain.change import Change
from storage.domain.filtering import Filter
from storage.domain.text import searchable
from storage.errors import GranskaError
from tui.command import Area
from tui.keys import bindings, footer_commands
from tui.language.catalogue import _
from tui.screens import reads
from tui.screens.entering import Entering
from tui.screens.letter_actions import LetterActions
from tui.screens.letters_view import LettersView
from tui.screens.reads import Overview
from tui.screens.undoing import Undoing
from tui.screens.watching import Watching
from tui.situation import Situation
from tui.widgets.filter_line import FilterLine
from tui.widgets.footer import Footer
from tui.widgets.summary_bar import Summary, SummaryBar
from tui.work import Failed, Work

AREAS: tuple[Area, ...] = ("letters", "lists", "records", "table", "app")
"""Whose commands the footer shows; those of the filter line alone while it is written."""


class LettersScreen(Screen[None]):
    """Letters, the answers to them, and who has not answered."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("letters"), *bindings("lists"), *bindings("records")]

    def __init__(self, work: Work, failed: Failed) -> None:
        """`failed` shows an error."""
        super().__init__()
        self._work = work
        self._failed = failed
        self._overview: Overview | None = None
        self._refusal: GranskaError | None = None
        self._view = LettersView(work)
        self._undoing = Undoing(self, work, self._done)
        entering = Entering(self, work, self._done)
        self._actions = LetterActions(self, work, failed, self._view, entering, self._done)
        self._watching = Watching(self, work, failed, self.read_again)

    def compose(self) -> ComposeResult:
        """Summary, lists, filter line, keys."""
        yield SummaryBar()
        yield self._view
        yield FilterLine(_("Ord – granskning, mottagare, diarienummer, fråga"))
        yield Footer()

    def on_mount(self) -> None:
        """Ask whose register it is, and who may write."""
        self._view.go_to("letters")
        self._work.ask("letters' overview", reads.overview, self._show_overview)
        self._work.ask_writer(reads.refusal, self._begin)

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
        self._work.ask("letters' overview", reads.overview, self._show_overview)

    def show_record(self, entity: str, record: str) -> None:
        """Show a letter in the list, out of any filter; an answer beside what was asked."""
        self._view.show_filter(Filter())
        self.query_one(FilterLine).clear_line()
        self._view.go_to("letters")
        if entity == "response":
            self._actions.open_answer(record)
        else:
            self._view.go_to_record(entity, record)

    @on(LettersView.Changed)
    def show_situation(self) -> None:
        """Say how things stand, above, and what can be done, below."""
        now = self.situation
        self.query_one(Footer).show(footer_commands(("filter",) if now.pane == "filter" else AREAS, now), now)
        known = self._overview
        if known is not None:
            self.query_one(SummaryBar).show(Summary(known.office, known.followup, readonly=not now.writable))

    @on(FilterLine.LineChanged)
    def filter_lists(self, event: FilterLine.LineChanged) -> None:
        """Show what the line lets through."""
        self._view.show_filter(Filter(words=tuple(searchable(event.line).split())))

    @on(FilterLine.Left)
    def back_to_list(self) -> None:
        """Keep the filter, and go on in the list."""
        self._view.go_to("letters")

    @on(Footer.Chosen)
    async def run_chosen(self, event: Footer.Chosen) -> None:
        """A key in the footer was clicked."""
        focused = event.command.area in {"table", "filter"} and self.focused
        await (focused or self).run_action(event.command.action)

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
        if self._may_write():
            self._actions.new()

    def action_edit(self) -> None:
        """Change the letter or the answer that is meant."""
        if self._may_write():
            self._actions.edit()

    def action_remove(self) -> None:
        """Take out the letter or the answer that is meant."""
        if self._may_write():
            self._actions.remove()

    def action_recipients(self) -> None:
        """Show who the letter goes to."""
        if self._may_write():
            self._actions.owned("letter_recipient")

    def action_questions(self) -> None:
        """Show what the letter asks."""
        if self._may_write():
            self._actions.owned("letter_question")

    def action_extension(self) -> None:
        """Write down that somebody asked for more time."""
        if self._may_write():
            self._actions.extension()

    def action_answer(self) -> None:
        """Register an answer."""
        if self._may_write():
            self._actions.answer()

    def action_missiv(self) -> None:
        """Write the letter as a document."""
        self._actions.missiv(self._refusal)

    def action_open_file(self) -> None:
        """Open a file of the letter's."""
        self._actions.open_file()

    def action_undo(self) -> None:
        """Take back what was done last."""
        if self._may_write():
            self._undoing.undo()

    def action_redo(self) -> None:
        """Do again what was undone last."""
        if self._may_write():
            self._undoing.redo()

    # How it is done

    def _begin(self, refusal: GranskaError | None) -> None:
        self._refusal = refusal
        self.show_situation()
        if refusal is not None:
            self._watching.begin()

    def _show_overview(self, overview: Overview) -> None:
        self._overview = overview
        self.show_situation()

    def _may_write(self) -> bool:
        """Whether the register lets itself be written to; says why where it does not."""
        if self._refusal is not None:
            self._failed(self._refusal)
        return self._refusal is None

    def _done(self, change: Change) -> None:
        """Show what a change changed."""
        if change:
            self._view.redraw()
