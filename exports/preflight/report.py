"""What may be wrong with a follow-up report before it is made."""

from collections.abc import Iterator
from datetime import date

from exports.document import line, setting
from exports.preflight.findings import Code, Finding, Severity, Subject
from exports.preflight.texts import (
    audit_subject,
    date_findings,
    leftovers,
    number_findings,
    quoted_leftovers,
    recommendation_subject,
    setting_leftovers,
    signer_findings,
)
from exports.report.counts import counted, is_assessed_as_whole, level_label
from storage.domain.dates import is_partial_date
from storage.domain.material import AssessedRecommendation, AuditMaterial, FollowupMaterial
from storage.domain.scale import NOT_IMPLEMENTED
from storage.domain.settings import people

_OWN_TEXTS = ("purpose", "method", "disclaimer")


def report_findings(material: FollowupMaterial, *, today: date, final: bool) -> Iterator[Finding]:
    """All there is to say of the report on `material`; `final` is for one that is to be closed."""
    followup = material.followup
    subject = Subject("followup", followup.id, line(followup.title) or str(followup.year or ""))
    if not line(followup.title):
        yield subject.error(Code.TITLE_MISSING)
    if followup.report_date and not is_partial_date(followup.report_date):
        yield subject.warning(Code.NOT_A_DATE, field="report_date", value=followup.report_date)
    if not material.audits:
        yield subject.error(Code.NO_AUDITS)
    signers = material.signers or people(setting(material, "report_signers"))
    yield from signer_findings(signers, subject, final=final)
    own = {name: getattr(followup, name) for name in ("title", *_OWN_TEXTS, "judgement")}
    yield from leftovers(subject, own)
    used = [key for key in _OWN_TEXTS if not line(own[key])]
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
    answer = audit.answer
    if (answer.responder or answer.answered_on) and not line(answer.paragraph):
        yield subject.warning(Code.PARAGRAPH_MISSING)
    yield from date_findings(audit, subject, today)
    yield from number_findings(audit.recommendations, subject)
    yield from _judgement_findings(audit, subject, final=final)


def _judgement_findings(audit: AuditMaterial, subject: Subject, *, final: bool) -> Iterator[Finding]:
    unassessed = Severity.ERROR if final and not is_assessed_as_whole(audit) else Severity.WARNING
    expected = {assessed.recommendation.id for assessed in counted(audit)}
    for assessed in audit.recommendations:
        named = recommendation_subject(assessed.recommendation, subject)
        yield from _text_findings(assessed, named)
        if assessed.level is not None:
            yield from _level_findings(assessed, named)
        elif assessed.recommendation.id in expected:
            yield Finding(unassessed, Code.NOT_ASSESSED, named.entity, named.record, named.where)


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
