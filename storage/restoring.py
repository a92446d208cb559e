"""Restoring a backup of a register, with a backup of the register that it replaces."""

import re
import shutil
import unicodedata
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from storage import backups, clock, locking
from storage.backups import BackupReason
from storage.check import check
from storage.database import backup
from storage.database import settings as setting_rows
from storage.database.connection import companion_of, connect, in_wal_mode, is_writable
from storage.database.recording import Author, recording
from storage.database.settings import RESTORED_FROM
from storage.domain.text import one_line
from storage.errors import (
    AmbiguousBackup,
    BackupFailed,
    GranskaError,
    NotARegister,
    OtherRegister,
    RegisterMissing,
    RegisterReadOnly,
    RegisterUnreadable,
    UnknownReference,
)
from storage.files import COMPANIONS, beside, replace
from storage.locking import WriterLock
from storage.operations.new_register import put_setting
from storage.register import open_register

NAME = "restore"


class Restoration(Struct, frozen=True):
    """Result of restoring."""

    path: Path
    """The register."""
    copy: Path
    """The copy that was restored."""
    replaced: Path | None
    """The backup of the replaced register; None when there was none."""
    actions: int
    """Number of actions in the history now."""


def restore(path: Path, reference: str, *, who: str | None = None) -> Restoration:
    """Replace the register at `path` by a copy; `reference` is what :func:`chosen` takes.

    The present register is first copied, and that copy is never thinned; a file too damaged to be a register is
    copied unchanged. The files are exchanged in one step.

    The history is then that of the copy and one more action, the restoring, at which undo stops as at a closing.
    Later actions are no longer in this file, but all of them are in the copy made now. Merging that copy, or a
    colleague's with those actions, brings them back: restoring undoes nothing in other copies. Drafts of texts are
    those of the copy too.

    Raises:
        UnknownReference, AmbiguousBackup: the reference matches no copy, or several.
        RegisterLocked, RegisterReadOnly: another process has the register open for writing, or it is not writable.
        NotARegister, RegisterNewer, RegisterUnreadable: the copy is no register, or does not verify.
        OtherRegister: it is a copy of another register.
        BackupFailed: the present register could not be copied; nothing was changed.
        OSError: the system refused; nothing was changed.
    """
    if path.exists() and not is_writable(path):
        raise RegisterReadOnly(path)
    user = locking.user_name(who)
    lock = WriterLock.take(path, user)
    try:
        copy = chosen(path, reference)
        actions = _checked(path, copy)
        _leave_wal_mode(path)
        with beside(path.resolve()) as draft:
            _stage(copy, draft, user)
            replaced = _back_up_present(path)
            _exchange(draft, path.resolve())
    finally:
        lock.release()
    return Restoration(path, copy, replaced, actions + 1)


def newest_good(path: Path) -> Path | None:
    """The newest copy that :func:`restore` would accept for the register at `path`; each is verified."""
    for copy in backups.all_of(path):
        with suppress(GranskaError, OSError):
            _checked(path, copy.path)
            return copy.path
    return None


def chosen(path: Path, reference: str) -> Path:
    """Return the copy that a reference means: the path of any file, or what a list of the copies says of one.

    That is its name, with or without the suffix, its path, its day or moment, why it was made, or a whole line that
    has its path.

    Raises:
        UnknownReference, AmbiguousBackup: it matches no copy, or several.
    """
    named = Path(reference)
    if _is_file(named):
        return named
    wanted, copies = _written(reference), backups.all_of(path)
    exact = [copy for copy in copies if wanted in {_written(copy.path.name), _written(copy.path.stem)}]
    inside = [copy for copy in copies if _written(str(copy.path)) in wanted]
    part = [copy for copy in copies if wanted and wanted in _written(copy.path.name)]
    why = [copy for copy in copies if wanted == copy.why.name.lower()]
    match next(filter(None, (exact, inside, part, why)), []):
        case []:
            raise UnknownReference(one_line(reference), "backup")
        case [one]:
            return one.path
        case several:
            names = [copy.path.name for copy in several]
            shown = [copy.path.name if names.count(copy.path.name) == 1 else str(copy.path) for copy in several]
            raise AmbiguousBackup(one_line(reference), shown[:_NAMED], len(shown[_NAMED:]))


_NAMED = 5
"""Names of copies in an error."""
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d)[:.](\d\d)")


def _written(text: str) -> str:
    """Return a name or moment for comparison: a time of day has colons in lists and full stops in names of files."""
    line = one_line(unicodedata.normalize("NFC", text))
    return re.sub(r"(\d\d\.\d\d):(\d\d)", r"\1.\2", _MOMENT.sub(r"\1 \2.\3", line))


def _is_file(path: Path) -> bool:
    with suppress(OSError, ValueError):  # a whole line is too long for a name, or is none
        return path.is_file()
    return False


def _checked(path: Path, copy: Path) -> int:
    """Raise unless the copy verifies and belongs to the register at `path`; return its number of actions."""
    with open_register(copy) as register:
        result = check(register)
        if not result.ok:
            raise NotARegister(copy, "damaged")
        try:
            with open_register(path) as present:
                if present.register_id != register.register_id:
                    raise OtherRegister(path, copy)
        except (RegisterMissing, NotARegister) as error:
            if isinstance(error, NotARegister) and error.reason in {"folder", "other_program"}:
                raise
        return result.actions


def _leave_wal_mode(path: Path) -> None:
    """Move the content of a write-ahead log into the register file, so that it is complete at every moment.

    Raises:
        RegisterLocked: another program has the register open in WAL mode.
    """
    if in_wal_mode(path):
        with suppress(NotARegister, RegisterUnreadable):  # then the log stays beside the damaged file
            connect(path, "rw").close()


def _stage(copy: Path, draft: Path, who: str) -> None:
    """Make `draft` the copy with one more action that records its origin."""
    connection = backup.stage(copy, draft)
    try:
        register_id = setting_rows.register_id(connection, draft)
        author = Author(who, clock.now(), locking.station())
        with recording(connection, draft, NAME, author) as action:
            put_setting(action, register_id, RESTORED_FROM, copy.name)
    finally:
        connection.close()


def _back_up_present(path: Path) -> Path | None:
    if not path.exists():
        return None
    try:
        return backups.make(path, BackupReason.REPLACED).path
    except BackupFailed as error:
        if not isinstance(error.cause, NotARegister):
            raise
    return backups.keep_damaged(path).path


def _exchange(draft: Path, path: Path) -> None:
    # SQLite would replay the journal or log of the old file into the new one.
    for ending in COMPANIONS:
        companion_of(path, ending).unlink(missing_ok=True)
    if path.exists():
        shutil.copymode(path, draft)
    replace(draft, path)
