"""Letters and answers with what they point at, in a few questions however many they are."""

from collections.abc import Iterable, Sequence

from storage.database.connection import Connection
from storage.database.portions import in_portions
from storage.database.projection import select, to_record
from storage.database.survivors import last, names
from storage.domain.letter_views import LineView, RecipientView, TargetView
from storage.domain.letters import LetterRecipient, Response, ResponseLine
from storage.domain.order import swedish_key
from storage.domain.value import Value
from storage.domain.views import StanceView

AUDIT_NAME = "coalesce(a.short_title, a.title, '')"


def recipients_of(connection: Connection, letter: str) -> tuple[RecipientView, ...]:
    """Who a letter goes to, in Swedish order of their names."""
    rows = connection.execute(
        f"{select('letter_recipient')} WHERE letter = ? AND removed IS NULL ORDER BY rid", (letter,)
    ).fetchall()
    bodies = names(connection, "body")
    found = [to_record(LetterRecipient, row) for row in rows]
    views = [
        RecipientView(one, bodies.get(one.body or "", ""), bodies.get(one.through or "") if one.through else None)
        for one in found
    ]
    return tuple(sorted(views, key=lambda view: swedish_key(view.name)))


def targets(connection: Connection, entity: str, ids: Sequence[str]) -> dict[str, TargetView]:
    """Id → what an answer may be about, of those that are there."""
    sql = {
        "recommendation": f"SELECT r.id, {AUDIT_NAME}, r.number, r.text FROM recommendation r "
        "JOIN audit a ON a.id = r.audit AND a.removed IS NULL WHERE r.removed IS NULL AND r.id IN ({})",
        "letter_question": "SELECT q.id, coalesce(l.registry_number, l.dated, l.decided, ''), q.number, q.text "
        "FROM letter_question q JOIN letter l ON l.id = q.letter AND l.removed IS NULL "
        "WHERE q.removed IS NULL AND q.id IN ({})",
    }[entity]
    return {
        str(record): TargetView(entity, str(record), str(about), _text(number), _text(text))
        for record, about, number, text in asked(connection, sql, ids)
    }


def lines(connection: Connection, response: str) -> list[ResponseLine]:
    """The lines of an answer, in the order they were written."""
    rows = connection.execute(
        f"{select('response_line')} WHERE response = ? AND removed IS NULL ORDER BY rid", (response,)
    ).fetchall()
    return [to_record(ResponseLine, row) for row in rows]


def lines_about(connection: Connection, questions: Sequence[str]) -> dict[str, list[ResponseLine]]:
    """Letter's question → the lines that answer it, of the newest answer first."""
    sql = (
        "SELECT t.question, l.id FROM response_line_target t "
        "JOIN response_line l ON l.id = t.response_line AND l.removed IS NULL "
        "JOIN response r ON r.id = l.response AND r.removed IS NULL WHERE t.removed IS NULL AND t.question IN ({}) "
        "ORDER BY coalesce(r.decided_on, r.received_on) DESC, l.rid"
    )
    pairs = [(str(question), str(line)) for question, line in asked(connection, sql, questions)]
    chosen = f"{select('response_line')} WHERE id IN ({{}})"
    found = {
        str(row[0]): to_record(ResponseLine, row) for row in asked(connection, chosen, [line for _, line in pairs])
    }
    about: dict[str, list[ResponseLine]] = {}
    for question, line in pairs:
        about.setdefault(question, []).append(found[line])
    return about


def said_elsewhere(connection: Connection, target: str, response: str) -> tuple[StanceView, ...]:
    """What other answers than this one say of a recommendation or a question, newest first."""
    rows = connection.execute(
        "SELECT b.name, coalesce(r.decided_on, r.received_on), r.paragraph, l.stance, l.self_assessment, l.text "
        "FROM response_line_target t JOIN response_line l ON l.id = t.response_line AND l.removed IS NULL "
        "JOIN response r ON r.id = l.response AND r.removed IS NULL "
        f"LEFT JOIN body b ON b.id = {last('r.responder')} "
        "WHERE (t.recommendation = ?1 OR t.question = ?1) AND t.removed IS NULL AND r.id <> ?2 "
        "ORDER BY 2 DESC, l.rid",
        (target, response),
    ).fetchall()
    return tuple(StanceView(*row) for row in rows)


def with_targets(connection: Connection, found: Sequence[ResponseLine]) -> tuple[LineView, ...]:
    """Lines with what each is about."""
    sql = (
        "SELECT response_line, recommendation, question FROM response_line_target "
        "WHERE removed IS NULL AND response_line IN ({}) ORDER BY rid"
    )
    links = asked(connection, sql, [line.id for line in found])
    known = targets(connection, "recommendation", [str(link[1]) for link in links if link[1]])
    known |= targets(connection, "letter_question", [str(link[2]) for link in links if link[2]])
    about: dict[str, list[TargetView]] = {}
    for line, recommendation, question in links:
        target = known.get(str(recommendation or question))
        if target is not None:
            about.setdefault(str(line), []).append(target)
    return tuple(LineView(line, tuple(about.get(line.id, ()))) for line in found)


def responses(connection: Connection, ids: Iterable[str]) -> list[Response]:
    """These answers, newest first."""
    rows = asked(connection, f"{select('response')} WHERE removed IS NULL AND id IN ({{}})", list(ids))
    found = [to_record(Response, row) for row in rows]
    return sorted(found, key=lambda one: (one.decided_on or one.received_on or "", one.id), reverse=True)


def asked(connection: Connection, sql: str, values: Sequence[str]) -> list[tuple[Value, ...]]:
    """The rows of a question with `{}` for the values, which go into it in portions."""
    return in_portions(connection, sql, list(dict.fromkeys(values)))


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
