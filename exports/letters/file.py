"""Letters as Word files: a missiv, a reminder or a decision on an extension written into a folder."""

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
from storage.domain.material import ExtensionMaterial, LetterMaterial, ReminderMaterial


class WrittenLetter(Struct, frozen=True):
    """A written letter."""

    path: Path
    name: str
    sha256: str
    body: str | None
    """Id of the body that it is for; None when it is for all."""


def write_letter(
    material: LetterMaterial | ReminderMaterial | ExtensionMaterial,
    folder: Path,
    *,
    today: date,
    template: bytes | None = None,
    logo: bytes | None = None,
    each: bool = False,
) -> list[WrittenLetter]:
    """Write a letter into `folder` as a new file; with `each`, a missiv for every recipient.

    All letters are complete before the first is
    written, and either all are there afterwards or none.

    Raises:
        TemplateFaulty: the template has faults.
        LogoUnreadable: the logo is no picture.
        ExportError: a letter could not be made.
        DiskFull: there is no room.
    """
    from exports.letters import drawing  # noqa: PLC0415 - loads python-docx, docxtpl and Jinja

    kind, bodies, contexts = _contexts(material, today, each=each)
    files = drawing.letter_bytes(kind, contexts, made_on=today, template=template, logo=logo)
    written: list[WrittenLetter] = []
    with _removed_on_error(written):
        for body, context, data in zip(bodies, contexts, files, strict=True):
            path = write_new(data, folder, file_name(context.file_stem, mark=f" {context.file_date}"))
            written.append(WrittenLetter(path, path.name, hashlib.sha256(data).hexdigest(), body))
    return written


def _contexts(
    material: LetterMaterial | ReminderMaterial | ExtensionMaterial, today: date, *, each: bool
) -> tuple[str, Sequence[str | None], Sequence[LetterContext]]:
    """Return the kind of a letter, the ids of the bodies with one of their own, None for all, and their contexts."""
    match material:
        case ReminderMaterial():
            return REMINDER, [material.body.id], [reminder_context(material, today=today)]
        case ExtensionMaterial():
            return EXTENSION, [material.body.id], [extension_context(material, today=today)]
    bodies = _recipients(material) if each else [None]
    return MISSIV_KIND, bodies, [missiv_context(material, today=today, recipient=body) for body in bodies]


def _recipients(material: LetterMaterial) -> list[str | None]:
    """Return the ids of the bodies, which get a letter each; None for the letter to all where there is none."""
    own: list[str | None] = [each.body.id for each in material.recipients]
    return own or [None]


@contextlib.contextmanager
def _removed_on_error(written: Sequence[WrittenLetter]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for each in written:
            with contextlib.suppress(OSError):
                each.path.unlink()
        raise
