"""The log of the program's own faults, which the screen and the command line share."""

import logging
import sys
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from storage import clock
from storage.domain.text import one_line
from storage.user_folders import state_folder
from tui.language.catalogue import _

LOG = logging.getLogger("granska")


def log_file() -> Path:
    """The path of the log, in the user's state folder."""
    return state_folder() / "granska.log"


def start_log() -> None:
    """Log errors of the screen to the file, a megabyte at most."""
    if not LOG.handlers:
        handler = RotatingFileHandler(log_file(), maxBytes=500_000, backupCount=1, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        LOG.addHandler(handler)
        LOG.propagate = False


def report_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Log an unexpected error of the command line, and write on stderr where its details are."""
    try:
        path = log_file()
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(f"{clock.now()}\n{''.join(traceback.format_exception(kind, error, trace))}\n")
    except OSError:
        text = _("Ett fel i programmet avbröt kommandot, och det gick inte att anteckna. Försök igen.")
    else:
        text = _("Ett fel i programmet avbröt kommandot. Försök igen; detaljerna finns i {path}.").format(path=path)
    print(one_line(text), file=sys.stderr)  # noqa: T201 - without click, which the screen does not load
