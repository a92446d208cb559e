"""Other programs: an editor for a text, in a file that only the user may read, and the opener of documents."""

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from storage.domain.text import clean

VARIABLES = ("VISUAL", "EDITOR")
WINDOWS_OWN = ("notepad",)
"""Editor that every Windows has."""


def editor() -> tuple[str, ...]:
    """Return the editor with its arguments, of `VISUAL` or `EDITOR`; empty when there is none."""
    named = next((value for name in VARIABLES if (value := os.environ.get(name, "").strip())), "")
    if not named:
        return WINDOWS_OWN if sys.platform == "win32" else ()
    try:
        return tuple(shlex.split(named, posix=sys.platform != "win32"))
    except ValueError:  # a quote without its other half
        return (named,)


def written_outside(program: Sequence[str], text: str) -> str:
    """Edit a text in a program, and return the new text. Blocks until the program ends.

    Raises:
        OSError: the program cannot be started, or the file cannot be written or read.
        subprocess.CalledProcessError: the program says that it failed, as editors do when told to give up.
    """
    handle, name = tempfile.mkstemp(prefix="granska-", suffix=".txt")  # for its owner's eyes alone
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace", newline="\n") as file:
            file.write(text)
        with _interrupts_are_not_for_us():
            subprocess.run([*program, name], check=True)  # noqa: S603 - no shell; the program is the user's own choice
        return clean(path.read_text(encoding="utf-8-sig", errors="replace")).removesuffix("\n")
    finally:
        path.unlink(missing_ok=True)


@contextmanager
def _interrupts_are_not_for_us() -> Iterator[None]:
    """Ignore Ctrl+C, which is for the program; a handler, unlike ignoring, is not inherited by it."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


WAIT = 3
"""Seconds in which the system may say that it cannot; it may also take longer to show the file."""


def open_file(path: Path) -> None:
    """Open a file with the system's program for it. Blocks for a moment.

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
