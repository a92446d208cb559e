"""Registers as older versions of the program wrote them."""

import json
import sqlite3
from pathlib import Path

Fields = dict[str, dict[str, str]]
ADDED: dict[int, Fields] = {
    int(version): fields
    for version, fields in json.loads((Path(__file__).parent / "data" / "vocabulary.json").read_text("utf-8")).items()
}
"""Version of the schema → entity → fields that it added → their types. Their names are hashed for ever."""


def vocabulary(newest: int) -> Fields:
    """Return the fields of every entity in a version of the schema."""
    found: Fields = {}
    for version in range(1, newest + 1):
        for entity, fields in ADDED[version].items():
            found.setdefault(entity, {}).update(fields)
    return found


def take_back(path: Path, version: int) -> Path:
    """Take a register back to an older version of the schema; what later ones added has to be empty."""
    there = vocabulary(version)
    with sqlite3.connect(path) as plain:
        for later in range(version + 1, max(ADDED) + 1):
            for entity, fields in ADDED[later].items():
                if entity not in there:
                    plain.execute(f"DROP TABLE IF EXISTS {entity}")
                    continue
                for field in fields:
                    plain.execute(f"DROP INDEX IF EXISTS {entity}_{field}")
                    plain.execute(f"ALTER TABLE {entity} DROP COLUMN {field}")
            plain.execute("DELETE FROM _sqlite_migrations WHERE name LIKE ?", (f"m{later:03}%",))
        if version == 1:
            plain.execute("DROP TABLE blob")
        plain.execute(f"PRAGMA user_version={version}")
    plain.close()
    return path
