"""Recommendations with sub-points: the order in which all stand, and which of them are counted.

A sub-point stands below its parent, whenever it was added, and a parent is assessed through its sub-points alone.
"""

from storage.domain.counting import COUNTED_KINDS

_MOST_STEPS = 100
"""Steps from a sub-point upwards; a ring, which copies that are merged may make, ends here."""

DIVIDED = "EXISTS (SELECT 1 FROM recommendation c WHERE c.parent = r.id AND c.removed IS NULL)"
"""SQL condition that recommendation `r` is divided into sub-points."""
LEAF = f"coalesce(r.kind, 'recommendation') IN ({', '.join(repr(kind) for kind in COUNTED_KINDS)}) AND NOT {DIVIDED}"
"""SQL condition that recommendation `r` is counted: a leaf of a counted kind (:mod:`storage.domain.counting`)."""


def places(alias: str) -> tuple[str, str, str]:
    """Return SQL for the place of a recommendation in its audit: three expressions to order by.

    They are the position and the id of the recommendation that it is below, itself where there is none, and the way
    down from there. Only sub-points are climbed from; a position that is not known comes first.
    """
    own = (f"coalesce({alias}.position, 0)", f"{alias}.id", "''")
    above = (_highest(alias, column) for column in ("position", "id", "way"))
    first, second, third = (
        f"CASE WHEN {alias}.parent IS NULL THEN {plain} ELSE {climbed} END"
        for plain, climbed in zip(own, above, strict=True)
    )
    return first, second, third


def printed_order(alias: str) -> str:
    """Return SQL to order the recommendations of an audit by: each sub-point below its parent."""
    return ", ".join(places(alias))


def _highest(alias: str, column: str) -> str:
    """Return a column of the topmost recommendation above a sub-point that is in the same audit, and not removed."""
    return (
        "(WITH RECURSIVE above(id, parent, position, way, step) AS ("
        f"SELECT {alias}.id, {alias}.parent, coalesce({alias}.position, 0), '', 0 UNION ALL "
        "SELECT p.id, p.parent, coalesce(p.position, 0), printf('%010d', b.position) || b.id || b.way, b.step + 1 "
        f"FROM above b JOIN recommendation p ON p.id = b.parent AND p.audit = {alias}.audit AND p.removed IS NULL "
        f"WHERE b.step < {_MOST_STEPS}) SELECT {column} FROM above ORDER BY step DESC LIMIT 1)"
    )
