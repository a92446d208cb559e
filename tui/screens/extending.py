"""Writing down more time, from the key to the saved dates."""

from collections.abc import Callable, Mapping
from functools import partial

from textual.screen import Screen

from storage import entries, queries
from storage.domain.change import Change
from storage.operations import entering
from storage.register import Register
from tui.dialogs.extension import extension_form, extension_values
from tui.dialogs.fields import Form
from tui.dialogs.form import FormDialog
from tui.keys import key_for
from tui.language.catalogue import _
from tui.screens.edit_work import with_draft
from tui.screens.forms import keeping
from tui.widgets.plain import toast
from tui.work import Work


class Extending:
    """Asks what came of a wish for more time, and saves it."""

    def __init__(self, screen: Screen[None], work: Work, done: Callable[[Change], None]) -> None:
        """`done` is told of the change."""
        self._screen = screen
        self._work = work
        self._done = done

    def begin(self, recipient: str) -> None:
        """Ask about the extension of a letter's recipient, by id."""
        key = f"extension:{recipient}"

        def ask(register: Register) -> Form:
            return with_draft(register, _asked(register, recipient), key)

        def show(form: Form) -> None:
            self._screen.app.push_screen(FormDialog(form, partial(self._save, recipient), keeping(self._work, key)))

        self._work.ask("form", ask, show)

    def _save(self, recipient: str, dialog: FormDialog, _changed: Mapping[str, str]) -> None:
        def saved(change: Change) -> None:
            dialog.saved()
            if change:
                toast(self._screen, _("Anståndet är sparat. Ångra med {key}.").format(key=key_for("undo")))
            self._done(change)

        values = extension_values(dialog.values)
        self._work.write(
            lambda register: entering.edit(register, "letter_recipient", recipient, values), saved, failed=dialog.refuse
        )


def _asked(register: Register, recipient: str) -> Form:
    """The form of a recipient's extension."""
    name = queries.name_of(register, "letter_recipient", recipient)
    return extension_form(name, entries.entered(register, "letter_recipient", recipient))
