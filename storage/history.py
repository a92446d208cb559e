"""The history as people read it: who did what, when, with old and new values."""

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from storage.database import actions, chains, naming
from storage.database.actions import StoredAction
from storage.database.connection import Connection
from storage.domain.text import searchable
from storage.domain.value import Value
from storage.domain.vocabulary import references
from storage.errors import UnknownAction
from storage.register import Register

_PORTION = 200


class ChangeView(Struct, frozen=True):
    """One field of one record that an action changed."""

    entity: str
    entity_id: str
    field: str
    old: Value
    new: Value
    label: str
    """What the record is called today."""


class ActionView(Struct, frozen=True):
    """One action with its changes."""

    seq: int
    """Its number in this copy."""
    hash: str
    parents: tuple[str, ...]
    lamport: int
    at: str
    """UTC, ISO 8601."""
    who: str
    name: str
    about: str
    """The name of the action it was about: an undo or redo is about what it took back or did again."""
    undoes: str | None
    changes: tuple[ChangeView, ...]


class Wanted(Struct, frozen=True):
    """Which actions are asked for: all, unless something is said."""

    who: str | None = None
    """A part of the name of who did it, in any case."""
    since: str | None = None
    """UTC, ISO 8601; that moment is included, as is that of `until`."""
    until: str | None = None
    field: str | None = None
    """Only changes of fields of this name."""

    def lets_through(self, action: StoredAction) -> bool:
        """Whether the action was done by whom, and when, it is asked for."""
        at = action.node.at
        done_by = self.who is None or searchable(self.who) in searchable(action.node.who)
        return done_by and (self.since is None or at >= self.since) and (self.until is None or at <= self.until)


EVERYTHING = Wanted()


def history(
    register: Register, record_id: str | None = None, limit: int | None = None, wanted: Wanted = EVERYTHING
) -> list[ActionView]:
    """The newest actions first: all, or those that changed a record or what is judged of it; at most `limit`."""
    with register.reading() as connection:
        if record_id is None:
            found: Iterator[StoredAction] = _newest(connection, limit if wanted == EVERYTHING else None)
        else:
            found = iter(chains.actions_about(connection, register.register_id, record_id))
        about = None if record_id is None else chains.related(connection, register.register_id, record_id)
        having = None if wanted.field is None else actions.with_field(connection, wanted.field)
        chosen = (one for one in found if wanted.lets_through(one) and (having is None or one.seq in having))
        views = (_view(connection, action, about, wanted.field) for action in chosen)
        return list(islice((view for view in views if view.changes or wanted.field is None), limit))


def action_view(register: Register, action: str) -> ActionView:
    """The action of this hash, with its changes.

    Raises:
        UnknownAction: there is none.
    """
    with register.reading() as connection:
        stored = actions.action_by_hash(connection, action)
        if stored is None:
            raise UnknownAction(action)
        return _view(connection, stored, None, None)


def readable(register: Register, entity: str, field: str, value: Value) -> Value:
    """A value as a person reads it: what another record is called instead of its id."""
    target = references(entity).get(field)
    if target is None or value is None:
        return value
    with register.reading() as connection:
        return naming.name_of(connection, target, str(value))


def _newest(connection: Connection, limit: int | None) -> Iterator[StoredAction]:
    left, before = limit, None
    while left is None or left > 0:
        block = actions.newest_actions(connection, before, min(left or _PORTION, _PORTION))
        yield from block
        if len(block) < min(left or _PORTION, _PORTION):
            return
        before = block[-1].seq
        left = None if left is None else left - len(block)


def _view(connection: Connection, action: StoredAction, about: set[str] | None, field: str | None) -> ActionView:
    changes = [
        change
        for change in actions.changes_of(connection, action.seq)
        if (about is None or change.entity_id in about) and (field is None or change.field == field)
    ]
    records: dict[str, list[str]] = {}
    for change in changes:
        records.setdefault(change.entity, []).append(change.entity_id)
    names = {entity: naming.names_of(connection, entity, ids) for entity, ids in records.items()}
    return ActionView(
        seq=action.seq,
        hash=action.hash,
        parents=action.node.parents,
        lamport=action.node.lamport,
        at=action.node.at,
        who=action.node.who,
        name=action.node.name,
        about=actions.original(connection, action).node.name,
        undoes=action.node.undoes,
        changes=tuple(
            ChangeView(one.entity, one.entity_id, one.field, one.old, one.new, names[one.entity][one.entity_id])
            for one in changes
        ),
    )
