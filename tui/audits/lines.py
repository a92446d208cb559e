"""Lines of the detail of a recommendation, for a given width. Pure."""

from collections.abc import Iterator, Sequence

from storage.domain.identity import printed_number
from storage.domain.records import AssessmentEvidence
from storage.domain.scale import NOT_ASSESSED
from storage.domain.subpoints import DIVIDED_LABEL
from storage.domain.views import AssessmentView, RecommendationDetail, RecommendationView
from tui.audits.lists import Belongings, EmptyAudit
from tui.kit.drawing import Cell
from tui.kit.lines_pane import Line, field, heading, plain_lines, section, under_lines
from tui.kit.plain import width_of
from tui.language.catalogue import _
from tui.language.outcomes import age_text, answer_text, stance_text
from tui.language.words import NOTHING, level_label, value_word
from tui.records.measures import measure_lines
from tui.records.source_texts import source_text_lines

APART = "   "
"""Between what stands on one line and is two things."""


def detail_lines(detail: RecommendationDetail, width: int) -> list[Line]:
    """Return the detail of a recommendation in lines of at most `width` cells."""
    recommendation = detail.view.recommendation
    name = f"{printed_number(recommendation.number)} {recommendation.text or NOTHING}".strip()
    lines = heading(name, width)
    if detail.view.conflict:
        lines += plain_lines(_("≠ Två kopior av registret säger olika. Den senaste visas."), width, "text--warning")
    lines.append([])
    lines += _assessments(detail, width)
    lines.append([])
    lines += _facts(detail, width)
    return lines


def _assessments(detail: RecommendationDetail, width: int) -> Iterator[Line]:
    """Return this follow-up's assessment and the previous ones, newest first."""
    current = any(assessment.followup.state == "open" for assessment in detail.assessments)
    if not current:
        style = "text--dim" if detail.view.settled else f"level--{NOT_ASSESSED}"
        yield from field(_("Bedömning"), _unassessed(detail.view), width, style)
    for position, assessment in enumerate(detail.assessments):
        if position or not current:
            yield []
        is_open = assessment.followup.state == "open"
        instead = _(DIVIDED_LABEL) if is_open and detail.view.divided else None
        yield from _assessment(assessment, instead, width, current=is_open)


def _unassessed(view: RecommendationView) -> str:
    """Return why the open follow-up has no assessment: it has sub-points, is settled, or is not assessed yet."""
    if view.divided:
        return _(DIVIDED_LABEL)
    return _("avslutad, prövas inte igen") if view.settled else level_label(None)


def _assessment(view: AssessmentView, instead: str | None, width: int, *, current: bool) -> Iterator[Line]:
    """Return an assessment with its texts; `instead` of a level where it has none of its own."""
    label = _("Bedömning") if current else _("Föregående")
    style = f"level--{view.level.means or NOT_ASSESSED}" if view.level and not instead else "text--dim"
    named = [view.followup.title or "", view.assessment.assessed_on or "", view.assessment.assessed_by or ""]
    text = " · ".join(filter(None, named))
    head, *more = field(label, instead or level_label(view.level), width, style if current else "text--dim")
    if text and not more and sum(width_of(cell.text) for cell in head) + len(APART) + width_of(text) <= width:
        yield [*head, Cell(f"{APART}{text}", "text--dim")]
    else:
        yield from (head, *more, *field("", text, width, "text--dim"))
    if view.assessment.comment:
        yield from field(_("Kommentar"), view.assessment.comment, width, "" if current else "text--dim")
    if view.assessment.reopened_reason:
        yield from field(_("Prövas igen"), view.assessment.reopened_reason, width, "text--dim")
    if view.assessment.department_report:
        yield from field(_("Förvaltningen"), view.assessment.department_report, width, "text--dim")


def _facts(detail: RecommendationDetail, width: int) -> Iterator[Line]:
    record = detail.view.recommendation
    kind = record.kind if record.kind not in {None, "recommendation"} else None
    yield from field(_("Granskning"), _audit(detail), width)
    yield from field(_("Slag"), value_word("kind", kind) if kind else None, width)
    yield from field(_("Tema"), record.theme, width)
    yield from field(_("Ställd till"), ", ".join(detail.view.bodies), width)
    yield from field(_("Ansvarig"), record.responsible, width)
    yield from field(_("Svar"), answer_text(detail), width)
    for stance in detail.stances:
        yield from field(_("Ståndpunkt"), stance_text(stance), width)
        yield from field("", stance.text, width)
    yield from field(_("Öppen sedan"), age_text(detail.view.open_since, detail.open_months), width)
    yield from field(_("Planerat"), record.planned, width)
    disputed = _("organet anser att någon annan ansvarar") if record.responsibility_disputed else None
    yield from field(_("Ansvaret"), disputed, width)
    yield from field(_("Sakgranskning"), record.fact_check_comment, width)
    yield from field(_("Avslutad"), record.closing_reason, width)
    yield from field(_("Internt"), record.internal_note, width)


def _audit(detail: RecommendationDetail) -> str:
    source = detail.audit.source if detail.audit.source not in {None, "audit"} else None
    named = " ".join(filter(None, [detail.audit.title or detail.view.audit_title, detail.audit.years]))
    return " · ".join(filter(None, [named, value_word("source", source) if source else None]))


def belonging_lines(facts: Belongings, width: int) -> list[Line]:
    """Return the belongings of a recommendation, in sections."""
    lines = list(field(_("Delpunkt till"), facts.parent, width))
    lines += field(_("Hänvisar till"), "\n".join(facts.related), width)
    lines += field(_("Hänvisas från"), "\n".join(facts.referring), width)
    lines += section(_("Åtgärder"), measure_lines(facts.measures, width, about=facts.recommendation))
    lines += section(_("Underlag"), [line for one in facts.evidence for line in plain_lines(_evidence(one), width)])
    lines += section(_("Åtgärder för hela granskningen"), measure_lines(facts.audit_measures, width))
    lines += section(_("Ur inläst fil"), source_text_lines(facts.source_texts, width))
    lines += section(_("Ur inläst fil, om granskningen"), source_text_lines(facts.audit_source_texts, width))
    return lines


def audit_lines(facts: EmptyAudit, guide: str, width: int) -> list[Line]:
    """Return an audit without recommendations: its facts, its measures by theme, and advice."""
    lines = [*heading(facts.name, width), []]
    for label, text in facts.facts.items():
        lines += field(label, text, width)
    lines += section(_("Frågor i brev"), [*_question_lines(facts.questions, width)])
    lines += section(_("Åtgärder"), measure_lines(facts.measures, width))
    lines += section(_("Ur inläst fil"), source_text_lines(facts.source_texts, width))
    return [*lines, [], *plain_lines(guide, width, "text--dim")]


def _question_lines(questions: Sequence[tuple[str, Sequence[str]]], width: int) -> Iterator[Line]:
    for text, facts in questions:
        yield from plain_lines(text, width)
        for fact in facts:
            yield from under_lines(fact, width)


def _evidence(one: AssessmentEvidence) -> str:
    """Return a piece of evidence as in `protokoll, 2026-02-03, § 12`."""
    kind = value_word("kind", one.kind) if one.kind else ""
    return ", ".join(filter(None, [kind, one.date, one.source]))
