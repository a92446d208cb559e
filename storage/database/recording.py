"""Recording of an action: the field values that an operation sets become changes, tips and rows at once."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field

from storage.database import history, projection, search
from storage.database.connection import Connection, expect_room, writing
from storage.database.history import FieldChange
from storage.domain.history import STORE, Change, Node, in_conflict
from storage.domain.records import Value
from storage.domain.text import clean
from storage.domain.vocabulary import FORMAT, field_types


class Author(Struct, frozen=True):
    """The author, installation and moment of an action."""

    who: str
    at: str
    """UTC, ISO 8601."""
    station: str
    """Id of this user's installation; undo is limited to its actions."""


class Recording(Struct):
    """An action under construction; becomes a :class:`Change` when its block ends."""

    connection: Connection
    name: str
    author: Author
    undoes: str | None = None
    change: Change = field(default_factory=lambda: Change(""))
    before_writing: Callable[[], None] | None = None
    """Called before the first write, if there is one."""
    _wanted: dict[tuple[str, str], dict[str, Value]] = {}
    _rows: dict[tuple[str, str], dict[str, Value] | None] = {}
    """Rows read so far; nobody else writes before the action is finished."""
    _forced: bool = False
    _found: list[FieldChange] = []
    """Changes that the tables have already."""
    _created: dict[str, set[str]] = {}

    def put(self, entity: str, entity_id: str, values: Mapping[str, Value]) -> None:
        """Set fields of a record; others stay as they are. Texts are cleaned.

        Raises:
            KeyError: the entity has no such field.
            TextTooLong: a text has more bytes than a register takes.
        """
        types = field_types(entity)
        wanted = self._wanted.setdefault((entity, entity_id), {})
        for name, value in values.items():
            wanted[name] = _checked(types[name], value)

    def get(self, entity: str, entity_id: str) -> dict[str, Value] | None:
        """Return the record as it will be; None when it does not exist."""
        row = self._row(entity, entity_id)
        wanted = self._wanted.get((entity, entity_id))
        if wanted is None:
            return None if row is None else dict(row)
        return {**dict.fromkeys(field_types(entity)), **(row or {}), **wanted}

    def wanted(self, entity: str, **values: Value) -> list[Mapping[str, Value]]:
        """Return the fields set so far on the records of `entity` to which this action gives these values."""
        return [
            row
            for (kind, _), row in self._wanted.items()
            if kind == entity and all(row.get(name) == value for name, value in values.items())
        ]

    def drafted(self, entity: str) -> dict[str, dict[str, Value]]:
        """Map ids to the records of `entity` that this action writes, as they will be."""
        ids = [entity_id for kind, entity_id in self._wanted if kind == entity]
        return {entity_id: row for entity_id in ids if (row := self.get(entity, entity_id)) is not None}

    def existing(self, entity: str, **values: Value) -> dict[str, dict[str, Value]]:
        """Map ids to the records of `entity` with these values that are not removed, as they will be."""
        rows = projection.rows_where(self.connection, entity, values) | self.drafted(entity)
        wanted = {**values, "removed": None}
        return {key: row for key, row in rows.items() if all(row[name] == value for name, value in wanted.items())}

    def put_exactly(self, entity: str, entity_id: str, values: Mapping[str, Value]) -> None:
        """Set fields as :meth:`put` does, but record equal values too: for undo and for decisions of conflicts."""
        self._forced = True
        self._wanted.setdefault((entity, entity_id), {}).update(values)

    def write(self) -> None:
        """Write what differs to the tables, so that reads in the block see it; those fields are not put again."""
        for (entity, entity_id), wanted in self._wanted.items():
            row = self._row(entity, entity_id)
            differing = self._differing(entity, entity_id, row, wanted)
            if differing:
                if not self._found and self.before_writing is not None:
                    self.before_writing()
                self._found += differing
                if row is None:
                    self._created.setdefault(entity, set()).add(entity_id)
                new = {change.field: change.new for change in differing}
                write_record(self.connection, entity, entity_id, row, {**(row or {}), **new})
        self._wanted.clear()
        self._rows.clear()

    def finish(self) -> Change:
        """Write what differs. When nothing does, nothing is written and the change is false."""
        self.write()
        if not self._found:
            self.change = Change(self.name)
            return self.change
        touched: dict[str, set[str]] = {}
        for change in self._found:
            touched.setdefault(change.entity, set()).add(change.entity_id)
        self.change = Change(
            self.name,
            self._append(self._found),
            {entity: frozenset(ids) for entity, ids in touched.items()},
            {entity: frozenset(ids) for entity, ids in self._created.items()},
            len(self._found),
        )
        return self.change

    def _row(self, entity: str, entity_id: str) -> Mapping[str, Value] | None:
        """Return the record as the tables have it, read once."""
        key = (entity, entity_id)
        if key not in self._rows:
            self._rows[key] = projection.read_row(self.connection, entity, entity_id)
        return self._rows[key]

    def _differing(
        self, entity: str, entity_id: str, row: Mapping[str, Value] | None, wanted: Mapping[str, Value]
    ) -> list[FieldChange]:
        tips = history.tips_of(self.connection, entity_id)
        return [
            FieldChange(entity, entity_id, name, tuple(tips.get(name, ())), row[name] if row else None, value)
            for name, value in wanted.items()
            if self._forced or (row[name] if row else None) != value or self._undecided(tips.get(name, []))
        ]

    def _undecided(self, tips: list[tuple[int, int]]) -> bool:
        return len(tips) > 1 and in_conflict(history.tip_values(self.connection, tips))

    def _append(self, found: list[FieldChange]) -> str:
        parents = history.heads(self.connection)
        node = Node(
            parents=tuple(name for _, name, _ in parents),
            lamport=1 + max((lamport for *_, lamport in parents), default=0),
            at=self.author.at,
            who=self.author.who,
            name=self.name,
            undoes=self.undoes,
            format=FORMAT,
        )
        action = history.append(self.connection, node, found)
        if self.name != STORE:
            self.connection.execute(
                "INSERT INTO _made_here(action, station) VALUES (?, ?)", (action.seq, self.author.station)
            )
        return action.hash


def write_record(
    connection: Connection, entity: str, entity_id: str, before: Mapping[str, Value] | None, row: Mapping[str, Value]
) -> None:
    """Write a record to its table and the search index. `before` is its row so far; None for a new one."""
    if all(value is None for value in row.values()):
        search.remove_from_index(connection, entity, entity_id)
        projection.delete_row(connection, entity, entity_id)
    elif before is None:
        search.insert_into_index(connection, entity, projection.insert_row(connection, entity, entity_id, row), row)
    else:
        projection.update_row(connection, entity, entity_id, row)
        search.update_index(connection, entity, entity_id, before, row)


@contextmanager
def recording(
    connection: Connection,
    path: Path,
    name: str,
    author: Author,
    undoes: str | None = None,
    before_writing: Callable[[], None] | None = None,
) -> Iterator[Recording]:
    """Record one action in one transaction: durable when the block ends, rolled back when it raises."""
    with writing(connection, path):
        action = Recording(connection, name, author, undoes, before_writing=before_writing)
        yield action
        action.finish()


def _checked(kind: type, value: Value) -> Value:
    if value is None:
        return None
    if kind is int:
        return int(value)
    text = clean(str(value))
    expect_room(text)
    return text or None
