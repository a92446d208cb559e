"""The follow-up that a report is made of, and everything the report is made from."""

from storage.database import answers, attached, listing, lookup, selection, settings
from storage.domain.attached import FollowupClosing
from storage.domain.records import Audit, Followup, Person, Recommendation
from storage.domain.report_material import AuditMaterial, FollowupMaterial, JudgedRecommendation
from storage.errors import NoFollowup
from storage.following import earlier_material, superseded
from storage.queries import find, followups, record_of
from storage.register import Register


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
        return attached.closing_of(connection, followup_id)


def signers(register: Register, followup_id: str) -> tuple[Person, ...]:
    """Who signs a follow-up's report, in order; nobody where that is left to the office's settings."""
    with register.reading() as connection:
        return lookup.signers_of(connection, "followup", followup_id)


def followup_material(register: Register, followup_id: str) -> FollowupMaterial:
    """Everything a report of the follow-up is made from.

    Raises:
        UnknownReference: there is no such follow-up.
    """
    followup = record_of(register, "followup", followup_id)
    assert isinstance(followup, Followup)  # noqa: S101 - record_of answers with the entity asked for
    with register.reading() as connection:
        scale = lookup.levels_of(connection, followup.scale or "")
        return FollowupMaterial(
            followup=followup,
            levels=scale,
            audits=_audit_material(register, followup_id),
            signers=lookup.signers_of(connection, "followup", followup_id),
            office=settings.value(connection, settings.OFFICE),
            settings=settings.every_value(connection),
            register_id=register.register_id,
            history_head=lookup.history_head(connection),
            supersedes=superseded(register, followup),
            earlier=earlier_material(register, followup),
        )


def _audit_material(register: Register, followup_id: str) -> tuple[AuditMaterial, ...]:
    with register.reading() as connection:
        judged = {str(a.recommendation): a for a in lookup.assessments_of(connection, "followup", followup_id)}
        every = {level.id: level for level in selection.every_level(connection)}
        found = []
        for link in attached.followup_audits(connection, followup_id):
            audit = lookup.record(connection, "audit", link.audit or "")
            if not isinstance(audit, Audit):
                continue
            auditees = listing.auditees_of(connection, [audit.id]).get(audit.id, ())
            rows = lookup.recommendations_of(connection, audit.id)
            addressees = listing.addressees_of(connection, [row.id for row in rows])
            found.append(
                AuditMaterial(
                    audit=audit,
                    followup_audit=link,
                    auditees=auditees,
                    answer=answers.answers_of(connection, [audit.id])[audit.id],
                    recommendations=tuple(
                        JudgedRecommendation(
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
        found = answers.stances_of(connection, recommendation.id)
    return tuple(line.stance for line in found if line.stance)
