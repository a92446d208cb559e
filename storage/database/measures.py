"""Measures with what they are to remedy."""

from storage.database.connection import Connection
from storage.database.post import AUDIT_NAME, asked, targets
from storage.database.projection import select, to_record
from storage.domain.attached import Measure
from storage.domain.letter_views import MeasureView, TargetView

_OF_RECOMMENDATION = "m.id IN (SELECT measure FROM measure_recommendation WHERE removed IS NULL AND recommendation {})"
_ABOUT = {
    "recommendation": _OF_RECOMMENDATION.format("= ?1"),
    "audit": "(m.audit = ?1 OR "
    + _OF_RECOMMENDATION.format("IN (SELECT id FROM recommendation WHERE audit = ?1 AND removed IS NULL)")
    + ")",
    "response": "m.response = ?1",
}
"""What measures may be about → which measures `m` those are."""


def measures_about(connection: Connection, entity: str, record: str) -> list[MeasureView]:
    """The measures of a `recommendation`, of an `audit` or its recommendations, or told of in a `response`.

    By theme, due date and the order they were written in.
    """
    rows = connection.execute(
        f"{select('measure')} AS m WHERE m.removed IS NULL AND {_ABOUT[entity]} "
        "ORDER BY m.theme IS NULL, swedish(m.theme), m.due IS NULL, m.due, m.rid",
        (record,),
    ).fetchall()
    found = [to_record(Measure, row) for row in rows]
    about = _recommendations(connection, [measure.id for measure in found])
    audits = _audits(connection, [measure.audit for measure in found if measure.audit])
    return [MeasureView(one, tuple(about.get(one.id, ())), audits.get(one.audit or "")) for one in found]


def _recommendations(connection: Connection, measures: list[str]) -> dict[str, list[TargetView]]:
    sql = (
        "SELECT measure, recommendation FROM measure_recommendation WHERE removed IS NULL AND measure IN ({}) "
        "ORDER BY rid"
    )
    links = asked(connection, sql, measures)
    known = targets(connection, "recommendation", [str(recommendation) for _, recommendation in links])
    about: dict[str, list[TargetView]] = {}
    for measure, recommendation in links:
        if str(recommendation) in known:
            about.setdefault(str(measure), []).append(known[str(recommendation)])
    return about


def _audits(connection: Connection, audits: list[str]) -> dict[str, str]:
    rows = asked(connection, f"SELECT a.id, {AUDIT_NAME} FROM audit a WHERE a.id IN ({{}})", audits)
    return {str(audit): str(name) for audit, name in rows}
