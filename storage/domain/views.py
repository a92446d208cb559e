"""Views: records joined for lists, the detail pane, the command line and documents."""

from array import array
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from storage.domain.counting import Counts
from storage.domain.deadlines import RecipientOutcome
from storage.domain.outcomes import Outcome, ReasonCode, ResponseOutcome
from storage.domain.records import (
    Assessment,
    Audit,
    Body,
    Followup,
    Letter,
    LetterQuestion,
    LetterRecipient,
    Level,
    Measure,
    Named,
    Person,
    Recommendation,
    Response,
    ResponseLine,
    replace,
)
from storage.domain.scale import NOT_ASSESSED


class ResponseFacts(Struct, frozen=True):
    """Facts of an audit's letter and response."""

    answer_due: str | None = None
    """Date by which the response was requested."""
    asked: tuple[str, ...] = ()
    """Names of the bodies requested to respond."""
    informed: tuple[str, ...] = ()
    """Names of the other recipients of the report."""
    letter_decided: str | None = None
    """Date of the auditors' decision on the letter."""
    answered_on: str | None = None
    """Date of the decision on the response; of its receipt, if only that is known."""
    received_on: str | None = None
    paragraph: str | None = None
    responder: str | None = None
    """Name of the responding body."""
    on_behalf_of: tuple[str, ...] = ()
    """Names of the bodies that a joint response speaks for."""
    extension_requested: str | None = None
    extension_decision: str | None = None
    extension_due: str | None = None


class AuditView(Struct, frozen=True):
    """An audit in lists."""

    audit: Audit
    bodies: tuple[str, ...]
    """Names of the audited bodies, in the order of bodies."""
    answer: ResponseFacts
    counts: Counts
    """Counts by the level shown for each recommendation."""
    assessed_now: int = 0
    """Number of those levels that are the open follow-up's; the others are of earlier ones."""

    @property
    def id(self) -> str:
        """The audit's id."""
        return self.audit.id

    @property
    def assessed_before(self) -> int:
        """Number of the levels shown that are of earlier follow-ups."""
        return self.counts.total - self.counts[NOT_ASSESSED] - self.assessed_now

    @property
    def name(self) -> str:
        """Short title, else title."""
        return self.audit.short_title or self.audit.title or ""


_POINT_KINDS = {"board_decision": "decision_point", "control_plan": "control"}


def point_kind(source: str | None) -> str:
    """Return the default kind of an audit's points, by the audit's source."""
    return _POINT_KINDS.get(source or "", "recommendation")


class RecommendationView(Struct, frozen=True):
    """A recommendation with the assessment shown for it.

    That is the open follow-up's; else the newest follow-up's with a level, and then `current` is False. Where none has
    a level, it is the newest comment of a closed one.
    """

    recommendation: Recommendation
    audit_title: str
    """The audit's short title, else its title."""
    bodies: tuple[str, ...]
    """Names of the addressees; of the audit's auditees where none are named."""
    level: Level | None
    """None when no follow-up has assessed it, and of one with sub-points."""
    assessment: Assessment | None
    """The assessment shown."""
    followup: str | None
    """Title of the follow-up of the assessment shown."""
    followup_year: int | None
    current: bool
    """True if the assessment is the open follow-up's."""
    open_comment: str | None = None
    """A comment in the open follow-up, before anything is assessed there."""
    settled: bool = False
    """True if it is settled, and the open follow-up would leave it out."""
    reopened: bool = False
    """True if the open follow-up has taken it in again, and not assessed it yet."""
    conflict: bool = False
    """True if merged copies of the register conflict about the values shown."""
    open_since: str | None = None
    """Since when it is open, as a partial date; None when it is not open, or since when is not known."""
    divided: bool = False
    """True if it has sub-points: then no level is shown, since they are assessed instead."""

    @property
    def id(self) -> str:
        """The recommendation's id."""
        return self.recommendation.id

    @property
    def means(self) -> str | None:
        """The meaning of the level shown; None when not assessed."""
        return self.level.means if self.level else None

    @property
    def comment(self) -> str | None:
        """The comment of the assessment shown."""
        return self.assessment.comment if self.assessment else None


class AssessmentView(Struct, frozen=True):
    """One follow-up's assessment of a recommendation."""

    followup: Followup
    level: Level | None
    assessment: Assessment


class StanceView(Struct, frozen=True):
    """The stance of a body's response on a recommendation."""

    responder: str | None
    decided_on: str | None
    paragraph: str | None
    stance: str | None
    self_assessment: str | None
    text: str | None


class RecommendationDetail(Struct, frozen=True):
    """A recommendation with its audit, assessments and stances."""

    view: RecommendationView
    audit: Audit
    answer: ResponseFacts
    assessments: tuple[AssessmentView, ...]
    """Newest follow-up first."""
    stances: tuple[StanceView, ...]
    open_months: int | None = None
    """The whole months that it has been open; None when it is not, or since when is not known."""


class FollowupView(Struct, frozen=True):
    """A follow-up in lists."""

    followup: Followup
    audits: int
    counts: Counts
    superseded: bool = False
    """True if a closed one supersedes it."""

    @property
    def id(self) -> str:
        """The follow-up's id."""
        return self.followup.id


class LetterView(Struct, frozen=True):
    """A letter with the names of its audits and recipients."""

    id: str
    kind: str | None
    decided: str | None
    dated: str | None
    answer_due: str | None
    registry_number: str | None
    audits: tuple[str, ...]
    """Titles."""
    recipients: tuple[tuple[str, str], ...]
    """(name, role) pairs."""
    files: tuple[tuple[str, str, str], ...] = ()
    """(name, SHA-256, made on) of the sent files, oldest first."""


class BodyView(Struct, frozen=True):
    """A body in lists."""

    body: Body
    audits: int
    """Number of audits of it."""
    counts: Counts
    """Counts of the recommendations directed to it, once each."""


class Found(Struct, frozen=True):
    """Everything that a filter leaves."""

    recommendations: "array[int]"
    """Row numbers, in order."""
    audits: "array[int]"
    """Row numbers of the audits that the filter leaves, or with a recommendation that it leaves."""
    counts: Counts
    note: str | None
    """The word that occurs only without å, ä and ö."""


class TargetView(Struct, frozen=True):
    """A target of a response line: a recommendation, or a letter's question."""

    entity: str
    """`recommendation` or `letter_question`."""
    id: str
    about: str
    """The recommendation's audit, by its short title; of a question, the letter's registry number."""
    number: str | None
    """As printed."""
    text: str | None
    kind: str | None = None
    """The recommendation's."""


class RecipientView(Struct, frozen=True):
    """A recipient of a letter."""

    recipient: LetterRecipient
    name: str
    through: str | None
    """Name of the body that responds for this one."""


class LineView(Struct, frozen=True):
    """A line of a response with its targets."""

    line: ResponseLine
    targets: tuple[TargetView, ...]


class QuestionView(Struct, frozen=True):
    """A letter's question with the response lines about it, newest response first."""

    question: LetterQuestion
    body: str | None
    """Name of the body that it is directed to; None means all."""
    answers: tuple[LineView, ...] = ()


class ResponseView(Struct, frozen=True):
    """A response with its responder and audits."""

    response: Response
    responder: str
    on_behalf_of: tuple[str, ...]
    """Names of the bodies that a joint answer speaks for."""
    audits: tuple[Named, ...]

    @property
    def id(self) -> str:
        """The response's id."""
        return self.response.id


class MeasureView(Struct, frozen=True):
    """A measure with its recommendations."""

    measure: Measure
    recommendations: tuple[TargetView, ...]
    audit: str | None = None
    """Name of the audit that the measure itself belongs to."""
    report_to: str | None = None
    """Name of the body to report the result to."""

    @property
    def id(self) -> str:
        """The measure's id."""
        return self.measure.id


class LetterDetail(Struct, frozen=True):
    """A letter with its recipients, questions, signers, responses and files."""

    letter: Letter
    audits: tuple[Named, ...]
    recipients: tuple[RecipientView, ...]
    """In Swedish order of their names."""
    questions: tuple[QuestionView, ...]
    """In the order they were written."""
    signers: tuple[Person, ...]
    responses: tuple[ResponseView, ...]
    """Responses about the same audits, or to its questions; newest first."""
    files: tuple[tuple[str, str, str], ...] = ()
    """(name, SHA-256, made on) of the files that went out, oldest first."""


class ResponseDetail(Struct, frozen=True):
    """A response with its lines, measures and unanswered points."""

    view: ResponseView
    lines: tuple[LineView, ...]
    """In the order they were written."""
    measures: tuple[MeasureView, ...]
    unanswered: tuple[TargetView, ...]
    """Points requested of its bodies, in its audits and letters, that none of its lines is about; as printed."""
    letters: tuple[Named, ...]
    """The letters that it may respond to, newest first."""


class ResponseSheetRow(Struct, frozen=True):
    """A requested point beside the response line about it."""

    target: TargetView
    line: LineView | None
    """The response's line about it; the first of several."""
    measures: tuple[MeasureView, ...] = ()
    """All measures for it, whoever reported them."""
    earlier: tuple[StanceView, ...] = ()
    """Stances of other responses on it, newest first."""
    answered: bool = False
    """True if the response is about it, or about its parent."""
    asked: bool = True
    """True if it was requested of the responding bodies."""

    @property
    def id(self) -> str:
        """The target's id."""
        return self.target.id


class ResponseSheet(Struct, frozen=True):
    """A response beside the requested points."""

    detail: ResponseDetail
    rows: tuple[ResponseSheetRow, ...]
    """Points requested of its bodies, in the order of the letter and the report; then its other targets."""


class ResponseStatus(StrEnum):
    """Status of the responses to a letter."""

    NOT_REQUESTED = "not_asked"
    """Nobody should respond."""
    ANSWERED = "answered"
    PARTLY = "partly"
    """Some recipients have responded, and the others still have time."""
    EXTENDED = "extended"
    """A response is missing, within a granted extension."""
    UNDECIDED = "undecided"
    """A response is missing, with a request for an extension without a decision or a date."""
    WAITING = "waiting"
    OVERDUE = "overdue"


class ResponseSummary(Struct, frozen=True):
    """Status and numbers of the responses to a letter."""

    how: ResponseStatus
    answered: int = 0
    asked: int = 0


NOTHING_REQUESTED = ResponseSummary(ResponseStatus.NOT_REQUESTED)


class LetterRow(Struct, frozen=True):
    """A row of the list of letters."""

    id: str
    kind: str | None
    dated: str | None
    """Its own date, else the date of the decision."""
    about: tuple[str, ...]
    """Names of its audits, or of the follow-up that it hands over."""
    recipients: tuple[str, ...]
    """Names of its recipients, those requested to respond first."""
    due: str | None
    """The earliest deadline of a missing response; without one missing, the letter's own."""
    state: ResponseSummary = NOTHING_REQUESTED
    audits: tuple[str, ...] = ()
    """Ids of its audits."""
    followup: str | None = None


class ResponseRow(Struct, frozen=True):
    """A row of the list of responses."""

    id: str
    kind: str | None
    given: str | None
    """Date of its decision, else of its receipt."""
    paragraph: str | None
    responder: str
    on_behalf_of: tuple[str, ...]
    about: tuple[str, ...]
    """Names of its audits."""
    lines: int
    """Number of its lines."""


class LetterTraces(Struct, frozen=True):
    """The traces of a letter that show that it was sent."""

    id: str
    decided: str | None
    dated: str | None
    signed: str | None
    has_file: bool

    def has_gone_out(self, *, answered: bool) -> bool:
        """Return True if its own date, a signature, a file or a response shows that the letter was sent."""
        return bool(self.dated or self.signed or self.has_file or answered)


def with_responses(row: LetterRow, recipients: Sequence[RecipientOutcome]) -> LetterRow:
    """Return the row with the status of the responses of its recipients."""
    missing = [one.outcome for one in recipients if one.is_missing]
    dates = [one.due for one in missing if one.due]
    state = ResponseSummary(_status(missing, len(recipients)), len(recipients) - len(missing), len(recipients))
    return replace(row, state=state, due=min(dates, default=row.due))


def _status(missing: Sequence[Outcome], requested: int) -> ResponseStatus:
    codes = {one.code for one in missing}
    if not requested:
        return ResponseStatus.NOT_REQUESTED
    if not missing:
        return ResponseStatus.ANSWERED
    if ResponseOutcome.OVERDUE in codes:
        return ResponseStatus.OVERDUE
    if any(reason.code is ReasonCode.EXTENSION_UNDECIDED for one in missing for reason in one.why):
        return ResponseStatus.UNDECIDED
    if ResponseOutcome.WAITING_EXTENDED in codes:
        return ResponseStatus.EXTENDED
    return ResponseStatus.PARTLY if len(missing) < requested else ResponseStatus.WAITING
