"""The records of what goes out to bodies and what comes back: letters and responses.

The rules of :mod:`storage.domain.records` hold here too.
"""

from storage.domain.records import (
    AuditId,
    BodyId,
    DocumentId,
    FollowupId,
    LetterId,
    LetterQuestionId,
    PersonId,
    RecommendationId,
    Record,
    ResponseId,
    ResponseLineId,
)


class Letter(Record, frozen=True, kw_only=True):
    """A letter from the auditors."""

    kind: str | None = None
    """`missiv`, `reminder`, `extension`, `information`, `department_question` or `council`."""
    decided: str | None = None
    dated: str | None = None
    signed: str | None = None
    registry_number: str | None = None
    answer_due: str | None = None
    answer_how: str | None = None
    own_text: str | None = None
    document: DocumentId | None = None
    followup: FollowupId | None = None
    """The follow-up whose report the letter hands over; None when it is an audit's own letter."""


class LetterAudit(Record, frozen=True, kw_only=True):
    """An audit that a letter hands over or asks about."""

    letter: LetterId | None = None
    audit: AuditId | None = None


class LetterSigner(Record, frozen=True, kw_only=True):
    """Who signs a letter, in order."""

    letter: LetterId | None = None
    person: PersonId | None = None
    position: int | None = None


class LetterRecipient(Record, frozen=True, kw_only=True):
    """A body that a letter goes to, and what it is asked to do."""

    letter: LetterId | None = None
    body: BodyId | None = None
    role: str | None = None
    """`answer`, `action` or `information`."""
    demand: str | None = None
    answer_due: str | None = None
    """This recipient's own date; None means the letter's."""
    through: BodyId | None = None
    """The body that answers for this one in a joint answer."""
    extension_requested: str | None = None
    """When an extension was asked for; `yes` when it is only known that it was."""
    extension_decision: str | None = None
    """`granted`, `refused` or `unknown`."""
    extension_due: str | None = None


class LetterQuestion(Record, frozen=True, kw_only=True):
    """A question that a letter asks."""

    letter: LetterId | None = None
    number: str | None = None
    text: str | None = None
    body: BodyId | None = None


class Response(Record, frozen=True, kw_only=True):
    """A body's answer; one decision (§) may answer several audits."""

    responder: BodyId | None = None
    kind: str | None = None
    """`answer`, `supplementary`, `progress_report` or `staff_report`."""
    decided_on: str | None = None
    paragraph: str | None = None
    """The number of the minutes' paragraph, without the § sign."""
    received_on: str | None = None
    registry_number: str | None = None
    their_registry_number: str | None = None
    text: str | None = None
    on_time_override: int | None = None
    override_reason: str | None = None
    signed_by: str | None = None
    """Who signed it, with titles and place as they stand there."""


class ResponseAudit(Record, frozen=True, kw_only=True):
    """An audit that a response answers."""

    response: ResponseId | None = None
    audit: AuditId | None = None


class ResponseOnBehalfOf(Record, frozen=True, kw_only=True):
    """A body that the responder answers for in a joint answer."""

    response: ResponseId | None = None
    body: BodyId | None = None


class ResponseLine(Record, frozen=True, kw_only=True):
    """What a response says of one or several recommendations or questions."""

    response: ResponseId | None = None
    stance: str | None = None
    """`agrees`, `partly`, `disagrees`, `already_done` or `no_view`."""
    text: str | None = None
    self_assessment: str | None = None
    """`done`, `ongoing`, `planned` or `no_action`."""


class ResponseLineTarget(Record, frozen=True, kw_only=True):
    """The recommendation, or the letter's question, that a response line is about."""

    response_line: ResponseLineId | None = None
    recommendation: RecommendationId | None = None
    question: LetterQuestionId | None = None
