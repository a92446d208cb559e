"""Settings of an office: name and addresses, signers, standard texts, templates."""

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct

from storage.domain.age import OPEN_LIMIT
from storage.domain.records import Person
from storage.domain.text import one_line


class SettingKind(StrEnum):
    """The kind of a setting's value."""

    LINE = "line"
    TEXT = "text"
    """Several paragraphs; kept among the text blocks."""
    MONTHS = "months"
    """A whole number of months."""
    PEOPLE = "people"
    """One person a line: `Name, title`."""
    FILE = "file"
    """A file stored in the register; the value is its SHA-256."""


class SettingKey(Struct, frozen=True):
    """A setting that documents use."""

    name: str
    kind: SettingKind


SETTING_KEYS = {
    key.name: key
    for key in (
        SettingKey("office", SettingKind.LINE),
        SettingKey("postal_address", SettingKind.TEXT),
        SettingKey("visiting_address", SettingKind.TEXT),
        SettingKey("phone", SettingKind.LINE),
        SettingKey("email", SettingKind.LINE),
        SettingKey("web", SettingKind.LINE),
        SettingKey("place", SettingKind.LINE),
        SettingKey("logo", SettingKind.FILE),
        SettingKey("signers", SettingKind.PEOPLE),
        SettingKey("report_signers", SettingKind.PEOPLE),
        SettingKey("purpose", SettingKind.TEXT),
        SettingKey("method", SettingKind.TEXT),
        SettingKey("disclaimer", SettingKind.TEXT),
        SettingKey("missiv_opening", SettingKind.TEXT),
        SettingKey("answer_contents", SettingKind.TEXT),
        SettingKey("answer_how", SettingKind.TEXT),
        SettingKey("closing_formula", SettingKind.LINE),
        SettingKey("reminder_1", SettingKind.TEXT),
        SettingKey("reminder_2", SettingKind.TEXT),
        SettingKey("extension_granted", SettingKind.TEXT),
        SettingKey("extension_refused", SettingKind.TEXT),
        SettingKey("enclosures", SettingKind.TEXT),
        SettingKey("copy_recipients", SettingKind.TEXT),
        SettingKey(OPEN_LIMIT, SettingKind.MONTHS),
        SettingKey("template_report", SettingKind.FILE),
        SettingKey("template_missiv", SettingKind.FILE),
        SettingKey("template_reminder", SettingKind.FILE),
        SettingKey("template_extension", SettingKind.FILE),
    )
}
"""Every setting by name."""
FILE_KEYS = tuple(key.name for key in SETTING_KEYS.values() if key.kind is SettingKind.FILE)
"""Settings whose value names a stored file."""


def people(value: str | None) -> tuple[Person, ...]:
    """Parse the persons of a setting, one a line; their ids are empty."""
    return tuple(_person(line) for line in (value or "").split("\n") if line.strip())


def people_value(persons: Iterable[Person]) -> str:
    """Return the setting that :func:`people` parses."""
    return "\n".join(", ".join(part for part in (person.name, person.title) if part) for person in persons)


def _person(line: str) -> Person:
    name, _, title = one_line(line).partition(",")
    return Person(id="", name=name.strip(), title=title.strip() or None)
