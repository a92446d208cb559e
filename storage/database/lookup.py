"""Finding single records: by reference and by id."""

from collections.abc import Iterable, Sequence

from storage.database import naming
from storage.database.connection import Connection
from storage.database.portions import in_portions
from storage.database.projection import R, select, to_record
from storage.database.survivors import JOINED, last, survivors
from storage.domain.records import Assessment, Followup, Level, Person, Recommendation, Record
from storage.domain.references import MIN_PREFIX, Reference
from storage.domain.text import searchable
from storage.domain.vocabulary import ENTITIES
from storage.errors import AmbiguousReference, UnknownReference

REFERABLE = (
    "recommendation", "audit", "followup", "letter", "body", "response", "person", "scale", "document", "measure",
    "letter_question", "letter_recipient", "response_line", "assessment", "assessment_evidence",
)  # fmt: skip
"""The entities that a person refers to."""
CANDIDATES = 10
"""How many of several records that answer to a reference are told of by name."""


def candidates(
    connection: Connection, reference: Reference, entities: Iterable[str], *, removed: bool = False
) -> list[tuple[str, str]]:
    """(entity, id) of every record, of these entities, that the reference may mean.

    With `removed` only records that were taken out or joined with another are meant; without, none that was taken
    out, and a name leads on from one that was joined.
    """
    found: list[tuple[str, str]] = []
    wanted = [entity for entity in entities if entity in REFERABLE]
    if reference.id_start is not None and len(reference.id_start) >= MIN_PREFIX:
        for entity in wanted:
            found += _by_id_start(connection, entity, reference.id_start, _there(entity, removed=removed))
    if found:
        return found
    for entity in _NUMBERED if reference.title and reference.number is not None and not removed else ():
        if entity in wanted:
            found += _by_title_and_number(connection, entity, reference.title, reference.number or "")
    for entity in wanted:
        by_name = _by_name(connection, entity, reference.raw, _there(entity, removed=removed))
        alive = {} if removed else survivors(connection, entity)
        found += dict.fromkeys((entity, alive.get(record, record)) for record in by_name)
    return found


def ambiguous(connection: Connection, reference: str, found: Sequence[tuple[str, str]]) -> AmbiguousReference:
    """What to tell whoever wrote a reference that means all of these (entity, id)."""
    named = [(one, naming.name_of(connection, entity, one)) for entity, one in found[:CANDIDATES]]
    return AmbiguousReference(reference, named, len(found) - len(named))


def _there(entity: str, *, removed: bool) -> str:
    """The condition that a record is one of those listed, or of those that are not."""
    if not removed:
        return "removed IS NULL"
    return "(removed IS NOT NULL OR merged_into IS NOT NULL)" if entity in JOINED else "removed IS NOT NULL"


def record(connection: Connection, entity: str, entity_id: str) -> Record | None:
    """The record with this id; None when the tables do not hold it."""
    row = connection.execute(f"{select(entity)} WHERE id = ?", (entity_id,)).fetchone()
    return to_record(ENTITIES[entity], row) if row else None


def records(connection: Connection, entity: str, ids: Sequence[str]) -> dict[str, Record]:
    """Id → record, of those that the tables hold."""
    rows = in_portions(connection, f"{select(entity)} WHERE id IN ({{}})", ids)
    return {row[0]: to_record(ENTITIES[entity], row) for row in rows}


def standing(connection: Connection, entity: str, entity_id: str, kind: type[R]) -> R:
    """The record with this id, of the class that its entity has, that nobody has removed.

    Raises:
        UnknownReference: there is none.
    """
    row = connection.execute(f"{select(entity)} WHERE id = ? AND removed IS NULL", (entity_id,)).fetchone()
    if row is None:
        raise UnknownReference(entity_id, entity)
    return to_record(kind, row)


def open_followup(connection: Connection) -> Followup | None:
    """The open follow-up; should there be several, the one whose judgements lists show."""
    row = connection.execute(
        f"{select('followup')} WHERE state = 'open' AND removed IS NULL "
        "ORDER BY year DESC, report_date DESC, id DESC LIMIT 1"
    ).fetchone()
    return to_record(Followup, row) if row else None


def other_open_followups(connection: Connection, followup: str) -> bool:
    """Whether a follow-up beside this one is open."""
    found = connection.execute(
        "SELECT 1 FROM followup WHERE state = 'open' AND removed IS NULL AND id <> ? LIMIT 1", (followup,)
    ).fetchone()
    return found is not None


def levels_of(connection: Connection, scale: str) -> tuple[Level, ...]:
    """The levels of a scale, in its order."""
    rows = connection.execute(
        f'{select("level")} WHERE scale = ? AND removed IS NULL ORDER BY "order", id', (scale,)
    ).fetchall()
    return tuple(to_record(Level, row) for row in rows)


def recommendations_of(connection: Connection, audit: str) -> list[Recommendation]:
    """An audit's recommendations in printed order."""
    rows = connection.execute(
        f"{select('recommendation')} WHERE audit = ? AND removed IS NULL ORDER BY position, id", (audit,)
    ).fetchall()
    return [to_record(Recommendation, row) for row in rows]


def assessments_of(connection: Connection, field: str, value: str) -> list[Assessment]:
    """The assessments of a `recommendation` or a `followup`."""
    rows = connection.execute(
        f'{select("assessment")} WHERE "{field}" = ? AND removed IS NULL ORDER BY rid', (value,)
    ).fetchall()
    return [to_record(Assessment, row) for row in rows]


def judged_by(connection: Connection, assessments: Sequence[str]) -> dict[str, tuple[str, str | None]]:
    """Assessment → the recommendation that it is of, and the audit of that."""
    sql = (
        "SELECT a.id, r.id, r.audit FROM assessment a JOIN recommendation r ON r.id = a.recommendation "
        "WHERE a.id IN ({})"
    )
    rows = in_portions(connection, sql, assessments)
    return {assessment: (recommendation, audit) for assessment, recommendation, audit in rows}


def last_position(connection: Connection, followup: str) -> int:
    """The last place that is taken in a follow-up's own order."""
    row = connection.execute(
        "SELECT max(position) FROM followup_audit WHERE followup = ? AND removed IS NULL", (followup,)
    ).fetchone()
    return int(row[0] or 0)


def signers_of(connection: Connection, owner: str, record: str) -> tuple[Person, ...]:
    """Who signs a `followup` or a `letter`, in order."""
    signing = f"SELECT {{}} FROM {owner}_signer s WHERE s.{owner} = ?1 AND s.removed IS NULL"
    signer = last("s.person", "person")
    rows = connection.execute(
        f"{select('person')} WHERE removed IS NULL AND id IN ({signing.format(signer)}) "
        f"ORDER BY ({signing.format('min(position)')} AND {signer} = person.id), id",
        (record,),
    ).fetchall()
    return tuple(to_record(Person, row) for row in rows)


def history_head(connection: Connection) -> str:
    """Hash of the newest action in this copy."""
    row = connection.execute("SELECT hash FROM action ORDER BY seq DESC LIMIT 1").fetchone()
    return row[0] if row else ""


def _by_id_start(connection: Connection, entity: str, start: str, there: str) -> list[tuple[str, str]]:
    rows = connection.execute(
        f'SELECT id FROM "{entity}" WHERE id >= ? AND id < ? AND {there} ORDER BY id',
        (start, start + "~"),
    ).fetchall()
    return [(entity, row[0]) for row in rows]


_NUMBERED = {
    "recommendation": ("audit", ("title", "short_title"), "r.position"),
    "letter_question": ("letter", ("registry_number",), "r.rid"),
}
"""Entity whose records have numbers → what they belong to, the fields that is known by, and their order."""


def _by_title_and_number(connection: Connection, entity: str, title: str, number: str) -> list[tuple[str, str]]:
    owner, fields, order = _NUMBERED[entity]
    known = " OR ".join(f"searchable(coalesce(o.{field}, '')) = ?2" for field in fields)
    rows = connection.execute(
        f"SELECT r.id FROM {entity} r JOIN {owner} o ON o.id = r.{owner} "
        "WHERE r.removed IS NULL AND o.removed IS NULL "
        f"AND rtrim(searchable(coalesce(r.number, '')), ' .)') = ?1 AND ({known}) ORDER BY {order}, r.id",
        (searchable(number), searchable(title)),
    ).fetchall()
    return [(entity, row[0]) for row in rows]


_NAMES = {
    "audit": ("title", "short_title"),
    "followup": ("title", "year"),
    "body": ("name", "short_name"),
    "person": ("name",),
    "letter": ("registry_number",),
    "response": ("registry_number", "their_registry_number"),
    "document": ("name",),
    "scale": ("label",),
}


def _by_name(connection: Connection, entity: str, text: str, there: str) -> list[str]:
    fields = _NAMES.get(entity, ())
    if not fields or not text:
        return []
    clause = " OR ".join(f"searchable(coalesce(\"{field}\", '')) = ?1" for field in fields)
    rows = connection.execute(
        f'SELECT id FROM "{entity}" WHERE {there} AND ({clause}) ORDER BY id', (searchable(text),)
    ).fetchall()
    return [row[0] for row in rows]


def rid_of(connection: Connection, entity: str, entity_id: str) -> int | None:
    """The row number of a record; None when the tables do not hold it."""
    row = connection.execute(f'SELECT rid FROM "{entity}" WHERE id = ?', (entity_id,)).fetchone()
    return None if row is None else int(row[0])
