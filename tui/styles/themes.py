"""The colours there are to choose between."""

from textual.theme import Theme

from tui.language.catalogue import mark

CONTRAST = Theme(
    name="granska-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    success="#00ff00",
    warning="#ffff00",
    error="#ff7070",
    dark=True,
    luminosity_spread=0.3,
)
"""White on black and nothing in between."""

THEMES = {
    "textual-dark": mark("mörka"),
    "textual-light": mark("ljusa"),
    CONTRAST.name: mark("hög kontrast"),
    "ansi-dark": mark("terminalens egna"),
}
"""Theme → what its colours are called, in the order that they follow each other."""


def after(theme: str) -> str:
    """The next theme."""
    names = list(THEMES)
    return names[(names.index(theme) + 1) % len(names)] if theme in THEMES else names[0]
