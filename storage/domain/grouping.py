"""Grouping: the recommendations of a list by what they have in common, counted like everything else."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from storage.domain.counting import Counts
from storage.domain.order import swedish_key
from storage.domain.scale import EVERY_LEVEL, NOT_ASSESSED

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


def grouped(
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
