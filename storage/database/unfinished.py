"""Audits with what has become of following them up, and letters that may not have gone out."""

from collections.abc import Sequence

from storage.database.connection import Connection
from storage.database.portions import in_portions
from storage.domain.following import Covering
from storage.domain.letter_rows import LetterTraces

_AUDITS = (
    "SELECT a.id, coalesce(a.handed_over, (SELECT min(coalesce(l.decided, l.dated)) FROM letter_audit k "
    "JOIN letter l ON l.id = k.letter AND l.removed IS NULL AND l.kind = 'missiv' AND +l.followup IS NULL "
    "WHERE k.audit = a.id AND k.removed IS NULL)) FROM audit a WHERE a.removed IS NULL AND EXISTS "
    "(SELECT 1 FROM recommendation r WHERE r.audit = a.id AND r.removed IS NULL AND r.closing_reason IS NULL)"
)
_FOLLOWED = (
    "SELECT k.audit, f.title, f.state, k.follow_up_again, k.follow_up_year FROM followup_audit k "
    "JOIN followup f ON f.id = k.followup AND f.removed IS NULL WHERE k.removed IS NULL "
    "ORDER BY f.state = 'open', f.year, f.report_date, f.id"
)
_TRACES = (
    "SELECT l.id, l.decided, l.dated, l.signed, l.document IS NOT NULL OR EXISTS "
    "(SELECT 1 FROM document d WHERE d.letter = l.id AND d.removed IS NULL) FROM letter l "
    "WHERE l.removed IS NULL{} ORDER BY l.rid"
)


def audits_to_follow(connection: Connection) -> list[tuple[str, str | None]]:
    """(audit, handed over) of the audits with something to follow up."""
    return connection.execute(_AUDITS).fetchall()


def followups_of_audits(connection: Connection) -> dict[str, list[Covering]]:
    """Audit → the follow-ups that cover it, the oldest first and the open one last."""
    found: dict[str, list[Covering]] = {}
    for audit, title, state, again, year in connection.execute(_FOLLOWED).fetchall():
        found.setdefault(audit, []).append(Covering(title or "", again, year, is_open=state == "open"))
    return found


def every_letters_traces(connection: Connection) -> list[LetterTraces]:
    """The letters with what tells that they went out, but for their answers."""
    return [_traces(*row) for row in connection.execute(_TRACES.format("")).fetchall()]


def traces_of(connection: Connection, letters: Sequence[str]) -> dict[str, LetterTraces]:
    """Letter → what tells that it went out, but for its answers."""
    rows = in_portions(connection, _TRACES.format(" AND l.id IN ({})"), letters)
    return {row[0]: _traces(*row) for row in rows}


def _traces(letter: str, decided: str | None, dated: str | None, signed: str | None, has_file: int) -> LetterTraces:
    return LetterTraces(letter, decided, dated, signed, has_file=bool(has_file))
