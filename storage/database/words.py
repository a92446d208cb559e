"""What the words of a filter are found in: each word is looked for once, whatever is asked of its hits."""

from array import array
from collections.abc import Iterable, Mapping, Sequence

from storage.database import search
from storage.database.connection import Connection
from storage.database.search import KINDS, STRIDE
from storage.database.shown import SHOWN
from storage.database.survivors import with_joined

_BODIES_HIT = with_joined("rid IN ({})")
RECOMMENDATIONS_WITH = {
    "recommendation": "SELECT * FROM ({})",
    "assessment": (
        "SELECT r.rid FROM assessment w JOIN followup g ON g.id = w.followup JOIN recommendation r "
        "ON r.id = w.recommendation "
        f"WHERE w.rid IN ({{}}) AND w.removed IS NULL AND (g.state = 'open' OR w.id = {SHOWN})"
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


def listed(rids: Iterable[int]) -> str:
    """Row numbers as one value, however many they are."""
    return f"[{','.join(map(str, rids))}]"


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
            code = KINDS[place.strip()][0]
            own = [number // STRIDE for number in self._numbers(word) if number % STRIDE == code]
            if own and sql.startswith("SELECT * FROM"):
                found.update(own)
            elif own:
                rows = self._connection.execute(sql.format(_GIVEN), (listed(own),)).fetchall()
                found.update(row[0] for row in rows)
        return found

    def _numbers(self, word: str) -> "array[int]":
        """Numbers of the index's rows whose text holds the word."""
        if word not in self._hits:
            sql, values = search.texts_with([search.sought(self._connection, word)])
            self._hits[word] = array("q", (row[0] for row in self._connection.execute(sql, values).fetchall()))
        return self._hits[word]
