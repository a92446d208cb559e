"""What was begun and not saved when the program was left."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.command import Area
from tui.dialogs.base import Dialog
from tui.keys import bindings
from tui.language.catalogue import _, many, mark
from tui.widgets.plain import plain, plain_line


class DraftsDialog(Dialog[int]):
    """The drafts, the newest first; its result is the place of the one to go on with."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("drafts")
    AREAS: tuple[Area, ...] = ("drafts", "dialog")

    def __init__(self, drafts: Sequence[str]) -> None:
        """`drafts` says of each what it is."""
        super().__init__()
        self._drafts = drafts

    def heading(self) -> str:
        """What they are."""
        return _("Utkast från förra gången")

    def body(self) -> Iterable[Widget]:
        """How many, and which."""
        told = many(
            mark("{n} text är påbörjad men inte sparad."),
            mark("{n} texter är påbörjade men inte sparade."),
            len(self._drafts),
        )
        yield Static(plain(told), id="question")
        yield OptionList(*(Option(plain_line(draft)) for draft in self._drafts))

    def on_mount(self) -> None:
        """Begin with the newest."""
        super().on_mount()
        self.query_one(OptionList).highlighted = 0
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        self.dismiss(event.option_index)

    def action_go_on(self) -> None:
        """Go on with the one that is highlighted."""
        self.query_one(OptionList).action_select()
