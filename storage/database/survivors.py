"""Bodies and persons that turned out to be others: whoever points at one means the other."""

from storage.database.connection import Connection

JOINED = ("body", "person")
"""The entities whose records can be joined."""


def survivors(connection: Connection, entity: str) -> dict[str, str]:
    """Id → id of the record that it was joined with in the end; only of those that were joined."""
    if entity not in JOINED:
        return {}
    rows = connection.execute(f"SELECT id, merged_into FROM {entity} WHERE merged_into IS NOT NULL").fetchall()
    into = dict(rows)
    return {record: _last(record, into) for record in into}


def _last(record: str, into: dict[str, str]) -> str:
    seen = {record}
    while (following := into.get(record)) is not None and following not in seen:
        seen.add(following)  # two laptops may have joined each with the other
        record = following
    return record


def names(connection: Connection, entity: str) -> dict[str, str]:
    """Id → name of every body or person, a joined one by the name of the other; removed ones too."""
    named = dict(connection.execute(f"SELECT id, coalesce(name, '') FROM {entity}").fetchall())
    return named | {record: named.get(last, "") for record, last in survivors(connection, entity).items()}
