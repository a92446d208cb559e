"""Writing a comment, from the key to the saved text."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from storage.domain.change import Change
from tui.work import Work

if TYPE_CHECKING:
    from tui.dialogs.comment_editor import CommentEditor
    from tui.dialogs.comment_task import CommentTask


class Commenting:
    """Opens the editor over a screen, keeps its drafts, and saves what it gives."""

    def __init__(self, screen: Screen[None], work: Work, saved: Callable[[Change], None]) -> None:
        """`saved` is told of the change that a comment made."""
        self._screen = screen
        self._work = work
        self._saved = saved

    def begin(self, recommendation: str) -> None:
        """Comment on a recommendation."""
        from tui.screens import comment_reads  # noqa: PLC0415 - not needed before the first comment

        self._work.ask("comment", comment_reads.comment_task(recommendation), self._edit)

    def _edit(self, task: "CommentTask") -> None:
        from tui.dialogs.comment_editor import CommentEditor  # noqa: PLC0415 - not needed before the first comment

        name = task.recommendation
        self._screen.app.push_screen(CommentEditor(task, partial(self._save, name), partial(self._keep, name)))

    def _keep(self, recommendation: str, editor: "CommentEditor", text: str | None) -> None:
        from tui.screens import writes  # noqa: PLC0415 - not needed before the first key that writes

        self._work.write(writes.keep_draft(recommendation, text), lambda _done: None, failed=editor.refuse_draft)

    def _save(self, recommendation: str, editor: "CommentEditor", text: str) -> None:
        from tui.screens import writes  # noqa: PLC0415 - not needed before the first key that writes

        def done(change: Change) -> None:
            editor.saved()
            self._saved(change)

        self._work.write(writes.save_comment(recommendation, text), done, failed=editor.refuse)
