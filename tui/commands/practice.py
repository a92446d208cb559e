"""`open`, `init` and `demo`: where a register comes from, and the screen."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from storage import clock, locking, queries, reporting
from storage.register import Register, bring_up_to_date, create_register, open_register
from tui.commands.common import data_folder, register_option, register_path
from tui.commands.output import note, say
from tui.commands.swedish import FINE, SwedishCommand
from tui.language.catalogue import _
from tui.start import show

PRACTICE_NAME = "ovning.db"
PRACTICE_OFFICE = "Exempelby kommuns revisorer"


@click.command(
    "open",
    cls=SwedishCommand,
    hidden=True,
    short_help="Öppna registret på skärmen.",
    help="Öppna registret på skärmen: ”granska” eller ”granska REGISTER”.",
)
@click.argument("register", required=False, type=click.Path(path_type=Path), metavar="[REGISTER]")
@register_option
def open_command(*, register: Path | None, named: Path | None) -> int:
    """Open the screen."""
    return _show(register_path(register or named))


@click.command(
    "init",
    cls=SwedishCommand,
    short_help="Skapa ett nytt, tomt register.",
    help="Skapa ett nytt, tomt register med den vanliga skalan och en öppen uppföljning. Det som redan finns "
    "skrivs aldrig över.",
)
@click.argument("register", required=False, type=click.Path(path_type=Path), metavar="[REGISTER]")
@click.option("--office", metavar="NAMN", help="Revisionens namn, så som det står i dokumenten.")
@click.option("--who", metavar="NAMN", help="Ditt namn i historiken, nu och framöver (annars inloggningens).")
@register_option
def init_command(*, register: Path | None, office: str | None, who: str | None, named: Path | None) -> None:
    """Make a register."""
    path = register_path(register or named)
    create_register(path, office=office, who=who).close()
    if who:
        locking.remember_user(who)
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
    type=click.Path(path_type=Path),
    metavar="MAPP",
    help="Var övningen läggs (annars din datamapp).",
)
def demo_command(*, no_screen: bool, folder: Path | None) -> int:
    """Make the practice register, and open it or write its documents."""
    folder = folder or data_folder()
    path = folder / PRACTICE_NAME
    if path.exists():
        note(_("Övningsregistret finns redan och används som det är: {path}").format(path=path))
    else:
        _make_practice(path)
    if not no_screen:
        return _show(path)
    say(str(path))
    with open_register(path) as register:
        for document in _documents(register, folder):
            say(str(document))
    return FINE


def _make_practice(path: Path) -> None:
    """The practice register, whole or not at all: filled beside, then moved into place."""
    from storage.example.municipality import build_example  # noqa: PLC0415 - pages of text that only this needs

    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with create_register(beside, office=PRACTICE_OFFICE) as register:
            build_example(register, clock.today())
        beside.rename(path)
    finally:
        beside.unlink(missing_ok=True)


def _documents(register: Register, folder: Path) -> Iterator[Path]:
    """Write the report of each follow-up that has one, oldest first."""
    from exports.report_file import write_report  # noqa: PLC0415 - python-docx, which only this needs

    for view in reversed(queries.followups(register)):
        material = reporting.followup_material(register, view.followup.id)
        yield write_report(material, folder, today=clock.today()).path


def _show(path: Path) -> int:
    bring_up_to_date(path)
    open_register(path).close()  # what is no register is told of here, before there is a screen
    return show(path)
