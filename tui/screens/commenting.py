"""Writing a comment, from the key to the saved text."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from storage.domain.change import Change
from storage.domain.text import shorten
from tui.language.catalogue import _, many
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

    def offer_drafts(self) -> None:
        """Offer what was begun and not saved when the program was left."""
        from tui.screens import comment_reads  # noqa: PLC0415 - after the first paint

        self._work.ask("drafts", comment_reads.drafted_comments, self._offer)

    def _offer(self, drafted: Sequence[tuple[str, str]]) -> None:
        if not drafted:
            return
        recommendation, name = drafted[-1]
        from tui.dialogs.confirm import ConfirmDialog  # noqa: PLC0415 - seldom there is one

        question = _("Kommentaren till ”{name}” är påbörjad men inte sparad.").format(name=shorten(name, 80))
        if len(drafted) > 1:
            question += "\n" + many("Det finns {n} utkast till.", "Det finns {n} utkast till.", len(drafted) - 1)
        dialog = ConfirmDialog(_("Utkast från förra gången"), question, yes=_("Skriv vidare"), no=_("Senare"))

        def answered(answer: bool | None) -> None:  # noqa: FBT001 - what a dialog's callback is given
            if answer:
                self.begin(recommendation)

        self._screen.app.push_screen(dialog, answered)

    def _edit(self, task: "CommentTask") -> None:
        from tui.dialogs.comment_editor import CommentEditor  # noqa: PLC0415 - not needed before the first comment

        name = task.recommendation
        self._screen.app.push_screen(CommentEditor(task, partial(self._save, name), partial(self._keep, name)))

    def _keep(self, recommendation: str, editor: "CommentEditor", text: str | None) -> None:
        from tui.screens import writes  # noqa: PLC0415 - not needed before the first key that writes

        self._work.write(writes.keep_draft(recommendation, text), lambda _done: None, failed=editor.refuse)

    def _save(self, recommendation: str, editor: "CommentEditor", text: str) -> None:
        from tui.screens import writes  # noqa: PLC0415 - not needed before the first key that writes

        def done(change: Change) -> None:
            editor.saved()
            self._saved(change)

        self._work.write(writes.save_comment(recommendation, text), done, failed=editor.refuse)
