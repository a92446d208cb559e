"""Text and JSON of a follow-up: progress, disagreements, and the comparison with the one before."""

from collections.abc import Iterator, Sequence

from storage.domain.followups import AssessmentStep, Comparison, FollowupDetail, Move, Progress, Proposal, level_means
from storage.domain.records import Followup, Level
from storage.domain.scale import NOT_ASSESSED
from storage.domain.text import one_line, one_stop
from tui.commands.output import plain
from tui.commands.render.lines import SHORT_ID
from tui.commands.render.shapes import Shape
from tui.language.catalogue import _
from tui.language.outcomes import (
    compared_text,
    disagreement_word,
    mismatch_text,
    move_word,
    moves_text,
    progress_text,
    reasons_text,
    why_proposed,
)
from tui.language.words import field_word, level_label, means_word

Lines = Iterator[str]


def detail_lines(detail: FollowupDetail) -> Lines:
    """Render a follow-up's progress, reasons, disagreements and comparison."""
    if detail.superseded_by is not None:
        yield _("Ersatt av: {title}").format(title=_title(detail.superseded_by))
    yield f"{_('Bedömningar')}: {progress_text(detail.progress)}"
    yield from (f"  {line}" for line in audit_lines(detail.progress))
    for meaning, reasons in detail.reasons.items():
        if any(reasons):
            template = _("Skäl till {level}: {reasons}")
            yield template.format(level=means_word(meaning).lower(), reasons=reasons_text(reasons))
    for kind in dict.fromkeys(one.kind for one in detail.mismatches):
        yield f"{disagreement_word(kind)}:"
        yield from (
            one_stop(f"  {one.recommendation[:SHORT_ID]} {one.name}. {mismatch_text(one)}")
            for one in detail.mismatches
            if one.kind is kind
        )
    if detail.without_evidence:
        yield f"{_('Åtgärdade utan underlag')}:"
        yield from (f"  {one.recommendation[:SHORT_ID]} {one.name}" for one in detail.without_evidence)
    yield from _comparison_lines(detail)


def audit_lines(progress: Progress) -> Lines:
    """Render the progress of each audit, as in `Momshantering: 3 av 7 bedömda`."""
    for each in progress.per_audit:
        yield one_line(f"{each.name}: {progress_text(each)}")


def detail_shape(detail: FollowupDetail) -> Shape:
    """Return the same facts as a JSON object."""
    return {
        "responsible_name": detail.responsible,
        "superseded_by": _short(detail.superseded_by),
        "progress": {
            "judged": detail.progress.assessed,
            "total": detail.progress.total,
            "per_audit": plain(detail.progress.per_audit),
        },
        "reasons": plain(detail.reasons),
        "mismatches": [
            {
                "recommendation": one.recommendation,
                "name": one.name,
                "kind": one.kind.value,
                "body": one.responder,
                "said": one.claim,
                **_level(one.level),
            }
            for one in detail.mismatches
        ],
        "without_evidence": plain(detail.without_evidence),
        "previous": _short(detail.previous),
        "comparison": _comparison(detail.comparison, detail) if detail.comparison else None,
    }


def proposal_line(proposal: Proposal) -> str:
    """Render a proposal, as in `c0ffee12 Momshantering: överlämnad 2024-03 och inte uppföljd sedan dess`."""
    return one_line(f"{proposal.audit[:SHORT_ID]} {proposal.name}: {why_proposed(proposal)}")


def proposal_shape(proposal: Proposal) -> Shape:
    """Return a proposed audit as a JSON object."""
    last = proposal.last
    return {
        "audit": proposal.audit,
        "name": proposal.name,
        "ground": proposal.ground.value,
        "handed_over": proposal.handed_over,
        "followup": last.title if last else None,
        "again": last.again if last else None,
        "follow_up_year": last.year if last else None,
        "why": why_proposed(proposal),
    }


def steps_line(steps: Sequence[AssessmentStep]) -> Lines:
    """Render a recommendation through the years, from its first assessment; nothing for fewer than two."""
    judged = [step for step in reversed(steps) if step.level is not None]
    if len(judged) > 1:
        yield f"{_('Genom åren')}: {'; '.join(map(_step, judged))}"


def step_shape(step: AssessmentStep) -> Shape:
    """Return the move since the assessment before as a JSON object."""
    return {"move": step.move.value if step.move else None, "superseded": step.superseded}


def _step(step: AssessmentStep) -> str:
    """Render a step, as in `Uppföljning 2025 ✔ Åtgärdad (↑ bättre)`."""
    parts = [move_word(step.move) if step.move else "", _("ersatt") if step.superseded else ""]
    beside = ", ".join(filter(None, parts))
    return f"{_title(step.followup)} {level_label(step.level)}" + (f" ({beside})" if beside else "")


def _comparison_lines(detail: FollowupDetail) -> Lines:
    if detail.previous is None or detail.comparison is None:
        return
    total = detail.comparison.total
    yield f"{_('Jämfört med {title}').format(title=_title(detail.previous))}: {moves_text(total) or _('inget')}"
    for audit, moved in detail.comparison.per_audit.items():
        yield f"  {detail.audits.get(audit, audit)}: {moves_text(moved)}"
    for row in detail.comparison.made(Move.WORSE):
        yield f"  {row.pair.recommendation[:SHORT_ID]} {compared_text(row)}"


def _comparison(comparison: Comparison, detail: FollowupDetail) -> Shape:
    return {
        "total": comparison.total.as_dict(),
        "compared": comparison.total.compared,
        "before": comparison.before.as_dict(),
        "now": comparison.now.as_dict(),
        "per_audit": [
            {"audit": audit, "audit_title": detail.audits.get(audit), **moved.as_dict()}
            for audit, moved in comparison.per_audit.items()
        ],
        "rows": [
            {
                "recommendation": row.pair.recommendation,
                "audit": row.pair.audit,
                "move": row.move.value,
                "before": level_means(row.pair.before) or NOT_ASSESSED,
                "before_label": row.pair.before.label if row.pair.before else None,
                "now": level_means(row.pair.now) or NOT_ASSESSED,
                "now_label": row.pair.now.label if row.pair.now else None,
            }
            for row in comparison.rows
        ],
    }


def _level(level: Level) -> Shape:
    return {"level": level.means, "label": level.label}


def _title(followup: Followup) -> str:
    return one_line(followup.title or f"{field_word('followup')} {followup.year or ''}")


def _short(followup: Followup | None) -> Shape | None:
    return {"id": followup.id, "title": followup.title, "year": followup.year} if followup else None
