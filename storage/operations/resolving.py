"""Records as people refer to them: by id, reference or name; a name that is not known may make a body or a person."""

import uuid

from storage import clock
from storage.database import lookup
from storage.database.recording import Recording
from storage.domain.dates import first_day, last_day
from storage.domain.kinds import Entry
from storage.domain.references import parse_reference
from storage.domain.text import searchable
from storage.domain.value import Value
from storage.errors import UnknownReference
from storage.intake.bodynames import body_kind
from storage.operations.owning import expect, stands

Found = tuple[str, str]
"""(entity, id)."""


def resolved(action: Recording, entry: Entry, reference: str) -> Found:
    """The record that `reference` means in a field; one that was joined with another means that other.

    Raises:
        UnknownReference: it means none, and names nothing that the field makes.
        AmbiguousReference: it means several.
    """
    for entity in entry.refers:
        if action.get(entity, reference) is not None:
            expect(action, entity, reference)
            return entity, home(action, entity, reference)
    found = _candidates(action, entry, reference)
    if len(found) > 1:
        raise lookup.ambiguous(action.connection, reference, found)
    if found:
        return found[0]
    if not entry.makes or _is_id(reference):
        raise UnknownReference(reference, entry.refers[0])
    return entry.refers[0], _made(action, entry.refers[0], reference)


def home(action: Recording, entity: str, record: str) -> str:
    """The record that this one turned out to be the same as, as :func:`storage.database.survivors.last` has it."""
    seen = {record}
    while (row := action.get(entity, record)) and (into := row.get("merged_into")):
        if str(into) in seen:
            return min(seen)
        record = str(into)
        seen.add(record)
    return record


def _candidates(action: Recording, entry: Entry, reference: str) -> list[Found]:
    made = [
        (entity, record)
        for entity in entry.refers
        for record, row in action.drafted(entity).items()
        if searchable(str(row.get("name") or "")) == searchable(reference)
    ]
    held = lookup.candidates(action.connection, parse_reference(reference), entry.refers)
    standing = [(entity, home(action, entity, record)) for entity, record in held if stands(action, entity, record)]
    found = list(dict.fromkeys([*made, *standing])) or _titled(action, entry, reference)
    return found if len(found) < 2 else [each for each in found if _valid_today(action, *each)] or found


def _titled(action: Recording, entry: Entry, reference: str) -> list[Found]:
    """The persons that are meant by name and title: `Ada Ek, ordförande`."""
    name, title = _name_and_title(reference)
    if "person" not in entry.refers or not title:
        return []
    people = action.standing("person", merged_into=None)
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
