"""Rows put together into views, for as many records at a time as a screen shows."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Literal

from storage.database.answers import answers_of
from storage.database.connection import Connection
from storage.database.portions import among, in_portions
from storage.database.projection import columns, prefixed, select, to_record
from storage.database.selection import BODIES_OF_RECOMMENDATIONS, LISTED, SHOWN
from storage.database.survivors import last
from storage.domain.counting import COUNTED_KINDS, Counts
from storage.domain.order import swedish_key
from storage.domain.records import Assessment, Audit, Body, Followup, Level, Recommendation
from storage.domain.scale import EVERY_LEVEL, NOT_ASSESSED
from storage.domain.value import Value
from storage.domain.views import AuditView, JudgementView, RecommendationView
from storage.domain.vocabulary import ENTITIES

LEAF = (
    f"coalesce(r.kind, 'recommendation') IN ({', '.join(repr(kind) for kind in COUNTED_KINDS)}) "
    "AND NOT EXISTS (SELECT 1 FROM recommendation c WHERE c.parent = r.id AND c.removed IS NULL)"
)
"""Whether recommendation `r` is counted."""


def audits_at(connection: Connection, rids: Sequence[int]) -> list[AuditView]:
    """The audits at these row numbers, in the same order; those that have left the tables are left out."""
    found = audit_rows(connection, "rid", rids)
    return [found[rid] for rid in rids if rid in found]


def audit_rows(
    connection: Connection, field: Literal["rid", "id"], values: Sequence[int] | Sequence[str]
) -> dict[int, AuditView]:
    """Row number → audit, of those that have these values in a field."""
    rows = in_portions(connection, f"SELECT rid, {columns('audit')} FROM audit WHERE {field} IN ({{}})", values)
    audits = {rid: to_record(Audit, tuple(row)) for rid, *row in rows}
    ids = [audit.id for audit in audits.values()]
    bodies, answers, tally = auditees_of(connection, ids), answers_of(connection, ids), counts_of(connection, ids)
    return {
        rid: AuditView(a, bodies.get(a.id, ()), answers[a.id], tally.get(a.id, Counts())) for rid, a in audits.items()
    }


def recommendations_at(connection: Connection, rids: Sequence[int]) -> list[RecommendationView]:
    """The recommendations at these row numbers, in the same order, each with the judgement shown for it."""
    found = recommendation_rows(connection, "rid", rids)
    return [found[rid] for rid in rids if rid in found]


def recommendation_rows(
    connection: Connection, field: Literal["rid", "id"], values: Sequence[int] | Sequence[str]
) -> dict[int, RecommendationView]:
    """Row number → the recommendation, with the judgement shown for it, of those that have these values in a field."""
    rows = in_portions(connection, _VIEWS.format(f"r.{field} IN ({{}})"), values)
    records = [to_record(Recommendation, tuple(row[_RECORD])) for row in rows]
    bodies = _bodies(connection, [record.id for record in records], {record.audit or "" for record in records})
    levels: dict[Value, Level] = {}
    return {
        row[0]: _view(record, row, bodies.get(record.id) or bodies.get(record.audit or "", ()), levels)
        for record, row in zip(records, rows, strict=True)
    }


def _view(
    record: Recommendation, row: Sequence[Any], bodies: tuple[str, ...], levels: dict[Value, Level]
) -> RecommendationView:
    """A recommendation of a row of `_VIEWS`; `levels` are those made so far: rows share them."""
    assessment = to_record(Assessment, tuple(row[_ASSESSMENT])) if row[_ASSESSMENT.start] is not None else None
    level = row[_LEVEL.start]
    if level is not None and level not in levels:
        levels[level] = to_record(Level, tuple(row[_LEVEL]))
    title, followup, year, state, remark, conflict = row[_LEVEL.stop :]
    return RecommendationView(
        recommendation=record,
        audit_title=title,
        bodies=bodies,
        level=levels.get(level),
        assessment=assessment,
        followup=followup,
        followup_year=year,
        current=state == "open",
        open_comment=remark,
        conflict=bool(conflict),
    )


def _places(start: int, entity: str) -> slice:
    """The places of an entity's columns in a row, from `start` on."""
    return slice(start, start + len(ENTITIES[entity].__struct_fields__))


_RECORD = _places(1, "recommendation")
_ASSESSMENT = _places(_RECORD.stop, "assessment")
_LEVEL = _places(_ASSESSMENT.stop, "level")
_CONFLICT = (
    "EXISTS (SELECT 1 FROM _tip t JOIN value v ON v.action = t.action AND v.n = t.n "
    "WHERE t.entity_id IN (r.id, a.id, n.id) GROUP BY t.entity_id, t.field HAVING count(*) > 1 "
    "AND (min(v.new) IS NOT max(v.new) OR count(v.new) NOT IN (0, count(*))))"
)
"""Whether copies of the register disagree about a recommendation, its judgement, or what is remarked on it."""
_REMARK = (
    "(SELECT c.id FROM assessment c JOIN followup p ON p.id = c.followup WHERE c.recommendation = r.id "
    "AND p.state = 'open' AND p.removed IS NULL AND c.removed IS NULL AND c.level IS NULL AND c.comment IS NOT NULL "
    "ORDER BY c.rid DESC LIMIT 1)"
)
"""The assessment of recommendation `r` in the open follow-up that only holds a comment."""
_VIEWS = (
    f"SELECT r.rid, {prefixed('r', 'recommendation')}, {prefixed('a', 'assessment')}, {prefixed('l', 'level')}, "
    f"coalesce(o.short_title, o.title, ''), f.title, f.year, f.state, n.comment, {_CONFLICT} FROM recommendation r "
    f"LEFT JOIN audit o ON o.id = r.audit LEFT JOIN assessment a ON a.id = {SHOWN} "
    "LEFT JOIN level l ON l.id = a.level AND l.removed IS NULL "
    "LEFT JOIN followup f ON f.id = a.followup AND f.removed IS NULL "
    f"LEFT JOIN assessment n ON n.id = {_REMARK} WHERE {{}}"
)


def judgements_in(connection: Connection, recommendations: Sequence[str]) -> dict[str, tuple[JudgementView, ...]]:
    """Recommendation → its judgements: the open follow-up's first, then the newest."""
    sql = (
        f"SELECT {prefixed('a', 'assessment')}, {prefixed('l', 'level')}, {prefixed('f', 'followup')} "
        "FROM assessment a JOIN followup f ON f.id = a.followup AND f.removed IS NULL "
        "LEFT JOIN level l ON l.id = a.level AND l.removed IS NULL "
        f"WHERE a.recommendation IN ({{}}) AND a.removed IS NULL ORDER BY {_NEWEST_FOLLOWUP}, a.rid"
    )
    found: dict[str, dict[str, JudgementView]] = {}
    of_assessment, of_level = _places(0, "assessment"), _places(_places(0, "assessment").stop, "level")
    for row in in_portions(connection, sql, recommendations):
        level = to_record(Level, row[of_level]) if row[of_level.start] is not None else None
        judged = JudgementView(
            to_record(Followup, row[of_level.stop :]), level, to_record(Assessment, row[of_assessment])
        )
        found.setdefault(str(judged.assessment.recommendation), {})[judged.followup.id] = judged
    return {recommendation: tuple(judged.values()) for recommendation, judged in found.items()}


_NEWEST_FOLLOWUP = "f.state = 'open' DESC, f.year DESC, f.report_date DESC, f.id DESC"


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
    return _bodies(connection, (), audits)


def addressees_of(connection: Connection, recommendations: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Recommendation id → names of the bodies it names itself."""
    return _bodies(connection, recommendations, ())


def every_followup(connection: Connection) -> list[Followup]:
    """All follow-ups: the open one first, then the newest."""
    rows = connection.execute(f"{select('followup')} f WHERE removed IS NULL ORDER BY {_NEWEST_FOLLOWUP}").fetchall()
    return [to_record(Followup, row) for row in rows]


def _bodies(
    connection: Connection, recommendations: Collection[str], audits: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Recommendation, or audit → names of the bodies that it names, in Swedish order."""
    found: dict[str, list[str]] = {}
    if recommendations or audits:
        values = (among(recommendations), among(audits))
        for owner, name, _body in connection.execute(_BODIES, values).fetchall():
            found.setdefault(str(owner), []).append(str(name))
    return {owner: tuple(sorted(names, key=swedish_key)) for owner, names in found.items()}


def _named_in(link: str, owner: str, place: int) -> str:
    return (
        f"SELECT k.{owner}, b.name, b.id FROM {link} k JOIN body b ON b.id = {last('k.body')} "
        f"WHERE k.{owner} IN (SELECT value FROM json_each(?{place})) "
        "AND k.removed IS NULL AND b.removed IS NULL AND b.name IS NOT NULL"
    )


_BODIES = f"{_named_in('recommendation_addressee', 'recommendation', 1)} UNION {_named_in('audit_auditee', 'audit', 2)}"


def _grouped(rows: Iterable[tuple[Value, ...]]) -> dict[str, Counts]:
    tally: dict[str, dict[str, int]] = {}
    for key, level, number in rows:
        by_level = tally.setdefault(str(key), dict.fromkeys(EVERY_LEVEL, 0))
        by_level[str(level) if level in EVERY_LEVEL else NOT_ASSESSED] += int(number or 0)
    return {key: Counts(by_level) for key, by_level in tally.items()}


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
