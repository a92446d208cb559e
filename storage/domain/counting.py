"""Counting: one pure module for the table, the summary bar, the statistics and the report's text.

What is counted are leaves (no sub-points below them) of kind recommendation or decision point. The denominator of
a share is what was judged and relevant; `not_relevant`, `not_assessable` and `not_assessed` stand beside it.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from storage.domain.scale import EVERY_LEVEL, IMPLEMENTED, NOT_ASSESSED, NOT_IMPLEMENTED, PARTIAL

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


def count(levels: Iterable[str | None]) -> Counts:
    """Counts of level meanings; None is *not assessed*."""
    tally = dict.fromkeys(EVERY_LEVEL, 0)
    for level in levels:
        tally[level or NOT_ASSESSED] += 1
    return Counts(tally)


def percent(part: int, whole: int) -> int | None:
    """`part` of `whole` in whole per cent, halves rounded up; None of nothing."""
    return None if whole == 0 else (200 * part + whole) // (2 * whole)
