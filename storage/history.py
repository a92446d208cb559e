"""The history in readable form: pages of actions, searches, and the changes of one action."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct

from storage.database import history as history_rows
from storage.database import names as name_rows
from storage.database.connection import Connection
from storage.database.history import StoredAction, StoredChange
from storage.domain.records import Value
from storage.domain.text import searchable
from storage.domain.vocabulary import references
from storage.errors import GranskaError, UnknownAction
from storage.register import Register, query
from storage.undo import undoable

_BATCH = 200

Names = Mapping[tuple[str, str], str]

first_moment = query(history_rows.first_moment)


class ChangeView(Struct, frozen=True):
    """One field of one record that an action changed."""

    entity: str
    entity_id: str
    field: str
    old: Value
    new: Value
    label: str
    """Name of the record today."""


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
    """Name of the action that an undo or redo refers to; its own name for any other."""
    undoes: str | None
    changes: tuple[ChangeView, ...]


class ActionFilter(Struct, frozen=True):
    """Conditions on actions; without any, all match."""

    who: str | None = None
    """A part of the author's name, in any case."""
    since: str | None = None
    """UTC, ISO 8601, inclusive, as `until`."""
    until: str | None = None
    field: str | None = None
    """Only changes of fields of this name."""

    def matches(self, action: StoredAction) -> bool:
        """True when author and time of the action match."""
        at = action.node.at
        by_author = self.who is None or searchable(self.who) in searchable(action.node.who)
        return by_author and (self.since is None or at >= self.since) and (self.until is None or at <= self.until)


_EVERY_ACTION = ActionFilter()


def history(
    register: Register, record_id: str | None = None, limit: int | None = None, where: ActionFilter = _EVERY_ACTION
) -> list[ActionView]:
    """Actions, newest first: all, or those that changed a record or its assessments; at most `limit`."""
    with register.reading() as connection:
        if record_id is None:
            found: Iterator[StoredAction] = _newest(connection, limit if where == _EVERY_ACTION else None)
        else:
            found = iter(history_rows.actions_about(connection, register.register_id, record_id))
        about = None if record_id is None else history_rows.related(connection, register.register_id, record_id)
        having = None if where.field is None else history_rows.actions_on_field(connection, where.field)
        chosen = (one for one in found if where.matches(one) and (having is None or one.seq in having))
        changed = ((action, _changes(connection, action, about, where.field)) for action in chosen)
        kept = list(islice((one for one in changed if one[1] or where.field is None), limit))
        names = _names(connection, (change for _action, changes in kept for change in changes))
        return [_view(connection, action, changes, names) for action, changes in kept]


def action_view(register: Register, action: str) -> ActionView:
    """The action of this hash, with its changes.

    Raises:
        UnknownAction: there is none.
    """
    with register.reading() as connection:
        stored = history_rows.action_by_hash(connection, action)
        if stored is None:
            raise UnknownAction(action)
        changes = _changes(connection, stored, None, None)
        return _view(connection, stored, changes, _names(connection, changes))


def readable(register: Register, entity: str, field: str, value: Value) -> Value:
    """A value in readable form: the name of another record instead of its id."""
    target = references(entity).get(field)
    if target is None or value is None:
        return value
    with register.reading() as connection:
        return name_rows.name_of(connection, target, str(value))


def referred_names(register: Register, changes: Iterable[ChangeView]) -> Names:
    """Map (field, id) of the records that values of changes refer to, to their names."""
    fields = [
        (change.field, target, str(value))
        for change in changes
        if (target := references(change.entity).get(change.field)) is not None
        for value in (change.old, change.new)
        if value is not None
    ]
    with register.reading() as connection:
        names = _names_of(connection, ((target, record) for _field, target, record in fields))
    return {(field, record): names[target, record] for field, target, record in fields}


def _newest(connection: Connection, limit: int | None) -> Iterator[StoredAction]:
    left, before = limit, None
    while left is None or left > 0:
        block = history_rows.newest_actions(connection, before, min(left or _BATCH, _BATCH))
        yield from block
        if len(block) < min(left or _BATCH, _BATCH):
            return
        before = block[-1].seq
        left = None if left is None else left - len(block)


def _changes(
    connection: Connection, action: StoredAction, about: set[str] | None, field: str | None
) -> list[StoredChange]:
    """Return the changes of an action; those of some records, and of one field, where these are given."""
    return [
        change
        for change in history_rows.changes_of(connection, action.seq)
        if (about is None or change.entity_id in about) and (field is None or change.field == field)
    ]


def _names(connection: Connection, changes: Iterable[StoredChange]) -> Names:
    """Map (entity, id) of the records that changes are of to their names."""
    return _names_of(connection, ((change.entity, change.entity_id) for change in changes))


def _names_of(connection: Connection, records: Iterable[tuple[str, str]]) -> Names:
    ids: dict[str, list[str]] = {}
    for entity, record in records:
        ids.setdefault(entity, []).append(record)
    return {
        (entity, record): name
        for entity, some in ids.items()
        for record, name in name_rows.names_of(connection, entity, some).items()
    }


def _view(connection: Connection, action: StoredAction, changes: Sequence[StoredChange], names: Names) -> ActionView:
    return ActionView(
        seq=action.seq,
        hash=action.hash,
        parents=action.node.parents,
        lamport=action.node.lamport,
        at=action.node.at,
        who=action.node.who,
        name=action.node.name,
        about=history_rows.original_action(connection, action).node.name,
        undoes=action.node.undoes,
        changes=tuple(
            ChangeView(one.entity, one.entity_id, one.field, one.old, one.new, names[one.entity, one.entity_id])
            for one in changes
        ),
    )


_FIRST_OF = (
    "letter", "response", "followup", "followup_closing", "audit", "recommendation", "assessment", "measure",
    "followup_audit", "body", "person", "scale",
)  # fmt: skip
"""Order in which an entity represents an action that changed records of several kinds."""


class ActionRow(Struct, frozen=True):
    """An action in a list."""

    seq: int
    id: str
    """Its hash."""
    at: str
    """UTC, ISO 8601."""
    who: str
    name: str
    about: str
    """Name of the action that an undo or redo refers to; its own name for any other."""
    undoes: bool
    entity: str
    """Entity of the record that represents the action; empty where it changed none."""
    record: str
    label: str
    """Name of that record."""
    others: int
    """Number of other records of the entity that it changed."""


class ActionDetail(Struct, frozen=True):
    """An action with its changes, and the reason that it cannot be undone."""

    action: ActionView
    refusal: GranskaError | None
    """The error that undoing it would raise; None when it can be undone."""


def _no_text(_at: str, _who: str, _name: str) -> str:
    """Leave time, author and name out of a search."""
    return ""


def action_order(
    register: Register, words: Sequence[str] = (), text_of: Callable[[str, str, str], str] = _no_text
) -> "array[int]":
    """Numbers of the actions that contain every word, newest first.

    A word is searched in the text that `text_of` makes of an action's time, author and name, and in the
    records that it changed.
    """
    with register.reading() as connection:
        found = history_rows.action_summaries(connection)
        for word in words:
            about = history_rows.actions_changing(connection, history_rows.records_mentioning(connection, word))
            found = [one for one in found if one.seq in about or word in text_of(one.at, one.who, one.name)]
    return array("q", (one.seq for one in found))


def actions_at(register: Register, seqs: Sequence[int]) -> list[ActionRow]:
    """The actions with these numbers, in their order."""
    with register.reading() as connection:
        return [_row(connection, seq) for seq in seqs]


def action_detail(register: Register, action: str) -> ActionDetail:
    """One action with its changes, and the reason that it cannot be undone.

    Raises:
        UnknownAction: there is no action of that hash.
    """
    refusal = undoable(register, action)
    return ActionDetail(action_view(register, action), refusal)


def _row(connection: Connection, seq: int) -> ActionRow:
    stored = history_rows.action_by_seq(connection, seq)
    records = history_rows.records_of(connection, seq)
    entity = next((one for one in _FIRST_OF if any(kind == one for kind, _id in records)), "")
    entity = entity or (records[0][0] if records else "")
    same = [record for kind, record in records if kind == entity]
    return ActionRow(
        seq=seq,
        id=stored.hash,
        at=stored.node.at,
        who=stored.node.who,
        name=stored.node.name,
        about=history_rows.original_action(connection, stored).node.name,
        undoes=stored.node.undoes is not None,
        entity=entity,
        record=same[0] if same else "",
        label=name_rows.name_of(connection, entity, same[0]) if same else "",
        others=max(len(same) - 1, 0),
    )
