"""One writer at a time: a lock in the user's state folder, named by the register's path.

The lock stands beside nothing of the office's: the register's folder and bytes do not change until there is
something to save. A second file tells who holds the lock, since when and as which process.
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
    """The random name of this user's installation, made at first use."""
    file = state_folder() / "station"
    try:
        if held := file.read_text("ascii").strip():
            return held
        file.unlink()  # half-made, and no name at all
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
    """Who works here: the name given, `GRANSKA_WHO`, the one remembered, or the one that the system knows."""
    for name in (given, os.environ.get(WHO_VARIABLE), _remembered()):
        if name and (line := one_line(name)):
            return line
    try:
        return one_line(getpass.getuser()) or _NOBODY
    except (OSError, KeyError, ImportError):
        return _NOBODY


def remember_user(name: str) -> None:
    """Keep the name of who works here for the next time."""
    overwrite(state_folder() / _NAME_FILE, one_line(name).encode())


def _remembered() -> str | None:
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
            RegisterLocked: another process has it; with who, since when and its number where they are known.
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
        told = json.dumps({"who": who, "since": clock.now(), "pid": os.getpid()})
        with suppress(OSError):  # the lock holds without the note
            note.write_text(told, "utf-8")
        return cls(path, descriptor, note)

    def release(self) -> None:
        """Give the lock back."""
        with suppress(OSError):
            self._note.unlink(missing_ok=True)
        os.close(self._descriptor)


def state_name(path: Path) -> str:
    """What the state folder calls the register at `path`: the same however the way to it is written."""
    resolved = os.path.normcase(path.resolve())
    return sha256(str(resolved).encode("utf-8", "surrogateescape")).hex()[:32]


def _lock_file(path: Path) -> Path:
    folder = state_folder() / "locks"
    folder.mkdir(exist_ok=True)
    return folder / f"{state_name(path)}.lock"


def _locked(path: Path, note: Path) -> RegisterLocked:
    try:
        told = json.loads(note.read_text("utf-8"))
    except (OSError, ValueError):
        told = {}
    return RegisterLocked(path, told.get("who"), told.get("since"), told.get("pid"))
