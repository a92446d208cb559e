"""Where the details of the program's own faults are kept, for whoever mends them."""

from pathlib import Path

from storage.locking import state_folder


def log_file() -> Path:
    """The file, in the user's state folder; screen and command line write to the same."""
    return state_folder() / "granska.log"
