"""One record as labelled lines, the way `granska show` tells it."""

from collections.abc import Iterable, Iterator, Sequence

from storage.domain.records import Audit, Record
from storage.domain.references import printed_number
from storage.domain.text import ITEM, one_line, paragraphs
from storage.domain.views import (
    AnswerFacts,
    AuditView,
    JudgementView,
    RecommendationDetail,
    RecommendationView,
    StanceView,
)
from storage.domain.vocabulary import field_types
from storage.history import readable
from storage.register import Register
from tui.commands.lines import counted, judged_text, recommendation_line
from tui.language.catalogue import _
from tui.language.terms import entity_word, field_word, value_word
from tui.language.words import level_label, paragraph_sign

_OWN_FIELDS = (
    "kind",
    "theme",
    "text",
    "responsible",
    "planned",
    "fact_check_comment",
    "responsibility_disputed",
    "internal_note",
)
_AUDIT_FIELDS = (
    "title", "short_title", "years", "source", "type", "registry_number", "firm", "report_date", "handed_over",
    "purpose", "judgement", "grounds",
)  # fmt: skip
_JUDGEMENT_FIELDS = ("comment", "department_report", "reason", "assessed_on", "assessed_by")

Lines = Iterator[str]


def recommendation_sheet(detail: RecommendationDetail) -> Lines:
    """Everything known of a recommendation, its judgements newest first."""
    view, record = detail.view, detail.view.recommendation
    name = one_line(f"{view.audit_title} {printed_number(record.number)}")
    yield f"{entity_word('recommendation')}: {name}"
    yield f"Id: {record.id}"
    yield f"{field_word('audit')}: {_title(detail.audit)}"
    yield from named(_("Riktad till"), ", ".join(view.bodies))
    yield from _fields(record, _OWN_FIELDS)
    yield f"{entity_word('assessment')}: {judged_text(view)}"
    if view.conflict:
        yield _("Konflikt: två kopior av registret säger olika.")
    for judgement in detail.judgements:
        yield from _judgement(judgement)
    yield from _answer(detail.answer)
    for stance in detail.stances:
        yield from _stance(stance)


def audit_sheet(view: AuditView, recommendations: Sequence[RecommendationView]) -> Lines:
    """Everything known of an audit, and its recommendations a line each."""
    yield f"{entity_word('audit')}: {_title(view.audit)}"
    yield f"Id: {view.id}"
    yield from named(field_word("body"), ", ".join(view.bodies))
    yield from _fields(view.audit, _AUDIT_FIELDS)
    yield from _answer(view.answer)
    yield f"{_('Antal')}: {counted(view.counts)}"
    yield from (recommendation_line(one) for one in recommendations)


def record_sheet(register: Register, entity: str, record: Record) -> Lines:
    """The fields of any other record; where a field points at a record, what that is called."""
    yield f"{entity_word(entity)}: {record.id}"
    for name in field_types(entity):
        value = readable(register, entity, name, getattr(record, name))
        yield from field_lines(name, value)


def _title(audit: Audit) -> str:
    return one_line(f"{audit.title or ''} {audit.years or ''}")


def _judgement(judgement: JudgementView) -> Lines:
    followup = judgement.followup
    yield f"{one_line(followup.title or str(followup.year or ''))}: {level_label(judgement.level)}"
    yield from _fields(judgement.assessment, _JUDGEMENT_FIELDS)


def _answer(answer: AnswerFacts) -> Lines:
    yield from named(_("Svar begärt av"), ", ".join(answer.asked))
    yield from named(_("För kännedom"), ", ".join(answer.informed))
    yield from _fields(answer, ["answer_due", "extension_requested", "extension_decision", "extension_due"])
    yield from named(field_word("responder"), answer.responder)
    yield from named(_("Svarar även för"), ", ".join(answer.on_behalf_of))
    yield from named(_("Svarade"), answer.answered_on)
    yield from named(field_word("paragraph"), answer.paragraph and paragraph_sign(answer.paragraph))


def _stance(stance: StanceView) -> Lines:
    told = [
        value_word("stance", stance.stance or ""),
        value_word("self_assessment", stance.self_assessment or ""),
    ]
    yield from named(one_line(stance.responder or field_word("response")), ", ".join(filter(None, told)))
    yield from named(field_word("text"), stance.text)


def _fields(record: object, names: Iterable[str]) -> Lines:
    """The fields of `names` that something is known of."""
    for name in names:
        yield from field_lines(name, getattr(record, name))


def field_lines(name: str, value: object) -> Lines:
    """`Field: value`, where something is known of it."""
    yield from named(field_word(name), None if value is None else value_word(name, value))


def named(label: str, value: str | None) -> Lines:
    """`Label: value`; several paragraphs indented below the label; nothing without a value."""
    lines = [(ITEM if part.is_item else "") + one_line(part.text) for part in paragraphs(value)]
    if len(lines) == 1:
        yield f"{label}: {lines[0]}"
    elif lines:
        yield f"{label}:"
        yield from (f"  {line}" for line in lines)
