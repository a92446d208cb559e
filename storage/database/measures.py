"""Measures with what they are to remedy."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from storage.database.connection import Connection
from storage.database.portions import among
from storage.database.post import AUDIT_NAME
from storage.database.projection import prefixed, to_record
from storage.domain.attached import Measure
from storage.domain.letter_views import MeasureView, TargetView
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
"""What measures may be about → (record, measure) of those that are."""
_OF_BOTH = f"{_OF_RECOMMENDATIONS} UNION SELECT audit, id FROM measure WHERE audit IN (SELECT value FROM json_each(?2))"
_VIEWS = (
    f"WITH about(record, measure) AS ({{}}) SELECT about.record, {prefixed('m', 'measure')}, "
    f"o.id, {AUDIT_NAME.replace('a.', 'o.')}, a.id, r.id, {AUDIT_NAME}, r.number, r.text "
    "FROM about JOIN measure m ON m.id = about.measure AND m.removed IS NULL LEFT JOIN audit o ON o.id = m.audit "
    "LEFT JOIN measure_recommendation k ON k.measure = m.id AND k.removed IS NULL "
    "LEFT JOIN recommendation r ON r.id = k.recommendation AND r.removed IS NULL "
    "LEFT JOIN audit a ON a.id = r.audit AND a.removed IS NULL "
    "ORDER BY m.theme IS NULL, swedish(m.theme), m.due IS NULL, m.due, m.rid, k.rid"
)
_COLUMNS = len(ENTITIES["measure"].__struct_fields__)


def measures_about(connection: Connection, entity: str, record: str) -> list[MeasureView]:
    """The measures of a `recommendation`, of an `audit` or its recommendations, or told of in a `response`.

    By theme, due date and the order they were written in.
    """
    rows = connection.execute(_VIEWS.format(_ABOUT[entity]), (among([record]),)).fetchall()
    return _views(rows).get(record, [])


def measures_of(
    connection: Connection, recommendations: Collection[str], audits: Collection[str]
) -> dict[str, list[MeasureView]]:
    """The measures of each of these recommendations, and of each of these audits as a whole, in the same order."""
    rows = connection.execute(_VIEWS.format(_OF_BOTH), (among(recommendations), among(audits))).fetchall()
    found = _views(rows)
    whole = {audit: [one for one in found.get(audit, ()) if not one.recommendations] for audit in audits}
    return {**found, **whole}


def _views(rows: Iterable[Sequence[Any]]) -> dict[str, list[MeasureView]]:
    """Record → its measures, of rows with one for each recommendation that a measure is about."""
    measures: dict[str, tuple[Measure, str | None]] = {}
    about: dict[tuple[str, str], list[TargetView]] = {}
    for record, *values in rows:
        audit, name, standing, target, title, number, text = values[_COLUMNS:]
        measure = values[0]
        if measure not in measures:
            measures[measure] = (to_record(Measure, tuple(values[:_COLUMNS])), name if audit else None)
        points = about.setdefault((record, measure), [])
        if standing is not None:
            points.append(TargetView("recommendation", target, title, number, text))
    found: dict[str, list[MeasureView]] = {}
    for (record, measure), points in about.items():
        one, name = measures[measure]
        found.setdefault(record, []).append(MeasureView(one, tuple(points), name))
    return found
