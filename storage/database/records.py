"""Single records: by reference, by id, by what they belong to, and as forms edit them."""

from collections.abc import Iterable, Sequence

from storage.database import names as name_rows
from storage.database.connection import Connection
from storage.database.names import MERGEABLE, merged_id, merged_ids
from storage.database.projection import (
    R,
    batched_query,
    has_rows,
    prefixed,
    query_column,
    rows_by_owner,
    select,
    select_record,
    select_records,
    to_record,
)
from storage.database.subpoints import DIVIDED, printed_order
from storage.domain.editable_fields import EDITABLE, EditableField, Given, Input
from storage.domain.identity import MIN_PREFIX, PLACE, Reference
from storage.domain.records import (
    Assessment,
    AssessmentEvidence,
    AuditAuditee,
    Document,
    Followup,
    FollowupAudit,
    FollowupClosing,
    Level,
    Person,
    Recommendation,
    Record,
    Value,
)
from storage.domain.text import searchable
from storage.domain.vocabulary import ENTITIES, field_types, references
from storage.errors import AmbiguousReference, UnknownReference

REFERABLE = (
    "recommendation", "audit", "followup", "letter", "body", "response", "person", "scale", "document", "measure",
    "letter_question", "letter_recipient", "response_line", "assessment", "assessment_evidence",
)  # fmt: skip
"""The entities that references may mean."""
MAX_CANDIDATES = 10
"""Records that an ambiguous reference may mean and that the error names."""


def candidates(
    connection: Connection, reference: Reference, entities: Iterable[str], *, removed: bool = False
) -> list[tuple[str, str]]:
    """Return (entity, id) of every record, of these entities, that the reference may mean.

    With `removed` only removed or merged records are meant; without, no removed one, and the name of a merged record
    means the one that it was merged into.
    """
    found: list[tuple[str, str]] = []
    wanted = [entity for entity in entities if entity in REFERABLE]
    if reference.id_start is not None and len(reference.id_start) >= MIN_PREFIX:
        for entity in wanted:
            found += _by_id_start(connection, entity, reference.id_start, _condition(entity, removed=removed))
    if found:
        return found
    for entity in _NUMBERED if reference.title and reference.number is not None and not removed else ():
        if entity in wanted:
            found += _by_title_and_number(connection, entity, reference.title, reference.number or "")
    for entity in wanted:
        by_name = _by_name(connection, entity, reference.raw, _condition(entity, removed=removed))
        merged = {} if removed else merged_ids(connection, entity)
        found += dict.fromkeys((entity, merged.get(record, record)) for record in by_name)
    return found


def ambiguous_reference(connection: Connection, reference: str, found: Sequence[tuple[str, str]]) -> AmbiguousReference:
    """Return the error of a reference that may mean all of these (entity, id), with the names of the first."""
    named = [(one, name_rows.name_of(connection, entity, one)) for entity, one in found[:MAX_CANDIDATES]]
    return AmbiguousReference(reference, named, len(found) - len(named))


def _condition(entity: str, *, removed: bool) -> str:
    """Return the SQL condition of listed records, or of those that are not listed."""
    if not removed:
        return "removed IS NULL"
    return "(removed IS NOT NULL OR merged_into IS NOT NULL)" if entity in MERGEABLE else "removed IS NOT NULL"


def _by_id_start(connection: Connection, entity: str, start: str, condition: str) -> list[tuple[str, str]]:
    sql = f'SELECT id FROM "{entity}" WHERE id >= ? AND id < ? AND {condition} ORDER BY id'
    return [(entity, record) for record in query_column(connection, sql, start, start + "~")]


_MAX_DIGITS = 9
"""Digits of a place, more than any audit needs."""
_FEWEST_LETTERS = 4
"""Characters of words of a point's text that a reference may have in place of its number."""
_NUMBERED = {
    "recommendation": ("audit", ("title", "short_title"), printed_order("r")),
    "letter_question": ("letter", ("registry_number",), "r.rid, r.id"),
}
"""Entity whose records are numbered → the entity above, the fields that name it, and the order of the records."""


def _by_title_and_number(connection: Connection, entity: str, title: str, number: str) -> list[tuple[str, str]]:
    owner, fields, order = _NUMBERED[entity]
    known = " OR ".join(f"searchable(coalesce(o.{field}, '')) = ?2" for field in fields)
    sql = (
        f"SELECT r.id FROM {entity} r JOIN {owner} o ON o.id = r.{owner} "
        "WHERE r.removed IS NULL AND o.removed IS NULL "
        f"AND {{}} AND ({known}) ORDER BY {order}"
    )
    as_printed = sql.format("rtrim(searchable(coalesce(r.number, '')), ' .)') = ?1")
    found = query_column(connection, as_printed, searchable(number), searchable(title))
    place = number.removeprefix(PLACE)
    if not found and entity == "recommendation" and place != number and place.isdecimal():
        at_place = sql.format("coalesce(r.number, '') = '' AND r.position = CAST(?1 AS INTEGER)")
        found = query_column(connection, at_place, place[:_MAX_DIGITS], searchable(title))
    if not found and len(number) >= _FEWEST_LETTERS:
        in_text = sql.format("instr(searchable(coalesce(r.text, '')), ?1) > 0")
        found = query_column(connection, in_text, searchable(number), searchable(title))
    return [(entity, record) for record in found]


_NAME_FIELDS = {
    "audit": ("title", "short_title"),
    "followup": ("title", "year"),
    "body": ("name", "short_name"),
    "person": ("name",),
    "letter": ("registry_number",),
    "response": ("registry_number", "their_registry_number"),
    "document": ("name",),
    "scale": ("label",),
}


def _by_name(connection: Connection, entity: str, text: str, condition: str) -> list[str]:
    fields = _NAME_FIELDS.get(entity, ())
    if not fields or not text:
        return []
    named = " OR ".join(f"searchable(coalesce(\"{field}\", '')) = ?1" for field in fields)
    sql = f'SELECT id FROM "{entity}" WHERE {condition} AND ({named}) ORDER BY id'
    return query_column(connection, sql, searchable(text))


def record(connection: Connection, entity: str, entity_id: str) -> Record | None:
    """Return the record with this id; None when the tables lack it."""
    return records(connection, entity, [entity_id]).get(entity_id)


def records(connection: Connection, entity: str, ids: Sequence[str]) -> dict[str, Record]:
    """Map ids to the records that the tables have."""
    rows = batched_query(connection, f"{select(entity)} WHERE id IN ({{}})", ids)
    return {row[0]: to_record(ENTITIES[entity], row) for row in rows}


def require_record(connection: Connection, entity: str, entity_id: str, kind: type[R]) -> R:
    """Return the record with this id, of its entity's class, that is not removed.

    Raises:
        UnknownReference: there is none.
    """
    found = select_record(connection, kind, "WHERE id = ? AND removed IS NULL", entity_id)
    if found is None:
        raise UnknownReference(entity_id, entity)
    return found


def exists(connection: Connection, entity: str, record_id: str) -> bool:
    """Return True if the table has the record, removed or not."""
    return rid_of(connection, entity, record_id) is not None


def rid_of(connection: Connection, entity: str, entity_id: str) -> int | None:
    """Return the row number of a record; None when the tables lack it."""
    return next(iter(query_column(connection, f'SELECT rid FROM "{entity}" WHERE id = ?', entity_id)), None)


def history_head(connection: Connection) -> str:
    """Return the hash of the newest action in this copy."""
    return next(iter(query_column(connection, "SELECT hash FROM action ORDER BY seq DESC LIMIT 1")), "")


def open_followup(connection: Connection) -> Followup | None:
    """Return the open follow-up; of several, the one whose assessments lists show."""
    newest = "ORDER BY year DESC, report_date DESC, id DESC LIMIT 1"
    return select_record(connection, Followup, f"WHERE state = 'open' AND removed IS NULL {newest}")


def other_open_followups(connection: Connection, followup: str) -> bool:
    """Return True if another follow-up than this one is open."""
    sql = "SELECT 1 FROM followup WHERE state = 'open' AND removed IS NULL AND id <> ? LIMIT 1"
    return has_rows(connection, sql, followup)


def closing_of(connection: Connection, followup: str) -> FollowupClosing | None:
    """Return the closing of a follow-up; None of one that is open, or whose report is not stored yet."""
    return select_record(connection, FollowupClosing, "WHERE followup = ? AND removed IS NULL", followup)


def unstored_followups(connection: Connection) -> list[str]:
    """Return the closed follow-ups whose reports are not stored: older versions stored none of imported ones."""
    return query_column(
        connection,
        "SELECT f.id FROM followup f WHERE f.state = 'closed' AND f.removed IS NULL AND NOT EXISTS "
        "(SELECT 1 FROM followup_closing c WHERE c.followup = f.id AND c.removed IS NULL AND c.context IS NOT NULL) "
        "ORDER BY f.id",
    )


def incoming_report(connection: Connection, followup: str) -> Document | None:
    """Return the document that a follow-up was read from."""
    kinds = "kind IN ('follow_up_report', 'register')"
    where = f"WHERE followup = ? AND {kinds} AND direction = 'incoming' ORDER BY rid LIMIT 1"
    return select_record(connection, Document, where, followup)


def received_documents(connection: Connection) -> dict[str, str]:
    """Map the SHA-256 of the files that came in to the names of their documents, oldest first."""
    return dict(
        connection.execute(
            "SELECT sha256, coalesce(name, '') FROM document WHERE direction = 'incoming' AND sha256 IS NOT NULL "
            "AND removed IS NULL ORDER BY rid"
        ).fetchall()
    )


def followup_audits(connection: Connection, followup: str) -> list[FollowupAudit]:
    """Return a follow-up's links to its audits, in its own order."""
    where = (
        "WHERE followup = ? AND removed IS NULL "
        "AND audit IN (SELECT id FROM audit WHERE removed IS NULL) ORDER BY position, rid"
    )
    return select_records(connection, FollowupAudit, where, followup)


def last_position(connection: Connection, followup: str) -> int:
    """Return the last position taken in a follow-up's own order; 0 when none is."""
    sql = "SELECT coalesce(max(position), 0) FROM followup_audit WHERE followup = ? AND removed IS NULL"
    return int(query_column(connection, sql, followup)[0])


def levels_of(connection: Connection, scale: str) -> tuple[Level, ...]:
    """Return the levels of a scale, in its order."""
    return tuple(select_records(connection, Level, 'WHERE scale = ? AND removed IS NULL ORDER BY "order", id', scale))


def scale_levels(connection: Connection) -> list[tuple[str, tuple[Level, ...]]]:
    """Return (id, levels) of every scale, oldest first."""
    scales = query_column(connection, "SELECT id FROM scale WHERE removed IS NULL ORDER BY rid")
    return [(scale, levels_of(connection, scale)) for scale in scales]


def recommendations_of(connection: Connection, audit: str) -> list[Recommendation]:
    """Return an audit's recommendations in printed order."""
    where = f"WHERE audit = ? AND removed IS NULL ORDER BY {printed_order('recommendation')}"
    return select_records(connection, Recommendation, where, audit)


def divided_among(connection: Connection, recommendations: Sequence[str]) -> set[str]:
    """Return those of some recommendations that have sub-points."""
    sql = f"SELECT r.id FROM recommendation r WHERE r.id IN ({{}}) AND {DIVIDED}"
    return {record for (record,) in batched_query(connection, sql, recommendations)}


def auditee_links(connection: Connection, audit: str) -> list[AuditAuditee]:
    """Return an audit's links to its audited bodies."""
    return select_records(connection, AuditAuditee, "WHERE audit = ? AND removed IS NULL", audit)


def has_link(connection: Connection, link: str, audit: str) -> bool:
    """Return True if a link record leads to the audit."""
    return has_rows(connection, f'SELECT 1 FROM "{link}" WHERE audit = ? AND removed IS NULL', audit)


def assessments_of(connection: Connection, field: str, value: str) -> list[Assessment]:
    """Return the assessments of a `recommendation` or in a `followup`."""
    return select_records(connection, Assessment, f'WHERE "{field}" = ? AND removed IS NULL ORDER BY rid', value)


def assessed_recommendations(connection: Connection, assessments: Sequence[str]) -> dict[str, tuple[str, str | None]]:
    """Map assessments to (recommendation, audit)."""
    sql = (
        "SELECT a.id, r.id, r.audit FROM assessment a JOIN recommendation r ON r.id = a.recommendation "
        "WHERE a.id IN ({})"
    )
    rows = batched_query(connection, sql, assessments)
    return {assessment: (recommendation, audit) for assessment, recommendation, audit in rows}


def evidence_rows(connection: Connection, recommendations: Sequence[str]) -> dict[str, list[AssessmentEvidence]]:
    """Map recommendations to the evidence of their assessments, newest first, the undated last; only those with any."""
    sql = (
        f"SELECT s.recommendation, {prefixed('e', 'assessment_evidence')} FROM assessment s "
        "JOIN assessment_evidence e ON e.assessment = s.id AND e.removed IS NULL "
        "WHERE s.recommendation IN ({}) AND s.removed IS NULL ORDER BY e.date DESC, e.rid"
    )
    found = rows_by_owner(batched_query(connection, sql, recommendations))
    return {owner: [to_record(AssessmentEvidence, row) for row in rows] for owner, rows in found.items()}


def signers_of(connection: Connection, owner: str, record: str) -> tuple[Person, ...]:
    """Return the signers of a `followup` or a `letter`, in order."""
    signing = f"SELECT {{}} FROM {owner}_signer s WHERE s.{owner} = ?1 AND s.removed IS NULL"
    signer = merged_id("s.person", "person")
    where = (
        f"WHERE removed IS NULL AND id IN ({signing.format(signer)}) "
        f"ORDER BY ({signing.format('min(position)')} AND {signer} = person.id), id"
    )
    return tuple(select_records(connection, Person, where, record))


def bodies_by_name(connection: Connection) -> dict[str, str]:
    """Map `searchable(name)`, else the short name, to body ids: the oldest where several share a name.

    A merged one leads to the other.
    """
    found: dict[str, str] = {}
    for column in ("short_name", "name"):
        rows = connection.execute(
            f"SELECT {column}, {merged_id('b.id')} FROM body b WHERE removed IS NULL AND {column} IS NOT NULL "
            "ORDER BY merged_into IS NULL, rid DESC"
        ).fetchall()
        found.update({searchable(name): body for name, body in rows})
    return found


def audit_titles(connection: Connection) -> list[tuple[str, str | None, str | None, str | None]]:
    """Return (id, title, short title, years) of every audit."""
    return connection.execute(
        "SELECT id, title, short_title, years FROM audit WHERE removed IS NULL ORDER BY rid"
    ).fetchall()


def audit_texts(connection: Connection, audit: str) -> dict[str, str | None]:
    """Map the fields of an audit that a report has too to their texts."""
    names = ("purpose", "judgement", "grounds", "years", "report_date", "registry_number", "firm")
    row = connection.execute(f"SELECT {', '.join(names)} FROM audit WHERE id = ?", (audit,)).fetchone()
    return dict(zip(names, row, strict=True)) if row else {}


def register_followups(connection: Connection, title: str) -> list[tuple[str, int | None]]:
    """Return (id, year) of the closed follow-ups of a title that were read from registers and are not corrected."""
    return connection.execute(
        "SELECT f.id, f.year FROM followup f WHERE f.title = ? AND f.state = 'closed' AND f.removed IS NULL "
        "AND EXISTS (SELECT 1 FROM document d WHERE d.followup = f.id AND d.kind = 'register') "
        "AND NOT EXISTS (SELECT 1 FROM followup s WHERE s.supersedes = f.id AND s.removed IS NULL) ORDER BY f.rid",
        (title,),
    ).fetchall()


def assessed_as(connection: Connection, followup: str) -> dict[str, tuple[str | None, ...]]:
    """Map the recommendations of a follow-up to label, comment, department's report and day."""
    rows = connection.execute(
        "SELECT a.recommendation, l.label, a.comment, a.department_report, a.assessed_on FROM assessment a "
        "LEFT JOIN level l ON l.id = a.level WHERE a.followup = ? AND a.removed IS NULL",
        (followup,),
    ).fetchall()
    return {row[0]: tuple(row[1:]) for row in rows}


def kept_texts(connection: Connection) -> set[tuple[str | None, str | None, str | None]]:
    """Return (audit, recommendation, text) of every source text."""
    sql = "SELECT audit, recommendation, text FROM source_text WHERE removed IS NULL"
    return set(connection.execute(sql).fetchall())


def recommendation_texts(connection: Connection, audit: str) -> list[dict[str, str | None]]:
    """Return id, number, text, theme, responsible and planned of an audit's recommendations in printed order."""
    names = ("id", "number", "text", "theme", "responsible", "planned")
    return [{name: getattr(one, name) for name in names} for one in recommendations_of(connection, audit)]


def count_same_number(connection: Connection, entity: str, owner: tuple[str, str], number: str, but: str | None) -> int:
    """Count the other records of the same owner (field, id) with this number as printed."""
    field, record = owner
    sql = f"SELECT count(*) FROM {entity} WHERE {field} = ? AND number = ? AND removed IS NULL AND id IS NOT ?"
    return int(query_column(connection, sql, record, number, but)[0])


EVIDENCE = "assessment_evidence"


def form_values(connection: Connection, entity: str, ids: Sequence[str]) -> dict[str, dict[str, Given]]:
    """Map records that are there to the values of their form: field name → value, sets as tuples of ids."""
    names = list(field_types(entity))
    rows = {
        record: dict(zip(names, values, strict=True))
        for record, *values in batched_query(connection, f"{select(entity)} WHERE id IN ({{}})", ids)
    }
    fields = EDITABLE[entity].fields
    sets = {field.name: _set(connection, entity, field, list(rows)) for field in fields if field.input is Input.SEVERAL}
    merged = {name: merged_ids(connection, target) for name, target in references(entity).items()}
    if entity == EVIDENCE:
        _put_recommendations(connection, rows)
    return {
        record: {
            field.name: sets[field.name].get(record, ())
            if field.input is Input.SEVERAL
            else _merged(row.get(field.name), merged.get(field.name, {}))
            for field in fields
        }
        for record, row in rows.items()
    }


def _merged(value: Value, merged: dict[str, str]) -> Value:
    return merged.get(str(value), value)


def _set(connection: Connection, entity: str, field: EditableField, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Map records to the ids in one of their sets, in order."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for column, target in references(field.link).items():
        if column == entity:
            continue
        merged = merged_ids(connection, target)
        place = "coalesce(k.position, 0)" if field.ordered else "0"
        sql = (
            f"SELECT k.{entity}, {place}, k.rid, t.id, t.removed FROM {field.link} k "
            f"JOIN {target} t ON t.id = k.{column} WHERE k.{entity} IN ({{}}) AND k.removed IS NULL"
        )
        for owner, *order, record, removed in batched_query(connection, sql, ids):
            if removed is None or record in merged:
                found.setdefault(owner, []).append((*order, merged.get(record, record)))
    return {owner: tuple(dict.fromkeys(record for *_, record in sorted(rows))) for owner, rows in found.items()}


def _put_recommendations(connection: Connection, rows: dict[str, dict[str, Value]]) -> None:
    """Add the recommendation of its assessment to each row of evidence, which forms enter by recommendation."""
    found = assessed_recommendations(connection, [str(row["assessment"]) for row in rows.values()])
    for row in rows.values():
        row["recommendation"] = found.get(str(row["assessment"]), (None, None))[0]
