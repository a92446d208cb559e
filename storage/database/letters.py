"""Letters and answers with what they point at, in a few questions however many they are."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from storage.database.connection import Connection
from storage.database.names import merged_id, names_by_id
from storage.database.projection import batched_query, rows_by_owner, select, to_record
from storage.domain.filters import NO_FILTER, Filter
from storage.domain.records import Letter, LetterQuestion, LetterRecipient, Response, ResponseLine, Value
from storage.domain.text import swedish_key
from storage.domain.views import LetterRow, LetterView, LineView, RecipientView, ResponseRow, StanceView, TargetView

AUDIT_NAME = "coalesce(a.short_title, a.title, '')"


def recipients_of(connection: Connection, letter: str) -> tuple[RecipientView, ...]:
    """Who a letter goes to, in Swedish order of their names."""
    rows = connection.execute(
        f"{select('letter_recipient')} WHERE letter = ? AND removed IS NULL ORDER BY rid", (letter,)
    ).fetchall()
    bodies = names_by_id(connection, "body")
    found = [to_record(LetterRecipient, row) for row in rows]
    views = [
        RecipientView(one, bodies.get(one.body or "", ""), bodies.get(one.through or "") if one.through else None)
        for one in found
    ]
    return tuple(sorted(views, key=lambda view: swedish_key(view.name)))


def targets(connection: Connection, entity: str, ids: Sequence[str]) -> dict[str, TargetView]:
    """Id → what an answer may be about, of those that are there."""
    sql = {
        "recommendation": f"SELECT r.id, {AUDIT_NAME}, r.number, r.text FROM recommendation r "
        "JOIN audit a ON a.id = r.audit AND a.removed IS NULL WHERE r.removed IS NULL AND r.id IN ({})",
        "letter_question": "SELECT q.id, coalesce(l.registry_number, l.dated, l.decided, ''), q.number, q.text "
        "FROM letter_question q JOIN letter l ON l.id = q.letter AND l.removed IS NULL "
        "WHERE q.removed IS NULL AND q.id IN ({})",
    }[entity]
    return {
        str(record): TargetView(entity, str(record), str(about), _text(number), _text(text))
        for record, about, number, text in batched_query(connection, sql, ids)
    }


def lines(connection: Connection, response: str) -> list[ResponseLine]:
    """The lines of an answer, in the order they were written."""
    rows = connection.execute(
        f"{select('response_line')} WHERE response = ? AND removed IS NULL ORDER BY rid", (response,)
    ).fetchall()
    return [to_record(ResponseLine, row) for row in rows]


def lines_about(connection: Connection, questions: Sequence[str]) -> dict[str, list[ResponseLine]]:
    """Letter's question → the lines that answer it, of the newest answer first."""
    sql = (
        "SELECT t.question, l.id FROM response_line_target t "
        "JOIN response_line l ON l.id = t.response_line AND l.removed IS NULL "
        "JOIN response r ON r.id = l.response AND r.removed IS NULL WHERE t.removed IS NULL AND t.question IN ({}) "
        "ORDER BY coalesce(r.decided_on, r.received_on) DESC, l.rid"
    )
    pairs = [(str(question), str(line)) for question, line in batched_query(connection, sql, questions)]
    chosen = f"{select('response_line')} WHERE id IN ({{}})"
    found = {
        str(row[0]): to_record(ResponseLine, row)
        for row in batched_query(connection, chosen, [line for _, line in pairs])
    }
    about: dict[str, list[ResponseLine]] = {}
    for question, line in pairs:
        about.setdefault(question, []).append(found[line])
    return about


def other_stances(connection: Connection, target: str, response: str) -> tuple[StanceView, ...]:
    """What other answers than this one say of a recommendation or a question, newest first."""
    rows = connection.execute(
        "SELECT b.name, coalesce(r.decided_on, r.received_on), r.paragraph, l.stance, l.self_assessment, l.text "
        "FROM response_line_target t JOIN response_line l ON l.id = t.response_line AND l.removed IS NULL "
        "JOIN response r ON r.id = l.response AND r.removed IS NULL "
        f"LEFT JOIN body b ON b.id = {merged_id('r.responder')} "
        "WHERE (t.recommendation = ?1 OR t.question = ?1) AND t.removed IS NULL AND r.id <> ?2 "
        "ORDER BY 2 DESC, l.rid",
        (target, response),
    ).fetchall()
    return tuple(StanceView(*row) for row in rows)


def with_targets(connection: Connection, found: Sequence[ResponseLine]) -> tuple[LineView, ...]:
    """Lines with what each is about."""
    sql = (
        "SELECT response_line, recommendation, question FROM response_line_target "
        "WHERE removed IS NULL AND response_line IN ({}) ORDER BY rid"
    )
    links = batched_query(connection, sql, [line.id for line in found])
    known = targets(connection, "recommendation", [str(link[1]) for link in links if link[1]])
    known |= targets(connection, "letter_question", [str(link[2]) for link in links if link[2]])
    about: dict[str, list[TargetView]] = {}
    for line, recommendation, question in links:
        target = known.get(str(recommendation or question))
        if target is not None:
            about.setdefault(str(line), []).append(target)
    return tuple(LineView(line, tuple(about.get(line.id, ()))) for line in found)


def responses(connection: Connection, ids: Iterable[str]) -> list[Response]:
    """These answers, newest first."""
    rows = batched_query(connection, f"{select('response')} WHERE removed IS NULL AND id IN ({{}})", list(ids))
    found = [to_record(Response, row) for row in rows]
    return sorted(found, key=lambda one: (one.decided_on or one.received_on or "", one.id), reverse=True)


def _text(value: Value) -> str | None:
    return None if value is None else str(value)


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


def letter_order(connection: Connection, entity: str, flt: Filter = NO_FILTER) -> "array[int]":
    """Row numbers of the letters or the answers that have all words of a filter, newest first."""
    return array("q", (rid for rid, _record in _filtered(connection, entity, flt)))


def ordered_ids(connection: Connection, entity: str, flt: Filter = NO_FILTER) -> list[str]:
    """Ids of the same."""
    return [record for _rid, record in _filtered(connection, entity, flt)]


def response_rids(connection: Connection, responses: Sequence[str]) -> "array[int]":
    """Row numbers of these answers, newest first."""
    sql = "SELECT coalesce(decided_on, received_on, ''), rid FROM response WHERE removed IS NULL AND id IN ({})"
    return array("q", (rid for _given, rid in sorted(batched_query(connection, sql, responses), reverse=True)))


def letters_at(connection: Connection, rids: Sequence[int]) -> list[LetterRow]:
    """The letters with these row numbers, in their order, without how their answers stand; those gone are left out."""
    sql = (
        "SELECT l.rid, l.id, l.kind, coalesce(l.dated, l.decided), l.answer_due, l.followup, f.title FROM letter l "
        "LEFT JOIN followup f ON f.id = l.followup WHERE l.removed IS NULL AND l.rid IN ({})"
    )
    rows = {row[0]: row for row in batched_query(connection, sql, rids)}
    ids = [str(row[1]) for row in rows.values()]
    audits = rows_by_owner(
        batched_query(
            connection,
            f"SELECT k.letter, a.id, {AUDIT_NAME} FROM letter_audit k JOIN audit a ON a.id = k.audit "
            "AND a.removed IS NULL WHERE k.removed IS NULL AND k.letter IN ({})",
            ids,
        )
    )
    recipients = rows_by_owner(
        batched_query(
            connection,
            "SELECT letter, body, role FROM letter_recipient WHERE removed IS NULL AND letter IN ({})",
            ids,
        )
    )
    bodies = names_by_id(connection, "body")
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
    rows = {row[0]: row for row in batched_query(connection, sql, rids)}
    ids = [str(row[1]) for row in rows.values()]
    behalf = rows_by_owner(
        batched_query(
            connection,
            "SELECT response, body FROM response_on_behalf_of WHERE removed IS NULL AND response IN ({})",
            ids,
        )
    )
    about = rows_by_owner(
        batched_query(
            connection,
            f"SELECT k.response, {AUDIT_NAME} FROM response_audit k JOIN audit a ON a.id = k.audit "
            "AND a.removed IS NULL WHERE k.removed IS NULL AND k.response IN ({})",
            ids,
        )
    )
    counted = dict(
        batched_query(
            connection,
            "SELECT response, count(*) FROM response_line WHERE removed IS NULL AND response IN ({}) GROUP BY 1",
            ids,
        )
    )
    bodies = names_by_id(connection, "body")
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


def _place(role: str | None) -> int:
    return {"answer": 0, "action": 1}.get(role or "", 2)


def _sorted(told: Iterator[str]) -> tuple[str, ...]:
    return tuple(sorted(filter(None, told), key=swedish_key))


def newest_missiv(connection: Connection, audit: str | None, followup: str | None) -> Letter | None:
    """The newest letter that hands over the report of an audit, or that of a follow-up."""
    of_audit = "followup IS NULL AND id IN (SELECT letter FROM letter_audit WHERE audit = ?1 AND removed IS NULL)"
    about = "followup = ?1" if followup else of_audit
    row = connection.execute(
        f"{select('letter')} WHERE kind = 'missiv' AND removed IS NULL AND {about} "
        "ORDER BY coalesce(dated, decided) DESC, rid DESC LIMIT 1",
        (followup or audit,),
    ).fetchone()
    return to_record(Letter, row) if row else None


def recipients(connection: Connection, letter: str) -> list[LetterRecipient]:
    """Who a letter goes to."""
    rows = connection.execute(
        f"{select('letter_recipient')} WHERE letter = ? AND removed IS NULL ORDER BY rid", (letter,)
    ).fetchall()
    return [to_record(LetterRecipient, row) for row in rows]


def audits_of(connection: Connection, letter: str) -> list[str]:
    """Ids of the audits that a letter is about."""
    rows = connection.execute(
        "SELECT k.audit FROM letter_audit k JOIN audit a ON a.id = k.audit AND a.removed IS NULL "
        "WHERE k.letter = ? AND k.removed IS NULL ORDER BY k.rid",
        (letter,),
    ).fetchall()
    return [str(audit) for (audit,) in rows]


def questions(connection: Connection, letter: str) -> list[LetterQuestion]:
    """The questions that a letter asks, in the order they were written."""
    rows = connection.execute(
        f"{select('letter_question')} WHERE letter = ? AND removed IS NULL ORDER BY rid", (letter,)
    ).fetchall()
    return [to_record(LetterQuestion, row) for row in rows]


def signer_links(connection: Connection, owner: str, record: str) -> list[str]:
    """Ids of the links to those who sign a `followup` or a `letter`."""
    sql = f"SELECT id FROM {owner}_signer WHERE {owner} = ? AND removed IS NULL ORDER BY position, rid"
    return [row[0] for row in connection.execute(sql, (record,)).fetchall()]


def person_named(connection: Connection, name: str | None, title: str | None) -> str | None:
    """The id of the oldest person with this name and title; of one that was joined, of the other."""
    row = connection.execute(
        f"SELECT {merged_id('p.id', 'person')} FROM person p WHERE removed IS NULL AND name IS ? AND title IS ? "
        "ORDER BY rid LIMIT 1",
        (name, title),
    ).fetchone()
    return None if row is None else str(row[0])


def documents_of(connection: Connection, letter: str) -> list[tuple[str, str, str]]:
    """(name, SHA-256, made on) of the files of a letter, oldest first."""
    return connection.execute(
        "SELECT name, sha256, made_on FROM document WHERE letter = ? AND removed IS NULL ORDER BY rid", (letter,)
    ).fetchall()


def letter_views(connection: Connection, ids: Iterable[str]) -> list[LetterView]:
    """These letters, in their order, with what they are about, who they go to and their files."""
    rows = {
        row[0]: row
        for row in connection.execute(
            "SELECT id, kind, decided, dated, answer_due, registry_number FROM letter WHERE removed IS NULL"
        ).fetchall()
    }
    titles = rows_by_owner(
        connection.execute(
            "SELECT k.letter, coalesce(a.short_title, a.title, '') FROM letter_audit k JOIN audit a ON a.id = k.audit "
            "WHERE k.removed IS NULL AND a.removed IS NULL"
        ).fetchall()
    )
    bodies = names_by_id(connection, "body")
    recipients = rows_by_owner(
        connection.execute(
            "SELECT letter, body, coalesce(role, '') FROM letter_recipient WHERE removed IS NULL ORDER BY rid"
        ).fetchall()
    )
    files = rows_by_owner(
        connection.execute(
            "SELECT letter, name, sha256, made_on FROM document WHERE letter IS NOT NULL AND removed IS NULL "
            "ORDER BY rid"
        ).fetchall()
    )
    return [
        LetterView(
            id=letter,
            kind=kind,
            decided=decided,
            dated=dated,
            answer_due=due,
            registry_number=number,
            audits=tuple(sorted((title for (title,) in titles.get(letter, ()) if title), key=swedish_key)),
            recipients=_by_name((bodies[body], role) for body, role in recipients.get(letter, ()) if body in bodies),
            files=tuple((name, sha256 or "", made_on or "") for name, sha256, made_on in files.get(letter, ())),
        )
        for letter, kind, decided, dated, due, number in (rows[each] for each in ids if each in rows)
    ]


def _by_name(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(dict.fromkeys(pairs), key=lambda pair: swedish_key(pair[0])))
