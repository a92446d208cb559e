"""Outcomes of responses against their deadlines: computed from dates, never stored.

A response is measured by the date it was received if known, else by the date it was decided. The deadline is the date
requested, or that of a granted extension. Without a date nothing is late. Only an override, with its reason, outweighs
the dates.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from msgspec import Struct

from storage.domain.dates import Lateness, days_past, is_full_date, known_date, last_day, lateness
from storage.domain.records import replace

GRANTED, REFUSED = "granted", "refused"


class ResponseOutcome(StrEnum):
    """Outcome of a response, or of its absence."""

    NOT_REQUESTED = "not_asked"
    """No response was requested."""
    ON_TIME = "on_time"
    WITHIN_EXTENSION = "within_extension"
    NO_DATE = "no_date"
    """Without a date to measure by."""
    WAITING = "waiting"
    WAITING_EXTENDED = "waiting_extended"
    """Not answered yet, within a granted extension."""
    UNCERTAIN = "uncertain"
    """Answered, on a day that is not known well enough to measure."""
    LATE_EXTENSION_UNDECIDED = "late_extension_undecided"
    """An extension was requested, but its decision or its date is unknown."""
    LATE = "late"
    OVERDUE_EXTENSION_UNDECIDED = "overdue_extension_undecided"
    OVERDUE = "overdue"
    """Not answered, and the date has passed."""


OVERDUE = frozenset({ResponseOutcome.OVERDUE, ResponseOutcome.OVERDUE_EXTENSION_UNDECIDED})
"""Outcomes of missing responses whose date has passed, which reminders are about."""


class ReasonCode(StrEnum):
    """Codes of the reasons of an outcome. Each names its values."""

    REQUESTED_BY = "asked_by"
    """`date`"""
    NO_DUE_DATE = "no_due_date"
    NOT_ANSWERED = "not_answered"
    PART_ANSWERED = "part_answered"
    """Partly answered; `about` is the rest."""
    RECEIVED = "received"
    """`date` that was measured."""
    DECIDED = "decided"
    """`date` that was measured, as the date of receipt is unknown."""
    ANSWER_UNDATED = "answer_undated"
    DAY_UNKNOWN = "day_unknown"
    """Only the month or the year of `date` is known."""
    ANSWERED_BY = "answered_by"
    """`who` responded for the recipient."""
    ANSWERS_THROUGH = "answers_through"
    """`who` is to respond for the recipient."""
    EXTENSION_GRANTED = "extension_granted"
    """`date`"""
    EXTENSION_REFUSED = "extension_refused"
    EXTENSION_UNDECIDED = "extension_undecided"
    """Requested, with an unknown decision or date."""
    OVERRIDDEN = "overridden"
    """Counted otherwise than by its dates; `reason`."""
    REMINDED = "reminded"
    """`date` of the newest reminder, `number` of them, `due` the new date where it has one."""
    HANDED_OVER = "handed_over"
    """`date`, and the `years` until it should be followed up."""
    NEVER_FOLLOWED_UP = "never_followed_up"
    FOLLOW_UP_AGAIN = "follow_up_again"
    """`title` of the follow-up that marked it; `again` is `may` or `shall`."""
    IN_OPEN_FOLLOWUP = "in_open_followup"
    """`title`"""
    PROMISED_BY = "promised_by"
    """`date`"""
    STATE = "state"
    """`state`, in the body's own words."""
    ASSESSED = "judged"
    """`level`: the meaning of the level shown."""
    LETTER_DECIDED = "letter_decided"
    """`date`"""
    OPEN_SINCE = "open_since"
    """`number` of recommendations open, `date` since when, and for how many `months`."""
    OPEN_LIMIT = "open_limit"
    """`months` after which the office counts what is open as late."""
    NOT_SENT = "not_sent"
    """Neither dated, signed, filed nor answered."""


class Reason(Struct, frozen=True):
    """One reason of an outcome."""

    code: ReasonCode
    values: Mapping[str, str] = {}


class RequestTerms(Struct, frozen=True, kw_only=True):
    """The deadline of one recipient, with its request for an extension."""

    due: str | None = None
    extension_requested: str | None = None
    extension_decision: str | None = None
    extension_due: str | None = None

    @property
    def extended(self) -> str | None:
        """Date of a granted extension."""
        return known_date(self.extension_due) if self.extension_decision == GRANTED else None

    @property
    def undecided(self) -> bool:
        """True if an extension was requested without a decision, or granted without a date."""
        request = self.extension_requested or self.extension_decision or self.extension_due
        return bool(request) and self.extension_decision != REFUSED and self.extended is None

    @property
    def applies(self) -> str | None:
        """The later of the date requested and the date granted."""
        dates = [day for day in (known_date(self.due), self.extended) if day]
        return max(dates, key=last_day, default=None)


class ReceivedResponse(Struct, frozen=True, kw_only=True):
    """The dates of a response."""

    decided_on: str | None = None
    received_on: str | None = None
    on_time: bool | None = None
    """The decision that it counts as in time or late; None leaves it to the dates."""
    override_reason: str | None = None
    by: str | None = None
    """Name of the body that responded, if it is another than the recipient."""

    @property
    def came(self) -> str | None:
        """The date that is measured."""
        return known_date(self.received_on) or known_date(self.decided_on)


class Outcome(Struct, frozen=True):
    """The outcome of a response, with its lateness and reasons."""

    code: ResponseOutcome
    days: int | None = None
    """Days after the date that applied; within an extension, after the one first requested. Negative while days are
    left for a missing response. None without a date to measure by."""
    most: int | None = None
    """Upper bound of `days`, if the day of the response is not known."""
    due: str | None = None
    """The date that applied."""
    came: str | None = None
    """The date of the response that was measured."""
    why: tuple[Reason, ...] = ()


NOT_REQUESTED = Outcome(ResponseOutcome.NOT_REQUESTED)


def response_outcome(terms: RequestTerms, response: ReceivedResponse | None, today: date) -> Outcome:
    """Return the outcome of a response, or of its absence on the day `today`."""
    outcome = _unanswered(terms, today) if response is None else _answered(terms, response)
    return replace(outcome, due=terms.applies, why=(*_request_reasons(terms), *outcome.why))


def worst_outcome(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcome of a letter: that of its worst recipient."""
    order = list(ResponseOutcome)
    return max(outcomes, key=lambda one: (order.index(one.code), one.days or 0), default=NOT_REQUESTED)


def _request_reasons(terms: RequestTerms) -> Iterable[Reason]:
    due = known_date(terms.due)
    yield Reason(ReasonCode.REQUESTED_BY, {"date": due}) if due else Reason(ReasonCode.NO_DUE_DATE)
    if terms.extended:
        yield Reason(ReasonCode.EXTENSION_GRANTED, {"date": terms.extended})
    elif terms.extension_decision == REFUSED:
        yield Reason(ReasonCode.EXTENSION_REFUSED)
    elif terms.undecided:
        yield Reason(ReasonCode.EXTENSION_UNDECIDED)


def _unanswered(terms: RequestTerms, today: date) -> Outcome:
    why = (Reason(ReasonCode.NOT_ANSWERED),)
    if terms.applies is None:
        return Outcome(ResponseOutcome.NO_DATE, why=why)
    days = days_past(terms.applies, today)
    if days > 0:
        code = ResponseOutcome.OVERDUE_EXTENSION_UNDECIDED if terms.undecided else ResponseOutcome.OVERDUE
    else:
        code = ResponseOutcome.WAITING_EXTENDED if terms.extended else ResponseOutcome.WAITING
    return Outcome(code, days, why=why)


def _answered(terms: RequestTerms, response: ReceivedResponse) -> Outcome:
    measured = replace(_measured(terms, response.came), came=response.came, why=tuple(_response_reasons(response)))
    if response.on_time is None or not response.override_reason:
        return measured
    why = (*measured.why, Reason(ReasonCode.OVERRIDDEN, {"reason": response.override_reason}))
    code, days = (
        (ResponseOutcome.ON_TIME, 0) if response.on_time else (ResponseOutcome.LATE, max(measured.days or 0, 0))
    )
    return replace(measured, code=code, days=days, most=None, why=why)


def _response_reasons(response: ReceivedResponse) -> Iterable[Reason]:
    if known_date(response.received_on):
        yield Reason(ReasonCode.RECEIVED, {"date": response.received_on or ""})
    elif response.came:
        yield Reason(ReasonCode.DECIDED, {"date": response.came})
    else:
        yield Reason(ReasonCode.ANSWER_UNDATED)
    if response.came and not is_full_date(response.came):
        yield Reason(ReasonCode.DAY_UNKNOWN, {"date": response.came})
    if response.by:
        yield Reason(ReasonCode.ANSWERED_BY, {"who": response.by})


def _measured(terms: RequestTerms, came: str | None) -> Outcome:
    """Return the outcome by the dates alone."""
    applies, due = terms.applies, known_date(terms.due)
    if applies is None:
        return Outcome(ResponseOutcome.NO_DATE)
    if came is None:
        return Outcome(ResponseOutcome.UNCERTAIN)
    first, late = lateness(due or applies, came), lateness(applies, came)
    if first.surely_in_time:
        return Outcome(ResponseOutcome.ON_TIME, 0)
    if late.surely_in_time:
        return _late(ResponseOutcome.WITHIN_EXTENSION, first)
    if not late.surely_late:
        return _late(ResponseOutcome.UNCERTAIN, late)
    return _late(ResponseOutcome.LATE_EXTENSION_UNDECIDED if terms.undecided else ResponseOutcome.LATE, late)


def _late(code: ResponseOutcome, late: Lateness) -> Outcome:
    return Outcome(code, max(late.least, 0), late.most if late.most != late.least else None)
