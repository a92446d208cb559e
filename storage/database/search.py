"""Search inside words: a trigram index over what is written in records, without case.

A row of the index is one record's text; its number says which record it is. Words of one or two letters are shorter
than the index's parts and are looked for in every text.
"""

import sqlite3
from array import array
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from itertools import product

from msgspec import Struct

from storage.database.connection import Connection
from storage.database.filters import SHOWN_ASSESSMENT
from storage.database.names import with_merged
from storage.database.projection import json_array
from storage.domain.records import Value
from storage.domain.text import folded, searchable

INDEXED: dict[str, tuple[int, tuple[str, ...]]] = {
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


def insert_into_index(connection: Connection, entity: str, rid: int, row: Mapping[str, Value]) -> None:
    """Index a record that was just put into its table."""
    if entity in INDEXED:
        _insert(connection, entity, rid, row)


def update_index(
    connection: Connection, entity: str, entity_id: str, before: Mapping[str, Value], row: Mapping[str, Value]
) -> None:
    """Bring the index up to date with a record that changed: where its texts did, for a judgement is only a level."""
    if entity in INDEXED and any(before.get(field) != row.get(field) for field in INDEXED[entity][1]):
        rid = connection.execute(f'SELECT rid FROM "{entity}" WHERE id = ?', (entity_id,)).fetchone()[0]
        connection.execute("DELETE FROM _search WHERE rowid = ?", (rid * STRIDE + INDEXED[entity][0],))
        _insert(connection, entity, rid, row)


def remove_from_index(connection: Connection, entity: str, entity_id: str) -> None:
    """Take a record out of the index, before its row is taken out of its table."""
    if entity in INDEXED:
        connection.execute(
            f'DELETE FROM _search WHERE rowid = (SELECT rid * ? + ? FROM "{entity}" WHERE id = ?)',
            (STRIDE, INDEXED[entity][0], entity_id),
        )


def rebuild_index(connection: Connection) -> None:
    """Make the index again from what the tables hold."""
    made = connection.execute("SELECT sql FROM sqlite_master WHERE name = '_search'").fetchone()[0]
    connection.execute("DROP TABLE _search")
    connection.execute(made)
    for entity, (_code, fields) in INDEXED.items():
        rows = connection.execute(f"SELECT rid, {', '.join(fields)} FROM {entity} ORDER BY rid").fetchall()
        for rid, *values in rows:
            _insert(connection, entity, rid, dict(zip(fields, values, strict=True)))


def integrity_error(connection: Connection) -> str:
    """What FTS5 finds wrong with its own index; empty where that is nothing. Not for a connection that only reads."""
    try:
        connection.execute("INSERT INTO _search(_search) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR}:
            raise
        return str(error)
    return ""


def wrongly_indexed(connection: Connection) -> Iterator[tuple[str, str]]:
    """(entity, id) of the records whose text in the index is not that of their table; no id for rows of no record."""
    expected = 0
    for entity, (code, fields) in INDEXED.items():
        rows = connection.execute(f'SELECT rid, id, {", ".join(fields)} FROM "{entity}" NOT INDEXED')
        for rid, entity_id, *values in rows:
            text = _text(entity, dict(zip(fields, values, strict=True)))
            found = connection.execute("SELECT text FROM _search WHERE rowid = ?", (rid * STRIDE + code,)).fetchone()
            expected += bool(text)
            if (found[0] if found else "") != text:
                yield entity, str(entity_id)
    if connection.execute("SELECT count(*) FROM _search").fetchone()[0] != expected:
        yield "_search", ""


def wrong_lookups(copy: Connection) -> list[str]:
    """The parts of words for which the index gives other records than one made anew of the same texts.

    FTS5's own check adds up numbers that cancel each other out where two records move together, and goes through the
    index in order, not as a search does. Only for a private copy: its index is made anew.
    """
    before = _lookups(copy)
    copy.execute("BEGIN")
    rebuild_index(copy)
    copy.execute("COMMIT")
    after = _lookups(copy)
    return sorted(term for term in before.keys() | after.keys() if before.get(term) != after.get(term))


def _lookups(copy: Connection) -> dict[str, tuple[int, int]]:
    """Part of a word → how many records the index gives for it, and the sum of their numbers."""
    copy.execute("CREATE VIRTUAL TABLE temp._part USING fts5vocab(main, _search, row)")
    parts = [term for (term,) in copy.execute("SELECT term FROM temp._part").fetchall()]
    copy.execute("DROP TABLE temp._part")
    query = f"SELECT count(*), sum(rowid % {1 << 40}) FROM _search WHERE _search MATCH ?"
    return {part: copy.execute(query, ('"' + part.replace('"', '""') + '"',)).fetchone() for part in parts}


class Marks(Enum):
    """Which marks on letters are disregarded."""

    NONE = ""
    """The word is taken as typed."""
    COMMON = "àáäåèéêëíóöøü"
    """Those that Swedish texts have."""
    EVERY = "".join(map(chr, range(0xC0, 0x180)))


class SearchWord(Struct, frozen=True):
    """A word as it is looked for."""

    word: str
    """Without case; without å, ä and ö too, where those are disregarded."""
    marks: Marks = Marks.NONE


def resolve_word(connection: Connection, word: str, *, at_once: bool = False) -> SearchWord:
    """How a word is looked for: as typed, and without å, ä and ö only where that has a hit and the word has none.

    An answer `at_once` looks no further than to the marks that Swedish texts have.
    """
    typed = SearchWord(word)
    if folded(word) != word or len(word) > _LONG or occurs(connection, typed):
        return typed
    plain = (SearchWord(word, marks) for marks in (Marks.COMMON, Marks.EVERY)[: 1 if at_once else 2])
    return next((one for one in plain if occurs(connection, one)), typed)


def occurs(connection: Connection, word: SearchWord) -> bool:
    """Whether any record's text holds the word."""
    clause, values = _clause([word])
    return connection.execute(f"SELECT 1 FROM _search WHERE {clause} LIMIT 1", values).fetchone() is not None


def texts_with(words: Sequence[SearchWord], limit: int | None = None) -> tuple[str, list[Value]]:
    """SQL (and its values) for the numbers of the index's rows whose text holds every one of the words, as `n`."""
    clause, values = _clause(words)
    return f"SELECT rowid AS n FROM _search WHERE {clause}" + (f" LIMIT {limit}" if limit else ""), values


def word_condition(word: SearchWord) -> tuple[str, list[Value]]:
    """The condition that a text, which is found otherwise, holds the word: the index is not asked."""
    if word.marks is Marks.NONE:
        return "instr(text, ?) > 0", [word.word]
    return "+text GLOB ?", [_pattern(word)]


def hit_rids(entity: str) -> str:
    """SQL for the rids of an entity's records among the numbers `n` of `hit`."""
    return f"SELECT n / {STRIDE} FROM hit WHERE n % {STRIDE} = {INDEXED[entity][0]}"


def _clause(words: Sequence[SearchWord]) -> tuple[str, list[Value]]:
    """The condition that a text holds every word.

    The index says where a text may be like a word; what it cannot tell apart is looked at. It is not asked for words
    of which it has no part: before a longer one such a word makes SQLite read where nothing is, and fall (3.40).
    """
    conditions: list[str] = []
    values: list[Value] = []
    for one in words:
        sure, told = _typed_clause(one.word) if one.marks is Marks.NONE else _plain_clause(one)
        conditions.append(sure)
        values += told
    return " AND ".join(conditions), values


def _typed_clause(word: str) -> tuple[str, list[Value]]:
    """A text without case is like a word just where it holds it, unless the word has letters that LIKE reads."""
    like = "%" + word[:_LONG].replace("%", "_") + "%"
    if not any(len(run) >= _PART for run in like.strip("%").split("_")):
        return "instr(text, ?) > 0", [word]
    if "_" in like or len(word) > _LONG:
        return "text LIKE ? AND instr(text, ?) > 0", [like, word]
    return "text LIKE ?", [like]


def _plain_clause(one: SearchWord) -> tuple[str, list[Value]]:
    """The text may have any of the marks on its letters; of a longer word the index says where it may stand.

    The `+` keeps the index from being asked for the pattern too.
    """
    letters, pattern = _letters(one.marks), _pattern(one)
    if len(one.word) < _PART:
        return "+text GLOB ?", [pattern]
    parts = (one.word[start : start + _PART] for start in range(len(one.word) - _PART + 1))
    return "_search MATCH ? AND +text GLOB ?", [" AND ".join(_any_spelling(part, letters) for part in parts), pattern]


def _pattern(one: SearchWord) -> str:
    """The word with any of the marks on its letters, as GLOB reads it."""
    letters = _letters(one.marks)
    return "*" + "".join(_class(letters[letter]) for letter in one.word) + "*"


def _class(spelt: str) -> str:
    """What GLOB reads as any of these letters, and as nothing else."""
    return f"[{spelt}]" if len(spelt) > 1 or spelt in "*?[" else spelt


_PART = 3
"""Letters in each part of the index."""
_LONG = 100
"""Letters of a word that the index is asked for at most: SQLite refuses patterns of tens of thousands."""


def _any_spelling(part: str, letters: Mapping[str, str]) -> str:
    """A part of the index with any of its letters' marks, as in `("ose" OR "öse" …)`."""
    spelt = ("".join(each) for each in product(*(letters[letter] for letter in part)))
    return "(" + " OR ".join('"' + text.replace('"', '""') + '"' for text in spelt) + ")"


class _Letters(dict[str, str]):
    """Letter → itself and the letters that are folded to it; any other character stands for itself."""

    def __missing__(self, letter: str) -> str:
        return letter


@lru_cache(maxsize=2)
def _letters(marks: Marks) -> _Letters:
    found = _Letters()
    for letter in marks.value:
        base = folded(letter)
        if len(base) == 1 and letter == searchable(letter) and base != letter:
            found[base] = found[base] + letter
    return found


def _insert(connection: Connection, entity: str, rid: int, row: Mapping[str, Value]) -> None:
    if text := _text(entity, row):
        number = rid * STRIDE + INDEXED[entity][0]
        connection.execute("INSERT INTO _search(rowid, text) VALUES (?, ?)", (number, text))


def _text(entity: str, row: Mapping[str, Value]) -> str:
    """The text that a record is found by."""
    return "\n".join(searchable(str(row[field])) for field in INDEXED[entity][1] if row.get(field) is not None)


_BODIES_HIT = with_merged("rid IN ({})")
RECOMMENDATIONS_WITH = {
    "recommendation": "SELECT * FROM ({})",
    "assessment": (
        "SELECT r.rid FROM assessment w JOIN followup g ON g.id = w.followup JOIN recommendation r "
        "ON r.id = w.recommendation "
        f"WHERE w.rid IN ({{}}) AND w.removed IS NULL AND (g.state = 'open' OR w.id = {SHOWN_ASSESSMENT})"
    ),
    "audit": "SELECT r.rid FROM recommendation r WHERE r.audit IN (SELECT id FROM audit WHERE rid IN ({}))",
    "body": (
        f"SELECT r.rid FROM ({_BODIES_HIT}) b JOIN audit_auditee k ON k.body = b.id AND k.removed IS NULL "
        "JOIN recommendation r ON r.audit = k.audit WHERE NOT EXISTS "
        "(SELECT 1 FROM recommendation_addressee WHERE recommendation = r.id AND removed IS NULL)"
    ),
    "body ": (
        f"SELECT r.rid FROM ({_BODIES_HIT}) b JOIN recommendation_addressee k ON k.body = b.id AND k.removed IS NULL "
        "JOIN recommendation r ON r.id = k.recommendation"
    ),
}
"""Where a word may stand (an entity) → the recommendations that it then speaks of."""
AUDITS_WITH = {
    "audit": "SELECT * FROM ({})",
    "body": (
        f"SELECT a.rid FROM ({_BODIES_HIT}) b JOIN audit_auditee k ON k.body = b.id AND k.removed IS NULL "
        "JOIN audit a ON a.id = k.audit"
    ),
}
_GIVEN = "SELECT value FROM json_each(?)"


class Words:
    """Where words stand."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._hits: dict[str, array[int]] = {}

    def recommendations(self, words: Sequence[str]) -> set[int]:
        """Row numbers of the recommendations that every word speaks of, in whichever text each stands."""
        return self._common(words, RECOMMENDATIONS_WITH)

    def audits(self, words: Sequence[str]) -> set[int]:
        """Row numbers of the audits whose own texts, or bodies, hold every word."""
        return self._common(words, AUDITS_WITH)

    def own(self, entity: str, words: Sequence[str]) -> set[int]:
        """Row numbers of the records of a searched entity whose own text holds every word."""
        return self._common(words, {entity: "SELECT * FROM ({})"})

    def _common(self, words: Sequence[str], places: Mapping[str, str]) -> set[int]:
        found: set[int] | None = None
        for word in sorted(words, key=len, reverse=True):  # a long word is rarer
            spoken = self._spoken(word, places)
            found = spoken if found is None else found & spoken
            if not found:
                break
        return found or set()

    def _spoken(self, word: str, places: Mapping[str, str]) -> set[int]:
        """What one word speaks of."""
        found: set[int] = set()
        for place, sql in places.items():
            code = INDEXED[place.strip()][0]
            own = [number // STRIDE for number in self._numbers(word) if number % STRIDE == code]
            if own and sql.startswith("SELECT * FROM"):
                found.update(own)
            elif own:
                rows = self._connection.execute(sql.format(_GIVEN), (json_array(own),)).fetchall()
                found.update(row[0] for row in rows)
        return found

    def _numbers(self, word: str) -> "array[int]":
        """Numbers of the index's rows whose text holds the word."""
        if word not in self._hits:
            sql, values = texts_with([resolve_word(self._connection, word)])
            self._hits[word] = array("q", (row[0] for row in self._connection.execute(sql, values).fetchall()))
        return self._hits[word]
