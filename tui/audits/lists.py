"""Queries of the lists and details: their first rows at once, and the whole of them beside."""

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec import Struct

from storage import followups, records
from storage import recommendations as recommendation_queries
from storage.domain.counting import Counts
from storage.domain.filters import Filter
from storage.domain.history import Change
from storage.domain.records import AssessmentEvidence, FollowupAudit, Recommendation, SourceText
from storage.domain.subpoints import themes
from storage.domain.views import AssessmentView, AuditView, MeasureView, RecommendationDetail, RecommendationView
from storage.register import Register
from tui.kit.jobs import Overview, overview
from tui.kit.row_window import EVERYTHING, Listing, by_rid, grouped
from tui.language.catalogue import _

Tally = tuple[Counts, Counts | None, Counts | None]
"""Counts of all recommendations, of the open follow-up's own assessments, and of what a filter leaves."""


def tally(flt: Filter, known: tuple[str, Counts] | None = None) -> Callable[[Register], Tally]:
    """Count all recommendations, those of the open follow-up, and those that a filter leaves; None without one.

    After an assessment the open follow-up and the number of all are `known`.
    """

    def read(register: Register) -> Tally:
        every = known[1] if known else recommendation_queries.counts(register)
        own = followups.counts_in(register, known[0]) if known else followups.counts_in_open(register)
        return every, own, recommendation_queries.counts(register, flt) if flt else None

    return read


class Affected(Struct, frozen=True):
    """Rows that a change makes look different."""

    recommendations: frozenset[str] | None
    """None when it is not known which: then all may."""
    audits: frozenset[str] | None
    lists: bool
    """True when other records than assessments changed, which may change the lists."""


_ASSESSMENTS = {"assessment", "followup_audit"}


def is_assessment(change: Change) -> bool:
    """Return True for a change of assessments alone: lists and overview stay as they are."""
    return set(change.touched) <= _ASSESSMENTS


def affected(change: Change) -> Callable[[Register], Affected]:
    """Find the rows that a change concerns. An undone first assessment no longer says whose it was."""

    def read(register: Register) -> Affected:
        assessed = change.records("assessment")
        wanted = sorted(assessed) if is_assessment(change) else []
        found = recommendation_queries.recommendations_of_assessments(register, wanted)
        if not is_assessment(change) or found.keys() != assessed:
            return Affected(None, None, lists=not is_assessment(change))
        audits = frozenset(audit for _recommendation, audit in found.values() if audit)
        return Affected(frozenset(recommendation for recommendation, _audit in found.values()), audits, lists=False)

    return read


GROUPED = 1024
"""The longest list that is read whole to be shown under its themes."""
FIRST = 64
"""Rows that come with a list's order."""
MANY = 256
"""Judgements more than which are read only where they are shown."""

Place = tuple[str, int | None, int | None]
"""Id of an audit, its row number, and that of a recommendation of it."""

Audits = tuple[Listing, Mapping[int, AuditView]]
Recommendations = tuple[Listing, Mapping[int, RecommendationView]]


def first_audits(register: Register) -> Audits:
    """Load the first rows of the list of all audits."""
    return _audits(register, recommendation_queries.first_audits(register, FIRST))


class Beginning(Struct, frozen=True):
    """Content of the first paint."""

    overview: Overview
    audits: Audits
    audit: str | None
    """The first audit's id."""
    recommendations: Recommendations
    details: Mapping[str, RecommendationDetail]
    """That of the first recommendation."""


def beginning(register: Register, lines: int) -> Beginning:
    """Load the first paint of a screen of so many lines, before there is a screen."""
    audits = _audits(register, recommendation_queries.first_audits(register, min(lines, FIRST)))
    first = next(iter(audits[1].values()), None)
    recommendations = recommendations_of(first.id)(register) if first else (Listing(), {})
    known = recommendation_queries.details_of(register, first_of(recommendations))
    return Beginning(overview(register), audits, first.id if first else None, recommendations, known)


def every_audit(register: Register) -> Audits:
    """Load the list of all audits."""
    return _audits(register, recommendation_queries.audit_order(register))


def _audits(register: Register, order: Sequence[int]) -> Audits:
    """Return audits below an entry for all of them."""
    if not order:
        return Listing(), {}
    entries = array("q", [EVERYTHING])
    entries.extend(order)
    return Listing(entries, everything=_("Alla granskningar")), audit_rows(order[:FIRST])(register)


def first_recommendations(register: Register) -> Recommendations:
    """Load the first rows of all audits' recommendations."""
    return _plain(register, recommendation_queries.first_recommendations(register, FIRST))


def every_recommendation(by: str | None) -> Callable[[Register], Recommendations]:
    """Load the list of all audits' recommendations; without its first rows unless it is ordered."""

    def read(register: Register) -> Recommendations:
        order = recommendation_queries.recommendation_order(register, by=by)
        return _plain(register, order) if by else (Listing(order), {})

    return read


def recommendations_of(
    audit: str, among: Collection[int] | None = None, by: str | None = None
) -> Callable[[Register], Recommendations]:
    """Load an audit's recommendations under their themes; those `among` what a filter left."""

    def read(register: Register) -> Recommendations:
        every = recommendation_queries.recommendation_order(register, audit=audit, by=by)
        order = every if among is None else array("q", (rid for rid in every if rid in among))
        if by is not None or len(order) > GROUPED:
            return _plain(register, order)
        return _under_themes(recommendation_rows(order)(register))

    return read


def _under_themes(rows: Mapping[int, RecommendationView]) -> Recommendations:
    return grouped(list(rows), themes([view.recommendation for view in rows.values()])), rows


def ahead(audits: Sequence[str]) -> Callable[[Register], Mapping[str, Recommendations]]:
    """Load the lists of these audits, by audit, before the cursor is on them."""

    def read(register: Register) -> Mapping[str, Recommendations]:
        orders_of = recommendation_queries.orders_in(register, audits)
        first = {audit: order if len(order) <= GROUPED else order[:FIRST] for audit, order in orders_of.items()}
        rows = recommendation_rows([rid for order in first.values() for rid in order])(register)
        found: dict[str, Recommendations] = {}
        for audit, order in orders_of.items():
            own = {rid: rows[rid] for rid in first[audit] if rid in rows}
            found[audit] = _under_themes(own) if len(order) <= GROUPED else (Listing(order), own)
        return found

    return read


def first_of(recommendations: Recommendations, more: int = 0) -> list[RecommendationView]:
    """Return the first recommendation of a list, if there is one, and `more` below it."""
    listing, rows = recommendations
    lines = listing.rids(0, 2 + more)  # the first entry may be a head
    return [rows[rid] for rid in (lines if more else lines[:1]) if rid in rows]


class Changed(Struct, frozen=True):
    """Rows that a change makes look different, reloaded where they are known and few."""

    affected: Affected
    recommendations: Mapping[int, RecommendationView]
    audits: Mapping[int, AuditView]
    judgements: Mapping[str, tuple[AssessmentView, ...]]


ANYTHING = Changed(Affected(None, None, lists=True), {}, {}, {})
"""Somebody else has written: anything may look different."""


def changed(change: Change) -> Callable[[Register], Changed]:
    """Load the rows that a change concerns."""

    def read(register: Register) -> Changed:
        seen = affected(change)(register)
        if seen.recommendations is None or seen.audits is None:
            return Changed(seen, {}, {}, {})
        if len(seen.recommendations) > MANY:
            return Changed(Affected(None, None, lists=False), {}, {}, {})
        assessed = sorted(seen.recommendations)
        return Changed(
            seen,
            recommendation_queries.recommendations_with(register, assessed),
            recommendation_queries.audits_with(register, sorted(seen.audits)),
            recommendation_queries.assessments_of(register, assessed),
        )

    return read


def first_hits(flt: Filter) -> Callable[[Register], tuple[Recommendations, bool]]:
    """Load some of what a filter leaves, and whether that is all."""

    def read(register: Register) -> tuple[Recommendations, bool]:
        order, complete = recommendation_queries.first_hits(register, flt, FIRST)
        return _plain(register, order), complete

    return read


class Hits(Struct, frozen=True):
    """Result of a filter."""

    recommendations: Recommendations
    audits: Audits
    rids: Collection[int]
    counts: Counts
    note: str | None
    """The word that was found only without å, ä and ö."""


def hits(flt: Filter, by: str | None) -> Callable[[Register], Hits]:
    """Load the result of a filter."""

    def read(register: Register) -> Hits:
        found = recommendation_queries.found(register, flt, by)
        return Hits(
            _plain(register, found.recommendations),
            _audits(register, found.audits),
            frozenset(found.recommendations),
            found.counts,
            found.note,
        )

    return read


def _plain(register: Register, order: Sequence[int]) -> Recommendations:
    """Return a list without heads, with its first rows."""
    return Listing(order), recommendation_rows(order[:FIRST])(register)


def audit_rows(rids: Sequence[int]) -> Callable[[Register], Mapping[int, AuditView]]:
    """Load the audits of these row numbers."""
    return lambda register: by_rid(rids, lambda some: recommendation_queries.audits_at(register, some))


def recommendation_rows(rids: Sequence[int]) -> Callable[[Register], Mapping[int, RecommendationView]]:
    """Load the recommendations of these row numbers."""
    return lambda register: by_rid(rids, lambda some: recommendation_queries.recommendations_at(register, some))


def place_of(register: Register, entity: str, record: str) -> Place:
    """Locate an audit, a recommendation, or an audit in a follow-up in the lists."""
    found = records.record_of(register, entity, record)
    audit = str(found.audit) if isinstance(found, Recommendation | FollowupAudit) else record
    row = records.rid_of(register, "recommendation", record) if entity == "recommendation" else None
    return audit, records.rid_of(register, "audit", audit), row


class Belongings(Struct, frozen=True, kw_only=True):
    """Records that belong to a recommendation."""

    recommendation: str
    """Its id."""
    parent: str = ""
    """Name of the point that it lies under."""
    related: Sequence[str] = ()
    """Names of the points that it refers to."""
    referring: Sequence[str] = ()
    """Names of the points that refer to it."""
    measures: Sequence[MeasureView] = ()
    audit_measures: Sequence[MeasureView] = ()
    """Those of its audit as a whole."""
    evidence: Sequence[AssessmentEvidence] = ()
    source_texts: Sequence[SourceText] = ()
    """Its texts of imported files."""
    audit_source_texts: Sequence[SourceText] = ()
    """Those of its audit as a whole."""


class EmptyAudit(Struct, frozen=True, kw_only=True):
    """Audit that has no recommendations."""

    audit: str
    """Its id."""
    name: str
    facts: Mapping[str, str]
    """Label → what is known, in words."""
    measures: Sequence[MeasureView] = ()
    questions: Sequence[tuple[str, Sequence[str]]] = ()
    """(question of a letter, what is known of it and of its answers, a line each)."""
    source_texts: Sequence[SourceText] = ()


def belongings_of(register: Register, found: Collection[RecommendationDetail]) -> dict[str, Belongings]:
    """Load id → belongings of recommendations."""
    ids = [detail.view.id for detail in found]
    measures = records.measures_by_record(register, ids, {detail.audit.id for detail in found})
    evidence = recommendation_queries.evidence_of(register, ids)
    texts = records.source_texts(register, ids, {detail.audit.id for detail in found})
    links: dict[tuple[str, str], list[str]] = {}
    for recommendation, link, name in recommendation_queries.linked_points(register, ids):
        links.setdefault((recommendation, link), []).append(name)
    return {
        detail.view.id: Belongings(
            recommendation=detail.view.id,
            parent=", ".join(links.get((detail.view.id, "parent"), ())),
            related=links.get((detail.view.id, "related"), ()),
            referring=links.get((detail.view.id, "referring"), ()),
            measures=measures.get(detail.view.id, ()),
            audit_measures=measures.get(detail.audit.id, ()),
            evidence=evidence.get(detail.view.id, ()),
            source_texts=texts.get(detail.view.id, ()),
            audit_source_texts=texts.get(detail.audit.id, ()),
        )
        for detail in found
    }
