"""Settled recommendations: what earlier follow-ups have done with, so that the next need not assess it again.

A recommendation is settled by a closing reason, or by the newest closed follow-up in force that assessed it, by year
and then report date, as implemented or no longer relevant. An assessment in the open follow-up settles nothing.
"""

from collections.abc import Sequence

from storage.database.connection import Connection
from storage.database.projection import IN_ARRAY, json_array, prefixed, query_column, select_records, to_record
from storage.database.subpoints import LEAF
from storage.domain.followups import REMAINING, SETTLING, SettledPoint, earlier_followups
from storage.domain.records import Followup, Level, Value

_IN_FORCE = (
    "f.state = 'closed' AND f.removed IS NULL AND f.id NOT IN (SELECT s.supersedes FROM followup s "
    "WHERE s.supersedes IS NOT NULL AND s.state = 'closed' AND s.removed IS NULL)"
)
_EARLIER = "f.id IN (SELECT value FROM json_each(:earlier))"
_NEWEST = "f.year DESC, f.report_date DESC, f.id DESC"
_CLOSED_WITH_REASON = "coalesce(r.closing_reason, '') <> ''"


def _settled_by_level(followups: str) -> str:
    """Return the condition that the newest of the follow-ups `f` that assessed recommendation `r` settled it."""
    return (
        "coalesce((SELECT v.means FROM assessment p JOIN followup f ON f.id = p.followup "
        "JOIN level v ON v.id = p.level WHERE p.recommendation = r.id AND p.removed IS NULL "
        f"AND {followups} ORDER BY {_NEWEST} LIMIT 1) IN ({', '.join(map(repr, sorted(SETTLING)))}), 0)"
    )


SETTLED = f"({_CLOSED_WITH_REASON} OR {_settled_by_level(_IN_FORCE)})"
"""SQL condition that recommendation `r`, a leaf, is settled by what is closed today."""
OPEN = f"({LEAF} AND NOT {SETTLED})"
"""SQL condition that recommendation `r` is open: counted, and not settled."""


_BEFORE_CORRECTED = (
    "NOT EXISTS (WITH RECURSIVE corrected(id) AS ("
    "SELECT supersedes FROM followup WHERE state = 'open' AND removed IS NULL AND supersedes IS NOT NULL "
    "UNION SELECT s.supersedes FROM followup s JOIN corrected c ON c.id = s.id WHERE s.supersedes IS NOT NULL) "
    "SELECT 1 FROM corrected c JOIN followup k ON k.id = c.id WHERE (coalesce(k.year, 0), "
    "coalesce(k.report_date, ''), k.id) <= (coalesce(f.year, 0), coalesce(f.report_date, ''), f.id))"
)
"""SQL condition that follow-up `f` is before all that the open one corrects, as `earlier_followups` has it."""
_COVERED_WHOLE = (
    "EXISTS (SELECT 1 FROM followup_audit fa JOIN followup p ON p.id = fa.followup AND p.state = 'open' "
    f"AND p.removed IS NULL WHERE fa.audit = r.audit AND fa.removed IS NULL AND fa.scope IS NOT '{REMAINING}')"
)
LEFT_OUT_NOW = (
    f"({_CLOSED_WITH_REASON} OR NOT {_COVERED_WHOLE} AND {_settled_by_level(f'{_IN_FORCE} AND {_BEFORE_CORRECTED}')})"
)
"""SQL condition that the open follow-up leaves recommendation `r` out as settled, unless it has taken it in again.

For lists, without :func:`earlier_ids`; an audit not covered yet counts as if it came in with the proposed scope.
"""


def settled_points(connection: Connection, recommendations: Sequence[str]) -> set[str]:
    """Return those of the recommendations, all leaves, that are settled by what is closed today."""
    sql = f"SELECT r.id FROM recommendation r WHERE r.id {IN_ARRAY} AND {SETTLED}"
    return set(query_column(connection, sql, json_array(list(recommendations))))


def left_out(link: str = "fa", assessment: str = "a") -> str:
    """Return the SQL condition that a follow-up leaves recommendation `r` out as settled.

    Args:
        link: alias of the follow-up's link to the audit.
        assessment: alias of its assessment of `r`, if any; `:earlier` is to be bound to :func:`earlier_ids`.
    """
    return (
        f"({assessment}.level IS NULL AND {assessment}.reopened_reason IS NULL "
        f"AND ({_CLOSED_WITH_REASON} OR ({link}.scope IS '{REMAINING}' AND {_settled_by_level(_EARLIER)})))"
    )


def earlier_ids(connection: Connection, followup: str) -> str:
    """Return the ids of the closed follow-ups before this one that are in force, as JSON for :func:`left_out`."""
    every = select_records(connection, Followup, "WHERE removed IS NULL")
    own = next((one for one in every if one.id == followup), None)
    return json_array([one.id for one in earlier_followups(own, every)] if own else [])


_LAST = (
    "(SELECT p.id FROM assessment p JOIN followup f ON f.id = p.followup WHERE p.recommendation = r.id "
    f"AND p.level IS NOT NULL AND p.removed IS NULL AND {_EARLIER} ORDER BY {_NEWEST} LIMIT 1)"
)
_POINTS = (
    f"SELECT r.id, coalesce(r.closing_reason, ''), p.year, {prefixed('l', 'level')} FROM recommendation r {{}} "
    f"LEFT JOIN assessment b ON b.id = {_LAST} "
    "LEFT JOIN followup p ON p.id = b.followup LEFT JOIN level l ON l.id = b.level WHERE r.removed IS NULL AND {}"
)
_LEFT_OUT_POINTS = _POINTS.format(
    "JOIN followup_audit fa ON fa.audit = r.audit AND fa.followup = :followup AND fa.removed IS NULL "
    "LEFT JOIN assessment a ON a.recommendation = r.id AND a.followup = fa.followup AND a.removed IS NULL",
    left_out(),
)
_SETTLED_BY_LEVEL = _POINTS.format(
    "", f"r.id IN (SELECT value FROM json_each(:points)) AND {_settled_by_level(_EARLIER)}"
)
_ASSESSED_EARLIER = (
    "SELECT 1 FROM assessment p JOIN recommendation r ON r.id = p.recommendation AND r.removed IS NULL "
    "WHERE r.audit = :audit AND p.level IS NOT NULL AND p.removed IS NULL "
    "AND p.followup IN (SELECT value FROM json_each(:earlier)) LIMIT 1"
)


def left_out_points(connection: Connection, followup: str) -> dict[str, SettledPoint]:
    """Map the recommendations that a follow-up leaves out as settled to what settled them.

    Parents have rows of their own; a parent is settled when all its sub-points are, whatever was assessed of itself.
    """
    return _points(connection, _LEFT_OUT_POINTS, followup)


def settled_by_earlier(
    connection: Connection, followup: str, recommendations: Sequence[str]
) -> dict[str, SettledPoint]:
    """Map those of the recommendations that a level of an earlier follow-up has settled to that level."""
    return _points(connection, _SETTLED_BY_LEVEL, followup, points=json_array(recommendations))


def is_assessed_earlier(connection: Connection, followup: str, audit: str) -> bool:
    """Return True if a closed follow-up in force before this one has assessed anything of an audit."""
    named = {"audit": audit, "earlier": earlier_ids(connection, followup)}
    return connection.execute(_ASSESSED_EARLIER, named).fetchone() is not None


def _points(connection: Connection, sql: str, followup: str, **values: str) -> dict[str, SettledPoint]:
    named = {"followup": followup, "earlier": earlier_ids(connection, followup), **values}
    rows = connection.execute(sql, named).fetchall()
    return {record: _point(reason, year, row) for record, reason, year, *row in rows}


def _point(reason: str, year: int | None, row: Sequence[Value]) -> SettledPoint:
    level = to_record(Level, tuple(row)) if row[0] is not None else None
    return SettledPoint(level=level, year=year, reason=reason or None)
