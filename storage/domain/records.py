"""The records of the register, field by field.

The names of these classes' fields are hashed into the history for ever: a name never changes meaning and is
never reused. Fields are only added. Everything nullable really may be unknown: None means *not known*.

Texts of several paragraphs separate them by one line feed; a line that begins with ``"- "`` is a list item.
Dates are :mod:`storage.domain.dates` partial dates: ``"2019"``, ``"2019-02"`` or ``"2019-02-05"``.
A field of another record's id is annotated with that record's entity: this is how the register knows its references.
`removed` is None, or why the record was taken out of every list and count (it stays in the history).
"""

from typing import Annotated

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
    """What every record has."""

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
    """The record that this one turned out to be the same as."""


class Person(Record, frozen=True, kw_only=True):
    """Somebody who signs, is responsible or leads an audit."""

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
    """What was audited and why, running paragraphs."""
    judgement: str | None = None
    """The audit's overall judgement."""
    grounds: str | None = None
    """What the judgement rested on, mostly list items."""
    report_date: str | None = None
    handed_over: str | None = None
    """When the auditors decided to hand the report over."""
    decided_by: BodyId | None = None
    """The body whose decision it is, where the source is a decision or a plan."""
    decided_on: str | None = None
    paragraph: str | None = None
    """The number of the minutes' paragraph, without the § sign."""


class Recommendation(Record, frozen=True, kw_only=True):
    """What an audited body is asked to do."""

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
    """1 when the body says that another body is responsible."""
    internal_note: str | None = None
    """Never leaves the house: in no export."""
    closing_reason: str | None = None
    responsible: str | None = None
    """Who is to carry it out, such as an official or a department: never the body it is directed to."""


class Level(Record, frozen=True, kw_only=True):
    """One level of a scale, in the office's words."""

    scale: ScaleId | None = None
    label: str | None = None
    short_label: str | None = None
    symbol: str | None = None
    fill: str | None = None
    """Fill of the status cell, six hexadecimal digits; black text on it keeps a contrast of 4.5:1."""
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
    """Who leads it at the office."""
    supersedes: FollowupId | None = None
    """The closed follow-up that this one corrects, and stands in the place of once it is closed."""


class Assessment(Record, frozen=True, kw_only=True):
    """The auditor's judgement of one recommendation in one follow-up."""

    followup: FollowupId | None = None
    recommendation: RecommendationId | None = None
    level: LevelId | None = None
    comment: str | None = None
    """The only text that the report's column *Kommentar* prints."""
    department_report: str | None = None
    reason: str | None = None
    """Why it is not implemented: `workload`, `short_time`, `disagreement`, `no_evidence` or `other`."""
    assessed_on: str | None = None
    assessed_by: str | None = None
