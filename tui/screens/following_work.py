"""The forms of letters about answers, and the letters that they describe."""

from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from storage import clock, queries
from storage.domain.letters import LetterRecipient
from storage.domain.reminding import ExtensionMaterial, ReminderMaterial
from storage.domain.value import replace
from storage.errors import UnknownReference
from storage.register import Register
from storage.reminding import extension_material, reminder_material
from tui import letter_jobs
from tui.dialogs.fields import Form
from tui.dialogs.following import (
    REQUESTED,
    extension_form,
    granted_to,
    level_of,
    reminder_form,
    written,
)
from tui.dialogs.missiv import folder_of
from tui.screens.send_work import LetterToWrite

Values = Mapping[str, str]


class FollowingKind(Struct, frozen=True):
    """How one kind of letters about answers is asked for and made. `recipient` is the id of whose answer is meant."""

    name: str
    """As its form's draft is called."""
    ask: Callable[[Register, str, Path], Form]
    make: Callable[[Register, str, Values], LetterToWrite]


def reminder_asked(register: Register, recipient: str, folder: Path) -> Form:
    """The form of a reminder to whoever is to answer for a recipient.

    Raises:
        NothingLate: none of its answers is.
    """
    return reminder_form(reminder_material(register, _answering(register, recipient), today=clock.today()), folder)


def reminder_to_write(register: Register, recipient: str, values: Values) -> LetterToWrite:
    """The reminder as the form says, looked over.

    Raises:
        NothingLate: none of the body's answers is any more.
        InvalidValue: it goes nowhere.
    """
    today, body = clock.today(), _answering(register, recipient)
    material = written(reminder_material(register, body, today=today, level=level_of(values)), values)
    return _to_write(register, material, values)


def extension_asked(register: Register, recipient: str, folder: Path) -> Form:
    """The form of a decision on more time for a recipient's answer.

    Raises:
        NothingAwaited: nothing is waited for of it.
    """
    record = _record(register, recipient)
    names = ("extension_requested", "extension_decision", "extension_due")
    held = {name: getattr(record, name) or "" for name in names}
    material = extension_material(register, recipient, today=clock.today(), granted_to=None)
    return extension_form(material, held, folder)


def extension_to_write(register: Register, recipient: str, values: Values) -> LetterToWrite:
    """The decision as the form says, looked over.

    Raises:
        NothingAwaited: nothing is waited for any more.
        InvalidValue: it says not until when, or goes nowhere.
    """
    today = clock.today()
    drafted = extension_material(register, recipient, today=today, granted_to=granted_to(values))
    asked = values[REQUESTED] or drafted.requested
    material = replace(written(drafted, values), requested=asked)
    return _to_write(register, material, values)


REMINDER = FollowingKind("reminder", reminder_asked, reminder_to_write)
EXTENSION = FollowingKind("extension_letter", extension_asked, extension_to_write)


def _to_write(register: Register, material: ReminderMaterial | ExtensionMaterial, values: Values) -> LetterToWrite:
    return LetterToWrite(letter_jobs.prepare(register, material), folder_of(values))


def _answering(register: Register, recipient: str) -> str:
    """Id of the body whose answer is waited for: the recipient's own, or that of the one who answers for it."""
    record = _record(register, recipient)
    return record.through or record.body or ""


def _record(register: Register, recipient: str) -> LetterRecipient:
    found = queries.record_of(register, "letter_recipient", recipient)
    if not isinstance(found, LetterRecipient):
        raise UnknownReference(recipient, "letter_recipient")
    return found
