"""`export`: documents out of the register."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from storage import clock, following, reporting, settings
from storage.domain.attached import FollowupClosing
from storage.domain.letter_material import ExportedFile
from storage.domain.report_material import FollowupMaterial
from storage.errors import ClosingNewer
from storage.operations.sending import log_report
from tui.commands.common import followup_option, json_option, out_option, reading, register_option
from tui.commands.families import SwedishFamily
from tui.commands.missiv import missiv_command
from tui.commands.output import note, say, say_json
from tui.commands.preflight import REPORT, let_through
from tui.commands.reminding import extension_command, reminder_command
from tui.commands.sent import make_folder, put_on_record
from tui.commands.swedish import DATA_ERROR, FINE, SwedishCommand
from tui.language.catalogue import _

if TYPE_CHECKING:
    from exports.report_file import WrittenDocument

CLOSED = "closed"


@click.command(
    REPORT,
    cls=SwedishCommand,
    short_help="Skriv uppföljningsrapporten.",
    help="Skriv uppföljningsrapporten som Word-fil i MAPP. Utan --followup gäller den öppna uppföljningen om något "
    "är bedömt i den, annars den senaste. En fastställd rapport säger det den sa när den fastställdes, och "
    "loggas; ett utkast loggas inte. En fil som finns skrivs aldrig över.",
)
@out_option
@followup_option
@json_option
@register_option
def report_command(*, out: Path, followup: str | None, as_json: bool, named: Path | None) -> int:
    """Write the report of a follow-up."""
    with reading(named) as register:
        chosen = reporting.report_followup(register, followup)
        material = reporting.followup_material(register, chosen.id)
        closing = reporting.closing(register, chosen.id)
        correction = following.superseding(register, chosen.id)
        template = settings.kept_file(register, "template_report")
    written = _written(material, closing, out, template)
    if written is None:
        return DATA_ERROR
    logged, code = False, FINE
    if chosen.state == CLOSED:
        file = ExportedFile(written.name, written.sha256)
        logged, code = put_on_record(
            named, lambda register: log_report(register, chosen.id, file, material.history_head)
        )
    if correction is not None and correction.state == CLOSED:
        note(_("Uppföljningen är ersatt av ”{title}”.").format(title=correction.title or ""))
    if as_json:
        shape = {"path": written.path, "sha256": written.sha256, "followup": chosen.title, "logged": logged}
        say_json({"document": REPORT, **shape})
    else:
        say(str(written.path))
    return code


def _written(
    material: FollowupMaterial, closing: FollowupClosing | None, out: Path, template: bytes | None
) -> "WrittenDocument | None":
    """The report as a file: of what was stored at closing, else of the tables; None when something stops it."""
    from exports.preflight import preflight_report  # noqa: PLC0415 - what only this needs
    from exports.report_file import write_context, write_report  # noqa: PLC0415 - python-docx

    today = clock.today()
    if closing is not None and closing.context:
        make_folder(out)
        try:
            return write_context(closing.context, out, today=today, template=template)
        except ValueError as error:
            raise ClosingNewer(material.followup.title or "") from error
    if not let_through(preflight_report(material, today=today)):
        return None
    make_folder(out)
    return write_report(material, out, today=today, template=template)


export_command = SwedishFamily(
    "export",
    commands=[report_command, missiv_command, reminder_command, extension_command],
    short_help="Skriv uppföljningsrapporten eller ett brev som Word-fil.",
    help="Skriv uppföljningsrapporten, ett missiv, en påminnelse eller ett beslut om anstånd som Word-fil. "
    "Fel som ”granska preflight” hittar hindrar det.",
)
