"""Undo and redo of actions, also after a restart, and never over a later change."""

from collections.abc import Callable
from functools import cache, partial

from storage import locking
from storage.database import history as history_rows
from storage.database import names as name_rows
from storage.database import projection
from storage.database import records as record_rows
from storage.database.connection import Connection
from storage.database.history import StoredAction, StoredChange
from storage.domain.history import NEVER_UNDONE, REDO, UNDO, Change
from storage.domain.identity import MIN_PREFIX
from storage.domain.records import Value
from storage.domain.vocabulary import field_types, references
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
"""(record, field) → the change that an action undid."""


def undo(register: Register) -> Change:
    """Undo the newest action of this installation that is not undone. The change has that action's name.

    Raises:
        NothingToUndo: there is none.
        UndoStopped: it is of a kind that cannot be undone.
        UndoBlocked: a later action changed the same field.
        UndoInUse, UndoGone: other records refer to what it created, or it changed a reference to a missing record.
        FollowupClosed: it belongs to a follow-up that has been closed since, here or in a copy merged in.
    """
    with register.reading() as connection:
        target = history_rows.next_undo(connection, locking.station())
    if target is None:
        raise NothingToUndo
    if target.node.name in NEVER_UNDONE:
        raise UndoStopped(target.node.name)
    return _reverse(register, target, UNDO)


def undo_action(register: Register, action: str) -> Change:
    """Undo any action of the history, of any author, that no later change depends on.

    Args:
        register: open for writing.
        action: its hash.

    Raises:
        UnknownAction: there is none.
        AlreadyUndone, NeverUndone, UndoBlocked, UndoInUse, UndoGone, FollowupClosed: as :func:`undoable` returns.
    """
    with register.reading() as connection:
        target = _in_force(connection, action)
    return _reverse(register, target, UNDO)


def undoable(register: Register, action: str) -> GranskaError | None:
    """The error that undoing an action would raise now; None when it can be undone.

    An action that was redone can be undone like any other.

    Raises:
        UnknownAction: there is none.
    """
    with register.reading() as connection:
        try:
            target = _in_force(connection, action)
            _refuse(register, target, history_rows.changes_of(connection, target.seq))
        except (AlreadyUndone, NeverUndone, UndoBlocked, UndoInUse, UndoGone, FollowupClosed) as reason:
            return reason
    return None


def action_of(register: Register, reference: str) -> str:
    """Find the hash of an action by its beginning.

    Raises:
        UnknownAction, AmbiguousReference: it matches none, or several.
    """
    start = reference.strip().lower()
    with register.reading() as connection:
        found = (
            history_rows.hashes_with_prefix(connection, start, record_rows.MAX_CANDIDATES + 1)
            if len(start) >= MIN_PREFIX
            else []
        )
    if not found:
        raise UnknownAction(reference)
    if len(found) > 1:
        raise AmbiguousReference(
            reference, found[: record_rows.MAX_CANDIDATES], int(len(found) > record_rows.MAX_CANDIDATES)
        )
    return found[0][0]


def _in_force(connection: Connection, name: str) -> StoredAction:
    """The action to undo for an action: itself, or its newest redo."""
    action = history_rows.action_by_hash(connection, name)
    if action is None:
        raise UnknownAction(name)
    first = history_rows.original_action(connection, action)
    if first.node.name in NEVER_UNDONE:
        raise NeverUndone(first.node.name)
    target = history_rows.effective_action(connection, first)
    if target.node.name == UNDO:
        raise AlreadyUndone(first.node.name, target.node.who, target.node.at)
    return target


def redo(register: Register) -> Change:
    """Redo the last undone action, unless another action followed.

    Raises:
        NothingToRedo: there is none.
        UndoBlocked: a later action changed what the undo changed.
        FollowupClosed: it belongs to a follow-up that has been closed since.
    """
    with register.reading() as connection:
        target = history_rows.next_redo(connection, locking.station())
    if target is None:
        raise NothingToRedo
    return _reverse(register, target, REDO)


def _reverse(register: Register, target: StoredAction, name: str) -> Change:
    with register.recording(name, undoes=target.hash) as action:
        changes = history_rows.changes_of(register.connection, target.seq)
        _refuse(register, target, changes)
        for change in changes:
            action.put_exactly(change.entity, change.entity_id, {change.field: change.old})
        for closing in _stored_since(register, changes):
            action.put_exactly("followup_closing", closing, dict.fromkeys(field_types("followup_closing")))
    done = action.change
    about = history_rows.original_action(register.connection, target).node.name
    return Change(about, done.action, done.touched, done.created, done.fields)


def _refuse(register: Register, target: StoredAction, changes: list[StoredChange]) -> None:
    _refuse_if_closed_since(register, changes)
    _refuse_if_changed_since(register, target, changes)
    _refuse_if_built_upon(register, target, changes)


def _refuse_if_built_upon(register: Register, target: StoredAction, changes: list[StoredChange]) -> None:
    """Raise if undoing would leave a reference to a missing record."""
    connection = register.connection
    about = history_rows.original_action(connection, target).node.name
    before: dict[tuple[str, str], dict[str, Value]] = {}
    for change in changes:
        key = (change.entity, change.entity_id)
        if key not in before:
            before[key] = projection.read_row(connection, *key) or {}
        before[key][change.field] = change.old
    gone = {key for key, row in before.items() if all(value is None for value in row.values())}
    gone |= {("followup_closing", closing) for closing in _stored_since(register, changes)}
    for entity, record in gone:
        for user in history_rows.referring_records(connection, entity, record):
            row = before.get(user)  # its reference may be removed by the same undo
            if user not in gone and (row is None or record in row.values()):
                raise UndoInUse(
                    about, name_rows.name_of(connection, entity, record), name_rows.name_of(connection, *user)
                )
    for change in changes:
        pointed = (references(change.entity).get(change.field, ""), str(change.old))
        known = not pointed[0] or change.old is None or pointed in before
        if not known and projection.read_row(connection, *pointed) is None:
            raise UndoGone(about, name_rows.name_of(connection, change.entity, change.entity_id))


def _refuse_if_closed_since(register: Register, changes: list[StoredChange]) -> None:
    about: set[object] = {change.entity_id for change in changes if change.entity == "followup"}
    about |= {value for change in changes if change.field == "followup" for value in (change.old, change.new)}
    for entity, entity_id in {(c.entity, c.entity_id) for c in changes}:
        about.add(_followup_of(register, entity, entity_id))
    for followup in sorted(str(found) for found in about if found):
        closed = record_rows.closing_of(register.connection, followup) is not None
        if closed and not history_rows.is_imported(register.connection, followup):
            raise FollowupClosed(name_rows.name_of(register.connection, "followup", followup))


def _stored_since(register: Register, changes: list[StoredChange]) -> list[str]:
    """The ids of the reports that were stored after the import, by these changes, of their follow-ups."""
    imported = {change.entity_id for change in changes if change.entity == "followup" and change.old is None}
    made = {change.entity_id for change in changes if change.entity == "followup_closing"}
    found = (record_rows.closing_of(register.connection, followup) for followup in imported)
    return [closing.id for closing in found if closing is not None and closing.id not in made]


def _followup_of(register: Register, entity: str, entity_id: str) -> str | None:
    """The follow-up of a record, for evidence that of its assessment; None without one."""
    for field in ("followup", "assessment"):
        if field in references(entity):
            found = getattr(record_rows.record(register.connection, entity, entity_id), field, None)
            return found if field == "followup" or not found else _followup_of(register, field, found)
    return None


def _refuse_if_changed_since(register: Register, target: StoredAction, changes: list[StoredChange]) -> None:
    tips: dict[str, dict[str, list[tuple[int, int]]]] = {}
    undone = cache(partial(history_rows.undone_changes, register.connection))
    for change in changes:
        if change.entity_id not in tips:
            tips[change.entity_id] = history_rows.tips_of(register.connection, change.entity_id)
        current = tips[change.entity_id].get(change.field, [])
        if len(current) != 1 or not _amounts_to(change, current[0], undone):
            raise _blocked(register, target, change, current)


def _amounts_to(change: StoredChange, tip: tuple[int, int], undone: Callable[[int], Undone]) -> bool:
    """True when a tip is `change`, or the undoing of everything after it."""
    while tip != (change.action, change.n):
        taken_back = undone(tip[0]).get((change.entity_id, change.field))
        if taken_back is None or len(taken_back.replaces) != 1:
            return False
        tip = taken_back.replaces[0]
    return True


def _blocked(
    register: Register, target: StoredAction, change: StoredChange, current: list[tuple[int, int]]
) -> UndoBlocked:
    seq = next(action for action, n in reversed(current) if (action, n) != (change.action, change.n))
    later = history_rows.action_by_seq(register.connection, seq)
    return UndoBlocked(
        name=history_rows.original_action(register.connection, target).node.name,
        later=history_rows.original_action(register.connection, later).node.name,
        who=later.node.who,
        at=later.node.at,
        record=name_rows.name_of(register.connection, change.entity, change.entity_id),
        entity=change.entity,
    )
