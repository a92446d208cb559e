"""The lock of the one writer of a register, and the names of the user and the installation.

The lock is in the user's state folder, named by the register's path, so that the folder and bytes of the register do
not change until something is saved. A second file names the user, the time and the process of the lock.
"""

import getpass
import json
import os
import sys
import uuid
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from storage import clock
from storage.domain.identity import sha256
from storage.domain.text import one_line
from storage.errors import RegisterLocked
from storage.files import beside, overwrite, place, write
from storage.user_folders import state_folder

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


WHO_VARIABLE = "GRANSKA_WHO"

_NAME_FILE = "who"
_NOBODY = "okänd"


def station() -> str:
    """The random name of this user's installation, created at first use."""
    file = state_folder() / "station"
    try:
        if name := file.read_text("ascii").strip():
            return name
        file.unlink()  # an empty file of a killed process
    except FileNotFoundError:
        pass
    try:
        with beside(file) as draft:
            write(draft, str(uuid.uuid4()).encode())
            place(draft, file)
    except FileExistsError:
        pass  # another process was first
    return file.read_text("ascii").strip()


def user_name(given: str | None = None) -> str:
    """The name of the user: `given`, `GRANSKA_WHO`, the stored one, or that of the system account."""
    for name in (given, os.environ.get(WHO_VARIABLE), _stored_name()):
        if name and (line := one_line(name)):
            return line
    try:
        return one_line(getpass.getuser()) or _NOBODY
    except (OSError, KeyError, ImportError):
        return _NOBODY


def remember_user(name: str) -> None:
    """Store the name of the user."""
    overwrite(state_folder() / _NAME_FILE, one_line(name).encode())


def _stored_name() -> str | None:
    try:
        return (state_folder() / _NAME_FILE).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


class WriterLock(Struct):
    """The right to write to one register."""

    path: Path
    _descriptor: int
    _note: Path

    @classmethod
    def take(cls, path: Path, who: str) -> "WriterLock":
        """Take the lock for the register at `path`.

        Raises:
            RegisterLocked: another process has it; with user, time and process id where known.
        """
        base = _lock_file(path)
        note = base.with_suffix(".json")
        descriptor = os.open(base, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(descriptor)
        except (BlockingIOError, PermissionError):  # as fcntl and as msvcrt say that another process has it
            os.close(descriptor)
            raise _locked(path, note) from None
        except OSError:
            os.close(descriptor)
            raise
        content = json.dumps({"who": who, "since": clock.now(), "pid": os.getpid()})
        with suppress(OSError):  # the lock works without the note
            note.write_text(content, "utf-8")
        return cls(path, descriptor, note)

    def release(self) -> None:
        """Release the lock."""
        with suppress(OSError):
            self._note.unlink(missing_ok=True)
        os.close(self._descriptor)


def state_name(path: Path) -> str:
    """The name of the register at `path` in the state folder, the same for every spelling of the path."""
    resolved = os.path.normcase(path.resolve())
    return sha256(str(resolved).encode("utf-8", "surrogateescape")).hex()[:32]


def _lock_file(path: Path) -> Path:
    folder = state_folder() / "locks"
    folder.mkdir(exist_ok=True)
    return folder / f"{state_name(path)}.lock"


def _locked(path: Path, note: Path) -> RegisterLocked:
    try:
        note_values = json.loads(note.read_text("utf-8"))
    except (OSError, ValueError):
        note_values = {}
    return RegisterLocked(path, note_values.get("who"), note_values.get("since"), note_values.get("pid"))
