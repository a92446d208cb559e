"""Start of the screen: register, language and error handling, before Textual is loaded."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from tui.language.catalogue import LANGUAGES, SWEDISH, speak
from tui.preferences import Settings, read_settings
from tui.registers import FirstStart, default_register, opening_error

LANGUAGE_VARIABLE = "GRANSKA_LANG"
FRAMES = "240"
"""Most frames a second. Textual shows a change up to two frames late: 33 ms at its own 60, seen as a delay."""


def register_from_arguments(words: Sequence[str]) -> Path | None:
    """Return the register to show, when the words after `granska` name one that can be read, or are none.

    None for a possible command, and when there is something to report before the screen.
    """
    if len(words) > 1 or (words and not {".", os.sep} & set(words[0])):
        return None
    if os.environ.get(LANGUAGE_VARIABLE, "") not in {"", *LANGUAGES}:
        return None
    path = Path(words[0]) if words else default_register()
    return None if not path.is_file() or opening_error(path) else path


def set_language(code: str | None, settings: Settings) -> None:
    """Speak the language of the command line, else of the environment, else of the settings, else Swedish.

    Raises:
        UnknownLanguage: there is no such catalogue.
    """
    speak(code or os.environ.get(LANGUAGE_VARIABLE) or settings.language or SWEDISH)


def show(path: Path, first: FirstStart | None = None, *, language: str | None = None) -> int:
    """Run the screen on a register until the user leaves.

    Args:
        path: the register.
        first: the reason for a first start, where there is no register to show.
        language: code given on the command line.

    Returns:
        The exit status: 0 when all went well.

    Raises:
        UnknownLanguage: there is no such catalogue.
    """
    sys.excepthook = report_fault
    os.environ.setdefault("TEXTUAL_FPS", FRAMES)
    settings = read_settings()
    set_language(language, settings)
    return screen()(path, settings=settings, first=first)


def screen() -> Callable[..., int]:
    """Load Textual and return :func:`tui.app.run`.

    Hashes are Python's own from here on: OpenSSL takes four megabytes to do the same.
    """
    sys.modules.setdefault("_hashlib", None)  # type: ignore[arg-type]  # marks the module as missing, as below
    with _without_ssl():
        from tui.app import run  # noqa: PLC0415 - Textual, which the command line does without
    return run


def report_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log an unexpected error and say so on stderr; the program's :data:`sys.excepthook`."""
    from tui import log  # noqa: PLC0415 - logging and traceback, which most runs never need

    log.report_fault(kind, error, trace)


@contextmanager
def _without_ssl() -> Iterator[None]:
    """Keep asyncio from loading `ssl`, which is optional to it: the program opens no network connection."""
    if "ssl" in sys.modules or "asyncio" in sys.modules:
        yield
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # Python's own way to mark a module as missing
    try:
        yield
    finally:
        del sys.modules["ssl"]
