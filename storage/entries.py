"""Reading what is entered by hand: records as forms begin with them, their lists, and letters beside answers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress

from storage import clock
from storage.database import answering, attached, letter_listing, lookup, mail, measures, naming, post
from storage.database import entered as fields
from storage.database.connection import Connection
from storage.database.evidence import evidence_for, evidence_in
from storage.database.survivors import names as names_of
from storage.domain.attached import AssessmentEvidence, FollowupAudit
from storage.domain.entry_views import Named, Remark
from storage.domain.filtering import NO_FILTER, Filter
from storage.domain.kinds import KINDS, Given
from storage.domain.letter_views import LetterDetail, MeasureView, QuestionView, ResponseDetail, ResponseView
from storage.domain.letters import Letter, Response
from storage.domain.order import swedish_key
from storage.domain.remarking import remarks_about
from storage.domain.text import one_line
from storage.errors import AmbiguousReference, UnknownReference
from storage.queries import find
from storage.register import Register


def entered(register: Register, entity: str, record: str) -> dict[str, Given]:
    """Entry name → value as a form begins with it: ids for references, tuples of ids for sets.

    Raises:
        UnknownReference: there is no such record.
    """
    found = entered_of(register, entity, [record])
    if record not in found:
        raise UnknownReference(record, entity)
    return found[record]


def entered_of(register: Register, entity: str, records: Sequence[str]) -> dict[str, dict[str, Given]]:
    """The same of many records at once: id → entry name → value."""
    with register.reading() as connection:
        return fields.entered(connection, entity, records)


def names(register: Register, entities: Sequence[str]) -> list[Named]:
    """The records of these entities that a form can name, in Swedish order."""
    with register.reading() as connection:
        found = [one for entity in entities for one in naming.named(connection, entity)]
    return sorted(found, key=lambda one: (swedish_key(one.name), one.id))


def records(register: Register, entity: str, flt: Filter = NO_FILTER, *, removed: bool = False) -> list[Named]:
    """The records of an entity in the order of their list; of a filter only its words are looked for.

    With `removed` those that were taken out, or joined with another, and only those.
    """
    with register.reading() as connection:
        if entity in letter_listing.FILTERED and not removed:
            places = {one: place for place, one in enumerate(letter_listing.ids_in_order(connection, entity, flt))}
            found = naming.named(connection, entity, ids=list(places))
            return sorted(found, key=lambda one: places[one.id])
        found = naming.named(connection, entity, flt.words, removed=removed)
        for word in flt.excluded:
            out = {one.id for one in naming.named(connection, entity, [word], removed=removed)}
            found = [one for one in found if one.id not in out]
        return found


def named(register: Register, entity: str, ids: Sequence[str]) -> list[Named]:
    """Those of these records that stand in lists, by name."""
    with register.reading() as connection:
        return naming.named(connection, entity, ids=ids)


def letter_detail(register: Register, letter: str) -> LetterDetail:
    """All that is known of a letter, with the answers to it.

    Raises:
        UnknownReference: there is no such letter.
    """
    with register.reading() as connection:
        record = lookup.record(connection, "letter", letter)
        if not isinstance(record, Letter):
            raise UnknownReference(letter, "letter")
        audits = fields.entered(connection, "letter", [letter])[letter]["audits"]
        return LetterDetail(
            letter=record,
            audits=_named(connection, "audit", audits),
            recipients=post.recipients_of(connection, letter),
            questions=_questions(connection, letter),
            signers=lookup.signers_of(connection, "letter", letter),
            responses=_responses(connection, answering.responses_to(connection, letter)),
            files=tuple(mail.documents_of(connection, letter)),
        )


def response_detail(register: Register, response: str) -> ResponseDetail:
    """All that is known of an answer, with what it leaves unanswered.

    Raises:
        UnknownReference: there is no such answer.
    """
    with register.reading() as connection:
        record = lookup.record(connection, "response", response)
        if not isinstance(record, Response):
            raise UnknownReference(response, "response")
        letters = answering.letters_of(connection, response)
        lines = post.with_targets(connection, post.lines(connection, response))
        answered = {target.id for line in lines for target in line.targets}
        return ResponseDetail(
            view=_views(connection, [record])[0],
            lines=lines,
            measures=tuple(measures.measures_about(connection, "response", response)),
            unanswered=answering.unanswered(connection, response, letters, answered),
            letters=_named(connection, "letter", letters),
        )


def responses(register: Register) -> list[ResponseView]:
    """All answers, newest first."""
    with register.reading() as connection:
        return list(_responses(connection, [one.id for one in naming.named(connection, "response")]))


def measures_of(
    register: Register, *, recommendation: str | None = None, audit: str | None = None, response: str | None = None
) -> list[MeasureView]:
    """The measures about a recommendation, of an audit or its recommendations, or told of in an answer.

    By theme, due date and the order they were written in; none when nothing is asked for.
    """
    about = (("recommendation", recommendation), ("audit", audit), ("response", response))
    with register.reading() as connection:
        return [
            one for entity, record in about if record for one in measures.measures_about(connection, entity, record)
        ]


def measures_by_record(
    register: Register, recommendations: Collection[str], audits: Collection[str]
) -> dict[str, list[MeasureView]]:
    """The measures of each of these recommendations, and of each of these audits as a whole."""
    with register.reading() as connection:
        return measures.measures_of(connection, recommendations, audits)


def linked_points(register: Register, recommendations: Collection[str]) -> list[tuple[str, str, str]]:
    """(recommendation, `parent` or `related`, name) of those that these lie under and refer to, in printed order."""
    with register.reading() as connection:
        return naming.linked_points(connection, recommendations)


def covered_audits(register: Register, followup: str) -> list[tuple[Named, FollowupAudit]]:
    """The audits that a follow-up covers, in its order, each with what the follow-up says of it."""
    with register.reading() as connection:
        covered = attached.followup_audits(connection, followup)
        audits = {one.id: one for one in naming.named(connection, "audit", ids=[str(one.audit) for one in covered])}
        return [(audits[str(one.audit)], one) for one in covered if one.audit in audits]


def evidence_of(register: Register, recommendation: str) -> list[AssessmentEvidence]:
    """What the judgements of a recommendation rest on, newest first; `assessment` tells which."""
    with register.reading() as connection:
        return evidence_for(connection, recommendation)


def evidence_by_recommendation(
    register: Register, recommendations: Sequence[str]
) -> dict[str, list[AssessmentEvidence]]:
    """The same of many recommendations at a time, of those that have any."""
    with register.reading() as connection:
        return evidence_in(connection, recommendations)


def remarks(
    register: Register, entity: str, values: Mapping[str, Given], record: str | None = None
) -> tuple[Remark, ...]:
    """What stops nothing but should be known of a record with these values; of `record` once it has them."""
    known: Mapping[str, Given] = entered(register, entity, record) if record else {}
    told = {**known, **values}
    return (*_same_number(register, entity, told, record), *remarks_about(entity, told, clock.today()))


def _same_number(
    register: Register, entity: str, values: Mapping[str, Given], record: str | None
) -> tuple[Remark, ...]:
    """That another record of the same audit or letter bears the number: allowed, as reports print such."""
    number, owner = one_line(str(values.get("number") or "")), KINDS[entity].owner
    if not number or not values.get(owner):
        return ()
    with suppress(UnknownReference, AmbiguousReference):  # which whoever writes it will be told of
        above = find(register, str(values[owner]), owner)
        with register.reading() as connection:
            if fields.numbered_alike(connection, entity, (owner, above), number, record):
                return (Remark("number", "duplicate_number", {"number": number}),)
    return ()


def _named(connection: Connection, entity: str, ids: Given) -> tuple[Named, ...]:
    return tuple(naming.named(connection, entity, ids=ids)) if isinstance(ids, list | tuple) else ()


def _questions(connection: Connection, letter: str) -> tuple[QuestionView, ...]:
    asked = mail.questions(connection, letter)
    about = post.lines_about(connection, [question.id for question in asked])
    bodies = names_of(connection, "body")
    return tuple(
        QuestionView(
            question=question,
            body=bodies.get(question.body) if question.body else None,
            answers=post.with_targets(connection, about.get(question.id, [])),
        )
        for question in asked
    )


def _responses(connection: Connection, ids: Sequence[str]) -> tuple[ResponseView, ...]:
    return tuple(_views(connection, post.responses(connection, ids)))


def _views(connection: Connection, found: Sequence[Response]) -> list[ResponseView]:
    bodies = names_of(connection, "body")
    sets = fields.entered(connection, "response", [one.id for one in found])
    about = [audit for record in sets.values() for audit in _ids(record["audits"])]
    audits = {one.id: one for one in naming.named(connection, "audit", ids=about)}
    return [
        ResponseView(
            response=one,
            responder=bodies.get(one.responder or "", ""),
            on_behalf_of=_sorted(bodies.get(body, "") for body in _ids(sets[one.id]["on_behalf_of"])),
            audits=tuple(audits[audit] for audit in _ids(sets[one.id]["audits"]) if audit in audits),
        )
        for one in found
    ]


def _sorted(told: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(told, key=swedish_key))


def _ids(value: Given) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
