"""What to keep watch on: answers, promised measures, follow-ups and letters, by how urgent they are on a given day."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from storage.database import letters, names
from storage.database.connection import Connection
from storage.database.deadlines import (
    Promise,
    audits_to_follow_up,
    followups_of_audits,
    letter_traces,
    promises,
)
from storage.database.filters import persons_named
from storage.database.lists import addressees_of, auditees_of
from storage.database.measures import recommendations_of_measures
from storage.domain.dates import known_date
from storage.domain.deadlines import Deadline, DeadlineKind, by_urgency, due_status
from storage.domain.followups import FOLLOW_UP_AFTER, CoveringFollowup, FollowupDue, Ground, next_followup
from storage.domain.outcomes import Reason, ReasonCode, ResponseOutcome
from storage.domain.text import one_line, shorten
from storage.register import Register
from storage.responses import waiting_items, waiting_recipients

_TEXT_LENGTH = 80


def deadlines(register: Register, *, today: date, mine: bool = False, within: int | None = None) -> list[Deadline]:
    """Everything to watch on the day `today`, the most urgent first.

    Args:
        register: where to look.
        today: the day that decides what is late.
        mine: only what belongs to audits that whoever has opened the register is responsible for.
        within: only what is late, or due within so many days; what has no date is in neither.
    """
    with register.reading() as connection:
        items = list(_every_item(connection, today))
        own = persons_named(connection, register.who) if mine else ()
    kept = (one for one in items if not mine or not one.responsible.isdisjoint(own))
    return by_urgency(one for one in kept if within is None or (one.days is not None and -one.days <= within))


def is_responsible(register: Register) -> bool:
    """Whether there is a person by the name of whoever has opened the register, to whom audits can belong."""
    return bool(own_persons(register))


def own_persons(register: Register) -> frozenset[str]:
    """Ids of the persons by the name of whoever has opened the register."""
    with register.reading() as connection:
        return frozenset(persons_named(connection, register.who))


def _every_item(connection: Connection, today: date) -> Iterator[Deadline]:
    waiting, answered = waiting_recipients(connection, today)
    yield from waiting_items(waiting)
    yield from _promised(connection, today)
    yield from _to_follow_up(connection, today)
    yield from _not_sent(connection, today, answered)


def _promised(connection: Connection, today: date) -> Iterator[Deadline]:
    found = promises(connection)
    about: dict[str, list[tuple[str, str]]] = {}
    for measure, recommendation, audit in recommendations_of_measures(connection, [one.id for one in found]):
        about.setdefault(measure, []).append((recommendation, audit))
    for one in found:
        if one.entity == "recommendation":
            about[one.id] = [(one.id, one.audit or "")]
    points = [point for pairs in about.values() for point, _audit in pairs]
    named = {one.id: one.name for one in names.named_records(connection, "recommendation", ids=points)}
    addressed = addressees_of(connection, points)
    audits = {one.id: [audit for _point, audit in about.get(one.id, ())] or [one.audit or ""] for one in found}
    every = {audit for several in audits.values() for audit in several}
    facts, auditees = letters.audit_facts(connection, every), auditees_of(connection, list(every))
    for one in found:
        due, days, outcome = due_status(one.due, today)
        held = [facts[audit] for audit in dict.fromkeys(audits[one.id]) if audit in facts]
        bodies = (addressed.get(point) or auditees.get(audit, ()) for point, audit in about.get(one.id, ()))
        owners = [name for several in bodies for name in several]
        owners = owners or [name for fact in held for name in auditees.get(fact.named.id, ())]
        name = named.get(one.id) or shorten(one_line(one.text or ""), _TEXT_LENGTH)
        yield Deadline(
            clock=DeadlineKind.MEASURE,
            entity=one.entity,
            record=one.id,
            name=name,
            who=tuple(dict.fromkeys([one_line(one.responsible)] if one.responsible else owners)),
            due=due,
            days=days,
            outcome=outcome,
            why=tuple(_why_promised(one, due)),
            audits=tuple(fact.named for fact in held),
            responsible=frozenset(fact.responsible for fact in held if fact.responsible),
        )


def _why_promised(promise: Promise, due: str | None) -> Iterator[Reason]:
    yield Reason(ReasonCode.PROMISED_BY, {"date": due}) if due else Reason(ReasonCode.NO_DUE_DATE)
    if promise.state:
        yield Reason(ReasonCode.STATE, {"state": promise.state})
    if promise.entity == "recommendation":
        yield Reason(ReasonCode.JUDGED, {"level": promise.level or "not_assessed"})


def _to_follow_up(connection: Connection, today: date) -> Iterator[Deadline]:
    """Audits to follow up; what the open follow-up covers is being followed up, and no longer late."""
    covered = followups_of_audits(connection)
    wanted = [
        (audit, handed_over, closed, found)
        for audit, handed_over in audits_to_follow_up(connection)
        if (found := next_followup(handed_over, closed := [one for one in covered.get(audit, ()) if not one.is_open]))
    ]
    facts = letters.audit_facts(connection, [audit for audit, *_rest in wanted])
    auditees = auditees_of(connection, list(facts))
    for audit, handed_over, closed, found in wanted:
        due, days, outcome = due_status(found.due, today)
        why = _reasons_to_follow_up(found, handed_over, closed)
        if under_way := [one for one in covered.get(audit, ()) if one.is_open]:
            why.append(Reason(ReasonCode.IN_OPEN_FOLLOWUP, {"title": under_way[-1].title}))
            outcome = ResponseOutcome.WAITING if due else outcome
        yield Deadline(
            clock=DeadlineKind.FOLLOWUP,
            entity="audit",
            record=audit,
            name=facts[audit].named.name,
            who=auditees.get(audit, ()),
            due=due,
            days=days,
            outcome=outcome,
            why=tuple(why),
            audits=(facts[audit].named,),
            responsible=frozenset(filter(None, [facts[audit].responsible])),
        )


def _reasons_to_follow_up(
    found: FollowupDue, handed_over: str | None, closed: Sequence[CoveringFollowup]
) -> list[Reason]:
    if found.ground is Ground.MARKED:
        last = closed[-1]
        why = [Reason(ReasonCode.FOLLOW_UP_AGAIN, {"title": last.title, "again": last.again or ""})]
        return why if found.due else [*why, Reason(ReasonCode.NO_DUE_DATE)]
    since = {"date": known_date(handed_over) or "", "years": str(FOLLOW_UP_AFTER)}
    return [
        Reason(ReasonCode.HANDED_OVER, since) if found.due else Reason(ReasonCode.NO_DUE_DATE),
        Reason(ReasonCode.NEVER_FOLLOWED_UP),
    ]


def _not_sent(connection: Connection, today: date, answered: Collection[str]) -> Iterator[Deadline]:
    """Letters that may not have gone out."""
    every = letter_traces(connection)
    drafts = [one for one in every if not one.has_gone_out(answered=one.id in answered)]
    ids = [one.id for one in drafts]
    named = {one.id: one.name for one in names.named_records(connection, "letter", ids=ids)}
    of_letters = letters.audits_of_letters(connection, ids)
    facts = letters.audit_facts(connection, [audit for audits in of_letters.values() for audit in audits])
    for one in drafts:
        due, days, outcome = due_status(one.decided, today)
        held = [facts[audit] for audit in of_letters.get(one.id, ()) if audit in facts]
        decided = Reason(ReasonCode.LETTER_DECIDED, {"date": due}) if due else Reason(ReasonCode.NO_DUE_DATE)
        yield Deadline(
            clock=DeadlineKind.LETTER,
            entity="letter",
            record=one.id,
            name=", ".join(fact.named.name for fact in held) or named.get(one.id, ""),
            due=due,
            days=days,
            outcome=outcome,
            why=(decided, Reason(ReasonCode.NOT_SENT)),
            audits=tuple(fact.named for fact in held),
            letter=one.id,
            responsible=frozenset(fact.responsible for fact in held if fact.responsible),
        )
