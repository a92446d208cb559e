"""Themes, and the style sheets of the first paint and of the rest.

The first two stand in the place of Textual's own of the same names: chosen so that every text, dim ones and those of
the levels too, has a contrast of 4.5 or more against what it stands on.
"""

from pathlib import Path, PurePath

from textual.css.stylesheet import Stylesheet
from textual.theme import Theme

from tui.language.catalogue import mark

DARK = Theme(
    name="textual-dark",
    primary="#62aeea",
    secondary="#a9c1d6",
    accent="#eab765",
    foreground="#dde3e9",
    background="#12161b",
    surface="#1a2027",
    panel="#1c2631",
    success="#85d29d",
    warning="#f2c271",
    error="#f5949e",
    dark=True,
    variables={
        "border": "#4391d0",
        "boost": "#262e37",
        "surface-active": "#1c3f60",
        "text-muted": "#a2acb6",
        "text-disabled": "#a9b3bd",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#1f4c76",
        "block-cursor-blurred-background": "#29323c",
        "marked-background": "#322e26",
        "scrollbar": "#4a5866",
        "scrollbar-hover": "#62aeea",
        "scrollbar-background": "#1a2027",
        "scrollbar-background-hover": "#1a2027",
        "scrollbar-background-active": "#1a2027",
        "input-selection-background": "#2f6a9f",
        "input-selection-foreground": "#ffffff",
    },
)
LIGHT = Theme(
    name="textual-light",
    primary="#14609f",
    secondary="#3c566e",
    accent="#8a4600",
    foreground="#1c232b",
    background="#f6f7f9",
    surface="#ffffff",
    panel="#e6ebf0",
    success="#17692f",
    warning="#7a4f00",
    error="#ad1f33",
    dark=False,
    variables={
        "border": "#2a78b8",
        "boost": "#e9edf2",
        "surface-active": "#d3e6f7",
        "text-muted": "#515c67",
        "text-disabled": "#515c67",
        "block-cursor-foreground": "#0b1a28",
        "block-cursor-background": "#bcdaf4",
        "block-cursor-blurred-background": "#e0e6ec",
        "marked-background": "#e5dcd3",
        "scrollbar": "#9aa7b4",
        "scrollbar-hover": "#14609f",
        "scrollbar-background": "#ffffff",
        "scrollbar-background-hover": "#ffffff",
        "scrollbar-background-active": "#ffffff",
        "input-selection-background": "#8fc1ec",
        "input-selection-foreground": "#0b1a28",
    },
)
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
    error="#ff8080",
    dark=True,
    variables={
        "boost": "#262626",
        "surface-active": "#0000a8",
        "text-muted": "#e0e0e0",
        "text-disabled": "#d0d0d0",
        "block-cursor-foreground": "#000000",
        "block-cursor-background": "#ffff00",
        "block-cursor-blurred-background": "#333333",
        "marked-background": "#262600",
        "scrollbar": "#ffffff",
        "scrollbar-background": "#000000",
        "scrollbar-background-hover": "#000000",
        "scrollbar-background-active": "#000000",
        "input-selection-background": "#ffff00",
        "input-selection-foreground": "#000000",
    },
)
"""White on black and nothing in between."""

TERMINAL = Theme(
    name="ansi-dark",
    ansi=True,
    primary="ansi_blue",
    secondary="ansi_cyan",
    accent="ansi_magenta",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    success="ansi_green",
    warning="ansi_yellow",
    error="ansi_red",
    dark=True,
    variables={
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "border": "ansi_blue",
        "border-blurred": "ansi_bright_black",
        "surface-active": "ansi_default",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_cyan",
        "block-cursor-blurred-foreground": "ansi_default",
        "block-cursor-blurred-background": "ansi_default",
        "marked-background": "ansi_magenta",
        "scrollbar": "ansi_bright_black",
        "scrollbar-background": "ansi_default",
        "input-selection-background": "ansi_cyan",
        "input-selection-foreground": "ansi_black",
    },
)
"""The sixteen colours that the terminal has been given, on its own ground."""

OWN = (DARK, LIGHT, CONTRAST, TERMINAL)

THEMES = {
    DARK.name: mark("mörka"),
    LIGHT.name: mark("ljusa"),
    CONTRAST.name: mark("hög kontrast"),
    TERMINAL.name: mark("terminalens egna"),
}
"""Theme → what its colours are called, in the order that they follow each other."""


def after(theme: str) -> str:
    """Return the next theme."""
    names = list(THEMES)
    return names[(names.index(theme) + 1) % len(names)] if theme in THEMES else names[0]


_HERE = Path(__file__).parent
FIRST = _HERE / "app.tcss"
"""Style sheet of the first paint."""
LATER = (_HERE / "screens.tcss", _HERE / "dialogs.tcss")
"""Style sheets of the rest, two thirds of all rules: each rule is matched against each widget."""
PLAIN: list[str | PurePath] = [FIRST, *LATER, _HERE / "no_colours.tcss"]
"""All, with text for what colours show otherwise; for `NO_COLOR`."""


def read_later(stylesheet: Stylesheet) -> None:
    """Load the style sheets of other screens and dialogs after the first paint: none has to wait for them."""
    for path in LATER:
        if not stylesheet.has_source(str(path)):
            stylesheet.read(path)
    stylesheet.parse()
