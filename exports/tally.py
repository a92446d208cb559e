"""What a report counts, and what its levels are called.

All numbers come from :mod:`storage.domain.counting`; here is only decided which recommendations are counted.
"""

import re
from collections.abc import Iterable

from msgspec import Struct

from exports.swedish import number
from exports.wording import line
from storage.domain.counting import COUNTED_KINDS, Counts, count
from storage.domain.records import Level
from storage.domain.report_material import AuditMaterial, FollowupMaterial, JudgedRecommendation
from storage.domain.scale import (
    EVERY_LEVEL,
    IMPLEMENTED,
    NOT_ASSESSED_LABEL,
    NOT_IMPLEMENTED,
    PARTIAL,
    STANDARD,
)

ALWAYS_SHOWN = (IMPLEMENTED, PARTIAL, NOT_IMPLEMENTED)
"""The levels that are shown although none stands there."""

_FILL = re.compile(r"[0-9A-Fa-f]{6}")


class Noun(Struct, frozen=True):
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


class Tally(Struct, frozen=True):
    """What a report counts."""

    per_audit: tuple[Counts, ...]
    """In the order of the audits."""
    total: Counts
    judged: tuple[JudgedRecommendation, ...]
    """The recommendations that are counted, of all audits."""
    as_a_whole: int
    """How many of them belong to audits that are judged as a whole only."""

    @property
    def noun(self) -> Noun:
        """What the counted recommendations are called together."""
        kinds = {kind_of(judged) for judged in self.judged}
        if kinds == set(COUNTED_KINDS):
            return _BOTH
        return _DECISIONS if kinds == {"decision_point"} else _RECOMMENDATIONS


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


def tally(material: FollowupMaterial) -> Tally:
    """Count all audits, once for the whole report."""
    judged = tuple(counted(audit) for audit in material.audits)
    per_audit = tuple(count(each.level.means if each.level else None for each in members) for members in judged)
    as_a_whole = sum(len(members) for audit, members in zip(material.audits, judged, strict=True) if only_whole(audit))
    return Tally(
        per_audit=per_audit,
        total=sum(per_audit, Counts()),
        judged=tuple(each for members in judged for each in members),
        as_a_whole=as_a_whole,
    )


def only_whole(audit: AuditMaterial) -> bool:
    """Whether an audit is judged as a whole, and none of its recommendations on its own."""
    nothing = not any(judged.level for judged in audit.recommendations)
    return nothing and bool(line(audit.followup_audit.judgement))


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
    return line(level.label) or _standard_label(level.means or "")


def level_fill(level: Level | None) -> str | None:
    """The status cell's fill, where there is one that can be drawn."""
    if level is None or not level.fill or not _FILL.fullmatch(level.fill):
        return None
    return level.fill.upper()


def _standard_label(means: str) -> str:
    return next((words.label for words in STANDARD if words.means == means), NOT_ASSESSED_LABEL)
