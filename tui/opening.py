"""Opening a file with the program that the system has for it."""

import os
import subprocess
import sys
from pathlib import Path

WAIT = 3
"""Seconds in which the system may say that it cannot; it may also take longer to show the file."""


def open_file(path: Path) -> None:
    """Open a file outside. Blocks for a moment.

    Raises:
        OSError: the system has no program for it, or will not.
    """
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - a document that this program wrote
        return
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(  # noqa: S603 - no shell; the path is one argument
        [opener, os.fspath(path.resolve())], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        status = process.wait(WAIT)
    except subprocess.TimeoutExpired:
        return
    if status:
        raise OSError(status, opener)
