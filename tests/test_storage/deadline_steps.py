"""Audits, letters and responses as deadlines need them, entered as a person would."""

from datetime import date

from storage import deadlines, letters, responses
from storage.domain.deadlines import Deadline
from storage.domain.editable_fields import Given
from storage.operations.records import add
from storage.register import Register

TODAY = date(2026, 11, 22)


def made(register: Register, entity: str, **values: Given) -> str:
    """Enter a record; its id."""
    change = add(register, entity, values)
    (record,) = change.created[entity]
    return record


def audit(register: Register, title: str, *bodies: str, **more: Given) -> str:
    """An audit of these bodies with one recommendation; its id."""
    record = made(register, "audit", title=title, auditees=bodies, **more)
    made(register, "recommendation", audit=record, number="1", text=f"Se över {title}")
    return record


def letter(register: Register, about: str, *bodies: str, due: str | None = None, **more: Given) -> str:
    """A letter that asks these bodies to answer; its id."""
    record = made(register, "letter", **{"kind": "missiv", "audits": about, "answer_due": due, **more})
    for body in bodies:
        made(register, "letter_recipient", letter=record, body=body)
    return record


def recipient(register: Register, letter_id: str, body: str) -> str:
    """The id of the link between a letter and one of its bodies."""
    detail = letters.letter_detail(register, letter_id)
    return next(one.recipient.id for one in detail.recipients if one.name == body)


def standing(register: Register, letter_id: str, today: date = TODAY) -> dict[str, tuple[str, int | None]]:
    """Recipient → how its answer stands, and by how many days."""
    found = responses.letter_outcomes(register, today, [letter_id])[letter_id]
    return {one.name: (one.outcome.code.value, one.outcome.days) for one in found.recipients}


def items(register: Register, clock: str, today: date = TODAY, *, mine: bool = False) -> list[Deadline]:
    """What is watched by one clock."""
    return [one for one in deadlines.deadlines(register, today=today, mine=mine) if one.clock == clock]


def brief(found: list[Deadline]) -> list[tuple[str, str, int | None]]:
    """What each is about, how it stands and by how many days."""
    return [(one.name, one.outcome.value, one.days) for one in found]
