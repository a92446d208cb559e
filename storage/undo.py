"""Undo and redo: over restarts, only of what was made in this copy, never over what came later."""

from collections.abc import Callable
from functools import cache, partial

from storage import locking
from storage.database import actions, lookup, stack
from storage.database.actions import StoredAction, StoredChange
from storage.domain.change import Change
from storage.domain.history import NEVER_UNDONE, REDO, UNDO
from storage.domain.vocabulary import references
from storage.errors import FollowupClosed, NothingToRedo, NothingToUndo, UndoBlocked, UndoStopped
from storage.register import Register

Undone = dict[tuple[str, str], StoredChange]
"""(record, field) → the change that an action took back."""


def undo(register: Register) -> Change:
    """Take back the newest action made here that is not taken back yet. The change bears that action's name.

    Raises:
        NothingToUndo: there is none.
        UndoStopped: it is of a kind that is not undone.
        UndoBlocked: what it changed has been changed since.
        FollowupClosed: it belongs to a follow-up that has been closed since, here or in a copy merged in.
    """
    with register.reading() as connection:
        target = stack.to_undo(connection, locking.station())
    if target is None:
        raise NothingToUndo
    if target.node.name in NEVER_UNDONE:
        raise UndoStopped(target.node.name)
    return _reverse(register, target, UNDO)


def redo(register: Register) -> Change:
    """Do again what was undone last, unless something else has been done since.

    Raises:
        NothingToRedo: nothing is left to do again.
        UndoBlocked: what the undo changed has been changed since.
        FollowupClosed: it belongs to a follow-up that has been closed since.
    """
    with register.reading() as connection:
        target = stack.to_redo(connection, locking.station())
    if target is None:
        raise NothingToRedo
    return _reverse(register, target, REDO)


def _reverse(register: Register, target: StoredAction, name: str) -> Change:
    with register.recording(name, undoes=target.hash) as action:
        changes = actions.changes_of(register.connection, target.seq)
        _refuse_if_closed_since(register, changes)
        _refuse_if_changed_since(register, target, changes)
        for change in changes:
            action.put_exactly(change.entity, change.entity_id, {change.field: change.old})
    done = action.change
    about = actions.original(register.connection, target).node.name
    return Change(about, done.action, done.touched, done.created, done.fields)


def _refuse_if_closed_since(register: Register, changes: list[StoredChange]) -> None:
    about: set[object] = {change.entity_id for change in changes if change.entity == "followup"}
    about |= {value for change in changes if change.field == "followup" for value in (change.old, change.new)}
    for entity, entity_id in {(c.entity, c.entity_id) for c in changes}:
        about.add(_followup_of(register, entity, entity_id))
    for followup in sorted(str(found) for found in about if found):
        if lookup.closing_of(register.connection, followup) is not None:
            raise FollowupClosed(lookup.name_of(register.connection, "followup", followup))


def _followup_of(register: Register, entity: str, entity_id: str) -> str | None:
    """The follow-up that a record is part of, evidence by way of its assessment; None for one of no follow-up."""
    for field in ("followup", "assessment"):
        if field in references(entity):
            found = getattr(lookup.record(register.connection, entity, entity_id), field, None)
            return found if field == "followup" or not found else _followup_of(register, field, found)
    return None


def _refuse_if_changed_since(register: Register, target: StoredAction, changes: list[StoredChange]) -> None:
    tips: dict[str, dict[str, list[tuple[int, int]]]] = {}
    undone = cache(partial(stack.undone_changes, register.connection))
    for change in changes:
        if change.entity_id not in tips:
            tips[change.entity_id] = actions.tips_of(register.connection, change.entity_id)
        standing = tips[change.entity_id].get(change.field, [])
        if len(standing) != 1 or not _amounts_to(change, standing[0], undone):
            raise _blocked(register, target, change, standing)


def _amounts_to(change: StoredChange, tip: tuple[int, int], undone: Callable[[int], Undone]) -> bool:
    """Whether a tip is `change`, or what taking back everything after it has led back to."""
    while tip != (change.action, change.n):
        taken_back = undone(tip[0]).get((change.entity_id, change.field))
        if taken_back is None or len(taken_back.replaces) != 1:
            return False
        tip = taken_back.replaces[0]
    return True


def _blocked(
    register: Register, target: StoredAction, change: StoredChange, standing: list[tuple[int, int]]
) -> UndoBlocked:
    seq = next(action for action, n in reversed(standing) if (action, n) != (change.action, change.n))
    later = actions.action_by_seq(register.connection, seq)
    return UndoBlocked(
        name=actions.original(register.connection, target).node.name,
        later=actions.original(register.connection, later).node.name,
        who=later.node.who,
        at=later.node.at,
        record=lookup.name_of(register.connection, change.entity, change.entity_id),
    )
