"""`export`: documents out of the register."""

from pathlib import Path

import click

from storage import following, reporting
from storage.operations.beginning import CLOSED
from tui.commands.common import followup_option, json_option, out_option, reading, register_option
from tui.commands.families import SwedishFamily
from tui.commands.missiv import missiv_command
from tui.commands.output import note, say, say_json
from tui.commands.preflight import REPORT, let_through
from tui.commands.reminding import extension_command, reminder_command
from tui.commands.sent import put_on_record
from tui.commands.swedish import DATA_ERROR, FINE, SwedishCommand
from tui.language.catalogue import _


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
    from tui import report_jobs  # noqa: PLC0415 - the exports, which only this needs

    with reading(named) as register:
        chosen = reporting.report_followup(register, followup)
        report = report_jobs.prepare(register, chosen.id)
        correction = following.superseding(register, chosen.id)
    if not let_through(report.findings):
        return DATA_ERROR
    written = report_jobs.write(report, out)
    logged, code = False, FINE
    if report.closed:
        logged, code = put_on_record(named, lambda register: report_jobs.log(register, report, written))
    if correction is not None and correction.state == CLOSED:
        note(_("Uppföljningen är ersatt av ”{title}”.").format(title=correction.title or ""))
    if as_json:
        shape = {"path": written.path, "sha256": written.sha256, "followup": chosen.title, "logged": logged}
        say_json({"document": REPORT, **shape})
    else:
        say(str(written.path))
    return code


export_command = SwedishFamily(
    "export",
    commands=[report_command, missiv_command, reminder_command, extension_command],
    short_help="Skriv uppföljningsrapporten eller ett brev som Word-fil.",
    help="Skriv uppföljningsrapporten, ett missiv, en påminnelse eller ett beslut om anstånd som Word-fil. "
    "Fel som ”granska preflight” hittar hindrar det.",
)
