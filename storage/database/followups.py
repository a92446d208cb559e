"""Follow-ups: progress, assessments, comparison with an earlier one, stances and evidence."""

from collections.abc import Sequence

from msgspec import Struct

from storage.database.connection import Connection
from storage.database.filters import every_level
from storage.database.names import merged_id
from storage.database.projection import has_rows, query_column, rows_by_owner, select_record
from storage.database.settled import SETTLED, earlier_ids, left_out
from storage.database.subpoints import DIVIDED, LEAF, places, printed_order
from storage.domain.followups import AuditProgress, Coverage, LevelPair, NamedPoint, Progress
from storage.domain.identity import point_name
from storage.domain.records import Followup, Level
from storage.domain.text import one_line

_COVERED = (
    "followup_audit fa JOIN audit o ON o.id = fa.audit AND o.removed IS NULL "
    "WHERE fa.followup = :followup AND fa.removed IS NULL"
)
_ASSESSED = (
    "SELECT r.id, coalesce(o.short_title, o.title, ''), r.number, r.text, a.level, a.reason "
    "FROM followup_audit fa JOIN audit o ON o.id = fa.audit AND o.removed IS NULL "
    f"JOIN recommendation r ON r.audit = fa.audit AND r.removed IS NULL AND {LEAF} "
    "JOIN assessment a ON a.recommendation = r.id AND a.followup = fa.followup AND a.removed IS NULL "
    "AND a.level IS NOT NULL WHERE fa.followup = ?1 AND fa.removed IS NULL "
)
_IN_REPORT = f"ORDER BY fa.position, fa.rid, {printed_order('r')}"
_PROGRESS = (
    "SELECT fa.audit, coalesce(o.short_title, o.title, ''), count(a.level), "
    f"count(r.id) FILTER (WHERE NOT {left_out()}), count(r.id) FILTER (WHERE {left_out()}) FROM followup_audit fa "
    "JOIN audit o ON o.id = fa.audit AND o.removed IS NULL "
    f"LEFT JOIN recommendation r ON r.audit = fa.audit AND r.removed IS NULL AND {LEAF} "
    "LEFT JOIN assessment a ON a.recommendation = r.id AND a.followup = fa.followup AND a.removed IS NULL "
    "WHERE fa.followup = :followup AND fa.removed IS NULL GROUP BY fa.rid ORDER BY fa.position, fa.rid"
)
_LEVEL_PAIRS = (
    "SELECT r.id, r.audit, b.level, n.level, fn.id IS NOT NULL FROM recommendation r "
    "JOIN audit o ON o.id = r.audit AND o.removed IS NULL "
    "LEFT JOIN followup_audit fn ON fn.audit = r.audit AND fn.followup = :followup AND fn.removed IS NULL "
    "LEFT JOIN followup_audit fb ON fb.audit = r.audit AND fb.followup = :before AND fb.removed IS NULL "
    "LEFT JOIN assessment n ON n.recommendation = r.id AND n.followup = fn.followup AND n.removed IS NULL "
    "LEFT JOIN assessment b ON b.recommendation = r.id AND b.followup = fb.followup AND b.removed IS NULL "
    "WHERE r.audit IN (SELECT audit FROM followup_audit WHERE followup IN (:followup, :before) AND removed IS NULL) "
    f"AND r.removed IS NULL AND {LEAF} AND NOT (fn.id IS NOT NULL AND {left_out('fn', 'n')}) "
    "ORDER BY fn.id IS NULL, coalesce(fn.position, fb.position), coalesce(fn.rid, fb.rid), "
    f"{printed_order('r')}"
)
_PLACES = places("r")
_UNASSESSED = (
    "WITH o AS MATERIALIZED (SELECT id, row_number() OVER (ORDER BY swedish(years), swedish(title), id) AS place "
    f"FROM audit WHERE id IN (SELECT fa.audit FROM {_COVERED}) "
    "OR id = (SELECT audit FROM recommendation WHERE rid = :after)), "
    f"here(id, audit, one, two, three) AS (SELECT r.id, o.place, {', '.join(_PLACES)} FROM recommendation r "
    "JOIN o ON o.id = r.audit WHERE r.rid = :after) "
    "SELECT r.rid FROM recommendation r JOIN o ON o.id = r.audit LEFT JOIN here ON true "
    "JOIN followup_audit fa ON fa.audit = r.audit AND fa.followup = :followup AND fa.removed IS NULL "
    "LEFT JOIN assessment a ON a.recommendation = r.id AND a.followup = fa.followup AND a.removed IS NULL "
    f"WHERE r.removed IS NULL AND {LEAF} AND a.level IS NULL AND NOT {left_out()} "
    f"ORDER BY here.id IS NOT NULL AND (o.place, {', '.join(_PLACES)}) "
    f"<= (here.audit, here.one, here.two, here.three), o.place, {', '.join(_PLACES)} LIMIT 1"
)
_NEWEST_STANCES = (
    "SELECT recommendation, name, stance, self_assessment FROM ("
    "SELECT t.recommendation, coalesce(b.name, '') AS name, l.stance, l.self_assessment, "
    "row_number() OVER (PARTITION BY t.recommendation, b.id "
    "ORDER BY coalesce(p.decided_on, p.received_on) DESC, p.rid DESC, l.rid DESC) AS place "
    "FROM followup_audit fa JOIN recommendation r ON r.audit = fa.audit "
    "JOIN response_line_target t ON t.recommendation = r.id AND t.removed IS NULL "
    "JOIN response_line l ON l.id = t.response_line AND l.removed IS NULL "
    "JOIN response p ON p.id = l.response AND p.removed IS NULL "
    f"LEFT JOIN body b ON b.id = {merged_id('p.responder')} "
    "WHERE fa.followup = ? AND fa.removed IS NULL "
    "AND (l.stance IS NOT NULL OR l.self_assessment IS NOT NULL)) WHERE place = 1"
)


class AssessedPoint(Struct, frozen=True):
    """A recommendation with its assessment in a follow-up."""

    recommendation: str
    about: str
    """Short title, else title, of its audit."""
    number: str | None
    text: str | None
    level: Level
    reason: str | None

    @property
    def pointed(self) -> NamedPoint:
        """The recommendation by name, `Moms: 2) Ta fram …`."""
        return NamedPoint(self.recommendation, point_name(self.about, self.number or "", self.text or ""))


def progress_of(connection: Connection, followup: str) -> tuple[AuditProgress, ...]:
    """Return the progress of assessment of each audit that a follow-up covers."""
    named = {"followup": followup, "earlier": earlier_ids(connection, followup)}
    rows = connection.execute(_PROGRESS, named).fetchall()
    return tuple(AuditProgress(*row) for row in rows)


def coverage_of(connection: Connection, followup: str) -> Coverage:
    """Return how much of what remains in the register a follow-up covers."""
    sql = (
        "SELECT count(*) FROM recommendation r JOIN audit o ON o.id = r.audit AND o.removed IS NULL "
        f"WHERE r.removed IS NULL AND {LEAF} AND r.audit NOT IN (SELECT fa.audit FROM {_COVERED}) AND NOT {SETTLED}"
    )
    [outside] = connection.execute(sql, {"followup": followup}).fetchone()
    return Coverage(outside, Progress(progress_of(connection, followup)).total)


def next_unassessed(connection: Connection, followup: str, after: int | None = None) -> int | None:
    """Return the row number of the next recommendation without an assessment, in the order of lists.

    After the last it is the first again; None when all are assessed.
    """
    named = {"followup": followup, "after": after, "earlier": earlier_ids(connection, followup)}
    row = connection.execute(_UNASSESSED, named).fetchone()
    return None if row is None else int(row[0])


def level_pairs(connection: Connection, followup: str, earlier: str) -> list[LevelPair]:
    """Return the counted recommendations of two follow-ups, in the order of the first, with both levels."""
    levels = {level.id: level for level in every_level(connection)}
    named = {"followup": followup, "before": earlier, "earlier": earlier_ids(connection, followup)}
    rows = connection.execute(_LEVEL_PAIRS, named).fetchall()
    return [
        LevelPair(record, audit, levels.get(before or ""), levels.get(now or ""), bool(covered))
        for record, audit, before, now, covered in rows
    ]


def assessed_points(connection: Connection, followup: str) -> list[AssessedPoint]:
    """Return the counted recommendations that a follow-up has assessed, in its order."""
    levels = {level.id: level for level in every_level(connection)}
    rows = connection.execute(_ASSESSED + _IN_REPORT, (followup,)).fetchall()
    return [
        AssessedPoint(record, about, number, text, levels[level], reason)
        for record, about, number, text, level, reason in rows
        if level in levels
    ]


def without_evidence(connection: Connection, followup: str) -> set[str]:
    """Return the recommendations assessed in a follow-up without evidence."""
    missing = "AND NOT EXISTS (SELECT 1 FROM assessment_evidence e WHERE e.assessment = a.id AND e.removed IS NULL) "
    return set(query_column(connection, _ASSESSED + missing, followup))


def newest_stances(connection: Connection, followup: str) -> dict[str, list[tuple[str, str | None, str | None]]]:
    """Map recommendations to (body, stance, self-assessment) of each body's newest response with either."""
    return rows_by_owner(connection.execute(_NEWEST_STANCES, (followup,)))


def shares_an_audit(connection: Connection, followup: str, other: str) -> bool:
    """Return True if both follow-ups cover some audit that is not removed."""
    others = "SELECT audit FROM followup_audit WHERE followup = :other AND removed IS NULL"
    named = {"followup": followup, "other": other}
    row = connection.execute(f"SELECT 1 FROM {_COVERED} AND fa.audit IN ({others}) LIMIT 1", named).fetchone()
    return row is not None


def count_assessments(connection: Connection, followup: str, audits: Sequence[str] | None = None) -> int:
    """Count the recommendations with an assessment, a comment or a department's report in a follow-up."""
    sql = (
        "SELECT r.audit FROM assessment a JOIN recommendation r ON r.id = a.recommendation WHERE a.followup = ? "
        "AND a.removed IS NULL AND (a.level IS NOT NULL OR a.comment IS NOT NULL OR a.department_report IS NOT NULL)"
    )
    return sum(audits is None or audit in audits for audit in query_column(connection, sql, followup))


def has_levels(connection: Connection, followup: str) -> bool:
    """Return True if a follow-up has assessed anything."""
    sql = (
        "SELECT 1 FROM assessment a JOIN recommendation r ON r.id = a.recommendation WHERE a.followup = ? "
        f"AND a.removed IS NULL AND a.level IS NOT NULL AND NOT {DIVIDED} LIMIT 1"
    )
    return has_rows(connection, sql, followup)


def scale_is_used(connection: Connection, scale: str) -> bool:
    """Return True if an assessment or a closed follow-up uses a scale."""
    sql = (
        "SELECT 1 FROM followup WHERE scale = ?1 AND state = 'closed' AND removed IS NULL UNION ALL "
        "SELECT 1 FROM assessment a JOIN level l ON l.id = a.level WHERE l.scale = ?1 AND a.removed IS NULL LIMIT 1"
    )
    return has_rows(connection, sql, scale)


def scales(connection: Connection) -> list[tuple[str, str, int, bool]]:
    """Return (id, label, number of follow-ups, used) of every scale, the oldest first."""
    rows = connection.execute(
        "SELECT s.id, coalesce(s.label, ''), (SELECT count(*) FROM followup f WHERE f.scale = s.id "
        "AND f.removed IS NULL) FROM scale s WHERE s.removed IS NULL ORDER BY s.rid"
    ).fetchall()
    return [(scale, label, number, scale_is_used(connection, scale)) for scale, label, number in rows]


def newest_followup(connection: Connection) -> Followup | None:
    """Return the follow-up of the latest year, open or closed."""
    newest = "ORDER BY year DESC, report_date DESC, id DESC LIMIT 1"
    return select_record(connection, Followup, f"WHERE removed IS NULL {newest}")


def superseding(connection: Connection, followup: str) -> Followup | None:
    """Return the follow-up that corrects this one; of several, after a merge, a closed one, the newest first."""
    newest = "ORDER BY state = 'closed' DESC, report_date DESC, id DESC LIMIT 1"
    return select_record(connection, Followup, f"WHERE supersedes = ? AND removed IS NULL {newest}", followup)


def audit_names(connection: Connection, followups: Sequence[str], *, full: bool = False) -> dict[str, str]:
    """Map the audits that follow-ups cover to their short titles, else titles; with `full` the reverse."""
    first, second = ("title", "short_title") if full else ("short_title", "title")
    found: dict[str, str] = {}
    for followup in followups:
        rows = connection.execute(
            f"SELECT o.id, coalesce(o.{first}, o.{second}, '') FROM {_COVERED}", {"followup": followup}
        ).fetchall()
        found.update((record, one_line(name)) for record, name in rows)
    return found
