"""SQL conditions on recommendations and audits for the conditions of a filter line."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from storage.database.connection import Connection
from storage.database.names import merged_id, merged_ids, names_by_id
from storage.database.projection import IN_ARRAY, has_rows, json_array, select_records
from storage.database.subpoints import DIVIDED
from storage.database.succession import with_kin
from storage.domain.filters import CHOICES, EXACTLY, POINT_KINDS, Condition
from storage.domain.records import Level, Value
from storage.domain.scale import NOT_ASSESSED, NOT_ASSESSED_LABEL, label_key
from storage.domain.text import folded, searchable

SHOWN_ASSESSMENT = (
    "(SELECT s.id FROM assessment s JOIN followup f ON f.id = s.followup "
    "WHERE s.recommendation = r.id AND s.removed IS NULL AND f.removed IS NULL "
    "AND (s.level IS NOT NULL OR s.comment IS NOT NULL AND f.state IS NOT 'open') "
    "AND f.id NOT IN (SELECT c.supersedes FROM followup c "
    "WHERE c.supersedes IS NOT NULL AND c.state = 'closed' AND c.removed IS NULL) "
    "ORDER BY s.level IS NULL, f.state = 'open' DESC, f.year DESC, f.report_date DESC, f.id DESC LIMIT 1)"
)
"""Id of the assessment shown for recommendation `r`: the open follow-up's, else the newest with a level.

Where none has a level, the newest comment of a closed follow-up. One that a closed follow-up corrects counts no longer.
"""

LISTED = "r.removed IS NULL AND r.audit IN (SELECT id FROM audit WHERE removed IS NULL)"
"""SQL condition that lists and counts include recommendation `r`."""
LISTED_HIT = LISTED.replace("r.audit", "+r.audit")
"""The same for filters with few hits: the `+` keeps SQLite from scanning all audits."""
LISTED_HERE = "r.removed IS NULL AND EXISTS (SELECT 1 FROM audit WHERE id = r.audit AND removed IS NULL)"
"""The same within one audit, without scanning the others."""

BODIES_OF_RECOMMENDATIONS = (
    f"SELECT {merged_id('k.body')}, k.recommendation FROM recommendation_addressee k WHERE k.removed IS NULL UNION "
    f"SELECT {merged_id('k.body')}, r.id FROM recommendation r "
    "JOIN audit_auditee k ON k.audit = r.audit AND k.removed IS NULL "
    "WHERE NOT EXISTS (SELECT 1 FROM recommendation_addressee WHERE recommendation = r.id AND removed IS NULL)"
)
"""(body, recommendation) of every recommendation: its own addressees, else its audit's auditees."""

Clause = tuple[str, list[Value]]

AMONG = f"r.rid {IN_ARRAY}"
"""SQL condition that recommendation `r` is among the row numbers of one :func:`json_array`."""
_OPEN = "(SELECT id FROM followup WHERE state = 'open' AND removed IS NULL)"
_LACKING = {
    "level": (
        "NOT EXISTS (SELECT 1 FROM assessment j WHERE j.recommendation = r.id AND j.level IS NOT NULL "
        f"AND j.removed IS NULL AND j.followup IN {_OPEN}) AND NOT {DIVIDED}"
    ),
    "comment": (
        "NOT EXISTS (SELECT 1 FROM assessment j WHERE j.recommendation = r.id AND j.comment IS NOT NULL "
        f"AND j.removed IS NULL AND (j.followup IN {_OPEN} OR j.id = {SHOWN_ASSESSMENT}))"
    ),
}
"""Condition on `lacking:`: no assessment in the open follow-up; no comment there, nor on the assessment shown."""
_STANCE = (
    "EXISTS (SELECT 1 FROM response_line_target t JOIN response_line n ON n.id = t.response_line AND n.removed IS NULL "
    "JOIN response p ON p.id = n.response AND p.removed IS NULL "
    "WHERE t.recommendation = r.id AND t.removed IS NULL AND n.stance = ?)"
)
_TITLES = "coalesce(o.title, '') || ' ' || coalesce(o.short_title, '')"
_OWN_WORDS = {
    "audit": _TITLES,
    "years": "coalesce(o.years, '')",
    "source": "coalesce(o.source, '') || ' ' || coalesce(o.type, '')",
    "type": "coalesce(o.type, '')",
}
"""SQL for the texts of audits `o` that conditions search for a part of a word."""


def recommendation_clause(connection: Connection, condition: Condition) -> Clause:
    """Return the clause of a condition on recommendations `r`."""
    resolved: list[Clause] = [(AMONG, [rows.listed]) for rows in condition.rows]
    named = [_of_recommendation(connection, condition.field, one) for one in _each(condition)]
    return _together(condition, [*resolved, *named])


def audit_clause(connection: Connection, condition: Condition) -> Clause | None:
    """Return the clause of a condition on audits `o`; None for one that only recommendations can meet."""
    if condition.rows:
        return None
    clauses = [_of_audit(connection, condition.field, one) for one in _each(condition)]
    return None if None in clauses else _together(condition, [one for one in clauses if one is not None])


def has_match(connection: Connection, condition: Condition) -> bool:
    """Return True if any recommendation or audit meets a condition."""
    clauses = {"recommendation r": recommendation_clause(connection, condition)}
    if (own := audit_clause(connection, condition)) is not None:
        clauses["audit o"] = own
    return any(
        has_rows(connection, f"SELECT 1 FROM {table} WHERE {sql} LIMIT 1", *values)
        for table, (sql, values) in clauses.items()
    )


def _each(condition: Condition) -> Sequence[str]:
    return condition.values or (() if condition.rows else ("",))


def _together(condition: Condition, clauses: Iterable[Clause]) -> Clause:
    """Join clauses with OR; negate an excluded condition."""
    parts = list(clauses)
    sql = " OR ".join(f"({sql})" for sql, _values in parts)
    return f"({sql}) IS NOT TRUE" if condition.excluded else sql, [value for _sql, values in parts for value in values]


def _of_recommendation(connection: Connection, field: str, value: str) -> Clause:
    if field in _OF_RECOMMENDATION:
        return _OF_RECOMMENDATION[field](connection, value)
    clause = _of_audit(connection, field, value)
    sql, values = clause if clause is not None else ("false", [])
    return f"r.audit IN (SELECT o.id FROM audit o WHERE {sql})", values


def _of_audit(connection: Connection, field: str, value: str) -> Clause | None:
    """Return the clause of a value on an audit's own fields; None for a condition on none of them."""
    if field == "type" and value in POINT_KINDS.values():
        return None
    if field == "body":
        audited = f"SELECT k.audit FROM audit_auditee k WHERE k.removed IS NULL AND {_AMONG_BODIES}"
        return f"o.id IN ({audited})", [json_array(bodies_named(connection, value))]
    if field in CHOICES and value in CHOICES[field].values():
        columns = _CODED.get(field, ())
        return (" OR ".join(f"o.{column} = ?" for column in columns), [value] * len(columns)) if columns else None
    if field == "responsible":
        return "o.responsible = ?", [value]
    query = "SELECT 1 FROM audit o WHERE {} AND o.removed IS NULL"
    return _contains(connection, query, _OWN_WORDS[field], value) if field in _OWN_WORDS else None


_CODED = {"source": ("source", "type"), "type": ("type",)}
"""Condition → the columns of audits that contain its codes."""
_AMONG_BODIES = f"k.body {IN_ARRAY}"


def _body(connection: Connection, value: str) -> Clause:
    """Return the clause of a recommendation's own addressees, else of its audit's auditees."""
    bodies = json_array(bodies_named(connection, value))
    own = "SELECT 1 FROM recommendation_addressee k WHERE k.recommendation = r.id AND k.removed IS NULL"
    audits = f"SELECT k.audit FROM audit_auditee k WHERE k.removed IS NULL AND {_AMONG_BODIES}"
    sql = f"EXISTS ({own} AND {_AMONG_BODIES}) OR (r.audit IN ({audits}) AND NOT EXISTS ({own}))"
    return sql, [bodies, bodies]


def bodies_named(connection: Connection, value: str) -> list[str]:
    """Return the ids of the bodies whose name or short name contains a value, and of their kin.

    Kin have taken over from each other, or are merged. Of a whole name it is only that body, with those merged with it.
    """
    rows = connection.execute("SELECT id, coalesce(name, ''), coalesce(short_name, '') FROM body").fetchall()
    named = {body: (name, short) for body, name, short in rows}
    merged = merged_ids(connection, "body")
    shown = {body: named.get(merged.get(body, body), ("", "")) for body in named}
    if value.startswith(EXACTLY):
        whole = value.removeprefix(EXACTLY)
        return [body for body, called in shown.items() if whole in map(searchable, called)]
    exact = [body for body, called in shown.items() if value in searchable(" ".join(called))]
    found = exact or [body for body, called in shown.items() if folded(value) in folded(" ".join(called))]
    return with_kin(connection, found)


def _theme(connection: Connection, value: str) -> Clause:
    if value.startswith(EXACTLY):
        return "r.theme IS NOT NULL AND searchable(r.theme) = ?", [value.removeprefix(EXACTLY)]
    return _contains(connection, "SELECT 1 FROM recommendation r WHERE {}", "coalesce(r.theme, '')", value)


def _contains(connection: Connection, query: str, text: str, value: str) -> Clause:
    """Return the clause that a text contains a value: without å, ä and ö where no text does as typed."""
    typed, plain = (f"instr({how}({text}), ?) > 0" for how in ("searchable", "folded"))
    if folded(value) != value or has_rows(connection, f"{query.format(typed)} LIMIT 1", value):
        return typed, [value]
    return plain, [value]


def _type(connection: Connection, value: str) -> Clause:
    if value in POINT_KINDS.values():
        return "coalesce(r.kind, 'recommendation') = ?", [value]
    sql, values = _of_audit(connection, "type", value) or ("false", [])
    return f"r.audit IN (SELECT o.id FROM audit o WHERE {sql})", values


def unaccented_value(connection: Connection, condition: Condition) -> str | None:
    """Return the first value that matches nothing as typed, but something without å, ä and ö."""
    return next((value for value in condition.values if _is_plain(connection, condition, value)), None)


def _is_plain(connection: Connection, condition: Condition, value: str) -> bool:
    if value.startswith(EXACTLY):
        return False
    if condition.field == "body":
        named, found = names_by_id(connection, "body"), bodies_named(connection, value)
        short = dict(connection.execute("SELECT id, coalesce(short_name, '') FROM body").fetchall())
        return bool(found) and not any(value in searchable(f"{named[body]} {short[body]}") for body in found)
    if condition.field == "level":
        found_levels = levels_named(connection, value)
        return bool(found_levels) and not any(_is_named(level, value, str) for level in found_levels)
    if condition.field in {"theme", "audit"}:
        single = Condition(condition.field, (value,))
        return "folded(" in recommendation_clause(connection, single)[0] and has_match(connection, single)
    return False


def _level(connection: Connection, value: str) -> Clause:
    wanted = levels_named(connection, value)
    clause = f"(SELECT level FROM assessment WHERE id = {SHOWN_ASSESSMENT}) IN (SELECT value FROM json_each(?))"
    if is_not_assessed(value):
        clause += f" OR (SELECT level FROM assessment WHERE id = {SHOWN_ASSESSMENT}) IS NULL"
    return f"({clause}) AND NOT {DIVIDED}", [json_array([level.id for level in wanted])]


def is_not_assessed(value: str) -> bool:
    """Return True if a value means recommendations without an assessment."""
    return value == NOT_ASSESSED or label_key(NOT_ASSESSED_LABEL).startswith(value)


def levels_named(connection: Connection, value: str) -> list[Level]:
    """Return the levels whose names a value is or begins; without å, ä and ö where none matches as typed."""
    levels = every_level(connection)
    return [one for one in levels if _is_named(one, value, str)] or [
        one for one in levels if _is_named(one, folded(value), folded)
    ]


def _is_named(level: Level, value: str, read: Callable[[str], str]) -> bool:
    if value == level.means:
        return True
    if any(read(label_key(name)).startswith(value) for name in (level.label, level.short_label) if name):
        return True
    return value in {read(label_key(name)) for name in (level.synonyms or "").split("\n")}


def every_level(connection: Connection) -> list[Level]:
    """Return the levels of every scale, in order."""
    return select_records(connection, Level, 'WHERE removed IS NULL ORDER BY scale, "order", id')


def persons_named(connection: Connection, name: str) -> list[str]:
    """Return the ids of the persons of that name, and of those merged with them."""
    return [
        person for person, called in names_by_id(connection, "person").items() if searchable(called) == searchable(name)
    ]


_OF_RECOMMENDATION: Mapping[str, Callable[[Connection, str], Clause]] = {
    "body": _body,
    "theme": _theme,
    "type": _type,
    "level": _level,
    "answer": lambda _connection, value: (_STANCE, [value]),
    "lacking": lambda _connection, value: (_LACKING.get(value, "false"), []),
}
"""Conditions that are not only their audit's."""
