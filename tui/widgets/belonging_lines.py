"""What belongs to a recommendation, or to an audit that has none, as lines of a given width. Pure."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from storage.domain.attached import AssessmentEvidence
from storage.domain.letter_views import MeasureView
from tui.language.catalogue import _
from tui.language.terms import value_word
from tui.widgets.field_lines import Line, field, heading, plain_lines, section
from tui.widgets.measure_lines import measure_lines


class Belongings(Struct, frozen=True, kw_only=True):
    """What belongs to a recommendation."""

    recommendation: str
    """Its id."""
    parent: str = ""
    """What the point is called that it lies under."""
    related: Sequence[str] = ()
    """What those are called that it refers to."""
    measures: Sequence[MeasureView] = ()
    audit_measures: Sequence[MeasureView] = ()
    """Those of its audit as a whole."""
    evidence: Sequence[AssessmentEvidence] = ()


class AuditFacts(Struct, frozen=True, kw_only=True):
    """An audit that has no recommendations."""

    audit: str
    """Its id."""
    name: str
    facts: Mapping[str, str]
    """Label → what is known, in words."""
    measures: Sequence[MeasureView] = ()


def belonging_lines(held: Belongings, width: int) -> list[Line]:
    """What belongs to a recommendation, in sections."""
    lines = list(field(_("Delpunkt till"), held.parent, width))
    lines += field(_("Hänvisar till"), "\n".join(held.related), width)
    lines += section(_("Åtgärder"), measure_lines(held.measures, width, about=held.recommendation))
    lines += section(_("Underlag"), [line for one in held.evidence for line in plain_lines(_evidence(one), width)])
    lines += section(_("Åtgärder för hela granskningen"), measure_lines(held.audit_measures, width))
    return lines


def audit_lines(held: AuditFacts, guide: str, width: int) -> list[Line]:
    """An audit without recommendations: what it is, its measures by theme, and what can be done."""
    lines = [*heading(held.name, width), []]
    for label, told in held.facts.items():
        lines += field(label, told, width)
    lines += section(_("Åtgärder"), measure_lines(held.measures, width))
    return [*lines, [], *plain_lines(guide, width, "text--dim")]


def _evidence(one: AssessmentEvidence) -> str:
    """As in `protokoll, 2026-02-03, § 12`."""
    kind = value_word("kind", one.kind) if one.kind else ""
    return ", ".join(filter(None, [kind, one.date, one.source]))
