"""Assessments of recommendations: level, comment and reason, always in the open follow-up."""

from collections.abc import Sequence

from storage import clock
from storage.database import names as name_rows
from storage.database import records as record_rows
from storage.database.recording import Recording
from storage.database.settled import is_assessed_earlier, settled_by_earlier
from storage.domain.editable_fields import REASONS
from storage.domain.followups import REMAINING, SettledPoint
from storage.domain.history import Change
from storage.domain.identity import id_from_fields
from storage.domain.records import Followup, Value, replace
from storage.domain.text import paragraphs, tidy
from storage.errors import (
    AlreadySettled,
    DividedRecommendation,
    FieldMissing,
    FollowupClosed,
    InvalidValue,
    NoOpenFollowup,
    NotSettled,
    UnknownLevel,
    UnknownReference,
)
from storage.operations.new_register import CLOSED
from storage.register import Register


def assess(
    register: Register,
    recommendations: Sequence[str],
    level: str | None,
    *,
    comment: str | None = None,
    note: str | None = None,
    reopening: str | None = None,
) -> Change:
    """Assess recommendations, by id, in the open follow-up, which then covers their audits.

    `level` is a level's id in the follow-up's scale; None clears the assessment, so that the newest earlier one is
    shown, and what was settled before is settled again. A `note` becomes the comment, or its last paragraph where
    there is one; so does a `comment` on several recommendations, while on one it replaces the comment. `reopening` is
    the reason, or an empty text, with which settled ones are taken in again. Of several, those with sub-points are
    left out, and settled ones where `reopening` is None.

    Raises:
        NoOpenFollowup: no follow-up is open.
        DividedRecommendation: all of them have sub-points, which are assessed instead.
        UnknownReference: a recommendation does not exist; none is assessed.
        InvalidValue: the level is not in that scale.
        AlreadySettled: all of them are settled, and `reopening` is None.
    """
    with register.recording("assess" if level is not None else "clear_assessment") as action:
        followup = require_open_followup(register)
        if level is not None and level not in {
            found.id for found in record_rows.levels_of(register.connection, followup.scale or "")
        }:
            raise InvalidValue("level", level)
        recommendations = _without_divided(action, recommendations) if level is not None else recommendations
        if level is not None:
            recommendations = _reopen(register, action, followup, recommendations, reopening)
        replacing = comment is not None and len(dict.fromkeys(recommendations)) == 1
        _assess(register, action, followup, recommendations, level, comment or note, replacing=replacing)
    return action.change


def assess_by_number(register: Register, recommendations: Sequence[str], number: int, note: str | None) -> Change:
    """Assess as :func:`assess`, by the number of a level in the open follow-up's scale; 0 clears.

    Raises:
        NoOpenFollowup, DividedRecommendation, UnknownReference, AlreadySettled: as for :func:`assess`.
        UnknownLevel: the scale has no such number.
    """
    with register.recording("assess" if number else "clear_assessment") as action:
        followup = require_open_followup(register)
        levels = record_rows.levels_of(register.connection, followup.scale or "") if number else ()
        if number > len(levels):
            raise UnknownLevel(str(number), [level.label or "" for level in levels])
        level = levels[number - 1].id if number else None
        recommendations = _without_divided(action, recommendations) if number else recommendations
        if level is not None:
            recommendations = _reopen(register, action, followup, recommendations, None)
        _assess(register, action, followup, recommendations, level, note)
    return action.change


def comment(register: Register, recommendation: str, text: str) -> Change:
    """Set the comment on a recommendation in the open follow-up; an empty text removes it.

    Raises:
        NoOpenFollowup, UnknownReference, AlreadySettled: as for :func:`assess`.
    """
    with register.recording("comment") as action:
        followup = require_open_followup(register)
        _reopen(register, action, followup, [recommendation], None)
        _put(register, action, followup, recommendation, {"comment": tidy(text)})
    return action.change


def reopen(register: Register, recommendation: str, reason: str) -> Change:
    """Take a settled recommendation into the open follow-up again, or change the reason for that.

    Raises:
        NoOpenFollowup, UnknownReference: as for :func:`assess`.
        NotSettled: it is not settled, so that it is assessed as it is.
        FieldMissing: there is no reason.
    """
    if not tidy(reason):
        raise FieldMissing("reopened_reason")
    with register.recording("reopen") as action:
        followup = require_open_followup(register)
        if not settled_in(register, action, followup, [recommendation], taken_in=True):
            raise NotSettled(name_rows.name_of(register.connection, "recommendation", recommendation))
        put_audit_in_followup(register, action, followup.id, _audit_of(action, recommendation))
        _put(register, action, followup, recommendation, {"reopened_reason": tidy(reason)})
    return action.change


def settled_in(
    register: Register,
    action: Recording,
    followup: Followup,
    recommendations: Sequence[str],
    *,
    taken_in: bool = False,
) -> dict[str, SettledPoint]:
    """Map those of the recommendations that a follow-up leaves out as settled to what settled them.

    With `taken_in` those that it has taken in again too.

    An audit that the follow-up does not cover yet counts as if it came in with the scope that is proposed for it.
    """
    earlier = settled_by_earlier(register.connection, followup.id, recommendations)
    found = {}
    for recommendation in recommendations:
        stored = action.get("assessment", assessment_id(register, followup.id, recommendation)) or {}
        if not taken_in and (stored.get("level") is not None or stored.get("reopened_reason") is not None):
            continue
        record = action.get("recommendation", recommendation) or {}
        point = earlier.get(recommendation, SettledPoint())
        if record.get("closing_reason"):
            found[recommendation] = replace(point, reason=str(record["closing_reason"]))
        elif recommendation in earlier and _scope_of(register, action, followup.id, str(record["audit"])) == REMAINING:
            found[recommendation] = point
    return found


def _scope_of(register: Register, action: Recording, followup: str, audit: str) -> str | None:
    link = action.get("followup_audit", followup_audit_id(register, followup, audit))
    if link is None or link["followup"] is None or link["removed"] is not None:
        return proposed_scope(register, followup, audit)
    return None if link["scope"] is None else str(link["scope"])


def proposed_scope(register: Register, followup: str, audit: str) -> str | None:
    """The scope of an audit that comes into a follow-up: `remaining` where an earlier one assessed it, else all."""
    return REMAINING if is_assessed_earlier(register.connection, followup, audit) else None


def _reopen(
    register: Register, action: Recording, followup: Followup, recommendations: Sequence[str], reason: str | None
) -> list[str]:
    """Take what is settled in again for a reason, and return all; if that is None, return those not settled.

    Raises:
        AlreadySettled: all are settled, and there is no reason.
    """
    settled = settled_in(register, action, followup, recommendations)
    if reason is None:
        left = [each for each in recommendations if each not in settled]
        if settled and not left:
            record, point = next(iter(settled.items()))
            name = name_rows.name_of(register.connection, "recommendation", record)
            raise AlreadySettled(name, point.year, point.level.label if point.level else None, point.reason)
        return left
    for recommendation in settled:
        _put(register, action, followup, recommendation, {"reopened_reason": tidy(reason)})
    return list(recommendations)


def set_reason(register: Register, recommendations: Sequence[str], reason: str | None) -> Change:
    """Set the reason for the assessments of recommendations, by id, in the open follow-up; None removes it.

    It is one of :data:`storage.domain.editable_fields.REASONS`. Recommendations without a level there are left out.

    Raises:
        NoOpenFollowup, UnknownReference: as for :func:`assess`.
        InvalidValue: it is none of the reasons.
    """
    if reason is not None and reason not in REASONS:
        raise InvalidValue("reason", reason)
    with register.recording("set_reason") as action:
        followup = require_open_followup(register)
        for recommendation in dict.fromkeys(recommendations):
            stored = action.get("assessment", assessment_id(register, followup.id, recommendation))
            if stored is not None and stored["level"] is not None:
                _put(register, action, followup, recommendation, {"reason": reason})
    return action.change


def put_audit_in_followup(
    register: Register, action: Recording, followup: str, audit: str, scope: str | None = None
) -> None:
    """Make a follow-up cover an audit, last in its order if it did not; a new one has the proposed scope by default."""
    link = followup_audit_id(register, followup, audit)
    stored = action.get("followup_audit", link)
    if stored is not None and stored["followup"] is not None and stored["removed"] is None:
        if scope is not None:
            action.put("followup_audit", link, {"scope": scope})
        return
    taken = [int(row.get("position") or 0) for row in action.wanted("followup_audit", followup=followup)]
    last = max(taken, default=record_rows.last_position(register.connection, followup))
    values: dict[str, Value] = {"followup": followup, "audit": audit, "position": 1 + last, "removed": None}
    values["scope"] = scope or proposed_scope(register, followup, audit)
    action.put("followup_audit", link, values)


def require_open_followup(register: Register) -> Followup:
    """The open follow-up.

    Raises:
        NoOpenFollowup: no follow-up is open.
    """
    found = record_rows.open_followup(register.connection)
    if found is None:
        raise NoOpenFollowup
    return found


def assessment_id(register: Register, followup: str, recommendation: str) -> str:
    """The id of the assessment of a recommendation in a follow-up, which has at most one."""
    return id_from_fields(register.register_id, "assessment", {"followup": followup, "recommendation": recommendation})


def followup_audit_id(register: Register, followup: str, audit: str) -> str:
    """The id of the link between a follow-up and an audit that it covers."""
    return id_from_fields(register.register_id, "followup_audit", {"followup": followup, "audit": audit})


def assessment_in_open_followup(
    register: Register, action: Recording, recommendation: str
) -> tuple[str, dict[str, Value]]:
    """The id and the natural key of a recommendation's assessment in the open follow-up, created if missing.

    Raises:
        NoOpenFollowup, UnknownReference, AlreadySettled: as for :func:`assess`.
    """
    followup = require_open_followup(register)
    _reopen(register, action, followup, [recommendation], None)
    put_audit_in_followup(register, action, followup.id, _audit_of(action, recommendation))
    key: dict[str, Value] = {"followup": followup.id, "recommendation": recommendation}
    assessment = assessment_id(register, followup.id, recommendation)
    action.put("assessment", assessment, {**key, "removed": None})
    return assessment, key


def require_editable(action: Recording, entity: str, record: str) -> None:
    """Raise if a record belongs to a closed follow-up.

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
    empty = not any(values.get(name) for name in ("level", "comment")) and values.get("reopened_reason") is None
    if empty and action.get("assessment", assessment) is None:
        return
    put_audit_in_followup(register, action, followup.id, audit)
    named = {"followup": followup.id, "recommendation": recommendation, "removed": None}
    action.put("assessment", assessment, {**named, **values})


def _assess(
    register: Register,
    action: Recording,
    followup: Followup,
    recommendations: Sequence[str],
    level: str | None,
    text: str | None,
    *,
    replacing: bool = False,
) -> None:
    """Set a level, and a text as comment or as its last paragraph."""
    added = tidy(text or "")
    for recommendation in dict.fromkeys(recommendations):
        values = _level_fields(register, level)
        if replacing:
            values["comment"] = added
        elif added:
            values["comment"] = _joined(register, action, followup, recommendation, added)
        _put(register, action, followup, recommendation, values)


def _without_divided(action: Recording, recommendations: Sequence[str]) -> Sequence[str]:
    """Return those without sub-points.

    Raises:
        DividedRecommendation: there are none.
    """
    divided = record_rows.divided_among(action.connection, list(dict.fromkeys(recommendations)))
    chosen = [each for each in recommendations if each not in divided]
    if divided and not chosen:
        raise DividedRecommendation(name_rows.name_of(action.connection, "recommendation", recommendations[0]))
    return chosen


def _level_fields(register: Register, level: str | None) -> dict[str, Value]:
    if level is None:
        return {"level": None, "assessed_on": None, "assessed_by": None, "reopened_reason": None}
    return {"level": level, "assessed_on": clock.today().isoformat(), "assessed_by": register.who}


def _joined(register: Register, action: Recording, followup: Followup, recommendation: str, added: str) -> str:
    stored = action.get("assessment", assessment_id(register, followup.id, recommendation)) or {}
    before = str(stored.get("comment") or "")
    return f"{before}\n{added}" if paragraphs(before) else added
