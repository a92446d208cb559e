"""Files that appear whole or not at all, and never in another's place."""

import errno
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NO_LINKS = frozenset(
    {errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EACCES, errno.EINVAL}
)
"""How systems say that there are no links here; `EINVAL` is Windows' word for it."""


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A free name in `target`'s folder for a file under construction; whatever stays there is taken away."""
    draft = target.with_name(f".{target.name[:60]}.{uuid.uuid4().hex[:8]}.tmp")
    try:
        yield draft
    finally:
        for leftover in (draft, draft.with_name(draft.name + "-journal")):
            leftover.unlink(missing_ok=True)


def place(draft: Path, target: Path) -> None:
    """Give the finished file `draft` the name `target`, durably.

    Raises:
        FileExistsError: something has that name already; both files are left as they are.
        OSError: the system refused.
    """
    try:
        os.link(draft, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # Memory sticks and some network shares know no links; Windows' rename refuses to overwrite by itself.
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        draft.rename(target)
    sync_folder(target.parent)


def sync_file(path: Path) -> None:
    """Make what stands in the file at `path` durable."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make names in `folder` durable, where the system has a way to."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EROFS, *_NO_LINKS}:
            raise
    finally:
        os.close(handle)
