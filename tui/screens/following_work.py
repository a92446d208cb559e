"""What letters about answers ask of the register and of the exports, as jobs for the threads of the door."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from exports.preflight import preflight_extension, preflight_reminder
from storage import clock, queries, settings
from storage.domain.change import Change
from storage.domain.letter_material import ExportedFile
from storage.domain.letters import LetterRecipient
from storage.domain.reminding import ExtensionMaterial, ReminderMaterial
from storage.domain.value import replace
from storage.errors import UnknownReference
from storage.operations.sending import log_extension, log_reminder
from storage.register import Register
from storage.reminding import extension_material, reminder_material
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
from tui.screens.send_work import make_folder

if TYPE_CHECKING:
    from exports.findings import Finding
    from exports.letter_writing import WrittenLetter

Values = Mapping[str, str]


class FollowingToWrite(Struct, frozen=True):
    """A letter about answers with all that its file is made of."""

    material: ReminderMaterial | ExtensionMaterial
    folder: Path
    template: bytes | None
    logo: bytes | None
    findings: "tuple[Finding, ...]"


class FollowingKind(Struct, frozen=True):
    """How one kind of letters about answers is asked for and made. `recipient` is the id of whose answer is meant."""

    name: str
    """As its form's draft is called."""
    ask: Callable[[Register, str, Path], Form]
    make: Callable[[Register, str, Values], FollowingToWrite]


def reminder_asked(register: Register, recipient: str, folder: Path) -> Form:
    """The form of a reminder to whoever is to answer for a recipient.

    Raises:
        NothingLate: none of its answers is.
    """
    return reminder_form(reminder_material(register, _answering(register, recipient), today=clock.today()), folder)


def reminder_to_write(register: Register, recipient: str, values: Values) -> FollowingToWrite:
    """The reminder as the form says, looked over.

    Raises:
        NothingLate: none of the body's answers is any more.
        InvalidValue: it goes nowhere.
    """
    today, body = clock.today(), _answering(register, recipient)
    material = written(reminder_material(register, body, today=today, level=level_of(values)), values)
    return _to_write(register, material, values, preflight_reminder(material, today=today))


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


def extension_to_write(register: Register, recipient: str, values: Values) -> FollowingToWrite:
    """The decision as the form says, looked over.

    Raises:
        NothingAwaited: nothing is waited for any more.
        InvalidValue: it says not until when, or goes nowhere.
    """
    today = clock.today()
    drafted = extension_material(register, recipient, today=today, granted_to=granted_to(values))
    asked = values[REQUESTED] or drafted.requested
    material = replace(written(drafted, values), requested=asked)
    return _to_write(register, material, values, preflight_extension(material, today=today))


REMINDER = FollowingKind("reminder", reminder_asked, reminder_to_write)
EXTENSION = FollowingKind("extension_letter", extension_asked, extension_to_write)


def write_following(letter: FollowingToWrite) -> "WrittenLetter":
    """Write the letter's file."""
    from exports.reminder_file import write_extension, write_reminder  # noqa: PLC0415 - docxtpl is loaded when needed

    make_folder(letter.folder)
    material, today = letter.material, clock.today()
    if isinstance(material, ReminderMaterial):
        return write_reminder(material, letter.folder, today=today, template=letter.template, logo=letter.logo)
    return write_extension(material, letter.folder, today=today, template=letter.template, logo=letter.logo)


def following_logged(register: Register, letter: FollowingToWrite, file: "WrittenLetter") -> Change:
    """Log that the letter went out, and what it decides."""
    files = [ExportedFile(file.name, file.sha256, file.body)]
    if isinstance(letter.material, ReminderMaterial):
        return log_reminder(register, letter.material, files)
    return log_extension(register, letter.material, files)


def _to_write(
    register: Register,
    material: ReminderMaterial | ExtensionMaterial,
    values: Values,
    findings: "tuple[Finding, ...]",
) -> FollowingToWrite:
    template = "template_reminder" if isinstance(material, ReminderMaterial) else "template_extension"
    own, logo = settings.kept_file(register, template), settings.kept_file(register, "logo")
    return FollowingToWrite(material, folder_of(values), own, logo, findings)


def _answering(register: Register, recipient: str) -> str:
    """Id of the body whose answer is waited for: the recipient's own, or that of the one who answers for it."""
    record = _record(register, recipient)
    return record.through or record.body or ""


def _record(register: Register, recipient: str) -> LetterRecipient:
    found = queries.record_of(register, "letter_recipient", recipient)
    if not isinstance(found, LetterRecipient):
        raise UnknownReference(recipient, "letter_recipient")
    return found
