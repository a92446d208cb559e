"""Atomic and durable writing of files that never overwrites another file.

A file is written under a draft's name beside its target, synced to the disk, and then renamed in one step that
fails where the name is taken; then the folder is synced. Only a file of the program's own, such as its settings, is
replaced.
"""

import errno
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

COMPANIONS = ("-journal", "-wal", "-shm")
"""Endings of the files that SQLite keeps beside a database."""

_NO_LINKS = frozenset(
    {errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EACCES, errno.EINVAL}
)
"""Error numbers of systems without hard links; `EINVAL` is that of Windows."""
_DRAFT = re.compile(rf"\.granska-[0-9a-f]{{16}}\.tmp({'|'.join(COMPANIONS)})?")
"""Names that only :func:`beside` gives."""
_ABANDONED = 3600
"""Age in seconds, compared with a file just finished, at which the process of a draft must have been killed."""


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """Yield a free name for a draft in the folder of `target`; whatever remains of it is deleted."""
    draft = target.with_name(f".granska-{uuid.uuid4().hex[:16]}.tmp")
    try:
        yield draft
    finally:
        for ending in ("", *COMPANIONS):
            with suppress(OSError):  # a file that a virus scanner has open is deleted another time
                draft.with_name(draft.name + ending).unlink(missing_ok=True)


def write(draft: Path, data: bytes) -> None:
    """Write `data` durably as the new file `draft`.

    Raises:
        OSError: the system refused, or the file exists.
    """
    with draft.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def place(draft: Path, target: Path) -> None:
    """Give the finished file `draft` the name `target`, durably.

    Raises:
        FileExistsError: the name is taken; both files are unchanged.
        OSError: the system refused; there is no `target`.
    """
    _sync_file(draft)
    try:
        os.link(draft, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _rename(draft, target)
    try:
        _sync_folder(target.parent)
    except OSError:
        target.unlink()
        raise
    _delete_abandoned(target)


def replace(draft: Path, target: Path) -> None:
    """Replace `target` by the finished file `draft`, durably. Only for files of the program's own.

    Raises:
        OSError: the system refused.
    """
    _sync_file(draft)
    draft.replace(target)
    _sync_folder(target.parent)
    _delete_abandoned(target)


def overwrite(target: Path, data: bytes) -> None:
    """Replace the content of `target`, a file of the program's own, by `data` atomically.

    Raises:
        OSError: the system refused.
    """
    with beside(target) as draft:
        write(draft, data)
        replace(draft, target)


def _rename(draft: Path, target: Path) -> None:
    """Rename a file where there are no hard links, as on memory sticks and some network shares.

    Windows' rename refuses to overwrite. Elsewhere it overwrites, so the name is first reserved by an empty file,
    created in one step, which the rename then overwrites.
    """
    if os.name == "nt":
        draft.rename(target)
        return
    target.open("xb").close()
    try:
        draft.replace(target)
    except OSError:
        target.unlink()
        raise


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable, where the system can: Windows and some network drives cannot."""
    if os.name != "posix":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in {errno.EROFS, *_NO_LINKS}:
            raise


def _delete_abandoned(finished: Path) -> None:
    """Delete drafts that killed processes left beside a finished file; both times are of the same file system."""
    with suppress(OSError):
        before = finished.stat().st_mtime - _ABANDONED
        with os.scandir(finished.parent) as entries:
            drafts = [entry for entry in entries if _DRAFT.fullmatch(entry.name)]
        for draft in drafts:
            if draft.is_file(follow_symlinks=False) and draft.stat(follow_symlinks=False).st_mtime < before:
                Path(draft.path).unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Create a folder whose parent exists; any other error is left to the writer of the file."""
    if folder.parent.is_dir():
        folder.mkdir(exist_ok=True)
