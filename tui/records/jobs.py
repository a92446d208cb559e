"""What entering asks the register: forms with all that they need to know, done in the reader's thread."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress

from msgspec import Struct

from storage import clock, letters, recommendations, saved_views
from storage import records as record_queries
from storage.domain.editable_fields import EDITABLE, EditableField, Given, Input
from storage.domain.history import Change
from storage.domain.identity import id_from_fields, printed_number
from storage.domain.records import Audit, Followup, FollowupAudit, Named, RecordWarning, Value, replace
from storage.domain.text import searchable, shorten
from storage.domain.views import AuditView, MeasureView, RecommendationView, point_kind
from storage.errors import GranskaError, UnknownReference
from storage.operations import followups
from storage.operations import records as record_operations
from storage.operations.assessments import open_one
from storage.register import Register
from tui.followups.dialogs import audit_texts_form, followup_form, reason_form
from tui.kit.fields import FORM, Form, with_draft
from tui.language.catalogue import _
from tui.language.words import entity_word, field_word, value_word
from tui.records.record_form import FormContext, record_form
from tui.records.record_list import Row

NAME_LENGTH = 60
_KIND_FIELDS = {
    "audit": "source",
    "measure": "state",
    "letter_recipient": "role",
    "response_line": "stance",
    "assessment": "reason",
}
"""Entity → the field whose code :class:`Named` has as its kind, where that is not `kind`."""


class RecordScope(Struct, frozen=True, kw_only=True):
    """Which records a list is of."""

    entities: tuple[str, ...]
    owner: Mapping[str, str] = {}
    """Field, or entity, → the id of what they belong to; none for all there are."""
    removed: bool = False
    """Whether those are meant that were taken out, or joined with another."""


def heading(register: Register, about: RecordScope) -> str:
    """What the list is of, and of whom."""
    words = ", ".join(map(plural, about.entities)) if len(about.entities) < len(EDITABLE) else _("Borttagna poster")
    owner = [record_queries.name_of(register, *_owner(about, name, record)) for name, record in about.owner.items()]
    return ": ".join(filter(None, [words, shorten(" ".join(owner[:1]), NAME_LENGTH)]))


def plural(entity: str) -> str:
    """What records of a kind are called together."""
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


def listed(register: Register, about: RecordScope) -> list[Row]:
    """The records, in the order of their list."""
    if about.entities == ("measure",) and about.owner and not about.removed:
        return [_measure(view) for view in _measures(register, about.owner)]
    if about.entities == ("assessment_evidence",) and "recommendation" in about.owner and not about.removed:
        found = [one.id for one in record_queries.evidence_of(register, about.owner["recommendation"])]
        return [_row(one, with_entity=False) for one in record_queries.named(register, "assessment_evidence", found)]
    if about.entities == ("document",):
        documents = record_queries.records(register, "document", removed=about.removed)
        return _documents(register, _belonging(register, "document", about.owner, documents))
    several = len(about.entities) > 1
    return [
        _row(one, with_entity=several)
        for entity in about.entities
        for one in _belonging(
            register, entity, about.owner, record_queries.records(register, entity, removed=about.removed)
        )
    ]


def _measures(register: Register, owner: Mapping[str, str]) -> Sequence[MeasureView]:
    return record_queries.measures_of(
        register,
        recommendation=owner.get("recommendation"),
        audit=owner.get("audit"),
        response=owner.get("response"),
    )


def _measure(view: MeasureView) -> Row:
    record = view.measure
    points = ", ".join(printed_number(one.number) for one in view.recommendations)
    due = _("klart senast {date}").format(date=record.due) if record.due else ""
    state = value_word("state", record.state) if record.state else ""
    told = " · ".join(filter(None, [state, due, record.responsible, points]))
    return Row("measure", view.id, shorten(record.text or "", NAME_LENGTH), told)


def _documents(register: Register, records: Sequence[Named]) -> list[Row]:
    """With their dates: a page that is published anew is called as it was."""
    values = record_queries.entered_of(register, "document", [one.id for one in records])
    rows = [_row(one, with_entity=False) for one in records]
    return [replace(row, told=" · ".join(filter(None, [_made_on(values, row.id), row.told]))) for row in rows]


def _made_on(values: Mapping[str, Mapping[str, Given]], document: str) -> str:
    return str(values.get(document, {}).get("made_on") or "")


def _belonging(register: Register, entity: str, owner: Mapping[str, str], records: Sequence[Named]) -> Sequence[Named]:
    """Those of the records that belong to the owner."""
    if not owner:
        return records
    values = record_queries.entered_of(register, entity, [one.id for one in records])
    return [one for one in records if all(_has(values.get(one.id, {}), *each) for each in owner.items())]


def _has(values: Mapping[str, Given], name: str, record: str) -> bool:
    held = values.get(name, values.get(f"{name}s"))
    return record in held if isinstance(held, list | tuple) else held == record


def _row(one: Named, *, with_entity: bool) -> Row:
    kind = value_word(_KIND_FIELDS.get(one.entity, "kind"), one.kind) if one.kind else ""
    why = f"{field_word('removed').lower()}: {one.removed}" if one.removed else ""
    joined = field_word("merged_into").lower() if one.merged_into else ""
    entity = entity_word(one.entity).lower() if with_entity else ""
    told = " · ".join(dict.fromkeys(filter(None, [entity, kind, why or joined])))
    return Row(one.entity, one.id, one.name, told, bool(one.merged_into))


def _owner(about: RecordScope, name: str, record: str) -> tuple[str, str]:
    """(entity, id) of what the records belong to."""
    entries_of = {entry.name: entry for entry in EDITABLE[about.entities[0]].fields}
    found = entries_of.get(name) or entries_of.get(f"{name}s")
    return (found.refers[0] if found and found.refers else name, record)


def beginning(entity: str, owner: Mapping[str, str]) -> tuple[dict[str, Given], dict[str, Given]]:
    """What is decided of a new record in the list of an owner, and what its form only begins with."""
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


_BEGIN = "+"
"""Before what a new record only begins with, and may be changed."""
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_COUNTED = re.compile(r"(.*?)(\d+|(?<![^\W\d_])[a-yA-Y])", re.DOTALL)
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
"""Entity → what of a record the next one is likely to have too, beside what both belong to."""


class RecordEdit(Struct, frozen=True, kw_only=True):
    """A record that is changed, or made."""

    entity: str
    record: str = ""
    """Its id; empty for a new one."""
    given: Mapping[str, Given] = {}
    """Entry → what is decided of a new one."""
    begin: Mapping[str, Given] = {}
    """Entry → what a new one begins with."""

    @property
    def key(self) -> str:
        """What its draft is called."""
        if self.record:
            return f"{self.entity}:{self.record}"
        told = [_parsed(name, value) for name, value in self.given.items()]
        told += [_BEGIN + _parsed(name, value) for name, value in self.begin.items()]
        return f"{self.entity}:{';'.join(told)}"


def edit_of(key: str) -> RecordEdit | None:
    """What :attr:`Begun.key` named; None for a form that is of no record of a kind."""
    entity, _colon, rest = key.partition(":")
    if entity not in EDITABLE:
        return None
    if rest and "=" not in rest:
        return RecordEdit(entity=entity, record=rest)
    given: dict[str, Given] = {}
    begin: dict[str, Given] = {}
    for part in filter(None, rest.split(";")):
        name, _equals, value = part.partition("=")
        place, name = (begin, name.removeprefix(_BEGIN)) if name.startswith(_BEGIN) else (given, name)
        if name not in {entry.name for entry in EDITABLE[entity].fields}:
            return None
        several = EDITABLE[entity].field(name).input is Input.SEVERAL
        place[name] = tuple(value.split(",")) if several else value
    return RecordEdit(entity=entity, given=given, begin=begin)


def _parsed(name: str, value: Given) -> str:
    text = ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
    return f"{name}={text}"


def counted_on(number: str) -> str:
    """The number after this one: 2 → 3, b → c, 2 a → 2 b; nothing where it cannot be told."""
    found = _COUNTED.fullmatch(number.strip())
    if found is None:
        return ""
    before, last = found.groups()
    if last.isdecimal():
        return f"{before}{int(last) + 1}"
    after = _ALPHABET[_ALPHABET.index(last.lower()) + 1]
    return before + (after if last.islower() else after.upper())


def carried(entity: str, texts: Mapping[str, str]) -> dict[str, str]:
    """Of each field of a record that was saved, what the next one begins with: empty where that is to be written."""
    again = {name: text if name in _REPEATS.get(entity, ()) else "" for name, text in texts.items() if text}
    return {**again, "number": counted_on(texts["number"])} if texts.get("number") else again


_NUMBERS = ("follow_up_year", "meeting_needed")

Values = Mapping[str, str]
Write = Callable[[Register], Change]


def load_audit_texts_form(register: Register, audit: str) -> Form:
    """The form of what the open follow-up says of an audit.

    Raises:
        NoOpenFollowup: nothing is open.
    """
    from exports.report.audit_chapter import trail_sentences  # noqa: PLC0415 - not needed before the first such form

    followup = open_one(register)
    view = _audit_view(register, audit)
    trail = trail_sentences(view.audit.handed_over, view.answer, clock.today())
    covered = _covered(register, followup, audit)
    return audit_texts_form(view.name, covered, trail, followup.title or "")


def load_followup_texts_form(register: Register) -> Form:
    """The form of the open follow-up's texts.

    Raises:
        NoOpenFollowup: nothing is open.
    """
    return followup_form(open_one(register))


def load_reason_form(register: Register, entity: str, record: str, name: str = "") -> Form:
    """The form of why a record is taken out; `name` is what it is called, where that is known."""
    return reason_form(entity, name or record_queries.name_of(register, entity, record))


def place_of(register: Register, entity: str, record: str) -> tuple[int | None, int | None]:
    """Where an audit or a recommendation stands: the row number of the one, or of the other."""
    rid = record_queries.rid_of(register, entity, record)
    return (rid, None) if entity == "audit" else (None, rid)


def audit_texts_saved(audit: str, values: Values) -> Write:
    """Write what the open follow-up says of an audit."""
    put = {name: _value(name, text) for name, text in values.items()}
    return lambda register: followups.edit_covered_audit(register, open_one(register).id, audit, put)


def followup_saved(values: Values) -> Write:
    """Write the open follow-up's texts."""
    return lambda register: followups.edit_followup(register, open_one(register).id, dict(values))


def removed(entity: str, record: str, values: Values) -> Write:
    """Take a record out of the lists."""
    return lambda register: record_operations.remove(register, entity, record, values.get("removed", ""))


def _value(name: str, text: str) -> Value:
    return (int(text) if text else None) if name in _NUMBERS else text


def _audit_view(register: Register, audit: str) -> AuditView:
    rid = record_queries.rid_of(register, "audit", audit)
    views = recommendations.audits_at(register, [] if rid is None else [rid])
    if not views:
        raise UnknownReference(audit, "audit")
    return views[0]


def _covered(register: Register, followup: Followup, audit: str) -> FollowupAudit:
    """The audit in the follow-up; an empty one where it is not there yet."""
    key = id_from_fields(register.register_id, "followup_audit", {"followup": followup.id, "audit": audit})
    try:
        found = record_queries.record_of(register, "followup_audit", key)
    except UnknownReference:
        return FollowupAudit(id=key)
    return found if isinstance(found, FollowupAudit) else FollowupAudit(id=key)


MOST_NAMED = 5_000
"""Recommendations beyond which only those of the audits at hand are offered; others are written as references."""
TEXT_LENGTH = 100
_POINTS = ("recommendation", "letter_question")


def load_record_form(register: Register, begun: RecordEdit, carried: Mapping[str, str]) -> Form:
    """The form of what is begun, with what was being written in it when it was left last.

    A new record begins with what is `carried` from the one before, as the fields hold it.
    """
    asked = _of_record(register, begun) if begun.record else _of_new(register, begun)
    form = record_form(EDITABLE[begun.entity], replace(asked, carried=carried), fresh=not begun.record)
    return with_draft(register, form, begun.key)


def remarks(
    register: Register, entity: str, values: Mapping[str, Given], record: str | None
) -> tuple[RecordWarning, ...]:
    """What to mind of a record with these values; nothing, as long as they cannot be kept."""
    try:
        return record_queries.remarks(register, entity, values, record)
    except GranskaError:
        return ()


def _of_record(register: Register, begun: RecordEdit) -> FormContext:
    values = record_queries.entered(register, begun.entity, begun.record)
    fixed = {entry.name for entry in EDITABLE[begun.entity].fields if entry.fixed}
    return FormContext(
        values=values,
        decided={name: told for name, told in in_words(register, begun.entity, values).items() if name in fixed},
        named=_named(register, begun.entity, values, begun.record),
        words=_words(register, begun.entity, values),
        name=record_queries.name_of(register, begun.entity, begun.record),
    )


def _of_new(register: Register, begun: RecordEdit) -> FormContext:
    values = {**_beginning(register, begun), **begun.begin}
    known = {**values, **begun.given}
    decided = in_words(register, begun.entity, begun.given)
    owner = next(iter(decided.values()), "")
    return FormContext(
        values=values,
        decided=decided,
        named=_named(register, begun.entity, known, None),
        words=_words(register, begun.entity, known),
        name=owner,
    )


def _beginning(register: Register, begun: RecordEdit) -> dict[str, Given]:
    """What a new record has from the start: a point the kind that its audit's source gives, a question its number."""
    letter = begun.given.get("letter")
    if begun.entity == "letter_question" and isinstance(letter, str):
        asked = letters.letter_detail(register, letter).questions
        return {"number": counted_on(asked[-1].question.number or "") if asked else "1"}
    audit = begun.given.get("audit")
    if begun.entity != "recommendation" or not isinstance(audit, str):
        return {}
    found = record_queries.record_of(register, "audit", audit)
    return {"kind": point_kind(found.source if isinstance(found, Audit) else None)}


def in_words(register: Register, entity: str, given: Mapping[str, Given]) -> dict[str, str]:
    """Entry → its value in words: records by name, codes by their word."""
    told = {}
    for name, value in given.items():
        entry = EDITABLE[entity].field(name)
        ids = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)] if value else []
        told[name] = "; ".join(_name_of_value(register, entry, one) for one in ids)
    return told


def _name_of_value(register: Register, entry: EditableField, value: str) -> str:
    for entity in entry.refers:
        with suppress(UnknownReference):
            record_queries.record_of(register, entity, value)
            return record_queries.name_of(register, entity, value)
    return value_word(entry.name, value)


def _named(
    register: Register, entity: str, values: Mapping[str, Given], record: str | None
) -> dict[str, Sequence[Named]]:
    """Entry → the records that it may name."""
    asked = [entry for entry in EDITABLE[entity].fields if entry.refers]
    return {entry.name: _candidates(register, entity, entry, values, record) for entry in asked}


def _candidates(
    register: Register, entity: str, entry: EditableField, values: Mapping[str, Given], record: str | None
) -> Sequence[Named]:
    if entity == "response_line" and entry.name == "targets" and (response := values.get("response")):
        return _to_answer(register, str(response), values)
    if not set(entry.refers) & set(_POINTS):
        found = record_queries.names(register, entry.refers)
    elif entry.name in {"parent", "recommendation"} and values.get("audit"):
        found = _points(register, [str(values["audit"])])
    else:
        found = _near_first(register, entity, entry, values)
    return [one for one in found if one.id != record]


def _to_answer(register: Register, response: str, values: Mapping[str, Given]) -> list[Named]:
    """What an answer may speak of: what was asked, the other points of its audits, and what is chosen."""
    targets = [row.target for row in letters.response_sheet(register, response).rows]
    found = {one.id: Named(one.entity, one.id, _point_name(one.about, one.number, one.text)) for one in targets}
    chosen = _ids(values.get("targets"))
    for entity in _POINTS:
        found.update({one.id: one for one in record_queries.named(register, entity, chosen)})
    return list(found.values()) or record_queries.names(register, _POINTS)


def _near_first(register: Register, entity: str, entry: EditableField, values: Mapping[str, Given]) -> list[Named]:
    """Recommendations: those of the audits at hand, and then, where that is wanted, all others."""
    chosen = _ids(values.get(entry.name))
    near = _points(register, _audits_at_hand(register, values, chosen))
    if near and entity == "measure":
        return near
    if len(recommendations.recommendation_order(register)) > MOST_NAMED:
        return near or record_queries.named(register, "recommendation", chosen)
    known = {one.id for one in near}
    return [*near, *(one for one in record_queries.records(register, "recommendation") if one.id not in known)]


def _audits_at_hand(register: Register, values: Mapping[str, Given], chosen: Sequence[str]) -> list[str]:
    audits = [str(values["audit"])] if values.get("audit") else []
    for one in chosen:
        with suppress(UnknownReference):
            audits.append(str(getattr(record_queries.record_of(register, "recommendation", one), "audit", "")))
    if response := values.get("response"):
        audits += _ids(record_queries.entered(register, "response", str(response)).get("audits"))
    return list(dict.fromkeys(audits))


def _points(register: Register, audits: Iterable[str]) -> list[Named]:
    """The points of audits, as printed; of one audit, without its name."""
    held = list(audits)
    views = [view for audit in held for view in recommendations.recommendations(register, audit=audit)]
    return [_point(view, with_audit=len(held) > 1) for view in views]


def _point(view: RecommendationView, *, with_audit: bool) -> Named:
    record = view.recommendation
    name = _point_name(view.audit_title if with_audit else "", record.number, record.text)
    return Named("recommendation", view.id, name, record.kind)


def _point_name(about: str, number: str | None, text: str | None) -> str:
    own = f"{printed_number(number)} {shorten(text or '', TEXT_LENGTH)}".strip()
    return f"{about}: {own}" if about else own


def _words(register: Register, entity: str, values: Mapping[str, Given]) -> dict[str, Sequence[str]]:
    """Entry → what others have written there: the themes of an audit."""
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


def judged(register: Register, recommendation: str) -> RecordEdit:
    """The judgement of a recommendation in the open follow-up, to be changed; to be made, where there is none."""
    for view in recommendations.recommendation_detail(register, recommendation).judgements:
        if view.followup.state == "open":
            return RecordEdit(entity="assessment", record=view.assessment.id)
    return RecordEdit(entity="assessment", given={"recommendation": recommendation})


class Saved(Struct, frozen=True):
    """What came of a form."""

    change: Change
    name: str = ""
    """What the record is called."""
    remarks: tuple[RecordWarning, ...] = ()
    """What stopped nothing but should be known."""


def save(register: Register, begun: RecordEdit, values: Mapping[str, Given]) -> Saved:
    """Make or change the record."""
    if begun.record:
        change, record = record_operations.edit(register, begun.entity, begun.record, values), begun.record
    else:
        change = record_operations.add(register, begun.entity, {**values, **begun.given})
        record = _made(register, change, begun.entity, values)
    saved_views.drop_draft(register, FORM + begun.key)
    if not (change and record):
        return Saved(change)
    name = shorten(record_queries.name_of(register, begun.entity, record).rstrip("."), NAME_LENGTH)
    return Saved(change, name, record_queries.remarks(register, begun.entity, {}, record))


def _made(register: Register, change: Change, entity: str, values: Mapping[str, Given]) -> str:
    """The id of what was made; where a name made another of its kind too, that which bears its own name."""
    made = sorted(change.created.get(entity) or change.records(entity))
    name = searchable(str(values.get("name") or ""))
    own = [one for one in made if len(made) == 1 or searchable(record_queries.name_of(register, entity, one)) == name]
    return next(iter(own), "")


DRAFT = "comment:"
"""Before the recommendation's id in the name of a comment's draft."""
