"""Which recommendations of an audit concern whom, and which audits are answered."""

from collections.abc import Iterator

from msgspec import Struct

from storage.database.asked import ANSWERING
from storage.database.connection import Connection
from storage.database.shown import LISTED
from storage.database.survivors import last


class Concerned(Struct):
    """An audit's recommendations."""

    every: list[int] = []
    """Row numbers."""
    addressed: dict[int, set[str]] = {}
    """Row number → bodies that the recommendation names itself."""

    def of(self, bodies: set[str]) -> Iterator[int]:
        """Those that concern one of these bodies: what names none is for all that are asked."""
        return (row for row in self.every if row not in self.addressed or self.addressed[row] & bodies)


def concerned(connection: Connection) -> dict[str, Concerned]:
    """Audit → its recommendations, of all that are listed."""
    found: dict[str, Concerned] = {}
    for audit, row in connection.execute(f"SELECT r.audit, r.rid FROM recommendation r WHERE {LISTED}").fetchall():
        found.setdefault(audit, Concerned()).every.append(row)
    named = connection.execute(
        f"SELECT r.audit, r.rid, {last('k.body')} FROM recommendation_addressee k "
        f"JOIN recommendation r ON r.id = k.recommendation WHERE k.removed IS NULL AND {LISTED}"
    ).fetchall()
    for audit, row, body in named:
        found[audit].addressed.setdefault(row, set()).add(body)
    return found


def answered_audits(connection: Connection) -> frozenset[str]:
    """Audits that some answer is about."""
    kinds = ", ".join(repr(kind) for kind in ANSWERING)
    rows = connection.execute(
        "SELECT DISTINCT k.audit FROM response_audit k JOIN response r ON r.id = k.response AND r.removed IS NULL "
        f"WHERE k.removed IS NULL AND coalesce(r.kind, 'answer') IN ({kinds})"
    ).fetchall()
    return frozenset(row[0] for row in rows)
