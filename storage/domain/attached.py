"""Records that belong to others, field by field: links, scales, what judgements rest on, files, the office's own words.

What is said of names in :mod:`storage.domain.records` holds here too. Lists are drawn without these classes, so a
screen does not wait for them.
"""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationAddressee(Record):
    """A body that a recommendation is directed to, where that is not simply every auditee."""

    recommendation: RecommendationId | None = None
    body: BodyId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationRelated(Record):
    """A recommendation that refers to another."""

    recommendation: RecommendationId | None = None
    related: RecommendationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRecommendation(Record):
    """A recommendation that a measure answers to."""

    measure: MeasureId | None = None
    recommendation: RecommendationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale(Record):
    """A status scale; each follow-up keeps the one it was made with."""

    label: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowupSigner(Record):
    """Who signs a follow-up report, in order."""

    followup: FollowupId | None = None
    person: PersonId | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentEvidence(Record):
    """What an assessment rests on."""

    assessment: AssessmentId | None = None
    kind: str | None = None
    date: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock(Record):
    """A text of the office's own, used in documents."""

    key: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Record):
    """A setting of the office."""

    key: str | None = None
    value: str | None = None
