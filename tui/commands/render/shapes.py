"""JSON objects of lists, one for each kind of record; flat, and with keys that never change."""

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from storage.domain.age import months_open
from storage.domain.editable_fields import Given
from storage.domain.records import FollowupAudit, Named, Record
from storage.domain.scale import NOT_ASSESSED, NOT_ASSESSED_LABEL
from storage.domain.subpoints import DIVIDED_LABEL
from storage.domain.views import (
    AssessmentView,
    AuditView,
    BodyView,
    FollowupView,
    LetterView,
    RecommendationDetail,
    RecommendationView,
)
from tui.commands.output import plain, plain_record

Shape = dict[str, object]


def recommendation_shape(view: RecommendationView, today: date) -> Shape:
    """Return a recommendation with the assessment that is shown for it, and its age on the day `today`."""
    record = view.recommendation
    return {
        "id": record.id,
        "audit": record.audit,
        "audit_title": view.audit_title,
        "number": record.number,
        "position": record.position,
        "kind": record.kind,
        "theme": record.theme,
        "text": record.text,
        "responsible": record.responsible,
        "level": None if view.divided else view.means or NOT_ASSESSED,
        "label": DIVIDED_LABEL if view.divided else view.level.label if view.level else NOT_ASSESSED_LABEL,
        "comment": view.comment,
        "current": view.current,
        "followup": view.followup,
        "followup_year": view.followup_year,
        "bodies": list(view.bodies),
        "open_comment": view.open_comment,
        "conflict": view.conflict,
        "divided": view.divided,
        "open_since": view.open_since,
        "open_months": months_open(view.open_since, today) if view.open_since else None,
        "settled": view.settled,
    }


def audit_shape(view: AuditView) -> Shape:
    """Return an audit with its letter, its response and its counts."""
    record = view.audit
    return {
        "id": record.id,
        "title": record.title,
        "short_title": record.short_title,
        "years": record.years,
        "source": record.source,
        "type": record.type,
        "registry_number": record.registry_number,
        "report_date": record.report_date,
        "handed_over": record.handed_over,
        "bodies": list(view.bodies),
        **_facts(view.answer),
        "counts": view.counts.as_dict(),
        "total": view.counts.total,
        "assessed_now": view.assessed_now,
        "assessed_before": view.assessed_before,
    }


def followup_shape(view: FollowupView) -> Shape:
    """Return a follow-up with its counts."""
    return {
        **_facts(view.followup),
        "superseded": view.superseded,
        "audits": view.audits,
        "counts": view.counts.as_dict(),
        "judged": view.counts.total - view.counts[NOT_ASSESSED],
        "total": view.counts.total,
    }


def body_shape(view: BodyView) -> Shape:
    """Return a body with its counts."""
    return {
        **_facts(view.body),
        "audits": view.audits,
        "counts": view.counts.as_dict(),
        "total": view.counts.total,
    }


def letter_shape(view: LetterView) -> Shape:
    """Return a letter with its recipients and the files that went out."""
    return {
        **_facts(view, without=("audits",)),
        "audit_titles": list(view.audits),
        "recipients": [{"name": name, "role": role} for name, role in view.recipients],
        "files": [{"name": name, "sha256": sha256, "made_on": made_on} for name, sha256, made_on in view.files],
    }


def recommendation_detail_shape(detail: RecommendationDetail, beside: Sequence[Shape], today: date) -> Shape:
    """Return all of a recommendation; `beside` has the move of each assessment since the one before."""
    return {
        "entity": "recommendation",
        **_facts(detail.view.recommendation),
        **recommendation_shape(detail.view, today),
        "audit_record": plain(detail.audit),
        "answer": plain(detail.answer),
        "judgements": [
            {**_assessment_shape(assessment), **step}
            for assessment, step in zip(detail.assessments, beside, strict=True)
        ],
        "stances": plain(detail.stances),
    }


def audit_detail_shape(view: AuditView, recommendations: list[RecommendationView], today: date) -> Shape:
    """Return all of an audit."""
    return {
        "entity": "audit",
        **_facts(view.audit),
        **audit_shape(view),
        "recommendations": [recommendation_shape(one, today) for one in recommendations],
    }


def record_shape(entity: str, record: Record) -> Shape:
    """Return the fields of any other record."""
    return {"entity": entity, **_facts(record), "removed": record.removed}


def covered_shape(audit: Named, covered: FollowupAudit) -> Shape:
    """Return a follow-up's texts about an audit."""
    return {"entity": "followup_audit", **_facts(covered), "audit_title": audit.name}


def named_shape(one: Named, fields: Mapping[str, Given]) -> Shape:
    """Return the name and own fields of a record of any kind."""
    return {
        "entity": one.entity,
        "id": one.id,
        "name": one.name,
        **fields,
        "removed": one.removed,
        "merged_into": one.merged_into,
    }


def _assessment_shape(assessment: AssessmentView) -> Shape:
    level = assessment.level
    return {
        "followup": assessment.followup.title,
        "year": assessment.followup.year,
        "level": (level.means if level else None) or NOT_ASSESSED,
        "label": level.label if level else NOT_ASSESSED_LABEL,
        **_facts(assessment.assessment, without=("followup", "level")),
    }


def _facts(record: Struct, without: tuple[str, ...] = ()) -> Shape:
    """Return a record's own fields but `removed`, which no listed record has."""
    return {name: value for name, value in plain_record(record).items() if name not in (*without, "removed")}
