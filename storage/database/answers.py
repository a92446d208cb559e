"""What is known of audits' letters and answers, for as many audits at a time as a list shows."""

from collections.abc import Sequence
from typing import Any

from storage.database.connection import Connection
from storage.database.portions import in_portions
from storage.database.survivors import last
from storage.domain.order import swedish_key
from storage.domain.views import AnswerFacts, StanceView

ASKING = ("missiv", "reminder", "extension")

Row = Sequence[Any]
"""A row as SQLite gives it."""


def answers_of(connection: Connection, audits: Sequence[str]) -> dict[str, AnswerFacts]:
    """Audit id → the facts of its newest letter that asks for an answer, and of its newest answer.

    A reminder moves no date: it counts only where there is no letter of the audit's own.
    """
    letters = {audit: row for audit, *row in in_portions(connection, _NEWEST_LETTERS, audits)}
    responses = {audit: row for audit, *row in in_portions(connection, _NEWEST_RESPONSES, audits)}
    recipients = _by_first(in_portions(connection, _RECIPIENTS, [row[0] for row in letters.values()]))
    spoken_for = _spoken_for(connection, {audit: row[0] for audit, row in responses.items()})
    facts = {}
    for audit in audits:
        letter, response = letters.get(audit), responses.get(audit)
        asked = _asked(letter, recipients.get(letter[0], []) if letter else [])
        facts[audit] = AnswerFacts(**asked, **_answered(response), on_behalf_of=spoken_for.get(audit, ()))
    return facts


_NEWEST_LETTERS = (
    "SELECT audit, id, decided, answer_due FROM (SELECT k.audit, l.id, l.decided, l.answer_due, row_number() OVER "
    "(PARTITION BY k.audit ORDER BY l.kind = 'missiv' DESC, coalesce(l.dated, l.decided) DESC, l.rid DESC) AS place "
    "FROM letter_audit k JOIN letter l ON l.id = k.letter "
    "WHERE k.audit IN ({}) AND k.removed IS NULL AND l.removed IS NULL AND +l.followup IS NULL "
    f"AND l.kind IN ({', '.join(repr(kind) for kind in ASKING)})) WHERE place = 1"
)
"""The `+` keeps SQLite from going through all letters that are about no follow-up: most are not."""
_RECIPIENTS = (
    "SELECT k.letter, coalesce(b.name, ''), k.role = 'answer' AND k.through IS NULL, k.answer_due, "
    "k.extension_requested, k.extension_decision, k.extension_due "
    f"FROM letter_recipient k LEFT JOIN body b ON b.id = {last('k.body')} "
    "WHERE k.letter IN ({}) AND k.removed IS NULL"
)
_NEWEST_RESPONSES = (
    "SELECT audit, id, name, decided_on, received_on, paragraph FROM (SELECT k.audit, r.id, b.name, r.decided_on, "
    "r.received_on, r.paragraph, row_number() OVER "
    "(PARTITION BY k.audit ORDER BY coalesce(r.decided_on, r.received_on) DESC, r.rid DESC) AS place "
    "FROM response_audit k JOIN response r ON r.id = k.response "
    f"LEFT JOIN body b ON b.id = {last('r.responder')} "
    "WHERE k.audit IN ({}) AND k.removed IS NULL AND r.removed IS NULL AND r.kind = 'answer') WHERE place = 1"
)
_SPOKEN_FOR = (
    f"SELECT DISTINCT o.response, b.name, b.id FROM response_on_behalf_of o JOIN body b ON b.id = {last('o.body')} "
    "WHERE o.response IN ({}) AND o.removed IS NULL AND b.name IS NOT NULL"
)


def _asked(letter: Row | None, recipients: Sequence[Row]) -> dict[str, Any]:
    """What a letter asked for, of whom, and for how much longer somebody has asked."""
    named = sorted(recipients, key=lambda row: swedish_key(row[0]))
    asked = [row for row in named if row[1]]
    _name, _answers, _due, requested, decision, extended = next(
        (row for row in asked if row[3] or row[5]), asked[0] if asked else (None,) * 6
    )
    due = max((row[2] for row in asked if row[2]), default=None)
    return {
        "answer_due": due or (letter[2] if letter else None),
        "asked": tuple(dict.fromkeys(row[0] for row in asked)),
        "informed": tuple(dict.fromkeys(row[0] for row in named if not row[1])),
        "letter_decided": letter[1] if letter else None,
        "extension_requested": requested,
        "extension_decision": decision,
        "extension_due": extended,
    }


def _answered(response: Row | None) -> dict[str, Any]:
    """Who answered, when and in which paragraph of the minutes."""
    _id, responder, decided, received, paragraph = response or (None,) * 5
    return {
        "answered_on": decided or received,
        "received_on": received,
        "paragraph": paragraph,
        "responder": responder,
    }


def _spoken_for(connection: Connection, responses: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Audit id → the bodies that a joint answer speaks for there: one decision may answer several audits."""
    joint = _by_first(in_portions(connection, _SPOKEN_FOR, sorted(set(responses.values()))))
    found = {}
    for audit, response in responses.items():
        if response in joint:
            audited = _auditees(connection, audit)
            every = joint[response]
            concerned = [name for name, body in every if body in audited] or [name for name, _body in every]
            found[audit] = tuple(sorted(concerned, key=swedish_key))
    return found


def _auditees(connection: Connection, audit: str) -> set[str]:
    rows = connection.execute(
        f"SELECT {last('k.body')} FROM audit_auditee k WHERE k.audit = ? AND k.removed IS NULL", (audit,)
    )
    return {row[0] for row in rows.fetchall()}


def _by_first(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Rows by their first value, without it."""
    found: dict[str, list[Row]] = {}
    for first, *rest in rows:
        found.setdefault(first, []).append(rest)
    return found


def stances_of(connection: Connection, recommendation: str) -> tuple[StanceView, ...]:
    """What bodies' answers say of a recommendation, newest first."""
    rows = connection.execute(
        "SELECT b.name, r.decided_on, r.paragraph, l.stance, l.self_assessment, l.text FROM response_line_target t "
        "JOIN response_line l ON l.id = t.response_line AND l.removed IS NULL "
        "JOIN response r ON r.id = l.response AND r.removed IS NULL "
        f"LEFT JOIN body b ON b.id = {last('r.responder')} "
        "WHERE t.recommendation = ? AND t.removed IS NULL ORDER BY coalesce(r.decided_on, r.received_on) DESC, l.id",
        (recommendation,),
    ).fetchall()
    return tuple(StanceView(*row) for row in rows)
