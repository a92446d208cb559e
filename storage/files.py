"""Files that appear whole or not at all, and never in another's place: the only safe way to write one.

A file is made under a draft's name beside its target, forced to the disk, and then given its name in one step that
fails where the name is taken; the folder is forced to the disk after it. Only a file that the program keeps for
itself, such as its settings, is replaced.
"""

import errno
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

COMPANIONS = ("-journal", "-wal", "-shm")
"""What SQLite adds to a database's name for the files that it keeps beside it."""

_NO_LINKS = frozenset(
    {errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EACCES, errno.EINVAL}
)
"""How systems say that there are no links here; `EINVAL` is Windows' word for it."""
_DRAFT = re.compile(rf"\.granska-[0-9a-f]{{16}}\.tmp({'|'.join(COMPANIONS)})?")
"""Names that nobody but :func:`beside` gives."""
_ABANDONED = 3600
"""Age in seconds, beside a file just finished, of a draft whose process must have been killed."""


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A free name in `target`'s folder for a file under construction; whatever stays there is taken away."""
    draft = target.with_name(f".granska-{uuid.uuid4().hex[:16]}.tmp")
    try:
        yield draft
    finally:
        for ending in ("", *COMPANIONS):
            with suppress(OSError):  # what a virus scanner holds is taken away another time
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
        FileExistsError: something has that name already; both files are left as they are.
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
    _take_away_abandoned(target)


def replace(draft: Path, target: Path) -> None:
    """Put the finished file `draft` in the place of `target`, durably. Only for a file that is the program's own.

    Raises:
        OSError: the system refused.
    """
    _sync_file(draft)
    draft.replace(target)
    _sync_folder(target.parent)
    _take_away_abandoned(target)


def overwrite(target: Path, data: bytes) -> None:
    """Let `target`, which is the program's own, hold `data`: it is the old file or the new one at every moment.

    Raises:
        OSError: the system refused.
    """
    with beside(target) as draft:
        write(draft, data)
        replace(draft, target)


def _rename(draft: Path, target: Path) -> None:
    """Name the file where there are no links: memory sticks and some network shares know none.

    Windows' rename refuses to overwrite by itself. Elsewhere it overwrites, so the name is first taken by an empty
    file, which can be done in one step, and that is what is overwritten.
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
    """Make names in `folder` durable, where the system has a way to: Windows and some network drives have none."""
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


def _take_away_abandoned(finished: Path) -> None:
    """Take away drafts that killed processes left beside a finished file; both ages are of the same disk's clock."""
    with suppress(OSError):
        before = finished.stat().st_mtime - _ABANDONED
        with os.scandir(finished.parent) as entries:
            drafts = [entry for entry in entries if _DRAFT.fullmatch(entry.name)]
        for draft in drafts:
            if draft.is_file(follow_symlinks=False) and draft.stat(follow_symlinks=False).st_mtime < before:
                Path(draft.path).unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make the folder in one that there is; a path that is wrong further up is left for the writer to complain of."""
    if folder.parent.is_dir():
        folder.mkdir(exist_ok=True)
