"""Which records a list holds, and in what order: filters turned into SQL, and orders of row numbers."""

from array import array
from collections.abc import Mapping, Sequence

from storage.database import search
from storage.database.connection import Connection
from storage.database.projection import select, to_record
from storage.database.survivors import last, with_joined
from storage.domain.filtering import Filter
from storage.domain.order import swedish_key
from storage.domain.records import Level
from storage.domain.scale import NOT_ASSESSED, NOT_ASSESSED_LABEL, label_key
from storage.domain.text import folded
from storage.domain.value import Value

SHOWN = (
    "(SELECT s.id FROM assessment s JOIN followup f ON f.id = s.followup "
    "WHERE s.recommendation = r.id AND s.level IS NOT NULL AND s.removed IS NULL AND f.removed IS NULL "
    "ORDER BY f.state = 'open' DESC, f.year DESC, f.report_date DESC, f.id DESC LIMIT 1)"
)
"""The assessment shown for recommendation `r`: the open follow-up's, else the newest one that judged it."""

LISTED = "r.removed IS NULL AND r.audit IN (SELECT id FROM audit WHERE removed IS NULL)"
"""Whether recommendation `r` stands in lists and counts at all."""
_LISTED_HIT = LISTED.replace("r.audit", "+r.audit")
"""The same where a filter leaves few: the `+` keeps SQLite from walking through all audits."""
LISTED_HERE = "r.removed IS NULL AND EXISTS (SELECT 1 FROM audit WHERE id = r.audit AND removed IS NULL)"
"""The same within one audit, without looking at the others."""

_AUDITS_IN_ORDER = (
    "SELECT id, rid, row_number() OVER (ORDER BY swedish(years), swedish(title), id) AS place "
    "FROM audit WHERE removed IS NULL"
)
BODIES_OF_RECOMMENDATIONS = (
    f"SELECT {last('k.body')}, k.recommendation FROM recommendation_addressee k WHERE k.removed IS NULL UNION "
    f"SELECT {last('k.body')}, r.id FROM recommendation r "
    "JOIN audit_auditee k ON k.audit = r.audit AND k.removed IS NULL "
    "WHERE NOT EXISTS (SELECT 1 FROM recommendation_addressee WHERE recommendation = r.id AND removed IS NULL)"
)
"""(body, recommendation) of every recommendation: the bodies it names itself, else its audit's."""
_BODIES_OF_RECOMMENDATION = (
    f"SELECT {last('k.body')} FROM recommendation_addressee k "
    "WHERE k.recommendation = r.id AND k.removed IS NULL UNION ALL "
    f"SELECT {last('k.body')} FROM audit_auditee k WHERE k.audit = r.audit AND k.removed IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM recommendation_addressee WHERE recommendation = r.id AND removed IS NULL)"
)
_BODIES_OF_AUDIT = f"SELECT {last('k.body')} FROM audit_auditee k WHERE k.audit = o.id AND k.removed IS NULL"


AMONG = "r.rid IN (SELECT value FROM json_each(?))"
"""Whether recommendation `r` is one of those that :func:`listed` names."""


def listed(rids: Sequence[int]) -> str:
    """Row numbers as one value, however many they are."""
    return f"[{','.join(map(str, rids))}]"


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


def recommendation_order(connection: Connection, flt: Filter, audit: str | None, by: str | None = None) -> "array[int]":
    """Row numbers of the recommendations listed: by one of `SORTS`, then audit year, audit title, position, id."""
    first = f"{SORTS[by]}, " if by else ""
    chosen = selected_recommendations(connection, flt, audit)
    if audit is not None:
        sql = f"SELECT r.rid FROM recommendation r WHERE {chosen.sql} ORDER BY {first}r.position, r.id"
    else:
        sql = (
            f"WITH o AS MATERIALIZED ({_AUDITS_IN_ORDER}) SELECT r.rid FROM recommendation r JOIN o ON o.id = r.audit "
            f"WHERE {chosen.sql} ORDER BY {first}o.place, r.position, r.id"
        )
    return rids_of(connection, sql, chosen.values)


def rids_of(connection: Connection, sql: str, values: Sequence[Value]) -> "array[int]":
    """The row numbers that a question answers with."""
    return array("q", (row[0] for row in connection.execute(sql, tuple(values)).fetchall()))


def selected_recommendations(connection: Connection, flt: Filter, audit: str | None) -> Selection:
    """Which recommendations `r` a filter, and an audit, leave."""
    chosen = Selection(_LISTED_HIT if flt else LISTED)
    if audit is not None:
        chosen = Selection(LISTED_HERE)
        chosen.add("r.audit = ?", audit)
    for word in flt.words:
        _add_word(connection, chosen, word, RECOMMENDATIONS_WITH)
    for name, value in flt.conditions:
        add_condition(connection, chosen, name, value)
    return chosen


def audit_order(connection: Connection, flt: Filter, holding: "array[int] | None" = None) -> "array[int]":
    """Row numbers of the audits listed: by year, title, id.

    Args:
        connection: the register's.
        flt: what the audits themselves must say.
        holding: recommendations (row numbers) whose audits are listed besides.
    """
    chosen = Selection("true")
    for word in flt.words:
        _add_word(connection, chosen, word, _AUDITS_WITH)
    for name, value in flt.conditions:
        _add_audit_condition(connection, chosen, name, value)
    if holding is not None:
        held = f"{chosen.sql} OR o.id IN (SELECT r.audit FROM recommendation r WHERE {AMONG})"
        chosen = Selection(held, values=[*chosen.values, listed(holding)])
    sql = f"WITH o AS MATERIALIZED ({_AUDITS_IN_ORDER}) SELECT o.rid FROM o WHERE {chosen.sql} ORDER BY o.place"
    return rids_of(connection, sql, chosen.values)


def numbered(connection: Connection, number: str) -> frozenset[int]:
    """Row numbers of the recommendations with this number."""
    rows = connection.execute("SELECT rid FROM recommendation WHERE number = ? AND removed IS NULL", (number,))
    return frozenset(row[0] for row in rows.fetchall())


def distinct(connection: Connection, entity: str, field: str) -> list[str]:
    """The values that records have in a field, in Swedish order."""
    sql = f"SELECT DISTINCT {field} FROM {entity} WHERE {field} IS NOT NULL AND removed IS NULL"
    return sorted((str(row[0]) for row in connection.execute(sql).fetchall()), key=swedish_key)


def rids_with_words(connection: Connection, entity: str, words: Sequence[str]) -> set[int] | None:
    """Row numbers of the records of a searched entity whose own text holds every word; None without words."""
    found: set[int] | None = None
    for word in words:
        hits, values = _hits(connection, word)
        sql = f"WITH hit AS MATERIALIZED ({hits}) {search.among(entity)}"
        rids = {row[0] for row in connection.execute(sql, values).fetchall()}
        found = rids if found is None else found & rids
    return found


def folded_word(connection: Connection, word: str) -> str | None:
    """The word without å, ä and ö, if it only occurs so; None if it occurs as typed, or not at all."""
    plain = folded(word)
    if plain != word or search.word_occurs(connection, word) or not search.folded_word_occurs(connection, plain):
        return None
    return plain


_BODIES_HIT = with_joined("rid IN ({})")
RECOMMENDATIONS_WITH = {
    "recommendation": "SELECT * FROM ({})",
    "assessment": (
        "SELECT r.rid FROM assessment w JOIN followup g ON g.id = w.followup JOIN recommendation r "
        "ON r.id = w.recommendation "
        f"WHERE w.rid IN ({{}}) AND w.removed IS NULL AND (g.state = 'open' OR w.id = {SHOWN})"
    ),
    "audit": "SELECT r.rid FROM recommendation r WHERE r.audit IN (SELECT id FROM audit WHERE rid IN ({}))",
    "body": (
        f"SELECT r.rid FROM ({_BODIES_HIT}) b JOIN audit_auditee k ON k.body = b.id AND k.removed IS NULL "
        "JOIN recommendation r ON r.audit = k.audit WHERE NOT EXISTS "
        "(SELECT 1 FROM recommendation_addressee WHERE recommendation = r.id AND removed IS NULL)"
    ),
    "body ": (
        f"SELECT r.rid FROM ({_BODIES_HIT}) b JOIN recommendation_addressee k ON k.body = b.id AND k.removed IS NULL "
        "JOIN recommendation r ON r.id = k.recommendation"
    ),
}
"""Where a word may stand (an entity) → the recommendations that it then speaks of."""
_AUDITS_WITH = {
    "audit": "SELECT * FROM ({})",
    "body": (
        f"SELECT a.rid FROM ({_BODIES_HIT}) b JOIN audit_auditee k ON k.body = b.id AND k.removed IS NULL "
        "JOIN audit a ON a.id = k.audit"
    ),
}


def _add_word(connection: Connection, chosen: Selection, word: str, places: Mapping[str, str]) -> None:
    hits, values = _hits(connection, word)
    records = " UNION ALL ".join(sql.format(search.among(place.strip())) for place, sql in places.items())
    alias = "o" if places is _AUDITS_WITH else "r"
    chosen.add(f"{alias}.rid IN (WITH hit AS MATERIALIZED ({hits}) {records})", *values)


def _hits(connection: Connection, word: str) -> tuple[str, list[Value]]:
    plain = folded_word(connection, word)
    return search.hits(word) if plain is None else search.folded_hits(plain)


def add_condition(connection: Connection, chosen: Selection, name: str, value: str) -> None:
    """A condition that recommendations `r` must meet."""
    if name == "level":
        _add_level(connection, chosen, value)
    elif name == "theme":
        chosen.add("instr(searchable(coalesce(r.theme, '')), ?) > 0", value)
    elif name == "body":
        chosen.add(f"EXISTS (SELECT 1 FROM body b WHERE b.id IN ({_BODIES_OF_RECOMMENDATION}) AND {_NAMED})", value)
    else:
        chosen.add(f"r.audit IN (SELECT id FROM audit o WHERE {_AUDIT_CONDITIONS[name]})", value)


def _add_audit_condition(connection: Connection, chosen: Selection, name: str, value: str) -> None:
    if name in _AUDIT_CONDITIONS:
        chosen.add(f"o.id IN (SELECT id FROM audit o WHERE {_AUDIT_CONDITIONS[name]})", value)
    elif name == "body":
        chosen.add(f"EXISTS (SELECT 1 FROM body b WHERE b.id IN ({_BODIES_OF_AUDIT}) AND {_NAMED})", value)
    else:
        within = selected_recommendations(connection, Filter(conditions=((name, value),)), None)
        chosen.add(f"o.id IN (SELECT r.audit FROM recommendation r WHERE {within.sql})", *within.values)


_NAMED = "instr(searchable(coalesce(b.name, '') || ' ' || coalesce(b.short_name, '')), ?) > 0"
_AUDIT_CONDITIONS = {
    "years": "instr(coalesce(o.years, ''), ?) > 0",
    "source": "instr(searchable(coalesce(o.source, '') || ' ' || coalesce(o.type, '')), ?) > 0",
    "audit": "instr(searchable(coalesce(o.title, '') || ' ' || coalesce(o.short_title, '')), ?) > 0",
}


def _add_level(connection: Connection, chosen: Selection, value: str) -> None:
    wanted = [level.id for level in every_level(connection) if _is_named(level, value)]
    marks = ", ".join("?" * len(wanted))
    clause = f"(SELECT level FROM assessment WHERE id = {SHOWN}) IN ({marks})"
    if value == NOT_ASSESSED or label_key(NOT_ASSESSED_LABEL).startswith(value):
        clause += f" OR {SHOWN} IS NULL"
    chosen.add(clause, *wanted)


def every_level(connection: Connection) -> list[Level]:
    """The levels of every scale, in order."""
    rows = connection.execute(f'{select("level")} WHERE removed IS NULL ORDER BY scale, "order", id').fetchall()
    return [to_record(Level, row) for row in rows]


def _is_named(level: Level, value: str) -> bool:
    if value == level.means:
        return True
    if any(label_key(name).startswith(value) for name in (level.label, level.short_label) if name):
        return True
    return value in {label_key(name) for name in (level.synonyms or "").split("\n")}
