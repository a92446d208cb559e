"""Judging rows and taking it back, from the key to the toast."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from storage.domain.history import Change
from storage.domain.identity import printed_number
from storage.domain.records import Level
from storage.domain.text import shorten
from storage.domain.views import RecommendationView
from tui.kit.command import key_for
from tui.kit.plain import toast
from tui.kit.windowed_table import WindowedTable
from tui.language.catalogue import _, many
from tui.language.words import action_word, counted_records, level_label
from tui.register_executor import RegisterExecutor

if TYPE_CHECKING:
    from tui.audits.comment import CommentEditor, CommentTask


class Assessing:
    """Judges the row under the cursor at once, and the marked rows after a question."""

    def __init__(
        self,
        screen: Screen[None],
        work: RegisterExecutor,
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
        from tui.audits import jobs  # noqa: PLC0415 - not needed before the first key that writes

        if self._table.marked:
            word = level_label(levels[number - 1]) if 0 < number <= len(levels) else _("Rensa")
            self._confirm(self._table.marked, number, word)
        elif self._table.current is not None:
            self._work.write(jobs.assess([self._table.current.id], number), self._done)

    def reason(self) -> None:
        """Ask why the row, or the marked rows, are judged as they are."""
        from tui.audits import jobs  # noqa: PLC0415
        from tui.audits.dialogs import ReasonDialog  # noqa: PLC0415 - not needed for the first paint

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
                self._work.write(jobs.set_reason(ids, reason or None), self._reasoned)

        self._screen.app.push_screen(ReasonDialog(shorten(what, 200), held), answered)

    def _reasoned(self, change: Change) -> None:
        if not change:
            toast(self._screen, _("Orsaken hör till en bedömning i den öppna uppföljningen. Bedöm först."))
            return
        self._tell(change)
        self._done(change)

    def _confirm(self, ids: Sequence[str], number: int, word: str) -> None:
        from tui.audits import jobs  # noqa: PLC0415
        from tui.audits.dialogs import BulkAnswer, BulkDialog  # noqa: PLC0415 - not needed for the first paint

        hidden = self._table.marked_hidden

        def answered(answer: BulkAnswer | None) -> None:
            if answer is not None:
                chosen = [*ids, *hidden] if answer.hidden else ids
                self._work.write(jobs.assess_many(chosen, number, answer.note), self._judged_marked)

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


class Commenting:
    """Opens the editor over a screen, keeps its drafts, and saves what it gives."""

    def __init__(self, screen: Screen[None], work: RegisterExecutor, saved: Callable[[Change], None]) -> None:
        """`saved` is told of the change that a comment made."""
        self._screen = screen
        self._work = work
        self._saved = saved

    def begin(self, recommendation: str) -> None:
        """Comment on a recommendation."""
        from tui.audits import jobs  # noqa: PLC0415 - not needed before the first comment

        self._work.ask("comment", jobs.comment_task(recommendation), self._edit, keys_wait=True)

    def _edit(self, task: "CommentTask") -> None:
        from tui.audits.comment import CommentEditor  # noqa: PLC0415 - not needed before the first comment

        name = task.recommendation
        self._screen.app.push_screen(CommentEditor(task, partial(self._save, name), partial(self._keep, name)))

    def _keep(self, recommendation: str, editor: "CommentEditor", text: str | None) -> None:
        from tui.audits import jobs  # noqa: PLC0415 - not needed before the first key that writes

        self._work.write(jobs.keep_draft(recommendation, text), lambda _done: None, failed=editor.refuse_draft)

    def _save(self, recommendation: str, editor: "CommentEditor", text: str) -> None:
        from tui.audits import jobs  # noqa: PLC0415 - not needed before the first key that writes

        def done(change: Change) -> None:
            editor.saved()
            self._saved(change)

        self._work.write(jobs.save_comment(recommendation, text), done, failed=editor.refuse)
