"""How the answers to letters stand: each recipient with the answer that answers what it was asked about."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from storage.database import asked
from storage.database.answering import NOT_ASKING, may_follow
from storage.database.asked import AskedBody, AskingLetter, AuditFacts, GivenAnswer
from storage.database.connection import Connection
from storage.database.survivors import names
from storage.domain.dates import last_day
from storage.domain.entry_views import Named
from storage.domain.order import swedish_key
from storage.domain.outcomes import (
    Answer,
    AskedFor,
    Outcome,
    Reason,
    Why,
    answer_outcome,
    worst,
)
from storage.domain.value import replace
from storage.domain.watching import Clock, RecipientAnswer, WatchItem
from storage.register import Register

FOLLOWING = (asked.REMINDER, asked.EXTENSION)
"""Kinds of letters that are about another letter's answer."""


class LetterOutcome(Struct, frozen=True):
    """How the answers to a letter stand: as that of the recipient who stands worst."""

    outcome: Outcome
    recipients: tuple[RecipientAnswer, ...] = ()
    """Those that were asked, in Swedish order of their names."""


def letter_outcomes(register: Register, today: date, letters: Sequence[str]) -> dict[str, LetterOutcome]:
    """Letter → how its answers stand on the day `today`; also of letters that ask for none."""
    with register.reading() as connection:
        found = recipient_answers(connection, today, letters)
    by_letter: dict[str, list[RecipientAnswer]] = {letter: [] for letter in letters}
    for one in found:
        by_letter[one.letter].append(one)
    return {
        letter: LetterOutcome(
            worst(one.outcome for one in members), tuple(sorted(members, key=lambda one: swedish_key(one.name)))
        )
        for letter, members in by_letter.items()
    }


def audit_outcomes(register: Register, today: date, audit: str) -> dict[str, LetterOutcome]:
    """Letter about an audit → how its answers stand on the day `today`, the oldest letter first."""
    with register.reading() as connection:
        letters = asked.letters_about(connection, audit)
    return letter_outcomes(register, today, letters)


def recipient_answers(connection: Connection, today: date, letters: Sequence[str]) -> list[RecipientAnswer]:
    """Every recipient of these letters that was asked for an answer, with how that stands."""
    return list(_Reading(connection, letters, today).told())


def waiting_answers(connection: Connection, today: date) -> tuple[list[RecipientAnswer], set[str]]:
    """Every recipient whose answer, or a part of it, is missing; and the letters that have some answer."""
    reading = _Reading(connection, asked.every_letter_id(connection), today)
    return list(reading.told(waiting=True)), reading.answered


class _Reading:
    """What a few questions brought of some letters, put together recipient by recipient."""

    def __init__(self, connection: Connection, letters: Sequence[str], today: date) -> None:
        self.today = today
        self.answered: set[str] = set()
        """The letters that somebody has answered, of those told of so far."""
        self.names = names(connection, "body")
        self.letters = [one for one in asked.letters_with_ids(connection, letters) if one.kind not in NOT_ASKING]
        self.bodies = asked.asked_bodies(connection, [one.id for one in self.letters])
        self.audits = asked.audits_of_letters(connection, letters)
        every = [audit for audits in self.audits.values() for audit in audits]
        self.facts = asked.audit_facts(connection, every)
        self.about = asked.answers_about(connection, every)
        self.to_questions = asked.answers_to_questions(connection, letters)
        ids = (answer for found in (self.about, self.to_questions) for answers in found.values() for answer in answers)
        self.given = asked.given_answers(connection, ids)

    def told(self, *, waiting: bool = False) -> Iterator[RecipientAnswer]:
        """Each recipient with how its answer stands; with `waiting` only those whose answer is missing."""
        for letter in self.letters:
            for body in self.bodies.get(letter.id, ()):
                concerned = self._concerned(letter.id, body.body)
                answer, missing = self._answer(letter, body, concerned)
                if answer:
                    self.answered.add(letter.id)
                if missing or answer is None or not waiting:
                    yield self._told(letter, body, concerned, answer, missing)

    def _told(
        self,
        letter: AskingLetter,
        body: AskedBody,
        concerned: Sequence[AuditFacts],
        answer: GivenAnswer | None,
        missing: tuple[Named, ...],
    ) -> RecipientAnswer:
        outcome = answer_outcome(
            self._asked_for(letter, body),
            self._as_answer(answer, body) if answer and not missing else None,
            self.today,
        )
        return RecipientAnswer(
            recipient=body.id,
            letter=letter.id,
            kind=letter.kind,
            sent=letter.sent,
            registry_number=letter.registry_number,
            body=body.body,
            name=self.names.get(body.body, ""),
            answering=body.answering,
            through=self.names.get(body.through) if body.through else None,
            outcome=_with_missing(outcome, missing) if answer and missing else outcome,
            response=answer.id if answer else None,
            audits=tuple(one.named for one in concerned),
            missing=missing,
            responsible=frozenset(one.responsible for one in concerned if one.responsible),
        )

    def _asked_for(self, letter: AskingLetter, body: AskedBody) -> AskedFor:
        """What a recipient was asked; more time for the body that answers for it is more time for it too."""
        known = body if body.requested else self._answering(body)
        return AskedFor(
            due=body.due or letter.due,
            extension_requested=known.requested,
            extension_decision=known.decision,
            extension_due=known.extended,
        )

    def _answering(self, body: AskedBody) -> AskedBody:
        """The same letter's recipient that answers for this one; itself, where none does."""
        beside = self.bodies.get(body.letter, ()) if body.through else ()
        return next((one for one in beside if one.body == body.through), body)

    def _concerned(self, letter: str, body: str) -> list[AuditFacts]:
        """The audits that a letter asks this body about: those it is audited in, where it is in any."""
        every = [self.facts[audit] for audit in self.audits.get(letter, ()) if audit in self.facts]
        return [one for one in every if body in one.auditees] or every

    def _answer(
        self, letter: AskingLetter, body: AskedBody, concerned: Sequence[AuditFacts]
    ) -> tuple[GivenAnswer | None, tuple[Named, ...]]:
        """The answer that made it whole, or some answer and the audits that none is about."""
        to_all = self._first(letter, body, self.to_questions.get(letter.id, ()))
        if to_all is not None or not concerned:
            return to_all, ()
        firsts = [self._first(letter, body, self.about.get(one.named.id, ())) for one in concerned]
        missing = tuple(one.named for one, first in zip(concerned, firsts, strict=True) if first is None)
        return max((one for one in firsts if one is not None), key=_came, default=None), missing

    def _first(self, letter: AskingLetter, body: AskedBody, answers: Iterable[str]) -> GivenAnswer | None:
        """The first of some answers that this body gave, or another for it, after it was asked."""
        return min(self._by(letter, body, answers), key=_came, default=None)

    def _by(self, letter: AskingLetter, body: AskedBody, answers: Iterable[str]) -> Iterator[GivenAnswer]:
        for one in (self.given[answer] for answer in answers if answer in self.given):
            own = body.body in one.bodies or one.responder == body.answering
            if own and may_follow(one.decided_on or one.received_on, letter.sent):
                yield one

    def _as_answer(self, given: GivenAnswer, body: AskedBody) -> Answer:
        return Answer(
            decided_on=given.decided_on,
            received_on=given.received_on,
            on_time=None if given.override is None else bool(given.override),
            override_reason=given.override_reason,
            by=self.names.get(given.responder) if given.responder and given.responder != body.body else None,
        )


def _came(given: GivenAnswer) -> date:
    """The day to order answers by; one without a date comes last."""
    came = Answer(decided_on=given.decided_on, received_on=given.received_on).came
    return last_day(came) if came else date.max


def _with_missing(outcome: Outcome, missing: Sequence[Named]) -> Outcome:
    """The outcome of what is answered in part: as what is not answered, and saying what is missing."""
    rest = tuple(reason for reason in outcome.why if reason.code is not Why.NOT_ANSWERED)
    return replace(
        outcome, why=(*rest, Reason(Why.PART_ANSWERED, {"about": ", ".join(audit.name for audit in missing)}))
    )


def waiting_items(waiting: Sequence[RecipientAnswer]) -> Iterator[WatchItem]:
    """What is not answered, one for each body that is to answer a letter, for itself and for others."""
    for group in waiting_groups(waiting):
        yield _item(group)


def waiting_groups(waiting: Sequence[RecipientAnswer]) -> Iterator["WaitingGroup"]:
    """Those who wait for the same answer to the same letter, together.

    A reminder moves no date: it goes with the letter that it is about, and is waited for itself only where the
    register does not have that letter.
    """
    asking = {key for one in waiting if one.kind not in FOLLOWING for key in _keys(one)}
    reminders: dict[tuple[str, str], list[RecipientAnswer]] = {}
    groups: dict[tuple[object, ...], list[RecipientAnswer]] = {}
    for one in waiting:
        if one.kind in FOLLOWING and not asking.isdisjoint(_keys(one)):
            for key in _keys(one) if one.kind == asked.REMINDER else ():
                reminders.setdefault(key, []).append(one)
        else:
            key_of_group = (one.letter, one.answering, one.outcome.due, one.outcome.code)
            groups.setdefault(key_of_group, []).append(one)
    for members in groups.values():
        first = min(members, key=lambda one: one.body != one.answering)
        sent = {one.letter: one for member in members for key in _keys(member) for one in reminders.get(key, ())}
        later = tuple(one for one in sent.values() if may_follow(one.sent, first.sent))
        yield WaitingGroup(first, tuple(one for one in members if one is not first), later)


class WaitingGroup(Struct, frozen=True):
    """Some recipients of a letter that one body is to answer for."""

    first: RecipientAnswer
    """The one that is to answer, where it is asked itself."""
    others: tuple[RecipientAnswer, ...]
    reminders: tuple[RecipientAnswer, ...]
    """The reminders that have been sent of it."""

    @property
    def members(self) -> tuple[RecipientAnswer, ...]:
        """All of them."""
        return (self.first, *self.others)


def _keys(one: RecipientAnswer) -> set[tuple[str, str]]:
    return {(audit.id, one.answering) for audit in one.audits}


def _item(group: WaitingGroup) -> WatchItem:
    first = group.first
    audits = tuple({audit.id: audit for one in group.members for audit in one.audits}.values())
    return WatchItem(
        clock=Clock.ANSWER,
        entity="letter_recipient",
        record=first.recipient,
        name=", ".join(audit.name for audit in audits) or first.registry_number or first.name,
        who=(first.name, *sorted((one.name for one in group.others), key=swedish_key)),
        due=first.outcome.due,
        days=first.outcome.days,
        outcome=first.outcome.code,
        why=(*first.outcome.why, *_told_of(first), *_reminded(group.reminders)),
        audits=audits,
        letter=first.letter,
        responsible=frozenset(person for one in group.members for person in one.responsible),
    )


def _told_of(first: RecipientAnswer) -> Iterator[Reason]:
    if first.through:
        yield Reason(Why.ANSWERS_THROUGH, {"who": first.through})


def _reminded(reminders: Sequence[RecipientAnswer]) -> Iterator[Reason]:
    if reminders:
        newest = max(reminders, key=lambda one: one.sent or "")
        yield Reason(
            Why.REMINDED,
            {"date": newest.sent or "", "number": str(len(reminders)), "due": newest.outcome.due or ""},
        )
