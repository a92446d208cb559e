"""The saved views: one is chosen, the present one is saved, and those that are no longer wanted go."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from msgspec import Struct
from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from storage.domain.text import one_line
from storage.saved_views import NAME_LENGTH, SavedView
from tui.command import Area
from tui.dialogs.base import Dialog
from tui.keys import bindings, key_for
from tui.language.catalogue import _
from tui.language.groupings import GROUPINGS
from tui.screens.register_view import SORT_WORDS
from tui.situation import Situation
from tui.widgets.plain import plain, plain_line


class ViewDoings(Struct, frozen=True):
    """What the keys of the list do, beside choosing one."""

    save: Callable[[], None]
    """Save the present view."""
    remove: Callable[[SavedView], None]


class SavedViewsDialog(Dialog[SavedView]):
    """Lists saved views; its result is the one to look through."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("views")
    AREAS: tuple[Area, ...] = ("views", "dialog")

    def __init__(self, doings: ViewDoings, *, writable: bool) -> None:
        """`writable` is whether views can be saved and removed."""
        super().__init__()
        self._doings, self._writable = doings, writable
        self._views: Sequence[SavedView] = ()

    def heading(self) -> str:
        """What is listed."""
        return _("Sparade vyer")

    def body(self) -> Iterable[Widget]:
        """The views, and what to do where there are none."""
        yield Static(id="told", classes="dim")
        yield OptionList(id="found")

    @property
    def situation(self) -> Situation:
        """What decides which keys do something."""
        return Situation(writable=self._writable, row=self._current is not None)

    def show(self, views: Sequence[SavedView]) -> None:
        """List these."""
        options = self.query_one(OptionList)
        place = options.highlighted or 0
        self._views = views
        options.clear_options()
        options.add_options(_line(view) for view in views)
        options.highlighted = min(place, len(views) - 1) if views else None
        options.focus()
        advice = _("{key} sparar filtret och ordningen som du har nu.").format(key=key_for("views-save"))
        told = self.query_one("#told", Static)
        told.update(plain(f"{_('Inga vyer är sparade.')} {advice if self._writable else ''}".strip()))
        told.display = not views
        self.show_keys()

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        event.stop()
        self.action_use()

    def action_use(self) -> None:
        """Leave with the view under the cursor."""
        if (view := self._current) is not None:
            self.dismiss(view)

    def action_save(self) -> None:
        """Save the present view."""
        if self._writable:
            self._doings.save()

    def action_remove(self) -> None:
        """Take the view under the cursor away."""
        if self._writable and (view := self._current) is not None:
            self._doings.remove(view)

    @property
    def _current(self) -> SavedView | None:
        place = self.query_one(OptionList).highlighted if self.shown else None
        return self._views[place] if place is not None and place < len(self._views) else None


class ViewNameDialog(Dialog[str]):
    """Asks what a view is to be called; its result is the name."""

    def __init__(self, view: SavedView) -> None:
        """`view` is what is saved."""
        super().__init__()
        self._view = view

    def heading(self) -> str:
        """What it does."""
        return _("Spara vyn")

    def body(self) -> Iterable[Widget]:
        """The name, and what it will stand for."""
        yield Input(compact=True, placeholder=_("Vyns namn"), max_length=NAME_LENGTH, id="name")
        yield Static(plain(view_told(self._view)), classes="dim")
        yield Static(plain(_("Enter sparar. En vy som redan heter så ersätts.")), classes="dim")

    @on(Input.Submitted)
    def go(self, event: Input.Submitted) -> None:
        """Leave with the name, if there is one."""
        if name := one_line(event.value):
            self.dismiss(name)


def view_told(view: SavedView) -> str:
    """What a view shows: `status:delvis · ordnade efter text · i grupper: nämnd`."""
    group, order = GROUPINGS.get(view.group or "", ""), SORT_WORDS.get(view.order or "", "")
    told = [
        view.line.strip() or _("alla rekommendationer"),
        _(order) if order else "",
        _("i grupper: {by}").format(by=_(group).lower()) if group else "",
    ]
    return " · ".join(filter(None, told))


def _line(view: SavedView) -> Option:
    return Option(Content.assemble(plain_line(view.name), "  ", plain_line(view_told(view)).stylize("dim")))
