"""Ownership of records and references between them: owners, users, resolving references, and sets of links.

Records that belong to a removed record disappear and return with it: nothing is written on them, since every list
reads them by way of their owner. So records that another copy adds in the meantime follow their owner too.
"""

import uuid
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from storage import clock
from storage.database import history as history_rows
from storage.database import names as name_rows
from storage.database import records as record_rows
from storage.database.recording import Recording
from storage.domain.body_names import body_kind
from storage.domain.dates import first_day, last_day
from storage.domain.editable_fields import EditableField
from storage.domain.identity import id_from_fields, parse_reference
from storage.domain.records import Value
from storage.domain.text import searchable
from storage.domain.vocabulary import ENTITIES, NATURAL_KEYS, OWNERS, references
from storage.errors import InUse, OwnerRemoved, UnknownReference
from storage.register import Register

RecordKey = tuple[str, str]
"""(entity, id)."""
EXAMPLES = 3
"""Number of users of a record whose names an error has."""
_OWNERS = {
    **OWNERS,
    **{entity: key[0] for entity, key in NATURAL_KEYS.items() if key[0] in references(entity) and entity not in OWNERS},
}
"""Entity → the field that holds its owner."""
_NO_USE = frozenset({
    ("recommendation", "response_line_target"), ("audit", "followup_audit"), ("document", "letter"),
    ("audit", "source_text"), ("followup", "source_text"), ("recommendation", "source_text"),
})  # fmt: skip
"""(entity, referring entity) that never prevents a removal.

A response to it, an open follow-up's part, its letter, and texts of a file that was read in.
"""


def is_current(action: Recording, entity: str, record: str) -> bool:
    """True when a record exists and neither it nor its owner is removed."""
    row = action.get(entity, record)
    if row is None or row["removed"] is not None:
        return False
    field = _OWNERS.get(entity)
    if field is None or not row[field]:
        return True
    return is_current(action, references(entity)[field], str(row[field]))


def require_current(action: Recording, entity: str, record: str) -> dict[str, Value]:
    """The fields of a record that is not removed.

    Raises:
        UnknownReference: it does not exist, or it or its owner is removed.
    """
    row = action.get(entity, record)
    if row is None or not is_current(action, entity, record):
        raise UnknownReference(record, entity)
    return row


def owner_of(action: Recording, entity: str, record: str) -> RecordKey | None:
    """(entity, id) of the owner of a record; None without one."""
    field = _OWNERS.get(entity)
    row = action.get(entity, record) or {}
    if field is None or not row.get(field):
        return None
    return references(entity)[field], str(row[field])


def refuse_in_use(action: Recording, entity: str, record: str) -> None:
    """Raise if a record outside refers to a record or to what belongs to it.

    Raises:
        InUse: one does.
    """
    going = {(entity, record), *_belongings(action, entity, record)}
    used = (user for each in going for user in _users(action, *each, going))
    users = list(dict.fromkeys((*used, *_printed_in(action, entity, record))))
    if not users:
        return
    numbers = Counter(kind for kind, _ in users)
    name = name_rows.name_of(action.connection, entity, record)
    examples = [name_rows.name_of(action.connection, *user) for user in users[:EXAMPLES]]
    raise InUse(name, tuple(numbers.items()), tuple(examples))


def refuse_dangling(action: Recording, entity: str, record: str) -> None:
    """Raise if a record to restore, or what belongs to it, refers to a removed record.

    Raises:
        OwnerRemoved: it does.
    """
    for kind, coming in ((entity, record), *_belongings(action, entity, record)):
        row = action.get(kind, coming) or {}
        for field, target in references(kind).items():
            if row[field] and (target, kind) not in _NO_USE and not is_current(action, target, str(row[field])):
                raise OwnerRemoved(
                    name_rows.name_of(action.connection, entity, record),
                    name_rows.name_of(action.connection, target, str(row[field])),
                )


def _belongings(action: Recording, entity: str, record: str) -> Iterator[RecordKey]:
    """Yield all that belongs to a record, directly or indirectly."""
    for other, field in _OWNERS.items():
        if references(other)[field] == entity:
            for owned in action.existing(other, **{field: record}):
                yield other, owned
                yield from _belongings(action, other, owned)


def _users(action: Recording, entity: str, record: str, going: Collection[RecordKey]) -> Iterator[RecordKey]:
    """Yield the remaining records that refer to a record, each as the record that a user knows by name."""
    for other in ENTITIES:
        for field, target in references(other).items():
            if target != entity or (entity, other) in _NO_USE:
                continue
            for user in action.existing(other, **{field: record}):
                if (other, user) not in going and is_current(action, other, user):
                    yield _known_by(action, other, user)


def _printed_in(action: Recording, entity: str, record: str) -> Iterator[RecordKey]:
    """Yield the closed follow-ups whose reports count an audit or a recommendation: their numbers are final.

    An imported follow-up is no report of this register, and may be corrected.
    """
    audit = (action.get(entity, record) or {}).get("audit") if entity == "recommendation" else record
    for covered in action.existing("followup_audit", audit=audit).values():
        followup = str(covered["followup"])
        closed = record_rows.closing_of(action.connection, followup) is not None
        if closed and not history_rows.is_imported(action.connection, followup):
            yield "followup", followup


def _known_by(action: Recording, entity: str, record: str) -> RecordKey:
    """The record that a user knows by name: this one, or its owner."""
    above = owner_of(action, entity, record)
    if above is None or entity == "recommendation":
        return entity, record
    return _known_by(action, *above)


def resolve_reference(action: Recording, entry: EditableField, reference: str) -> RecordKey:
    """Find the record that a reference in a field names, or create it; a joined record leads to its survivor.

    Raises:
        UnknownReference: it names none, and the field creates none of the name.
        AmbiguousReference: it names several.
    """
    for entity in entry.refers:
        if action.get(entity, reference) is not None:
            require_current(action, entity, reference)
            return entity, merged_record(action, entity, reference)
    found = _candidates(action, entry, reference)
    if len(found) > 1:
        raise record_rows.ambiguous_reference(action.connection, reference, found)
    if found:
        return found[0]
    if not entry.makes or _is_uuid(reference):
        raise UnknownReference(reference, entry.refers[0])
    return entry.refers[0], _made(action, entry.refers[0], reference)


def merged_record(action: Recording, entity: str, record: str) -> str:
    """The survivor of a joined record, as by :func:`storage.database.names.merged_id`; otherwise the record itself."""
    seen = {record}
    while (row := action.get(entity, record)) and (into := row.get("merged_into")):
        if str(into) in seen:
            return min(seen)
        record = str(into)
        seen.add(record)
    return record


def _candidates(action: Recording, entry: EditableField, reference: str) -> list[RecordKey]:
    made = [
        (entity, record)
        for entity in entry.refers
        for record, row in action.drafted(entity).items()
        if searchable(str(row.get("name") or "")) == searchable(reference)
    ]
    stored = record_rows.candidates(action.connection, parse_reference(reference), entry.refers)
    current = [
        (entity, merged_record(action, entity, one)) for entity, one in stored if is_current(action, entity, one)
    ]
    found = list(dict.fromkeys([*made, *current])) or _titled(action, entry, reference)
    return found if len(found) < 2 else [each for each in found if _valid_today(action, *each)] or found


def _titled(action: Recording, entry: EditableField, reference: str) -> list[RecordKey]:
    """The persons with a name and title such as `Ada Ek, ordförande`."""
    name, title = _name_and_title(reference)
    if "person" not in entry.refers or not title:
        return []
    people = action.existing("person", merged_into=None)
    return [
        ("person", person)
        for person, row in people.items()
        if searchable(str(row["name"] or "")) == searchable(name)
        and searchable(str(row["title"] or "")) == searchable(title)
    ]


def _name_and_title(text: str) -> tuple[str, str]:
    name, _, title = text.partition(",")
    return name.strip(), title.strip()


def _valid_today(action: Recording, entity: str, record: str) -> bool:
    """True for a body that exists today, as boards of one name have succeeded each other, and for any other record."""
    row = action.get(entity, record) or {}
    today = clock.today()
    begins, ends = row.get("valid_from"), row.get("valid_to")
    return not (begins and first_day(str(begins)) > today) and not (ends and last_day(str(ends)) < today)


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False


def _made(action: Recording, entity: str, name: str) -> str:
    values: dict[str, Value] = {"name": name}
    if entity == "body":
        values["kind"] = body_kind(name)
    elif "," in name:
        values["name"], values["title"] = _name_and_title(name)
    record = str(uuid.uuid4())
    action.put(entity, record, values)
    return record


TAKEN_OUT = "inte längre med"
"""Reason for removing a link record: its target was taken out of the set."""


def put_set(
    register: Register, action: Recording, entry: EditableField, owner: str, members: Sequence[RecordKey]
) -> bool:
    """Make a set of a record have exactly these members, in this order if ordered; return True on a change."""
    targets = dict.fromkeys(members)
    places: dict[RecordKey, str] = {}
    changed = False
    for link, member in current_links(action, entry, owner).items():
        if member in targets and member not in places:
            places[member] = link
        else:
            action.put(entry.link, link, {"removed": TAKEN_OUT})
            changed = True
    for position, member in enumerate(targets, 1):
        changed |= _put_link(register, action, entry, owner, member, places.get(member), position)
    return changed


def add_members(
    register: Register, action: Recording, entry: EditableField, owner: str, members: Sequence[RecordKey]
) -> None:
    """Add members to a set of a record."""
    present = current_links(action, entry, owner).values()
    for member in dict.fromkeys(members):
        if member not in present:
            _put_link(register, action, entry, owner, member, None, len(present) + 1)


def current_links(action: Recording, entry: EditableField, owner: str) -> dict[str, RecordKey]:
    """Map the links of a set to their members that are not removed; joined members lead to their survivors."""
    owner_field, *targets = NATURAL_KEYS[entry.link]
    kinds = references(entry.link)
    found = {}
    for link, row in action.existing(entry.link, **{owner_field: owner}).items():
        field = next((name for name in targets if row[name]), None)
        if field is not None:
            member = (kinds[field], merged_record(action, kinds[field], str(row[field])))
            if is_current(action, *member):
                found[link] = member
    return found


def _put_link(
    register: Register,
    action: Recording,
    entry: EditableField,
    owner: str,
    member: RecordKey,
    link: str | None,
    position: int,
) -> bool:
    owner_field, *targets = NATURAL_KEYS[entry.link]
    kinds = references(entry.link)
    place: dict[str, Value] = {"position": position} if entry.ordered else {}
    if link is not None:
        stored = action.get(entry.link, link) or {}
        action.put(entry.link, link, place)
        return any(stored.get(name) != value for name, value in place.items())
    field = next(name for name in targets if kinds[name] == member[0])
    key: dict[str, Value] = {owner_field: owner, field: member[1]}
    action.put(entry.link, id_from_fields(register.register_id, entry.link, key), {**key, **place, "removed": None})
    return True
