"""Consistency rules of a record's fields and between records, checked for the fields that an edit changes.

Contradictions that exist already, for example in an imported register, prevent no edit of other fields.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import date

from msgspec import Struct

from storage.database import names as name_rows
from storage.database.recording import Recording
from storage.domain.dates import first_day, is_partial_date, last_day
from storage.domain.outcomes import REFUSED
from storage.domain.records import Value
from storage.domain.text import searchable
from storage.errors import (
    AnswerBeforeLetter,
    ExtensionNotAsked,
    ExtensionRefused,
    FieldMissing,
    InRing,
    ParentElsewhere,
    PeriodReversed,
    SameName,
)
from storage.operations.ownership import is_current

_REQUESTING = ("missiv", "department_question")
"""Kinds of letters that first require a response; the others follow a late one, or require none."""
_RESPONDING = ("answer", "supplementary")

Row = dict[str, Value]


class Rule(Struct, frozen=True):
    """A consistency rule of a record, checked when any of some fields changes."""

    fields: frozenset[str]
    check: Callable[[Recording, str], None]
    """Raises the error of the record with that id."""


def check_rules(action: Recording, entity: str, record: str, changed: Collection[str] | None = None) -> None:
    """Check the rules of the `changed` fields of a record as the action writes it; None checks all.

    Raises:
        InvalidValue: a rule is broken; see the class and the field.
    """
    for rule in _RULES.get(entity, ()):
        if changed is None or not rule.fields.isdisjoint(changed):
            rule.check(action, record)


def _period(action: Recording, body: str) -> None:
    begins, ends = (_text(action.get("body", body), name) for name in ("valid_from", "valid_to"))
    if begins and ends and last_day(ends) < first_day(begins):
        raise PeriodReversed("valid_to", ends, begins)


def _one_body_of_a_name(action: Recording, body: str) -> None:
    row = action.get("body", body) or {}
    for other, present in _others(action, "body", body):
        if _same(present, row, "name") and _certainly_overlap(present, row):
            raise SameName("name", _text(row, "name"), "body", other)


def _one_person_of_a_name(action: Recording, person: str) -> None:
    row = action.get("person", person) or {}
    for other, present in _others(action, "person", person):
        if _same(present, row, "name") and _same(present, row, "title"):
            raise SameName("name", _text(row, "name"), "person", other)


def _no_ring(entity: str, field: str) -> Callable[[Recording, str], None]:
    def check(action: Recording, record: str) -> None:
        seen: set[str] = set()
        above = _text(action.get(entity, record), field)
        while above and above not in seen:
            if above == record:
                raise InRing(field, name_rows.name_of(action.connection, entity, record))
            seen.add(above)
            above = _text(action.get(entity, above), field)

    return check


def _parent_in_same_audit(action: Recording, recommendation: str) -> None:
    row = action.get("recommendation", recommendation) or {}
    parent = _text(row, "parent")
    audit = _text(action.get("recommendation", parent), "audit") if parent else ""
    if parent and audit != row.get("audit"):
        name = name_rows.name_of(action.connection, "recommendation", parent)
        raise ParentElsewhere("parent", name, name_rows.name_of(action.connection, "audit", audit))


def _extension(action: Recording, recipient: str) -> None:
    row = action.get("letter_recipient", recipient) or {}
    decision, due = _text(row, "extension_decision"), _text(row, "extension_due")
    if not row.get("extension_requested"):
        for field, value in (("extension_due", due), ("extension_decision", decision)):
            if value:
                raise ExtensionNotAsked(field, value)
    if decision == REFUSED and due:
        raise ExtensionRefused("extension_due", due)


def _override_has_reason(action: Recording, response: str) -> None:
    row = action.get("response", response) or {}
    if row.get("on_time_override") is not None and not row.get("override_reason"):
        raise FieldMissing("override_reason")


def _evidence_says_something(action: Recording, evidence: str) -> None:
    row = action.get("assessment_evidence", evidence) or {}
    if not any(row.get(name) for name in ("kind", "date", "source")):
        raise FieldMissing("kind")


def _response_after_letters(action: Recording, response: str) -> None:
    row = action.get("response", response) or {}
    if _text(row, "kind") not in {*_RESPONDING, ""}:
        return
    dates = [(name, _text(row, name)) for name in ("decided_on", "received_on")]
    for dated in filter(None, _request_dates(action, response)):
        for field, answered in dates:
            if is_partial_date(answered) and last_day(answered) < first_day(dated):
                raise AnswerBeforeLetter(field, answered, dated)


def _letter_before_responses(action: Recording, letter: str) -> None:
    """Compare a letter with the responses that it is the first to require."""
    row = action.get("letter", letter) or {}
    for link in action.existing("letter_audit", letter=letter).values():
        audit = _text(link, "audit")
        if _first_request(action, audit) == (_letter_date(row), letter):
            for answer in action.existing("response_audit", audit=audit).values():
                _refuse_letter_after(action, row, _text(answer, "response"))
    for question in action.existing("letter_question", letter=letter):
        for response in _responses_to(action, question):
            _refuse_letter_after(action, row, response)


def _refuse_letter_after(action: Recording, letter: Row, response: str) -> None:
    answer = action.get("response", response) or {}
    field, dated = "dated" if letter.get("dated") else "decided", _letter_date(letter)
    answered = _text(answer, "decided_on") or _text(answer, "received_on")
    counts = is_current(action, "response", response) and _text(answer, "kind") in {*_RESPONDING, ""}
    if counts and dated and is_partial_date(answered) and last_day(answered) < first_day(dated):
        raise AnswerBeforeLetter(field, answered, dated)


def _request_dates(action: Recording, response: str) -> Iterator[str]:
    """Yield the dates of the letters that require a response: the first of each audit, and those of the questions."""
    for link in action.existing("response_audit", response=response).values():
        yield _first_request(action, _text(link, "audit"))[0]
    for line in action.existing("response_line", response=response):
        for target in action.existing("response_line_target", response_line=line).values():
            question = action.get("letter_question", _text(target, "question"))
            yield _letter_date(action.get("letter", _text(question, "letter")))


def _responses_to(action: Recording, question: str) -> Iterator[str]:
    for target in action.existing("response_line_target", question=question).values():
        line = _text(target, "response_line")
        if is_current(action, "response_line", line):
            yield _text(action.get("response_line", line), "response")


def _first_request(action: Recording, audit: str) -> tuple[str, str]:
    """(date, id) of the first letter that requires a response to an audit; an unknown date is empty."""
    letters = []
    for link in action.existing("letter_audit", audit=audit).values():
        letter = _text(link, "letter")
        row = action.get("letter", letter)
        if row and row["removed"] is None and row["followup"] is None and row["kind"] in _REQUESTING:
            letters.append((_letter_date(row), letter))
    return min(letters, key=lambda each: first_day(each[0]) if each[0] else date.min, default=("", ""))


def _letter_date(letter: Row | None) -> str:
    found = _text(letter, "dated") or _text(letter, "decided")
    return found if is_partial_date(found) else ""


def _others(action: Recording, entity: str, record: str) -> Iterator[tuple[str, Row]]:
    for other, row in action.existing(entity, merged_into=None).items():
        if other != record:
            yield other, row


def _same(one: Row, other: Row, field: str) -> bool:
    return searchable(_text(one, field)) == searchable(_text(other, field))


def _certainly_overlap(one: Row, other: Row) -> bool:
    """True when two bodies certainly existed on the same day, other than the day on which one succeeds the other."""
    starts = [last_day(begins) for row in (one, other) if is_partial_date(begins := _text(row, "valid_from"))]
    stops = [first_day(ends) for row in (one, other) if is_partial_date(ends := _text(row, "valid_to"))]
    return max(starts, default=date.min) < min(stops, default=date.max)


def _text(row: Row | None, field: str) -> str:
    return str((row or {}).get(field) or "")


def _rule(fields: str, *checks: Callable[[Recording, str], None]) -> tuple[Rule, ...]:
    return tuple(Rule(frozenset(fields.split()), check) for check in checks)


_RULES: dict[str, tuple[Rule, ...]] = {
    "body": (
        *_rule("valid_from valid_to", _period),
        *_rule("name valid_from valid_to", _one_body_of_a_name),
        *_rule("successor", _no_ring("body", "successor")),
    ),
    "person": _rule("name title", _one_person_of_a_name),
    "recommendation": _rule("parent audit", _no_ring("recommendation", "parent"), _parent_in_same_audit),
    "letter": _rule("kind dated decided audits followup", _letter_before_responses),
    "letter_recipient": _rule("extension_requested extension_decision extension_due", _extension),
    "response": (
        *_rule("kind decided_on received_on audits", _response_after_letters),
        *_rule("on_time_override override_reason", _override_has_reason),
    ),
    "assessment_evidence": _rule("kind date source", _evidence_says_something),
}
"""Entity → its rules."""
