"""The commands of finding beside the filter itself; :mod:`tui.keys` is the registry that they are part of."""

from tui.kit.command import FIND, Command, Situation, is_writable, on_row
from tui.language.catalogue import mark

_VIEWS = mark("Sparade vyer")


def _completed(now: Situation) -> bool:
    """The filter line suggests what may be written."""
    return now.place == "audits"


def _on_view(now: Situation) -> bool:
    return now.writable and now.row


LINE_COMMANDS: tuple[Command, ...] = (
    Command(
        "take-suggestion", ("tab",), mark("Ta förslaget"),
        mark("Skriver ut det markerade förslaget ovanför filterraden; → gör det också, i radens slut."),
        FIND, "filter", "take", _completed, footer=3, offered=False,
    ),
    Command(
        "next-suggestion", ("shift+tab",), mark("Nästa förslag"), mark("Markerar nästa förslag ovanför filterraden."),
        FIND, "filter", "next_suggestion", _completed, footer=4, offered=False,
    ),
)  # fmt: skip

LOOK_COMMANDS: tuple[Command, ...] = (
    Command(
        "saved-views", ("w",), mark("Sparade vyer"),
        mark("Visar vyerna som du har sparat: filter, ordning och grupper. Där sparas också det du ser nu."),
        FIND, "audits", "look('views')", footer=25,
    ),
    Command(
        "groups", ("G",), mark("I grupper"),
        mark("Räknar det som filtret släpper igenom, per nämnd, år, tema och bedömning."),
        FIND, "audits", "look('groups')", footer=26,
    ),
)  # fmt: skip

VIEW_COMMANDS: tuple[Command, ...] = (
    Command(
        "views-use", ("enter",), mark("Visa"), mark("Filtrerar, ordnar och grupperar som vyn."),
        _VIEWS, "views", "use", on_row, footer=1, offered=False,
    ),
    Command(
        "views-save", ("n",), mark("Spara denna"), mark("Sparar filtret, ordningen och grupperna som du har nu."),
        _VIEWS, "views", "save", is_writable, footer=2, offered=False,
    ),
    Command(
        "views-remove", ("d", "delete"), mark("Ta bort"), mark("Tar bort vyn, efter en fråga."),
        _VIEWS, "views", "remove", _on_view, footer=3, offered=False,
    ),
)  # fmt: skip

GROUP_COMMANDS: tuple[Command, ...] = (
    Command(
        "groups-narrow", ("enter",), mark("Filtrera"), mark("Skriver gruppens villkor i filterraden."),
        FIND, "groups", "narrow", on_row, footer=1, offered=False,
    ),
    Command(
        "groups-next", ("tab", "right"), mark("Nästa indelning"),
        mark("Delar in efter nämnd, år, tema och bedömning i tur och ordning."),
        FIND, "groups", "by(1)", footer=2, offered=False,
    ),
    Command(
        "groups-previous", ("shift+tab", "left"), mark("Förra indelningen"),
        mark("Går tillbaka till indelningen före."),
        FIND, "groups", "by(-1)", offered=False,
    ),
)  # fmt: skip
