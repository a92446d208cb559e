"""`keys`: the screen's commands, their keys, and their names in `config.toml`."""

import click

from tui.commands.options import json_option
from tui.commands.output import note, say, say_json
from tui.commands.swedish import SwedishCommand
from tui.language.catalogue import _
from tui.preferences import read_settings, settings_file


@click.command(
    "keys",
    cls=SwedishCommand,
    short_help="Visa skärmens tangenter.",
    help="Visa skärmens kommandon, ett på varje rad: det namn som [keys] i config.toml har för det, tangenterna som "
    "gäller, och vad det gör.",
)
@json_option
def keys_command(*, as_json: bool) -> None:
    """List the commands of the screen."""
    from tui import keymap, keys  # noqa: PLC0415 - Textual, which no other command needs

    settings = read_settings()
    found = keymap.use_keymap(settings)
    for fault in (*settings.faults, *found.faults):
        note(_("{path}: {fault}").format(path=settings_file(), fault=fault))
    if as_json:
        say_json(
            [
                {"id": command.id, "keys": command.keys_now, "default": command.keys, "name": command.name()}
                for command in keys.COMMANDS
            ]
        )
    else:
        say("\n".join(f"{command.id}: {command.key_words} – {command.name()}" for command in keys.COMMANDS))
