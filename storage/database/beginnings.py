"""How long lists begin: found without going through the whole of them, while the screen waits."""

from array import array

from storage.database import search
from storage.database.conditions import recommendation_clause
from storage.database.connection import Connection
from storage.database.selection import AMONG, Selection, rids_of
from storage.database.shown import LISTED_HERE
from storage.database.words import RECOMMENDATIONS_WITH, Words, listed
from storage.domain.filtering import Filter
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


def first_hits(connection: Connection, flt: Filter, limit: int) -> tuple["array[int]", bool]:
    """Some of the recommendations that a filter leaves, in order, and whether they are all: an answer while typing.

    They are those of the first texts that hold all of the words.
    """
    chosen = Selection(LISTED_HERE)
    for condition in flt.conditions:
        sql, told = recommendation_clause(connection, condition)
        chosen.add(sql, *told)
    for word in flt.excluded:
        chosen.add(f"NOT {AMONG}", listed(Words(connection).recommendations([word])))
    spoken, values = _spoken_of(connection, flt, limit * _SPARE) if flt.words else ("", [])
    source = "spoken CROSS JOIN recommendation r ON r.rid = spoken.rid" if spoken else "recommendation r"
    sql = f"{spoken} SELECT DISTINCT r.rid FROM {source} WHERE {chosen.sql} LIMIT {limit + 1}"
    found = rids_of(connection, sql, [*values, *chosen.values])
    return _in_order(connection, found[:limit]), not flt.words and len(found) <= limit


def _spoken_of(connection: Connection, flt: Filter, texts: int) -> tuple[str, list[Value]]:
    """The recommendations that texts with all the words speak of, as `spoken`: text by text, until there are enough."""
    hits, values = search.texts_with([search.sought(connection, word) for word in flt.words], texts)
    places = " UNION ALL ".join(sql.format(search.among(place.strip())) for place, sql in RECOMMENDATIONS_WITH.items())
    return f"WITH hit AS MATERIALIZED ({hits}), spoken(rid) AS ({places})", values


def _in_order(connection: Connection, rids: "array[int]") -> "array[int]":
    marks = ", ".join("?" * len(rids))
    sql = (
        "SELECT r.rid FROM recommendation r JOIN audit o ON o.id = r.audit "
        f"WHERE r.rid IN ({marks}) ORDER BY swedish(o.years), swedish(o.title), o.id, r.position, r.id"
    )
    return rids_of(connection, sql, rids)
