"""Safe writing: a file is complete or not there, and nothing that was there before is touched.

The bytes go to a file of their own beside the target, are forced to the disk, read back and compared, and only then
get their name. A name that is taken, or that a word processor holds open, is left alone: `name (2).docx` is next.
"""

import contextlib
import errno
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from pathvalidate import sanitize_filename

from exports.errors import FolderMissing, FolderNotWritable, NameRefused, TargetBusy, TextLost
from storage.domain.text import one_line
from storage.errors import DiskFull
from storage.files import beside, place, write

_LONGEST_STEM = 100
"""Bytes. Leaves room for `(2)` and suffix in what file systems take, and for folders in what Windows takes."""
_MOST_NAMES = 1000
_FULL = {errno.ENOSPC, errno.EDQUOT}


def file_name(stem: str, suffix: str = ".docx", *, mark: str = "") -> str:
    """Return a file name from a text: at most 100 bytes before `mark` and `suffix`, which are never cut.

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
    try:
        if not folder.is_dir():
            raise FolderMissing(folder)
        with beside(folder / name) as draft:
            write(draft, data)
            if draft.read_bytes() != data:
                raise TextLost(missing=name)
            if check is not None:
                check(draft)
            return _place_at_free_name(draft, folder / name)
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(folder / name) from error
        raise FolderNotWritable(folder, str(error)) from error


def _place_at_free_name(draft: Path, wanted: Path) -> Path:
    for target in _names(wanted):
        if target.exists() or _is_open(target):
            continue
        with contextlib.suppress(FileExistsError):
            place(draft, target)
            return target
    raise TargetBusy(wanted)


def _names(wanted: Path) -> Iterator[Path]:
    """Yield the wanted name, then `name (2).docx`, `name (3).docx` and so on."""
    yield wanted
    for number in range(2, _MOST_NAMES):
        yield wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")


def _is_open(target: Path) -> bool:
    """Return true if a word processor has marked the name as open. Word replaces the first letters of longer names."""
    marks = {f"~${target.name[cut:]}" for cut in (0, 1, 2)} | {f".~lock.{target.name}#"}
    return any(target.with_name(mark).exists() for mark in marks)


_SYSTEM = 0
"""Made on: the same whatever machine writes."""


def zipped(parts: Iterable[tuple[str, bytes]], *, made_on: date, compress: bool = True) -> bytes:
    """Return a zip file of the (name, content) pairs, in their order.

    Uncompressed, the bytes are the same with every version of the compression library.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, date_time=(made_on.year, made_on.month, made_on.day, 0, 0, 0))
            info.create_system = _SYSTEM
            info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
            archive.writestr(info, content)
    return stream.getvalue()


def rewritten(package: bytes, made_on: date, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """Return `package` with every part dated `made_on`, and the parts named in `changes` changed."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = ((name, archive.read(name)) for name in archive.namelist())
        return zipped(((n, changes[n](part) if n in changes else part) for n, part in parts), made_on=made_on)
