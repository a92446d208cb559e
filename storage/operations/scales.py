"""Scales of the office's own: made, copied, changed. A scale that something is judged on is never changed.

Whoever changes one gets a new scale beside it, so that what was judged still says what it said; the open follow-up
goes on with the new one as long as nothing is judged in it.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from msgspec.structs import asdict

from storage.database import records
from storage.database.followups import has_levels, scale_is_used
from storage.database.recording import Recording
from storage.domain.editable_fields import Given
from storage.domain.history import Change
from storage.domain.identity import id_from_fields
from storage.domain.records import Value
from storage.domain.scale import LevelDraft, edited_level, level_draft, parse_level, scale_faults, with_standard_looks
from storage.domain.text import one_line, searchable
from storage.errors import FieldMissing, InvalidValue, SameName, ScaleRefused, UnknownReference
from storage.operations.ownership import expect_current, refuse_in_use
from storage.register import Register

LEFT_OUT = "inte längre med"
"""Why a level is removed from a scale that nothing is judged on."""


def make_scale(register: Register, label: str, levels: Sequence[Mapping[str, Given]]) -> Change:
    """Make a scale of these levels, in order; `created["scale"]` of the change holds its id.

    A level says `label` and `means`; `short_label`, `symbol` and `fill` follow from them where nothing is said.

    Raises:
        FieldMissing, SameName: there is no label, or another scale has it.
        ScaleRefused: the levels cannot be used.
    """
    with register.recording("make_scale") as action:
        scale = str(uuid.uuid4())
        _put_scale(register, action, scale, _free_label(action, label), _checked(map(parse_level, levels)))
    return action.change


def copy_scale(register: Register, scale: str, label: str) -> Change:
    """Make a scale like another, by id, under a label of its own.

    Raises:
        UnknownReference: there is no such scale.
        FieldMissing, SameName: as for :func:`make_scale`.
    """
    with register.recording("make_scale") as action:
        expect_current(action, "scale", scale)
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
    """Change a scale's label, or let it have exactly these levels.

    Of one that is used only the label is changed: with other levels it stays as it is, and a new scale is made;
    `created["scale"]` holds its id.

    Raises:
        UnknownReference: there is no such scale.
        FieldMissing, SameName, ScaleRefused: as for :func:`make_scale`.
    """
    with register.recording("edit_scale") as action:
        expect_current(action, "scale", scale)
        wanted = _drafts(register, scale) if levels is None else _checked(map(parse_level, levels))
        _change(register, action, scale, label, wanted)
    return action.change


def edit_level(register: Register, scale: str, level: str, values: Mapping[str, Given]) -> Change:
    """Change one level, by id, of a scale; `order` moves it to another place, counted from 1.

    Raises:
        UnknownReference: there is no such scale or level.
        InvalidValue: the order is no number.
        ScaleRefused: as for :func:`make_scale`.
    """
    with register.recording("edit_scale") as action:
        expect_current(action, "scale", scale)
        found = records.levels_of(register.connection, scale)
        place = next((at for at, one in enumerate(found) if one.id == level), None)
        if place is None:
            raise UnknownReference(level, "level")
        wanted = [level_draft(one) for one in found]
        wanted[place] = edited_level(wanted[place], values)
        if values.get("order"):
            wanted.insert(_counted_from_one(values["order"]), wanted.pop(place))
        _change(register, action, scale, None, _checked(wanted))
    return action.change


def remove_scale(register: Register, scale: str, reason: str) -> Change:
    """Take out a scale, by id, that no follow-up has.

    Raises:
        UnknownReference, FieldMissing: there is no such scale, or no reason.
        InUse: a follow-up has it, or something is judged on it.
    """
    with register.recording("remove_scale") as action:
        expect_current(action, "scale", scale)
        if not (why := one_line(reason)):
            raise FieldMissing("removed")
        refuse_in_use(action, "scale", scale)
        action.put("scale", scale, {"removed": why})
    return action.change


def _change(register: Register, action: Recording, scale: str, label: str | None, levels: Sequence[LevelDraft]) -> None:
    """Give a scale a label and levels, or make a new one of them where something rests on those it has."""
    held = str((action.get("scale", scale) or {})["label"] or "")
    named = held if label is None or one_line(label) == held else _free_label(action, label)
    if list(levels) == _drafts(register, scale):
        action.put("scale", scale, {"label": named})
    elif not scale_is_used(register.connection, scale):
        _put_scale(register, action, scale, named, levels)
    else:
        made = str(uuid.uuid4())
        _put_scale(register, action, made, _numbered(action, held) if named == held else named, levels)
        followup = records.open_followup(register.connection)
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
            action.put("level", level, {"removed": LEFT_OUT})


def _checked(drafts: Iterable[LevelDraft]) -> list[LevelDraft]:
    """The levels with the looks they have where nothing is said.

    Raises:
        ScaleRefused: they cannot be used.
    """
    levels = [with_standard_looks(draft) for draft in drafts]
    for fault in scale_faults(levels):
        raise ScaleRefused(fault.field, fault.value, fault.code, fault.level)
    return levels


def _drafts(register: Register, scale: str) -> list[LevelDraft]:
    return [level_draft(level) for level in records.levels_of(register.connection, scale)]


def _free_label(action: Recording, label: str) -> str:
    """A label that no other scale has.

    Raises:
        FieldMissing, SameName: there is none, or another scale has it.
    """
    wanted = one_line(label)
    if not wanted:
        raise FieldMissing("label")
    for other, row in action.existing("scale").items():
        if searchable(str(row["label"] or "")) == searchable(wanted):
            raise SameName("label", wanted, "scale", other)
    return wanted


def _numbered(action: Recording, label: str) -> str:
    """The label with the first number that makes it one of its own."""
    taken = {searchable(str(row["label"] or "")) for row in action.existing("scale").values()}
    return next(named for number in count(2) if searchable(named := f"{label} {number}") not in taken)


def _counted_from_one(place: Given) -> int:
    text = str(place).strip()
    if not text.isdecimal() or not int(text):
        raise InvalidValue("order", text)
    return int(text) - 1
