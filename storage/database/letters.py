"""Letters, the bodies that they request responses of, and the audits that they are about."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from storage.database.connection import Connection
from storage.database.names import AUDIT_NAME, merged_id, names_by_id
from storage.database.projection import (
    batched_query,
    query_column,
    rows_by_owner,
    select_record,
    select_records,
    values_by_owner,
)
from storage.domain.body_names import body_key
from storage.domain.records import Letter, LetterQuestion, LetterRecipient, Named
from storage.domain.scale import NOT_IMPLEMENTED, PARTIAL
from storage.domain.text import swedish_key
from storage.domain.views import LetterRow, LetterView, RecipientView

REMINDER, EXTENSION = "reminder", "extension"
_ROLE_ORDER = {"answer": 0, "action": 1}


class RequestingLetter(Struct, frozen=True):
    """A letter, as far as its responses are concerned."""

    id: str
    kind: str | None
    sent: str | None
    """Its own date, else that of its decision."""
    due: str | None
    registry_number: str | None


class RequestedBody(Struct, frozen=True):
    """A body that a letter requests a response of."""

    id: str
    """Id of the link between letter and body."""
    letter: str
    body: str
    through: str | None
    due: str | None
    requested: str | None
    decision: str | None
    extended: str | None

    @property
    def answering(self) -> str:
        """Id of the body whose response is awaited."""
        return self.through or self.body


class LetterSubject(Struct, frozen=True):
    """An audit that letters are about."""

    named: Named
    auditees: frozenset[str]
    responsible: str | None


def letters_with_ids(connection: Connection, ids: Sequence[str]) -> list[RequestingLetter]:
    """Return these letters, without removed ones."""
    sql = (
        "SELECT id, kind, coalesce(dated, decided), answer_due, registry_number FROM letter "
        "WHERE removed IS NULL AND id IN ({})"
    )
    return [RequestingLetter(*row) for row in batched_query(connection, sql, ids)]


def every_letter_id(connection: Connection) -> list[str]:
    """Return the ids of all letters, oldest row first."""
    return query_column(connection, "SELECT id FROM letter WHERE removed IS NULL ORDER BY rid")


def letters_about(connection: Connection, audit: str) -> list[str]:
    """Return the ids of the letters about an audit, the oldest first."""
    return query_column(
        connection,
        "SELECT l.id FROM letter_audit k JOIN letter l ON l.id = k.letter AND l.removed IS NULL "
        "WHERE k.audit = ? AND k.removed IS NULL ORDER BY coalesce(l.dated, l.decided), l.rid",
        audit,
    )


def newest_missiv(connection: Connection, audit: str | None, followup: str | None) -> Letter | None:
    """Return the newest letter that hands over the report of an audit, or of a follow-up."""
    of_audit = "followup IS NULL AND id IN (SELECT letter FROM letter_audit WHERE audit = ?1 AND removed IS NULL)"
    about = "followup = ?1" if followup else of_audit
    newest = "ORDER BY coalesce(dated, decided) DESC, rid DESC LIMIT 1"
    where = f"WHERE kind = 'missiv' AND removed IS NULL AND {about} {newest}"
    return select_record(connection, Letter, where, followup or audit)


def requested_bodies(connection: Connection, letters: Sequence[str]) -> dict[str, list[RequestedBody]]:
    """Map letters to the recipients whose role is to respond."""
    sql = (
        f"SELECT k.letter, k.id, k.letter, {merged_id('k.body')}, {merged_id('k.through')}, k.answer_due, "
        "k.extension_requested, k.extension_decision, k.extension_due FROM letter_recipient k "
        "WHERE k.removed IS NULL AND k.role = 'answer' AND k.body IS NOT NULL AND k.letter IN ({}) ORDER BY k.rid"
    )
    rows = rows_by_owner(batched_query(connection, sql, letters))
    return {letter: [RequestedBody(*row) for row in bodies] for letter, bodies in rows.items()}


def requests_about(connection: Connection, audits: Iterable[str]) -> dict[str, list[tuple[str, str | None]]]:
    """Map audits to (body that is to respond, date) of the letters that first request a response about them."""
    answering = f"CASE WHEN k.through IS NULL THEN {merged_id('k.body')} ELSE {merged_id('k.through')} END"
    sql = (
        f"SELECT a.audit, {answering}, coalesce(l.dated, l.decided) FROM letter_audit a "
        "JOIN letter l ON l.id = a.letter AND l.removed IS NULL "
        f"AND coalesce(l.kind, '') NOT IN ('{REMINDER}', '{EXTENSION}') "
        "JOIN letter_recipient k ON k.letter = l.id AND k.removed IS NULL AND k.role = 'answer' "
        "WHERE a.removed IS NULL AND a.audit IN ({}) ORDER BY l.rid"
    )
    rows = rows_by_owner(batched_query(connection, sql, audits))
    return {audit: [(body, sent) for body, sent in requests] for audit, requests in rows.items()}


def audits_of_letters(connection: Connection, letters: Sequence[str]) -> dict[str, list[str]]:
    """Map letters to the ids of the audits that they are about."""
    sql = (
        "SELECT k.letter, k.audit FROM letter_audit k JOIN audit a ON a.id = k.audit AND a.removed IS NULL "
        "WHERE k.removed IS NULL AND k.letter IN ({}) ORDER BY k.rid"
    )
    return values_by_owner(batched_query(connection, sql, letters))


def addressee_ids(connection: Connection, recommendations: Sequence[str]) -> dict[str, list[str]]:
    """Map recommendations to the ids of the bodies that they are directed to by themselves."""
    sql = (
        f"SELECT k.recommendation, {merged_id('k.body')} FROM recommendation_addressee k "
        "WHERE k.removed IS NULL AND k.recommendation IN ({}) ORDER BY k.rid"
    )
    return values_by_owner(batched_query(connection, sql, recommendations))


def audit_facts(connection: Connection, audits: Iterable[str]) -> dict[str, LetterSubject]:
    """Map audits to their names, audited bodies and responsible persons."""
    ids = list(audits)
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


def remaining_in_followup(connection: Connection, letter: str) -> set[str] | None:
    """Return the recommendations left to implement by the follow-up that a letter hands over.

    None for a letter of an audit's own, and of a follow-up that has assessed nothing.
    """
    row = connection.execute("SELECT followup FROM letter WHERE id = ?", (letter,)).fetchone()
    if row is None or row[0] is None:
        return None
    sql = (
        "SELECT a.recommendation, l.means FROM assessment a JOIN level l ON l.id = a.level "
        "WHERE a.followup = ? AND a.removed IS NULL"
    )
    assessed = connection.execute(sql, (row[0],)).fetchall()
    return {point for point, means in assessed if means in {PARTIAL, NOT_IMPLEMENTED}} if assessed else None


def recipients(connection: Connection, letter: str) -> list[LetterRecipient]:
    """Return the recipients of a letter, in the order they were written."""
    return select_records(connection, LetterRecipient, "WHERE letter = ? AND removed IS NULL ORDER BY rid", letter)


def recipients_of(connection: Connection, letter: str) -> tuple[RecipientView, ...]:
    """Return the recipients of a letter, in the order of bodies."""
    bodies = names_by_id(connection, "body")
    views = [
        RecipientView(one, bodies.get(one.body or "", ""), bodies.get(one.through or "") if one.through else None)
        for one in recipients(connection, letter)
    ]
    return tuple(sorted(views, key=lambda view: body_key(view.name)))


def questions(connection: Connection, letter: str) -> list[LetterQuestion]:
    """Return the questions of a letter, in the order they were written."""
    return select_records(connection, LetterQuestion, "WHERE letter = ? AND removed IS NULL ORDER BY rid", letter)


def signer_links(connection: Connection, owner: str, record: str) -> list[str]:
    """Return the ids of the links from a `followup` or a `letter` to its signers."""
    sql = f"SELECT id FROM {owner}_signer WHERE {owner} = ? AND removed IS NULL ORDER BY position, rid"
    return query_column(connection, sql, record)


def newest_signed(connection: Connection) -> str | None:
    """Return the id of the newest letter of which the register knows who signed it."""
    sql = (
        "SELECT l.id FROM letter l WHERE l.removed IS NULL AND EXISTS (SELECT 1 FROM letter_signer s "
        "WHERE s.letter = l.id AND s.removed IS NULL) ORDER BY coalesce(l.dated, l.decided) DESC, l.rid DESC LIMIT 1"
    )
    return next(iter(query_column(connection, sql)), None)


def person_named(connection: Connection, name: str | None, title: str | None) -> str | None:
    """Return the id of the oldest person with this name and title; of a merged one, that of the other."""
    sql = (
        f"SELECT {merged_id('p.id', 'person')} FROM person p WHERE removed IS NULL AND name IS ? AND title IS ? "
        "ORDER BY rid LIMIT 1"
    )
    return next(iter(query_column(connection, sql, name, title)), None)


def documents_of(connection: Connection, letter: str) -> list[tuple[str, str, str]]:
    """Return (name, SHA-256, made on) of the files of a letter, oldest first."""
    return connection.execute(
        "SELECT name, sha256, made_on FROM document WHERE letter = ? AND removed IS NULL ORDER BY rid", (letter,)
    ).fetchall()


def letters_at(connection: Connection, rids: Sequence[int]) -> list[LetterRow]:
    """Return the letters with these row numbers, in the same order, without response outcomes or removed ones."""
    sql = (
        "SELECT l.rid, l.id, l.kind, coalesce(l.dated, l.decided), l.answer_due, l.followup, f.title FROM letter l "
        "LEFT JOIN followup f ON f.id = l.followup WHERE l.removed IS NULL AND l.rid IN ({})"
    )
    rows = {row[0]: row for row in batched_query(connection, sql, rids)}
    ids = [row[1] for row in rows.values()]
    about = (
        f"SELECT k.letter, a.id, {AUDIT_NAME} FROM letter_audit k JOIN audit a ON a.id = k.audit "
        "AND a.removed IS NULL WHERE k.removed IS NULL AND k.letter IN ({})"
    )
    to = "SELECT letter, body, role FROM letter_recipient WHERE removed IS NULL AND letter IN ({})"
    audits = rows_by_owner(batched_query(connection, about, ids))
    recipients = rows_by_owner(batched_query(connection, to, ids))
    bodies = names_by_id(connection, "body")
    return [
        LetterRow(
            id=letter,
            kind=kind,
            dated=dated,
            about=sorted_names(name for _audit, name in audits.get(letter, ())) or ((title,) if title else ()),
            recipients=_by_role([(role, bodies.get(body or "", "")) for body, role in recipients.get(letter, ())]),
            due=due,
            audits=tuple(audit for audit, _name in audits.get(letter, ())),
            followup=followup,
        )
        for _rid, letter, kind, dated, due, followup, title in (rows[rid] for rid in rids if rid in rows)
    ]


def sorted_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are not empty, in Swedish order."""
    return tuple(sorted(filter(None, names), key=swedish_key))


def ordered_bodies(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names of bodies that are not empty, in the order of bodies."""
    return tuple(sorted(filter(None, names), key=body_key))


def _by_role(recipients: Sequence[tuple[str | None, str]]) -> tuple[str, ...]:
    """Return the names of (role, name): bodies that respond first, then those that act, then in their order."""
    ordered = sorted((_ROLE_ORDER.get(role or "", 2), body_key(name), name) for role, name in recipients)
    return tuple(dict.fromkeys(name for _place, _key, name in ordered if name))


def letter_views(connection: Connection, ids: Iterable[str]) -> list[LetterView]:
    """Return these letters, in the same order, with their audits, recipients and files."""

    def rows(sql: str) -> list[tuple[Any, ...]]:
        return connection.execute(sql).fetchall()

    columns = "id, kind, decided, dated, answer_due, registry_number"
    letters = {row[0]: row for row in rows(f"SELECT {columns} FROM letter WHERE removed IS NULL")}
    titles = values_by_owner(
        rows(
            f"SELECT k.letter, {AUDIT_NAME} FROM letter_audit k JOIN audit a ON a.id = k.audit "
            "WHERE k.removed IS NULL AND a.removed IS NULL"
        )
    )
    bodies = names_by_id(connection, "body")
    recipients = rows_by_owner(
        rows("SELECT letter, body, coalesce(role, '') FROM letter_recipient WHERE removed IS NULL ORDER BY rid")
    )
    files = rows_by_owner(
        rows(
            "SELECT letter, name, coalesce(sha256, ''), coalesce(made_on, '') FROM document "
            "WHERE letter IS NOT NULL AND removed IS NULL ORDER BY rid"
        )
    )
    return [
        LetterView(
            id=letter,
            kind=kind,
            decided=decided,
            dated=dated,
            answer_due=due,
            registry_number=number,
            audits=sorted_names(titles.get(letter, ())),
            recipients=_by_name((bodies[body], role) for body, role in recipients.get(letter, ()) if body in bodies),
            files=tuple((name, sha256, made_on) for name, sha256, made_on in files.get(letter, ())),
        )
        for letter, kind, decided, dated, due, number in (letters[each] for each in ids if each in letters)
    ]


def _by_name(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(dict.fromkeys(pairs), key=lambda pair: body_key(pair[0])))
