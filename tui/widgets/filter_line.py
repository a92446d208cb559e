"""The line where the lists are filtered while it is typed."""

from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.timer import Timer
from textual.widgets import Input

from tui.keys import bindings
from tui.language.catalogue import _

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

    class Left(Message):
        """Enter: the line is done."""

    def __init__(self, prompt: str = "") -> None:
        """`prompt` is what stands in it before anything is written, where only words are looked for."""
        fields = _("Ord eller fält:värde – nämnd, status, år, tema, granskning")
        super().__init__(placeholder=prompt or fields, select_on_focus=False)
        self._pause: Timer | None = None
        self._told = ""

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

    def on_blur(self, _event: events.Blur) -> None:
        """An empty line goes out of the way."""
        self.display = bool(self.value.strip())

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
