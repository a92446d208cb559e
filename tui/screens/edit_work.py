"""What editing asks of the register and has it do: functions of an open register, done in the threads of the door."""

from collections.abc import Callable, Mapping
from functools import partial

from storage import clock, drafts, queries
from storage.domain.attached import FollowupAudit
from storage.domain.change import Change
from storage.domain.identity import id_from_fields
from storage.domain.records import Followup
from storage.domain.value import Value, replace
from storage.domain.views import AuditView
from storage.errors import UnknownReference
from storage.operations import editing, entering
from storage.operations.assessing import open_one
from storage.register import Register
from tui.dialogs.fields import Form, draft_of
from tui.dialogs.texts import audit_texts_form, followup_form, reason_form
from tui.language.words import moment
from tui.screens.entering_drafts import FORM

_NUMBERS = ("follow_up_year", "meeting_needed")

Values = Mapping[str, str]
Write = Callable[[Register], Change]


def with_draft(register: Register, form: Form, key: str) -> Form:
    """A form, with what was being written in it when it was left last; `key` is what its draft is called."""
    kept = drafts.draft(register, FORM + key)
    texts = draft_of(kept.text) if kept else None
    return replace(form, draft=texts, drafted=moment(kept.at)) if kept and texts else form


def audit_texts_asked(register: Register, audit: str) -> Form:
    """The form of what the open follow-up says of an audit.

    Raises:
        NoOpenFollowup: nothing is open.
    """
    from exports.trail import trail_sentences  # noqa: PLC0415 - not needed before the first such form

    followup = open_one(register)
    view = _audit_view(register, audit)
    trail = trail_sentences(view.audit.handed_over, view.answer, clock.today())
    covered = _covered(register, followup, audit)
    return audit_texts_form(view.name, covered, trail, followup.title or "")


def followup_asked(register: Register) -> Form:
    """The form of the open follow-up's texts.

    Raises:
        NoOpenFollowup: nothing is open.
    """
    return followup_form(open_one(register))


def reason_asked(register: Register, entity: str, record: str, name: str = "") -> Form:
    """The form of why a record is taken out; `name` is what it is called, where that is known."""
    return reason_form(entity, name or queries.name_of(register, entity, record))


def place_of(register: Register, entity: str, record: str) -> tuple[int | None, int | None]:
    """Where an audit or a recommendation stands: the row number of the one, or of the other."""
    rid = queries.rid_of(register, entity, record)
    return (rid, None) if entity == "audit" else (None, rid)


def audit_texts_saved(audit: str, values: Values) -> Write:
    """Write what the open follow-up says of an audit."""
    put = {name: _value(name, text) for name, text in values.items()}
    return lambda register: editing.edit_covered_audit(register, open_one(register).id, audit, put)


def followup_saved(values: Values) -> Write:
    """Write the open follow-up's texts."""
    return lambda register: editing.edit_followup(register, open_one(register).id, dict(values))


def removed(entity: str, record: str, values: Values) -> Write:
    """Take a record out of the lists."""
    return lambda register: entering.remove(register, entity, record, values.get("removed", ""))


def draft_kept(key: str, text: str | None) -> Callable[[Register], None]:
    """Keep what is being written in a form; nothing any more, for None."""
    if text is None:
        return lambda register: drafts.drop_draft(register, FORM + key)
    return partial(drafts.save_draft, key=FORM + key, text=text)


def _value(name: str, text: str) -> Value:
    return (int(text) if text else None) if name in _NUMBERS else text


def _audit_view(register: Register, audit: str) -> AuditView:
    rid = queries.rid_of(register, "audit", audit)
    views = queries.audits_at(register, [] if rid is None else [rid])
    if not views:
        raise UnknownReference(audit, "audit")
    return views[0]


def _covered(register: Register, followup: Followup, audit: str) -> FollowupAudit:
    """The audit in the follow-up; an empty one where it is not there yet."""
    key = id_from_fields(register.register_id, "followup_audit", {"followup": followup.id, "audit": audit})
    try:
        found = queries.record_of(register, "followup_audit", key)
    except UnknownReference:
        return FollowupAudit(id=key)
    return found if isinstance(found, FollowupAudit) else FollowupAudit(id=key)
