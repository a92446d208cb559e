"""Judging rows and taking it back, from the key to the toast."""

from collections.abc import Callable, Sequence
from functools import partial

from textual.screen import Screen

from storage.domain.change import Change
from storage.domain.records import Level
from storage.domain.views import RecommendationView
from tui.dialogs.confirm import ConfirmDialog
from tui.language.catalogue import _, many
from tui.language.doings import counted_records
from tui.language.words import action_word, level_label
from tui.screens import writes
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
        if self._table.marked:
            word = level_label(levels[number - 1]) if 0 < number <= len(levels) else _("Rensa")
            self._confirm(self._table.marked, number, word)
        elif self._table.current is not None:
            self._work.write(writes.judge([self._table.current.id], number), self._done)

    def undo(self) -> None:
        """Take back what was done last."""
        self._work.write(writes.undo, partial(self._gone_back, _("Ångrat: {what}.")))

    def redo(self) -> None:
        """Do again what was undone last."""
        self._work.write(writes.redo, partial(self._gone_back, _("Gjort igen: {what}.")))

    def _confirm(self, ids: Sequence[str], number: int, word: str) -> None:
        question = f"{many('{n} markerad rekommendation', '{n} markerade rekommendationer', len(ids))}: {word}"
        elsewhere = self._table.marked_elsewhere
        if elsewhere:
            one = "{n} markerad som filtret döljer ändras inte."
            several = "{n} markerade som filtret döljer ändras inte."
            question += "\n" + many(one, several, elsewhere)
        dialog = ConfirmDialog(_("Flera på en gång"), question, yes=_("Ändra alla"))

        def answered(answer: bool | None) -> None:  # noqa: FBT001 - what a dialog's callback is given
            if answer:
                self._work.write(writes.judge(ids, number), self._judged_marked)

        self._screen.app.push_screen(dialog, answered)

    def _judged_marked(self, change: Change) -> None:
        self._table.clear_marks()
        told = _("{action}: {records}. Ångra med u.")
        toast(self._screen, told.format(action=action_word(change.name), records=counted_records(change)))
        self._done(change)

    def _gone_back(self, sentence: str, answer: tuple[Change, str]) -> None:
        """Say what was undone or redone, which need not be on the screen, and pass it on."""
        change, what = answer
        toast(self._screen, sentence.format(what=what))
        self._done(change)
