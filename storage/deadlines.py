"""Deadlines of responses, measures, follow-ups and letters, by urgency on a given day."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from storage.database import letters as letter_rows
from storage.database import names as name_rows
from storage.database import settings as setting_rows
from storage.database.connection import Connection
from storage.database.deadlines import (
    Promise,
    audits_to_follow_up,
    followups_of_audits,
    letter_traces,
    promises,
)
from storage.database.filters import persons_named
from storage.database.holdings import recommendations_of_measures
from storage.database.lists import addressees_of, auditees_of
from storage.database.open_points import audits_open_since, open_points
from storage.database.succession import acting_bodies
from storage.domain.age import OPEN_LIMIT, age_limit, day_after, months_open
from storage.domain.body_names import body_key
from storage.domain.dates import known_date, may_follow
from storage.domain.deadlines import Deadline, DeadlineKind, RecipientOutcome, by_urgency, due_status
from storage.domain.followups import FOLLOW_UP_AFTER, CoveringFollowup, FollowupDue, Ground, next_followup
from storage.domain.outcomes import Reason, ReasonCode, ResponseOutcome
from storage.domain.records import replace
from storage.domain.text import one_line, shorten
from storage.domain.views import LetterTraces
from storage.register import Register
from storage.responses import FOLLOWING, waiting_recipients

_TEXT_LENGTH = 80


class WaitingGroup(Struct, frozen=True):
    """Recipients of a letter that one body is to respond for."""

    first: RecipientOutcome
    """The body that is to respond, where it is a recipient itself."""
    others: tuple[RecipientOutcome, ...]
    reminders: tuple[RecipientOutcome, ...]
    """Reminders of the response."""

    @property
    def members(self) -> tuple[RecipientOutcome, ...]:
        """Every recipient of the group."""
        return (self.first, *self.others)


def waiting_groups(waiting: Sequence[RecipientOutcome]) -> Iterator[WaitingGroup]:
    """Group the recipients that lack the same response to the same letter.

    A reminder moves no deadline: it belongs to the letter that it is about, and forms a group of its own only where
    the register does not have that letter.
    """
    requests = {key for one in waiting if one.kind not in FOLLOWING for key in _keys(one)}
    reminders: dict[tuple[str, str], list[RecipientOutcome]] = {}
    groups: dict[tuple[object, ...], list[RecipientOutcome]] = {}
    for one in waiting:
        if one.kind in FOLLOWING and not requests.isdisjoint(_keys(one)):
            for key in _keys(one) if one.kind == letter_rows.REMINDER else ():
                reminders.setdefault(key, []).append(one)
        else:
            key_of_group = (one.letter, one.answering, one.outcome.due, one.outcome.code)
            groups.setdefault(key_of_group, []).append(one)
    for members in groups.values():
        first = min(members, key=lambda one: one.body != one.answering)
        sent = {one.letter: one for member in members for key in _keys(member) for one in reminders.get(key, ())}
        later = tuple(one for one in sent.values() if _was_about(one, first))
        yield WaitingGroup(first, tuple(one for one in members if one is not first), later)


def _was_about(reminder: RecipientOutcome, request: RecipientOutcome) -> bool:
    """True if a reminder may have been about a response: it came after the letter, and not before the first date."""
    asked = (reason.values["date"] for reason in request.outcome.why if reason.code is ReasonCode.REQUESTED_BY)
    first = next(asked, None)
    return may_follow(reminder.sent, request.sent) and (first is None or may_follow(reminder.sent, first))


def _keys(one: RecipientOutcome) -> set[tuple[str, str]]:
    return {(audit.id, one.answering) for audit in one.audits}


def deadlines(register: Register, *, today: date, mine: bool = False, within: int | None = None) -> list[Deadline]:
    """All deadlines on the day `today`, the most urgent first.

    Args:
        register: the register to search.
        today: the day that decides what is late.
        mine: only deadlines of audits that the user is responsible for.
        within: only what is late, or due within so many days; nothing without a date.
    """
    with register.reading() as connection:
        items = _with_age(connection, today, list(_every_deadline(connection, today)))
        own = persons_named(connection, register.who) if mine else ()
    kept = (one for one in items if not mine or not one.responsible.isdisjoint(own))
    return by_urgency(one for one in kept if within is None or (one.days is not None and -one.days <= within))


def own_persons(register: Register) -> frozenset[str]:
    """Ids of the persons with the name of the user, to whom audits can belong."""
    with register.reading() as connection:
        return frozenset(persons_named(connection, register.who))


def _every_deadline(connection: Connection, today: date) -> Iterator[Deadline]:
    waiting, answered = waiting_recipients(connection, today)
    unsent = {one.id: one for one in letter_traces(connection) if not one.has_gone_out(answered=one.id in answered)}
    names = name_rows.names_by_id(connection, "body")
    successors = {body: names.get(body, "") for body in acting_bodies(connection, today).values()}
    groups: dict[str, list[WaitingGroup]] = {}
    for group in waiting_groups(waiting):
        groups.setdefault(group.first.letter, []).append(group)
    watched = {
        letter: any(group.first.outcome.due for group in own) or letter not in unsent or not unsent[letter].decided
        for letter, own in groups.items()
    }
    for letter, own in groups.items():
        if watched[letter]:
            yield from (_response_deadline(group, unsent.get(letter), successors) for group in own)
    yield from _measure_deadlines(connection, today)
    yield from _followup_deadlines(connection, today)
    yield from _open_deadlines(connection, today)
    drafts = [one for letter, one in unsent.items() if not watched.get(letter)]
    yield from _letter_deadlines(connection, today, drafts, groups)


def _response_deadline(group: WaitingGroup, unsent: LetterTraces | None, successors: Mapping[str, str]) -> Deadline:
    """The deadline of a response; one to a letter that may not have gone out says so, and is the letter's own too."""
    first = group.first
    successor = [successors[first.answering]] if first.answering in successors else []
    successor = [name for name in successor if name not in {first.name, first.through}]
    audits = tuple({audit.id: audit for one in group.members for audit in one.audits}.values())
    return Deadline(
        clock=DeadlineKind.ANSWER,
        entity="letter_recipient",
        record=first.recipient,
        name=", ".join(audit.name for audit in audits) or first.registry_number or first.name,
        who=(first.name, *sorted((one.name for one in group.others), key=body_key), *successor),
        due=first.outcome.due,
        days=first.outcome.days,
        outcome=first.outcome.code,
        why=(
            *first.outcome.why,
            *_through(first.through, *successor),
            *(_why_unsent(unsent) if unsent else ()),
            *_reminded(group.reminders),
        ),
        audits=audits,
        letter=first.letter,
        responsible=frozenset(person for one in group.members for person in one.responsible),
    )


def _through(*who: str | None) -> Iterator[Reason]:
    if named := next(filter(None, reversed(who)), None):
        yield Reason(ReasonCode.ANSWERS_THROUGH, {"who": named})


def _reminded(reminders: Sequence[RecipientOutcome]) -> Iterator[Reason]:
    if reminders:
        newest = max(reminders, key=lambda one: one.sent or "")
        yield Reason(
            ReasonCode.REMINDED,
            {"date": newest.sent or "", "number": str(len(reminders)), "due": newest.outcome.due or ""},
        )


def _measure_deadlines(connection: Connection, today: date) -> Iterator[Deadline]:
    found = promises(connection)
    about: dict[str, list[tuple[str, str]]] = {}
    for measure, recommendation, audit in recommendations_of_measures(connection, [one.id for one in found]):
        about.setdefault(measure, []).append((recommendation, audit))
    for one in found:
        if one.entity == "recommendation":
            about[one.id] = [(one.id, one.audit or "")]
    points = [point for pairs in about.values() for point, _audit in pairs]
    named = {one.id: one.name for one in name_rows.named_records(connection, "recommendation", ids=points)}
    addressed = addressees_of(connection, points)
    audits = {one.id: [audit for _point, audit in about.get(one.id, ())] or [one.audit or ""] for one in found}
    every = {audit for several in audits.values() for audit in several}
    facts, auditees = letter_rows.audit_facts(connection, every), auditees_of(connection, list(every))
    for one in found:
        due, days, outcome = due_status(one.due, today)
        subjects = [facts[audit] for audit in dict.fromkeys(audits[one.id]) if audit in facts]
        bodies = (addressed.get(point) or auditees.get(audit, ()) for point, audit in about.get(one.id, ()))
        owners = [name for several in bodies for name in several]
        owners = owners or [name for fact in subjects for name in auditees.get(fact.named.id, ())]
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
            audits=tuple(fact.named for fact in subjects),
            responsible=frozenset(fact.responsible for fact in subjects if fact.responsible),
        )


def _why_promised(promise: Promise, due: str | None) -> Iterator[Reason]:
    yield Reason(ReasonCode.PROMISED_BY, {"date": due}) if due else Reason(ReasonCode.NO_DUE_DATE)
    if promise.state:
        yield Reason(ReasonCode.STATE, {"state": promise.state})
    if promise.entity == "recommendation":
        yield Reason(ReasonCode.ASSESSED, {"level": promise.level or "not_assessed"})


def _with_age(connection: Connection, today: date, items: list[Deadline]) -> list[Deadline]:
    """Return deadlines with since when something is open, where they are about one audit and have no date."""
    undated = {one.audits[0].id for one in items if one.due is None and len(one.audits) == 1}
    since = audits_open_since(connection) if undated else {}
    points = open_points(connection, sorted(undated & since.keys())) if since else {}

    def aged(item: Deadline) -> Deadline:
        audit = item.audits[0].id if item.due is None and len(item.audits) == 1 else ""
        if not points.get(audit):
            return item
        months = str(months_open(since[audit], today))
        values = {"number": str(len(points[audit])), "date": since[audit], "months": months}
        return replace(item, why=(*item.why, Reason(ReasonCode.OPEN_SINCE, values)))

    return [aged(item) for item in items]


def _open_deadlines(connection: Connection, today: date) -> Iterator[Deadline]:
    """Yield one deadline for each audit with what has been open for longer than the office's limit."""
    limit = age_limit(setting_rows.setting(connection, OPEN_LIMIT))
    since = audits_open_since(connection)
    late = {audit: day for audit, known in since.items() if (day := day_after(known, limit)) < today}
    points = {audit: rids for audit, rids in open_points(connection, list(late)).items() if rids}
    facts, auditees = letter_rows.audit_facts(connection, points), auditees_of(connection, list(points))
    for audit, rids in points.items():
        due, days, outcome = due_status(late[audit].isoformat(), today)
        months = str(months_open(since[audit], today))
        yield Deadline(
            clock=DeadlineKind.OPEN,
            entity="audit",
            record=audit,
            name=facts[audit].named.name,
            who=auditees.get(audit, ()),
            due=due,
            days=days,
            outcome=outcome,
            why=(
                Reason(ReasonCode.OPEN_SINCE, {"number": str(len(rids)), "date": since[audit], "months": months}),
                Reason(ReasonCode.OPEN_LIMIT, {"months": str(limit)}),
            ),
            audits=(facts[audit].named,),
            responsible=frozenset(filter(None, [facts[audit].responsible])),
        )


def _followup_deadlines(connection: Connection, today: date) -> Iterator[Deadline]:
    """Yield audits to follow up; those that the open follow-up covers are no longer late."""
    covered = followups_of_audits(connection)
    wanted = [
        (audit, handed_over, closed, found)
        for audit, handed_over in audits_to_follow_up(connection)
        if (found := next_followup(handed_over, closed := [one for one in covered.get(audit, ()) if not one.is_open]))
    ]
    facts = letter_rows.audit_facts(connection, [audit for audit, *_rest in wanted])
    auditees = auditees_of(connection, list(facts))
    for audit, handed_over, closed, found in wanted:
        due, days, outcome = due_status(found.due, today)
        why = _why_to_follow_up(found, handed_over, closed)
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


def _why_to_follow_up(found: FollowupDue, handed_over: str | None, closed: Sequence[CoveringFollowup]) -> list[Reason]:
    if found.ground is Ground.MARKED:
        last = closed[-1]
        why = [Reason(ReasonCode.FOLLOW_UP_AGAIN, {"title": last.title, "again": last.again or ""})]
        return why if found.due else [*why, Reason(ReasonCode.NO_DUE_DATE)]
    since = {"date": known_date(handed_over) or "", "years": str(FOLLOW_UP_AFTER)}
    return [
        Reason(ReasonCode.HANDED_OVER, since) if found.due else Reason(ReasonCode.NO_DUE_DATE),
        Reason(ReasonCode.NEVER_FOLLOWED_UP),
    ]


def _why_unsent(one: LetterTraces) -> tuple[Reason, ...]:
    day = known_date(one.decided)
    return (*((Reason(ReasonCode.LETTER_DECIDED, {"date": day}),) if day else ()), Reason(ReasonCode.NOT_SENT))


def _letter_deadlines(
    connection: Connection,
    today: date,
    drafts: Sequence[LetterTraces],
    waiting: Mapping[str, Sequence[WaitingGroup]],
) -> Iterator[Deadline]:
    """Yield letters that may not have gone out, with those that are to respond to them."""
    ids = [one.id for one in drafts]
    named = {one.id: one.name for one in name_rows.named_records(connection, "letter", ids=ids)}
    of_letters = letter_rows.audits_of_letters(connection, ids)
    facts = letter_rows.audit_facts(connection, [audit for audits in of_letters.values() for audit in audits])
    for one in drafts:
        due, days, outcome = due_status(one.decided, today)
        subjects = [facts[audit] for audit in of_letters.get(one.id, ()) if audit in facts]
        who = dict.fromkeys(each.name for group in waiting.get(one.id, ()) for each in group.members)
        yield Deadline(
            clock=DeadlineKind.LETTER,
            entity="letter",
            record=one.id,
            name=", ".join(fact.named.name for fact in subjects) or named.get(one.id, ""),
            who=tuple(who),
            due=due,
            days=days,
            outcome=outcome,
            why=_why_unsent(one) if due else (Reason(ReasonCode.NO_DUE_DATE), *_why_unsent(one)),
            audits=tuple(fact.named for fact in subjects),
            letter=one.id,
            responsible=frozenset(fact.responsible for fact in subjects if fact.responsible),
        )
