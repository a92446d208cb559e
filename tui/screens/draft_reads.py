"""What was begun and not saved when the program was left: what each draft is of."""

from collections.abc import Mapping
from dataclasses import dataclass

from storage import drafts, queries
from storage.domain.records import Recommendation
from storage.domain.text import shorten
from storage.drafts import Draft
from storage.errors import UnknownReference
from storage.register import Register
from tui.language.catalogue import _, mark
from tui.language.words import moment, printed_number
from tui.screens.editing import FORM
from tui.screens.writes import DRAFT

NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft, and what it is a draft of."""

    form: str
    """Which form: `comment`, `audit`, `recommendation`, `texts`, `followup`, `remove`, `missiv` or `report`."""
    entity: str
    """What the record is; empty for what has none."""
    record: str
    """Its id."""
    audit: str
    """The id of the audit that it is, or belongs to."""
    told: str
    """When it was kept, and what it is called."""


_FORMS: Mapping[tuple[str, str], str] = {
    ("comment", "recommendation"): mark("Kommentar till {name}"),
    ("audit", "audit"): mark("Granskning: {name}"),
    ("audit", ""): mark("Ny granskning"),
    ("recommendation", "recommendation"): mark("Rekommendation: {name}"),
    ("recommendation", "audit"): mark("Ny rekommendation: {name}"),
    ("texts", "audit"): mark("Bedömning av {name}"),
    ("followup", ""): mark("Uppföljningens texter"),
    ("remove", "audit"): mark("Ta bort: {name}"),
    ("remove", "recommendation"): mark("Ta bort: {name}"),
    ("missiv", "audit"): mark("Missiv: {name}"),
    ("missiv", "followup"): mark("Missiv: {name}"),
    ("report", ""): mark("Uppföljningsrapport"),
}
"""(form, entity of its record) → what it is called."""


def every_draft(register: Register) -> list[Begun]:
    """What was begun, the newest first; but for drafts of records that are gone."""
    found = [_begun(register, draft) for draft in reversed(drafts.begun(register))]
    return [one for one in found if one is not None]


def _begun(register: Register, draft: Draft) -> Begun | None:
    if draft.key.startswith(DRAFT):
        form, record = "comment", draft.key.removeprefix(DRAFT)
    else:
        form, _colon, record = draft.key.removeprefix(FORM).partition(":")
    for known, entity in _FORMS:
        if known == form and bool(entity) == bool(record):
            found = _name(register, entity, record) if record else ("", "")
            if found is not None:
                name, audit = found
                what = _(_FORMS[form, entity]).format(name=shorten(name, NAME_LENGTH))
                return Begun(form, entity, record, audit, f"{moment(draft.at)}  {what}")
    return None


def _name(register: Register, entity: str, record: str) -> tuple[str, str] | None:
    """What a record is called, and the audit that it is or belongs to; None of one that is gone."""
    try:
        held = queries.record_of(register, entity, record)
    except UnknownReference:
        return None
    if held.removed is not None:
        return None
    if isinstance(held, Recommendation):
        return f"{printed_number(held.number)} {held.text or ''}".strip(), held.audit or ""
    return queries.name_of(register, entity, record), record
