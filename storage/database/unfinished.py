"""Audits with what has become of following them up, and letters that may not have gone out."""

from msgspec import Struct

from storage.database.connection import Connection

_AUDITS = (
    "SELECT a.id, coalesce(a.handed_over, (SELECT min(coalesce(l.decided, l.dated)) FROM letter_audit k "
    "JOIN letter l ON l.id = k.letter AND l.removed IS NULL AND l.kind = 'missiv' AND +l.followup IS NULL "
    "WHERE k.audit = a.id AND k.removed IS NULL)) FROM audit a WHERE a.removed IS NULL AND EXISTS "
    "(SELECT 1 FROM recommendation r WHERE r.audit = a.id AND r.removed IS NULL AND r.closing_reason IS NULL)"
)
_FOLLOWED = (
    "SELECT k.audit, f.title, f.state, k.follow_up_again, k.follow_up_year FROM followup_audit k "
    "JOIN followup f ON f.id = k.followup AND f.removed IS NULL WHERE k.removed IS NULL "
    "ORDER BY f.state = 'open', f.year, f.report_date, f.id"
)
_NOT_SENT = (
    "SELECT l.id, l.kind, l.decided, l.registry_number FROM letter l WHERE l.removed IS NULL AND l.dated IS NULL "
    "AND l.signed IS NULL AND l.document IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM document d WHERE d.letter = l.id AND d.removed IS NULL) ORDER BY l.rid"
)


class Followed(Struct, frozen=True):
    """A follow-up that covers an audit, and what it says of following that up again."""

    title: str
    is_open: bool
    again: str | None
    year: int | None


class Draft(Struct, frozen=True):
    """A letter that bears no date of its own, nobody has signed, and no file of which has gone out."""

    id: str
    kind: str | None
    decided: str | None
    registry_number: str | None


def audits_to_follow(connection: Connection) -> list[tuple[str, str | None]]:
    """(audit, handed over) of the audits with something to follow up."""
    return connection.execute(_AUDITS).fetchall()


def followups_of_audits(connection: Connection) -> dict[str, list[Followed]]:
    """Audit → the follow-ups that cover it, the oldest first and the open one last."""
    found: dict[str, list[Followed]] = {}
    for audit, title, state, again, year in connection.execute(_FOLLOWED).fetchall():
        found.setdefault(audit, []).append(Followed(title or "", state == "open", again, year))
    return found


def letters_not_sent(connection: Connection) -> list[Draft]:
    """The letters that may not have gone out."""
    return [Draft(*row) for row in connection.execute(_NOT_SENT).fetchall()]
