"""Everything a letter to bodies is made from."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from storage.domain.followups import Comparison
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
from storage.domain.views import ResponseFacts, TargetView

REMINDER_LEVELS = (1, 2)
"""The first reminder, and the one after it."""


class AwaitedResponse(Struct, frozen=True):
    """An answer that a letter asks a body for."""

    letter: str
    """Id of the letter that asks."""
    recipients: tuple[str, ...]
    """Ids of its links to the bodies that wait for this answer."""
    letter_date: str | None
    """The day of the letter, else of its decision."""
    registry_number: str | None
    about: tuple[Named, ...]
    """The audits that it is about."""
    outcome: Outcome
    """How it stands: by when it was asked for, and how many days late it is."""
    points: tuple[TargetView, ...]
    """What is not answered: questions and recommendations."""
    on_behalf_of: tuple[str, ...] = ()
    """Names of the other bodies that it is to be given for."""
    reminders: int = 0
    """How many times it has been reminded of."""
    sent: bool = True
    """Whether anything tells that the letter went out."""


class ResponseLetterMaterial(Struct, frozen=True):
    """What a letter about answers is made from, whichever it is. `letter.id` is empty until it is in the register."""

    letter: Letter
    body: Body
    """The body that it goes to."""
    answers: tuple[AwaitedResponse, ...]
    """What it is about; the longest late first."""
    signers: tuple[Person, ...] = ()
    office: str | None = None
    settings: Mapping[str, str] = {}
    """Settings and text blocks by key (:mod:`storage.domain.settings`)."""
    history_head: str = ""


class ReminderMaterial(ResponseLetterMaterial, frozen=True):
    """A reminder to one body of all its late answers."""

    level: int = 1
    """One of `REMINDER_LEVELS`."""


class ExtensionMaterial(ResponseLetterMaterial, frozen=True):
    """A decision on one body's asking for more time for one answer."""

    granted: bool = False
    extension_due: str | None = None
    """The date granted."""
    requested: str | None = None
    """When more time was asked for; `yes` when it is only known that it was."""


class AssessedRecommendation(Struct, frozen=True):
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
    answer: ResponseFacts
    recommendations: tuple[AssessedRecommendation, ...]
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


ANSWER = "answer"
ACTION = "action"
INFORMATION = "information"
ROLES = (ANSWER, ACTION, INFORMATION)


class LetterDraft(Struct, frozen=True):
    """What is said of a letter when it is made; None, or nothing, leaves it as the register has it."""

    decided: str | None = None
    dated: str | None = None
    signed: str | None = None
    answer_due: str | None = None
    answer_how: str | None = None
    own_text: str | None = None
    registry_number: str | None = None
    recipients: tuple[tuple[str, str], ...] = ()
    """(body id, role) pairs; empty means those of the register, or else the audited bodies, to answer."""
    signers: tuple[Person, ...] = ()
    """Empty means those of the register, or else those of the office's settings."""


class Recipient(Struct, frozen=True):
    """A body that a letter goes to."""

    recipient: LetterRecipient
    body: Body
    through: str | None = None
    """Name of the body that answers for this one in a joint answer."""


class AuditInLetter(Struct, frozen=True):
    """An audit that a letter is about."""

    audit: Audit
    auditees: tuple[str, ...]
    recommendations: tuple[AssessedRecommendation, ...]
    """In printed order; with the follow-up's judgements when the letter hands a follow-up report over."""


class LetterMaterial(Struct, frozen=True):
    """A letter with all that it speaks of. `letter.id` is empty until the letter is in the register."""

    letter: Letter
    audits: tuple[AuditInLetter, ...]
    recipients: tuple[Recipient, ...]
    """In Swedish order of their names, those that answer first."""
    questions: tuple[LetterQuestion, ...] = ()
    signers: tuple[Person, ...] = ()
    followup: Followup | None = None
    """The follow-up whose report the letter hands over; None for the letter of an audit."""
    office: str | None = None
    settings: Mapping[str, str] = {}
    """Settings and text blocks by key (:mod:`storage.domain.settings`)."""
    register_id: str = ""
    history_head: str = ""


class ExportedFile(Struct, frozen=True):
    """A file that went out, for the log."""

    name: str
    sha256: str
    body: str | None = None
    """Id of the body that this copy of a letter is for; None when one file is for all."""
