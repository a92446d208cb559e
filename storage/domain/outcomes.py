"""How an answer stands against the date it was asked for: computed from dates, never stored.

An answer is measured on the day it was received where that is known, else on the day it was decided. The date that
applies is the one asked for, or that of a granted extension. What has no date is never late. Only an override, which
has its reason, says otherwise than the dates.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from storage.domain.dates import Lateness, days_past, is_full_date, known_date, last_day, lateness
from storage.domain.records import replace

GRANTED, REFUSED = "granted", "refused"


class ResponseOutcome(StrEnum):
    """How an answer, or its absence, stands."""

    NOT_ASKED = "not_asked"
    """No answer was asked for."""
    ON_TIME = "on_time"
    WITHIN_EXTENSION = "within_extension"
    NO_DATE = "no_date"
    """There is no date to measure by."""
    WAITING = "waiting"
    WAITING_EXTENDED = "waiting_extended"
    """Not answered yet, and a granted extension has not run out."""
    UNCERTAIN = "uncertain"
    """Answered, but the day is not known well enough to tell whether it was in time."""
    LATE_EXTENSION_UNDECIDED = "late_extension_undecided"
    """An extension was asked for, but its decision or its date is not known."""
    LATE = "late"
    OVERDUE_EXTENSION_UNDECIDED = "overdue_extension_undecided"
    OVERDUE = "overdue"
    """Not answered, and the date has passed."""


OVERDUE = frozenset({ResponseOutcome.OVERDUE, ResponseOutcome.OVERDUE_EXTENSION_UNDECIDED})
"""Not answered though the date has passed: what is reminded of."""


class ReasonCode(StrEnum):
    """What an outcome rests on. The values of each stand beside it."""

    ASKED_BY = "asked_by"
    """`date`"""
    NO_DUE_DATE = "no_due_date"
    NOT_ANSWERED = "not_answered"
    PART_ANSWERED = "part_answered"
    """Something is answered; `about` is what is not."""
    RECEIVED = "received"
    """`date`, on which it was measured."""
    DECIDED = "decided"
    """`date`, on which it was measured, as it is not known when it was received."""
    ANSWER_UNDATED = "answer_undated"
    DAY_UNKNOWN = "day_unknown"
    """Of `date` only the month or the year is known."""
    ANSWERED_BY = "answered_by"
    """`who` answered for the one asked."""
    ANSWERS_THROUGH = "answers_through"
    """`who` is to answer for the one asked."""
    EXTENSION_GRANTED = "extension_granted"
    """`date`"""
    EXTENSION_REFUSED = "extension_refused"
    EXTENSION_UNDECIDED = "extension_undecided"
    """Asked for, but decision or date is not known."""
    OVERRIDDEN = "overridden"
    """Counted otherwise than the dates say; `reason`."""
    REMINDED = "reminded"
    """`date` of the newest reminder, `number` of them, `due` the new date where it has one."""
    HANDED_OVER = "handed_over"
    """`date`, and after how many `years` it is to be followed up."""
    NEVER_FOLLOWED_UP = "never_followed_up"
    FOLLOW_UP_AGAIN = "follow_up_again"
    """`title` of the follow-up that says so, `again` as there: `may` or `shall`."""
    IN_OPEN_FOLLOWUP = "in_open_followup"
    """`title`"""
    PROMISED_BY = "promised_by"
    """`date`"""
    STATE = "state"
    """`state`, in the body's own words."""
    JUDGED = "judged"
    """`level`: the meaning of the judgement shown."""
    LETTER_DECIDED = "letter_decided"
    """`date`"""
    NOT_SENT = "not_sent"
    """Neither dated nor signed, and nothing of it has gone out."""


class Reason(Struct, frozen=True):
    """One thing that an outcome rests on."""

    code: ReasonCode
    values: Mapping[str, str] = {}


class RequestTerms(Struct, frozen=True, kw_only=True):
    """What one recipient was asked, and what became of its asking for more time."""

    due: str | None = None
    extension_requested: str | None = None
    extension_decision: str | None = None
    extension_due: str | None = None

    @property
    def extended(self) -> str | None:
        """The date of a granted extension."""
        return known_date(self.extension_due) if self.extension_decision == GRANTED else None

    @property
    def undecided(self) -> bool:
        """Whether an extension was asked for without a decision, or granted without a date."""
        asked = self.extension_requested or self.extension_decision or self.extension_due
        return bool(asked) and self.extension_decision != REFUSED and self.extended is None

    @property
    def applies(self) -> str | None:
        """The date that applies: the later of the one asked for and the one granted."""
        dates = [day for day in (known_date(self.due), self.extended) if day]
        return max(dates, key=last_day, default=None)


class ReceivedResponse(Struct, frozen=True, kw_only=True):
    """An answer, as far as time is concerned."""

    decided_on: str | None = None
    received_on: str | None = None
    on_time: bool | None = None
    """What somebody has decided that it counts as; None leaves it to the dates."""
    override_reason: str | None = None
    by: str | None = None
    """Name of the body that answered, where it is another than the one asked."""

    @property
    def came(self) -> str | None:
        """The day that is measured."""
        return known_date(self.received_on) or known_date(self.decided_on)


class Outcome(Struct, frozen=True):
    """How an answer stands, by how much, and why."""

    code: ResponseOutcome
    days: int | None = None
    """Days after the date that applied; within an extension, after the one first asked for. Of what is not answered
    yet less than 0 is the days left. None without a date to measure by."""
    most: int | None = None
    """The most that `days` can be, where the day of the answer is not known."""
    due: str | None = None
    """The date that applied."""
    came: str | None = None
    """The day of the answer that was measured."""
    why: tuple[Reason, ...] = ()


NOT_REQUESTED = Outcome(ResponseOutcome.NOT_ASKED)


def response_outcome(asked: RequestTerms, answer: ReceivedResponse | None, today: date) -> Outcome:
    """How an answer stands, or its absence on the day `today`."""
    outcome = _unanswered(asked, today) if answer is None else _answered(asked, answer)
    return replace(outcome, due=asked.applies, why=(*_asking(asked), *outcome.why))


def worst_outcome(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of a letter: that of the recipient who stands worst."""
    order = list(ResponseOutcome)
    return max(outcomes, key=lambda one: (order.index(one.code), one.days or 0), default=NOT_REQUESTED)


def _asking(asked: RequestTerms) -> Iterable[Reason]:
    due = known_date(asked.due)
    yield Reason(ReasonCode.ASKED_BY, {"date": due}) if due else Reason(ReasonCode.NO_DUE_DATE)
    if asked.extended:
        yield Reason(ReasonCode.EXTENSION_GRANTED, {"date": asked.extended})
    elif asked.extension_decision == REFUSED:
        yield Reason(ReasonCode.EXTENSION_REFUSED)
    elif asked.undecided:
        yield Reason(ReasonCode.EXTENSION_UNDECIDED)


def _unanswered(asked: RequestTerms, today: date) -> Outcome:
    why = (Reason(ReasonCode.NOT_ANSWERED),)
    if asked.applies is None:
        return Outcome(ResponseOutcome.NO_DATE, why=why)
    days = days_past(asked.applies, today)
    if days > 0:
        code = ResponseOutcome.OVERDUE_EXTENSION_UNDECIDED if asked.undecided else ResponseOutcome.OVERDUE
    else:
        code = ResponseOutcome.WAITING_EXTENDED if asked.extended else ResponseOutcome.WAITING
    return Outcome(code, days, why=why)


def _answered(asked: RequestTerms, answer: ReceivedResponse) -> Outcome:
    measured = replace(_measured(asked, answer.came), came=answer.came, why=tuple(_coming(answer)))
    if answer.on_time is None or not answer.override_reason:
        return measured
    why = (*measured.why, Reason(ReasonCode.OVERRIDDEN, {"reason": answer.override_reason}))
    code, days = (ResponseOutcome.ON_TIME, 0) if answer.on_time else (ResponseOutcome.LATE, max(measured.days or 0, 0))
    return replace(measured, code=code, days=days, most=None, why=why)


def _coming(answer: ReceivedResponse) -> Iterable[Reason]:
    if known_date(answer.received_on):
        yield Reason(ReasonCode.RECEIVED, {"date": answer.received_on or ""})
    elif answer.came:
        yield Reason(ReasonCode.DECIDED, {"date": answer.came})
    else:
        yield Reason(ReasonCode.ANSWER_UNDATED)
    if answer.came and not is_full_date(answer.came):
        yield Reason(ReasonCode.DAY_UNKNOWN, {"date": answer.came})
    if answer.by:
        yield Reason(ReasonCode.ANSWERED_BY, {"who": answer.by})


def _measured(asked: RequestTerms, came: str | None) -> Outcome:
    """By the dates alone."""
    applies, due = asked.applies, known_date(asked.due)
    if applies is None:
        return Outcome(ResponseOutcome.NO_DATE)
    if came is None:
        return Outcome(ResponseOutcome.UNCERTAIN)
    first, late = lateness(due or applies, came), lateness(applies, came)
    if first.surely_in_time:
        return Outcome(ResponseOutcome.ON_TIME, 0)
    if late.surely_in_time:
        return _by(ResponseOutcome.WITHIN_EXTENSION, first)
    if not late.surely_late:
        return _by(ResponseOutcome.UNCERTAIN, late)
    return _by(ResponseOutcome.LATE_EXTENSION_UNDECIDED if asked.undecided else ResponseOutcome.LATE, late)


def _by(code: ResponseOutcome, late: Lateness) -> Outcome:
    return Outcome(code, max(late.least, 0), late.most if late.most != late.least else None)
