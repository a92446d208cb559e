"""Comparing a follow-up with an earlier one: what became better, worse, stayed, came and went.

Levels are compared by what they mean, so that follow-ups on different scales can be compared. Every recommendation
that was judged in either of the two has one move, so the moves add up to all of them.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

from storage.domain.counting import Counts, count
from storage.domain.records import Level
from storage.domain.scale import IMPLEMENTED, NOT_IMPLEMENTED, PARTIAL


class Move(StrEnum):
    """What became of a recommendation from one follow-up to the next."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    NEW = "new"
    """Judged now, and not in the earlier follow-up."""
    GONE = "gone"
    """Judged in the earlier follow-up, and no part of this one."""
    NOT_COMPARABLE = "not_comparable"
    """Judged in both, in one of them as not assessable or not relevant any longer."""
    NOT_JUDGED = "not_judged"
    """Judged in the earlier follow-up and part of this one, but not judged in it, or not yet."""


COMPARED = (Move.BETTER, Move.SAME, Move.WORSE)
"""The moves of what was judged in both, and can be compared."""
_RANKS = {NOT_IMPLEMENTED: 0, PARTIAL: 1, IMPLEMENTED: 2}


class Standing(Struct, frozen=True):
    """How a recommendation stood in the earlier follow-up, and stands in this one."""

    recommendation: str
    audit: str
    before: Level | None
    now: Level | None
    covered: bool = True
    """Whether this follow-up covers its audit."""


class Compared(Struct, frozen=True):
    """A recommendation with what became of it."""

    standing: Standing
    move: Move


class Moves(Struct, frozen=True):
    """How many recommendations made each move."""

    by_move: Mapping[Move, int] = {}
    """A missing move is none."""

    def __getitem__(self, move: Move) -> int:
        return self.by_move.get(move, 0)

    @property
    def total(self) -> int:
        """All of them: the union of what was judged in the two follow-ups."""
        return sum(self.by_move.values())

    @property
    def compared(self) -> int:
        """Those judged in both that can be compared: what shares are of."""
        return sum(self[move] for move in COMPARED)

    def as_dict(self) -> dict[str, int]:
        """Every move with its number."""
        return {move.value: self[move] for move in Move}


class Comparison(Struct, frozen=True):
    """A follow-up beside an earlier one."""

    rows: tuple[Compared, ...]
    """Everything judged in either, in the order of the report."""

    @property
    def total(self) -> Moves:
        """The moves of all."""
        return _moves(self.rows)

    @property
    def per_audit(self) -> dict[str, Moves]:
        """Audit id → its moves, in the order of the report."""
        members: dict[str, list[Compared]] = {}
        for row in self.rows:
            members.setdefault(row.standing.audit, []).append(row)
        return {audit: _moves(rows) for audit, rows in members.items()}

    @property
    def before(self) -> Counts:
        """How those that can be compared stood in the earlier follow-up."""
        return count(means(row.standing.before) for row in self.made(*COMPARED))

    @property
    def now(self) -> Counts:
        """How they stand in this one."""
        return count(means(row.standing.now) for row in self.made(*COMPARED))

    def made(self, *moves: Move) -> tuple[Compared, ...]:
        """Those that made one of these moves."""
        return tuple(row for row in self.rows if row.move in moves)


def compare(standings: Iterable[Standing]) -> Comparison:
    """What became of each; what neither follow-up judged is left out."""
    moved = ((each, move(means(each.before), means(each.now), covered=each.covered)) for each in standings)
    return Comparison(tuple(Compared(each, made) for each, made in moved if made is not None))


def move(before: str | None, now: str | None, *, covered: bool = True) -> Move | None:
    """The move from one meaning to another; None is not judged, and of nothing judged there is no move.

    `covered` tells whether the later follow-up covers the recommendation at all.
    """
    if before is None:
        return None if now is None else Move.NEW
    if now is None:
        return Move.NOT_JUDGED if covered else Move.GONE
    if before == now:
        return Move.SAME
    if before not in _RANKS or now not in _RANKS:
        return Move.NOT_COMPARABLE
    return Move.BETTER if _RANKS[now] > _RANKS[before] else Move.WORSE


def means(level: Level | None) -> str | None:
    """What a judgement means; None without one."""
    return level.means if level else None


def _moves(rows: Iterable[Compared]) -> Moves:
    tally = dict.fromkeys(Move, 0)
    for row in rows:
        tally[row.move] += 1
    return Moves(tally)
