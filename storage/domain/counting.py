"""Counts of recommendations by level, for the table, the summary bar, the statistics and the report's text.

Leaves (without sub-points) of kind recommendation or decision point are counted. The denominator of a share is the
assessed and relevant ones; `not_relevant`, `not_assessable` and `not_assessed` are counted apart.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from storage.domain.body_names import body_key
from storage.domain.scale import EVERY_LEVEL, IMPLEMENTED, NOT_ASSESSED, NOT_IMPLEMENTED, PARTIAL
from storage.domain.text import swedish_key

COUNTED_KINDS = ("recommendation", "decision_point")


class Counts(Struct, frozen=True):
    """Numbers of recommendations by level."""

    by_level: Mapping[str, int] = {}
    """Meaning of the level → count; a missing level counts 0."""

    def __getitem__(self, level: str) -> int:
        return self.by_level.get(level, 0)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts({level: self[level] + other[level] for level in EVERY_LEVEL})

    @property
    def total(self) -> int:
        """Number of all, assessed or not."""
        return sum(self.by_level.values())

    @property
    def assessed(self) -> int:
        """Number of assessed and relevant ones: the denominator of shares."""
        return self[IMPLEMENTED] + self[PARTIAL] + self[NOT_IMPLEMENTED]

    @property
    def done_or_ongoing(self) -> int:
        """Number of implemented and partly implemented ones."""
        return self[IMPLEMENTED] + self[PARTIAL]

    def as_dict(self) -> dict[str, int]:
        """Return every level with its count, in the order of the scale."""
        return {level: self[level] for level in EVERY_LEVEL}


def count_levels(levels: Iterable[str | None]) -> Counts:
    """Count meanings of levels; None is *not assessed*."""
    tally = dict.fromkeys(EVERY_LEVEL, 0)
    for level in levels:
        tally[level or NOT_ASSESSED] += 1
    return Counts(tally)


def percent(part: int, whole: int) -> int | None:
    """Return `part` of `whole` in whole per cent, halves rounded up; None of nothing.

    0 and 100 are only what is none and all: a smaller share is 1, and a greater one 99.
    """
    if whole == 0:
        return None
    if part in {0, whole}:
        return 100 * part // whole
    return min(99, max(1, (200 * part + whole) // (2 * whole)))


def share_in_words(part: int, whole: int) -> str | None:
    """Return `65 %` with a no-break space, `mindre än 1 %` or `mer än 99 %` where rounding would say none or all."""
    rate = percent(part, whole)
    if rate is None:
        return None
    exact = 100 * part
    words = "mindre än " if 0 < 2 * exact < whole else "mer än " if 199 * whole <= 2 * exact < 200 * whole else ""
    return f"{words}{rate}\u00a0%"


GROUPINGS = ("body", "years", "theme", "level")
"""Fields that recommendations can be grouped by."""


class Group(Struct, frozen=True):
    """Counts of the recommendations with the same key."""

    key: str | None
    """Id of a body, a year, a theme or a meaning of a level; None for those without."""
    name: str | None
    """Name of the group; of a level its meaning."""
    counts: Counts


class Grouped(Struct, frozen=True):
    """Counts of a list by group."""

    by: str
    groups: tuple[Group, ...]
    counts: Counts
    """Counts of all recommendations, each once."""

    @property
    def repeats(self) -> bool:
        """True if some recommendations are in several groups: once for each of their bodies."""
        return sum(group.counts.total for group in self.groups) > self.counts.total


def group_counts(
    by: str, tallies: Iterable[tuple[str | None, str, int]], counts: Counts, names: Mapping[str, str]
) -> Grouped:
    """Group tallies in Swedish order of names, bodies in theirs, levels in the scale's order, those without a key last.

    Args:
        by: one of `GROUPINGS`.
        tallies: (key, level's meaning, how many).
        counts: of all.
        names: key → name, where the name is not the key itself.
    """
    found: dict[str | None, dict[str, int]] = {}
    for key, level, number in tallies:
        by_level = found.setdefault(key, dict.fromkeys(EVERY_LEVEL, 0))
        by_level[level if level in EVERY_LEVEL else NOT_ASSESSED] += number
    groups = [Group(key, None if key is None else names.get(key, key), Counts(levels)) for key, levels in found.items()]
    return Grouped(by, tuple(sorted(groups, key=lambda group: _place(by, group))), counts)


def _place(by: str, group: Group) -> tuple[object, ...]:
    if by == "level" and group.key in EVERY_LEVEL:
        return (False, EVERY_LEVEL.index(group.key))
    named = body_key(group.name) if by == "body" else swedish_key(group.name)
    return (group.key is None, named, group.key or "")
