"""What was begun and not saved when the program was left: what each draft is of."""

from collections.abc import Mapping

from msgspec import Struct

from storage import drafts, queries
from storage.domain.kinds import KINDS, Given
from storage.domain.records import Recommendation
from storage.domain.text import shorten
from storage.drafts import Draft
from storage.errors import UnknownReference
from storage.register import Register
from tui.dialogs.entry_words import heading
from tui.language.catalogue import _, mark
from tui.language.words import moment, printed_number
from tui.screens.entering_drafts import FORM, begun
from tui.screens.writes import DRAFT

NAME_LENGTH = 60


class Begun(Struct, frozen=True):
    """A draft, and what it is a draft of."""

    form: str
    """Which form: `comment`, `texts`, `followup`, `followup_start`, `followup_own`, `followup_audits`, `scale_levels`,
    `scale_new`, `scale_remove`, `remove`, `missiv`, `report`, `extension`, `reminder`, `extension_letter`, or an
    entity's own."""
    entity: str
    """What the record is; empty for what has none."""
    record: str
    """Its id."""
    key: str
    """What the form's draft is called."""
    told: str
    """When it was kept, and what it is called."""


_FORMS: Mapping[tuple[str, str], str] = {
    ("comment", "recommendation"): mark("Kommentar till {name}"),
    ("texts", "audit"): mark("Bedömning av {name}"),
    ("followup", ""): mark("Uppföljningens texter"),
    ("followup_start", ""): mark("Ny uppföljning"),
    ("followup_own", ""): mark("Uppföljningens titel och datum"),
    ("followup_audits", ""): mark("Uppföljningens granskningar"),
    ("scale_levels", "scale"): mark("Skala: {name}"),
    ("scale_new", "scale"): mark("Ny skala efter {name}"),
    ("scale_remove", "scale"): mark("Ta bort: {name}"),
    ("missiv", "audit"): mark("Missiv: {name}"),
    ("missiv", "followup"): mark("Missiv: {name}"),
    ("missiv", "letter"): mark("Missiv: {name}"),
    ("extension", "letter_recipient"): mark("Anstånd: {name}"),
    ("reminder", "letter_recipient"): mark("Påminnelse: {name}"),
    ("extension_letter", "letter_recipient"): mark("Beslut om anstånd: {name}"),
    ("report", ""): mark("Uppföljningsrapport"),
    **{("remove", entity): mark("Ta bort: {name}") for entity in KINDS},
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
        if form in KINDS:
            return _of_record(register, draft)
    for known, entity in _FORMS:
        if known == form and bool(entity) == bool(record):
            name = _name(register, entity, record) if record else ""
            if name is not None:
                what = _(_FORMS[form, entity]).format(name=shorten(name, NAME_LENGTH))
                return Begun(form, entity, record, "", f"{moment(draft.at)}  {what}")
    return None


def _of_record(register: Register, draft: Draft) -> Begun | None:
    """A draft of a record that is made or changed, as long as that, or what it belongs to, is there."""
    key = draft.key.removeprefix(FORM)
    found = begun(key)
    if found is None:
        return None
    owners = {} if found.record else {**found.begin, **found.given}
    named = [_name(register, found.entity, found.record)] if found.record else []
    named += [_name_of_any(register, KINDS[found.entity].entry(name).refers, value) for name, value in owners.items()]
    if None in named:
        return None
    told = heading(found.entity, named[0] if named and named[0] else "", fresh=not found.record)
    return Begun(found.entity, found.entity, found.record, key, f"{moment(draft.at)}  {told}")


def _name_of_any(register: Register, entities: tuple[str, ...], value: Given) -> str | None:
    """What the record is called, of these entities, whose id this is; empty for what is no record's."""
    if not entities:
        return ""
    ids = [str(one) for one in value] if isinstance(value, list | tuple) else [str(value)]
    named = [name for entity in entities for one in ids if (name := _name(register, entity, one)) is not None]
    return next(iter(named), None)


def _name(register: Register, entity: str, record: str) -> str | None:
    """What a record is called; None of one that is gone."""
    try:
        held = queries.record_of(register, entity, record)
    except UnknownReference:
        return None
    if held.removed is not None:
        return None
    if isinstance(held, Recommendation):
        return f"{printed_number(held.number)} {held.text or ''}".strip()
    return queries.name_of(register, entity, record)
