"""What an office decides once: its name and addresses, its signers, its standard texts, its templates."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from storage.domain.records import Person
from storage.domain.text import one_line


class Kind(StrEnum):
    """How a setting's value is written."""

    LINE = "line"
    TEXT = "text"
    """Several paragraphs; kept among the text blocks."""
    PEOPLE = "people"
    """One person a line: `Name, title`."""
    FILE = "file"
    """A file's bytes, kept in the register; the value is their SHA-256."""


class Key(Struct, frozen=True):
    """A setting that documents use."""

    name: str
    kind: Kind


KEYS = {
    key.name: key
    for key in (
        Key("office", Kind.LINE),
        Key("postal_address", Kind.TEXT),
        Key("visiting_address", Kind.TEXT),
        Key("phone", Kind.LINE),
        Key("email", Kind.LINE),
        Key("web", Kind.LINE),
        Key("place", Kind.LINE),
        Key("logo", Kind.FILE),
        Key("signers", Kind.PEOPLE),
        Key("report_signers", Kind.PEOPLE),
        Key("purpose", Kind.TEXT),
        Key("method", Kind.TEXT),
        Key("disclaimer", Kind.TEXT),
        Key("missiv_opening", Kind.TEXT),
        Key("answer_contents", Kind.TEXT),
        Key("answer_how", Kind.TEXT),
        Key("closing_formula", Kind.LINE),
        Key("reminder_1", Kind.TEXT),
        Key("reminder_2", Kind.TEXT),
        Key("extension_granted", Kind.TEXT),
        Key("extension_refused", Kind.TEXT),
        Key("enclosures", Kind.TEXT),
        Key("copy_recipients", Kind.TEXT),
        Key("template_report", Kind.FILE),
        Key("template_missiv", Kind.FILE),
        Key("template_reminder", Kind.FILE),
        Key("template_extension", Kind.FILE),
    )
}
"""Every setting by name."""
FILE_KEYS = tuple(key.name for key in KEYS.values() if key.kind is Kind.FILE)
"""Those whose value names a file that the register keeps."""


def people(value: str | None) -> tuple[Person, ...]:
    """The persons of a setting, one a line; their ids are empty."""
    return tuple(_person(line) for line in (value or "").split("\n") if line.strip())


def people_value(persons: Iterable[Person]) -> str:
    """The setting that :func:`people` reads back."""
    return "\n".join(", ".join(part for part in (person.name, person.title) if part) for person in persons)


def _person(line: str) -> Person:
    name, _, title = one_line(line).partition(",")
    return Person(id="", name=name.strip(), title=title.strip() or None)
