"""Rows of open recommendations: whose age counts, and which were assessed as not implemented again and again."""

from collections.abc import Sequence

from storage.database.connection import Connection
from storage.database.filters import LISTED
from storage.database.lists import every_followup
from storage.database.projection import IN_ARRAY, json_array, query_column, values_by_owner
from storage.database.settled import OPEN
from storage.database.subpoints import DIVIDED
from storage.domain.age import open_since
from storage.domain.followups import JudgedIn, RedRuns
from storage.domain.scale import NOT_IMPLEMENTED


def audits_open_since(connection: Connection) -> dict[str, str]:
    """Map audits to since when what is open in them is open, where that is known."""
    rows = connection.execute("SELECT id, handed_over, report_date, years FROM audit WHERE removed IS NULL").fetchall()
    return {audit: since for audit, *dates in rows if (since := open_since(*dates)) is not None}


def open_points(connection: Connection, audits: Sequence[str] | None = None) -> dict[str, list[int]]:
    """Map audits to the row numbers of what is open in them; all audits, or only these."""
    chosen, values = ("r.audit IS NOT NULL", ()) if audits is None else (f"r.audit {IN_ARRAY}", (json_array(audits),))
    sql = f"SELECT r.audit, r.rid FROM recommendation r WHERE {chosen} AND {LISTED} AND {OPEN} ORDER BY r.rid"
    return values_by_owner(connection.execute(sql, values).fetchall())


_RED = "SELECT id FROM level WHERE means = ?1"
_ASSESSED = (
    f"SELECT a.recommendation, a.followup, a.level IN ({_RED}) FROM assessment a "
    "WHERE a.level IS NOT NULL AND a.removed IS NULL AND a.recommendation IN (SELECT s.recommendation "
    f"FROM assessment s WHERE s.level IN ({_RED}) AND s.removed IS NULL GROUP BY 1 HAVING count(*) >= ?2)"
)


def red_rids(connection: Connection, number: int) -> list[int]:
    """Return the row numbers of what so many follow-ups in a row assessed as not implemented, up to the newest."""
    assessed: dict[str, list[JudgedIn]] = {}
    for recommendation, followup, red in connection.execute(_ASSESSED, (NOT_IMPLEMENTED, number)).fetchall():
        assessed.setdefault(recommendation, []).append((followup, bool(red)))
    runs = RedRuns(every_followup(connection))
    found = [one for one, made in assessed.items() if runs.newest(made) >= number]
    sql = (
        f"SELECT r.rid FROM json_each(?) j CROSS JOIN recommendation r ON r.id = j.value WHERE NOT {DIVIDED} ORDER BY 1"
    )
    return [int(rid) for rid in query_column(connection, sql, json_array(found))]
