"""Actions that assess recommendations and comment on them, over a screen."""

from collections.abc import Callable, Sequence
from functools import partial

from textual.screen import Screen

from storage import followups
from storage.domain.followups import AuditProgress
from storage.domain.history import Change
from storage.domain.identity import NAME_LENGTH, point_name, printed_number
from storage.domain.records import Level
from storage.domain.text import shorten
from storage.domain.views import RecommendationView
from storage.errors import AlreadySettled, DividedRecommendation
from tui.audits import jobs
from tui.audits.comment import CommentEditor
from tui.audits.dialogs import BulkAnswer, BulkDialog, ReasonDialog
from tui.audits.jobs import CommentTask
from tui.kit.command import key_for
from tui.kit.message import screen_sentence
from tui.kit.plain import toast
from tui.kit.windowed_table import WindowedTable
from tui.language.catalogue import _, many
from tui.language.outcomes import taken_in_text
from tui.language.sentences import sentence
from tui.language.words import action_word, counted_records, level_label
from tui.register_executor import Failed, RegisterExecutor


class AssessActions:
    """Assesses the row under the cursor at once, and the marked rows after a question."""

    def __init__(
        self,
        screen: Screen[None],
        executor: RegisterExecutor,
        table: WindowedTable[RecommendationView],
        done: Callable[[Change], None],
        failed: Failed,
    ) -> None:
        """Create them; `done` is called with every change, `failed` shows an error."""
        self._screen = screen
        self._executor = executor
        self._table = table
        self._done = done
        self._failed = failed

    def assess(self, number: int, levels: Sequence[Level]) -> None:
        """Set the level that has this number in the open scale, `levels`; 0 clears."""
        if self._table.marked:
            word = level_label(levels[number - 1]) if 0 < number <= len(levels) else _("Rensa")
            self._confirm(self._table.marked, number, word)
        elif (row := self._table.current) is not None and row.divided and number:
            toast(self._screen, sentence(DividedRecommendation(point_text(row))), warning=True)
        elif self._table.current is not None:
            row = self._table.current
            if not (number and self.is_settled(row)):
                self._executor.write(jobs.assess([row.id], number), self._assessed)

    def is_settled(self, row: RecommendationView) -> bool:
        """Return True if a row is settled, and show how to take it in again."""
        if row.settled:
            level = row.level.label if row.level else None
            reason = row.recommendation.closing_reason
            toast(self._screen, screen_sentence(AlreadySettled(point_text(row), row.followup_year, level, reason)))
        return row.settled

    def _assessed(self, change: Change) -> None:
        """Show a change; and, where it put an audit in the follow-up, with how many points."""
        self._done(change)
        if change.records("followup_audit"):
            self._executor.ask("taken in", partial(followups.taken_in, change=change), self._show_taken_in)

    def _refuse(self, error: BaseException) -> None:
        """Show an error; that all is settled, in a line."""
        if isinstance(error, AlreadySettled):
            toast(self._screen, screen_sentence(error), warning=True)
        else:
            self._failed(error)

    def _show_taken_in(self, taken: Sequence[AuditProgress]) -> None:
        if taken:
            toast(self._screen, taken_in_text(taken))

    def reason(self) -> None:
        """Choose the reason of the row, or of the marked rows."""
        row, ids = self._table.current, self._table.marked
        if ids:
            what, reason = many("{n} markerad rekommendation", "{n} markerade rekommendationer", len(ids)), None
        elif row is not None:
            ids, what = (
                (row.id,),
                f"{printed_number(row.recommendation.number)} {row.recommendation.text or ''}".strip(),
            )
            reason = row.assessment.reason if row.assessment and row.current else None
        else:
            return

        def answered(chosen: str | None) -> None:
            if chosen is not None:
                self._executor.write(jobs.set_reason(ids, chosen or None), self._reasoned)

        self._screen.app.push_screen(ReasonDialog(shorten(what, 200), reason), answered)

    def _reasoned(self, change: Change) -> None:
        if not change:
            toast(self._screen, _("Orsaken hör till en bedömning i den öppna uppföljningen. Bedöm först."))
            return
        self._notify(change)
        self._done(change)

    def _confirm(self, ids: Sequence[str], number: int, word: str) -> None:
        hidden = self._table.marked_hidden

        def answered(answer: BulkAnswer | None) -> None:
            if answer is not None:
                chosen = [*ids, *hidden] if answer.hidden else ids
                self._executor.write(
                    jobs.assess_many(chosen, number, answer.note), self._assessed_marked, failed=self._refuse
                )

        self._screen.app.push_screen(BulkDialog(word, len(ids), len(hidden), notes=number > 0), answered)

    def _assessed_marked(self, result: tuple[Change, int]) -> None:
        change, settled = result
        self._table.clear_marks()
        left = many("{n} avslutad lämnades.", "{n} avslutade lämnades.", settled) if settled else ""
        self._notify(change, left)
        self._assessed(change)

    def _notify(self, change: Change, more: str = "") -> None:
        """Show a toast of what was done with how many, and the key that undoes it."""
        text = _("{action}: {records}. Ångra med {key}.")
        known = {"action": action_word(change.name), "records": counted_records(change), "key": key_for("undo")}
        toast(self._screen, " ".join(filter(None, [text.format_map(known), more])))


def point_text(view: RecommendationView) -> str:
    """Return a recommendation's audit, number and text, shortened."""
    record = view.recommendation
    return shorten(point_name(view.audit_title, record.number or "", record.text or ""), NAME_LENGTH)


class CommentActions:
    """Opens the editor of a comment, saves its drafts and its text."""

    def __init__(self, screen: Screen[None], executor: RegisterExecutor, saved: Callable[[Change], None]) -> None:
        """Create them; `saved` is called with the change of a comment."""
        self._screen = screen
        self._executor = executor
        self._saved = saved

    def begin(self, recommendation: str) -> None:
        """Comment on a recommendation."""
        self._executor.ask("comment", jobs.comment_task(recommendation), self._edit, keys_wait=True)

    def _edit(self, task: CommentTask) -> None:
        name = task.recommendation
        self._screen.app.push_screen(CommentEditor(task, partial(self._save, name), partial(self._keep, name)))

    def _keep(self, recommendation: str, editor: CommentEditor, text: str | None) -> None:
        self._executor.write(jobs.keep_draft(recommendation, text), lambda _done: None, failed=editor.refuse_draft)

    def _save(self, recommendation: str, editor: CommentEditor, text: str) -> None:
        def done(change: Change) -> None:
            editor.saved()
            self._saved(change)

        self._executor.write(jobs.save_comment(recommendation, text), done, failed=editor.refuse)
