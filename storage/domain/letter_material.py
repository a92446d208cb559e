"""Everything a letter to bodies is made from."""

from collections.abc import Mapping

from msgspec import Struct

from storage.domain.letters import Letter, LetterQuestion, LetterRecipient
from storage.domain.records import Audit, Body, Followup, Person
from storage.domain.report_material import JudgedRecommendation

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


class LetterAudit(Struct, frozen=True):
    """An audit that a letter is about."""

    audit: Audit
    auditees: tuple[str, ...]
    recommendations: tuple[JudgedRecommendation, ...]
    """In printed order; with the follow-up's judgements when the letter hands a follow-up report over."""


class LetterMaterial(Struct, frozen=True):
    """A letter with all that it speaks of. `letter.id` is empty until the letter is in the register."""

    letter: Letter
    audits: tuple[LetterAudit, ...]
    recipients: tuple[Recipient, ...]
    """In Swedish order of their names, those that answer first."""
    questions: tuple[LetterQuestion, ...] = ()
    signers: tuple[Person, ...] = ()
    followup: Followup | None = None
    """The follow-up whose report the letter hands over; None for the letter of an audit."""
    office: str | None = None
    settings: Mapping[str, str] = {}
    """Settings and text blocks by key (:mod:`storage.domain.configuration`)."""
    register_id: str = ""
    history_head: str = ""


class ExportedFile(Struct, frozen=True):
    """A file that went out, for the log."""

    name: str
    sha256: str
    body: str | None = None
    """Id of the body that this copy of a letter is for; None when one file is for all."""
