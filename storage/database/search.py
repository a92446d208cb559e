"""Search inside words: a trigram index over what is written in records, without case.

A row of the index is one record's text; its number says which record it is. Words of one or two letters are shorter
than the index's parts and are looked for in every text.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product

from storage.database.connection import Connection
from storage.domain.text import folded, searchable
from storage.domain.value import Value

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


def index_again(
    connection: Connection, entity: str, entity_id: str, before: Mapping[str, Value], row: Mapping[str, Value]
) -> None:
    """Bring the index up to date with a record that changed: where its texts did, for a judgement is only a level."""
    if entity in KINDS and any(before.get(field) != row.get(field) for field in KINDS[entity][1]):
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


def hits(word: str) -> tuple[str, list[Value]]:
    """SQL (and its values) for the numbers of the index's rows whose text holds `word`."""
    clause, values = _clause([word])
    return f"SELECT rowid AS n FROM _search WHERE {clause}", values


def texts_with(words: Sequence[str], limit: int) -> tuple[str, list[Value]]:
    """The same for the first `limit` texts that hold every one of the words."""
    clause, values = _clause(words)
    return f"SELECT rowid AS n FROM _search WHERE {clause} LIMIT {limit}", values


def _clause(words: Sequence[str]) -> tuple[str, list[Value]]:
    """The condition that a text holds every word.

    The index says where a text may be like a word; what it cannot tell apart is looked at. It is not asked for words
    of which it has no part: before a longer one such a word makes SQLite read where nothing is, and fall (3.40).
    """
    conditions: list[str] = []
    values: list[Value] = []
    for word in words:
        if any(len(run) >= _PART for run in word.replace("%", "_").split("_")):
            conditions.append("text LIKE ?")
            values.append("%" + word.replace("%", "_") + "%")
        conditions.append("instr(text, ?) > 0")
        values.append(word)
    return " AND ".join(conditions), values


def folded_hits(word: str) -> tuple[str, list[Value]]:
    """The same for a word without å, ä and ö against texts folded likewise."""
    clause, values = _folded_clause(word)
    return f"SELECT rowid AS n FROM _search WHERE {clause}", values


def among(entity: str) -> str:
    """SQL for the rids of an entity's records among the numbers `n` of `hit`."""
    return f"SELECT n / {STRIDE} FROM hit WHERE n % {STRIDE} = {KINDS[entity][0]}"


def word_occurs(connection: Connection, word: str) -> bool:
    """Whether any record's text holds `word`."""
    clause, values = _clause([word])
    return connection.execute(f"SELECT 1 FROM _search WHERE {clause} LIMIT 1", values).fetchone() is not None


def folded_word_occurs(connection: Connection, word: str) -> bool:
    """Whether any record's text, without å, ä and ö, holds `word`."""
    clause, values = _folded_clause(word)
    return connection.execute(f"SELECT 1 FROM _search WHERE {clause} LIMIT 1", values).fetchone() is not None


def _folded_clause(word: str) -> tuple[str, list[Value]]:
    """The condition that a folded text holds `word`; of a longer word the index first says where it may stand."""
    if len(word) < _PART:
        return "instr(folded(text), ?) > 0", [word]
    parts = (word[start : start + _PART] for start in range(len(word) - _PART + 1))
    return "_search MATCH ? AND instr(folded(text), ?) > 0", [" AND ".join(map(_any_spelling, parts)), word]


_PART = 3
"""Letters in each part of the index."""


def _any_spelling(part: str) -> str:
    """A part of the index with any of its letters' diacritics, as in `("ose" OR "öse" …)`."""
    spelt = ("".join(letters) for letters in product(*(_letters()[letter] for letter in part)))
    return "(" + " OR ".join('"' + text.replace('"', '""') + '"' for text in spelt) + ")"


class _Letters(dict[str, str]):
    """Letter → itself and the letters that are folded to it; any other character stands for itself."""

    def __missing__(self, letter: str) -> str:
        return letter


@lru_cache(maxsize=1)
def _letters() -> _Letters:
    found = _Letters()
    for letter in map(chr, range(0xC0, 0x180)):
        base = folded(letter)
        if len(base) == 1 and letter == searchable(letter) and base != letter:
            found[base] = found[base] + letter
    return found


def _insert(connection: Connection, entity: str, rid: int, row: Mapping[str, Value]) -> None:
    code, fields = KINDS[entity]
    text = "\n".join(searchable(str(row[field])) for field in fields if row.get(field) is not None)
    if text:
        connection.execute("INSERT INTO _search(rowid, text) VALUES (?, ?)", (rid * STRIDE + code, text))
