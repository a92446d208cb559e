"""Records put together for a reader: what lists, the detail pane, the command line and documents draw."""

from array import array

from msgspec import Struct

from storage.domain.counting import Counts
from storage.domain.records import (
    Assessment,
    Audit,
    Body,
    Followup,
    Level,
    Recommendation,
)


class AnswerFacts(Struct, frozen=True):
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
    answer: AnswerFacts
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


class JudgementView(Struct, frozen=True):
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
    answer: AnswerFacts
    judgements: tuple[JudgementView, ...]
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
