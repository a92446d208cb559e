"""Sentences of a report on its counted recommendations: how many have which level, which share is done, and why not."""

from collections import Counter
from collections.abc import Iterable, Iterator

from exports.document import is_draft
from exports.report.counts import (
    ALWAYS_SHOWN,
    AS_A_WHOLE,
    ReportCounts,
    counted,
    is_assessed_as_whole,
    label_of,
    labels_of,
    shown_levels,
)
from exports.report.nouns import Noun, common_noun
from exports.swedish import joined, number, sentence, share
from storage.domain.counting import Counts
from storage.domain.material import AssessedRecommendation, FollowupMaterial
from storage.domain.records import Level
from storage.domain.scale import EVERY_LEVEL, NOT_ASSESSED, NOT_IMPLEMENTED, PARTIAL

_OTHER = "other"
_REASONS = {
    "workload": "hög arbetsbelastning",
    "short_time": "att kort tid har gått sedan granskningen",
    "disagreement": "att det granskade organet inte delar revisorernas uppfattning",
    "no_evidence": "att åtgärder inte har kunnat styrkas",
    _OTHER: "andra skäl",
}
_DONE = "åtgärdats helt eller delvis"


def covered_with(material: FollowupMaterial, sources: str, counts: ReportCounts) -> str:
    """Return what a follow-up covers, without a full stop: `… två granskningar med sammanlagt 37 rekommendationer`."""
    together = "sammanlagt " if len(material.audits) > 1 and counts.total.total > 1 else ""
    return f"Uppföljningen omfattar {sources} med {together}{counts.noun.counted(counts.total.total)}"


def only_level(material: FollowupMaterial, counts: ReportCounts) -> str | None:
    """Return the level of a follow-up's only recommendation, in quotation marks; None of several, and without one."""
    found = [means for means in EVERY_LEVEL if means != NOT_ASSESSED and counts.total[means]]
    return _quoted(found[0], material.levels) if counts.total.total == 1 and found else None


def nothing_assessed(material: FollowupMaterial, counts: ReportCounts) -> str:
    """Return that no recommendation has a level: in audits assessed as a whole, or not yet assessed at all."""
    total, noun = counts.total, counts.noun
    yet = _yet(material)
    if total[AS_A_WHOLE] == total.total:
        each = "var för sig" if total.total > 1 else "för sig"
        return f"{sentence(noun.the(total.total))} har inte bedömts {each}."
    if not total[AS_A_WHOLE]:
        return f"Ingen bedömning har {yet}gjorts."
    inside = f"{sentence(noun.counted(total[AS_A_WHOLE]))} finns {_in_whole_audits(material)}"
    rest = total[NOT_ASSESSED]
    others = f"den återstående har {yet}inte" if rest == 1 else f"de återstående {number(rest)} har {yet}inte"
    return f"{inside}; {others} bedömts."


def level_line(means: str, material: FollowupMaterial, counts: Counts, noun: Noun) -> str:
    """Return a level with its count, and its share where several are assessed."""
    label, count = label_of(means, material.levels), counts[means]
    if not count:
        return f"{label}: {noun.none}"
    if means in ALWAYS_SHOWN and counts.assessed > 1:
        return f"{label}: {share(count, counts.assessed, 'bedömda')}"
    return f"{label}: {noun.counted(count)}"


def share_sentences(material: FollowupMaterial, counts: ReportCounts) -> Iterator[str]:
    """Yield the share that is done or under way, and the assessments that shares leave out."""
    total = counts.total
    if total.assessed == 1:
        yield _of_the_only(total, counts.noun)
    elif total.assessed:
        yield _of_several(total, counts.noun)
        if left_out := [*_left_out(material, counts)]:
            yield f"I andelarna ingår inte {joined(left_out)}."


def _of_the_only(total: Counts, noun: Noun) -> str:
    the_only = f"{'Det' if noun.neuter else 'Den'} enda bedömda {noun.the_one}"
    if not total.done_or_ongoing:
        return f"{the_only} har inte åtgärdats."
    return f"{the_only} har åtgärdats{' delvis' if total[PARTIAL] else ''}."


def _of_several(total: Counts, noun: Noun) -> str:
    count, done = total.assessed, total.done_or_ongoing
    if not done:
        return f"{sentence(noun.none)} av de {number(count)} bedömda {noun.definite} har {_DONE}."
    if done == count:
        what = f"Båda de bedömda {noun.definite}" if count == 2 else f"Alla {number(count)} bedömda {noun.several}"
        return f"{what} har {_DONE if total[PARTIAL] else 'åtgärdats'}."
    return f"Sammantaget har {share(done, count, f'bedömda {noun.several}')} {_DONE}."


def _left_out(material: FollowupMaterial, counts: ReportCounts) -> Iterator[str]:
    neuter = counts.noun.neuter
    for means in shown_levels(counts.total):
        if means not in {*ALWAYS_SHOWN, NOT_ASSESSED, AS_A_WHOLE}:
            yield f"{number(counts.total[means], neuter=neuter)} med bedömningen {_quoted(means, material.levels)}"
    if unassessed := counts.total[NOT_ASSESSED]:
        yield f"{number(unassessed, neuter=neuter)} som {_yet(material)}inte har bedömts"
    if whole := counts.total[AS_A_WHOLE]:
        yield f"{number(whole, neuter=neuter)} {_in_whole_audits(material)}"


def _in_whole_audits(material: FollowupMaterial) -> str:
    """Return `i en granskning som har bedömts som helhet`."""
    audits = [each.audit for each in material.audits if is_assessed_as_whole(each) and counted(each)]
    noun = common_noun(audits)
    one = f"{'ett' if noun.neuter else 'en'} {noun.one}"
    return f"i {one if len(audits) == 1 else noun.several} som har bedömts som helhet"


def reason_sentences(material: FollowupMaterial, counts: ReportCounts) -> Iterator[str]:
    """Yield the reasons why recommendations are not, or only partly, implemented: one for each recommendation."""
    for means in (PARTIAL, NOT_IMPLEMENTED):
        found = Counter(filter(None, (_reason(each) for each in _with(means, counts.recommendations))))
        label, others = _quoted(means, material.levels), found[_OTHER]
        if others and len(found) == 1:
            yield f"För bedömningen {label} har annat skäl angetts i {number(others, neuter=True)} fall."
        elif found:
            order = sorted(found, key=lambda reason: (-found[reason], list(_REASONS).index(reason)))
            reasons = joined(f"{_phrase(reason, found[reason])} ({found[reason]})" for reason in order)
            yield f"Som skäl till bedömningen {label} anges {reasons}."


def _with(means: str, recommendations: Iterable[AssessedRecommendation]) -> Iterator[AssessedRecommendation]:
    return (each for each in recommendations if each.level and each.level.means == means)


def _reason(assessed: AssessedRecommendation) -> str | None:
    """Return the reason that the auditors have recorded; else disagreement when a body's response says so."""
    recorded = assessed.assessment.reason if assessed.assessment else None
    if recorded in _REASONS:
        return recorded
    return "disagreement" if "disagrees" in assessed.stances else None


def _phrase(reason: str, count: int) -> str:
    return "annat skäl" if reason == _OTHER and count == 1 else _REASONS[reason]


def _quoted(means: str, levels: Iterable[Level]) -> str:
    """Return the labels of a meaning in quotation marks."""
    return " eller ".join(f"”{label}”" for label in labels_of(means, levels))


def _yet(material: FollowupMaterial) -> str:
    return "ännu " if is_draft(material.followup) else ""
