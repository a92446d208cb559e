"""The history as a long list: its order, its rows in blocks, and one action in full."""

from array import array
from collections.abc import Callable, Sequence

from msgspec import Struct

from storage.database import actions, doings, naming
from storage.database.connection import Connection
from storage.errors import GranskaError
from storage.history import ActionView, action_view
from storage.register import Register
from storage.undo import undoable

_FIRST_OF = (
    "letter", "response", "followup", "followup_closing", "audit", "recommendation", "assessment", "measure",
    "followup_audit", "body", "person", "scale",
)  # fmt: skip
"""What an action is said to be about, where it changed records of several kinds."""


class DoingRow(Struct, frozen=True):
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


class DoingDetail(Struct, frozen=True):
    """An action in full."""

    action: ActionView
    refusal: GranskaError | None
    """Why it cannot be taken back now."""


def doing_order(
    register: Register, words: Sequence[str] = (), told: Callable[[str, str, str], str] | None = None
) -> "array[int]":
    """Numbers of the actions, newest first: those that every word speaks of.

    A word is looked for in what `told` says of an action, of its moment, its author and its name, and in the records
    that it changed.
    """
    with register.reading() as connection:
        found = doings.every_doing(connection)
        for word in words:
            about = doings.changing(connection, doings.speaking_of(connection, word))
            found = [
                one
                for one in found
                if one.seq in about or (told is not None and word in told(one.at, one.who, one.name))
            ]
    return array("q", (one.seq for one in found))


def began(register: Register) -> str:
    """When the first action of the history was done: UTC, ISO 8601."""
    with register.reading() as connection:
        return doings.first_moment(connection)


def doings_at(register: Register, seqs: Sequence[int]) -> list[DoingRow]:
    """The actions of these numbers, in their order."""
    with register.reading() as connection:
        return [_row(connection, seq) for seq in seqs]


def doing(register: Register, action: str) -> DoingDetail:
    """All that an action changed, and whether it can be taken back.

    Raises:
        UnknownAction: there is none of that hash.
    """
    refusal = undoable(register, action)
    return DoingDetail(action_view(register, action), refusal)


def _row(connection: Connection, seq: int) -> DoingRow:
    stored = actions.action_by_seq(connection, seq)
    records = doings.records_of(connection, seq)
    entity = next((one for one in _FIRST_OF if any(kind == one for kind, _id in records)), "")
    entity = entity or (records[0][0] if records else "")
    same = [record for kind, record in records if kind == entity]
    return DoingRow(
        seq=seq,
        id=stored.hash,
        at=stored.node.at,
        who=stored.node.who,
        name=stored.node.name,
        about=actions.original(connection, stored).node.name,
        undoes=stored.node.undoes is not None,
        entity=entity,
        record=same[0] if same else "",
        label=naming.name_of(connection, entity, same[0]) if same else "",
        others=max(len(same) - 1, 0),
    )
