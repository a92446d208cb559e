"""From a finished letter to a file: filled into its template, checked to say everything, and put in place safely."""

import contextlib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from jinja2 import TemplateError
from msgspec import Struct

from exports.letter_templates.errors import TemplateFault, TemplateFaulty
from exports.letter_templates.fields import EXTENSION, LETTER_FIELDS, MISSIV_KIND, REMINDER
from exports.letter_templates.lint import fields_used, lint_template
from exports.letter_templates.render import LetterTemplate, Rendered, check_printed, check_texts, part_texts, texts_at
from exports.letter_templates.shipped import shipped
from exports.letters.context import letter_context
from exports.letters.reminder_context import extension_context, reminder_context
from exports.writing import file_name, write_new
from storage.domain.material import ACTION, ANSWER, ExtensionMaterial, LetterMaterial, ReminderMaterial


class WrittenLetter(Struct, frozen=True):
    """A letter that was made."""

    path: Path
    name: str
    sha256: str
    body: str | None
    """Id of the body that it is for; None when it is for all."""


class ComposedLetter(Protocol):
    """A letter that is finished but for its looks."""

    @property
    def office(self) -> str:
        """Who writes it."""

    @property
    def title(self) -> str:
        """Its heading."""

    @property
    def file_stem(self) -> str:
        """What its file is called, without date and suffix."""

    @property
    def file_date(self) -> str:
        """ISO."""

    def data(self) -> Mapping[str, Any]:
        """What templates see."""


class _Drawn(Struct, frozen=True):
    """A letter, finished but not written."""

    context: ComposedLetter
    rendered: Rendered
    body: str | None


def write_letters(
    kind: str,
    letters: Sequence[tuple[ComposedLetter, str | None]],
    folder: Path,
    *,
    today: date,
    template: bytes | None = None,
    logo: bytes | None = None,
) -> list[WrittenLetter]:
    """Write letters of a kind, each with the id of the body that it is for, into `folder` as new files.

    Either all letters are there afterwards or none.

    Raises:
        TemplateFaulty: the template has faults.
        LogoUnreadable: the logo is no picture.
        ExportError: a letter could not be made.
        DiskFull: there is no room.
    """
    content = shipped()[kind].read_bytes() if template is None else template
    if template is not None and (faults := lint_template(kind, content)):
        raise TemplateFaulty(faults)
    ready = LetterTemplate(content, logo, logo_text=f"Logotyp: {letters[0][0].office}")
    used = fields_used(content, LETTER_FIELDS[kind])
    return _written([_draw(ready, used, context, body, today) for context, body in letters], folder)


def _draw(
    ready: LetterTemplate, used: frozenset[str], context: ComposedLetter, body: str | None, today: date
) -> _Drawn:
    """Fill in a letter and see that nothing was lost.

    Raises:
        TextLost: something was.
        TemplateFaulty: the template cannot be filled in with what the letter holds.
    """
    data = context.data()
    try:
        rendered = ready.fill(data, title=context.title, author=context.office, made_on=today)
    except TemplateError as error:
        raise TemplateFaulty((TemplateFault("not_rendered", values={"detail": str(error)}),)) from error
    found = part_texts(rendered.data, rendered.printed)
    check_printed(found, rendered.printed)
    seen = {text for texts in rendered.printed.values() for text in texts}
    check_texts(found, (text for path in used for text in texts_at(data, path) if text not in seen))
    return _Drawn(context, rendered, body)


def _written(drawn: Sequence[_Drawn], folder: Path) -> list[WrittenLetter]:
    """All of them as files; when one cannot be written, those before it are taken back."""
    written: list[WrittenLetter] = []
    with _taken_back(written):
        for each in drawn:
            data = each.rendered.data
            path = write_new(data, folder, file_name(each.context.file_stem, mark=f" {each.context.file_date}"))
            written.append(WrittenLetter(path, path.name, hashlib.sha256(data).hexdigest(), each.body))
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
