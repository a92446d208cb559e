"""How the answers to letters stand: each recipient with the answer that answers what it was asked about."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from msgspec import Struct

from storage.database import letters as letter_rows
from storage.database import responses
from storage.database.connection import Connection
from storage.database.letters import LetterSubject, RequestedBody, RequestingLetter
from storage.database.names import names_by_id
from storage.database.projection import json_array
from storage.database.responses import (
    NOT_REQUESTING_KINDS,
    StoredResponse,
)
from storage.domain.dates import first_day, is_partial_date, last_day, may_follow
from storage.domain.deadlines import Deadline, DeadlineKind, RecipientOutcome
from storage.domain.filters import MatchingRows
from storage.domain.outcomes import (
    OVERDUE,
    Outcome,
    Reason,
    ReasonCode,
    ReceivedResponse,
    RequestTerms,
    ResponseOutcome,
    response_outcome,
    worst_outcome,
)
from storage.domain.records import Named, replace
from storage.domain.text import swedish_key
from storage.register import Register

FOLLOWING = (letter_rows.REMINDER, letter_rows.EXTENSION)
"""Kinds of letters that are about another letter's answer."""


class LetterOutcome(Struct, frozen=True):
    """How the answers to a letter stand: as that of the recipient who stands worst."""

    outcome: Outcome
    recipients: tuple[RecipientOutcome, ...] = ()
    """Those that were asked, in Swedish order of their names."""


def letter_outcomes(register: Register, today: date, letters: Sequence[str]) -> dict[str, LetterOutcome]:
    """Letter → how its answers stand on the day `today`; also of letters that ask for none."""
    with register.reading() as connection:
        found = recipient_outcomes(connection, today, letters)
    by_letter: dict[str, list[RecipientOutcome]] = {letter: [] for letter in letters}
    for one in found:
        by_letter[one.letter].append(one)
    return {
        letter: LetterOutcome(
            worst_outcome(one.outcome for one in members), tuple(sorted(members, key=lambda one: swedish_key(one.name)))
        )
        for letter, members in by_letter.items()
    }


def audit_outcomes(register: Register, today: date, audit: str) -> dict[str, LetterOutcome]:
    """Letter about an audit → how its answers stand on the day `today`, the oldest letter first."""
    with register.reading() as connection:
        letters = letter_rows.letters_about(connection, audit)
    return letter_outcomes(register, today, letters)


def recipient_outcomes(connection: Connection, today: date, letters: Sequence[str]) -> list[RecipientOutcome]:
    """Every recipient of these letters that was asked for an answer, with how that stands."""
    return list(_Reading(connection, letters, today).told())


def waiting_recipients(connection: Connection, today: date) -> tuple[list[RecipientOutcome], set[str]]:
    """Every recipient whose answer, or a part of it, is missing; and the letters that have some answer."""
    reading = _Reading(connection, letter_rows.every_letter_id(connection), today)
    return list(reading.told(waiting=True)), reading.answered


class _Reading:
    """What a few questions brought of some letters, put together recipient by recipient."""

    def __init__(self, connection: Connection, letters: Sequence[str], today: date) -> None:
        self.today = today
        self.answered: set[str] = set()
        """The letters that somebody has answered, of those told of so far."""
        self.names = names_by_id(connection, "body")
        self.letters = [
            one for one in letter_rows.letters_with_ids(connection, letters) if one.kind not in NOT_REQUESTING_KINDS
        ]
        self.bodies = letter_rows.requested_bodies(connection, [one.id for one in self.letters])
        self.audits = letter_rows.audits_of_letters(connection, letters)
        every = [audit for audits in self.audits.values() for audit in audits]
        self.facts = letter_rows.audit_facts(connection, every)
        self.about = responses.responses_about(connection, every)
        self.to_questions = responses.responses_to_questions(connection, letters)
        ids = (answer for found in (self.about, self.to_questions) for answers in found.values() for answer in answers)
        self.given = responses.stored_responses(connection, ids)

    def told(self, *, waiting: bool = False) -> Iterator[RecipientOutcome]:
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
        letter: RequestingLetter,
        body: RequestedBody,
        concerned: Sequence[LetterSubject],
        answer: StoredResponse | None,
        missing: tuple[Named, ...],
    ) -> RecipientOutcome:
        outcome = response_outcome(
            self._asked_for(letter, body),
            self._as_answer(answer, body) if answer and not missing else None,
            self.today,
        )
        return RecipientOutcome(
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

    def _asked_for(self, letter: RequestingLetter, body: RequestedBody) -> RequestTerms:
        """What a recipient was asked; more time for the body that answers for it is more time for it too."""
        known = body if body.requested else self._answering(body)
        return RequestTerms(
            due=body.due or letter.due,
            extension_requested=known.requested,
            extension_decision=known.decision,
            extension_due=known.extended,
        )

    def _answering(self, body: RequestedBody) -> RequestedBody:
        """The same letter's recipient that answers for this one; itself, where none does."""
        beside = self.bodies.get(body.letter, ()) if body.through else ()
        return next((one for one in beside if one.body == body.through), body)

    def _concerned(self, letter: str, body: str) -> list[LetterSubject]:
        """The audits that a letter asks this body about: those it is audited in, where it is in any."""
        every = [self.facts[audit] for audit in self.audits.get(letter, ()) if audit in self.facts]
        return [one for one in every if body in one.auditees] or every

    def _answer(
        self, letter: RequestingLetter, body: RequestedBody, concerned: Sequence[LetterSubject]
    ) -> tuple[StoredResponse | None, tuple[Named, ...]]:
        """The answer that made it whole, or some answer and the audits that none is about."""
        to_all = self._first(letter, body, self.to_questions.get(letter.id, ()))
        if to_all is not None or not concerned:
            return to_all, ()
        firsts = [self._first(letter, body, self.about.get(one.named.id, ())) for one in concerned]
        missing = tuple(one.named for one, first in zip(concerned, firsts, strict=True) if first is None)
        return max((one for one in firsts if one is not None), key=_came, default=None), missing

    def _first(self, letter: RequestingLetter, body: RequestedBody, answers: Iterable[str]) -> StoredResponse | None:
        """The first of some answers that this body gave, or another for it, after it was asked."""
        return min(self._by(letter, body, answers), key=_came, default=None)

    def _by(self, letter: RequestingLetter, body: RequestedBody, answers: Iterable[str]) -> Iterator[StoredResponse]:
        for one in (self.given[answer] for answer in answers if answer in self.given):
            own = body.body in one.bodies or one.responder == body.answering
            if own and may_follow(one.decided_on or one.received_on, letter.sent):
                yield one

    def _as_answer(self, given: StoredResponse, body: RequestedBody) -> ReceivedResponse:
        return ReceivedResponse(
            decided_on=given.decided_on,
            received_on=given.received_on,
            on_time=None if given.override is None else bool(given.override),
            override_reason=given.override_reason,
            by=self.names.get(given.responder) if given.responder and given.responder != body.body else None,
        )


def _came(given: StoredResponse) -> date:
    """The day to order answers by; one without a date comes last."""
    came = ReceivedResponse(decided_on=given.decided_on, received_on=given.received_on).came
    return last_day(came) if came else date.max


def _with_missing(outcome: Outcome, missing: Sequence[Named]) -> Outcome:
    """The outcome of what is answered in part: as what is not answered, and saying what is missing."""
    rest = tuple(reason for reason in outcome.why if reason.code is not ReasonCode.NOT_ANSWERED)
    return replace(
        outcome, why=(*rest, Reason(ReasonCode.PART_ANSWERED, {"about": ", ".join(audit.name for audit in missing)}))
    )


def waiting_items(waiting: Sequence[RecipientOutcome]) -> Iterator[Deadline]:
    """What is not answered, one for each body that is to answer a letter, for itself and for others."""
    for group in waiting_groups(waiting):
        yield _item(group)


def waiting_groups(waiting: Sequence[RecipientOutcome]) -> Iterator["WaitingGroup"]:
    """Those who wait for the same answer to the same letter, together.

    A reminder moves no date: it goes with the letter that it is about, and is waited for itself only where the
    register does not have that letter.
    """
    asking = {key for one in waiting if one.kind not in FOLLOWING for key in _keys(one)}
    reminders: dict[tuple[str, str], list[RecipientOutcome]] = {}
    groups: dict[tuple[object, ...], list[RecipientOutcome]] = {}
    for one in waiting:
        if one.kind in FOLLOWING and not asking.isdisjoint(_keys(one)):
            for key in _keys(one) if one.kind == letter_rows.REMINDER else ():
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

    first: RecipientOutcome
    """The one that is to answer, where it is asked itself."""
    others: tuple[RecipientOutcome, ...]
    reminders: tuple[RecipientOutcome, ...]
    """The reminders that have been sent of it."""

    @property
    def members(self) -> tuple[RecipientOutcome, ...]:
        """All of them."""
        return (self.first, *self.others)


def _keys(one: RecipientOutcome) -> set[tuple[str, str]]:
    return {(audit.id, one.answering) for audit in one.audits}


def _item(group: WaitingGroup) -> Deadline:
    first = group.first
    audits = tuple({audit.id: audit for one in group.members for audit in one.audits}.values())
    return Deadline(
        clock=DeadlineKind.ANSWER,
        entity="letter_recipient",
        record=first.recipient,
        name=", ".join(audit.name for audit in audits) or first.registry_number or first.name,
        who=(first.name, *sorted((one.name for one in group.others), key=swedish_key)),
        due=first.outcome.due,
        days=first.outcome.days,
        outcome=first.outcome.code,
        why=(*first.outcome.why, *_answer_of(first), *_reminded(group.reminders)),
        audits=audits,
        letter=first.letter,
        responsible=frozenset(person for one in group.members for person in one.responsible),
    )


def _answer_of(first: RecipientOutcome) -> Iterator[Reason]:
    if first.through:
        yield Reason(ReasonCode.ANSWERS_THROUGH, {"who": first.through})


def _reminded(reminders: Sequence[RecipientOutcome]) -> Iterator[Reason]:
    if reminders:
        newest = max(reminders, key=lambda one: one.sent or "")
        yield Reason(
            ReasonCode.REMINDED,
            {"date": newest.sent or "", "number": str(len(reminders)), "due": newest.outcome.due or ""},
        )


_LATE = {ResponseOutcome.LATE, ResponseOutcome.LATE_EXTENSION_UNDECIDED, *OVERDUE}
_TIMES: Mapping[str, frozenset[ResponseOutcome]] = {
    "on_time": frozenset({ResponseOutcome.ON_TIME}),
    "within_extension": frozenset({ResponseOutcome.WITHIN_EXTENSION}),
    "waiting": frozenset({ResponseOutcome.WAITING, ResponseOutcome.WAITING_EXTENDED}),
    "late": frozenset(_LATE),
    "uncertain": frozenset({ResponseOutcome.UNCERTAIN}),
}
"""What `svar:` may ask of an answer's time."""
_Value = TypeVar("_Value")


def late(register: Register) -> MatchingRows:
    """The recommendations (row numbers) that some body should have answered by now, and has not."""
    return _listed(register, "late", (), lambda asking: asking.rows(lambda one: one.outcome.code in OVERDUE))


def answered_in(register: Register, time: str) -> MatchingRows:
    """Those whose answer stands so against its date: one of :data:`storage.domain.filters.TIMES`."""
    codes = _TIMES[time]
    return _listed(register, "time", (time,), lambda asking: asking.rows(lambda one: one.outcome.code in codes))


def due(register: Register, side: str, partial: str) -> MatchingRows:
    """Those that were to be answered wholly `before`, or `after`, a partial date: by the date that applied."""
    return _listed(register, side, (partial,), lambda asking: asking.rows(_due(side, partial)))


def unanswered(register: Register) -> MatchingRows:
    """Those whose answer is missing, asked for or not."""
    return _listed(register, "unanswered", (), ResponseFilters.unanswered)


def undated(register: Register) -> MatchingRows:
    """Those that no date is known for by which they were to be answered."""
    return _listed(register, "undated", (), ResponseFilters.undated)


def _listed(
    register: Register, name: str, about: tuple[str, ...], chosen: "Callable[[ResponseFilters], set[int]]"
) -> MatchingRows:
    """Row numbers as one value."""
    asked_of = (register.today, *about)
    return _remembered(
        register,
        name,
        asked_of,
        lambda _connection: MatchingRows(json_array(sorted(chosen(ResponseFilters.of(register))))),
    )


def _due(side: str, partial: str) -> Callable[[RecipientOutcome], bool]:
    """Whether the date that an answer was asked for by lies wholly before, or after, a partial date."""
    if not is_partial_date(partial):
        return lambda _one: False
    if side == "before":
        return lambda one: one.outcome.due is not None and last_day(one.outcome.due) < first_day(partial)
    return lambda one: one.outcome.due is not None and last_day(one.outcome.due) > last_day(partial)


class ResponseFilters(Struct, frozen=True):
    """What every body was asked for and what came of it, as the watch has it, and whom it concerns."""

    answers: Sequence[RecipientOutcome]
    concerned: Mapping[str, responses.AuditRecommendations]
    """Audit → its recommendations."""
    given: frozenset[str]
    """Audits that some answer is about."""

    @classmethod
    def of(cls, register: Register) -> "ResponseFilters":
        """That of a register; worked out once for as long as nothing is written and the day is the same."""
        return _remembered(register, "asking", register.today, lambda connection: cls.read(register, connection))

    @classmethod
    def read(cls, register: Register, connection: Connection) -> "ResponseFilters":
        """Work it out."""
        found = recipient_outcomes(connection, register.today, letter_rows.every_letter_id(connection))
        answers = [one for one in found if one.kind not in FOLLOWING]
        return cls(answers, responses.recommendations_by_audit(connection), responses.audits_with_response(connection))

    def rows(self, wanted: Callable[[RecipientOutcome], bool]) -> set[int]:
        """Row numbers of the recommendations that some body was asked about and that stands so."""
        return {row for one in self.answers if wanted(one) for row in self._rows(one)}

    def unanswered(self) -> set[int]:
        """Those whose answer, or a part of it, is missing, and those that nobody was asked about nor has answered."""
        missing = self.rows(lambda one: one.is_missing)
        never = self._every() - self.rows(lambda _one: True)
        return missing | (never - {row for audit in self.given for row in self._audit(audit)})

    def undated(self) -> set[int]:
        """Those that no date is known for by which they were to be answered."""
        return self._every() - self.rows(lambda one: one.outcome.due is not None)

    def _rows(self, one: RecipientOutcome) -> Iterator[int]:
        for audit in one.audits:
            if audit.id in self.concerned:
                yield from self.concerned[audit.id].of({one.body, one.answering})

    def _audit(self, audit: str) -> Iterable[int]:
        return self.concerned[audit].every if audit in self.concerned else ()

    def _every(self) -> set[int]:
        return {row for audit in self.concerned for row in self._audit(audit)}


def _remembered(register: Register, name: str, about: object, work_out: Callable[[Connection], _Value]) -> _Value:
    """What was worked out of a register, if nobody has written since, else that worked out anew."""
    with register.reading() as connection:
        state = (about, register.version_seen(), connection.total_changes)
        known = register.memo.get(name)
        if known is None or known[0] != state:
            known = register.memo[name] = (state, work_out(connection))
    return known[1]
