"""Holdings of audits: measures of bodies, questions of letters, statements on points, and links between points.

And the texts of imported files, of follow-ups too.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from storage.database.connection import Connection
from storage.database.names import AUDIT_NAME, merged_id, names_by_id
from storage.database.projection import batched_query, json_array, prefixed, rows_by_owner, to_record
from storage.database.responses import ANSWERING_KINDS
from storage.database.subpoints import printed_order
from storage.domain.material import LinkedPoint, PutQuestion, QuestionLetter, Statement
from storage.domain.records import Audit, Letter, LetterQuestion, Measure, Recommendation, SourceText
from storage.domain.views import MeasureView, TargetView
from storage.domain.vocabulary import ENTITIES

_OF_RECOMMENDATIONS = (
    "SELECT recommendation, measure FROM measure_recommendation WHERE removed IS NULL "
    "AND recommendation IN (SELECT value FROM json_each(?1))"
)
_ABOUT = {
    "recommendation": f"{_OF_RECOMMENDATIONS} GROUP BY 1, 2",
    "audit": "SELECT audit, id FROM measure WHERE audit IN (SELECT value FROM json_each(?1)) UNION "
    "SELECT r.audit, k.measure FROM recommendation r JOIN measure_recommendation k ON k.recommendation = r.id "
    "AND k.removed IS NULL WHERE r.audit IN (SELECT value FROM json_each(?1)) AND r.removed IS NULL",
    "response": "SELECT response, id FROM measure WHERE response IN (SELECT value FROM json_each(?1))",
}
"""Entity of a record → SQL for (record, measure) of the measures that belong to it."""
_OF_BOTH = f"{_OF_RECOMMENDATIONS} UNION SELECT audit, id FROM measure WHERE audit IN (SELECT value FROM json_each(?2))"
_UNPLACED = (
    "JOIN measure m ON m.response = {0}.response AND m.audit IS NULL WHERE {0}.removed IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM measure_recommendation p WHERE p.measure = m.id AND p.removed IS NULL) "
    "AND EXISTS (SELECT 1 FROM response r WHERE r.id = m.response AND r.removed IS NULL) "
    "AND k.audit IN (SELECT value FROM json_each(?2))"
)
"""Measures that a response promises without saying to which audit or recommendation they belong."""
_HELD = (
    f"{_OF_BOTH} UNION SELECT k.audit, m.id FROM response_audit k {_UNPLACED.format('k')} UNION "
    "SELECT k.audit, m.id FROM letter_audit k JOIN letter_question q ON q.letter = k.letter AND q.removed IS NULL "
    "JOIN response_line_target t ON t.question = q.id AND t.removed IS NULL "
    f"JOIN response_line n ON n.id = t.response_line {_UNPLACED.format('n')} AND k.removed IS NULL"
)
_VIEWS = (
    f"WITH about(record, measure) AS ({{}}) SELECT about.record, {prefixed('m', 'measure')}, "
    f"o.id, {AUDIT_NAME.replace('a.', 'o.')}, b.name, a.id, r.id, {AUDIT_NAME}, r.number, r.text "
    "FROM about JOIN measure m ON m.id = about.measure AND m.removed IS NULL LEFT JOIN audit o ON o.id = m.audit "
    f"LEFT JOIN body b ON b.id = {merged_id('m.report_to')} "
    "LEFT JOIN measure_recommendation k ON k.measure = m.id AND k.removed IS NULL "
    "LEFT JOIN recommendation r ON r.id = k.recommendation AND r.removed IS NULL "
    "LEFT JOIN audit a ON a.id = r.audit AND a.removed IS NULL "
    "ORDER BY m.theme IS NULL, swedish(m.theme), m.due IS NULL, m.due, m.rid, k.rid"
)
_COLUMNS = len(ENTITIES["measure"].__struct_fields__)


def measures_about(connection: Connection, entity: str, record: str) -> list[MeasureView]:
    """Return the measures of a `recommendation`, of an `audit` and its recommendations, or reported in a `response`.

    They are ordered by theme, due date and the order they were written in.
    """
    rows = connection.execute(_VIEWS.format(_ABOUT[entity]), (json_array([record]),)).fetchall()
    return _views(rows).get(record, [])


def measures_of(
    connection: Connection, recommendations: Collection[str], audits: Collection[str]
) -> dict[str, list[MeasureView]]:
    """Map recommendations to their measures, and audits to the measures of them as a whole, in the same order."""
    rows = connection.execute(_VIEWS.format(_OF_BOTH), (json_array(recommendations), json_array(audits))).fetchall()
    found = _views(rows)
    whole = {audit: [one for one in found.get(audit, ()) if not one.recommendations] for audit in audits}
    return {**found, **whole}


def measures_with_promised(
    connection: Connection, recommendations: Collection[str], audits: Collection[str]
) -> dict[str, list[MeasureView]]:
    """Map recommendations to their measures, and audits to those of them as a whole or of responses about them."""
    rows = connection.execute(_VIEWS.format(_HELD), (json_array(recommendations), json_array(audits))).fetchall()
    return _views(rows)


def _views(rows: Iterable[Sequence[Any]]) -> dict[str, list[MeasureView]]:
    """Map records to their measures, from rows with one for each recommendation of a measure."""
    measures: dict[str, tuple[Measure, str | None, str | None]] = {}
    about: dict[tuple[str, str], list[TargetView]] = {}
    for record, *values in rows:
        audit, name, report_to, listed, target, title, number, text = values[_COLUMNS:]
        measure = values[0]
        if measure not in measures:
            measures[measure] = (to_record(Measure, tuple(values[:_COLUMNS])), name if audit else None, report_to)
        points = about.setdefault((record, measure), [])
        if listed is not None:
            points.append(TargetView("recommendation", target, title, number, text))
    found: dict[str, list[MeasureView]] = {}
    for (record, measure), points in about.items():
        one, name, report_to = measures[measure]
        found.setdefault(record, []).append(MeasureView(one, tuple(points), name, report_to))
    return found


def recommendations_of_measures(connection: Connection, measures: Sequence[str]) -> list[tuple[str, str, str]]:
    """Return (measure, recommendation, audit) of the recommendations that measures answer to."""
    sql = (
        "SELECT k.measure, r.id, r.audit FROM measure_recommendation k "
        "JOIN recommendation r ON r.id = k.recommendation AND r.removed IS NULL "
        "WHERE k.removed IS NULL AND k.measure IN ({}) ORDER BY k.rid"
    )
    return batched_query(connection, sql, measures)


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
        f"ORDER BY swedish(a.years), swedish(a.title), a.id, {printed_order('r')}, k.one"
    )
    width = len(ENTITIES["recommendation"].__struct_fields__)
    rows = connection.execute(sql, (json_array(recommendations),)).fetchall()
    return tuple(
        LinkedPoint(row[0], to_record(Recommendation, row[1 : 1 + width]), _titled(*row[1 + width :])) for row in rows
    )


def _titled(audit: str, title: str | None, short_title: str | None, source: str | None) -> Audit:
    return Audit(id=audit, title=title, short_title=short_title, source=source)


_TEXT = f"{prefixed('x', 'source_text')} FROM source_text x WHERE x.removed IS NULL AND x"
_SOURCE_TEXTS = (
    f"SELECT x.recommendation, {_TEXT}.recommendation IN (SELECT value FROM json_each(?1)) UNION ALL "
    f"SELECT x.audit, {_TEXT}.audit IN (SELECT value FROM json_each(?2)) AND x.recommendation IS NULL UNION ALL "
    f"SELECT x.followup, {_TEXT}.followup IN (SELECT value FROM json_each(?3)) ORDER BY 7, 9"
)


def source_texts(
    connection: Connection,
    recommendations: Collection[str] = (),
    audits: Collection[str] = (),
    followups: Collection[str] = (),
) -> dict[str, list[SourceText]]:
    """Map recommendations, audits as a whole, and follow-ups to their texts of imported files, in the files' order."""
    values = [json_array(list(ids)) for ids in (recommendations, audits, followups)]
    found = rows_by_owner(connection.execute(_SOURCE_TEXTS, values).fetchall())
    return {owner: [to_record(SourceText, row) for row in rows] for owner, rows in found.items()}
