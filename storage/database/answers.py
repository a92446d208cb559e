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
    letters = _by_first(in_portions(connection, _NEWEST_LETTERS, audits))
    responses = _by_first(in_portions(connection, _NEWEST_RESPONSES, audits))
    return {
        audit: AnswerFacts(**_asked(letters.get(audit, ())), **_answered(responses.get(audit, ()))) for audit in audits
    }


_NEWEST_LETTERS = (
    "SELECT w.audit, w.decided, w.answer_due, k.letter, coalesce(b.name, ''), k.role = 'answer' AND k.through IS NULL, "
    "k.answer_due, k.extension_requested, k.extension_decision, k.extension_due FROM ("
    "SELECT k.audit, l.id, l.decided, l.answer_due, row_number() OVER "
    "(PARTITION BY k.audit ORDER BY l.kind = 'missiv' DESC, coalesce(l.dated, l.decided) DESC, l.rid DESC) AS place "
    "FROM letter_audit k JOIN letter l ON l.id = k.letter "
    "WHERE k.audit IN ({}) AND k.removed IS NULL AND l.removed IS NULL AND +l.followup IS NULL "
    f"AND l.kind IN ({', '.join(repr(kind) for kind in ASKING)})) w "
    "LEFT JOIN letter_recipient k ON k.letter = w.id AND k.removed IS NULL "
    f"LEFT JOIN body b ON b.id = {last('k.body')} WHERE w.place = 1 ORDER BY k.rid"
)
"""Each with its recipients. The `+` keeps SQLite from going through all letters that are about no follow-up: most."""
_CONCERNED = (
    f"EXISTS (SELECT 1 FROM audit_auditee k WHERE k.audit = w.audit AND k.removed IS NULL AND {last('k.body')} = b.id)"
)
_NEWEST_RESPONSES = (
    "SELECT w.audit, w.name, w.decided_on, w.received_on, w.paragraph, o.response, b.name, b.id, "
    f"{_CONCERNED} FROM (SELECT k.audit, r.id, b.name, r.decided_on, r.received_on, r.paragraph, row_number() OVER "
    "(PARTITION BY k.audit ORDER BY coalesce(r.decided_on, r.received_on) DESC, r.rid DESC) AS place "
    "FROM response_audit k JOIN response r ON r.id = k.response "
    f"LEFT JOIN body b ON b.id = {last('r.responder')} "
    "WHERE k.audit IN ({}) AND k.removed IS NULL AND r.removed IS NULL AND r.kind = 'answer') w "
    "LEFT JOIN response_on_behalf_of o ON o.response = w.id AND o.removed IS NULL "
    f"LEFT JOIN body b ON b.id = {last('o.body')} WHERE w.place = 1"
)
"""Each with the bodies that a joint answer speaks for, and whether the audit concerns them."""


def _asked(rows: Sequence[Row]) -> dict[str, Any]:
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


def _by_first(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Rows by their first value, without it."""
    found: dict[str, list[Row]] = {}
    for first, *rest in rows:
        found.setdefault(first, []).append(rest)
    return found


def stances_of(connection: Connection, recommendation: str) -> tuple[StanceView, ...]:
    """What bodies' answers say of a recommendation, newest first."""
    return stances_in(connection, [recommendation]).get(recommendation, ())


def stances_in(connection: Connection, recommendations: Sequence[str]) -> dict[str, tuple[StanceView, ...]]:
    """The same of many recommendations at a time, of those that answers say something of."""
    sql = (
        "SELECT t.recommendation, b.name, r.decided_on, r.paragraph, l.stance, l.self_assessment, l.text "
        "FROM response_line_target t "
        "JOIN response_line l ON l.id = t.response_line AND l.removed IS NULL "
        "JOIN response r ON r.id = l.response AND r.removed IS NULL "
        f"LEFT JOIN body b ON b.id = {last('r.responder')} WHERE t.recommendation IN ({{}}) AND t.removed IS NULL "
        "ORDER BY coalesce(r.decided_on, r.received_on) DESC, l.id"
    )
    rows = _by_first(in_portions(connection, sql, recommendations))
    return {recommendation: tuple(StanceView(*row) for row in some) for recommendation, some in rows.items()}
