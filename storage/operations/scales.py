"""Scales of the office: creating, copying, editing and removing them. A scale with assessments is never changed.

Editing such a scale creates a new one beside it, so that earlier assessments keep their meaning; the open follow-up
changes to the new one if it has no assessments.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from msgspec.structs import asdict

from storage.database import records as record_rows
from storage.database.followups import has_levels, scale_is_used
from storage.database.recording import Recording
from storage.domain.editable_fields import Given
from storage.domain.history import Change
from storage.domain.identity import id_from_fields
from storage.domain.records import Value
from storage.domain.scale import LevelDraft, edited_level, level_draft, parse_level, scale_faults, with_standard_looks
from storage.domain.text import one_line, searchable
from storage.errors import FieldMissing, InvalidValue, SameName, ScaleRefused, UnknownReference
from storage.operations.ownership import TAKEN_OUT, refuse_in_use, require_current
from storage.register import Register


def make_scale(register: Register, label: str, levels: Sequence[Mapping[str, Given]]) -> Change:
    """Create a scale of these levels, in order; `created["scale"]` of the change is its id.

    A level has `label` and `means`; `short_label`, `symbol` and `fill` are derived from them by default.

    Raises:
        FieldMissing, SameName: the label is empty, or another scale has it.
        ScaleRefused: the levels are invalid.
    """
    with register.recording("make_scale") as action:
        scale = str(uuid.uuid4())
        _put_scale(register, action, scale, _free_label(action, label), _checked(map(parse_level, levels)))
    return action.change


def copy_scale(register: Register, scale: str, label: str) -> Change:
    """Copy a scale, by id, under another label.

    Raises:
        UnknownReference: there is no such scale.
        FieldMissing, SameName: as for :func:`make_scale`.
    """
    with register.recording("make_scale") as action:
        require_current(action, "scale", scale)
        made = str(uuid.uuid4())
        _put_scale(register, action, made, _free_label(action, label), _drafts(register, scale))
    return action.change


def edit_scale(
    register: Register,
    scale: str,
    *,
    label: str | None = None,
    levels: Sequence[Mapping[str, Given]] | None = None,
) -> Change:
    """Change a scale's label, or replace its levels by these.

    A scale in use keeps its levels: with other levels a new scale is created, whose id is `created["scale"]`.

    Raises:
        UnknownReference: there is no such scale.
        FieldMissing, SameName, ScaleRefused: as for :func:`make_scale`.
    """
    with register.recording("edit_scale") as action:
        require_current(action, "scale", scale)
        drafts = _drafts(register, scale) if levels is None else _checked(map(parse_level, levels))
        _change(register, action, scale, label, drafts)
    return action.change


def edit_level(register: Register, scale: str, level: str, values: Mapping[str, Given]) -> Change:
    """Change one level, by id, of a scale; `order` moves it to a place counted from 1.

    Raises:
        UnknownReference: there is no such scale or level.
        InvalidValue: the order is not a number.
        ScaleRefused: as for :func:`make_scale`.
    """
    with register.recording("edit_scale") as action:
        require_current(action, "scale", scale)
        found = record_rows.levels_of(register.connection, scale)
        place = next((at for at, one in enumerate(found) if one.id == level), None)
        if place is None:
            raise UnknownReference(level, "level")
        drafts = [level_draft(one) for one in found]
        drafts[place] = edited_level(drafts[place], values)
        if values.get("order"):
            drafts.insert(_counted_from_one(values["order"]), drafts.pop(place))
        _change(register, action, scale, None, _checked(drafts))
    return action.change


def remove_scale(register: Register, scale: str, reason: str) -> Change:
    """Remove a scale, by id, that no follow-up has.

    Raises:
        UnknownReference, FieldMissing: there is no such scale, or no reason.
        InUse: a follow-up has it, or there are assessments on it.
    """
    with register.recording("remove_scale") as action:
        require_current(action, "scale", scale)
        if not (why := one_line(reason)):
            raise FieldMissing("removed")
        refuse_in_use(action, "scale", scale)
        action.put("scale", scale, {"removed": why})
    return action.change


def _change(register: Register, action: Recording, scale: str, label: str | None, levels: Sequence[LevelDraft]) -> None:
    """Set the label and levels of a scale, or create a new one of them when the scale is in use."""
    present = str((action.get("scale", scale) or {})["label"] or "")
    named = present if label is None or one_line(label) == present else _free_label(action, label)
    if list(levels) == _drafts(register, scale):
        action.put("scale", scale, {"label": named})
    elif not scale_is_used(register.connection, scale):
        _put_scale(register, action, scale, named, levels)
    else:
        made = str(uuid.uuid4())
        _put_scale(register, action, made, _numbered(action, present) if named == present else named, levels)
        followup = record_rows.open_followup(register.connection)
        if followup and followup.scale == scale and not has_levels(register.connection, followup.id):
            action.put("followup", followup.id, {"scale": made})


def _put_scale(register: Register, action: Recording, scale: str, label: str, levels: Sequence[LevelDraft]) -> None:
    action.put("scale", scale, {"label": label, "removed": None})
    kept = set()
    for order, draft in enumerate(levels, 1):
        values: dict[str, Value] = {**asdict(draft), "scale": scale, "order": order, "removed": None}
        level = id_from_fields(register.register_id, "level", values)
        action.put("level", level, values)
        kept.add(level)
    for level in action.existing("level", scale=scale):
        if level not in kept:
            action.put("level", level, {"removed": TAKEN_OUT})


def _checked(drafts: Iterable[LevelDraft]) -> list[LevelDraft]:
    """The levels with default appearance where none is given.

    Raises:
        ScaleRefused: they are invalid.
    """
    levels = [with_standard_looks(draft) for draft in drafts]
    for fault in scale_faults(levels):
        raise ScaleRefused(fault.field, fault.value, fault.code, fault.level)
    return levels


def _drafts(register: Register, scale: str) -> list[LevelDraft]:
    return [level_draft(level) for level in record_rows.levels_of(register.connection, scale)]


def _free_label(action: Recording, label: str) -> str:
    """Clean a label that no other scale has.

    Raises:
        FieldMissing, SameName: it is empty, or another scale has it.
    """
    cleaned = one_line(label)
    if not cleaned:
        raise FieldMissing("label")
    for other, row in action.existing("scale").items():
        if searchable(str(row["label"] or "")) == searchable(cleaned):
            raise SameName("label", cleaned, "scale", other)
    return cleaned


def _numbered(action: Recording, label: str) -> str:
    """The label with the first number that makes it unique."""
    taken = {searchable(str(row["label"] or "")) for row in action.existing("scale").values()}
    return next(named for number in count(2) if searchable(named := f"{label} {number}") not in taken)


def _counted_from_one(place: Given) -> int:
    text = str(place).strip()
    if not text.isdecimal() or not int(text):
        raise InvalidValue("order", text)
    return int(text) - 1
