"""Sets of records, kept as link records: their ids follow from what they join, and they are removed when taken out."""

from collections.abc import Sequence

from storage.database.recording import Recording
from storage.domain.identity import id_from_fields
from storage.domain.kinds import Entry
from storage.domain.value import Value
from storage.domain.vocabulary import NATURAL_KEYS, references
from storage.operations.owning import stands
from storage.operations.resolving import Found, home
from storage.register import Register

TAKEN_OUT = "inte längre med"
"""Why a link record is removed: the record it led to was taken out of the set."""


def put_set(register: Register, action: Recording, entry: Entry, owner: str, members: Sequence[Found]) -> bool:
    """Let a record's set hold exactly these members, in this order where it has one; whether that changes it."""
    wanted = dict.fromkeys(members)
    held = held_links(action, entry, owner)
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


def add_members(register: Register, action: Recording, entry: Entry, owner: str, members: Sequence[Found]) -> None:
    """Put members into a record's set beside those it holds."""
    held = held_links(action, entry, owner).values()
    for member in dict.fromkeys(members):
        if member not in held:
            _put_link(register, action, entry, owner, member, None, len(held) + 1)


def held_links(action: Recording, entry: Entry, owner: str) -> dict[str, Found]:
    """Link id → the member it leads to, where that is not removed; of one that was joined with another, that other."""
    owner_field, *targets = NATURAL_KEYS[entry.link]
    kinds = references(entry.link)
    found = {}
    for link, row in action.standing(entry.link, **{owner_field: owner}).items():
        field = next((name for name in targets if row[name]), None)
        if field is not None:
            member = (kinds[field], home(action, kinds[field], str(row[field])))
            if stands(action, *member):
                found[link] = member
    return found


def _put_link(
    register: Register, action: Recording, entry: Entry, owner: str, member: Found, link: str | None, position: int
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
