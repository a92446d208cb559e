"""Every kind of record, made and changed by hand: what a person enters, checked, in one action that can be undone.

What there is to enter of each kind says :mod:`storage.domain.editable_fields`. In `values` a field that is not
named stays as it is, and an empty one is not known. Other records are named by id, by reference or by name.
"""

import re
import uuid
from collections.abc import Mapping

from storage.database import names, records
from storage.database.connection import expect_room
from storage.database.recording import Recording
from storage.domain.body_names import body_kind
from storage.domain.dates import is_partial_date
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
    InvalidValue,
    UnknownChoice,
    UnknownField,
    UnknownReference,
)
from storage.operations.assessments import assessment_in_open_followup, expect_open
from storage.operations.ownership import (
    Found,
    add_members,
    current_links,
    expect_current,
    home,
    is_current,
    put_set,
    refuse_dangling,
    refuse_in_use,
    resolved,
)
from storage.operations.rules import check_rules
from storage.register import Register

_YES = frozenset({"1", "yes", "ja", "true"})
_NO = frozenset({"0", "no", "nej", "false"})
_ID = re.compile(r"[0-9a-f]{6,8}(-[0-9a-f-]*)?")
_YEAR = re.compile(r"[12]\d{3}")
_COMMAS = re.compile(r"(?<!-),\s+|(?<!-),(?=\S)")
"""A comma after a hyphen stands inside a name: `Kultur-, fritids- och ungdomsnämnden`."""


def refuse_unknown(kind: EditableEntity, values: Mapping[str, Given]) -> None:
    """See to it that every value is for a field that the kind has.

    Raises:
        UnknownField: one is not.
    """
    known = tuple(entry.name for entry in kind.fields)
    for name, given in values.items():
        if name not in known:
            raise UnknownField(name, _cleaned(given), kind.entity, known)


def written_fields(kind: EditableEntity, values: Mapping[str, Given]) -> dict[str, Value]:
    """The plain fields among `values` as they are kept; references and sets are left for others.

    Raises:
        InvalidValue: one cannot be kept, or a field that the record is known by is empty.
        TextTooLong: one is longer than a register takes.
    """
    plain = (entry for entry in kind.fields if entry.name in values and not entry.refers)
    return {entry.name: written(entry, values[entry.name]) for entry in plain}


def written(entry: EditableField, given: Given) -> Value:
    """One value as it is kept; None when nothing is left of it.

    Raises:
        InvalidValue: the field cannot hold it, or must hold something.
        TextTooLong: it is longer than a register takes.
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
        case Input.YES_NO:
            return _yes_or_no(entry, text)
        case _:
            return text


def members(entry: EditableField, given: Given) -> list[str]:
    """The members of a set, each as it was named: a text is cut at line ends and `;`, and between names at commas."""
    if given is None:
        return []
    if isinstance(given, str):
        expect_room(given)
        parts = [part for line in given.split("\n") for part in line.split(";")]
        if entry.makes:
            parts = [name for part in parts for name in _named_in(entry, part)]
    else:
        parts = [str(given)] if isinstance(given, int) else [str(part) for part in given]
    return list(dict.fromkeys(name for part in parts if (name := one_line(part))))


def _named_in(entry: EditableField, part: str) -> list[str]:
    """The names between commas; a person's title stays: `Ada Ek, ordförande` is one, `Ada Ek, Bo By` are two."""
    found: list[str] = []
    for name in _COMMAS.split(part):
        if found and entry.refers[0] == "person" and name[:1].islower() and not _is_id(name):
            found[-1] += f", {name}"
        else:
            found.append(name)
    return found


def _is_id(text: str) -> bool:
    return bool(_ID.fullmatch(text.strip()))


def single(given: Given) -> str:
    """The text of a reference to one record; empty for none."""
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
    if not _YEAR.fullmatch(text):
        raise InvalidValue(entry.name, text)
    return int(text)


def _yes_or_no(entry: EditableField, text: str) -> int:
    word = text.casefold()
    if word not in _YES | _NO:
        raise UnknownChoice(entry.name, text, ("yes", "no"))
    return int(word in _YES)


JOINABLE = ("body", "person")
"""Kinds of which two records may turn out to be one."""
REPLACED = "ersatt av en rättad"

Sets = dict[str, list[Found]]


def add(register: Register, entity: str, values: Mapping[str, Given]) -> Change:
    """Make a record; `created[entity]` of the change holds its id.

    An assessment, and evidence for one, is made by recommendation, in the open follow-up, whose judgement of it may be
    there already.

    Raises:
        KeyError: no record of that kind is made by hand.
        InvalidValue: a field cannot hold its value, or contradicts something; its class says how.
        UnknownReference, AmbiguousReference: a field names no other record, or several.
        AlreadyThere: what names the record names another one.
        NoOpenFollowup: nothing is open to judge in.
        TextTooLong: a text is longer than a register takes.
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
    """Change fields of a record, by id. Evidence whose fields change is another record, in the place of the old one.

    Raises:
        UnknownReference: there is no such record.
        FieldFixed: a field that says where the record belongs would change.
        FollowupClosed: it belongs to a closed follow-up.
        KeyError, InvalidValue, AmbiguousReference, AlreadyThere, TextTooLong: as for :func:`add`.
    """
    kind = EDITABLE[entity]
    record = one_line(record)
    with register.recording(f"edit_{entity}") as action:
        held = expect_current(action, entity, record)
        expect_open(action, entity, record)
        fields, sets = _entered(action, kind, values)
        fields = _without_fixed(action, kind, _keep_joined(action, kind, held, fields), held)
        if entity == "assessment_evidence":
            record = _moved(register, action, record, {**held, **fields})
        action.put(entity, record, fields)
        changed = {name for name, value in fields.items() if held[name] != value}
        changed |= _put_sets(register, action, kind, record, sets)
        _finish(register, action, kind, record, changed)
    return action.change


def remove(register: Register, entity: str, record: str, reason: str) -> Change:
    """Take a record, by id, out of every list and count, with all that belongs to it. It stays in the history.

    Raises:
        UnknownReference: there is no such record.
        FieldMissing: there is no reason.
        InUse: another record, that does not belong to it, refers to it.
        FollowupClosed: it belongs to a closed follow-up.
    """
    record = one_line(record)
    with register.recording(f"remove_{entity}") as action:
        expect_current(action, entity, record)
        if not (why := one_line(reason)):
            raise FieldMissing("removed")
        expect_open(action, entity, record)
        refuse_in_use(action, entity, record)
        action.put(entity, record, {"removed": why})
    return action.change


def restore(register: Register, entity: str, record: str) -> Change:
    """Bring a removed record, by id, back with what belongs to it; or part one that was joined with another from it.

    Raises:
        UnknownReference: there is no such record that is removed or joined.
        OwnerRemoved: something that it belongs or refers to is removed.
        FollowupClosed: it belongs to a closed follow-up.
        InvalidValue: what has been written since leaves no place for it.
    """
    record = one_line(record)
    with register.recording(f"restore_{entity}") as action:
        row = action.get(entity, record)
        if row is None or (row["removed"] is None and not row.get("merged_into")):
            raise UnknownReference(record, entity)
        expect_open(action, entity, record)
        if row["removed"] is not None:
            action.put(entity, record, {"removed": None})
            refuse_dangling(action, entity, record)
            check_rules(action, entity, record)
        else:
            action.put(entity, record, {"merged_into": None})
    return action.change


def join(register: Register, entity: str, record: str, into: str) -> Change:
    """Say that a body or a person turned out to be another one, both by id.

    Nothing that refers to it is rewritten: whatever is read follows to the other. Earlier joins are brought along.

    Raises:
        UnknownField: records of that kind are not joined.
        UnknownReference: one of them is not there.
        InRing: they are the same.
    """
    record, into = one_line(record), one_line(into)
    if entity not in JOINABLE:
        raise UnknownField("merged_into", into, entity, JOINABLE)
    with register.recording(f"join_{entity}") as action:
        expect_current(action, entity, record)
        expect_current(action, entity, into)
        kept = home(action, entity, into)
        if home(action, entity, record) == kept:
            raise InRing("merged_into", names.name_of(action.connection, entity, record))
        for earlier in (record, *action.existing(entity, merged_into=record)):
            action.put(entity, earlier, {"merged_into": kept})
        if (action.get(entity, kept) or {}).get("successor") == record:
            action.put(entity, kept, {"successor": None})
    return action.change


def _entered(action: Recording, kind: EditableEntity, values: Mapping[str, Given]) -> tuple[dict[str, Value], Sets]:
    """The fields and the sets of a record as they are kept: texts cleaned, references found."""
    refuse_unknown(kind, values)
    fields = written_fields(kind, values)
    sets: Sets = {}
    for entry in kind.fields:
        if entry.name not in values or not entry.refers:
            continue
        given = values[entry.name]
        if entry.input is Input.SEVERAL:
            sets[entry.name] = [resolved(action, entry, name) for name in members(entry, given)]
            empty = not sets[entry.name]
        else:
            name = single(given)
            fields[entry.name] = resolved(action, entry, name)[1] if name else None
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
    """The fields, with what is judged by recommendation put where its natural key says."""
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
        raise AlreadyThere(kind.entity, names.name_of(action.connection, kind.entity, record))
    return record


def _completed(action: Recording, kind: EditableEntity, fields: dict[str, Value]) -> dict[str, Value]:
    """The fields of a new record, with what it has where nothing is said."""
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
    said = {name: value for name, value in fields.items() if value is not None}
    return {name: value for name, value in {**blank, **defaults, **said, "removed": None}.items() if name in own}


def _next_position(action: Recording, audit: str) -> int:
    taken = [row.position or 0 for row in records.recommendations_of(action.connection, audit)]
    return 1 + max(taken, default=0)


def _keep_joined(
    action: Recording, kind: EditableEntity, held: Mapping[str, Value], fields: dict[str, Value]
) -> dict[str, Value]:
    """The fields, where a reference to a joined record that means the same stays as it is."""
    meant = {
        name: home(action, target, str(held[name])) for name, target in references(kind.entity).items() if held[name]
    }
    return {name: held[name] if value and meant.get(name) == value else value for name, value in fields.items()}


def _without_fixed(
    action: Recording, kind: EditableEntity, fields: dict[str, Value], held: Mapping[str, Value]
) -> dict[str, Value]:
    """The fields but those that are never changed, once it is seen that they do not."""
    if kind.entity == "assessment_evidence":
        held = {**held, **(action.get("assessment", str(held["assessment"])) or {})}
    fixed = {entry.name for entry in kind.fields if entry.fixed}
    for name in fixed & fields.keys():
        if fields[name] != held.get(name):
            raise FieldFixed(name, str(fields[name] or ""))
    return {name: value for name, value in fields.items() if name not in fixed}


def _moved(register: Register, action: Recording, record: str, wanted: dict[str, Value]) -> str:
    """The id of evidence as it is now said to be; what it was is removed when that is another."""
    moved = id_from_fields(register.register_id, "assessment_evidence", wanted)
    if moved != record:
        if is_current(action, "assessment_evidence", moved):
            raise AlreadyThere("assessment_evidence", names.name_of(action.connection, "assessment_evidence", moved))
        action.put("assessment_evidence", record, {"removed": REPLACED})
        action.put("assessment_evidence", moved, {**wanted, "removed": None})
    return moved


def _put_sets(register: Register, action: Recording, kind: EditableEntity, record: str, sets: Sets) -> set[str]:
    """Let the record's sets hold these members; the names of those that change."""
    return {name for name, found in sets.items() if put_set(register, action, kind.field(name), record, found)}


def _finish(
    register: Register, action: Recording, kind: EditableEntity, record: str, changed: set[str] | None = None
) -> None:
    """Check what must hold; an answer covers the audits of what it answers."""
    if kind.entity == "response_line":
        response = str((action.get(kind.entity, record) or {})["response"])
        answered = current_links(action, kind.field("targets"), record).values()
        audits = [audit for target in answered for audit in _audits_of(action, *target)]
        add_members(register, action, EDITABLE["response"].field("audits"), response, audits)
        if changed is None or "targets" in changed:
            check_rules(action, "response", response, ("audits",))
    check_rules(action, kind.entity, record, changed)


def _audits_of(action: Recording, entity: str, record: str) -> list[Found]:
    """The audits that an answered recommendation or question is about."""
    if entity == "recommendation":
        return [("audit", str((action.get(entity, record) or {})["audit"]))]
    letter = str((action.get(entity, record) or {})["letter"])
    return [("audit", str(link["audit"])) for link in action.existing("letter_audit", letter=letter).values()]
