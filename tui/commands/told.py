"""A record of any kind as `granska show` tells it, in lines and for machines.

For machines a record's own fields bear the names that `add` and `edit` take, with ids where other records are meant.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping

from storage import entries, following, queries, watch_answers
from storage.domain.following import steps
from storage.domain.kinds import KINDS, Given, Input
from storage.domain.outcomes import NOT_ASKED
from storage.domain.text import one_line
from storage.register import Register
from tui.commands import followed, lines, outcomes, owned, shapes, sheets
from tui.commands.output import plain_record
from tui.commands.shapes import Shape
from tui.commands.written import kind_of
from tui.language.terms import entity_word, field_word

Told = tuple[Iterable[str], Shape]


def told(register: Register, entity: str, record: str) -> Told:
    """A record as lines and as an object."""
    sheet, shape = _told(register, entity, record)
    if entity not in KINDS:
        return sheet, shape
    removed = queries.record_of(register, entity, record).removed
    own = entered_shape(register, entity, record)
    return [*sheet, *_removed(removed)], {**own, **shape, **own, "removed": removed}


def entered_shape(register: Register, entity: str, record: str) -> Shape:
    """A record's own fields, as they are entered."""
    if entity not in KINDS:
        return shapes.record_shape(entity, queries.record_of(register, entity, record))
    return {"entity": entity, "id": record, **entries.entered(register, entity, record)}


def fields_sentence(entity: str) -> str:
    """Which fields a kind has, and what those choose among."""
    told = [
        f"{entry.name}{' (' + ', '.join(entry.choices) + ')' if entry.choices else ''}"
        for entry in kind_of(entity).entries
    ]
    return f"{entity_word(entity)}: {', '.join(told)}."


def _told(register: Register, entity: str, record: str) -> Told:
    if entity in _TELLING:
        return _TELLING[entity](register, record)
    if entity in KINDS:
        return _sheet(register, entity, record), {}
    plain = queries.record_of(register, entity, record)
    return sheets.record_sheet(register, entity, plain), shapes.record_shape(entity, plain)


def _recommendation(register: Register, record: str) -> Told:
    detail = queries.recommendation_detail(register, record)
    measures = entries.measures_of(register, recommendation=record)
    evidence = entries.evidence_of(register, record)
    through = steps(detail.judgements)
    shape = {
        **shapes.recommendation_detail_shape(detail, [followed.step_shape(step) for step in through]),
        "measures": owned.measure_shapes(measures),
        "evidence": [plain_record(one) for one in evidence],
    }
    beside = _fields(register, "recommendation", record, ("parent", "related", "closing_reason"))
    parts = [*owned.evidence_lines(evidence), *owned.measure_lines(measures)]
    return [*sheets.recommendation_sheet(detail), *followed.steps_line(through), *beside, *parts], shape


def _audit(register: Register, record: str) -> Told:
    views = queries.audits_at(register, [queries.rid_of(register, "audit", record) or 0])
    found = queries.recommendations(register, audit=record)
    measures = entries.measures_of(register, audit=record)
    answers = watch_answers.audit_outcomes(register, register.today, record)
    shape = {
        **shapes.audit_detail_shape(views[0], found),
        "measures": owned.measure_shapes(measures),
        "answers": outcomes.audit_outcome_shapes(answers),
    }
    beside = _fields(register, "audit", record, ("responsible", "decided_by", "decided_on", "paragraph"))
    parts = [*outcomes.audit_outcome_lines(answers), *owned.measure_lines(measures)]
    return [*sheets.audit_sheet(views[0], found), *beside, *parts], shape


def _letter(register: Register, record: str) -> Told:
    detail = entries.letter_detail(register, record)
    found = watch_answers.letter_outcomes(register, register.today, [record])[record]
    lines_told = [*_sheet(register, "letter", record), *owned.letter_lines(detail), *outcomes.outcome_lines(found)]
    return lines_told, outcomes.with_outcomes(owned.letter_parts(detail), found)


def _recipient(register: Register, record: str) -> Told:
    letter = str(entries.entered(register, "letter_recipient", record)["letter"])
    found = watch_answers.letter_outcomes(register, register.today, [letter])[letter]
    own = [one for one in found.recipients if one.recipient == record]
    sheet = [*_sheet(register, "letter_recipient", record), *outcomes.recipient_lines(own)]
    return sheet, outcomes.outcome_shape(own[0].outcome if own else NOT_ASKED)


def _response(register: Register, record: str) -> Told:
    detail = entries.response_detail(register, record)
    return [*_sheet(register, "response", record), *owned.response_lines(detail)], owned.response_parts(detail)


def _body(register: Register, record: str) -> Told:
    found = [view for view in queries.bodies(register) if view.body.id == record]
    shape = {key: value for view in found for key, value in shapes.body_shape(view).items()}
    return [*_sheet(register, "body", record), *map(lines.body_line, found)], shape


def _followup(register: Register, record: str) -> Told:
    plain = queries.record_of(register, "followup", record)
    found = [view for view in queries.followups(register) if view.followup.id == record]
    covered = entries.covered_audits(register, record)
    shape = {key: value for view in found for key, value in shapes.followup_shape(view).items()}
    whole = following.followup_detail(register, record)
    shape |= followed.detail_shape(whole)
    shape["covered"] = [shapes.covered_shape(*one) for one in covered]
    sheet = [*sheets.record_sheet(register, "followup", plain), *map(lines.followup_line, found)]
    told_of = (line for audit, account in covered for line in owned.covered_lines(audit, account))
    return [*sheet, *followed.detail_lines(whole), *told_of], {**shapes.record_shape("followup", plain), **shape}


_TELLING: Mapping[str, Callable[[Register, str], Told]] = {
    "recommendation": _recommendation,
    "audit": _audit,
    "letter": _letter,
    "letter_recipient": _recipient,
    "response": _response,
    "body": _body,
    "followup": _followup,
}
"""Entities of which more is told than their own fields."""


def _sheet(register: Register, entity: str, record: str) -> Iterator[str]:
    """Every field that something is known of, with other records by name."""
    yield f"{entity_word(entity)}: {one_line(_name(register, (entity,), record))}"
    yield f"Id: {record}"
    yield from _fields(register, entity, record, [entry.name for entry in KINDS[entity].entries])


def _fields(register: Register, entity: str, record: str, names: Iterable[str]) -> Iterator[str]:
    """The fields of these names that something is known of."""
    fields = entries.entered(register, entity, record)
    for entry in map(KINDS[entity].entry, names):
        value = fields[entry.name]
        if entry.input is Input.SEVERAL and isinstance(value, tuple):
            called = "\n".join(_name(register, entry.refers, one) for one in value)
            yield from sheets.named(field_word(entry.name), called)
        else:
            yield from sheets.field_lines(entry.name, _readable(register, entry.refers, value))


def _readable(register: Register, refers: tuple[str, ...], value: Given) -> Given:
    return _name(register, refers, value) if refers and isinstance(value, str) else value


def _name(register: Register, refers: tuple[str, ...], record: str) -> str:
    """What the record is called, of whichever of these kinds it is."""
    for entity in refers:
        for one in entries.named(register, entity, [record]):
            return one.name
    return queries.name_of(register, refers[0], record)


def _removed(why: str | None) -> Iterator[str]:
    if why is not None:
        yield f"{field_word('removed')}: {one_line(why)}"
