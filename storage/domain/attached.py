"""Records that belong to others, field by field: links, measures, scales, parts of follow-ups, files, own words.

What is said of names in :mod:`storage.domain.records` holds here too. Lists are drawn without these classes, so a
screen does not wait for them.
"""

from storage.domain.records import (
    AssessmentId,
    AuditId,
    BodyId,
    FollowupId,
    LetterId,
    MeasureId,
    PersonId,
    RecommendationId,
    Record,
    ResponseId,
)


class AuditAuditee(Record, frozen=True, kw_only=True):
    """An audit's audited body."""

    audit: AuditId | None = None
    body: BodyId | None = None


class Measure(Record, frozen=True, kw_only=True):
    """What the body does about one or several recommendations."""

    text: str | None = None
    responsible: str | None = None
    due: str | None = None
    state: str | None = None
    """`planned`, `ongoing` or `done`, in the body's own words."""
    reported_on: str | None = None
    response: ResponseId | None = None
    audit: AuditId | None = None
    """The audit that it belongs to as a whole: an incident's measures answer to no single recommendation."""
    theme: str | None = None
    report_to: BodyId | None = None
    """The body that is to be told how it went."""


class FollowupClosing(Record, frozen=True, kw_only=True):
    """How a follow-up was closed: what its report says from then on."""

    followup: FollowupId | None = None
    context: str | None = None
    """All that the report says, as one text; a re-print is made of it alone, never of the tables."""
    template: str | None = None
    """SHA-256 of the Word template that the report was made on."""
    closed_on: str | None = None
    closed_by: str | None = None


class FollowupAudit(Record, frozen=True, kw_only=True):
    """An audit that a follow-up covers."""

    followup: FollowupId | None = None
    audit: AuditId | None = None
    position: int | None = None
    trail_text: str | None = None
    """Typed or imported account of letter and answer; None means that it is generated from the dates."""
    judgement: str | None = None
    follow_up_again: str | None = None
    """`none`, `may` or `shall`."""
    follow_up_year: int | None = None
    meeting_needed: int | None = None


class RecommendationAddressee(Record, frozen=True, kw_only=True):
    """A body that a recommendation is directed to, where that is not simply every auditee."""

    recommendation: RecommendationId | None = None
    body: BodyId | None = None


class RecommendationRelated(Record, frozen=True, kw_only=True):
    """A recommendation that refers to another."""

    recommendation: RecommendationId | None = None
    related: RecommendationId | None = None


class MeasureRecommendation(Record, frozen=True, kw_only=True):
    """A recommendation that a measure answers to."""

    measure: MeasureId | None = None
    recommendation: RecommendationId | None = None


class Scale(Record, frozen=True, kw_only=True):
    """A status scale; each follow-up keeps the one it was made with."""

    label: str | None = None


class FollowupSigner(Record, frozen=True, kw_only=True):
    """Who signs a follow-up report, in order."""

    followup: FollowupId | None = None
    person: PersonId | None = None
    position: int | None = None


class AssessmentEvidence(Record, frozen=True, kw_only=True):
    """What an assessment rests on."""

    assessment: AssessmentId | None = None
    kind: str | None = None
    date: str | None = None
    source: str | None = None


class Document(Record, frozen=True, kw_only=True):
    """A file that came in, went out or was drawn up."""

    kind: str | None = None
    name: str | None = None
    sha256: str | None = None
    made_on: str | None = None
    direction: str | None = None
    """`incoming`, `outgoing` or `drawn_up`."""
    secrecy: str | None = None
    disposal_year: int | None = None
    letter: LetterId | None = None
    followup: FollowupId | None = None
    response: ResponseId | None = None
    history_head: str | None = None
    """The newest action when the file was made: what the document stood on."""
    audit: AuditId | None = None
    """The audit, or other source, that it tells of where no letter, follow-up or response says so."""


class TextBlock(Record, frozen=True, kw_only=True):
    """A text of the office's own, used in documents."""

    key: str | None = None
    value: str | None = None


class Setting(Record, frozen=True, kw_only=True):
    """A setting of the office."""

    key: str | None = None
    value: str | None = None
