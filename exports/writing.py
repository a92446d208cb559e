"""Safe writing: a file is complete or not there, and nothing that was there before is touched.

The bytes go to a file of their own beside the target, are forced to the disk, read back and compared, and only then
get their name. A name that is taken, or that a word processor holds open, is left alone: `name (2).docx` is next.
"""

import contextlib
import errno
import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

from pathvalidate import sanitize_filename

from exports.errors import FolderMissing, FolderNotWritable, NameRefused, TargetBusy, TextLost
from storage.domain.text import one_line
from storage.errors import DiskFull

_LONGEST_STEM = 100
"""Bytes. Leaves room for `(2)` and suffix in what file systems take, and for folders in what Windows takes."""
_MOST_NAMES = 1000
_FULL = {errno.ENOSPC, errno.EDQUOT}


def file_name(stem: str, suffix: str = ".docx", *, mark: str = "") -> str:
    """A file name from a text: at most 100 bytes before `mark` and `suffix`, which are never cut.

    Raises:
        NameRefused: nothing is left of it.
    """
    cut = one_line(stem).encode()[:_LONGEST_STEM].decode(errors="ignore")
    safe = sanitize_filename(cut, platform="universal", replacement_text="-").strip(" .")
    if not safe.strip("-"):
        raise NameRefused(stem)
    return f"{safe}{mark}{suffix}"


def write_new(data: bytes, folder: Path, name: str, *, check: Callable[[Path], None] | None = None) -> Path:
    """Write `data` as a new file in `folder` and return its path.

    It is read back before it gets its name, and `check` looks at what it says.

    Raises:
        TextLost: the file does not hold what was written.
        FolderMissing: there is no such folder.
        FolderNotWritable: nothing can be written there.
        DiskFull: there is no room.
        TargetBusy: no free name was found.
        NameRefused: the name points out of the folder.
    """
    if Path(name).name != name:
        raise NameRefused(name)
    temporary = folder / f".granska-{secrets.token_hex(8)}.tmp"
    try:
        if not folder.is_dir():
            raise FolderMissing(folder)
        _write_durably(temporary, data)
        if temporary.read_bytes() != data:
            raise TextLost(missing=name)
        if check is not None:
            check(temporary)
        target = _move_to_free_name(temporary, folder / name)
        _sync_folder(folder)
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(folder / name) from error
        raise FolderNotWritable(folder, str(error)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
    return target


def _write_durably(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _move_to_free_name(temporary: Path, wanted: Path) -> Path:
    for target in _names(wanted):
        if target.exists() or _is_open(target):
            continue
        with contextlib.suppress(FileExistsError):
            _give_name(temporary, target)
            return target
    raise TargetBusy(wanted)


def _names(wanted: Path) -> Iterator[Path]:
    """The wanted name, then `name (2).docx`, `name (3).docx` and so on."""
    yield wanted
    for number in range(2, _MOST_NAMES):
        yield wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")


def _is_open(target: Path) -> bool:
    """Whether a word processor has marked the name as open. Word replaces the first letters of longer names."""
    marks = {f"~${target.name[cut:]}" for cut in (0, 1, 2)} | {f".~lock.{target.name}#"}
    return any(target.with_name(mark).exists() for mark in marks)


def _give_name(temporary: Path, target: Path) -> None:
    """Name the file `target`, in one step that fails when the name is taken.

    Raises:
        FileExistsError: it is.
    """
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        # File systems without hard links: take the name with an empty file, then put ours in its place.
        target.open("xb").close()
        try:
            temporary.replace(target)
        except OSError:
            target.unlink()
            raise


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where the system lets a folder be forced to the disk.

    Windows and some network drives do not. The file itself is safe by then, so that is no reason to fail.
    """
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
