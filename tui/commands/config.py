"""`config`: the office's own details and standard texts, which its documents use."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from storage import settings
from storage.domain.settings import FILE_KEYS, SETTING_KEYS, SettingKind
from storage.domain.text import nearest, one_line, paragraphs
from storage.errors import FileTooLarge, NotAPicture, UnknownSetting
from storage.operations.settings import FILE_LIMIT, keep_file, set_setting
from tui.commands.options import json_option, reading, register_option, writing
from tui.commands.output import note, say, say_json, say_result
from tui.commands.swedish import SwedishCommand, SwedishFamily
from tui.language.catalogue import _
from tui.language.words import NOTHING, setting_word

LOGO = "logo"
STREAM = "-"
"""The argument for paragraphs on stdin."""
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
"""Magic bytes of PNG and JPEG."""

_KEY_HELP = "NAMN är en inställning; ”granska config get” visar alla."


@click.command(
    "get",
    cls=SwedishCommand,
    short_help="Visa inställningar.",
    help="Visa en inställning, eller alla när ingen anges. För mall och logotyp sägs att en fil är inlagd; "
    "--json har dess SHA-256.",
)
@click.argument("key", required=False, metavar="[NAMN]")
@json_option
@register_option
def get_command(*, key: str | None, as_json: bool, named: Path | None) -> None:
    """Show one setting, or all of them."""
    with reading(named) as register:
        if key is not None:
            value = settings.value_of(register, key)
        values = dict(settings.every_value(register))
    if key is None:
        lines = (line for key in SETTING_KEYS for line in _lines(key, values.get(key)))
        say_result({key: values.get(key) for key in SETTING_KEYS}, "\n".join(lines), as_json=as_json)
    elif as_json:
        say_json({"key": key, "value": value})
    elif value:
        say(_("en fil är inlagd") if key in FILE_KEYS else value)
    else:
        note(_("{word} är inte angivet.").format(word=setting_word(key)))


@click.command(
    "set",
    cls=SwedishCommand,
    short_help="Ändra en inställning.",
    help=f"Ändra en inställning. {_KEY_HELP} Varje VÄRDE är ett eget stycke, eller en egen person; med ”-” läses "
    "styckena från standard in. Utan VÄRDE tas inställningen bort. För logo är VÄRDE en PNG- eller JPEG-fil.",
)
@click.argument("key", metavar="NAMN")
@click.argument("values", nargs=-1, metavar="[VÄRDE...]")
@register_option
def set_command(*, key: str, values: tuple[str, ...], named: Path | None) -> None:
    """Change or clear one setting."""
    if key not in SETTING_KEYS:
        raise UnknownSetting(key, nearest(key, SETTING_KEYS))
    kind = SETTING_KEYS[key].kind
    if len(values) > 1 and kind in {SettingKind.LINE, SettingKind.MONTHS, SettingKind.FILE}:
        raise click.UsageError(_("”{key}” har bara ett värde.").format(key=key), click.get_current_context())
    if kind is SettingKind.FILE and values:
        content = _picture(key, Path(values[0]))
        with writing(named) as register:
            change = keep_file(register, key, content)
    else:
        text = _stdin() if values == (STREAM,) else "\n".join(values)
        with writing(named) as register:
            change = set_setting(register, key, text)
    if not change:
        say(_("Inget att ändra: det står redan så."))
        return
    with reading(named) as register:
        value = settings.value_of(register, key)
    say("\n".join(_lines(key, value)))


def _picture(key: str, path: Path) -> bytes:
    """Read the file of the logo.

    Raises:
        NotAPicture, FileTooLarge, OSError: it cannot be used.
    """
    if key != LOGO:
        text = _("En dokumentmall läggs in med ”granska templates install {path}”.").format(path=path)
        raise click.UsageError(text, click.get_current_context())
    content = read_file(path)
    if not content.startswith(PICTURES):
        raise NotAPicture(path)
    return content


def read_file(path: Path) -> bytes:
    """Read a file that the register is to keep.

    Raises:
        FileTooLarge: it is larger than a register keeps.
        OSError: the system refuses.
    """
    with path.open("rb") as file:
        content = file.read(FILE_LIMIT + 1)  # no further: an endless file is too large as well
    if len(content) > FILE_LIMIT:
        raise FileTooLarge(path, FILE_LIMIT)
    return content


def _stdin() -> str:
    return sys.stdin.buffer.read().decode("utf-8-sig", "replace")


def _lines(key: str, value: str | None) -> Iterator[str]:
    """Render a setting, as in `office (Revisionens namn): Exempelby kommuns revisorer`; several paragraphs indented."""
    head = f"{key} ({setting_word(key)}):"
    parts = [one_line(part.text) for part in paragraphs(_("en fil är inlagd") if key in FILE_KEYS and value else value)]
    if len(parts) > 1:
        yield head
        yield from (f"  {part}" for part in parts)
    else:
        yield f"{head} {parts[0] if parts else NOTHING}"


config_command = SwedishFamily(
    "config",
    commands=[get_command, set_command],
    short_help="Visa och ändra revisionens egna uppgifter och standardtexter.",
    help="Visa och ändra det som revisionen bestämmer en gång och som rapport och missiv använder: namn, adresser, "
    "logotyp, undertecknare och standardtexter.",
)
