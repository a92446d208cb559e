"""What judgements rest on."""

from storage.database.connection import Connection
from storage.database.projection import select, to_record
from storage.domain.attached import AssessmentEvidence


def evidence_for(connection: Connection, recommendation: str) -> list[AssessmentEvidence]:
    """What the judgements of a recommendation rest on, newest first, the undated last."""
    rows = connection.execute(
        f"{select('assessment_evidence')} WHERE removed IS NULL "
        "AND assessment IN (SELECT id FROM assessment WHERE recommendation = ? AND removed IS NULL) "
        "ORDER BY date DESC, rid",
        (recommendation,),
    ).fetchall()
    return [to_record(AssessmentEvidence, row) for row in rows]
