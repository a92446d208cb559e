"""Reminders, and decisions on extensions, as files: the door that screen and command line use."""

from datetime import date
from pathlib import Path

from exports.letter_writing import WrittenLetter, write_letters
from exports.reminder_context import extension_context, reminder_context
from exports.templating.fields import EXTENSION, REMINDER
from storage.domain.reminding import ExtensionMaterial, ReminderMaterial


def write_reminder(
    material: ReminderMaterial,
    folder: Path,
    *,
    today: date,
    template: bytes | None = None,
    logo: bytes | None = None,
) -> WrittenLetter:
    """Write the reminder to a body of all its late answers into `folder` as a new file.

    Raises:
        TemplateFaulty: the template has faults.
        LogoUnreadable: the logo is no picture.
        ExportError: the letter could not be made.
        DiskFull: there is no room.
    """
    letters = [(reminder_context(material, today=today), material.body.id)]
    return write_letters(REMINDER, letters, folder, today=today, template=template, logo=logo)[0]


def write_extension(
    material: ExtensionMaterial,
    folder: Path,
    *,
    today: date,
    template: bytes | None = None,
    logo: bytes | None = None,
) -> WrittenLetter:
    """Write the decision on a body's extension into `folder` as a new file.

    Raises:
        TemplateFaulty, LogoUnreadable, ExportError, DiskFull: as for :func:`write_reminder`.
    """
    letters = [(extension_context(material, today=today), material.body.id)]
    return write_letters(EXTENSION, letters, folder, today=today, template=template, logo=logo)[0]
