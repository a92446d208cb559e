"""What is known of audits' letters and answers."""

from collections.abc import Sequence

from storage.database.connection import Connection
from storage.database.projection import select, to_record
from storage.domain.letters import Letter, LetterRecipient, Response
from storage.domain.order import swedish_key
from storage.domain.views import AnswerFacts, StanceView

ASKING = ("missiv", "reminder", "extension")


def answers_of(connection: Connection, audits: Sequence[str]) -> dict[str, AnswerFacts]:
    """Audit id → the facts of its newest letter that asks for an answer, and of its newest answer."""
    return {audit: _facts(connection, audit) for audit in audits}


def _facts(connection: Connection, audit: str) -> AnswerFacts:
    letter = _newest_letter(connection, audit)
    response = _newest_response(connection, audit)
    recipients = _recipients(connection, letter.id) if letter else []
    asked = [(r, name) for r, name in recipients if r.role == "answer" and r.through is None]
    first = asked[0][0] if asked else None
    due = max((r.answer_due for r, _ in asked if r.answer_due), default=None)
    extended = next((r for r, _ in asked if r.extension_requested or r.extension_due), first)
    return AnswerFacts(
        answer_due=due or (letter.answer_due if letter else None),
        asked=tuple(name for _, name in asked),
        informed=tuple(name for r, name in recipients if r.role != "answer" or r.through is not None),
        letter_decided=letter.decided if letter else None,
        answered_on=(response.decided_on or response.received_on) if response else None,
        received_on=response.received_on if response else None,
        paragraph=response.paragraph if response else None,
        responder=_body_name(connection, response.responder) if response else None,
        on_behalf_of=_on_behalf_of(connection, response.id, audit) if response else (),
        extension_requested=extended.extension_requested if extended else None,
        extension_decision=extended.extension_decision if extended else None,
        extension_due=extended.extension_due if extended else None,
    )


def stances_of(connection: Connection, recommendation: str) -> tuple[StanceView, ...]:
    """What bodies' answers say of a recommendation, newest first."""
    rows = connection.execute(
        "SELECT b.name, r.decided_on, r.paragraph, l.stance, l.self_assessment, l.text FROM response_line_target t "
        "JOIN response_line l ON l.id = t.response_line AND l.removed IS NULL "
        "JOIN response r ON r.id = l.response AND r.removed IS NULL LEFT JOIN body b ON b.id = r.responder "
        "WHERE t.recommendation = ? AND t.removed IS NULL ORDER BY r.decided_on DESC, l.id",
        (recommendation,),
    ).fetchall()
    return tuple(StanceView(*row) for row in rows)


def _newest_letter(connection: Connection, audit: str) -> Letter | None:
    marks = ", ".join("?" * len(ASKING))
    row = connection.execute(
        f"{select('letter')} WHERE removed IS NULL AND followup IS NULL AND kind IN ({marks}) "
        "AND id IN (SELECT letter FROM letter_audit WHERE audit = ? AND removed IS NULL) "
        "ORDER BY coalesce(dated, decided) DESC, rid DESC LIMIT 1",
        (*ASKING, audit),
    ).fetchone()
    return to_record(Letter, row) if row else None


def _newest_response(connection: Connection, audit: str) -> Response | None:
    row = connection.execute(
        f"{select('response')} WHERE removed IS NULL AND kind = 'answer' "
        "AND id IN (SELECT response FROM response_audit WHERE audit = ? AND removed IS NULL) "
        "ORDER BY coalesce(decided_on, received_on) DESC, rid DESC LIMIT 1",
        (audit,),
    ).fetchone()
    return to_record(Response, row) if row else None


def _recipients(connection: Connection, letter: str) -> list[tuple[LetterRecipient, str]]:
    rows = connection.execute(
        f"{select('letter_recipient')} WHERE letter = ? AND removed IS NULL", (letter,)
    ).fetchall()
    found = [to_record(LetterRecipient, row) for row in rows]
    named = [(recipient, _body_name(connection, recipient.body) or "") for recipient in found]
    return sorted(named, key=lambda pair: swedish_key(pair[1]))


def _on_behalf_of(connection: Connection, response: str, audit: str) -> tuple[str, ...]:
    """The bodies that a joint answer speaks for in this audit: one decision may answer several audits."""
    rows = connection.execute(
        "SELECT b.name, EXISTS (SELECT 1 FROM audit_auditee k WHERE k.audit = ?2 AND k.body = b.id "
        "AND k.removed IS NULL) FROM response_on_behalf_of o JOIN body b ON b.id = o.body "
        "WHERE o.response = ?1 AND o.removed IS NULL AND b.name IS NOT NULL",
        (response, audit),
    ).fetchall()
    concerned = [name for name, audited in rows if audited] or [name for name, _ in rows]
    return tuple(sorted(concerned, key=swedish_key))


def _body_name(connection: Connection, body: str | None) -> str | None:
    row = connection.execute("SELECT name FROM body WHERE id = ?", (body,)).fetchone()
    return row[0] if row else None
