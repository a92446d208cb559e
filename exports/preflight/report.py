"""Preflight of follow-up reports."""

from collections.abc import Iterator, Mapping
from datetime import date

from exports.document import line, setting
from exports.preflight.findings import Code, Finding, Severity, Subject, errors_first
from exports.preflight.texts import (
    audit_subject,
    leftovers,
    number_findings,
    quoted_leftovers,
    recommendation_subject,
    setting_leftovers,
    signer_findings,
    surely_after,
)
from exports.report.counts import counted, is_assessed_as_whole, level_label, parents
from storage.domain.dates import dates_in, first_day, is_partial_date
from storage.domain.material import AssessedRecommendation, AuditMaterial, FollowupMaterial
from storage.domain.scale import NOT_IMPLEMENTED
from storage.domain.settings import SETTING_KEYS, people

_OWN_TEXTS = ("background", "purpose", "criteria", "limits", "method", "disclaimer")
_IN_ORDER = (
    ("report_date", "handed_over"),
    ("handed_over", "answer_due"),
    ("handed_over", "answered_on"),
    ("handed_over", "received_on"),
    ("answered_on", "received_on"),
    ("answer_due", "extension_due"),
)
"""Pairs of dates, the first no later than the second."""
_NUMBERS = 12
"""Most numbers that a finding lists."""
_DONE = ("report_date", "handed_over", "answered_on", "received_on")
_IN_TRAIL = ("handed_over", "answer_due", "answered_on")


@errors_first
def preflight_report(material: FollowupMaterial, *, today: date, final: bool = False) -> Iterator[Finding]:
    """Yield findings on the report of `material` on the day `today`.

    With `final`, for a follow-up that is to be closed, missing assessments and signers are errors.
    """
    followup = material.followup
    subject = Subject("followup", followup.id, line(followup.title) or str(followup.year or ""))
    if not line(followup.title):
        yield subject.error(Code.TITLE_MISSING)
    if followup.report_date and not is_partial_date(followup.report_date):
        yield subject.warning(Code.NOT_A_DATE, field="report_date", value=followup.report_date)
    if not material.audits:
        yield subject.error(Code.NO_AUDITS)
    if material.audits and material.coverage and material.coverage.outside:
        outside, total = material.coverage.outside, material.coverage.total
        yield subject.warning(Code.POINTS_OUTSIDE, count=str(outside), total=str(total))
    signers = material.signers or people(setting(material, "report_signers"))
    yield from signer_findings(signers, subject, final=final)
    own = {name: getattr(followup, name) for name in ("title", *_OWN_TEXTS, "judgement")}
    yield from leftovers(subject, own)
    used = [key for key in _OWN_TEXTS if key in SETTING_KEYS and not line(own[key])]
    yield from setting_leftovers(dict(material.settings), [*used, "place", "office"])
    for audit in material.audits:
        yield from _audit_findings(audit, today, final=final)


def _audit_findings(audit: AuditMaterial, today: date, *, final: bool) -> Iterator[Finding]:
    subject = audit_subject(audit.audit)
    covered = Subject("followup_audit", audit.followup_audit.id, subject.where)
    yield from quoted_leftovers(
        subject, {name: getattr(audit.audit, name) for name in ("title", "purpose", "judgement", "grounds")}
    )
    yield from quoted_leftovers(
        covered, {"trail_text": audit.followup_audit.trail_text, "judgement": audit.followup_audit.judgement}
    )
    yield from _holding_findings(audit, subject)
    answer = audit.answer
    if (answer.responder or answer.answered_on) and not line(answer.paragraph):
        yield subject.warning(Code.PARAGRAPH_MISSING)
    yield from _date_findings(audit, subject, today)
    every = [*(each.recommendation for each in audit.recommendations), *(each.recommendation for each in audit.settled)]
    yield from number_findings(sorted(every, key=lambda each: each.position or 0), subject)
    yield from _assessment_findings(audit, subject, final=final)


def _holding_findings(audit: AuditMaterial, subject: Subject) -> Iterator[Finding]:
    """Yield findings on the texts of questions, answers and measures that the chapter prints."""
    questions = [put for letter in audit.holdings.letters for put in letter.questions]
    for put in questions:
        named = Subject("letter_question", put.question.id, subject.where)
        yield from quoted_leftovers(named, {"text": put.question.text})
    for view in audit.holdings.measures:
        texts = {name: getattr(view.measure, name) for name in ("text", "theme", "responsible")}
        yield from quoted_leftovers(Subject("measure", view.id, subject.where), texts)
    told = [*(put.statements for put in questions), *audit.holdings.statements.values()]
    for text in dict.fromkeys(said.text for statements in told for said in statements):
        yield from quoted_leftovers(subject, {"text": text})


def _assessment_findings(audit: AuditMaterial, subject: Subject, *, final: bool) -> Iterator[Finding]:
    above = parents(audit)
    yield from _unassessed(audit, subject, final=final)
    for assessed in audit.recommendations:
        named = recommendation_subject(assessed.recommendation, subject)
        yield from _text_findings(assessed, named)
        if assessed.recommendation.id in above:
            continue
        if assessed.level is not None:
            yield from _level_findings(assessed, named)
            if assessed.reopened and not (assessed.assessment and line(assessed.assessment.reopened_reason)):
                yield named.warning(Code.REOPENED_WITHOUT_REASON, level=level_label(assessed.reopened.level))


def _unassessed(audit: AuditMaterial, subject: Subject, *, final: bool) -> Iterator[Finding]:
    """Yield one finding on all that is not assessed in an audit, about the first of it."""
    missing = [each.recommendation for each in counted(audit) if each.level is None]
    if not missing:
        return
    severity = Severity.ERROR if final and not is_assessed_as_whole(audit) else Severity.WARNING
    named = recommendation_subject(missing[0], subject)
    if len(missing) == 1:
        yield Finding(severity, Code.NOT_ASSESSED, named.entity, named.record, named.where)
        return
    numbers = ", ".join(line(each.number) or "–" for each in missing[:_NUMBERS])
    values = {"count": str(len(missing)), "numbers": numbers + (" …" if len(missing) > _NUMBERS else "")}
    yield Finding(severity, Code.SEVERAL_NOT_ASSESSED, named.entity, named.record, subject.where, values)


def _text_findings(assessed: AssessedRecommendation, named: Subject) -> Iterator[Finding]:
    recommendation = assessed.recommendation
    if not line(recommendation.text):
        yield named.warning(Code.TEXT_MISSING)
    comment = assessed.assessment.comment if assessed.assessment else None
    texts = {"number": recommendation.number, "theme": recommendation.theme, "text": recommendation.text}
    yield from quoted_leftovers(named, {**texts, "comment": comment})


def _level_findings(assessed: AssessedRecommendation, named: Subject) -> Iterator[Finding]:
    assessment, level = assessed.assessment, assessed.level
    label = level_label(level)
    if not (assessment and line(assessment.comment)):
        yield named.warning(Code.COMMENT_MISSING, level=label)
    explained = (assessment and assessment.reason) or "disagrees" in assessed.stances
    if level is not None and level.means == NOT_IMPLEMENTED and not explained:
        yield named.warning(Code.REASON_MISSING, level=label)


def _date_findings(audit: AuditMaterial, subject: Subject, today: date) -> Iterator[Finding]:
    """Yield findings for invalid, future and contradictory dates, and those that the typed account contradicts."""
    dates = _recorded_dates(audit)
    for name, value in dates.items():
        if not is_partial_date(value):
            yield subject.warning(Code.NOT_A_DATE, field=name, value=value)
    known = {name: value for name, value in dates.items() if is_partial_date(value)}
    for name in _DONE:
        if name in known and first_day(known[name]) > today:
            yield subject.warning(Code.DATE_IN_FUTURE, field=name, date=known[name])
    for first, second in _IN_ORDER:
        if first in known and second in known and surely_after(known[first], known[second]):
            values = {"first": first, "first_date": known[first], "second": second, "second_date": known[second]}
            yield subject.warning(Code.DATES_OUT_OF_ORDER, **values)
    yield from _trail_findings(audit, known, subject)


def _recorded_dates(audit: AuditMaterial) -> dict[str, str]:
    """Return field → recorded date, valid or not."""
    answer = audit.answer
    dates = {
        "report_date": audit.audit.report_date,
        "handed_over": audit.audit.handed_over or answer.letter_decided,
        "answer_due": answer.answer_due,
        "extension_due": answer.extension_due,
        "answered_on": answer.answered_on,
        "received_on": answer.received_on,
    }
    return {name: value for name, value in dates.items() if value}


def _trail_findings(audit: AuditMaterial, known: Mapping[str, str], subject: Subject) -> Iterator[Finding]:
    """Yield findings for recorded dates that the typed account lacks, where it names dates recorded nowhere."""
    written = list(dict.fromkeys(day for _, day in dates_in(audit.followup_audit.trail_text or "")))
    unrecorded = [day for day in written if not any(_may_be_same(day, each) for each in known.values())]
    if not unrecorded:
        return
    typed = Subject("followup_audit", audit.followup_audit.id, subject.where)
    for name in _IN_TRAIL:
        if name in known and not any(_may_be_same(known[name], day) for day in written):
            yield typed.warning(Code.TRAIL_DIFFERS, field=name, date=known[name], written=", ".join(unrecorded))


def _may_be_same(first: str, second: str) -> bool:
    """Return true if two partial dates may be the same day."""
    return not surely_after(first, second) and not surely_after(second, first)
