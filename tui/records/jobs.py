"""Jobs of records of any kind: lists, forms, saving, and the history of one record. No Textual, no click."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from msgspec import Struct

from storage import letters, recommendations, responses, saved_views
from storage import records as record_queries
from storage.domain.editable_fields import EDITABLE, EditableField, Given, Input
from storage.domain.history import Change
from storage.domain.identity import printed_number
from storage.domain.records import Audit, Named, RecordWarning, replace
from storage.domain.text import searchable, shorten
from storage.domain.views import MeasureView, RecommendationView, point_kind
from storage.errors import GranskaError, UnknownReference
from storage.history import ActionView, ChangeView, history, readable
from storage.operations import records as record_operations
from storage.register import Register
from tui.kit.fields import FORM, Form, with_draft
from tui.language.catalogue import _
from tui.language.words import action_word, change_words, entity_word, field_word, moment, value_word
from tui.records.forms import FormContext, reason_form, record_form

NAME_LENGTH = 60
_KIND_FIELDS = {
    "audit": "source",
    "measure": "state",
    "letter_recipient": "role",
    "response_line": "stance",
    "assessment": "reason",
}
"""Entity → the field whose code is the kind of a :class:`Named`, where that is not `kind`."""


class RecordRow(Struct, frozen=True):
    """A record in a list."""

    entity: str
    id: str
    name: str
    note: str
    """Its kind and state in words."""
    joined: bool = False
    """True if it was joined with another."""


class RecordScope(Struct, frozen=True, kw_only=True):
    """Scope of a list of records."""

    entities: tuple[str, ...]
    owner: Mapping[str, str] = {}
    """Field or entity → id of the owner; empty for every record."""
    removed: bool = False
    """True for the records that were removed or joined with another."""


def list_heading(register: Register, scope: RecordScope) -> str:
    """Return the heading of a list: its kind and its owner."""
    words = ", ".join(map(plural, scope.entities)) if len(scope.entities) < len(EDITABLE) else _("Borttagna poster")
    owner = [record_queries.name_of(register, *_owner(scope, name, record)) for name, record in scope.owner.items()]
    return ": ".join(filter(None, [words, shorten(" ".join(owner[:1]), NAME_LENGTH)]))


def plural(entity: str) -> str:
    """Return the word for several records of a kind."""
    known = {
        "body": _("Organ"),
        "person": _("Personer"),
        "document": _("Dokument"),
        "measure": _("Åtgärder"),
        "letter_recipient": _("Mottagare"),
        "letter_question": _("Frågor"),
        "assessment_evidence": _("Underlag"),
        "response_line": _("Svarsrader"),
        "recommendation": _("Punkter"),
    }
    return known.get(entity) or entity_word(entity)


def list_rows(register: Register, scope: RecordScope) -> list[RecordRow]:
    """Load the rows of a list, in its order."""
    if scope.entities == ("measure",) and scope.owner and not scope.removed:
        return [_measure(view) for view in record_queries.measures_of(register, **scope.owner)]
    if scope.entities == ("assessment_evidence",) and "recommendation" in scope.owner and not scope.removed:
        recommendation = scope.owner["recommendation"]
        evidence = recommendations.evidence_of(register, [recommendation]).get(recommendation, ())
        found = [one.id for one in evidence]
        return [_row(one, with_entity=False) for one in record_queries.named(register, "assessment_evidence", found)]
    if scope.entities == ("document",):
        documents = record_queries.records(register, "document", removed=scope.removed)
        return _documents(register, _belonging(register, "document", scope.owner, documents))
    several = len(scope.entities) > 1
    return [
        _row(one, with_entity=several)
        for entity in scope.entities
        for one in _belonging(
            register, entity, scope.owner, record_queries.records(register, entity, removed=scope.removed)
        )
    ]


def _measure(view: MeasureView) -> RecordRow:
    record = view.measure
    points = ", ".join(printed_number(one.number) for one in view.recommendations)
    due = _("klart senast {date}").format(date=record.due) if record.due else ""
    state = value_word("state", record.state) if record.state else ""
    note = " · ".join(filter(None, [state, due, record.responsible, points]))
    return RecordRow("measure", view.id, shorten(record.text or "", NAME_LENGTH), note)


def _documents(register: Register, records: Sequence[Named]) -> list[RecordRow]:
    """Build rows with dates: a page that is published again keeps its name."""
    values = record_queries.entered_of(register, "document", [one.id for one in records])
    dates = {document: str(entered.get("made_on") or "") for document, entered in values.items()}
    rows = [_row(one, with_entity=False) for one in records]
    return [replace(row, note=" · ".join(filter(None, [dates.get(row.id), row.note]))) for row in rows]


def _belonging(register: Register, entity: str, owner: Mapping[str, str], records: Sequence[Named]) -> Sequence[Named]:
    """Keep the records that belong to the owner."""
    if not owner:
        return records
    values = record_queries.entered_of(register, entity, [one.id for one in records])
    return [one for one in records if all(_has(values.get(one.id, {}), *each) for each in owner.items())]


def _has(values: Mapping[str, Given], name: str, record: str) -> bool:
    value = values.get(name, values.get(f"{name}s"))
    return record in value if isinstance(value, list | tuple) else value == record


def _row(one: Named, *, with_entity: bool) -> RecordRow:
    kind = value_word(_KIND_FIELDS.get(one.entity, "kind"), one.kind) if one.kind else ""
    why = f"{field_word('removed').lower()}: {one.removed}" if one.removed else ""
    joined = field_word("merged_into").lower() if one.merged_into else ""
    entity = entity_word(one.entity).lower() if with_entity else ""
    note = " · ".join(dict.fromkeys(filter(None, [entity, kind, why or joined])))
    return RecordRow(one.entity, one.id, one.name, note, bool(one.merged_into))


def _owner(scope: RecordScope, name: str, record: str) -> tuple[str, str]:
    """Return (entity, id) of the owner of the records."""
    entries_of = {entry.name: entry for entry in EDITABLE[scope.entities[0]].fields}
    found = entries_of.get(name) or entries_of.get(f"{name}s")
    return (found.refers[0] if found and found.refers else name, record)


def new_values(entity: str, owner: Mapping[str, str]) -> tuple[dict[str, Given], dict[str, Given]]:
    """Return the fixed values of a new record in the list of an owner, and the first values of its form."""
    given: dict[str, Given] = {}
    begin: dict[str, Given] = {}
    names = {entry.name: entry for entry in EDITABLE[entity].fields}
    for name, record in owner.items():
        if name in names and (names[name].fixed or names[name].required):
            given[name] = record
        elif name in names:
            begin[name] = record
        elif names[f"{name}s"].input is Input.SEVERAL:
            begin[f"{name}s"] = (record,)
    return given, begin


_FIRST = "+"
"""Prefix of a first value in the key of a draft."""
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_NUMBER = re.compile(r"(.*?)(\d+|(?<![^\W\d_])[a-yA-Y])", re.DOTALL)
_REPEATS: Mapping[str, tuple[str, ...]] = {
    "recommendation": ("theme", "kind", "parent", "responsible"),
    "measure": ("theme", "audit", "response", "state"),
    "letter_recipient": ("role", "answer_due"),
    "letter_question": ("body",),
    "person": ("organisation",),
    "body": ("kind",),
    "audit": ("years", "source", "type", "firm"),
    "document": ("kind", "direction", "letter", "followup", "response"),
}
"""Entity → fields that the next record is likely to repeat, beside its owner."""


class RecordEdit(Struct, frozen=True, kw_only=True):
    """A record to change, or to make."""

    entity: str
    record: str = ""
    """Its id; empty for a new one."""
    given: Mapping[str, Given] = {}
    """Entry → fixed value of a new one."""
    begin: Mapping[str, Given] = {}
    """Entry → first value of a new one."""

    @property
    def key(self) -> str:
        """Key of its draft."""
        if self.record:
            return f"{self.entity}:{self.record}"
        parts = [_key_part(name, value) for name, value in self.given.items()]
        parts += [_FIRST + _key_part(name, value) for name, value in self.begin.items()]
        return f"{self.entity}:{';'.join(parts)}"


def edit_of(key: str) -> RecordEdit | None:
    """Parse :attr:`RecordEdit.key`; None where the draft is not of a record."""
    entity, _colon, rest = key.partition(":")
    if entity not in EDITABLE:
        return None
    if rest and "=" not in rest:
        return RecordEdit(entity=entity, record=rest)
    given: dict[str, Given] = {}
    begin: dict[str, Given] = {}
    for part in filter(None, rest.split(";")):
        name, _equals, value = part.partition("=")
        place, name = (begin, name.removeprefix(_FIRST)) if name.startswith(_FIRST) else (given, name)
        if name not in {entry.name for entry in EDITABLE[entity].fields}:
            return None
        several = EDITABLE[entity].field(name).input is Input.SEVERAL
        place[name] = tuple(value.split(",")) if several else value
    return RecordEdit(entity=entity, given=given, begin=begin)


def _key_part(name: str, value: Given) -> str:
    text = ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
    return f"{name}={text}"


def next_number(number: str) -> str:
    """Return the number after this one: 2 → 3, b → c, 2 a → 2 b; empty where there is no such order."""
    found = _NUMBER.fullmatch(number.strip())
    if found is None:
        return ""
    before, last = found.groups()
    if last.isdecimal():
        return f"{before}{int(last) + 1}"
    after = _ALPHABET[_ALPHABET.index(last.lower()) + 1]
    return before + (after if last.islower() else after.upper())


def carried_texts(entity: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Map each written field of a saved record to its first text in the next one; empty where that is to be written."""
    again = {name: text if name in _REPEATS.get(entity, ()) else "" for name, text in texts.items() if text}
    return {**again, "number": next_number(texts["number"])} if texts.get("number") else again


def load_reason_form(register: Register, entity: str, record: str, undo_key: str, name: str = "") -> Form:
    """Load the form of the reason for removing a record; `name` is the record's, where that is known."""
    return reason_form(entity, name or record_queries.name_of(register, entity, record), undo_key)


MOST_NAMED = 5_000
"""Recommendations beyond which only those of the audits in question are suggested; others are written by reference."""
TEXT_LENGTH = 100
_POINTS = ("recommendation", "letter_question")


def load_record_form(register: Register, edit: RecordEdit, carried: Mapping[str, str]) -> Form:
    """Load the form of a record, with its draft.

    `carried` maps the fields of a new record to texts of the one before (:func:`carried_texts`).
    """
    context = _context_of(register, edit) if edit.record else _new_context(register, edit)
    form = record_form(EDITABLE[edit.entity], replace(context, carried=carried), fresh=not edit.record)
    return with_draft(register, form, edit.key)


def warnings(
    register: Register, entity: str, values: Mapping[str, Given], record: str | None
) -> tuple[RecordWarning, ...]:
    """Load the warnings about a record with these values; none as long as the values are invalid."""
    try:
        return record_queries.warnings(register, entity, values, record)
    except GranskaError:
        return ()


def _context_of(register: Register, edit: RecordEdit) -> FormContext:
    values = record_queries.entered(register, edit.entity, edit.record)
    fixed = {entry.name for entry in EDITABLE[edit.entity].fields if entry.fixed}
    return FormContext(
        values=values,
        decided={name: text for name, text in values_in_words(register, edit.entity, values).items() if name in fixed},
        named=_named(register, edit.entity, values, edit.record),
        words=_words(register, edit.entity, values),
        name=record_queries.name_of(register, edit.entity, edit.record),
    )


def _new_context(register: Register, edit: RecordEdit) -> FormContext:
    values = {**_first_values(register, edit), **edit.begin}
    known = {**values, **edit.given}
    decided = values_in_words(register, edit.entity, edit.given)
    owner = next(iter(decided.values()), "")
    return FormContext(
        values=values,
        decided=decided,
        named=_named(register, edit.entity, known, None),
        words=_words(register, edit.entity, known),
        name=owner,
    )


def _first_values(register: Register, edit: RecordEdit) -> dict[str, Given]:
    """Return first values: of a point the kind that its audit's source gives, of a question its number."""
    letter = edit.given.get("letter")
    if edit.entity == "letter_question" and isinstance(letter, str):
        questions = letters.letter_detail(register, letter).questions
        return {"number": next_number(questions[-1].question.number or "") if questions else "1"}
    audit = edit.given.get("audit")
    if edit.entity != "recommendation" or not isinstance(audit, str):
        return {}
    found = record_queries.record_of(register, "audit", audit)
    return {"kind": point_kind(found.source if isinstance(found, Audit) else None)}


def values_in_words(register: Register, entity: str, given: Mapping[str, Given]) -> dict[str, str]:
    """Map entry → its value in words: records by name, codes by their word."""
    words = {}
    for name, value in given.items():
        entry = EDITABLE[entity].field(name)
        ids = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)] if value else []
        words[name] = "; ".join(_name_of_value(register, entry, one) for one in ids)
    return words


def _name_of_value(register: Register, entry: EditableField, value: str) -> str:
    for entity in entry.refers:
        with suppress(UnknownReference):
            record_queries.record_of(register, entity, value)
            return record_queries.name_of(register, entity, value)
    return value_word(entry.name, value)


def _named(
    register: Register, entity: str, values: Mapping[str, Given], record: str | None
) -> dict[str, Sequence[Named]]:
    """Map entry → the records that it may name."""
    return {
        entry.name: _candidates(register, entity, entry, values, record)
        for entry in EDITABLE[entity].fields
        if entry.refers
    }


def _candidates(
    register: Register, entity: str, entry: EditableField, values: Mapping[str, Given], record: str | None
) -> Sequence[Named]:
    if entity == "response_line" and entry.name == "targets" and (response := values.get("response")):
        return _response_targets(register, str(response), values)
    if not set(entry.refers) & set(_POINTS):
        found = record_queries.names(register, entry.refers)
    elif entry.name in {"parent", "recommendation"} and values.get("audit"):
        found = _points(register, [str(values["audit"])])
    else:
        found = _near_first(register, entity, entry, values)
    return [one for one in found if one.id != record]


def _response_targets(register: Register, response: str, values: Mapping[str, Given]) -> list[Named]:
    """List what a response may be about: the questions, the other points of its audits, and the chosen ones."""
    targets = [row.target for row in responses.response_sheet(register, response).rows]
    found = {one.id: Named(one.entity, one.id, _point_name(one.about, one.number, one.text)) for one in targets}
    chosen = _ids(values.get("targets"))
    for entity in _POINTS:
        found.update({one.id: one for one in record_queries.named(register, entity, chosen)})
    return list(found.values()) or record_queries.names(register, _POINTS)


def _near_first(register: Register, entity: str, entry: EditableField, values: Mapping[str, Given]) -> list[Named]:
    """List recommendations: those of the audits in question, then the others, unless they are too many."""
    chosen = _ids(values.get(entry.name))
    near = _points(register, _audits_in_question(register, values, chosen))
    if near and entity == "measure":
        return near
    if len(recommendations.recommendation_order(register)) > MOST_NAMED:
        return near or record_queries.named(register, "recommendation", chosen)
    known = {one.id for one in near}
    return [*near, *(one for one in record_queries.records(register, "recommendation") if one.id not in known)]


def _audits_in_question(register: Register, values: Mapping[str, Given], chosen: Sequence[str]) -> list[str]:
    audits = [str(values["audit"])] if values.get("audit") else []
    for one in chosen:
        with suppress(UnknownReference):
            audits.append(str(getattr(record_queries.record_of(register, "recommendation", one), "audit", "")))
    if response := values.get("response"):
        audits += _ids(record_queries.entered(register, "response", str(response)).get("audits"))
    return list(dict.fromkeys(audits))


def _points(register: Register, audits: Iterable[str]) -> list[Named]:
    """List the points of audits, as printed; of one audit, without its name."""
    ids = list(audits)
    views = [view for audit in ids for view in recommendations.recommendations(register, audit=audit)]
    return [_point(view, with_audit=len(ids) > 1) for view in views]


def _point(view: RecommendationView, *, with_audit: bool) -> Named:
    record = view.recommendation
    name = _point_name(view.audit_title if with_audit else "", record.number, record.text)
    return Named("recommendation", view.id, name, record.kind)


def _point_name(about: str, number: str | None, text: str | None) -> str:
    own = f"{printed_number(number)} {shorten(text or '', TEXT_LENGTH)}".strip()
    return f"{about}: {own}" if about else own


def _words(register: Register, entity: str, values: Mapping[str, Given]) -> dict[str, Sequence[str]]:
    """Map entry → texts to suggest there: the themes of an audit."""
    audit = values.get("audit")
    if not audit or "theme" not in {entry.name for entry in EDITABLE[entity].fields}:
        return {}
    views = recommendations.recommendations(register, audit=str(audit))
    themes = [view.recommendation.theme for view in views]
    if entity == "measure":
        themes += [view.measure.theme for view in record_queries.measures_of(register, audit=str(audit))]
    return {"theme": [theme for theme in dict.fromkeys(themes) if theme]}


def _ids(value: Given) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def assessment_edit(register: Register, recommendation: str) -> RecordEdit:
    """Return the edit of a recommendation's assessment in the open follow-up; of a new one, where there is none."""
    for view in recommendations.recommendation_detail(register, recommendation).assessments:
        if view.followup.state == "open":
            return RecordEdit(entity="assessment", record=view.assessment.id)
    return RecordEdit(entity="assessment", given={"recommendation": recommendation})


class SavedRecord(Struct, frozen=True):
    """The result of a record form."""

    change: Change
    name: str = ""
    """Name of the record."""
    warnings: tuple[RecordWarning, ...] = ()


def save(register: Register, edit: RecordEdit, values: Mapping[str, Given]) -> SavedRecord:
    """Make or change the record."""
    if edit.record:
        change, record = record_operations.edit(register, edit.entity, edit.record, values), edit.record
    else:
        change = record_operations.add(register, edit.entity, {**values, **edit.given})
        record = _made(register, change, edit.entity, values)
    saved_views.drop_draft(register, FORM + edit.key)
    if not (change and record):
        return SavedRecord(change)
    name = shorten(record_queries.name_of(register, edit.entity, record).rstrip("."), NAME_LENGTH)
    return SavedRecord(change, name, record_queries.warnings(register, edit.entity, {}, record))


def _made(register: Register, change: Change, entity: str, values: Mapping[str, Given]) -> str:
    """Return the id of the record made; where a reference made another of its kind too, the one with its own name."""
    made = sorted(change.created.get(entity) or change.records(entity))
    name = searchable(str(values.get("name") or ""))
    own = [one for one in made if len(made) == 1 or searchable(record_queries.name_of(register, entity, one)) == name]
    return next(iter(own), "")


MOST_ACTIONS = 100
"""Actions of a record that are shown: the newest."""


class RecordHistory(Struct, frozen=True):
    """The actions that changed a record."""

    name: str
    actions: tuple[tuple[str, tuple[str, ...]], ...]
    """(heading, changes) of each action, newest first."""


def record_history(register: Register, recommendation: str) -> RecordHistory:
    """Load the history of a recommendation and its assessments."""
    record = recommendations.recommendation_detail(register, recommendation).view.recommendation
    actions = history(register, recommendation, MOST_ACTIONS)
    name = f"{printed_number(record.number)} {record.text or ''}".strip()
    return RecordHistory(
        name, tuple((_action_heading(action), tuple(_change_lines(register, action))) for action in actions)
    )


def action_title(name: str, about: str, *, undoes: bool) -> str:
    """Return the title of an action, such as `Bedömning` or `Ångra: Bedömning`."""
    return f"{action_word(name)}: {action_word(about)}" if undoes else action_word(name)


def _action_heading(action: ActionView) -> str:
    title = action_title(action.name, action.about, undoes=action.undoes is not None)
    return f"{moment(action.at)}  {action.who}  {title}"


def _change_lines(register: Register, action: ActionView) -> Iterator[str]:
    for change in action.changes:
        old, new = value_texts(register, change)
        values = new if change.old is None else f"{old} → {new}"
        yield f"{field_word(change.field)}: {values}"


def value_texts(register: Register, change: ChangeView) -> tuple[str, str]:
    """Return the values of a change in words, before and after."""
    old, new = (readable(register, change.entity, change.field, value) for value in (change.old, change.new))
    return change_words((change.entity, change.field, change.label), (change.old, change.new), (old, new))
