"""The filter line of the daily screen: its suggestions, and the note on a value that the register does not have."""

from functools import partial

from textual.screen import Screen

from storage.errors import UnknownFilterValue
from storage.filters import filter_values, unknown_value
from tui.audits.view import RegisterView
from tui.kit.filter_line import FilterLine, FilterSuggestions
from tui.language.catalogue import _
from tui.language.filter_fields import unknown_note, value_note
from tui.register_executor import RegisterExecutor


class FilterCompletion:
    """Opens the filter line of a screen, and notes beside the list what it could not be read as."""

    def __init__(self, screen: Screen[None], executor: RegisterExecutor, view: RegisterView) -> None:
        self._screen, self._executor, self._view = screen, executor, view
        self._known = False
        self._value = ""
        self._folded = ""

    def begin(self) -> None:
        """Open the line; the values to suggest are loaded once."""
        line = self._line
        if line.suggestions is None:
            line.suggestions = FilterSuggestions(line.action_take)
            self._screen.mount(line.suggestions)
        line.open()
        if not self._known:
            self._known = True
            self._executor.ask("filter values", filter_values, line.suggestions.know, unread=self.forget, slow=True)

    def forget(self) -> None:
        """Load the values again when the line is next opened: the register may have others."""
        self._known = False

    def check(self) -> None:
        """Check that the register has the values of the line."""
        line = self._line.value
        self._value = ""
        if ":" in line and not unknown_note(line):
            self._executor.ask("unknown value", partial(unknown_value, line=line), self._found, slow=True)
        else:
            self._executor.forget("unknown value")

    def counted(self, folded: str | None) -> None:
        """Note the word of a filter that was only found without å, ä and ö."""
        self._folded = _("”{word}” sökt utan å, ä och ö").format(word=folded) if folded else ""
        self._show()

    def _found(self, fault: UnknownFilterValue | None) -> None:
        self._value = value_note(fault.name, fault.value, fault.nearest) if fault else ""
        self._show()

    def _show(self) -> None:
        self._view.show_note(unknown_note(self._line.value) or self._value or self._folded)

    @property
    def _line(self) -> FilterLine:
        return self._screen.query_one(FilterLine)
