"""Follow-ups: their list, progress, comparison with earlier ones, scales, and the material of their reports."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from storage.database import followups as followup_rows
from storage.database import history as history_rows
from storage.database import holdings as holding_rows
from storage.database import lists
from storage.database import names as name_rows
from storage.database import records as record_rows
from storage.database import responses as response_rows
from storage.database import settings as setting_rows
from storage.database import settled as settled_rows
from storage.database.connection import Connection
from storage.database.deadlines import audits_to_follow_up, followups_of_audits
from storage.database.followups import AssessedPoint
from storage.database.names import names_by_id
from storage.domain.counting import Counts
from storage.domain.filters import NO_FILTER, Filter
from storage.domain.followups import (
    REMAINING,
    AuditProgress,
    FollowupDetail,
    Mismatch,
    Progress,
    Proposal,
    ScaleView,
    compare,
    disagreement,
    earlier_followups,
    ground_for,
    settled_among,
    without_superseded,
)
from storage.domain.history import Change
from storage.domain.material import (
    AssessedRecommendation,
    AuditMaterial,
    EarlierMaterial,
    FollowupMaterial,
    Holdings,
    ImportedReport,
    LinkedPoint,
    SettledRecommendation,
    has_account,
)
from storage.domain.records import Audit, Followup, FollowupAudit, Named, Person, replace
from storage.domain.scale import IMPLEMENTED, NOT_IMPLEMENTED, PARTIAL
from storage.domain.text import swedish_key
from storage.domain.views import FollowupView, MeasureView, StanceView
from storage.errors import NoFollowup
from storage.recommendations import audit_recommendations
from storage.records import find, stored_record, word_matcher
from storage.register import Register, query

open_followup = query(record_rows.open_followup)
next_unassessed = query(followup_rows.next_unassessed)
superseding = query(followup_rows.superseding)
coverage = query(followup_rows.coverage_of)
closing = query(record_rows.closing_of)
levels = query(record_rows.levels_of)
counts_in = query(lists.counts_in_followup)
links_of = query(holding_rows.links_of)


def followups(register: Register, flt: Filter = NO_FILTER) -> list[FollowupView]:
    """The follow-ups: the open one first, then newest first; only the words of the filter count."""
    with register.reading() as connection:
        chosen = lists.every_followup(connection)
        valid = {f.id for f in without_superseded(chosen)}
        matches = word_matcher(connection, "followup", flt)
        return [
            FollowupView(
                followup=f,
                audits=len(record_rows.followup_audits(connection, f.id)),
                counts=lists.counts_in_followup(connection, f.id),
                superseded=f.id not in valid,
            )
            for f in chosen
            if matches(record_rows.rid_of(connection, "followup", f.id))
        ]


def counts_in_open(register: Register) -> Counts | None:
    """Count what the open follow-up is to assess, by its own assessments alone; None without an open one."""
    followup = open_followup(register)
    return counts_in(register, followup.id) if followup else None


def report_followup(register: Register, reference: str | None) -> Followup:
    """The follow-up to report: the one referred to, else the open one with any assessment, else the newest closed one.

    Raises:
        UnknownReference, AmbiguousReference: the reference names none, or several.
        NoFollowup: there is no follow-up.
    """
    if reference is not None:
        with register.reading() as connection:
            return stored_record(connection, "followup", find(register, reference, "followup"), Followup)
    views = followups(register)
    if not views:
        raise NoFollowup
    assessed = (v for v in views if v.followup.state == "open" and v.counts.total > v.counts["not_assessed"])
    closed = (v for v in views if v.followup.state != "open")
    return next(assessed, next(closed, views[0])).followup


def proposals(register: Register, year: int) -> list[Proposal]:
    """The audits that a follow-up of `year` should cover, each with its ground, in order of handing over.

    Audits that the open follow-up covers are left out.
    """
    with register.reading() as connection:
        covering = followups_of_audits(connection)
        handed_over = dict(audits_to_follow_up(connection))
        named = name_rows.named_records(connection, "audit", ids=list(handed_over))
    found = []
    for one in named:
        every = covering.get(one.id, [])
        closed = [each for each in every if not each.is_open]
        ground = None if any(each.is_open for each in every) else ground_for(handed_over[one.id], closed, year)
        if ground is not None:
            last = closed[-1] if closed else None
            found.append(Proposal(one.id, one.name, ground, handed_over[one.id], last))
    return sorted(found, key=lambda proposal: proposal.handed_over or "9999")


def covered_audits(register: Register, followup: str) -> list[tuple[Named, FollowupAudit]]:
    """The audits that a follow-up covers, in its order, each with its texts there."""
    with register.reading() as connection:
        covered = record_rows.followup_audits(connection, followup)
        ids = [str(one.audit) for one in covered]
        audits = {one.id: one for one in name_rows.named_records(connection, "audit", ids=ids)}
        return [(audits[str(one.audit)], one) for one in covered if one.audit in audits]


def progress(register: Register, followup: str) -> Progress:
    """The numbers of recommendations assessed in a follow-up, by audit."""
    with register.reading() as connection:
        return Progress(followup_rows.progress_of(connection, followup))


def taken_in(register: Register, change: Change) -> tuple[AuditProgress, ...]:
    """The audits that a change has put in the open follow-up, with their numbers of recommendations there."""
    with register.reading() as connection:
        followup = record_rows.open_followup(connection)
        links = change.records("followup_audit")
        if followup is None or not links:
            return ()
        covered = {link.audit for link in record_rows.followup_audits(connection, followup.id) if link.id in links}
        return tuple(each for each in followup_rows.progress_of(connection, followup.id) if each.audit in covered)


def followup_detail(register: Register, followup: str) -> FollowupDetail:
    """One follow-up with its progress, mismatches, reasons, audits and comparison with the one before.

    Raises:
        UnknownReference: there is no such follow-up.
    """
    with register.reading() as connection:
        record = record_rows.require_record(connection, "followup", followup, Followup)
        assessed = followup_rows.assessed_points(connection, followup)
        unevidenced = followup_rows.without_evidence(connection, followup)
        previous = _previous(connection, record)
        beside = [followup, previous.id] if previous else [followup]
        return FollowupDetail(
            followup=record,
            responsible=names_by_id(connection, "person").get(record.responsible) if record.responsible else None,
            progress=Progress(followup_rows.progress_of(connection, followup)),
            mismatches=_mismatches(connection, followup, assessed),
            without_evidence=tuple(
                one.pointed for one in assessed if one.level.means == IMPLEMENTED and one.recommendation in unevidenced
            ),
            reasons=_reasons(assessed),
            previous=previous,
            comparison=compare(followup_rows.level_pairs(connection, followup, previous.id)) if previous else None,
            audits=followup_rows.audit_names(connection, beside),
            supersedes=_supersedes(connection, record),
            superseded_by=followup_rows.superseding(connection, followup),
        )


def _mismatches(connection: Connection, followup: str, assessed: list[AssessedPoint]) -> tuple[Mismatch, ...]:
    stances = followup_rows.newest_stances(connection, followup)
    return tuple(
        Mismatch(one.recommendation, one.pointed.name, kind, body, own or stance or "", one.level)
        for one in assessed
        for body, stance, own in stances.get(one.recommendation, ())
        if (kind := disagreement(own, stance, one.level.means)) is not None
    )


def _reasons(assessed: list[AssessedPoint]) -> Mapping[str, Mapping[str, int]]:
    return {
        means: Counter(one.reason or "" for one in assessed if one.level.means == means)
        for means in (PARTIAL, NOT_IMPLEMENTED)
    }


def _previous(connection: Connection, followup: Followup) -> Followup | None:
    earlier = earlier_followups(followup, lists.every_followup(connection))
    return next((one for one in earlier if followup_rows.shares_an_audit(connection, followup.id, one.id)), None)


def _supersedes(connection: Connection, followup: Followup) -> Followup | None:
    found = record_rows.record(connection, "followup", followup.supersedes) if followup.supersedes else None
    return found if isinstance(found, Followup) else None


def signers(register: Register, followup_id: str) -> tuple[Person, ...]:
    """The signers of a follow-up's report, in order; empty where the office's settings apply."""
    with register.reading() as connection:
        return record_rows.signers_of(connection, "followup", followup_id)


def scales(register: Register) -> list[ScaleView]:
    """The scales with their levels, oldest first."""
    with register.reading() as connection:
        return [
            ScaleView(scale, label, record_rows.levels_of(connection, scale), number, used)
            for scale, label, number, used in followup_rows.scales(connection)
        ]


def followup_material(register: Register, followup_id: str) -> FollowupMaterial:
    """The material of a report of the follow-up.

    Raises:
        UnknownReference: there is no such follow-up.
    """
    with register.reading() as connection:
        followup = stored_record(connection, "followup", followup_id, Followup)
        document = record_rows.incoming_report(connection, followup_id)
        imported = history_rows.is_imported(connection, followup_id)
        return FollowupMaterial(
            followup=followup,
            levels=record_rows.levels_of(connection, followup.scale or ""),
            audits=_audit_material(connection, followup_id),
            signers=record_rows.signers_of(connection, "followup", followup_id),
            office=setting_rows.setting(connection, setting_rows.OFFICE),
            settings=setting_rows.every_setting(connection),
            register_id=register.register_id,
            history_head=record_rows.history_head(connection),
            supersedes=_supersedes(connection, followup),
            earlier=_earlier_material(connection, followup),
            coverage=followup_rows.coverage_of(connection, followup_id) if followup.state == "open" else None,
            imported=ImportedReport(signed_on=document.made_on if document else None) if imported else None,
        )


def _audit_material(connection: Connection, followup: str) -> tuple[AuditMaterial, ...]:
    assessments = {str(one.recommendation): one for one in record_rows.assessments_of(connection, "followup", followup)}
    left_out = settled_rows.left_out_points(connection, followup)
    found = []
    for link in record_rows.followup_audits(connection, followup):
        audit = record_rows.record(connection, "audit", link.audit or "")
        if not isinstance(audit, Audit):
            continue
        auditees = lists.auditees_of(connection, [audit.id]).get(audit.id, ())
        every = audit_recommendations(connection, audit.id, auditees, assessments)
        settled = settled_among([one.recommendation for one in every], left_out)
        recommendations = _taken_in(connection, link, [one for one in every if one.recommendation.id not in settled])
        ids = [one.recommendation.id for one in recommendations]
        stances = response_rows.stances_by_recommendation(connection, ids)
        found.append(
            AuditMaterial(
                audit=audit,
                followup_audit=link,
                auditees=auditees,
                answer=response_rows.responses_of(connection, [audit.id])[audit.id],
                recommendations=tuple(
                    replace(one, stances=_stances(stances.get(one.recommendation.id, ()))) for one in recommendations
                ),
                settled=tuple(
                    SettledRecommendation(one.recommendation, settled[one.recommendation.id])
                    for one in every
                    if one.recommendation.id in settled
                ),
            )
        )
    return _with_holdings(connection, found)


def _taken_in(
    connection: Connection, link: FollowupAudit, members: Sequence[AssessedRecommendation]
) -> list[AssessedRecommendation]:
    """Return the recommendations to assess with what had settled them, where they are taken in again."""
    if link.scope != REMAINING:
        return list(members)
    ids = [one.recommendation.id for one in members if one.assessment]
    before = settled_rows.settled_by_earlier(connection, link.followup or "", ids)
    return [replace(one, reopened=before.get(one.recommendation.id)) for one in members]


def _with_holdings(connection: Connection, audits: Sequence[AuditMaterial]) -> tuple[AuditMaterial, ...]:
    """Return audits with what they have beside their recommendations."""
    told = {one.audit.id: _with_account(one) for one in audits}
    points = [point for some in told.values() for point in some]
    letters = holding_rows.question_letters(connection, list(told))
    said = holding_rows.statements_about(connection, points, ())
    measures = holding_rows.measures_with_promised(connection, points, told)
    every = [each.recommendation.id for one in audits for each in one.recommendations]
    links = holding_rows.links_of(connection, every)
    bodies = names_by_id(connection, "body")
    return tuple(
        replace(
            one,
            holdings=Holdings(
                decided_by=bodies.get(one.audit.decided_by) if one.audit.decided_by else None,
                letters=letters.get(one.audit.id, ()),
                statements={point: said[point] for point in told[one.audit.id] if point in said},
                measures=_measures(measures, (one.audit.id, *told[one.audit.id])),
                links=_links(links, one),
            ),
        )
        for one in audits
    )


def _with_account(audit: AuditMaterial) -> list[str]:
    """Return the ids of the points of an audit that have an account."""
    return [each.recommendation.id for each in audit.recommendations if has_account(audit.audit, each.recommendation)]


def _measures(found: Mapping[str, Sequence[MeasureView]], owners: Iterable[str]) -> tuple[MeasureView, ...]:
    """Return the measures of an audit and its points, each once, in order of theme and due date."""
    every = {view.id: view for owner in owners for view in found.get(owner, ())}
    return tuple(sorted(every.values(), key=_by_theme_and_date))


def _by_theme_and_date(view: MeasureView) -> tuple[object, ...]:
    theme, due = view.measure.theme, view.measure.due
    return (theme is None, swedish_key(theme), due is None, due or "")


def _links(links: Iterable[LinkedPoint], audit: AuditMaterial) -> tuple[LinkedPoint, ...]:
    own = {each.recommendation.id for each in audit.recommendations}
    return tuple(link for link in links if link.point in own)


def _stances(found: Sequence[StanceView]) -> tuple[str, ...]:
    return tuple(line.stance for line in found if line.stance)


def _earlier_material(connection: Connection, followup: Followup) -> EarlierMaterial | None:
    previous = _previous(connection, followup)
    if previous is None:
        return None
    return EarlierMaterial(
        followup=previous,
        comparison=compare(followup_rows.level_pairs(connection, followup.id, previous.id)),
        audits=followup_rows.audit_names(connection, [followup.id, previous.id], full=True),
    )
