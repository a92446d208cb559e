"""From the command to the screen: what has to be settled before Textual is loaded."""

import gc
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.lists import Beginning

FRAMES = "240"
"""Frames a second at most. Textual waits up to two frames with what an answer from the register changes: at its own
60 that is 33 ms, seen as a delay."""


def register_meant(words: Sequence[str]) -> Path | None:
    """The register to show, where the words after `granska` are nothing but a register that can be read.

    None where they say something else, which may be a command, or where there is something to tell first.
    """
    if len(words) != 1 or not {".", os.sep} & set(words[0]) or not Path(words[0]).is_file():
        return None
    from storage.errors import GranskaError  # noqa: PLC0415 - the shortest way past what is no screen
    from storage.register import bring_up_to_date, open_register  # noqa: PLC0415

    path = Path(words[0])
    try:
        bring_up_to_date(path)
        open_register(path).close()
    except (GranskaError, OSError):
        return None
    return path


def show(path: Path) -> int:
    """Show a register on the screen until the user leaves.

    Returns:
        The exit status: 0 when all went well.
    """
    os.environ.setdefault("TEXTUAL_FPS", FRAMES)
    try:
        first = _beginning(path)
        with _without_network():
            from tui.app import run  # noqa: PLC0415 - Textual, which only the screen needs
    finally:
        gc.freeze()
        gc.enable()
    return run(path, beginning=first)


def _beginning(path: Path) -> "Beginning | None":
    """What is painted first; None where it cannot be read, which the screen then tells of."""
    from storage.errors import GranskaError  # noqa: PLC0415 - no import before the settings above
    from storage.register import open_register  # noqa: PLC0415
    from tui.screens.lists import beginning  # noqa: PLC0415

    try:
        with open_register(path) as register:
            return beginning(register)
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
