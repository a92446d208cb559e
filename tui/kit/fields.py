"""Forms as data: fields, their texts as typed and as stored, and drafts. No Textual."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum, auto
from functools import lru_cache, partial

from msgspec import Struct

from storage import saved_views
from storage.domain.dates import parse_date
from storage.domain.editable_fields import Given
from storage.domain.records import replace
from storage.domain.text import clean, folded, nearest_name, one_line, searchable, tidy
from storage.register import Register
from tui.language.catalogue import _
from tui.language.filter_fields import spoken_date
from tui.language.words import did_you_mean, moment

YEARS = range(1900, 2200)
MOST_FOLDED = 20_000
"""Names that are kept as they are compared."""
MOST_LISTS = 8
"""Lists of names that are kept as they are looked for: more than a form has."""


class InputKind(Enum):
    """How a field is written."""

    LINE = auto()
    TEXT = auto()
    """Several paragraphs."""
    DATE = auto()
    YEAR = auto()
    CHOICE = auto()
    WORDS = auto()
    """One of a few words, or any other."""
    NAME = auto()
    """One name."""
    NAMES = auto()
    """Several names, with commas or each on a line."""
    MARKS = auto()
    """Several of a list; the text is what :func:`marks_text` makes."""
    ROLES = auto()
    """Which bodies have which role; the text is what :func:`roles_text` makes."""


class Field(Struct, frozen=True):
    """One thing that a form asks for. What it holds is text, also where that means a date or a choice."""

    name: str
    label: str
    kind: InputKind = InputKind.LINE
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """(value, word) of each choice."""
    whys: Mapping[str, str] = {}
    """Value of a choice that is marked in a list → what is said of it while the cursor stands on it."""
    known: tuple[str, ...] = ()
    """What is suggested while typing."""
    told: Callable[[str], str] | None = None
    """What is said below the field of the text that it holds; of a date, below it in full, of the date that is kept."""
    meant: Mapping[str, str] = {}
    """Known name, as :func:`searchable` writes it → what is kept where it is meant, such as a record's id."""
    makes: bool = True
    """Whether a name that is not known becomes a record."""
    also: str = ""
    """A word that may stand where a date does."""
    nearest: bool = False
    """Whether a date without a year is the nearest such day, also one that was; else the next."""
    lines: int = 4
    """How high the field of several paragraphs is."""

    @property
    def begins_with(self) -> str:
        """The value as the field shows it: nothing that a terminal would obey, one line where there is only one."""
        return clean(self.value) if self.kind is InputKind.TEXT else one_line(self.value)


class Form(Struct, frozen=True):
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
    fresh: bool = False
    """Whether it makes something new, of which another may follow."""

    def begun(self, field: Field) -> str:
        """What a field shows at first: the draft, where there is one."""
        return (self.draft or {}).get(field.name, field.begins_with)

    def given(self, texts: Mapping[str, str]) -> dict[str, Given]:
        """What is given for fields whose :func:`kept` texts these are."""
        return {field.name: given(field, texts[field.name]) for field in self.fields if field.name in texts}


def kept(field: Field, typed: str, today: date) -> str:
    """What is kept of what was typed: a date as a partial date, texts without needless space.

    Raises:
        ValueError: it cannot be kept; the message is a sentence.
    """
    if field.kind in {InputKind.TEXT, InputKind.NAMES}:
        return tidy(typed)
    if field.kind is InputKind.MARKS:
        return marks_text(marks(typed))
    line = one_line(typed)
    if field.kind is InputKind.DATE and line:
        return field.also if _is_also(field, line) else _day(field, line, today)
    if field.kind is InputKind.YEAR and line and not (line.isdecimal() and int(line) in YEARS):
        raise ValueError(_("”{value}” är inget årtal. Skriv till exempel 2027.").format(value=line))
    return line


def hint_for(field: Field, typed: str, today: date) -> str:
    """What is said below a field of what is typed in it: a date in full, names that are new."""
    if field.kind is InputKind.DATE:
        return _date_hint(field, one_line(typed), today)
    if field.told is not None:
        return field.told(typed)
    if field.kind in {InputKind.NAME, InputKind.NAMES}:
        return _unknown_names(field, _named(field, typed))
    return ""


def names(typed: str, known: Collection[str] = ()) -> list[str]:
    """The names in a list with commas, semicolons or line ends.

    A comma inside one of the `known` names, or after a hyphen, as in `Kultur-, fritids- och ungdomsnämnden`, parts
    nothing.
    """
    held = _by_search(tuple(known))
    found: list[str] = []
    for part in typed.replace(";", "\n").split("\n"):
        found += _between_commas([one_line(piece) for piece in part.split(",")], held)
    return list(dict.fromkeys(name for name in found if name))


def _between_commas(pieces: list[str], known: Collection[str]) -> Iterator[str]:
    """The pieces, those of a known name joined again."""
    while pieces:
        longest = next(
            (n for n in range(len(pieces), 1, -1) if searchable(", ".join(pieces[:n])) in known),
            next((n for n, piece in enumerate(pieces, 1) if not piece.endswith("-")), len(pieces)),
        )
        yield ", ".join(pieces[:longest])
        del pieces[:longest]


def given(field: Field, text: str) -> Given:
    """What is given for a field whose :func:`kept` text this is: ids where names are known, sets as sequences."""
    match field.kind:
        case InputKind.NAME | InputKind.WORDS:
            return field.meant.get(searchable(text), text)
        case InputKind.NAMES:
            return [field.meant.get(searchable(name), name) for name in names(text, field.known)]
        case InputKind.MARKS:
            return marks(text)
        case _:
            return text


def marks(text: str) -> list[str]:
    """The marked ones, of what :func:`marks_text` made."""
    return [one for one in text.split(",") if one]


def marks_text(marked: Iterable[str]) -> str:
    """What :func:`marks` reads back."""
    return ",".join(marked)


def suggested(known: Sequence[str], begun: str, most: int) -> list[str]:
    """The known names that have every word of what is begun, with or without å, ä and ö; those that begin so first."""
    words = folded(begun).split()
    found = [name for name in known if all(word in quickly_folded(name) for word in words)] if words else []
    return sorted(found, key=lambda name: not begins(name, begun))[:most]


def begins(name: str, begun: str) -> bool:
    """Whether a name begins so, with or without å, ä and ö."""
    return quickly_folded(name).startswith(folded(one_line(begun)))


@lru_cache(maxsize=MOST_FOLDED)
def quickly_folded(name: str) -> str:
    """A name as it is compared, looked up again at each key."""
    return folded(name)


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
        return parse_date(line, today, nearest=field.nearest)
    except ValueError:
        raise ValueError(_("”{value}” är inget datum. {examples}").format(value=line, examples=_examples())) from None


def _date_hint(field: Field, line: str, today: date) -> str:
    if not line or _is_also(field, line):
        return ""
    try:
        day = _day(field, line, today)
    except ValueError:
        return _examples()
    return "\n".join(filter(None, [spoken_date(day), field.told(day) if field.told else ""]))


def _examples() -> str:
    return _("Skriv till exempel 2026-12-31, 31/12, +14, fre, v26 eller 2026-12.")


def _is_also(field: Field, typed: str) -> bool:
    """Whether what is typed is the word that may stand for a date."""
    return bool(field.also) and folded(one_line(typed)) == folded(field.also)


@lru_cache(maxsize=MOST_LISTS)
def _by_search(known: tuple[str, ...]) -> Mapping[str, str]:
    """Names as they are looked for → as they stand; looked up again at each key, in each field."""
    return {searchable(one_line(name)): name for name in known}


def _named(field: Field, typed: str) -> list[str]:
    """The names in what is typed."""
    if field.kind is InputKind.NAMES:
        return names(typed, field.known)
    return [name] if (name := one_line(typed)) else []


def _unknown_names(field: Field, typed: list[str]) -> str:
    """Which names are not known, what becomes of them, and the nearest known of the first of them."""
    held = _by_search(field.known)
    new = [name for name in typed if searchable(name) not in held]
    if not new:
        return ""
    sentence = _("Nytt i registret: {names}.") if field.makes else _("Finns inte i registret: {names}.")
    told = sentence.format(names=", ".join(new))
    return told + did_you_mean(nearest_name(new[0], held.values()))


FORM = "form:"
"""Prefix of the names of form drafts."""


def with_draft(register: Register, form: Form, key: str) -> Form:
    """Add to a form what was being written in it when it was last left; `key` names its draft."""
    stored = saved_views.draft(register, FORM + key)
    texts = draft_of(stored.text) if stored else None
    return replace(form, draft=texts, drafted=moment(stored.at)) if stored and texts else form


def keep_draft(key: str, text: str | None) -> Callable[[Register], None]:
    """Save what is being written in a form as its draft; drop the draft for None."""
    if text is None:
        return lambda register: saved_views.drop_draft(register, FORM + key)
    return partial(saved_views.save_draft, key=FORM + key, text=text)
