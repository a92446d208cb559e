"""The default register, and checks before a register is opened."""

import os
from pathlib import Path

from msgspec import Struct

from storage.domain.text import one_line
from storage.errors import GranskaError
from storage.register import Register, bring_up_to_date, open_register
from storage.user_folders import user_folder
from tui.language.catalogue import _
from tui.preferences import Settings, read_settings, remember

VARIABLE = "GRANSKA_REGISTER"
NAME = "register.db"
PRACTICE_NAME = "ovning.db"


class FirstStart(Struct, frozen=True):
    """The state of the program when there is no register to show."""

    suggested: Path
    """Path of a new register."""
    wanted: Path | None = None
    """Path of the register that cannot be opened."""
    trouble: str = ""
    """The reason, as a sentence."""


def data_folder() -> Path:
    """Return the user's own folder for registers."""
    return user_folder("data")


def lost_notice(path: Path) -> str:
    """Say that the register opened last is missing."""
    template = _("Registret {path}, som öppnades senast, finns inte längre där. Har det flyttats, öppna det på nytt.")
    return template.format(path=one_line(str(path)))


def own_register() -> Path:
    """Return the path of the user's register where none is named."""
    return data_folder() / NAME


def default_register(settings: Settings | None = None) -> Path:
    """Return the default path: of the environment, else the register opened last, else the user's own."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    return (settings or read_settings()).register or own_register()


def remember_register(path: Path) -> None:
    """Store the path as the default; the practice register never replaces another.

    Raises:
        OSError: it could not be kept.
    """
    path = path.absolute()
    if path.name == PRACTICE_NAME or path == (read_settings().register or own_register()):
        return
    remember("register", str(path))


def ready_register(path: Path) -> Path:
    """Check that a register can be opened, upgrade it to the current schema, and return its path.

    Raises:
        GranskaError, OSError: it cannot be read.
    """
    bring_up_to_date(path)
    open_register(path).close()
    return path


def store_reports(register: Register) -> None:
    """Store the reports that an older version did not store when it closed their follow-ups."""
    from tui.followups import jobs  # noqa: PLC0415 - documents, which few commands make

    jobs.store_reports(register)


def opening_error(path: Path) -> GranskaError | OSError | None:
    """Return the error of opening a register; None when it can be opened."""
    try:
        ready_register(path)
    except (GranskaError, OSError) as error:
        return error
    return None
