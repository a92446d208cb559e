"""Follow-ups over the years: audits to propose, progress, comparison by meaning of levels, and disagreements.

Levels are compared by meaning, so that follow-ups on different scales can be compared. Every recommendation assessed
in either of the two has one move, so the moves add up to all of them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from storage.domain.counting import Counts, count_levels
from storage.domain.dates import known_date, last_day, years_after
from storage.domain.records import Assessment, Followup, Level, Recommendation
from storage.domain.scale import IMPLEMENTED, NOT_IMPLEMENTED, NOT_RELEVANT, PARTIAL
from storage.domain.views import AssessmentView


class Move(StrEnum):
    """The change of a recommendation from one follow-up to the next."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    NEW = "new"
    """Assessed now, and not in the earlier follow-up."""
    GONE = "gone"
    """Assessed in the earlier follow-up, and not covered by this one."""
    NOT_COMPARABLE = "not_comparable"
    """Assessed in both, in one or both of them as not assessable or no longer relevant."""
    NOT_ASSESSED = "not_judged"
    """Assessed in the earlier follow-up and covered by this one, but not (yet) assessed in it."""


COMPARED = (Move.BETTER, Move.SAME, Move.WORSE)
"""The moves of recommendations assessed in both that can be compared."""
_RANKS = {NOT_IMPLEMENTED: 0, PARTIAL: 1, IMPLEMENTED: 2}


class LevelPair(Struct, frozen=True):
    """The levels of a recommendation in an earlier follow-up and in this one."""

    recommendation: str
    audit: str
    before: Level | None
    now: Level | None
    covered: bool = True
    """True if this follow-up covers its audit."""


class ComparedRecommendation(Struct, frozen=True):
    """A recommendation with its move."""

    pair: LevelPair
    move: Move


class Moves(Struct, frozen=True):
    """Numbers of recommendations by move."""

    by_move: Mapping[Move, int] = {}
    """A missing move counts 0."""

    def __getitem__(self, move: Move) -> int:
        return self.by_move.get(move, 0)

    @property
    def total(self) -> int:
        """Number of recommendations assessed in either follow-up."""
        return sum(self.by_move.values())

    @property
    def compared(self) -> int:
        """Number of those that can be compared: the denominator of shares."""
        return sum(self[move] for move in COMPARED)

    def as_dict(self) -> dict[str, int]:
        """Return every move with its number."""
        return {move.value: self[move] for move in Move}


class Comparison(Struct, frozen=True):
    """A follow-up compared with an earlier one."""

    rows: tuple[ComparedRecommendation, ...]
    """Everything assessed in either, in the order of the report."""

    @property
    def total(self) -> Moves:
        """Moves of all recommendations."""
        return _moves(self.rows)

    @property
    def per_audit(self) -> dict[str, Moves]:
        """Audit id → its moves, in the order of the report."""
        members: dict[str, list[ComparedRecommendation]] = {}
        for row in self.rows:
            members.setdefault(row.pair.audit, []).append(row)
        return {audit: _moves(rows) for audit, rows in members.items()}

    @property
    def before(self) -> Counts:
        """Counts in the earlier follow-up of those that can be compared."""
        return count_levels(level_means(row.pair.before) for row in self.made(*COMPARED))

    @property
    def now(self) -> Counts:
        """Counts in this follow-up of those that can be compared."""
        return count_levels(level_means(row.pair.now) for row in self.made(*COMPARED))

    def made(self, *moves: Move) -> tuple[ComparedRecommendation, ...]:
        """Return the recommendations with one of these moves."""
        return tuple(row for row in self.rows if row.move in moves)


def compare(pairs: Iterable[LevelPair]) -> Comparison:
    """Compare levels; recommendations assessed in neither follow-up are left out."""
    moved = ((each, move(level_means(each.before), level_means(each.now), covered=each.covered)) for each in pairs)
    return Comparison(tuple(ComparedRecommendation(each, made) for each, made in moved if made is not None))


def move(before: str | None, now: str | None, *, covered: bool = True) -> Move | None:
    """Return the move from one meaning to another; None means not assessed.

    `covered` is True if the later follow-up covers the recommendation.
    """
    if before is None:
        return None if now is None else Move.NEW
    if now is None:
        return Move.NOT_ASSESSED if covered else Move.GONE
    if before not in _RANKS or now not in _RANKS:
        return Move.NOT_COMPARABLE
    if before == now:
        return Move.SAME
    return Move.BETTER if _RANKS[now] > _RANKS[before] else Move.WORSE


def level_means(level: Level | None) -> str | None:
    """Return the meaning of a level; None without one."""
    return level.means if level else None


def _moves(rows: Iterable[ComparedRecommendation]) -> Moves:
    tally = dict.fromkeys(Move, 0)
    for row in rows:
        tally[row.move] += 1
    return Moves(tally)


FOLLOW_UP_AFTER = 2
"""Years from the handing over of an audit until it should be followed up, by the office's practice."""
AGAIN = frozenset({"may", "shall"})
"""Values of `follow_up_again` that ask for another follow-up."""
NOT_DONE = frozenset({"no_action", "planned", "ongoing"})
"""Self-assessments of what is not done."""


class Ground(StrEnum):
    """The ground on which an audit is proposed for follow-up."""

    NOT_FOLLOWED_UP = "not_followed_up"
    """Handed over two years ago or more, and never followed up."""
    MARKED = "marked"
    """Marked by its last follow-up to be followed up again."""


class CoveringFollowup(Struct, frozen=True):
    """A follow-up that covers an audit, and its `follow_up_again` and `follow_up_year` of it."""

    title: str
    again: str | None
    year: int | None
    is_open: bool = False


class FollowupDue(Struct, frozen=True):
    """The ground and date of an audit's next follow-up."""

    ground: Ground
    due: str | None
    """A partial date; None where no date is known."""


class Proposal(Struct, frozen=True):
    """An audit proposed for follow-up."""

    audit: str
    name: str
    ground: Ground
    handed_over: str | None = None
    last: CoveringFollowup | None = None
    """The follow-up that asks for another one."""


def next_followup(handed_over: str | None, covering: Sequence[CoveringFollowup]) -> FollowupDue | None:
    """Return the next follow-up of an audit; None if none is due. A followed-up audit is due again only if marked.

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
    """Return the ground on which a follow-up of `year` should cover an audit; None if it need not.

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
    """A disagreement between a body's self-assessment and the auditors' assessment."""

    CLAIMED_DONE = "said_done"
    """Done by the body's own account; not, or only partly, by the auditors'."""
    CLAIMED_NOT_DONE = "said_not_done"
    """Not done by the body's own account; done by the auditors'."""


def disagreement(self_assessment: str | None, stance: str | None, assessed: str | None) -> Disagreement | None:
    """Return the disagreement of a body's self-assessment with the assessed meaning; None without one.

    The stance `already_done` without a self-assessment counts as done.
    """
    claim = self_assessment or ("done" if stance == "already_done" else None)
    if claim == "done" and assessed in {PARTIAL, NOT_IMPLEMENTED}:
        return Disagreement.CLAIMED_DONE
    if claim in NOT_DONE and assessed == IMPLEMENTED:
        return Disagreement.CLAIMED_NOT_DONE
    return None


class Mismatch(Struct, frozen=True):
    """A recommendation with a disagreement."""

    recommendation: str
    name: str
    kind: Disagreement
    responder: str
    claim: str
    """`done`, `ongoing`, `planned` or `no_action`; `already_done` of a stance."""
    level: Level


SETTLING = frozenset({IMPLEMENTED, NOT_RELEVANT})
"""Meanings of levels after which a recommendation need not be assessed again."""
REMAINING = "remaining"
"""Scope of an audit in a follow-up that leaves out what is settled."""


class SettledPoint(Struct, frozen=True):
    """A level of an earlier follow-up, a closing reason, or both, that settled a recommendation."""

    level: Level | None = None
    """Level of the newest earlier follow-up that assessed it; None if none did."""
    year: int | None = None
    """That follow-up's year."""
    reason: str | None = None
    """Its closing reason."""


class Coverage(Struct, frozen=True):
    """Numbers of recommendations that remain in the register, and of those in audits that a follow-up covers."""

    outside: int
    """Number of those in audits that it does not cover."""
    covered: int
    """Number of those that it is to assess, or has assessed."""

    @property
    def total(self) -> int:
        """Number of all."""
        return self.outside + self.covered


def settled_among(
    recommendations: Sequence[Recommendation], left_out: Mapping[str, SettledPoint]
) -> dict[str, SettledPoint | None]:
    """Map those of an audit's recommendations that are settled to what settled them; a parent to None.

    A parent is settled when all its sub-points are. Parents that a merge has made into a ring are never settled.
    """
    above = {one.id: one.parent for one in recommendations}
    parents = set(above.values())
    leaves = [one.id for one in recommendations if one.id not in parents]
    found: dict[str, SettledPoint | None] = {leaf: left_out[leaf] for leaf in leaves if leaf in left_out}
    remaining = _with_ancestors([leaf for leaf in leaves if leaf not in found], above)
    return found | dict.fromkeys(_with_ancestors(found, above) - found.keys() - remaining)


def _with_ancestors(leaves: Iterable[str], above: Mapping[str, str | None]) -> set[str]:
    """Return ids with those of all above them."""
    found: set[str] = set()
    for leaf in leaves:
        into: str | None = leaf
        while into is not None and into in above and into not in found:
            found.add(into)
            into = above[into]
    return found


class AuditProgress(Struct, frozen=True):
    """Progress of assessment of one audit."""

    audit: str
    name: str
    assessed: int
    total: int
    """Number of recommendations to assess: what is settled is left out."""
    settled: int = 0
    """Number of recommendations left out as settled."""


class Progress(Struct, frozen=True):
    """Progress of assessment of a follow-up: `12 of 37`."""

    per_audit: tuple[AuditProgress, ...] = ()
    """In the follow-up's order."""

    @property
    def assessed(self) -> int:
        """Number of assessed recommendations."""
        return sum(each.assessed for each in self.per_audit)

    @property
    def total(self) -> int:
        """Number of recommendations to assess."""
        return sum(each.total for each in self.per_audit)

    @property
    def settled(self) -> int:
        """Number of recommendations left out as settled."""
        return sum(each.settled for each in self.per_audit)


class NamedPoint(Struct, frozen=True):
    """A recommendation with its name."""

    recommendation: str
    name: str


class FollowupDetail(Struct, frozen=True):
    """A follow-up with its progress, mismatches and comparison."""

    followup: Followup
    responsible: str | None
    """Name of the person who leads it."""
    progress: Progress
    mismatches: tuple[Mismatch, ...]
    without_evidence: tuple[NamedPoint, ...]
    """Assessed as implemented, without evidence."""
    reasons: Mapping[str, Mapping[str, int]]
    """Meaning → reason → number of what is not or only partly implemented; the reason is empty where none is given."""
    previous: Followup | None
    """The follow-up that it is compared with."""
    comparison: Comparison | None
    audits: Mapping[str, str] = {}
    """Audit id → name, of all in the comparison."""
    supersedes: Followup | None = None
    superseded_by: Followup | None = None


class ScaleView(Struct, frozen=True):
    """A scale as lists show it."""

    id: str
    label: str
    levels: tuple[Level, ...]
    followups: int
    """Number of follow-ups on it."""
    used: bool
    """True if something is assessed on it, so that other levels make a new scale."""


class AssessmentStep(Struct, frozen=True):
    """An assessment of a recommendation, compared with the one before."""

    followup: Followup
    level: Level | None
    assessment: Assessment
    move: Move | None
    """Move since the assessment before; None of the first."""
    superseded: bool
    """True if another follow-up has corrected this one."""


def without_superseded(followups: Iterable[Followup]) -> list[Followup]:
    """Return the follow-ups that no closed one of them supersedes, in the same order."""
    every = list(followups)
    replaced = {str(one.supersedes) for one in every if one.supersedes and one.state == "closed"}
    return [one for one in every if one.id not in replaced]


def assessment_steps(assessments: Sequence[AssessmentView]) -> tuple[AssessmentStep, ...]:
    """Compare each of a recommendation's assessments, newest follow-up first, with the one in force before it."""
    in_force = {one.id for one in without_superseded(one.followup for one in assessments)}
    found: list[AssessmentStep] = []
    before: str | None = None
    for one in reversed(assessments):
        made = move(before, level_means(one.level)) if before is not None and one.level is not None else None
        superseded = one.followup.id not in in_force
        found.append(AssessmentStep(one.followup, one.level, one.assessment, made, superseded))
        if not superseded:
            before = level_means(one.level) or before
    return tuple(reversed(found))


def corrected_by(followup: Followup, followups: Iterable[Followup]) -> set[str]:
    """Return the ids of all follow-ups that one corrects, directly or not; also of a cycle, which a merge may make."""
    above = {one.id: one.supersedes for one in followups}
    found: set[str] = set()
    into = followup.supersedes
    while into and into not in found and into != followup.id:
        found.add(str(into))
        into = above.get(str(into))
    return found


def chronological_key(followup: Followup) -> tuple[bool, int, str, str]:
    """Return the sort key of a follow-up: by year, day and id, the open one last."""
    return (followup.state != "closed", followup.year or 0, followup.report_date or "", followup.id)


def earlier_followups(followup: Followup, followups: Iterable[Followup]) -> list[Followup]:
    """Return the closed follow-ups before this one that it can be compared with, the newest first.

    Superseded ones and those that it corrects itself are left out.
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
    """Return the sort key of the first follow-up corrected: later follow-ups are not earlier than it."""
    return min([chronological_key(followup), *(chronological_key(one) for one in every if one.id in corrected)])


_SECTION = (
    r"(?:(?:revisions)?fråg(?:or|eställningar)|syfte|bakgrund|uppdrag(?:et)?|(?:revisions)?kriterier"
    r"|bedömningsgrunder|avgränsning(?:ar)?|omfattning|metod|urval|genomförande|ansvar|(?:bedömnings)?skala)"
)
_SECTION_HEADING = rf"{_SECTION}(?:(?:,| och| samt) {_SECTION})*:?"


def is_section_heading(text: str) -> bool:
    """Return true for a line that is a heading when it is a paragraph of its own in the texts of a follow-up.

    Such as `Syfte och revisionsfrågor`.
    """
    return re.fullmatch(_SECTION_HEADING, text.strip().casefold()) is not None


JudgedIn = tuple[str, bool]
"""(follow-up, True if it assessed a recommendation as not implemented)."""


class RedRuns:
    """Runs of follow-ups that assessed recommendations as not implemented, over the follow-ups of a register."""

    def __init__(self, followups: Iterable[Followup]) -> None:
        every = list(followups)
        in_force = sorted(without_superseded(every), key=chronological_key)
        self._places = {one.id: place for place, one in enumerate(in_force)}
        self._corrections = {one.id: corrected_by(one, every) for one in in_force if one.state != "closed"}

    def newest(self, assessed: Iterable[JudgedIn]) -> int:
        """Return the number of follow-ups in force in a row, up to the newest that assessed it, that did so as red.

        A correction stands for what it corrects: when it is closed, and before that for what it has assessed.
        """
        red = {followup: is_red for followup, is_red in assessed if followup in self._places}
        stood_for = {one for followup in red for one in self._corrections.get(followup, ())}
        number = 0
        for followup in sorted(red.keys() - stood_for, key=self._places.__getitem__, reverse=True):
            if not red[followup]:
                break
            number += 1
        return number
