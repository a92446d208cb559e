"""Who was asked for an answer, and what was answered: the rows that outcomes are made from, a few questions in all."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from storage.database.connection import Connection
from storage.database.portions import in_portions
from storage.database.post import AUDIT_NAME
from storage.database.survivors import last
from storage.domain.entry_views import Named
from storage.domain.scale import NOT_IMPLEMENTED, PARTIAL

ANSWERING = ("answer", "supplementary")
"""Kinds of answers that answer for good; others tell how far it has come."""
REMINDER, EXTENSION = "reminder", "extension"


class AskingLetter(Struct, frozen=True):
    """A letter, as far as its answers are concerned."""

    id: str
    kind: str | None
    sent: str | None
    """Its own day, else that of its decision."""
    due: str | None
    registry_number: str | None


class AskedBody(Struct, frozen=True):
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


class GivenAnswer(Struct, frozen=True):
    """An answer, and for whom."""

    id: str
    responder: str | None
    decided_on: str | None
    received_on: str | None
    override: int | None
    override_reason: str | None
    bodies: frozenset[str]
    """The responder and those that it answers for."""


class AuditFacts(Struct, frozen=True):
    """An audit that letters are about."""

    named: Named
    auditees: frozenset[str]
    responsible: str | None


def letters_with_ids(connection: Connection, ids: Sequence[str]) -> list[AskingLetter]:
    """These letters, but those taken out."""
    sql = (
        "SELECT id, kind, coalesce(dated, decided), answer_due, registry_number FROM letter "
        "WHERE removed IS NULL AND id IN ({})"
    )
    return [AskingLetter(*row) for row in in_portions(connection, sql, ids)]


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


def asked_bodies(connection: Connection, letters: Sequence[str]) -> dict[str, list[AskedBody]]:
    """Letter → those of its recipients that are to answer."""
    sql = (
        f"SELECT k.id, k.letter, {last('k.body')}, {last('k.through')}, k.answer_due, k.extension_requested, "
        "k.extension_decision, k.extension_due FROM letter_recipient k "
        "WHERE k.removed IS NULL AND k.role = 'answer' AND k.body IS NOT NULL AND k.letter IN ({}) ORDER BY k.rid"
    )
    return gathered((str(row[1]), AskedBody(*row)) for row in in_portions(connection, sql, letters))


def audits_of_letters(connection: Connection, letters: Sequence[str]) -> dict[str, list[str]]:
    """Letter → ids of the audits that it is about."""
    sql = (
        "SELECT k.letter, k.audit FROM letter_audit k JOIN audit a ON a.id = k.audit AND a.removed IS NULL "
        "WHERE k.removed IS NULL AND k.letter IN ({}) ORDER BY k.rid"
    )
    return gathered(in_portions(connection, sql, letters))


def audit_facts(connection: Connection, audits: Iterable[str]) -> dict[str, AuditFacts]:
    """Audit → what it is called, whom it is about and who is responsible for it."""
    ids = list(dict.fromkeys(audits))
    of_audit = f"SELECT k.audit, {last('k.body')} FROM audit_auditee k WHERE k.removed IS NULL AND k.audit IN ({{}})"
    auditees = gathered(in_portions(connection, of_audit, ids))
    responsible = f"CASE WHEN a.responsible IS NOT NULL THEN {last('a.responsible', 'person')} END"
    named = (
        f"SELECT a.id, {AUDIT_NAME}, a.source, {responsible} FROM audit a WHERE a.removed IS NULL AND a.id IN ({{}})"
    )
    return {
        audit: AuditFacts(Named("audit", audit, name, source), frozenset(auditees.get(audit, ())), person)
        for audit, name, source, person in in_portions(connection, named, ids)
    }


def answers_about(connection: Connection, audits: Iterable[str]) -> dict[str, list[str]]:
    """Audit → ids of the answers that are about it."""
    sql = "SELECT audit, response FROM response_audit WHERE removed IS NULL AND audit IN ({})"
    return gathered(in_portions(connection, sql, list(dict.fromkeys(audits))))


def answers_to_questions(connection: Connection, letters: Sequence[str]) -> dict[str, list[str]]:
    """Letter → ids of the answers to its questions."""
    sql = (
        "SELECT DISTINCT q.letter, n.response FROM letter_question q "
        "JOIN response_line_target t ON t.question = q.id AND t.removed IS NULL "
        "JOIN response_line n ON n.id = t.response_line AND n.removed IS NULL "
        "WHERE q.removed IS NULL AND n.response IS NOT NULL AND q.letter IN ({})"
    )
    return gathered(in_portions(connection, sql, letters))


def given_answers(connection: Connection, ids: Iterable[str]) -> dict[str, GivenAnswer]:
    """Answer → who gave it, for whom and when; of those that answer for good."""
    chosen = list(dict.fromkeys(ids))
    behalf: Mapping[str, list[str]] = gathered(
        in_portions(
            connection,
            f"SELECT k.response, {last('k.body')} FROM response_on_behalf_of k "
            "WHERE k.removed IS NULL AND k.response IN ({})",
            chosen,
        )
    )
    kinds = ", ".join(repr(kind) for kind in ANSWERING)
    sql = (
        f"SELECT r.id, {last('r.responder')}, r.decided_on, r.received_on, r.on_time_override, r.override_reason "
        f"FROM response r WHERE r.removed IS NULL AND coalesce(r.kind, 'answer') IN ({kinds}) AND r.id IN ({{}})"
    )
    return {
        answer: GivenAnswer(
            id=answer,
            responder=responder,
            decided_on=decided,
            received_on=received,
            override=override,
            override_reason=reason,
            bodies=frozenset(body for body in (responder, *behalf.get(answer, ())) if body),
        )
        for answer, responder, decided, received, override, reason in in_portions(connection, sql, chosen)
    }


def gathered(pairs: Iterable[Any]) -> dict[str, list[Any]]:
    """First of each pair → the others of its pairs."""
    found: dict[str, list[Any]] = {}
    for first, second in pairs:
        found.setdefault(first, []).append(second)
    return found


def left_in_followup_of(connection: Connection, letter: str) -> set[str] | None:
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
