"""The summary and the overall judgement: what the numbers add up to."""

from collections import Counter
from collections.abc import Iterable, Iterator

from exports.blocks import CAPTION, Block, CountRow, CountTable, Heading, Paragraphs, Prose
from exports.comparison import named
from exports.swedish import joined, number, quantity, sentence, share, uncapitalised
from exports.tally import (
    ALWAYS_SHOWN,
    Noun,
    Tally,
    meaning_label,
    shown_levels,
)
from exports.wording import audit_name, is_draft, items, prose, said
from storage.domain.counting import Counts
from storage.domain.report_material import FollowupMaterial, JudgedRecommendation
from storage.domain.scale import NOT_ASSESSED, NOT_IMPLEMENTED, PARTIAL
from storage.domain.text import Paragraph

_REASONS = {
    "workload": "hög arbetsbelastning",
    "short_time": "att kort tid har gått sedan granskningen",
    "disagreement": "att det granskade organet inte delar revisorernas uppfattning",
    "no_evidence": "att åtgärder inte har kunnat styrkas",
    "other": "andra skäl",
}
_STAYS = 700
"""Characters: a longer paragraph is not kept whole for what follows it."""
_TABLE_TITLE = "Bedömningar per granskning"


def summary(material: FollowupMaterial, tally: Tally) -> Iterator[Block]:
    """The summary: counts, share, reasons, judgement and the table of audits and levels."""
    yield Heading(1, "Sammanfattning")
    if material.supersedes is not None:
        yield Prose(said(f"Den här rapporten ersätter {named(material.supersedes)}."))
    yield Prose((*_numbers(material, tally), *prose(material.followup.judgement)))
    if material.audits:
        yield Prose((Paragraph(_TABLE_TITLE),), CAPTION)
        yield _count_table(material, tally)


def overall_judgement(material: FollowupMaterial, tally: Tally) -> Iterator[Block]:
    """The closing chapter: the same numbers and the same judgement. Its end stays with the signatures."""
    yield Heading(1, "Revisionell bedömning")
    *first, last = (*_numbers(material, tally), *prose(material.followup.judgement))
    if first:
        yield Prose(tuple(first))
    yield Prose((last,), together=len(last.text) <= _STAYS)


def _numbers(material: FollowupMaterial, tally: Tally) -> Paragraphs:
    counts, word = tally.total, tally.noun
    yet = "ännu " if is_draft(material.followup) else ""
    if not material.audits:
        return said(f"Uppföljningen omfattar {yet}inga granskningar.")
    scope = f"Uppföljningen omfattar {quantity(len(material.audits), 'granskning', 'granskningar')}"
    if counts.total == 0:
        return said(f"{scope}, som inte ledde till några {word.several}.")
    covered = f"{scope} med sammanlagt {word.counted(counts.total)}."
    if counts[NOT_ASSESSED] == counts.total:
        return said(covered, _nothing_judged(tally, yet))
    return (
        *said(covered, "Bedömningarna fördelar sig så här:"),
        *items(*(_level(means, material, counts, word) for means in shown_levels(counts))),
        *said(*_share(material, tally, yet)),
        *said(*_reasons(material, tally)),
    )


def _nothing_judged(tally: Tally, yet: str) -> str:
    if tally.as_a_whole == tally.total.total:
        return f"{sentence(tally.noun.definite)} har inte bedömts var för sig."
    return f"Ingen bedömning har {yet}gjorts."


def _level(means: str, material: FollowupMaterial, counts: Counts, word: Noun) -> str:
    """A level with its count, and its share where it has a part in the denominator."""
    label = meaning_label(means, material.levels)
    if means in ALWAYS_SHOWN and counts.judged:
        return f"{label}: {share(counts[means], counts.judged, 'bedömda' if counts.judged > 1 else 'bedömd')}"
    return f"{label}: {counts[means]} {word.of(counts[means])}"


def _share(material: FollowupMaterial, tally: Tally, yet: str) -> Iterator[str]:
    """The share that is done or under way, and what its denominator leaves out."""
    counts = tally.total
    if not counts.judged:
        return
    what = "bedömd " if counts.judged == 1 else "bedömda "
    done = share(counts.done_or_ongoing, counts.judged, what + tally.noun.of(counts.judged))
    yield f"Sammantaget har {done} åtgärdats helt eller delvis."
    if left_out := [*_left_out(material, tally, yet)]:
        yield f"I andelarna ingår inte {joined(left_out)}."


def _left_out(material: FollowupMaterial, tally: Tally, yet: str) -> Iterator[str]:
    for means in shown_levels(tally.total):
        if means not in {*ALWAYS_SHOWN, NOT_ASSESSED}:
            label = uncapitalised(meaning_label(means, material.levels))
            yield f"{number(tally.total[means])} med bedömningen {label}"
    if unjudged := tally.total[NOT_ASSESSED] - tally.as_a_whole:
        yield f"{number(unjudged)} som {yet}inte har bedömts"
    if tally.as_a_whole:
        yield f"{number(tally.as_a_whole)} i granskningar som har bedömts som helhet"


def _reasons(material: FollowupMaterial, tally: Tally) -> Iterator[str]:
    """Why recommendations are not, or only partly, implemented, as far as reasons are recorded."""
    for means in (PARTIAL, NOT_IMPLEMENTED):
        found = Counter(
            reason for each in tally.judged if each.level and each.level.means == means for reason in _reasons_of(each)
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


def _count_table(material: FollowupMaterial, tally: Tally) -> CountTable:
    levels = shown_levels(tally.total)
    rows = [
        _count_row(audit_name(audit), counts, levels)
        for audit, counts in zip(material.audits, tally.per_audit, strict=True)
    ]
    labels = (meaning_label(means, material.levels) for means in levels)
    return CountTable(
        title=_TABLE_TITLE,
        headers=("Granskning", *labels, "Summa"),
        rows=(*rows, _count_row("Samtliga", tally.total, levels)),
    )


def _count_row(name: str, counts: Counts, levels: Iterable[str]) -> CountRow:
    return CountRow(name, (*(counts[means] for means in levels), counts.total))
