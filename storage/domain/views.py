"""Records put together for a reader: what lists, the detail pane, the command line and documents draw."""

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


class ResponseFacts(Struct, frozen=True):
    """What is known of an audit's letter and answer."""

    answer_due: str | None = None
    """The date the answer was asked for."""
    asked: tuple[str, ...] = ()
    """Names of the bodies asked to answer."""
    informed: tuple[str, ...] = ()
    """Names of other bodies that the report was handed over to."""
    letter_decided: str | None = None
    """When the auditors decided on the letter."""
    answered_on: str | None = None
    """When the answer was decided; received, where only that is known."""
    received_on: str | None = None
    paragraph: str | None = None
    responder: str | None = None
    """Name of the body that answered."""
    on_behalf_of: tuple[str, ...] = ()
    """Names of the bodies that a joint answer speaks for."""
    extension_requested: str | None = None
    extension_decision: str | None = None
    extension_due: str | None = None


class AuditView(Struct, frozen=True):
    """An audit as lists show it."""

    audit: Audit
    bodies: tuple[str, ...]
    """Names of the audited bodies, in Swedish order."""
    answer: ResponseFacts
    counts: Counts
    """By the judgement shown for each recommendation."""

    @property
    def id(self) -> str:
        """The audit's id."""
        return self.audit.id

    @property
    def name(self) -> str:
        """Short title, else title."""
        return self.audit.short_title or self.audit.title or ""


_POINT_KINDS = {"board_decision": "decision_point", "control_plan": "control"}


def point_kind(source: str | None) -> str:
    """The kind of an audit's points, by the audit's source, where nobody says."""
    return _POINT_KINDS.get(source or "", "recommendation")


class RecommendationView(Struct, frozen=True):
    """A recommendation with the judgement that is shown for it.

    That is the open follow-up's; else that of the newest follow-up that judged it, and then `current` is False.
    """

    recommendation: Recommendation
    audit_title: str
    """The audit's short title, else its title."""
    bodies: tuple[str, ...]
    """Names of the addressees; of the audit's auditees where none are named."""
    level: Level | None
    """None when no follow-up has judged it."""
    assessment: Assessment | None
    """The judgement shown."""
    followup: str | None
    """Title of the follow-up that the judgement belongs to."""
    followup_year: int | None
    current: bool
    """Whether the judgement is the open follow-up's."""
    open_comment: str | None = None
    """A comment written in the open follow-up before anything is judged there."""
    conflict: bool = False
    """Whether two copies of the register say different things of what is shown."""

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
        """The comment of the judgement shown."""
        return self.assessment.comment if self.assessment else None


class AssessmentView(Struct, frozen=True):
    """One follow-up's judgement of a recommendation, for the record's history of judgements."""

    followup: Followup
    level: Level | None
    assessment: Assessment


class StanceView(Struct, frozen=True):
    """What a body's answer says of a recommendation."""

    responder: str | None
    decided_on: str | None
    paragraph: str | None
    stance: str | None
    self_assessment: str | None
    text: str | None


class RecommendationDetail(Struct, frozen=True):
    """All that is known of one recommendation."""

    view: RecommendationView
    audit: Audit
    answer: ResponseFacts
    judgements: tuple[AssessmentView, ...]
    """Newest follow-up first."""
    stances: tuple[StanceView, ...]


class FollowupView(Struct, frozen=True):
    """A follow-up as lists show it."""

    followup: Followup
    audits: int
    counts: Counts
    superseded: bool = False
    """Whether a closed one has taken its place."""

    @property
    def id(self) -> str:
        """The follow-up's id."""
        return self.followup.id


class LetterView(Struct, frozen=True):
    """A letter as lists show it."""

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
    """(name, SHA-256, made on) of the files that went out, oldest first."""


class BodyView(Struct, frozen=True):
    """A body as lists show it."""

    body: Body
    audits: int
    """How many audits it is an auditee of."""
    counts: Counts
    """Recommendations addressed to it, once each."""


class Found(Struct, frozen=True):
    """All that a filter leaves."""

    recommendations: "array[int]"
    """Row numbers, in order."""
    audits: "array[int]"
    """Row numbers of the audits that the filter leaves, or that hold a recommendation it leaves."""
    counts: Counts
    note: str | None
    """The word that only occurs without å, ä and ö."""


class TargetView(Struct, frozen=True):
    """What an answer answers: a recommendation, or a letter's question."""

    entity: str
    """`recommendation` or `letter_question`."""
    id: str
    about: str
    """The recommendation's audit, by its short title; of a question, the letter's registry number."""
    number: str | None
    """As printed."""
    text: str | None


class RecipientView(Struct, frozen=True):
    """A body that a letter goes to."""

    recipient: LetterRecipient
    name: str
    through: str | None
    """Name of the body that answers for this one."""


class LineView(Struct, frozen=True):
    """What an answer says of one or several of the things asked."""

    line: ResponseLine
    targets: tuple[TargetView, ...]


class QuestionView(Struct, frozen=True):
    """A letter's question, with what was answered to it, newest answer first."""

    question: LetterQuestion
    body: str | None
    """Name of the body that is asked; None when all are."""
    answers: tuple[LineView, ...] = ()


class ResponseView(Struct, frozen=True):
    """An answer as lists show it."""

    response: Response
    responder: str
    on_behalf_of: tuple[str, ...]
    """Names of the bodies that a joint answer speaks for."""
    audits: tuple[Named, ...]

    @property
    def id(self) -> str:
        """The answer's id."""
        return self.response.id


class MeasureView(Struct, frozen=True):
    """A measure, with what it is to remedy."""

    measure: Measure
    recommendations: tuple[TargetView, ...]
    audit: str | None = None
    """Name of the audit that the measure belongs to itself."""

    @property
    def id(self) -> str:
        """The measure's id."""
        return self.measure.id


class LetterDetail(Struct, frozen=True):
    """All that is known of a letter."""

    letter: Letter
    audits: tuple[Named, ...]
    recipients: tuple[RecipientView, ...]
    """In Swedish order of their names."""
    questions: tuple[QuestionView, ...]
    """In the order they were written."""
    signers: tuple[Person, ...]
    responses: tuple[ResponseView, ...]
    """Answers about the same audits, or to its questions; newest first."""
    files: tuple[tuple[str, str, str], ...] = ()
    """(name, SHA-256, made on) of the files that went out, oldest first."""


class ResponseDetail(Struct, frozen=True):
    """All that is known of an answer."""

    view: ResponseView
    lines: tuple[LineView, ...]
    """In the order they were written."""
    measures: tuple[MeasureView, ...]
    unanswered: tuple[TargetView, ...]
    """What was asked of its bodies, in its audits and letters, that none of its lines speaks of; as printed."""
    letters: tuple[Named, ...]
    """The letters that it may be an answer to, newest first."""


class ResponseSheetRow(Struct, frozen=True):
    """One of the things asked, beside what an answer says of it."""

    target: TargetView
    line: LineView | None
    """The answer's line about it; the first, where there are several."""
    measures: tuple[MeasureView, ...] = ()
    """All measures about it, whoever told of them."""
    earlier: tuple[StanceView, ...] = ()
    """What other answers say of it, newest first."""
    answered: bool = False
    """Whether the answer speaks of it, or of the point that it is a part of."""
    asked: bool = True
    """Whether it was asked of the bodies that answer."""

    @property
    def id(self) -> str:
        """The target's id."""
        return self.target.id


class ResponseSheet(Struct, frozen=True):
    """An answer beside what was asked."""

    detail: ResponseDetail
    rows: tuple[ResponseSheetRow, ...]
    """What was asked of its bodies, in the order of the letter and the report; then what else it speaks of."""


class ResponseStatus(StrEnum):
    """How the answers to a letter stand."""

    NOT_ASKED = "not_asked"
    """Nobody is to answer it."""
    ANSWERED = "answered"
    PARTLY = "partly"
    """Some of those asked have answered, and the others still have time."""
    EXTENDED = "extended"
    """An answer is missing, and more time was granted that has not run out."""
    UNDECIDED = "undecided"
    """An answer is missing, and more time was asked for, without a decision or a date."""
    WAITING = "waiting"
    OVERDUE = "overdue"


class ResponseSummary(Struct, frozen=True):
    """How the answers to a letter stand, and how many there are."""

    how: ResponseStatus
    answered: int = 0
    asked: int = 0


NOTHING_REQUESTED = ResponseSummary(ResponseStatus.NOT_ASKED)


class LetterRow(Struct, frozen=True):
    """A letter as a list shows it."""

    id: str
    kind: str | None
    dated: str | None
    """Its own day, else the day of the decision."""
    about: tuple[str, ...]
    """Names of its audits, or of the follow-up that it hands over."""
    recipients: tuple[str, ...]
    """Names of the bodies that it goes to, those that are asked for an answer first."""
    due: str | None
    """The earliest day that a missing answer is asked for; where none is missing, the letter's own."""
    state: ResponseSummary = NOTHING_REQUESTED
    audits: tuple[str, ...] = ()
    """Ids of its audits."""
    followup: str | None = None


class ResponseRow(Struct, frozen=True):
    """An answer as a list shows it."""

    id: str
    kind: str | None
    given: str | None
    """The day it was decided, else received."""
    paragraph: str | None
    responder: str
    on_behalf_of: tuple[str, ...]
    about: tuple[str, ...]
    """Names of the audits that it answers."""
    lines: int
    """How many lines it has."""


class LetterTraces(Struct, frozen=True):
    """The traces that a letter leaves when it goes out."""

    id: str
    decided: str | None
    dated: str | None
    signed: str | None
    has_file: bool

    def has_gone_out(self, *, answered: bool) -> bool:
        """True if its own date, a signature, a file or somebody's answer shows that the letter went out."""
        return bool(self.dated or self.signed or self.has_file or answered)


def with_responses(row: LetterRow, recipients: Sequence[RecipientOutcome]) -> LetterRow:
    """The letter, with how the answers of those that it asks stand."""
    missing = [one.outcome for one in recipients if one.is_missing]
    dates = [one.due for one in missing if one.due]
    state = ResponseSummary(_how(missing, len(recipients)), len(recipients) - len(missing), len(recipients))
    return replace(row, state=state, due=min(dates, default=row.due))


def _how(missing: Sequence[Outcome], asked: int) -> ResponseStatus:
    codes = {one.code for one in missing}
    if not asked:
        return ResponseStatus.NOT_ASKED
    if not missing:
        return ResponseStatus.ANSWERED
    if ResponseOutcome.OVERDUE in codes:
        return ResponseStatus.OVERDUE
    if any(reason.code is ReasonCode.EXTENSION_UNDECIDED for one in missing for reason in one.why):
        return ResponseStatus.UNDECIDED
    if ResponseOutcome.WAITING_EXTENDED in codes:
        return ResponseStatus.EXTENDED
    return ResponseStatus.PARTLY if len(missing) < asked else ResponseStatus.WAITING
