"""Everything a follow-up report is made from."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from storage.domain.attached import FollowupAudit
from storage.domain.comparing import Comparison
from storage.domain.records import Assessment, Audit, Followup, Level, Person, Recommendation
from storage.domain.views import AnswerFacts


class JudgedRecommendation(Struct, frozen=True):
    """A recommendation inside one follow-up."""

    recommendation: Recommendation
    level: Level | None
    assessment: Assessment | None
    stances: tuple[str, ...] = ()
    """The stances of the bodies' answers, such as `disagrees`."""
    bodies: tuple[str, ...] = ()


class AuditMaterial(Struct, frozen=True):
    """An audit inside one follow-up."""

    audit: Audit
    followup_audit: FollowupAudit
    auditees: tuple[str, ...]
    answer: AnswerFacts
    recommendations: tuple[JudgedRecommendation, ...]
    """In printed order."""


class EarlierMaterial(Struct, frozen=True):
    """A follow-up beside the one before."""

    followup: Followup
    """The one before."""
    comparison: Comparison
    audits: Mapping[str, str]
    """Audit id → title, of all that the comparison speaks of."""


class FollowupMaterial(Struct, frozen=True):
    """Everything a follow-up report is made from."""

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
    """Hash of the newest action: what the report stands on."""
    supersedes: Followup | None = None
    """The follow-up that this one corrects."""
    earlier: EarlierMaterial | None = None
    """What it is compared with; None when there is no follow-up of the same audits before it."""
