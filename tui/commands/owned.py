"""What belongs to a record, told with it: a letter's recipients and questions, an answer's lines, measures."""

from collections.abc import Iterable, Iterator

from storage.domain.attached import AssessmentEvidence, FollowupAudit
from storage.domain.entry_views import Named
from storage.domain.kinds import COVERED_AUDIT
from storage.domain.letter_views import (
    LetterDetail,
    LineView,
    MeasureView,
    QuestionView,
    RecipientView,
    ResponseDetail,
    ResponseView,
    TargetView,
)
from storage.domain.references import printed_number
from storage.domain.text import one_line
from tui.commands import sheets
from tui.commands.lines import SHORT_ID, file_text
from tui.commands.output import plain, plain_record
from tui.commands.shapes import Shape
from tui.language.catalogue import _
from tui.language.terms import entity_word, field_word, value_word
from tui.language.words import paragraph_sign

Lines = Iterator[str]


def letter_lines(detail: LetterDetail) -> Lines:
    """Recipients, questions with their answers, answers to the whole, and files, a line each."""
    for recipient in detail.recipients:
        yield _recipient(recipient)
    for question in detail.questions:
        yield from _question(question)
    for response in detail.responses:
        yield _line(entity_word("response"), response.id, response_text(response))
    for file in detail.files:
        yield one_line(file_text(*file))


def letter_parts(detail: LetterDetail) -> Shape:
    """The same for machines."""
    return {
        "audit_titles": [audit.name for audit in detail.audits],
        "recipients": [_recipient_shape(one) for one in detail.recipients],
        "questions": [_question_shape(one) for one in detail.questions],
        "signer_names": [person.name for person in detail.signers],
        "responses": [response_shape(one) for one in detail.responses],
        "files": [{"name": name, "sha256": sha256, "made_on": made_on} for name, sha256, made_on in detail.files],
    }


def response_lines(detail: ResponseDetail) -> Lines:
    """An answer's lines, measures, what it leaves unanswered, and the letters that it may answer."""
    for line in detail.lines:
        yield _line(entity_word("response_line"), line.line.id, _said(line))
    yield from measure_lines(detail.measures)
    for target in detail.unanswered:
        yield f"{_('Inte besvarat')}: {target_text(target)}"
    for letter in detail.letters:
        yield _line(entity_word("letter"), letter.id, f"{value_word('kind', letter.kind or '')} {letter.name}")


def response_parts(detail: ResponseDetail) -> Shape:
    """The same for machines."""
    return {
        "responder_name": detail.view.responder,
        "on_behalf_of_names": list(detail.view.on_behalf_of),
        "audit_titles": [audit.name for audit in detail.view.audits],
        "lines": [_line_shape(one) for one in detail.lines],
        "measures": measure_shapes(detail.measures),
        "unanswered": plain(detail.unanswered),
        "letters": [letter.id for letter in detail.letters],
    }


def response_shape(view: ResponseView) -> Shape:
    """An answer among others."""
    return {
        **plain_record(view.response),
        "responder_name": view.responder,
        "on_behalf_of_names": list(view.on_behalf_of),
        "audits": [audit.id for audit in view.audits],
        "audit_titles": [audit.name for audit in view.audits],
    }


def response_text(view: ResponseView) -> str:
    """As in: `Kommunstyrelsen 2019-06-03 § 117: Moms, Dataskydd`."""
    record = view.response
    paragraph = paragraph_sign(record.paragraph) if record.paragraph else ""
    head = " ".join(filter(None, [view.responder, record.decided_on or record.received_on, paragraph]))
    return ": ".join(filter(None, [head, ", ".join(audit.name for audit in view.audits)]))


def measure_lines(measures: Iterable[MeasureView]) -> Lines:
    """Measures, a line each."""
    for view in measures:
        yield _line(entity_word("measure"), view.id, measure_text(view))


def measure_text(view: MeasureView) -> str:
    """As in: `Utbilda alla chefer (pågår, klart senast 2026-12-31; Moms 2))`."""
    record = view.measure
    facts = [
        record.theme,
        value_word("state", record.state) if record.state else None,
        record.responsible,
        _("klart senast {date}").format(date=record.due) if record.due else None,
    ]
    about = [f"{target.about} {printed_number(target.number)}".strip() for target in view.recommendations]
    told = "; ".join(filter(None, [", ".join(filter(None, facts)), ", ".join(about or filter(None, [view.audit]))]))
    return one_line(f"{record.text or ''} ({told})" if told else record.text or "")


def measure_shapes(measures: Iterable[MeasureView]) -> list[Shape]:
    """Measures for machines."""
    return [
        {
            **plain_record(view.measure),
            "audit_title": view.audit,
            "recommendations": [target.id for target in view.recommendations],
            "targets": plain(view.recommendations),
        }
        for view in measures
    ]


def covered_lines(audit: Named, covered: FollowupAudit) -> Lines:
    """What a follow-up says of an audit, each field indented below its name."""
    yield _line(entity_word("audit"), audit.id, audit.name)
    for entry in COVERED_AUDIT.entries:
        for line in sheets.field_lines(entry.name, getattr(covered, entry.name)):
            yield f"  {line}"


def evidence_lines(evidence: Iterable[AssessmentEvidence]) -> Lines:
    """What judgements rest on, a line each, as in: `Underlag till bedömning c0ffee12: protokoll, 2026-02-03`."""
    for one in evidence:
        kind = value_word("kind", one.kind) if one.kind else None
        yield _line(entity_word("assessment_evidence"), one.id, ", ".join(filter(None, [kind, one.date, one.source])))


def target_text(target: TargetView) -> str:
    """As in: `Moms 2) Ta fram rutiner.`."""
    return one_line(f"{target.about} {printed_number(target.number)} {target.text or ''}")


def _line(label: str, record: str, told: str) -> str:
    return one_line(f"{label} {record[:SHORT_ID]}: {told}")


def _recipient(view: RecipientView) -> str:
    record = view.recipient
    facts = [
        view.name,
        value_word("role", record.role) if record.role else None,
        f"{field_word('through')}: {view.through}" if view.through else None,
        *(
            f"{field_word(name)}: {value_word(name, value)}"
            for name in ("answer_due", "extension_requested", "extension_decision", "extension_due", "demand")
            if (value := getattr(record, name))
        ),
    ]
    return _line(entity_word("letter_recipient"), record.id, ", ".join(filter(None, facts)))


def _recipient_shape(view: RecipientView) -> Shape:
    return {**plain_record(view.recipient), "name": view.name, "through_name": view.through}


def _question(view: QuestionView) -> Lines:
    record = view.question
    body = f" ({view.body})" if view.body else ""
    told = f"{printed_number(record.number)} {record.text or ''}{body}".strip()
    yield _line(entity_word("letter_question"), record.id, told)
    for answer in view.answers:
        yield f"  {_line(entity_word('response_line'), answer.line.id, _view_of(answer))}"


def _question_shape(view: QuestionView) -> Shape:
    return {
        **plain_record(view.question),
        "body_name": view.body,
        "answers": [_line_shape(one) for one in view.answers],
    }


def _said(view: LineView) -> str:
    """What a line says of what it is about."""
    return f"{'; '.join(target_text(target) for target in view.targets)} – {_view_of(view)}"


def _view_of(view: LineView) -> str:
    """As in: `instämmer, pågår: Rutiner tas fram.`."""
    record = view.line
    stance = value_word("stance", record.stance) if record.stance else None
    state = value_word("self_assessment", record.self_assessment) if record.self_assessment else None
    return ": ".join(filter(None, [", ".join(filter(None, [stance, state])), one_line(record.text or "")]))


def _line_shape(view: LineView) -> Shape:
    return {**plain_record(view.line), "targets": [target.id for target in view.targets], "about": plain(view.targets)}
