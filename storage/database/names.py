"""The names of records of every kind, for lists, forms, history and errors alike."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from storage.database.connection import Connection
from storage.database.projection import IN_ARRAY, json_array, read_row
from storage.database.subpoints import printed_order
from storage.domain.body_names import body_key
from storage.domain.identity import NAME_LENGTH, point_name
from storage.domain.records import Named, Value
from storage.domain.text import minutes_paragraph, one_line, searchable, shorten, swedish_key
from storage.domain.vocabulary import OWNERS, field_types, references

MERGEABLE = ("body", "person")
"""The entities whose records can be merged."""


def merged_id(column: str, entity: str = "body") -> str:
    """Return SQL for the id that the record of this column was finally merged into; its own if it was not merged.

    Of a cycle, which arises when two laptops merge two records in opposite directions, the first id is kept.
    """
    return (
        f"CASE WHEN (SELECT merged_into FROM {entity} WHERE id = {column}) IS NULL THEN {column} ELSE "
        f"(WITH RECURSIVE chain(id, into_) AS (SELECT id, merged_into FROM {entity} WHERE id = {column} UNION "
        f"SELECT j.id, j.merged_into FROM {entity} j JOIN chain ON j.id = chain.into_) "
        "SELECT coalesce(max(CASE WHEN into_ IS NULL THEN id END), min(id)) FROM chain) END"
    )


def merged_ids(connection: Connection, entity: str) -> dict[str, str]:
    """Map the ids of merged records to the id finally merged into, as :func:`merged_id` does."""
    if entity not in MERGEABLE:
        return {}
    rows = connection.execute(f"SELECT id, merged_into FROM {entity} WHERE merged_into IS NOT NULL").fetchall()
    into = dict(rows)
    return {record: _final(record, into) for record in into}


def _final(record: str, into: dict[str, str]) -> str:
    seen = {record}
    while (following := into.get(record)) is not None:
        if following in seen:
            return min(seen)
        seen.add(following)
        record = following
    return record


def names_by_id(connection: Connection, entity: str) -> dict[str, str]:
    """Map ids to the names of all bodies or persons, removed ones too; of a merged record the other's name."""
    named = dict(connection.execute(f"SELECT id, coalesce(name, '') FROM {entity}").fetchall())
    return named | {record: named.get(last, "") for record, last in merged_ids(connection, entity).items()}


Parts = Sequence[Value]
Bodies = Mapping[str, str]


class _NameRule(Struct, frozen=True):
    """A rule for the names of an entity's records, and the order of their list."""

    parts: str
    """Columns that make up the name, of `r` and of the tables that `joins` adds."""
    compose: Callable[[Parts, Bodies], str]
    kind: str = "NULL"
    joins: str = ""
    order: str = ""
    """Empty means Swedish order by name; of bodies by their kinds first."""
    by_body: bool = False
    """True if the name begins with that of a body."""

    def name(self, record: str, parts: Parts, bodies: Bodies) -> str:
        """Return the name of these parts; the id of a record without any."""
        return shorten(self.compose(parts, bodies), NAME_LENGTH) or record


def _plain(parts: Parts, _bodies: Bodies) -> str:
    return one_line(" ".join(str(part) for part in parts if part))


def _sentence(parts: Parts, _bodies: Bodies) -> str:
    """Return `Moms: 2) Ta fram …` from the owner's name, number and text."""
    return point_name(*(str(part or "") for part in parts))


def _of_body(parts: Parts, bodies: Bodies) -> str:
    """Return the name of the body whose id is the first part, and the other parts."""
    return _plain([bodies.get(str(parts[0] or "")), *parts[1:]], bodies)


def _answer(parts: Parts, bodies: Bodies) -> str:
    """Return a name such as `Kommunstyrelsen 2019-06-03 § 117`."""
    body, day, paragraph = parts
    return _of_body([body, day, minutes_paragraph(str(paragraph)) if paragraph else None], bodies)


_AUDIT = "coalesce(a.short_title, a.title)"
AUDIT_NAME = "coalesce(a.short_title, a.title, '')"
"""SQL for the name of an audit `a`."""
_LETTER = "coalesce(l.registry_number, l.dated, l.decided)"
_OF_LETTER = "LEFT JOIN letter l ON l.id = r.letter"
_NEWEST_LETTER = "coalesce(l.dated, l.decided) DESC, l.rid DESC, r.rid"
_OF_RECOMMENDATION = "LEFT JOIN recommendation c ON c.id = {0}.recommendation LEFT JOIN audit a ON a.id = c.audit"
_AUDITS = "swedish(a.years), swedish(a.title), a.id"
_LETTERS_AUDITS = (
    f"(SELECT group_concat({_AUDIT}, ', ') FROM letter_audit k JOIN audit a ON a.id = k.audit "
    "WHERE k.letter = r.id AND k.removed IS NULL AND a.removed IS NULL)"
)
_TARGETS = (
    "(SELECT group_concat(coalesce(coalesce(c.number, q.number) || ') ', '') || coalesce(c.text, q.text), '; ') "
    "FROM response_line_target k LEFT JOIN recommendation c ON c.id = k.recommendation AND c.removed IS NULL "
    "LEFT JOIN letter_question q ON q.id = k.question AND q.removed IS NULL "
    "WHERE k.response_line = r.id AND k.removed IS NULL)"
)

_NAME_RULES: Mapping[str, _NameRule] = {
    "body": _NameRule("r.name", _plain, "r.kind"),
    "person": _NameRule("r.name", _plain),
    "audit": _NameRule("coalesce(r.short_title, r.title)", _plain, "r.source"),
    "followup": _NameRule("r.title", _plain, "r.state"),
    "scale": _NameRule("r.label", _plain),
    "document": _NameRule("r.name", _plain, "r.kind"),
    "measure": _NameRule("r.text", _plain, "r.state"),
    "recommendation": _NameRule(
        f"{_AUDIT}, r.number, r.text",
        _sentence,
        "r.kind",
        "LEFT JOIN audit a ON a.id = r.audit",
        f"{_AUDITS}, {printed_order('r')}",
    ),
    "letter": _NameRule(
        f"coalesce(r.dated, r.decided), r.registry_number, {_LETTERS_AUDITS}",
        _plain,
        "r.kind",
        order="coalesce(r.dated, r.decided) DESC, r.rid DESC",
    ),
    "letter_recipient": _NameRule(f"r.body, {_LETTER}", _of_body, "r.role", _OF_LETTER, _NEWEST_LETTER, by_body=True),
    "letter_question": _NameRule(f"{_LETTER}, r.number, r.text", _sentence, joins=_OF_LETTER, order=_NEWEST_LETTER),
    "response": _NameRule(
        "r.responder, coalesce(r.decided_on, r.received_on), r.paragraph",
        _answer,
        "r.kind",
        order="coalesce(r.decided_on, r.received_on) DESC, r.rid DESC",
        by_body=True,
    ),
    "response_line": _NameRule(
        f"p.responder, coalesce(p.decided_on, p.received_on), p.paragraph, coalesce({_TARGETS}, r.text)",
        lambda parts, bodies: ": ".join(filter(None, [_answer(parts[:3], bodies), one_line(str(parts[3] or ""))])),
        "r.stance",
        "LEFT JOIN response p ON p.id = r.response",
        "coalesce(p.decided_on, p.received_on) DESC, p.rid DESC, r.rid",
        by_body=True,
    ),
    "assessment": _NameRule(
        f"{_AUDIT}, c.number, c.text",
        _sentence,
        "r.reason",
        _OF_RECOMMENDATION.format("r"),
        f"{_AUDITS}, {printed_order('c')}",
    ),
    "assessment_evidence": _NameRule(
        f"{_AUDIT}, c.number, r.date, r.source",
        lambda parts, bodies: _sentence([parts[0], parts[1], _plain(parts[2:], bodies)], bodies),
        "r.kind",
        f"LEFT JOIN assessment s ON s.id = r.assessment {_OF_RECOMMENDATION.format('s')}",
        f"{_AUDITS}, {printed_order('c')}",
    ),
}

_NAMED_BY_TARGET: Mapping[str, Mapping[str, str]] = {
    "audit_auditee": {"body": "body"},
    "recommendation_addressee": {"recommendation": "recommendation"},
    "recommendation_related": {"recommendation": "recommendation"},
    "measure_recommendation": {"recommendation": "recommendation"},
    "followup_audit": {"audit": "audit"},
    "followup_closing": {"followup": "followup"},
    "followup_signer": {"person": "person"},
    "letter_audit": {"audit": "audit"},
    "letter_signer": {"person": "person"},
    "response_audit": {"audit": "audit"},
    "response_on_behalf_of": {"body": "body"},
    "response_line_target": {"recommendation": "recommendation", "question": "letter_question"},
}
"""Entities of links → the fields, with the entities they refer to, that name them; the first with a value."""
_UndoneRows = Mapping[tuple[str, str], Mapping[str, Value]]
_NO_ROWS: _UndoneRows = MappingProxyType({})
_NAME_FIELDS: Mapping[str, str] = {"level": "label", "source_text": "place", "text_block": "key", "setting": "key"}
"""Entities without a list → the field that names them."""


def named_records(
    connection: Connection,
    entity: str,
    words: Iterable[str] = (),
    *,
    ids: Sequence[str] | None = None,
    removed: bool = False,
) -> list[Named]:
    """Return the records of an entity with their names, in the order of their list.

    Args:
        connection: the register's.
        entity: one with a list.
        words: case-folded parts of words that must all occur in the name or in a text of the record.
        ids: only these.
        removed: the records that were removed or merged, instead of those listed.
    """  # fmt: skip
    rule = _NAME_RULES[entity]
    merged = "r.merged_into" if "merged_into" in field_types(entity) else "NULL"
    out = f"(r.removed IS NOT NULL OR {merged} IS NOT NULL)"
    clauses = [out if removed else _listed(entity, "r", merged)]
    values: list[Value] = []
    if ids is not None:
        clauses.append(f"r.id {IN_ARRAY}")
        values.append(json_array(ids))
    rows = connection.execute(
        f"SELECT r.id, {rule.kind}, r.removed, {merged}, {rule.parts} FROM {entity} r {rule.joins} "
        f"WHERE {' AND '.join(clauses)} ORDER BY {rule.order or 'r.rid'}",
        values,
    ).fetchall()
    bodies = names_by_id(connection, "body") if rule.by_body else {}
    found = [
        Named(entity, record, rule.name(record, parts, bodies), kind, why, into)
        for record, kind, why, into, *parts in rows
    ]
    for word in words:
        hits = _with_word(connection, entity, word)
        found = [one for one in found if one.id in hits or word in searchable(one.name)]
    return found if rule.order else sorted(found, key=_by_name)


def _by_name(one: Named) -> tuple[object, ...]:
    return (body_key(one.name, one.kind) if one.entity == "body" else swedish_key(one.name), one.id)


def linked_points(connection: Connection, recommendations: Collection[str]) -> list[tuple[str, str, str]]:
    """Return (recommendation, link, name) of the points that recommendations are linked with, in printed order.

    `link` is `parent`, `related` of what one refers to, or `referring` of what refers to it.
    """
    sql = (
        "WITH k(owner, link, id) AS (SELECT recommendation, 'related', related FROM recommendation_related "
        "WHERE recommendation IN (SELECT value FROM json_each(?1)) AND removed IS NULL UNION "
        "SELECT related, 'referring', recommendation FROM recommendation_related "
        "WHERE related IN (SELECT value FROM json_each(?1)) AND removed IS NULL UNION "
        "SELECT id, 'parent', parent FROM recommendation WHERE id IN (SELECT value FROM json_each(?1))) "
        f"SELECT k.owner, k.link, {_AUDIT}, r.number, r.text FROM k JOIN recommendation r ON r.id = k.id "
        f"LEFT JOIN audit a ON a.id = r.audit WHERE {_listed('recommendation', 'r')} "
        f"ORDER BY {_AUDITS}, {printed_order('r')}"
    )
    rows = connection.execute(sql, (json_array(recommendations),)).fetchall()
    return [(owner, link, _sentence(parts, {})) for owner, link, *parts in rows]


def name_of(connection: Connection, entity: str, record: str) -> str:
    """Return the name of a record; of an undone one, the name it had."""
    return names_of(connection, entity, [record])[record]


def names_of(connection: Connection, entity: str, records: Iterable[str]) -> dict[str, str]:
    """Map ids to the names of these records of an entity."""
    ids = list(dict.fromkeys(records))
    found = _names(connection, entity, ids) if entity in _NAME_RULES else {}
    for record in ids:
        if record not in found:
            found[record] = _name_from_fields(connection, entity, record)
    return found


def _names(connection: Connection, entity: str, ids: Sequence[str], undone: _UndoneRows = _NO_ROWS) -> dict[str, str]:
    """Map ids to the names of records that the tables have, or would have with the rows of `undone`."""
    rule = _NAME_RULES[entity]
    before, values = _with_rows(undone)
    rows = connection.execute(
        f"{before} SELECT r.id, {rule.parts} FROM {entity} r {rule.joins} WHERE r.id {IN_ARRAY}",
        (*values, json_array(ids)),
    ).fetchall()
    bodies = {one: str(fields.get("name") or "") for (kind, one), fields in undone.items() if kind == "body"}
    if rule.by_body:
        bodies |= names_by_id(connection, "body")
    return {record: rule.name(record, parts, bodies) for record, *parts in rows}


def _with_rows(undone: _UndoneRows) -> tuple[str, list[Value]]:
    """Return a WITH clause, and its values, that adds these rows to the tables of a query."""
    tables: dict[str, list[tuple[str, Mapping[str, Value]]]] = {}
    for (entity, record), fields in undone.items():
        tables.setdefault(entity, []).append((record, fields))
    clauses, values = [], []
    for entity, rows in tables.items():
        columns = list(field_types(entity))
        listed = ", ".join(["id", *(f'"{name}"' for name in columns)])
        places = ", ".join([f"({', '.join('?' * (len(columns) + 1))})"] * len(rows))
        clauses.append(f"{entity}({listed}) AS (SELECT {listed} FROM main.{entity} UNION ALL VALUES {places})")
        for record, fields in rows:
            values += [record, *map(fields.get, columns)]
    return (f"WITH {', '.join(clauses)}" if clauses else ""), values


def _name_from_fields(connection: Connection, entity: str, record: str) -> str:
    """Return the name of a link, of a record with a key, or of an undone record."""
    fields = _fields(connection, entity, record)
    for field, about in _NAMED_BY_TARGET.get(entity, {}).items():
        if fields.get(field):
            return name_of(connection, about, str(fields[field]))
    if entity in _NAME_FIELDS:
        return shorten(str(fields.get(_NAME_FIELDS[entity]) or ""), NAME_LENGTH) or record
    if not fields or entity not in _NAME_RULES:
        return record
    return _names(connection, entity, [record], _undone_rows(connection, entity, record, {})).get(record, record)


def _fields(connection: Connection, entity: str, record: str) -> dict[str, Value]:
    """Map the fields of a record to its values; of an undone one, to those it had."""
    row = read_row(connection, entity, record)
    if row is not None:
        return row
    rows = connection.execute(
        "SELECT t.field, v.old FROM _tip t JOIN value v ON v.action = t.action AND v.n = t.n WHERE t.entity_id = ?",
        (record,),
    ).fetchall()
    return dict(rows)


def _undone_rows(
    connection: Connection, entity: str, record: str, found: dict[tuple[str, str], Mapping[str, Value]]
) -> _UndoneRows:
    """Map (entity, id) to the fields of an undone record, and of the undone records it refers to."""
    if (entity, record) not in found and read_row(connection, entity, record) is None:
        found[entity, record] = _fields(connection, entity, record)
        for field, about in references(entity).items():
            if value := found[entity, record].get(field):
                _undone_rows(connection, about, str(value), found)
    return found


def _listed(entity: str, alias: str, merged: str = "NULL") -> str:
    """Return the SQL condition that a record, and its owner, is not removed."""
    clause = f"{alias}.removed IS NULL" + (f" AND {merged} IS NULL" if merged != "NULL" else "")
    owner = OWNERS.get(entity)
    if not owner:
        return clause
    above, within = references(entity)[owner], f"{alias}o"
    return (
        f"{clause} AND EXISTS (SELECT 1 FROM {above} {within} WHERE {within}.id = {alias}.{owner} "
        f"AND {_listed(above, within)})"
    )


def _with_word(connection: Connection, entity: str, word: str) -> set[str]:
    """Return the ids of the records with `word` in a text of their own."""
    texts = [name for name, kind in field_types(entity).items() if kind is str and name not in references(entity)]
    texts_sql = " || ' ' || ".join(f"coalesce(\"{name}\", '')" for name in texts if name != "removed")
    rows = connection.execute(
        f"SELECT id FROM {entity} WHERE instr(searchable({texts_sql}), ?) > 0", (word,)
    ).fetchall()
    return {row[0] for row in rows}
