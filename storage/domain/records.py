"""The records of the register, field by field.

The names of these classes' fields are hashed into the history: a name never changes meaning and is never reused, and
fields are only added. Every nullable field may be unknown: None means *not known*.

Paragraphs of a text are separated by one line feed; a line that begins with ``"- "`` is a list item. Dates are partial
dates of :mod:`storage.domain.dates`: ``"2019"``, ``"2019-02"`` or ``"2019-02-05"``. A reference to another record is
annotated with that record's entity. `removed` is None, or the reason that the record was removed from every list and
count; it stays in the history.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

from msgspec import Struct

BodyId = Annotated[str, "body"]
PersonId = Annotated[str, "person"]
AuditId = Annotated[str, "audit"]
RecommendationId = Annotated[str, "recommendation"]
MeasureId = Annotated[str, "measure"]
LetterId = Annotated[str, "letter"]
LetterQuestionId = Annotated[str, "letter_question"]
ResponseId = Annotated[str, "response"]
ResponseLineId = Annotated[str, "response_line"]
ScaleId = Annotated[str, "scale"]
LevelId = Annotated[str, "level"]
FollowupId = Annotated[str, "followup"]
AssessmentId = Annotated[str, "assessment"]
DocumentId = Annotated[str, "document"]


class Record(Struct, frozen=True, kw_only=True):
    """Fields of every record."""

    id: str
    removed: str | None = None


class Body(Record, frozen=True, kw_only=True):
    """An audited or informed body: a board, the executive board, a company, the council."""

    kind: str | None = None
    """`executive_board`, `committee`, `company`, `council` or `other`."""
    name: str | None = None
    short_name: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    successor: BodyId | None = None
    email: str | None = None
    merged_into: BodyId | None = None
    """The record that this one was merged into."""


class Person(Record, frozen=True, kw_only=True):
    """A person who signs, or leads an audit or a follow-up."""

    name: str | None = None
    title: str | None = None
    organisation: str | None = None
    merged_into: PersonId | None = None


class Audit(Record, frozen=True, kw_only=True):
    """One audit (granskning), or another source of recommendations."""

    title: str | None = None
    short_title: str | None = None
    years: str | None = None
    """The year or years audited, as text: `2018` or `2018–2019`."""
    source: str | None = None
    """`audit`, `evaluation`, `board_decision`, `control_plan` or `incident`."""
    type: str | None = None
    """`in_depth`, `basic`, `follow_up`, `pre_study`, `lay_audit`, `it` …"""
    registry_number: str | None = None
    firm: str | None = None
    responsible: PersonId | None = None
    purpose: str | None = None
    """Subject and purpose of the audit, running paragraphs."""
    judgement: str | None = None
    """The audit's overall judgement."""
    grounds: str | None = None
    """Grounds of the judgement, mostly list items."""
    report_date: str | None = None
    handed_over: str | None = None
    """Date of the auditors' decision to hand the report over."""
    decided_by: BodyId | None = None
    """The body whose decision it is, where the source is a decision or a plan."""
    decided_on: str | None = None
    paragraph: str | None = None
    """The number of the minutes' paragraph, without the § sign."""
    plan_year: int | None = None
    """The year of the audit plan that the audit is part of."""


class Recommendation(Record, frozen=True, kw_only=True):
    """A point directed to audited bodies: a recommendation, question, decision point or remark."""

    audit: AuditId | None = None
    kind: str | None = None
    """`recommendation`, `question`, `decision_point`, `control` or `remark`."""
    number: str | None = None
    """As printed, without its closing parenthesis; twice the same, gaps and `2 a` are all normal."""
    position: int | None = None
    """Order within the audit, counted from 1."""
    parent: RecommendationId | None = None
    theme: str | None = None
    text: str | None = None
    planned: str | None = None
    fact_check_comment: str | None = None
    responsibility_disputed: int | None = None
    """1 when the body disputes its responsibility."""
    internal_note: str | None = None
    """Never exported."""
    closing_reason: str | None = None
    responsible: str | None = None
    """The official or department that should carry it out, never the body it is directed to."""


class Level(Record, frozen=True, kw_only=True):
    """One level of a scale, in the office's words."""

    scale: ScaleId | None = None
    label: str | None = None
    short_label: str | None = None
    symbol: str | None = None
    fill: str | None = None
    """Fill of the status cell, six hexadecimal digits, with a contrast of 4.5:1 to black text (WCAG 2.1, 1.4.3)."""
    definition: str | None = None
    means: str | None = None
    """One of :data:`storage.domain.scale.MEANS`."""
    order: int | None = None
    """Order in the scale and the digit key that sets it, counted from 1."""
    synonyms: str | None = None
    """Other labels read as this level, one a line."""


class Followup(Record, frozen=True, kw_only=True):
    """A follow-up of earlier audits, which becomes a report."""

    title: str | None = None
    year: int | None = None
    scale: ScaleId | None = None
    purpose: str | None = None
    method: str | None = None
    judgement: str | None = None
    """The overall judgement."""
    disclaimer: str | None = None
    state: str | None = None
    """`open` or `closed`."""
    report_date: str | None = None
    responsible: PersonId | None = None
    """The person who leads it."""
    supersedes: FollowupId | None = None
    """The closed follow-up that this one corrects, and replaces once it is closed."""
    background: str | None = None
    criteria: str | None = None
    """Sources of the criteria for the auditors' assessment: laws, the council's decisions, the body's own rules."""
    limits: str | None = None
    plan_year: int | None = None
    """The year of the audit plan that the follow-up is part of."""


class Assessment(Record, frozen=True, kw_only=True):
    """The auditors' assessment of one recommendation in one follow-up."""

    followup: FollowupId | None = None
    recommendation: RecommendationId | None = None
    level: LevelId | None = None
    comment: str | None = None
    """The only text in the report's column *Kommentar*."""
    department_report: str | None = None
    reason: str | None = None
    """Reason that it is not implemented: `workload`, `short_time`, `disagreement`, `no_evidence` or `other`."""
    assessed_on: str | None = None
    assessed_by: str | None = None
    reopened_reason: str | None = None
    """Reason for taking in again what an earlier follow-up settled; None also when none was given."""


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
    """An audit that a letter is about."""

    letter: LetterId | None = None
    audit: AuditId | None = None


class LetterSigner(Record, frozen=True, kw_only=True):
    """A signer of a letter."""

    letter: LetterId | None = None
    person: PersonId | None = None
    position: int | None = None


class LetterRecipient(Record, frozen=True, kw_only=True):
    """A recipient of a letter, with its role, demand and extension."""

    letter: LetterId | None = None
    body: BodyId | None = None
    role: str | None = None
    """`answer`, `action` or `information`."""
    demand: str | None = None
    answer_due: str | None = None
    """This recipient's own date; None means the letter's."""
    through: BodyId | None = None
    """The body that responds for this one in a joint response."""
    extension_requested: str | None = None
    """Date of a request for an extension; `yes` when only the request is known."""
    extension_decision: str | None = None
    """`granted`, `refused` or `unknown`."""
    extension_due: str | None = None


class LetterQuestion(Record, frozen=True, kw_only=True):
    """A question of a letter."""

    letter: LetterId | None = None
    number: str | None = None
    text: str | None = None
    body: BodyId | None = None


class Response(Record, frozen=True, kw_only=True):
    """A body's response; one decision (§) may answer several audits."""

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
    """Signers with titles and place, as printed."""


class ResponseAudit(Record, frozen=True, kw_only=True):
    """An audit that a response is about."""

    response: ResponseId | None = None
    audit: AuditId | None = None


class ResponseOnBehalfOf(Record, frozen=True, kw_only=True):
    """A body that the responder speaks for in a joint response."""

    response: ResponseId | None = None
    body: BodyId | None = None


class ResponseLine(Record, frozen=True, kw_only=True):
    """A line of a response about one or several recommendations or questions."""

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


class AuditAuditee(Record, frozen=True, kw_only=True):
    """An audit's audited body."""

    audit: AuditId | None = None
    body: BodyId | None = None


class Measure(Record, frozen=True, kw_only=True):
    """A body's measure for one or several recommendations."""

    text: str | None = None
    responsible: str | None = None
    due: str | None = None
    state: str | None = None
    """`planned`, `ongoing` or `done`, in the body's own words."""
    reported_on: str | None = None
    response: ResponseId | None = None
    audit: AuditId | None = None
    """The audit that it belongs to as a whole: an incident's measures have no single recommendation."""
    theme: str | None = None
    report_to: BodyId | None = None
    """The body to report the result to."""


class FollowupClosing(Record, frozen=True, kw_only=True):
    """The closing of a follow-up, with the context of its report."""

    followup: FollowupId | None = None
    context: str | None = None
    """The whole context of the report as JSON; a re-print is made of it alone, never of the tables."""
    template: str | None = None
    """SHA-256 of the Word template of the report."""
    closed_on: str | None = None
    """A partial date; of a report that was read in, its own day."""
    closed_by: str | None = None
    """None of a report that was read in."""


class FollowupAudit(Record, frozen=True, kw_only=True):
    """An audit that a follow-up covers."""

    followup: FollowupId | None = None
    audit: AuditId | None = None
    position: int | None = None
    trail_text: str | None = None
    """Typed or imported account of letter and response; None means that it is generated from the dates."""
    judgement: str | None = None
    follow_up_again: str | None = None
    """`none`, `may` or `shall`."""
    follow_up_year: int | None = None
    meeting_needed: int | None = None
    scope: str | None = None
    """`all`, or `remaining`: only what no earlier follow-up has settled; None means all."""


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
    """A signer of a follow-up report."""

    followup: FollowupId | None = None
    person: PersonId | None = None
    position: int | None = None


class AssessmentEvidence(Record, frozen=True, kw_only=True):
    """Evidence of an assessment."""

    assessment: AssessmentId | None = None
    kind: str | None = None
    date: str | None = None
    source: str | None = None


class Document(Record, frozen=True, kw_only=True):
    """An incoming, outgoing or internal file."""

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
    """Hash of the newest action that the file reflects."""
    audit: AuditId | None = None
    """The audit, or other source, of a document without a letter, follow-up or response."""
    recommendation: RecommendationId | None = None
    """The recommendation that the document is about, where it is not the whole audit."""


class SourceText(Record, frozen=True, kw_only=True):
    """A passage of an imported file that became no field of a record, kept as it was written.

    It is of an audit, or of a follow-up where it is about no single audit, and never part of a document going out.
    """

    audit: AuditId | None = None
    followup: FollowupId | None = None
    recommendation: RecommendationId | None = None
    """The recommendation that it is about, where it is one."""
    file: str | None = None
    """SHA-256 of the file."""
    place: str | None = None
    """Its place in the file, in words: `tabell 3, rad 4, kolumn Kommentar`."""
    position: int | None = None
    """Order within the file, counted from 1."""
    text: str | None = None


class TextBlock(Record, frozen=True, kw_only=True):
    """A standard text of the office, used in documents."""

    key: str | None = None
    value: str | None = None


class Setting(Record, frozen=True, kw_only=True):
    """A setting of the office."""

    key: str | None = None
    value: str | None = None


if TYPE_CHECKING:
    # mypy checks the changes of a dataclass by their names and types, and those of a Struct not at all
    from dataclasses import replace as replace  # noqa: PLC0414 - exported
else:
    from msgspec.structs import replace as replace  # noqa: PLC0414 - exported

Value = str | int | None


class Named(Struct, frozen=True):
    """A record with its name."""

    entity: str
    id: str
    name: str
    kind: str | None = None
    """Code of its kind, or of an audit's source; None without one."""
    removed: str | None = None
    """Reason of its removal; None if it is not removed."""
    merged_into: str | None = None
    """Id of the record that it was merged into."""


class RecordWarning(Struct, frozen=True):
    """A warning about a record's fields, which does not prevent saving."""

    field: str
    """Name of the field."""
    code: str
    """Such as `duplicate_number`."""
    values: Mapping[str, str] = {}
    """Values of its sentence."""
