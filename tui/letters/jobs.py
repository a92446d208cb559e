"""Jobs of letters, whichever front end asks: a missiv, a reminder or a decision is prepared, written and logged."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

from exports.preflight.letters import preflight_extension, preflight_missiv, preflight_reminder
from storage import clock, settings
from storage.domain.history import Change
from storage.domain.material import ExportedFile, ExtensionMaterial, LetterMaterial, ReminderMaterial
from storage.files import make_folder
from storage.operations.documents import log_extension, log_missiv, log_reminder
from storage.register import Register

if TYPE_CHECKING:
    from exports.letters.file import WrittenLetter
    from exports.preflight.findings import Finding


Material = LetterMaterial | ReminderMaterial | ExtensionMaterial
M = TypeVar("M", bound=Material)
M_co = TypeVar("M_co", bound=Material, covariant=True)


class PreparedLetter(Struct, Generic[M_co], frozen=True):
    """A letter, looked over, with all that its file is made of."""

    material: M_co
    template: bytes | None
    logo: bytes | None
    findings: "tuple[Finding, ...]"


def prepare(register: Register, material: M) -> PreparedLetter[M]:
    """Look a letter over, and read the template and the logo of its file. Nothing is written."""
    match material:
        case ReminderMaterial():
            key, findings = "template_reminder", preflight_reminder(material, today=clock.today())
        case ExtensionMaterial():
            key, findings = "template_extension", preflight_extension(material, today=clock.today())
        case _:
            key, findings = "template_missiv", preflight_missiv(material, today=clock.today())
    template, logo = settings.kept_file(register, key), settings.kept_file(register, "logo")
    return PreparedLetter(material, template, logo, findings)


def write(letter: PreparedLetter[Material], folder: Path, *, each: bool = False) -> "Sequence[WrittenLetter]":
    """Write the files of a letter into a folder; with `each` one for every recipient of a missiv."""
    from exports.letters.file import (  # noqa: PLC0415
        write_extension,
        write_missiv,
        write_reminder,
    )

    make_folder(folder)
    material, today, template, logo = letter.material, clock.today(), letter.template, letter.logo
    match material:
        case ReminderMaterial():
            return [write_reminder(material, folder, today=today, template=template, logo=logo)]
        case ExtensionMaterial():
            return [write_extension(material, folder, today=today, template=template, logo=logo)]
        case _:
            return write_missiv(material, folder, today=today, template=template, logo=logo, each=each)


def log(register: Register, letter: PreparedLetter[Material], written: "Sequence[WrittenLetter]") -> Change:
    """Log that a letter went out as these files, and what it decides."""
    files = [ExportedFile(each.name, each.sha256, each.body) for each in written]
    match letter.material:
        case ReminderMaterial():
            return log_reminder(register, letter.material, files)
        case ExtensionMaterial():
            return log_extension(register, letter.material, files)
        case _:
            return log_missiv(register, letter.material, files)
