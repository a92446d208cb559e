"""The fields of each entity that people edit: the one source of forms, commands and checks.

An :class:`EditableEntity` lists fields with their input, their choices, and the records that a reference may mean. Only
what a record cannot be without is required.
"""

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from types import MappingProxyType

from msgspec import Struct

from storage.domain.vocabulary import OWNERS

Given = str | int | None | Sequence[str]
"""An entered value: text, a number, nothing, or the members of a set."""


class Input(Enum):
    """The kind of input of a field."""

    LINE = auto()
    TEXT = auto()
    """Several paragraphs."""
    DATE = auto()
    """A partial date: a day, a month or a year."""
    YEAR = auto()
    YEARS = auto()
    """A year, or several: `2018–2019`."""
    YES_NO = auto()
    CHOICE = auto()
    ONE = auto()
    """Another record, by reference or name."""
    SEVERAL = auto()
    """A set of other records, stored as link records."""


class EditableField(Struct, frozen=True, kw_only=True):
    """One field that people edit."""

    name: str
    input: Input = Input.LINE
    required: bool = False
    """True if the record cannot be without it."""
    choices: tuple[str, ...] = ()
    open: bool = False
    """True if other values than the choices are allowed."""
    refers: tuple[str, ...] = ()
    """The entities that a reference may mean; an unknown name creates the first, if `makes`."""
    makes: bool = False
    """True if an unknown name creates a record."""
    link: str = ""
    """The link entity of a set."""
    ordered: bool = False
    """True if the set is ordered, by the link's `position`."""
    fixed: bool = False
    """True if it is set when the record is created, and never changes: the record belongs there."""
    default: str = ""
    """Value of a new record by default."""


class EditableEntity(Struct, frozen=True, kw_only=True):
    """An entity whose records people edit."""

    entity: str
    fields: tuple[EditableField, ...]

    def field(self, name: str) -> EditableField:
        """Return the field of that name.

        Raises:
            KeyError: it has none.
        """
        return {field.name: field for field in self.fields}[name]

    @property
    def owner(self) -> str:
        """The field that refers to the owner, with which the record is removed; else empty."""
        return OWNERS.get(self.entity, "")

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the required fields."""
        return tuple(field.name for field in self.fields if field.required)


def _line(name: str, *, required: bool = False) -> EditableField:
    return EditableField(name=name, required=required)


def _text(name: str, *, required: bool = False) -> EditableField:
    return EditableField(name=name, input=Input.TEXT, required=required)


def _date(name: str) -> EditableField:
    return EditableField(name=name, input=Input.DATE)


def _yes_no(name: str) -> EditableField:
    return EditableField(name=name, input=Input.YES_NO)


def _choice(
    name: str,
    *choices: str,
    open: bool = False,  # noqa: A002 - the field's name
    required: bool = False,
    default: str = "",
) -> EditableField:
    return EditableField(name=name, input=Input.CHOICE, choices=choices, open=open, required=required, default=default)


def _one(name: str, *refers: str, required: bool = False, makes: bool = False, fixed: bool = False) -> EditableField:
    return EditableField(name=name, input=Input.ONE, refers=refers, required=required, makes=makes, fixed=fixed)


def _several(
    name: str, link: str, *refers: str, makes: bool = False, ordered: bool = False, required: bool = False
) -> EditableField:
    return EditableField(
        name=name, input=Input.SEVERAL, refers=refers, link=link, makes=makes, ordered=ordered, required=required
    )


BODY_KINDS = ("executive_board", "committee", "company", "council", "other")
SOURCES = ("audit", "evaluation", "board_decision", "control_plan", "incident")
AUDIT_TYPES = ("in_depth", "basic", "follow_up", "pre_study", "lay_audit", "it")
RECOMMENDATION_KINDS = ("recommendation", "question", "decision_point", "control", "remark")
MEASURE_STATES = ("planned", "ongoing", "done")
LETTER_KINDS = ("missiv", "reminder", "extension", "information", "department_question", "council")
RECIPIENT_ROLES = ("answer", "action", "information")
EXTENSION_DECISIONS = ("granted", "refused", "unknown")
RESPONSE_KINDS = ("answer", "supplementary", "progress_report", "staff_report")
STANCES = ("agrees", "partly", "disagrees", "already_done", "no_view")
SELF_ASSESSMENTS = ("done", "ongoing", "planned", "no_action")
REASONS = ("workload", "short_time", "disagreement", "no_evidence", "other")
"""Reasons of an assessment that something is not implemented."""
EVIDENCE_KINDS = ("minutes", "letter", "answer", "interview", "document", "visit", "other")
FOLLOW_UP_AGAIN = ("none", "may", "shall")
SCOPES = ("all", "remaining")
DIRECTIONS = ("incoming", "outgoing", "drawn_up")

_ENTITIES = (
    EditableEntity(
        entity="body",
        fields=(
            _line("name", required=True), _line("short_name"), _choice("kind", *BODY_KINDS), _line("email"),
            _date("valid_from"), _date("valid_to"), _one("successor", "body", makes=True),
        ),
    ),
    EditableEntity(entity="person", fields=(_line("name", required=True), _line("title"), _line("organisation"))),
    EditableEntity(
        entity="audit",
        fields=(
            _line("title", required=True), _line("short_title"), EditableField(name="years", input=Input.YEARS),
            _choice("source", *SOURCES, default="audit"), _choice("type", *AUDIT_TYPES, open=True),
            _several("auditees", "audit_auditee", "body", makes=True),
            _line("registry_number"), _line("firm"), _one("responsible", "person", makes=True),
            _date("report_date"), _date("handed_over"), _one("decided_by", "body", makes=True), _date("decided_on"),
            _line("paragraph"), EditableField(name="plan_year", input=Input.YEAR), _text("purpose"),
            _text("judgement"), _text("grounds"),
        ),
    ),
    EditableEntity(
        entity="recommendation",
        fields=(
            _one("audit", "audit", required=True, fixed=True), _choice("kind", *RECOMMENDATION_KINDS),
            _line("number"), _one("parent", "recommendation"), _line("theme"), _text("text", required=True),
            _several("addressees", "recommendation_addressee", "body", makes=True), _line("responsible"),
            _date("planned"), _yes_no("responsibility_disputed"), _text("fact_check_comment"),
            _several("related", "recommendation_related", "recommendation"),
            _line("closing_reason"), _text("internal_note"),
        ),
    ),
    EditableEntity(
        entity="measure",
        fields=(
            _text("text", required=True), _choice("state", *MEASURE_STATES), _line("responsible"), _date("due"),
            _date("reported_on"), _one("report_to", "body", makes=True), _line("theme"), _one("audit", "audit"),
            _one("response", "response"),
            _several("recommendations", "measure_recommendation", "recommendation"),
        ),
    ),
    EditableEntity(
        entity="letter",
        fields=(
            _choice("kind", *LETTER_KINDS, required=True), _several("audits", "letter_audit", "audit"),
            _one("followup", "followup"), _date("decided"), _date("dated"), _date("signed"),
            _line("registry_number"), _date("answer_due"), _text("answer_how"), _text("own_text"),
            _several("signers", "letter_signer", "person", makes=True, ordered=True),
        ),
    ),
    EditableEntity(
        entity="letter_recipient",
        fields=(
            _one("letter", "letter", required=True, fixed=True),
            _one("body", "body", required=True, fixed=True, makes=True),
            _choice("role", *RECIPIENT_ROLES, default="answer"),
            _text("demand"), _date("answer_due"), _one("through", "body", makes=True),
            EditableField(name="extension_requested", input=Input.DATE, choices=("yes",)),
            _choice("extension_decision", *EXTENSION_DECISIONS), _date("extension_due"),
        ),
    ),
    EditableEntity(
        entity="letter_question",
        fields=(
            _one("letter", "letter", required=True, fixed=True), _line("number"), _text("text", required=True),
            _one("body", "body", makes=True),
        ),
    ),
    EditableEntity(
        entity="response",
        fields=(
            _one("responder", "body", required=True, makes=True), _choice("kind", *RESPONSE_KINDS, default="answer"),
            _several("on_behalf_of", "response_on_behalf_of", "body", makes=True),
            _several("audits", "response_audit", "audit"), _date("decided_on"), _line("paragraph"),
            _date("received_on"), _line("their_registry_number"), _line("registry_number"), _line("signed_by"),
            _text("text"), _yes_no("on_time_override"), _line("override_reason"),
        ),
    ),
    EditableEntity(
        entity="response_line",
        fields=(
            _one("response", "response", required=True, fixed=True),
            _several("targets", "response_line_target", "recommendation", "letter_question", required=True),
            _choice("stance", *STANCES), _choice("self_assessment", *SELF_ASSESSMENTS), _text("text"),
        ),
    ),
    EditableEntity(
        entity="assessment",
        fields=(
            _one("recommendation", "recommendation", required=True, fixed=True), _text("department_report"),
            _choice("reason", *REASONS), _line("reopened_reason"),
        ),
    ),
    EditableEntity(
        entity="assessment_evidence",
        fields=(
            _one("recommendation", "recommendation", required=True, fixed=True),
            _choice("kind", *EVIDENCE_KINDS, open=True), _date("date"), _line("source"),
        ),
    ),
    EditableEntity(
        entity="document",
        fields=(
            _line("name", required=True), _line("kind"), _date("made_on"), _choice("direction", *DIRECTIONS),
            _line("secrecy"), EditableField(name="disposal_year", input=Input.YEAR), _one("letter", "letter"),
            _one("followup", "followup"), _one("response", "response"), _one("audit", "audit"),
            _one("recommendation", "recommendation"),
        ),
    ),
)  # fmt: skip

EDITABLE: Mapping[str, EditableEntity] = MappingProxyType({kind.entity: kind for kind in _ENTITIES})
"""Entity → its editable fields, in the order of forms."""

FOLLOWUP = EditableEntity(
    entity="followup",
    fields=(
        _line("title"), EditableField(name="year", input=Input.YEAR), _one("responsible", "person", makes=True),
        EditableField(name="plan_year", input=Input.YEAR), _text("background"), _text("purpose"), _text("criteria"),
        _text("limits"), _text("method"), _text("judgement"), _text("disclaimer"), _date("report_date"),
    ),
)  # fmt: skip
"""Fields of the open follow-up itself, which is not created in a form."""
COVERED_AUDIT = EditableEntity(
    entity="followup_audit",
    fields=(
        _text("trail_text"), _text("judgement"), _choice("follow_up_again", *FOLLOW_UP_AGAIN),
        EditableField(name="follow_up_year", input=Input.YEAR), _yes_no("meeting_needed"),
        _choice("scope", *SCOPES),
    ),
)  # fmt: skip
"""Fields of an audit inside a follow-up."""
