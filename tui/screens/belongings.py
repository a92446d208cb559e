"""What belongs to a recommendation or an audit, read once the record itself is shown."""

from storage import entries, queries
from storage.domain.kinds import Given
from storage.domain.letter_views import MeasureView
from storage.register import Register
from tui.dialogs.entry_words import label
from tui.screens.entering_reads import in_words
from tui.widgets.belonging_lines import AuditFacts, Belongings


def of_recommendation(register: Register, recommendation: str, audit: str) -> Belongings:
    """What belongs to a recommendation of an audit."""
    values = entries.entered(register, "recommendation", recommendation)
    return Belongings(
        recommendation=recommendation,
        parent=", ".join(_names(register, values.get("parent"))),
        related=_names(register, values.get("related")),
        measures=entries.measures_of(register, recommendation=recommendation),
        audit_measures=_of_audit_itself(register, audit),
        evidence=entries.evidence_of(register, recommendation),
    )


def of_audit(register: Register, audit: str) -> AuditFacts:
    """What is known of an audit, with its measures."""
    values = entries.entered(register, "audit", audit)
    told = in_words(register, "audit", {name: value for name, value in values.items() if value})
    facts = {label("audit", name): text for name, text in told.items() if name not in {"title", "short_title"}}
    name = str(values.get("title") or queries.name_of(register, "audit", audit))
    return AuditFacts(audit=audit, name=name, facts=facts, measures=_of_audit_itself(register, audit))


def _names(register: Register, points: Given) -> list[str]:
    """What recommendations are called."""
    ids = list(points) if isinstance(points, list | tuple) else [str(points)] if points else []
    return [one.name for one in entries.named(register, "recommendation", ids)]


def _of_audit_itself(register: Register, audit: str) -> list[MeasureView]:
    """The measures that answer to no single recommendation."""
    return [view for view in entries.measures_of(register, audit=audit) if not view.recommendations]
