"""The screens to go to, for keyboards where the function keys are hard to reach."""

from textual.content import Content
from textual.widgets.option_list import Option

from tui.dialogs.chooser import Chooser, having
from tui.keys import key_for
from tui.language.catalogue import _
from tui.switching import VIEWS
from tui.widgets.plain import fit, plain

KEYS = 6
"""Cells of the column of keys."""


class ViewDialog(Chooser[str]):
    """The screens with their keys; its result is the name of the one chosen."""

    def heading(self) -> str:
        """What it does."""
        return _("Vyer")

    def prompt(self) -> str:
        """What is asked."""
        return _("Vart vill du gå?")

    def options(self, words: str) -> list[Option]:
        """The screens whose names hold every word."""
        has = having(words)
        return [
            Option(
                Content.assemble(plain(fit(key_for(view.command), KEYS), "bold"), plain(_(view.label))), id=view.name
            )
            for view in VIEWS
            if has(_(view.label))
        ]

    def chosen(self, option_id: str) -> str:
        """The name of the screen."""
        return option_id
