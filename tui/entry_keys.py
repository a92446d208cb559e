"""The commands of forms and lists of records; :mod:`tui.keys` is the registry that they are part of."""

from tui.command import Command
from tui.language.catalogue import mark

_WRITE = mark("Skriva")

ENTRY_COMMANDS: tuple[Command, ...] = (
    Command(
        "form-save-new", ("ctrl+n",), mark("Spara och ny"),
        mark("Sparar en ny post och öppnar ett tomt formulär till nästa, med det som brukar upprepas."),
        _WRITE, "entry", "save_and_new", footer=2, priority=True, offered=False,
    ),
)  # fmt: skip
