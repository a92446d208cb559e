"""Who was asked for an answer, and what was answered: the rows that outcomes are made from, a few questions in all."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from storage.database.connection import Connection
from storage.database.filters import LISTED
from storage.database.letters import AUDIT_NAME, targets
from storage.database.names import merged_id, merged_ids
from storage.database.projection import batched_query, rows_by_owner, values_by_owner
from storage.database.records import form_values
from storage.domain.dates import first_day, is_partial_date, last_day
from storage.domain.records import Named
from storage.domain.scale import NOT_IMPLEMENTED, PARTIAL
from storage.domain.text import swedish_key
from storage.domain.views import ResponseFacts, StanceView, TargetView

ANSWERING_KINDS = ("answer", "supplementary")
"""Kinds of answers that answer for good; others tell how far it has come."""
REMINDER, EXTENSION = "reminder", "extension"


class RequestingLetter(Struct, frozen=True):
    """A letter, as far as its answers are concerned."""

    id: str
    kind: str | None
    sent: str | None
    """Its own day, else that of its decision."""
    due: str | None
    registry_number: str | None


class RequestedBody(Struct, frozen=True):
    """A body that a letter asks for an answer."""

    id: str
    """Of the link between letter and body."""
    letter: str
    body: str
    through: str | None
    due: str | None
    requested: str | None
    decision: str | None
    extended: str | None

    @property
    def answering(self) -> str:
        """The body whose answer is waited for."""
        return self.through or self.body


class StoredResponse(Struct, frozen=True):
    """An answer, and for whom."""

    id: str
    responder: str | None
    decided_on: str | None
    received_on: str | None
    override: int | None
    override_reason: str | None
    bodies: frozenset[str]
    """The responder and those that it answers for."""


class LetterSubject(Struct, frozen=True):
    """An audit that letters are about."""

    named: Named
    auditees: frozenset[str]
    responsible: str | None


def letters_with_ids(connection: Connection, ids: Sequence[str]) -> list[RequestingLetter]:
    """These letters, but those taken out."""
    sql = (
        "SELECT id, kind, coalesce(dated, decided), answer_due, registry_number FROM letter "
        "WHERE removed IS NULL AND id IN ({})"
    )
    return [RequestingLetter(*row) for row in batched_query(connection, sql, ids)]


def every_letter_id(connection: Connection) -> list[str]:
    """Ids of all letters."""
    return [row[0] for row in connection.execute("SELECT id FROM letter WHERE removed IS NULL ORDER BY rid").fetchall()]


def letters_about(connection: Connection, audit: str) -> list[str]:
    """Ids of the letters about an audit, the oldest first."""
    rows = connection.execute(
        "SELECT l.id FROM letter_audit k JOIN letter l ON l.id = k.letter AND l.removed IS NULL "
        "WHERE k.audit = ? AND k.removed IS NULL ORDER BY coalesce(l.dated, l.decided), l.rid",
        (audit,),
    ).fetchall()
    return [row[0] for row in rows]


def requested_bodies(connection: Connection, letters: Sequence[str]) -> dict[str, list[RequestedBody]]:
    """Letter → those of its recipients that are to answer."""
    sql = (
        f"SELECT k.id, k.letter, {merged_id('k.body')}, {merged_id('k.through')}, k.answer_due, k.extension_requested, "
        "k.extension_decision, k.extension_due FROM letter_recipient k "
        "WHERE k.removed IS NULL AND k.role = 'answer' AND k.body IS NOT NULL AND k.letter IN ({}) ORDER BY k.rid"
    )
    return values_by_owner((str(row[1]), RequestedBody(*row)) for row in batched_query(connection, sql, letters))


def audits_of_letters(connection: Connection, letters: Sequence[str]) -> dict[str, list[str]]:
    """Letter → ids of the audits that it is about."""
    sql = (
        "SELECT k.letter, k.audit FROM letter_audit k JOIN audit a ON a.id = k.audit AND a.removed IS NULL "
        "WHERE k.removed IS NULL AND k.letter IN ({}) ORDER BY k.rid"
    )
    return values_by_owner(batched_query(connection, sql, letters))


def audit_facts(connection: Connection, audits: Iterable[str]) -> dict[str, LetterSubject]:
    """Audit → what it is called, whom it is about and who is responsible for it."""
    ids = list(dict.fromkeys(audits))
    of_audit = (
        f"SELECT k.audit, {merged_id('k.body')} FROM audit_auditee k WHERE k.removed IS NULL AND k.audit IN ({{}})"
    )
    auditees = values_by_owner(batched_query(connection, of_audit, ids))
    responsible = f"CASE WHEN a.responsible IS NOT NULL THEN {merged_id('a.responsible', 'person')} END"
    named = (
        f"SELECT a.id, {AUDIT_NAME}, a.source, {responsible} FROM audit a WHERE a.removed IS NULL AND a.id IN ({{}})"
    )
    return {
        audit: LetterSubject(Named("audit", audit, name, source), frozenset(auditees.get(audit, ())), person)
        for audit, name, source, person in batched_query(connection, named, ids)
    }


def responses_about(connection: Connection, audits: Iterable[str]) -> dict[str, list[str]]:
    """Audit → ids of the answers that are about it."""
    sql = "SELECT audit, response FROM response_audit WHERE removed IS NULL AND audit IN ({})"
    return values_by_owner(batched_query(connection, sql, list(dict.fromkeys(audits))))


def responses_to_questions(connection: Connection, letters: Sequence[str]) -> dict[str, list[str]]:
    """Letter → ids of the answers to its questions."""
    sql = (
        "SELECT DISTINCT q.letter, n.response FROM letter_question q "
        "JOIN response_line_target t ON t.question = q.id AND t.removed IS NULL "
        "JOIN response_line n ON n.id = t.response_line AND n.removed IS NULL "
        "WHERE q.removed IS NULL AND n.response IS NOT NULL AND q.letter IN ({})"
    )
    return values_by_owner(batched_query(connection, sql, letters))


def stored_responses(connection: Connection, ids: Iterable[str]) -> dict[str, StoredResponse]:
    """Answer → who gave it, for whom and when; of those that answer for good."""
    chosen = list(dict.fromkeys(ids))
    behalf: Mapping[str, list[str]] = values_by_owner(
        batched_query(
            connection,
            f"SELECT k.response, {merged_id('k.body')} FROM response_on_behalf_of k "
            "WHERE k.removed IS NULL AND k.response IN ({})",
            chosen,
        )
    )
    kinds = ", ".join(repr(kind) for kind in ANSWERING_KINDS)
    sql = (
        f"SELECT r.id, {merged_id('r.responder')}, r.decided_on, r.received_on, r.on_time_override, r.override_reason "
        f"FROM response r WHERE r.removed IS NULL AND coalesce(r.kind, 'answer') IN ({kinds}) AND r.id IN ({{}})"
    )
    return {
        answer: StoredResponse(
            id=answer,
            responder=responder,
            decided_on=decided,
            received_on=received,
            override=override,
            override_reason=reason,
            bodies=frozenset(body for body in (responder, *behalf.get(answer, ())) if body),
        )
        for answer, responder, decided, received, override, reason in batched_query(connection, sql, chosen)
    }


def remaining_in_followup(connection: Connection, letter: str) -> set[str] | None:
    """The recommendations that the follow-up a letter hands over found left to do; None of an audit's own letter."""
    row = connection.execute("SELECT followup FROM letter WHERE id = ?", (letter,)).fetchone()
    if row is None or row[0] is None:
        return None
    rows = connection.execute(
        "SELECT a.recommendation FROM assessment a JOIN level l ON l.id = a.level "
        "WHERE a.followup = ? AND a.removed IS NULL AND l.means IN (?, ?)",
        (row[0], PARTIAL, NOT_IMPLEMENTED),
    ).fetchall()
    return {found[0] for found in rows}


_SHARED = (
    "SELECT {0} FROM {0}_audit WHERE removed IS NULL AND audit IN "
    "(SELECT audit FROM {1}_audit WHERE {1} = ?1 AND removed IS NULL)"
)
_ANSWERED = (
    "SELECT {} FROM response_line_target t JOIN response_line n ON n.id = t.response_line AND n.removed IS NULL "
    "JOIN letter_question q ON q.id = t.question WHERE t.removed IS NULL AND {} = ?1"
)
NOT_REQUESTING_KINDS = ("information", "council")
"""Kinds of letters that nobody answers."""


def responses_to(connection: Connection, letter: str) -> list[str]:
    """The answers about a letter's audits or to its questions, but those that were given before it was written."""
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
    """The letters that an answer may be an answer to."""
    (given,) = connection.execute(
        "SELECT coalesce(decided_on, received_on) FROM response WHERE id = ?", (response,)
    ).fetchone()
    about = f"{_ANSWERED.format('q.letter', 'n.response')} UNION {_SHARED.format('letter', 'response')}"
    rows = connection.execute(
        f"SELECT id, kind, coalesce(dated, decided) FROM letter WHERE removed IS NULL AND id IN ({about})", (response,)
    ).fetchall()
    return [letter for letter, kind, sent in rows if kind not in NOT_REQUESTING_KINDS and may_follow(given, sent)]


def may_follow(later: str | None, earlier: str | None) -> bool:
    """Whether a day may be after another, as far as they are known."""
    if not (later and earlier and is_partial_date(later) and is_partial_date(earlier)):
        return True
    return last_day(later) >= first_day(earlier)


def unanswered_points(
    connection: Connection, response: str, letters: Collection[str], answered: Collection[str]
) -> tuple[TargetView, ...]:
    """What was asked of an answer's bodies, in its audits and letters, beside what is answered.

    Args:
        connection: the register's.
        response: the answer.
        letters: those that it may be an answer to.
        answered: recommendations and questions that its lines are about.
    """
    facts = form_values(connection, "response", [response])[response]
    bodies = {str(facts["responder"]), *_ids(facts["on_behalf_of"])}
    return open_points(connection, _ids(facts["audits"]), letters, bodies, answered)


def every_point(
    connection: Connection, response: str, answered: Collection[str] = frozenset()
) -> tuple[TargetView, ...]:
    """The points of an answer's audits beside what is answered, whoever they were asked of, as printed."""
    facts = form_values(connection, "response", [response])[response]
    return open_points(connection, _ids(facts["audits"]), (), None, answered)


def open_points(
    connection: Connection,
    audits: Iterable[str],
    letters: Collection[str],
    bodies: set[str] | None,
    answered: Collection[str] = (),
) -> tuple[TargetView, ...]:
    """What these audits and letters ask of some bodies beside what is answered: questions, and points as printed.

    Without `bodies` of anybody.
    """
    points = [one for one in _points(connection, audits, bodies) if not {*one} & {*answered}]
    questions = [one for one in _questions(connection, letters, bodies) if one not in answered]
    known = targets(connection, "recommendation", [point for point, _parent in points])
    known |= targets(connection, "letter_question", questions)
    return tuple(known[one] for one in [*questions, *(point for point, _parent in points)])


def _points(connection: Connection, audits: Iterable[str], bodies: set[str] | None) -> list[tuple[str, str | None]]:
    """(recommendation, parent) of what audits ask of these bodies, as printed: sub-points, not what holds them."""
    found: list[tuple[str, str | None]] = []
    for audit in audits:
        rows = connection.execute(
            "SELECT id, parent FROM recommendation r WHERE audit = ? AND removed IS NULL AND NOT EXISTS "
            "(SELECT 1 FROM recommendation c WHERE c.parent = r.id AND c.removed IS NULL) ORDER BY position, id",
            (audit,),
        ).fetchall()
        addressed = _addressees(connection, [row[0] for row in rows])
        audited = set(_ids(form_values(connection, "audit", [audit])[audit]["auditees"]))
        found += [row for row in rows if _concerns(addressed.get(row[0]) or audited, bodies)]
    return found


def _concerns(named: set[str], bodies: set[str] | None) -> bool:
    """Whether what names some bodies is for one of these; what names none is for all."""
    return bodies is None or not named or not named.isdisjoint(bodies)


def _addressees(connection: Connection, recommendations: list[str]) -> dict[str, set[str]]:
    found = form_values(connection, "recommendation", recommendations)
    return {record: set(_ids(fields["addressees"])) for record, fields in found.items()}


def _questions(connection: Connection, letters: Collection[str], bodies: set[str] | None) -> list[str]:
    alive = merged_ids(connection, "body")
    rows = batched_query(
        connection,
        "SELECT id, body FROM letter_question WHERE removed IS NULL AND letter IN ({}) ORDER BY rid",
        list(letters),
    )
    return [
        str(question)
        for question, body in rows
        if body is None or bodies is None or alive.get(str(body), body) in bodies
    ]


def _ids(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


class AuditRecommendations(Struct):
    """An audit's recommendations."""

    every: list[int] = []
    """Row numbers."""
    addressed: dict[int, set[str]] = {}
    """Row number → bodies that the recommendation names itself."""

    def of(self, bodies: set[str]) -> Iterator[int]:
        """Those that concern one of these bodies: what names none is for all that are asked."""
        return (row for row in self.every if row not in self.addressed or self.addressed[row] & bodies)


def recommendations_by_audit(connection: Connection) -> dict[str, AuditRecommendations]:
    """Audit → its recommendations, of all that are listed."""
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


def audits_with_response(connection: Connection) -> frozenset[str]:
    """Audits that some answer is about."""
    kinds = ", ".join(repr(kind) for kind in ANSWERING_KINDS)
    rows = connection.execute(
        "SELECT DISTINCT k.audit FROM response_audit k JOIN response r ON r.id = k.response AND r.removed IS NULL "
        f"WHERE k.removed IS NULL AND coalesce(r.kind, 'answer') IN ({kinds})"
    ).fetchall()
    return frozenset(row[0] for row in rows)


REQUESTING_KINDS = ("missiv", "reminder", "extension")

Row = Sequence[Any]
"""A row as SQLite gives it."""


def responses_of(connection: Connection, audits: Sequence[str]) -> dict[str, ResponseFacts]:
    """Audit id → the facts of its newest letter that asks for an answer, and of its newest answer.

    A reminder moves no date: it counts only where there is no letter of the audit's own.
    """
    letters = rows_by_owner(batched_query(connection, _NEWEST_LETTERS, audits))
    responses = rows_by_owner(batched_query(connection, _NEWEST_RESPONSES, audits))
    return {
        audit: ResponseFacts(**_requests(letters.get(audit, ())), **_answered(responses.get(audit, ())))
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
"""Each with its recipients. The `+` keeps SQLite from going through all letters that are about no follow-up: most."""
_CONCERNED = (
    "EXISTS (SELECT 1 FROM audit_auditee k WHERE k.audit = w.audit AND k.removed IS NULL "
    f"AND {merged_id('k.body')} = b.id)"
)
_NEWEST_RESPONSES = (
    "SELECT w.audit, w.name, w.decided_on, w.received_on, w.paragraph, o.response, b.name, b.id, "
    f"{_CONCERNED} FROM (SELECT k.audit, r.id, b.name, r.decided_on, r.received_on, r.paragraph, row_number() OVER "
    "(PARTITION BY k.audit ORDER BY coalesce(r.decided_on, r.received_on) DESC, r.rid DESC) AS place "
    "FROM response_audit k JOIN response r ON r.id = k.response "
    f"LEFT JOIN body b ON b.id = {merged_id('r.responder')} "
    "WHERE k.audit IN ({}) AND k.removed IS NULL AND r.removed IS NULL AND r.kind = 'answer') w "
    "LEFT JOIN response_on_behalf_of o ON o.response = w.id AND o.removed IS NULL "
    f"LEFT JOIN body b ON b.id = {merged_id('o.body')} WHERE w.place = 1"
)
"""Each with the bodies that a joint answer speaks for, and whether the audit concerns them."""


def _requests(rows: Sequence[Row]) -> dict[str, Any]:
    """What a letter asked for, of whom, and for how much longer somebody has asked."""
    decided, letter_due = rows[0][:2] if rows else (None, None)
    named = sorted((row[3:] for row in rows if row[2] is not None), key=lambda row: swedish_key(row[0]))
    asked = [row for row in named if row[1]]
    _name, _answers, _due, requested, decision, extended = next(
        (row for row in asked if row[3] or row[5]), asked[0] if asked else (None,) * 6
    )
    due = max((row[2] for row in asked if row[2]), default=None)
    return {
        "answer_due": due or letter_due,
        "asked": tuple(dict.fromkeys(row[0] for row in asked)),
        "informed": tuple(dict.fromkeys(row[0] for row in named if not row[1])),
        "letter_decided": decided,
        "extension_requested": requested,
        "extension_decision": decision,
        "extension_due": extended,
    }


def _answered(rows: Sequence[Row]) -> dict[str, Any]:
    """Who answered, when and in which paragraph; and for whom: one decision may answer several audits."""
    responder, decided, received, paragraph = rows[0][:4] if rows else (None,) * 4
    every = {body: (name, concerned) for *_, name, body, concerned in rows if name is not None}.values()
    spoken_for = [name for name, concerned in every if concerned] or [name for name, _concerned in every]
    return {
        "answered_on": decided or received,
        "received_on": received,
        "paragraph": paragraph,
        "responder": responder,
        "on_behalf_of": tuple(sorted(spoken_for, key=swedish_key)),
    }


def stances_of(connection: Connection, recommendation: str) -> tuple[StanceView, ...]:
    """What bodies' answers say of a recommendation, newest first."""
    return stances_by_recommendation(connection, [recommendation]).get(recommendation, ())


def stances_by_recommendation(
    connection: Connection, recommendations: Sequence[str]
) -> dict[str, tuple[StanceView, ...]]:
    """The same of many recommendations at a time, of those that answers say something of."""
    sql = (
        "SELECT t.recommendation, b.name, r.decided_on, r.paragraph, l.stance, l.self_assessment, l.text "
        "FROM response_line_target t "
        "JOIN response_line l ON l.id = t.response_line AND l.removed IS NULL "
        "JOIN response r ON r.id = l.response AND r.removed IS NULL "
        f"LEFT JOIN body b ON b.id = {merged_id('r.responder')} WHERE t.recommendation IN ({{}}) AND t.removed IS NULL "
        "ORDER BY coalesce(r.decided_on, r.received_on) DESC, l.id"
    )
    rows = rows_by_owner(batched_query(connection, sql, recommendations))
    return {recommendation: tuple(StanceView(*row) for row in some) for recommendation, some in rows.items()}
