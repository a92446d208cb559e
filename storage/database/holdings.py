"""Holdings of audits and other sources: questions of letters, statements of bodies, and links between points."""

from collections.abc import Collection, Sequence

from storage.database.connection import Connection
from storage.database.names import merged_id, names_by_id
from storage.database.projection import batched_query, json_array, prefixed, rows_by_owner, to_record
from storage.database.responses import ANSWERING_KINDS
from storage.domain.material import LinkedPoint, PutQuestion, QuestionLetter, Statement
from storage.domain.records import Audit, Letter, LetterQuestion, Recommendation
from storage.domain.vocabulary import ENTITIES

_TARGETS = ("recommendation", "question")


def statements_about(
    connection: Connection, recommendations: Collection[str], questions: Collection[str]
) -> dict[str, tuple[Statement, ...]]:
    """Map recommendations and letters' questions to what responses of any kind say of them, newest first."""
    found: dict[str, tuple[Statement, ...]] = {}
    for target, ids in zip(_TARGETS, (recommendations, questions), strict=True):
        sql = (
            f"SELECT t.{target}, b.name, r.kind, coalesce(r.decided_on, r.received_on), r.paragraph, l.stance, "
            "l.self_assessment, l.text FROM response_line_target t "
            "JOIN response_line l ON l.id = t.response_line AND l.removed IS NULL "
            "JOIN response r ON r.id = l.response AND r.removed IS NULL "
            f"LEFT JOIN body b ON b.id = {merged_id('r.responder')} "
            f"WHERE t.removed IS NULL AND t.{target} IN ({{}}) "
            "ORDER BY coalesce(r.decided_on, r.received_on) DESC, r.rid DESC, l.rid"
        )
        rows = rows_by_owner(batched_query(connection, sql, ids))
        found |= {one: tuple(Statement(*row) for row in some) for one, some in rows.items()}
    return found


def question_letters(connection: Connection, audits: Sequence[str]) -> dict[str, tuple[QuestionLetter, ...]]:
    """Map audits to the letters about them that put questions, oldest first."""
    sql = (
        f"SELECT k.audit, {prefixed('l', 'letter')}, {prefixed('q', 'letter_question')} FROM letter_audit k "
        "JOIN letter l ON l.id = k.letter AND l.removed IS NULL "
        "JOIN letter_question q ON q.letter = l.id AND q.removed IS NULL "
        "WHERE k.removed IS NULL AND k.audit IN ({}) "
        "ORDER BY coalesce(l.dated, l.decided, ''), l.rid, q.rid"
    )
    split = len(ENTITIES["letter"].__struct_fields__)
    bodies = names_by_id(connection, "body")
    rows = rows_by_owner(batched_query(connection, sql, audits))
    asked = {row[split]: to_record(LetterQuestion, row[split:]) for some in rows.values() for row in some}
    said = statements_about(connection, (), asked)
    put = {one: _put(question, bodies, said.get(one, ())) for one, question in asked.items()}
    found: dict[str, tuple[QuestionLetter, ...]] = {}
    for audit, some in rows.items():
        letters = {row[0]: to_record(Letter, row[:split]) for row in some}
        found[audit] = tuple(
            QuestionLetter(letter, tuple(put[row[split]] for row in some if row[0] == one))
            for one, letter in letters.items()
        )
    return found


def _put(question: LetterQuestion, bodies: dict[str, str], said: tuple[Statement, ...]) -> PutQuestion:
    return PutQuestion(
        question=question,
        body=bodies.get(question.body) if question.body else None,
        statements=said,
        answered=any((one.kind or "answer") in ANSWERING_KINDS for one in said),
    )


def links_of(connection: Connection, recommendations: Collection[str]) -> tuple[LinkedPoint, ...]:
    """Return the links of recommendations with others, whichever of the two refers to the other, in printed order."""
    sql = (
        "WITH k(one, other) AS (SELECT recommendation, related FROM recommendation_related WHERE removed IS NULL "
        "AND recommendation IN (SELECT value FROM json_each(?1)) UNION "
        "SELECT related, recommendation FROM recommendation_related WHERE removed IS NULL "
        "AND related IN (SELECT value FROM json_each(?1))) "
        f"SELECT k.one, {prefixed('r', 'recommendation')}, a.id, a.title, a.short_title, a.source FROM k "
        "JOIN recommendation r ON r.id = k.other AND r.removed IS NULL "
        "JOIN audit a ON a.id = r.audit AND a.removed IS NULL "
        "ORDER BY swedish(a.years), swedish(a.title), a.id, r.position, r.id, k.one"
    )
    width = len(ENTITIES["recommendation"].__struct_fields__)
    rows = connection.execute(sql, (json_array(recommendations),)).fetchall()
    return tuple(
        LinkedPoint(row[0], to_record(Recommendation, row[1 : 1 + width]), _titled(*row[1 + width :])) for row in rows
    )


def _titled(audit: str, title: str | None, short_title: str | None, source: str | None) -> Audit:
    return Audit(id=audit, title=title, short_title=short_title, source=source)
