"""The user's own folders: settings, registers, and the state that this installation keeps."""

import os
import sys
from pathlib import Path
from typing import Literal

STATE_VARIABLE = "GRANSKA_STATE"

_XDG = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "data": ("XDG_DATA_HOME", ".local/share"),
    "state": ("XDG_STATE_HOME", ".local/state"),
}
"""Folder → its variable and its default below the home folder, by the XDG Base Directory Specification."""


def user_folder(kind: Literal["config", "data", "state"]) -> Path:
    """Return the path that platformdirs gives; under XDG without loading it, which takes longer than a register."""
    if sys.platform in {"win32", "darwin"}:
        import platformdirs  # noqa: PLC0415 - as said above

        return Path(getattr(platformdirs, f"user_{kind}_dir")("granska", appauthor=False))
    variable, default = _XDG[kind]
    named = os.environ.get(variable, "").strip()
    return (Path(named) if named else Path.home() / default) / "granska"


def state_folder() -> Path:
    """Return the folder of locks, the log and the user's own name; make it when missing."""
    named = os.environ.get(STATE_VARIABLE)
    folder = Path(named) if named else user_folder("state")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
