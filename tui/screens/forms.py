"""Forms over a screen that are not of one record: asked for, kept as drafts, and saved."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from storage.domain.change import Change
from storage.register import Register
from tui.keys import key_for
from tui.language.catalogue import _
from tui.language.words import saved_words
from tui.widgets.plain import toast
from tui.work import Failed, Work

if TYPE_CHECKING:
    from tui.dialogs.fields import Form
    from tui.dialogs.form import FormDialog, KeepDraft, Submit

Ask = Callable[[Register], "Form"]
Save = Callable[["FormDialog", Mapping[str, str]], Callable[[Register], Change]]
"""Given the form and what was changed in it: what is written."""
Make = Callable[["Form", "Submit", "KeepDraft"], "FormDialog"]


def keeping(work: Work, key: str, *, writable: bool = True) -> "KeepDraft":
    """What keeps the draft of a form, called `key`, as it is written; nothing is kept where nothing can be."""

    def keep(dialog: "FormDialog", text: str | None) -> None:
        from tui.screens.edit_work import draft_kept  # noqa: PLC0415 - loaded with the form

        if writable:
            work.write(draft_kept(key, text), lambda _done: None, failed=dialog.refuse_draft)

    return keep


def tell_saved(screen: Screen[None], change: Change, name: str = "") -> None:
    """Say what was saved, by its name where it has one, and how it is taken back."""
    if change:
        told = _("Sparat: {what} Ångra med {key}.")
        toast(screen, told.format(what=saved_words(change.name, name), key=key_for("undo")))


class Forms:
    """Opens forms, keeps their drafts, and saves what they give."""

    def __init__(self, screen: Screen[None], work: Work, saved: Callable[[Change], None]) -> None:
        """`saved` is told of every change."""
        self._screen = screen
        self._work = work
        self._saved = saved

    def open(
        self,
        key: str,
        ask: Ask,
        save: Save,
        *,
        make: Make | None = None,
        refused: "Callable[[FormDialog, BaseException], None] | None" = None,
    ) -> None:
        """Show a form, with what was begun in it.

        Args:
            key: what its draft is called.
            ask: reads what it holds.
            save: what is written of it.
            make: its dialog, where that is one of its own.
            refused: told of what is not kept, where the form does not say it itself.
        """
        from tui.screens import edit_work  # noqa: PLC0415 - not needed before the first form

        def asked(register: Register) -> "Form":
            return edit_work.with_draft(register, ask(register), key)

        def show(form: "Form") -> None:
            from tui.dialogs.form import FormDialog  # noqa: PLC0415 - not needed before the first form

            submit = partial(self._submit, save, refused)
            self._screen.app.push_screen((make or FormDialog)(form, submit, keeping(self._work, key)))

        self._work.ask("form", asked, show)

    def write(self, dialog: "FormDialog", job: Callable[[Register], Change], *, failed: Failed | None = None) -> None:
        """Write what a form gave, and leave it."""

        def done(change: Change) -> None:
            dialog.saved()
            self.told(change)

        self._work.write(job, done, failed=failed or dialog.refuse)

    def told(self, change: Change) -> None:
        """Tell of what was written."""
        tell_saved(self._screen, change)
        self._saved(change)

    def _submit(
        self,
        save: Save,
        refused: "Callable[[FormDialog, BaseException], None] | None",
        dialog: "FormDialog",
        changed: Mapping[str, str],
    ) -> None:
        self.write(dialog, save(dialog, changed), failed=partial(refused, dialog) if refused else None)
