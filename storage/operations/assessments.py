"""Judging: setting a level, writing a comment, always in the open follow-up."""

from collections.abc import Sequence

from storage import clock
from storage.database import records
from storage.database.recording import Recording
from storage.domain.editable_fields import REASONS
from storage.domain.history import Change
from storage.domain.identity import id_from_fields
from storage.domain.records import Followup, Value
from storage.domain.text import paragraphs, tidy
from storage.errors import FollowupClosed, InvalidValue, NoOpenFollowup, UnknownLevel, UnknownReference
from storage.operations.new_register import CLOSED
from storage.register import Register


def assess(
    register: Register,
    recommendations: Sequence[str],
    level: str | None,
    *,
    comment: str | None = None,
    note: str | None = None,
) -> Change:
    """Judge recommendations, by id, in the open follow-up; their audits are put into it.

    `level` is a level's id in the follow-up's scale; None clears, which brings the newest earlier judgement back into
    view. A `note` becomes the comment where there is none and a last paragraph where there is one; so does a
    `comment` on several recommendations, while on one it replaces the comment.

    Raises:
        NoOpenFollowup: nothing is open to judge in.
        UnknownReference: a recommendation is not there; then none is judged.
        InvalidValue: the level is not in the open follow-up's scale.
    """
    with register.recording("assess" if level is not None else "clear_assessment") as action:
        followup = open_one(register)
        if level is not None and level not in {
            found.id for found in records.levels_of(register.connection, followup.scale or "")
        }:
            raise InvalidValue("level", level)
        replacing = comment is not None and len(dict.fromkeys(recommendations)) == 1
        _judge(register, action, followup, recommendations, level, comment or note, replacing=replacing)
    return action.change


def assess_by_number(register: Register, recommendations: Sequence[str], number: int, note: str | None) -> Change:
    """As :func:`assess`, by the number that a level has in the open follow-up's scale; 0 clears.

    Raises:
        NoOpenFollowup, UnknownReference: as for :func:`assess`.
        UnknownLevel: the scale has no such number.
    """
    with register.recording("assess" if number else "clear_assessment") as action:
        followup = open_one(register)
        levels = records.levels_of(register.connection, followup.scale or "") if number else ()
        if number > len(levels):
            raise UnknownLevel(str(number), [level.label or "" for level in levels])
        level = levels[number - 1].id if number else None
        _judge(register, action, followup, recommendations, level, note)
    return action.change


def comment(register: Register, recommendation: str, text: str) -> Change:
    """Write the comment of a recommendation in the open follow-up; an empty text takes it away.

    Raises:
        NoOpenFollowup, UnknownReference: as for :func:`assess`.
    """
    with register.recording("comment") as action:
        _put(register, action, open_one(register), recommendation, {"comment": tidy(text)})
    return action.change


def set_reason(register: Register, recommendations: Sequence[str], reason: str | None) -> Change:
    """Say why recommendations, by id, are judged as they are in the open follow-up; None takes the reason away.

    One of :data:`storage.domain.editable_fields.REASONS`. Those that are not judged there are left as they are.

    Raises:
        NoOpenFollowup, UnknownReference: as for :func:`assess`.
        InvalidValue: it is none of the reasons.
    """
    if reason is not None and reason not in REASONS:
        raise InvalidValue("reason", reason)
    with register.recording("set_reason") as action:
        followup = open_one(register)
        for recommendation in dict.fromkeys(recommendations):
            held = action.get("assessment", assessment_id(register, followup.id, recommendation))
            if held is not None and held["level"] is not None:
                _put(register, action, followup, recommendation, {"reason": reason})
    return action.change


def put_audit_in_followup(register: Register, action: Recording, followup: str, audit: str) -> None:
    """See to it that a follow-up covers an audit, last in its order when it did not."""
    values: dict[str, Value] = {"followup": followup, "audit": audit}
    link = id_from_fields(register.register_id, "followup_audit", values)
    held = action.get("followup_audit", link)
    if held is not None and held["followup"] is not None and held["removed"] is None:
        return
    taken = [int(row.get("position") or 0) for row in action.wanted("followup_audit", followup=followup)]
    last = max(taken, default=records.last_position(register.connection, followup))
    action.put("followup_audit", link, {**values, "position": 1 + last, "removed": None})


def open_one(register: Register) -> Followup:
    """The follow-up that is open.

    Raises:
        NoOpenFollowup: none is.
    """
    found = records.open_followup(register.connection)
    if found is None:
        raise NoOpenFollowup
    return found


def assessment_id(register: Register, followup: str, recommendation: str) -> str:
    """The id of the one judgement of a recommendation in a follow-up."""
    return id_from_fields(register.register_id, "assessment", {"followup": followup, "recommendation": recommendation})


def assessment_in_open_followup(
    register: Register, action: Recording, recommendation: str
) -> tuple[str, dict[str, Value]]:
    """The id and the key of a recommendation's judgement in the open follow-up, which is made where it was not there.

    Raises:
        NoOpenFollowup, UnknownReference: as for :func:`assess`.
    """
    followup = open_one(register)
    put_audit_in_followup(register, action, followup.id, _audit_of(action, recommendation))
    key: dict[str, Value] = {"followup": followup.id, "recommendation": recommendation}
    assessment = assessment_id(register, followup.id, recommendation)
    action.put("assessment", assessment, {**key, "removed": None})
    return assessment, key


def expect_open(action: Recording, entity: str, record: str) -> None:
    """See to it that a record belongs to no closed follow-up.

    Raises:
        FollowupClosed: it does.
    """
    row = action.get(entity, record) or {}
    if entity == "assessment_evidence":
        row = action.get("assessment", str(row["assessment"])) or {}
    elif entity != "assessment":
        return
    followup = action.get("followup", str(row.get("followup"))) or {}
    if followup.get("state") == CLOSED:
        raise FollowupClosed(str(followup["title"] or ""))


def _audit_of(action: Recording, recommendation: str) -> str:
    record = action.get("recommendation", recommendation)
    audit = action.get("audit", str(record["audit"])) if record is not None else None
    if record is None or record["removed"] is not None or audit is None or audit["removed"] is not None:
        raise UnknownReference(recommendation, "recommendation")
    return str(record["audit"])


def _put(
    register: Register, action: Recording, followup: Followup, recommendation: str, values: dict[str, Value]
) -> None:
    audit = _audit_of(action, recommendation)
    assessment = assessment_id(register, followup.id, recommendation)
    if action.get("assessment", assessment) is None and not any(values[f] for f in ("level", "comment") if f in values):
        return
    put_audit_in_followup(register, action, followup.id, audit)
    named = {"followup": followup.id, "recommendation": recommendation, "removed": None}
    action.put("assessment", assessment, {**named, **values})


def _judge(
    register: Register,
    action: Recording,
    followup: Followup,
    recommendations: Sequence[str],
    level: str | None,
    text: str | None,
    *,
    replacing: bool = False,
) -> None:
    """Put a level, and the comment that a text becomes."""
    added = tidy(text or "")
    for recommendation in dict.fromkeys(recommendations):
        values = _judgement(register, level)
        if replacing:
            values["comment"] = added
        elif added:
            values["comment"] = _joined(register, action, followup, recommendation, added)
        _put(register, action, followup, recommendation, values)


def _judgement(register: Register, level: str | None) -> dict[str, Value]:
    if level is None:
        return {"level": None, "assessed_on": None, "assessed_by": None}
    return {"level": level, "assessed_on": clock.today().isoformat(), "assessed_by": register.who}


def _joined(register: Register, action: Recording, followup: Followup, recommendation: str, added: str) -> str:
    held = action.get("assessment", assessment_id(register, followup.id, recommendation)) or {}
    before = str(held.get("comment") or "")
    return f"{before}\n{added}" if paragraphs(before) else added
