"""`open`, `init` and `demo`: open, create and practise on registers."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import click

from exports.letters.file import write_letter
from exports.report.file import write_report
from storage import clock, locking
from storage import followups as followup_queries
from storage.errors import RegisterMissing
from storage.letters import letter_material
from storage.register import Register, create_register, open_register
from tui.commands.options import PLACE, language_option, register_option, register_path
from tui.commands.output import note, say
from tui.commands.swedish import FINE, SwedishCommand
from tui.language.catalogue import _
from tui.language.sentences import sentence
from tui.practice import practice_register
from tui.preferences import read_settings
from tui.registers import (
    PRACTICE_NAME,
    FirstStart,
    data_folder,
    default_register,
    lost_notice,
    opening_error,
    own_register,
    ready_register,
    remember_register,
)
from tui.start import set_language, show


@click.command(
    "open",
    cls=SwedishCommand,
    hidden=True,
    short_help="Öppna registret på skärmen.",
    help="Öppna registret på skärmen: ”granska” eller ”granska REGISTER”.",
)
@click.argument("register", required=False, type=PLACE, metavar="[REGISTER]")
@register_option
@language_option
def open_command(*, register: Path | None, named: Path | None, language: str | None) -> int:
    """Open the screen."""
    path = register or named
    if path is not None or not sys.stdin.isatty():
        ready = ready_register(register_path(path))  # errors are reported here, before there is a screen
        return show(ready, language=language)
    default = default_register()
    trouble = opening_error(default)
    if trouble is None:
        return show(default, language=language)
    own = own_register()
    if isinstance(trouble, RegisterMissing) and default == own:
        return show(own, FirstStart(own), language=language)
    set_language(language, read_settings())  # before the sentence about the error, which the screen shows
    text = lost_notice(default) if isinstance(trouble, RegisterMissing) else sentence(trouble)
    return show(default, FirstStart(own, default, text), language=language)


@click.command(
    "init",
    cls=SwedishCommand,
    short_help="Skapa ett nytt, tomt register.",
    help="Skapa ett nytt, tomt register med den vanliga skalan och en öppen uppföljning. Det som redan finns "
    "skrivs aldrig över.",
)
@click.argument("register", required=False, type=PLACE, metavar="[REGISTER]")
@click.option("--office", metavar="NAMN", help="Revisionens namn, så som det står i dokumenten.")
@click.option("--who", metavar="NAMN", help="Ditt namn i historiken, nu och framöver (annars inloggningens).")
@register_option
def init_command(*, register: Path | None, office: str | None, who: str | None, named: Path | None) -> None:
    """Create a register."""
    path = register or named or own_register()
    create_register(path, office=office, who=who).close()
    if who:
        locking.remember_user(who)
    with suppress(OSError):  # the register exists, and can still be named
        remember_register(path)
    say(str(path))


@click.command(
    "demo",
    cls=SwedishCommand,
    short_help="Öva på en påhittad kommun.",
    help="Öppna ett övningsregister om en påhittad kommun; finns det inte så skapas det. Inget av det rör ditt "
    "eget register.",
)
@click.option("--no-screen", is_flag=True, help="Skriv registret och dess dokument i stället för att öppna skärmen.")
@click.option(
    "--dir",
    "folder",
    type=PLACE,
    metavar="MAPP",
    help="Var övningen läggs (annars din datamapp).",
)
@language_option
def demo_command(*, no_screen: bool, folder: Path | None, language: str | None) -> int:
    """Make the practice register, and open it or write its documents."""
    folder = folder or data_folder()
    existing = folder / PRACTICE_NAME
    if existing.exists():
        note(_("Övningsregistret finns redan och används som det är: {path}").format(path=existing))
    path = practice_register(folder)
    if not no_screen:
        return show(path, language=language)
    say(str(path))
    with open_register(path) as register:
        for document in _documents(register, folder):
            say(str(document))
    return FINE


def _documents(register: Register, folder: Path) -> Iterator[Path]:
    """Write the report of each follow-up that has one, oldest first, and the missiv of the newest."""
    today = clock.today()
    followups = [view.followup.id for view in reversed(followup_queries.followups(register))]
    for followup in followups:
        yield write_report(followup_queries.followup_material(register, followup), folder, today=today).path
    for letter in write_letter(letter_material(register, followup=followups[-1]), folder, today=today):
        yield letter.path
