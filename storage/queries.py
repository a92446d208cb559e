"""Every read of a register. Answers are frozen records; reads are short and leave no cursor open."""

from array import array
from collections.abc import Callable, Collection, Mapping, Sequence

from storage.database import answers, conditions, listing, lookup, naming, search, selection, settings
from storage.database.connection import Connection
from storage.database.words import Words
from storage.domain.counting import Counts
from storage.domain.filtering import NO_FILTER, Filter
from storage.domain.order import swedish_key
from storage.domain.records import Audit, Followup, Level, Record
from storage.domain.references import parse_reference
from storage.domain.views import (
    AnswerFacts,
    AuditView,
    BodyView,
    FollowupView,
    JudgementView,
    RecommendationDetail,
    RecommendationView,
)
from storage.errors import UnknownReference
from storage.finding import settled
from storage.register import Register

AuditFacts = tuple[Audit, AnswerFacts]
"""An audit, and what is known of its letter and answer."""


def audit_order(register: Register, flt: Filter = NO_FILTER) -> "array[int]":
    """Row numbers of the audits listed: by year, title, id."""
    with register.reading() as connection:
        return selection.audit_order(connection, settled(register, flt))


def audits_at(register: Register, rids: Sequence[int]) -> list[AuditView]:
    """The audits at these row numbers, in the same order; those gone since are left out."""
    with register.reading() as connection:
        return listing.audits_at(connection, rids)


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
        return selection.recommendation_order(connection, settled(register, flt), audit, by)


def orders_in(register: Register, audits: Sequence[str]) -> dict[str, "array[int]"]:
    """Audit → row numbers of its recommendations: by position, id."""
    with register.reading() as connection:
        return selection.orders_in(connection, audits)


def recommendations_at(register: Register, rids: Sequence[int]) -> list[RecommendationView]:
    """The recommendations at these row numbers, in the same order; those gone since are left out."""
    with register.reading() as connection:
        return listing.recommendations_at(connection, rids)


def recommendations(register: Register, flt: Filter = NO_FILTER, audit: str | None = None) -> list[RecommendationView]:
    """The recommendations listed."""
    return recommendations_at(register, recommendation_order(register, flt, audit))


def counts(register: Register, flt: Filter = NO_FILTER) -> Counts:
    """Counts of the recommendations listed, by the judgement shown."""
    with register.reading() as connection:
        chosen = selection.selected_recommendations(connection, settled(register, flt), None)
        return listing.count_where(connection, chosen.sql, chosen.values)


def filter_note(register: Register, flt: Filter) -> str | None:
    """The first word, or value, that only occurs when å, ä and ö are disregarded, as it was looked for; else None."""
    with register.reading() as connection:
        found = (search.sought(connection, word) for word in (*flt.words, *flt.excluded))
        word = next((one.word for one in found if one.marks is not search.Marks.NONE), None)
        values = (conditions.plain_value(connection, condition) for condition in flt.conditions)
        return word or next((value for value in values if value is not None), None)


def rid_of(register: Register, entity: str, record_id: str) -> int | None:
    """The row number of a record, by which lists know it; None when it is not there."""
    with register.reading() as connection:
        return lookup.rid_of(connection, entity, record_id)


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
        return listing.recommendation_rows(connection, "id", ids)


def audits_with(register: Register, ids: Sequence[str]) -> dict[int, AuditView]:
    """Row number → audit, of those with these ids."""
    with register.reading() as connection:
        return listing.audit_rows(connection, "id", ids)


def details_of(
    register: Register, views: Sequence[RecommendationView], audits: Mapping[str, AuditFacts] | None = None
) -> dict[str, RecommendationDetail]:
    """Id → all that is known of recommendations, and of their audits where that is not among `audits` already."""
    ids = [view.id for view in views]
    with register.reading() as connection:
        known = dict(audits or {})
        known |= _audit_facts(connection, {view.recommendation.audit or "" for view in views} - known.keys())
        judgements = listing.judgements_in(connection, ids)
        stances = answers.stances_in(connection, ids)
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
        return lookup.judged_by(connection, assessments)


def judgements_of(register: Register, ids: Sequence[str]) -> dict[str, tuple[JudgementView, ...]]:
    """Recommendation → its judgements, of those with these ids that are judged: the newest follow-up first."""
    with register.reading() as connection:
        return listing.judgements_in(connection, ids)


def followups(register: Register, flt: Filter = NO_FILTER) -> list[FollowupView]:
    """The follow-ups: the open one first, then the newest."""
    from storage.database import attached  # noqa: PLC0415 - with classes that the lists of a screen do without
    from storage.domain.following import in_force  # noqa: PLC0415

    with register.reading() as connection:
        chosen = listing.every_followup(connection)
        holding = {f.id for f in in_force(chosen)}
        let_through = _let_through(connection, "followup", flt)
        return [
            FollowupView(
                followup=f,
                audits=len(attached.followup_audits(connection, f.id)),
                counts=listing.counts_in_followup(connection, f.id),
                superseded=f.id not in holding,
            )
            for f in chosen
            if let_through(lookup.rid_of(connection, "followup", f.id))
        ]


def bodies(register: Register, flt: Filter = NO_FILTER) -> list[BodyView]:
    """The bodies in Swedish order."""
    with register.reading() as connection:
        let_through = _let_through(connection, "body", flt)
        tallies = listing.body_tallies(connection)
        found = [
            BodyView(body, *tallies.get(body.id, (0, Counts())))
            for rid, body in listing.every_body(connection)
            if let_through(rid)
        ]
    return sorted(found, key=lambda view: (swedish_key(view.body.name), view.body.id))


def open_followup(register: Register) -> Followup | None:
    """The follow-up that judgements are written to."""
    with register.reading() as connection:
        return lookup.open_followup(connection)


def levels(register: Register, scale_id: str) -> tuple[Level, ...]:
    """The levels of a scale, in its order."""
    with register.reading() as connection:
        return lookup.levels_of(connection, scale_id)


def find(register: Register, reference: str, kind: str = "recommendation") -> str:
    """The id of the record of entity `kind` that a reference means.

    Raises:
        UnknownReference, AmbiguousReference: it means none, or several.
    """
    return _single(register, reference, (kind,), kind)[1]


def resolve(register: Register, reference: str, *, removed: bool = False) -> tuple[str, str]:
    """(entity, id) of the record of any kind that a reference means; with `removed` of one that was taken out.

    Raises:
        UnknownReference, AmbiguousReference: it means none, or several.
    """
    return _single(register, reference, lookup.REFERABLE, "record", removed=removed)


def record_of(register: Register, entity: str, record_id: str) -> Record:
    """The plain record.

    Raises:
        UnknownReference: there is no such record.
    """
    with register.reading() as connection:
        found = lookup.record(connection, entity, record_id)
    if found is None:
        raise UnknownReference(record_id, entity)
    return found


def name_of(register: Register, entity: str, record_id: str) -> str:
    """What a person calls the record."""
    with register.reading() as connection:
        return naming.name_of(connection, entity, record_id)


def office(register: Register) -> str | None:
    """The audit office's name."""
    with register.reading() as connection:
        return settings.value(connection, settings.OFFICE)


def _audit_facts(connection: Connection, audits: Collection[str]) -> dict[str, AuditFacts]:
    ids = sorted(audits)
    records = lookup.records(connection, "audit", ids) if ids else {}
    facts = answers.answers_of(connection, ids) if ids else {}
    return {
        audit: (record if isinstance(record := records.get(audit), Audit) else Audit(id=audit), facts[audit])
        for audit in ids
    }


def _single(
    register: Register, reference: str, entities: Sequence[str], kind: str, *, removed: bool = False
) -> tuple[str, str]:
    with register.reading() as connection:
        found = lookup.candidates(connection, parse_reference(reference), entities, removed=removed)
        if not found:
            raise UnknownReference(reference, kind)
        if len(found) > 1:
            raise lookup.ambiguous(connection, reference, found)
    return found[0]


def _let_through(connection: Connection, entity: str, flt: Filter) -> Callable[[int | None], bool]:
    """Whether the record at a row number has in its own text what a filter's words ask for."""
    words = Words(connection)
    held = words.own(entity, flt.words) if flt.words else None
    out = {rid for word in flt.excluded for rid in words.own(entity, [word])}
    return lambda rid: (held is None or rid in held) and rid not in out
