"""`export reminder` and `export extension`: letters about answers that are late, or asked to be given more time."""

from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from storage import clock, queries, reminding
from storage.domain.reminding import LEVELS, ExtensionMaterial, ReminderMaterial
from tui.commands.common import json_option, out_option, reading, register_option
from tui.commands.letter_options import SaidOfLetter, day_option, letter_draft, read_back, said_options
from tui.commands.output import say, say_json
from tui.commands.preflight import let_through
from tui.commands.sent import put_on_record
from tui.commands.shapes import Shape
from tui.commands.swedish import DATA_ERROR, SwedishCommand, one_of
from tui.language.catalogue import _

if TYPE_CHECKING:
    from exports.letter_writing import WrittenLetter

REMINDER, EXTENSION = "reminder", "extension"
_LEVELS = tuple(map(str, LEVELS))


def _level(ctx: click.Context, param: click.Parameter, value: str | None) -> int | None:
    return None if value is None else int(one_of(_LEVELS)(ctx, param, value))


@click.command(
    REMINDER,
    cls=SwedishCommand,
    short_help="Skriv en påminnelse om ett organs försenade svar.",
    help="Skriv en påminnelse som Word-fil i MAPP: ett brev till organet om alla svar som är försenade. Utan --level "
    "är det den första, eller den andra om något av svaren har påmints om förut. DATUM är 2026-12-31, 31/12, +14, fre, "
    "v26 eller 2026-12. Påminnelsen loggas i registret med fil och SHA-256, och flyttar inget datum. En fil som finns "
    "skrivs aldrig över.",
)
@out_option
@click.option("--to", "body", required=True, metavar="ORGAN", help="Organet som ska påminnas.")
@click.option("--level", callback=_level, metavar="1|2", help="Första eller andra påminnelsen.")
@day_option("--due", "answer_due", "Nytt svarsdatum.")
@said_options
@json_option
@register_option
def reminder_command(
    *,
    out: Path,
    body: str,
    level: int | None,
    answer_due: str | None,
    as_json: bool,
    named: Path | None,
    **said: Unpack[SaidOfLetter],
) -> int:
    """Write a reminder, and log that it went out."""
    from tui import letter_jobs  # noqa: PLC0415 - the exports, which only this needs

    draft, today = letter_draft(said, answer_due), clock.today()
    with reading(named) as register:
        meant = queries.find(register, body, "body")
        material = reminding.reminder_material(register, meant, today=today, level=level, draft=draft)
        letter = letter_jobs.prepare(register, material)
    read_back(draft)
    if not let_through(letter.findings):
        return DATA_ERROR
    (written,) = letter_jobs.write(letter, out)
    logged, code = put_on_record(named, lambda register: letter_jobs.log(register, letter, [written]))
    more: Shape = {"level": material.level, "answers": len(material.answers)}
    _tell(written, _shape(REMINDER, written, material, logged=logged) | more, as_json=as_json)
    return code


@click.command(
    EXTENSION,
    cls=SwedishCommand,
    short_help="Skriv ett beslut om anstånd med ett svar.",
    help="Skriv beslutet att bevilja (--granted DATUM) eller avslå (--refused) anstånd som Word-fil i MAPP. Beslutet "
    "står sedan vid brevets mottagare: ett beviljat datum är det som gäller, vid avslag står det första fast. DATUM är "
    "2026-12-31, 31/12, +14, fre, v26 eller 2026-12. En fil som finns skrivs aldrig över.",
)
@out_option
@click.option("--letter", required=True, metavar="REF", help="Brevet som svaret har begärts på, med id eller nummer.")
@click.option("--to", "body", required=True, metavar="ORGAN", help="Organet som har begärt anstånd.")
@day_option("--granted", "granted", "Bevilja anstånd till den dagen.")
@click.option("--refused", is_flag=True, help="Avslå begäran.")
@said_options
@json_option
@register_option
def extension_command(
    *,
    out: Path,
    letter: str,
    body: str,
    granted: str | None,
    refused: bool,
    as_json: bool,
    named: Path | None,
    **said: Unpack[SaidOfLetter],
) -> int:
    """Write a decision on an extension, and log it."""
    from tui import letter_jobs  # noqa: PLC0415 - the exports, which only this needs

    if (granted is None) != refused:
        raise click.UsageError(_("Ange antingen --granted DATUM eller --refused."), click.get_current_context())
    draft, today = letter_draft(said), clock.today()
    with reading(named) as register:
        meant = queries.find(register, letter, "letter"), queries.find(register, body, "body")
        recipient = reminding.recipient_of(register, *meant)
        material = reminding.extension_material(register, recipient, today=today, granted_to=granted, draft=draft)
        prepared = letter_jobs.prepare(register, material)
    read_back(draft)
    if not let_through(prepared.findings):
        return DATA_ERROR
    (written,) = letter_jobs.write(prepared, out)
    logged, code = put_on_record(named, lambda register: letter_jobs.log(register, prepared, [written]))
    more: Shape = {"granted": material.granted, "extension_due": material.extension_due}
    _tell(written, _shape(EXTENSION, written, material, logged=logged) | more, as_json=as_json)
    return code


def _shape(
    document: str, written: "WrittenLetter", material: ReminderMaterial | ExtensionMaterial, *, logged: bool
) -> Shape:
    return {
        "document": document,
        "path": written.path,
        "sha256": written.sha256,
        "body": written.body,
        "to": material.body.name,
        "logged": logged,
    }


def _tell(written: "WrittenLetter", shape: Shape, *, as_json: bool) -> None:
    if as_json:
        say_json(shape)
    else:
        say(str(written.path))
