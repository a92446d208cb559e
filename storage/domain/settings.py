"""What an office decides once: its name and addresses, its signers, its standard texts, its templates."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from storage.domain.records import Person
from storage.domain.text import one_line


class SettingKind(StrEnum):
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
    kind: SettingKind


KEYS = {
    key.name: key
    for key in (
        Key("office", SettingKind.LINE),
        Key("postal_address", SettingKind.TEXT),
        Key("visiting_address", SettingKind.TEXT),
        Key("phone", SettingKind.LINE),
        Key("email", SettingKind.LINE),
        Key("web", SettingKind.LINE),
        Key("place", SettingKind.LINE),
        Key("logo", SettingKind.FILE),
        Key("signers", SettingKind.PEOPLE),
        Key("report_signers", SettingKind.PEOPLE),
        Key("purpose", SettingKind.TEXT),
        Key("method", SettingKind.TEXT),
        Key("disclaimer", SettingKind.TEXT),
        Key("missiv_opening", SettingKind.TEXT),
        Key("answer_contents", SettingKind.TEXT),
        Key("answer_how", SettingKind.TEXT),
        Key("closing_formula", SettingKind.LINE),
        Key("reminder_1", SettingKind.TEXT),
        Key("reminder_2", SettingKind.TEXT),
        Key("extension_granted", SettingKind.TEXT),
        Key("extension_refused", SettingKind.TEXT),
        Key("enclosures", SettingKind.TEXT),
        Key("copy_recipients", SettingKind.TEXT),
        Key("template_report", SettingKind.FILE),
        Key("template_missiv", SettingKind.FILE),
        Key("template_reminder", SettingKind.FILE),
        Key("template_extension", SettingKind.FILE),
    )
}
"""Every setting by name."""
FILE_KEYS = tuple(key.name for key in KEYS.values() if key.kind is SettingKind.FILE)
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
