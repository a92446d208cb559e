"""The history: hashed actions and changes, tips, conflicts and their winners.

An action is a node named by its hash; its changes are leaves covered by that hash. A leaf covers its values by
`sha256(nonce ‖ values)`, so that a value may one day be taken away without breaking the chain. Each change names
the changes of the same field that it replaces. A *tip* is a change that nothing replaces; two tips with different
values are a *conflict*.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from storage.domain.identity import sha256
from storage.domain.records import Value

UNDO = "undo"
REDO = "redo"
IMPORT = "import_report"
STORE = "store_reports"
"""Stores the reports that an older version did not; the stack of undo passes it over."""
NEVER_UNDONE = frozenset(
    {
        "create_register",
        "build_example",
        "close_followup",
        STORE,
        "merge",
        "restore",
        "export_report",
        "export_missiv",
        "export_reminder",
        "export_extension",
    }
)
"""Actions that cannot be undone."""


_encode = json.JSONEncoder(ensure_ascii=False).encode


class ChangeRef(NamedTuple):
    """Reference to a change that is the same in every copy: its action's hash and its number there."""

    action: str
    n: int

    def __str__(self) -> str:
        return f"{self.action}:{self.n}"


class Leaf(NamedTuple):
    """One field change of an action, as it is hashed."""

    entity: str
    entity_id: str
    field: str
    replaces: tuple[ChangeRef, ...]
    digest: bytes
    """32 bytes, see :func:`digest`."""


class Node(Struct, frozen=True):
    """An action without its number in this copy."""

    parents: tuple[str, ...]
    lamport: int
    at: str
    who: str
    name: str
    undoes: str | None
    format: int


class Tip(Struct, frozen=True):
    """A change that nothing replaces, with its Lamport clock and value."""

    ref: ChangeRef
    lamport: int
    value: Value


def digest(nonce: bytes, old: Value, new: Value) -> bytes:
    """Return the salted SHA-256 of a change's values, 32 bytes."""
    return sha256(nonce + f"[{_encode(old)}, {_encode(new)}]".encode("utf-8", "surrogatepass"))


def action_hash(node: Node, leaves: Iterable[Leaf]) -> str:
    """Return the action's hash: SHA-256 over the node and its leaves, 64 hexadecimal digits."""
    body = [
        node.format,
        sorted(node.parents),
        node.lamport,
        node.at,
        node.who,
        node.name,
        node.undoes,
        [[leaf.entity, leaf.entity_id, leaf.field, _names(leaf.replaces), leaf.digest.hex()] for leaf in leaves],
    ]
    return sha256(_encode(body).encode("utf-8", "surrogatepass")).hex()


def winner(tips: Sequence[Tip]) -> Tip:
    """Return the tip that tables show until a conflict is decided: a value before None, then by (lamport, hash).

    The order is the same in every copy, and no merge makes a stated value vanish from view.

    Raises:
        ValueError: there is no tip.
    """
    return max(tips, key=lambda tip: (tip.value is not None, tip.lamport, tip.ref.action, tip.ref.n))


def in_conflict(tips: Sequence[Tip]) -> bool:
    """Return True if the tips have different values."""
    return len({(type(tip.value), tip.value) for tip in tips}) > 1


def _names(refs: Sequence[ChangeRef]) -> list[str]:
    return sorted(str(ref) for ref in refs)


class Change(Struct, frozen=True):
    """The result of one operation: one transaction, one action in the history."""

    name: str
    """The operation's name in the history, such as `assess`; of an undo or redo, that of its action."""
    action: str | None = None
    """The action's hash; None when nothing differed and nothing was written."""
    touched: Mapping[str, frozenset[str]] = {}
    """Entity → ids of the records whose fields changed."""
    created: Mapping[str, frozenset[str]] = {}
    """Entity → ids of the new records."""
    fields: int = 0
    """Number of changed field values."""

    def __bool__(self) -> bool:
        return self.action is not None

    def records(self, entity: str) -> frozenset[str]:
        """Return the ids of the changed records of `entity`."""
        return self.touched.get(entity, frozenset())
