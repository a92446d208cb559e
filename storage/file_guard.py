"""Whether the file of an open register still is the file that was opened.

A system lets a file be removed, replaced or written over while a program has it open; what is written then would be
lost, or stand in somebody else's file.
"""

import os

from storage.database import settings
from storage.database.connection import is_writable
from storage.errors import NotARegister, RegisterChanged, RegisterMissing, RegisterReadOnly, RegisterUnreadable
from storage.register import Register, open_register

FileNumber = tuple[int, int]
"""Device and number of a file: the same for as long as it is the same file, whatever it is called."""


class FileGuard:
    """What was seen of the file when it was looked at last. Used in the register's own thread."""

    def __init__(self, register: Register) -> None:
        """Look for the first time.

        Raises:
            RegisterChanged, RegisterUnreadable: the file is gone already, or the system refuses.
        """
        self.register = register
        found = self._look()
        self.file: FileNumber = (found.st_dev, found.st_ino)
        self._seen = (found.st_size, found.st_mtime_ns)
        """Size, and when it was written last."""
        self._version = register.version_seen()

    def assure(self, *, writing: bool = False) -> None:
        """Make sure, before it is read or written, that the file is the one that was opened.

        Raises:
            RegisterChanged: it was removed, or there is another in its place, or something else in it.
            RegisterReadOnly: it is to be written, and no longer lets itself be.
            RegisterUnreadable, RegisterLocked: the system refuses for the moment.
        """
        found = self._look()
        if (found.st_dev, found.st_ino) != self.file:
            raise RegisterChanged(self.register.path)
        seen = (found.st_size, found.st_mtime_ns)
        if seen != self._seen:
            self._look_inside()
            self._seen = seen
        if writing and not is_writable(self.register.path):
            raise RegisterReadOnly(self.register.path)

    def written(self) -> None:
        """Remember how the file looks after a write of one's own, so that it is not taken for somebody else's."""
        found = self._look()
        if (found.st_dev, found.st_ino) == self.file:
            self._seen = (found.st_size, found.st_mtime_ns)

    def _look(self) -> os.stat_result:
        try:
            return self.register.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            raise RegisterChanged(self.register.path) from None
        except OSError as error:
            raise RegisterUnreadable(self.register.path, error.strerror or str(error)) from error

    def _look_inside(self) -> None:
        """Somebody has written in the file: make sure that it still is the same register."""
        try:
            if self._held_now() != self.register.register_id:
                raise RegisterChanged(self.register.path)
        except (NotARegister, RegisterMissing, RegisterUnreadable) as error:
            raise RegisterChanged(self.register.path) from error

    def _held_now(self) -> str:
        """The id of the register in the file.

        Where SQLite saw no write there was one that it could not see: then the file is opened anew, for what this
        connection keeps in memory may be of what stood there before.
        """
        version = self.register.version_seen()
        if version == self._version:
            with open_register(self.register.path) as anew:
                return anew.register_id
        self._version = version
        with self.register.reading() as connection:
            return settings.register_id(connection, self.register.path)
