"""Why something is judged as it is: one key."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from storage.domain import kinds
from tui.dialogs.base import Dialog
from tui.language.catalogue import _
from tui.language.terms import value_word
from tui.widgets.plain import plain

REASONS = ("", *kinds.REASONS)
"""In the order of their digits; the first is that there is none."""


class ReasonDialog(Dialog[str]):
    """The reasons with a digit each; its result is the one chosen, empty for none."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, what: str, reason: str | None) -> None:
        """`what` is the reason asked for; `reason` the one there is."""
        super().__init__()
        self._what, self._reason = what, reason or ""

    def heading(self) -> str:
        """What it is about."""
        return _("Orsak")

    def body(self) -> Iterable[Widget]:
        """What it is the reason of, and the reasons."""
        yield Static(plain(self._what), id="question")
        yield OptionList(
            *(
                Option(plain(f"{digit}  {value_word('reason', reason) if reason else _('ingen orsak')}"), id=str(digit))
                for digit, reason in enumerate(REASONS)
            )
        )

    def on_mount(self) -> None:
        """Begin with the reason there is."""
        super().on_mount()
        options = self.query_one(OptionList)
        options.highlighted = REASONS.index(self._reason) if self._reason in REASONS else 0
        options.focus()

    def on_key(self, event: events.Key) -> None:
        """A digit chooses at once."""
        if event.key.isdecimal() and int(event.key) < len(REASONS):
            event.stop()
            self.dismiss(REASONS[int(event.key)])

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        self.dismiss(REASONS[event.option_index])
