"""The scales there are: one is chosen for the open follow-up, changed, or made after another."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from storage.domain.following import ScaleView
from storage.domain.text import one_line
from tui.command import Area
from tui.dialogs.base import Dialog
from tui.keys import bindings
from tui.language.catalogue import _, many, mark
from tui.language.words import level_label
from tui.situation import Situation
from tui.widgets.plain import plain, plain_line


class ScaleDoings(Struct, frozen=True):
    """What the keys of the list do, each with a scale."""

    use: Callable[[ScaleView], None]
    edit: Callable[[ScaleView], None]
    new: Callable[[ScaleView], None]
    """Make another after it."""
    remove: Callable[[ScaleView], None]


class ScalesDialog(Dialog[None]):
    """Lists scales, with the levels of the one that is highlighted."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("scales")
    AREAS: tuple[Area, ...] = ("scales", "dialog")

    def __init__(self, doings: ScaleDoings, *, writable: bool) -> None:
        """`writable` is whether anything can be changed."""
        super().__init__()
        self._doings, self._writable = doings, writable
        self._scales: Sequence[ScaleView] = ()
        self._chosen: str | None = None

    def heading(self) -> str:
        """What is listed."""
        return _("Skalor")

    def body(self) -> Iterable[Widget]:
        """The scales, and the levels of one."""
        yield OptionList(id="found")
        yield Static(id="levels")

    @property
    def situation(self) -> Situation:
        """What decides which keys do something."""
        return Situation(writable=self._writable, row=self._current is not None)

    def show(self, scales: Sequence[ScaleView], chosen: str | None) -> None:
        """Show these; `chosen` is the id of the open follow-up's."""
        options = self.query_one(OptionList)
        place = options.highlighted
        if place is None:
            place = next((at for at, one in enumerate(scales) if one.id == chosen), 0)
        self._scales, self._chosen = scales, chosen
        options.clear_options()
        options.add_options(Option(self._line(one), id=one.id) for one in scales)
        options.highlighted = min(place, len(scales) - 1) if scales else None
        options.focus()
        self.show_keys()

    @on(OptionList.OptionHighlighted)
    def show_levels(self) -> None:
        """The levels of the one that is highlighted, as they look and what they are."""
        current = self._current
        told = (
            [f"{level_label(level)}: {one_line(level.definition or '')}" for level in current.levels] if current else []
        )
        self.query_one("#levels", Static).update(plain("\n".join(told)))

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        event.stop()
        self.action_use()

    def action_use(self) -> None:
        """Judge the open follow-up on it."""
        self._do(self._doings.use)

    def action_edit(self) -> None:
        """Change it."""
        self._do(self._doings.edit)

    def action_new(self) -> None:
        """Make another after it."""
        self._do(self._doings.new)

    def action_remove(self) -> None:
        """Take it out."""
        self._do(self._doings.remove)

    @property
    def _current(self) -> ScaleView | None:
        found = self.query_one(OptionList).highlighted_option if self.shown else None
        return next((one for one in self._scales if found is not None and one.id == found.id), None)

    def _do(self, doing: Callable[[ScaleView], None]) -> None:
        if self._writable and (current := self._current) is not None:
            doing(current)

    def _line(self, scale: ScaleView) -> Content:
        told = [
            many(mark("{n} nivå"), mark("{n} nivåer"), len(scale.levels)),
            many(mark("{n} uppföljning"), mark("{n} uppföljningar"), scale.followups),
        ]
        dot = "●" if scale.id == self._chosen else " "
        return Content.assemble(plain_line(f"{dot} {scale.label}"), "  ", plain_line(", ".join(told)).stylize("dim"))
