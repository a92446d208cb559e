"""What importing a report would write, worked out without touching anything.

The report becomes a closed follow-up of its own. Audits and recommendations that the register holds are never
overwritten: they get the report's judgement and its links. The same file again plans nothing.
"""

from collections.abc import Sequence

from msgspec import Struct

from storage.domain.counting import count
from storage.domain.identity import imported_id
from storage.domain.scale import label_key
from storage.intake.matching import match_audits, match_recommendations
from storage.intake.neutral import KEPT, REFUSED, UNDERSTOOD, Note, Notebook, ReportAudit, ReportDocument
from storage.intake.neutral import ReportRecommendation as Row
from storage.intake.plan_letters import plan_body, plan_letter, plan_response
from storage.intake.plan_scale import PlannedScale, plan_scale
from storage.intake.planned import (
    AuditSummary,
    Known,
    KnownAudit,
    KnownRecommendation,
    KnownScale,
    PlannedRecord,
    Planner,
    ReportPlan,
)

__all__ = [
    "AuditSummary",
    "Known",
    "KnownAudit",
    "KnownRecommendation",
    "KnownScale",
    "PlannedRecord",
    "ReportPlan",
    "plan_report",
]


class _Tally(Struct):
    new: int = 0
    changed: int = 0
    same: int = 0


def plan_report(document: ReportDocument, known: Known) -> ReportPlan:
    """The plan for importing `document` into the register that `known` tells of."""
    followup = imported_id(known.register_id, document.sha256, "followup", "1")
    planner, notebook, tally = Planner(known, document.sha256), Notebook(), _Tally()
    scale = plan_scale(planner, document)
    matches = match_audits(document.audits, known.audits)
    if known.ids("followup", followup):
        tally.same = sum(len(audit.recommendations) for audit in document.audits)
        return _plan(document, followup, scale, matches, tally)
    planner.free("followup", "1", _followup_values(document, scale))
    for position, (audit, match) in enumerate(zip(document.audits, matches, strict=True), 1):
        _plan_audit(_Place(planner, scale, followup, position, notebook), audit, match, tally)
    planner.free("document", "1", _document_values(document, followup))
    return _plan(document, followup, scale, matches, tally, planner.records, notebook.notes)


def _plan(
    document: ReportDocument,
    followup: str,
    scale: PlannedScale,
    matches: Sequence[KnownAudit | None],
    tally: _Tally,
    records: Sequence[PlannedRecord] = (),
    notes: Sequence[Note] = (),
) -> ReportPlan:
    every_note = (*_remaining(document.notes, scale), *notes)
    audits = zip(document.audits, matches, strict=True)
    return ReportPlan(
        sha256=document.sha256,
        file_name=document.file_name,
        followup_id=followup,
        records=tuple(records),
        new=tally.new,
        changed=tally.changed,
        same=tally.same,
        refused=sum(note.kind == REFUSED for note in every_note),
        notes=every_note,
        audits=tuple(_summary(audit, scale, is_new=match is None) for audit, match in audits),
    )


class _Place(Struct, frozen=True):
    """Where an audit's records go."""

    planner: Planner
    scale: PlannedScale
    followup: str
    position: int
    notebook: Notebook


def _plan_audit(place: _Place, audit: ReportAudit, match: KnownAudit | None, tally: _Tally) -> None:
    planner, position = place.planner, str(place.position)
    audit_id = match.id if match else planner.free("audit", position, _audit_values(audit))
    if match:
        place.notebook.add(UNDERSTOOD, "audit_known", audit.title)
    for name in audit.auditees:
        planner.keyed("audit_auditee", {"audit": audit_id, "body": plan_body(planner, name)})
    planner.keyed("followup_audit", {
        "followup": place.followup,
        "audit": audit_id,
        "position": place.position,
        "trail_text": audit.trail_text,
        "judgement": audit.followup_judgement,
        "follow_up_again": audit.follow_up_again,
        "follow_up_year": audit.follow_up_year,
    })  # fmt: skip
    _plan_rows(place, audit, audit_id, match, tally)
    if match and match.has_letter:
        place.notebook.add(KEPT, "letter_known", audit.title)
    else:
        plan_letter(planner, audit_id, position, audit.trail)
    if match and match.has_response:
        place.notebook.add(KEPT, "response_known", audit.title)
    else:
        plan_response(planner, audit_id, position, audit.trail)


def _plan_rows(place: _Place, audit: ReportAudit, audit_id: str, match: KnownAudit | None, tally: _Tally) -> None:
    later = len(match.recommendations) if match else 0
    known = match_recommendations(audit.recommendations, match)
    for row, known_row in zip(audit.recommendations, known, strict=True):
        if known_row is None:
            later += 1
            values = {
                "audit": audit_id,
                "kind": row.kind,
                "number": row.number,
                "position": later,
                "theme": row.theme,
                "text": row.text,
            }
            row_id = place.planner.free("recommendation", f"{place.position}.{row.position}", values)
        else:
            row_id = known_row.id
        judged = _plan_assessment(place, row, row_id)
        if known_row is None:
            tally.new += 1
        elif judged:
            tally.changed += 1
        else:
            tally.same += 1


def _plan_assessment(place: _Place, row: Row, row_id: str) -> bool:
    """The report's judgement of a recommendation. Whether it says anything."""
    level = place.scale.level(row.label)
    if level is None and row.comment is None:
        return False
    values = {
        "followup": place.followup,
        "recommendation": row_id,
        "level": level.id if level else None,
        "comment": row.comment,
    }
    place.planner.keyed("assessment", values)
    return True


def _followup_values(document: ReportDocument, scale: PlannedScale) -> dict[str, str | int | None]:
    return {
        "title": document.title,
        "year": document.year,
        "scale": scale.id,
        "purpose": document.purpose,
        "method": document.method,
        "judgement": document.judgement,
        "disclaimer": document.disclaimer,
        "state": "closed",
        "report_date": document.report_date,
    }


def _audit_values(audit: ReportAudit) -> dict[str, str | int | None]:
    return {
        "title": audit.title,
        "years": audit.years,
        "source": "audit",
        "purpose": audit.purpose,
        "judgement": audit.judgement,
        "grounds": audit.grounds,
        "handed_over": audit.trail.handed_over,
    }


def _document_values(document: ReportDocument, followup: str) -> dict[str, str | int | None]:
    return {
        "kind": "follow_up_report",
        "name": document.file_name,
        "sha256": document.sha256,
        "made_on": document.report_date,
        "direction": "incoming",
        "followup": followup,
    }


def _remaining(notes: Sequence[Note], scale: PlannedScale) -> tuple[Note, ...]:
    """The notes without labels that the register's own scale knows."""
    return tuple(note for note in notes if note.code != "unknown_level" or label_key(note.what) not in scale.levels)


def _summary(audit: ReportAudit, scale: PlannedScale, *, is_new: bool) -> AuditSummary:
    levels = (scale.level(row.label) for row in audit.recommendations)
    return AuditSummary(audit.title, is_new, count(level.means if level else None for level in levels))
