"""Register jobs of every screen: the overview of a register, who may write, undo."""

from msgspec import Struct

from storage import followups, settings
from storage import undo as undoing
from storage.domain.history import Change
from storage.domain.records import Followup, Level
from storage.errors import GranskaError, RegisterReadOnly
from storage.register import Register
from tui.language.words import done_words


class Overview(Struct, frozen=True):
    """Facts of the register in the line on top."""

    office: str | None
    followup: Followup | None
    """The open one."""
    levels: tuple[Level, ...]
    """Of the open follow-up's scale."""


def overview(register: Register) -> Overview:
    """Load whose register it is, and the open follow-up with its scale."""
    followup = followups.open_followup(register)
    levels = followups.levels(register, followup.scale) if followup and followup.scale else ()
    return Overview(settings.office(register), followup, levels)


def refusal(register: Register) -> GranskaError | None:
    """Return why the register cannot be written to: who holds it, or that it is read-only; None when it can."""
    return (register.holder or RegisterReadOnly(register.path)) if register.readonly else None


def undo(register: Register) -> tuple[Change, str]:
    """Undo the newest action made in this copy; return the change and what was undone, in words."""
    change = undoing.undo(register)
    return change, done_words(register, change)


def redo(register: Register) -> tuple[Change, str]:
    """Redo the action undone last; return the change and what was redone, in words."""
    change = undoing.redo(register)
    return change, done_words(register, change)
