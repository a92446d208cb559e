"""Rows for deadlines: promised measures, planned recommendations, audits to follow up and unsent letters."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from storage.database.connection import Connection
from storage.database.filters import LISTED_HERE, SHOWN_ASSESSMENT
from storage.database.projection import batched_query, rows_by_owner
from storage.domain.followups import CoveringFollowup
from storage.domain.scale import IMPLEMENTED, NOT_RELEVANT
from storage.domain.views import LetterTraces

_SHOWN_LEVEL = f"(SELECT l.means FROM assessment a JOIN level l ON l.id = a.level WHERE a.id = {SHOWN_ASSESSMENT})"
_SETTLED = f"(coalesce({_SHOWN_LEVEL}, '') IN ('{IMPLEMENTED}', '{NOT_RELEVANT}') OR r.closing_reason IS NOT NULL)"
"""SQL condition that recommendation `r` needs nothing more, by the auditors' assessment."""
_OF_MEASURE = (
    "SELECT 1 FROM measure_recommendation k JOIN recommendation r ON r.id = k.recommendation AND r.removed IS NULL "
    "WHERE k.measure = m.id AND k.removed IS NULL"
)
_MEASURES = (
    "SELECT 'measure', m.id, m.text, m.due, m.state, m.responsible, m.audit, NULL FROM measure m "
    "WHERE m.removed IS NULL AND coalesce(m.state, '') <> 'done' "
    f"AND (NOT EXISTS ({_OF_MEASURE}) OR EXISTS ({_OF_MEASURE} AND NOT {_SETTLED})) ORDER BY m.rid"
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
    """A measure or a planned recommendation that a body has promised."""

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
    """Meaning of the level shown for a recommendation."""


def promises(connection: Connection) -> list[Promise]:
    """Return measures that are not done, and recommendations with a planned date that are not settled."""
    return [Promise(*row) for sql in (_MEASURES, _PLANNED) for row in connection.execute(sql).fetchall()]


_AUDITS = (
    "SELECT a.id, coalesce(a.handed_over, (SELECT min(coalesce(l.decided, l.dated)) FROM letter_audit k "
    "JOIN letter l ON l.id = k.letter AND l.removed IS NULL AND l.kind = 'missiv' AND +l.followup IS NULL "
    "WHERE k.audit = a.id AND k.removed IS NULL)) FROM audit a WHERE a.removed IS NULL AND EXISTS "
    "(SELECT 1 FROM recommendation r WHERE r.audit = a.id AND r.removed IS NULL AND r.closing_reason IS NULL)"
)
_FOLLOWUPS_OF_AUDITS = (
    "SELECT k.audit, f.title, f.state, k.follow_up_again, k.follow_up_year FROM followup_audit k "
    "JOIN followup f ON f.id = k.followup AND f.removed IS NULL WHERE k.removed IS NULL "
    "ORDER BY f.state = 'open', f.year, f.report_date, f.id"
)
_TRACES = (
    "SELECT l.id, l.decided, l.dated, l.signed, l.document IS NOT NULL OR EXISTS "
    "(SELECT 1 FROM document d WHERE d.letter = l.id AND d.removed IS NULL) FROM letter l "
    "WHERE l.removed IS NULL{} ORDER BY l.rid"
)


def audits_to_follow_up(connection: Connection) -> list[tuple[str, str | None]]:
    """Return (audit, handed over) of the audits with recommendations to follow up."""
    return connection.execute(_AUDITS).fetchall()


def followups_of_audits(connection: Connection) -> dict[str, list[CoveringFollowup]]:
    """Map audits to the follow-ups that cover them, the oldest first and the open one last."""
    rows = rows_by_owner(connection.execute(_FOLLOWUPS_OF_AUDITS))
    return {
        audit: [
            CoveringFollowup(title or "", again, year, is_open=state == "open") for title, state, again, year in some
        ]
        for audit, some in rows.items()
    }


def letter_traces(connection: Connection) -> list[LetterTraces]:
    """Return the traces of every letter that show that it was sent, except its responses."""
    return [_traces(row) for row in connection.execute(_TRACES.format("")).fetchall()]


def traces_of(connection: Connection, letters: Sequence[str]) -> dict[str, LetterTraces]:
    """Map letters to the traces that show that they were sent, except their responses."""
    rows = batched_query(connection, _TRACES.format(" AND l.id IN ({})"), letters)
    return {row[0]: _traces(row) for row in rows}


def _traces(row: tuple[Any, ...]) -> LetterTraces:
    letter, decided, dated, signed, has_file = row
    return LetterTraces(letter, decided, dated, signed, has_file=bool(has_file))
