"""From a finished letter to a file: filled into its template, checked to say everything, and put in place safely."""

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from exports.letter_templates.fields import EXTENSION, MISSIV_KIND, REMINDER
from exports.letters.context import extension_context, missiv_context, reminder_context
from exports.letters.parts import LetterContext
from exports.writing import file_name, write_new
from storage.domain.material import ACTION, ANSWER, ExtensionMaterial, LetterMaterial, ReminderMaterial


class WrittenLetter(Struct, frozen=True):
    """A letter that was made."""

    path: Path
    name: str
    sha256: str
    body: str | None
    """Id of the body that it is for; None when it is for all."""


def write_letters(
    kind: str,
    letters: Sequence[tuple[LetterContext, str | None]],
    folder: Path,
    *,
    today: date,
    template: bytes | None = None,
    logo: bytes | None = None,
) -> list[WrittenLetter]:
    """Write letters of a `kind`, each with the id of the body that it is for, into `folder` as new files.

    All letters are complete before the first is written, and either all are there afterwards or none.

    Raises:
        TemplateFaulty: the template has faults.
        LogoUnreadable: the logo is no picture.
        ExportError: a letter could not be made.
        DiskFull: there is no room.
    """
    from exports.letters import drawing  # noqa: PLC0415 - loads python-docx, docxtpl and Jinja

    contexts = [context for context, _ in letters]
    files = drawing.letter_bytes(kind, contexts, made_on=today, template=template, logo=logo)
    written: list[WrittenLetter] = []
    with _taken_back(written):
        for (context, body), data in zip(letters, files, strict=True):
            path = write_new(data, folder, file_name(context.file_stem, mark=f" {context.file_date}"))
            written.append(WrittenLetter(path, path.name, hashlib.sha256(data).hexdigest(), body))
    return written


@contextlib.contextmanager
def _taken_back(written: Sequence[WrittenLetter]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for each in written:
            with contextlib.suppress(OSError):
                each.path.unlink()
        raise


def write_missiv(
    material: LetterMaterial,
    folder: Path,
    *,
    today: date,
    template: bytes | None = None,
    logo: bytes | None = None,
    each: bool = False,
) -> list[WrittenLetter]:
    """Write the letter into `folder` as a new file; with `each`, one for every body that is to answer or to act.

    Those who only get to know then share a letter to all. Either all letters are there afterwards or none.

    Raises:
        TemplateFaulty: the template has faults.
        LogoUnreadable: the logo is no picture.
        ExportError: a letter could not be made.
        DiskFull: there is no room.
    """
    recipients = _recipients(material) if each else [None]
    letters = [(missiv_context(material, today=today, recipient=body), body) for body in recipients]
    return write_letters(MISSIV_KIND, letters, folder, today=today, template=template, logo=logo)


def _recipients(material: LetterMaterial) -> list[str | None]:
    """Return the ids of the bodies with a letter of their own; None for the letter to all."""
    own: list[str | None] = [r.body.id for r in material.recipients if r.recipient.role in {ANSWER, ACTION}]
    return own if len(own) == len(material.recipients) and own else [*own, None]


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
