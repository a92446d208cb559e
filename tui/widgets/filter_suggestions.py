"""What the piece that is being typed in the filter line may become."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from textual import events
from textual.strip import Strip

from storage.domain.completing import Completion, Values, complete
from tui.language.filter_fields import field_names, flag_names, said
from tui.widgets.cells import Cell
from tui.widgets.drawn import Drawn
from tui.widgets.plain import width_of

MOST = 6
"""Suggestions that are shown at once."""
GAP = "  "
BEFORE, AFTER = "‹ ", "›"
"""Stand where there are more."""


class Taken(Struct, frozen=True):
    """A suggestion, and the piece of the line that it stands for."""

    start: int
    end: int
    text: str

    @property
    def whole(self) -> bool:
        """Whether a condition ends with it."""
        return not self.text.endswith(":")


class FilterSuggestions(Drawn):
    """One line above the filter line. It has its room as long as the line is written in, so that no key moves it."""

    def __init__(self, taken: Callable[[], None]) -> None:
        """`taken` is told when the chosen one was clicked."""
        super().__init__()
        self.taken = taken
        self._values: Values = said({})
        self._completion = Completion(0, 0)
        self._chosen = 0
        self._line = ("", 0)

    @property
    def chosen(self) -> Taken | None:
        """The one that is taken next."""
        if not self._completion.candidates:
            return None
        return Taken(self._completion.start, self._completion.end, self._completion.candidates[self._chosen])

    def know(self, values: Values) -> None:
        """Suggest among the values that the register has."""
        self._values = said(values)
        self.follow(*self._line)

    def follow(self, line: str, cursor: int) -> None:
        """Suggest for another line; nothing where it says already what it may become."""
        found = complete(line, cursor, self._values, field_names(), flag_names())
        if line[found.start : found.end] in found.candidates[:1]:
            found = Completion(cursor, cursor)
        self._line = (line, cursor)
        if found != self._completion:
            self._completion, self._chosen = found, 0
            self.refresh()

    def choose_next(self) -> None:
        """Choose the next suggestion; after the last, the first."""
        if self._completion.candidates:
            self._chosen = (self._chosen + 1) % len(self._completion.candidates)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The suggestions around the one that is taken next, as many as there is room for."""
        width = self.content_size.width
        return self.strip(self._cells(width) if not y else [], width)

    def on_click(self, event: events.Click) -> None:
        """Choose the suggestion that was clicked, and take it."""
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
        """The place of the first that is shown, and those that are: those before the chosen one give way to it."""
        offered, room = self._completion.candidates, width - len(BEFORE) - len(AFTER)
        first = max(self._chosen - MOST + 1, 0)
        while first < self._chosen and first + self._fitting(offered[first : first + MOST], room) <= self._chosen:
            first += 1
        shown = offered[first : first + MOST]
        return first, shown[: max(self._fitting(shown, room), 1)]

    @staticmethod
    def _fitting(texts: tuple[str, ...], room: int) -> int:
        """How many of the texts there is room for."""
        for number, text in enumerate(texts):
            room -= width_of(text) + len(GAP)
            if room + len(GAP) < 0:
                return number
        return len(texts)
