"""The name of a record of any kind: the only one there is, for lists, forms, history and refusals alike."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from storage.database.connection import Connection
from storage.database.projection import json_array, read_row
from storage.domain.identity import NAME_LENGTH, point_name
from storage.domain.records import Named, Value
from storage.domain.text import one_line, searchable, shorten, swedish_key
from storage.domain.vocabulary import OWNERS, field_types, references

MERGEABLE = ("body", "person")
"""The entities whose records can be joined."""


def merged_id(column: str, entity: str = "body") -> str:
    """SQL for the id of the record that the one of this column was joined with in the end; its own if it was not.

    Of a ring, which two laptops can make that join two records each its own way, the first by id stays.
    """
    return (
        f"CASE WHEN (SELECT merged_into FROM {entity} WHERE id = {column}) IS NULL THEN {column} ELSE "
        f"(WITH RECURSIVE chain(id, into_) AS (SELECT id, merged_into FROM {entity} WHERE id = {column} UNION "
        f"SELECT j.id, j.merged_into FROM {entity} j JOIN chain ON j.id = chain.into_) "
        "SELECT coalesce(max(CASE WHEN into_ IS NULL THEN id END), min(id)) FROM chain) END"
    )


def with_merged(condition: str) -> str:
    """SQL for the ids of the bodies that satisfy a condition, and of all that were joined with them."""
    return (
        f"WITH RECURSIVE meant(id) AS (SELECT id FROM body WHERE {condition} UNION "
        "SELECT j.id FROM body j JOIN meant ON j.merged_into = meant.id) SELECT id FROM meant"
    )


def merged_ids(connection: Connection, entity: str) -> dict[str, str]:
    """Id → id of the record that it was joined with in the end, as :func:`merged_id` has it; only of those joined."""
    if entity not in MERGEABLE:
        return {}
    rows = connection.execute(f"SELECT id, merged_into FROM {entity} WHERE merged_into IS NOT NULL").fetchall()
    into = dict(rows)
    return {record: _last(record, into) for record in into}


def _last(record: str, into: dict[str, str]) -> str:
    seen = {record}
    while (following := into.get(record)) is not None:
        if following in seen:
            return min(seen)
        seen.add(following)
        record = following
    return record


def names_by_id(connection: Connection, entity: str) -> dict[str, str]:
    """Id → name of every body or person, a joined one by the name of the other; removed ones too."""
    named = dict(connection.execute(f"SELECT id, coalesce(name, '') FROM {entity}").fetchall())
    return named | {record: named.get(last, "") for record, last in merged_ids(connection, entity).items()}


Parts = Sequence[Value]
Bodies = Mapping[str, str]


class _Calling(Struct, frozen=True):
    """How records of an entity are called and in what order they are listed."""

    parts: str
    """What the name is made of, as columns of `r` and of what `joins` brings in."""
    compose: Callable[[Parts, Bodies], str]
    kind: str = "NULL"
    joins: str = ""
    order: str = ""
    """Empty means Swedish order by name."""
    by_body: bool = False
    """Whether the name begins with that of a body."""

    def name(self, record: str, parts: Parts, bodies: Bodies) -> str:
        """The name that the parts make; the id of a record that has none of them."""
        return shorten(self.compose(parts, bodies), NAME_LENGTH) or record


def _plain(parts: Parts, _bodies: Bodies) -> str:
    return one_line(" ".join(str(part) for part in parts if part))


def _sentence(parts: Parts, _bodies: Bodies) -> str:
    """`Moms: 2) Ta fram …` of what it belongs to, number and text."""
    return point_name(*(str(part or "") for part in parts))


def _of_body(parts: Parts, bodies: Bodies) -> str:
    """Name of the body whose id comes first, and the rest."""
    return _plain([bodies.get(str(parts[0] or "")), *parts[1:]], bodies)


def _answer(parts: Parts, bodies: Bodies) -> str:
    """`Kommunstyrelsen 2019-06-03 § 117`."""
    body, day, paragraph = parts
    return _of_body([body, day, f"§\u00a0{paragraph}" if paragraph else None], bodies)


_AUDIT = "coalesce(a.short_title, a.title)"
AUDIT_NAME = "coalesce(a.short_title, a.title, '')"
"""SQL for the name of an audit `a`."""
_LETTER = "coalesce(l.registry_number, l.dated, l.decided)"
_OF_LETTER = "LEFT JOIN letter l ON l.id = r.letter"
_NEWEST_LETTER = "coalesce(l.dated, l.decided) DESC, l.rid DESC, r.rid"
_OF_RECOMMENDATION = "LEFT JOIN recommendation c ON c.id = {0}.recommendation LEFT JOIN audit a ON a.id = c.audit"
_PRINTED = "swedish(a.years), swedish(a.title), a.id, {0}.position, {0}.id"
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

_CALLED: Mapping[str, _Calling] = {
    "body": _Calling("r.name", _plain, "r.kind"),
    "person": _Calling("r.name", _plain),
    "audit": _Calling("coalesce(r.short_title, r.title)", _plain, "r.source"),
    "followup": _Calling("r.title", _plain, "r.state"),
    "scale": _Calling("r.label", _plain),
    "document": _Calling("r.name", _plain, "r.kind"),
    "measure": _Calling("r.text", _plain, "r.state"),
    "recommendation": _Calling(
        f"{_AUDIT}, r.number, r.text",
        _sentence,
        "r.kind",
        "LEFT JOIN audit a ON a.id = r.audit",
        _PRINTED.format("r"),
    ),
    "letter": _Calling(
        f"coalesce(r.dated, r.decided), r.registry_number, {_LETTERS_AUDITS}",
        _plain,
        "r.kind",
        order="coalesce(r.dated, r.decided) DESC, r.rid DESC",
    ),
    "letter_recipient": _Calling(f"r.body, {_LETTER}", _of_body, "r.role", _OF_LETTER, _NEWEST_LETTER, by_body=True),
    "letter_question": _Calling(f"{_LETTER}, r.number, r.text", _sentence, joins=_OF_LETTER, order=_NEWEST_LETTER),
    "response": _Calling(
        "r.responder, coalesce(r.decided_on, r.received_on), r.paragraph",
        _answer,
        "r.kind",
        order="coalesce(r.decided_on, r.received_on) DESC, r.rid DESC",
        by_body=True,
    ),
    "response_line": _Calling(
        f"p.responder, coalesce(p.decided_on, p.received_on), p.paragraph, coalesce({_TARGETS}, r.text)",
        lambda parts, bodies: ": ".join(filter(None, [_answer(parts[:3], bodies), one_line(str(parts[3] or ""))])),
        "r.stance",
        "LEFT JOIN response p ON p.id = r.response",
        "coalesce(p.decided_on, p.received_on) DESC, p.rid DESC, r.rid",
        by_body=True,
    ),
    "assessment": _Calling(
        f"{_AUDIT}, c.number, c.text", _sentence, "r.reason", _OF_RECOMMENDATION.format("r"), _PRINTED.format("c")
    ),
    "assessment_evidence": _Calling(
        f"{_AUDIT}, c.number, r.date, r.source",
        lambda parts, bodies: _sentence([parts[0], parts[1], _plain(parts[2:], bodies)], bodies),
        "r.kind",
        f"LEFT JOIN assessment s ON s.id = r.assessment {_OF_RECOMMENDATION.format('s')}",
        _PRINTED.format("c"),
    ),
}

_CALLED_BY: Mapping[str, Mapping[str, str]] = {
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
"""Entities that are only links → the fields, and the entities they point at, whose name they bear; the first given."""
_Gone = Mapping[tuple[str, str], Mapping[str, Value]]
_NONE: _Gone = MappingProxyType({})
_KEYED: Mapping[str, str] = {"level": "label", "text_block": "key", "setting": "key"}
"""Entities that no list is of → the field that names them."""


def named_records(
    connection: Connection,
    entity: str,
    words: Iterable[str] = (),
    *,
    ids: Sequence[str] | None = None,
    removed: bool = False,
) -> list[Named]:
    """The records of an entity by name, in the order of their list.

    Args:
        connection: the register's.
        entity: one that lists are of.
        words: parts of words, without case, that each must stand in the name or in a text of the record.
        ids: only these.
        removed: instead of those listed, those that were taken out or joined with another.
    """  # fmt: skip
    way = _CALLED[entity]
    merged = "r.merged_into" if "merged_into" in field_types(entity) else "NULL"
    out = f"(r.removed IS NOT NULL OR {merged} IS NOT NULL)"
    clauses = [out if removed else _listed(entity, "r", merged)]
    values: list[Value] = []
    if ids is not None:
        clauses.append("r.id IN (SELECT value FROM json_each(?))")
        values.append(json_array(ids))
    rows = connection.execute(
        f"SELECT r.id, {way.kind}, r.removed, {merged}, {way.parts} FROM {entity} r {way.joins} "
        f"WHERE {' AND '.join(clauses)} ORDER BY {way.order or 'r.rid'}",
        values,
    ).fetchall()
    bodies = names_by_id(connection, "body") if way.by_body else {}
    found = [
        Named(entity, record, way.name(record, parts, bodies), kind, why, into)
        for record, kind, why, into, *parts in rows
    ]
    for word in words:
        hits = _with_word(connection, entity, word)
        found = [one for one in found if one.id in hits or word in searchable(one.name)]
    return found if way.order else sorted(found, key=lambda one: (swedish_key(one.name), one.id))


def linked_points(connection: Connection, recommendations: Collection[str]) -> list[tuple[str, str, str]]:
    """(recommendation, `parent` or `related`, name) of those that these lie under and refer to, in printed order."""
    sql = (
        "WITH k(owner, link, id) AS (SELECT recommendation, 'related', related FROM recommendation_related "
        "WHERE recommendation IN (SELECT value FROM json_each(?1)) AND removed IS NULL UNION "
        "SELECT id, 'parent', parent FROM recommendation WHERE id IN (SELECT value FROM json_each(?1))) "
        f"SELECT k.owner, k.link, {_AUDIT}, r.number, r.text FROM k JOIN recommendation r ON r.id = k.id "
        f"LEFT JOIN audit a ON a.id = r.audit WHERE {_listed('recommendation', 'r')} ORDER BY {_PRINTED.format('r')}"
    )
    rows = connection.execute(sql, (json_array(recommendations),)).fetchall()
    return [(owner, link, _sentence(parts, {})) for owner, link, *parts in rows]


def name_of(connection: Connection, entity: str, record: str) -> str:
    """The name of a record; of one that was taken back, the name it had."""
    return names_of(connection, entity, [record])[record]


def names_of(connection: Connection, entity: str, records: Iterable[str]) -> dict[str, str]:
    """Id → name of each of these records of an entity."""
    ids = list(dict.fromkeys(records))
    found = _names(connection, entity, ids) if entity in _CALLED else {}
    for record in ids:
        if record not in found:
            found[record] = _name_from_fields(connection, entity, record)
    return found


def _names(connection: Connection, entity: str, ids: Sequence[str], gone: _Gone = _NONE) -> dict[str, str]:
    """Id → name of those of these records that the tables hold, or would if they held what is `gone`."""
    way = _CALLED[entity]
    before, values = _with_rows(gone)
    rows = connection.execute(
        f"{before} SELECT r.id, {way.parts} FROM {entity} r {way.joins} WHERE r.id IN (SELECT value FROM json_each(?))",
        (*values, json_array(ids)),
    ).fetchall()
    bodies = {one: str(fields.get("name") or "") for (kind, one), fields in gone.items() if kind == "body"}
    if way.by_body:
        bodies |= names_by_id(connection, "body")
    return {record: way.name(record, parts, bodies) for record, *parts in rows}


def _with_rows(gone: _Gone) -> tuple[str, list[Value]]:
    """SQL before a query that sees these records in the tables, and its values."""
    tables: dict[str, list[tuple[str, Mapping[str, Value]]]] = {}
    for (entity, record), fields in gone.items():
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
    """The name of a record that is a link or bears a key, or that was taken back."""
    fields = _fields(connection, entity, record)
    for field, about in _CALLED_BY.get(entity, {}).items():
        if fields.get(field):
            return name_of(connection, about, str(fields[field]))
    if entity in _KEYED:
        return shorten(str(fields.get(_KEYED[entity]) or ""), NAME_LENGTH) or record
    if not fields or entity not in _CALLED:
        return record
    return _names(connection, entity, [record], _gone(connection, entity, record, {})).get(record, record)


def _fields(connection: Connection, entity: str, record: str) -> dict[str, Value]:
    """Field → value of a record; those it had when it was taken back, of one that the tables do not hold."""
    row = read_row(connection, entity, record)
    if row is not None:
        return row
    rows = connection.execute(
        "SELECT t.field, v.old FROM _tip t JOIN value v ON v.action = t.action AND v.n = t.n WHERE t.entity_id = ?",
        (record,),
    ).fetchall()
    return dict(rows)


def _gone(connection: Connection, entity: str, record: str, found: dict[tuple[str, str], Mapping[str, Value]]) -> _Gone:
    """(entity, id) → fields of a record that was taken back, and of those taken back that it pointed at."""
    if (entity, record) not in found and read_row(connection, entity, record) is None:
        found[entity, record] = _fields(connection, entity, record)
        for field, about in references(entity).items():
            if value := found[entity, record].get(field):
                _gone(connection, about, str(value), found)
    return found


def _listed(entity: str, alias: str, merged: str = "NULL") -> str:
    """Whether a record, and what it belongs to, stands in lists."""
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
    """Ids of the records that have `word` in a text of their own."""
    texts = [name for name, kind in field_types(entity).items() if kind is str and name not in references(entity)]
    told = " || ' ' || ".join(f"coalesce(\"{name}\", '')" for name in texts if name != "removed")
    rows = connection.execute(f"SELECT id FROM {entity} WHERE instr(searchable({told}), ?) > 0", (word,)).fetchall()
    return {row[0] for row in rows}
