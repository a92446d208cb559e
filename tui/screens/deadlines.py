"""Bevakning: a switchboard between the keys, the list of what is watched, the letters about it and the register."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from storage.domain.filtering import parse_filter
from storage.domain.watching import Clock, WatchItem
from tui.command import Area
from tui.keys import bindings
from tui.language.catalogue import _, mark
from tui.language.standing import Urgency, late_words, soon_words
from tui.screens import deadline_reads
from tui.screens.deadline_actions import DeadlineActions
from tui.screens.deadlines_view import DeadlinesView
from tui.screens.list_screen import ListScreen
from tui.situation import Situation
from tui.widgets.cells import Cell
from tui.widgets.filter_line import FilterLine
from tui.widgets.plain import toast
from tui.work import Failed, Work


class DeadlinesScreen(ListScreen):
    """What is late, what comes, and what has no date."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("deadlines"), *bindings("lists"), *bindings("records")]
    AREAS: ClassVar[tuple[Area, ...]] = ("deadlines", "lists", "records", "table", "app")
    PROMPT: ClassVar[str] = mark("Ord, försenad, mina, nämnd:, granskning:, före: och efter:")

    def __init__(self, work: Work, failed: Failed, go: Callable[[str, str], None]) -> None:
        """`failed` shows an error; `go` shows a record, by entity and id, on the screen that lists it."""
        self._view = DeadlinesView()
        super().__init__(work, failed, self._view, go)
        self._actions = DeadlineActions(self, work, self.show_change, go)

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

    def read_list(self) -> None:
        """Ask what there is."""
        self._work.ask("watched", deadline_reads.watched, self._view.show, slow=True)

    @on(DeadlinesView.Opened)
    def open_record(self) -> None:
        """Go to the record on its own screen."""
        if (item := self._view.current) is not None:
            self._go(*(("letter", item.letter) if item.letter else (item.entity, item.record)))

    @on(FilterLine.LineChanged)
    def filter_list(self, event: FilterLine.LineChanged) -> None:
        """Show what the line lets through."""
        self._view.show_filter(parse_filter(event.line))

    # What the keys do

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

    # How it is done

    @property
    def counted(self) -> tuple[Cell, ...]:
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
