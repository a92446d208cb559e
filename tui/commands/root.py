"""The root group of the command line: `granska`, with a register to open or a command.

Loads next to nothing: each command's module loads when the command is called, and Textual for the screen only.
"""

import io
import os
import sys

import click

from tui.commands.swedish import HELP_NAMES, LazyCommands, SwedishGroup
from tui.start import report_fault

COMMANDS = {
    "open": "tui.commands.registers",
    "demo": "tui.commands.registers",
    "init": "tui.commands.registers",
    "import": "tui.commands.imports",
    "list": "tui.commands.lists",
    "show": "tui.commands.lists",
    "view": "tui.commands.views",
    "add": "tui.commands.records",
    "edit": "tui.commands.records",
    "remove": "tui.commands.records",
    "restore": "tui.commands.records",
    "join": "tui.commands.records",
    "deadlines": "tui.commands.deadlines",
    "set": "tui.commands.assess",
    "undo": "tui.commands.history",
    "redo": "tui.commands.history",
    "history": "tui.commands.history",
    "check": "tui.commands.check",
    "export": "tui.commands.export",
    "preflight": "tui.commands.preflight",
    "followup": "tui.commands.followups",
    "scale": "tui.commands.scales",
    "close": "tui.commands.export",
    "templates": "tui.commands.templates",
    "config": "tui.commands.config",
    "keys": "tui.commands.keys",
    "backup": "tui.commands.backups",
}
"""Command → its module."""


@click.group(
    cls=SwedishGroup,
    commands=LazyCommands(COMMANDS),
    default="open",
    default_if_no_args=True,
    context_settings=HELP_NAMES,
    options_metavar="[VAL]",
    subcommand_metavar="[REGISTER] | KOMMANDO ...",
    help="Följ upp revisionens rekommendationer. Utan kommando öppnas registret på skärmen, med "
    "”--lang en” på engelska.",
    epilog="Slutkoder: 0 gick bra, 1 fel i data eller fil, 2 fel användning. ”granska KOMMANDO --help” visar mer.",
)
def cli() -> None:
    """Root group of all commands."""


def run() -> None:
    """Run the command line with UTF-8 output; a reader that closes the pipe is no error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.excepthook = report_fault
    try:
        cli(prog_name="granska")
    finally:
        _flush()


def _flush() -> None:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
