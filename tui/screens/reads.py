"""What the screens ask the register: functions of an open register, done in the reader's thread."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from storage import drafts, queries, reporting
from storage.domain.change import Change
from storage.domain.counting import Counts
from storage.domain.filtering import Filter
from storage.domain.records import Assessment, Followup, Level, Recommendation
from storage.domain.views import RecommendationDetail
from storage.errors import UnknownReference
from storage.register import Register
from tui.dialogs.comment_task import CommentTask, said_by_others
from tui.language.words import printed_number

DRAFT = "comment:"
"""Before the recommendation's id in the name of a comment's draft."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the line on top says of the register."""

    office: str | None
    followup: Followup | None
    """The open one."""
    levels: tuple[Level, ...]
    """Of the open follow-up's scale."""


def overview(register: Register) -> Overview:
    """Whose register it is and what is judged in it."""
    followup = queries.open_followup(register)
    levels = queries.levels(register, followup.scale) if followup and followup.scale else ()
    return Overview(queries.office(register), followup, levels)


def tally(flt: Filter) -> Callable[[Register], tuple[Counts, Counts | None]]:
    """Counts of all recommendations, and of those that the filter leaves; None without one."""
    return lambda register: (queries.counts(register), queries.counts(register, flt) if flt else None)


def details(recommendations: Sequence[str]) -> Callable[[Register], Mapping[str, RecommendationDetail]]:
    """All that is known of recommendations, by id; those that are no more are left out."""

    def read(register: Register) -> Mapping[str, RecommendationDetail]:
        found = {}
        for one in recommendations:
            with suppress(UnknownReference):
                found[one] = queries.recommendation_detail(register, one)
        return found

    return read


@dataclass(frozen=True, slots=True)
class Affected:
    """What a change makes look different."""

    recommendations: frozenset[str] | None
    """None when it is not known which: then all may."""
    audits: frozenset[str] | None
    lists: bool
    """Whether other records than judgements changed, so that the lists themselves may be others."""


_OF_JUDGING = {"assessment", "followup_audit"}


def affected(change: Change) -> Callable[[Register], Affected]:
    """Which rows a change is seen in. An undone first judgement no longer says whose it was."""

    def read(register: Register) -> Affected:
        lists = not set(change.touched) <= _OF_JUDGING
        judged = [_judged(register, record_id) for record_id in change.records("assessment")]
        if lists or None in judged:
            return Affected(None, None, lists)
        known = [record for record in judged if record is not None]
        audits = frozenset(record.audit for record in known if record.audit)
        return Affected(frozenset(record.id for record in known), audits, lists)

    return read


def _judged(register: Register, assessment: str) -> Recommendation | None:
    """The recommendation that a judgement is of, if it still says so."""
    try:
        found = queries.record_of(register, "assessment", assessment)
        if not isinstance(found, Assessment) or found.recommendation is None:
            return None
        record = queries.record_of(register, "recommendation", found.recommendation)
    except UnknownReference:
        return None
    return record if isinstance(record, Recommendation) else None


def comment_task(recommendation: str) -> Callable[[Register], CommentTask]:
    """What the comment editor needs to know."""

    def read(register: Register) -> CommentTask:
        known = queries.recommendation_detail(register, recommendation)
        record = known.view.recommendation
        ours = [j for j in known.judgements if j.followup.state == "open"]
        before = next((j for j in known.judgements if j.followup.state != "open" and j.assessment.comment), None)
        return CommentTask(
            recommendation,
            f"{printed_number(record.number)} {record.text or ''}".strip(),
            (ours[0].assessment.comment if ours else None) or "",
            before.assessment.comment if before else None,
            (before.followup.title or "") if before else "",
            drafts.draft(register, DRAFT + recommendation),
            said_by_others(known),
        )

    return read


def drafted_comments(register: Register) -> list[tuple[str, str]]:
    """(id, name) of the recommendations with a comment begun and not saved."""
    found = []
    for key in drafts.drafts(register):
        if key.startswith(DRAFT):
            try:
                record = queries.recommendation_detail(register, key.removeprefix(DRAFT)).view.recommendation
            except UnknownReference:
                continue
            found.append((record.id, f"{printed_number(record.number)} {record.text or ''}".strip()))
    return found


def reported_followup(register: Register) -> Followup:
    """The follow-up that a report is made of."""
    return reporting.report_followup(register, None)
