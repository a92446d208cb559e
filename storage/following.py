"""Reading follow-ups as wholes: what to choose, how far they have come, and what has changed since the last one."""

from collections import Counter
from collections.abc import Mapping

from storage.database import following, lookup, naming
from storage.database.connection import Connection
from storage.database.following import Judged
from storage.database.listing import every_followup
from storage.database.survivors import names
from storage.database.unfinished import audits_to_follow, followups_of_audits
from storage.domain.comparing import compare
from storage.domain.following import (
    FollowupDetail,
    Mismatch,
    Progress,
    Proposal,
    ScaleView,
    disagreement,
    earlier_ones,
    ground_for,
)
from storage.domain.records import Followup
from storage.domain.report_material import EarlierMaterial
from storage.domain.scale import IMPLEMENTED, NOT_IMPLEMENTED, PARTIAL
from storage.register import Register


def proposals(register: Register, year: int) -> list[Proposal]:
    """The audits that a follow-up of `year` should cover, each with its why, what was handed over first coming first.

    Those that the open follow-up covers already are left out.
    """
    with register.reading() as connection:
        covering = followups_of_audits(connection)
        handed_over = dict(audits_to_follow(connection))
        named = naming.named(connection, "audit", ids=list(handed_over))
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
        return Progress(following.progress_of(connection, followup))


def next_unjudged(register: Register, followup: str, after: int | None = None) -> int | None:
    """Row number of the next recommendation to judge in a follow-up, after the one of a row number; None when all are.

    In the order of lists, and from the end on from the beginning.
    """
    with register.reading() as connection:
        return following.next_unjudged(connection, followup, after)


def followup_detail(register: Register, followup: str) -> FollowupDetail:
    """All that is known of a follow-up as a whole.

    Raises:
        UnknownReference: there is no such follow-up.
    """
    with register.reading() as connection:
        record = lookup.standing(connection, "followup", followup, Followup)
        judged = following.judged_in(connection, followup)
        unevidenced = following.without_evidence(connection, followup)
        previous = _previous(connection, record)
        beside = [followup, previous.id] if previous else [followup]
        return FollowupDetail(
            followup=record,
            responsible=names(connection, "person").get(record.responsible) if record.responsible else None,
            progress=Progress(following.progress_of(connection, followup)),
            mismatches=_mismatches(connection, followup, judged),
            without_evidence=tuple(
                one.pointed for one in judged if one.level.means == IMPLEMENTED and one.recommendation in unevidenced
            ),
            reasons=_reasons(judged),
            previous=previous,
            comparison=compare(following.standings(connection, followup, previous.id)) if previous else None,
            audits=following.audit_names(connection, beside),
            supersedes=_supersedes(connection, record),
            superseded_by=following.superseding(connection, followup),
        )


def earlier_material(register: Register, followup: Followup) -> EarlierMaterial | None:
    """What a follow-up's report compares it with."""
    with register.reading() as connection:
        previous = _previous(connection, followup)
        if previous is None:
            return None
        return EarlierMaterial(
            followup=previous,
            comparison=compare(following.standings(connection, followup.id, previous.id)),
            audits=following.audit_names(connection, [followup.id, previous.id], full=True),
        )


def superseded(register: Register, followup: Followup) -> Followup | None:
    """The follow-up that this one corrects."""
    with register.reading() as connection:
        return _supersedes(connection, followup)


def superseding(register: Register, followup: str) -> Followup | None:
    """The follow-up that corrects this one, open or closed."""
    with register.reading() as connection:
        return following.superseding(connection, followup)


def scales(register: Register) -> list[ScaleView]:
    """The scales with their levels, the oldest first."""
    with register.reading() as connection:
        return [
            ScaleView(scale, label, lookup.levels_of(connection, scale), number, used)
            for scale, label, number, used in following.scales(connection)
        ]


def _mismatches(connection: Connection, followup: str, judged: list[Judged]) -> tuple[Mismatch, ...]:
    said = following.said_of(connection, followup)
    return tuple(
        Mismatch(one.recommendation, one.pointed.name, kind, body, own or stance or "", one.level)
        for one in judged
        for body, stance, own in said.get(one.recommendation, ())
        if (kind := disagreement(own, stance, one.level.means)) is not None
    )


def _reasons(judged: list[Judged]) -> Mapping[str, Mapping[str, int]]:
    return {
        wanted: Counter(one.reason or "" for one in judged if one.level.means == wanted)
        for wanted in (PARTIAL, NOT_IMPLEMENTED)
    }


def _previous(connection: Connection, followup: Followup) -> Followup | None:
    earlier = earlier_ones(followup, every_followup(connection))
    return next((one for one in earlier if following.shares_an_audit(connection, followup.id, one.id)), None)


def _supersedes(connection: Connection, followup: Followup) -> Followup | None:
    found = lookup.record(connection, "followup", followup.supersedes) if followup.supersedes else None
    return found if isinstance(found, Followup) else None
