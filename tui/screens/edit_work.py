"""What editing asks of the register and has it do: functions of an open register, done in the threads of the door."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial

from storage import clock, drafts, queries
from storage.domain.change import Change
from storage.domain.identity import id_from_fields
from storage.domain.records import Followup, FollowupAudit, Recommendation
from storage.domain.value import Value
from storage.domain.views import AuditView
from storage.errors import NoOpenFollowup, UnknownReference
from storage.operations import editing, entering
from storage.register import Register
from tui.dialogs.edit_audit import BODIES, audit_form
from tui.dialogs.edit_recommendation import recommendation_form
from tui.dialogs.fields import Form, draft_of
from tui.dialogs.texts import audit_texts_form, followup_form, reason_form
from tui.language.words import moment
from tui.screens.editing import FORM

_NUMBERS = ("follow_up_year", "meeting_needed")

Values = Mapping[str, str]
Write = Callable[[Register], Change]


def with_draft(register: Register, ask: Callable[[Register], Form], key: str) -> Form:
    """A form, with what was being written in it when it was left last."""
    form, kept = ask(register), drafts.draft(register, FORM + key)
    texts = draft_of(kept.text) if kept else None
    return replace(form, draft=texts, drafted=moment(kept.at)) if kept and texts else form


def audit_asked(register: Register, audit: str | None) -> Form:
    """The form of an audit, or of a new one."""
    known = [view.body.name or "" for view in queries.bodies(register)]
    view = _audit_view(register, audit) if audit else None
    return audit_form(view.audit if view else None, view.bodies if view else (), known)


def recommendation_asked(register: Register, audit: str, recommendation: str | None) -> Form:
    """The form of a recommendation, or of a new one in an audit."""
    themes = {view.recommendation.theme: None for view in queries.recommendations(register, audit=audit)}
    record = queries.record_of(register, "recommendation", recommendation) if recommendation else None
    assert record is None or isinstance(record, Recommendation)  # noqa: S101 - record_of answers with what is asked for
    known = [theme for theme in themes if theme]
    return recommendation_form(record, _audit_view(register, audit).name, known)


def audit_texts_asked(register: Register, audit: str) -> Form:
    """The form of what the open follow-up says of an audit.

    Raises:
        NoOpenFollowup: nothing is open.
    """
    from exports.trail import trail_sentences  # noqa: PLC0415 - not needed before the first such form

    followup = _open_followup(register)
    view = _audit_view(register, audit)
    trail = trail_sentences(view.audit.handed_over, view.answer, clock.today())
    covered = _covered(register, followup, audit)
    return audit_texts_form(view.name, covered, trail, followup.title or "")


def followup_asked(register: Register) -> Form:
    """The form of the open follow-up's texts.

    Raises:
        NoOpenFollowup: nothing is open.
    """
    return followup_form(_open_followup(register))


def reason_asked(register: Register, entity: str, record: str) -> Form:
    """The form of why a record is taken out."""
    return reason_form(entity, queries.name_of(register, entity, record))


def audit_saved(audit: str | None, values: Values) -> Write:
    """Make or change an audit."""
    put = {"auditees" if name == BODIES else name: value for name, value in values.items()}
    if audit is None:
        return lambda register: entering.add(register, "audit", put)
    return lambda register: entering.edit(register, "audit", audit, put)


def recommendation_saved(audit: str, recommendation: str | None, values: Values) -> Write:
    """Make or change a recommendation."""
    if recommendation is None:
        return lambda register: entering.add(register, "recommendation", {**values, "audit": audit})
    return lambda register: entering.edit(register, "recommendation", recommendation, values)


def audit_texts_saved(audit: str, values: Values) -> Write:
    """Write what the open follow-up says of an audit."""
    put = {name: _value(name, text) for name, text in values.items()}
    return lambda register: editing.edit_covered_audit(register, _open_followup(register).id, audit, put)


def followup_saved(values: Values) -> Write:
    """Write the open follow-up's texts."""
    return lambda register: editing.edit_followup(register, _open_followup(register).id, dict(values))


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


def _open_followup(register: Register) -> Followup:
    found = queries.open_followup(register)
    if found is None:
        raise NoOpenFollowup
    return found


def _covered(register: Register, followup: Followup, audit: str) -> FollowupAudit:
    """The audit in the follow-up; an empty one where it is not there yet."""
    key = id_from_fields(register.register_id, "followup_audit", {"followup": followup.id, "audit": audit})
    try:
        found = queries.record_of(register, "followup_audit", key)
    except UnknownReference:
        return FollowupAudit(id=key)
    return found if isinstance(found, FollowupAudit) else FollowupAudit(id=key)
