"""What records are tied to by records between them."""

from storage.database.connection import Connection

_REMEDIED = (
    "SELECT r.id FROM measure_recommendation k JOIN recommendation r ON r.id = k.recommendation AND r.removed IS NULL "
    "WHERE k.measure = ? AND k.removed IS NULL ORDER BY r.rid LIMIT 1"
)


def linked_recommendation(connection: Connection, measure: str) -> str | None:
    """Id of the first recommendation that a measure is to remedy; None where it is tied to none."""
    row = connection.execute(_REMEDIED, (measure,)).fetchone()
    return row[0] if row else None
