"""Which column of a table is which, and the number that stands first in a text."""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from storage.domain.scale import label_key

NUMBER = "number"
TEXT = "text"
LEVEL = "level"
COMMENT = "comment"
THEME = "theme"

_KINDS = {
    "recommendation": (
        "rekommendation", "rekommendationer", "revisorernas rekommendation", "revisorernas rekommendationer",
        "lämnad rekommendation", "lämnade rekommendationer", "tidigare rekommendation", "tidigare rekommendationer",
        "rekommendation/förbättringsområde", "förbättringsområde", "förbättringsområden",
        "observation", "observationer", "iakttagelse", "iakttagelser", "brist", "brister",
    ),
    "decision_point": ("beslutspunkt", "beslutspunkter", "delpunkt"),
    "question": ("fråga", "frågor", "revisionsfråga", "revisionsfrågor"),
    "control": ("kontroll", "kontroller", "kontrollmål"),
    "remark": ("påpekande", "påpekanden", "medskick"),
}  # fmt: skip
"""Kind of recommendation → headers of the column with its text, likeliest first."""

_SYNONYMS: Mapping[str, tuple[str, ...]] = {
    TEXT: tuple(word for words in _KINDS.values() for word in words),
    LEVEL: (
        "status", "bedömd status", "åtgärdsstatus", "status för åtgärd", "bedömning", "revisionens bedömning",
        "revisorernas bedömning", "vår bedömning", "bedömning av status", "åtgärdad", "genomförd", "uppfylld",
    ),
    COMMENT: (
        "kommentar", "kommentarer", "vår kommentar", "revisorernas kommentar", "revisionens kommentar", "notering",
        "noteringar", "anteckning", "anteckningar", "motivering", "kommentar till bedömning", "vidtagna åtgärder",
        "åtgärd", "åtgärder", "beskrivning",
    ),
    NUMBER: ("nr", "nummer", "#", "no", "rek nr", "rek.nr", "rek. nr", "rekommendation nr", "löpnummer", "punkt"),
    THEME: ("tema", "område", "granskningsområde", "delområde"),
}  # fmt: skip
"""Column → its headers, likeliest first: where two columns could be the same one, the earlier word wins."""

_SECOND_CHOICE = ("bedömning", "iakttagelse", "iakttagelser", "observation", "observationer", "uppföljning", "resultat")
"""Headers of a column that is the comment where no other column is."""

_DIGITS = r"\d{1,3}(?:\.\d{1,3})*"
_FIRST = re.compile(
    rf"(?:(?i:rek(?:ommendation)?|nr|punkt)\.?\s*(?P<named>{_DIGITS}(?:\s?[a-zåäö](?![a-zåäö]))?)\s*[):.]\s*"
    rf"|(?P<closed>{_DIGITS}(?:\s?[A-Za-zåäö])?|[A-Za-zåäö])\)\s*"
    rf"|(?P<pointed>{_DIGITS}(?:\s?[a-z])?)\.(?:\s+|$|(?=[A-ZÅÄÖ]))"
    r"|(?P<dotted>\d{1,3}(?:\.\d{1,3})+)\s+(?=[A-ZÅÄÖ]))"
    r"(?P<rest>.*)",
    re.DOTALL,
)


class Columns(Struct, frozen=True):
    """Where in a table what stands: column → its place among the header's cells, counted from 0."""

    places: Mapping[str, int]
    kind: str
    """Kind of recommendation that the table holds."""
    others: tuple[int, ...]
    """Places of columns that nothing is known of."""
    count: int

    @property
    def has_level(self) -> bool:
        """Whether the table judges."""
        return LEVEL in self.places


def columns_of(headers: Sequence[str]) -> Columns | None:
    """The columns that a table's header names, in whatever order; None when it is no table of recommendations.

    That takes a column of recommendations and one of judgements or comments.
    """
    keys = [_header_key(header) for header in headers]
    places: dict[str, int] = {}
    for column in (TEXT, LEVEL, COMMENT, NUMBER, THEME):
        taken = set(places.values())
        candidates = [word for word in _SYNONYMS[column] if word in keys and keys.index(word) not in taken]
        if candidates:
            places[column] = keys.index(candidates[0])
    if COMMENT not in places:
        free = [word for word in _SECOND_CHOICE if word in keys and keys.index(word) not in places.values()]
        if free:
            places[COMMENT] = keys.index(free[0])
    if TEXT not in places or not {LEVEL, COMMENT} & places.keys():
        return None
    kind = next(kind for kind, words in _KINDS.items() if keys[places[TEXT]] in words)
    others = tuple(i for i, key in enumerate(keys) if key and i not in places.values())
    return Columns(places, kind, others, len(keys))


def split_number(text: str) -> tuple[str | None, str]:
    """The printed number that a text begins with, and the rest: `1)`, `1.`, `2 a)`, `3.1`, `a)`, `Rek 4:`."""
    match = _FIRST.fullmatch(text)
    if match is None:
        return None, text
    number = match["named"] or match["closed"] or match["pointed"] or match["dotted"]
    return number, match["rest"]


def bare_number(text: str) -> str | None:
    """A number that stands alone in its cell, without its closing sign."""
    text = " ".join(text.split())
    number, rest = split_number(text)
    return (number if number and not rest else text.rstrip(" ).:")) or None


def _header_key(header: str) -> str:
    key = label_key(header)
    return "i" + key[1:] if key.startswith("lakttagelse") else key
