"""The lists of letters and of answers: their order as row numbers, and the rows of a block in a few questions."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from storage.database.answering import NOT_ASKING, may_follow
from storage.database.connection import Connection
from storage.database.portions import in_portions
from storage.database.post import AUDIT_NAME
from storage.database.survivors import names, survivors
from storage.domain.letter_rows import Answered, AnswerState, Asked, LetterRow, ResponseRow, answer_state
from storage.domain.order import swedish_key

_NEWEST = "ORDER BY coalesce({0}.{1}, {0}.{2}) DESC, {0}.rid DESC"
_ANSWERING = ("answer", "supplementary")
"""Kinds of answers that answer for good; others tell how far it has come."""
_HAS = "instr(searchable({}), ?1) > 0"
_LETTERS_WITH = (
    "SELECT id FROM letter WHERE "
    + _HAS.format("coalesce(registry_number, '') || ' ' || coalesce(own_text, '') || ' ' || coalesce(kind, '')"
                  " || ' ' || coalesce(dated, decided, '')")
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
_BY_AUDIT = (
    "SELECT k.letter, r.id FROM letter_audit k JOIN response_audit n ON n.audit = k.audit AND n.removed IS NULL "
    "JOIN response r ON r.id = n.response AND r.removed IS NULL WHERE k.removed IS NULL AND k.letter IN ({})"
)
_BY_QUESTION = (
    "SELECT q.letter, r.id FROM letter_question q "
    "JOIN response_line_target t ON t.question = q.id AND t.removed IS NULL "
    "JOIN response_line n ON n.id = t.response_line AND n.removed IS NULL "
    "JOIN response r ON r.id = n.response AND r.removed IS NULL WHERE q.removed IS NULL AND q.letter IN ({})"
)
_ANSWERS_TO = (_BY_AUDIT, _BY_QUESTION)
"""What brings answers to letters: the audits that both are about, and the questions."""


def letter_order(connection: Connection, words: Iterable[str] = ()) -> "array[int]":
    """Row numbers of the letters, newest first; of those that have every word somewhere."""
    return _order(connection, "letter", _NEWEST.format("letter", "dated", "decided"), _LETTERS_WITH, words)


def response_order(connection: Connection, words: Iterable[str] = ()) -> "array[int]":
    """Row numbers of the answers, newest first; of those that have every word somewhere."""
    newest = _NEWEST.format("response", "decided_on", "received_on")
    return _order(connection, "response", newest, _RESPONSES_WITH, words)


def response_rids(connection: Connection, responses: Sequence[str]) -> "array[int]":
    """Row numbers of these answers, newest first."""
    sql = "SELECT coalesce(decided_on, received_on, ''), rid FROM response WHERE removed IS NULL AND id IN ({})"
    return array("q", (rid for _given, rid in sorted(in_portions(connection, sql, responses), reverse=True)))


def letters_at(connection: Connection, rids: Sequence[int], today: date) -> list[LetterRow]:
    """The letters with these row numbers, in their order; those that are gone are left out."""
    sql = (
        "SELECT l.rid, l.id, l.kind, coalesce(l.dated, l.decided), l.answer_due, l.followup, f.title FROM letter l "
        "LEFT JOIN followup f ON f.id = l.followup WHERE l.removed IS NULL AND l.rid IN ({})"
    )
    rows = {row[0]: row for row in in_portions(connection, sql, rids)}
    found = [rows[rid] for rid in rids if rid in rows]
    ids = [str(row[1]) for row in found]
    audits = _gathered(
        in_portions(
            connection,
            f"SELECT k.letter, a.id, {AUDIT_NAME} FROM letter_audit k JOIN audit a ON a.id = k.audit "
            "AND a.removed IS NULL WHERE k.removed IS NULL AND k.letter IN ({})",
            ids,
        )
    )
    recipients = _recipients(connection, ids)
    answered = _answered_by(connection, {str(row[1]): row[3] for row in found})
    bodies, alive = names(connection, "body"), survivors(connection, "body")
    return [
        _letter_row(
            row,
            sorted(audits.get(row[1], ()), key=lambda one: swedish_key(one[1])),
            sorted(recipients.get(row[1], ()), key=lambda one: (_place(one[1]), swedish_key(bodies.get(one[0], "")))),
            bodies,
            {alive.get(body, body) for body in answered.get(row[1], ())},
            alive,
            today,
        )
        for row in found
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


def _order(connection: Connection, entity: str, newest: str, with_word: str, words: Iterable[str]) -> "array[int]":
    rows = connection.execute(f"SELECT rid, id FROM {entity} WHERE removed IS NULL {newest}").fetchall()
    for word in words:
        hits = {row[0] for row in connection.execute(with_word, (word,)).fetchall()}
        rows = [row for row in rows if row[1] in hits]
    return array("q", (row[0] for row in rows))


def _letter_row(
    row: tuple[Any, ...],
    audits: Sequence[tuple[Any, ...]],
    recipients: Sequence[tuple[Any, ...]],
    bodies: Mapping[str, str],
    answered: set[str],
    alive: Mapping[str, str],
    today: date,
) -> LetterRow:
    _rid, record, kind, dated, due, followup, title = row
    asked = [
        Asked(
            answered=not answered.isdisjoint({alive.get(one, one) for one in (body, through) if one}),
            due=extended or own or due,
            extension=bool(requested) and decision != "refused",
        )
        for body, role, own, through, requested, decision, extended in recipients
        if role == "answer" and kind not in NOT_ASKING
    ]
    missing = [one.due for one in asked if not one.answered and one.due]
    state = answer_state(asked, today)
    return LetterRow(
        id=record,
        kind=kind,
        dated=dated,
        about=tuple(name for _id, name in audits) or ((title,) if title else ()),
        recipients=tuple(dict.fromkeys(bodies.get(one[0], "") for one in recipients)),
        due=min(missing, default=due),
        state=AnswerState(Answered.NOT_ASKED) if not asked else state,
        audits=tuple(audit for audit, _name in audits),
        followup=followup,
    )


def _recipients(connection: Connection, letters: Sequence[str]) -> dict[str, list[tuple[Any, ...]]]:
    sql = (
        "SELECT letter, body, role, answer_due, through, extension_requested, extension_decision, extension_due "
        "FROM letter_recipient WHERE removed IS NULL AND body IS NOT NULL AND letter IN ({})"
    )
    return _gathered(in_portions(connection, sql, letters))


def _answered_by(connection: Connection, dated: Mapping[str, str | None]) -> dict[str, set[str]]:
    """Letter → the bodies that have answered it, themselves or through others."""
    pairs = {(pair[0], pair[1]) for sql in _ANSWERS_TO for pair in in_portions(connection, sql, list(dated))}
    responses = list({response for _letter, response in pairs})
    facts = {
        row[0]: row[1:]
        for row in in_portions(
            connection,
            "SELECT id, kind, coalesce(decided_on, received_on), responder FROM response WHERE id IN ({})",
            responses,
        )
    }
    behalf = _gathered(
        in_portions(
            connection,
            "SELECT response, body FROM response_on_behalf_of WHERE removed IS NULL AND response IN ({})",
            responses,
        )
    )
    answered: dict[str, set[str]] = {}
    for letter, response in pairs:
        kind, given, responder = facts[response]
        if (kind is None or kind in _ANSWERING) and may_follow(given, dated[letter]):
            bodies = {responder, *(body for (body,) in behalf.get(response, ()))}
            answered.setdefault(letter, set()).update(body for body in bodies if body)
    return answered


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
