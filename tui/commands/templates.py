"""`templates`: the Word templates of documents, the program's or the office's own."""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import click

from exports.letter_templates.errors import TemplateFault
from exports.letter_templates.shipped import export_templates, lint_template, shipped
from exports.writing import write_new
from storage import settings
from storage.domain.text import one_line
from storage.files import make_folder
from storage.operations.settings import keep_file
from tui.commands.config import read_file
from tui.commands.letters import EXTENSION, REMINDER
from tui.commands.options import PLACE, json_option, reading, register_option, writing
from tui.commands.output import complain, plain_record, say, say_json
from tui.commands.preflight import MISSIV, REPORT
from tui.commands.swedish import DATA_ERROR, FINE, SwedishCommand, SwedishFamily, one_of
from tui.language.catalogue import _
from tui.language.findings import fault_line

KINDS = (REPORT, MISSIV, REMINDER, EXTENSION)
_BODY = "word/document.xml"
_MOST_READ = 20_000_000
"""Most bytes of a body that are searched for fields."""
_MARKUP = re.compile(rb"<[^>]*>")
_FIELD_OF_KIND = {REMINDER: b"consequence", EXTENSION: b"decision"}
"""Kind of letter → a field that no other kind has."""
_FIELD = re.compile(rb"\{[{%]")

_KIND_HELP = (
    "Utan --kind avgör innehållet: en mall utan fält ({{ eller {%) är till rapport, annars avgör fälten vilket slags "
    "brev den är till."
)


def _kind_callback(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    return None if value is None else one_of(KINDS)(ctx, param, value)


_kind_option = click.option(
    "--kind",
    callback=_kind_callback,
    metavar="SLAG",
    help="Vad mallen är till: report, missiv, reminder eller extension.",
)


@click.command(
    "list",
    cls=SwedishCommand,
    short_help="Visa vilka mallar som gäller.",
    help="Visa om programmets eller revisionens egen mall gäller för rapport och brev, med SHA-256.",
)
@json_option
@register_option
def list_command(*, as_json: bool, named: Path | None) -> None:
    """List the templates in use."""
    with reading(named) as register:
        own = {kind: settings.kept_file(register, setting_of(kind)) for kind in KINDS}
    used = {kind: own[kind] or shipped()[kind].read_bytes() for kind in KINDS}
    hashes = {kind: hashlib.sha256(content).hexdigest() for kind, content in used.items()}
    if as_json:
        say_json([{"kind": kind, "own": own[kind] is not None, "sha256": hashes[kind]} for kind in KINDS])
    else:
        for kind in KINDS:
            whose = _("egen mall") if own[kind] is not None else _("programmets mall")
            say(f"{kind}: {whose}, SHA-256 {hashes[kind]}")


@click.command(
    "export",
    cls=SwedishCommand,
    short_help="Skriv mallarna för att ändra dem i Word.",
    help="Skriv programmets mallar, vägledningar till brevens fält och revisionens egna mallar i MAPP. En fil som "
    "finns skrivs aldrig över.",
)
@click.argument("folder", type=PLACE, metavar="MAPP")
@register_option
def export_command(*, folder: Path, named: Path | None) -> None:
    """Write the templates to a folder."""
    with reading(named) as register:
        own = {kind: settings.kept_file(register, setting_of(kind)) for kind in KINDS}
    make_folder(folder)
    written = export_templates(folder)
    for kind, content in own.items():
        if content is not None:
            written.append(write_new(content, folder, f"egen {kind}.docx"))
    say("\n".join(map(str, written)))


@click.command(
    "lint",
    cls=SwedishCommand,
    short_help="Kontrollera en egen mall.",
    help=f"Kontrollera en egen mall, och säg vad som är fel i den, stycke för stycke. {_KIND_HELP}",
)
@click.argument("file", type=PLACE, metavar="FIL")
@_kind_option
@json_option
def lint_command(*, file: Path, kind: str | None, as_json: bool) -> int:
    """Check a template."""
    kind, faults = _linted(kind, read_file(file))
    if as_json:
        shapes = [plain_record(fault) | {"sentence": fault_line(fault)} for fault in faults]
        say_json({"file": file, "kind": kind, "ok": not faults, "faults": shapes})
    elif faults:
        say("\n".join(map(fault_line, faults)))
    else:
        say(one_line(_("{file} kan användas som mall ({kind}).").format(file=file, kind=kind)))
    return DATA_ERROR if faults else FINE


@click.command(
    "install",
    cls=SwedishCommand,
    short_help="Börja använda en egen mall.",
    help=f"Kontrollera en egen mall och börja använda den; en mall med fel läggs inte in. {_KIND_HELP} "
    "”granska config set template_report”, ”… template_missiv” och så vidare återgår till programmets mall.",
)
@click.argument("file", type=PLACE, metavar="FIL")
@_kind_option
@register_option
def install_command(*, file: Path, kind: str | None, named: Path | None) -> int:
    """Store a template in the register, unless it has faults."""
    content = read_file(file)
    kind, faults = _linted(kind, content)
    for fault in faults:
        complain(fault_line(fault))
    if faults:
        return DATA_ERROR
    with writing(named) as register:
        change = keep_file(register, setting_of(kind), content)
    template = _("{kind}: {file} används från och med nu.") if change else _("{kind}: {file} används redan.")
    say(one_line(template.format(kind=kind, file=file)))
    return FINE


templates_command = SwedishFamily(
    "templates",
    commands=[list_command, export_command, lint_command, install_command],
    short_help="Visa, kontrollera och byt mallar för rapport och brev.",
    help="Rapport, missiv, påminnelse och beslut om anstånd skrivs på programmets mallar, eller på revisionens egna.",
)


def setting_of(kind: str) -> str:
    """Return the setting that keeps the office's own template of a kind."""
    return f"template_{kind}"


def guessed_kind(content: bytes) -> str:
    """Guess the kind of a template from the fields of its body, also where Word has split them over runs."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(_BODY) as part:
            body = part.read(_MOST_READ)
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, zlib.error):
        return REPORT  # no Word file, which the linter reports
    text = _MARKUP.sub(b"", body)
    if not _FIELD.search(text):
        return REPORT
    return next((kind for kind, field in _FIELD_OF_KIND.items() if field in text), MISSIV)


def _linted(kind: str | None, content: bytes) -> tuple[str, Sequence[TemplateFault]]:
    kind = kind or guessed_kind(content)
    return kind, lint_template(kind, content)
