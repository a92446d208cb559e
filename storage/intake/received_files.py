"""Files that came in, kept beside the register as `<register>-filer/<sha256>.<ext>`.

A file is written and synced before the action that names it is committed, so that an acknowledged import always has
its file. What no action names, after a killed import, is removed by a later check.
"""

import errno
import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from storage import clock, files
from storage.errors import FileNotKept, FileUnreadable

_NAME = re.compile(r"([0-9a-f]{64})(?:\.[0-9a-z]{1,8})?")
_UNNAMED_AFTER = 3600
"""Age in seconds at which a file that no action names cannot belong to an import that is under way."""


def folder_of(register: Path) -> Path:
    """Return the folder of a register's received files, which may not exist."""
    return register.with_name(f"{register.name}-filer")


def keep(register: Path, source: Path, sha256: str) -> Path:
    """Keep a copy of the file `source`, whose SHA-256 was read before, and return its path.

    Raises:
        FileUnreadable: it cannot be read any more, or has changed since.
        FileNotKept: the copy could not be written.
    """
    try:
        data = source.read_bytes()
    except OSError as error:
        raise FileUnreadable(source, "no_file") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise FileUnreadable(source, "changed")
    suffix = source.suffix.lower()
    if (kept := find(register, sha256)) is not None:
        return kept
    target = folder_of(register) / (sha256 + (suffix if _NAME.fullmatch(sha256 + suffix) else ""))
    try:
        files.make_folder(target.parent)
        with files.beside(target) as draft:
            files.write(draft, data)
            if target.exists():
                files.replace(draft, target)  # its content is not what its name says
            else:
                files.place(draft, target)
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        raise FileNotKept(target.parent, "full" if full else "refused") from error
    return target


def find(register: Path, sha256: str) -> Path | None:
    """Return the kept file with this SHA-256; None if it is not beside the register, or is not what it was."""
    for path, name in _kept(register):
        if name == sha256 and _is_whole(path, sha256):
            return path
    return None


def missing(register: Path, named: set[str]) -> list[str]:
    """Return those SHA-256 of documents whose files are not beside the register, or not what they were, in order."""
    return sorted(sha256 for sha256 in named if find(register, sha256) is None)


def remove_unnamed(register: Path, named: set[str]) -> list[Path]:
    """Remove the kept files that no action of the register names, but those just written; return their paths."""
    found, now = [], datetime.fromisoformat(clock.now()).timestamp()
    for path, name in list(_kept(register)):
        with suppress(OSError):
            if name not in named and now - path.stat().st_mtime > _UNNAMED_AFTER:
                path.unlink()
                found.append(path)
    return found


def _kept(register: Path) -> Iterator[tuple[Path, str]]:
    with suppress(OSError):
        for path in folder_of(register).iterdir():
            if (match := _NAME.fullmatch(path.name)) is not None:
                yield path, match[1]


def _is_whole(path: Path, sha256: str) -> bool:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == sha256
    except OSError:
        return False
