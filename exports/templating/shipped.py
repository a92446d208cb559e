"""The templates that come with the program, and handing them out to be changed."""

from collections.abc import Mapping
from pathlib import Path

from exports.template import BASE_REPORT
from exports.templating.guide import missiv_guide
from exports.writing import write_new

MISSIV = BASE_REPORT.with_name("missiv.docx")
GUIDE = "missiv-fält.txt"
"""Name of the guide to a missiv's fields."""


def shipped() -> Mapping[str, Path]:
    """The templates by kind."""
    return {"report": BASE_REPORT, "missiv": MISSIV}


def export_templates(folder: Path) -> list[Path]:
    """Put copies of the templates, and the guide to a missiv's fields, into `folder`; nothing there is overwritten.

    Raises:
        ExportError: something cannot be written.
        DiskFull: there is no room.
    """
    files = [(path.name, path.read_bytes()) for path in shipped().values()]
    files.append((GUIDE, ("\ufeff" + missiv_guide().replace("\n", "\r\n")).encode()))
    return [write_new(data, folder, name, check=lambda _: None) for name, data in files]
