"""Every read of a register. Answers are frozen records; reads are short and leave no cursor open."""

from array import array
from collections.abc import Collection, Mapping, Sequence

from storage.database import lists, responses
from storage.database import records as record_rows
from storage.database.connection import Connection
from storage.database.filters import AMONG
from storage.database.projection import json_array
from storage.database.search import Words
from storage.domain.counting import Counts
from storage.domain.filters import NO_FILTER, Filter
from storage.domain.records import Audit
from storage.domain.views import (
    AssessmentView,
    AuditView,
    Found,
    RecommendationDetail,
    RecommendationView,
    ResponseFacts,
)
from storage.errors import UnknownReference
from storage.filters import filter_note, settled
from storage.register import Register

AuditFacts = tuple[Audit, ResponseFacts]
"""An audit, and what is known of its letter and answer."""


def audit_order(register: Register, flt: Filter = NO_FILTER) -> "array[int]":
    """Row numbers of the audits listed: by year, title, id."""
    with register.reading() as connection:
        return lists.audit_order(connection, settled(register, flt))


def audits_at(register: Register, rids: Sequence[int]) -> list[AuditView]:
    """The audits at these row numbers, in the same order; those gone since are left out."""
    with register.reading() as connection:
        return lists.audits_at(connection, rids)


def audits(register: Register, flt: Filter = NO_FILTER) -> list[AuditView]:
    """The audits listed."""
    return audits_at(register, audit_order(register, flt))


def recommendation_order(
    register: Register, flt: Filter = NO_FILTER, audit: str | None = None, by: str | None = None
) -> "array[int]":
    """Row numbers of the recommendations listed: by audit year, audit title, position, id.

    With `by` (`number`, `level` or `text`) that comes first, in Swedish order.
    """
    with register.reading() as connection:
        return lists.recommendation_order(connection, settled(register, flt), audit, by)


def orders_in(register: Register, audits: Sequence[str]) -> dict[str, "array[int]"]:
    """Audit → row numbers of its recommendations: by position, id."""
    with register.reading() as connection:
        return lists.recommendation_orders(connection, audits)


def recommendations_at(register: Register, rids: Sequence[int]) -> list[RecommendationView]:
    """The recommendations at these row numbers, in the same order; those gone since are left out."""
    with register.reading() as connection:
        return lists.recommendations_at(connection, rids)


def recommendations(register: Register, flt: Filter = NO_FILTER, audit: str | None = None) -> list[RecommendationView]:
    """The recommendations listed."""
    return recommendations_at(register, recommendation_order(register, flt, audit))


def counts(register: Register, flt: Filter = NO_FILTER) -> Counts:
    """Counts of the recommendations listed, by the judgement shown."""
    with register.reading() as connection:
        chosen = lists.recommendations_where(connection, settled(register, flt), None)
        return lists.count_where(connection, chosen.sql, chosen.values)


def recommendation_detail(register: Register, recommendation_id: str) -> RecommendationDetail:
    """All that is known of one recommendation.

    Raises:
        UnknownReference: there is no such recommendation.
    """
    views = list(recommendations_with(register, [recommendation_id]).values())
    if not views:
        raise UnknownReference(recommendation_id, "recommendation")
    return details_of(register, views)[recommendation_id]


def recommendations_with(register: Register, ids: Sequence[str]) -> dict[int, RecommendationView]:
    """Row number → recommendation, of those with these ids."""
    with register.reading() as connection:
        return lists.recommendation_rows(connection, "id", ids)


def audits_with(register: Register, ids: Sequence[str]) -> dict[int, AuditView]:
    """Row number → audit, of those with these ids."""
    with register.reading() as connection:
        return lists.audit_rows(connection, "id", ids)


def details_of(
    register: Register, views: Sequence[RecommendationView], audits: Mapping[str, AuditFacts] | None = None
) -> dict[str, RecommendationDetail]:
    """Id → all that is known of recommendations, and of their audits where that is not among `audits` already."""
    ids = [view.id for view in views]
    with register.reading() as connection:
        known = dict(audits or {})
        known |= _audit_facts(connection, {view.recommendation.audit or "" for view in views} - known.keys())
        judgements = lists.assessments_by_recommendation(connection, ids)
        stances = responses.stances_by_recommendation(connection, ids)
    return {
        view.id: RecommendationDetail(
            view=view,
            audit=known[view.recommendation.audit or ""][0],
            answer=known[view.recommendation.audit or ""][1],
            judgements=judgements.get(view.id, ()),
            stances=stances.get(view.id, ()),
        )
        for view in views
    }


def judged_by(register: Register, assessments: Sequence[str]) -> dict[str, tuple[str, str | None]]:
    """Assessment → the recommendation that it is of, and the audit of that, while the tables have all of them."""
    with register.reading() as connection:
        return record_rows.assessed_recommendations(connection, assessments)


def assessments_of(register: Register, ids: Sequence[str]) -> dict[str, tuple[AssessmentView, ...]]:
    """Recommendation → its judgements, of those with these ids that are judged: the newest follow-up first."""
    with register.reading() as connection:
        return lists.assessments_by_recommendation(connection, ids)


def _audit_facts(connection: Connection, audits: Collection[str]) -> dict[str, AuditFacts]:
    ids = sorted(audits)
    records = record_rows.records(connection, "audit", ids) if ids else {}
    facts = responses.responses_of(connection, ids) if ids else {}
    return {
        audit: (record if isinstance(record := records.get(audit), Audit) else Audit(id=audit), facts[audit])
        for audit in ids
    }


def found(register: Register, flt: Filter, by: str | None = None) -> Found:
    """All that a filter leaves: the texts are looked through once."""
    with register.reading() as connection:
        chosen_by = settled(register, flt)
        words = Words(connection)
        order = lists.recommendation_order(connection, chosen_by, None, by, words)
        chosen = json_array(order)
        return Found(
            recommendations=order,
            audits=lists.audit_order(connection, chosen_by, order, words),
            counts=lists.count_where(connection, AMONG, [chosen]),
            note=filter_note(register, flt),
        )


def first_audits(register: Register, limit: int) -> "array[int]":
    """How :func:`audit_order` begins, without the rest of it."""
    with register.reading() as connection:
        return lists.first_audits(connection, limit)


def first_recommendations(register: Register, limit: int) -> "array[int]":
    """How the list of all audits' recommendations begins, without the rest of it."""
    with register.reading() as connection:
        return lists.first_recommendations(connection, limit)


def first_hits(register: Register, flt: Filter, limit: int) -> tuple["array[int]", bool]:
    """Some of the recommendations that a filter leaves, in order, at once; and whether they are all."""
    with register.reading() as connection:
        return lists.first_hits(connection, settled(register, flt), limit)


def numbered(register: Register, number: str) -> frozenset[int]:
    """Row numbers of the recommendations with this number as printed."""
    with register.reading() as connection:
        return lists.rids_with_number(connection, number)
