"""The summary on top: whose register, the open follow-up, counts and how recommendations are assessed."""

from enum import IntEnum

from msgspec import Struct
from textual.strip import Strip

from storage.domain.counting import Counts
from storage.domain.records import Followup
from storage.domain.scale import EVERY_LEVEL, IMPLEMENTED, NOT_ASSESSED, NOT_IMPLEMENTED, PARTIAL
from storage.domain.text import one_line
from tui.kit.drawing import Cell, Drawn
from tui.kit.plain import cut, width_of
from tui.language.catalogue import _, many
from tui.language.words import SYMBOLS, counted_word

BAR = 16
MARGIN = 3
LEAST_NUMBERS = 20
"""Cells left for the numbers, also while they are being counted, so that nothing moves when they come."""
LEAST_OFFICE = 8
"""Cells below which the office's name is left out."""
ALWAYS = (IMPLEMENTED, PARTIAL, NOT_IMPLEMENTED)
"""Levels that are counted aloud even when there are none."""


class Richness(IntEnum):
    """Detail of the counts; each level adds to the one before."""

    NUMBERS = 0
    BAR = 1
    NAMED = 2
    """With what it is that is counted."""
    WORDS = 3
    """With a word for every level."""


class Summary(Struct, frozen=True):
    """Facts of the summary."""

    office: str | None = None
    followup: Followup | None = None
    """The open follow-up."""
    total: Counts | None = None
    """Of all recommendations; None while they are being counted."""
    shown: Counts | None = None
    """Of those that the filter lets through; None without a filter."""
    marked: int = 0
    readonly: bool = False
    own: Counts | None = None
    """Of the open follow-up, by its own assessments; None without an open one."""
    counts: tuple[Cell, ...] = ()
    """Counts of a screen that counts other things than recommendations."""


class SummaryBar(Drawn):
    """One line; what does not fit is left out from the left."""

    def __init__(self) -> None:
        super().__init__()
        self._summary = Summary()

    @property
    def summary(self) -> Summary:
        """Return the facts that are shown."""
        return self._summary

    def show(self, summary: Summary) -> None:
        """Show other facts."""
        if summary != self._summary:
            self._summary = summary
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw register and follow-up to the left, counts to the right."""
        width = self.content_size.width
        if y:
            return Strip.blank(width, self.ground)
        room = width - width_of(_name(self._summary)) - MARGIN
        choices = [_right(self._summary, richness) for richness in reversed(Richness)]
        right = next((cells for cells in choices if _width(cells) <= room), choices[-1])
        taken = _width(right)
        left = _left(self._summary, max(width - max(taken, LEAST_NUMBERS) - MARGIN, 0))
        gap = width - taken - _width(left)
        return self.strip([*left, Cell(" " * max(gap, 1)), *right], width)


def _width(cells: list[Cell]) -> int:
    return sum(width_of(cell.text) for cell in cells)


def _what(summary: Summary) -> str:
    """Return the open follow-up, and whether it can be written to."""
    followup = summary.followup
    what = f"{followup.title or followup.year} · {_('öppen')}" if followup else _("ingen öppen uppföljning")
    return one_line(f"{_('ENDAST LÄSNING')} · {what}" if summary.readonly else what)


def _name(summary: Summary) -> str:
    """Return the full text of the left half."""
    return f"Granska  {one_line(summary.office or '')}   {_what(summary)}"


def _left(summary: Summary, width: int) -> list[Cell]:
    """Return register and follow-up; the program's name only when there is room for both."""
    program, office, what = "Granska", one_line(summary.office or ""), _what(summary)
    room = width - width_of(what) - MARGIN
    if office and room >= width_of(program) + 2 + width_of(office):
        return [Cell(program, "text--title"), Cell(f"  {office}   ", "text--strong"), Cell(what)]
    if office and room >= LEAST_OFFICE:
        return [Cell(f"{cut(office, room)}   ", "text--title"), Cell(what)]
    return [Cell(program, "text--title"), Cell(cut(f"  {what}", max(width - width_of(program), 0)))]


def _right(summary: Summary, richness: Richness) -> list[Cell]:
    cells = [Cell(many("{n} markerad  ", "{n} markerade  ", summary.marked), "text--key")] if summary.marked else []
    if summary.total is None:
        return [*cells, *summary.counts]
    counts = summary.shown or summary.own or summary.total
    if summary.shown is None and summary.own is not None and summary.total.total:
        text = _assessed(summary.own, summary.total.total, named=richness >= Richness.NAMED)
        cells.append(Cell(f"{text}  ", "text--dim"))
    elif summary.shown is not None:
        share = _("{shown} av {total}").format(shown=counts.total, total=summary.total.total)
        cells.append(Cell(f"{share}  ", "text--warning"))
    else:
        named = richness >= Richness.NAMED
        total = many("{n} rekommendation", "{n} rekommendationer", counts.total) if named else str(counts.total)
        cells.append(Cell(f"{total}  ", "text--dim"))
    for means in EVERY_LEVEL:
        if counts[means] or means in ALWAYS:
            word = f"\u00a0{counted_word(means, counts[means])}" if richness >= Richness.WORDS else ""
            cells.append(Cell(f"{SYMBOLS[means]}{counts[means]}{word} ", f"level--{means}"))
    if richness >= Richness.BAR:
        return [*cells, *_bar(counts)]
    return [*cells[:-1], Cell(cells[-1].text.rstrip(), cells[-1].style)]


def _assessed(own: Counts, every: int, *, named: bool) -> str:
    """Render `0 av 37 bedömda`: of the open follow-up alone, of all in the register where nothing is in it."""
    if not own.total:
        return _("inget av {total} är med").format(total=every)
    template = _("{judged} av {total} bedömda") if named else _("{judged} av {total}")
    return template.format(judged=own.total - own[NOT_ASSESSED], total=own.total)


def _bar(counts: Counts) -> list[Cell]:
    """Return a bar with a part for each level; every level that occurs has at least one cell."""
    present = [means for means in EVERY_LEVEL if counts[means]]
    if not present:
        return []
    parts = {means: max(round(BAR * counts[means] / counts.total), 1) for means in present}
    parts[max(parts, key=lambda means: parts[means])] += BAR - sum(parts.values())
    return [
        Cell("▇" * parts[means] if means != NOT_ASSESSED else "▁" * parts[means], f"level--{means}")
        for means in present
    ]
