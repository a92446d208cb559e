"""The history as people read it: who did what, when, with old and new values."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from msgspec import Struct

from storage.database import history as history_rows
from storage.database import names as name_rows
from storage.database.connection import Connection
from storage.database.history import StoredAction
from storage.domain.records import Value
from storage.domain.text import searchable
from storage.domain.vocabulary import references
from storage.errors import GranskaError, UnknownAction
from storage.register import Register
from storage.undo import undoable

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
            found = iter(history_rows.actions_about(connection, register.register_id, record_id))
        about = None if record_id is None else history_rows.related(connection, register.register_id, record_id)
        having = None if wanted.field is None else history_rows.actions_on_field(connection, wanted.field)
        chosen = (one for one in found if wanted.lets_through(one) and (having is None or one.seq in having))
        views = (_view(connection, action, about, wanted.field) for action in chosen)
        return list(islice((view for view in views if view.changes or wanted.field is None), limit))


def action_view(register: Register, action: str) -> ActionView:
    """The action of this hash, with its changes.

    Raises:
        UnknownAction: there is none.
    """
    with register.reading() as connection:
        stored = history_rows.action_by_hash(connection, action)
        if stored is None:
            raise UnknownAction(action)
        return _view(connection, stored, None, None)


def readable(register: Register, entity: str, field: str, value: Value) -> Value:
    """A value as a person reads it: what another record is called instead of its id."""
    target = references(entity).get(field)
    if target is None or value is None:
        return value
    with register.reading() as connection:
        return name_rows.name_of(connection, target, str(value))


def _newest(connection: Connection, limit: int | None) -> Iterator[StoredAction]:
    left, before = limit, None
    while left is None or left > 0:
        block = history_rows.newest_actions(connection, before, min(left or _PORTION, _PORTION))
        yield from block
        if len(block) < min(left or _PORTION, _PORTION):
            return
        before = block[-1].seq
        left = None if left is None else left - len(block)


def _view(connection: Connection, action: StoredAction, about: set[str] | None, field: str | None) -> ActionView:
    changes = [
        change
        for change in history_rows.changes_of(connection, action.seq)
        if (about is None or change.entity_id in about) and (field is None or change.field == field)
    ]
    records: dict[str, list[str]] = {}
    for change in changes:
        records.setdefault(change.entity, []).append(change.entity_id)
    names = {entity: name_rows.names_of(connection, entity, ids) for entity, ids in records.items()}
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
            ChangeView(one.entity, one.entity_id, one.field, one.old, one.new, names[one.entity][one.entity_id])
            for one in changes
        ),
    )


_FIRST_OF = (
    "letter", "response", "followup", "followup_closing", "audit", "recommendation", "assessment", "measure",
    "followup_audit", "body", "person", "scale",
)  # fmt: skip
"""What an action is said to be about, where it changed records of several kinds."""


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
    """The name of the action that it took back or did again; its own, of any other."""
    undoes: bool
    entity: str
    """Of the record that it was about; empty where it changed none."""
    record: str
    label: str
    """What that record is called."""
    others: int
    """How many more of its kind it changed."""


class ActionDetail(Struct, frozen=True):
    """An action in full."""

    action: ActionView
    refusal: GranskaError | None
    """Why it cannot be taken back now."""


def action_order(
    register: Register, words: Sequence[str] = (), told: Callable[[str, str, str], str] | None = None
) -> "array[int]":
    """Numbers of the actions, newest first: those that every word speaks of.

    A word is looked for in what `told` says of an action, of its moment, its author and its name, and in the records
    that it changed.
    """
    with register.reading() as connection:
        found = history_rows.action_summaries(connection)
        for word in words:
            about = history_rows.actions_changing(connection, history_rows.records_mentioning(connection, word))
            found = [
                one
                for one in found
                if one.seq in about or (told is not None and word in told(one.at, one.who, one.name))
            ]
    return array("q", (one.seq for one in found))


def began(register: Register) -> str:
    """When the first action of the history was done: UTC, ISO 8601."""
    with register.reading() as connection:
        return history_rows.first_moment(connection)


def actions_at(register: Register, seqs: Sequence[int]) -> list[ActionRow]:
    """The actions of these numbers, in their order."""
    with register.reading() as connection:
        return [_row(connection, seq) for seq in seqs]


def action_detail(register: Register, action: str) -> ActionDetail:
    """All that an action changed, and whether it can be taken back.

    Raises:
        UnknownAction: there is none of that hash.
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
