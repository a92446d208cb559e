"""What a report counts, and what its levels are called.

All numbers come from :mod:`storage.domain.counting`; here is only decided which recommendations are counted.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from exports.swedish import number
from storage.domain.counting import COUNTED_KINDS, Counts, count
from storage.domain.records import Level
from storage.domain.scale import (
    EVERY_LEVEL,
    IMPLEMENTED,
    NOT_ASSESSED_LABEL,
    NOT_IMPLEMENTED,
    PARTIAL,
    STANDARD,
)
from storage.domain.text import one_line
from storage.domain.views import AuditMaterial, FollowupMaterial, JudgedRecommendation

ALWAYS_SHOWN = (IMPLEMENTED, PARTIAL, NOT_IMPLEMENTED)
"""The levels that are shown although none stands there."""

_FILL = re.compile(r"[0-9A-Fa-f]{6}")


@dataclass(frozen=True, slots=True)
class Noun:
    """What the counted recommendations are called together."""

    one: str
    several: str
    definite: str

    def of(self, amount: int) -> str:
        """The form that `amount` asks for."""
        return self.one if amount == 1 else self.several

    def counted(self, amount: int) -> str:
        """`37 rekommendationer`, `en rekommendation`."""
        return f"{number(amount)} {self.of(amount)}"


_RECOMMENDATIONS = Noun("rekommendation", "rekommendationer", "rekommendationerna")
_DECISIONS = Noun("beslutspunkt", "beslutspunkter", "beslutspunkterna")
_BOTH = Noun(
    "rekommendation eller beslutspunkt",
    "rekommendationer och beslutspunkter",
    "rekommendationerna och beslutspunkterna",
)


def kind_of(judged: JudgedRecommendation) -> str:
    """Its kind; one that is not known is a recommendation."""
    return judged.recommendation.kind or COUNTED_KINDS[0]


def parents(audit: AuditMaterial) -> frozenset[str]:
    """Ids of the recommendations that are divided into sub-points."""
    return frozenset(judged.recommendation.parent for judged in audit.recommendations if judged.recommendation.parent)


def counted(audit: AuditMaterial) -> tuple[JudgedRecommendation, ...]:
    """The recommendations of `audit` that are counted: leaves of the counted kinds."""
    divided = parents(audit)
    return tuple(
        judged
        for judged in audit.recommendations
        if kind_of(judged) in COUNTED_KINDS and judged.recommendation.id not in divided
    )


def audit_counts(audit: AuditMaterial) -> Counts:
    """How many of an audit's recommendations stand at each level."""
    return count(judged.level.means if judged.level else None for judged in counted(audit))


def total_counts(material: FollowupMaterial) -> Counts:
    """How many of all audits' recommendations stand at each level."""
    return sum((audit_counts(audit) for audit in material.audits), Counts())


def noun(material: FollowupMaterial) -> Noun:
    """What the counted recommendations of all audits are called together."""
    kinds = {kind_of(judged) for audit in material.audits for judged in counted(audit)}
    if kinds == set(COUNTED_KINDS):
        return _BOTH
    return _DECISIONS if kinds == {"decision_point"} else _RECOMMENDATIONS


def shown_levels(counts: Counts) -> tuple[str, ...]:
    """The level meanings that have a place in text and table: the three main ones, others when they hold any."""
    return tuple(means for means in EVERY_LEVEL if means in ALWAYS_SHOWN or counts[means])


def meaning_label(means: str, levels: Iterable[Level]) -> str:
    """The office's word for a level meaning, else the standard one; several levels may share a meaning."""
    labels = dict.fromkeys(level_label(level) for level in levels if level.means == means)
    return " eller ".join(labels) or _standard_label(means)


def level_label(level: Level | None) -> str:
    """The word that stands in the status cell."""
    if level is None:
        return NOT_ASSESSED_LABEL
    return one_line(level.label or "") or _standard_label(level.means or "")


def level_fill(level: Level | None) -> str | None:
    """The status cell's fill, where there is one that can be drawn."""
    if level is None or not level.fill or not _FILL.fullmatch(level.fill):
        return None
    return level.fill.upper()


def _standard_label(means: str) -> str:
    return next((words.label for words in STANDARD if words.means == means), NOT_ASSESSED_LABEL)
