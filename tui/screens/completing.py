"""What the filter line is helped with: what may be written in it, and that a value is none."""

from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from tui.language.catalogue import _
from tui.language.filter_words import unknown_note, value_note
from tui.screens.register_view import RegisterView
from tui.widgets.filter_line import FilterLine
from tui.work import Work

if TYPE_CHECKING:
    from storage.errors import UnknownFilterValue


class Completing:
    """Opens the filter line of a screen, and says beside the list what it could not be read as."""

    def __init__(self, screen: Screen[None], work: Work, view: RegisterView) -> None:
        self._screen, self._work, self._view = screen, work, view
        self._known = False
        self._value = ""
        self._folded = ""

    def begin(self) -> None:
        """Write in the line; the values to suggest are read once, beside what is asked meanwhile."""
        line = self._line
        if line.suggestions is None:
            from tui.widgets.filter_suggestions import FilterSuggestions  # noqa: PLC0415 - not before the first filter

            line.suggestions = FilterSuggestions(line.action_take)
            self._screen.mount(line.suggestions)
        line.open()
        if not self._known:
            from storage.filter_values import filter_values  # noqa: PLC0415 - not before the first filter

            self._known = True
            self._work.ask("filter values", filter_values, line.suggestions.know, slow=True)

    def forget(self) -> None:
        """The register may have other values: they are read again when the line is next opened."""
        self._known = False

    def check(self) -> None:
        """Look whether the register has what the line asks for, now that the keys rest."""
        line = self._line.value
        self._value = ""
        if ":" in line and not unknown_note(line):
            from storage.filter_values import unknown_value  # noqa: PLC0415 - not before the first condition

            self._work.ask("unknown value", partial(unknown_value, line=line), self._found, slow=True)
        else:
            self._work.forget("unknown value")

    def counted(self, folded: str | None) -> None:
        """What a filter lets through is known; `folded` is the word that was only found without å, ä and ö."""
        self._folded = _("”{word}” sökt utan å, ä och ö").format(word=folded) if folded else ""
        self._show()

    def _found(self, fault: "UnknownFilterValue | None") -> None:
        self._value = value_note(fault.name, fault.value, fault.nearest) if fault else ""
        self._show()

    def _show(self) -> None:
        self._view.show_note(unknown_note(self._line.value) or self._value or self._folded)

    @property
    def _line(self) -> FilterLine:
        return self._screen.query_one(FilterLine)
