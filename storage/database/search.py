"""Full-text search inside words: an FTS5 trigram index of the case-folded texts of records.

A row of the index is one record's text; its row id names the record. Words of one or two letters are shorter than a
trigram and are searched for in every text.
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
from storage.database.projection import json_array
from storage.database.succession import kin_of
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
    "followup": (
        4,
        ("title", "judgement", "background", "purpose", "criteria", "limits", "method", "disclaimer"),
    ),
    "letter": (5, ("registry_number", "own_text")),
    "source_text": (6, ("text",)),
    "followup_audit": (7, ("trail_text", "judgement")),
}
"""Entity → (its code, the indexed fields)."""
STRIDE = 8
"""A row id of the index is the record's row number times this, plus the entity's code."""


def insert_into_index(connection: Connection, entity: str, rid: int, row: Mapping[str, Value]) -> None:
    """Index a record that was just inserted into its table."""
    if entity in INDEXED:
        _insert(connection, entity, rid, row)


def update_index(
    connection: Connection, entity: str, entity_id: str, before: Mapping[str, Value], row: Mapping[str, Value]
) -> None:
    """Update the index of a record that changed, if its texts did: an assessment often is only a level."""
    if entity in INDEXED and any(before.get(field) != row.get(field) for field in INDEXED[entity][1]):
        rid = connection.execute(f'SELECT rid FROM "{entity}" WHERE id = ?', (entity_id,)).fetchone()[0]
        connection.execute("DELETE FROM _search WHERE rowid = ?", (rid * STRIDE + INDEXED[entity][0],))
        _insert(connection, entity, rid, row)


def remove_from_index(connection: Connection, entity: str, entity_id: str) -> None:
    """Delete a record from the index, before its row is deleted from its table."""
    if entity in INDEXED:
        connection.execute(
            f'DELETE FROM _search WHERE rowid = (SELECT rid * ? + ? FROM "{entity}" WHERE id = ?)',
            (STRIDE, INDEXED[entity][0], entity_id),
        )


def rebuild_index(connection: Connection) -> None:
    """Rebuild the index from the tables."""
    made = connection.execute("SELECT sql FROM sqlite_master WHERE name = '_search'").fetchone()[0]
    connection.execute("DROP TABLE _search")
    connection.execute(made)
    for entity, (_code, fields) in INDEXED.items():
        rows = connection.execute(f"SELECT rid, {', '.join(fields)} FROM {entity} ORDER BY rid").fetchall()
        for rid, *values in rows:
            _insert(connection, entity, rid, dict(zip(fields, values, strict=True)))


def integrity_error(connection: Connection) -> str:
    """Return the error of FTS5's own integrity check; empty for a sound index. Needs a writable connection."""
    try:
        connection.execute("INSERT INTO _search(_search) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR}:
            raise
        return str(error)
    return ""


def wrongly_indexed(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield (entity, id) of the records whose indexed text is not their table's; no id for rows of no record."""
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
    """Return the trigrams for which the index gives other records than one rebuilt from the same texts.

    FTS5's own check adds up numbers that cancel each other out where two records move together, and reads the index in
    order, not as a search does. Only for a private copy: its index is rebuilt.
    """
    before = _lookups(copy)
    copy.execute("BEGIN")
    rebuild_index(copy)
    copy.execute("COMMIT")
    after = _lookups(copy)
    return sorted(term for term in before.keys() | after.keys() if before.get(term) != after.get(term))


def _lookups(copy: Connection) -> dict[str, tuple[int, int]]:
    """Map trigrams to (number of records, sum of their row ids) that the index gives."""
    copy.execute("CREATE VIRTUAL TABLE temp._part USING fts5vocab(main, _search, row)")
    parts = [term for (term,) in copy.execute("SELECT term FROM temp._part").fetchall()]
    copy.execute("DROP TABLE temp._part")
    query = f"SELECT count(*), sum(rowid % {1 << 40}) FROM _search WHERE _search MATCH ?"
    return {part: copy.execute(query, ('"' + part.replace('"', '""') + '"',)).fetchone() for part in parts}


class Marks(Enum):
    """Diacritics that a search ignores."""

    NONE = ""
    """The word as typed."""
    COMMON = "àáäåèéêëíóöøü"
    """Those of Swedish texts."""
    EVERY = "".join(map(chr, range(0xC0, 0x180)))


class SearchWord(Struct, frozen=True):
    """A word to search for."""

    word: str
    """Case-folded; without diacritics too, where those are ignored."""
    marks: Marks = Marks.NONE


def resolve_word(connection: Connection, word: str, *, at_once: bool = False) -> SearchWord:
    """Return a word as typed, or without diacritics if only that has a hit.

    With `at_once` only the diacritics of Swedish texts are ignored.
    """
    typed = SearchWord(word)
    if folded(word) != word or len(word) > _MAX_LETTERS or occurs(connection, typed):
        return typed
    plain = (SearchWord(word, marks) for marks in (Marks.COMMON, Marks.EVERY)[: 1 if at_once else 2])
    return next((one for one in plain if occurs(connection, one)), typed)


def occurs(connection: Connection, word: SearchWord) -> bool:
    """Return True if any record's text contains the word."""
    clause, values = _clause([word])
    return connection.execute(f"SELECT 1 FROM _search WHERE {clause} LIMIT 1", values).fetchone() is not None


def texts_with(words: Sequence[SearchWord], limit: int | None = None) -> tuple[str, list[Value]]:
    """Return SQL, and its values, for the row ids `n` of the index whose text contains every word."""
    clause, values = _clause(words)
    return f"SELECT rowid AS n FROM _search WHERE {clause}" + (f" LIMIT {limit}" if limit else ""), values


def word_condition(word: SearchWord) -> tuple[str, list[Value]]:
    """Return the condition, and its values, that a text found otherwise contains the word, without using the index."""
    if word.marks is Marks.NONE:
        return "instr(text, ?) > 0", [word.word]
    return "+text GLOB ?", [_pattern(word)]


def hit_rids(entity: str) -> str:
    """Return SQL for the row numbers of an entity's records among the row ids `n` of `hit`."""
    return f"SELECT n / {STRIDE} FROM hit WHERE n % {STRIDE} = {INDEXED[entity][0]}"


def _clause(words: Sequence[SearchWord]) -> tuple[str, list[Value]]:
    """Return the condition, and its values, that a text contains every word.

    The index narrows the texts down, which are then compared. It is not queried for words shorter than a trigram:
    before a longer word such a word makes SQLite 3.40 read outside its memory and crash.
    """
    conditions: list[str] = []
    values: list[Value] = []
    for one in words:
        condition, bound = _typed_clause(one.word) if one.marks is Marks.NONE else _plain_clause(one)
        conditions.append(condition)
        values += bound
    return " AND ".join(conditions), values


def _typed_clause(word: str) -> tuple[str, list[Value]]:
    """Return the condition of a word as typed. LIKE is exact on case-folded text, except for its own wildcards."""
    like = "%" + word[:_MAX_LETTERS].replace("%", "_") + "%"
    if not any(len(run) >= _TRIGRAM for run in like.strip("%").split("_")):
        return "instr(text, ?) > 0", [word]
    if "_" in like or len(word) > _MAX_LETTERS:
        return "text LIKE ? AND instr(text, ?) > 0", [like, word]
    return "text LIKE ?", [like]


def _plain_clause(one: SearchWord) -> tuple[str, list[Value]]:
    """Return the condition of a word whose letters may have diacritics; the index narrows longer words down.

    The `+` keeps SQLite from using the index for the pattern too.
    """
    letters, pattern = _letters(one.marks), _pattern(one)
    if len(one.word) < _TRIGRAM:
        return "+text GLOB ?", [pattern]
    parts = (one.word[start : start + _TRIGRAM] for start in range(len(one.word) - _TRIGRAM + 1))
    return "_search MATCH ? AND +text GLOB ?", [" AND ".join(_any_spelling(part, letters) for part in parts), pattern]


def _pattern(one: SearchWord) -> str:
    """Return the GLOB pattern of a word whose letters may have diacritics."""
    letters = _letters(one.marks)
    return "*" + "".join(_class(letters[letter]) for letter in one.word) + "*"


def _class(spelt: str) -> str:
    """Return the GLOB class of these letters, literally."""
    return f"[{spelt}]" if len(spelt) > 1 or spelt in "*?[" else spelt


_TRIGRAM = 3
"""Letters of a trigram."""
_MAX_LETTERS = 100
"""Letters of a word that the index is queried for at most: SQLite refuses patterns of tens of thousands."""


def _any_spelling(part: str, letters: Mapping[str, str]) -> str:
    """Return an FTS5 query for a trigram with any diacritics, as in `("ose" OR "öse" …)`."""
    spelt = ("".join(each) for each in product(*(letters[letter] for letter in part)))
    return "(" + " OR ".join('"' + text.replace('"', '""') + '"' for text in spelt) + ")"


class _Letters(dict[str, str]):
    """Letter → itself and the letters that fold to it; any other character maps to itself."""

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
    """Return the indexed text of a record."""
    return "\n".join(searchable(str(row[field])) for field in INDEXED[entity][1] if row.get(field) is not None)


_BODIES_HIT = kin_of("rid IN ({})")
RECOMMENDATIONS_WITH = (
    ("recommendation", "SELECT * FROM ({})"),
    (
        "assessment",
        (
            "SELECT r.rid FROM assessment w JOIN followup g ON g.id = w.followup JOIN recommendation r "
            "ON r.id = w.recommendation "
            f"WHERE w.rid IN ({{}}) AND w.removed IS NULL AND (g.state = 'open' OR w.id = {SHOWN_ASSESSMENT})"
        ),
    ),
    ("audit", "SELECT r.rid FROM recommendation r WHERE r.audit IN (SELECT id FROM audit WHERE rid IN ({}))"),
    (
        "body",
        (
            f"SELECT r.rid FROM ({_BODIES_HIT}) b JOIN audit_auditee k ON k.body = b.id AND k.removed IS NULL "
            "JOIN recommendation r ON r.audit = k.audit WHERE NOT EXISTS "
            "(SELECT 1 FROM recommendation_addressee WHERE recommendation = r.id AND removed IS NULL)"
        ),
    ),
    (
        "body",
        (
            f"SELECT r.rid FROM ({_BODIES_HIT}) b "
            "JOIN recommendation_addressee k ON k.body = b.id AND k.removed IS NULL "
            "JOIN recommendation r ON r.id = k.recommendation"
        ),
    ),
    (
        "source_text",
        (
            "SELECT r.rid FROM source_text x JOIN recommendation r ON r.id = x.recommendation "
            "WHERE x.rid IN ({}) AND x.removed IS NULL"
        ),
    ),
    (
        "source_text",
        (
            "SELECT r.rid FROM source_text x JOIN recommendation r ON r.audit = x.audit "
            "WHERE x.rid IN ({}) AND x.removed IS NULL AND x.recommendation IS NULL"
        ),
    ),
)
"""Entity whose text has a hit → SQL for the recommendations that it concerns."""
AUDITS_WITH = (
    ("audit", "SELECT * FROM ({})"),
    (
        "body",
        (
            f"SELECT a.rid FROM ({_BODIES_HIT}) b JOIN audit_auditee k ON k.body = b.id AND k.removed IS NULL "
            "JOIN audit a ON a.id = k.audit"
        ),
    ),
    (
        "source_text",
        "SELECT a.rid FROM source_text x JOIN audit a ON a.id = x.audit WHERE x.rid IN ({}) AND x.removed IS NULL",
    ),
)
FOLLOWUPS_WITH = (
    ("followup", "SELECT * FROM ({})"),
    *(
        (
            entity,
            (
                f"SELECT f.rid FROM {entity} x JOIN followup f ON f.id = x.followup "
                "WHERE x.rid IN ({}) AND x.removed IS NULL"
            ),
        )
        for entity in ("followup_audit", "source_text")
    ),
)
_ARRAY = "SELECT value FROM json_each(?)"


class Words:
    """Hits of words, cached for one query."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._hits: dict[str, array[int]] = {}

    def recommendations(self, words: Sequence[str]) -> set[int]:
        """Return the row numbers of the recommendations with every word in some text that concerns them."""
        return self._common(words, RECOMMENDATIONS_WITH)

    def audits(self, words: Sequence[str]) -> set[int]:
        """Return the row numbers of the audits with every word in their own texts or their bodies' names."""
        return self._common(words, AUDITS_WITH)

    def followups(self, words: Sequence[str]) -> set[int]:
        """Return the row numbers of the follow-ups with every word in their texts, those about single audits too."""
        return self._common(words, FOLLOWUPS_WITH)

    def own(self, entity: str, words: Sequence[str]) -> set[int]:
        """Return the row numbers of an indexed entity's records with every word in their own text."""
        return self._common(words, ((entity, "SELECT * FROM ({})"),))

    def _common(self, words: Sequence[str], places: Sequence[tuple[str, str]]) -> set[int]:
        found: set[int] | None = None
        for word in sorted(words, key=len, reverse=True):  # a long word is rarer
            concerned = self._concerned(word, places)
            found = concerned if found is None else found & concerned
            if not found:
                break
        return found or set()

    def _concerned(self, word: str, places: Sequence[tuple[str, str]]) -> set[int]:
        """Return the row numbers that the hits of one word concern."""
        found: set[int] = set()
        for entity, sql in places:
            code = INDEXED[entity][0]
            own = [number // STRIDE for number in self._numbers(word) if number % STRIDE == code]
            if own and sql.startswith("SELECT * FROM"):
                found.update(own)
            elif own:
                rows = self._connection.execute(sql.format(_ARRAY), (json_array(own),)).fetchall()
                found.update(row[0] for row in rows)
        return found

    def _numbers(self, word: str) -> "array[int]":
        """Return the row ids of the index whose text contains the word."""
        if word not in self._hits:
            sql, values = texts_with([resolve_word(self._connection, word)])
            self._hits[word] = array("q", (row[0] for row in self._connection.execute(sql, values).fetchall()))
        return self._hits[word]
