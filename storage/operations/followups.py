"""Starting a follow-up, correcting a closed one, and choosing the audits that the open one covers.

There is always one follow-up open, which closing the one before has made. As long as that is empty, starting a
follow-up or a correction is to say what it shall be. With something in it, nothing else is started: whatever is
judged goes to the open one, so there is one at a time.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from storage import clock
from storage.database import followups, names, records
from storage.database.followups import newest_followup
from storage.database.recording import Recording
from storage.domain.editable_fields import COVERED_AUDIT, FOLLOWUP, Given
from storage.domain.history import Change
from storage.domain.identity import id_from_fields, natural_id
from storage.domain.records import Followup, Value
from storage.domain.text import one_line
from storage.domain.vocabulary import field_types
from storage.errors import (
    AlreadySuperseded,
    AuditJudged,
    FollowupClosed,
    FollowupUnderWay,
    NotClosed,
    ScaleJudgedOn,
    UnknownReference,
)
from storage.operations.assessments import assessment_id, put_audit_in_followup
from storage.operations.new_register import CLOSED, OPEN
from storage.operations.ownership import expect_current, is_current, resolved
from storage.operations.records import refuse_unknown, single, written_fields
from storage.register import Register


def edit_followup(register: Register, followup: str, values: Mapping[str, Given]) -> Change:
    """Change the texts of an open follow-up.

    Raises:
        UnknownReference, FollowupClosed: it is not there, or closed.
        InvalidValue, AmbiguousReference: a field cannot hold its value.
    """
    with register.recording("edit_followup") as action:
        expect_open_followup(action, followup)
        action.put("followup", followup, followup_fields(action, values))
    return action.change


def followup_fields(action: Recording, values: Mapping[str, Given]) -> dict[str, Value]:
    """What is written of a follow-up itself as it is kept; a person who is not known yet is made.

    Raises:
        InvalidValue, UnknownReference, AmbiguousReference: a field cannot hold its value.
    """
    refuse_unknown(FOLLOWUP, values)
    fields = written_fields(FOLLOWUP, values)
    for entry in FOLLOWUP.fields:
        if entry.refers and entry.name in values:
            name = single(values[entry.name])
            fields[entry.name] = resolved(action, entry, name)[1] if name else None
    return fields


def edit_covered_audit(register: Register, followup: str, audit: str, values: Mapping[str, Given]) -> Change:
    """Write what an open follow-up says of an audit as a whole; it is put into the follow-up if it was not there.

    Raises:
        UnknownReference, FollowupClosed: one of them is not there, or the follow-up is closed.
        InvalidValue: a field cannot hold its value.
    """
    with register.recording("edit_followup_audit") as action:
        expect_open_followup(action, followup)
        expect_current(action, "audit", audit)
        refuse_unknown(COVERED_AUDIT, values)
        put_audit_in_followup(register, action, followup, audit)
        link = id_from_fields(register.register_id, "followup_audit", {"followup": followup, "audit": audit})
        action.put("followup_audit", link, written_fields(COVERED_AUDIT, values))
    return action.change


def expect_open_followup(action: Recording, followup: str) -> Followup:
    """The follow-up as it is before the action, once it is seen that it is there and open.

    Raises:
        UnknownReference, FollowupClosed: it is not there, or closed.
    """
    found = records.require_record(action.connection, "followup", followup, Followup)
    if found.state == CLOSED:
        raise FollowupClosed(found.title or "")
    return found


NOT_CHOSEN = "inte längre med"
"""Why an audit's place in a follow-up is removed."""
CORRECTED = "{title} (rättad)"
NO_TEXTS: Mapping[str, Given] = MappingProxyType({})
_TEXTS = ("purpose", "method", "judgement", "disclaimer")
_JUDGEMENT = ("level", "comment", "department_report", "reason", "assessed_on", "assessed_by")
_NOT_COPIED = frozenset({"removed", "followup"})


def start_followup(
    register: Register,
    *,
    title: str | None = None,
    year: int | None = None,
    responsible: Given = None,
    scale: str | None = None,
    audits: Sequence[str] = (),
    texts: Mapping[str, Given] = NO_TEXTS,
) -> Change:
    """Start a follow-up: the open and empty one becomes it, else one is made. Touches one `followup`.

    Args:
        register: where.
        title: what it is called; its year where nothing is said.
        year: that of today where nothing is said.
        responsible: the person who leads it, by id or name; one who is not known yet is made.
        scale: the id of a scale; that of the last follow-up where nothing is said.
        audits: ids of the audits that it covers, in order.
        texts: what else is written of it, such as its `purpose` and `method`.

    Raises:
        FollowupUnderWay: one is open that covers something or holds a judgement.
        UnknownReference, AmbiguousReference, InvalidValue: something named is not there, or cannot be kept.
    """
    year = year or clock.today().year
    with register.recording("start_followup") as action:
        record, held = _place(register, action)
        told: dict[str, Given] = {
            "title": one_line(title or "") or f"Uppföljning {year}",
            "year": year,
            "responsible": responsible,
            **texts,
        }
        chosen = scale or (held.scale if held else None) or _last_scale(register)
        values = {**followup_fields(action, told), "scale": chosen, "state": OPEN, "supersedes": None}
        expect_current(action, "scale", chosen or "")
        action.put("followup", record, values)
        _put_in(register, action, record, audits)
    return action.change


def start_correction(register: Register, followup: str, *, title: str | None = None) -> Change:
    """Start a correction of a closed follow-up: all that it says, open to be put right. It supersedes once it closes.

    Raises:
        UnknownReference: there is no such follow-up.
        NotClosed, AlreadySuperseded: it is open, or has been corrected: then the correction is what is corrected.
        FollowupUnderWay: one is open that covers something or holds a judgement.
    """
    with register.recording("start_correction") as action:
        found = records.require_record(action.connection, "followup", followup, Followup)
        if found.state != CLOSED:
            raise NotClosed(found.title or "")
        if (by := followups.superseding(register.connection, followup)) is not None:
            raise AlreadySuperseded(found.title or "", by.title or "")
        record, _held = _place(register, action)
        texts: dict[str, Value] = {name: getattr(found, name) for name in (*_TEXTS, "year", "scale", "responsible")}
        named = one_line(title or "") or CORRECTED.format(title=found.title or found.year or "")
        values: dict[str, Given] = {"title": named}
        correction: dict[str, Value] = {**texts, "state": OPEN, "report_date": None, "supersedes": followup}
        action.put("followup", record, {**followup_fields(action, values), **correction})
        _copy_parts(register, action, followup, record)
    return action.change


def choose_audits(register: Register, followup: str, audits: Sequence[str], *, clearing: bool = False) -> Change:
    """Let an open follow-up cover exactly these audits, by id, in this order.

    Raises:
        UnknownReference, FollowupClosed: an audit or the follow-up is not there, or that is closed.
        AuditJudged: something is judged of one that is taken out, and `clearing` does not say to clear that.
    """
    with register.recording("choose_audits") as action:
        expect_open_followup(action, followup)
        chosen = list(dict.fromkeys(audits))
        held = _covered(action, followup)
        _take_out(register, action, followup, [audit for audit in held if audit not in chosen], clearing=clearing)
        _put_in(register, action, followup, chosen)
        _put_in_order(register, action, followup, chosen)
    return action.change


def put_audits(register: Register, followup: str, audits: Sequence[str]) -> Change:
    """Put audits, by id, last into an open follow-up, in this order; those it covers stay where they are.

    Raises:
        UnknownReference, FollowupClosed: as for :func:`choose_audits`.
    """
    with register.recording("put_audits") as action:
        expect_open_followup(action, followup)
        _put_in(register, action, followup, audits)
    return action.change


def take_out_audits(register: Register, followup: str, audits: Sequence[str], *, clearing: bool = False) -> Change:
    """Take audits, by id, out of an open follow-up.

    Raises:
        UnknownReference, FollowupClosed, AuditJudged: as for :func:`choose_audits`; one it does not cover is unknown.
    """
    with register.recording("take_out_audits") as action:
        expect_open_followup(action, followup)
        _expect_covered(audits, _covered(action, followup))
        _take_out(register, action, followup, audits, clearing=clearing)
    return action.change


def order_audits(register: Register, followup: str, audits: Sequence[str]) -> Change:
    """Let these audits, by id, come first in an open follow-up, in this order; the others keep theirs after them.

    Raises:
        UnknownReference, FollowupClosed: as for :func:`take_out_audits`.
    """
    with register.recording("order_audits") as action:
        expect_open_followup(action, followup)
        held = _covered(action, followup)
        _expect_covered(audits, held)
        _put_in_order(register, action, followup, list(dict.fromkeys([*audits, *held])))
    return action.change


def set_scale(register: Register, followup: str, scale: str) -> Change:
    """Let an open follow-up in which nothing is judged yet be judged on another scale, by id.

    Raises:
        UnknownReference, FollowupClosed: one of them is not there, or the follow-up is closed.
        ScaleJudgedOn: something is judged in it.
    """
    with register.recording("set_scale") as action:
        found = expect_open_followup(action, followup)
        expect_current(action, "scale", scale)
        if found.scale != scale and followups.has_levels(register.connection, followup):
            name = names.name_of(register.connection, "scale", found.scale or "")
            raise ScaleJudgedOn(found.title or "", name)
        action.put("followup", followup, {"scale": scale})
    return action.change


def _place(register: Register, action: Recording) -> tuple[str, Followup | None]:
    """The id that a new follow-up gets, and the open one that becomes it, if there is one.

    Raises:
        FollowupUnderWay: that one is not empty.
    """
    held = records.open_followup(register.connection)
    if held is None:
        return str(uuid.uuid4()), None
    audits = len(records.followup_audits(register.connection, held.id))
    judged = followups.count_assessments(register.connection, held.id)
    if audits or judged:
        raise FollowupUnderWay(held.title or "", audits, judged)
    blank: dict[str, Value] = dict.fromkeys((*_TEXTS, "report_date"))
    if held.supersedes:
        action.put("followup", held.id, blank)
        for link in action.existing("followup_signer", followup=held.id):
            action.put("followup_signer", link, {"removed": NOT_CHOSEN})
    return held.id, held


def _last_scale(register: Register) -> str | None:
    newest = followups.newest_followup(register.connection)
    return newest.scale if newest else None


def _copy_parts(register: Register, action: Recording, followup: str, into: str) -> None:
    """Put all that a follow-up says of audits and recommendations, and who signs it, into another."""
    for entity in ("followup_audit", "followup_signer"):
        for row in action.existing(entity, followup=followup).values():
            if entity == "followup_signer" or is_current(action, "audit", str(row["audit"])):
                _copy(register, action, entity, row, {"followup": into})
    for judged, row in action.existing("assessment", followup=followup).items():
        if not is_current(action, "recommendation", str(row["recommendation"])):
            continue
        _copy(register, action, "assessment", row, {"followup": into})
        copied = assessment_id(register, into, str(row["recommendation"]))
        for evidence in action.existing("assessment_evidence", assessment=judged).values():
            _copy(register, action, "assessment_evidence", evidence, {"assessment": copied})


def _copy(register: Register, action: Recording, entity: str, row: dict[str, Value], into: dict[str, Value]) -> None:
    values = {name: row[name] for name in field_types(entity) if name not in _NOT_COPIED} | into
    action.put(entity, id_from_fields(register.register_id, entity, values), {**values, "removed": None})


def _put_in(register: Register, action: Recording, followup: str, audits: Collection[str]) -> None:
    for audit in audits:
        expect_current(action, "audit", audit)
        put_audit_in_followup(register, action, followup, audit)


def _take_out(register: Register, action: Recording, followup: str, audits: Collection[str], *, clearing: bool) -> None:
    for audit in audits:
        judged = followups.count_assessments(register.connection, followup, [audit])
        if judged and not clearing:
            raise AuditJudged(names.name_of(register.connection, "audit", audit), judged)
        if judged:
            _clear(register, action, followup, audit)
        link = _link(register, followup, audit)
        action.put("followup_audit", link, {"removed": NOT_CHOSEN})


def _clear(register: Register, action: Recording, followup: str, audit: str) -> None:
    """Take what is judged of an audit out of a follow-up: nothing of it comes back when it is judged there again."""
    for one in records.recommendations_of(register.connection, audit):
        held = assessment_id(register, followup, one.id)
        if (action.get("assessment", held) or {}).get("recommendation"):
            action.put("assessment", held, {**dict.fromkeys(_JUDGEMENT), "removed": NOT_CHOSEN})
            for evidence in action.existing("assessment_evidence", assessment=held):
                action.put("assessment_evidence", evidence, {"removed": NOT_CHOSEN})


def _put_in_order(register: Register, action: Recording, followup: str, audits: Sequence[str]) -> None:
    for position, audit in enumerate(audits, 1):
        action.put("followup_audit", _link(register, followup, audit), {"position": position})


def _covered(action: Recording, followup: str) -> list[str]:
    """The audits that a follow-up covers, in its order."""
    rows = sorted(
        action.existing("followup_audit", followup=followup).values(), key=lambda row: int(row["position"] or 0)
    )
    return [audit for row in rows if is_current(action, "audit", audit := str(row["audit"]))]


def _expect_covered(audits: Sequence[str], covered: Sequence[str]) -> None:
    for audit in audits:
        if audit not in covered:
            raise UnknownReference(audit, "audit")


def _link(register: Register, followup: str, audit: str) -> str:
    return id_from_fields(register.register_id, "followup_audit", {"followup": followup, "audit": audit})


NAME = "close_followup"


def close_followup(register: Register, followup: str, *, context: str, template: str) -> Change:
    """Close a follow-up for good, storing all that its report says and the SHA-256 of the template it is made on.

    A next follow-up is opened in the same action, unless one is open: of the year after the newest there is, which a
    correction of an older one is not, and on that one's scale.

    Raises:
        UnknownReference: there is no such follow-up.
        FollowupClosed: it is closed already.
    """
    with register.recording(NAME) as action:
        found = expect_open_followup(action, followup)
        today = clock.today()
        action.put("followup", followup, {"state": CLOSED, "report_date": found.report_date or today.isoformat()})
        closing: dict[str, Value] = {
            "followup": followup,
            "context": context,
            "template": template,
            "closed_on": today.isoformat(),
            "closed_by": register.who,
        }
        action.put("followup_closing", id_from_fields(register.register_id, "followup_closing", closing), closing)
        if not records.other_open_followups(register.connection, followup):
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
