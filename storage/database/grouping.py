"""Recommendations tallied by what they have in common; what a tally means is decided where counting is."""

from storage.database.connection import Connection
from storage.database.listing import LEAF
from storage.database.selection import Selection
from storage.database.shown import BODIES_OF_RECOMMENDATIONS, SHOWN

_KEYS = {
    "body": "n.body",
    "years": "(SELECT o.years FROM audit o WHERE o.id = r.audit)",
    "theme": "r.theme",
    "level": "coalesce(l.means, 'not_assessed')",
}
_BODIES = (
    f"WITH named(body, recommendation) AS MATERIALIZED ({BODIES_OF_RECOMMENDATIONS})",
    "LEFT JOIN named n ON n.recommendation = r.id",
)


def tallies(connection: Connection, chosen: Selection, by: str) -> list[tuple[str | None, str, int]]:
    """(key, level's meaning, how many) of the counted recommendations `r` chosen; once for each of their bodies."""
    before, join = _BODIES if by == "body" else ("", "")
    return connection.execute(
        f"{before} SELECT {_KEYS[by]}, coalesce(l.means, 'not_assessed'), count(*) FROM recommendation r {join} "
        f"LEFT JOIN assessment a ON a.id = {SHOWN} LEFT JOIN level l ON l.id = a.level "
        f"WHERE {chosen.sql} AND {LEAF} GROUP BY 1, 2",
        chosen.values,
    ).fetchall()
