"""Data for documents: letters to bodies, and the report of a follow-up."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct

from storage.domain.followups import Comparison, Coverage, SettledPoint
from storage.domain.outcomes import Outcome
from storage.domain.records import (
    Assessment,
    Audit,
    Body,
    Followup,
    FollowupAudit,
    Letter,
    LetterQuestion,
    LetterRecipient,
    Level,
    Named,
    Person,
    Recommendation,
)
from storage.domain.views import MeasureView, ResponseFacts, TargetView

REMINDER_LEVELS = (1, 2)
"""The first reminder, and the next one."""


class AwaitedResponse(Struct, frozen=True):
    """A response that a letter requests of a body."""

    letter: str
    """Id of the requesting letter."""
    recipients: tuple[str, ...]
    """Ids of its links to the bodies that this response is for."""
    letter_date: str | None
    """Date of the letter, else of its decision."""
    registry_number: str | None
    about: tuple[Named, ...]
    """The audits that it is about."""
    outcome: Outcome
    """Its deadline and lateness."""
    points: tuple[TargetView, ...]
    """The questions and recommendations without an answer."""
    on_behalf_of: tuple[str, ...] = ()
    """Names of the other bodies that it is for."""
    for_itself: bool = True
    """True if the body that responds was asked itself; otherwise it only responds for others."""
    predecessors: tuple[str, ...] = ()
    """Names of those asked that the body has taken over from."""
    reminders: int = 0
    """Number of reminders so far, of which the register knows."""
    sent: bool = True
    """True if a trace shows that the letter was sent."""
    requested: str | None = None
    """Date of the request for an extension; `yes` when only the request is known."""
    decision: str | None = None
    """The decision on it, `granted` or `refused`."""


class ResponseLetterMaterial(Struct, frozen=True):
    """Data for a letter about responses. `letter.id` is empty until it is in the register."""

    letter: Letter
    body: Body
    """The body that it goes to."""
    answers: tuple[AwaitedResponse, ...]
    """The responses that it is about; the longest overdue first."""
    signers: tuple[Person, ...] = ()
    office: str | None = None
    settings: Mapping[str, str] = {}
    """Settings and text blocks by key (:mod:`storage.domain.settings`)."""
    history_head: str = ""


class ReminderMaterial(ResponseLetterMaterial, frozen=True):
    """Data for a reminder to one body of all its late responses."""

    left_out: tuple[AwaitedResponse, ...] = ()
    """Late responses of which nothing is open any more: each of their points is settled."""
    level: int = 1
    """The one chosen of `REMINDER_LEVELS`."""

    @property
    def is_first(self) -> bool:
        """True if the register knows of no earlier reminder of any of the responses."""
        return not any(one.reminders for one in self.answers)

    @property
    def text_level(self) -> int:
        """The level whose text is true: there is no second reminder without a first."""
        return REMINDER_LEVELS[0] if self.is_first else self.level


class ExtensionMaterial(ResponseLetterMaterial, frozen=True):
    """Data for a decision on one body's request for an extension of one response."""

    granted: bool = False
    extension_due: str | None = None
    """The date granted."""
    requested: str | None = None
    """Date of the request; `yes` when only the request is known."""
    requested_by: str | None = None
    """Name of the body that the request is recorded of."""


class AssessedRecommendation(Struct, frozen=True):
    """A recommendation inside one follow-up."""

    recommendation: Recommendation
    level: Level | None
    assessment: Assessment | None
    stances: tuple[str, ...] = ()
    """The stances of the bodies' responses, such as `disagrees`."""
    bodies: tuple[str, ...] = ()
    reopened: SettledPoint | None = None
    """What had settled it before the follow-up took it in again; None if nothing had."""


class Statement(Struct, frozen=True):
    """A line of a body's response about one recommendation or question."""

    responder: str | None
    kind: str | None
    """Kind of the response."""
    given: str | None
    """Date of its decision, else of its receipt."""
    paragraph: str | None
    stance: str | None
    self_assessment: str | None
    text: str | None


class PutQuestion(Struct, frozen=True):
    """A letter's question, with what bodies have answered."""

    question: LetterQuestion
    body: str | None
    """Name of the body that it is directed to; None means all."""
    statements: tuple[Statement, ...] = ()
    """Newest first."""
    answered: bool = False
    """True if a response that answers for good is about it."""


class QuestionLetter(Struct, frozen=True):
    """A letter about an audit, with its questions in the order they were written."""

    letter: Letter
    questions: tuple[PutQuestion, ...]


class LinkedPoint(Struct, frozen=True):
    """A recommendation that refers to another, or is referred to by it, with the audit of the other."""

    point: str
    """Id of the one."""
    other: Recommendation
    audit: Audit
    """The other's audit, by its titles and source."""


class Holdings(Struct, frozen=True):
    """Questions, statements, measures and links of an audit or another source, beside its assessments."""

    decided_by: str | None = None
    """Name of the body whose decision it is."""
    letters: tuple[QuestionLetter, ...] = ()
    """Letters with questions, oldest first."""
    statements: Mapping[str, tuple[Statement, ...]] = {}
    """Recommendation → the lines of responses about it, newest first; those with an account alone."""
    measures: tuple[MeasureView, ...] = ()
    """Measures of the audit itself, and of its recommendations with an account, in order of theme and due date."""
    links: tuple[LinkedPoint, ...] = ()
    """Links of its recommendations, in printed order."""


def has_account(audit: Audit, recommendation: Recommendation) -> bool:
    """Return true if documents tell what bodies report on a point, beside what the auditors assess.

    They do for all but the recommendations of audits.
    """
    return (recommendation.kind or "recommendation") != "recommendation" or (audit.source or "audit") != "audit"


NO_HOLDINGS = Holdings()


class SettledRecommendation(Struct, frozen=True):
    """A recommendation that a follow-up leaves out as settled."""

    recommendation: Recommendation
    point: SettledPoint | None
    """None for one with sub-points, which are settled on their own."""


class AuditMaterial(Struct, frozen=True):
    """An audit inside one follow-up."""

    audit: Audit
    followup_audit: FollowupAudit
    auditees: tuple[str, ...]
    answer: ResponseFacts
    recommendations: tuple[AssessedRecommendation, ...]
    """Those to assess, in printed order."""
    holdings: Holdings = NO_HOLDINGS
    settled: tuple[SettledRecommendation, ...] = ()
    """Those left out as settled, in printed order."""


class EarlierMaterial(Struct, frozen=True):
    """A follow-up before this one, and the comparison with it."""

    followup: Followup
    """The follow-up before."""
    comparison: Comparison
    audits: Mapping[str, str]
    """Audit id → title, of all in the comparison."""


class ImportedReport(Struct, frozen=True):
    """Facts of a report that was read in, beside those of its follow-up; it gets no texts of the office's settings."""

    signed_on: str | None = None
    """The day of signing, a partial date."""
    place: str | None = None
    """The place of signing."""
    office: str | None = None
    """The audit office on its cover."""
    chapter: str | None = None
    """Heading of the chapter of the audits."""
    chapter_text: str | None = None
    """Introduction of that chapter."""


class FollowupMaterial(Struct, frozen=True):
    """Data for the report of a follow-up."""

    followup: Followup
    levels: tuple[Level, ...]
    """The follow-up's scale in order."""
    audits: tuple[AuditMaterial, ...]
    signers: tuple[Person, ...]
    office: str | None
    """The audit office's name, such as `Exempelby kommuns revisorer`."""
    settings: Sequence[tuple[str, str]] = ()
    """(key, value) of settings and text blocks that documents use."""
    register_id: str = ""
    history_head: str = ""
    """Hash of the newest action that the report reflects."""
    supersedes: Followup | None = None
    """The follow-up that this one corrects."""
    earlier: EarlierMaterial | None = None
    """The follow-up before; None if no earlier one covers the same audits."""
    imported: ImportedReport | None = None
    """None of a follow-up that was made in this register."""
    coverage: Coverage | None = None
    """How much of what remains it covers; None when it is closed."""


ReportMaker = Callable[[FollowupMaterial, bytes | None, date], tuple[str, str]]
"""Makes the stored context of a report and the SHA-256 of its template: of the material, the office's template or None,
and the day. Documents are made above the register, so the function is handed down to it."""


ANSWER = "answer"
ACTION = "action"
INFORMATION = "information"
ROLES = (ANSWER, ACTION, INFORMATION)
LETTER_MARKS: Mapping[str, str] = MappingProxyType(
    {
        "missiv": "Missiv ur Granska",
        "reminder": "Påminnelse ur Granska",
        "extension": "Beslut om anstånd ur Granska",
    }
)
"""Kind of a letter → the category in the properties of its file, by which it is known again."""


class LetterDraft(Struct, frozen=True):
    """Fields set on a letter when it is made; None, or empty, leaves the register's value."""

    decided: str | None = None
    dated: str | None = None
    signed: str | None = None
    answer_due: str | None = None
    answer_how: str | None = None
    own_text: str | None = None
    registry_number: str | None = None
    recipients: tuple[tuple[str, str], ...] = ()
    """(body id, role) pairs; empty means those of the register, or else the audited bodies, to respond."""
    signers: tuple[Person, ...] = ()
    """Empty means those of the register, or else those of the office's settings."""
    all_bodies: bool = False
    """True if bodies of which nothing is asked get the letter too, for information."""


class Unasked(StrEnum):
    """Reasons why a missiv asks nothing of a body."""

    NOTHING_OPEN = "nothing_open"
    UNCLEAR = "unclear"
    """The follow-up does not show whether anything remains for it."""


class Recipient(Struct, frozen=True):
    """A body that a letter goes to."""

    recipient: LetterRecipient
    """Its `body` and `through` are those that records were merged into."""
    body: Body
    through: str | None = None
    """Name of the body that answers for this one in a joint answer."""
    unasked: Unasked | None = None
    """Reason why nothing is asked of it; None if something is, or if the audits are not about it."""


class LeftOut(Struct, frozen=True):
    """A body that gets no letter since nothing is asked of it."""

    body: Body
    why: Unasked


class AuditInLetter(Struct, frozen=True):
    """An audit that a letter is about."""

    audit: Audit
    auditees: tuple[str, ...]
    recommendations: tuple[AssessedRecommendation, ...]
    """The open ones and those that they are part of, in printed order; with assessments in a follow-up's letter."""
    unclear: tuple[AssessedRecommendation, ...] = ()
    """Those of which the follow-up does not show whether anything remains."""
    settled: tuple[AssessedRecommendation, ...] = ()
    """Those with nothing left to do."""


class LetterMaterial(Struct, frozen=True):
    """Data for a missiv. `letter.id` is empty until the letter is in the register."""

    letter: Letter
    audits: tuple[AuditInLetter, ...]
    recipients: tuple[Recipient, ...]
    """Those that respond first; within a role as given, else the executive board first."""
    questions: tuple[LetterQuestion, ...] = ()
    signers: tuple[Person, ...] = ()
    followup: Followup | None = None
    """The follow-up whose report the letter hands over; None for the letter of an audit."""
    office: str | None = None
    settings: Mapping[str, str] = {}
    """Settings and text blocks by key (:mod:`storage.domain.settings`)."""
    register_id: str = ""
    history_head: str = ""
    left_out: tuple[LeftOut, ...] = ()
    """Bodies that get no letter."""


class ExportedFile(Struct, frozen=True):
    """A sent file, for the log."""

    name: str
    sha256: str
    body: str | None = None
    """Id of the body that this copy of a letter is for; None when one file is for all."""
