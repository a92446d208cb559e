"""Which records a list holds, and in what order: filters turned into SQL, and orders of row numbers."""

from array import array
from collections.abc import Sequence

from storage.database.conditions import audit_clause, every_level, recommendation_clause
from storage.database.connection import Connection
from storage.database.portions import in_portions
from storage.database.shown import BODIES_OF_RECOMMENDATIONS, LISTED, LISTED_HERE, LISTED_HIT, SHOWN
from storage.database.words import Words, listed
from storage.domain.filtering import Condition, Filter
from storage.domain.order import swedish_key
from storage.domain.value import Value

__all__ = [
    "AMONG",
    "BODIES_OF_RECOMMENDATIONS",
    "LISTED",
    "LISTED_HERE",
    "SHOWN",
    "SORTS",
    "Selection",
    "audit_order",
    "distinct",
    "every_level",
    "listed",
    "numbered",
    "recommendation_order",
    "rids_of",
    "selected_recommendations",
]

_AUDITS_IN_ORDER = (
    "SELECT id, rid, row_number() OVER (ORDER BY swedish(years), swedish(title), id) AS place "
    "FROM audit WHERE removed IS NULL"
)
AMONG = "r.rid IN (SELECT value FROM json_each(?))"
"""Whether recommendation `r` is one of those that :func:`listed` names."""
_AMONG_AUDITS = AMONG.replace("r.rid", "o.rid")


class Selection:
    """A WHERE clause that grows."""

    def __init__(self, *conditions: str, values: Sequence[Value] = ()) -> None:
        self.conditions = list(conditions)
        self.values = list(values)

    def add(self, condition: str, *values: Value) -> None:
        """Another condition that must hold."""
        self.conditions.append(condition)
        self.values += values

    @property
    def sql(self) -> str:
        """The clause, without the word WHERE."""
        return " AND ".join(f"({condition})" for condition in self.conditions)


SORTS = {
    "number": "swedish(r.number)",
    "level": f'(SELECT l."order" FROM assessment a JOIN level l ON l.id = a.level WHERE a.id = {SHOWN}) NULLS LAST',
    "text": "swedish(r.text)",
}
"""What recommendations can be ordered by before their place in the list."""


def recommendation_order(
    connection: Connection, flt: Filter, audit: str | None, by: str | None = None, words: Words | None = None
) -> "array[int]":
    """Row numbers of the recommendations listed: by one of `SORTS`, then audit year, audit title, position, id."""
    first = f"{SORTS[by]}, " if by else ""
    chosen = selected_recommendations(connection, flt, audit, words)
    if audit is not None:
        sql = f"SELECT r.rid FROM recommendation r WHERE {chosen.sql} ORDER BY {first}r.position, r.id"
    else:
        sql = (
            f"WITH o AS MATERIALIZED ({_AUDITS_IN_ORDER}) SELECT r.rid FROM recommendation r JOIN o ON o.id = r.audit "
            f"WHERE {chosen.sql} ORDER BY {first}o.place, r.position, r.id"
        )
    return rids_of(connection, sql, chosen.values)


def orders_in(connection: Connection, audits: Sequence[str]) -> dict[str, "array[int]"]:
    """Audit → row numbers of its recommendations: by position, id."""
    found = {audit: array("q") for audit in audits}
    chosen = f"{LISTED_HERE} AND r.audit IN ({{}})"
    sql = f"SELECT r.audit, r.rid FROM recommendation r WHERE {chosen} ORDER BY r.position, r.id"
    for audit, rid in in_portions(connection, sql, audits):
        found[audit].append(rid)
    return found


def rids_of(connection: Connection, sql: str, values: Sequence[Value]) -> "array[int]":
    """The row numbers that a question answers with."""
    return array("q", (row[0] for row in connection.execute(sql, tuple(values))))


def selected_recommendations(
    connection: Connection, flt: Filter, audit: str | None, words: Words | None = None
) -> Selection:
    """Which recommendations `r` a filter, and an audit, leave."""
    chosen = Selection(LISTED_HIT if flt else LISTED)
    if audit is not None:
        chosen = Selection(LISTED_HERE)
        chosen.add("r.audit = ?", audit)
    words = words or Words(connection)
    if flt.words:
        chosen.add(AMONG, listed(words.recommendations(flt.words)))
    for word in flt.excluded:
        chosen.add(f"NOT {AMONG}", listed(words.recommendations([word])))
    for condition in flt.conditions:
        sql, values = recommendation_clause(connection, condition)
        chosen.add(sql, *values)
    return chosen


def audit_order(
    connection: Connection, flt: Filter, holding: "array[int] | None" = None, words: Words | None = None
) -> "array[int]":
    """Row numbers of the audits listed: by year, title, id.

    Args:
        connection: the register's.
        flt: what the audits themselves must say.
        holding: recommendations (row numbers) whose audits are listed besides.
        words: what is known of where words stand.
    """
    words = words or Words(connection)
    own = holding is None or _asks_more(connection, flt)
    chosen = _selected_audits(connection, flt, words) if own else Selection("false")
    if holding is not None:
        held = f"{chosen.sql} OR o.id IN (SELECT r.audit FROM recommendation r WHERE {AMONG})"
        chosen = Selection(held, values=[*chosen.values, listed(holding)])
    sql = f"WITH o AS MATERIALIZED ({_AUDITS_IN_ORDER}) SELECT o.rid FROM o WHERE {chosen.sql} ORDER BY o.place"
    return rids_of(connection, sql, chosen.values)


def _selected_audits(connection: Connection, flt: Filter, words: Words) -> Selection:
    """Which audits in `o` a filter leaves by what is said of themselves."""
    chosen = Selection("true")
    if flt.words:
        chosen.add(_AMONG_AUDITS, listed(words.audits(flt.words)))
    for word in flt.excluded:
        chosen.add(f"NOT {_AMONG_AUDITS}", listed(words.audits([word])))
    for condition in flt.conditions:
        sql, values = _audit_clause(connection, condition)
        chosen.add(sql, *values)
    return chosen


def _asks_more(connection: Connection, flt: Filter) -> bool:
    """Whether audits can be let through for another reason than that they hold a recommendation that is."""
    if flt.words or flt.excluded or len(flt.conditions) != 1:
        return True
    return audit_clause(connection, flt.conditions[0]) is not None


def _audit_clause(connection: Connection, condition: Condition) -> tuple[str, list[Value]]:
    """What a condition asks of audits in `o`: of themselves where it can, else of any recommendation of theirs."""
    own = audit_clause(connection, condition)
    if own is not None:
        return f"o.id IN (SELECT o.id FROM audit o WHERE {own[0]})", own[1]
    within = selected_recommendations(connection, Filter(conditions=(condition,)), None)
    return f"o.id IN (SELECT r.audit FROM recommendation r WHERE {within.sql})", within.values


def numbered(connection: Connection, number: str) -> frozenset[int]:
    """Row numbers of the recommendations with this number."""
    rows = connection.execute("SELECT rid FROM recommendation WHERE number = ? AND removed IS NULL", (number,))
    return frozenset(row[0] for row in rows.fetchall())


def distinct(connection: Connection, entity: str, field: str) -> list[str]:
    """The values that records have in a field, in Swedish order."""
    sql = f"SELECT DISTINCT {field} FROM {entity} WHERE {field} IS NOT NULL AND removed IS NULL"
    return sorted((str(row[0]) for row in connection.execute(sql).fetchall()), key=swedish_key)
