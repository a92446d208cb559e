"""The form of any kind of record, made from what :mod:`storage.domain.kinds` says is entered of it. Pure."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from storage.domain.entry_views import Named
from storage.domain.kinds import Entry, Given, Input
from storage.domain.kinds import Kind as RecordKind
from storage.domain.text import one_line, searchable, shorten
from storage.domain.value import replace
from tui.dialogs.entry_words import NAME_LENGTH, heading, label
from tui.dialogs.fields import Field, Form, Kind, marks_text
from tui.language.catalogue import _
from tui.language.terms import value_word

_EVERYDAY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "audit": ("title", "short_title", "years", "auditees", "source", "type"),
        "recommendation": ("number", "theme", "text", "kind", "parent", "addressees", "planned"),
        "measure": ("text", "state", "responsible", "due", "recommendations"),
    }
)
"""Entity → the fields that come first, where those are not the first of the kind's own."""
_ALWAYS_SOMETHING = {("recommendation", "kind")}
"""Choices that are never emptied once they are made."""
_AHEAD = {"planned", "due", "answer_due", "extension_due"}
"""Dates that lie ahead; others may be either side of today."""
_HEIGHTS = {("recommendation", "text"): 5, ("response_line", "text"): 5, ("letter_question", "text"): 4}
_HEIGHT = 3
_BEGUN_IN = {"response_line": "text"}
"""Entity → the field to begin in, where those before it are seldom what its form is opened for."""
_MARKED = {"recommendation", "letter_question"}
"""Records that are chosen by marking them in a list; others by name."""


class Asked(Struct, frozen=True, kw_only=True):
    """What a form of a record needs to be told."""

    values: Mapping[str, Given] = {}
    """Entry → what the record has, or what a new one begins with."""
    decided: Mapping[str, str] = {}
    """Entry → what is decided already, in words: it is shown, not asked."""
    named: Mapping[str, Sequence[Named]] = {}
    """Entry → the records that it may name."""
    words: Mapping[str, Sequence[str]] = {}
    """Entry → texts that others have there."""
    carried: Mapping[str, str] = {}
    """Field that was written in the record before → what it holds in this one."""
    name: str = ""
    """What the record is called; of a new one, what it belongs to."""


def kind_form(kind: RecordKind, asked: Asked, *, fresh: bool) -> Form:
    """What is asked for of a record of that kind; `fresh` when it is to be made."""
    fields = tuple(
        _with_carried(_field(kind, entry, asked), asked.carried)
        for entry in _in_order(kind)
        if entry.name not in asked.decided and (fresh or not entry.fixed)
    )
    apart = {
        name: told for name, told in asked.decided.items() if one_line(told) not in shorten(asked.name, NAME_LENGTH)
    }
    note = "\n".join(f"{label(kind.entity, name)}: {one_line(told)}" for name, told in apart.items())
    held = asked.values.get("kind") if kind.entity == "recommendation" else None
    first = next((one.name for one in fields if not one.value and _is_next(kind, one, asked)), "") if fresh else ""
    title = heading(kind.entity, asked.name, fresh=fresh, called=str(held or ""))
    return Form(title, fields, note=note, first=_BEGUN_IN.get(kind.entity, first), fresh=fresh)


def _in_order(kind: RecordKind) -> list[Entry]:
    first = _EVERYDAY.get(kind.entity, ())
    rest = [entry for entry in kind.entries if entry.name not in first]
    return [*(kind.entry(name) for name in first), *rest]


def _field(kind: RecordKind, entry: Entry, asked: Asked) -> Field:
    value = asked.values.get(entry.name)
    words = tuple(asked.words.get(entry.name, ()))
    blank = Field(entry.name, label(kind.entity, entry.name), value=_text(value), known=words)
    match entry.input:
        case Input.TEXT:
            return replace(blank, kind=Kind.TEXT, lines=_HEIGHTS.get((kind.entity, entry.name), _HEIGHT))
        case Input.DATE:
            also = _("ja") if entry.choices else ""
            text = also if value in entry.choices else blank.value
            return replace(blank, kind=Kind.DATE, value=text, also=also, nearest=entry.name not in _AHEAD)
        case Input.YES_NO:
            return replace(blank, kind=Kind.CHOICE, choices=(("", "–"), ("1", _("ja")), ("0", _("nej"))))
        case Input.CHOICE:
            return _choice(kind, entry, blank)
        case Input.ONE | Input.SEVERAL:
            return _reference(entry, blank, value, asked.named.get(entry.name, ()))
        case _:
            return replace(blank, kind=Kind.YEAR if entry.input is Input.YEAR else Kind.LINE)


def _with_carried(blank: Field, carried: Mapping[str, str]) -> Field:
    return replace(blank, value=carried.get(blank.name) or blank.value)


def _is_next(kind: RecordKind, empty: Field, asked: Asked) -> bool:
    """Whether an empty field is one to begin in: after another record, only what was written in that, too."""
    return not asked.carried or empty.name in asked.carried or kind.entry(empty.name).required


def _choice(kind: RecordKind, entry: Entry, blank: Field) -> Field:
    word_of = {one: value_word(entry.name, one) for one in entry.choices}
    if entry.open:
        meant = {searchable(word): one for one, word in word_of.items()}
        text = word_of.get(blank.value, blank.value)
        return replace(blank, kind=Kind.WORDS, value=text, known=tuple(word_of.values()), meant=meant)
    value = blank.value or entry.default or (entry.choices[0] if entry.required else "")
    filled = value and (entry.required or entry.default or (kind.entity, entry.name) in _ALWAYS_SOMETHING)
    choices = tuple(word_of.items()) if filled else (("", "–"), *word_of.items())
    if value and value not in word_of:
        choices = (*choices, (value, value_word(entry.name, value)))
    return replace(blank, kind=Kind.CHOICE, value=value, choices=choices)


def _reference(entry: Entry, blank: Field, value: Given, named: Sequence[Named]) -> Field:
    called = {one: name for name, one in told_apart(named).items()}
    ids = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)] if value else []
    if entry.input is Input.SEVERAL and entry.refers[0] in _MARKED:
        return replace(blank, kind=Kind.MARKS, value=marks_text(ids), choices=tuple(called.items()))
    text = ", ".join(called.get(one, one) for one in ids)
    return replace(
        blank,
        kind=Kind.NAMES if entry.input is Input.SEVERAL else Kind.NAME,
        value=text,
        known=tuple(called.values()),
        meant={searchable(name): one for one, name in called.items()},
        makes=entry.makes,
    )


def told_apart(named: Sequence[Named]) -> dict[str, str]:
    """Name → id; where several have one name, each with the beginning of its id."""
    count: dict[str, int] = {}
    for one in named:
        count[searchable(one_line(one.name))] = count.get(searchable(one_line(one.name)), 0) + 1
    return {_told_apart(one, count[searchable(one_line(one.name))]): one.id for one in named}


def _told_apart(one: Named, alike: int) -> str:
    name = one_line(one.name)
    return name if name and alike == 1 else f"{name} [{one.id[:6]}]".strip()


def _text(value: Given) -> str:
    return "" if value is None or isinstance(value, list | tuple) else str(value)
