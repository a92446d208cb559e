"""Reading records that belong to others: an audit's bodies, and what a follow-up covers and how it was closed."""

from storage.database.connection import Connection
from storage.database.projection import select, to_record
from storage.domain.attached import AuditAuditee, FollowupAudit, FollowupClosing


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
