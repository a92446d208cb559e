"""Findings of a preflight, as codes with values; sentences are made where they are shown."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import wraps
from typing import ParamSpec

from msgspec import Struct

_Parameters = ParamSpec("_Parameters")


class Severity(StrEnum):
    """Severity of a finding."""

    ERROR = "error"
    """The document may not be made."""
    QUESTION = "question"
    """The document is made when somebody says yes to it."""
    WARNING = "warning"


class Code(StrEnum):
    """Kinds of findings, with their values in :data:`VALUES`."""

    TITLE_MISSING = "title_missing"
    NO_AUDITS = "no_audits"
    SIGNER_MISSING = "signer_missing"
    PLACEHOLDER = "placeholder"
    """A text has a placeholder that was to be filled in."""
    NUMBER_TWICE = "number_twice"
    NUMBER_SKIPPED = "number_skipped"
    NUMBER_MISSING = "number_missing"
    """A recommendation has no number, though others of its audit have one."""
    TEXT_MISSING = "text_missing"
    COMMENT_MISSING = "comment_missing"
    REASON_MISSING = "reason_missing"
    POINTS_OUTSIDE = "points_outside"
    """Recommendations remain in audits that the follow-up does not cover."""
    NOT_ASSESSED = "not_assessed"
    SEVERAL_NOT_ASSESSED = "several_not_assessed"
    """Several recommendations of an audit; the record is the first."""
    REOPENED_WITHOUT_REASON = "reopened_without_reason"
    """Assessed again after it was settled, for no stated reason."""
    PARAGRAPH_MISSING = "paragraph_missing"
    """A response is known, but not the § of its decision."""
    NOT_A_DATE = "not_a_date"
    DATE_IN_FUTURE = "date_in_future"
    """An event is recorded on a day that has not come yet."""
    DATES_OUT_OF_ORDER = "dates_out_of_order"
    TRAIL_DIFFERS = "trail_differs"
    """The typed account of letter and response names other dates than the recorded ones."""
    REPORT_DATE_UNKNOWN = "report_date_unknown"
    HANDED_OVER_UNKNOWN = "handed_over_unknown"
    NO_RECIPIENT = "no_recipient"
    NOBODY_ANSWERS = "nobody_answers"
    """The letter is for action or information only."""
    NOTHING_ASSESSED = "nothing_assessed"
    """The letter of a follow-up in which no point is assessed."""
    NOTHING_OPEN = "nothing_open"
    """Nothing is asked of any body, so nobody gets the letter."""
    LEFT_OUT = "left_out"
    """Nothing is open for bodies, so they do not get the letter."""
    LEFT_OUT_UNCLEAR = "left_out_unclear"
    """The follow-up does not show what is open for bodies, so they do not get the letter."""
    ASKED_NOTHING = "asked_nothing"
    """Bodies get the letter for information since nothing is asked of them."""
    POINTS_NOT_ASSESSED = "points_not_assessed"
    """Points of a follow-up are not assessed, and so not in its letter."""
    FOLLOWUP_OPEN = "followup_open"
    """The follow-up is not closed, so that the report handed over is a draft."""
    RESPONDER_NOT_RECIPIENT = "responder_not_recipient"
    """A body is to respond for a recipient, and does not get the letter."""
    ANSWER_DUE_UNUSED = "answer_due_unused"
    """A deadline of no response that is requested."""
    ANSWER_DUE_MISSING = "answer_due_missing"
    ANSWER_DUE_TOO_EARLY = "answer_due_too_early"
    ANSWER_DUE_PAST = "answer_due_past"
    ANSWER_DUE_IN_JULY = "answer_due_in_july"
    ANSWER_DUE_ON_WEEKEND = "answer_due_on_weekend"
    ANSWER_DUE_ON_HOLIDAY = "answer_due_on_holiday"
    EXTENSION_UNDECIDED = "extension_undecided"
    """An extension was requested, and nothing is decided."""
    EXTENSION_TOO_EARLY = "extension_too_early"
    """The date granted is no later than the deadline that applies."""
    FIRST_REMINDER = "first_reminder"
    """A second reminder is chosen, but the register knows of no first; it gets the text of the first."""
    NOT_REMINDED = "not_reminded"
    """A second reminder is also about a response that the register knows of no reminder of."""
    RESPONSE_SETTLED = "response_settled"
    """All that a late response is about is settled, so the reminder leaves it out."""
    REQUEST_UNKNOWN = "request_unknown"
    """An extension is decided, but the register knows of no request for it."""
    TAKEN_OVER = "taken_over"
    """The letter that asks for the response was put to a body that another has taken over from."""
    LETTER_NOT_SENT = "letter_not_sent"
    """No record shows that the letter that asks for the response was sent."""


VALUES: Mapping[Code, tuple[str, ...]] = {
    **dict.fromkeys(Code, ()),
    Code.PLACEHOLDER: ("field", "found"),
    Code.NUMBER_TWICE: ("number",),
    Code.NUMBER_SKIPPED: ("numbers",),
    Code.COMMENT_MISSING: ("level",),
    Code.REASON_MISSING: ("level",),
    Code.POINTS_OUTSIDE: ("count", "total"),
    Code.SEVERAL_NOT_ASSESSED: ("count", "numbers"),
    Code.REOPENED_WITHOUT_REASON: ("level",),
    Code.NOT_A_DATE: ("field", "value"),
    Code.DATE_IN_FUTURE: ("field", "date"),
    Code.DATES_OUT_OF_ORDER: ("first", "first_date", "second", "second_date"),
    Code.TRAIL_DIFFERS: ("field", "date", "written"),
    Code.NOTHING_OPEN: ("bodies",),
    Code.LEFT_OUT: ("bodies",),
    Code.LEFT_OUT_UNCLEAR: ("bodies",),
    Code.ASKED_NOTHING: ("bodies",),
    Code.POINTS_NOT_ASSESSED: ("count",),
    Code.RESPONDER_NOT_RECIPIENT: ("body",),
    Code.ANSWER_DUE_UNUSED: ("due",),
    Code.ANSWER_DUE_TOO_EARLY: ("due", "field", "date"),
    Code.ANSWER_DUE_PAST: ("due",),
    Code.ANSWER_DUE_IN_JULY: ("due",),
    Code.ANSWER_DUE_ON_WEEKEND: ("due", "weekday"),
    Code.ANSWER_DUE_ON_HOLIDAY: ("due", "holiday"),
    Code.EXTENSION_TOO_EARLY: ("due", "date"),
    Code.TAKEN_OVER: ("body", "successor"),
}
"""The values of each code.

`field`, `first` and `second` are names of records' fields (`handed_over`, `answer_due`, `comment`, …), or a setting's
key; `date`, `due` and those that end in `_date` partial dates; `level` is a label; `weekday` and `holiday` are Swedish
names; `body` and `successor` are names; `bodies`, `numbers` and `written` are lists with commas; `first` should have
come before `second`; `count` is a number.
"""


class Finding(Struct, frozen=True):
    """A finding about a record."""

    severity: Severity
    code: Code
    entity: str
    """`followup`, `followup_audit`, `audit`, `recommendation`, `person`, `setting`, `letter`, …"""
    record: str
    """Its id; of a setting its key; empty for a letter that is not in the register yet."""
    where: str
    """The record's name: an audit's short title, `short title:number` of a recommendation."""
    values: Mapping[str, str] = {}


class Subject(Struct, frozen=True):
    """A record that findings are about."""

    entity: str
    record: str
    where: str

    def error(self, code: Code, **values: str) -> Finding:
        """Return a finding that stops the document."""
        return Finding(Severity.ERROR, code, self.entity, self.record, self.where, values)

    def question(self, code: Code, **values: str) -> Finding:
        """Return a finding that has to be answered with yes."""
        return Finding(Severity.QUESTION, code, self.entity, self.record, self.where, values)

    def warning(self, code: Code, **values: str) -> Finding:
        """Return a finding to look at."""
        return Finding(Severity.WARNING, code, self.entity, self.record, self.where, values)


_ORDER = {Severity.ERROR: 0, Severity.QUESTION: 1, Severity.WARNING: 2}


def errors_first(
    findings: Callable[_Parameters, Iterable[Finding]],
) -> Callable[_Parameters, tuple[Finding, ...]]:
    """Decorate a generator of findings to return them as a tuple: errors, questions, warnings."""

    @wraps(findings)
    def ordered(*args: _Parameters.args, **kwargs: _Parameters.kwargs) -> tuple[Finding, ...]:
        return tuple(sorted(findings(*args, **kwargs), key=lambda finding: _ORDER[finding.severity]))

    return ordered
