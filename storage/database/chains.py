"""From a record to its history: every change of a field is reached from its tips along what they replace."""

from storage.database.actions import StoredAction, action_by_seq, change_at, tips_of
from storage.database.connection import Connection
from storage.domain.identity import id_from_fields

_JUDGED_THROUGH = {
    "recommendation": ("assessment", "recommendation_addressee", "recommendation_related"),
    "audit": ("audit_auditee", "followup_audit"),
    "followup": ("followup_audit", "followup_signer"),
}


def related(connection: Connection, register_id: str, record_id: str) -> set[str]:
    """The record and the records that say something of it: a recommendation's judgements, an audit's auditees.

    What a follow-up says is found by name too, also where it was taken back and has left the tables.
    """
    found = {record_id}
    for (followup,) in connection.execute("SELECT id FROM followup").fetchall():
        for entity, field in (("assessment", "recommendation"), ("followup_audit", "audit")):
            found.add(id_from_fields(register_id, entity, {"followup": followup, field: record_id}))
    for field, entities in _JUDGED_THROUGH.items():
        for entity in entities:
            rows = connection.execute(f'SELECT id FROM "{entity}" WHERE "{field}" = ?', (record_id,)).fetchall()
            found |= {row[0] for row in rows}
    return found


def actions_about(connection: Connection, register_id: str, record_id: str) -> list[StoredAction]:
    """The actions that changed the record or what is said of it, newest in this copy first."""
    seqs: set[int] = set()
    for entity_id in related(connection, register_id, record_id):
        seqs |= {action for action, _ in changes_of_record(connection, entity_id)}
    return [action_by_seq(connection, seq) for seq in sorted(seqs, reverse=True)]


def changes_of_record(connection: Connection, entity_id: str) -> set[tuple[int, int]]:
    """Local (action, n) of every change of a record's fields."""
    waiting = [ref for refs in tips_of(connection, entity_id).values() for ref in refs]
    seen: set[tuple[int, int]] = set()
    while waiting:
        ref = waiting.pop()
        if ref not in seen:
            seen.add(ref)
            waiting += change_at(connection, ref).replaces
    return seen
