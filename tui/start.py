"""From the command to the screen: what has to be settled before Textual is loaded."""

import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from tui.language.catalogue import LANGUAGES, SWEDISH, speak
from tui.preferences import Settings, read_settings

if TYPE_CHECKING:
    from tui.audits.lists import Beginning
    from tui.registers import FirstStart


LANGUAGE_VARIABLE = "GRANSKA_LANG"
FRAMES = "240"
"""Frames a second at most. Textual waits up to two frames with what an answer from the register changes: at its own
60 that is 33 ms, seen as a delay."""


def register_from_arguments(words: Sequence[str]) -> Path | None:
    """The register to show, where the words after `granska` are nothing but a register that can be read.

    None where they say something else, which may be a command, or where there is something to tell first.
    """
    if len(words) > 1 or (words and not {".", os.sep} & set(words[0])):
        return None
    if os.environ.get(LANGUAGE_VARIABLE, "") not in {"", *LANGUAGES}:
        return None
    from tui import registers  # noqa: PLC0415 - the shortest way past what is no screen

    path = Path(words[0]) if words else registers.default_register()
    return None if not path.is_file() or registers.trouble_with(path) else path


def set_language(asked: str | None, settings: Settings) -> None:
    """Speak the language asked for, else that of the environment, else the one remembered, else Swedish.

    Raises:
        UnknownLanguage: the screen does not speak it.
    """
    speak(asked or os.environ.get(LANGUAGE_VARIABLE) or settings.language or SWEDISH)


def show(path: Path, first: "FirstStart | None" = None, *, language: str | None = None) -> int:
    """Show a register on the screen, or what to do without one, until the user leaves.

    Args:
        path: the register.
        first: what is known where there is none.
        language: the one asked for on the command line.

    Returns:
        The exit status: 0 when all went well.

    Raises:
        UnknownLanguage: the screen does not speak it.
    """
    os.environ.setdefault("TEXTUAL_FPS", FRAMES)
    try:
        settings = read_settings()
        set_language(language, settings)
        run = screen()
        beginning = beginning_of(path) if first is None else None
    finally:
        gc.freeze()
        gc.enable()
    return run(path, beginning=beginning, settings=settings, first=first)


def screen() -> Callable[..., int]:
    """What runs the screen; Textual is loaded with it.

    Hashes are Python's own from here on, as where there is no OpenSSL: that takes four megabytes to do the same.
    """
    sys.modules.setdefault("_hashlib", None)  # type: ignore[arg-type]  # Python's own way, as below
    with _without_network():
        from tui.app import run  # noqa: PLC0415 - all else does without
    return run


def beginning_of(path: Path) -> "Beginning | None":
    """What is painted first; None where it cannot be read, which the screen then tells of."""
    from storage.errors import GranskaError  # noqa: PLC0415 - no import before the settings above
    from storage.register import open_register  # noqa: PLC0415
    from tui.audits.lists import beginning  # noqa: PLC0415

    try:
        with open_register(path) as register:
            return beginning(register, get_terminal_size().lines)
    except GranskaError:
        return None


@contextmanager
def _without_network() -> Iterator[None]:
    """Keep asyncio from loading `ssl`, which it does where it can: nothing here talks to a network."""
    if "ssl" in sys.modules or "asyncio" in sys.modules:
        yield
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # Python's own way to say that a module is not there
    try:
        yield
    finally:
        del sys.modules["ssl"]
