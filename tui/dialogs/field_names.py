"""A field of names that the register knows: what may be meant is listed below it while one types."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from storage.domain.text import searchable
from tui.dialogs.field_inputs import LineInput
from tui.dialogs.fields import begins, suggested
from tui.widgets.plain import fit, plain, width_of

MOST = 5
"""Names that are listed at once."""


class NameInput(LineInput):
    """A line that offers names: ↓ and ↑ choose one, Tab and Enter take it, Esc keeps what is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        ("down", "choose(1)"),
        ("up", "choose(-1)"),
        ("tab", "take"),
        ("escape", "offer_nothing"),
    ]

    class Offering(Message):
        """Other names are offered, or another is chosen."""

        def __init__(self, field: "NameInput") -> None:
            super().__init__()
            self.field = field

    def __init__(self, value: str, *, known: Sequence[str], several: bool = False, example: str = "") -> None:
        """A field.

        Args:
            value: what it holds at first.
            known: the names.
            several: whether it holds several, with commas.
            example: what stands in it while it is empty.
        """
        super().__init__(value, joined_by=", " if several else " ", known=known)
        self.placeholder = example
        self._names = known
        self._exact = {searchable(name) for name in known}
        self._several = several
        self.offered: list[str] = []
        """The names that are listed."""
        self.chosen: int | None = None
        """The place of the one that Tab takes."""

    @property
    def _begun(self) -> str:
        """The name that is being written."""
        return self.value.replace(";", ",").rpartition(",")[2].lstrip() if self._several else self.value

    @on(Input.Changed)
    def offer(self) -> None:
        """Offer what may be meant; nothing where a whole name stands already, or nobody types."""
        begun = self._begun.strip()
        typing = self.has_focus and self.cursor_position == len(self.value)
        known = not begun or searchable(begun) in self._exact or searchable(self.value.strip()) in self._exact
        found = suggested(self._names, begun, MOST) if typing and not known else []
        self._offer(found, 0 if found and begins(found[0], begun) else None)

    def on_blur(self) -> None:
        """Offer nothing to who is elsewhere."""
        self._offer([], None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of the list to the form while nothing is offered."""
        match action:
            case "choose" | "offer_nothing":
                return bool(self.offered)
            case "take":
                return self.chosen is not None
            case _:
                return super().check_action(action, parameters)

    async def action_submit(self) -> None:
        """Enter: take the name that is chosen; where none is, go on."""
        if self.chosen is None:
            await super().action_submit()
        else:
            self.action_take()

    def action_choose(self, step: int) -> None:
        """Choose the next name, or the one before; before the first there is none."""
        place = (-1 if self.chosen is None else self.chosen) + step
        last = len(self.offered) - 1
        self._offer(self.offered, None if place < 0 else min(place, last))

    def action_take(self) -> None:
        """Write the chosen name out."""
        if self.chosen is not None:
            self.take(self.chosen)

    def take(self, place: int) -> None:
        """Write out the name at this place of the list."""
        name, begun = self.offered[place], self._begun
        self.value = self.value[: len(self.value) - len(begun)] + name
        self.cursor_position = len(self.value)
        self._offer([], None)

    def action_offer_nothing(self) -> None:
        """Keep what is typed."""
        self._offer([], None)

    def _offer(self, names: list[str], chosen: int | None) -> None:
        if (names, chosen) != (self.offered, self.chosen):
            self.offered, self.chosen = names, chosen
            self.post_message(self.Offering(self))


class Suggestions(Static):
    """The names that a field offers, over what stands below it."""

    class Taken(Message):
        """A name was clicked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def show(self, names: Sequence[str], chosen: int | None) -> None:
        """List these."""
        width = max((width_of(name) for name in names), default=0)
        lines = [
            plain(fit(name, width)).stylize("reverse" if place == chosen else "") for place, name in enumerate(names)
        ]
        self.update(Content("\n").join(lines))
        self.styles.height = len(names)
        self.display = bool(names)

    def on_click(self, event: events.Click) -> None:
        """Take the name that was clicked."""
        event.stop()
        self.post_message(self.Taken(event.y))
