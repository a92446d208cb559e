"""Finding single records: by reference and by id."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from storage.database import names as name_rows
from storage.database.connection import Connection
from storage.database.letters import AUDIT_NAME
from storage.database.names import MERGEABLE, merged_id, merged_ids
from storage.database.projection import R, batched_query, json_array, prefixed, select, to_record
from storage.domain.editable_fields import EDITABLE, EditableField, Given, Input
from storage.domain.identity import MIN_PREFIX, Reference
from storage.domain.records import (
    Assessment,
    AssessmentEvidence,
    AuditAuditee,
    Followup,
    FollowupAudit,
    FollowupClosing,
    Level,
    Measure,
    Person,
    Recommendation,
    Record,
    Value,
)
from storage.domain.text import searchable
from storage.domain.views import MeasureView, TargetView
from storage.domain.vocabulary import ENTITIES, field_types, references
from storage.errors import AmbiguousReference, UnknownReference

REFERABLE = (
    "recommendation", "audit", "followup", "letter", "body", "response", "person", "scale", "document", "measure",
    "letter_question", "letter_recipient", "response_line", "assessment", "assessment_evidence",
)  # fmt: skip
"""The entities that a person refers to."""
MAX_CANDIDATES = 10
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
        alive = {} if removed else merged_ids(connection, entity)
        found += dict.fromkeys((entity, alive.get(record, record)) for record in by_name)
    return found


def ambiguous_reference(connection: Connection, reference: str, found: Sequence[tuple[str, str]]) -> AmbiguousReference:
    """What to tell whoever wrote a reference that means all of these (entity, id)."""
    named = [(one, name_rows.name_of(connection, entity, one)) for entity, one in found[:MAX_CANDIDATES]]
    return AmbiguousReference(reference, named, len(found) - len(named))


def _there(entity: str, *, removed: bool) -> str:
    """The condition that a record is one of those listed, or of those that are not."""
    if not removed:
        return "removed IS NULL"
    return "(removed IS NOT NULL OR merged_into IS NOT NULL)" if entity in MERGEABLE else "removed IS NOT NULL"


def record(connection: Connection, entity: str, entity_id: str) -> Record | None:
    """The record with this id; None when the tables do not hold it."""
    row = connection.execute(f"{select(entity)} WHERE id = ?", (entity_id,)).fetchone()
    return to_record(ENTITIES[entity], row) if row else None


def records(connection: Connection, entity: str, ids: Sequence[str]) -> dict[str, Record]:
    """Id → record, of those that the tables hold."""
    rows = batched_query(connection, f"{select(entity)} WHERE id IN ({{}})", ids)
    return {row[0]: to_record(ENTITIES[entity], row) for row in rows}


def require_record(connection: Connection, entity: str, entity_id: str, kind: type[R]) -> R:
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


def assessed_recommendations(connection: Connection, assessments: Sequence[str]) -> dict[str, tuple[str, str | None]]:
    """Assessment → the recommendation that it is of, and the audit of that."""
    sql = (
        "SELECT a.id, r.id, r.audit FROM assessment a JOIN recommendation r ON r.id = a.recommendation "
        "WHERE a.id IN ({})"
    )
    rows = batched_query(connection, sql, assessments)
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
    signer = merged_id("s.person", "person")
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


EVIDENCE = "assessment_evidence"


def form_values(connection: Connection, entity: str, ids: Sequence[str]) -> dict[str, dict[str, Given]]:
    """Record → entry name → value, of those records that are there."""
    rows = _rows(connection, entity, ids)
    found = list(rows)
    sets = {
        entry.name: _set(connection, entity, entry, found)
        for entry in EDITABLE[entity].entries
        if entry.input is Input.SEVERAL
    }
    alive = {target: merged_ids(connection, target) for target in set(references(entity).values())}
    if entity == EVIDENCE:
        _put_recommendations(connection, rows)
    return {
        record: {
            entry.name: sets[entry.name].get(record, ())
            if entry.input is Input.SEVERAL
            else _followed(entity, entry.name, row.get(entry.name), alive)
            for entry in EDITABLE[entity].entries
        }
        for record, row in rows.items()
    }


def _followed(entity: str, name: str, value: Value, alive: dict[str, dict[str, str]]) -> Value:
    target = references(entity).get(name)
    return value if target is None else alive[target].get(str(value), value)


def _rows(connection: Connection, entity: str, ids: Sequence[str]) -> dict[str, dict[str, Value]]:
    names = list(field_types(entity))
    rows = batched_query(connection, f"{select(entity)} WHERE id IN ({{}})", ids)
    return {record: dict(zip(names, values, strict=True)) for record, *values in rows}


def _set(connection: Connection, entity: str, entry: EditableField, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Record → the ids in one of its sets, in their order."""
    pointing = {field: target for field, target in references(entry.link).items() if field != entity}
    found: dict[str, list[tuple[int, int, str]]] = {}
    for field, target in pointing.items():
        alive = merged_ids(connection, target)
        place = "coalesce(k.position, 0)" if entry.ordered else "0"
        sql = (
            f"SELECT k.{entity}, {place}, k.rid, t.id, t.removed FROM {entry.link} k "
            f"JOIN {target} t ON t.id = k.{field} WHERE k.{entity} IN ({{}}) AND k.removed IS NULL"
        )
        for owner, *order, record, removed in batched_query(connection, sql, ids):
            if removed is None or record in alive:
                found.setdefault(owner, []).append((*order, alive.get(record, record)))
    return {owner: tuple(dict.fromkeys(record for *_, record in sorted(rows))) for owner, rows in found.items()}


def _put_recommendations(connection: Connection, rows: dict[str, dict[str, Value]]) -> None:
    """Evidence is entered by recommendation: that of the assessment it belongs to."""
    for row in rows.values():
        found = connection.execute(
            "SELECT recommendation FROM assessment WHERE id = ?", (row["assessment"],)
        ).fetchone()
        row["recommendation"] = found[0] if found else None


def count_same_number(connection: Connection, entity: str, owner: tuple[str, str], number: str, but: str | None) -> int:
    """How many other records of the same owner (field, id) bear this number as printed."""
    field, record = owner
    row = connection.execute(
        f"SELECT count(*) FROM {entity} WHERE {field} = ? AND number = ? AND removed IS NULL AND id IS NOT ?",
        (record, number, but),
    ).fetchone()
    return int(row[0])


def closing_of(connection: Connection, followup: str) -> FollowupClosing | None:
    """How a follow-up was closed; None of one that is open, or was imported."""
    row = connection.execute(
        f"{select('followup_closing')} WHERE followup = ? AND removed IS NULL", (followup,)
    ).fetchone()
    return to_record(FollowupClosing, row) if row else None


def followup_audits(connection: Connection, followup: str) -> list[FollowupAudit]:
    """A follow-up's audits in its own order."""
    rows = connection.execute(
        f"{select('followup_audit')} WHERE followup = ? AND removed IS NULL "
        "AND audit IN (SELECT id FROM audit WHERE removed IS NULL) ORDER BY position, rid",
        (followup,),
    ).fetchall()
    return [to_record(FollowupAudit, row) for row in rows]


def auditee_links(connection: Connection, audit: str) -> list[AuditAuditee]:
    """An audit's links to its audited bodies."""
    rows = connection.execute(f"{select('audit_auditee')} WHERE audit = ? AND removed IS NULL", (audit,)).fetchall()
    return [to_record(AuditAuditee, row) for row in rows]


def evidence_rows(connection: Connection, recommendations: Sequence[str]) -> dict[str, list[AssessmentEvidence]]:
    """Recommendation → what its assessments rest on, newest first, the undated last; only of those that have any."""
    sql = (
        f"SELECT s.recommendation, {prefixed('e', 'assessment_evidence')} FROM assessment s "
        "JOIN assessment_evidence e ON e.assessment = s.id AND e.removed IS NULL "
        "WHERE s.recommendation IN ({}) AND s.removed IS NULL ORDER BY e.date DESC, e.rid"
    )
    found: dict[str, list[AssessmentEvidence]] = {}
    for recommendation, *row in batched_query(connection, sql, recommendations):
        found.setdefault(recommendation, []).append(to_record(AssessmentEvidence, tuple(row)))
    return found


def bodies_by_name(connection: Connection) -> dict[str, str]:
    """`searchable(name)` → id; the oldest where several bear a name, and of a joined one that it was joined with."""
    rows = connection.execute(
        f"SELECT name, {merged_id('b.id')} FROM body b WHERE removed IS NULL AND name IS NOT NULL "
        "ORDER BY merged_into IS NULL, rid DESC"
    ).fetchall()
    return {searchable(name): body for name, body in rows}


def audit_titles(connection: Connection) -> list[tuple[str, str | None, str | None, str | None]]:
    """(id, title, short title, years) of every audit."""
    return connection.execute(
        "SELECT id, title, short_title, years FROM audit WHERE removed IS NULL ORDER BY rid"
    ).fetchall()


def recommendation_texts(connection: Connection, audit: str) -> list[tuple[str, str | None, str | None]]:
    """(id, number, text) of an audit's recommendations in printed order."""
    return connection.execute(
        "SELECT id, number, text FROM recommendation WHERE audit = ? AND removed IS NULL ORDER BY position, id",
        (audit,),
    ).fetchall()


def scale_levels(connection: Connection) -> list[tuple[str, tuple[Level, ...]]]:
    """(id, levels) of every scale, oldest first."""
    rows = connection.execute("SELECT id FROM scale WHERE removed IS NULL ORDER BY rid").fetchall()
    return [(row[0], levels_of(connection, row[0])) for row in rows]


def exists(connection: Connection, entity: str, record_id: str) -> bool:
    """Whether the record is in its table, removed or not."""
    return connection.execute(f'SELECT 1 FROM "{entity}" WHERE id = ?', (record_id,)).fetchone() is not None


def has_link(connection: Connection, link: str, audit: str) -> bool:
    """Whether a link record leads to the audit."""
    found = connection.execute(f'SELECT 1 FROM "{link}" WHERE audit = ? AND removed IS NULL', (audit,)).fetchone()
    return found is not None


_OF_RECOMMENDATIONS = (
    "SELECT recommendation, measure FROM measure_recommendation WHERE removed IS NULL "
    "AND recommendation IN (SELECT value FROM json_each(?1))"
)
_ABOUT = {
    "recommendation": f"{_OF_RECOMMENDATIONS} GROUP BY 1, 2",
    "audit": "SELECT audit, id FROM measure WHERE audit IN (SELECT value FROM json_each(?1)) UNION "
    "SELECT r.audit, k.measure FROM recommendation r JOIN measure_recommendation k ON k.recommendation = r.id "
    "AND k.removed IS NULL WHERE r.audit IN (SELECT value FROM json_each(?1)) AND r.removed IS NULL",
    "response": "SELECT response, id FROM measure WHERE response IN (SELECT value FROM json_each(?1))",
}
"""What measures may be about → (record, measure) of those that are."""
_OF_BOTH = f"{_OF_RECOMMENDATIONS} UNION SELECT audit, id FROM measure WHERE audit IN (SELECT value FROM json_each(?2))"
_VIEWS = (
    f"WITH about(record, measure) AS ({{}}) SELECT about.record, {prefixed('m', 'measure')}, "
    f"o.id, {AUDIT_NAME.replace('a.', 'o.')}, a.id, r.id, {AUDIT_NAME}, r.number, r.text "
    "FROM about JOIN measure m ON m.id = about.measure AND m.removed IS NULL LEFT JOIN audit o ON o.id = m.audit "
    "LEFT JOIN measure_recommendation k ON k.measure = m.id AND k.removed IS NULL "
    "LEFT JOIN recommendation r ON r.id = k.recommendation AND r.removed IS NULL "
    "LEFT JOIN audit a ON a.id = r.audit AND a.removed IS NULL "
    "ORDER BY m.theme IS NULL, swedish(m.theme), m.due IS NULL, m.due, m.rid, k.rid"
)
_COLUMNS = len(ENTITIES["measure"].__struct_fields__)


def measures_about(connection: Connection, entity: str, record: str) -> list[MeasureView]:
    """The measures of a `recommendation`, of an `audit` or its recommendations, or told of in a `response`.

    By theme, due date and the order they were written in.
    """
    rows = connection.execute(_VIEWS.format(_ABOUT[entity]), (json_array([record]),)).fetchall()
    return _views(rows).get(record, [])


def measures_of(
    connection: Connection, recommendations: Collection[str], audits: Collection[str]
) -> dict[str, list[MeasureView]]:
    """The measures of each of these recommendations, and of each of these audits as a whole, in the same order."""
    rows = connection.execute(_VIEWS.format(_OF_BOTH), (json_array(recommendations), json_array(audits))).fetchall()
    found = _views(rows)
    whole = {audit: [one for one in found.get(audit, ()) if not one.recommendations] for audit in audits}
    return {**found, **whole}


def _views(rows: Iterable[Sequence[Any]]) -> dict[str, list[MeasureView]]:
    """Record → its measures, of rows with one for each recommendation that a measure is about."""
    measures: dict[str, tuple[Measure, str | None]] = {}
    about: dict[tuple[str, str], list[TargetView]] = {}
    for record, *values in rows:
        audit, name, standing, target, title, number, text = values[_COLUMNS:]
        measure = values[0]
        if measure not in measures:
            measures[measure] = (to_record(Measure, tuple(values[:_COLUMNS])), name if audit else None)
        points = about.setdefault((record, measure), [])
        if standing is not None:
            points.append(TargetView("recommendation", target, title, number, text))
    found: dict[str, list[MeasureView]] = {}
    for (record, measure), points in about.items():
        one, name = measures[measure]
        found.setdefault(record, []).append(MeasureView(one, tuple(points), name))
    return found
