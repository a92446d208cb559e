"""Which style sheets there are, and when each is read."""

from pathlib import Path, PurePath

from textual.css.stylesheet import Stylesheet

_HERE = Path(__file__).parent
FIRST = _HERE / "app.tcss"
"""How the first screen looks."""
LATER = (_HERE / "screens.tcss", _HERE / "dialogs.tcss")
"""What the first paint does not need: two thirds of all styles. Each rule is looked at for each widget."""
PLAIN: list[str | PurePath] = [FIRST, *LATER, _HERE / "no_colours.tcss"]
"""All, and what colours tell, told without them; for those who have set `NO_COLOR`."""


def read_later(stylesheet: Stylesheet) -> None:
    """Read how other screens and dialogs look, now that the first one stands there: none has to wait for it."""
    for path in LATER:
        if not stylesheet.has_source(str(path)):
            stylesheet.read(path)
    stylesheet.parse()
