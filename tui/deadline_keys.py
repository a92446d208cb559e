"""The commands of what is watched, and of the history; :mod:`tui.keys` is the registry that they are part of."""

from tui.command import Command
from tui.language.catalogue import mark
from tui.situation import Situation

_DEADLINES = mark("Bevakning")
_HISTORY = mark("Historik")


def _on_letter(now: Situation) -> bool:
    return now.letter


def _on_late_letter(now: Situation) -> bool:
    return now.letter and now.late


def _on_row(now: Situation) -> bool:
    return now.row


DEADLINE_COMMANDS: tuple[Command, ...] = (
    Command(
        "deadlines-remind", ("p",), mark("Påminnelse"),
        mark("Skriver en påminnelse om alla mottagarens försenade svar, som en Word-fil."),
        _DEADLINES, "deadlines", "remind", _on_late_letter, footer=1,
    ),
    Command(
        "deadlines-extension", ("b",), mark("Anstånd"),
        mark("Skriver beslutet att mottagaren får, eller inte får, mer tid, som en Word-fil."),
        _DEADLINES, "deadlines", "extension", _on_letter, footer=2,
    ),
    Command(
        "deadlines-mine", ("i",), mark("Mina"), mark("Visar bara det som du är ansvarig för, eller allt igen."),
        _DEADLINES, "deadlines", "mine", footer=3,
    ),
    Command(
        "deadlines-calendar", ("k",), mark("Kalender"),
        mark("Skriver det i listan som kommer till en kalenderfil."),
        _DEADLINES, "deadlines", "calendar", _on_row, footer=6,
    ),
)  # fmt: skip
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
