"""Files kept in the register, named by the SHA-256 of what they hold."""

import hashlib
from collections.abc import Iterator

from storage.database.connection import Connection


def put(connection: Connection, content: bytes) -> str:
    """Keep `content`, inside the caller's transaction; its name. The same content is kept once."""
    name = hashlib.sha256(content).hexdigest()
    connection.execute("INSERT OR IGNORE INTO blob(sha256, bytes) VALUES (?, ?)", (name, content))
    return name


def get(connection: Connection, name: str) -> bytes | None:
    """The content of this name; None when the register does not hold it."""
    row = connection.execute("SELECT bytes FROM blob WHERE sha256 = ?", (name,)).fetchone()
    return None if row is None else bytes(row[0])


def altered(connection: Connection) -> Iterator[str]:
    """The names whose content is not what they say."""
    for name, content in connection.execute("SELECT sha256, bytes FROM blob"):
        if not isinstance(content, bytes) or hashlib.sha256(content).hexdigest() != name:
            yield str(name)


def missing(connection: Connection, names: Iterator[str]) -> Iterator[str]:
    """Those of `names` that the register does not hold."""
    return (name for name in names if get(connection, name) is None)


def take_in(target: Connection, source: Connection) -> None:
    """Copy what `target` lacks from another copy of the register, inside the caller's transaction."""
    held = {row[0] for row in target.execute("SELECT sha256 FROM blob").fetchall()}
    for (name,) in source.execute("SELECT sha256 FROM blob").fetchall():
        content = get(source, name)
        if name not in held and content is not None and hashlib.sha256(content).hexdigest() == name:
            put(target, content)
