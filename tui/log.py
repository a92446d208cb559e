"""Where the details of the program's own faults are kept, for whoever mends them."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from storage.locking import state_folder

LOG = logging.getLogger("granska")


def log_file() -> Path:
    """The file, in the user's state folder; screen and command line write to the same."""
    return state_folder() / "granska.log"


def start_log() -> None:
    """Keep details of errors in the state folder, a megabyte at most."""
    if not LOG.handlers:
        handler = RotatingFileHandler(log_file(), maxBytes=500_000, backupCount=1, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        LOG.addHandler(handler)
        LOG.propagate = False
