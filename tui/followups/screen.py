"""Uppföljning (F4): a switchboard between keys, lists, forms and the executor of the register."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from storage.domain.history import Change
from tui.followups.actions import FollowupActions
from tui.followups.keys import FOLLOWUP_COMMANDS
from tui.followups.rows import assessed_in, bar
from tui.followups.view import FollowupsView
from tui.kit.command import Area, Situation, bindings
from tui.kit.drawing import Cell
from tui.kit.footer import Footer
from tui.kit.register_screen import ChangingScreen
from tui.kit.summary_bar import SummaryBar
from tui.language.catalogue import _
from tui.register_executor import Failed, RegisterExecutor

BAR = 12
_OPENING = {"start_followup", "start_correction"}
"""Actions after which the cursor goes to the open follow-up."""


class FollowupScreen(ChangingScreen):
    """Follow-ups of every year: their audits, progress, comparison and closing."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("followups", *FOLLOWUP_COMMANDS)
    AREAS: ClassVar[tuple[Area, ...]] = ("followups", "records", "table", "app")

    def __init__(self, executor: RegisterExecutor, failed: Failed, go: Callable[[str, str], None]) -> None:
        """`failed` shows an error; `go` shows a record, by entity and id, on the screen that lists it."""
        super().__init__(executor, failed)
        self._go = go
        self._view = FollowupsView(executor)
        self._actions = FollowupActions(self, executor, failed, self.show_change, go)

    def compose(self) -> ComposeResult:
        """Yield the summary, the lists, the detail and the footer."""
        yield SummaryBar()
        yield self._view
        yield Footer()

    def on_mount(self) -> None:
        """Focus the list of follow-ups."""
        self._view.back_to_list()

    @property
    def situation(self) -> Situation:
        """State that decides which commands apply."""
        followup = self._view.followup
        return Situation(
            place="followups",
            pane=self._view.pane,
            writable=self.refusal is None,
            row=self._view.audit is not None,
            followup="" if followup is None else "open" if followup.state == "open" else "closed",
            levels=self._overview.levels if self._overview else (),
        )

    @property
    def counted(self) -> tuple[Cell, ...]:
        """Progress of the open follow-up, as cells of the summary."""
        view = self._view.open_one
        if view is None or not view.counts.total:
            return ()
        done, total = assessed_in(view), view.counts.total
        share = _("{judged} av {total} bedömda").format(judged=done, total=total)
        return (Cell(f"{share}  ", "text--strong"), Cell(bar(done, total, BAR), "level--implemented"))

    def read_again(self) -> None:
        """Reload after a write of another screen or program."""
        self._view.read()
        self.query_overview()

    def show_change(self, change: Change) -> None:
        """Reload after a change; after some, with the cursor on the open follow-up."""
        if change:
            self._view.begin_at_open = change.name in _OPENING
        super().show_change(change)

    def show_record(self, _entity: str, record: str) -> None:
        """Show a follow-up in the list."""
        self._view.go_to_followup(record)

    @on(FollowupsView.Changed)
    def update_situation(self) -> None:
        """Update summary and footer for another row or list."""
        self.show_situation()

    @on(FollowupsView.Opened)
    def open_record(self) -> None:
        """Show the audit or the recommendation among the audits."""
        if (row := self._view.row) is not None:
            self._go(row.entity, row.record)

    # Commands

    def action_pane(self, step: int) -> None:
        """Go to another pane."""
        self._view.step(step)

    def action_new(self) -> None:
        """Start a follow-up."""
        self._actions.start()

    def action_audits(self) -> None:
        """Choose the audits of the open follow-up."""
        self._actions.choose_audits()

    def action_take_out(self) -> None:
        """Take the audit out of the open follow-up."""
        followup = self._view.followup
        if followup is not None and (audit := self._view.audit) is not None:
            self._actions.take_out(followup.id, audit)

    def action_order(self, step: int) -> None:
        """Move the audit earlier or later in the open follow-up."""
        followup = self._view.followup
        if followup is not None and (audit := self._view.audit) is not None:
            self._actions.move(followup.id, audit, step)

    def action_next(self) -> None:
        """Go to the next recommendation to assess."""
        self._actions.next_unassessed()

    def action_edit(self) -> None:
        """Change the open follow-up's own fields."""
        self._actions.edit()

    def action_texts(self) -> None:
        """Write the open follow-up's texts."""
        self._actions.edit_texts()

    def action_scales(self) -> None:
        """Show the scales."""
        self._actions.scales.show(writable=self.refusal is None)

    def action_report(self) -> None:
        """Write the report of the follow-up."""
        if (followup := self._view.followup) is not None:
            self._actions.reports.begin(self.refusal, followup.id)

    def action_missiv(self) -> None:
        """Write the letter that hands over the report."""
        if (followup := self._view.followup) is not None:
            self._actions.missiv(followup.id, self.refusal)

    def action_close_followup(self) -> None:
        """Close the open follow-up for good."""
        self._actions.reports.close()

    def action_correct(self) -> None:
        """Correct a closed follow-up with a new one, after a question."""
        if (followup := self._view.followup) is not None:
            self._actions.correct(followup)
