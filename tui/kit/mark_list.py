"""Fields that mark records of a list, or give bodies a role: space marks, letters search."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from storage.domain.material import ROLES
from storage.domain.text import folded, one_line
from tui.kit.fields import marks, marks_text, quickly_folded, roles, roles_text
from tui.kit.plain import fit, plain
from tui.language.catalogue import _
from tui.language.words import value_word

MOST_LINES = 6
NO_WHYS: Mapping[str, str] = MappingProxyType({})
MOST_LISTED = 60
"""Records that are listed at once; the others are found by typing."""


class MarkList(OptionList):
    """List of records of which some are marked, those first."""

    BINDINGS: ClassVar[list[BindingType]] = [("space", "step"), ("backspace", "search_less")]

    class Changed(Message):
        """Other records are marked, or the search has changed."""

    def __init__(self, records: Sequence[tuple[str, str]], text: str, whys: Mapping[str, str] = NO_WHYS) -> None:
        """Create it of (id, name) pairs; `text` are the marked ones, `whys` hints of some, by id."""
        super().__init__(compact=True)
        self._whys = whys
        self._marked = marks(text)
        self._names = {one: one_line(name) for one, name in records}
        self._order = [*(one for one in self._marked if one in self._names), *self._names]
        self._searched = ""
        self._show()

    @property
    def value(self) -> str:
        """Return the marked ones as text."""
        return marks_text(self._marked)

    @property
    def hint(self) -> str:
        """Return the hint of the highlighted one, the search, and how many match."""
        if not self._names:
            return ""
        why = self._whys.get(self.highlighted_option.id or "") if self.has_focus and self.highlighted_option else ""
        if why:
            return why
        found = sum(self._matches(one) for one in self._names)
        if self._searched:
            return _("Sökt: {words} ({n} av {all})").format(words=self._searched, n=found, all=len(self._names))
        if self.has_focus and len(self._names) > MOST_LINES:
            return _("{n} att välja bland. Skriv för att söka.").format(n=len(self._names))
        return ""

    def choose(self, text: str) -> None:
        """Mark those of `text` and no others."""
        self._marked = marks(text)
        self._show(self.highlighted)
        self.post_message(self.Changed())

    def on_key(self, event: events.Key) -> None:
        """Narrow the list by a letter."""
        if event.is_printable and event.character and event.character.strip():
            event.stop()
            event.prevent_default()
            self._search(self._searched + event.character)

    def on_focus(self) -> None:
        """Highlight the first."""
        if self.highlighted is None and self._names:
            self.highlighted = 0
        self.post_message(self.Changed())

    def on_blur(self) -> None:
        """End the search."""
        self._search("")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Report another hint."""
        event.stop()
        if self._whys:
            self.post_message(self.Changed())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Mark on Enter, or a click."""
        event.stop()
        self.action_step()

    def action_step(self) -> None:
        """Mark the highlighted one, or remove its mark."""
        one = self.highlighted_option.id if self.highlighted_option else None
        if self.highlighted is None or one is None:
            return
        if one in self._marked:
            self._marked.remove(one)
        else:
            self._marked.append(one)
        self.replace_option_prompt_at_index(self.highlighted, self._line(one))
        self.post_message(self.Changed())

    def action_search_less(self) -> None:
        """Remove the last letter of the search."""
        self._search(self._searched[:-1])

    def _search(self, words: str) -> None:
        if words != self._searched:
            self._searched = words
            self._show(0)
            self.post_message(self.Changed())

    def _show(self, highlighted: int | None = None) -> None:
        found = [one for one in dict.fromkeys(self._order) if self._matches(one)][:MOST_LISTED]
        self.clear_options()
        self.add_options(Option(self._line(one), id=one) for one in found)
        if not self._names:
            self.add_option(Option(plain(_("inget att välja bland")), disabled=True))
        if highlighted is not None and found:
            self.highlighted = min(highlighted, len(found) - 1)
        self.styles.height = max(min(len(self._names), MOST_LINES), 1)

    def _matches(self, one: str) -> bool:
        return folded(self._searched) in quickly_folded(self._names[one])

    def _line(self, one: str) -> Content:
        return plain(f"{'■' if one in self._marked else '·'} {self._names[one]}")


_ROLE_WIDTH = 13
_CYCLE = ("", *ROLES)


class RoleList(OptionList):
    """List of bodies with their roles, those that have one first."""

    BINDINGS: ClassVar[list[BindingType]] = [("space,right", "step(1)"), ("left", "step(-1)")]

    class Changed(Message):
        """A body has another role."""

    def __init__(self, bodies: Sequence[tuple[str, str]], text: str) -> None:
        """Create it of (id, name) pairs; `text` is which have which role."""
        self._roles = roles(text)
        self._bodies = sorted(bodies, key=lambda body: body[0] not in self._roles)
        super().__init__(*(Option(self._line(body, name), id=body) for body, name in self._bodies), compact=True)
        self.styles.height = max(min(len(bodies), MOST_LINES), 1)

    @property
    def value(self) -> str:
        """Return the roles as text."""
        return roles_text(self._roles)

    def choose(self, text: str) -> None:
        """Give the bodies the roles of `text`."""
        self._roles = roles(text)
        for place, (body, name) in enumerate(self._bodies):
            self.replace_option_prompt_at_index(place, self._line(body, name))
        self.post_message(self.Changed())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the next role on Enter, or a click."""
        event.stop()
        self.action_step(1)

    def on_focus(self) -> None:
        """Highlight the first body."""
        if self.highlighted is None and self._bodies:
            self.highlighted = 0

    def action_step(self, step: int) -> None:
        """Give the highlighted body the next role, or the previous one."""
        if self.highlighted is None:
            return
        body, name = self._bodies[self.highlighted]
        role = self._roles.get(body, "")
        place = _CYCLE.index(role) if role in _CYCLE else 0
        self._roles[body] = _CYCLE[(place + step) % len(_CYCLE)]
        self.replace_option_prompt_at_index(self.highlighted, self._line(body, name))
        self.post_message(self.Changed())

    def _line(self, body: str, name: str) -> Content:
        role = self._roles.get(body, "")
        word = value_word("role", role) if role else ""
        return plain(f"{'■' if role else '·'} {fit(word, _ROLE_WIDTH)} {name}")
