"""What the fields of a form are written in."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input

from storage.domain.text import folded, one_line, searchable
from tui.widgets.pasting import refused
from tui.widgets.plain import plain


class LineInput(Input):
    """A field of one line, which takes a paste in whole and cleaned, but no monstrous one."""

    def __init__(self, value: str, *, joined_by: str = " ", known: Sequence[str] = (), replaced: bool = False) -> None:
        """A field.

        Args:
            value: what it holds at first.
            joined_by: what stands between lines that are pasted.
            known: what is suggested while typing.
            replaced: whether it is written anew by whoever comes to it with Tab.
        """
        names = Names(known, several=joined_by != " ") if known else None
        super().__init__(value, suggester=names, compact=True, select_on_focus=replaced)
        self._joined_by = joined_by

    def _on_paste(self, event: events.Paste) -> None:
        """Take a paste in as one line; refuse one that would stop the program."""
        if not refused(self, event):
            lines = (one_line(line) for line in event.text.splitlines())
            event.text = self._joined_by.join(line for line in lines if line)


class Names(Suggester):
    """Suggests the rest of a name that is known; of the last one, in a list with commas."""

    def __init__(self, known: Sequence[str], *, several: bool) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = [one_line(name) for name in known]
        self._several = several

    async def get_suggestion(self, value: str) -> str | None:
        """`value` with its last name whole; None when no known name begins so."""
        begun = value.rpartition(",")[2].lstrip() if self._several else value
        if not begun:
            return None
        before = value[: len(value) - len(begun)]
        found = (name for name in self._known if searchable(name).startswith(searchable(begun)))
        return next((before + name for name in found), None)


class ChoiceInput(Widget, can_focus=True):
    """One of a few words; the arrows and the space bar change it, and a letter goes to the next that begins with it."""

    BINDINGS: ClassVar[list[BindingType]] = [("left", "step(-1)"), ("right,space", "step(1)")]

    class Changed(Message):
        """Another word is chosen."""

        def __init__(self, choice: "ChoiceInput") -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, choices: Sequence[tuple[str, str]], value: str) -> None:
        """`choices` are (value, word) pairs; a value that is none of them is one more, as it stands."""
        super().__init__()
        known = dict(choices)
        self._choices = list(choices) if value in known else [*choices, (value, value)]
        self.value = value

    def render(self) -> Content:
        """The word between its arrows."""
        return plain(f"‹ {one_line(dict(self._choices)[self.value])} ›")

    def choose(self, value: str) -> None:
        """Choose this one, if it is one of them."""
        if value != self.value and value in dict(self._choices):
            self.value = value
            self.refresh(layout=True)
            self.post_message(self.Changed(self))

    def action_step(self, step: int) -> None:
        """Choose the next word, or the one before."""
        values = [value for value, _word in self._choices]
        self.choose(values[(values.index(self.value) + step) % len(values)])

    def on_key(self, event: events.Key) -> None:
        """Go to the next word that begins with what was typed, with or without å, ä and ö."""
        letter = folded(event.character or "") if event.is_printable and event.key != "space" else ""
        if letter:
            event.stop()
            values = [value for value, _word in self._choices]
            here = values.index(self.value) + 1
            words = ((value, dict(self._choices)[value]) for value in (*values[here:], *values[:here]))
            self.choose(next((value for value, word in words if folded(word).startswith(letter)), self.value))

    def on_click(self) -> None:
        """The next word."""
        self.action_step(1)
