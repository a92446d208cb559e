"""The practice register, about a made-up municipality; apart from other registers because its text is long to load."""

import os
from pathlib import Path

from exports.report.file import closing_text
from storage import clock
from storage.example.municipality import build_example
from storage.files import beside, place
from storage.register import create_register
from tui.registers import PRACTICE_NAME, data_folder, ready_register

PRACTICE_OFFICE = "Exempelby kommuns revisorer"


def practice_register(folder: Path | None = None) -> Path:
    """Return the path of the practice register in a folder; make it where it is missing, whole or not at all.

    Raises:
        GranskaError, OSError: it can be neither made nor read.
    """
    path = (folder or data_folder()) / PRACTICE_NAME
    if os.path.lexists(path):
        return ready_register(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with beside(path) as draft:
        with create_register(draft, office=PRACTICE_OFFICE) as register:
            build_example(register, clock.today(), closing_text)
        place(draft, path)
    return path
