"""What judgements rest on."""

from collections.abc import Sequence

from storage.database.connection import Connection
from storage.database.portions import in_portions
from storage.database.projection import prefixed, to_record
from storage.domain.attached import AssessmentEvidence


def evidence_for(connection: Connection, recommendation: str) -> list[AssessmentEvidence]:
    """What the judgements of a recommendation rest on, newest first, the undated last."""
    return evidence_in(connection, [recommendation]).get(recommendation, [])


def evidence_in(connection: Connection, recommendations: Sequence[str]) -> dict[str, list[AssessmentEvidence]]:
    """The same of many recommendations at a time, of those that have any."""
    sql = (
        f"SELECT s.recommendation, {prefixed('e', 'assessment_evidence')} FROM assessment s "
        "JOIN assessment_evidence e ON e.assessment = s.id AND e.removed IS NULL "
        "WHERE s.recommendation IN ({}) AND s.removed IS NULL ORDER BY e.date DESC, e.rid"
    )
    found: dict[str, list[AssessmentEvidence]] = {}
    for recommendation, *row in in_portions(connection, sql, recommendations):
        found.setdefault(recommendation, []).append(to_record(AssessmentEvidence, tuple(row)))
    return found
