"""Records as a person enters them: their fields and their sets, of many records in a few questions."""

from collections.abc import Sequence

from storage.database.connection import Connection
from storage.database.portions import in_portions
from storage.database.projection import select
from storage.database.survivors import survivors
from storage.domain.kinds import KINDS, Entry, Given, Input
from storage.domain.value import Value
from storage.domain.vocabulary import field_types, references

EVIDENCE = "assessment_evidence"


def entered(connection: Connection, entity: str, ids: Sequence[str]) -> dict[str, dict[str, Given]]:
    """Record → entry name → value, of those records that are there."""
    rows = _rows(connection, entity, ids)
    found = list(rows)
    sets = {
        entry.name: _set(connection, entity, entry, found)
        for entry in KINDS[entity].entries
        if entry.input is Input.SEVERAL
    }
    alive = {target: survivors(connection, target) for target in set(references(entity).values())}
    if entity == EVIDENCE:
        _put_recommendations(connection, rows)
    return {
        record: {
            entry.name: sets[entry.name].get(record, ())
            if entry.input is Input.SEVERAL
            else _followed(entity, entry.name, row.get(entry.name), alive)
            for entry in KINDS[entity].entries
        }
        for record, row in rows.items()
    }


def _followed(entity: str, name: str, value: Value, alive: dict[str, dict[str, str]]) -> Value:
    target = references(entity).get(name)
    return value if target is None else alive[target].get(str(value), value)


def _rows(connection: Connection, entity: str, ids: Sequence[str]) -> dict[str, dict[str, Value]]:
    names = list(field_types(entity))
    rows = in_portions(connection, f"{select(entity)} WHERE id IN ({{}})", ids)
    return {record: dict(zip(names, values, strict=True)) for record, *values in rows}


def _set(connection: Connection, entity: str, entry: Entry, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Record → the ids in one of its sets, in their order."""
    pointing = {field: target for field, target in references(entry.link).items() if field != entity}
    found: dict[str, list[tuple[int, int, str]]] = {}
    for field, target in pointing.items():
        alive = survivors(connection, target)
        place = "coalesce(k.position, 0)" if entry.ordered else "0"
        sql = (
            f"SELECT k.{entity}, {place}, k.rid, t.id, t.removed FROM {entry.link} k "
            f"JOIN {target} t ON t.id = k.{field} WHERE k.{entity} IN ({{}}) AND k.removed IS NULL"
        )
        for owner, *order, record, removed in in_portions(connection, sql, ids):
            if removed is None or record in alive:
                found.setdefault(owner, []).append((*order, alive.get(record, record)))
    return {owner: tuple(dict.fromkeys(record for *_, record in sorted(rows))) for owner, rows in found.items()}


def _put_recommendations(connection: Connection, rows: dict[str, dict[str, Value]]) -> None:
    """Evidence is entered by recommendation: that of the assessment it belongs to."""
    for row in rows.values():
        found = connection.execute(
            "SELECT recommendation FROM assessment WHERE id = ?", (row["assessment"],)
        ).fetchone()
        row["recommendation"] = found[0] if found else None


def numbered_alike(connection: Connection, entity: str, owner: tuple[str, str], number: str, but: str | None) -> int:
    """How many other records of the same owner (field, id) bear this number as printed."""
    field, record = owner
    row = connection.execute(
        f"SELECT count(*) FROM {entity} WHERE {field} = ? AND number = ? AND removed IS NULL AND id IS NOT ?",
        (record, number, but),
    ).fetchone()
    return int(row[0])
