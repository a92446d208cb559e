"""The form of any kind of record, made from what :mod:`storage.domain.editable_fields` says is entered of it. Pure."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from msgspec import Struct
from textual import events
from textual.binding import BindingType

from storage.domain.editable_fields import EditableEntity as RecordKind
from storage.domain.editable_fields import EditableField, Given, Input
from storage.domain.records import Named, replace
from storage.domain.text import one_line, searchable, shorten
from storage.errors import AmbiguousReference, UnknownReference
from tui.kit.command import Area, bindings
from tui.kit.field_row import FieldRow
from tui.kit.fields import Field, Form, InputKind, draft_text, kept, marks_text
from tui.kit.form import FormDialog, KeepDraft, Submit
from tui.language.catalogue import _, mark
from tui.language.words import entity_word, field_word, value_word
from tui.records.keys import ENTRY_COMMANDS

Look = Callable[["EntryDialog", Mapping[str, str]], None]


class EntryDialog(FormDialog):
    """Asks for what there is to enter of a record."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("entry", *ENTRY_COMMANDS)

    def __init__(self, form: Form, submit: Submit, keep_draft: KeepDraft, look: Look) -> None:
        """`look` is given this dialog and what its fields hold; answers with :meth:`remark`. For others see above."""
        super().__init__(form, submit, keep_draft)
        self.AREAS: tuple[Area, ...] = ("form", "entry", "text", "dialog") if form.fresh else FormDialog.AREAS
        self._look = look
        self._left: set[str] = set()
        self._looked_at: Mapping[str, str] = {}
        self.another = False
        """Whether one more of the kind is wanted once this one is saved."""

    @property
    def done_with_enter(self) -> bool:
        """Never: the last field of a record is no more its end than the first."""
        return False

    def action_save(self) -> None:
        """Hand over what is written, of which no other follows."""
        self.another = False
        super().action_save()

    def action_save_and_new(self) -> None:
        """Hand over what is written, to go on with another."""
        self.another = self.form.fresh
        super().action_save()

    def hand_over_draft(self) -> None:
        """Have what is written kept: all of a new record, for what it begins with is no more than written."""
        whole = self.form.fresh and bool(self.unsaved)
        self._keep_draft(self, draft_text(self.texts if whole else self.unsaved) if self.unsaved else None)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A field is left: look at what it holds."""
        row = next((row for row in self.query(FieldRow) if row.editor is event.widget), None)
        if row is not None:
            self._left.add(row.field.name)
            held = self.writable
            if held != self._looked_at:
                self._looked_at = held
                self._look(self, held)

    @property
    def writable(self) -> dict[str, str]:
        """What is kept of every field that can be kept."""
        found = {}
        for row in self.query(FieldRow):
            try:
                found[row.field.name] = kept(row.field, row.text, self._today)
            except ValueError:
                continue
        return found

    def remark(self, told: Mapping[str, str]) -> None:
        """Say below fields that have been left what stops nothing; nothing of the others."""
        for row in self.query(FieldRow):
            row.remark(told.get(row.field.name, "") if row.field.name in self._left else "")

    def field_of(self, error: BaseException) -> str:
        """The field that an error is about; of a reference that means nothing, the one that holds it."""
        if not isinstance(error, AmbiguousReference | UnknownReference):
            return super().field_of(error)
        wanted = searchable(error.reference)
        for name, value in self.form.given(self.values).items():
            held = value if isinstance(value, list | tuple) else [value]
            if any(searchable(str(one)) == wanted for one in held):
                return name
        return ""


NAME_LENGTH = 60
"""How much of what a record is called a heading has."""

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
"""Where the field's own name is too long beside it, or says less."""


def heading(entity: str, name: str, *, fresh: bool, called: str = "") -> str:
    """What a form is about: a record by name, or a new one of what it belongs to.

    Args:
        entity: the record's.
        name: what it is called; of a new one, what it belongs to, or nothing.
        fresh: whether it is to be made.
        called: the kind of a recommendation, by its code.
    """
    short = shorten(name, NAME_LENGTH)
    if fresh and called in {"", "recommendation"}:
        told = _(_NEW[entity])
    elif fresh:
        told = _("Ny {kind}").format(kind=value_word("kind", called))
    elif called and called != "recommendation":
        told = value_word("kind", called).capitalize()
    else:
        told = entity_word(entity)
    return f"{told}: {short}" if short else told


def label(entity: str, name: str) -> str:
    """What stands beside a field."""
    own = _LABELS.get((entity, name))
    return _(own) if own else field_word(name)


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


class FormContext(Struct, frozen=True, kw_only=True):
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


def record_form(kind: RecordKind, asked: FormContext, *, fresh: bool) -> Form:
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


def _in_order(kind: RecordKind) -> list[EditableField]:
    first = _EVERYDAY.get(kind.entity, ())
    rest = [entry for entry in kind.fields if entry.name not in first]
    return [*(kind.field(name) for name in first), *rest]


def _field(kind: RecordKind, entry: EditableField, asked: FormContext) -> Field:
    value = asked.values.get(entry.name)
    words = tuple(asked.words.get(entry.name, ()))
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
            return _reference(entry, blank, value, asked.named.get(entry.name, ()))
        case _:
            return replace(blank, kind=InputKind.YEAR if entry.input is Input.YEAR else InputKind.LINE)


def _with_carried(blank: Field, carried: Mapping[str, str]) -> Field:
    return replace(blank, value=carried.get(blank.name) or blank.value)


def _is_next(kind: RecordKind, empty: Field, asked: FormContext) -> bool:
    """Whether an empty field is one to begin in: after another record, only what was written in that, too."""
    return not asked.carried or empty.name in asked.carried or kind.field(empty.name).required


def _choice(kind: RecordKind, entry: EditableField, blank: Field) -> Field:
    word_of = {one: value_word(entry.name, one) for one in entry.choices}
    if entry.open:
        meant = {searchable(word): one for one, word in word_of.items()}
        text = word_of.get(blank.value, blank.value)
        return replace(blank, kind=InputKind.WORDS, value=text, known=tuple(word_of.values()), meant=meant)
    value = blank.value or entry.default or (entry.choices[0] if entry.required else "")
    filled = value and (entry.required or entry.default or (kind.entity, entry.name) in _ALWAYS_SOMETHING)
    choices = tuple(word_of.items()) if filled else (("", "–"), *word_of.items())
    if value and value not in word_of:
        choices = (*choices, (value, value_word(entry.name, value)))
    return replace(blank, kind=InputKind.CHOICE, value=value, choices=choices)


def _reference(entry: EditableField, blank: Field, value: Given, named: Sequence[Named]) -> Field:
    called = {one: name for name, one in distinct_names(named).items()}
    ids = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)] if value else []
    if entry.input is Input.SEVERAL and entry.refers[0] in _MARKED:
        return replace(blank, kind=InputKind.MARKS, value=marks_text(ids), choices=tuple(called.items()))
    text = ", ".join(called.get(one, one) for one in ids)
    return replace(
        blank,
        kind=InputKind.NAMES if entry.input is Input.SEVERAL else InputKind.NAME,
        value=text,
        known=tuple(called.values()),
        meant={searchable(name): one for one, name in called.items()},
        makes=entry.makes,
    )


def distinct_names(named: Sequence[Named]) -> dict[str, str]:
    """Name → id; where several have one name, each with the beginning of its id."""
    count: dict[str, int] = {}
    for one in named:
        count[searchable(one_line(one.name))] = count.get(searchable(one_line(one.name)), 0) + 1
    return {_distinct(one, count[searchable(one_line(one.name))]): one.id for one in named}


def _distinct(one: Named, alike: int) -> str:
    name = one_line(one.name)
    return name if name and alike == 1 else f"{name} [{one.id[:6]}]".strip()


def _text(value: Given) -> str:
    return "" if value is None or isinstance(value, list | tuple) else str(value)
