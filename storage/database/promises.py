"""What bodies have promised to do and have not done: measures, and recommendations planned to be carried out."""

from collections.abc import Sequence

from msgspec import Struct

from storage.database.connection import Connection
from storage.database.portions import in_portions
from storage.database.selection import LISTED_HERE, SHOWN
from storage.domain.scale import IMPLEMENTED, NOT_RELEVANT

_SHOWN_LEVEL = f"(SELECT l.means FROM assessment a JOIN level l ON l.id = a.level WHERE a.id = {SHOWN})"
_SETTLED = f"(coalesce({_SHOWN_LEVEL}, '') IN ('{IMPLEMENTED}', '{NOT_RELEVANT}') OR r.closing_reason IS NOT NULL)"
"""Whether nothing more is to be done about recommendation `r`, as the auditors see it."""
_ABOUT = (
    "SELECT {} FROM measure_recommendation k JOIN recommendation r ON r.id = k.recommendation AND r.removed IS NULL "
    "WHERE k.measure = m.id AND k.removed IS NULL"
)
_MEASURES = (
    "SELECT 'measure', m.id, m.text, m.due, m.state, m.responsible, m.audit, NULL FROM measure m "
    "WHERE m.removed IS NULL AND coalesce(m.state, '') <> 'done' "
    f"AND (NOT EXISTS ({_ABOUT.format('1')}) OR EXISTS ({_ABOUT.format('1')} AND NOT {_SETTLED})) ORDER BY m.rid"
)
_MEASURES_OF = (
    "SELECT 1 FROM measure_recommendation k JOIN measure m ON m.id = k.measure AND m.removed IS NULL "
    "WHERE k.recommendation = r.id AND k.removed IS NULL"
)
_PLANNED = (
    f"SELECT 'recommendation', r.id, r.text, r.planned, NULL, r.responsible, r.audit, {_SHOWN_LEVEL} "
    f"FROM recommendation r WHERE r.planned IS NOT NULL AND {LISTED_HERE} AND NOT {_SETTLED} "
    f"AND (NOT EXISTS ({_MEASURES_OF}) OR EXISTS ({_MEASURES_OF} AND coalesce(m.state, '') <> 'done')) ORDER BY r.rid"
)


class Promise(Struct, frozen=True):
    """Something promised."""

    entity: str
    """`measure` or `recommendation`."""
    id: str
    text: str | None
    due: str | None
    state: str | None
    """In the body's own words."""
    responsible: str | None
    audit: str | None
    level: str | None
    """The meaning of the judgement shown for a recommendation."""


def promises(connection: Connection) -> list[Promise]:
    """Measures that are not done, and recommendations with a planned date that are not settled."""
    return [Promise(*row) for sql in (_MEASURES, _PLANNED) for row in connection.execute(sql).fetchall()]


def recommendations_of(connection: Connection, measures: Sequence[str]) -> list[tuple[str, str, str]]:
    """(measure, recommendation, audit) of what measures are to remedy."""
    sql = (
        "SELECT k.measure, r.id, r.audit FROM measure_recommendation k "
        "JOIN recommendation r ON r.id = k.recommendation AND r.removed IS NULL "
        "WHERE k.removed IS NULL AND k.measure IN ({}) ORDER BY k.rid"
    )
    return in_portions(connection, sql, measures)
