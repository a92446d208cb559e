"""Reading follow-ups as wholes: what to choose, how far they have come, and what has changed since the last one."""

from collections import Counter
from collections.abc import Mapping

from storage.database import filters, lists, records, responses, settings
from storage.database import followups as followup_rows
from storage.database import names as name_rows
from storage.database.connection import Connection
from storage.database.deadlines import audits_to_follow_up, followups_of_audits
from storage.database.followups import AssessedPoint
from storage.database.lists import every_followup
from storage.database.names import names_by_id
from storage.domain.filters import NO_FILTER, Filter
from storage.domain.followups import (
    FollowupDetail,
    Mismatch,
    Progress,
    Proposal,
    ScaleView,
    compare,
    disagreement,
    earlier_followups,
    ground_for,
    without_superseded,
)
from storage.domain.material import AssessedRecommendation, AuditMaterial, EarlierMaterial, FollowupMaterial
from storage.domain.records import Audit, Followup, FollowupAudit, FollowupClosing, Level, Named, Person, Recommendation
from storage.domain.scale import IMPLEMENTED, NOT_IMPLEMENTED, PARTIAL
from storage.domain.views import FollowupView
from storage.errors import NoFollowup
from storage.filters import _let_through
from storage.records import find, record_of
from storage.register import Register


def proposals(register: Register, year: int) -> list[Proposal]:
    """The audits that a follow-up of `year` should cover, each with its why, what was handed over first coming first.

    Those that the open follow-up covers already are left out.
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


def progress(register: Register, followup: str) -> Progress:
    """How far the judging in a follow-up has come."""
    with register.reading() as connection:
        return Progress(followup_rows.progress_of(connection, followup))


def next_unjudged(register: Register, followup: str, after: int | None = None) -> int | None:
    """Row number of the next recommendation to judge in a follow-up, after the one of a row number; None when all are.

    In the order of lists, and from the end on from the beginning.
    """
    with register.reading() as connection:
        return followup_rows.next_unassessed(connection, followup, after)


def followup_detail(register: Register, followup: str) -> FollowupDetail:
    """All that is known of a follow-up as a whole.

    Raises:
        UnknownReference: there is no such follow-up.
    """
    with register.reading() as connection:
        record = records.require_record(connection, "followup", followup, Followup)
        judged = followup_rows.assessed_points(connection, followup)
        unevidenced = followup_rows.without_evidence(connection, followup)
        previous = _previous(connection, record)
        beside = [followup, previous.id] if previous else [followup]
        return FollowupDetail(
            followup=record,
            responsible=names_by_id(connection, "person").get(record.responsible) if record.responsible else None,
            progress=Progress(followup_rows.progress_of(connection, followup)),
            mismatches=_mismatches(connection, followup, judged),
            without_evidence=tuple(
                one.pointed for one in judged if one.level.means == IMPLEMENTED and one.recommendation in unevidenced
            ),
            reasons=_reasons(judged),
            previous=previous,
            comparison=compare(followup_rows.level_pairs(connection, followup, previous.id)) if previous else None,
            audits=followup_rows.audit_names(connection, beside),
            supersedes=_supersedes(connection, record),
            superseded_by=followup_rows.superseding(connection, followup),
        )


def earlier_material(register: Register, followup: Followup) -> EarlierMaterial | None:
    """What a follow-up's report compares it with."""
    with register.reading() as connection:
        previous = _previous(connection, followup)
        if previous is None:
            return None
        return EarlierMaterial(
            followup=previous,
            comparison=compare(followup_rows.level_pairs(connection, followup.id, previous.id)),
            audits=followup_rows.audit_names(connection, [followup.id, previous.id], full=True),
        )


def superseded(register: Register, followup: Followup) -> Followup | None:
    """The follow-up that this one corrects."""
    with register.reading() as connection:
        return _supersedes(connection, followup)


def superseding(register: Register, followup: str) -> Followup | None:
    """The follow-up that corrects this one, open or closed."""
    with register.reading() as connection:
        return followup_rows.superseding(connection, followup)


def scales(register: Register) -> list[ScaleView]:
    """The scales with their levels, the oldest first."""
    with register.reading() as connection:
        return [
            ScaleView(scale, label, records.levels_of(connection, scale), number, used)
            for scale, label, number, used in followup_rows.scales(connection)
        ]


def _mismatches(connection: Connection, followup: str, judged: list[AssessedPoint]) -> tuple[Mismatch, ...]:
    said = followup_rows.newest_stances(connection, followup)
    return tuple(
        Mismatch(one.recommendation, one.pointed.name, kind, body, own or stance or "", one.level)
        for one in judged
        for body, stance, own in said.get(one.recommendation, ())
        if (kind := disagreement(own, stance, one.level.means)) is not None
    )


def _reasons(judged: list[AssessedPoint]) -> Mapping[str, Mapping[str, int]]:
    return {
        wanted: Counter(one.reason or "" for one in judged if one.level.means == wanted)
        for wanted in (PARTIAL, NOT_IMPLEMENTED)
    }


def _previous(connection: Connection, followup: Followup) -> Followup | None:
    earlier = earlier_followups(followup, every_followup(connection))
    return next((one for one in earlier if followup_rows.shares_an_audit(connection, followup.id, one.id)), None)


def _supersedes(connection: Connection, followup: Followup) -> Followup | None:
    found = records.record(connection, "followup", followup.supersedes) if followup.supersedes else None
    return found if isinstance(found, Followup) else None


def report_followup(register: Register, reference: str | None) -> Followup:
    """The follow-up to make a report of: the one named; else the open one if anything is judged in it; else the newest.

    Raises:
        UnknownReference, AmbiguousReference: the reference means none, or several.
        NoFollowup: there is none at all.
    """
    if reference is not None:
        found = record_of(register, "followup", find(register, reference, "followup"))
        return found if isinstance(found, Followup) else Followup(id=found.id)
    views = followups(register)
    if not views:
        raise NoFollowup
    judged = (v for v in views if v.followup.state == "open" and v.counts.total > v.counts["not_assessed"])
    closed = (v for v in views if v.followup.state != "open")
    return next(judged, next(closed, views[0])).followup


def closing(register: Register, followup_id: str) -> FollowupClosing | None:
    """What a closed follow-up's report says, once for all; None of one that is open, or was imported."""
    with register.reading() as connection:
        return records.closing_of(connection, followup_id)


def signers(register: Register, followup_id: str) -> tuple[Person, ...]:
    """Who signs a follow-up's report, in order; nobody where that is left to the office's settings."""
    with register.reading() as connection:
        return records.signers_of(connection, "followup", followup_id)


def followup_material(register: Register, followup_id: str) -> FollowupMaterial:
    """Everything a report of the follow-up is made from.

    Raises:
        UnknownReference: there is no such follow-up.
    """
    followup = record_of(register, "followup", followup_id)
    assert isinstance(followup, Followup)  # noqa: S101 - record_of answers with the entity asked for
    with register.reading() as connection:
        scale = records.levels_of(connection, followup.scale or "")
        return FollowupMaterial(
            followup=followup,
            levels=scale,
            audits=_audit_material(register, followup_id),
            signers=records.signers_of(connection, "followup", followup_id),
            office=settings.setting(connection, settings.OFFICE),
            settings=settings.every_setting(connection),
            register_id=register.register_id,
            history_head=records.history_head(connection),
            supersedes=superseded(register, followup),
            earlier=earlier_material(register, followup),
        )


def _audit_material(register: Register, followup_id: str) -> tuple[AuditMaterial, ...]:
    with register.reading() as connection:
        judged = {str(a.recommendation): a for a in records.assessments_of(connection, "followup", followup_id)}
        every = {level.id: level for level in filters.every_level(connection)}
        found = []
        for link in records.followup_audits(connection, followup_id):
            audit = records.record(connection, "audit", link.audit or "")
            if not isinstance(audit, Audit):
                continue
            auditees = lists.auditees_of(connection, [audit.id]).get(audit.id, ())
            rows = records.recommendations_of(connection, audit.id)
            addressees = lists.addressees_of(connection, [row.id for row in rows])
            found.append(
                AuditMaterial(
                    audit=audit,
                    followup_audit=link,
                    auditees=auditees,
                    answer=responses.responses_of(connection, [audit.id])[audit.id],
                    recommendations=tuple(
                        AssessedRecommendation(
                            recommendation=row,
                            level=every.get(judged[row.id].level or "") if row.id in judged else None,
                            assessment=judged.get(row.id),
                            stances=_stances(register, row),
                            bodies=addressees.get(row.id, auditees),
                        )
                        for row in rows
                    ),
                )
            )
    return tuple(found)


def _stances(register: Register, recommendation: Recommendation) -> tuple[str, ...]:
    with register.reading() as connection:
        found = responses.stances_of(connection, recommendation.id)
    return tuple(line.stance for line in found if line.stance)


def followups(register: Register, flt: Filter = NO_FILTER) -> list[FollowupView]:
    """The follow-ups: the open one first, then the newest."""
    with register.reading() as connection:
        chosen = lists.every_followup(connection)
        holding = {f.id for f in without_superseded(chosen)}
        let_through = _let_through(connection, "followup", flt)
        return [
            FollowupView(
                followup=f,
                audits=len(records.followup_audits(connection, f.id)),
                counts=lists.counts_in_followup(connection, f.id),
                superseded=f.id not in holding,
            )
            for f in chosen
            if let_through(records.rid_of(connection, "followup", f.id))
        ]


def covered_audits(register: Register, followup: str) -> list[tuple[Named, FollowupAudit]]:
    """The audits that a follow-up covers, in its order, each with what the follow-up says of it."""
    with register.reading() as connection:
        covered = records.followup_audits(connection, followup)
        audits = {
            one.id: one for one in name_rows.named_records(connection, "audit", ids=[str(one.audit) for one in covered])
        }
        return [(audits[str(one.audit)], one) for one in covered if one.audit in audits]


def open_followup(register: Register) -> Followup | None:
    """The follow-up that judgements are written to."""
    with register.reading() as connection:
        return records.open_followup(connection)


def levels(register: Register, scale_id: str) -> tuple[Level, ...]:
    """The levels of a scale, in its order."""
    with register.reading() as connection:
        return records.levels_of(connection, scale_id)
