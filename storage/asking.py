"""Whom bodies' answers are about: the watch's account of them, recommendation by recommendation."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from storage.database import answered, asked
from storage.database.connection import Connection
from storage.database.words import listed
from storage.domain.dates import first_day, is_partial_date, last_day
from storage.domain.filtering import Rows
from storage.domain.outcomes import OVERDUE, AnswerOutcome
from storage.domain.watching import RecipientAnswer
from storage.register import Register
from storage.watch_answers import FOLLOWING, recipient_answers

_LATE = {AnswerOutcome.LATE, AnswerOutcome.LATE_EXTENSION_UNDECIDED, *OVERDUE}
_TIMES: Mapping[str, frozenset[AnswerOutcome]] = {
    "on_time": frozenset({AnswerOutcome.ON_TIME}),
    "within_extension": frozenset({AnswerOutcome.WITHIN_EXTENSION}),
    "waiting": frozenset({AnswerOutcome.WAITING, AnswerOutcome.WAITING_EXTENDED}),
    "late": frozenset(_LATE),
    "uncertain": frozenset({AnswerOutcome.UNCERTAIN}),
}
"""What `svar:` may ask of an answer's time."""
_Value = TypeVar("_Value")


def late(register: Register) -> Rows:
    """The recommendations (row numbers) that some body should have answered by now, and has not."""
    return _listed(register, "late", (), lambda asking: asking.rows(lambda one: one.outcome.code in OVERDUE))


def answered_in(register: Register, time: str) -> Rows:
    """Those whose answer stands so against its date: one of :data:`storage.domain.filter_words.TIMES`."""
    codes = _TIMES[time]
    return _listed(register, "time", (time,), lambda asking: asking.rows(lambda one: one.outcome.code in codes))


def due(register: Register, side: str, partial: str) -> Rows:
    """Those that were to be answered wholly `before`, or `after`, a partial date: by the date that applied."""
    return _listed(register, side, (partial,), lambda asking: asking.rows(_due(side, partial)))


def unanswered(register: Register) -> Rows:
    """Those whose answer is missing, asked for or not."""
    return _listed(register, "unanswered", (), Asking.unanswered)


def undated(register: Register) -> Rows:
    """Those that no date is known for by which they were to be answered."""
    return _listed(register, "undated", (), Asking.undated)


def _listed(register: Register, name: str, about: tuple[str, ...], chosen: "Callable[[Asking], set[int]]") -> Rows:
    """Row numbers as one value."""
    asked_of = (register.today, *about)
    return _remembered(register, name, asked_of, lambda _connection: Rows(listed(sorted(chosen(Asking.of(register))))))


def _due(side: str, partial: str) -> Callable[[RecipientAnswer], bool]:
    """Whether the date that an answer was asked for by lies wholly before, or after, a partial date."""
    if not is_partial_date(partial):
        return lambda _one: False
    if side == "before":
        return lambda one: one.outcome.due is not None and last_day(one.outcome.due) < first_day(partial)
    return lambda one: one.outcome.due is not None and last_day(one.outcome.due) > last_day(partial)


class Asking(Struct, frozen=True):
    """What every body was asked for and what came of it, as the watch has it, and whom it concerns."""

    answers: Sequence[RecipientAnswer]
    concerned: Mapping[str, answered.Concerned]
    """Audit → its recommendations."""
    given: frozenset[str]
    """Audits that some answer is about."""

    @classmethod
    def of(cls, register: Register) -> "Asking":
        """That of a register; worked out once for as long as nothing is written and the day is the same."""
        return _remembered(register, "asking", register.today, lambda connection: cls.read(register, connection))

    @classmethod
    def read(cls, register: Register, connection: Connection) -> "Asking":
        """Work it out."""
        found = recipient_answers(connection, register.today, asked.every_letter_id(connection))
        answers = [one for one in found if one.kind not in FOLLOWING]
        return cls(answers, answered.concerned(connection), answered.answered_audits(connection))

    def rows(self, wanted: Callable[[RecipientAnswer], bool]) -> set[int]:
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

    def _rows(self, one: RecipientAnswer) -> Iterator[int]:
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
