"""What every export does around the document itself: a folder before it, a line in the log after it."""

from collections.abc import Callable
from pathlib import Path

from storage.errors import GranskaError, RegisterLocked, RegisterReadOnly
from storage.register import Register
from tui.commands.common import writing
from tui.commands.output import complain, note
from tui.commands.swedish import DATA_ERROR, FINE
from tui.language.catalogue import _
from tui.language.sentences import sentence


def make_folder(folder: Path) -> None:
    """Make the folder in one that there is; a path that is wrong further up is left for the writer to complain of."""
    if folder.parent.is_dir():
        folder.mkdir(exist_ok=True)


def put_on_record(named: Path | None, log: Callable[[Register], object]) -> tuple[bool, int]:
    """Log what was written. Answers whether it is logged, and the exit code.

    The document is there already, so a register that only lets itself be read is no error.
    """
    told = _("Filen är skriven men inte loggad i registret. {why}")
    try:
        with writing(named) as register:
            log(register)
    except (RegisterLocked, RegisterReadOnly) as reason:
        note(told.format(why=sentence(reason)))
        return False, FINE
    except GranskaError as error:
        complain(told.format(why=sentence(error)))
        return False, DATA_ERROR
    return True, FINE
