"""Faults of the program itself: a sentence for the person, the details in a log for whoever mends it."""

import traceback
from pathlib import Path
from types import TracebackType

from storage import clock
from tui.language.catalogue import _
from tui.log import log_file


def tell_of_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say that something went wrong, as :data:`sys.excepthook` does, and log what."""
    from tui.commands.output import complain  # noqa: PLC0415 - it comes with a library that a screen does without

    try:
        log = _log("".join(traceback.format_exception(kind, error, trace)))
    except OSError:
        complain(_("Ett fel i programmet avbröt kommandot, och det gick inte att anteckna. Försök igen."))
    else:
        complain(_("Ett fel i programmet avbröt kommandot. Försök igen; detaljerna finns i {path}.").format(path=log))


def _log(details: str) -> Path:
    log = log_file()
    with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(f"{clock.now()}\n{details}\n")
    return log
