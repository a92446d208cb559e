"""The templates that come with the program, and handing them out to be changed."""

from collections.abc import Mapping
from pathlib import Path

from exports.letter_templates.fields import EXTENSION, LETTERS, MISSIV_KIND, REMINDER, letter_guide
from exports.report.template import BASE_REPORT
from exports.writing import write_new

REPORT = "report"
MISSIV = BASE_REPORT.with_name("missiv.docx")
GUIDES = {MISSIV_KIND: "missiv-fält.txt", REMINDER: "påminnelse-fält.txt", EXTENSION: "anstånd-fält.txt"}
"""Kind of letter → name of the guide to its fields."""


def shipped() -> Mapping[str, Path]:
    """The templates by kind."""
    return {REPORT: BASE_REPORT} | {kind: BASE_REPORT.with_name(f"{kind}.docx") for kind in LETTERS}


def export_templates(folder: Path) -> list[Path]:
    """Put copies of the templates, and the guides to letters' fields, into `folder`; nothing there is overwritten.

    Raises:
        ExportError: something cannot be written.
        DiskFull: there is no room.
    """
    files = [(path.name, path.read_bytes()) for path in shipped().values()]
    files += [(name, ("\ufeff" + letter_guide(kind).replace("\n", "\r\n")).encode()) for kind, name in GUIDES.items()]
    return [write_new(data, folder, name) for name, data in files]
