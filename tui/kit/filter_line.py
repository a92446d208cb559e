"""The filter line, and the suggestions above it."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from msgspec import Struct
from textual import events, on
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widgets import Input

from storage.domain.filters import Completion, Values, complete
from tui.kit.command import bindings
from tui.kit.drawing import Cell, Drawn
from tui.kit.keys import LINE_COMMANDS
from tui.kit.plain import width_of
from tui.language.catalogue import _
from tui.language.filter_fields import field_names, filter_vocabulary, flag_names

PAUSE = 0.04
"""Seconds without a key before the keys have come to rest."""


class FilterLine(Input):
    """Input of words and conditions; hidden while it is empty and has no focus."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("filter", *LINE_COMMANDS)

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)  # else each letter lays the whole screen out

    class LineChanged(Message):
        """The line has changed."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line

    class LineRested(Message):
        """The line has changed, and no key has come for a while."""

    class Entered(Message):
        """The line has got the focus."""

    class Left(Message):
        """Enter was pressed."""

    def __init__(self, prompt: str = "") -> None:
        """Create it; `prompt` is the placeholder where it takes words only."""
        fields = _("Ord eller fält:värde – nämnd, status, år, tema, granskning")
        super().__init__(placeholder=prompt or fields, select_on_focus=False)
        self._pause: Timer | None = None
        self._reported = ""
        self.suggestions: FilterSuggestions | None = None
        """Suggestions, where the line completes conditions."""

    @property
    def active(self) -> bool:
        """Return True while it filters."""
        return bool(self._reported.strip())

    @property
    def pausing(self) -> bool:
        """Return True while it waits for the keys to come to rest."""
        return self._pause is not None

    def on_mount(self) -> None:
        """Hide it."""
        self.display = False

    def open(self) -> None:
        """Show it and give it the focus."""
        self.display = True
        self.focus()

    def clear_line(self) -> None:
        """Clear and hide it."""
        self.say("")
        self.display = False

    def rest(self) -> None:
        """Report now that no key comes, if that is pending."""
        if self.pausing:
            self._rest()

    def say(self, line: str) -> None:
        """Set the line."""
        self.value = line
        self.display = self.display or bool(line.strip())
        self._report()
        self._rest()

    @on(Input.Changed)
    def report(self, event: Input.Changed) -> None:
        """Report a change at once, and once more when no key comes."""
        event.stop()
        self._suggest()
        if self._report():
            self._stop()
            self._pause = self.set_timer(PAUSE, self._rest)

    @on(Input.Submitted)
    def leave(self, event: Input.Submitted) -> None:
        """Report the line at once, and that it is done."""
        event.stop()
        self._report()
        self._rest()
        self.display = self.active
        self.post_message(self.Left())

    def on_focus(self) -> None:
        """Show suggestions."""
        self.post_message(self.Entered())
        if self.suggestions is not None:
            self.suggestions.display = True
            self._suggest()

    def on_blur(self, _event: events.Blur) -> None:
        """Hide an empty line."""
        self.display = bool(self.value.strip())
        if self.suggestions is not None:
            self.suggestions.display = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of suggestions to the screen while there are none."""
        if action in {"take", "next_suggestion"}:
            return self.suggestions is not None and self.suggestions.chosen is not None
        return super().check_action(action, parameters)

    def action_take(self) -> None:
        """Insert the selected suggestion."""
        self._suggest()
        taken = self.suggestions.chosen if self.suggestions else None
        if taken is not None:
            space = " " if taken.whole and taken.end == len(self.value) else ""
            self.replace(f"{taken.text}{space}", taken.start, taken.end)

    def action_next_suggestion(self) -> None:
        """Select the next suggestion."""
        if self.suggestions is not None:
            self.suggestions.choose_next()

    def action_cursor_right(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - as Textual has it
        """Move one step; at the end of the line, insert the selected suggestion."""
        if not select and self.cursor_position == len(self.value) and self.value.strip():
            self.action_take()
        else:
            super().action_cursor_right(select)
        self._suggest()

    def _suggest(self) -> None:
        if self.suggestions is not None:
            self.suggestions.follow(self.value, self.cursor_position)

    def _report(self) -> bool:
        """Report the line, if it has changed."""
        news = self.value != self._reported
        if news:
            self._reported = self.value
            self.post_message(self.LineChanged(self.value))
        return news

    def _rest(self) -> None:
        self._stop()
        self.post_message(self.LineRested())

    def _stop(self) -> None:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None


MOST = 6
"""Suggestions that are shown at once."""
GAP = "  "
BEFORE, AFTER = "‹ ", "›"
"""Stand where there are more."""


class Taken(Struct, frozen=True):
    """Suggestion, and the span of the line that it replaces."""

    start: int
    end: int
    text: str

    @property
    def whole(self) -> bool:
        """Return True when it completes a condition."""
        return not self.text.endswith(":")


class FilterSuggestions(Drawn):
    """One line above the filter line, there as long as that has the focus, so that no key moves it."""

    def __init__(self, taken: Callable[[], None]) -> None:
        """Create it; `taken` is called when the selected one was clicked."""
        super().__init__()
        self.taken = taken
        self._values: Values = filter_vocabulary({})
        self._completion = Completion(0, 0)
        self._chosen = 0
        self._line = ("", 0)

    @property
    def chosen(self) -> Taken | None:
        """Return the selected suggestion."""
        if not self._completion.candidates:
            return None
        return Taken(self._completion.start, self._completion.end, self._completion.candidates[self._chosen])

    def know(self, values: Values) -> None:
        """Suggest among these values of the register."""
        self._values = filter_vocabulary(values)
        self.follow(*self._line)

    def follow(self, line: str, cursor: int) -> None:
        """Suggest for another line; nothing when it is complete."""
        found = complete(line, cursor, self._values, field_names(), flag_names())
        if line[found.start : found.end] in found.candidates[:1]:
            found = Completion(cursor, cursor)
        self._line = (line, cursor)
        if found != self._completion:
            self._completion, self._chosen = found, 0
            self.refresh()

    def choose_next(self) -> None:
        """Select the next suggestion; after the last, the first."""
        if self._completion.candidates:
            self._chosen = (self._chosen + 1) % len(self._completion.candidates)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the suggestions around the selected one, as many as fit."""
        width = self.content_size.width
        return self.strip(self._cells(width) if not y else [], width)

    def on_click(self, event: events.Click) -> None:
        """Select the suggestion that was clicked, and insert it."""
        offset = event.get_content_offset(self)
        first, shown = self._shown(self.content_size.width)
        x = len(BEFORE) if first else 0
        for place, text in enumerate(shown, first):
            if offset is not None and x <= offset.x < x + width_of(text):
                self._chosen = place
                self.taken()
                return
            x += width_of(text) + len(GAP)

    def _cells(self, width: int) -> list[Cell]:
        first, shown = self._shown(width)
        cells = [Cell(BEFORE, "text--dim")] if first else []
        for place, text in enumerate(shown, first):
            cells += [Cell(text, "text--key" if place == self._chosen else ""), Cell(GAP)]
        more = first + len(shown) < len(self._completion.candidates)
        return [*cells, Cell(AFTER, "text--dim")] if more else cells

    def _shown(self, width: int) -> tuple[int, Sequence[str]]:
        """Return the index of the first visible one, and the visible ones, the selected among them."""
        offered, room = self._completion.candidates, width - len(BEFORE) - len(AFTER)
        first = max(self._chosen - MOST + 1, 0)
        while first < self._chosen and first + self._fitting(offered[first : first + MOST], room) <= self._chosen:
            first += 1
        shown = offered[first : first + MOST]
        return first, shown[: max(self._fitting(shown, room), 1)]

    @staticmethod
    def _fitting(texts: tuple[str, ...], room: int) -> int:
        """Count the texts that fit."""
        for number, text in enumerate(texts):
            room -= width_of(text) + len(GAP)
            if room + len(GAP) < 0:
                return number
        return len(texts)
