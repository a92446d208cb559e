"""What a write did, so that a screen knows what to redraw and a person what was done."""

from collections.abc import Mapping

from msgspec import Struct


class Change(Struct, frozen=True):
    """The result of one operation: one transaction, one action in the history."""

    name: str
    """The operation's name in the history, such as `assess`; of an undo or redo, that of what it undid or redid."""
    action: str | None = None
    """The action's hash; None when nothing differed and nothing was written."""
    touched: Mapping[str, frozenset[str]] = {}
    """Entity → ids of the records whose fields changed."""
    created: Mapping[str, frozenset[str]] = {}
    """Entity → ids of those that were not there before."""
    fields: int = 0
    """How many field values changed."""

    def __bool__(self) -> bool:
        return self.action is not None

    def records(self, entity: str) -> frozenset[str]:
        """The ids of the changed records of `entity`."""
        return self.touched.get(entity, frozenset())
