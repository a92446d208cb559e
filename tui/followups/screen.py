"""Uppföljning: a switchboard between the keys, the lists, the forms and the door to the register."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from storage.domain.history import Change
from tui.followups.actions import FollowupActions
from tui.followups.columns import bar, judged_in
from tui.followups.keys import FOLLOWUP_COMMANDS
from tui.followups.view import FollowupsView
from tui.kit.command import Area, Situation, bindings
from tui.kit.drawing import Cell
from tui.kit.footer import Footer
from tui.kit.register_screen import ChangingScreen
from tui.kit.summary_bar import SummaryBar
from tui.language.catalogue import _
from tui.register_executor import Failed, RegisterExecutor

if TYPE_CHECKING:
    from storage.domain.records import Followup


BAR = 12
_OPENING = {"start_followup", "start_correction"}
"""Actions after which one goes on in the follow-up that is open."""


class FollowupScreen(ChangingScreen):
    """Follow-ups through the years: chosen, judged, compared and closed."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("followups", *FOLLOWUP_COMMANDS)
    AREAS: ClassVar[tuple[Area, ...]] = ("followups", "records", "table", "app")

    def __init__(self, work: RegisterExecutor, failed: Failed, go: Callable[[str, str], None]) -> None:
        """`failed` shows an error; `go` shows a record, by entity and id, on the screen that lists it."""
        super().__init__(work, failed)
        self._go = go
        self._view = FollowupsView(work)
        self._actions = FollowupActions(self, work, failed, self.show_change, go)

    def compose(self) -> ComposeResult:
        """Summary, lists and detail, keys."""
        yield SummaryBar()
        yield self._view
        yield Footer()

    def on_mount(self) -> None:
        """Begin among the follow-ups."""
        self._view.back_to_list()

    @property
    def situation(self) -> Situation:
        """What decides which commands are offered."""
        followup = self._view.followup
        return Situation(
            place="followups",
            pane=self._view.pane,
            writable=self._refusal is None,
            row=self._view.audit is not None,
            followup="" if followup is None else "open" if followup.state == "open" else "closed",
            levels=self._overview.levels if self._overview else (),
        )

    @property
    def counted(self) -> tuple[Cell, ...]:
        """How far the open follow-up has come."""
        view = self._view.open_one
        if view is None or not view.counts.total:
            return ()
        judged, total = judged_in(view), view.counts.total
        told = _("{judged} av {total} bedömda").format(judged=judged, total=total)
        return (Cell(f"{told}  ", "text--strong"), Cell(bar(judged, total, BAR), "level--implemented"))

    def read_again(self) -> None:
        """Something else has written, another screen or another program: show it."""
        self._view.read()
        self.ask_overview()

    def show_change(self, change: Change) -> None:
        """Show what a change changed."""
        if change:
            self._view.begin_at_open = change.name in _OPENING
        super().show_change(change)

    def show_record(self, _entity: str, record: str) -> None:
        """Show a follow-up in the list."""
        self._view.go_to_followup(record)

    @on(FollowupsView.Changed)
    def tell_situation(self) -> None:
        """Another row, or another list."""
        self.show_situation()

    @on(FollowupsView.Opened)
    def open_record(self) -> None:
        """Go to the audit or the recommendation among the audits."""
        if (row := self._view.row) is not None:
            self._go(row.entity, row.record)

    # What the keys do

    def action_pane(self, step: int) -> None:
        """Go to another pane."""
        self._view.step(step)

    def action_new(self) -> None:
        """Start a follow-up."""
        if self.may_write:
            self._actions.start()

    def action_audits(self) -> None:
        """Choose the audits of the open follow-up."""
        if self._open() is not None:
            self._actions.audits()

    def action_take_out(self) -> None:
        """Take the audit out of the open follow-up."""
        followup = self._open()
        if followup is not None and (audit := self._view.audit) is not None:
            self._actions.take_out(followup.id, audit)

    def action_order(self, step: int) -> None:
        """Put the audit earlier or later in the open follow-up."""
        followup = self._open()
        if followup is not None and (audit := self._view.audit) is not None:
            self._actions.move(followup.id, audit, step)

    def action_next(self) -> None:
        """Go to what is to be judged next."""
        self._actions.next_unjudged()

    def action_edit(self) -> None:
        """Change the open follow-up itself."""
        if self._open() is not None:
            self._actions.edit()

    def action_texts(self) -> None:
        """Write the open follow-up's texts."""
        if self._open() is not None:
            self._actions.texts()

    def action_scales(self) -> None:
        """Show the scales."""
        self._actions.scales(writable=self._refusal is None)

    def action_report(self) -> None:
        """Write the report of the follow-up."""
        if (followup := self._view.followup) is not None:
            self._actions.report(followup.id, self._refusal)

    def action_missiv(self) -> None:
        """Write the letter that hands over the report."""
        if (followup := self._view.followup) is not None:
            self._actions.missiv(followup.id, self._refusal)

    def action_close_followup(self) -> None:
        """Close the open follow-up for good."""
        if self._open() is not None:
            self._actions.close()

    def action_correct(self) -> None:
        """Correct a closed follow-up with a new one, after a question."""
        followup = self._view.followup
        if followup is not None and self.may_write:
            self._actions.correct(followup)

    # How it is done

    def _open(self) -> "Followup | None":
        """The follow-up under the cursor, if it can be changed."""
        followup = self._view.followup
        return followup if self.may_write and followup is not None and followup.state == "open" else None
