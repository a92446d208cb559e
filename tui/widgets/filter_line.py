"""The line where the lists are filtered while it is typed."""

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.timer import Timer
from textual.widgets import Input

from tui.keys import bindings
from tui.language.catalogue import _

if TYPE_CHECKING:
    from tui.widgets.filter_suggestions import FilterSuggestions

PAUSE = 0.04
"""Seconds without a key before the keys have come to rest."""


class FilterLine(Input):
    """A line of words and conditions; it is there only while it says something or is being written."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("filter")

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)  # else each letter lays the whole screen out

    class LineChanged(Message):
        """The line says something else."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line

    class LineRested(Message):
        """The line has changed, and the keys have come to rest."""

    class Entered(Message):
        """The line has the keyboard."""

    class Left(Message):
        """Enter: the line is done."""

    def __init__(self, prompt: str = "") -> None:
        """`prompt` is what stands in it before anything is written, where only words are looked for."""
        fields = _("Ord eller fält:värde – nämnd, status, år, tema, granskning")
        super().__init__(placeholder=prompt or fields, select_on_focus=False)
        self._pause: Timer | None = None
        self._told = ""
        self.suggestions: FilterSuggestions | None = None
        """What may be written, where the line completes conditions."""

    @property
    def active(self) -> bool:
        """Whether it filters."""
        return bool(self._told.strip())

    def on_mount(self) -> None:
        """Out of the way until it is wanted."""
        self.display = False

    def open(self) -> None:
        """Write in it."""
        self.display = True
        self.focus()

    def clear_line(self) -> None:
        """Filter nothing, and go out of the way."""
        self.say("")
        self.display = False

    def rest(self) -> None:
        """Tell now that the keys rest, where that is still to be told."""
        if self._pause is not None:
            self._rest()

    def say(self, line: str) -> None:
        """Say something else."""
        self.value = line
        self.display = self.display or bool(line.strip())
        self._tell()
        self._rest()

    @on(Input.Changed)
    def tell(self, event: Input.Changed) -> None:
        """Tell at once, and once more when the keys rest."""
        event.stop()
        self._suggest()
        if self._tell():
            self._stop()
            self._pause = self.set_timer(PAUSE, self._rest)

    @on(Input.Submitted)
    def leave(self, event: Input.Submitted) -> None:
        """Tell at once, and that the line is done."""
        event.stop()
        self._tell()
        self._rest()
        self.display = self.active
        self.post_message(self.Left())

    def on_focus(self) -> None:
        """Suggest what may be written."""
        self.post_message(self.Entered())
        if self.suggestions is not None:
            self.suggestions.display = True
            self._suggest()

    def on_blur(self, _event: events.Blur) -> None:
        """An empty line goes out of the way."""
        self.display = bool(self.value.strip())
        if self.suggestions is not None:
            self.suggestions.display = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of suggestions to the screen while there are none."""
        if action in {"take", "next_suggestion"}:
            return self.suggestions is not None and self.suggestions.chosen is not None
        return super().check_action(action, parameters)

    def action_take(self) -> None:
        """Write the chosen suggestion out, and go on after it."""
        self._suggest()
        taken = self.suggestions.chosen if self.suggestions else None
        if taken is not None:
            space = " " if taken.whole and taken.end == len(self.value) else ""
            self.replace(f"{taken.text}{space}", taken.start, taken.end)

    def action_next_suggestion(self) -> None:
        """Choose the next suggestion."""
        if self.suggestions is not None:
            self.suggestions.choose_next()

    def action_cursor_right(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - as Textual has it
        """One step; at the end of the line, the chosen suggestion."""
        if not select and self.cursor_position == len(self.value) and self.value.strip():
            self.action_take()
        else:
            super().action_cursor_right(select)
        self._suggest()

    def _suggest(self) -> None:
        if self.suggestions is not None:
            self.suggestions.follow(self.value, self.cursor_position)

    def _tell(self) -> bool:
        """Tell what the line says, if that is news."""
        news = self.value != self._told
        if news:
            self._told = self.value
            self.post_message(self.LineChanged(self.value))
        return news

    def _rest(self) -> None:
        self._stop()
        self.post_message(self.LineRested())

    def _stop(self) -> None:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
