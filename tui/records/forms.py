"""Forms of records of any kind, built from :mod:`storage.domain.editable_fields`. Pure."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from storage.domain.editable_fields import EditableEntity as RecordKind
from storage.domain.editable_fields import EditableField, Given, Input
from storage.domain.records import Named, replace
from storage.domain.text import one_line, searchable, shorten
from tui.kit.fields import Field, Form, InputKind, marks_text
from tui.language.catalogue import _, mark
from tui.language.words import entity_word, field_word, value_word

HEADING_LENGTH = 60
"""Characters of a record's name in a heading."""
_LINES: Mapping[Input, InputKind] = {Input.YEAR: InputKind.YEAR, Input.YEARS: InputKind.YEARS}

_NEW: Mapping[str, str] = {
    "body": mark("Nytt organ"),
    "person": mark("Ny person"),
    "audit": mark("Ny granskning"),
    "recommendation": mark("Ny rekommendation"),
    "measure": mark("Ny åtgärd"),
    "letter": mark("Nytt brev"),
    "letter_recipient": mark("Ny mottagare"),
    "letter_question": mark("Ny fråga"),
    "response": mark("Nytt svar"),
    "response_line": mark("Svarsrad"),
    "assessment": mark("Förvaltningen och orsak"),
    "assessment_evidence": mark("Nytt underlag"),
    "document": mark("Nytt dokument"),
}
_LABELS: Mapping[tuple[str, str], str] = {
    ("recommendation", "fact_check_comment"): mark("Vid sakgranskning"),
    ("assessment", "department_report"): mark("Förvaltningen"),
    ("response", "their_registry_number"): mark("Deras diarienummer"),
    ("measure", "recommendations"): mark("Gäller"),
    ("body", "name"): mark("Namn"),
    ("audit", "auditees"): mark("Granskade"),
}
"""(entity, field) → Swedish message id of its label, where the field's own name is too long or says less."""


def heading(entity: str, name: str, *, fresh: bool, kind: str = "") -> str:
    """Return the heading of a form: the record by name, or a new one by its owner.

    Args:
        entity: the record's.
        name: the record's; of a new one, its owner's, or empty.
        fresh: True if it is to be made.
        kind: the code of a recommendation's kind.
    """
    short = shorten(name, HEADING_LENGTH)
    if fresh and kind in {"", "recommendation"}:
        word = _(_NEW[entity])
    elif fresh:
        word = _("Ny {kind}").format(kind=value_word("kind", kind))
    elif kind and kind != "recommendation":
        word = value_word("kind", kind).capitalize()
    else:
        word = entity_word(entity)
    return f"{word}: {short}" if short else word


def label(entity: str, name: str) -> str:
    """Return the label of a field."""
    own = _LABELS.get((entity, name))
    return _(own) if own else field_word(name)


_EVERYDAY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "audit": ("title", "short_title", "years", "auditees", "source", "type"),
        "recommendation": ("number", "theme", "text", "kind", "parent", "addressees", "planned"),
        "measure": ("text", "state", "responsible", "due", "recommendations"),
    }
)
"""Entity → the fields that come first in its form."""
_ALWAYS_SOMETHING = {("recommendation", "kind")}
"""(entity, field) of the choices that are never emptied once they are made."""
_AHEAD = {"planned", "due", "answer_due", "extension_due"}
"""Dates that lie ahead; others may be either side of today."""
_HEIGHTS = {("recommendation", "text"): 5, ("response_line", "text"): 5, ("letter_question", "text"): 4}
_HEIGHT = 3
_FIRST_FIELD = {"response_line": "text"}
"""Entity → the field that has the focus at first, where those before it are seldom changed."""
_MARKED = {"recommendation", "letter_question"}
"""Records that are chosen by marking them in a list; others by name."""


class FormContext(Struct, frozen=True, kw_only=True):
    """Context that the form of a record is built from."""

    values: Mapping[str, Given] = {}
    """Entry → its value in the record, or at first in a new one."""
    decided: Mapping[str, str] = {}
    """Entry → its fixed value in words: shown, not editable."""
    named: Mapping[str, Sequence[Named]] = {}
    """Entry → the records that it may name."""
    words: Mapping[str, Sequence[str]] = {}
    """Entry → texts of other records there, to suggest."""
    carried: Mapping[str, str] = {}
    """Field that was written in the record before → its text in this one."""
    name: str = ""
    """Name of the record; of a new one, of its owner."""


def record_form(kind: RecordKind, context: FormContext, *, fresh: bool) -> Form:
    """Build the form of a record of a kind; `fresh` if it is to be made."""
    shown = [one for one in _in_order(kind) if one.name not in context.decided and (fresh or not one.fixed)]
    built = [_field(kind, entry, context) for entry in shown]
    fields = tuple(replace(one, value=context.carried.get(one.name) or one.value) for one in built)
    apart = {
        name: text
        for name, text in context.decided.items()
        if one_line(text) not in shorten(context.name, HEADING_LENGTH)
    }
    note = "\n".join(f"{label(kind.entity, name)}: {one_line(text)}" for name, text in apart.items())
    point_kind = context.values.get("kind") if kind.entity == "recommendation" else None
    first = next((one.name for one in fields if not one.value and _is_next(kind, one, context)), "") if fresh else ""
    title = heading(kind.entity, context.name, fresh=fresh, kind=str(point_kind or ""))
    return Form(title, fields, note=note, first=_FIRST_FIELD.get(kind.entity, first), fresh=fresh)


def _in_order(kind: RecordKind) -> list[EditableField]:
    first = _EVERYDAY.get(kind.entity, ())
    rest = [entry for entry in kind.fields if entry.name not in first]
    return [*(kind.field(name) for name in first), *rest]


def _field(kind: RecordKind, entry: EditableField, context: FormContext) -> Field:
    value = context.values.get(entry.name)
    words = tuple(context.words.get(entry.name, ()))
    blank = Field(entry.name, label(kind.entity, entry.name), value=_text(value), known=words)
    match entry.input:
        case Input.TEXT:
            return replace(blank, kind=InputKind.TEXT, lines=_HEIGHTS.get((kind.entity, entry.name), _HEIGHT))
        case Input.DATE:
            also = _("ja") if entry.choices else ""
            text = also if value in entry.choices else blank.value
            return replace(blank, kind=InputKind.DATE, value=text, also=also, nearest=entry.name not in _AHEAD)
        case Input.YES_NO:
            return replace(blank, kind=InputKind.CHOICE, choices=(("", "–"), ("1", _("ja")), ("0", _("nej"))))
        case Input.CHOICE:
            return _choice(kind, entry, blank)
        case Input.ONE | Input.SEVERAL:
            return _reference(entry, blank, value, context.named.get(entry.name, ()))
        case _:
            return replace(blank, kind=_LINES.get(entry.input, InputKind.LINE))


def _is_next(kind: RecordKind, empty: Field, context: FormContext) -> bool:
    """True if an empty field may have the focus at first: after another record, one that was written there too."""
    return not context.carried or empty.name in context.carried or kind.field(empty.name).required


def _choice(kind: RecordKind, entry: EditableField, blank: Field) -> Field:
    word_of = {one: value_word(entry.name, one) for one in entry.choices}
    if entry.open:
        ids = {searchable(word): one for one, word in word_of.items()}
        text = word_of.get(blank.value, blank.value)
        return replace(blank, kind=InputKind.WORDS, value=text, known=tuple(word_of.values()), ids=ids)
    value = blank.value or entry.default or (entry.choices[0] if entry.required else "")
    filled = value and (entry.required or entry.default or (kind.entity, entry.name) in _ALWAYS_SOMETHING)
    choices = tuple(word_of.items()) if filled else (("", "–"), *word_of.items())
    if value and value not in word_of:
        choices = (*choices, (value, value_word(entry.name, value)))
    return replace(blank, kind=InputKind.CHOICE, value=value, choices=choices)


def _reference(entry: EditableField, blank: Field, value: Given, named: Sequence[Named]) -> Field:
    name_of = {one: name for name, one in distinct_names(named).items()}
    ids = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)] if value else []
    if entry.input is Input.SEVERAL and entry.refers[0] in _MARKED:
        return replace(blank, kind=InputKind.MARKS, value=marks_text(ids), choices=tuple(name_of.items()))
    text = ", ".join(name_of.get(one, one) for one in ids)
    return replace(
        blank,
        kind=InputKind.NAMES if entry.input is Input.SEVERAL else InputKind.NAME,
        value=text,
        known=tuple(name_of.values()),
        ids={searchable(name): one for one, name in name_of.items()},
        makes=entry.makes,
    )


def distinct_names(named: Sequence[Named]) -> dict[str, str]:
    """Map name → id; where several have one name, each has the first characters of its id."""
    count: dict[str, int] = {}
    for one in named:
        count[searchable(one_line(one.name))] = count.get(searchable(one_line(one.name)), 0) + 1
    return {_distinct(one, count[searchable(one_line(one.name))]): one.id for one in named}


def _distinct(one: Named, alike: int) -> str:
    name = one_line(one.name)
    return name if name and alike == 1 else f"{name} [{one.id[:6]}]".strip()


def _text(value: Given) -> str:
    return "" if value is None or isinstance(value, list | tuple) else str(value)


def reason_form(entity: str, name: str, undo_key: str) -> Form:
    """Build the form of the reason for removing a record."""
    known = {
        "audit": _("Granskningen och dess rekommendationer försvinner ur alla listor och antal."),
        "recommendation": _("Rekommendationen försvinner ur alla listor och antal."),
    }
    effect = known.get(entity) or _("Posten, och det som hör till den, försvinner ur alla listor.")
    note = f"{name}\n\n{effect} {_('Historiken finns kvar, och {key} ångrar.').format(key=undo_key)}"
    return Form(_("Ta bort"), (Field("removed", _("Skäl")),), note=note, done=mark("Ta bort"))
