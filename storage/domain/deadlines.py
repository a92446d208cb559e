"""Deadlines: computed from dates, never stored."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from storage.domain.dates import is_partial_date, last_day


class AnswerOutcome(StrEnum):
    """How an answer, or its absence, stands against the date it was asked for."""

    ON_TIME = "on_time"
    WITHIN_EXTENSION = "within_extension"
    LATE = "late"
    LATE_EXTENSION_UNDECIDED = "late_extension_undecided"
    """An extension was asked for, but its decision or its date is not known."""
    WAITING = "waiting"
    OVERDUE = "overdue"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AnswerStatus:
    """An outcome and by how much."""

    outcome: AnswerOutcome
    days_late: int = 0
    """Days after the date asked for; 0 when on time or unknown."""


def answer_status(
    due: str | None,
    answered: str | None,
    today: date,
    *,
    extension_requested: str | None = None,
    extension_due: str | None = None,
) -> AnswerStatus:
    """How an answer stands. Overdue is never true without a date; the last day of a partial date counts."""
    if due is None or not is_partial_date(due):
        return AnswerStatus(AnswerOutcome.UNKNOWN)
    if answered is None or not is_partial_date(answered):
        limit = last_day(extension_due) if extension_due else last_day(due)
        late = (today - limit).days
        return AnswerStatus(AnswerOutcome.OVERDUE, late) if late > 0 else AnswerStatus(AnswerOutcome.WAITING)
    days = (last_day(answered) - last_day(due)).days
    if days <= 0:
        return AnswerStatus(AnswerOutcome.ON_TIME)
    if extension_due and last_day(answered) <= last_day(extension_due):
        return AnswerStatus(AnswerOutcome.WITHIN_EXTENSION, days)
    if extension_requested and not extension_due:
        return AnswerStatus(AnswerOutcome.LATE_EXTENSION_UNDECIDED, days)
    return AnswerStatus(AnswerOutcome.LATE, days)
