"""What is written of an open follow-up itself, and of the audits that it covers."""

from collections.abc import Mapping

from storage.database import lookup
from storage.database.recording import Recording
from storage.domain.change import Change
from storage.domain.identity import id_from_fields
from storage.domain.kinds import COVERED_AUDIT, FOLLOWUP, Given
from storage.domain.records import Followup
from storage.domain.value import Value
from storage.errors import FollowupClosed
from storage.operations.assessing import put_audit_in_followup
from storage.operations.beginning import CLOSED
from storage.operations.owning import expect
from storage.operations.resolving import resolved
from storage.operations.writing_fields import refuse_unknown, single, written_fields
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
    for entry in FOLLOWUP.entries:
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
        expect(action, "audit", audit)
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
    found = lookup.standing(action.connection, "followup", followup, Followup)
    if found.state == CLOSED:
        raise FollowupClosed(found.title or "")
    return found
