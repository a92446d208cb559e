"""Letters filled into their template, and checked to hold every text."""

from collections.abc import Sequence
from datetime import date

from jinja2 import TemplateError

from exports.letter_templates.errors import TemplateFault, TemplateFaulty
from exports.letter_templates.fields import LETTER_FIELDS
from exports.letter_templates.lint import fields_used, letter_faults
from exports.letter_templates.render import LetterTemplate, check_printed, check_texts, part_texts, texts_at
from exports.letter_templates.shipped import template_bytes
from exports.letters.parts import LetterContext
from storage.domain.material import LETTER_MARKS


def letter_bytes(
    kind: str,
    letters: Sequence[LetterContext],
    *,
    made_on: date,
    template: bytes | None,
    logo: bytes | None,
) -> list[bytes]:
    """Return letters of a `kind` as the bytes of Word files, on `template` or the one shipped.

    Raises:
        TemplateFaulty: the template has faults, or cannot be filled in with what a letter holds.
        LogoUnreadable: the logo is no picture.
        TextLost: a text of a letter is not in its file.
    """
    fields, content = LETTER_FIELDS[kind], template_bytes(kind, template)
    if template is not None and (faults := letter_faults(template, fields)):
        raise TemplateFaulty(faults)
    ready = LetterTemplate(content, logo, logo_text=f"Logotyp: {letters[0].office}")
    used = fields_used(content, fields)
    return [_drawn(ready, used, letter, made_on, LETTER_MARKS[kind]) for letter in letters]


def _drawn(ready: LetterTemplate, used: frozenset[str], letter: LetterContext, made_on: date, mark: str) -> bytes:
    """Fill in a letter and check that the file holds the printed texts, and those of the fields `used`."""
    data = letter.data()
    try:
        rendered = ready.fill(data, title=letter.title, author=letter.office, made_on=made_on, category=mark)
    except TemplateError as error:
        raise TemplateFaulty((TemplateFault("not_rendered", values={"detail": str(error)}),)) from error
    found = part_texts(rendered.data, rendered.printed)
    check_printed(found, rendered.printed)
    seen = {text for texts in rendered.printed.values() for text in texts}
    check_texts(found, (text for path in used for text in texts_at(data, path) if text not in seen))
    return rendered.data
