"""Plain edits: audits, recommendations and a follow-up's texts, made, changed and taken out of the lists."""

import uuid
from collections.abc import Mapping, Sequence

from storage.database import holdings, lookup
from storage.database.recording import Recording
from storage.domain.change import Change
from storage.domain.dates import is_partial_date
from storage.domain.identity import id_from_fields
from storage.domain.records import Followup
from storage.domain.text import one_line, searchable, tidy
from storage.domain.value import Value
from storage.errors import FollowupClosed, InvalidValue, UnknownReference
from storage.intake.bodynames import body_kind
from storage.operations.assessing import put_audit_in_followup
from storage.operations.beginning import CLOSED
from storage.register import Register

AUDIT_FIELDS = (
    "title", "short_title", "years", "source", "type", "registry_number", "firm", "purpose", "judgement", "grounds",
    "report_date", "handed_over",
)  # fmt: skip
RECOMMENDATION_FIELDS = (
    "number", "theme", "text", "kind", "planned", "fact_check_comment", "internal_note", "closing_reason",
)  # fmt: skip
FOLLOWUP_FIELDS = ("title", "purpose", "method", "judgement", "disclaimer", "report_date")
COVERED_FIELDS = ("trail_text", "judgement", "follow_up_again", "follow_up_year", "meeting_needed")
"""What an editor may write of an audit inside a follow-up."""

_TEXTS = frozenset(
    {
        "purpose",
        "judgement",
        "grounds",
        "text",
        "method",
        "disclaimer",
        "trail_text",
        "fact_check_comment",
        "internal_note",
    }
)
_DATES = frozenset({"report_date", "handed_over", "planned"})
_CHOICES = {"follow_up_again": ("none", "may", "shall")}


def new_audit(register: Register, values: Mapping[str, Value], bodies: Sequence[str] = ()) -> Change:
    """Make an audit with these fields and audited bodies, by name; bodies that are not there are made.

    Raises:
        InvalidValue: a field cannot hold its value, or there is no title.
    """
    audit = str(uuid.uuid4())
    with register.recording("new_audit") as action:
        put = _checked(values, AUDIT_FIELDS)
        if not put.get("title"):
            raise InvalidValue("title", "")
        action.put("audit", audit, {"source": "audit", **put})
        _put_auditees(register, action, audit, bodies)
    return action.change


def edit_audit(
    register: Register, audit: str, values: Mapping[str, Value], bodies: Sequence[str] | None = None
) -> Change:
    """Change fields of an audit, and with `bodies` which bodies it audited.

    Raises:
        UnknownReference: there is no such audit.
        InvalidValue: a field cannot hold its value.
    """
    with register.recording("edit_audit") as action:
        _expect(action, "audit", audit)
        action.put("audit", audit, _checked(values, AUDIT_FIELDS))
        if bodies is not None:
            _put_auditees(register, action, audit, bodies)
    return action.change


def new_recommendation(register: Register, audit: str, values: Mapping[str, Value]) -> Change:
    """Make a recommendation, last in its audit.

    Raises:
        UnknownReference: there is no such audit.
        InvalidValue: a field cannot hold its value, or there is no text.
    """
    with register.recording("new_recommendation") as action:
        _expect(action, "audit", audit)
        put = _checked(values, RECOMMENDATION_FIELDS)
        if not put.get("text"):
            raise InvalidValue("text", "")
        taken = [row.position or 0 for row in lookup.recommendations_of(register.connection, audit)]
        place: dict[str, Value] = {"audit": audit, "position": 1 + max(taken, default=0)}
        action.put("recommendation", str(uuid.uuid4()), {"kind": "recommendation", **put, **place})
    return action.change


def edit_recommendation(register: Register, recommendation: str, values: Mapping[str, Value]) -> Change:
    """Change fields of a recommendation.

    Raises:
        UnknownReference: there is no such recommendation.
        InvalidValue: a field cannot hold its value.
    """
    with register.recording("edit_recommendation") as action:
        _expect(action, "recommendation", recommendation)
        action.put("recommendation", recommendation, _checked(values, RECOMMENDATION_FIELDS))
    return action.change


def remove(register: Register, entity: str, record: str, reason: str) -> Change:
    """Take an audit or a recommendation out of every list and count. It stays in the history, with the reason.

    Raises:
        UnknownReference: it is not there.
        InvalidValue: there is no reason.
    """
    with register.recording("remove") as action:
        _expect(action, entity, record)
        if not (why := one_line(reason)):
            raise InvalidValue("removed", "")
        action.put(entity, record, {"removed": why})
    return action.change


def edit_followup(register: Register, followup: str, values: Mapping[str, Value]) -> Change:
    """Change the texts of an open follow-up.

    Raises:
        UnknownReference, FollowupClosed: it is not there, or closed.
        InvalidValue: a field cannot hold its value.
    """
    with register.recording("edit_followup") as action:
        _expect_open(register, followup)
        action.put("followup", followup, _checked(values, FOLLOWUP_FIELDS))
    return action.change


def edit_covered_audit(register: Register, followup: str, audit: str, values: Mapping[str, Value]) -> Change:
    """Write what an open follow-up says of an audit as a whole; it is put into the follow-up if it was not there.

    Raises:
        UnknownReference, FollowupClosed: one of them is not there, or the follow-up is closed.
        InvalidValue: a field cannot hold its value.
    """
    with register.recording("edit_followup_audit") as action:
        _expect_open(register, followup)
        _expect(action, "audit", audit)
        put_audit_in_followup(register, action, followup, audit)
        link = id_from_fields(register.register_id, "followup_audit", {"followup": followup, "audit": audit})
        action.put("followup_audit", link, _checked(values, COVERED_FIELDS))
    return action.change


def _checked(values: Mapping[str, Value], allowed: Sequence[str]) -> dict[str, Value]:
    """The values as they are kept: texts tidied, lines on one line; empty means unknown."""
    return {name: _kept(name, value, allowed) for name, value in values.items()}


def _kept(name: str, value: Value, allowed: Sequence[str]) -> Value:
    if name not in allowed:
        raise InvalidValue(name, str(value))
    if value is None or isinstance(value, int):
        return value
    text = tidy(value) if name in _TEXTS else one_line(value)
    if text and name in _DATES and not is_partial_date(text):
        raise InvalidValue(name, text)
    if text and text not in _CHOICES.get(name, (text,)):
        raise InvalidValue(name, text)
    return text or None


def _put_auditees(register: Register, action: Recording, audit: str, names: Sequence[str]) -> None:
    known = holdings.bodies_by_name(register.connection)
    wanted = [known.get(searchable(name)) or _new_body(action, name) for name in map(one_line, names) if name]
    for link in lookup.auditee_links(register.connection, audit):
        if link.body not in wanted:
            action.put("audit_auditee", link.id, {"removed": "inte längre granskat organ"})
    for body in wanted:
        key: dict[str, Value] = {"audit": audit, "body": body}
        action.put(
            "audit_auditee", id_from_fields(register.register_id, "audit_auditee", key), {**key, "removed": None}
        )


def _new_body(action: Recording, name: str) -> str:
    body = str(uuid.uuid4())
    action.put("body", body, {"name": name, "kind": body_kind(name)})
    return body


def _expect(action: Recording, entity: str, record: str) -> None:
    found = action.get(entity, record)
    if found is None or found["removed"] is not None:
        raise UnknownReference(record, entity)


def _expect_open(register: Register, followup: str) -> None:
    found = lookup.record(register.connection, "followup", followup)
    if not isinstance(found, Followup) or found.removed is not None:
        raise UnknownReference(followup, "followup")
    if found.state == CLOSED:
        raise FollowupClosed(found.title or "")
