"""Text and JSON of a single record of any kind, for `granska show`.

In JSON a record's own fields have the names that `add` and `edit` take, with ids of other records.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from storage import followups, letters, records, responses
from storage import recommendations as recommendation_queries
from storage.domain.editable_fields import COVERED_AUDIT, EDITABLE, Given, Input
from storage.domain.followups import assessment_steps
from storage.domain.identity import point_number, printed_number
from storage.domain.material import PutQuestion
from storage.domain.outcomes import NOT_REQUESTED
from storage.domain.records import AssessmentEvidence, Audit, FollowupAudit, Letter, Named, Record, SourceText
from storage.domain.subpoints import DIVIDED_LABEL
from storage.domain.text import ITEM, one_line, paragraphs
from storage.domain.views import (
    AssessmentView,
    AuditView,
    LetterDetail,
    LineView,
    MeasureView,
    QuestionView,
    RecipientView,
    RecommendationDetail,
    RecommendationView,
    ResponseDetail,
    ResponseFacts,
    ResponseView,
    StanceView,
    TargetView,
)
from storage.domain.vocabulary import field_types
from storage.history import readable
from storage.register import Register
from tui.commands.output import plain, plain_record
from tui.commands.record_values import kind_of
from tui.commands.render import followup as followup_text
from tui.commands.render import lines as line_text
from tui.commands.render import shapes
from tui.commands.render.lines import SHORT_ID, assessed_text, counted, file_text, recommendation_line
from tui.commands.render.shapes import Shape
from tui.language.catalogue import _, many, mark_many
from tui.language.outcomes import age_text
from tui.language.words import entity_word, field_word, level_label, paragraph_sign, record_name, value_word

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
    "plan_year", "purpose", "judgement", "grounds",
)  # fmt: skip
_ASSESSMENT_FIELDS = ("comment", "department_report", "reason", "reopened_reason", "assessed_on", "assessed_by")

Lines = Iterator[str]


def recommendation_sheet(detail: RecommendationDetail) -> Lines:
    """Render all of a recommendation, its assessments newest first."""
    view, record = detail.view, detail.view.recommendation
    name = one_line(f"{view.audit_title} {point_number(record.number, record.position)}")
    yield f"{entity_word('recommendation')}: {name}"
    yield f"Id: {record.id}"
    yield f"{field_word('audit')}: {_title(detail.audit)}"
    yield from named(_("Riktad till"), ", ".join(view.bodies))
    yield from _fields(record, _OWN_FIELDS)
    yield f"{entity_word('assessment')}: {assessed_text(view)}"
    yield from named(_("Öppen sedan"), age_text(view.open_since, detail.open_months))
    if view.conflict:
        yield _("Konflikt: två kopior av registret säger olika.")
    for assessment in detail.assessments:
        yield from _assessment_lines(assessment, divided=view.divided)
    yield from _response_lines(detail.answer)
    for stance in detail.stances:
        yield from _stance(stance)


def audit_sheet(view: AuditView, recommendations: Sequence[RecommendationView]) -> Lines:
    """Render all of an audit, and a line for each of its recommendations."""
    yield f"{entity_word('audit')}: {_title(view.audit)}"
    yield f"Id: {view.id}"
    yield from named(field_word("body"), ", ".join(view.bodies))
    yield from _fields(view.audit, _AUDIT_FIELDS)
    yield from _response_lines(view.answer)
    yield f"{_('Antal')}: {', '.join(_amounts(view, recommendations))}"
    yield from (recommendation_line(one) for one in recommendations)


def _amounts(view: AuditView, recommendations: Sequence[RecommendationView]) -> Lines:
    """Render how many recommendations there are, unless there are only points that are not counted with them."""
    divided = {one.recommendation.parent for one in recommendations}
    found = Counter(one.recommendation.kind for one in recommendations if one.id not in divided)
    others = [many(*words, found[kind]) for kind, words in _OTHER_KINDS.items() if found[kind]]
    if view.counts.total or not others:
        yield counted(view.counts)
    yield from others


_OTHER_KINDS = {
    "question": mark_many("{n} fråga", "{n} frågor"),
    "control": mark_many("{n} kontroll", "{n} kontroller"),
    "remark": mark_many("{n} anmärkning", "{n} anmärkningar"),
}


def record_sheet(register: Register, entity: str, record: Record) -> Lines:
    """Render the fields of any other record; references by the name of the record."""
    yield f"{entity_word(entity)}: {one_line(record_name(entity, records.name_of(register, entity, record.id)))}"
    yield f"Id: {record.id}"
    for name in field_types(entity):
        value = readable(register, entity, name, getattr(record, name))
        yield from field_lines(name, value)


def _title(audit: Audit) -> str:
    return one_line(f"{audit.title or ''} {audit.years or ''}")


def _assessment_lines(assessment: AssessmentView, *, divided: bool) -> Lines:
    followup = assessment.followup
    level = DIVIDED_LABEL if divided and assessment.level is None else level_label(assessment.level)
    yield f"{one_line(followup.title or str(followup.year or ''))}: {level}"
    yield from _fields(assessment.assessment, _ASSESSMENT_FIELDS)


def _response_lines(answer: ResponseFacts) -> Lines:
    yield from named(_("Svar begärt av"), ", ".join(answer.asked))
    yield from named(_("För kännedom"), ", ".join(answer.informed))
    yield from _fields(answer, ["answer_due", "extension_requested", "extension_decision", "extension_due"])
    yield from named(field_word("responder"), answer.responder)
    yield from named(_("Svarar även för"), ", ".join(answer.on_behalf_of))
    yield from named(_("Svarade"), answer.answered_on)
    yield from named(field_word("paragraph"), answer.paragraph and paragraph_sign(answer.paragraph))


def _stance(stance: StanceView) -> Lines:
    parts = [
        value_word("stance", stance.stance or ""),
        value_word("self_assessment", stance.self_assessment or ""),
    ]
    yield from named(one_line(stance.responder or field_word("response")), ", ".join(filter(None, parts)))
    yield from named(field_word("text"), stance.text)


def _fields(record: object, names: Iterable[str]) -> Lines:
    """Render those fields of `names` that have a value."""
    for name in names:
        yield from field_lines(name, getattr(record, name))


def field_lines(name: str, value: object) -> Lines:
    """Render `Field: value`; nothing without a value."""
    yield from named(field_word(name), None if value is None else value_word(name, value))


def named(label: str, value: str | None) -> Lines:
    """Render `Label: value`; several paragraphs indented below the label; nothing without a value."""
    lines = [(ITEM if part.is_item else "") + one_line(part.text) for part in paragraphs(value)]
    if len(lines) == 1:
        yield f"{label}: {lines[0]}"
    elif lines:
        yield f"{label}:"
        yield from (f"  {line}" for line in lines)


def letter_lines(detail: LetterDetail) -> Lines:
    """Render recipients, questions with their responses, responses to the whole, and files, a line each."""
    for recipient in detail.recipients:
        yield _recipient_line(recipient)
    for question in detail.questions:
        yield from _question(question)
    for response in detail.responses:
        yield _line(entity_word("response"), response.id, response_text(response))
    for name, _sha256, made_on in detail.files:
        yield one_line(file_text(name, made_on))


def letter_parts(detail: LetterDetail) -> Shape:
    """Return the same facts as a JSON object."""
    return {
        "audit_titles": [audit.name for audit in detail.audits],
        "recipients": [_recipient_shape(one) for one in detail.recipients],
        "questions": [_question_shape(one) for one in detail.questions],
        "signer_names": [person.name for person in detail.signers],
        "responses": [response_shape(one) for one in detail.responses],
        "files": [{"name": name, "sha256": sha256, "made_on": made_on} for name, sha256, made_on in detail.files],
    }


def response_lines(detail: ResponseDetail) -> Lines:
    """Render a response's lines, measures, unanswered questions, and the letters that it may answer."""
    for line in detail.lines:
        yield _line(entity_word("response_line"), line.line.id, _line_text(line))
    yield from measure_lines(detail.measures)
    for target in detail.unanswered:
        yield f"{_('Inte besvarat')}: {target_text(target)}"
    for letter in detail.letters:
        yield _line(entity_word("letter"), letter.id, f"{value_word('kind', letter.kind or '')} {letter.name}")


def response_parts(detail: ResponseDetail) -> Shape:
    """Return the same facts as a JSON object."""
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
    """Return a response among others as a JSON object."""
    return {
        **plain_record(view.response),
        "responder_name": view.responder,
        "on_behalf_of_names": list(view.on_behalf_of),
        "audits": [audit.id for audit in view.audits],
        "audit_titles": [audit.name for audit in view.audits],
    }


def response_text(view: ResponseView) -> str:
    """Render `Kommunstyrelsen 2019-06-03 § 117: Moms, Dataskydd`."""
    record = view.response
    paragraph = paragraph_sign(record.paragraph) if record.paragraph else ""
    head = " ".join(filter(None, [view.responder, record.decided_on or record.received_on, paragraph]))
    return ": ".join(filter(None, [head, ", ".join(audit.name for audit in view.audits)]))


def measure_lines(measures: Iterable[MeasureView]) -> Lines:
    """Render measures, a line each."""
    for view in measures:
        yield _line(entity_word("measure"), view.id, measure_text(view))


def measure_text(view: MeasureView) -> str:
    """Render `Utbilda alla chefer (pågår, klart senast 2026-12-31; Moms 2))`."""
    record = view.measure
    facts = [
        record.theme,
        value_word("state", record.state) if record.state else None,
        record.responsible,
        _("klart senast {date}").format(date=record.due) if record.due else None,
    ]
    about = [f"{target.about} {printed_number(target.number)}".strip() for target in view.recommendations]
    text = "; ".join(filter(None, [", ".join(filter(None, facts)), ", ".join(about or filter(None, [view.audit]))]))
    return one_line(f"{record.text or ''} ({text})" if text else record.text or "")


def measure_shapes(measures: Iterable[MeasureView]) -> list[Shape]:
    """Return measures as JSON objects."""
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
    """Render a follow-up's texts about an audit, each field indented below its name."""
    yield _line(entity_word("audit"), audit.id, audit.name)
    for entry in COVERED_AUDIT.fields:
        for line in field_lines(entry.name, getattr(covered, entry.name)):
            yield f"  {line}"


def evidence_lines(evidence: Iterable[AssessmentEvidence]) -> Lines:
    """Render evidence, a line each, as in `Underlag till bedömning c0ffee12: protokoll, 2026-02-03`."""
    for one in evidence:
        kind = value_word("kind", one.kind) if one.kind else None
        yield _line(entity_word("assessment_evidence"), one.id, ", ".join(filter(None, [kind, one.date, one.source])))


def source_text_lines(texts: Iterable[SourceText]) -> Lines:
    """Render texts of imported files, as in `Text ur inläst fil (tabell 3, rad 4, kolumn Ansvarig): Rektor`."""
    for one in texts:
        yield from named(one_line(f"{entity_word('source_text')} ({one.place})"), one.text)


def target_text(target: TargetView) -> str:
    """Render `Moms 2) Ta fram rutiner.`."""
    return one_line(f"{target.about} {printed_number(target.number)} {target.text or ''}")


def _line(label: str, record: str, text: str) -> str:
    return one_line(f"{label} {record[:SHORT_ID]}: {text}")


def _recipient_line(view: RecipientView) -> str:
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
    text = f"{printed_number(record.number)} {record.text or ''}{body}".strip()
    yield _line(entity_word("letter_question"), record.id, text)
    for answer in view.answers:
        yield f"  {_line(entity_word('response_line'), answer.line.id, _view_of(answer))}"


def _question_shape(view: QuestionView) -> Shape:
    return {
        **plain_record(view.question),
        "body_name": view.body,
        "answers": [_line_shape(one) for one in view.answers],
    }


def _line_text(view: LineView) -> str:
    """Render a response line: its targets, and the view of them."""
    return f"{'; '.join(target_text(target) for target in view.targets)} – {_view_of(view)}"


def _view_of(view: LineView) -> str:
    """Render `instämmer, pågår: Rutiner tas fram.`."""
    record = view.line
    stance = value_word("stance", record.stance) if record.stance else None
    state = value_word("self_assessment", record.self_assessment) if record.self_assessment else None
    return ": ".join(filter(None, [", ".join(filter(None, [stance, state])), one_line(record.text or "")]))


def _line_shape(view: LineView) -> Shape:
    return {**plain_record(view.line), "targets": [target.id for target in view.targets], "about": plain(view.targets)}


RecordOutput = tuple[Iterable[str], Shape]


def record_output(register: Register, entity: str, record: str) -> RecordOutput:
    """Return a record as lines and as a JSON object."""
    sheet, shape = _outputs(register, entity, record)
    if entity not in EDITABLE:
        return sheet, shape
    removed = records.record_of(register, entity, record).removed
    own = entered_shape(register, entity, record)
    return [*sheet, *_removed(removed)], {**own, **shape, **own, "removed": removed}


def entered_shape(register: Register, entity: str, record: str) -> Shape:
    """Return a record's own editable fields."""
    if entity not in EDITABLE:
        return shapes.record_shape(entity, records.record_of(register, entity, record))
    return {"entity": entity, "id": record, **records.entered(register, entity, record)}


def fields_sentence(entity: str) -> str:
    """List a kind's fields and the choices of each."""
    parts = [
        f"{entry.name}{' (' + ', '.join(entry.choices) + ')' if entry.choices else ''}"
        for entry in kind_of(entity).fields
    ]
    return f"{entity_word(entity)}: {', '.join(parts)}."


def _outputs(register: Register, entity: str, record: str) -> RecordOutput:
    if entity in _DETAILS:
        return _DETAILS[entity](register, record)
    if entity in EDITABLE:
        return _sheet(register, entity, record), {}
    plain = records.record_of(register, entity, record)
    return record_sheet(register, entity, plain), shapes.record_shape(entity, plain)


def _recommendation(register: Register, record: str) -> RecordOutput:
    detail = recommendation_queries.recommendation_detail(register, record)
    measures = records.measures_of(register, recommendation=record)
    evidence = recommendation_queries.evidence_of(register, [record]).get(record, [])
    through = assessment_steps(detail.assessments)
    shape = {
        **shapes.recommendation_detail_shape(
            detail, [followup_text.step_shape(step) for step in through], register.today
        ),
        "measures": measure_shapes(measures),
        "evidence": [plain_record(one) for one in evidence],
    }
    texts = records.source_texts(register, recommendations=[record]).get(record, [])
    shape["source_texts"] = [plain_record(one) for one in texts]
    links = followups.links_of(register, [record])
    shape["linked"] = list(dict.fromkeys(link.other.id for link in links))
    beside = _entered_fields(register, "recommendation", record, ("parent", "related", "closing_reason"))
    parts = [
        *_referring(register, record),
        *evidence_lines(evidence),
        *measure_lines(measures),
        *source_text_lines(texts),
    ]
    return [*recommendation_sheet(detail), *followup_text.steps_line(through), *beside, *parts], shape


def _referring(register: Register, record: str) -> Lines:
    """Render the points that refer to a recommendation."""
    found = recommendation_queries.linked_points(register, [record])
    yield from named(_("Hänvisas från"), "\n".join(name for _one, link, name in found if link == "referring"))


def _audit(register: Register, record: str) -> RecordOutput:
    views = recommendation_queries.audits_at(register, [records.rid_of(register, "audit", record) or 0])
    found = recommendation_queries.recommendations(register, audit=record)
    measures = _measures_about(register, record)
    asked = letters.questions_about(register, [record]).get(record, ())
    questions = [(one.letter, put) for one in asked for put in one.questions]
    outcomes = responses.audit_outcomes(register, register.today, record)
    shape = {
        **shapes.audit_detail_shape(views[0], found, register.today),
        "measures": measure_shapes(measures),
        "answers": line_text.audit_outcome_shapes(outcomes),
        "questions": [_put_shape(one, put) for one, put in questions],
    }
    texts = _texts_about(register, record, [one.id for one in found])
    shape["source_texts"] = [plain_record(one) for one in texts]
    beside = _entered_fields(register, "audit", record, ("responsible", "decided_by", "decided_on", "paragraph"))
    put = (line for _letter, one in questions for line in _put_lines(one))
    parts = [*line_text.audit_outcome_lines(outcomes), *put, *measure_lines(measures), *source_text_lines(texts)]
    return [*audit_sheet(views[0], found), *beside, *parts], shape


def _texts_about(register: Register, audit: str, recommendations: Sequence[str]) -> list[SourceText]:
    """Return the texts of imported files about an audit and its recommendations, in the files' order."""
    found = records.source_texts(register, recommendations=recommendations, audits=[audit])
    every = [text for texts in found.values() for text in texts]
    return sorted(every, key=lambda one: (one.file or "", one.position or 0))


def _measures_about(register: Register, audit: str) -> list[MeasureView]:
    """Return the measures of an audit and its recommendations, and those promised in responses about it."""
    found = records.measures_of(register, audit=audit)
    known = {view.id for view in found}
    return found + [
        view for view in records.measures_with_promised(register, (), [audit]).get(audit, ()) if view.id not in known
    ]


def _put_lines(put: PutQuestion) -> Lines:
    """Render a letter's question about an audit, and what has been said of it."""
    body = f" ({put.body})" if put.body else ""
    state = _("besvarad") if put.answered else _("inte besvarad")
    text = f"{printed_number(put.question.number)} {put.question.text or ''}{body}: {state}".strip()
    yield _line(entity_word("letter_question"), put.question.id, text)
    for said in put.statements:
        yield f"  {one_line(': '.join(filter(None, [said.responder, said.text])))}"


def _put_shape(letter: Letter, put: PutQuestion) -> Shape:
    return {
        **plain_record(put.question),
        "body_name": put.body,
        "letter_dated": letter.dated,
        "answered": put.answered,
        "statements": plain(put.statements),
    }


def _letter(register: Register, record: str) -> RecordOutput:
    detail = letters.letter_detail(register, record)
    found = responses.letter_outcomes(register, register.today, [record])[record]
    lines = [*_sheet(register, "letter", record), *letter_lines(detail), *line_text.outcome_lines(found)]
    return lines, line_text.with_outcomes(letter_parts(detail), found)


def _recipient(register: Register, record: str) -> RecordOutput:
    letter = str(records.entered(register, "letter_recipient", record)["letter"])
    found = responses.letter_outcomes(register, register.today, [letter])[letter]
    own = [one for one in found.recipients if one.recipient == record]
    sheet = [*_sheet(register, "letter_recipient", record), *line_text.recipient_lines(own)]
    return sheet, line_text.outcome_shape(own[0].outcome if own else NOT_REQUESTED)


def _response(register: Register, record: str) -> RecordOutput:
    detail = responses.response_detail(register, record)
    return [*_sheet(register, "response", record), *response_lines(detail)], response_parts(detail)


def _body(register: Register, record: str) -> RecordOutput:
    found = [view for view in records.bodies(register) if view.body.id == record]
    shape = {key: value for view in found for key, value in shapes.body_shape(view).items()}
    return [*_sheet(register, "body", record), *map(line_text.body_line, found)], shape


def _followup(register: Register, record: str) -> RecordOutput:
    plain = records.record_of(register, "followup", record)
    found = [view for view in followups.followups(register) if view.followup.id == record]
    covered = followups.covered_audits(register, record)
    shape = {key: value for view in found for key, value in shapes.followup_shape(view).items()}
    whole = followups.followup_detail(register, record)
    shape |= followup_text.detail_shape(whole)
    shape["covered"] = [shapes.covered_shape(*one) for one in covered]
    texts = records.source_texts(register, followups=[record]).get(record, [])
    shape["source_texts"] = [plain_record(one) for one in texts]
    sheet = [*record_sheet(register, "followup", plain), *map(line_text.followup_line, found)]
    lines_of_audits = (line for audit, account in covered for line in covered_lines(audit, account))
    return [*sheet, *followup_text.detail_lines(whole), *lines_of_audits, *source_text_lines(texts)], {
        **shapes.record_shape("followup", plain),
        **shape,
    }


_DETAILS: Mapping[str, Callable[[Register, str], RecordOutput]] = {
    "recommendation": _recommendation,
    "audit": _audit,
    "letter": _letter,
    "letter_recipient": _recipient,
    "response": _response,
    "body": _body,
    "followup": _followup,
}
"""Entities that are shown with more than their own fields."""


def _sheet(register: Register, entity: str, record: str) -> Iterator[str]:
    """Render every field that has a value, with other records by name."""
    yield f"{entity_word(entity)}: {one_line(_name(register, (entity,), record))}"
    yield f"Id: {record}"
    yield from _entered_fields(register, entity, record, [entry.name for entry in EDITABLE[entity].fields])


def _entered_fields(register: Register, entity: str, record: str, names: Iterable[str]) -> Iterator[str]:
    """Render those fields of these names that have a value."""
    fields = records.entered(register, entity, record)
    for entry in map(EDITABLE[entity].field, names):
        value = fields[entry.name]
        if entry.input is Input.SEVERAL and isinstance(value, tuple):
            called = "\n".join(_name(register, entry.refers, one) for one in value)
            yield from named(field_word(entry.name), called)
        else:
            yield from field_lines(entry.name, _readable(register, entry.refers, value))


def _readable(register: Register, refers: tuple[str, ...], value: Given) -> Given:
    return _name(register, refers, value) if refers and isinstance(value, str) else value


def _name(register: Register, refers: tuple[str, ...], record: str) -> str:
    """Return the name of a record of any of these entities."""
    for entity in refers:
        for one in records.named(register, entity, [record]):
            return one.name
    return records.name_of(register, refers[0], record)


def _removed(why: str | None) -> Iterator[str]:
    if why is not None:
        yield f"{field_word('removed')}: {one_line(why)}"
