"""Which record belongs to which, and which are used by which.

What belongs to a record goes with it when that is removed, and comes back with it: nothing is written on it, since
every list reads it by way of its owner. So what another copy adds in the meantime goes the same way.
"""

from collections import Counter
from collections.abc import Collection, Iterator

from storage.database import attached, naming
from storage.database.recording import Recording
from storage.domain.value import Value
from storage.domain.vocabulary import ENTITIES, NATURAL_KEYS, OWNERS, references
from storage.errors import UnknownReference
from storage.refusals import InUse, OwnerRemoved

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


def stands(action: Recording, entity: str, record: str) -> bool:
    """Whether a record is there, and neither it nor what it belongs to is removed."""
    row = action.get(entity, record)
    if row is None or row["removed"] is not None:
        return False
    field = _OWNERS.get(entity)
    if field is None or not row[field]:
        return True
    return stands(action, references(entity)[field], str(row[field]))


def expect(action: Recording, entity: str, record: str) -> dict[str, Value]:
    """The fields of a record, once it is seen that it stands.

    Raises:
        UnknownReference: it does not.
    """
    held = action.get(entity, record)
    if held is None or not stands(action, entity, record):
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
    name = naming.name_of(action.connection, entity, record)
    examples = [naming.name_of(action.connection, *user) for user in users[:EXAMPLES]]
    raise InUse(name, tuple(numbers.items()), tuple(examples))


def refuse_dangling(action: Recording, entity: str, record: str) -> None:
    """See to it that what a record that comes back refers to, itself or by what belongs to it, is there.

    Raises:
        OwnerRemoved: something was removed since.
    """
    for kind, coming in ((entity, record), *_belongings(action, entity, record)):
        row = action.get(kind, coming) or {}
        for field, target in references(kind).items():
            if row[field] and (target, kind) not in _NO_USE and not stands(action, target, str(row[field])):
                raise OwnerRemoved(
                    naming.name_of(action.connection, entity, record),
                    naming.name_of(action.connection, target, str(row[field])),
                )


def _belongings(action: Recording, entity: str, record: str) -> Iterator[Owned]:
    """All that belongs to a record, at whatever remove."""
    for other, field in _OWNERS.items():
        if references(other)[field] == entity:
            for owned in action.standing(other, **{field: record}):
                yield other, owned
                yield from _belongings(action, other, owned)


def _users(action: Recording, entity: str, record: str, going: Collection[Owned]) -> Iterator[Owned]:
    """Those who refer to a record and stay, each as a person knows it by name."""
    for other in ENTITIES:
        for field, target in references(other).items():
            if target != entity or (entity, other) in _NO_USE:
                continue
            for user in action.standing(other, **{field: record}):
                if (other, user) not in going and stands(action, other, user):
                    yield _known_by(action, other, user)


def _printed_in(action: Recording, entity: str, record: str) -> Iterator[Owned]:
    """The closed follow-ups whose reports tell of an audit, or of a recommendation: their numbers stand.

    One that was imported is no report of this register's, and may be put right.
    """
    audit = (action.get(entity, record) or {}).get("audit") if entity == "recommendation" else record
    for covered in action.standing("followup_audit", audit=audit).values():
        followup = str(covered["followup"])
        if attached.closing_of(action.connection, followup) is not None:
            yield "followup", followup


def _known_by(action: Recording, entity: str, record: str) -> Owned:
    """A record that a person knows by name: this one, or what it belongs to."""
    above = owner_of(action, entity, record)
    if above is None or entity == "recommendation":
        return entity, record
    return _known_by(action, *above)
