"""Commands, and the registry that bindings, footer, help and palette are made from."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from msgspec import Struct
from textual import actions
from textual.binding import Binding, BindingType

from storage.domain.records import Level
from storage.domain.text import folded
from tui.language.catalogue import _, mark
from tui.language.words import key_word

Pane = Literal[
    "audits", "recommendations", "detail", "letters", "responses", "letter", "targets", "target",
    "deadlines", "deadline", "actions", "action", "followups", "covered", "followup",
]  # fmt: skip
"""The parts of the screens that have the keyboard in turn."""
Place = Literal["start", "audits", "letters", "response", "deadlines", "followups", "history", "past"]
"""The screens; `start` before there is a register."""


class Situation(Struct, frozen=True):
    """Facts of a screen or dialog that decide which commands apply."""

    place: Place = "audits"
    """The present screen, also behind a dialog."""
    pane: Pane | Literal["filter"] = "recommendations"
    """The pane that has the focus."""
    writable: bool = True
    """True when the register can be written to."""
    row: bool = False
    """True when a recommendation, or another record of the screen, is under the cursor."""
    marked: int = 0
    """Number of marked rows."""
    filtered: bool = False
    letter: bool = False
    """True when the keys of letters apply to a letter; among deadlines, to one that requires a response."""
    late: bool = False
    """True when the deadline under the cursor has passed."""
    followup: Literal["", "open", "closed"] = ""
    """State of the follow-up that the keys apply to; empty for none."""
    levels: tuple[Level, ...] = ()
    """The open follow-up's scale in order; none when no follow-up is open."""
    unsaved: bool = False
    """True when the texts of a dialog differ from the saved ones."""
    text: bool = False
    """True when a text area has the focus in a dialog."""


def always(_situation: Situation) -> bool:
    """Return True, for a command that always applies."""
    return True


def on_row(now: Situation) -> bool:
    """Return True when the cursor is on a record."""
    return now.row


def is_writable(now: Situation) -> bool:
    """Return True when the register can be written to."""
    return now.writable


def changing_row(now: Situation) -> bool:
    """Return True when there is a record under the cursor to change."""
    return now.writable and now.row


def on_letter(now: Situation) -> bool:
    """Return True when there is a letter under the cursor, or one whose detail or responses have the focus."""
    return now.letter


def to_recommendations(now: Situation) -> str:
    """Return advice for keys that need a recommendation while the focus is among the audits."""
    return _("Gå till rekommendationerna med Tab först.") if now.pane == "audits" else ""


def to_letter(now: Situation) -> str:
    """Return advice for keys that need a letter when none is under the cursor."""
    return "" if now.letter else _("Välj först ett brev i listan.")


def to_letter_or_response(now: Situation) -> str:
    """Return advice for keys that need a letter or a response when none is under the cursor."""
    return "" if now.row else _("Välj först ett brev eller ett svar i listan.")


def to_text(now: Situation) -> str:
    """Return advice for keys that need a text area when another field has the focus."""
    return "" if now.text else _("Gå först till ett fält med flera rader.")


_chosen: dict[str, tuple[str, ...]] = {}


def use_keys(chosen: Mapping[str, tuple[str, ...]]) -> None:
    """Bind the commands of these ids to these keys from now on, all others to their own."""
    _chosen.clear()
    _chosen.update(chosen)


def keys_of(command_id: str, own: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys of a command; `own` are its default."""
    return _chosen.get(command_id, own)


Area = Literal[
    "app",
    "audits",
    "letters",
    "response",
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
"""Areas whose bindings a command is among. Most are a screen's or a dialog's; `app` is the application's, `lists` of
screens with a list, `records` of screens that change records, `table` of tables and details, `form` of all forms,
`entry` and `collection` of forms and lists of records, `writing` of forms of documents, `text` of dialogs with texts,
`dialog` of all dialogs, `start` and `starting` of the screen without a register and its forms."""

_PLACES: Mapping[Area, Place] = MappingProxyType(
    {
        "start": "start",
        "starting": "start",
        "audits": "audits",
        "letters": "letters",
        "response": "response",
        "deadlines": "deadlines",
        "followups": "followups",
        "history": "history",
        "past": "past",
    }
)
"""Areas that are a single screen's."""


def silent(_situation: Situation) -> str:
    """Return no advice, for a command that needs none when it does not apply."""
    return ""


class Command(Struct, frozen=True):
    """Command of the user: action, keys, words, and when it applies."""

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
    advice: Callable[[Situation], str] = silent
    """Returns what to do first, in the user's language, for a key that does not apply."""
    footer: int | None = None
    """Rank in the footer: without room the highest are left out. None is never there."""
    marked_label: str | None = None
    """Label while recommendations are marked, if it then does something else."""
    level: int | None = None
    """The level of the open scale that it sets, counted from 1."""
    priority: bool = False
    """True when the key is handled before the focused widget sees it."""
    offered: bool = True
    """True when the palette has it; movements are left to their keys."""

    @property
    def keys_now(self) -> tuple[str, ...]:
        """Return the keys chosen by the user, or its own."""
        return keys_of(self.id, self.keys)

    @property
    def key_words(self) -> str:
        """Return those keys as written on the keyboard."""
        return " ".join(map(key_word, self.keys_now))

    @property
    def binding(self) -> Binding:
        """Return the command as a Textual binding."""
        return Binding(",".join(self.keys), self.action, self.label, id=self.id, priority=self.priority, show=False)

    def does(self, action: str, parameters: tuple[object, ...]) -> bool:
        """Return True when the command runs this action with these parameters."""
        _namespace, name, own = actions.parse(self.action)
        return (name, own) == (action, parameters)

    def name(self, now: Situation | None = None) -> str:
        """Return its label; of a level the word of the open scale."""
        if self.level is None or now is None or self.level > len(now.levels):
            label = self.marked_label if self.marked_label and now and now.marked else self.label
            return _(label).format(n=self.level)
        level = now.levels[self.level - 1]
        return level.short_label or level.label or _(self.label).format(n=self.level)

    def is_in(self, now: Situation) -> bool:
        """Return True when it belongs to the present screen; before there is a register few do."""
        if self.area in _PLACES:
            return _PLACES[self.area] == now.place
        return self.area == "app" or now.place != "start"

    def matches(self, words: str) -> bool:
        """Return True when every word occurs in its name, key or help, also without å, ä and ö."""
        text = folded(" ".join([self.name(), _(self.help), _(self.group), self.key_words]))
        return all(word in text for word in folded(words).split())


FIND = mark("Hitta")
WRITE = mark("Skriva")
EDIT = mark("Redigera")
ASSESS = mark("Bedöma")
DOCUMENTS = mark("Dokument")

_registered: list[Command] = []


def register(commands: Iterable[Command]) -> None:
    """Set the commands, in the order of help, palette and footer."""
    _registered[:] = commands


def registered() -> Sequence[Command]:
    """Return all commands, in the order of help, palette and footer."""
    return _registered


def bindings(area: Area, *commands: Command) -> list[BindingType]:
    """Make Textual's bindings of those commands that belong to an area, each with its command's id."""
    return [command.binding for command in commands if command.area == area]


def commands_for(areas: Collection[Area], action: str, parameters: tuple[object, ...]) -> list[Command]:
    """Select the commands of these areas that an action does."""
    return [command for command in _registered if command.area in areas and command.does(action, parameters)]


def key_for(command_id: str) -> str:
    """Return the first key of a command as it is written on the keyboard, for sentences that name it."""
    return next(key_word(command.keys_now[0]) for command in _registered if command.id == command_id)


def footer_commands(areas: Collection[Area], now: Situation) -> list[Command]:
    """Select the commands of these areas that the footer offers now."""
    return [c for c in _registered if c.area in areas and c.footer is not None and c.applies(now)]


def palette_commands(now: Situation, words: str = "") -> list[Command]:
    """Select what the palette offers now, of what `words` match; a level is also found by the open scale's word."""
    wanted = folded(words).split()
    return [
        command
        for command in _registered
        if command.offered and command.applies(now) and command.is_in(now)
        if command.matches(words) or all(word in folded(_level_words(command, now)) for word in wanted)
    ]


def _level_words(command: Command, now: Situation) -> str:
    if command.level is None or command.level > len(now.levels):
        return ""
    level = now.levels[command.level - 1]
    return f"{level.short_label or ''} {level.label or ''}"
