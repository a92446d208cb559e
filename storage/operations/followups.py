"""Follow-ups: starting, correcting, editing and closing them, and the audits and scale of the open one.

Closing a follow-up opens the next, so one is always open. While that is empty, starting a follow-up or a correction
turns it into that; once it has content, no other is started, as assessments are made in the one open follow-up.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from storage import clock
from storage.database import followups as followup_rows
from storage.database import names as name_rows
from storage.database import records as record_rows
from storage.database.followups import newest_followup
from storage.database.recording import Recording
from storage.domain.editable_fields import COVERED_AUDIT, FOLLOWUP, SCOPES, Given
from storage.domain.history import STORE, Change
from storage.domain.identity import id_from_fields, natural_id
from storage.domain.records import Followup, FollowupClosing, Value
from storage.domain.text import one_line
from storage.domain.vocabulary import field_types
from storage.errors import (
    AlreadySuperseded,
    AuditJudged,
    FollowupClosed,
    FollowupUnderWay,
    InvalidValue,
    NotClosed,
    ScaleJudgedOn,
    UnknownReference,
)
from storage.operations.assessments import assessment_id, followup_audit_id, put_audit_in_followup
from storage.operations.new_register import CLOSED, OPEN
from storage.operations.ownership import TAKEN_OUT, is_current, require_current, resolve_reference
from storage.operations.records import refuse_unknown_fields, single, written_fields
from storage.register import Register


def edit_followup(register: Register, followup: str, values: Mapping[str, Given]) -> Change:
    """Change the texts of an open follow-up.

    Raises:
        UnknownReference, FollowupClosed: it does not exist, or is closed.
        InvalidValue, AmbiguousReference: a value is invalid.
    """
    with register.recording("edit_followup") as action:
        require_editable_followup(action, followup)
        action.put("followup", followup, followup_fields(action, values))
    return action.change


def followup_fields(action: Recording, values: Mapping[str, Given]) -> dict[str, Value]:
    """Parse the fields of a follow-up; an unknown person is created.

    Raises:
        InvalidValue, UnknownReference, AmbiguousReference: a value is invalid.
    """
    refuse_unknown_fields(FOLLOWUP, values)
    fields = written_fields(FOLLOWUP, values)
    for entry in FOLLOWUP.fields:
        if entry.refers and entry.name in values:
            name = single(values[entry.name])
            fields[entry.name] = resolve_reference(action, entry, name)[1] if name else None
    return fields


def edit_covered_audit(register: Register, followup: str, audit: str, values: Mapping[str, Given]) -> Change:
    """Set the texts of an audit in an open follow-up, which then covers it.

    Raises:
        UnknownReference, FollowupClosed: one of them does not exist, or the follow-up is closed.
        InvalidValue: a value is invalid.
    """
    with register.recording("edit_followup_audit") as action:
        require_editable_followup(action, followup)
        require_current(action, "audit", audit)
        refuse_unknown_fields(COVERED_AUDIT, values)
        put_audit_in_followup(register, action, followup, audit)
        link = followup_audit_id(register, followup, audit)
        action.put("followup_audit", link, written_fields(COVERED_AUDIT, values))
    return action.change


def require_editable_followup(action: Recording, followup: str) -> Followup:
    """The follow-up as it was before the action.

    Raises:
        UnknownReference, FollowupClosed: it does not exist, or is closed.
    """
    found = record_rows.require_record(action.connection, "followup", followup, Followup)
    if found.state == CLOSED:
        raise FollowupClosed(found.title or "")
    return found


_CORRECTED = "{title} (rättad)"
NO_TEXTS: Mapping[str, Given] = MappingProxyType({})
_TEXTS = ("background", "purpose", "criteria", "limits", "method", "judgement", "disclaimer", "plan_year")
_ASSESSMENT = ("level", "comment", "department_report", "reason", "assessed_on", "assessed_by", "reopened_reason")
_NOT_COPIED = frozenset({"removed", "followup"})


def start_followup(
    register: Register,
    *,
    title: str | None = None,
    year: int | None = None,
    responsible: Given = None,
    scale: str | None = None,
    audits: Sequence[str] = (),
    scope: str | None = None,
    texts: Mapping[str, Given] = NO_TEXTS,
) -> Change:
    """Start a follow-up: use the open, empty one, else create one. The change touches one `followup`.

    Args:
        register: the register, open for writing.
        title: its title; made of the year by default.
        year: that of today by default.
        responsible: the person who leads it, by id or name; an unknown one is created.
        scale: the id of a scale; that of the last follow-up by default.
        audits: ids of the audits that it covers, in order.
        scope: the scope of these; by default only what remains, where an earlier follow-up assessed an audit.
        texts: other fields, such as its `purpose` and `method`.

    Raises:
        FollowupUnderWay: one is open that covers audits or has assessments.
        UnknownReference, AmbiguousReference, InvalidValue: a reference or value is invalid.
    """
    year = year or clock.today().year
    with register.recording("start_followup") as action:
        record, empty = _reusable(register, action)
        entered: dict[str, Given] = {
            "title": one_line(title or "") or f"Uppföljning {year}",
            "year": year,
            "responsible": responsible,
            **texts,
        }
        chosen = scale or (empty.scale if empty else None) or _last_scale(register)
        values = {**followup_fields(action, entered), "scale": chosen, "state": OPEN, "supersedes": None}
        require_current(action, "scale", chosen or "")
        action.put("followup", record, values)
        _put_in(register, action, record, audits, scope)
    return action.change


def start_correction(register: Register, followup: str, *, title: str | None = None) -> Change:
    """Start a correction of a closed follow-up: an open copy of it, which supersedes it when closed.

    Raises:
        UnknownReference: there is no such follow-up.
        NotClosed, AlreadySuperseded: it is open, or corrected already; then the correction is to be corrected.
        FollowupUnderWay: one is open that covers audits or has assessments.
    """
    with register.recording("start_correction") as action:
        found = record_rows.require_record(action.connection, "followup", followup, Followup)
        if found.state != CLOSED:
            raise NotClosed(found.title or "")
        if (by := followup_rows.superseding(register.connection, followup)) is not None:
            raise AlreadySuperseded(found.title or "", by.title or "")
        record, _empty = _reusable(register, action)
        texts: dict[str, Value] = {name: getattr(found, name) for name in (*_TEXTS, "year", "scale", "responsible")}
        named = one_line(title or "") or _CORRECTED.format(title=found.title or found.year or "")
        values: dict[str, Given] = {"title": named}
        correction: dict[str, Value] = {**texts, "state": OPEN, "report_date": None, "supersedes": followup}
        action.put("followup", record, {**followup_fields(action, values), **correction})
        _copy_parts(register, action, followup, record)
    return action.change


def choose_audits(register: Register, followup: str, audits: Sequence[str], *, clearing: bool = False) -> Change:
    """Make an open follow-up cover exactly these audits, by id, in this order.

    Raises:
        UnknownReference, FollowupClosed: an audit or the follow-up does not exist, or that is closed.
        AuditJudged: an audit to take out has assessments, and `clearing` is False.
    """
    with register.recording("choose_audits") as action:
        require_editable_followup(action, followup)
        chosen = list(dict.fromkeys(audits))
        left_out = [audit for audit in _covered(action, followup) if audit not in chosen]
        _take_out(register, action, followup, left_out, clearing=clearing)
        _put_in(register, action, followup, chosen)
        _put_in_order(register, action, followup, chosen)
    return action.change


def put_audits(register: Register, followup: str, audits: Sequence[str], scope: str | None = None) -> Change:
    """Add audits, by id, last to an open follow-up, in this order; audits that it covers keep their places.

    `scope` is that of all of them; by default the new ones have the proposed one, and the others keep theirs.

    Raises:
        UnknownReference, FollowupClosed: as for :func:`choose_audits`.
    """
    with register.recording("put_audits") as action:
        require_editable_followup(action, followup)
        _put_in(register, action, followup, audits, scope)
    return action.change


def take_out_audits(register: Register, followup: str, audits: Sequence[str], *, clearing: bool = False) -> Change:
    """Take audits, by id, out of an open follow-up.

    Raises:
        UnknownReference, FollowupClosed, AuditJudged: as for :func:`choose_audits`; an audit not covered is unknown.
    """
    with register.recording("take_out_audits") as action:
        require_editable_followup(action, followup)
        _require_covered(audits, _covered(action, followup))
        _take_out(register, action, followup, audits, clearing=clearing)
    return action.change


def order_audits(register: Register, followup: str, audits: Sequence[str]) -> Change:
    """Move these audits, by id, to the beginning of an open follow-up, in this order; the others follow in theirs.

    Raises:
        UnknownReference, FollowupClosed: as for :func:`take_out_audits`.
    """
    with register.recording("order_audits") as action:
        require_editable_followup(action, followup)
        covered = _covered(action, followup)
        _require_covered(audits, covered)
        _put_in_order(register, action, followup, list(dict.fromkeys([*audits, *covered])))
    return action.change


def set_scale(register: Register, followup: str, scale: str) -> Change:
    """Change the scale, by id, of an open follow-up without assessments.

    Raises:
        UnknownReference, FollowupClosed: one of them does not exist, or the follow-up is closed.
        ScaleJudgedOn: it has assessments.
    """
    with register.recording("set_scale") as action:
        found = require_editable_followup(action, followup)
        require_current(action, "scale", scale)
        if found.scale != scale and followup_rows.has_levels(register.connection, followup):
            name = name_rows.name_of(register.connection, "scale", found.scale or "")
            raise ScaleJudgedOn(found.title or "", name)
        action.put("followup", followup, {"scale": scale})
    return action.change


def _reusable(register: Register, action: Recording) -> tuple[str, Followup | None]:
    """The id for a new follow-up, and the open, empty one that is reused for it; texts of a correction are cleared.

    Raises:
        FollowupUnderWay: the open one is not empty.
    """
    empty = record_rows.open_followup(register.connection)
    if empty is None:
        return str(uuid.uuid4()), None
    audits = len(record_rows.followup_audits(register.connection, empty.id))
    assessed = followup_rows.count_assessments(register.connection, empty.id)
    if audits or assessed:
        raise FollowupUnderWay(empty.title or "", audits, assessed)
    blank: dict[str, Value] = dict.fromkeys((*_TEXTS, "report_date"))
    if empty.supersedes:
        action.put("followup", empty.id, blank)
        for link in action.existing("followup_signer", followup=empty.id):
            action.put("followup_signer", link, {"removed": TAKEN_OUT})
    return empty.id, empty


def _last_scale(register: Register) -> str | None:
    newest = newest_followup(register.connection)
    return newest.scale if newest else None


def _copy_parts(register: Register, action: Recording, followup: str, into: str) -> None:
    """Copy the audits, assessments, evidence and signers of a follow-up into another."""
    for entity in ("followup_audit", "followup_signer"):
        for row in action.existing(entity, followup=followup).values():
            if entity == "followup_signer" or is_current(action, "audit", str(row["audit"])):
                _copy(register, action, entity, row, {"followup": into})
    for assessment, row in action.existing("assessment", followup=followup).items():
        if not is_current(action, "recommendation", str(row["recommendation"])):
            continue
        _copy(register, action, "assessment", row, {"followup": into})
        copied = assessment_id(register, into, str(row["recommendation"]))
        for evidence in action.existing("assessment_evidence", assessment=assessment).values():
            _copy(register, action, "assessment_evidence", evidence, {"assessment": copied})


def _copy(register: Register, action: Recording, entity: str, row: dict[str, Value], into: dict[str, Value]) -> None:
    values = {name: row[name] for name in field_types(entity) if name not in _NOT_COPIED} | into
    action.put(entity, id_from_fields(register.register_id, entity, values), {**values, "removed": None})


def _put_in(
    register: Register, action: Recording, followup: str, audits: Collection[str], scope: str | None = None
) -> None:
    if scope is not None and scope not in SCOPES:
        raise InvalidValue("scope", scope)
    for audit in audits:
        require_current(action, "audit", audit)
        put_audit_in_followup(register, action, followup, audit, scope)


def _take_out(register: Register, action: Recording, followup: str, audits: Collection[str], *, clearing: bool) -> None:
    for audit in audits:
        assessed = followup_rows.count_assessments(register.connection, followup, [audit])
        if assessed and not clearing:
            raise AuditJudged(name_rows.name_of(register.connection, "audit", audit), assessed)
        if assessed:
            _clear(register, action, followup, audit)
        action.put("followup_audit", followup_audit_id(register, followup, audit), {"removed": TAKEN_OUT})


def _clear(register: Register, action: Recording, followup: str, audit: str) -> None:
    """Clear and remove the assessments of an audit in a follow-up, so that assessing it again starts anew."""
    for one in record_rows.recommendations_of(register.connection, audit):
        assessment = assessment_id(register, followup, one.id)
        if (action.get("assessment", assessment) or {}).get("recommendation"):
            action.put("assessment", assessment, {**dict.fromkeys(_ASSESSMENT), "removed": TAKEN_OUT})
            for evidence in action.existing("assessment_evidence", assessment=assessment):
                action.put("assessment_evidence", evidence, {"removed": TAKEN_OUT})


def _put_in_order(register: Register, action: Recording, followup: str, audits: Sequence[str]) -> None:
    for position, audit in enumerate(audits, 1):
        action.put("followup_audit", followup_audit_id(register, followup, audit), {"position": position})


def _covered(action: Recording, followup: str) -> list[str]:
    """The ids of the audits that a follow-up covers, in its order."""
    rows = sorted(
        action.existing("followup_audit", followup=followup).values(), key=lambda row: int(row["position"] or 0)
    )
    return [audit for row in rows if is_current(action, "audit", audit := str(row["audit"]))]


def _require_covered(audits: Sequence[str], covered: Sequence[str]) -> None:
    for audit in audits:
        if audit not in covered:
            raise UnknownReference(audit, "audit")


def close_followup(register: Register, followup: str, *, context: str, template: str) -> Change:
    """Close a follow-up for good, storing the context of its report and the SHA-256 of its template.

    Unless another is open, the next follow-up is opened in the same action: of the year after the newest one, which
    a correction of an older one is not, and with the scale of that.

    Raises:
        UnknownReference: there is no such follow-up.
        FollowupClosed: it is closed already.
    """
    with register.recording("close_followup") as action:
        found = require_editable_followup(action, followup)
        today = clock.today()
        action.put("followup", followup, {"state": CLOSED, "report_date": found.report_date or today.isoformat()})
        closing = FollowupClosing(
            id="",
            followup=followup,
            context=context,
            template=template,
            closed_on=today.isoformat(),
            closed_by=register.who,
        )
        put_closing(register, action, closing)
        if not record_rows.other_open_followups(register.connection, followup):
            newest = newest_followup(register.connection) or found
            year = 1 + max(each.year or today.year for each in (found, newest))
            following = natural_id(register.register_id, "followup", "after", followup)
            values: dict[str, Value] = {
                "title": f"Uppföljning {year}",
                "year": year,
                "scale": found.scale if newest.year == found.year else newest.scale,
                "state": OPEN,
            }
            action.put("followup", following, values)
    return action.change


def store_reports(register: Register, closings: Sequence[FollowupClosing]) -> Change:
    """Store the reports of follow-ups that were closed without, in one action."""
    with register.recording(STORE) as action:
        for closing in closings:
            put_closing(register, action, closing)
    return action.change


def put_closing(register: Register, action: Recording, closing: FollowupClosing) -> None:
    """Store the report of a closed follow-up within an action."""
    fields: dict[str, Value] = {name: getattr(closing, name) for name in field_types("followup_closing")}
    action.put("followup_closing", id_from_fields(register.register_id, "followup_closing", fields), fields)
