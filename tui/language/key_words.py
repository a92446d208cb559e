"""What keys are called: as it stands on the keyboard."""

from tui.language.catalogue import _, mark

_KEY_WORDS = {
    "escape": mark("Esc"),
    "space": mark("mellanslag"),
    "enter": mark("Enter"),
    "tab": mark("Tab"),
    "shift+tab": mark("Skift+Tab"),
    "pageup": mark("PgUp"),
    "pagedown": mark("PgDn"),
    "home": mark("Home"),
    "end": mark("End"),
    "delete": mark("Delete"),
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}

KEY_NAMES = frozenset({*_KEY_WORDS, "backspace", "insert", *(f"f{number}" for number in range(1, 25))} - {"shift+tab"})
"""Keys that have a name and no character."""


def key_word(key: str) -> str:
    """A key as it is written on the keyboard: `Ctrl+P`, `mellanslag`, `?`."""
    if key in _KEY_WORDS:
        return _(_KEY_WORDS[key])
    if key.startswith("shift+"):
        return f"{_('Skift')}+{key_word(key[6:])}"
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    if len(key) > 1 and key[0] == "f":
        return key.upper()
    return key
