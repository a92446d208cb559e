"""Reading what is entered by hand: records as forms begin with them, their lists, and letters beside answers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress

from storage import clock
from storage.database import lists, measures
from storage.database import names as name_rows
from storage.database import records as fields
from storage.database.connection import Connection
from storage.database.measures import recommendations_of_measures
from storage.database.records import evidence_rows
from storage.domain.counting import Counts
from storage.domain.editable_fields import EDITABLE, Given
from storage.domain.filters import NO_FILTER, Filter
from storage.domain.identity import parse_reference
from storage.domain.records import AssessmentEvidence, Named, Record, RecordWarning
from storage.domain.text import one_line, swedish_key
from storage.domain.views import BodyView, MeasureView
from storage.domain.vocabulary import references
from storage.domain.warnings import warnings_about
from storage.errors import AmbiguousReference, UnknownReference
from storage.filters import _let_through
from storage.register import Register


def entered(register: Register, entity: str, record: str) -> dict[str, Given]:
    """Entry name → value as a form begins with it: ids for references, tuples of ids for sets.

    Raises:
        UnknownReference: there is no such record.
    """
    found = entered_of(register, entity, [record])
    if record not in found:
        raise UnknownReference(record, entity)
    return found[record]


def entered_of(register: Register, entity: str, records: Sequence[str]) -> dict[str, dict[str, Given]]:
    """The same of many records at once: id → entry name → value."""
    with register.reading() as connection:
        return fields.form_values(connection, entity, records)


def names(register: Register, entities: Sequence[str]) -> list[Named]:
    """The records of these entities that a form can name, in Swedish order."""
    with register.reading() as connection:
        found = [one for entity in entities for one in name_rows.named_records(connection, entity)]
    return sorted(found, key=lambda one: (swedish_key(one.name), one.id))


def records(register: Register, entity: str, flt: Filter = NO_FILTER, *, removed: bool = False) -> list[Named]:
    """The records of an entity in the order of their list; of a filter only its words are looked for.

    With `removed` those that were taken out, or joined with another, and only those.
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
    """Those of these records that stand in lists, by name."""
    with register.reading() as connection:
        return name_rows.named_records(connection, entity, ids=ids)


def measures_of(
    register: Register, *, recommendation: str | None = None, audit: str | None = None, response: str | None = None
) -> list[MeasureView]:
    """The measures about a recommendation, of an audit or its recommendations, or told of in an answer.

    By theme, due date and the order they were written in; none when nothing is asked for.
    """
    about = (("recommendation", recommendation), ("audit", audit), ("response", response))
    with register.reading() as connection:
        return [
            one for entity, record in about if record for one in measures.measures_about(connection, entity, record)
        ]


def measures_by_record(
    register: Register, recommendations: Collection[str], audits: Collection[str]
) -> dict[str, list[MeasureView]]:
    """The measures of each of these recommendations, and of each of these audits as a whole."""
    with register.reading() as connection:
        return measures.measures_of(connection, recommendations, audits)


def linked_points(register: Register, recommendations: Collection[str]) -> list[tuple[str, str, str]]:
    """(recommendation, `parent` or `related`, name) of those that these lie under and refer to, in printed order."""
    with register.reading() as connection:
        return name_rows.linked_points(connection, recommendations)


def evidence_of(register: Register, recommendation: str) -> list[AssessmentEvidence]:
    """What the judgements of a recommendation rest on, newest first; `assessment` tells which."""
    with register.reading() as connection:
        return evidence_rows(connection, [recommendation]).get(recommendation, [])


def evidence_by_recommendation(
    register: Register, recommendations: Sequence[str]
) -> dict[str, list[AssessmentEvidence]]:
    """The same of many recommendations at a time, of those that have any."""
    with register.reading() as connection:
        return evidence_rows(connection, recommendations)


def remarks(
    register: Register, entity: str, values: Mapping[str, Given], record: str | None = None
) -> tuple[RecordWarning, ...]:
    """What stops nothing but should be known of a record with these values; of `record` once it has them."""
    known: Mapping[str, Given] = entered(register, entity, record) if record else {}
    told = {**known, **values}
    return (*_same_number(register, entity, told, record), *warnings_about(entity, told, clock.today()))


def _same_number(
    register: Register, entity: str, values: Mapping[str, Given], record: str | None
) -> tuple[RecordWarning, ...]:
    """That another record of the same audit or letter bears the number: allowed, as reports print such."""
    number, owner = one_line(str(values.get("number") or "")), EDITABLE[entity].owner
    if not number or not values.get(owner):
        return ()
    with suppress(UnknownReference, AmbiguousReference):  # which whoever writes it will be told of
        above = find(register, str(values[owner]), owner)
        with register.reading() as connection:
            if fields.count_same_number(connection, entity, (owner, above), number, record):
                return (RecordWarning("number", "duplicate_number", {"number": number}),)
    return ()


def _named(connection: Connection, entity: str, ids: Given) -> tuple[Named, ...]:
    return tuple(name_rows.named_records(connection, entity, ids=ids)) if isinstance(ids, list | tuple) else ()


def _sorted(told: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(told, key=swedish_key))


def _ids(value: Given) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


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
    found = fields.record(connection, entity, record)
    if found is None or found.removed is not None or not steps:
        return None
    if entity in LISTED:
        return entity, record
    if entity == "measure" and (about := recommendations_of_measures(connection, [record])):
        return "recommendation", about[0][1]
    ways = sorted(references(entity).items(), key=lambda way: (way[1] not in LISTED, _rank(way[1])))
    held = ((target, _reference(found, field)) for field, target in ways)
    places = (_place(connection, target, value, steps - 1) for target, value in held if value)
    return next((place for place in places if place is not None), None)


def _rank(entity: str) -> int:
    return LISTED.index(entity) if entity in LISTED else len(LISTED)


def _reference(record: Record, field: str) -> str | None:
    value = getattr(record, field, None)
    return str(value) if value else None


def rid_of(register: Register, entity: str, record_id: str) -> int | None:
    """The row number of a record, by which lists know it; None when it is not there."""
    with register.reading() as connection:
        return fields.rid_of(connection, entity, record_id)


def bodies(register: Register, flt: Filter = NO_FILTER) -> list[BodyView]:
    """The bodies in Swedish order."""
    with register.reading() as connection:
        let_through = _let_through(connection, "body", flt)
        tallies = lists.body_counts(connection)
        found = [
            BodyView(body, *tallies.get(body.id, (0, Counts())))
            for rid, body in lists.every_body(connection)
            if let_through(rid)
        ]
    return sorted(found, key=lambda view: (swedish_key(view.body.name), view.body.id))


def find(register: Register, reference: str, kind: str = "recommendation") -> str:
    """The id of the record of entity `kind` that a reference means.

    Raises:
        UnknownReference, AmbiguousReference: it means none, or several.
    """
    return _single(register, reference, (kind,), kind)[1]


def resolve(register: Register, reference: str, *, removed: bool = False) -> tuple[str, str]:
    """(entity, id) of the record of any kind that a reference means; with `removed` of one that was taken out.

    Raises:
        UnknownReference, AmbiguousReference: it means none, or several.
    """
    return _single(register, reference, fields.REFERABLE, "record", removed=removed)


def record_of(register: Register, entity: str, record_id: str) -> Record:
    """The plain record.

    Raises:
        UnknownReference: there is no such record.
    """
    with register.reading() as connection:
        found = fields.record(connection, entity, record_id)
    if found is None:
        raise UnknownReference(record_id, entity)
    return found


def name_of(register: Register, entity: str, record_id: str) -> str:
    """What a person calls the record."""
    with register.reading() as connection:
        return name_rows.name_of(connection, entity, record_id)


def _single(
    register: Register, reference: str, entities: Sequence[str], kind: str, *, removed: bool = False
) -> tuple[str, str]:
    with register.reading() as connection:
        found = fields.candidates(connection, parse_reference(reference), entities, removed=removed)
        if not found:
            raise UnknownReference(reference, kind)
        if len(found) > 1:
            raise fields.ambiguous_reference(connection, reference, found)
    return found[0]
