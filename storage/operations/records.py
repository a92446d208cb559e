"""Adding, editing, removing, restoring and joining records of any kind; each is one action that can be undone.

The fields of each kind are those of :mod:`storage.domain.editable_fields`. Fields missing from `values` are
unchanged, and empty ones become unknown. Other records are referred to by id, by reference or by name.
"""

import re
import uuid
from collections.abc import Mapping

from storage.database import names as name_rows
from storage.database import records as record_rows
from storage.database.connection import expect_room
from storage.database.recording import Recording
from storage.domain.body_names import body_kind
from storage.domain.dates import are_years, is_partial_date, is_year
from storage.domain.editable_fields import EDITABLE, EditableEntity, EditableField, Given, Input
from storage.domain.history import Change
from storage.domain.identity import id_from_fields
from storage.domain.records import Value
from storage.domain.text import one_line, tidy
from storage.domain.views import point_kind
from storage.domain.vocabulary import NATURAL_KEYS, field_types, references
from storage.errors import (
    AlreadyThere,
    FieldFixed,
    FieldMissing,
    ImpossibleDate,
    InRing,
    NotAYear,
    NotYears,
    UnknownChoice,
    UnknownField,
    UnknownReference,
)
from storage.operations.assessments import assessment_in_open_followup, require_editable
from storage.operations.ownership import (
    RecordKey,
    add_members,
    current_links,
    is_current,
    merged_record,
    put_set,
    refuse_dangling,
    refuse_in_use,
    require_current,
    resolve_reference,
)
from storage.operations.rules import check_rules
from storage.register import Register

_YES = frozenset({"1", "yes", "ja", "true"})
_NO = frozenset({"0", "no", "nej", "false"})
_ID = re.compile(r"[0-9a-f]{6,8}(-[0-9a-f-]*)?")
_COMMAS = re.compile(r"(?<!-),\s+|(?<!-),(?=\S)")
"""A comma between names; one after a hyphen is part of a name: `Kultur-, fritids- och ungdomsnämnden`."""


def refuse_unknown_fields(kind: EditableEntity, values: Mapping[str, Given]) -> None:
    """Raise if a value is for a field that the kind lacks.

    Raises:
        UnknownField: one is.
    """
    known = tuple(entry.name for entry in kind.fields)
    for name, given in values.items():
        if name not in known:
            raise UnknownField(name, _cleaned(given), kind.entity, known)


def written_fields(kind: EditableEntity, values: Mapping[str, Given]) -> dict[str, Value]:
    """Parse the plain fields among `values`, without references and sets.

    Raises:
        InvalidValue: a value is invalid, or a required field is empty.
        TextTooLong: a value exceeds the size limit.
    """
    plain = (entry for entry in kind.fields if entry.name in values and not entry.refers)
    return {entry.name: written(entry, values[entry.name]) for entry in plain}


def written(entry: EditableField, given: Given) -> Value:
    """Parse one value; return None when it is empty.

    Raises:
        InvalidValue: it is invalid, or empty in a required field.
        TextTooLong: it exceeds the size limit.
    """
    text = _text(entry, given)
    if not text:
        if entry.required:
            raise FieldMissing(entry.name)
        return None
    match entry.input:
        case Input.DATE:
            return _date(entry, text)
        case Input.CHOICE if not entry.open and text not in entry.choices:
            raise UnknownChoice(entry.name, text, entry.choices)
        case Input.YEAR:
            return _year(entry, text)
        case Input.YEARS if not are_years(text):
            raise NotYears(entry.name, text)
        case Input.YES_NO:
            return _yes_or_no(entry, text)
        case _:
            return text


def members(entry: EditableField, given: Given) -> list[str]:
    """Split the references of a set: a text at line ends and `;`, and names of people at commas.

    The name of a body may have commas: *Nämnden för teknik, fritid och kultur*.
    """
    if given is None:
        return []
    if isinstance(given, str):
        expect_room(given)
        parts = [part for line in given.split("\n") for part in line.split(";")]
        if entry.makes and entry.refers[0] == "person":
            parts = [name for part in parts for name in _people_in(part)]
    else:
        parts = [str(given)] if isinstance(given, int) else [str(part) for part in given]
    return list(dict.fromkeys(name for part in parts if (name := one_line(part))))


def _people_in(part: str) -> list[str]:
    """Split names at commas, but keep a person's title: `Ada Ek, ordförande` is one, `Ada Ek, Bo By` are two."""
    found: list[str] = []
    for name in _COMMAS.split(part):
        if found and name[:1].islower() and not _looks_like_id(name):
            found[-1] += f", {name}"
        else:
            found.append(name)
    return found


def _looks_like_id(text: str) -> bool:
    return bool(_ID.fullmatch(text.strip()))


def single(given: Given) -> str:
    """The reference to one record; empty for none."""
    text = _cleaned(given)
    expect_room(text)
    return one_line(text)


def _text(entry: EditableField, given: Given) -> str:
    text = _cleaned(given)
    expect_room(text)
    return tidy(text) if entry.input is Input.TEXT else one_line(text)


def _cleaned(given: Given) -> str:
    if given is None:
        return ""
    return str(given) if isinstance(given, str | int) else "\n".join(map(str, given))


def _date(entry: EditableField, text: str) -> str:
    if "yes" in entry.choices and text.casefold() in _YES:
        return "yes"
    if not is_partial_date(text):
        raise ImpossibleDate(entry.name, text)
    return text


def _year(entry: EditableField, text: str) -> int:
    if not is_year(text):
        raise NotAYear(entry.name, text)
    return int(text)


def _yes_or_no(entry: EditableField, text: str) -> int:
    word = text.casefold()
    if word not in _YES | _NO:
        raise UnknownChoice(entry.name, text, ("yes", "no"))
    return int(word in _YES)


JOINABLE = ("body", "person")
"""Kinds of which two records can be joined."""
_REPLACED = "ersatt av en rättad"
"""Reason for removing evidence whose fields were edited."""

Sets = dict[str, list[RecordKey]]


def add(register: Register, entity: str, values: Mapping[str, Given]) -> Change:
    """Create a record; `created[entity]` of the change is its id.

    An assessment, or evidence for one, is created by recommendation in the open follow-up, where an assessment may
    exist already.

    Raises:
        KeyError: no record of that kind can be entered.
        InvalidValue: a value is invalid or contradicts another; see its subclass.
        UnknownReference, AmbiguousReference: a reference names no record, or several.
        AlreadyThere: a record with the same natural key exists.
        NoOpenFollowup: no follow-up is open.
        TextTooLong: a text exceeds the size limit.
    """
    kind = EDITABLE[entity]
    with register.recording(f"add_{entity}") as action:
        fields, sets = _entered(action, kind, values)
        _refuse_missing(kind, fields, sets)
        fields = _belonging(register, action, kind, fields)
        record = _new_id(register, action, kind, fields)
        action.put(entity, record, _completed(action, kind, fields))
        _put_sets(register, action, kind, record, sets)
        _finish(register, action, kind, record)
    return action.change


def edit(register: Register, entity: str, record: str, values: Mapping[str, Given]) -> Change:
    """Change fields of a record, by id. Changed evidence is a new record that replaces the old one.

    Raises:
        UnknownReference: there is no such record.
        FieldFixed: a field that is fixed at creation would change.
        FollowupClosed: it belongs to a closed follow-up.
        KeyError, InvalidValue, AmbiguousReference, AlreadyThere, TextTooLong: as for :func:`add`.
    """
    kind = EDITABLE[entity]
    record = one_line(record)
    with register.recording(f"edit_{entity}") as action:
        stored = require_current(action, entity, record)
        require_editable(action, entity, record)
        fields, sets = _entered(action, kind, values)
        fields = _without_fixed(action, kind, _keep_joined(action, kind, stored, fields), stored)
        if entity == "assessment_evidence":
            record = _moved(register, action, record, {**stored, **fields})
        action.put(entity, record, fields)
        changed = {name for name, value in fields.items() if stored[name] != value}
        changed |= _put_sets(register, action, kind, record, sets)
        _finish(register, action, kind, record, changed)
    return action.change


def remove(register: Register, entity: str, record: str, reason: str) -> Change:
    """Remove a record, by id, and all that belongs to it from every list and count. It stays in the history.

    Raises:
        UnknownReference: there is no such record.
        FieldMissing: there is no reason.
        InUse: a record that does not belong to it refers to it.
        FollowupClosed: it belongs to a closed follow-up.
    """
    record = one_line(record)
    with register.recording(f"remove_{entity}") as action:
        require_current(action, entity, record)
        if not (why := one_line(reason)):
            raise FieldMissing("removed")
        require_editable(action, entity, record)
        refuse_in_use(action, entity, record)
        action.put(entity, record, {"removed": why})
    return action.change


def restore(register: Register, entity: str, record: str) -> Change:
    """Restore a removed record, by id, with what belongs to it; or separate a record that was joined with another.

    Raises:
        UnknownReference: there is no such removed or joined record.
        OwnerRemoved: a record that it belongs or refers to is removed.
        FollowupClosed: it belongs to a closed follow-up.
        InvalidValue: it contradicts later changes.
    """
    record = one_line(record)
    with register.recording(f"restore_{entity}") as action:
        row = action.get(entity, record)
        if row is None or (row["removed"] is None and not row.get("merged_into")):
            raise UnknownReference(record, entity)
        require_editable(action, entity, record)
        if row["removed"] is not None:
            action.put(entity, record, {"removed": None})
            refuse_dangling(action, entity, record)
            check_rules(action, entity, record)
        else:
            action.put(entity, record, {"merged_into": None})
    return action.change


def join(register: Register, entity: str, record: str, into: str) -> Change:
    """Join a body or a person with another one that is the same, both by id.

    References to it are not rewritten: every read follows them to the other. Earlier joins follow too.

    Raises:
        UnknownField: records of that kind cannot be joined.
        UnknownReference: one of them does not exist.
        InRing: they are joined already.
    """
    record, into = one_line(record), one_line(into)
    if entity not in JOINABLE:
        raise UnknownField("merged_into", into, entity, JOINABLE)
    with register.recording(f"join_{entity}") as action:
        require_current(action, entity, record)
        require_current(action, entity, into)
        kept = merged_record(action, entity, into)
        if merged_record(action, entity, record) == kept:
            raise InRing("merged_into", name_rows.name_of(action.connection, entity, record))
        for earlier in (record, *action.existing(entity, merged_into=record)):
            action.put(entity, earlier, {"merged_into": kept})
        if (action.get(entity, kept) or {}).get("successor") == record:
            action.put(entity, kept, {"successor": None})
    return action.change


def _entered(action: Recording, kind: EditableEntity, values: Mapping[str, Given]) -> tuple[dict[str, Value], Sets]:
    """Parse the fields and the sets of a record: texts cleaned, references resolved."""
    refuse_unknown_fields(kind, values)
    fields = written_fields(kind, values)
    sets: Sets = {}
    for entry in kind.fields:
        if entry.name not in values or not entry.refers:
            continue
        given = values[entry.name]
        if entry.input is Input.SEVERAL:
            sets[entry.name] = [resolve_reference(action, entry, name) for name in members(entry, given)]
            empty = not sets[entry.name]
        else:
            name = single(given)
            fields[entry.name] = resolve_reference(action, entry, name)[1] if name else None
            empty = not name
        if empty and entry.required:
            raise FieldMissing(entry.name)
    return fields, sets


def _refuse_missing(kind: EditableEntity, fields: Mapping[str, Value], sets: Sets) -> None:
    for name in kind.required:
        if not fields.get(name) and not sets.get(name):
            raise FieldMissing(name)


def _belonging(
    register: Register, action: Recording, kind: EditableEntity, fields: dict[str, Value]
) -> dict[str, Value]:
    """The fields, for an assessment or evidence with the natural key of the assessment in the open follow-up."""
    if kind.entity not in {"assessment", "assessment_evidence"}:
        return fields
    assessment, key = assessment_in_open_followup(register, action, str(fields["recommendation"]))
    if kind.entity == "assessment":
        return {**fields, **key}
    return {**{name: fields.get(name) for name in ("kind", "date", "source")}, "assessment": assessment}


def _new_id(register: Register, action: Recording, kind: EditableEntity, fields: dict[str, Value]) -> str:
    if kind.entity not in NATURAL_KEYS:
        return str(uuid.uuid4())
    record = id_from_fields(register.register_id, kind.entity, fields)
    if kind.entity != "assessment" and is_current(action, kind.entity, record):
        raise AlreadyThere(kind.entity, name_rows.name_of(action.connection, kind.entity, record))
    return record


def _completed(action: Recording, kind: EditableEntity, fields: dict[str, Value]) -> dict[str, Value]:
    """The fields of a new record, with defaults where no value is given."""
    own = field_types(kind.entity)
    blank = {} if kind.entity == "assessment" else dict.fromkeys(entry.name for entry in kind.fields)
    defaults = {entry.name: entry.default for entry in kind.fields if entry.default}
    match kind.entity:
        case "body":
            defaults["kind"] = body_kind(str(fields["name"]))
        case "recommendation":
            audit = str(fields["audit"])
            source = (action.get("audit", audit) or {}).get("source")
            defaults["kind"] = point_kind(str(source or ""))
            fields = {**fields, "position": _next_position(action, audit)}
    given = {name: value for name, value in fields.items() if value is not None}
    return {name: value for name, value in {**blank, **defaults, **given, "removed": None}.items() if name in own}


def _next_position(action: Recording, audit: str) -> int:
    taken = [row.position or 0 for row in record_rows.recommendations_of(action.connection, audit)]
    return 1 + max(taken, default=0)


def _keep_joined(
    action: Recording, kind: EditableEntity, stored: Mapping[str, Value], fields: dict[str, Value]
) -> dict[str, Value]:
    """The fields, but unchanged references to joined records when the new value is the survivor."""
    targets = ((name, target) for name, target in references(kind.entity).items() if stored[name])
    survivors = {name: merged_record(action, target, str(stored[name])) for name, target in targets}
    return {name: stored[name] if value and survivors.get(name) == value else value for name, value in fields.items()}


def _without_fixed(
    action: Recording, kind: EditableEntity, fields: dict[str, Value], stored: Mapping[str, Value]
) -> dict[str, Value]:
    """The fields without those fixed at creation, which must not differ."""
    if kind.entity == "assessment_evidence":
        stored = {**stored, **(action.get("assessment", str(stored["assessment"])) or {})}
    fixed = {entry.name for entry in kind.fields if entry.fixed}
    for name in fixed & fields.keys():
        if fields[name] != stored.get(name):
            raise FieldFixed(name, str(fields[name] or ""))
    return {name: value for name, value in fields.items() if name not in fixed}


def _moved(register: Register, action: Recording, record: str, fields: dict[str, Value]) -> str:
    """The id of evidence with its new fields; the old record is removed when the id differs."""
    moved = id_from_fields(register.register_id, "assessment_evidence", fields)
    if moved != record:
        if is_current(action, "assessment_evidence", moved):
            raise AlreadyThere(
                "assessment_evidence", name_rows.name_of(action.connection, "assessment_evidence", moved)
            )
        action.put("assessment_evidence", record, {"removed": _REPLACED})
        action.put("assessment_evidence", moved, {**fields, "removed": None})
    return moved


def _put_sets(register: Register, action: Recording, kind: EditableEntity, record: str, sets: Sets) -> set[str]:
    """Set the members of the record's sets; return the names of the sets that change."""
    return {name for name, found in sets.items() if put_set(register, action, kind.field(name), record, found)}


def _finish(
    register: Register, action: Recording, kind: EditableEntity, record: str, changed: set[str] | None = None
) -> None:
    """Check the rules; make a response cover the audits of the points that its line answers."""
    if kind.entity == "response_line":
        response = str((action.get(kind.entity, record) or {})["response"])
        answered = current_links(action, kind.field("targets"), record).values()
        audits = [audit for target in answered for audit in _audits_of(action, *target)]
        add_members(register, action, EDITABLE["response"].field("audits"), response, audits)
        if changed is None or "targets" in changed:
            check_rules(action, "response", response, ("audits",))
    check_rules(action, kind.entity, record, changed)


def _audits_of(action: Recording, entity: str, record: str) -> list[RecordKey]:
    """The audits of a recommendation, or of the letter of a question."""
    if entity == "recommendation":
        return [("audit", str((action.get(entity, record) or {})["audit"]))]
    letter = str((action.get(entity, record) or {})["letter"])
    return [("audit", str(link["audit"])) for link in action.existing("letter_audit", letter=letter).values()]
