"""Commands of the history."""

from tui.kit.command import Command
from tui.language.catalogue import mark

_HISTORY = mark("Historik")
HISTORY_COMMANDS: tuple[Command, ...] = (
    Command(
        "as-of", ("t",), mark("Som det var"),
        mark("Visar granskningarna och rekommendationerna som de var en viss dag. Där går det bara att läsa."),
        _HISTORY, "history", "as_of", footer=3,
    ),
    Command(
        "back-to-now", ("escape",), mark("Till i dag"), mark("Går tillbaka från registret som det var."),
        _HISTORY, "past", "leave", lambda now: not (now.filtered or now.marked), footer=0,
    ),
)  # fmt: skip
