"""Bevakning: a switchboard between the keys, the list of what is watched, the letters about it and the register."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from storage.domain.change import Change
from storage.domain.filtering import parse_filter
from storage.domain.watching import Clock, WatchItem
from storage.errors import GranskaError
from tui.command import Area
from tui.keys import bindings, footer_commands
from tui.language.catalogue import _
from tui.language.standing import Urgency, late_words, soon_words
from tui.screens import deadline_reads, reads
from tui.screens.deadline_actions import DeadlineActions
from tui.screens.deadlines_view import DeadlinesView
from tui.screens.reads import Overview
from tui.screens.undoing import Undoing
from tui.screens.watching import Watching
from tui.situation import Situation
from tui.widgets.cells import Cell
from tui.widgets.filter_line import FilterLine
from tui.widgets.footer import Footer
from tui.widgets.plain import toast
from tui.widgets.summary_bar import Summary, SummaryBar
from tui.work import Failed, Work

AREAS: tuple[Area, ...] = ("deadlines", "lists", "records", "table", "app")
"""Whose commands the footer shows; those of the filter line alone while it is written."""


class DeadlinesScreen(Screen[None]):
    """What is late, what comes, and what has no date."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("deadlines"), *bindings("lists"), *bindings("records")]

    def __init__(self, work: Work, failed: Failed, go: Callable[[str, str], None]) -> None:
        """`failed` shows an error; `go` shows a record, by entity and id, on the screen that lists it."""
        super().__init__()
        self._work = work
        self._failed = failed
        self._go = go
        self._overview: Overview | None = None
        self._refusal: GranskaError | None = None
        self._view = DeadlinesView()
        self._undoing = Undoing(self, work, self._done)
        self._actions = DeadlineActions(self, work, self._done)
        self._watching = Watching(self, work, failed, self.read_again)

    def compose(self) -> ComposeResult:
        """Summary, list and detail, filter line, keys."""
        yield SummaryBar()
        yield self._view
        yield FilterLine(_("Ord, försenad, mina, nämnd:, granskning:, före: och efter:"))
        yield Footer()

    def on_mount(self) -> None:
        """Ask what is watched, and who may write."""
        self._view.back_to_list()
        self.read_again()
        self._work.ask_writer(reads.refusal, self._begin)

    @property
    def situation(self) -> Situation:
        """What decides which commands are offered."""
        line, item = self.query_one(FilterLine), self._view.current
        return Situation(
            place="deadlines",
            pane="filter" if line.has_focus else self._view.pane,
            writable=self._refusal is None,
            row=item is not None,
            letter=item is not None and item.clock is Clock.ANSWER,
            late=item is not None and item.is_late,
            filtered=line.active,
            levels=self._overview.levels if self._overview else (),
        )

    def read_again(self) -> None:
        """Something else has written, another screen or another program: show it."""
        self._work.ask("watch's overview", reads.overview, self._show_overview)
        self._work.ask("watched", deadline_reads.watched, self._view.show, slow=True)

    @on(DeadlinesView.Changed)
    def show_situation(self) -> None:
        """Say how things stand, above, and what can be done, below."""
        now, known = self.situation, self._overview
        self.query_one(Footer).show(footer_commands(("filter",) if now.pane == "filter" else AREAS, now), now)
        if known is not None:
            summary = Summary(known.office, known.followup, readonly=not now.writable, told=self._told())
            self.query_one(SummaryBar).show(summary)

    @on(DeadlinesView.Opened)
    def open_record(self) -> None:
        """Go to the record on its own screen."""
        if (item := self._view.current) is not None:
            self._go(*(("letter", item.letter) if item.letter else (item.entity, item.record)))

    @on(FilterLine.LineChanged)
    def filter_list(self, event: FilterLine.LineChanged) -> None:
        """Show what the line lets through."""
        self._view.show_filter(parse_filter(event.line))

    @on(FilterLine.Left)
    def back_to_list(self) -> None:
        """Keep the filter, and go on in the list."""
        self._view.back_to_list()

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
        self._view.back_to_list()

    def action_pane(self, _step: int) -> None:
        """Go to the other part."""
        self._view.step()

    def action_mine(self) -> None:
        """Show only what is one's own, or all."""
        self._view.show_mine(mine=not self._view.mine)
        if self._view.mine and not self._view.has_owner:
            told = _("Ingen i registret heter {who}. Ansvarig anges i granskningens formulär.")
            toast(self, told.format(who=self._view.who))

    def action_remind(self) -> None:
        """Remind whoever has not answered in time."""
        if (item := self._answer()) is not None and not item.is_late:
            toast(self, _("Svaret är inte försenat, så det finns inget att påminna om."))
        elif item is not None:
            self._actions.remind(item.record, self._refusal)

    def action_extension(self) -> None:
        """Grant more time, or refuse it."""
        if (item := self._answer()) is not None:
            self._actions.extension(item.record, self._refusal)

    def action_calendar(self) -> None:
        """Put what is shown, and comes, into a calendar file."""
        self._actions.calendar(self._view.shown)

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

    def _told(self) -> tuple[Cell, ...]:
        """How much is late, and how much comes soon."""
        known = self._view.standing
        if known is None:
            return ()
        style = "level--not_implemented" if known.counts[Urgency.LATE] else ""
        return (Cell(f"{late_words(known)}  ", style), Cell(soon_words(known), "level--partial"))

    def _answer(self) -> WatchItem | None:
        """The answer that a key means; says what to do where it means none."""
        item = self._view.current
        if item is None or item.clock is not Clock.ANSWER:
            toast(self, _("Välj först ett svar som väntas i listan."))
            return None
        return item

    def _may_write(self) -> bool:
        """Whether the register lets itself be written to; says why where it does not."""
        if self._refusal is not None:
            self._failed(self._refusal)
        return self._refusal is None

    def _done(self, change: Change) -> None:
        """Show what a change changed."""
        if change:
            self.read_again()
