"""Where a document went, and a key that opens it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType

from tui.command import Area
from tui.dialogs.message import MessageDialog
from tui.keys import bindings


class WrittenDialog(MessageDialog):
    """The paths of the files that were written."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("written")
    AREAS: tuple[Area, ...] = ("written", "dialog")

    def __init__(self, heading: str, paths: Sequence[Path], note: str, open_file: Callable[[Path], None]) -> None:
        """`note` is what else there is to say; `open_file` opens the first of the files."""
        lines = [*map(str, paths), *(["", note] if note else [])]
        super().__init__(heading, "\n".join(lines))
        self._paths = paths
        self._open_file = open_file

    def action_open_file(self) -> None:
        """Open the file with the program that the system has for it."""
        self._open_file(self._paths[0])
