"""Finding single records: by reference, by id, and what they are called."""

from collections.abc import Iterable

from storage.database.connection import Connection
from storage.database.projection import read_row, select, to_record
from storage.domain.records import (
    Assessment,
    AuditAuditee,
    Followup,
    FollowupAudit,
    FollowupClosing,
    Level,
    Person,
    Recommendation,
    Record,
)
from storage.domain.references import MIN_PREFIX, Reference, printed_number
from storage.domain.text import searchable, shorten
from storage.domain.vocabulary import ENTITIES

REFERABLE = (
    "recommendation",
    "audit",
    "followup",
    "letter",
    "body",
    "response",
    "person",
    "scale",
    "document",
)
"""The entities that a person refers to."""


def candidates(connection: Connection, reference: Reference, entities: Iterable[str]) -> list[tuple[str, str]]:
    """(entity, id) of every record, of these entities, that the reference may mean."""
    found: list[tuple[str, str]] = []
    wanted = [entity for entity in entities if entity in REFERABLE]
    if reference.id_start is not None and len(reference.id_start) >= MIN_PREFIX:
        for entity in wanted:
            found += _by_id_start(connection, entity, reference.id_start)
    if found:
        return found
    if reference.title and reference.number is not None and "recommendation" in wanted:
        found += _by_title_and_number(connection, reference.title, reference.number)
    for entity in wanted:
        found += _by_name(connection, entity, reference.raw)
    return found


def name_of(connection: Connection, entity: str, entity_id: str) -> str:
    """What a person calls the record: `Hot och våld: 2) Säkerställa …`."""
    row = read_row(connection, entity, entity_id)
    if row is None:
        return entity_id
    if entity == "recommendation":
        number = printed_number(str(row["number"] or ""))
        audit = name_of(connection, "audit", str(row["audit"]))
        return f"{audit}: {' '.join(filter(None, [number, shorten(str(row['text'] or ''), 60)]))}"
    for field in ("short_title", "title", "name", "label", "key"):
        if row.get(field):
            return shorten(str(row[field]), 80)
    if entity in {"assessment", "recommendation_addressee"}:
        return name_of(connection, "recommendation", str(row["recommendation"]))
    if entity == "followup_audit":
        return name_of(connection, "audit", str(row["audit"]))
    return entity_id


def record(connection: Connection, entity: str, entity_id: str) -> Record | None:
    """The record with this id; None when the tables do not hold it."""
    row = connection.execute(f"{select(entity)} WHERE id = ?", (entity_id,)).fetchone()
    return to_record(ENTITIES[entity], row) if row else None


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


def closing_of(connection: Connection, followup: str) -> FollowupClosing | None:
    """How a follow-up was closed; None of one that is open, or was imported."""
    row = connection.execute(
        f"{select('followup_closing')} WHERE followup = ? AND removed IS NULL", (followup,)
    ).fetchone()
    return to_record(FollowupClosing, row) if row else None


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


def followup_audits(connection: Connection, followup: str) -> list[FollowupAudit]:
    """A follow-up's audits in its own order."""
    rows = connection.execute(
        f"{select('followup_audit')} WHERE followup = ? AND removed IS NULL "
        "AND audit IN (SELECT id FROM audit WHERE removed IS NULL) ORDER BY position, rid",
        (followup,),
    ).fetchall()
    return [to_record(FollowupAudit, row) for row in rows]


def last_position(connection: Connection, followup: str) -> int:
    """The last place that is taken in a follow-up's own order."""
    row = connection.execute(
        "SELECT max(position) FROM followup_audit WHERE followup = ? AND removed IS NULL", (followup,)
    ).fetchone()
    return int(row[0] or 0)


def followup_signers(connection: Connection, followup: str) -> tuple[Person, ...]:
    """Who signs a follow-up, in order."""
    rows = connection.execute(
        f"{select('person')} WHERE removed IS NULL AND id IN "
        "(SELECT person FROM followup_signer WHERE followup = ?1 AND removed IS NULL) ORDER BY "
        "(SELECT min(position) FROM followup_signer s WHERE s.followup = ?1 AND s.person = person.id "
        "AND s.removed IS NULL), id",
        (followup,),
    ).fetchall()
    return tuple(to_record(Person, row) for row in rows)


def auditee_links(connection: Connection, audit: str) -> list[AuditAuditee]:
    """An audit's links to its audited bodies."""
    rows = connection.execute(f"{select('audit_auditee')} WHERE audit = ? AND removed IS NULL", (audit,)).fetchall()
    return [to_record(AuditAuditee, row) for row in rows]


def history_head(connection: Connection) -> str:
    """Hash of the newest action in this copy."""
    row = connection.execute("SELECT hash FROM action ORDER BY seq DESC LIMIT 1").fetchone()
    return row[0] if row else ""


def _by_id_start(connection: Connection, entity: str, start: str) -> list[tuple[str, str]]:
    rows = connection.execute(
        f'SELECT id FROM "{entity}" WHERE id >= ? AND id < ? AND removed IS NULL ORDER BY id LIMIT 20',
        (start, start + "~"),
    ).fetchall()
    return [(entity, row[0]) for row in rows]


def _by_title_and_number(connection: Connection, title: str, number: str) -> list[tuple[str, str]]:
    rows = connection.execute(
        "SELECT r.id FROM recommendation r JOIN audit a ON a.id = r.audit "
        "WHERE r.removed IS NULL AND a.removed IS NULL "
        "AND rtrim(searchable(coalesce(r.number, '')), ' .)') = ?1 "
        "AND (searchable(coalesce(a.title, '')) = ?2 OR searchable(coalesce(a.short_title, '')) = ?2) "
        "ORDER BY r.position, r.id",
        (searchable(number), searchable(title)),
    ).fetchall()
    return [("recommendation", row[0]) for row in rows]


_NAMES = {
    "audit": ("title", "short_title"),
    "followup": ("title", "year"),
    "body": ("name", "short_name"),
    "person": ("name",),
    "letter": ("registry_number",),
    "document": ("name",),
    "scale": ("label",),
}


def _by_name(connection: Connection, entity: str, text: str) -> list[tuple[str, str]]:
    fields = _NAMES.get(entity, ())
    if not fields or not text:
        return []
    clause = " OR ".join(f"searchable(coalesce(\"{field}\", '')) = ?1" for field in fields)
    rows = connection.execute(
        f'SELECT id FROM "{entity}" WHERE removed IS NULL AND ({clause}) ORDER BY id', (searchable(text),)
    ).fetchall()
    return [(entity, row[0]) for row in rows]


def rid_of(connection: Connection, entity: str, entity_id: str) -> int | None:
    """The row number of a record; None when the tables do not hold it."""
    row = connection.execute(f'SELECT rid FROM "{entity}" WHERE id = ?', (entity_id,)).fetchone()
    return None if row is None else int(row[0])
