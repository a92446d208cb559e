"""Template files: those shipped with the program, copies of them to change, and the check of an office's own."""

from collections.abc import Mapping
from pathlib import Path

from exports.errors import TemplateBroken
from exports.letter_templates.errors import TemplateFault
from exports.letter_templates.fields import EXTENSION, LETTER_FIELDS, LETTERS, MISSIV_KIND, REMINDER, letter_guide
from exports.writing import write_new

REPORT = "report"
BASE_REPORT = Path(__file__).parent.parent / "templates" / "base_report.docx"
MISSIV = BASE_REPORT.with_name("missiv.docx")
GUIDES = {MISSIV_KIND: "missiv-fält.txt", REMINDER: "påminnelse-fält.txt", EXTENSION: "anstånd-fält.txt"}
"""Kind of letter → name of the guide to its fields."""


def shipped() -> Mapping[str, Path]:
    """Return the paths of the templates by kind: `report`, `missiv`, `reminder` and `extension`."""
    return {REPORT: BASE_REPORT} | {kind: BASE_REPORT.with_name(f"{kind}.docx") for kind in LETTERS}


def template_bytes(kind: str, content: bytes | None) -> bytes:
    """Return `content`, or where it is None the shipped template of the `kind`.

    Raises:
        TemplateBroken: the shipped template is missing.
    """
    path = shipped()[kind]
    try:
        return path.read_bytes() if content is None else content
    except OSError as error:
        raise TemplateBroken(path, "missing") from error


def lint_template(kind: str, content: bytes) -> tuple[TemplateFault, ...]:
    """Return the faults of a template of the `kind`, one of :func:`shipped`; none when it can be used.

    Raises:
        KeyError: there is no such kind.
    """
    from exports.letter_templates import lint  # noqa: PLC0415 - loads python-docx, docxtpl and Jinja

    return lint.report_faults(content) if kind == REPORT else lint.letter_faults(content, LETTER_FIELDS[kind])


def export_templates(folder: Path) -> list[Path]:
    """Write copies of the templates, and guides to the fields of letters, into `folder` as new files.

    Raises:
        ExportError: something cannot be written.
        DiskFull: there is no room.
    """
    files = [(path.name, path.read_bytes()) for path in shipped().values()]
    files += [(name, ("\ufeff" + letter_guide(kind).replace("\n", "\r\n")).encode()) for kind, name in GUIDES.items()]
    return [write_new(data, folder, name) for name, data in files]
