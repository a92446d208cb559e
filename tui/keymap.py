"""The user's own keys for commands, validated against the commands and keys there are."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from msgspec import Struct

from tui.keys import COMMANDS
from tui.kit.command import Area, Command, use_keys
from tui.language.catalogue import _
from tui.language.words import KEY_NAMES, key_word, nearest
from tui.preferences import Settings

MODIFIERS = ("ctrl", "alt", "shift")
EDITING = {"space", "enter", "tab", "backspace", "delete", "up", "down", "left", "right", "home", "end"}
"""Keys needed for editing a text."""

DIALOGS: frozenset[Area] = frozenset(
    {"editor", "form", "writing", "text", "findings", "drafts", "written", "starting", "dialog"}
)
SHARED: frozenset[Area] = frozenset({"app", "table", "records", "lists"})
"""Areas that several screens have."""
NO_LISTS: frozenset[Area] = frozenset({"response", "lists"})
"""The response screen has no lists."""
TYPED_IN: frozenset[Area] = frozenset({"filter", "editor", "form", "writing", "text", "starting", "dialog"})
"""Areas with a text field."""

Chosen = dict[str, tuple[str, ...]]
"""Command id → keys, by Textual's names."""


class Keymap(Struct, frozen=True):
    """Keys that apply, and sentences about those that cannot."""

    keys: Mapping[str, tuple[str, ...]]
    faults: tuple[str, ...]


def keymap(settings: Settings) -> Keymap:
    """Validate keys: known, of known commands, within reach, and no key for two commands in one place."""
    faults: list[str] = []
    by_id = {command.id: command for command in COMMANDS}
    chosen: Chosen = {}
    for name, written in settings.keys.items():
        command = by_id.get(name)
        text = _("inget kommando heter ”{word}”.{nearest}").format(word=name, nearest=nearest(name, sorted(by_id)))
        if command is not None:
            named = [key_named(key) for key in written]
            text = next(_key_faults(command, written, named), "")
            if not text:
                chosen[name] = tuple(dict.fromkeys(filter(None, named)))
        if text:
            faults.append(_fault(settings, name, text))
    faults += [_fault(settings, *clash) for clash in _take_back_clashes(chosen, list(settings.keys))]
    return Keymap(chosen, tuple(faults))


def use_keymap(settings: Settings) -> Keymap:
    """Apply the valid keys from now on."""
    found = keymap(settings)
    use_keys(found.keys)
    return found


def key_named(written: str) -> str | None:
    """Return Textual's name of a key written as on the screen, `Ctrl+S`, or by its name, `ctrl+s`; else None."""
    words = _words()
    if len(written) == 1 and written not in words:
        return written if written.isprintable() and not written.isspace() else None
    *modifiers, last = written.strip().casefold().split("+")
    base = words.get(last, last)
    modifiers = ["shift" if modifier == words["shift"] else modifier for modifier in modifiers]
    if base not in KEY_NAMES and not (len(base) == 1 and modifiers and base.isalnum()):
        return None
    if not set(modifiers) <= set(MODIFIERS) or len(set(modifiers)) < len(modifiers):
        return None
    if modifiers == ["shift"] and len(base) == 1:
        return base.upper()  # as a terminal sends it
    return "+".join([*(modifier for modifier in MODIFIERS if modifier in modifiers), base])


def _words() -> dict[str, str]:
    """Map keys as the screen writes them to their names, and `shift` to the word for Shift."""
    words = {key_word(key).casefold(): key for key in KEY_NAMES}
    return {**words, "shift": key_word("shift+tab").partition("+")[0].casefold()}


def _key_faults(command: Command, written: tuple[str, ...], named: list[str | None]) -> Iterator[str]:
    """Yield the faults of one command's keys."""
    for as_written, key in zip(written, named, strict=True):
        if key is None:
            near = nearest(as_written, sorted({*_words(), *KEY_NAMES}))
            yield _("ingen tangent heter ”{word}”.{nearest}").format(word=as_written, nearest=near)
        elif command.area in TYPED_IN and (len(key) == 1 or key == "space" or (command.priority and key in EDITING)):
            template = _("{command} används där man skriver, så ”{key}” går inte. Välj till exempel f8 eller ctrl+g.")
            yield template.format(command=command.id, key=as_written)
        elif command.priority and (len(key) == 1 or key in EDITING):
            template = _(
                "{command} gäller också där man skriver, så ”{key}” går inte. Välj till exempel f8 eller ctrl+g."
            )
            yield template.format(command=command.id, key=as_written)


def _take_back_clashes(chosen: Chosen, order: list[str]) -> Iterator[tuple[str, str]]:
    """Drop keys that two commands share in one place, the last written first; yield (command, fault) of each."""
    while clash := next(_clashes(chosen), None):
        key, one, other = clash
        given = max((c for c in (one, other) if c.id in chosen), key=lambda command: order.index(command.id))
        holder = other if given is one else one
        del chosen[given.id]
        template = _("”{key}” hör redan till {holder} ({name}). {command} behåller {old}; välj en annan tangent.")
        old = " ".join(key_word(old) for old in given.keys)
        yield (
            given.id,
            template.format(key=key_word(key), holder=holder.id, name=holder.name(), command=given.id, old=old),
        )


def _clashes(chosen: Chosen) -> Iterator[tuple[str, Command, Command]]:
    """Yield (key, command, command) for keys that the user gave to two commands in one place."""
    for one, other in combinations(COMMANDS, 2):
        if not (one.id in chosen or other.id in chosen) or not _together(one, other):
            continue
        shared = set(chosen.get(one.id, one.keys)) & set(chosen.get(other.id, other.keys))
        if shared and not shared <= (set(one.keys) & set(other.keys)):
            yield (min(shared), one, other)


def _together(one: Command, other: Command) -> bool:
    """True when both commands are available in one place."""
    areas = {one.area, other.area}
    if len(areas) == 1 or (one.priority and "app" in areas) or (other.priority and "app" in areas):
        return True
    if areas & DIALOGS:
        return "dialog" in areas and areas <= DIALOGS
    return bool(areas & SHARED) and "filter" not in areas and areas != NO_LISTS


def _fault(settings: Settings, command: str, text: str) -> str:
    line = settings.lines.get(command)
    return _("Rad {line}: {told}").format(line=line, told=text) if line else text
