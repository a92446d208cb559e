"""Starting a follow-up, correcting a closed one, and choosing the audits that the open one covers.

There is always one follow-up open, which closing the one before has made. As long as that is empty, starting a
follow-up or a correction is to say what it shall be. With something in it, nothing else is started: whatever is
judged goes to the open one, so there is one at a time.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from storage import clock
from storage.database import attached, following, lookup, naming
from storage.database.recording import Recording
from storage.domain.change import Change
from storage.domain.identity import id_from_fields
from storage.domain.kinds import Given
from storage.domain.records import Followup
from storage.domain.text import one_line
from storage.domain.value import Value
from storage.domain.vocabulary import field_types
from storage.errors import UnknownReference
from storage.operations.assessing import assessment_id, put_audit_in_followup
from storage.operations.beginning import CLOSED, OPEN
from storage.operations.editing import expect_open_followup, followup_fields
from storage.operations.owning import expect, stands
from storage.refusals import AlreadySuperseded, AuditJudged, FollowupUnderWay, NotClosed, ScaleJudgedOn
from storage.register import Register

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
        expect(action, "scale", chosen or "")
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
        found = lookup.standing(action.connection, "followup", followup, Followup)
        if found.state != CLOSED:
            raise NotClosed(found.title or "")
        if (by := following.superseding(register.connection, followup)) is not None:
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
        expect(action, "scale", scale)
        if found.scale != scale and following.judges(register.connection, followup):
            name = naming.name_of(register.connection, "scale", found.scale or "")
            raise ScaleJudgedOn(found.title or "", name)
        action.put("followup", followup, {"scale": scale})
    return action.change


def _place(register: Register, action: Recording) -> tuple[str, Followup | None]:
    """The id that a new follow-up gets, and the open one that becomes it, if there is one.

    Raises:
        FollowupUnderWay: that one is not empty.
    """
    held = lookup.open_followup(register.connection)
    if held is None:
        return str(uuid.uuid4()), None
    audits = len(attached.followup_audits(register.connection, held.id))
    judged = following.judgements_in(register.connection, held.id)
    if audits or judged:
        raise FollowupUnderWay(held.title or "", audits, judged)
    blank: dict[str, Value] = dict.fromkeys((*_TEXTS, "report_date"))
    if held.supersedes:
        action.put("followup", held.id, blank)
        for link in action.standing("followup_signer", followup=held.id):
            action.put("followup_signer", link, {"removed": NOT_CHOSEN})
    return held.id, held


def _last_scale(register: Register) -> str | None:
    newest = following.newest_followup(register.connection)
    return newest.scale if newest else None


def _copy_parts(register: Register, action: Recording, followup: str, into: str) -> None:
    """Put all that a follow-up says of audits and recommendations, and who signs it, into another."""
    for entity in ("followup_audit", "followup_signer"):
        for row in action.standing(entity, followup=followup).values():
            if entity == "followup_signer" or stands(action, "audit", str(row["audit"])):
                _copy(register, action, entity, row, {"followup": into})
    for judged, row in action.standing("assessment", followup=followup).items():
        if not stands(action, "recommendation", str(row["recommendation"])):
            continue
        _copy(register, action, "assessment", row, {"followup": into})
        copied = assessment_id(register, into, str(row["recommendation"]))
        for evidence in action.standing("assessment_evidence", assessment=judged).values():
            _copy(register, action, "assessment_evidence", evidence, {"assessment": copied})


def _copy(register: Register, action: Recording, entity: str, row: dict[str, Value], into: dict[str, Value]) -> None:
    values = {name: row[name] for name in field_types(entity) if name not in _NOT_COPIED} | into
    action.put(entity, id_from_fields(register.register_id, entity, values), {**values, "removed": None})


def _put_in(register: Register, action: Recording, followup: str, audits: Collection[str]) -> None:
    for audit in audits:
        expect(action, "audit", audit)
        put_audit_in_followup(register, action, followup, audit)


def _take_out(register: Register, action: Recording, followup: str, audits: Collection[str], *, clearing: bool) -> None:
    for audit in audits:
        judged = following.judgements_in(register.connection, followup, [audit])
        if judged and not clearing:
            raise AuditJudged(naming.name_of(register.connection, "audit", audit), judged)
        if judged:
            _clear(register, action, followup, audit)
        link = _link(register, followup, audit)
        action.put("followup_audit", link, {"removed": NOT_CHOSEN})


def _clear(register: Register, action: Recording, followup: str, audit: str) -> None:
    """Take what is judged of an audit out of a follow-up: nothing of it comes back when it is judged there again."""
    for one in lookup.recommendations_of(register.connection, audit):
        held = assessment_id(register, followup, one.id)
        if (action.get("assessment", held) or {}).get("recommendation"):
            action.put("assessment", held, {**dict.fromkeys(_JUDGEMENT), "removed": NOT_CHOSEN})
            for evidence in action.standing("assessment_evidence", assessment=held):
                action.put("assessment_evidence", evidence, {"removed": NOT_CHOSEN})


def _put_in_order(register: Register, action: Recording, followup: str, audits: Sequence[str]) -> None:
    for position, audit in enumerate(audits, 1):
        action.put("followup_audit", _link(register, followup, audit), {"position": position})


def _covered(action: Recording, followup: str) -> list[str]:
    """The audits that a follow-up covers, in its order."""
    rows = sorted(
        action.standing("followup_audit", followup=followup).values(), key=lambda row: int(row["position"] or 0)
    )
    return [audit for row in rows if stands(action, "audit", audit := str(row["audit"]))]


def _expect_covered(audits: Sequence[str], covered: Sequence[str]) -> None:
    for audit in audits:
        if audit not in covered:
            raise UnknownReference(audit, "audit")


def _link(register: Register, followup: str, audit: str) -> str:
    return id_from_fields(register.register_id, "followup_audit", {"followup": followup, "audit": audit})
