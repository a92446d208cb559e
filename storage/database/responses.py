"""Responses of bodies: their lines, what these are about, and what letters requested that they leave unanswered."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from storage.database.connection import Connection
from storage.database.filters import LISTED
from storage.database.letters import ordered_bodies, sorted_names
from storage.database.names import AUDIT_NAME, merged_id, merged_ids, names_by_id
from storage.database.projection import (
    batched_query,
    query_column,
    rows_by_owner,
    select,
    select_records,
    to_record,
    values_by_owner,
)
from storage.database.records import form_values
from storage.database.subpoints import DIVIDED, printed_order
from storage.domain.body_names import body_key
from storage.domain.dates import may_follow
from storage.domain.records import Response, ResponseLine
from storage.domain.views import LineView, ResponseFacts, ResponseRow, StanceView, TargetView

ANSWERING_KINDS = ("answer", "supplementary")
"""Kinds of responses that answer a request for good; others report progress."""
REQUESTING_KINDS = ("missiv", "reminder", "extension")
"""Kinds of letters that request a response."""
NOT_REQUESTING_KINDS = ("information", "council")
"""Kinds of letters that nobody responds to."""

_IS_ANSWERING = f"coalesce(r.kind, 'answer') IN ({', '.join(map(repr, ANSWERING_KINDS))})"
_LINES = (
    "FROM response_line_target t JOIN response_line l ON l.id = t.response_line AND l.removed IS NULL "
    "JOIN response r ON r.id = l.response AND r.removed IS NULL"
)
"""The lines `l` of responses `r` about targets `t`."""


class StoredResponse(Struct, frozen=True):
    """A response, as far as time is concerned, and the bodies that it speaks for."""

    id: str
    responder: str | None
    decided_on: str | None
    received_on: str | None
    override: int | None
    override_reason: str | None
    bodies: frozenset[str]
    """Ids of the responder and of those that it responds on behalf of."""


def stored_responses(connection: Connection, ids: Iterable[str]) -> dict[str, StoredResponse]:
    """Map ids to these responses, of the kinds that answer for good."""
    chosen = list(ids)
    on_behalf = (
        f"SELECT k.response, {merged_id('k.body')} FROM response_on_behalf_of k "
        "WHERE k.removed IS NULL AND k.response IN ({})"
    )
    bodies = values_by_owner(batched_query(connection, on_behalf, chosen))
    sql = (
        f"SELECT r.id, {merged_id('r.responder')}, r.decided_on, r.received_on, r.on_time_override, r.override_reason "
        f"FROM response r WHERE r.removed IS NULL AND {_IS_ANSWERING} AND r.id IN ({{}})"
    )
    return {
        row[0]: StoredResponse(*(*row, frozenset(filter(None, (row[1], *bodies.get(row[0], ()))))))
        for row in batched_query(connection, sql, chosen)
    }


def responses_about(connection: Connection, audits: Iterable[str]) -> dict[str, list[str]]:
    """Map audits to the ids of the responses about them."""
    sql = "SELECT audit, response FROM response_audit WHERE removed IS NULL AND audit IN ({})"
    return values_by_owner(batched_query(connection, sql, audits))


def responses_to_questions(connection: Connection, letters: Sequence[str]) -> dict[str, list[str]]:
    """Map letters to the ids of the responses to their questions."""
    sql = (
        "SELECT DISTINCT q.letter, n.response FROM letter_question q "
        "JOIN response_line_target t ON t.question = q.id AND t.removed IS NULL "
        "JOIN response_line n ON n.id = t.response_line AND n.removed IS NULL "
        "WHERE q.removed IS NULL AND n.response IS NOT NULL AND q.letter IN ({})"
    )
    return values_by_owner(batched_query(connection, sql, letters))


def audits_with_response(connection: Connection) -> frozenset[str]:
    """Return the audits that some response is about."""
    sql = (
        "SELECT DISTINCT k.audit FROM response_audit k JOIN response r ON r.id = k.response AND r.removed IS NULL "
        f"WHERE k.removed IS NULL AND {_IS_ANSWERING}"
    )
    return frozenset(query_column(connection, sql))


def responses(connection: Connection, ids: Iterable[str]) -> list[Response]:
    """Return these responses, newest first."""
    rows = batched_query(connection, f"{select('response')} WHERE removed IS NULL AND id IN ({{}})", ids)
    found = [to_record(Response, row) for row in rows]
    return sorted(found, key=lambda one: (one.decided_on or one.received_on or "", one.id), reverse=True)


def response_rids(connection: Connection, responses: Sequence[str]) -> "array[int]":
    """Return the row numbers of these responses, newest first."""
    sql = "SELECT coalesce(decided_on, received_on, ''), rid FROM response WHERE removed IS NULL AND id IN ({})"
    return array("q", (rid for _given, rid in sorted(batched_query(connection, sql, responses), reverse=True)))


def responses_at(connection: Connection, rids: Sequence[int]) -> list[ResponseRow]:
    """Return the responses with these row numbers, in the same order, without removed ones."""
    sql = (
        "SELECT rid, id, kind, coalesce(decided_on, received_on), paragraph, responder FROM response "
        "WHERE removed IS NULL AND rid IN ({})"
    )
    rows = {row[0]: row for row in batched_query(connection, sql, rids)}
    ids = [row[1] for row in rows.values()]
    on_behalf = "SELECT response, body FROM response_on_behalf_of WHERE removed IS NULL AND response IN ({})"
    about = (
        f"SELECT k.response, {AUDIT_NAME} FROM response_audit k JOIN audit a ON a.id = k.audit "
        "AND a.removed IS NULL WHERE k.removed IS NULL AND k.response IN ({})"
    )
    counted = "SELECT response, count(*) FROM response_line WHERE removed IS NULL AND response IN ({}) GROUP BY 1"
    spoken_for = values_by_owner(batched_query(connection, on_behalf, ids))
    audits = values_by_owner(batched_query(connection, about, ids))
    lines = dict(batched_query(connection, counted, ids))
    bodies = names_by_id(connection, "body")
    return [
        ResponseRow(
            id=record,
            kind=kind,
            given=given,
            paragraph=paragraph,
            responder=bodies.get(responder or "", ""),
            on_behalf_of=ordered_bodies(bodies.get(body, "") for body in spoken_for.get(record, ())),
            about=sorted_names(audits.get(record, ())),
            lines=lines.get(record, 0),
        )
        for _rid, record, kind, given, paragraph, responder in (rows[rid] for rid in rids if rid in rows)
    ]


_SHARED = (
    "SELECT {0} FROM {0}_audit WHERE removed IS NULL AND audit IN "
    "(SELECT audit FROM {1}_audit WHERE {1} = ?1 AND removed IS NULL)"
)
_ANSWERED = (
    "SELECT {} FROM response_line_target t JOIN response_line n ON n.id = t.response_line AND n.removed IS NULL "
    "JOIN letter_question q ON q.id = t.question WHERE t.removed IS NULL AND {} = ?1"
)


def responses_to(connection: Connection, letter: str) -> list[str]:
    """Return the responses about a letter's audits or to its questions, except those given before it was written."""
    kind, sent = connection.execute(
        "SELECT kind, coalesce(dated, decided) FROM letter WHERE id = ?", (letter,)
    ).fetchone()
    about = _ANSWERED.format("n.response", "q.letter")
    if kind not in NOT_REQUESTING_KINDS:
        about += f" UNION {_SHARED.format('response', 'letter')}"
    rows = connection.execute(
        f"SELECT id, coalesce(decided_on, received_on) FROM response WHERE removed IS NULL AND id IN ({about})",
        (letter,),
    ).fetchall()
    return [response for response, given in rows if may_follow(given, sent)]


def letters_of(connection: Connection, response: str) -> list[str]:
    """Return the letters that a response may respond to."""
    (given,) = connection.execute(
        "SELECT coalesce(decided_on, received_on) FROM response WHERE id = ?", (response,)
    ).fetchone()
    about = f"{_ANSWERED.format('q.letter', 'n.response')} UNION {_SHARED.format('letter', 'response')}"
    rows = connection.execute(
        f"SELECT id, kind, coalesce(dated, decided) FROM letter WHERE removed IS NULL AND id IN ({about})", (response,)
    ).fetchall()
    return [letter for letter, kind, sent in rows if kind not in NOT_REQUESTING_KINDS and may_follow(given, sent)]


_TARGETS = {
    "recommendation": (
        f"SELECT r.id, {AUDIT_NAME}, r.number, r.text, r.kind FROM recommendation r "
        "JOIN audit a ON a.id = r.audit AND a.removed IS NULL WHERE r.removed IS NULL AND r.id IN ({})"
    ),
    "letter_question": (
        "SELECT q.id, coalesce(l.registry_number, l.dated, l.decided, ''), q.number, q.text "
        "FROM letter_question q JOIN letter l ON l.id = q.letter AND l.removed IS NULL "
        "WHERE q.removed IS NULL AND q.id IN ({})"
    ),
}


def targets(connection: Connection, recommendations: Iterable[str], questions: Iterable[str]) -> dict[str, TargetView]:
    """Map ids to the recommendations and letters' questions that response lines may be about."""
    return {
        row[0]: TargetView(entity, *row)
        for entity, ids in (("recommendation", recommendations), ("letter_question", questions))
        for row in batched_query(connection, _TARGETS[entity], ids)
    }


def lines(connection: Connection, response: str) -> list[ResponseLine]:
    """Return the lines of a response, in the order they were written."""
    return select_records(connection, ResponseLine, "WHERE response = ? AND removed IS NULL ORDER BY rid", response)


def lines_about(connection: Connection, questions: Sequence[str]) -> dict[str, list[ResponseLine]]:
    """Map letters' questions to the lines that respond to them, of the newest response first."""
    sql = (
        f"SELECT t.question, l.id {_LINES} WHERE t.removed IS NULL AND t.question IN ({{}}) "
        "ORDER BY coalesce(r.decided_on, r.received_on) DESC, l.rid"
    )
    about = values_by_owner(batched_query(connection, sql, questions))
    ids = [line for some in about.values() for line in some]
    rows = batched_query(connection, f"{select('response_line')} WHERE id IN ({{}})", ids)
    found = {row[0]: to_record(ResponseLine, row) for row in rows}
    return {question: [found[line] for line in some] for question, some in about.items()}


def with_targets(connection: Connection, found: Sequence[ResponseLine]) -> tuple[LineView, ...]:
    """Return lines with the recommendations and questions that each is about."""
    sql = (
        "SELECT response_line, recommendation, question FROM response_line_target "
        "WHERE removed IS NULL AND response_line IN ({}) ORDER BY rid"
    )
    links = rows_by_owner(batched_query(connection, sql, [line.id for line in found]))
    every = [link for some in links.values() for link in some]
    known = targets(connection, [point for point, _ in every if point], [question for _, question in every if question])
    return tuple(
        LineView(one, tuple(known[target] for link in links.get(one.id, ()) if (target := link[0] or link[1]) in known))
        for one in found
    )


def other_stances(connection: Connection, target: str, response: str) -> tuple[StanceView, ...]:
    """Return the stances of other responses on a recommendation or a question, newest first."""
    rows = connection.execute(
        f"SELECT b.name, coalesce(r.decided_on, r.received_on), r.paragraph, l.stance, l.self_assessment, l.text "
        f"{_LINES} LEFT JOIN body b ON b.id = {merged_id('r.responder')} "
        "WHERE (t.recommendation = ?1 OR t.question = ?1) AND t.removed IS NULL AND r.id <> ?2 "
        "ORDER BY 2 DESC, l.rid",
        (target, response),
    ).fetchall()
    return tuple(StanceView(*row) for row in rows)


def stances_by_recommendation(
    connection: Connection, recommendations: Sequence[str]
) -> dict[str, tuple[StanceView, ...]]:
    """Map recommendations to the stances of responses on them, newest first; only those with any."""
    sql = (
        "SELECT t.recommendation, b.name, r.decided_on, r.paragraph, l.stance, l.self_assessment, l.text "
        f"{_LINES} LEFT JOIN body b ON b.id = {merged_id('r.responder')} "
        "WHERE t.recommendation IN ({}) AND t.removed IS NULL "
        "ORDER BY coalesce(r.decided_on, r.received_on) DESC, l.id"
    )
    rows = rows_by_owner(batched_query(connection, sql, recommendations))
    return {recommendation: tuple(StanceView(*row) for row in some) for recommendation, some in rows.items()}


def unanswered_points(
    connection: Connection, response: str, letters: Collection[str], answered: Collection[str]
) -> tuple[TargetView, ...]:
    """Return what a response's audits and letters request of its bodies, except what is answered.

    Args:
        connection: the register's.
        response: id of the response.
        letters: the letters that it may respond to.
        answered: recommendations and questions that its lines are about.
    """
    fields = form_values(connection, "response", [response])[response]
    bodies = {str(fields["responder"]), *_ids(fields["on_behalf_of"])}
    return open_points(connection, _ids(fields["audits"]), letters, bodies, answered)


def every_point(
    connection: Connection, response: str, answered: Collection[str] = frozenset()
) -> tuple[TargetView, ...]:
    """Return the points of a response's audits except what is answered, directed to any body, in printed order."""
    fields = form_values(connection, "response", [response])[response]
    return open_points(connection, _ids(fields["audits"]), (), None, answered)


def open_points(
    connection: Connection,
    audits: Iterable[str],
    letters: Collection[str],
    bodies: set[str] | None,
    answered: Collection[str] = (),
) -> tuple[TargetView, ...]:
    """Return what audits and letters request of some bodies, except what is answered: questions, then points.

    Without `bodies` of any body.
    """
    points = [point for point, parent in _points(connection, audits, bodies) if not {point, parent} & {*answered}]
    questions = [one for one in _questions(connection, letters, bodies) if one not in answered]
    known = targets(connection, points, questions)
    return tuple(known[one] for one in [*questions, *points])


def _points(connection: Connection, audits: Iterable[str], bodies: set[str] | None) -> list[tuple[str, str | None]]:
    """Return (recommendation, parent) directed to these bodies, in printed order: sub-points, not their parents."""
    found: list[tuple[str, str | None]] = []
    for audit in audits:
        rows = connection.execute(
            f"SELECT id, parent FROM recommendation r WHERE audit = ? AND removed IS NULL AND NOT {DIVIDED} "
            f"ORDER BY {printed_order('r')}",
            (audit,),
        ).fetchall()
        fields = form_values(connection, "recommendation", [row[0] for row in rows])
        audited = _ids(form_values(connection, "audit", [audit])[audit]["auditees"])
        for row in rows:
            named = _ids(fields[row[0]]["addressees"]) or audited
            if bodies is None or not named or not bodies.isdisjoint(named):
                found.append(row)
    return found


def _questions(connection: Connection, letters: Iterable[str], bodies: set[str] | None) -> list[str]:
    merged = merged_ids(connection, "body")
    sql = "SELECT id, body FROM letter_question WHERE removed IS NULL AND letter IN ({}) ORDER BY rid"
    rows = batched_query(connection, sql, letters)
    return [one for one, body in rows if body is None or bodies is None or merged.get(body, body) in bodies]


def _ids(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


class AuditRecommendations(Struct):
    """Row numbers of an audit's recommendations, with the bodies that they are directed to."""

    every: list[int] = []
    addressed: dict[int, set[str]] = {}
    """Row number → ids of the bodies that the recommendation names itself."""

    def of(self, bodies: set[str]) -> Iterator[int]:
        """Yield those directed to one of these bodies; one that names no body is directed to all."""
        return (row for row in self.every if row not in self.addressed or self.addressed[row] & bodies)


def recommendations_by_audit(connection: Connection) -> dict[str, AuditRecommendations]:
    """Map audits to their listed recommendations."""
    found: dict[str, AuditRecommendations] = {}
    for audit, row in connection.execute(f"SELECT r.audit, r.rid FROM recommendation r WHERE {LISTED}").fetchall():
        found.setdefault(audit, AuditRecommendations()).every.append(row)
    named = connection.execute(
        f"SELECT r.audit, r.rid, {merged_id('k.body')} FROM recommendation_addressee k "
        f"JOIN recommendation r ON r.id = k.recommendation WHERE k.removed IS NULL AND {LISTED}"
    ).fetchall()
    for audit, row, body in named:
        found[audit].addressed.setdefault(row, set()).add(body)
    return found


def responses_of(connection: Connection, audits: Sequence[str]) -> dict[str, ResponseFacts]:
    """Map audits to the facts of their newest requesting letter and of their newest response.

    A reminder moves no date: it counts only where the audit has no letter of its own.
    """
    letters = rows_by_owner(batched_query(connection, _NEWEST_LETTERS, audits))
    responses = rows_by_owner(batched_query(connection, _NEWEST_RESPONSES, audits))
    return {
        audit: ResponseFacts(**_request_facts(letters.get(audit, ())), **_response_facts(responses.get(audit, ())))
        for audit in audits
    }


_NEWEST_LETTERS = (
    "SELECT w.audit, w.decided, w.answer_due, k.letter, coalesce(b.name, ''), k.role = 'answer' AND k.through IS NULL, "
    "k.answer_due, k.extension_requested, k.extension_decision, k.extension_due FROM ("
    "SELECT k.audit, l.id, l.decided, l.answer_due, row_number() OVER "
    "(PARTITION BY k.audit ORDER BY l.kind = 'missiv' DESC, coalesce(l.dated, l.decided) DESC, l.rid DESC) AS place "
    "FROM letter_audit k JOIN letter l ON l.id = k.letter "
    "WHERE k.audit IN ({}) AND k.removed IS NULL AND l.removed IS NULL AND +l.followup IS NULL "
    f"AND l.kind IN ({', '.join(repr(kind) for kind in REQUESTING_KINDS)})) w "
    "LEFT JOIN letter_recipient k ON k.letter = w.id AND k.removed IS NULL "
    f"LEFT JOIN body b ON b.id = {merged_id('k.body')} WHERE w.place = 1 ORDER BY k.rid"
)
"""Each with its recipients. The `+` keeps SQLite from scanning the letters without a follow-up: most of them."""
_IS_AUDITEE = (
    "EXISTS (SELECT 1 FROM audit_auditee k WHERE k.audit = w.audit AND k.removed IS NULL "
    f"AND {merged_id('k.body')} = b.id)"
)
_NEWEST_RESPONSES = (
    "SELECT w.audit, w.name, w.decided_on, w.received_on, w.paragraph, o.response, b.name, b.id, "
    f"{_IS_AUDITEE} FROM (SELECT k.audit, r.id, b.name, r.decided_on, r.received_on, r.paragraph, row_number() OVER "
    "(PARTITION BY k.audit ORDER BY coalesce(r.decided_on, r.received_on) DESC, r.rid DESC) AS place "
    "FROM response_audit k JOIN response r ON r.id = k.response "
    f"LEFT JOIN body b ON b.id = {merged_id('r.responder')} "
    "WHERE k.audit IN ({}) AND k.removed IS NULL AND r.removed IS NULL AND r.kind = 'answer') w "
    "LEFT JOIN response_on_behalf_of o ON o.response = w.id AND o.removed IS NULL "
    f"LEFT JOIN body b ON b.id = {merged_id('o.body')} WHERE w.place = 1"
)
"""Each with the bodies that a joint response speaks for, and whether they are auditees."""


def _request_facts(rows: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    """Return the fields of :class:`ResponseFacts` that come from a letter: its date, recipients and extension."""
    decided, letter_due = rows[0][:2] if rows else (None, None)
    named = sorted((row[3:] for row in rows if row[2] is not None), key=lambda row: body_key(row[0]))
    requested_of = [row for row in named if row[1]]
    _name, _answers, _due, requested, decision, extended = next(
        (row for row in requested_of if row[3] or row[5]), requested_of[0] if requested_of else (None,) * 6
    )
    due = max((row[2] for row in requested_of if row[2]), default=None)
    return {
        "answer_due": due or letter_due,
        "asked": tuple(dict.fromkeys(row[0] for row in requested_of)),
        "informed": tuple(dict.fromkeys(row[0] for row in named if not row[1])),
        "letter_decided": decided,
        "extension_requested": requested,
        "extension_decision": decision,
        "extension_due": extended,
    }


def _response_facts(rows: Sequence[tuple[Any, ...]]) -> dict[str, Any]:
    """Return the fields of :class:`ResponseFacts` that come from a response. One decision may answer several audits."""
    responder, decided, received, paragraph = rows[0][:4] if rows else (None,) * 4
    every = {body: (name, is_auditee) for *_, name, body, is_auditee in rows if name is not None}.values()
    spoken_for = [name for name, is_auditee in every if is_auditee] or [name for name, _is_auditee in every]
    return {
        "answered_on": decided or received,
        "received_on": received,
        "paragraph": paragraph,
        "responder": responder,
        "on_behalf_of": ordered_bodies(spoken_for),
    }
