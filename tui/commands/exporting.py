"""`export`: documents out of the register."""

from pathlib import Path

import click

from storage import clock, queries
from tui.commands.common import json_option, reading, register_option
from tui.commands.output import say, say_json
from tui.commands.swedish import SwedishCommand, one_of

REPORT = "report"


@click.command(
    "export",
    cls=SwedishCommand,
    short_help="Skriv uppföljningsrapporten som Word-fil.",
    help="Skriv uppföljningsrapporten (report) som Word-fil i MAPP. Utan --followup gäller den öppna "
    "uppföljningen om något är bedömt i den, annars den senaste. En fil som finns skrivs aldrig över.",
)
@click.argument("document", callback=one_of([REPORT]), metavar="report")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="MAPP", help="Mappen för filen.")
@click.option("--followup", metavar="REF", help="Uppföljningen, med titel eller id.")
@json_option
@register_option
def export_command(*, document: str, out: Path, followup: str | None, as_json: bool, named: Path | None) -> None:
    """Write the report of a follow-up."""
    from exports.report_file import write_report  # noqa: PLC0415 - python-docx, which only this needs

    with reading(named) as register:
        chosen = queries.report_followup(register, followup)
        material = queries.followup_material(register, chosen.id)
    _make(out)
    written = write_report(material, out, today=clock.today())
    if as_json:
        say_json({"document": document, "path": written.path, "sha256": written.sha256, "followup": chosen.title})
    else:
        say(str(written.path))


def _make(folder: Path) -> None:
    """Make the folder in one that there is; a path that is wrong further up is left for the writer to complain of."""
    if folder.parent.is_dir():
        folder.mkdir(exist_ok=True)
