"""Which record belongs to which, and which are used by which.

What belongs to a record goes with it when that is removed, and comes back with it: nothing is written on it, since
every list reads it by way of its owner. So what another copy adds in the meantime goes the same way.
"""

import uuid
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from storage import clock
from storage.database import names, records
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

Owned = tuple[str, str]
"""(entity, id)."""
EXAMPLES = 3
"""How many of those that use a record are named."""
_OWNERS = {
    **OWNERS,
    **{entity: key[0] for entity, key in NATURAL_KEYS.items() if key[0] in references(entity) and entity not in OWNERS},
}
"""Entity → the field that holds its owner."""
_NO_USE = frozenset({("recommendation", "response_line_target"), ("audit", "followup_audit"), ("document", "letter")})
"""(entity, who refers to it) that holds no removal back: an answer to it, an open follow-up's account, its letter."""


def is_current(action: Recording, entity: str, record: str) -> bool:
    """Whether a record is there, and neither it nor what it belongs to is removed."""
    row = action.get(entity, record)
    if row is None or row["removed"] is not None:
        return False
    field = _OWNERS.get(entity)
    if field is None or not row[field]:
        return True
    return is_current(action, references(entity)[field], str(row[field]))


def expect_current(action: Recording, entity: str, record: str) -> dict[str, Value]:
    """The fields of a record, once it is seen that it stands.

    Raises:
        UnknownReference: it does not.
    """
    held = action.get(entity, record)
    if held is None or not is_current(action, entity, record):
        raise UnknownReference(record, entity)
    return held


def owner_of(action: Recording, entity: str, record: str) -> Owned | None:
    """(entity, id) of what a record belongs to; None for one of its own."""
    field = _OWNERS.get(entity)
    row = action.get(entity, record) or {}
    if field is None or not row.get(field):
        return None
    return references(entity)[field], str(row[field])


def refuse_in_use(action: Recording, entity: str, record: str) -> None:
    """See to it that nothing refers to a record, or to what belongs to it, but what belongs to it itself.

    Raises:
        InUse: something does.
    """
    going = {(entity, record), *_belongings(action, entity, record)}
    used = (user for each in going for user in _users(action, *each, going))
    users = list(dict.fromkeys((*used, *_printed_in(action, entity, record))))
    if not users:
        return
    numbers = Counter(kind for kind, _ in users)
    name = names.name_of(action.connection, entity, record)
    examples = [names.name_of(action.connection, *user) for user in users[:EXAMPLES]]
    raise InUse(name, tuple(numbers.items()), tuple(examples))


def refuse_dangling(action: Recording, entity: str, record: str) -> None:
    """See to it that what a record that comes back refers to, itself or by what belongs to it, is there.

    Raises:
        OwnerRemoved: something was removed since.
    """
    for kind, coming in ((entity, record), *_belongings(action, entity, record)):
        row = action.get(kind, coming) or {}
        for field, target in references(kind).items():
            if row[field] and (target, kind) not in _NO_USE and not is_current(action, target, str(row[field])):
                raise OwnerRemoved(
                    names.name_of(action.connection, entity, record),
                    names.name_of(action.connection, target, str(row[field])),
                )


def _belongings(action: Recording, entity: str, record: str) -> Iterator[Owned]:
    """All that belongs to a record, at whatever remove."""
    for other, field in _OWNERS.items():
        if references(other)[field] == entity:
            for owned in action.existing(other, **{field: record}):
                yield other, owned
                yield from _belongings(action, other, owned)


def _users(action: Recording, entity: str, record: str, going: Collection[Owned]) -> Iterator[Owned]:
    """Those who refer to a record and stay, each as a person knows it by name."""
    for other in ENTITIES:
        for field, target in references(other).items():
            if target != entity or (entity, other) in _NO_USE:
                continue
            for user in action.existing(other, **{field: record}):
                if (other, user) not in going and is_current(action, other, user):
                    yield _known_by(action, other, user)


def _printed_in(action: Recording, entity: str, record: str) -> Iterator[Owned]:
    """The closed follow-ups whose reports tell of an audit, or of a recommendation: their numbers stand.

    One that was imported is no report of this register's, and may be put right.
    """
    audit = (action.get(entity, record) or {}).get("audit") if entity == "recommendation" else record
    for covered in action.existing("followup_audit", audit=audit).values():
        followup = str(covered["followup"])
        if records.closing_of(action.connection, followup) is not None:
            yield "followup", followup


def _known_by(action: Recording, entity: str, record: str) -> Owned:
    """A record that a person knows by name: this one, or what it belongs to."""
    above = owner_of(action, entity, record)
    if above is None or entity == "recommendation":
        return entity, record
    return _known_by(action, *above)


Found = tuple[str, str]
"""(entity, id)."""


def resolved(action: Recording, entry: EditableField, reference: str) -> Found:
    """The record that `reference` means in a field; one that was joined with another means that other.

    Raises:
        UnknownReference: it means none, and names nothing that the field makes.
        AmbiguousReference: it means several.
    """
    for entity in entry.refers:
        if action.get(entity, reference) is not None:
            expect_current(action, entity, reference)
            return entity, home(action, entity, reference)
    found = _candidates(action, entry, reference)
    if len(found) > 1:
        raise records.ambiguous_reference(action.connection, reference, found)
    if found:
        return found[0]
    if not entry.makes or _is_id(reference):
        raise UnknownReference(reference, entry.refers[0])
    return entry.refers[0], _made(action, entry.refers[0], reference)


def home(action: Recording, entity: str, record: str) -> str:
    """The record that this one turned out to be the same as, as :func:`storage.database.names.merged_id` has it."""
    seen = {record}
    while (row := action.get(entity, record)) and (into := row.get("merged_into")):
        if str(into) in seen:
            return min(seen)
        record = str(into)
        seen.add(record)
    return record


def _candidates(action: Recording, entry: EditableField, reference: str) -> list[Found]:
    made = [
        (entity, record)
        for entity in entry.refers
        for record, row in action.drafted(entity).items()
        if searchable(str(row.get("name") or "")) == searchable(reference)
    ]
    held = records.candidates(action.connection, parse_reference(reference), entry.refers)
    standing = [(entity, home(action, entity, record)) for entity, record in held if is_current(action, entity, record)]
    found = list(dict.fromkeys([*made, *standing])) or _titled(action, entry, reference)
    return found if len(found) < 2 else [each for each in found if _valid_today(action, *each)] or found


def _titled(action: Recording, entry: EditableField, reference: str) -> list[Found]:
    """The persons that are meant by name and title: `Ada Ek, ordförande`."""
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
    """Whether a body exists now; boards of one name have followed upon each other. Other records always do."""
    row = action.get(entity, record) or {}
    today = clock.today()
    begins, ends = row.get("valid_from"), row.get("valid_to")
    return not (begins and first_day(str(begins)) > today) and not (ends and last_day(str(ends)) < today)


def _is_id(text: str) -> bool:
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
"""Why a link record is removed: the record it led to was taken out of the set."""


def put_set(register: Register, action: Recording, entry: EditableField, owner: str, members: Sequence[Found]) -> bool:
    """Let a record's set hold exactly these members, in this order where it has one; whether that changes it."""
    wanted = dict.fromkeys(members)
    held = current_links(action, entry, owner)
    places: dict[Found, str] = {}
    changed = False
    for link, member in held.items():
        if member in wanted and member not in places:
            places[member] = link
        else:
            action.put(entry.link, link, {"removed": TAKEN_OUT})
            changed = True
    for position, member in enumerate(wanted, 1):
        changed |= _put_link(register, action, entry, owner, member, places.get(member), position)
    return changed


def add_members(
    register: Register, action: Recording, entry: EditableField, owner: str, members: Sequence[Found]
) -> None:
    """Put members into a record's set beside those it holds."""
    held = current_links(action, entry, owner).values()
    for member in dict.fromkeys(members):
        if member not in held:
            _put_link(register, action, entry, owner, member, None, len(held) + 1)


def current_links(action: Recording, entry: EditableField, owner: str) -> dict[str, Found]:
    """Link id → the member it leads to, where that is not removed; of one that was joined with another, that other."""
    owner_field, *targets = NATURAL_KEYS[entry.link]
    kinds = references(entry.link)
    found = {}
    for link, row in action.existing(entry.link, **{owner_field: owner}).items():
        field = next((name for name in targets if row[name]), None)
        if field is not None:
            member = (kinds[field], home(action, kinds[field], str(row[field])))
            if is_current(action, *member):
                found[link] = member
    return found


def _put_link(
    register: Register,
    action: Recording,
    entry: EditableField,
    owner: str,
    member: Found,
    link: str | None,
    position: int,
) -> bool:
    owner_field, *targets = NATURAL_KEYS[entry.link]
    kinds = references(entry.link)
    place: dict[str, Value] = {"position": position} if entry.ordered else {}
    if link is not None:
        held = action.get(entry.link, link) or {}
        action.put(entry.link, link, place)
        return any(held.get(name) != value for name, value in place.items())
    field = next(name for name in targets if kinds[name] == member[0])
    key: dict[str, Value] = {owner_field: owner, field: member[1]}
    action.put(entry.link, id_from_fields(register.register_id, entry.link, key), {**key, **place, "removed": None})
    return True
