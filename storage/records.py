"""Records of any kind: by reference or id, as lists of names, as forms edit them, and the rows that show them."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain

from storage import clock
from storage.database import holdings as holding_rows
from storage.database import lists
from storage.database import names as name_rows
from storage.database import records as record_rows
from storage.database.connection import Connection
from storage.database.holdings import recommendations_of_measures
from storage.database.projection import R
from storage.database.search import Words
from storage.domain.body_names import body_key
from storage.domain.counting import Counts
from storage.domain.editable_fields import EDITABLE, Given
from storage.domain.filters import NO_FILTER, Filter
from storage.domain.identity import parse_reference
from storage.domain.records import Named, Record, RecordWarning
from storage.domain.text import one_line, swedish_key
from storage.domain.views import BodyView, MeasureView
from storage.domain.vocabulary import references
from storage.domain.warnings import warnings_about
from storage.errors import AmbiguousReference, UnknownReference
from storage.register import Register, query

LISTED = ("recommendation", "response", "letter", "audit", "followup")
"""Entities with rows of their own on a screen; a record that refers to several is shown with the first of these."""
_LONGEST_WAY = 4

name_of = query(name_rows.name_of)
rid_of = query(record_rows.rid_of)
entered_of = query(record_rows.form_values)
measures_by_record = query(holding_rows.measures_of)
measures_with_promised = query(holding_rows.measures_with_promised)
source_texts = query(holding_rows.source_texts)


def find(register: Register, reference: str, kind: str = "recommendation") -> str:
    """Find the id of the record of entity `kind` that a reference names.

    Raises:
        UnknownReference, AmbiguousReference: it names none, or several.
    """
    return _single(register, reference, (kind,), kind)[1]


def resolve(register: Register, reference: str, *, removed: bool = False) -> tuple[str, str]:
    """Find (entity, id) of the record of any kind that a reference names; with `removed` only among removed ones.

    Raises:
        UnknownReference, AmbiguousReference: it names none, or several.
    """
    return _single(register, reference, record_rows.REFERABLE, "record", removed=removed)


def _single(
    register: Register, reference: str, entities: Sequence[str], kind: str, *, removed: bool = False
) -> tuple[str, str]:
    with register.reading() as connection:
        found = record_rows.candidates(connection, parse_reference(reference), entities, removed=removed)
        if not found:
            raise UnknownReference(reference, kind)
        if len(found) > 1:
            raise record_rows.ambiguous_reference(connection, reference, found)
    return found[0]


def record_of(register: Register, entity: str, record_id: str) -> Record:
    """The record with this id, also when it is removed.

    Raises:
        UnknownReference: there is no such record.
    """
    with register.reading() as connection:
        return stored_record(connection, entity, record_id, Record)


def stored_record(connection: Connection, entity: str, record_id: str, kind: type[R]) -> R:
    """The record with this id as the class of its entity, also when it is removed.

    Raises:
        UnknownReference: there is no such record.
    """
    found = record_rows.record(connection, entity, record_id)
    if not isinstance(found, kind):
        raise UnknownReference(record_id, entity)
    return found


def records(register: Register, entity: str, flt: Filter = NO_FILTER, *, removed: bool = False) -> list[Named]:
    """List the records of an entity in the order of its screen; only the words of the filter count.

    With `removed` only records that were removed, or joined with another, are listed.
    """
    with register.reading() as connection:
        if entity in lists.NEWEST_FIRST and not removed:
            places = {one: place for place, one in enumerate(lists.newest_first_ids(connection, entity, flt))}
            found = name_rows.named_records(connection, entity, ids=list(places))
            return sorted(found, key=lambda one: places[one.id])
        found = name_rows.named_records(connection, entity, flt.words, removed=removed)
        for word in flt.excluded:
            out = {one.id for one in name_rows.named_records(connection, entity, [word], removed=removed)}
            found = [one for one in found if one.id not in out]
        return found


def named(register: Register, entity: str, ids: Sequence[str]) -> list[Named]:
    """The records with these ids that lists show, with their names."""
    with register.reading() as connection:
        return name_rows.named_records(connection, entity, ids=ids)


def names(register: Register, entities: Sequence[str]) -> list[Named]:
    """Records of these entities by name, in Swedish order, for the choices of a form."""
    with register.reading() as connection:
        found = [one for entity in entities for one in name_rows.named_records(connection, entity)]
    return sorted(found, key=lambda one: (swedish_key(one.name), one.id))


def bodies(register: Register, flt: Filter = NO_FILTER) -> list[BodyView]:
    """The bodies in their order; only the words of the filter count."""
    with register.reading() as connection:
        matches = word_matcher(connection, "body", flt)
        tallies = lists.body_counts(connection)
        found = [
            BodyView(body, *tallies.get(body.id, (0, Counts())))
            for rid, body in lists.every_body(connection)
            if matches(rid)
        ]
    return sorted(found, key=lambda view: (body_key(view.body.name, view.body.kind), view.body.id))


def word_matcher(connection: Connection, entity: str, flt: Filter) -> Callable[[int | None], bool]:
    """Make the test that a record, by row number, has the words of a filter in its texts, and no excluded one."""
    words = Words(connection)
    with_words = words.followups if entity == "followup" else partial(words.own, entity)
    having = with_words(flt.words) if flt.words else None
    excluded = {rid for word in flt.excluded for rid in with_words([word])}
    return lambda rid: (having is None or rid in having) and rid not in excluded


def entered(register: Register, entity: str, record: str) -> dict[str, Given]:
    """Map the entries of a form to the values of a record: ids for references, tuples of ids for sets.

    Raises:
        UnknownReference: there is no such record.
    """
    found = entered_of(register, entity, [record])
    if record not in found:
        raise UnknownReference(record, entity)
    return found[record]


def warnings(
    register: Register, entity: str, values: Mapping[str, Given], record: str | None = None
) -> tuple[RecordWarning, ...]:
    """Warnings about a record with these values, or about `record` once it has them; nothing is refused."""
    known: Mapping[str, Given] = entered(register, entity, record) if record else {}
    merged = {**known, **values}
    return (*_same_number(register, entity, merged, record), *warnings_about(entity, merged, clock.today()))


def _same_number(
    register: Register, entity: str, values: Mapping[str, Given], record: str | None
) -> tuple[RecordWarning, ...]:
    """Warn when another record of the same audit or letter has the number: allowed, as printed reports repeat some."""
    number, owner = one_line(str(values.get("number") or "")), EDITABLE[entity].owner
    if not number or not values.get(owner):
        return ()
    with suppress(UnknownReference, AmbiguousReference):  # writing the record reports these
        above = find(register, str(values[owner]), owner)
        with register.reading() as connection:
            if record_rows.count_same_number(connection, entity, (owner, above), number, record):
                return (RecordWarning("number", "duplicate_number", {"number": number}),)
    return ()


def measures_of(
    register: Register, *, recommendation: str | None = None, audit: str | None = None, response: str | None = None
) -> list[MeasureView]:
    """The measures about a recommendation, about an audit or its recommendations, or reported in a response.

    Ordered by theme, due date and the order of entry.
    """
    about = (("recommendation", recommendation), ("audit", audit), ("response", response))
    with register.reading() as connection:
        found = (holding_rows.measures_about(connection, entity, record) for entity, record in about if record)
        return list(chain.from_iterable(found))


def place_of(register: Register, entity: str, record: str) -> tuple[str, str] | None:
    """(entity, id) of the listed record that shows a record, which may be itself.

    None when it is removed, or belongs to no listed record, as bodies and settings do.
    """
    with register.reading() as connection:
        return _place(connection, entity, record, _LONGEST_WAY)


def _place(connection: Connection, entity: str, record: str, steps: int) -> tuple[str, str] | None:
    found = record_rows.record(connection, entity, record)
    if found is None or found.removed is not None or not steps:
        return None
    if entity in LISTED:
        return entity, record
    if entity == "measure" and (about := recommendations_of_measures(connection, [record])):
        return "recommendation", about[0][1]
    ways = sorted(references(entity).items(), key=lambda way: (way[1] not in LISTED, _rank(way[1])))
    targets = ((target, getattr(found, field, None)) for field, target in ways)
    places = (_place(connection, target, str(value), steps - 1) for target, value in targets if value)
    return next((place for place in places if place is not None), None)


def _rank(entity: str) -> int:
    return LISTED.index(entity) if entity in LISTED else len(LISTED)
