"""Which records a list holds, and in what order: filters turned into SQL, and orders of row numbers."""

from array import array
from collections.abc import Sequence

from storage.database import search
from storage.database.connection import Connection
from storage.database.projection import select, to_record
from storage.domain.filtering import Filter
from storage.domain.history import Value
from storage.domain.records import Level
from storage.domain.scale import NOT_ASSESSED, NOT_ASSESSED_LABEL, label_key
from storage.domain.text import folded

SHOWN = (
    "(SELECT s.id FROM assessment s JOIN followup f ON f.id = s.followup "
    "WHERE s.recommendation = r.id AND s.level IS NOT NULL AND s.removed IS NULL AND f.removed IS NULL "
    "ORDER BY f.state = 'open' DESC, f.year DESC, f.report_date DESC, f.id DESC LIMIT 1)"
)
"""The assessment shown for recommendation `r`: the open follow-up's, else the newest one that judged it."""

LISTED = "r.removed IS NULL AND r.audit IN (SELECT id FROM audit WHERE removed IS NULL)"
"""Whether recommendation `r` stands in lists and counts at all."""

_AUDITS_IN_ORDER = (
    "SELECT id, rid, row_number() OVER (ORDER BY swedish(years), swedish(title), id) AS place "
    "FROM audit WHERE removed IS NULL"
)
BODIES_OF_RECOMMENDATIONS = (
    "SELECT body, recommendation FROM recommendation_addressee WHERE removed IS NULL UNION "
    "SELECT k.body, r.id FROM recommendation r JOIN audit_auditee k ON k.audit = r.audit AND k.removed IS NULL "
    "WHERE NOT EXISTS (SELECT 1 FROM recommendation_addressee WHERE recommendation = r.id AND removed IS NULL)"
)
"""(body, recommendation) of every recommendation: the bodies it names itself, else its audit's."""
_BODIES_OF_RECOMMENDATION = (
    "SELECT body FROM recommendation_addressee WHERE recommendation = r.id AND removed IS NULL UNION ALL "
    "SELECT body FROM audit_auditee WHERE audit = r.audit AND removed IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM recommendation_addressee WHERE recommendation = r.id AND removed IS NULL)"
)
_BODIES_OF_AUDIT = "SELECT body FROM audit_auditee WHERE audit = o.id AND removed IS NULL"


class Selection:
    """A WHERE clause that grows."""

    def __init__(self, *conditions: str) -> None:
        self.conditions = list(conditions)
        self.values: list[Value] = []

    def add(self, condition: str, *values: Value) -> None:
        """Another condition that must hold."""
        self.conditions.append(condition)
        self.values += values

    @property
    def sql(self) -> str:
        """The clause, without the word WHERE."""
        return " AND ".join(f"({condition})" for condition in self.conditions)


def recommendation_order(connection: Connection, flt: Filter, audit: str | None) -> "array[int]":
    """Row numbers of the recommendations listed: by audit year, audit title, position, id."""
    chosen = selected_recommendations(connection, flt, audit)
    sql = (
        f"WITH o AS MATERIALIZED ({_AUDITS_IN_ORDER}) SELECT r.rid FROM recommendation r JOIN o ON o.id = r.audit "
        f"WHERE {chosen.sql} ORDER BY o.place, r.position, r.id"
    )
    return array("q", (row[0] for row in connection.execute(sql, chosen.values).fetchall()))


def selected_recommendations(connection: Connection, flt: Filter, audit: str | None) -> Selection:
    """Which recommendations `r` a filter, and an audit, leave."""
    chosen = Selection(LISTED)
    if audit is not None:
        chosen.add("r.audit = ?", audit)
    for word in flt.words:
        _add_word(connection, chosen, word, ("recommendation", "assessment", "audit", "body"))
    for name, value in flt.conditions:
        _add_condition(connection, chosen, name, value)
    return chosen


def audit_order(connection: Connection, flt: Filter) -> "array[int]":
    """Row numbers of the audits listed: by year, title, id."""
    chosen = Selection("true")
    for word in flt.words:
        _add_word(connection, chosen, word, ("own_audit", "audit_body"))
    for name, value in flt.conditions:
        _add_audit_condition(connection, chosen, name, value)
    sql = f"WITH o AS MATERIALIZED ({_AUDITS_IN_ORDER}) SELECT o.rid FROM o WHERE {chosen.sql} ORDER BY o.place"
    return array("q", (row[0] for row in connection.execute(sql, chosen.values).fetchall()))


def rids_with_words(connection: Connection, entity: str, words: Sequence[str]) -> set[int] | None:
    """Row numbers of the records of a searched entity whose own text holds every word; None without words."""
    found: set[int] | None = None
    for word in words:
        sql, values = _hits(connection, entity, word)
        rids = {row[0] for row in connection.execute(sql, values).fetchall()}
        found = rids if found is None else found & rids
    return found


def folded_word(connection: Connection, word: str) -> str | None:
    """The word without å, ä and ö, if it only occurs so; None if it occurs as typed, or not at all."""
    plain = folded(word)
    if plain != word or search.word_occurs(connection, word) or not search.folded_word_occurs(connection, plain):
        return None
    return plain


_WHERE_WORDS_STAND = {
    "recommendation": "r.rid IN ({})",
    "assessment": (
        "EXISTS (SELECT 1 FROM assessment w JOIN followup g ON g.id = w.followup WHERE w.rid IN ({}) "
        f"AND w.recommendation = r.id AND w.removed IS NULL AND (g.state = 'open' OR w.id = {SHOWN}))"
    ),
    "audit": "r.audit IN (SELECT id FROM audit WHERE rid IN ({}))",
    "body": f"EXISTS (SELECT 1 FROM body WHERE rid IN ({{}}) AND id IN ({_BODIES_OF_RECOMMENDATION}))",
    "own_audit": "o.rid IN ({})",
    "audit_body": f"EXISTS (SELECT 1 FROM body WHERE rid IN ({{}}) AND id IN ({_BODIES_OF_AUDIT}))",
}
_SEARCHED = {"own_audit": "audit", "audit_body": "body"}


def _add_word(connection: Connection, chosen: Selection, word: str, places: Sequence[str]) -> None:
    clauses: list[str] = []
    values: list[Value] = []
    plain = folded_word(connection, word)
    for place in places:
        entity = _SEARCHED.get(place, place)
        sql, found = search.hits(entity, word) if plain is None else search.folded_hits(entity, plain)
        clauses.append(_WHERE_WORDS_STAND[place].format(sql))
        values += found
    chosen.add(" OR ".join(clauses), *values)


def _hits(connection: Connection, entity: str, word: str) -> tuple[str, list[Value]]:
    plain = folded_word(connection, word)
    return search.hits(entity, word) if plain is None else search.folded_hits(entity, plain)


def _add_condition(connection: Connection, chosen: Selection, name: str, value: str) -> None:
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
