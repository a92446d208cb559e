"""What the screens ask the register: functions of an open register, done in the reader's thread."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from storage import drafts, queries
from storage.domain.change import Change
from storage.domain.counting import Counts
from storage.domain.filtering import Filter
from storage.domain.records import Assessment, Followup, Level, Recommendation
from storage.domain.views import AuditView, FollowupMaterial, RecommendationDetail, RecommendationView
from storage.errors import UnknownReference
from storage.register import Register
from tui.dialogs.comment_task import CommentTask, said_by_others
from tui.language.catalogue import _
from tui.language.words import printed_number
from tui.widgets.listing import EVERYTHING, Listing, grouped

V = TypeVar("V")

GROUPED = 1024
"""The longest list that is read whole to be shown under its themes."""
FIRST = 64
"""Rows that come with a list's order."""
DRAFT = "comment:"
"""Before the recommendation's id in the name of a comment's draft."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the whole register adds up to."""

    office: str | None
    followup: Followup | None
    """The open one."""
    levels: tuple[Level, ...]
    """Of the open follow-up's scale."""
    total: Counts
    shown: Counts | None
    """Of what the filter lets through; None without one."""
    note: str | None
    """The word that a filter found only without å, ä and ö."""


def overview(flt: Filter) -> Callable[[Register], Overview]:
    """The question behind the summary bar."""

    def read(register: Register) -> Overview:
        followup = queries.open_followup(register)
        levels = queries.levels(register, followup.scale) if followup and followup.scale else ()
        shown = queries.counts(register, flt) if flt else None
        note = queries.filter_note(register, flt) if flt else None
        return Overview(queries.office(register), followup, levels, queries.counts(register), shown, note)

    return read


Audits = tuple[Listing, Mapping[int, AuditView]]
Recommendations = tuple[Listing, Mapping[int, RecommendationView]]


def audit_listing(flt: Filter) -> Callable[[Register], Audits]:
    """The audits that the filter lets through, below an entry for all of them."""

    def read(register: Register) -> Audits:
        order = _audits_of_hits(register, flt) if flt else queries.audit_order(register)
        if not order:
            return Listing(), {}
        entries = array("q", [EVERYTHING])
        entries.extend(order)
        return Listing(entries, everything=_("Alla granskningar")), audit_rows(order[:FIRST])(register)

    return read


def _audits_of_hits(register: Register, flt: Filter) -> Sequence[int]:
    """The audits that the filter lets through themselves, or something of; every audit where the hits are very many."""
    every = queries.audit_order(register)
    if queries.counts(register, flt).total > GROUPED:
        return every
    hits = queries.recommendations(register, flt)
    audits = {view.recommendation.audit for view in hits}
    kept = {queries.rid_of(register, "audit", audit) for audit in audits if audit}
    kept.update(queries.audit_order(register, flt))
    return array("q", (rid for rid in every if rid in kept))


def recommendation_listing(flt: Filter, audit: str | None) -> Callable[[Register], Recommendations]:
    """The recommendations of an audit under their themes; of every audit, for None, in one list."""

    def read(register: Register) -> Recommendations:
        order = queries.recommendation_order(register, flt, audit)
        if audit is None or len(order) > GROUPED:
            return Listing(order), recommendation_rows(order[:FIRST])(register)
        rows = recommendation_rows(order)(register)
        return grouped(list(rows), [row.recommendation.theme for row in rows.values()]), rows

    return read


def audit_rows(rids: Sequence[int]) -> Callable[[Register], Mapping[int, AuditView]]:
    """The audits with these row numbers."""
    return lambda register: _by_rid(rids, lambda some: queries.audits_at(register, some))


def recommendation_rows(rids: Sequence[int]) -> Callable[[Register], Mapping[int, RecommendationView]]:
    """The recommendations with these row numbers."""
    return lambda register: _by_rid(rids, lambda some: queries.recommendations_at(register, some))


def _by_rid(rids: Sequence[int], read: Callable[[Sequence[int]], Sequence[V]]) -> dict[int, V]:
    """Records by row number; where some have gone since, which ones is found out one by one."""
    views = read(rids)
    if len(views) == len(rids):
        return dict(zip(rids, views, strict=True))
    return {rid: view for rid in rids for view in read([rid])}


def detail(recommendation: str) -> Callable[[Register], RecommendationDetail]:
    """All that is known of a recommendation."""
    return lambda register: queries.recommendation_detail(register, recommendation)


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
    return queries.report_followup(register, None)


def report_material(followup: str) -> Callable[[Register], FollowupMaterial]:
    """Everything the report is made from."""
    return lambda register: queries.followup_material(register, followup)
