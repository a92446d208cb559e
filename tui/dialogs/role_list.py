"""Bodies and what a letter asks of each: the space bar goes through the roles."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from storage.domain.letter_material import ROLES
from tui.dialogs.fields import roles, roles_text
from tui.language.terms import value_word
from tui.widgets.plain import fit, plain

MOST_LINES = 6
_ROLE_WIDTH = 13
_CYCLE = ("", *ROLES)


class RoleList(OptionList):
    """A list of bodies with their roles, those that have one first."""

    BINDINGS: ClassVar[list[BindingType]] = [("space,right", "step(1)"), ("left", "step(-1)")]

    class Changed(Message):
        """A body has another role."""

    def __init__(self, bodies: Sequence[tuple[str, str]], text: str) -> None:
        """`bodies` are (id, name) pairs; `text` says which have which role."""
        self._roles = roles(text)
        self._bodies = sorted(bodies, key=lambda body: body[0] not in self._roles)
        super().__init__(*(Option(self._line(body, name), id=body) for body, name in self._bodies), compact=True)
        self.styles.height = max(min(len(bodies), MOST_LINES), 1)

    @property
    def value(self) -> str:
        """Which bodies have which role."""
        return roles_text(self._roles)

    def choose(self, text: str) -> None:
        """Give each body the role that `text` says."""
        self._roles = roles(text)
        for place, (body, name) in enumerate(self._bodies):
            self.replace_option_prompt_at_index(place, self._line(body, name))
        self.post_message(self.Changed())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        event.stop()
        self.action_step(1)

    def on_focus(self) -> None:
        """Begin with the first body."""
        if self.highlighted is None and self._bodies:
            self.highlighted = 0

    def action_step(self, step: int) -> None:
        """The next role, or the one before, for the body that is highlighted."""
        if self.highlighted is None:
            return
        body, name = self._bodies[self.highlighted]
        held = self._roles.get(body, "")
        place = _CYCLE.index(held) if held in _CYCLE else 0
        self._roles[body] = _CYCLE[(place + step) % len(_CYCLE)]
        self.replace_option_prompt_at_index(self.highlighted, self._line(body, name))
        self.post_message(self.Changed())

    def _line(self, body: str, name: str) -> Content:
        role = self._roles.get(body, "")
        word = value_word("role", role) if role else ""
        return plain(f"{'■' if role else '·'} {fit(word, _ROLE_WIDTH)} {name}")
