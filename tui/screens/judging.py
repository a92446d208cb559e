"""Judging rows and taking it back, from the key to the toast."""

from collections.abc import Callable, Sequence

from textual.screen import Screen

from storage.domain.change import Change
from storage.domain.records import Level
from storage.domain.text import shorten
from storage.domain.views import RecommendationView
from tui.keys import key_for
from tui.language.catalogue import _, many
from tui.language.doings import counted_records
from tui.language.words import action_word, level_label, printed_number
from tui.widgets.plain import toast
from tui.widgets.windowed_table import WindowedTable
from tui.work import Work


class Judging:
    """Judges the row under the cursor at once, and the marked rows after a question."""

    def __init__(
        self,
        screen: Screen[None],
        work: Work,
        table: WindowedTable[RecommendationView],
        done: Callable[[Change], None],
    ) -> None:
        """`done` is told of every change."""
        self._screen = screen
        self._work = work
        self._table = table
        self._done = done

    def judge(self, number: int, levels: Sequence[Level]) -> None:
        """Set the level that has this number in the open scale, `levels`; 0 clears."""
        from tui.screens import writes  # noqa: PLC0415 - not needed before the first key that writes

        if self._table.marked:
            word = level_label(levels[number - 1]) if 0 < number <= len(levels) else _("Rensa")
            self._confirm(self._table.marked, number, word)
        elif self._table.current is not None:
            self._work.write(writes.judge([self._table.current.id], number), self._done)

    def reason(self) -> None:
        """Ask why the row, or the marked rows, are judged as they are."""
        from tui.dialogs.reason import ReasonDialog  # noqa: PLC0415 - not needed for the first paint
        from tui.screens import writes  # noqa: PLC0415

        row, ids = self._table.current, self._table.marked
        if ids:
            what, held = many("{n} markerad rekommendation", "{n} markerade rekommendationer", len(ids)), None
        elif row is not None:
            ids, what = (
                (row.id,),
                f"{printed_number(row.recommendation.number)} {row.recommendation.text or ''}".strip(),
            )
            held = row.assessment.reason if row.assessment and row.current else None
        else:
            return

        def answered(reason: str | None) -> None:
            if reason is not None:
                self._work.write(writes.set_reason(ids, reason or None), self._reasoned)

        self._screen.app.push_screen(ReasonDialog(shorten(what, 200), held), answered)

    def _reasoned(self, change: Change) -> None:
        if not change:
            toast(self._screen, _("Orsaken hör till en bedömning i den öppna uppföljningen. Bedöm först."))
            return
        self._tell(change)
        self._done(change)

    def _confirm(self, ids: Sequence[str], number: int, word: str) -> None:
        from tui.dialogs.bulk import BulkAnswer, BulkDialog  # noqa: PLC0415 - not needed for the first paint
        from tui.screens import writes  # noqa: PLC0415

        hidden = self._table.marked_hidden

        def answered(answer: BulkAnswer | None) -> None:
            if answer is not None:
                chosen = [*ids, *hidden] if answer.hidden else ids
                self._work.write(writes.judge_many(chosen, number, answer.note), self._judged_marked)

        self._screen.app.push_screen(BulkDialog(word, len(ids), len(hidden), notes=number > 0), answered)

    def _judged_marked(self, change: Change) -> None:
        self._table.clear_marks()
        self._tell(change)
        self._done(change)

    def _tell(self, change: Change) -> None:
        """Say what was done with how many, and how it is taken back."""
        told = _("{action}: {records}. Ångra med {key}.")
        known = {"action": action_word(change.name), "records": counted_records(change), "key": key_for("undo")}
        toast(self._screen, told.format_map(known))
