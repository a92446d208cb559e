"""Opening and creating a register, and the open register itself."""

import errno
import os
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import wraps
from pathlib import Path
from types import TracebackType
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar

from msgspec import Struct

from storage import clock, locking
from storage.database import records as record_rows
from storage.database import settings as setting_rows
from storage.database.connection import (
    SCHEMA_VERSION,
    Connection,
    check_header,
    connect,
    is_writable,
    recover,
    translated,
)
from storage.database.recording import Author, Recording, recording
from storage.database.schema import migrate
from storage.errors import (
    BackupFailed,
    DiskFull,
    GranskaError,
    NoPlaceForRegister,
    RegisterExists,
    RegisterLocked,
    RegisterMissing,
    RegisterReadOnly,
    RegisterUnreadable,
)
from storage.files import beside, place
from storage.locking import WriterLock

P = ParamSpec("P")
T = TypeVar("T")


class Register(Struct):
    """An open register. Its connection works only in the thread that opened it."""

    path: Path
    connection: Connection
    readonly: bool
    who: str
    register_id: str
    holder: GranskaError | None = None
    """The error that made it read-only although writing was requested."""
    warn: Callable[[GranskaError], None] | None = None
    """Receives errors that stop nothing, such as a failed daily backup."""
    catch_up: "Callable[[Register], object] | None" = None
    """Stores, after the first action recorded here, the reports that an older version did not store."""
    day: date | None = None
    """The past day that it shows; None shows today."""
    memo: dict[str, tuple[object, Any]] = {}
    """Cache of computed values by name, each with the state of the tables that it was computed from."""
    _backed_up_on: date | None = None
    _lock: WriterLock | None = None

    @property
    def today(self) -> date:
        """Today, or the past day that the register shows."""
        return self.day or clock.today()

    @contextmanager
    def recording(self, name: str, undoes: str | None = None) -> Iterator[Recording]:
        """Record an action called `name`: one transaction, durable when the block ends.

        Raises:
            RegisterReadOnly, RegisterLocked: this register is not open for writing.
        """
        self.expect_writable()
        author = Author(self.who, clock.now(), locking.station())
        with recording(self.connection, self.path, name, author, undoes, self.back_up_today) as action:
            yield action
        if action.change and self.catch_up is not None:
            self._catch_up_once(self.catch_up)

    def _catch_up_once(self, store: "Callable[[Register], object]") -> None:
        """Store what an older version did not; what was recorded stands even when that fails."""
        self.catch_up = None
        try:
            if record_rows.unstored_followups(self.connection):
                store(self)
        except GranskaError as error:
            if self.warn is not None:
                self.warn(error)

    def expect_writable(self) -> None:
        """Raise unless the register is open for writing.

        Raises:
            RegisterReadOnly, RegisterLocked: this register is not open for writing.
        """
        if self.readonly:
            raise self.holder or RegisterReadOnly(self.path)

    def back_up_today(self) -> None:
        """Make the day's backup unless it is made or tried; called before anything is written.

        A caller with idle time before then, such as an idle screen, may call it earlier.
        """
        if self.readonly or self._backed_up_on == clock.today():
            return
        from storage import backups  # noqa: PLC0415 - once a day; reading needs neither it nor shutil

        self._backed_up_on = clock.today()
        try:
            backups.make_daily(self.path)
        except BackupFailed as error:
            if self.warn is not None:
                self.warn(error)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield the connection for a short read, with SQLite's errors translated."""
        with translated(self.path):
            yield self.connection

    def interrupt(self) -> None:
        """Interrupt a running read, which raises. Only this may be called from another thread."""
        self.connection.interrupt()

    def version_seen(self) -> int:
        """SQLite's data version, which changes when another connection writes to the file."""
        with self.reading() as connection:
            return int(connection.execute("PRAGMA data_version").fetchone()[0])

    def give_back_memory(self) -> None:
        """Free the cached pages of the file."""
        with self.reading() as connection:
            connection.execute("PRAGMA shrink_memory")

    def close(self) -> None:
        """Close the file and release the lock."""
        try:
            self.connection.close()
        finally:
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def __enter__(self) -> "Register":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def query(read: Callable[Concatenate[Connection, P], T]) -> Callable[Concatenate[Register, P], T]:
    """Make a query of the database a function of a register, run as one short read."""

    @wraps(read)
    def of_register(register: Register, /, *args: P.args, **kwargs: P.kwargs) -> T:
        with register.reading() as connection:
            return read(connection, *args, **kwargs)

    return of_register


def open_register(path: Path, *, write: bool = False, who: str | None = None) -> Register:
    """Open the register at `path` for reading, or for writing with `write`.

    No file is created and no byte changes, whatever is at the path.

    Raises:
        RegisterMissing, NotARegister, RegisterNewer, RegisterUnreadable: it is no register that this program reads.
        RegisterLocked, RegisterReadOnly: it cannot be opened for writing.
        OSError: the user's state folder is unusable, so no lock can be taken for writing.
    """
    check_header(path)
    user = locking.user_name(who)
    if not write:
        recover(path)
        return _opened(path, _connect(path, "ro"), user, None)
    if not is_writable(path):
        raise RegisterReadOnly(path)
    lock = WriterLock.take(path, user)
    try:
        return _opened(path, _connect(path, "rw"), user, lock)
    except BaseException:
        lock.release()
        raise


def bring_up_to_date(path: Path) -> None:
    """Upgrade an older register to this program's schema, if it is writable; a copy is kept beside it.

    Raises:
        RegisterMissing, NotARegister, RegisterNewer, RegisterUnreadable: it is no register that this program reads.
    """
    if check_header(path) < SCHEMA_VERSION:
        with suppress(RegisterLocked, RegisterReadOnly):
            open_register(path, write=True).close()


def open_for_screen(path: Path, *, who: str | None = None) -> Register:
    """Open for writing if possible, else for reading with the reason in `holder`.

    Raises:
        RegisterMissing, NotARegister, RegisterNewer, RegisterUnreadable: it is no register that this program reads.
    """
    try:
        return open_register(path, write=True, who=who)
    except (RegisterLocked, RegisterReadOnly) as error:
        reason: GranskaError = error
    except OSError as error:
        # Without a state folder there is no lock to take, but reading needs none.
        reason = RegisterUnreadable(Path(error.filename or path), error.strerror or str(error))
    register = open_register(path, who=who)
    register.holder = reason
    return register


def create_register(path: Path, *, office: str | None = None, who: str | None = None) -> Register:
    """Create an empty register at `path`, with the standard scale and an open follow-up, and open it for writing.

    It is created atomically: made beside the path and moved into place.

    Raises:
        RegisterExists: the path exists already; it is unchanged.
        NoPlaceForRegister, DiskFull: the system refused.
    """
    if os.path.lexists(path):
        raise RegisterExists(path)
    user = locking.user_name(who)
    try:
        with _folder_of(path), beside(path) as draft:
            _fill(draft, office, user)
            place(draft, path)
    except FileExistsError:
        raise RegisterExists(path) from None
    except DiskFull:
        raise DiskFull(path) from None
    except RegisterMissing:
        raise NoPlaceForRegister(path, "denied") from None
    except OSError as error:
        raise _no_place(path, error) from error
    return open_register(path, write=True, who=who)


_REASONS = {
    errno.EEXIST: "no_folder",
    errno.ENOTDIR: "no_folder",
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "read_only",
    errno.ENAMETOOLONG: "too_long",
}


@contextmanager
def _folder_of(path: Path) -> Iterator[None]:
    """Create the missing folders of `path`; delete them again if the block fails."""
    missing = [folder for folder in path.parents if not os.path.lexists(folder)]
    try:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _no_place(path, error) from error
        yield
    except BaseException:
        for folder in missing:
            with suppress(OSError):  # another file is in it
                folder.rmdir()
        raise


def _no_place(path: Path, error: OSError) -> GranskaError:
    if error.errno == errno.ENOSPC:
        return DiskFull(path)
    return NoPlaceForRegister(path, _REASONS.get(error.errno or 0, "other"), error.strerror or str(error))


def _fill(path: Path, office: str | None, who: str) -> None:
    from storage.operations.new_register import put_beginning  # noqa: PLC0415 - once in a register's life

    connection = connect(path, "rwc")
    name, today = str(uuid.uuid4()), clock.today()
    register = Register(path, connection, readonly=False, who=who, register_id=name, _backed_up_on=today)
    try:
        with translated(path):
            migrate(connection)
        with register.recording("create_register") as action:
            put_beginning(action, register.register_id, office=office, year=today.year)
    finally:
        connection.close()


def _connect(path: Path, mode: Literal["ro", "rw"]) -> Connection:
    """Connect to the register in this program's schema: an older one is upgraded, or only a copy when it is read."""
    if check_header(path) == SCHEMA_VERSION:
        return connect(path, mode)
    from storage.database import backup  # noqa: PLC0415 - only an older register needs it

    if mode == "ro":
        return backup.upgraded_copy(path)
    backup.upgrade(path)
    return connect(path, mode)


def _opened(path: Path, connection: Connection, who: str, lock: WriterLock | None) -> Register:
    try:
        with translated(path):
            register_id = setting_rows.register_id(connection, path)
    except BaseException:
        connection.close()
        raise
    return Register(path, connection, readonly=lock is None, who=who, register_id=register_id, _lock=lock)


def cached(register: Register, name: str, key: object, compute: Callable[[Connection], T]) -> T:
    """Return the value cached in the register under `name`, computed anew when `key` or the tables have changed."""
    with register.reading() as connection:
        state = (key, register.version_seen(), connection.total_changes)
        known = register.memo.get(name)
        if known is None or known[0] != state:
            known = register.memo[name] = (state, compute(connection))
    return known[1]
