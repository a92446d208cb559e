"""Register jobs of every screen: the overview of a register, who may write, undo."""

from msgspec import Struct

from storage import followups, records, settings
from storage import undo as undoing
from storage.domain.history import Change
from storage.domain.records import Followup, Level
from storage.domain.text import shorten
from storage.errors import GranskaError, RegisterReadOnly
from storage.history import history
from storage.register import Register
from tui.language.words import action_word, counted_records


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


NAME_LENGTH = 60
"""Most characters of a record's name in such a sentence."""


def done_words(register: Register, change: Change) -> str:
    """Name a change, as in `Bedömning – Dataskydd: 2) Besluta om riktlinjer`; several records by their number."""
    assessments = change.records("assessment")
    if len(assessments) != 1:
        return f"{action_word(change.name)} – {counted_records(change)}"
    name = _assessed(register, next(iter(assessments)))
    return f"{action_word(change.name)} – {shorten(name.rstrip('.'), NAME_LENGTH)}"


def _assessed(register: Register, assessment: str) -> str:
    """Return the name of an assessment's recommendation, from its last action where the assessment is gone."""
    (newest,) = history(register, assessment, limit=1)
    values = (
        value for change in newest.changes if change.field == "recommendation" for value in (change.new, change.old)
    )
    about = next((str(value) for value in values if value is not None), None)
    return records.name_of(register, "recommendation", about) if about else newest.changes[0].label
