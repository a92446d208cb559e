"""What comes from the terminal: pastes as text and nothing else, and of a monstrous one no more than shows that it is.

Textual reads a paste character by character, which for 20 MB takes most of a minute in which no key does anything;
and of a control sequence inside a paste it makes keys, which would judge what is under the cursor.
"""

import sys
from collections.abc import Iterable

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

from tui.kit.pasting import LARGEST

_ESCAPE = "\x1b"


class PastesAsText(XTermParser):
    """Textual's reader of the terminal, given of a paste only what is text and what there is room for."""

    def __init__(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002 - as Textual declares it
        super().__init__(debug)
        self._inside = False
        self._room = 0
        self._before = ""
        """What was read last: the mark of a paste may come in pieces."""

    def feed(self, data: str) -> Iterable[Message]:
        """What the characters mean; none are the end of the input."""
        kept = self._kept(data) if data else ""
        return super().feed(kept) if kept or not data else ()

    def _kept(self, data: str) -> str:
        kept: list[str] = []
        while data:
            data = self._in_paste(data, kept) if self._inside else self._outside(data, kept)
        return "".join(kept)

    def _outside(self, data: str, kept: list[str]) -> str:
        """Keep all until a paste begins, and return what follows: a key is not held back, it may be no paste at all."""
        read = self._before + data
        begins = read.find(BRACKETED_PASTE_START)
        if begins < 0:
            kept.append(data)
            self._before = read[1 - len(BRACKETED_PASTE_START) :]
            return ""
        inside = begins + len(BRACKETED_PASTE_START) - len(self._before)
        kept.append(data[:inside])
        self._inside, self._room, self._before = True, LARGEST + 1, ""
        return data[inside:]

    def _in_paste(self, data: str, kept: list[str]) -> str:
        """Keep the text that there is room for until the paste ends, and return what follows."""
        text, end, rest = (self._before + data).partition(BRACKETED_PASTE_END)
        self._before = "" if end else _partial_end(text)
        text = text.removesuffix(self._before).replace(_ESCAPE, "")[: self._room]
        self._room -= len(text)
        kept += [text, end]
        self._inside = not end
        return rest


def _partial_end(text: str) -> str:
    """The beginning of the mark that ends a paste, where the text ends with one."""
    begins = (BRACKETED_PASTE_END[:length] for length in range(len(BRACKETED_PASTE_END) - 1, 0, -1))
    return next((begin for begin in begins if text.endswith(begin)), "")


def read_pastes_as_text() -> None:
    """Have the terminal read so; before the screen begins."""
    if sys.platform == "win32":
        from textual.drivers import win32 as driver  # noqa: PLC0415 - which one there is depends on the system
    else:
        from textual.drivers import linux_driver as driver  # noqa: PLC0415
    vars(driver)["XTermParser"] = PastesAsText  # Textual has no other place to say so
