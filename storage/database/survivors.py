"""Bodies and persons that turned out to be others: whoever points at one means the other."""

from storage.database.connection import Connection

JOINED = ("body", "person")
"""The entities whose records can be joined."""


def last(column: str, entity: str = "body") -> str:
    """SQL for the id of the record that the one of this column was joined with in the end; its own if it was not.

    Of a ring, which two laptops can make that join two records each its own way, the first by id stays.
    """
    return (
        f"CASE WHEN (SELECT merged_into FROM {entity} WHERE id = {column}) IS NULL THEN {column} ELSE "
        f"(WITH RECURSIVE chain(id, into_) AS (SELECT id, merged_into FROM {entity} WHERE id = {column} UNION "
        f"SELECT j.id, j.merged_into FROM {entity} j JOIN chain ON j.id = chain.into_) "
        "SELECT coalesce(max(CASE WHEN into_ IS NULL THEN id END), min(id)) FROM chain) END"
    )


def with_joined(condition: str) -> str:
    """SQL for the ids of the bodies that satisfy a condition, and of all that were joined with them."""
    return (
        f"WITH RECURSIVE meant(id) AS (SELECT id FROM body WHERE {condition} UNION "
        "SELECT j.id FROM body j JOIN meant ON j.merged_into = meant.id) SELECT id FROM meant"
    )


def survivors(connection: Connection, entity: str) -> dict[str, str]:
    """Id → id of the record that it was joined with in the end, as :func:`last` has it; only of those joined."""
    if entity not in JOINED:
        return {}
    rows = connection.execute(f"SELECT id, merged_into FROM {entity} WHERE merged_into IS NOT NULL").fetchall()
    into = dict(rows)
    return {record: _last(record, into) for record in into}


def _last(record: str, into: dict[str, str]) -> str:
    seen = {record}
    while (following := into.get(record)) is not None:
        if following in seen:
            return min(seen)
        seen.add(following)
        record = following
    return record


def names(connection: Connection, entity: str) -> dict[str, str]:
    """Id → name of every body or person, a joined one by the name of the other; removed ones too."""
    named = dict(connection.execute(f"SELECT id, coalesce(name, '') FROM {entity}").fetchall())
    return named | {record: named.get(last, "") for record, last in survivors(connection, entity).items()}
