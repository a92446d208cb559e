"""The summary and the overall judgement: what the numbers add up to."""

from collections import Counter
from collections.abc import Iterable, Iterator

from exports.blocks import CAPTION, Block, CountRow, CountTable, Heading, Paragraphs, Prose
from exports.swedish import joined, number, quantity, share, uncapitalised
from exports.tally import (
    ALWAYS_SHOWN,
    audit_counts,
    counted,
    meaning_label,
    noun,
    shown_levels,
    total_counts,
)
from exports.wording import audit_name, items, prose, said
from storage.domain.counting import Counts
from storage.domain.scale import NOT_ASSESSED, NOT_IMPLEMENTED, PARTIAL
from storage.domain.text import Paragraph
from storage.domain.views import FollowupMaterial, JudgedRecommendation

_REASONS = {
    "workload": "hög arbetsbelastning",
    "short_time": "att kort tid har gått sedan granskningen",
    "disagreement": "att det granskade organet inte delar revisorernas uppfattning",
    "no_evidence": "att åtgärder inte har kunnat styrkas",
    "other": "andra skäl",
}
_TABLE_TITLE = "Bedömningar per granskning"


def summary(material: FollowupMaterial) -> Iterator[Block]:
    """The summary: counts, share, reasons, judgement and the table of audits and levels."""
    yield Heading(1, "Sammanfattning")
    yield Prose((*_numbers(material), *prose(material.followup.judgement)))
    if material.audits:
        yield Prose((Paragraph(_TABLE_TITLE),), CAPTION)
        yield _count_table(material)


def overall_judgement(material: FollowupMaterial) -> Iterator[Block]:
    """The closing chapter: the same numbers and the same judgement."""
    yield Heading(1, "Revisionell bedömning")
    yield Prose((*_numbers(material), *prose(material.followup.judgement)))


def _numbers(material: FollowupMaterial) -> Paragraphs:
    counts, word = total_counts(material), noun(material)
    if not material.audits:
        return said("Uppföljningen omfattar ännu inga granskningar.")
    scope = f"Uppföljningen omfattar {quantity(len(material.audits), 'granskning', 'granskningar')}"
    if counts.total == 0:
        return said(f"{scope}, som inte ledde till några {word.several}.")
    covered = f"{scope} med sammanlagt {word.counted(counts.total)}."
    if counts[NOT_ASSESSED] == counts.total:
        return said(covered, "Ingen bedömning har gjorts ännu.")
    levels = (
        f"{meaning_label(means, material.levels)}: {counts[means]} {word.of(counts[means])}"
        for means in shown_levels(counts)
    )
    return (
        *said(covered, "Bedömningarna fördelar sig så här:"),
        *items(*levels),
        *said(*_share(counts, material)),
        *said(*_reasons(material)),
    )


def _share(counts: Counts, material: FollowupMaterial) -> Iterator[str]:
    """The share that is done or under way, and what its denominator leaves out."""
    if not counts.judged:
        return
    what = "bedömd " if counts.judged == 1 else "bedömda "
    done = share(counts.done_or_ongoing, counts.judged, what + noun(material).of(counts.judged))
    yield f"Sammantaget har {done} åtgärdats helt eller delvis."
    left_out = [
        f"{number(counts[means])} med bedömningen {uncapitalised(meaning_label(means, material.levels))}"
        if means != NOT_ASSESSED
        else f"{number(counts[means])} som ännu inte har bedömts"
        for means in shown_levels(counts)
        if counts[means] and means not in ALWAYS_SHOWN
    ]
    if left_out:
        yield f"I andelen ingår inte {joined(left_out)}."


def _reasons(material: FollowupMaterial) -> Iterator[str]:
    """Why recommendations are not, or only partly, implemented, as far as reasons are recorded."""
    judged = [each for audit in material.audits for each in counted(audit)]
    for means in (PARTIAL, NOT_IMPLEMENTED):
        found = Counter(
            reason for each in judged if each.level and each.level.means == means for reason in _reasons_of(each)
        )
        if found:
            order = sorted(found, key=lambda reason: (-found[reason], list(_REASONS).index(reason)))
            label = uncapitalised(meaning_label(means, material.levels))
            said_why = joined(f"{_REASONS[reason]} ({found[reason]})" for reason in order)
            yield f"För bedömningen {label} anges som skäl {said_why}."


def _reasons_of(judged: JudgedRecommendation) -> Iterable[str]:
    """The recorded reason, and disagreement when a body's answer says so."""
    recorded = judged.assessment.reason if judged.assessment else None
    stated = ["disagreement"] if "disagrees" in judged.stances else []
    return {reason for reason in (recorded, *stated) if reason in _REASONS}


def _count_table(material: FollowupMaterial) -> CountTable:
    total = total_counts(material)
    levels = shown_levels(total)
    rows = [_count_row(audit_name(audit), audit_counts(audit), levels) for audit in material.audits]
    labels = (meaning_label(means, material.levels) for means in levels)
    return CountTable(
        title=_TABLE_TITLE,
        headers=("Granskning", *labels, "Summa"),
        rows=(*rows, _count_row("Samtliga", total, levels)),
    )


def _count_row(name: str, counts: Counts, levels: Iterable[str]) -> CountRow:
    return CountRow(name, (*(counts[means] for means in levels), counts.total))
