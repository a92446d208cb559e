"""`import`: load follow-up reports from Word files, and registers from workbooks and text files."""

from collections.abc import Iterator
from pathlib import Path

import click

from storage.domain.text import one_line
from storage.errors import FileUnreadable, PassagesUnaccounted
from storage.intake.ledger import PassageFate
from storage.operations.importing import ImportResult, preview_report
from storage.register import Register
from tui.commands.options import PLACE, json_option, reading, register_option, writing
from tui.commands.output import complain, note, plain_record, say, say_json
from tui.commands.render.lines import counted
from tui.commands.render.shapes import Shape
from tui.commands.swedish import DATA_ERROR, FINE, SwedishCommand
from tui.followups import jobs
from tui.language.catalogue import _
from tui.language.fates import fate_lines, fate_where, fate_why, note_lines
from tui.language.findings import note_line
from tui.language.sentences import sentence


@click.command(
    "import",
    cls=SwedishCommand,
    short_help="Läs in uppföljningsrapporter och register.",
    help="Läs in uppföljningsrapporter i Word, och register i .xlsx, .xls, .ods, .csv och .tsv. En rapport blir en "
    "fastställd uppföljning för sig, som sedan alltid skrivs ut som den lästes in, i sina egna ord, och ett register "
    "en för varje år som det har bedömningar från. Det registret redan har skrivs aldrig över, och samma fil en gång "
    "till ändrar inget. Det som inte kunde tolkas står i svaret. Först säkerhetskopieras registret.",
)
@click.argument("files", nargs=-1, required=True, type=PLACE, metavar="FIL...")
@click.option("--dry-run", is_flag=True, help="Säg vad som skulle läsas in, men ändra inget.")
@click.option("--without-backup", is_flag=True, help="Läs in också om ingen säkerhetskopia kan göras.")
@json_option
@register_option
def import_command(
    *, files: tuple[Path, ...], dry_run: bool, without_backup: bool, as_json: bool, named: Path | None
) -> int:
    """Import reports; a file that cannot be read is reported, and the others are still imported."""
    results: list[ImportResult] = []
    code = FINE
    with reading(named) if dry_run else writing(named) as register:
        for file in files:
            try:
                if len(files) > 1:
                    note(_("Läser {file} …").format(file=file))
                kept = without_backup or bool(results)  # one copy before all the files is enough
                results.append(_read(register, file, dry_run=dry_run, without_backup=kept))
            except (FileUnreadable, PassagesUnaccounted) as error:
                complain(sentence(error))
                code = DATA_ERROR
    if as_json and results:
        shapes = [_shape(result) for result in results]
        say_json(shapes if len(files) > 1 else shapes[0])
    elif results:
        say("\n".join(line for result in results for line in _lines(result)))
    return code


def _read(register: Register, file: Path, *, dry_run: bool, without_backup: bool) -> ImportResult:
    if dry_run:
        return preview_report(register, file)
    return jobs.read_in(register, file, without_backup=without_backup)


def _shape(result: ImportResult) -> Shape:
    return {
        "file": result.path,
        "dry_run": result.change is None,
        "followup": result.plan.followup_id,
        "new": result.plan.new,
        "changed": result.plan.changed,
        "same": result.plan.same,
        "refused": result.plan.refused,
        "audits": [
            {"title": audit.title, "new": audit.is_new, "counts": audit.counts.as_dict(), "total": audit.counts.total}
            for audit in result.plan.audits
        ],
        "notes": [plain_record(one) | {"sentence": note_line(one)} for one in result.plan.notes],
        "fates": [_fate_shape(one) for one in result.plan.fates()],
        "undecided": [],
    }


def _fate_shape(fate: PassageFate) -> Shape:
    return {
        "passage": fate.passage,
        "place": fate.place,
        "fate": fate.fate,
        "where": fate_where(fate),
        "why": fate_why(fate),
        "fields": [f"{entity}.{name}" for entity, name in fate.targets],
        "audit": fate.audit or None,
    }


def _lines(result: ImportResult) -> Iterator[str]:
    template = _("{file} skulle ge") if result.change is None else _("{file} gav")
    numbers = _("{new} nya, {changed} ändrade, {same} oförändrade och {refused} avvisade rekommendationer").format(
        new=result.plan.new, changed=result.plan.changed, same=result.plan.same, refused=result.plan.refused
    )
    yield one_line(f"{template.format(file=result.path)} {numbers}.")
    for audit in result.plan.audits:
        known = _("Ny granskning") if audit.is_new else _("Granskning som fanns")
        yield one_line(f"{known}: {audit.title}: {counted(audit.counts)}")
    yield from note_lines(result.plan.notes)
    yield from fate_lines(result.plan.ledger)
