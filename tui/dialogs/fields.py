"""What a form asks for: fields as they are typed, and what is kept of them. Pure, but for what day it is."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import Enum, auto

from storage.domain.date_entry import entered_date
from storage.domain.text import clean, one_line, searchable, tidy
from tui.language.catalogue import _
from tui.language.dates import spoken_date

YEARS = range(1900, 2200)


class Kind(Enum):
    """How a field is written."""

    LINE = auto()
    TEXT = auto()
    """Several paragraphs."""
    DATE = auto()
    YEAR = auto()
    CHOICE = auto()
    NAMES = auto()
    """Several names, with commas or each on a line."""
    ROLES = auto()
    """Which bodies have which role; the text is what :func:`roles_text` makes."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks for. What it holds is text, also where that means a date or a choice."""

    name: str
    label: str
    kind: Kind = Kind.LINE
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """(value, word) of each choice."""
    known: tuple[str, ...] = ()
    """What is suggested while typing."""
    told: Callable[[str], str] | None = None
    """What is said below the field of the text that it holds."""
    nearest: bool = False
    """Whether a date without a year is the nearest such day, also one that was; else the next."""
    lines: int = 4
    """How high the field of several paragraphs is."""

    @property
    def begins_with(self) -> str:
        """The value as the field shows it: nothing that a terminal would obey, one line where there is only one."""
        return clean(self.value) if self.kind is Kind.TEXT else one_line(self.value)


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked for, and what was being written when it was left last."""

    heading: str
    fields: tuple[Field, ...]
    draft: Mapping[str, str] | None = None
    """Field → text."""
    note: str = ""
    """What is said above the fields."""
    first: str = ""
    """The field to begin in, where that is not the first."""
    done: str = ""
    """Swedish message id of what handing it over is called, where that is not saving."""
    drafted: str = ""
    """When the draft was kept, in words."""

    def begun(self, field: Field) -> str:
        """What a field shows at first: the draft, where there is one."""
        return (self.draft or {}).get(field.name, field.begins_with)


def kept(field: Field, typed: str, today: date) -> str:
    """What is kept of what was typed: a date as a partial date, texts without needless space.

    Raises:
        ValueError: it cannot be kept; the message is a sentence.
    """
    if field.kind in {Kind.TEXT, Kind.NAMES}:
        return tidy(typed)
    line = one_line(typed)
    if field.kind is Kind.DATE and line:
        return _day(field, line, today)
    if field.kind is Kind.YEAR and line and not (line.isdecimal() and int(line) in YEARS):
        raise ValueError(_("”{value}” är inget årtal. Skriv till exempel 2027.").format(value=line))
    return line


def told_of(field: Field, typed: str, today: date) -> str:
    """What is said below a field of what is typed in it: a date in full, names that are new."""
    if field.told is not None:
        return field.told(typed)
    if field.kind is Kind.DATE and typed.strip():
        try:
            return spoken_date(_day(field, one_line(typed), today))
        except ValueError:
            return _examples()
    if field.kind is Kind.NAMES:
        return _new_names(names(typed), field.known)
    return ""


def names(typed: str) -> list[str]:
    """The names in a list with commas, semicolons or line ends."""
    lines = typed.replace(";", ",").replace("\n", ",").split(",")
    return list(dict.fromkeys(name for line in lines if (name := one_line(line))))


def roles(text: str) -> dict[str, str]:
    """Body → role of those that have one."""
    pairs = (pair.partition("=") for pair in text.split(","))
    return {body: role for body, _between, role in pairs if body and role}


def roles_text(chosen: Mapping[str, str]) -> str:
    """What :func:`roles` reads back."""
    return ",".join(f"{body}={role}" for body, role in chosen.items() if role)


def draft_text(texts: Mapping[str, str]) -> str:
    """A form's texts as one text, to be kept as a draft."""
    return json.dumps(dict(texts), ensure_ascii=False)


def draft_of(text: str | None) -> Mapping[str, str] | None:
    """The texts that :func:`draft_text` kept; None when that cannot be read."""
    try:
        found = json.loads(text or "")
    except ValueError:
        return None
    return {str(name): clean(str(value)) for name, value in found.items()} if isinstance(found, dict) else None


def _day(field: Field, line: str, today: date) -> str:
    try:
        return entered_date(line, today, nearest=field.nearest)
    except ValueError:
        raise ValueError(_("”{value}” är inget datum. {examples}").format(value=line, examples=_examples())) from None


def _examples() -> str:
    return _("Skriv till exempel 2026-12-31, 31/12, +14, fre, v26 eller 2026-12.")


def _new_names(typed: list[str], known: tuple[str, ...]) -> str:
    """Which names are new, and the nearest known of the first of them."""
    held = {searchable(name): name for name in known}
    new = [name for name in typed if searchable(name) not in held]
    if not new:
        return ""
    told = _("Nytt i registret: {names}.").format(names=", ".join(new))
    near = get_close_matches(searchable(new[0]), held, n=1, cutoff=0.75)
    return f"{told} {_('Menade du ”{word}”?').format(word=held[near[0]])}" if near else told
