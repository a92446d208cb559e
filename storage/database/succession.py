"""Bodies that others have taken over from: who acts for one today, and whose matters a search for one finds.

A merged record was another body all along; a successor is a body of its own, that begins where the first one ends.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from storage.database.connection import Connection
from storage.database.names import merged_ids
from storage.database.projection import IN_ARRAY, json_array, query_column
from storage.domain.dates import known_date, last_day


def acting_bodies(connection: Connection, today: date) -> dict[str, str]:
    """Map the ids of bodies to the body that acts for them on the day `today`; others act for themselves.

    It is the last of those that :func:`takers` names.
    """
    return {body: chain[-1] for body, chain in takers(connection, today).items()}


def takers(connection: Connection, today: date) -> dict[str, tuple[str, ...]]:
    """Map the ids of bodies to those that have taken over from them by the day `today`, the one that acts now last.

    It is the record that a body was merged into, and the successor of a body whose validity has surely ended: from
    one without a last day, or without a successor that the register has, nobody takes over. In a ring, which arises
    when two copies are put together, no body takes over from another.
    """
    merged = merged_ids(connection, "body")
    rows = connection.execute("SELECT id, valid_to, successor FROM body WHERE removed IS NULL").fetchall()
    current = {body for body, _ends, _next in rows}
    following = {
        body: found
        for body, ends, successor in rows
        if successor and _has_ended(ends, today) and (found := merged.get(successor, successor)) in current
    }
    chains = {body: _chain(merged.get(body, body), following) for body in {*current, *merged}}
    return {body: chain for body, chain in chains.items() if chain[-1] != body}


def with_predecessors(bodies: Iterable[str], taking: Mapping[str, Sequence[str]]) -> set[str]:
    """Return bodies and those that they have taken over from, by what :func:`takers` returned."""
    own = set(bodies)
    return own | {body for body, chain in taking.items() if not own.isdisjoint(chain)}


def _has_ended(valid_to: str | None, today: date) -> bool:
    known = known_date(valid_to)
    return known is not None and last_day(known) < today


def _chain(body: str, following: Mapping[str, str]) -> tuple[str, ...]:
    chain = [body]
    while (after := following.get(chain[-1])) is not None:
        if after in chain:
            return (body,)
        chain.append(after)
    return tuple(chain)


def with_kin(connection: Connection, bodies: Iterable[str]) -> list[str]:
    """Return these bodies, all that they have taken over from, those that have taken over from them, and merged ones.

    Bodies that were succeeded by the same one are no kin of each other.
    """
    return query_column(connection, kin_of(f"id {IN_ARRAY}"), json_array(list(bodies)))


def kin_of(condition: str) -> str:
    """Return SQL for the ids of the bodies that satisfy a condition, and of their kin as by :func:`with_kin`."""
    return (
        f"WITH RECURSIVE kin(id) AS (SELECT id FROM body WHERE {condition}), "
        "older(id) AS (SELECT id FROM kin UNION SELECT j.id FROM body j "
        "JOIN older ON j.merged_into = older.id OR j.successor = older.id), "
        "newer(id) AS (SELECT h.successor FROM body h JOIN kin ON kin.id = h.id WHERE h.successor IS NOT NULL UNION "
        "SELECT o.id FROM newer JOIN body n ON n.id = newer.id "
        "JOIN body o ON o.merged_into = n.id OR o.id IN (n.merged_into, n.successor)) "
        "SELECT id FROM older UNION SELECT id FROM newer"
    )
