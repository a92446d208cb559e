"""Verification of a register: its history, its tables against the history, and its open conflicts.

It reads a copy made with SQLite's backup, so that writers never wait.
"""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from storage.database import history as history_rows
from storage.database import names as name_rows
from storage.database import records as record_rows
from storage.database.backup import private_copy
from storage.database.connection import Connection, in_wal_mode, translated
from storage.database.verify import (
    Difference,
    Ledger,
    verify_file,
    verify_files,
    verify_history,
    verify_schema,
    verify_search,
    verify_tables,
    verify_tips,
)
from storage.domain.history import Tip, in_conflict, winner
from storage.domain.records import Value
from storage.domain.text import one_line
from storage.errors import GranskaError
from storage.intake import received_files
from storage.register import Register


class ConflictingValue(Struct, frozen=True):
    """One side of a conflict."""

    value: Value
    who: str
    at: str
    """UTC, ISO 8601."""
    shown: bool
    """True for the value that the tables show until the conflict is resolved."""


class Conflict(Struct, frozen=True):
    """A field to which two copies of the register gave different values, unresolved."""

    entity: str
    entity_id: str
    field: str
    label: str
    """Name of the record."""
    values: tuple[ConflictingValue, ...]


class CheckResult(Struct, frozen=True):
    """Result of a check."""

    actions: int
    changes: int
    differences: tuple[Difference, ...]
    conflicts: tuple[Conflict, ...]
    missing_files: tuple[str, ...] = ()
    """Names of the received files that are not beside the register, which is no fault."""
    wal: bool = False
    """True when another program has put the register into WAL mode: then the file alone may lack changes."""

    @property
    def ok(self) -> bool:
        """True when everything verifies; open conflicts are no error."""
        return not self.differences


def check(register: Register) -> CheckResult:
    """Verify the whole register."""
    with register.reading() as live, private_copy(live) as copy:
        ledger = Ledger()
        differences = tuple(_all_differences(register, copy, ledger))
        found = () if differences else tuple(_conflicts(copy))
        lost = () if differences else _missing_files(register.path, live)
    return CheckResult(ledger.actions, ledger.changes, differences, found, lost, in_wal_mode(register.path))


def _missing_files(register: Path, connection: Connection) -> tuple[str, ...]:
    """Return the names of documents whose file is not beside the register; what no action names is removed there."""
    received = record_rows.received_documents(connection)
    if received_files.folder_of(register).is_dir():
        received_files.remove_unnamed(register, history_rows.hashes_of_documents(connection))
    missing = set(received_files.missing(register, set(received)))
    return tuple(one_line(name) for sha256, name in received.items() if sha256 in missing)


def conflicts(register: Register) -> tuple[Conflict, ...]:
    """The unresolved conflicts."""
    with register.reading() as connection:
        return tuple(_conflicts(connection))


def _all_differences(register: Register, connection: Connection, ledger: Ledger) -> Iterator[Difference]:
    """Yield the differences; a file too damaged to be read to its end is one."""
    try:
        with translated(register.path):
            yield from _differences(connection, ledger)
    except (GranskaError, LookupError, TypeError, ValueError, AttributeError) as error:
        yield Difference("file", "", f"{type(error).__name__}: {error}")


def _differences(connection: Connection, ledger: Ledger) -> Iterator[Difference]:
    yield from verify_file(connection)
    schema = list(verify_schema(connection))
    yield from schema
    if any(difference.where.startswith("table ") for difference in schema):
        return
    yield from verify_history(connection, ledger)
    yield from verify_tips(connection, ledger.tips or set())
    tables = list(verify_tables(connection))
    yield from tables
    yield from verify_files(connection)
    if not tables:  # the index of wrong tables would only repeat their differences, word by word
        yield from verify_search(connection)


def _conflicts(connection: Connection) -> Iterator[Conflict]:
    for entity_id, field in history_rows.conflicting_fields(connection):
        refs = history_rows.tips_of(connection, entity_id)[field]
        tips = history_rows.tip_values(connection, refs)
        if not in_conflict(tips):
            continue
        entity = history_rows.entity_of(connection, refs[0])
        yield Conflict(
            entity=entity,
            entity_id=entity_id,
            field=field,
            label=name_rows.name_of(connection, entity, entity_id),
            values=tuple(_side(connection, tip, winner(tips)) for tip in tips),
        )


def _side(connection: Connection, tip: Tip, shown: Tip) -> ConflictingValue:
    action = history_rows.action_by_hash(connection, tip.ref.action)
    who, at = (action.node.who, action.node.at) if action else ("", "")
    return ConflictingValue(tip.value, who, at, shown=tip == shown)
