"""Lists: row numbers in order, the rows at them, counts, groups, and the first page of a filter."""

from array import array
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Literal

from storage.database import search
from storage.database.connection import Connection
from storage.database.filters import (
    AMONG,
    BODIES_OF_RECOMMENDATIONS,
    LISTED,
    LISTED_HERE,
    LISTED_HIT,
    SHOWN_ASSESSMENT,
    audit_clause,
    recommendation_clause,
)
from storage.database.names import merged_id
from storage.database.projection import (
    batched_query,
    columns,
    json_array,
    prefixed,
    query_column,
    rows_by_owner,
    select_records,
    to_record,
    values_by_owner,
)
from storage.database.responses import responses_of
from storage.database.search import RECOMMENDATIONS_WITH, Words
from storage.database.settled import LEFT_OUT_NOW, OPEN, earlier_ids, left_out
from storage.database.subpoints import DIVIDED, LEAF, printed_order
from storage.domain.age import open_since
from storage.domain.body_names import body_key
from storage.domain.counting import Counts
from storage.domain.filters import NO_FILTER, Condition, Filter
from storage.domain.records import Assessment, Audit, Body, Followup, Level, Recommendation, Value
from storage.domain.scale import EVERY_LEVEL, NOT_ASSESSED
from storage.domain.text import sort_text, swedish_key
from storage.domain.views import AssessmentView, AuditView, RecommendationView
from storage.domain.vocabulary import ENTITIES

_AUDITS_IN_ORDER = (
    "SELECT id, rid, row_number() OVER (ORDER BY swedish(years), swedish(title), id) AS place "
    "FROM audit WHERE removed IS NULL"
)


_AMONG_AUDITS = AMONG.replace("r.rid", "o.rid")
_MEANS = "coalesce(l.means, 'not_assessed')"
_PRINTED = printed_order("r")
_SHOWN_LEVEL = f"LEFT JOIN assessment a ON a.id = {SHOWN_ASSESSMENT} LEFT JOIN level l ON l.id = a.level"


class WhereClause:
    """A WHERE clause of conditions that all must hold."""

    def __init__(self, *conditions: str, values: Sequence[Value] = ()) -> None:
        self.conditions = list(conditions)
        self.values = list(values)

    def add(self, condition: str, *values: Value) -> None:
        """Add a condition with its values."""
        self.conditions.append(condition)
        self.values += values

    @property
    def sql(self) -> str:
        """The clause, without the word WHERE."""
        return " AND ".join(f"({condition})" for condition in self.conditions)


SORTS = {
    "number": "swedish(r.number)",
    "level": (
        f'CASE WHEN NOT {DIVIDED} THEN (SELECT l."order" FROM assessment a JOIN level l ON l.id = a.level '
        f"WHERE a.id = {SHOWN_ASSESSMENT}) END NULLS LAST"
    ),
    "text": "swedish(r.text)",
}
"""Orders of recommendations before their place in the list."""


def recommendation_order(
    connection: Connection, flt: Filter, audit: str | None, by: str | None = None, words: Words | None = None
) -> "array[int]":
    """Return the row numbers of the recommendations: by one of `SORTS`, then audit year, audit title, place in it."""
    first = f"{SORTS[by]}, " if by else ""
    chosen = recommendations_where(connection, flt, audit, words)
    if audit is not None:
        sql = f"SELECT r.rid FROM recommendation r WHERE {chosen.sql} ORDER BY {first}{_PRINTED}"
    else:
        sql = (
            f"WITH o AS MATERIALIZED ({_AUDITS_IN_ORDER}) SELECT r.rid FROM recommendation r JOIN o ON o.id = r.audit "
            f"WHERE {chosen.sql} ORDER BY {first}o.place, {_PRINTED}"
        )
    return query_rids(connection, sql, chosen.values)


def recommendation_orders(connection: Connection, audits: Sequence[str]) -> dict[str, "array[int]"]:
    """Map audits to the row numbers of their recommendations, in printed order."""
    chosen = f"{LISTED_HERE} AND r.audit IN ({{}})"
    sql = f"SELECT r.audit, r.rid FROM recommendation r WHERE {chosen} ORDER BY {_PRINTED}"
    found = values_by_owner(batched_query(connection, sql, audits))
    return {audit: array("q", found.get(audit, ())) for audit in audits}


def query_rids(connection: Connection, sql: str, values: Sequence[Value]) -> "array[int]":
    """Return the row numbers that a query selects."""
    return array("q", (row[0] for row in connection.execute(sql, tuple(values))))


def recommendations_where(
    connection: Connection, flt: Filter, audit: str | None, words: Words | None = None
) -> WhereClause:
    """Return the clause of the recommendations `r` that a filter, and an audit, leave."""
    chosen = WhereClause(LISTED_HIT if flt else LISTED)
    if audit is not None:
        chosen = WhereClause(LISTED_HERE)
        chosen.add("r.audit = ?", audit)
    words = words or Words(connection)
    if flt.words:
        chosen.add(AMONG, json_array(words.recommendations(flt.words)))
    for word in flt.excluded:
        chosen.add(f"NOT {AMONG}", json_array(words.recommendations([word])))
    for condition in flt.conditions:
        sql, values = recommendation_clause(connection, condition)
        chosen.add(sql, *values)
    return chosen


def audit_order(
    connection: Connection, flt: Filter, containing: "array[int] | None" = None, words: Words | None = None
) -> "array[int]":
    """Return the row numbers of the audits, by year, title, id.

    Args:
        connection: the register's.
        flt: the filter of the audits themselves.
        containing: row numbers of recommendations whose audits are listed too.
        words: cached hits of words.
    """
    words = words or Words(connection)
    own = containing is None or _leaves_audits_alone(connection, flt)
    chosen = _selected_audits(connection, flt, words) if own else WhereClause("false")
    if containing is not None:
        either = f"{chosen.sql} OR o.id IN (SELECT r.audit FROM recommendation r WHERE {AMONG})"
        chosen = WhereClause(either, values=[*chosen.values, json_array(containing)])
    sql = f"WITH o AS MATERIALIZED ({_AUDITS_IN_ORDER}) SELECT o.rid FROM o WHERE {chosen.sql} ORDER BY o.place"
    return query_rids(connection, sql, chosen.values)


def _selected_audits(connection: Connection, flt: Filter, words: Words) -> WhereClause:
    """Return the clause of the audits `o` that a filter leaves by their own texts and fields."""
    chosen = WhereClause("true")
    if flt.words:
        chosen.add(_AMONG_AUDITS, json_array(words.audits(flt.words)))
    for word in flt.excluded:
        chosen.add(f"NOT {_AMONG_AUDITS}", json_array(words.audits([word])))
    for condition in flt.conditions:
        sql, values = _audit_clause(connection, condition)
        chosen.add(sql, *values)
    return chosen


def _leaves_audits_alone(connection: Connection, flt: Filter) -> bool:
    """Return True if a filter may leave audits without a recommendation that it leaves."""
    if flt.words or flt.excluded or len(flt.conditions) != 1:
        return True
    return audit_clause(connection, flt.conditions[0]) is not None


def _audit_clause(connection: Connection, condition: Condition) -> tuple[str, list[Value]]:
    """Return the clause of a condition on audits `o` themselves, or else on any of their recommendations."""
    own = audit_clause(connection, condition)
    if own is not None:
        return f"o.id IN (SELECT o.id FROM audit o WHERE {own[0]})", own[1]
    within = recommendations_where(connection, Filter(conditions=(condition,)), None)
    return f"o.id IN (SELECT r.audit FROM recommendation r WHERE {within.sql})", within.values


def rids_with_number(connection: Connection, number: str) -> frozenset[int]:
    """Return the row numbers of the recommendations with this number as printed."""
    sql = "SELECT rid FROM recommendation WHERE number = ? AND removed IS NULL"
    return frozenset(query_column(connection, sql, number))


def distinct_values(connection: Connection, entity: str, field: str) -> list[str]:
    """Return the distinct values of a field, in Swedish order."""
    sql = f"SELECT DISTINCT {field} FROM {entity} WHERE {field} IS NOT NULL AND removed IS NULL"
    return sorted(map(str, query_column(connection, sql)), key=swedish_key)


def audits_at(connection: Connection, rids: Sequence[int]) -> list[AuditView]:
    """Return the audits at these row numbers, in the same order, without those deleted."""
    found = audit_rows(connection, "rid", rids)
    return [found[rid] for rid in rids if rid in found]


def audit_rows(
    connection: Connection, field: Literal["rid", "id"], values: Sequence[int] | Sequence[str]
) -> dict[int, AuditView]:
    """Map row numbers to the audits with these values in a field."""
    rows = batched_query(connection, f"SELECT rid, {columns('audit')} FROM audit WHERE {field} IN ({{}})", values)
    audits = {rid: to_record(Audit, tuple(row)) for rid, *row in rows}
    ids = [audit.id for audit in audits.values()]
    bodies, answers, tally = (
        auditees_of(connection, ids),
        responses_of(connection, ids),
        counts_by_audit(connection, ids),
    )
    return {
        rid: AuditView(a, bodies.get(a.id, ()), answers[a.id], *tally.get(a.id, (Counts(), 0)))
        for rid, a in audits.items()
    }


def recommendations_at(connection: Connection, rids: Sequence[int]) -> list[RecommendationView]:
    """Return the recommendations at these row numbers, in the same order, each with the assessment shown for it."""
    found = recommendation_rows(connection, "rid", rids)
    return [found[rid] for rid in rids if rid in found]


def recommendation_rows(
    connection: Connection, field: Literal["rid", "id"], values: Sequence[int] | Sequence[str]
) -> dict[int, RecommendationView]:
    """Map row numbers to the recommendations with these values in a field, each with the assessment shown for it."""
    rows = batched_query(connection, _VIEWS.format(f"r.{field} IN ({{}})"), values)
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
    """Return the recommendation of a row of `_VIEWS`; `levels` are those built so far, which rows share."""
    assessment = to_record(Assessment, tuple(row[_ASSESSMENT])) if row[_ASSESSMENT.start] is not None else None
    *_joined, title, followup, year, state, comment, reopened, settled, conflict, divided = row[:_DATES]
    is_open, *dates = row[_DATES:]
    level = None if divided else row[_LEVEL.start]
    if level is not None and level not in levels:
        levels[level] = to_record(Level, tuple(row[_LEVEL]))
    return RecommendationView(
        recommendation=record,
        audit_title=title,
        bodies=bodies,
        level=levels.get(level),
        assessment=assessment,
        followup=followup,
        followup_year=year,
        current=state == "open",
        open_comment=comment,
        reopened=reopened is not None,
        settled=bool(settled) and not reopened and not divided and state != "open",
        conflict=bool(conflict),
        divided=bool(divided),
        open_since=open_since(*dates) if is_open else None,
    )


def _places(start: int, entity: str) -> slice:
    """Return the slice of an entity's columns in a row, from `start` on."""
    return slice(start, start + len(ENTITIES[entity].__struct_fields__))


_RECORD = _places(1, "recommendation")
_ASSESSMENT = _places(_RECORD.stop, "assessment")
_LEVEL = _places(_ASSESSMENT.stop, "level")
_DATES = -4
"""Whether it is open, and the dates of its audit, at the end of a row."""
_CONFLICT = (
    "EXISTS (SELECT 1 FROM _tip t JOIN value v ON v.action = t.action AND v.n = t.n "
    "WHERE t.entity_id IN (r.id, a.id, n.id) GROUP BY t.entity_id, t.field HAVING count(*) > 1 "
    "AND (min(v.new) IS NOT max(v.new) OR count(v.new) NOT IN (0, count(*))))"
)
"""SQL condition that merged copies conflict about a recommendation, its assessment, or the comment `n` on it."""
_OPEN_COMMENT = (
    "(SELECT c.id FROM assessment c JOIN followup p ON p.id = c.followup WHERE c.recommendation = r.id "
    "AND p.state = 'open' AND p.removed IS NULL AND c.removed IS NULL AND c.level IS NULL "
    "AND coalesce(c.comment, c.reopened_reason) IS NOT NULL "
    "ORDER BY c.rid DESC LIMIT 1)"
)
"""Id of the assessment of recommendation `r` in the open follow-up that has a comment or is taken in again only."""
_VIEWS = (
    f"SELECT r.rid, {prefixed('r', 'recommendation')}, {prefixed('a', 'assessment')}, {prefixed('l', 'level')}, "
    f"coalesce(o.short_title, o.title, ''), f.title, f.year, f.state, n.comment, n.reopened_reason, "
    f"{LEFT_OUT_NOW}, {_CONFLICT}, {DIVIDED}, "
    f"{OPEN}, o.handed_over, o.report_date, o.years "
    f"FROM recommendation r LEFT JOIN audit o ON o.id = r.audit LEFT JOIN assessment a ON a.id = {SHOWN_ASSESSMENT} "
    "LEFT JOIN level l ON l.id = a.level AND l.removed IS NULL "
    "LEFT JOIN followup f ON f.id = a.followup AND f.removed IS NULL "
    f"LEFT JOIN assessment n ON n.id = {_OPEN_COMMENT} WHERE {{}}"
)


def assessments_by_recommendation(
    connection: Connection, recommendations: Sequence[str]
) -> dict[str, tuple[AssessmentView, ...]]:
    """Map recommendations to their assessments: the open follow-up's first, then the newest."""
    sql = (
        f"SELECT {prefixed('a', 'assessment')}, {prefixed('l', 'level')}, {prefixed('f', 'followup')} "
        "FROM assessment a JOIN followup f ON f.id = a.followup AND f.removed IS NULL "
        "LEFT JOIN level l ON l.id = a.level AND l.removed IS NULL "
        f"WHERE a.recommendation IN ({{}}) AND a.removed IS NULL ORDER BY {_NEWEST_FOLLOWUP}, a.rid"
    )
    found: dict[str, dict[str, AssessmentView]] = {}
    of_assessment, of_level = _places(0, "assessment"), _places(_places(0, "assessment").stop, "level")
    for row in batched_query(connection, sql, recommendations):
        level = to_record(Level, row[of_level]) if row[of_level.start] is not None else None
        assessed = AssessmentView(
            to_record(Followup, row[of_level.stop :]), level, to_record(Assessment, row[of_assessment])
        )
        found.setdefault(str(assessed.assessment.recommendation), {})[assessed.followup.id] = assessed
    return {recommendation: tuple(assessed.values()) for recommendation, assessed in found.items()}


_NEWEST_FOLLOWUP = "f.state = 'open' DESC, f.year DESC, f.report_date DESC, f.id DESC"


def counts_by_audit(connection: Connection, audits: Sequence[str]) -> dict[str, tuple[Counts, int]]:
    """Map audits to counts by the level shown, and to the number of those levels that are the open follow-up's."""
    sql = (
        f"SELECT r.audit, {_MEANS}, count(*), count(*) FILTER (WHERE p.state = 'open') FROM recommendation r "
        f"{_SHOWN_LEVEL} LEFT JOIN followup p ON p.id = a.followup "
        f"WHERE r.audit IN ({{}}) AND r.removed IS NULL AND {LEAF} GROUP BY 1, 2"
    )
    rows = batched_query(connection, sql, audits)
    own: dict[str, int] = {}
    for audit, _means, _number, current in rows:
        own[audit] = own.get(audit, 0) + current
    return {audit: (counts, own[audit]) for audit, counts in _grouped(row[:3] for row in rows).items()}


def count_where(connection: Connection, where: str, values: Sequence[Value]) -> Counts:
    """Return counts of the recommendations `r` that the clause leaves, by the level shown."""
    sql = f"SELECT 'all', {_MEANS}, count(*) FROM recommendation r {_SHOWN_LEVEL} WHERE {where} AND {LEAF} GROUP BY 2"
    return _grouped(connection.execute(sql, values).fetchall()).get("all", Counts())


def counts_in_followup(connection: Connection, followup: str) -> Counts:
    """Return counts of what a follow-up is to assess, by its own assessments; what is settled is left out."""
    sql = (
        f"SELECT 'all', {_MEANS}, count(*) FROM followup_audit fa "
        "JOIN audit o ON o.id = fa.audit AND o.removed IS NULL "
        "JOIN recommendation r ON r.audit = fa.audit AND r.removed IS NULL "
        "LEFT JOIN assessment a ON a.recommendation = r.id AND a.followup = fa.followup AND a.removed IS NULL "
        "LEFT JOIN level l ON l.id = a.level "
        f"WHERE fa.followup = :followup AND fa.removed IS NULL AND {LEAF} AND NOT {left_out()} GROUP BY 2"
    )
    named = {"followup": followup, "earlier": earlier_ids(connection, followup)}
    return _grouped(connection.execute(sql, named).fetchall()).get("all", Counts())


def auditees_of(connection: Connection, audits: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Map audits to the names of their audited bodies, in the order of bodies."""
    return _bodies(connection, (), audits)


def addressees_of(connection: Connection, recommendations: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Map recommendations to the names of their own addressees."""
    return _bodies(connection, recommendations, ())


def every_followup(connection: Connection) -> list[Followup]:
    """Return all follow-ups: the open one first, then the newest."""
    return select_records(connection, Followup, f"f WHERE removed IS NULL ORDER BY {_NEWEST_FOLLOWUP}")


def _bodies(
    connection: Connection, recommendations: Collection[str], audits: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Map recommendations and audits to the names of their bodies, in the order of bodies."""
    if not (recommendations or audits):
        return {}
    rows = connection.execute(_BODY_COLUMNS, (json_array(recommendations), json_array(audits))).fetchall()
    found = rows_by_owner(rows)
    return {
        owner: tuple(name for name, kind, _body in sorted(named, key=lambda one: body_key(one[0], one[1])))
        for owner, named in found.items()
    }


def _named_in(link: str, owner: str, place: int) -> str:
    return (
        f"SELECT k.{owner}, b.name, b.kind, b.id FROM {link} k JOIN body b ON b.id = {merged_id('k.body')} "
        f"WHERE k.{owner} IN (SELECT value FROM json_each(?{place})) "
        "AND k.removed IS NULL AND b.removed IS NULL AND b.name IS NOT NULL"
    )


_BODY_COLUMNS = (
    f"{_named_in('recommendation_addressee', 'recommendation', 1)} UNION {_named_in('audit_auditee', 'audit', 2)}"
)


def _grouped(rows: Iterable[tuple[Value, ...]]) -> dict[str, Counts]:
    tally: dict[str, dict[str, int]] = {}
    for key, level, number in rows:
        by_level = tally.setdefault(str(key), dict.fromkeys(EVERY_LEVEL, 0))
        by_level[str(level) if level in EVERY_LEVEL else NOT_ASSESSED] += int(number or 0)
    return {key: Counts(by_level) for key, by_level in tally.items()}


def every_body(connection: Connection) -> list[tuple[int, Body]]:
    """Return (row number, body) of all bodies that are not merged into another."""
    sql = f"SELECT rid, {columns('body')} FROM body b WHERE removed IS NULL AND b.id = {merged_id('b.id')}"
    rows = connection.execute(sql).fetchall()
    return [(rid, to_record(Body, tuple(row))) for rid, *row in rows]


def body_counts(connection: Connection) -> dict[str, tuple[int, Counts]]:
    """Map bodies to (number of audits of them, counts of the recommendations directed to them, once each)."""
    audits = connection.execute(
        f"SELECT {merged_id('k.body')}, count(DISTINCT k.audit) FROM audit_auditee k JOIN audit a ON a.id = k.audit "
        "WHERE k.removed IS NULL AND a.removed IS NULL GROUP BY 1"
    ).fetchall()
    addressed = connection.execute(
        f"WITH named(body, recommendation) AS ({BODIES_OF_RECOMMENDATIONS}) "
        f"SELECT n.body, {_MEANS}, count(*) FROM named n "
        f"JOIN recommendation r ON r.id = n.recommendation {_SHOWN_LEVEL} "
        f"WHERE {LISTED} AND {LEAF} GROUP BY 1, 2"
    ).fetchall()
    numbers, tally = dict(audits), _grouped(addressed)
    return {body: (numbers.get(body, 0), tally.get(body, Counts())) for body in numbers.keys() | tally.keys()}


_TEXTS_PER_ROW = 4
"""Factor of texts read to rows wanted: a text may be a removed record's."""


def first_audits(connection: Connection, limit: int) -> "array[int]":
    """Return the row numbers of the first `limit` audits; only those of the years they fall in are sorted."""
    rows = connection.execute("SELECT years, count(*) FROM audit WHERE removed IS NULL GROUP BY years").fetchall()
    years: list[Value] = []
    room = limit
    for year, number in sorted(rows, key=lambda row: (row[0] is not None, sort_text(row[0]))):
        years.append(year)
        room -= number
        if room <= 0:
            break
    same_year = " OR ".join(["years IS ?"] * len(years)) or "false"
    sql = (
        f"SELECT rid FROM audit WHERE removed IS NULL AND ({same_year}) "
        f"ORDER BY swedish(years), swedish(title), id LIMIT {limit}"
    )
    return query_rids(connection, sql, years)


def first_recommendations(connection: Connection, limit: int) -> "array[int]":
    """Return the row numbers of the first `limit` recommendations, reading batches of audits until there are enough."""
    audits, found = first_audits(connection, limit), array("q")
    sql = (
        "SELECT o.rid, r.rid FROM audit o JOIN recommendation r ON r.audit = o.id AND r.removed IS NULL "
        f"WHERE o.rid IN ({{}}) AND o.removed IS NULL ORDER BY {_PRINTED}"
    )
    for start in range(0, len(audits), _AUDIT_BATCH):
        some = audits[start : start + _AUDIT_BATCH]
        place = {audit: number for number, audit in enumerate(some)}
        rows = sorted(batched_query(connection, sql, some), key=lambda row: place[row[0]])
        found.extend(rid for _audit, rid in rows)
        if len(found) >= limit:
            break
    return found[:limit]


_AUDIT_BATCH = 8
"""Audits in a batch."""


def first_hits(connection: Connection, flt: Filter, limit: int) -> tuple["array[int]", bool]:
    """Return some recommendations that a filter leaves, in order, and True if they are all, for a first answer.

    They come from the first texts with all of the words; if those are few, from the first texts with the longest word,
    where the other words occur in other texts about them.
    """
    chosen = WhereClause(LISTED_HERE)
    for condition in (*flt.conditions, *(Condition("body", (word,), excluded=True) for word in flt.excluded)):
        sql, values = recommendation_clause(connection, condition)
        chosen.add(sql, *values)
    factor = _TEXTS_PER_ROW if flt.excluded else 1
    found = _first_with(connection, chosen, flt.words, limit * factor)
    if len(flt.words) > 1 and len(found) < limit:
        longest, *others = sorted(flt.words, key=len, reverse=True)
        more = set(_first_with(connection, chosen, [longest], limit * _TEXTS_PER_ROW))
        for word in others:
            more &= _mentioning(connection, more, word)
        found = array("q", dict.fromkeys([*found, *more]))
    for word in flt.excluded:
        without = set(found) - _mentioning(connection, found, word)
        found = array("q", (rid for rid in found if rid in without))
    whole = not (flt.words or flt.excluded) and len(found) <= limit
    return _in_order(connection, found[:limit]), whole


def _first_with(connection: Connection, chosen: WhereClause, words: Sequence[str], limit: int) -> "array[int]":
    """Return at most `limit` + 1 of the chosen recommendations, from the first texts with all of the words."""
    spoken, values = _hit_recommendations(connection, words, limit * _TEXTS_PER_ROW) if words else ("", [])
    source = "spoken CROSS JOIN recommendation r ON r.rid = spoken.rid" if spoken else "recommendation r"
    sql = f"{spoken} SELECT DISTINCT r.rid FROM {source} WHERE {chosen.sql} LIMIT {limit + 1}"
    return query_rids(connection, sql, [*values, *chosen.values])


def _mentioning(connection: Connection, rids: Iterable[int], word: str) -> set[int]:
    """Return those of some recommendations with the word in their own text, audit or assessment."""
    clause, values = search.word_condition(search.resolve_word(connection, word, at_once=True))
    sql = f"WITH c(rid, n) AS ({_WRITTEN}) SELECT c.rid FROM c CROSS JOIN _search t ON t.rowid = c.n WHERE {clause}"
    return set(query_column(connection, sql, json_array(rids), *values))


_STRIDE, _KINDS = search.STRIDE, {entity: code for entity, (code, _fields) in search.INDEXED.items()}
_WRITTEN = (
    "WITH g AS MATERIALIZED (SELECT r.rid, r.id, r.audit FROM json_each(?) j JOIN recommendation r ON r.rid = j.value) "
    f"SELECT g.rid, g.rid * {_STRIDE} + {_KINDS['recommendation']} FROM g UNION ALL "
    f"SELECT g.rid, a.rid * {_STRIDE} + {_KINDS['audit']} FROM g JOIN audit a ON a.id = g.audit UNION ALL "
    f"SELECT r.rid, s.rid * {_STRIDE} + {_KINDS['assessment']} FROM g r JOIN assessment s ON s.recommendation = r.id "
    f"JOIN followup f ON f.id = s.followup WHERE s.removed IS NULL AND (f.state = 'open' OR s.id = {SHOWN_ASSESSMENT}) "
    f"UNION ALL SELECT g.rid, x.rid * {_STRIDE} + {_KINDS['source_text']} FROM g "
    "JOIN source_text x ON x.recommendation = g.id WHERE x.removed IS NULL "
    f"UNION ALL SELECT g.rid, x.rid * {_STRIDE} + {_KINDS['source_text']} FROM g "
    "JOIN source_text x ON x.audit = g.audit AND x.recommendation IS NULL WHERE x.removed IS NULL"
)
"""(recommendation, row id of the index) of every text of some recommendations, except their bodies' names."""


def _hit_recommendations(connection: Connection, words: Sequence[str], texts: int) -> tuple[str, list[Value]]:
    """Return SQL, and its values, for the recommendations `spoken` that the first texts with all words concern."""
    hits, values = search.texts_with([search.resolve_word(connection, word, at_once=True) for word in words], texts)
    places = " UNION ALL ".join(sql.format(search.hit_rids(entity)) for entity, sql in RECOMMENDATIONS_WITH)
    return f"WITH hit AS MATERIALIZED ({hits}), spoken(rid) AS ({places})", values


def _in_order(connection: Connection, rids: "array[int]") -> "array[int]":
    marks = ", ".join("?" * len(rids))
    sql = (
        "SELECT r.rid FROM recommendation r JOIN audit o ON o.id = r.audit "
        f"WHERE r.rid IN ({marks}) ORDER BY swedish(o.years), swedish(o.title), o.id, {_PRINTED}"
    )
    return query_rids(connection, sql, rids)


_KEYS = {
    "body": "n.body",
    "years": "(SELECT o.years FROM audit o WHERE o.id = r.audit)",
    "theme": "r.theme",
    "level": _MEANS,
}
_BODIES = (
    f"WITH named(body, recommendation) AS MATERIALIZED ({BODIES_OF_RECOMMENDATIONS})",
    "LEFT JOIN named n ON n.recommendation = r.id",
)


def group_tallies(connection: Connection, chosen: WhereClause, by: str) -> list[tuple[str | None, str, int]]:
    """Return (key, meaning of the level, count) of the recommendations `r` chosen; once for each of their bodies."""
    before, join = _BODIES if by == "body" else ("", "")
    return connection.execute(
        f"{before} SELECT {_KEYS[by]}, {_MEANS}, count(*) FROM recommendation r {join} {_SHOWN_LEVEL} "
        f"WHERE {chosen.sql} AND {LEAF} GROUP BY 1, 2",
        chosen.values,
    ).fetchall()


_NEWEST = "ORDER BY coalesce({0}.{1}, {0}.{2}) DESC, {0}.rid DESC"
_HAS = "instr(searchable({}), ?1) > 0"
_LETTERS_WITH = (
    "SELECT id FROM letter WHERE "
    + _HAS.format("coalesce(registry_number, '') || ' ' || coalesce(own_text, '') || ' ' || coalesce(kind, '')"
                  " || ' ' || coalesce(dated, '') || ' ' || coalesce(decided, '')")
    + " UNION SELECT k.letter FROM letter_audit k JOIN audit a ON a.id = k.audit AND a.removed IS NULL "
    "WHERE k.removed IS NULL AND " + _HAS.format("coalesce(a.title, '') || ' ' || coalesce(a.short_title, '')")
    + " UNION SELECT k.letter FROM letter_recipient k JOIN body b ON b.id = k.body WHERE k.removed IS NULL AND "
    + _HAS.format("coalesce(b.name, '') || ' ' || coalesce(b.short_name, '') || ' ' || coalesce(k.demand, '')")
    + " UNION SELECT letter FROM letter_question WHERE removed IS NULL AND " + _HAS.format("coalesce(text, '')")
)  # fmt: skip
_RESPONSES_WITH = (
    "SELECT r.id FROM response r LEFT JOIN body b ON b.id = r.responder WHERE "
    + _HAS.format("coalesce(b.name, '') || ' ' || coalesce(r.text, '') || ' ' || coalesce(r.paragraph, '') || ' ' "
                  "|| coalesce(r.their_registry_number, '') || ' ' || coalesce(r.decided_on, r.received_on, '')")
    + " UNION SELECT k.response FROM response_audit k JOIN audit a ON a.id = k.audit AND a.removed IS NULL "
    "WHERE k.removed IS NULL AND " + _HAS.format("coalesce(a.title, '') || ' ' || coalesce(a.short_title, '')")
    + " UNION SELECT response FROM response_line WHERE removed IS NULL AND " + _HAS.format("coalesce(text, '')")
)  # fmt: skip


_NEWEST_FIRST = {
    "letter": (_NEWEST.format("letter", "dated", "decided"), _LETTERS_WITH),
    "response": (_NEWEST.format("response", "decided_on", "received_on"), _RESPONSES_WITH),
}
"""Entity → the order of its list, and the records that have a word somewhere."""

NEWEST_FIRST = tuple(_NEWEST_FIRST)
"""The entities whose lists are ordered by date, newest first: letters and responses."""


def newest_first_rids(connection: Connection, entity: str, flt: Filter = NO_FILTER) -> "array[int]":
    """Return the row numbers of the letters or responses with all words of a filter, newest first."""
    return array("q", (rid for rid, _id in _newest_first(connection, entity, flt)))


def newest_first_ids(connection: Connection, entity: str, flt: Filter = NO_FILTER) -> list[str]:
    """Return the ids of the letters or responses with all words of a filter, newest first."""
    return [record for _rid, record in _newest_first(connection, entity, flt)]


def _newest_first(connection: Connection, entity: str, flt: Filter) -> list[tuple[int, str]]:
    """Return (row number, id) of those with every word of a filter, and with none that it excludes."""
    newest, with_word = _NEWEST_FIRST[entity]
    rows = connection.execute(f"SELECT rid, id FROM {entity} WHERE removed IS NULL {newest}").fetchall()
    for word, excluded in [*((one, False) for one in flt.words), *((one, True) for one in flt.excluded)]:
        hits = set(query_column(connection, with_word, word))
        rows = [row for row in rows if (row[1] in hits) != excluded]
    return rows
