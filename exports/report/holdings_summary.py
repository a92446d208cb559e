"""Sentences of the summary on what is not counted with the recommendations: controls, questions, measures."""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from exports.document import KINDS, Paragraphs, is_draft, paragraph_of
from exports.report.counts import is_assessed_as_whole, kind_of, level_label, parents
from exports.report.holdings import STATES, own_measures
from exports.report.nouns import LETTER_QUESTION, MEASURE, POINTS, Noun, point_noun
from exports.swedish import joined, number, sentence
from storage.domain.counting import COUNTED_KINDS
from storage.domain.material import AssessedRecommendation, AuditMaterial, FollowupMaterial, PutQuestion
from storage.domain.views import MeasureView

_STATE_FORMS = {
    "planned": ("är planerad", "är planerade"),
    "ongoing": ("pågår", "pågår"),
    "done": ("är klar", "är klara"),
}
_QUESTION = POINTS["question"]
_UNKNOWN_STATE = ("saknar uppgift om läge", "saknar uppgift om läge")


class Uncounted(Struct, frozen=True):
    """Points, questions and measures beside the counted recommendations of a follow-up, each once."""

    points: tuple[tuple[AuditMaterial, AssessedRecommendation], ...]
    """Leaves of the kinds that are not counted, with their audits."""
    questions: tuple[PutQuestion, ...]
    measures: tuple[MeasureView, ...]

    @property
    def quantities(self) -> list[str]:
        """Return `fem kontroller`, `två frågor i brev`, `nio åtgärder`: what there is any of."""
        counts = [(point_noun(kind), len(some)) for kind, some in self.by_kind().items()]
        counts += [(LETTER_QUESTION, len(self.questions)), (MEASURE, len(self.measures))]
        return [noun.counted(count) for noun, count in counts if count]

    def by_kind(self) -> dict[str, list[tuple[AuditMaterial, AssessedRecommendation]]]:
        """Return the points by kind, in the order of the report's tables."""
        found: dict[str, list[tuple[AuditMaterial, AssessedRecommendation]]] = {}
        for audit, each in self.points:
            found.setdefault(kind_of(each), []).append((audit, each))
        return {kind: found[kind] for kind in dict.fromkeys((*KINDS, *found)) if kind in found}


def uncounted_of(material: FollowupMaterial) -> Uncounted:
    """Return what the audits of a follow-up have; what several of them share is there once."""
    audits = material.audits
    letters = (letter for audit in audits for letter in audit.holdings.letters)
    questions = {put.question.id: put for letter in letters for put in letter.questions}
    measures = {view.id: view for audit in audits for view in audit.holdings.measures}
    return Uncounted(tuple(_uncounted_points(material)), tuple(questions.values()), tuple(measures.values()))


def _uncounted_points(material: FollowupMaterial) -> Iterator[tuple[AuditMaterial, AssessedRecommendation]]:
    for audit in material.audits:
        divided = parents(audit)
        for each in audit.recommendations:
            if kind_of(each) not in COUNTED_KINDS and each.recommendation.id not in divided:
                yield audit, each


def has_holdings(audit: AuditMaterial) -> bool:
    """Return true if an audit's chapter shows anything but recommendations and decision points."""
    points = any(kind_of(each) not in COUNTED_KINDS for each in audit.recommendations)
    return points or bool(audit.holdings.letters) or bool(own_measures(audit))


def state_sentences(material: FollowupMaterial, uncounted: Uncounted) -> Paragraphs:
    """Return how far the points, questions and measures have come, a sentence for each kind."""
    yet = "ännu " if is_draft(material.followup) else ""
    return paragraph_of(
        *(_assessed(point_noun(kind), some, yet) for kind, some in uncounted.by_kind().items()),
        _answered(uncounted, yet),
        _states(uncounted.measures),
    )


def _assessed(noun: Noun, points: list[tuple[AuditMaterial, AssessedRecommendation]], yet: str) -> str:
    """Return how many points have which level."""
    found = Counter(level_label(each.level) for _, each in points if each.level)
    unassessed = [audit for audit, each in points if each.level is None]
    as_whole = bool(unassessed) and all(map(is_assessed_as_whole, unassessed))
    missing = "inte bedömts var för sig" if as_whole else f"{yet}inte bedömts"
    the = sentence(noun.the(len(points)))
    if not found:
        return f"{the} har {missing if len(points) > 1 else missing.replace('var för sig', 'för sig')}."
    if len(points) == 1:
        return f"{the} har bedömningen ”{next(iter(found))}”."
    if len(found) == 1 and not unassessed:
        return f"{_all(noun, len(points))} har bedömningen ”{next(iter(found))}”."
    parts = [f"{number(count, neuter=noun.neuter)} bedömningen ”{label}”" for label, count in found.items()]
    rest = f"; {number(len(unassessed), neuter=noun.neuter)} har {missing}" if unassessed else ""
    return f"Av {noun.definite} har {joined(parts)}{rest}."


def _all(noun: Noun, count: int) -> str:
    """Return `Båda kontrollerna` or `Alla fem kontrollerna`."""
    return f"Båda {noun.definite}" if count == 2 else f"Alla {number(count)} {noun.definite}"


def _answered(uncounted: Uncounted, yet: str) -> str | None:
    """Return how many questions in letters have been answered; named apart from the audits' own questions."""
    total, answered = len(uncounted.questions), sum(put.answered for put in uncounted.questions)
    noun = LETTER_QUESTION if "question" in uncounted.by_kind() else _QUESTION
    if not total:
        return None
    if total == 1:
        return (
            f"{sentence(noun.the_one)} har besvarats."
            if answered
            else f"{sentence(noun.the_one)} har {yet}inte besvarats."
        )
    if not answered:
        return f"Ingen av {noun.definite} har {yet}besvarats."
    if answered == total:
        return f"{_all(noun, total)} har besvarats."
    return f"Av {noun.definite} har {number(answered)} besvarats."


def _states(measures: tuple[MeasureView, ...]) -> str | None:
    """Return how many measures have which state."""
    if not measures:
        return None
    found = Counter(view.measure.state if view.measure.state in STATES else None for view in measures)
    order = [state for state in (*reversed(STATES), None) if found[state]]
    forms = [_STATE_FORMS[state] if state else _UNKNOWN_STATE for state in order]
    if len(order) == 1:
        one, several = forms[0]
        return f"Åtgärden {one}." if len(measures) == 1 else f"{_all(MEASURE, len(measures))} {several}."
    parts = (f"{number(found[state])} {form[found[state] > 1]}" for state, form in zip(order, forms, strict=True))
    return f"Åtgärdernas läge: {joined(parts)}."


NOTHING = {
    "audit": "som inte ledde till några rekommendationer",
    "evaluation": "som inte ledde till några rekommendationer",
    "board_decision": "där inga beslutspunkter är registrerade",
    "control_plan": "där inga kontroller är registrerade",
    "incident": "där inga åtgärder är registrerade",
}
"""Source → what is said of audits that have nothing, after a comma."""


def covered_sentence(scope: str, uncounted: Uncounted) -> str:
    """Return what a follow-up without counted recommendations covers."""
    quantities = uncounted.quantities
    return f"Uppföljningen omfattar {scope} med {joined(quantities)}."


def also_sentence(uncounted: Uncounted) -> str:
    """Return what a follow-up covers beside its counted recommendations."""
    return f"Uppföljningen omfattar också {joined(uncounted.quantities)}."
