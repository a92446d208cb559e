"""Rows put together into views, for as many records at a time as a screen shows."""

from collections.abc import Iterable, Sequence

from storage.database.answers import answers_of
from storage.database.connection import Connection
from storage.database.portions import in_portions
from storage.database.projection import columns, select, to_record
from storage.database.selection import BODIES_OF_RECOMMENDATIONS, LISTED, SHOWN, every_level
from storage.database.survivors import last
from storage.domain.counting import COUNTED_KINDS, Counts
from storage.domain.order import swedish_key
from storage.domain.records import Assessment, Audit, Body, Followup, Recommendation
from storage.domain.scale import EVERY_LEVEL, NOT_ASSESSED
from storage.domain.value import Value
from storage.domain.views import AuditView, RecommendationView

LEAF = (
    f"coalesce(r.kind, 'recommendation') IN ({', '.join(repr(kind) for kind in COUNTED_KINDS)}) "
    "AND NOT EXISTS (SELECT 1 FROM recommendation c WHERE c.parent = r.id AND c.removed IS NULL)"
)
"""Whether recommendation `r` is counted."""


def audits_at(connection: Connection, rids: Sequence[int]) -> list[AuditView]:
    """The audits at these row numbers, in the same order; those that have left the tables are left out."""
    found = {
        rid: to_record(Audit, tuple(row))
        for rid, *row in in_portions(connection, f"SELECT rid, {columns('audit')} FROM audit WHERE rid IN ({{}})", rids)
    }
    audits = [found[rid] for rid in rids if rid in found]
    ids = [audit.id for audit in audits]
    bodies = auditees_of(connection, ids)
    answers = answers_of(connection, ids)
    tally = counts_of(connection, ids)
    return [AuditView(a, bodies.get(a.id, ()), answers[a.id], tally.get(a.id, Counts())) for a in audits]


def recommendations_at(connection: Connection, rids: Sequence[int]) -> list[RecommendationView]:
    """The recommendations at these row numbers, in the same order, each with the judgement shown for it."""
    sql = f"SELECT r.rid, {_prefixed('r', 'recommendation')}, {SHOWN} FROM recommendation r WHERE r.rid IN ({{}})"
    found = {
        rid: (to_record(Recommendation, tuple(row)), shown) for rid, *row, shown in in_portions(connection, sql, rids)
    }
    rows = [found[rid] for rid in rids if rid in found]
    shown = {a.id: a for a in _assessments(connection, [str(s) for _, s in rows if s])}
    return _views(connection, [(record, shown.get(str(assessment))) for record, assessment in rows])


def _views(
    connection: Connection, rows: Sequence[tuple[Recommendation, Assessment | None]]
) -> list[RecommendationView]:
    ids = [record.id for record, _ in rows]
    titles = _titles(connection, {record.audit for record, _ in rows if record.audit})
    bodies = addressees_of(connection, ids)
    auditees = auditees_of(connection, list(titles))
    levels = {level.id: level for level in every_level(connection)}
    followups = {f.id: f for f in every_followup(connection)}
    remarks = _open_comments(connection, ids)
    conflicts = _conflicts(connection, [*ids, *(a.id for _, a in rows if a), *(note for note, _ in remarks.values())])
    views = []
    for record, assessment in rows:
        noted, remark = remarks.get(record.id, (None, None))
        followup = followups.get(assessment.followup) if assessment and assessment.followup else None
        views.append(
            RecommendationView(
                recommendation=record,
                audit_title=titles.get(record.audit or "", ""),
                bodies=bodies.get(record.id) or auditees.get(record.audit or "", ()),
                level=levels.get(assessment.level) if assessment and assessment.level else None,
                assessment=assessment,
                followup=followup.title if followup else None,
                followup_year=followup.year if followup else None,
                current=followup is not None and followup.state == "open",
                open_comment=remark,
                conflict=not conflicts.isdisjoint({record.id, noted, assessment.id if assessment else None}),
            )
        )
    return views


def counts_of(connection: Connection, audits: Sequence[str]) -> dict[str, Counts]:
    """Audit id → counts by the judgement shown."""
    sql = (
        "SELECT r.audit, coalesce(l.means, 'not_assessed'), count(*) FROM recommendation r "
        f"LEFT JOIN assessment a ON a.id = {SHOWN} LEFT JOIN level l ON l.id = a.level "
        f"WHERE r.audit IN ({{}}) AND r.removed IS NULL AND {LEAF} GROUP BY 1, 2"
    )
    return _grouped(in_portions(connection, sql, audits))


def count_where(connection: Connection, where: str, values: Sequence[Value]) -> Counts:
    """Counts of the recommendations `r` that the clause leaves, by the judgement shown."""
    sql = (
        "SELECT 'all', coalesce(l.means, 'not_assessed'), count(*) FROM recommendation r "
        f"LEFT JOIN assessment a ON a.id = {SHOWN} LEFT JOIN level l ON l.id = a.level "
        f"WHERE {where} AND {LEAF} GROUP BY 2"
    )
    return _grouped(connection.execute(sql, values).fetchall()).get("all", Counts())


def counts_in_followup(connection: Connection, followup: str) -> Counts:
    """Counts of the recommendations of a follow-up's audits, by that follow-up's own judgements."""
    sql = (
        "SELECT 'all', coalesce(l.means, 'not_assessed'), count(*) FROM followup_audit fa "
        "JOIN audit o ON o.id = fa.audit AND o.removed IS NULL "
        "JOIN recommendation r ON r.audit = fa.audit AND r.removed IS NULL "
        "LEFT JOIN assessment a ON a.recommendation = r.id AND a.followup = fa.followup AND a.removed IS NULL "
        "LEFT JOIN level l ON l.id = a.level "
        f"WHERE fa.followup = ? AND fa.removed IS NULL AND {LEAF} GROUP BY 2"
    )
    return _grouped(connection.execute(sql, (followup,)).fetchall()).get("all", Counts())


def auditees_of(connection: Connection, audits: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Audit id → names of its audited bodies, in Swedish order."""
    return _names(connection, "audit_auditee", "audit", audits)


def addressees_of(connection: Connection, recommendations: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Recommendation id → names of the bodies it names itself."""
    return _names(connection, "recommendation_addressee", "recommendation", recommendations)


def every_followup(connection: Connection) -> list[Followup]:
    """All follow-ups: the open one first, then the newest."""
    rows = connection.execute(
        f"{select('followup')} WHERE removed IS NULL ORDER BY state = 'open' DESC, year DESC, report_date DESC, id DESC"
    ).fetchall()
    return [to_record(Followup, row) for row in rows]


def _names(connection: Connection, link: str, owner: str, owners: Sequence[str]) -> dict[str, tuple[str, ...]]:
    sql = (
        f"SELECT DISTINCT k.{owner}, b.name, b.id FROM {link} k JOIN body b ON b.id = {last('k.body')} "
        f"WHERE k.{owner} IN ({{}}) AND k.removed IS NULL AND b.removed IS NULL AND b.name IS NOT NULL"
    )
    found: dict[str, list[str]] = {}
    for key, name, _body in in_portions(connection, sql, owners):
        found.setdefault(str(key), []).append(str(name))
    return {key: tuple(sorted(names, key=swedish_key)) for key, names in found.items()}


def _titles(connection: Connection, audits: set[str]) -> dict[str, str]:
    sql = "SELECT id, coalesce(short_title, title, '') FROM audit WHERE id IN ({})"
    return {str(key): str(title) for key, title in in_portions(connection, sql, list(audits))}


def _open_comments(connection: Connection, recommendations: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Recommendation id → the assessment in the open follow-up that only holds a comment, and the comment."""
    sql = (
        "SELECT a.recommendation, a.id, a.comment FROM assessment a JOIN followup f ON f.id = a.followup "
        "WHERE a.recommendation IN ({}) AND f.state = 'open' AND f.removed IS NULL AND a.removed IS NULL "
        "AND a.level IS NULL AND a.comment IS NOT NULL"
    )
    return {str(key): (str(note), str(text)) for key, note, text in in_portions(connection, sql, recommendations)}


def _conflicts(connection: Connection, ids: Sequence[str]) -> set[str]:
    sql = (
        "SELECT t.entity_id FROM _tip t JOIN value v ON v.action = t.action AND v.n = t.n WHERE t.entity_id IN ({}) "
        "GROUP BY t.entity_id, t.field HAVING count(*) > 1 "
        "AND (min(v.new) IS NOT max(v.new) OR count(v.new) NOT IN (0, count(*)))"
    )
    return {str(row[0]) for row in in_portions(connection, sql, ids)}


def _assessments(connection: Connection, ids: Sequence[str]) -> list[Assessment]:
    rows = in_portions(connection, f"{select('assessment')} WHERE id IN ({{}})", ids)
    return [to_record(Assessment, row) for row in rows]


def _grouped(rows: Iterable[tuple[Value, ...]]) -> dict[str, Counts]:
    tally: dict[str, dict[str, int]] = {}
    for key, level, number in rows:
        by_level = tally.setdefault(str(key), dict.fromkeys(EVERY_LEVEL, 0))
        by_level[str(level) if level in EVERY_LEVEL else NOT_ASSESSED] += int(number or 0)
    return {key: Counts(by_level) for key, by_level in tally.items()}


def _prefixed(alias: str, entity: str) -> str:
    return ", ".join(f"{alias}.{column}" for column in columns(entity).split(", "))


def every_body(connection: Connection) -> list[tuple[int, Body]]:
    """(row number, body) of all bodies; of those that turned out to be one, that one."""
    sql = f"SELECT rid, {columns('body')} FROM body b WHERE removed IS NULL AND b.id = {last('b.id')}"
    rows = connection.execute(sql).fetchall()
    return [(rid, to_record(Body, tuple(row))) for rid, *row in rows]


def body_tallies(connection: Connection) -> dict[str, tuple[int, Counts]]:
    """Body id → how many audits it is an auditee of, and counts of the recommendations addressed to it, once each."""
    audits = connection.execute(
        f"SELECT {last('k.body')}, count(DISTINCT k.audit) FROM audit_auditee k JOIN audit a ON a.id = k.audit "
        "WHERE k.removed IS NULL AND a.removed IS NULL GROUP BY 1"
    ).fetchall()
    addressed = connection.execute(
        f"WITH named(body, recommendation) AS ({BODIES_OF_RECOMMENDATIONS}) "
        "SELECT n.body, coalesce(l.means, 'not_assessed'), count(*) FROM named n "
        "JOIN recommendation r ON r.id = n.recommendation "
        f"LEFT JOIN assessment a ON a.id = {SHOWN} LEFT JOIN level l ON l.id = a.level "
        f"WHERE {LISTED} AND {LEAF} GROUP BY 1, 2"
    ).fetchall()
    numbers, tally = dict(audits), _grouped(addressed)
    return {body: (numbers.get(body, 0), tally.get(body, Counts())) for body in numbers.keys() | tally.keys()}
