"""Detection that the file of an open register was removed, replaced or overwritten.

Systems allow that while a program has the file open; later writes would be lost, or damage another file.
"""

import os

from storage.database import settings as setting_rows
from storage.database.connection import is_writable
from storage.errors import NotARegister, RegisterChanged, RegisterMissing, RegisterReadOnly, RegisterUnreadable
from storage.register import Register, open_register

FileNumber = tuple[int, int]
"""Device and inode of a file, which identify it whatever its name."""


class FileGuard:
    """Guard of the file of an open register, by its state at the last check. Used in the thread of the register."""

    def __init__(self, register: Register) -> None:
        """Remember the state of the file.

        Raises:
            RegisterChanged, RegisterUnreadable: the file is gone already, or the system refuses.
        """
        self.register = register
        found = self._stat()
        self.file: FileNumber = (found.st_dev, found.st_ino)
        self._seen = (found.st_size, found.st_mtime_ns)
        """Size, and when it was written last."""
        self._version = register.version_seen()

    def assure(self, *, writing: bool = False) -> None:
        """Raise unless the file is the one that was opened; called before reading and writing.

        Raises:
            RegisterChanged: it was removed, replaced or overwritten.
            RegisterReadOnly: it is to be written, and is no longer writable.
            RegisterUnreadable, RegisterLocked: the system refuses for the moment.
        """
        found = self._stat()
        if (found.st_dev, found.st_ino) != self.file:
            raise RegisterChanged(self.register.path)
        seen = (found.st_size, found.st_mtime_ns)
        if seen != self._seen:
            self._check_content()
            self._seen = seen
        if writing and not is_writable(self.register.path):
            raise RegisterReadOnly(self.register.path)

    def written(self) -> None:
        """Remember the state of the file after a write of this process."""
        found = self._stat()
        if (found.st_dev, found.st_ino) == self.file:
            self._seen = (found.st_size, found.st_mtime_ns)

    def _stat(self) -> os.stat_result:
        try:
            return self.register.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            raise RegisterChanged(self.register.path) from None
        except OSError as error:
            raise RegisterUnreadable(self.register.path, error.strerror or str(error)) from error

    def _check_content(self) -> None:
        """Raise unless the file, which another process wrote, still is the same register."""
        try:
            if self._current_id() != self.register.register_id:
                raise RegisterChanged(self.register.path)
        except (NotARegister, RegisterMissing, RegisterUnreadable) as error:
            raise RegisterChanged(self.register.path) from error

    def _current_id(self) -> str:
        """The id of the register that is in the file now.

        Where SQLite noticed no write, the file was overwritten without it: then it is opened anew, as this
        connection may have pages of the former content in memory.
        """
        version = self.register.version_seen()
        if version == self._version:
            with open_register(self.register.path) as anew:
                return anew.register_id
        self._version = version
        with self.register.reading() as connection:
            return setting_rows.register_id(connection, self.register.path)
