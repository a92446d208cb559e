"""Counts of a report, and the labels of its levels.

Numbers come from :mod:`storage.domain.counting`; this module selects the recommendations that are counted.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from exports.document import line
from exports.report.nouns import BOTH_COUNTED, POINTS, Noun
from storage.domain.counting import COUNTED_KINDS, Counts, count_levels
from storage.domain.material import AssessedRecommendation, AuditMaterial, FollowupMaterial
from storage.domain.records import Level
from storage.domain.scale import (
    AS_A_WHOLE_LABEL,
    EVERY_LEVEL,
    IMPLEMENTED,
    NOT_ASSESSED_LABEL,
    NOT_IMPLEMENTED,
    PARTIAL,
    STANDARD,
)
from storage.domain.subpoints import divided

ALWAYS_SHOWN = (IMPLEMENTED, PARTIAL, NOT_IMPLEMENTED)
"""Levels that are shown although no recommendation has them."""

AS_A_WHOLE = "as_a_whole"
"""Stands for a level in counts of recommendations whose audit is assessed as a whole only."""
_FILL = re.compile(r"[0-9A-Fa-f]{6}")


class ReportCounts(Struct, frozen=True):
    """Counts of a report."""

    per_audit: tuple[Counts, ...]
    """In the order of the audits."""
    total: Counts
    recommendations: tuple[AssessedRecommendation, ...]
    """The counted recommendations of all audits."""

    @property
    def noun(self) -> Noun:
        """Return the noun for the counted recommendations together."""
        kinds = {kind_of(each) for each in self.recommendations}
        if kinds == set(COUNTED_KINDS):
            return BOTH_COUNTED
        return POINTS["decision_point" if kinds == {"decision_point"} else "recommendation"]


def kind_of(assessed: AssessedRecommendation) -> str:
    """Return its kind; an unknown one is `recommendation`."""
    return assessed.recommendation.kind or COUNTED_KINDS[0]


def parents(audit: AuditMaterial) -> frozenset[str]:
    """Return the ids of the recommendations that are divided into sub-points."""
    return divided(assessed.recommendation for assessed in audit.recommendations)


def counted(audit: AuditMaterial) -> tuple[AssessedRecommendation, ...]:
    """Return the recommendations of `audit` that are counted: leaves of the counted kinds."""
    above = parents(audit)
    return tuple(
        assessed
        for assessed in audit.recommendations
        if kind_of(assessed) in COUNTED_KINDS and assessed.recommendation.id not in above
    )


def count_report(material: FollowupMaterial) -> ReportCounts:
    """Count the recommendations of all audits by level; those of an audit assessed as a whole are counted apart."""
    members = tuple(counted(audit) for audit in material.audits)
    per_audit = tuple(_counts(audit, some) for audit, some in zip(material.audits, members, strict=True))
    total = {means: sum(each[means] for each in per_audit) for means in (*EVERY_LEVEL, AS_A_WHOLE)}
    return ReportCounts(
        per_audit=per_audit,
        total=Counts(total),
        recommendations=tuple(each for some in members for each in some),
    )


def _counts(audit: AuditMaterial, members: Sequence[AssessedRecommendation]) -> Counts:
    if is_assessed_as_whole(audit):
        return Counts({AS_A_WHOLE: len(members)})
    return count_levels(each.level.means if each.level else None for each in members)


def is_assessed_as_whole(audit: AuditMaterial) -> bool:
    """Return true if an audit is assessed as a whole, and none of its recommendations on its own."""
    above = parents(audit)
    nothing = not any(each.level for each in audit.recommendations if each.recommendation.id not in above)
    return nothing and bool(line(audit.followup_audit.judgement))


def shown_levels(counts: Counts) -> tuple[str, ...]:
    """Return the level meanings for text and table: the three main ones, and others with any recommendation."""
    return tuple(means for means in (*EVERY_LEVEL, AS_A_WHOLE) if means in ALWAYS_SHOWN or counts[means])


def labels_of(means: str, levels: Iterable[Level]) -> list[str]:
    """Return the office's labels for a level meaning, else the standard one; several levels may share a meaning."""
    if means == AS_A_WHOLE:
        return [AS_A_WHOLE_LABEL]
    labels = dict.fromkeys(level_label(level) for level in levels if level.means == means)
    return [*labels] or [_standard_label(means)]


def label_of(means: str, levels: Iterable[Level]) -> str:
    """Return those labels as one."""
    return " eller ".join(labels_of(means, levels))


def level_label(level: Level | None) -> str:
    """Return the label of a level for the status cell."""
    if level is None:
        return NOT_ASSESSED_LABEL
    return line(level.label) or _standard_label(level.means or "")


def level_fill(level: Level | None) -> str | None:
    """Return the fill of the status cell as six hexadecimal digits, where the level has a valid one."""
    if level is None or not level.fill or not _FILL.fullmatch(level.fill):
        return None
    return level.fill.upper()


def _standard_label(means: str) -> str:
    return next((words.label for words in STANDARD if words.means == means), NOT_ASSESSED_LABEL)
