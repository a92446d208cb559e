"""Commands of the list of deadlines."""

from tui.kit.command import Command, Situation, on_letter, on_row
from tui.language.catalogue import _, mark

_DEADLINES = mark("Bevakning")


def _on_late_letter(now: Situation) -> bool:
    return now.letter and now.late


def _to_letter(now: Situation) -> str:
    return "" if now.letter else _("Välj först ett svar som väntas i listan.")


def _to_late_letter(now: Situation) -> str:
    return _("Svaret är inte försenat, så det finns inget att påminna om.") if now.letter else _to_letter(now)


DEADLINE_COMMANDS: tuple[Command, ...] = (
    Command(
        "deadlines-remind", ("p",), mark("Påminnelse"),
        mark("Skriver en påminnelse om alla mottagarens försenade svar, som en Word-fil."),
        _DEADLINES, "deadlines", "remind", _on_late_letter, _to_late_letter, footer=1,
    ),
    Command(
        "deadlines-extension", ("b",), mark("Anstånd"),
        mark("Skriver beslutet att mottagaren får, eller inte får, mer tid, som en Word-fil."),
        _DEADLINES, "deadlines", "extension", on_letter, _to_letter, footer=2,
    ),
    Command(
        "deadlines-mine", ("i",), mark("Mina"), mark("Visar bara det som du är ansvarig för, eller allt igen."),
        _DEADLINES, "deadlines", "mine", footer=3,
    ),
    Command(
        "deadlines-calendar", ("k",), mark("Kalender"),
        mark("Skriver det i listan som kommer till en kalenderfil."),
        _DEADLINES, "deadlines", "calendar", on_row, footer=6,
    ),
)  # fmt: skip
