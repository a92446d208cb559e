"""Merging of two copies of a register: the union of their actions.

Actions are immutable and named by hash, so a union is commutative, associative and idempotent. No value is lost:
where both copies changed the same field, both changes are tips until the conflict is resolved. Merging records no
action of its own.
"""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from storage.check import conflicts
from storage.database import merge as merge_rows
from storage.database import settings as setting_rows
from storage.database.connection import writing
from storage.errors import OtherRegister
from storage.register import Register, open_register


class MergeResult(Struct, frozen=True):
    """Result of a merge."""

    actions: int
    """Number of actions that this copy lacked."""
    touched: Mapping[str, frozenset[str]]
    """Entity → ids of the records whose fields got new changes."""
    conflicts: int
    """Number of unresolved conflicts after the merge."""


def merge(register: Register, other: Path) -> MergeResult:
    """Take in every action of the copy at `other` that this register lacks. The other file is only read.

    Raises:
        OtherRegister: the file is a register, but not a copy of this one.
        HistoryBroken: an action of the other copy does not verify; nothing is taken in.
        GranskaError: a file cannot be read or written.
    """
    register.expect_writable()
    with open_register(other) as copy:
        if copy.register_id != register.register_id:
            raise OtherRegister(register.path, other)
        register.back_up_today()
        with copy.reading() as source, writing(register.connection, register.path) as target:
            taken, touched = merge_rows.import_actions(target, source, other)
            setting_rows.copy_files(target, source)
    return MergeResult(taken, touched, len(conflicts(register)))
