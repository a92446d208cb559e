"""What belongs to a recommendation or an audit, read once the record itself is shown."""

from collections.abc import Collection

from storage import entries, queries
from storage.domain.letter_views import MeasureView
from storage.domain.views import RecommendationDetail
from storage.register import Register
from tui.dialogs.entry_words import label
from tui.screens.entering_reads import in_words
from tui.widgets.belonging_lines import AuditFacts, Belongings


def of_recommendations(register: Register, found: Collection[RecommendationDetail]) -> dict[str, Belongings]:
    """Id → what belongs to a recommendation."""
    ids = [detail.view.id for detail in found]
    measures = entries.measures_by_record(register, ids, {detail.audit.id for detail in found})
    evidence = entries.evidence_by_recommendation(register, ids)
    links: dict[tuple[str, str], list[str]] = {}
    for recommendation, link, name in entries.linked_points(register, ids):
        links.setdefault((recommendation, link), []).append(name)
    return {
        detail.view.id: Belongings(
            recommendation=detail.view.id,
            parent=", ".join(links.get((detail.view.id, "parent"), ())),
            related=links.get((detail.view.id, "related"), ()),
            measures=measures.get(detail.view.id, ()),
            audit_measures=measures.get(detail.audit.id, ()),
            evidence=evidence.get(detail.view.id, ()),
        )
        for detail in found
    }


def of_audit(register: Register, audit: str) -> AuditFacts:
    """What is known of an audit, with its measures."""
    values = entries.entered(register, "audit", audit)
    told = in_words(register, "audit", {name: value for name, value in values.items() if value})
    facts = {label("audit", name): text for name, text in told.items() if name not in {"title", "short_title"}}
    name = str(values.get("title") or queries.name_of(register, "audit", audit))
    return AuditFacts(audit=audit, name=name, facts=facts, measures=_of_audit_itself(register, audit))


def _of_audit_itself(register: Register, audit: str) -> list[MeasureView]:
    """The measures that answer to no single recommendation."""
    return entries.measures_by_record(register, (), [audit])[audit]
