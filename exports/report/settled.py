"""Report of what earlier follow-ups have settled: a table of each audit, a sentence in the summary."""

from collections.abc import Iterator

from exports.document import (
    KINDS,
    OTHER_KIND,
    Block,
    Heading,
    Paragraphs,
    Prose,
    TextTable,
    audit_title,
    items,
    line,
    paragraph_of,
)
from exports.report.counts import level_label
from exports.report.holdings import numbered
from exports.report.nouns import point_noun
from exports.swedish import joined, sentence, uncapitalised
from storage.domain.counting import COUNTED_KINDS
from storage.domain.followups import SettledPoint
from storage.domain.identity import printed_number
from storage.domain.material import AssessedRecommendation, AuditMaterial, FollowupMaterial, SettledRecommendation
from storage.domain.subpoints import DIVIDED_LABEL

SETTLED = "Avslutade vid tidigare uppföljning"
REOPENED = "Prövade igen"
_SHARES = (58, 32, 10)


def settled_section(audit: AuditMaterial) -> Iterator[Block]:
    """Yield the table of what is settled, and what was and has been taken in again."""
    if audit.settled:
        yield Heading(3, SETTLED)
        kinds = {each.recommendation.kind or COUNTED_KINDS[0] for each in audit.settled}
        column, _title = KINDS.get(kinds.pop(), OTHER_KIND) if len(kinds) == 1 else OTHER_KIND
        yield TextTable(
            f"{SETTLED}. {audit_title(audit.audit)}",
            (column, "Bedömning eller skäl", "År"),
            _SHARES,
            tuple(map(_row, audit.settled)),
        )
    if again := [each for each in audit.recommendations if _is_reopened(each)]:
        yield Heading(3, REOPENED)
        yield Prose((*paragraph_of("Följande var avslutat, men har prövats igen:"), *items(*map(_reopened, again))))


def settled_sentence(material: FollowupMaterial) -> str | None:
    """Return the number of what is settled and left out of the counts; None if nothing is."""
    kinds = [
        each.recommendation.kind or COUNTED_KINDS[0]
        for audit in material.audits
        for each in audit.settled
        if each.point is not None
    ]
    counted = [kind for kind in kinds if kind in COUNTED_KINDS]
    if not counted:
        return None
    told = joined(point_noun(kind).counted(counted.count(kind)) for kind in dict.fromkeys(counted))
    return f"{sentence(told)} har avslutats tidigare och ingår inte i antalen."


def _row(each: SettledRecommendation) -> tuple[Paragraphs, ...]:
    point = each.point
    text = numbered(each.recommendation.number, each.recommendation.text)
    if point is None:
        return (text, paragraph_of(DIVIDED_LABEL), ())
    return (text, paragraph_of(_settled_by(point)), paragraph_of(str(point.year or "–")))


def _settled_by(point: SettledPoint) -> str:
    """Return the level that settled it, or the closing reason, with the newest level before it."""
    reason = line(point.reason)
    if not reason:
        return level_label(point.level)
    before = f" Senast bedömd: {uncapitalised(level_label(point.level))}." if point.level else ""
    return f"Avslutad: {reason.rstrip('.')}.{before}"


def _is_reopened(each: AssessedRecommendation) -> bool:
    taken = each.assessment is not None and bool(each.assessment.level or each.assessment.reopened_reason)
    return taken and each.reopened is not None


def _reopened(each: AssessedRecommendation) -> str:
    point, record = each.reopened, each.recommendation
    name = printed_number(line(record.number)) or f"”{line(record.text)}”"
    before = f"{level_label(point.level)} {point.year or ''}".strip() if point else ""
    reason = line(each.assessment.reopened_reason) if each.assessment else ""
    return f"{name} {before}. Skäl: {reason.rstrip('.')}." if reason else f"{name} {before}."
