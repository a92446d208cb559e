"""Letters that hand reports over as files: the door that screen and command line use."""

from datetime import date
from pathlib import Path

from exports.letter_context import letter_context
from exports.letter_writing import WrittenLetter, write_letters
from exports.templating.fields import MISSIV_KIND
from storage.domain.letter_material import ACTION, ANSWER, LetterMaterial

__all__ = ["WrittenLetter", "write_missiv"]


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
    letters = [(letter_context(material, today=today, recipient=body), body) for body in recipients]
    return write_letters(MISSIV_KIND, letters, folder, today=today, template=template, logo=logo)


def _recipients(material: LetterMaterial) -> list[str | None]:
    """Ids of those who get a letter of their own; None is the letter to all."""
    own: list[str | None] = [r.body.id for r in material.recipients if r.recipient.role in {ANSWER, ACTION}]
    return own if len(own) == len(material.recipients) and own else [*own, None]
