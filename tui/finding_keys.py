"""The commands of finding beside the filter itself; :mod:`tui.keys` is the registry that they are part of."""

from tui.command import Command
from tui.language.catalogue import mark
from tui.situation import Situation

_FIND = mark("Hitta")


def _completed(now: Situation) -> bool:
    """The filter line suggests what may be written."""
    return now.place == "audits"


LINE_COMMANDS: tuple[Command, ...] = (
    Command(
        "take-suggestion", ("tab",), mark("Ta förslaget"),
        mark("Skriver ut det markerade förslaget ovanför filterraden; → gör det också, i radens slut."),
        _FIND, "filter", "take", _completed, footer=3, offered=False,
    ),
    Command(
        "next-suggestion", ("shift+tab",), mark("Nästa förslag"), mark("Markerar nästa förslag ovanför filterraden."),
        _FIND, "filter", "next_suggestion", _completed, footer=4, offered=False,
    ),
)  # fmt: skip
