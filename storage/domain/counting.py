"""Counting: one pure module for the table, the summary bar, the statistics and the report's text.

What is counted are leaves (no sub-points below them) of kind recommendation or decision point. The denominator of
a share is what was judged and relevant; `not_relevant`, `not_assessable` and `not_assessed` stand beside it.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from storage.domain.scale import EVERY_LEVEL, IMPLEMENTED, NOT_ASSESSED, NOT_IMPLEMENTED, PARTIAL
from storage.domain.text import swedish_key

COUNTED_KINDS = ("recommendation", "decision_point")


class Counts(Struct, frozen=True):
    """How many recommendations stand at each level."""

    by_level: Mapping[str, int] = {}
    """Level meaning → count; a missing level is none."""

    def __getitem__(self, level: str) -> int:
        return self.by_level.get(level, 0)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts({level: self[level] + other[level] for level in EVERY_LEVEL})

    @property
    def total(self) -> int:
        """All of them, judged or not."""
        return sum(self.by_level.values())

    @property
    def judged(self) -> int:
        """The denominator: judged and relevant."""
        return self[IMPLEMENTED] + self[PARTIAL] + self[NOT_IMPLEMENTED]

    @property
    def done_or_ongoing(self) -> int:
        """Implemented and partly implemented together."""
        return self[IMPLEMENTED] + self[PARTIAL]

    def as_dict(self) -> dict[str, int]:
        """Every level with its count, in the order of the scale."""
        return {level: self[level] for level in EVERY_LEVEL}


def count_levels(levels: Iterable[str | None]) -> Counts:
    """Counts of level meanings; None is *not assessed*."""
    tally = dict.fromkeys(EVERY_LEVEL, 0)
    for level in levels:
        tally[level or NOT_ASSESSED] += 1
    return Counts(tally)


def percent(part: int, whole: int) -> int | None:
    """`part` of `whole` in whole per cent, halves rounded up; None of nothing."""
    return None if whole == 0 else (200 * part + whole) // (2 * whole)


GROUPINGS = ("body", "years", "theme", "level")
"""What recommendations can be grouped by."""


class Group(Struct, frozen=True):
    """Those that have something in common."""

    key: str | None
    """A body's id, a year, a theme or a level's meaning; None of those that have none."""
    name: str | None
    """What the group is called; of a level its meaning."""
    counts: Counts


class Grouped(Struct, frozen=True):
    """A list, group by group."""

    by: str
    groups: tuple[Group, ...]
    counts: Counts
    """Of all, each counted once."""

    @property
    def repeats(self) -> bool:
        """Whether some are counted in several groups: once for each of their bodies."""
        return sum(group.counts.total for group in self.groups) > self.counts.total


def group_counts(
    by: str, tallies: Iterable[tuple[str | None, str, int]], counts: Counts, names: Mapping[str, str]
) -> Grouped:
    """Groups in Swedish order of their names, levels in the scale's; those without a key last.

    Args:
        by: one of `GROUPINGS`.
        tallies: (key, level's meaning, how many).
        counts: of all.
        names: key → what it is called, where that is not the key itself.
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
    return (group.key is None, swedish_key(group.name), group.key or "")
