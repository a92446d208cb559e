"""Records of any kind by what a person calls them, a whole list in one question."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from storage.database.connection import Connection
from storage.database.portions import among
from storage.database.survivors import names
from storage.domain.entry_views import Named
from storage.domain.kinds import KINDS
from storage.domain.order import swedish_key
from storage.domain.references import printed_number
from storage.domain.text import one_line, searchable, shorten
from storage.domain.value import Value
from storage.domain.vocabulary import field_types, references

NAME_LENGTH = 80
_TEXT_LENGTH = 60

Parts = Sequence[Value]
Bodies = Mapping[str, str]


class _Calling(Struct, frozen=True):
    """How records of an entity are called and in what order they are listed."""

    parts: str
    """What the name is made of, as columns of `r` and of what `joins` brings in."""
    told: Callable[[Parts, Bodies], str]
    kind: str = "NULL"
    joins: str = ""
    order: str = ""
    """Empty means Swedish order by name."""
    by_body: bool = False
    """Whether the name begins with that of a body."""


def _plain(parts: Parts, _bodies: Bodies) -> str:
    return one_line(" ".join(str(part) for part in parts if part))


def _sentence(parts: Parts, _bodies: Bodies) -> str:
    """`Moms: 2) Ta fram …` of what it belongs to, number and text."""
    about, number, text = (str(part or "") for part in parts)
    own = " ".join(filter(None, [printed_number(number), shorten(text, _TEXT_LENGTH)]))
    return ": ".join(filter(None, [one_line(about), own]))


def _of_body(parts: Parts, bodies: Bodies) -> str:
    """Name of the body whose id comes first, and the rest."""
    return _plain([bodies.get(str(parts[0] or "")), *parts[1:]], bodies)


def _answer(parts: Parts, bodies: Bodies) -> str:
    """`Kommunstyrelsen 2019-06-03 § 117`."""
    body, day, paragraph = parts
    return _of_body([body, day, f"§\u00a0{paragraph}" if paragraph else None], bodies)


_AUDIT = "coalesce(a.short_title, a.title)"
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

NAMED = tuple(_CALLED)
"""The entities whose records have names."""


def named(
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
        entity: one of `NAMED`.
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
        values.append(among(ids))
    rows = connection.execute(
        f"SELECT r.id, {way.kind}, r.removed, {merged}, {way.parts} FROM {entity} r {way.joins} "
        f"WHERE {' AND '.join(clauses)} ORDER BY {way.order or 'r.rid'}",
        values,
    ).fetchall()
    bodies = names(connection, "body") if way.by_body else {}
    found = [
        Named(entity, record, shorten(way.told(parts, bodies), NAME_LENGTH), kind, why, into)
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
    rows = connection.execute(sql, (among(recommendations),)).fetchall()
    return [(owner, link, shorten(_sentence(parts, {}), NAME_LENGTH)) for owner, link, *parts in rows]


def _listed(entity: str, alias: str, merged: str = "NULL") -> str:
    """Whether a record, and what it belongs to, stands in lists."""
    clause = f"{alias}.removed IS NULL" + (f" AND {merged} IS NULL" if merged != "NULL" else "")
    owner = KINDS[entity].owner if entity in KINDS else ""
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
