"""Textual's private parts that the program depends on. No other module touches one.

Most is for pastes. Textual parses a paste character by character: 20 MB takes most of a minute in which no key works;
and it turns a control sequence inside a paste into keys, which would assess the recommendation under the cursor.
"""

import sys
from collections.abc import Callable, Iterable
from typing import Any

from rich.console import RenderableType
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip

from tui.kit.pasting import LARGEST

if sys.platform == "win32":
    from textual.drivers import win32 as driver
else:
    from textual.drivers import linux_driver as driver

LAYOUT, REPAINT = "_refresh_layout", "_compositor_refresh"
"""Methods by which a screen lays itself out and paints a frame."""
_ESCAPE = "\x1b"


def every_screen(app: App[Any]) -> list[Screen[Any]]:
    """Return the screens of all modes."""
    return [screen for stack in app._screen_stacks.values() for screen in stack]


def is_leaving(app: App[Any]) -> bool:
    """Return True once the application was told to exit."""
    return app._exit


def count_styles_as_applied(app: App[Any], screen: Screen[Any]) -> None:
    """Keep the styles of a new screen from being applied twice: Textual would parse every style sheet again."""
    screen._css_update_count = app._css_update_count


def is_painted(screen: Screen[Any]) -> bool:
    """Return True when a screen has been laid out and nothing of it waits to be painted."""
    pending = screen._layout_required or screen._scroll_required or screen._repaint_required
    pending = pending or screen._recompose_required or bool(screen._dirty_widgets or screen._callbacks)
    return bool(screen._compositor.size.area) and not pending


def painted_lines(screen: Screen[Any]) -> list[Strip]:
    """Render a screen as it was painted, line by line."""
    return screen._compositor.render_strips()


def notifications(app: App[Any]) -> list[str]:
    """Return the texts of the toasts that have not expired."""
    return [notification.message for notification in app._notifications]


def replace_traceback(app: App[Any], message: Callable[[Exception | None], RenderableType]) -> None:
    """Have an unexpected error print a message in place of a traceback with local variables."""

    def fatal_error() -> None:
        app._exit_renderables.append(message(app._exception))
        app._close_messages_no_wait()

    vars(app)["_fatal_error"] = fatal_error


class PasteParser(XTermParser):
    """Textual's parser of terminal input; it drops control sequences from a paste, and text above the limit."""

    def __init__(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002 - as Textual declares it
        super().__init__(debug)
        self._inside = False
        self._room = 0
        self._before = ""
        """The last characters read: the mark of a paste may come in pieces."""

    def feed(self, data: str) -> Iterable[Message]:
        """Parse characters to events; an empty string is the end of the input."""
        kept = self._filter(data) if data else ""
        return super().feed(kept) if kept or not data else ()

    def _filter(self, data: str) -> str:
        kept: list[str] = []
        while data:
            data = self._in_paste(data, kept) if self._inside else self._outside(data, kept)
        return "".join(kept)

    def _outside(self, data: str, kept: list[str]) -> str:
        """Keep all until a paste begins, and return the rest: no key is held back, it may be no paste at all."""
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
        """Keep the text that there is room for until the paste ends, and return the rest."""
        text, end, rest = (self._before + data).partition(BRACKETED_PASTE_END)
        self._before = "" if end else _partial_end(text)
        text = text.removesuffix(self._before).replace(_ESCAPE, "")[: self._room]
        self._room -= len(text)
        kept += [text, end]
        self._inside = not end
        return rest


def _partial_end(text: str) -> str:
    """Return the beginning of the mark that ends a paste, where the text ends with one."""
    begins = (BRACKETED_PASTE_END[:length] for length in range(len(BRACKETED_PASTE_END) - 1, 0, -1))
    return next((begin for begin in begins if text.endswith(begin)), "")


def install_paste_parser() -> None:
    """Have the driver parse with :class:`PasteParser`; call it before the application runs."""
    vars(driver)["XTermParser"] = PasteParser
