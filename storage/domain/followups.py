"""Following up over the years: what to choose, how far it has come, and what does not agree.

Levels are compared by what they mean, so that follow-ups on different scales can be compared. Every recommendation
that was judged in either of the two has one move, so the moves add up to all of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from storage.domain.counting import Counts, count_levels
from storage.domain.dates import known_date, last_day, years_after
from storage.domain.records import Assessment, Followup, Level
from storage.domain.scale import IMPLEMENTED, NOT_IMPLEMENTED, PARTIAL
from storage.domain.views import AssessmentView


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


class LevelPair(Struct, frozen=True):
    """How a recommendation stood in the earlier follow-up, and stands in this one."""

    recommendation: str
    audit: str
    before: Level | None
    now: Level | None
    covered: bool = True
    """Whether this follow-up covers its audit."""


class ComparedRecommendation(Struct, frozen=True):
    """A recommendation with what became of it."""

    standing: LevelPair
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

    rows: tuple[ComparedRecommendation, ...]
    """Everything judged in either, in the order of the report."""

    @property
    def total(self) -> Moves:
        """The moves of all."""
        return _moves(self.rows)

    @property
    def per_audit(self) -> dict[str, Moves]:
        """Audit id → its moves, in the order of the report."""
        members: dict[str, list[ComparedRecommendation]] = {}
        for row in self.rows:
            members.setdefault(row.standing.audit, []).append(row)
        return {audit: _moves(rows) for audit, rows in members.items()}

    @property
    def before(self) -> Counts:
        """How those that can be compared stood in the earlier follow-up."""
        return count_levels(level_means(row.standing.before) for row in self.made(*COMPARED))

    @property
    def now(self) -> Counts:
        """How they stand in this one."""
        return count_levels(level_means(row.standing.now) for row in self.made(*COMPARED))

    def made(self, *moves: Move) -> tuple[ComparedRecommendation, ...]:
        """Those that made one of these moves."""
        return tuple(row for row in self.rows if row.move in moves)


def compare(standings: Iterable[LevelPair]) -> Comparison:
    """What became of each; what neither follow-up judged is left out."""
    moved = ((each, move(level_means(each.before), level_means(each.now), covered=each.covered)) for each in standings)
    return Comparison(tuple(ComparedRecommendation(each, made) for each, made in moved if made is not None))


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


def level_means(level: Level | None) -> str | None:
    """What a judgement means; None without one."""
    return level.means if level else None


def _moves(rows: Iterable[ComparedRecommendation]) -> Moves:
    tally = dict.fromkeys(Move, 0)
    for row in rows:
        tally[row.move] += 1
    return Moves(tally)


FOLLOW_UP_AFTER = 2
"""Years after which an audit that was handed over is to be followed up."""
AGAIN = frozenset({"may", "shall"})
"""What a follow-up says of an audit that is to be followed up again."""
NOT_DONE = frozenset({"no_action", "planned", "ongoing"})
"""What a body says of itself when it is not done."""


class Ground(StrEnum):
    """Why an audit is proposed."""

    NOT_FOLLOWED_UP = "not_followed_up"
    """It was handed over two years ago or more, and never followed up."""
    MARKED = "marked"
    """Its last follow-up says that it is to be followed up again."""


class CoveringFollowup(Struct, frozen=True):
    """A follow-up that covers an audit, and its answer to whether that is to be followed up again."""

    title: str
    again: str | None
    year: int | None
    is_open: bool = False


class FollowupDue(Struct, frozen=True):
    """When and why an audit is to be followed up."""

    ground: Ground
    due: str | None
    """A partial date; None where no date is known."""


class Proposal(Struct, frozen=True):
    """An audit to follow up, and why."""

    audit: str
    name: str
    ground: Ground
    handed_over: str | None = None
    last: CoveringFollowup | None = None
    """The follow-up that asks for another one."""


def next_followup(handed_over: str | None, covering: Sequence[CoveringFollowup]) -> FollowupDue | None:
    """When an audit is to be followed up next; None when it is not: what was followed up only where that says so.

    Args:
        handed_over: when the audit was handed over, as a partial date.
        covering: the closed follow-ups that cover it, the oldest first.
    """
    if not covering:
        known = known_date(handed_over)
        return FollowupDue(Ground.NOT_FOLLOWED_UP, years_after(known, FOLLOW_UP_AFTER) if known else None)
    last = covering[-1]
    if last.again not in AGAIN:
        return None
    return FollowupDue(Ground.MARKED, known_date(str(last.year)) if last.year else None)


def ground_for(handed_over: str | None, covering: Sequence[CoveringFollowup], year: int) -> Ground | None:
    """Why a follow-up of `year` should cover an audit; None when it need not.

    Args:
        handed_over: when the audit was handed over, as a partial date.
        covering: the closed follow-ups that cover it, the oldest first.
        year: the follow-up's year; what falls due during it counts.
    """
    found = next_followup(handed_over, covering)
    if found is None:
        return None
    falls_due = last_day(found.due).year <= year if found.due else found.ground is Ground.MARKED
    return found.ground if falls_due else None


class Disagreement(StrEnum):
    """How a body and the auditors may see the same thing differently."""

    SAID_DONE = "said_done"
    """The body says that it is done; the auditors say not, or only partly."""
    SAID_NOT_DONE = "said_not_done"
    """The body says that it is not done; the auditors say that it is."""


def disagreement(self_assessment: str | None, stance: str | None, judged: str | None) -> Disagreement | None:
    """How what a body says of itself differs from the meaning judged; None when it does not.

    A body that only takes the stance that it was done already says so too.
    """
    said = self_assessment or ("done" if stance == "already_done" else None)
    if said == "done" and judged in {PARTIAL, NOT_IMPLEMENTED}:
        return Disagreement.SAID_DONE
    if said in NOT_DONE and judged == IMPLEMENTED:
        return Disagreement.SAID_NOT_DONE
    return None


class Mismatch(Struct, frozen=True):
    """A recommendation of which a body and the auditors do not say the same."""

    recommendation: str
    name: str
    kind: Disagreement
    responder: str
    said: str
    """`done`, `ongoing`, `planned` or `no_action`; `already_done` of a stance."""
    level: Level


class AuditProgress(Struct, frozen=True):
    """How far the judging of one audit has come."""

    audit: str
    name: str
    judged: int
    total: int


class Progress(Struct, frozen=True):
    """How far a follow-up has come: `12 of 37`."""

    per_audit: tuple[AuditProgress, ...] = ()
    """In the follow-up's order."""

    @property
    def judged(self) -> int:
        """How many recommendations are judged."""
        return sum(each.judged for each in self.per_audit)

    @property
    def total(self) -> int:
        """How many there are to judge."""
        return sum(each.total for each in self.per_audit)


class NamedPoint(Struct, frozen=True):
    """A recommendation by name."""

    recommendation: str
    name: str


class FollowupDetail(Struct, frozen=True):
    """All that is known of a follow-up as a whole."""

    followup: Followup
    responsible: str | None
    """Name of the person who leads it."""
    progress: Progress
    mismatches: tuple[Mismatch, ...]
    without_evidence: tuple[NamedPoint, ...]
    """Judged as implemented, with nothing noted that it rests on."""
    reasons: Mapping[str, Mapping[str, int]]
    """Meaning → reason → number, of what is not or only partly implemented; the reason is empty where none is given."""
    previous: Followup | None
    """The follow-up that it is compared with."""
    comparison: Comparison | None
    audits: Mapping[str, str] = {}
    """Audit id → name, of all that the comparison speaks of."""
    supersedes: Followup | None = None
    superseded_by: Followup | None = None


class ScaleView(Struct, frozen=True):
    """A scale as lists show it."""

    id: str
    label: str
    levels: tuple[Level, ...]
    followups: int
    """How many follow-ups have it."""
    used: bool
    """Whether something rests on it, so that other levels make a new scale."""


class AssessmentStep(Struct, frozen=True):
    """A recommendation in one follow-up, beside the one before."""

    followup: Followup
    level: Level | None
    assessment: Assessment
    move: Move | None
    """What became of it since the judgement before; None of the first."""
    superseded: bool
    """Whether the follow-up has been corrected by another."""


def without_superseded(followups: Iterable[Followup]) -> list[Followup]:
    """The follow-ups that no closed one of them has taken the place of, in the same order."""
    every = list(followups)
    replaced = {str(one.supersedes) for one in every if one.supersedes and one.state == "closed"}
    return [one for one in every if one.id not in replaced]


def assessment_steps(judgements: Sequence[AssessmentView]) -> tuple[AssessmentStep, ...]:
    """A recommendation's judgements, the newest follow-up first, each beside the one before that still holds."""
    holding = {one.id for one in without_superseded(one.followup for one in judgements)}
    found: list[AssessmentStep] = []
    before: str | None = None
    for one in reversed(judgements):
        made = move(before, level_means(one.level)) if before is not None and one.level is not None else None
        superseded = one.followup.id not in holding
        found.append(AssessmentStep(one.followup, one.level, one.assessment, made, superseded))
        if not superseded:
            before = level_means(one.level) or before
    return tuple(reversed(found))


def corrected_by(followup: Followup, followups: Iterable[Followup]) -> set[str]:
    """Ids of those that a follow-up corrects, at whatever remove; in a ring, which a merge may make, each once."""
    above = {one.id: one.supersedes for one in followups}
    found: set[str] = set()
    into = followup.supersedes
    while into and into not in found and into != followup.id:
        found.add(str(into))
        into = above.get(str(into))
    return found


def chronological_key(followup: Followup) -> tuple[bool, int, str, str]:
    """Where a follow-up stands among others: by year, day and id, the open one last."""
    return (followup.state != "closed", followup.year or 0, followup.report_date or "", followup.id)


def earlier_followups(followup: Followup, followups: Iterable[Followup]) -> list[Followup]:
    """The closed follow-ups before this one that it can be compared with, the newest first.

    Not those that have been superseded, nor those that it corrects itself.
    """
    every = list(followups)
    corrected = corrected_by(followup, every)
    place = _place_of(followup, corrected, every)
    earlier = [
        one
        for one in without_superseded(every)
        if one.state == "closed" and one.id not in {followup.id, *corrected} and chronological_key(one) < place
    ]
    return sorted(earlier, key=chronological_key, reverse=True)


def _place_of(followup: Followup, corrected: set[str], every: Iterable[Followup]) -> tuple[bool, int, str, str]:
    """A correction stands where the first that it corrects stood: later follow-ups are not earlier than it."""
    return min([chronological_key(followup), *(chronological_key(one) for one in every if one.id in corrected)])
