"""`backup`: list, make and restore copies of the register."""

from pathlib import Path

import click

from storage import backups
from storage.backups import Backup, BackupReason
from storage.domain.text import one_line, searchable
from storage.restoring import restore
from tui.commands.options import json_option, register_option, register_path
from tui.commands.output import say_result
from tui.commands.render.shapes import Shape
from tui.commands.swedish import SwedishCommand, SwedishFamily
from tui.language.catalogue import _, mark

_WHYS = {
    BackupReason.DAY: mark("före dagens första ändring"),
    BackupReason.IMPORT: mark("före inläsning"),
    BackupReason.HAND: mark("gjord för hand"),
    BackupReason.REPLACED: mark("ersatt av en säkerhetskopia"),
    BackupReason.DAMAGED: mark("skadad fil, ersatt av en säkerhetskopia"),
}


@click.command(
    "list",
    cls=SwedishCommand,
    short_help="Visa säkerhetskopiorna.",
    help="Visa registrets säkerhetskopior, den nyaste först, med vad de gjordes för, storlek och var de ligger.",
)
@json_option
@register_option
def list_command(*, as_json: bool, named: Path | None) -> None:
    """List the copies, newest first."""
    found = backups.all_of(register_path(named))
    lines = "\n".join(map(_line, found)) or _("Det finns ingen säkerhetskopia än.")
    say_result(list(map(_shape, found)), lines, as_json=as_json)


@click.command(
    "make",
    cls=SwedishCommand,
    short_help="Gör en säkerhetskopia nu.",
    help="Gör en säkerhetskopia nu. Den är ett helt register, kontrolleras, och gallras aldrig.",
)
@json_option
@register_option
def make_command(*, as_json: bool, named: Path | None) -> None:
    """Make a copy now."""
    created = backups.make(register_path(named))
    say_result(_shape(created), str(created.path), as_json=as_json)


@click.command(
    "restore",
    cls=SwedishCommand,
    short_help="Gå tillbaka till en säkerhetskopia.",
    help="Gå tillbaka till en säkerhetskopia: KOPIA är något av det som ”granska backup list” skriver om den "
    "– namnet eller en del av det, dagen, klockslaget, vad den gjordes för, eller hela raden – eller en fil. Det som "
    "gäller nu sparas först undan bland kopiorna. Återgången går inte att ångra, men det går att återgå till den.",
)
@click.argument("reference", metavar="KOPIA")
@json_option
@register_option
def restore_command(*, reference: str, as_json: bool, named: Path | None) -> None:
    """Replace the register with a copy."""
    codes = {searchable(_(word)): why.value for why, word in _WHYS.items()}
    done = restore(register_path(named), codes.get(searchable(one_line(reference)), reference))
    text = _("{path} är nu som i {copy}.").format(path=done.path, copy=done.copy)
    kept = _("Det som gällde innan finns i {path}.").format(path=done.replaced) if done.replaced else ""
    say_result(done, one_line(f"{text} {kept}"), as_json=as_json)


backup_command = SwedishFamily(
    "backup",
    commands=[list_command, make_command, restore_command],
    short_help="Visa, gör och återgå till säkerhetskopior.",
    help="Säkerhetskopior görs före dagens första ändring och före varje inläsning, och glesnar med åren. De ligger i "
    "mappen ”REGISTER-kopior” bredvid registret.",
)


def _shape(copy: Backup) -> Shape:
    return {
        "name": copy.path.name,
        "path": copy.path,
        "made": copy.made.isoformat(),
        "why": copy.why.name.lower(),
        "bytes": copy.size,
    }


def _line(copy: Backup) -> str:
    size = f"{copy.size / 1_000_000:.1f}".replace(".", ",")
    return one_line(f"{copy.made:%Y-%m-%d %H:%M:%S}  {_(_WHYS[copy.why])}, {size}\u00a0MB  {copy.path}")
