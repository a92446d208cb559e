"""Where in the lists a record is seen: as itself, or with the record that it says something of."""

from storage.database import lookup
from storage.database.connection import Connection
from storage.database.promises import recommendations_of
from storage.domain.records import Record
from storage.domain.vocabulary import references
from storage.register import Register

LISTED = ("recommendation", "response", "letter", "audit", "followup")
"""What has a row of its own on a screen; what points at several is seen with the first of these."""
_LONGEST_WAY = 4


def place_of(register: Register, entity: str, record: str) -> tuple[str, str] | None:
    """(entity, id) of the listed record that a record is seen with, which may be itself.

    None where it is not in the lists any more, or belongs to none, such as a body or a setting.
    """
    with register.reading() as connection:
        return _place(connection, entity, record, _LONGEST_WAY)


def _place(connection: Connection, entity: str, record: str, steps: int) -> tuple[str, str] | None:
    found = lookup.record(connection, entity, record)
    if found is None or found.removed is not None or not steps:
        return None
    if entity in LISTED:
        return entity, record
    if entity == "measure" and (about := recommendations_of(connection, [record])):
        return "recommendation", about[0][1]
    ways = sorted(references(entity).items(), key=lambda way: (way[1] not in LISTED, _rank(way[1])))
    held = ((target, _held(found, field)) for field, target in ways)
    places = (_place(connection, target, value, steps - 1) for target, value in held if value)
    return next((place for place in places if place is not None), None)


def _rank(entity: str) -> int:
    return LISTED.index(entity) if entity in LISTED else len(LISTED)


def _held(record: Record, field: str) -> str | None:
    value = getattr(record, field, None)
    return str(value) if value else None
