"""Which register is meant where none is named, and where registers come from."""

import os
from pathlib import Path

from msgspec import Struct

from storage.domain.text import one_line
from storage.errors import GranskaError
from storage.register import bring_up_to_date, open_register
from storage.user_folders import user_folder
from tui.language.catalogue import _
from tui.preferences import Settings, read_settings, remember

VARIABLE = "GRANSKA_REGISTER"
NAME = "register.db"
PRACTICE_NAME = "ovning.db"


class FirstStart(Struct, frozen=True):
    """What is known when there is no register to show."""

    suggested: Path
    """Where a new one would be made."""
    wanted: Path | None = None
    """The one that was to be shown, and cannot be."""
    trouble: str = ""
    """Why not."""


def data_folder() -> Path:
    """The user's own folder for registers."""
    return user_folder("data")


def lost_notice(path: Path) -> str:
    """What to say of a register that was opened last and is not there."""
    template = _("Registret {path}, som öppnades senast, finns inte längre där. Har det flyttats, öppna det på nytt.")
    return template.format(path=one_line(str(path)))


def own_register() -> Path:
    """Where the user's register is made when nothing else is said."""
    return data_folder() / NAME


def default_register(settings: Settings | None = None) -> Path:
    """The register where none is named: that of the environment, else the one opened last, else the user's own."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    return (settings or read_settings()).register or own_register()


def remember_register(path: Path) -> None:
    """Mean this register the next time that none is named; the practice register never takes another's place.

    Raises:
        OSError: it could not be kept.
    """
    path = path.absolute()
    if path.name == PRACTICE_NAME or path == (read_settings().register or own_register()):
        return
    remember("register", str(path))


def ready_register(path: Path) -> Path:
    """The path of a register that can be opened, brought up to date.

    Raises:
        GranskaError, OSError: it cannot be read.
    """
    bring_up_to_date(path)
    open_register(path).close()
    return path


def opening_error(path: Path) -> GranskaError | OSError | None:
    """Why a register cannot be opened; None where it can."""
    try:
        ready_register(path)
    except (GranskaError, OSError) as error:
        return error
    return None
