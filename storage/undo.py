"""Undo and redo: over restarts, only of what was made in this copy, never over what came later."""

from collections.abc import Callable
from functools import cache, partial

from storage import locking
from storage.database import history, names, projection, records
from storage.database.connection import Connection
from storage.database.history import StoredAction, StoredChange
from storage.domain.history import NEVER_UNDONE, REDO, UNDO, Change
from storage.domain.identity import MIN_PREFIX
from storage.domain.records import Value
from storage.domain.vocabulary import references
from storage.errors import (
    AlreadyUndone,
    AmbiguousReference,
    FollowupClosed,
    GranskaError,
    NeverUndone,
    NothingToRedo,
    NothingToUndo,
    UndoBlocked,
    UndoGone,
    UndoInUse,
    UndoStopped,
    UnknownAction,
)
from storage.register import Register

Undone = dict[tuple[str, str], StoredChange]
"""(record, field) → the change that an action took back."""


def undo(register: Register) -> Change:
    """Take back the newest action made here that is not taken back yet. The change bears that action's name.

    Raises:
        NothingToUndo: there is none.
        UndoStopped: it is of a kind that is not undone.
        UndoBlocked: what it changed has been changed since.
        UndoInUse, UndoGone: what it made is used since, or what it changed belonged to what is no more.
        FollowupClosed: it belongs to a follow-up that has been closed since, here or in a copy merged in.
    """
    with register.reading() as connection:
        target = history.next_undo(connection, locking.station())
    if target is None:
        raise NothingToUndo
    if target.node.name in NEVER_UNDONE:
        raise UndoStopped(target.node.name)
    return _reverse(register, target, UNDO)


def undo_action(register: Register, action: str) -> Change:
    """Take back any action of the history, whoever did it, where nothing has come to stand on it since.

    Args:
        register: open to write.
        action: its hash.

    Raises:
        UnknownAction: there is none.
        AlreadyUndone, NeverUndone, UndoBlocked, UndoInUse, UndoGone, FollowupClosed: as :func:`undoable` says.
    """
    with register.reading() as connection:
        target = _in_force(connection, action)
    return _reverse(register, target, UNDO)


def undoable(register: Register, action: str) -> GranskaError | None:
    """Why an action cannot be taken back now; None when it can.

    One that was undone and done again is taken back like any other.

    Raises:
        UnknownAction: there is none.
    """
    with register.reading() as connection:
        try:
            target = _in_force(connection, action)
            _refuse(register, target, history.changes_of(connection, target.seq))
        except (AlreadyUndone, NeverUndone, UndoBlocked, UndoInUse, UndoGone, FollowupClosed) as reason:
            return reason
    return None


def action_of(register: Register, reference: str) -> str:
    """The hash of the action that the beginning of one means.

    Raises:
        UnknownAction, AmbiguousReference: it means none, or several.
    """
    start = reference.strip().lower()
    with register.reading() as connection:
        found = (
            history.hashes_with_prefix(connection, start, records.MAX_CANDIDATES + 1)
            if len(start) >= MIN_PREFIX
            else []
        )
    if not found:
        raise UnknownAction(reference)
    if len(found) > 1:
        raise AmbiguousReference(reference, found[: records.MAX_CANDIDATES], int(len(found) > records.MAX_CANDIDATES))
    return found[0][0]


def _in_force(connection: Connection, name: str) -> StoredAction:
    """What there is to take back of an action."""
    action = history.action_by_hash(connection, name)
    if action is None:
        raise UnknownAction(name)
    first = history.original_action(connection, action)
    if first.node.name in NEVER_UNDONE:
        raise NeverUndone(first.node.name)
    target = history.effective_action(connection, first)
    if target.node.name == UNDO:
        raise AlreadyUndone(first.node.name, target.node.who, target.node.at)
    return target


def redo(register: Register) -> Change:
    """Do again what was undone last, unless something else has been done since.

    Raises:
        NothingToRedo: nothing is left to do again.
        UndoBlocked: what the undo changed has been changed since.
        FollowupClosed: it belongs to a follow-up that has been closed since.
    """
    with register.reading() as connection:
        target = history.next_redo(connection, locking.station())
    if target is None:
        raise NothingToRedo
    return _reverse(register, target, REDO)


def _reverse(register: Register, target: StoredAction, name: str) -> Change:
    with register.recording(name, undoes=target.hash) as action:
        changes = history.changes_of(register.connection, target.seq)
        _refuse(register, target, changes)
        for change in changes:
            action.put_exactly(change.entity, change.entity_id, {change.field: change.old})
    done = action.change
    about = history.original_action(register.connection, target).node.name
    return Change(about, done.action, done.touched, done.created, done.fields)


def _refuse(register: Register, target: StoredAction, changes: list[StoredChange]) -> None:
    _refuse_if_closed_since(register, changes)
    _refuse_if_changed_since(register, target, changes)
    _refuse_if_built_upon(register, target, changes)


def _refuse_if_built_upon(register: Register, target: StoredAction, changes: list[StoredChange]) -> None:
    """Refuse what would leave another record pointing at nothing."""
    connection = register.connection
    about = history.original_action(connection, target).node.name
    before: dict[tuple[str, str], dict[str, Value]] = {}
    for change in changes:
        key = (change.entity, change.entity_id)
        if key not in before:
            before[key] = projection.read_row(connection, *key) or {}
        before[key][change.field] = change.old
    gone = {key for key, row in before.items() if all(value is None for value in row.values())}
    for entity, record in gone:
        for user in history.referring_records(connection, entity, record):
            row = before.get(user)  # which may stop pointing there by the same undo
            if user not in gone and (row is None or record in row.values()):
                raise UndoInUse(about, names.name_of(connection, entity, record), names.name_of(connection, *user))
    for change in changes:
        pointed = (references(change.entity).get(change.field, ""), str(change.old))
        known = not pointed[0] or change.old is None or pointed in before
        if not known and projection.read_row(connection, *pointed) is None:
            raise UndoGone(about, names.name_of(connection, change.entity, change.entity_id))


def _refuse_if_closed_since(register: Register, changes: list[StoredChange]) -> None:
    about: set[object] = {change.entity_id for change in changes if change.entity == "followup"}
    about |= {value for change in changes if change.field == "followup" for value in (change.old, change.new)}
    for entity, entity_id in {(c.entity, c.entity_id) for c in changes}:
        about.add(_followup_of(register, entity, entity_id))
    for followup in sorted(str(found) for found in about if found):
        if records.closing_of(register.connection, followup) is not None:
            raise FollowupClosed(names.name_of(register.connection, "followup", followup))


def _followup_of(register: Register, entity: str, entity_id: str) -> str | None:
    """The follow-up that a record is part of, evidence by way of its assessment; None for one of no follow-up."""
    for field in ("followup", "assessment"):
        if field in references(entity):
            found = getattr(records.record(register.connection, entity, entity_id), field, None)
            return found if field == "followup" or not found else _followup_of(register, field, found)
    return None


def _refuse_if_changed_since(register: Register, target: StoredAction, changes: list[StoredChange]) -> None:
    tips: dict[str, dict[str, list[tuple[int, int]]]] = {}
    undone = cache(partial(history.undone_changes, register.connection))
    for change in changes:
        if change.entity_id not in tips:
            tips[change.entity_id] = history.tips_of(register.connection, change.entity_id)
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
    later = history.action_by_seq(register.connection, seq)
    return UndoBlocked(
        name=history.original_action(register.connection, target).node.name,
        later=history.original_action(register.connection, later).node.name,
        who=later.node.who,
        at=later.node.at,
        record=names.name_of(register.connection, change.entity, change.entity_id),
        entity=change.entity,
    )
