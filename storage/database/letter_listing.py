"""The lists of letters and of answers: their order as row numbers, and the rows of a block in a few questions."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from storage.database.connection import Connection
from storage.database.portions import in_portions
from storage.database.post import AUDIT_NAME
from storage.database.survivors import names
from storage.domain.filtering import NO_FILTER, Filter
from storage.domain.letter_rows import LetterRow, ResponseRow
from storage.domain.order import swedish_key

_NEWEST = "ORDER BY coalesce({0}.{1}, {0}.{2}) DESC, {0}.rid DESC"
_HAS = "instr(searchable({}), ?1) > 0"
_LETTERS_WITH = (
    "SELECT id FROM letter WHERE "
    + _HAS.format("coalesce(registry_number, '') || ' ' || coalesce(own_text, '') || ' ' || coalesce(kind, '')"
                  " || ' ' || coalesce(dated, '') || ' ' || coalesce(decided, '')")
    + " UNION SELECT k.letter FROM letter_audit k JOIN audit a ON a.id = k.audit AND a.removed IS NULL "
    "WHERE k.removed IS NULL AND " + _HAS.format("coalesce(a.title, '') || ' ' || coalesce(a.short_title, '')")
    + " UNION SELECT k.letter FROM letter_recipient k JOIN body b ON b.id = k.body WHERE k.removed IS NULL AND "
    + _HAS.format("coalesce(b.name, '') || ' ' || coalesce(b.short_name, '') || ' ' || coalesce(k.demand, '')")
    + " UNION SELECT letter FROM letter_question WHERE removed IS NULL AND " + _HAS.format("coalesce(text, '')")
)  # fmt: skip
_RESPONSES_WITH = (
    "SELECT r.id FROM response r LEFT JOIN body b ON b.id = r.responder WHERE "
    + _HAS.format("coalesce(b.name, '') || ' ' || coalesce(r.text, '') || ' ' || coalesce(r.paragraph, '') || ' ' "
                  "|| coalesce(r.their_registry_number, '') || ' ' || coalesce(r.decided_on, r.received_on, '')")
    + " UNION SELECT k.response FROM response_audit k JOIN audit a ON a.id = k.audit AND a.removed IS NULL "
    "WHERE k.removed IS NULL AND " + _HAS.format("coalesce(a.title, '') || ' ' || coalesce(a.short_title, '')")
    + " UNION SELECT response FROM response_line WHERE removed IS NULL AND " + _HAS.format("coalesce(text, '')")
)  # fmt: skip


_LISTS = {
    "letter": (_NEWEST.format("letter", "dated", "decided"), _LETTERS_WITH),
    "response": (_NEWEST.format("response", "decided_on", "received_on"), _RESPONSES_WITH),
}
"""Entity → the order of its list, and the records that have a word somewhere."""

FILTERED = tuple(_LISTS)
"""The entities whose lists this module filters."""


def order(connection: Connection, entity: str, flt: Filter = NO_FILTER) -> "array[int]":
    """Row numbers of the letters or the answers that have all words of a filter, newest first."""
    return array("q", (rid for rid, _record in _filtered(connection, entity, flt)))


def ids_in_order(connection: Connection, entity: str, flt: Filter = NO_FILTER) -> list[str]:
    """Ids of the same."""
    return [record for _rid, record in _filtered(connection, entity, flt)]


def response_rids(connection: Connection, responses: Sequence[str]) -> "array[int]":
    """Row numbers of these answers, newest first."""
    sql = "SELECT coalesce(decided_on, received_on, ''), rid FROM response WHERE removed IS NULL AND id IN ({})"
    return array("q", (rid for _given, rid in sorted(in_portions(connection, sql, responses), reverse=True)))


def letters_at(connection: Connection, rids: Sequence[int]) -> list[LetterRow]:
    """The letters with these row numbers, in their order, without how their answers stand; those gone are left out."""
    sql = (
        "SELECT l.rid, l.id, l.kind, coalesce(l.dated, l.decided), l.answer_due, l.followup, f.title FROM letter l "
        "LEFT JOIN followup f ON f.id = l.followup WHERE l.removed IS NULL AND l.rid IN ({})"
    )
    rows = {row[0]: row for row in in_portions(connection, sql, rids)}
    ids = [str(row[1]) for row in rows.values()]
    audits = _gathered(
        in_portions(
            connection,
            f"SELECT k.letter, a.id, {AUDIT_NAME} FROM letter_audit k JOIN audit a ON a.id = k.audit "
            "AND a.removed IS NULL WHERE k.removed IS NULL AND k.letter IN ({})",
            ids,
        )
    )
    recipients = _gathered(
        in_portions(
            connection,
            "SELECT letter, body, role FROM letter_recipient WHERE removed IS NULL AND letter IN ({})",
            ids,
        )
    )
    bodies = names(connection, "body")
    return [
        LetterRow(
            id=letter,
            kind=kind,
            dated=dated,
            about=_sorted(name for _audit, name in audits.get(letter, ())) or ((title,) if title else ()),
            recipients=_in_order(recipients.get(letter, ()), bodies),
            due=due,
            audits=tuple(audit for audit, _name in audits.get(letter, ())),
            followup=followup,
        )
        for _rid, letter, kind, dated, due, followup, title in (rows[rid] for rid in rids if rid in rows)
    ]


def responses_at(connection: Connection, rids: Sequence[int]) -> list[ResponseRow]:
    """The answers with these row numbers, in their order; those that are gone are left out."""
    sql = (
        "SELECT rid, id, kind, coalesce(decided_on, received_on), paragraph, responder FROM response "
        "WHERE removed IS NULL AND rid IN ({})"
    )
    rows = {row[0]: row for row in in_portions(connection, sql, rids)}
    ids = [str(row[1]) for row in rows.values()]
    behalf = _gathered(
        in_portions(
            connection,
            "SELECT response, body FROM response_on_behalf_of WHERE removed IS NULL AND response IN ({})",
            ids,
        )
    )
    about = _gathered(
        in_portions(
            connection,
            f"SELECT k.response, {AUDIT_NAME} FROM response_audit k JOIN audit a ON a.id = k.audit "
            "AND a.removed IS NULL WHERE k.removed IS NULL AND k.response IN ({})",
            ids,
        )
    )
    counted = dict(
        in_portions(
            connection,
            "SELECT response, count(*) FROM response_line WHERE removed IS NULL AND response IN ({}) GROUP BY 1",
            ids,
        )
    )
    bodies = names(connection, "body")
    return [
        ResponseRow(
            id=record,
            kind=kind,
            given=given,
            paragraph=paragraph,
            responder=bodies.get(responder or "", ""),
            on_behalf_of=_sorted(bodies.get(body, "") for (body,) in behalf.get(record, ())),
            about=_sorted(name for (name,) in about.get(record, ())),
            lines=counted.get(record, 0),
        )
        for _rid, record, kind, given, paragraph, responder in (rows[rid] for rid in rids if rid in rows)
    ]


def _filtered(connection: Connection, entity: str, flt: Filter) -> list[tuple[int, str]]:
    """(row number, id) of those that have every word of a filter, and none that it excludes."""
    newest, with_word = _LISTS[entity]
    rows = connection.execute(f"SELECT rid, id FROM {entity} WHERE removed IS NULL {newest}").fetchall()
    for word, excluded in [*((one, False) for one in flt.words), *((one, True) for one in flt.excluded)]:
        hits = {row[0] for row in connection.execute(with_word, (word,)).fetchall()}
        rows = [row for row in rows if (row[1] in hits) != excluded]
    return rows


def _in_order(recipients: Sequence[tuple[Any, ...]], bodies: Mapping[str, str]) -> tuple[str, ...]:
    """The names of those who get a letter: those who are to answer first, then by name."""
    named = [
        (_place(role), swedish_key(bodies.get(body or "", "")), bodies.get(body or "", "")) for body, role in recipients
    ]
    return tuple(dict.fromkeys(name for _place, _key, name in sorted(named) if name))


def _gathered(rows: Iterable[tuple[Any, ...]]) -> dict[str, list[tuple[Any, ...]]]:
    """First column → the rest of its rows."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for owner, *rest in rows:
        found.setdefault(owner, []).append(tuple(rest))
    return found


def _place(role: str | None) -> int:
    return {"answer": 0, "action": 1}.get(role or "", 2)


def _sorted(told: Iterator[str]) -> tuple[str, ...]:
    return tuple(sorted(filter(None, told), key=swedish_key))
