"""Drafts that were left unsaved: every form that keeps one, and the drafts that can be resumed. Pure."""

from collections.abc import Mapping

from msgspec import Struct

from storage import records, saved_views
from storage.domain.editable_fields import EDITABLE, Given
from storage.domain.identity import printed_number
from storage.domain.records import Recommendation
from storage.domain.text import shorten
from storage.errors import UnknownReference
from storage.register import Register
from storage.saved_views import StoredDraft
from tui.kit.fields import FORM
from tui.language.catalogue import _, mark
from tui.language.words import moment
from tui.records.forms import heading
from tui.records.jobs import edit_of

COMMENT = "comment"
AUDIT_TEXTS = "texts"
FOLLOWUP_TEXTS, FOLLOWUP_START = "followup", "followup_start"
FOLLOWUP_OWN, FOLLOWUP_AUDITS = "followup_own", "followup_audits"
SCALE_LEVELS, SCALE_NEW, SCALE_REMOVE = "scale_levels", "scale_new", "scale_remove"
REPORT, MISSIV, REMOVE, REOPEN = "report", "missiv", "remove", "reopen"
EXTENSION, REMINDER, EXTENSION_LETTER = "extension", "reminder", "extension_letter"
"""Names of the forms that keep drafts; a form of a record has its entity's name."""
COMMENT_DRAFT = f"{COMMENT}:"
"""Prefix of a comment's draft key, before the recommendation's id."""
NAME_LENGTH = 60


class UnsavedDraft(Struct, frozen=True):
    """A draft, and the record that it is about."""

    form: str
    """Name of its form."""
    entity: str
    """Entity of the record; empty where there is none."""
    record: str
    """Id of the record."""
    key: str
    """Key of a record form's draft; empty for other forms."""
    text: str
    """Time and title of the draft."""


_FORMS: Mapping[tuple[str, str], str] = {
    (COMMENT, "recommendation"): mark("Kommentar till {name}"),
    (REOPEN, "recommendation"): mark("Pröva igen: {name}"),
    (AUDIT_TEXTS, "audit"): mark("Bedömning av {name}"),
    (FOLLOWUP_TEXTS, ""): mark("Uppföljningens texter"),
    (FOLLOWUP_START, ""): mark("Ny uppföljning"),
    (FOLLOWUP_OWN, ""): mark("Uppföljningens titel och datum"),
    (FOLLOWUP_AUDITS, ""): mark("Uppföljningens granskningar"),
    (SCALE_LEVELS, "scale"): mark("Skala: {name}"),
    (SCALE_NEW, "scale"): mark("Ny skala efter {name}"),
    (SCALE_REMOVE, "scale"): mark("Ta bort: {name}"),
    (MISSIV, "audit"): mark("Missiv: {name}"),
    (MISSIV, "followup"): mark("Missiv: {name}"),
    (MISSIV, "letter"): mark("Missiv: {name}"),
    (EXTENSION, "letter_recipient"): mark("Anstånd: {name}"),
    (REMINDER, "letter_recipient"): mark("Påminnelse: {name}"),
    (EXTENSION_LETTER, "letter_recipient"): mark("Beslut om anstånd: {name}"),
    (REPORT, ""): mark("Uppföljningsrapport"),
    **{(REMOVE, entity): mark("Ta bort: {name}") for entity in EDITABLE},
}
"""(form, entity of its record) → Swedish message id of its title."""


def every_draft(register: Register) -> list[UnsavedDraft]:
    """Load the drafts, the newest first, without those of records that are gone."""
    found = [_unsaved(register, draft) for draft in reversed(saved_views.all_drafts(register))]
    return [one for one in found if one is not None]


def _unsaved(register: Register, draft: StoredDraft) -> UnsavedDraft | None:
    if draft.key.startswith(COMMENT_DRAFT):
        form, record = COMMENT, draft.key.removeprefix(COMMENT_DRAFT)
    else:
        form, _colon, record = draft.key.removeprefix(FORM).partition(":")
        if form in EDITABLE:
            return _of_record(register, draft)
    for known, entity in _FORMS:
        if known == form and bool(entity) == bool(record):
            name = _name(register, entity, record) if record else ""
            if name is not None:
                title = _(_FORMS[form, entity]).format(name=shorten(name, NAME_LENGTH))
                return UnsavedDraft(form, entity, record, "", f"{moment(draft.at)}  {title}")
    return None


def _of_record(register: Register, draft: StoredDraft) -> UnsavedDraft | None:
    """Describe the draft of a record form; None where the record, or what it belongs to, is gone."""
    key = draft.key.removeprefix(FORM)
    found = edit_of(key)
    if found is None:
        return None
    owners = {} if found.record else {**found.begin, **found.given}
    named = [_name(register, found.entity, found.record)] if found.record else []
    named += [
        _name_of_any(register, EDITABLE[found.entity].field(name).refers, value) for name, value in owners.items()
    ]
    if None in named:
        return None
    title = heading(found.entity, named[0] if named and named[0] else "", fresh=not found.record)
    return UnsavedDraft(found.entity, found.entity, found.record, key, f"{moment(draft.at)}  {title}")


def _name_of_any(register: Register, entities: tuple[str, ...], value: Given) -> str | None:
    """Name the record, of these entities, that an id refers to; empty where there are no entities."""
    if not entities:
        return ""
    ids = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
    named = [name for entity in entities for one in ids if (name := _name(register, entity, one)) is not None]
    return next(iter(named), None)


def _name(register: Register, entity: str, record: str) -> str | None:
    """Name a record; None where it is gone."""
    try:
        stored = records.record_of(register, entity, record)
    except UnknownReference:
        return None
    if stored.removed is not None:
        return None
    if isinstance(stored, Recommendation):
        return f"{printed_number(stored.number)} {stored.text or ''}".strip()
    return records.name_of(register, entity, record)
