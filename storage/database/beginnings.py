"""How long lists begin: found without going through the whole of them, while the screen waits."""

from array import array
from collections.abc import Iterable, Sequence

from storage.database import search
from storage.database.conditions import recommendation_clause
from storage.database.connection import Connection
from storage.database.portions import in_portions
from storage.database.selection import Selection, rids_of
from storage.database.shown import LISTED_HERE, SHOWN
from storage.database.words import RECOMMENDATIONS_WITH, listed
from storage.domain.filtering import Condition, Filter
from storage.domain.order import sort_text
from storage.domain.value import Value

_SPARE = 4
"""How many times as many texts are looked at as rows are wanted: a text may be a removed record's."""


def first_audits(connection: Connection, limit: int) -> "array[int]":
    """The first `limit` of all audits in order; only the audits of the years they stand in are sorted."""
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
    return rids_of(connection, sql, years)


def first_recommendations(connection: Connection, limit: int) -> "array[int]":
    """The recommendations of the first audits: as many audits at a time as may have enough of them."""
    audits, found = first_audits(connection, limit), array("q")
    sql = (
        "SELECT o.rid, r.rid FROM audit o JOIN recommendation r ON r.audit = o.id AND r.removed IS NULL "
        "WHERE o.rid IN ({}) AND o.removed IS NULL ORDER BY r.position, r.id"
    )
    for start in range(0, len(audits), _AUDITS):
        some = audits[start : start + _AUDITS]
        place = {audit: number for number, audit in enumerate(some)}
        rows = sorted(in_portions(connection, sql, some), key=lambda row: place[row[0]])
        found.extend(rid for _audit, rid in rows)
        if len(found) >= limit:
            break
    return found[:limit]


_AUDITS = 8
"""Audits asked for their recommendations at a time."""


def first_hits(connection: Connection, flt: Filter, limit: int) -> tuple["array[int]", bool]:
    """Some of the recommendations that a filter leaves, in order, and whether they are all: an answer while typing.

    They are those of the first texts that hold all of the words; where those are few, those that the first texts with
    one of the words speak of, if the other words stand somewhere in what is written of them.
    """
    chosen = Selection(LISTED_HERE)
    for condition in (*flt.conditions, *(Condition("body", (word,), excluded=True) for word in flt.excluded)):
        sql, told = recommendation_clause(connection, condition)
        chosen.add(sql, *told)
    spare = _SPARE if flt.excluded else 1
    found = _beginning(connection, chosen, flt.words, limit * spare)
    if len(flt.words) > 1 and len(found) < limit:
        longest, *others = sorted(flt.words, key=len, reverse=True)
        more = set(_beginning(connection, chosen, [longest], limit * _SPARE))
        for word in others:
            more &= _speaking(connection, more, word)
        found = array("q", dict.fromkeys([*found, *more]))
    for word in flt.excluded:
        without = set(found) - _speaking(connection, found, word)
        found = array("q", (rid for rid in found if rid in without))
    whole = not (flt.words or flt.excluded) and len(found) <= limit
    return _in_order(connection, found[:limit]), whole


def _beginning(connection: Connection, chosen: Selection, words: Sequence[str], limit: int) -> "array[int]":
    """Of the first texts with all of the words: at most one more than `limit` of those chosen."""
    spoken, values = _spoken_of(connection, words, limit * _SPARE) if words else ("", [])
    source = "spoken CROSS JOIN recommendation r ON r.rid = spoken.rid" if spoken else "recommendation r"
    sql = f"{spoken} SELECT DISTINCT r.rid FROM {source} WHERE {chosen.sql} LIMIT {limit + 1}"
    return rids_of(connection, sql, [*values, *chosen.values])


def _speaking(connection: Connection, rids: Iterable[int], word: str) -> set[int]:
    """Those of some recommendations in whose own text, audit or judgement the word stands."""
    clause, values = search.held(search.sought(connection, word, at_once=True))
    sql = f"WITH c(rid, n) AS ({_WRITTEN}) SELECT c.rid FROM c CROSS JOIN _search t ON t.rowid = c.n WHERE {clause}"
    return {row[0] for row in connection.execute(sql, [listed(rids), *values]).fetchall()}


_STRIDE, _KINDS = search.STRIDE, {entity: code for entity, (code, _fields) in search.KINDS.items()}
_WRITTEN = (
    "WITH g AS MATERIALIZED (SELECT r.rid, r.id, r.audit FROM json_each(?) j JOIN recommendation r ON r.rid = j.value) "
    f"SELECT g.rid, g.rid * {_STRIDE} + {_KINDS['recommendation']} FROM g UNION ALL "
    f"SELECT g.rid, a.rid * {_STRIDE} + {_KINDS['audit']} FROM g JOIN audit a ON a.id = g.audit UNION ALL "
    f"SELECT r.rid, s.rid * {_STRIDE} + {_KINDS['assessment']} FROM g r JOIN assessment s ON s.recommendation = r.id "
    f"JOIN followup f ON f.id = s.followup WHERE s.removed IS NULL AND (f.state = 'open' OR s.id = {SHOWN})"
)
"""(recommendation, row of the index) of every text that is written of some recommendations, but their bodies' names."""


def _spoken_of(connection: Connection, words: Sequence[str], texts: int) -> tuple[str, list[Value]]:
    """The recommendations that texts with all the words speak of, as `spoken`: text by text, until there are enough."""
    hits, values = search.texts_with([search.sought(connection, word, at_once=True) for word in words], texts)
    places = " UNION ALL ".join(sql.format(search.among(place.strip())) for place, sql in RECOMMENDATIONS_WITH.items())
    return f"WITH hit AS MATERIALIZED ({hits}), spoken(rid) AS ({places})", values


def _in_order(connection: Connection, rids: "array[int]") -> "array[int]":
    marks = ", ".join("?" * len(rids))
    sql = (
        "SELECT r.rid FROM recommendation r JOIN audit o ON o.id = r.audit "
        f"WHERE r.rid IN ({marks}) ORDER BY swedish(o.years), swedish(o.title), o.id, r.position, r.id"
    )
    return rids_of(connection, sql, rids)
