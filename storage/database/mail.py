"""Letters as they are kept, with who they go to and who signs them."""

from collections.abc import Iterable

from storage.database.connection import Connection
from storage.database.projection import select, to_record
from storage.database.survivors import last, names
from storage.domain.letters import Letter, LetterQuestion, LetterRecipient
from storage.domain.order import swedish_key
from storage.domain.views import LetterView


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
        f"SELECT {last('p.id', 'person')} FROM person p WHERE removed IS NULL AND name IS ? AND title IS ? "
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
    titles = _gathered(
        connection.execute(
            "SELECT k.letter, coalesce(a.short_title, a.title, '') FROM letter_audit k JOIN audit a ON a.id = k.audit "
            "WHERE k.removed IS NULL AND a.removed IS NULL"
        ).fetchall()
    )
    bodies = names(connection, "body")
    recipients = _gathered(
        connection.execute(
            "SELECT letter, body, coalesce(role, '') FROM letter_recipient WHERE removed IS NULL ORDER BY rid"
        ).fetchall()
    )
    files = _gathered(
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


def _gathered(rows: Iterable[tuple[str, ...]]) -> dict[str, list[tuple[str, ...]]]:
    """First column → the rest of its rows."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for owner, *rest in rows:
        found.setdefault(owner, []).append(tuple(rest))
    return found


def _by_name(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(dict.fromkeys(pairs), key=lambda pair: swedish_key(pair[0])))
