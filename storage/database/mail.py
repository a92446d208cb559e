"""Letters as they are kept, with who they go to and who signs them."""

from storage.database.connection import Connection
from storage.database.projection import select, to_record
from storage.domain.letters import Letter, LetterQuestion, LetterRecipient


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


def questions(connection: Connection, letter: str) -> list[LetterQuestion]:
    """The questions that a letter asks, in the order they were written."""
    rows = connection.execute(
        f"{select('letter_question')} WHERE letter = ? AND removed IS NULL ORDER BY rid", (letter,)
    ).fetchall()
    return [to_record(LetterQuestion, row) for row in rows]


def person_named(connection: Connection, name: str | None, title: str | None) -> str | None:
    """The id of the oldest person with this name and title."""
    row = connection.execute(
        "SELECT id FROM person WHERE removed IS NULL AND name IS ? AND title IS ? ORDER BY rid LIMIT 1", (name, title)
    ).fetchone()
    return None if row is None else str(row[0])


def documents_of(connection: Connection, letter: str) -> list[tuple[str, str, str]]:
    """(name, SHA-256, made on) of the files of a letter, oldest first."""
    return connection.execute(
        "SELECT name, sha256, made_on FROM document WHERE letter = ? AND removed IS NULL ORDER BY rid", (letter,)
    ).fetchall()
