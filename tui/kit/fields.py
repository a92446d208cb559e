"""Forms as data: fields, their texts as typed and as stored, and drafts. No Textual."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum, auto
from functools import lru_cache, partial

from msgspec import Struct

from storage import saved_views
from storage.domain.dates import are_years, is_year, parse_date
from storage.domain.editable_fields import Given
from storage.domain.records import replace
from storage.domain.text import clean, folded, nearest_name, one_line, one_stop, searchable, tidy
from storage.register import Register
from tui.language.catalogue import _
from tui.language.filter_fields import spoken_date
from tui.language.words import did_you_mean, moment

MOST_FOLDED = 20_000
"""Names that are kept as they are compared."""
MOST_LISTS = 8
"""Lists of names that are kept as they are looked for: more than a form has."""


class InputKind(Enum):
    """Kind of input of a field."""

    LINE = auto()
    TEXT = auto()
    """Several paragraphs."""
    DATE = auto()
    YEAR = auto()
    YEARS = auto()
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
    """Bodies with roles; the text is that of :func:`roles_text`."""


class Field(Struct, frozen=True):
    """Field of a form. Its value is text, also for dates and choices."""

    name: str
    label: str
    kind: InputKind = InputKind.LINE
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """(value, word) of each choice."""
    whys: Mapping[str, str] = {}
    """Value of a choice in a list → its hint while highlighted."""
    known: tuple[str, ...] = ()
    """Names to suggest while typing."""
    hint: Callable[[str], str] | None = None
    """Returns the hint for a text; for a date, below its full form, for the stored date."""
    ids: Mapping[str, str] = {}
    """Known name, as :func:`searchable` writes it → its stored value, such as a record's id."""
    makes: bool = True
    """True when an unknown name becomes a record."""
    also: str = ""
    """Word that may be typed in place of a date."""
    nearest: bool = False
    """True when a date without a year is the nearest such day, past or future; else the next."""
    lines: int = 4
    """Height of a text area."""

    @property
    def begins_with(self) -> str:
        """Return the value as shown: without control characters, on one line where the field has one."""
        return clean(self.value) if self.kind is InputKind.TEXT else one_line(self.value)


class Form(Struct, frozen=True):
    """Fields, and the draft of when the form was last left."""

    heading: str
    fields: tuple[Field, ...]
    draft: Mapping[str, str] | None = None
    """Field → text."""
    note: str = ""
    """Text above the fields."""
    first: str = ""
    """Field that has the focus at first, if not the first one."""
    done: str = ""
    """Swedish message id of the word for submitting it, if not saving."""
    drafted: str = ""
    """Time of the draft, in words."""
    fresh: bool = False
    """True when it creates a record, after which another may follow."""

    def initial(self, field: Field) -> str:
        """Return the initial text of a field: of the draft, where there is one."""
        return (self.draft or {}).get(field.name, field.begins_with)

    def given(self, texts: Mapping[str, str]) -> dict[str, Given]:
        """Return the values for fields of these :func:`kept` texts."""
        return {field.name: given(field, texts[field.name]) for field in self.fields if field.name in texts}


def kept(field: Field, typed: str, today: date) -> str:
    """Return the text to store for a typed one: a date as a partial date, others without needless space.

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
    if field.kind is InputKind.YEAR and line and not is_year(line):
        raise ValueError(_("”{value}” är inget årtal. Skriv till exempel 2027.").format(value=line))
    if field.kind is InputKind.YEARS and line not in {"", field.value} and not are_years(line):
        raise ValueError(_("”{value}” är inga årtal. Skriv till exempel 2027 eller 2026–2027.").format(value=line))
    return line


def hint_for(field: Field, typed: str, today: date) -> str:
    """Return the hint for a typed text: a date in full, names that are new."""
    if field.kind is InputKind.DATE:
        return _date_hint(field, one_line(typed), today)
    if field.hint is not None:
        return field.hint(typed)
    if field.kind in {InputKind.NAME, InputKind.NAMES}:
        return _unknown_names(field, _named(field, typed))
    return ""


def names(typed: str, known: Collection[str] = ()) -> list[str]:
    """Split a list with commas, semicolons or line ends into names.

    A comma inside one of the `known` names, or after a hyphen, as in `Kultur-, fritids- och ungdomsnämnden`, parts
    nothing.
    """
    by_search = _by_search(tuple(known))
    found: list[str] = []
    for part in typed.replace(";", "\n").split("\n"):
        found += _between_commas([one_line(piece) for piece in part.split(",")], by_search)
    return list(dict.fromkeys(name for name in found if name))


def _between_commas(pieces: list[str], known: Collection[str]) -> Iterator[str]:
    """Split at commas, and join the pieces of a known name again."""
    while pieces:
        longest = next(
            (n for n in range(len(pieces), 1, -1) if searchable(", ".join(pieces[:n])) in known),
            next((n for n, piece in enumerate(pieces, 1) if not piece.endswith("-")), len(pieces)),
        )
        yield ", ".join(pieces[:longest])
        del pieces[:longest]


def given(field: Field, text: str) -> Given:
    """Return the value for a :func:`kept` text: ids for known names, sets as sequences."""
    match field.kind:
        case InputKind.NAME | InputKind.WORDS:
            return field.ids.get(searchable(text), text)
        case InputKind.NAMES:
            return [field.ids.get(searchable(name), name) for name in names(text, field.known)]
        case InputKind.MARKS:
            return marks(text)
        case _:
            return text


def marks(text: str) -> list[str]:
    """Parse the ids of :func:`marks_text`."""
    return [one for one in text.split(",") if one]


def marks_text(marked: Iterable[str]) -> str:
    """Format ids for :func:`marks`."""
    return ",".join(marked)


def suggested(known: Sequence[str], prefix: str, most: int) -> list[str]:
    """Return the known names with every word of the text, also without å, ä and ö; prefixes first."""
    words = folded(prefix).split()
    found = [name for name in known if all(word in quickly_folded(name) for word in words)] if words else []
    return sorted(found, key=lambda name: not begins(name, prefix))[:most]


def begins(name: str, prefix: str) -> bool:
    """Return True when a name starts like this, also without å, ä and ö."""
    return quickly_folded(name).startswith(folded(one_line(prefix)))


@lru_cache(maxsize=MOST_FOLDED)
def quickly_folded(name: str) -> str:
    """Fold a name for comparison; cached, as each key needs it."""
    return folded(name)


def roles(text: str) -> dict[str, str]:
    """Parse body → role of :func:`roles_text`."""
    pairs = (pair.partition("=") for pair in text.split(","))
    return {body: role for body, _between, role in pairs if body and role}


def roles_text(chosen: Mapping[str, str]) -> str:
    """Format body → role for :func:`roles`."""
    return ",".join(f"{body}={role}" for body, role in chosen.items() if role)


def draft_text(texts: Mapping[str, str]) -> str:
    """Serialize the texts of a form for its draft."""
    return json.dumps(dict(texts), ensure_ascii=False)


def draft_of(text: str | None) -> Mapping[str, str] | None:
    """Parse the texts of :func:`draft_text`; None when they cannot be read."""
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
    return "\n".join(filter(None, [spoken_date(day), field.hint(day) if field.hint else ""]))


def _examples() -> str:
    return _("Skriv till exempel 2026-12-31, 31/12, +14, fre, v26 eller 2026-12.")


def _is_also(field: Field, typed: str) -> bool:
    """Return True for the word that may be typed in place of a date."""
    return bool(field.also) and folded(one_line(typed)) == folded(field.also)


@lru_cache(maxsize=MOST_LISTS)
def _by_search(known: tuple[str, ...]) -> Mapping[str, str]:
    """Map searchable names to names; cached, as each key in each field needs it."""
    return {searchable(one_line(name)): name for name in known}


def _named(field: Field, typed: str) -> list[str]:
    """Return the names in a typed text."""
    if field.kind is InputKind.NAMES:
        return names(typed, field.known)
    return [name] if (name := one_line(typed)) else []


def _unknown_names(field: Field, typed: list[str]) -> str:
    """Return a note on names that are unknown, their effect, and the nearest known name."""
    by_search = _by_search(field.known)
    new = [name for name in typed if searchable(name) not in by_search]
    if not new:
        return ""
    sentence = _("Nytt i registret: {names}.") if field.makes else _("Finns inte i registret: {names}.")
    text = one_stop(sentence.format(names=", ".join(new)))
    return text + did_you_mean(nearest_name(new[0], by_search.values()))


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
