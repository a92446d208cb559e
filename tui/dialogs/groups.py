"""The recommendations of the present filter in groups, counted."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from storage.domain.counting import Counts
from storage.domain.grouping import GROUPINGS, Group, Grouped
from storage.domain.scale import EVERY_LEVEL
from storage.domain.text import one_line
from tui.command import Area
from tui.dialogs.base import Dialog
from tui.keys import bindings
from tui.language.catalogue import _, many
from tui.language.groupings import GROUPINGS as WORDS
from tui.language.groupings import WITHOUT
from tui.language.words import SYMBOLS, means_word
from tui.situation import Situation
from tui.widgets.plain import fit, plain, width_of

BAR = 14
NUMBER = 6
LEAST_NAME = 12
"""Cells that a name always has."""
Chosen = tuple[str, Group]
"""What was grouped by, and the group."""


class GroupsDialog(Dialog[Chosen]):
    """A line for each group: how many, a bar, and how they stand. Its result is the one to filter by."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("groups")
    AREAS: tuple[Area, ...] = ("groups", "dialog")

    def __init__(self, read: Callable[[str], None], by: str, line: str) -> None:
        """Groups.

        Args:
            read: has them read and shown, by one of `GROUPINGS`.
            by: what they are grouped by at first.
            line: the filter.
        """
        super().__init__()
        self._read, self._by, self._filter = read, by, line
        self._grouped: Grouped | None = None

    def heading(self) -> str:
        """What is shown."""
        return _("I grupper")

    def body(self) -> Iterable[Widget]:
        """What it is grouped by, the groups, and the whole."""
        yield Static(id="by")
        yield OptionList(id="found")
        yield Static(id="told", classes="dim")

    def on_mount(self) -> None:
        """Ask for the groups."""
        super().on_mount()
        self.query_one(OptionList).focus()
        self._ask()

    @property
    def situation(self) -> Situation:
        """What decides which keys do something."""
        return Situation(row=bool(self._grouped and self._grouped.groups))

    def show(self, grouped: Grouped) -> None:
        """Show these groups."""
        self._grouped = grouped
        self._list(0)
        self.query_one("#told", Static).update(plain(self._whole(grouped)))
        self.show_keys()

    def on_resize(self) -> None:
        """Other names have room."""
        if self._grouped is not None:
            self.call_after_refresh(self._list, self.query_one(OptionList).highlighted)

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        event.stop()
        self.action_narrow()

    def action_narrow(self) -> None:
        """Leave with the group under the cursor; those without anything to be grouped by are no filter."""
        place = self.query_one(OptionList).highlighted
        if self._grouped is not None and place is not None:
            group = self._grouped.groups[place]
            if group.key is not None:
                self.dismiss((self._grouped.by, group))

    def action_by(self, step: int) -> None:
        """Group by something else."""
        self._by = GROUPINGS[(GROUPINGS.index(self._by) + step) % len(GROUPINGS)]
        self._ask()

    def _ask(self) -> None:
        words = [plain(_(WORDS[by]), "bold reverse" if by == self._by else "dim") for by in GROUPINGS]
        self.query_one("#by", Static).update(Content("   ").join(words))
        self._read(self._by)

    def _list(self, at: int | None) -> None:
        if self._grouped is None:
            return
        options = self.query_one(OptionList)
        width = options.scrollable_content_region.width
        most = max((group.counts.total for group in self._grouped.groups), default=0)
        levels = max((width_of(_levels(group.counts)) for group in self._grouped.groups), default=0)
        name = max(width - NUMBER - BAR - levels - 4, LEAST_NAME)
        options.clear_options()
        for group in self._grouped.groups:
            options.add_option(Option(self._line(group, name, most), disabled=group.key is None))
        options.highlighted = at if self._grouped.groups else None

    def _line(self, group: Group, width: int, most: int) -> Content:
        total = group.counts.total
        bar = "▇" * max(round(BAR * total / most), 1) if total else ""
        cells = [fit(_name(self._by, group), width), fit(str(total), NUMBER, right=True), fit(bar, BAR)]
        return plain(f"{cells[0]} {cells[1]}  {cells[2]} ") + plain(_levels(group.counts), "dim")

    def _whole(self, grouped: Grouped) -> str:
        total = many("{n} rekommendation", "{n} rekommendationer", grouped.counts.total)
        told = " · ".join(filter(None, [total, one_line(self._filter)]))
        if grouped.repeats:
            told += "\n" + _("Det som gäller flera nämnder räknas hos var och en, men en gång i summan.")
        return told


def _name(by: str, group: Group) -> str:
    if group.name is None:
        return _(WITHOUT[by]) if by in WITHOUT else ""
    return means_word(group.name) if by == "level" else one_line(group.name)


def _levels(counts: Counts) -> str:
    """How they stand: `✔15 ◐10`."""
    return " ".join(f"{SYMBOLS[means]}{counts[means]}" for means in EVERY_LEVEL if counts[means])
