"""Recommendations with sub-points: a parent is assessed through its sub-points, and counted as nothing but them."""

from collections.abc import Iterable, Sequence

from storage.domain.counting import COUNTED_KINDS
from storage.domain.records import Recommendation

DIVIDED_LABEL = "Se delpunkter"
"""What stands where others have their level."""


def divided(recommendations: Iterable[Recommendation]) -> frozenset[str]:
    """Return the ids of those that have sub-points among the others."""
    return frozenset(each.parent for each in recommendations if each.parent)


def themes(recommendations: Sequence[Recommendation]) -> list[str | None]:
    """Return the theme of each, in printed order: sub-points have that of their parent, so that they stay below it."""
    found: dict[str, str | None] = {}
    for each in recommendations:
        found[each.id] = found.get(each.parent or "") or each.theme
    return list(found.values())


def listed_kinds(recommendations: Sequence[Recommendation]) -> dict[str, str]:
    """Map ids to the kind that each is listed under, in printed order: sub-points under that of their parent."""
    found: dict[str, str] = {}
    for each in recommendations:
        found[each.id] = found.get(each.parent or "") or each.kind or COUNTED_KINDS[0]
    return found


def level_as_text(label: str, comment: str | None) -> str:
    """Return the comment of a parent whose level was printed in a report: the level's label in words, then the comment.

    A parent takes no level; what a report says of one is kept so.
    """
    said = f"Bedömning i rapporten: {label.strip().rstrip('.')}."
    return f"{said}\n{comment}" if comment else said
