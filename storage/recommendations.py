"""Audits and recommendations: row numbers in list order, pages of rows, searches, counts and details.

Results are frozen records; each read is short and leaves no cursor open.
"""

from array import array
from collections.abc import Collection, Mapping, Sequence

from storage.database import lists
from storage.database import names as name_rows
from storage.database import records as record_rows
from storage.database import responses as response_rows
from storage.database.connection import Connection
from storage.database.filters import AMONG, every_level
from storage.database.projection import json_array
from storage.database.search import Words
from storage.domain.age import months_open
from storage.domain.counting import Counts
from storage.domain.filters import NO_FILTER, Filter
from storage.domain.material import AssessedRecommendation
from storage.domain.records import Assessment, Audit, replace
from storage.domain.views import (
    AssessmentView,
    AuditView,
    Found,
    RecommendationDetail,
    RecommendationView,
    ResponseFacts,
)
from storage.errors import UnknownReference
from storage.filters import filter_note, resolve_filter
from storage.register import Register, query

AuditFacts = tuple[Audit, ResponseFacts]
"""An audit with the facts of its letter and response."""

first_audits = query(lists.first_audits)
audits_at = query(lists.audits_at)
first_recommendations = query(lists.first_recommendations)
orders_in = query(lists.recommendation_orders)
recommendations_at = query(lists.recommendations_at)
numbered = query(lists.rids_with_number)
assessments_of = query(lists.assessments_by_recommendation)
recommendations_of_assessments = query(record_rows.assessed_recommendations)
evidence_of = query(record_rows.evidence_rows)
divided_among = query(record_rows.divided_among)
linked_points = query(name_rows.linked_points)


def audit_order(register: Register, flt: Filter = NO_FILTER) -> "array[int]":
    """Row numbers of the listed audits, ordered by year, title, id."""
    with register.reading() as connection:
        return lists.audit_order(connection, resolve_filter(register, flt))


def audits_with(register: Register, ids: Sequence[str]) -> dict[int, AuditView]:
    """Map row numbers to the audits with these ids."""
    with register.reading() as connection:
        return lists.audit_rows(connection, "id", ids)


def audits(register: Register, flt: Filter = NO_FILTER) -> list[AuditView]:
    """The listed audits."""
    return audits_at(register, audit_order(register, flt))


def recommendation_order(
    register: Register, flt: Filter = NO_FILTER, audit: str | None = None, by: str | None = None
) -> "array[int]":
    """Row numbers of the listed recommendations, ordered by audit year, audit title, place in it.

    With `by` (`number`, `level` or `text`) they are first ordered by that, in Swedish order.
    """
    with register.reading() as connection:
        return lists.recommendation_order(connection, resolve_filter(register, flt), audit, by)


def recommendations_with(register: Register, ids: Sequence[str]) -> dict[int, RecommendationView]:
    """Map row numbers to the recommendations with these ids."""
    with register.reading() as connection:
        return lists.recommendation_rows(connection, "id", ids)


def recommendations(register: Register, flt: Filter = NO_FILTER, audit: str | None = None) -> list[RecommendationView]:
    """The listed recommendations."""
    return recommendations_at(register, recommendation_order(register, flt, audit))


def found(register: Register, flt: Filter, by: str | None = None) -> Found:
    """Search recommendations and audits by a filter, scanning the texts once."""
    with register.reading() as connection:
        resolved = resolve_filter(register, flt)
        words = Words(connection)
        order = lists.recommendation_order(connection, resolved, None, by, words)
        chosen = json_array(order)
        return Found(
            recommendations=order,
            audits=lists.audit_order(connection, resolved, order, words),
            counts=lists.count_where(connection, AMONG, [chosen]),
            note=filter_note(register, flt),
        )


def first_hits(register: Register, flt: Filter, limit: int) -> tuple["array[int]", bool]:
    """The first row numbers that match a filter, in order, and True when there are no more."""
    with register.reading() as connection:
        return lists.first_hits(connection, resolve_filter(register, flt), limit)


def counts(register: Register, flt: Filter = NO_FILTER) -> Counts:
    """Count the listed recommendations by the assessment shown."""
    with register.reading() as connection:
        chosen = lists.recommendations_where(connection, resolve_filter(register, flt), None)
        return lists.count_where(connection, chosen.sql, chosen.values)


def recommendation_detail(register: Register, recommendation_id: str) -> RecommendationDetail:
    """One recommendation with its audit, assessments and stances.

    Raises:
        UnknownReference: there is no such recommendation.
    """
    views = list(recommendations_with(register, [recommendation_id]).values())
    if not views:
        raise UnknownReference(recommendation_id, "recommendation")
    return details_of(register, views)[recommendation_id]


def details_of(
    register: Register, views: Sequence[RecommendationView], audits: Mapping[str, AuditFacts] | None = None
) -> dict[str, RecommendationDetail]:
    """Map ids to details of recommendations; audits are loaded unless they are among `audits`."""
    ids = [view.id for view in views]
    with register.reading() as connection:
        known = dict(audits or {})
        known |= _audit_facts(connection, {view.recommendation.audit or "" for view in views} - known.keys())
        assessments = lists.assessments_by_recommendation(connection, ids)
        stances = response_rows.stances_by_recommendation(connection, ids)
    return {
        view.id: RecommendationDetail(
            view=view,
            audit=known[view.recommendation.audit or ""][0],
            answer=known[view.recommendation.audit or ""][1],
            assessments=tuple(_shown(one, view) for one in assessments.get(view.id, ())),
            stances=stances.get(view.id, ()),
            open_months=months_open(view.open_since, register.today) if view.open_since else None,
        )
        for view in views
    }


def _shown(assessed: AssessmentView, view: RecommendationView) -> AssessmentView:
    """Return an assessment as it is shown: one with sub-points has no level in the open follow-up, only before."""
    return replace(assessed, level=None) if view.divided and assessed.followup.state == "open" else assessed


def _audit_facts(connection: Connection, audits: Collection[str]) -> dict[str, AuditFacts]:
    ids = sorted(audits)
    records = record_rows.records(connection, "audit", ids) if ids else {}
    facts = response_rows.responses_of(connection, ids) if ids else {}
    return {
        audit: (record if isinstance(record := records.get(audit), Audit) else Audit(id=audit), facts[audit])
        for audit in ids
    }


def audit_recommendations(
    connection: Connection, audit: str, auditees: tuple[str, ...], assessments: Mapping[str, Assessment]
) -> list[AssessedRecommendation]:
    """The recommendations of an audit in printed order, with their assessments, levels and the names of their bodies.

    `assessments` are those of one follow-up, by recommendation; `auditees` answer where no addressee is named.
    """
    levels = {level.id: level for level in every_level(connection)}
    rows = record_rows.recommendations_of(connection, audit)
    addressees = lists.addressees_of(connection, [row.id for row in rows])
    found = []
    for row in rows:
        assessment = assessments.get(row.id)
        level = levels.get(assessment.level or "") if assessment else None
        bodies = addressees.get(row.id, auditees)
        found.append(AssessedRecommendation(recommendation=row, level=level, assessment=assessment, bodies=bodies))
    return found
