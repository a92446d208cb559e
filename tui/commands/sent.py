"""The log of what an export wrote, and what to tell where it cannot be logged."""

from collections.abc import Callable
from pathlib import Path

from storage.errors import GranskaError, RegisterLocked, RegisterReadOnly
from storage.register import Register
from tui.commands.common import writing
from tui.commands.output import complain, note
from tui.commands.swedish import DATA_ERROR, FINE
from tui.language.catalogue import _
from tui.language.sentences import sentence


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
