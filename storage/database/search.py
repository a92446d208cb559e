"""Search inside words: a trigram index over what is written in records, without case.

A row of the index is one record's text; its number says which record it is. Words of one or two letters are shorter
than the index's parts and are looked for in every text.
"""

from collections.abc import Mapping

from storage.database.connection import Connection
from storage.domain.history import Value
from storage.domain.text import searchable

KINDS: dict[str, tuple[int, tuple[str, ...]]] = {
    "recommendation": (0, ("number", "theme", "text", "planned")),
    "assessment": (1, ("comment",)),
    "audit": (
        2,
        ("title", "short_title", "years", "registry_number", "firm", "purpose", "judgement", "grounds"),
    ),
    "body": (3, ("name", "short_name")),
    "followup": (4, ("title", "judgement")),
    "letter": (5, ("registry_number", "own_text")),
}
"""Entity → (its code, the fields that are searched)."""
STRIDE = 8
"""A row's number in the index is the record's rid times this, plus the entity's code."""


def index_new(connection: Connection, entity: str, rid: int, row: Mapping[str, Value]) -> None:
    """Index a record that was just put into its table."""
    if entity in KINDS:
        _insert(connection, entity, rid, row)


def index_again(connection: Connection, entity: str, entity_id: str, row: Mapping[str, Value]) -> None:
    """Bring the index up to date with a record that changed."""
    if entity in KINDS:
        rid = connection.execute(f'SELECT rid FROM "{entity}" WHERE id = ?', (entity_id,)).fetchone()[0]
        connection.execute("DELETE FROM _search WHERE rowid = ?", (rid * STRIDE + KINDS[entity][0],))
        _insert(connection, entity, rid, row)


def forget(connection: Connection, entity: str, entity_id: str) -> None:
    """Take a record out of the index, before its row is taken out of its table."""
    if entity in KINDS:
        connection.execute(
            f'DELETE FROM _search WHERE rowid = (SELECT rid * ? + ? FROM "{entity}" WHERE id = ?)',
            (STRIDE, KINDS[entity][0], entity_id),
        )


def hits(entity: str, word: str) -> tuple[str, list[Value]]:
    """SQL (and its values) for the rids of `entity` whose text holds `word`, already without case."""
    code = KINDS[entity][0]
    pattern = "%" + word.replace("%", "_") + "%"
    sql = f"SELECT rowid / {STRIDE} FROM _search WHERE text LIKE ? AND instr(text, ?) > 0 AND rowid % {STRIDE} = {code}"
    return sql, [pattern, word]


def folded_hits(entity: str, word: str) -> tuple[str, list[Value]]:
    """The same for a word without å, ä and ö against texts folded likewise: reads every text."""
    code = KINDS[entity][0]
    return (
        f"SELECT rowid / {STRIDE} FROM _search WHERE rowid % {STRIDE} = {code} AND instr(folded(text), ?) > 0",
        [word],
    )


def word_occurs(connection: Connection, word: str) -> bool:
    """Whether any record's text holds `word`."""
    pattern = "%" + word.replace("%", "_") + "%"
    row = connection.execute(
        "SELECT 1 FROM _search WHERE text LIKE ? AND instr(text, ?) > 0 LIMIT 1", (pattern, word)
    ).fetchone()
    return row is not None


def folded_word_occurs(connection: Connection, word: str) -> bool:
    """Whether any record's text, without å, ä and ö, holds `word`."""
    return (
        connection.execute("SELECT 1 FROM _search WHERE instr(folded(text), ?) > 0 LIMIT 1", (word,)).fetchone()
        is not None
    )


def _insert(connection: Connection, entity: str, rid: int, row: Mapping[str, Value]) -> None:
    code, fields = KINDS[entity]
    text = "\n".join(searchable(str(row[field])) for field in fields if row.get(field) is not None)
    if text:
        connection.execute("INSERT INTO _search(rowid, text) VALUES (?, ?)", (rid * STRIDE + code, text))
