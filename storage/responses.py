"""Responses to letters: their lists, what each of them leaves unanswered, and each recipient against its deadline."""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from msgspec import Struct

from storage.database import holdings as holding_rows
from storage.database import letters as letter_rows
from storage.database import lists
from storage.database import names as name_rows
from storage.database import records as record_rows
from storage.database import responses as response_rows
from storage.database.connection import Connection
from storage.database.letters import LetterSubject, RequestedBody, RequestingLetter
from storage.database.projection import json_array
from storage.database.responses import NOT_REQUESTING_KINDS, StoredResponse
from storage.database.succession import takers, with_predecessors
from storage.domain.body_names import body_key
from storage.domain.dates import first_day, is_partial_date, last_day, may_follow
from storage.domain.deadlines import RecipientOutcome
from storage.domain.editable_fields import Given
from storage.domain.filters import NO_FILTER, Filter, MatchingRows
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
from storage.domain.records import Named, Response, replace
from storage.domain.views import (
    LineView,
    MeasureView,
    ResponseDetail,
    ResponseSheet,
    ResponseSheetRow,
    ResponseView,
    TargetView,
)
from storage.records import stored_record
from storage.register import Register, cached, query

FOLLOWING = (letter_rows.REMINDER, letter_rows.EXTENSION)
"""Kinds of letters about the response to another letter."""
responses_at = query(response_rows.responses_at)


def response_order(register: Register, flt: Filter = NO_FILTER) -> "array[int]":
    """Row numbers of the responses, newest first; only the words of the filter count."""
    with register.reading() as connection:
        return lists.newest_first_rids(connection, "response", flt)


def responses_to(register: Register, letter: str) -> "array[int]":
    """Row numbers of the responses to a letter, newest first."""
    with register.reading() as connection:
        return response_rows.response_rids(connection, response_rows.responses_to(connection, letter))


def responses(register: Register) -> list[ResponseView]:
    """All responses, newest first."""
    with register.reading() as connection:
        return list(response_views(connection, [one.id for one in name_rows.named_records(connection, "response")]))


def response_views(connection: Connection, ids: Sequence[str]) -> tuple[ResponseView, ...]:
    """The responses with these ids, with the names of their bodies and audits."""
    return tuple(_views(connection, response_rows.responses(connection, ids)))


def response_detail(register: Register, response: str) -> ResponseDetail:
    """One response with its lines, measures and letters, and the points that it leaves unanswered.

    Raises:
        UnknownReference: there is no such response.
    """
    with register.reading() as connection:
        record = stored_record(connection, "response", response, Response)
        letters = response_rows.letters_of(connection, response)
        lines = response_rows.with_targets(connection, response_rows.lines(connection, response))
        answered = {target.id for line in lines for target in line.targets}
        return ResponseDetail(
            view=_views(connection, [record])[0],
            lines=lines,
            measures=tuple(holding_rows.measures_about(connection, "response", response)),
            unanswered=response_rows.unanswered_points(connection, response, letters, answered),
            letters=tuple(name_rows.named_records(connection, "letter", ids=letters)),
        )


def response_sheet(register: Register, response: str) -> ResponseSheet:
    """A response beside the questions of its letters, then the points of its audits in printed order.

    Points that no letter put to these bodies come last: other points of the audits, and other targets of the lines.

    Raises:
        UnknownReference: there is no such response.
    """
    detail = response_detail(register, response)
    with register.reading() as connection:
        letters = [letter.id for letter in detail.letters]
        every = response_rows.unanswered_points(connection, response, letters, frozenset())
        requested = {target.id: target for target in every}
        others = {target.id: target for target in response_rows.every_point(connection, response)}
        answered = {target.id: target for line in detail.lines for target in line.targets}
        silent = (*detail.unanswered, *response_rows.every_point(connection, response, answered))
        unanswered = {target.id for target in silent}
        rows = tuple(
            ResponseSheetRow(
                target=target,
                line=_line_about(target, detail.lines),
                measures=_measures(connection, target),
                earlier=response_rows.other_stances(connection, target.id, response),
                answered=target.id not in unanswered,
                asked=target.id in requested,
            )
            for target in (requested | others | answered).values()
        )
    return ResponseSheet(detail, rows)


def _line_about(target: TargetView, lines: Sequence[LineView]) -> LineView | None:
    return next((line for line in lines if any(each.id == target.id for each in line.targets)), None)


def _measures(connection: Connection, target: TargetView) -> tuple[MeasureView, ...]:
    if target.entity != "recommendation":
        return ()
    return tuple(holding_rows.measures_about(connection, "recommendation", target.id))


def _views(connection: Connection, found: Sequence[Response]) -> list[ResponseView]:
    bodies = name_rows.names_by_id(connection, "body")
    sets = record_rows.form_values(connection, "response", [one.id for one in found])
    about = [audit for record in sets.values() for audit in _ids(record["audits"])]
    audits = {one.id: one for one in name_rows.named_records(connection, "audit", ids=about)}
    return [
        ResponseView(
            response=one,
            responder=bodies.get(one.responder or "", ""),
            on_behalf_of=tuple(
                sorted((bodies.get(body, "") for body in _ids(sets[one.id]["on_behalf_of"])), key=body_key)
            ),
            audits=tuple(audits[audit] for audit in _ids(sets[one.id]["audits"]) if audit in audits),
        )
        for one in found
    ]


def _ids(value: Given) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


class LetterOutcome(Struct, frozen=True):
    """The outcome of a letter: that of its worst recipient."""

    outcome: Outcome
    recipients: tuple[RecipientOutcome, ...] = ()
    """The recipients that are to respond, in the order of bodies."""


def letter_outcomes(register: Register, today: date, letters: Sequence[str]) -> dict[str, LetterOutcome]:
    """Map letters to their outcomes on the day `today`, also letters that require no response."""
    with register.reading() as connection:
        found = recipient_outcomes(connection, today, letters)
    by_letter: dict[str, list[RecipientOutcome]] = {letter: [] for letter in letters}
    for one in found:
        by_letter[one.letter].append(one)
    return {
        letter: LetterOutcome(
            worst_outcome(one.outcome for one in members), tuple(sorted(members, key=lambda one: body_key(one.name)))
        )
        for letter, members in by_letter.items()
    }


def audit_outcomes(register: Register, today: date, audit: str) -> dict[str, LetterOutcome]:
    """Map the letters about an audit, the oldest first, to their outcomes on the day `today`."""
    with register.reading() as connection:
        letters = letter_rows.letters_about(connection, audit)
    return letter_outcomes(register, today, letters)


def recipient_outcomes(connection: Connection, today: date, letters: Sequence[str]) -> list[RecipientOutcome]:
    """The outcome of every recipient of these letters that is to respond."""
    return list(_OutcomeReader(connection, letters, today).outcomes())


def waiting_recipients(connection: Connection, today: date) -> tuple[list[RecipientOutcome], set[str]]:
    """The outcomes of recipients whose response is missing or incomplete, and the letters with some response."""
    reader = _OutcomeReader(connection, letter_rows.every_letter_id(connection), today)
    return list(reader.outcomes(waiting=True)), reader.answered


class _OutcomeReader:
    """Outcomes of the recipients of some letters, from a fixed number of queries."""

    def __init__(self, connection: Connection, letters: Sequence[str], today: date) -> None:
        self.today = today
        self.answered: set[str] = set()
        """Letters with some response, among those that :meth:`outcomes` has passed."""
        self.names = name_rows.names_by_id(connection, "body")
        self.takers = takers(connection, today)
        """Body → those that have taken over from it."""
        found = letter_rows.letters_with_ids(connection, letters)
        self.letters = [one for one in found if one.kind not in NOT_REQUESTING_KINDS]
        self.bodies = letter_rows.requested_bodies(connection, [one.id for one in self.letters])
        self.audits = letter_rows.audits_of_letters(connection, letters)
        every = [audit for audits in self.audits.values() for audit in audits]
        self.facts = letter_rows.audit_facts(connection, every)
        following = [one.id for one in self.letters if one.kind in FOLLOWING]
        about = dict.fromkeys(audit for letter in following for audit in self.audits.get(letter, ()))
        self.requests = letter_rows.requests_about(connection, about) if about else {}
        """Audit of a reminder → the bodies that letters before it requested a response of, with their dates."""
        self.about_audits = response_rows.responses_about(connection, every)
        self.to_questions = response_rows.responses_to_questions(connection, letters)
        ids = chain(*self.about_audits.values(), *self.to_questions.values())
        self.stored = response_rows.stored_responses(connection, ids)

    def outcomes(self, *, waiting: bool = False) -> Iterator[RecipientOutcome]:
        """Yield the outcome of each recipient; with `waiting` only where a response is missing or incomplete."""
        for letter in self.letters:
            for body in self.bodies.get(letter.id, ()):
                concerned = self._concerned(letter.id, body.body)
                response, missing = self._response(letter, body, concerned)
                if response:
                    self.answered.add(letter.id)
                if missing or response is None or not waiting:
                    yield self._outcome(letter, body, concerned, response, missing)

    def _outcome(
        self,
        letter: RequestingLetter,
        body: RequestedBody,
        concerned: Sequence[LetterSubject],
        response: StoredResponse | None,
        missing: tuple[Named, ...],
    ) -> RecipientOutcome:
        outcome = response_outcome(
            self._request(letter, body),
            self._received(response, body) if response and not missing else None,
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
            answering=self._acting(body.answering),
            through=self.names.get(body.through) if body.through else None,
            outcome=_with_missing(outcome, missing) if response and missing else outcome,
            response=response.id if response else None,
            audits=tuple(one.named for one in concerned),
            missing=missing,
            responsible=frozenset(one.responsible for one in concerned if one.responsible),
        )

    def _request(self, letter: RequestingLetter, body: RequestedBody) -> RequestTerms:
        """The deadline of a recipient; an extension for the body that responds for it applies to it too."""
        known = body if body.requested or body.decision else self._answering(body)
        return RequestTerms(
            due=body.due or letter.due,
            extension_requested=known.requested,
            extension_decision=known.decision,
            extension_due=known.extended,
        )

    def _answering(self, body: RequestedBody) -> RequestedBody:
        """The recipient of the same letter that responds for this one; itself, where none does."""
        beside = self.bodies.get(body.letter, ()) if body.through else ()
        return next((one for one in beside if one.body == body.through), body)

    def _concerned(self, letter: str, body: str) -> list[LetterSubject]:
        """The audits that a body is to respond about: those of the letter that audit it, or all where none does."""
        every = [self.facts[audit] for audit in self.audits.get(letter, ()) if audit in self.facts]
        bodies = with_predecessors([body], self.takers)
        return [one for one in every if not bodies.isdisjoint(one.auditees)] or every

    def _response(
        self, letter: RequestingLetter, body: RequestedBody, concerned: Sequence[LetterSubject]
    ) -> tuple[StoredResponse | None, tuple[Named, ...]]:
        """The response that completed the matter, or the latest response and the audits still without one."""
        to_all = self._first(letter, body, self.to_questions.get(letter.id, ()))
        if to_all is not None or not concerned:
            return to_all, ()
        firsts = [self._first(letter, body, self.about_audits.get(one.named.id, ())) for one in concerned]
        missing = tuple(one.named for one, first in zip(concerned, firsts, strict=True) if first is None)
        return max((one for one in firsts if one is not None), key=_came, default=None), missing

    def _first(self, letter: RequestingLetter, body: RequestedBody, ids: Iterable[str]) -> StoredResponse | None:
        """The earliest of some responses that this body, or another for it or after it, gave after the letter."""
        return min(self._by(letter, body, ids), key=_came, default=None)

    def _acting(self, body: str) -> str:
        """The body that acts for a body today."""
        return self.takers.get(body, (body,))[-1]

    def _since(self, letter: RequestingLetter, body: RequestedBody) -> str | None:
        """The day from which responses count: of a reminder that of the letter that it is about, if there is one."""
        if letter.kind not in FOLLOWING:
            return letter.sent
        every = (pair for audit in self.audits.get(letter.id, ()) for pair in self.requests.get(audit, ()))
        acting = self._acting(body.answering)
        sent = [day for other, day in every if self._acting(other) == acting and may_follow(letter.sent, day)]
        return min(sent, key=lambda day: day or "", default=letter.sent)

    def _by(self, letter: RequestingLetter, body: RequestedBody, ids: Iterable[str]) -> Iterator[StoredResponse]:
        own = {body.body, *self.takers.get(body.body, ())}
        since = self._since(letter, body)
        answering = {body.answering, *self.takers.get(body.answering, ())}
        for one in (self.stored[response] for response in ids if response in self.stored):
            is_own = one.responder in answering or not own.isdisjoint(one.bodies)
            if is_own and may_follow(one.decided_on or one.received_on, since):
                yield one

    def _received(self, stored: StoredResponse, body: RequestedBody) -> ReceivedResponse:
        return ReceivedResponse(
            decided_on=stored.decided_on,
            received_on=stored.received_on,
            on_time=None if stored.override is None else bool(stored.override),
            override_reason=stored.override_reason,
            by=self.names.get(stored.responder) if stored.responder and stored.responder != body.body else None,
        )


def _came(stored: StoredResponse) -> date:
    """The day to order responses by; one without a date comes last."""
    came = ReceivedResponse(decided_on=stored.decided_on, received_on=stored.received_on).came
    return last_day(came) if came else date.max


def _with_missing(outcome: Outcome, missing: Sequence[Named]) -> Outcome:
    """The outcome of an incomplete response: that of a missing one, with the audits that lack a response."""
    rest = tuple(reason for reason in outcome.why if reason.code is not ReasonCode.NOT_ANSWERED)
    return replace(
        outcome, why=(*rest, Reason(ReasonCode.PART_ANSWERED, {"about": ", ".join(audit.name for audit in missing)}))
    )


_TIMES: Mapping[str, frozenset[ResponseOutcome]] = {
    "on_time": frozenset({ResponseOutcome.ON_TIME}),
    "within_extension": frozenset({ResponseOutcome.WITHIN_EXTENSION}),
    "waiting": frozenset({ResponseOutcome.WAITING, ResponseOutcome.WAITING_EXTENDED}),
    "late": frozenset({ResponseOutcome.LATE, ResponseOutcome.LATE_EXTENSION_UNDECIDED, *OVERDUE}),
    "uncertain": frozenset({ResponseOutcome.UNCERTAIN}),
}
"""Value of the filter `svar:` → the outcomes that match: the codes of :data:`storage.domain.filters.TIMES`."""


def matching_rows(register: Register, field: str, value: str) -> MatchingRows | None:
    """Row numbers of the recommendations that match a filter condition on responses and their deadlines.

    The conditions are `late`, `before` and `after` a partial date, `answer` with one of
    :data:`storage.domain.filters.TIMES`, and `lacking` with `answer` or `date`; None is returned for any other.
    """
    match field, value:
        case "late", _:
            return _rows(register, field, value, lambda every: every.having(OVERDUE))
        case (("before" | "after"), _):
            return _rows(register, field, value, lambda every: every.rows(_due(field, value)))
        case "answer", _ if value in _TIMES:
            return _rows(register, field, value, lambda every: every.having(_TIMES[value]))
        case "lacking", "answer":
            return _rows(register, "unanswered", value, ResponseFilters.unanswered)
        case "lacking", "date":
            return _rows(register, "undated", value, ResponseFilters.undated)
        case _:
            return None


def _rows(register: Register, name: str, value: str, matches: "Callable[[ResponseFilters], set[int]]") -> MatchingRows:
    """Row numbers as one value of a query, cached under `name`."""
    return cached(
        register,
        name,
        (register.today, value),
        lambda _connection: MatchingRows(json_array(sorted(matches(ResponseFilters.of(register))))),
    )


def _due(side: str, partial: str) -> Callable[[RecipientOutcome], bool]:
    """Make the test that a deadline lies wholly before, or after, a partial date."""
    if not is_partial_date(partial):
        return lambda _one: False
    if side == "before":
        return lambda one: one.outcome.due is not None and last_day(one.outcome.due) < first_day(partial)
    return lambda one: one.outcome.due is not None and last_day(one.outcome.due) > last_day(partial)


class ResponseFilters(Struct, frozen=True):
    """Map response outcomes to recommendation rows, for the filters `late`, `before:`, `after:` and `answer:`."""

    outcomes: Sequence[RecipientOutcome]
    concerned: Mapping[str, response_rows.AuditRecommendations]
    """Audit → its recommendations."""
    answered: frozenset[str]
    """Audits that some response is about."""

    @classmethod
    def of(cls, register: Register) -> "ResponseFilters":
        """The filters of a register, computed anew only when something is written or the day changes."""
        return cached(register, "response_filters", register.today, lambda connection: cls.read(register, connection))

    @classmethod
    def read(cls, register: Register, connection: Connection) -> "ResponseFilters":
        """Compute the filters from the tables."""
        every = recipient_outcomes(connection, register.today, letter_rows.every_letter_id(connection))
        outcomes = [one for one in every if one.kind not in FOLLOWING]
        recommendations = response_rows.recommendations_by_audit(connection)
        return cls(outcomes, recommendations, response_rows.audits_with_response(connection))

    def rows(self, wanted: Callable[[RecipientOutcome], bool]) -> set[int]:
        """Row numbers of the recommendations that concern a recipient with a wanted outcome."""
        return {row for one in self.outcomes if wanted(one) for row in self._of_recipient(one)}

    def having(self, codes: Collection[ResponseOutcome]) -> set[int]:
        """Row numbers of the recommendations that concern a recipient with one of these outcomes."""
        return self.rows(lambda one: one.outcome.code in codes)

    def unanswered(self) -> set[int]:
        """Row numbers of recommendations without a complete response, whether or not a letter requires one."""
        missing = self.rows(lambda one: one.is_missing)
        never = self._every() - self.rows(lambda _one: True)
        return missing | (never - {row for audit in self.answered for row in self._of_audit(audit)})

    def undated(self) -> set[int]:
        """Row numbers of recommendations without any known deadline of a response."""
        return self._every() - self.rows(lambda one: one.outcome.due is not None)

    def _of_recipient(self, one: RecipientOutcome) -> Iterator[int]:
        for audit in one.audits:
            if audit.id in self.concerned:
                yield from self.concerned[audit.id].of({one.body, one.answering})

    def _of_audit(self, audit: str) -> Iterable[int]:
        return self.concerned[audit].every if audit in self.concerned else ()

    def _every(self) -> set[int]:
        return {row for audit in self.concerned for row in self._of_audit(audit)}
