"""What `--json` shows of each kind of record: flat objects whose names do not change."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from storage.domain.editable_fields import Given
from storage.domain.records import FollowupAudit, Named, Record
from storage.domain.scale import NOT_ASSESSED, NOT_ASSESSED_LABEL
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


def recommendation_shape(view: RecommendationView) -> Shape:
    """A recommendation with the judgement that is shown for it."""
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
        "level": view.means or NOT_ASSESSED,
        "label": view.level.label if view.level else NOT_ASSESSED_LABEL,
        "comment": view.comment,
        "current": view.current,
        "followup": view.followup,
        "followup_year": view.followup_year,
        "bodies": list(view.bodies),
        "open_comment": view.open_comment,
        "conflict": view.conflict,
    }


def audit_shape(view: AuditView) -> Shape:
    """An audit with its letter, its answer and its numbers."""
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
    }


def followup_shape(view: FollowupView) -> Shape:
    """A follow-up with its numbers."""
    return {
        **_facts(view.followup),
        "superseded": view.superseded,
        "audits": view.audits,
        "counts": view.counts.as_dict(),
        "judged": view.counts.total - view.counts[NOT_ASSESSED],
        "total": view.counts.total,
    }


def body_shape(view: BodyView) -> Shape:
    """A body with its numbers."""
    return {
        **_facts(view.body),
        "audits": view.audits,
        "counts": view.counts.as_dict(),
        "total": view.counts.total,
    }


def letter_shape(view: LetterView) -> Shape:
    """A letter with its recipients and the files that went out."""
    return {
        **_facts(view, without=("audits",)),
        "audit_titles": list(view.audits),
        "recipients": [{"name": name, "role": role} for name, role in view.recipients],
        "files": [{"name": name, "sha256": sha256, "made_on": made_on} for name, sha256, made_on in view.files],
    }


def recommendation_detail_shape(detail: RecommendationDetail, beside: Sequence[Shape]) -> Shape:
    """Everything known of a recommendation, and `beside` each judgement what became of it since the one before."""
    return {
        "entity": "recommendation",
        **_facts(detail.view.recommendation),
        **recommendation_shape(detail.view),
        "audit_record": plain(detail.audit),
        "answer": plain(detail.answer),
        "judgements": [
            {**_assessment_shape(assessment), **step}
            for assessment, step in zip(detail.assessments, beside, strict=True)
        ],
        "stances": plain(detail.stances),
    }


def audit_detail_shape(view: AuditView, recommendations: list[RecommendationView]) -> Shape:
    """Everything known of an audit."""
    return {
        "entity": "audit",
        **_facts(view.audit),
        **audit_shape(view),
        "recommendations": [recommendation_shape(one) for one in recommendations],
    }


def record_shape(entity: str, record: Record) -> Shape:
    """The fields of any other record."""
    return {"entity": entity, **_facts(record), "removed": record.removed}


def covered_shape(audit: Named, covered: FollowupAudit) -> Shape:
    """What a follow-up says of an audit."""
    return {"entity": "followup_audit", **_facts(covered), "audit_title": audit.name}


def named_shape(one: Named, fields: Mapping[str, Given]) -> Shape:
    """A record of any kind: its name and its own fields."""
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
    """A record's own fields, but why it was removed (what is listed was not)."""
    return {name: value for name, value in plain_record(record).items() if name not in (*without, "removed")}
