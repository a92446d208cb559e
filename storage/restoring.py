"""Going back to a copy of a register, without losing what it takes the place of."""

import shutil
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from storage import backups, clock, locking
from storage.backups import BackupReason
from storage.check import check
from storage.database import backup, settings
from storage.database.connection import companion_of, connect, in_wal_mode, is_writable
from storage.database.recording import Author, recording
from storage.database.settings import RESTORED_FROM
from storage.errors import (
    AmbiguousReference,
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
    """What restoring did."""

    path: Path
    """The register."""
    copy: Path
    """The copy that it is now the same as."""
    replaced: Path | None
    """Where what it held before is kept; None when there was no register."""
    actions: int
    """How many actions the history has now."""


def restore(path: Path, reference: str, *, who: str | None = None) -> Restoration:
    """Put a copy in the place of the register at `path`; `reference` is a part of a copy's name, or any file's path.

    What is there now is first kept as a copy of its own, which is never thinned; a file too damaged to be a register
    is kept as it is. The change of files is one step: whoever looks sees the one or the other, whole.

    The history is then the copy's, with one action more, that it was restored: undo stops there, as it does at a
    closing. What was recorded after the copy was made is no longer in this file, but every action of it stands in
    the copy kept now. Merging that copy, or a colleague's in which those actions are, brings them back: going back
    to a copy undoes nothing in other copies. Drafts of texts are those of the copy too.

    Raises:
        UnknownReference, AmbiguousReference: no copy is meant, or several may be.
        RegisterLocked, RegisterReadOnly: somebody has the register open to write, or nobody is to.
        NotARegister, RegisterNewer, RegisterUnreadable: the copy is no register, or does not verify.
        OtherRegister: it is a copy of another register.
        BackupFailed: what is there now could not be kept; then nothing was changed.
        OSError: the system refused; nothing was changed.
    """
    if path.exists() and not is_writable(path):
        raise RegisterReadOnly(path)
    user = locking.user_name(who)
    lock = WriterLock.take(path, user)
    try:
        copy = _chosen(path, reference)
        actions = _checked(path, copy)
        _leave_wal_mode(path)
        with beside(path.resolve()) as draft:
            _stage(copy, draft, user)
            replaced = _keep_present(path)
            _change_places(draft, path.resolve())
    finally:
        lock.release()
    return Restoration(path, copy, replaced, actions + 1)


def newest_good(path: Path) -> Path | None:
    """The newest copy that :func:`restore` would take in the place of the register at `path`; each is verified."""
    for copy in backups.all_of(path):
        with suppress(GranskaError, OSError):
            _checked(path, copy.path)
            return copy.path
    return None


def _chosen(path: Path, reference: str) -> Path:
    named = Path(reference)
    if named.is_file():
        return named
    found = [copy for copy in backups.all_of(path) if reference and reference in copy.path.name]
    exact = [copy for copy in found if copy.path.name == reference]
    match exact or found:
        case []:
            raise UnknownReference(reference, "backup")
        case [one]:
            return one.path
        case several:
            raise AmbiguousReference(reference, [(copy.path.name, copy.why.value) for copy in several])


def _checked(path: Path, copy: Path) -> int:
    """See to it that the copy verifies and is of the register at `path`; how many actions it has."""
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
    """Bring what a log beside the register holds into the file, so that no moment lacks it.

    Raises:
        RegisterLocked: the program that keeps the log has the register open.
    """
    if in_wal_mode(path):
        with suppress(NotARegister, RegisterUnreadable):  # then the log is kept beside the damaged file
            connect(path, "rw").close()


def _stage(copy: Path, draft: Path, who: str) -> None:
    """Make `draft` the copy with the action that says where it came from."""
    connection = backup.stage(copy, draft)
    try:
        register_id = settings.register_id(connection, draft)
        author = Author(who, clock.now(), locking.station())
        with recording(connection, draft, NAME, author) as action:
            put_setting(action, register_id, RESTORED_FROM, copy.name)
    finally:
        connection.close()


def _keep_present(path: Path) -> Path | None:
    if not path.exists():
        return None
    try:
        return backups.make(path, BackupReason.REPLACED).path
    except BackupFailed as error:
        if not isinstance(error.cause, NotARegister):
            raise
    return backups.keep_damaged(path).path


def _change_places(draft: Path, path: Path) -> None:
    # A journal or log belongs to the file it was written for: beside another one it would be played back into that.
    for ending in COMPANIONS:
        companion_of(path, ending).unlink(missing_ok=True)
    if path.exists():
        shutil.copymode(path, draft)
    replace(draft, path)
