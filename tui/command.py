"""A command: what is done, with which keys, what it is called, and when it can be given."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct
from textual.binding import Binding

from storage.domain.text import folded
from tui.keymap import keys_of
from tui.language.catalogue import _
from tui.language.key_words import key_word
from tui.situation import Place, Situation, always

Area = Literal[
    "app",
    "audits",
    "letters",
    "answering",
    "deadlines",
    "followups",
    "history",
    "past",
    "lists",
    "records",
    "table",
    "filter",
    "editor",
    "form",
    "entry",
    "collection",
    "scales",
    "views",
    "groups",
    "writing",
    "text",
    "findings",
    "drafts",
    "written",
    "dialog",
    "start",
    "starting",
]
"""Whose bindings a command is among: the application, the daily screen, that of letters, that of an answer, that of
what is watched, that of the history, that of the register as it was, screens of lists, screens that change records,
every table, the filter line, the comment editor, forms, forms of records, records listed in a dialog, forms of
documents, all of these forms, scales, saved views, groups, what was found in a document, the drafts that are left, a
document that was written, every dialog, the screen before there is a register, and its forms."""

_PLACES: Mapping[Area, Place] = MappingProxyType(
    {
        "start": "start",
        "starting": "start",
        "audits": "audits",
        "letters": "letters",
        "answering": "answering",
        "deadlines": "deadlines",
        "followups": "followups",
        "history": "history",
        "past": "past",
    }
)
"""Areas that are a single screen's."""


class Command(Struct, frozen=True):
    """One thing that can be done."""

    id: str
    keys: tuple[str, ...]
    """Its own; :attr:`keys_now` are those that apply."""
    label: str
    """Swedish message id, a word or two: what the footer shows."""
    help: str
    """Swedish message id, a sentence."""
    group: str
    """Swedish message id of the heading in help."""
    area: Area
    action: str
    """The Textual action that does it."""
    applies: Callable[[Situation], bool] = always
    footer: int | None = None
    """How dear its place in the footer is: when there is no room the highest give theirs up. None is not there."""
    marked_label: str | None = None
    """What it is called while recommendations are marked, where it then does something else."""
    level: int | None = None
    """The level of the open scale that it sets, counted from 1."""
    priority: bool = False
    """Whether the key is taken before the focused widget sees it."""
    offered: bool = True
    """Whether the palette has it; moving about is done with the keys themselves."""

    @property
    def keys_now(self) -> tuple[str, ...]:
        """The keys that give it: its own, or those that the user has chosen."""
        return keys_of(self.id, self.keys)

    @property
    def key_words(self) -> str:
        """Those keys as they are written on the keyboard."""
        return " ".join(map(key_word, self.keys_now))

    @property
    def binding(self) -> Binding:
        """The command as Textual wants it."""
        return Binding(",".join(self.keys), self.action, self.label, id=self.id, priority=self.priority, show=False)

    def name(self, now: Situation | None = None) -> str:
        """What it is called: a level by the open scale's own word."""
        if self.level is None or now is None or self.level > len(now.levels):
            label = self.marked_label if self.marked_label and now and now.marked else self.label
            return _(label).format(n=self.level)
        level = now.levels[self.level - 1]
        return level.short_label or level.label or _(self.label).format(n=self.level)

    def is_in(self, now: Situation) -> bool:
        """Whether it belongs to the screen that there is: before there is a register there are few."""
        if self.area in _PLACES:
            return _PLACES[self.area] == now.place
        return self.area == "app" or now.place != "start"

    def matches(self, words: str) -> bool:
        """Whether every word stands somewhere in its name, key or help, å ä ö typed or not."""
        text = folded(" ".join([self.name(), _(self.help), _(self.group), self.key_words]))
        return all(word in text for word in folded(words).split())
