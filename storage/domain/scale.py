"""Status scales: what levels mean, and how printed labels are recognised."""

from collections.abc import Sequence

from msgspec import Struct

from storage.domain.records import Level
from storage.domain.text import one_line, searchable

IMPLEMENTED = "implemented"
PARTIAL = "partial"
NOT_IMPLEMENTED = "not_implemented"
NOT_ASSESSABLE = "not_assessable"
NOT_RELEVANT = "not_relevant"
NOT_ASSESSED = "not_assessed"

MEANS = (IMPLEMENTED, PARTIAL, NOT_IMPLEMENTED, NOT_ASSESSABLE, NOT_RELEVANT)
"""What a level can mean. `not_assessed` is the absence of a level, never stored."""
EVERY_LEVEL = (*MEANS, NOT_ASSESSED)

NOT_ASSESSED_LABEL = "Ej bedömd"
NOT_ASSESSED_SYMBOL = "·"


class LevelWords(Struct, frozen=True):
    """The words and looks of a level before an office has chosen its own."""

    means: str
    label: str
    short_label: str
    symbol: str
    fill: str
    definition: str
    synonyms: tuple[str, ...]


STANDARD_LABEL = "Åtgärdad – delvis – inte"
STANDARD = (
    LevelWords(
        IMPLEMENTED,
        "Åtgärdad",
        "Åtgärdad",
        "✔",
        "C6E7C8",
        "Det som rekommendationen gällde är genomfört och bristen finns inte längre.",
        ("Åtgärdat", "Åtgärdade", "Genomförd", "Genomfört", "Klar", "Klart", "Helt åtgärdad", "Uppfylld", "Grön", "Ja"),
    ),
    LevelWords(
        PARTIAL,
        "Delvis åtgärdad",
        "Delvis åtg.",
        "◐",
        "FFE699",
        "Arbete pågår eller är planerat, men risken finns kvar tills det är på plats.",
        (
            "Delvis åtgärdat", "Delvis", "Delvis genomförd", "Delvis genomfört", "Pågår", "Pågående",
            "Till viss del", "Inte helt", "Inte helt åtgärdad", "Under genomförande", "Gul",
        ),
    ),
    LevelWords(
        NOT_IMPLEMENTED,
        "Inte åtgärdad",
        "Inte åtg.",
        "✘",
        "F8C0BC",
        "Inget har ändrats som påverkar bristen; risken och rekommendationen kvarstår.",
        (
            "Ej åtgärdad", "Icke åtgärdad", "Inte åtgärdat", "Ej åtgärdat", "Ej genomförd", "Inte genomförd",
            "Ej genomfört", "Inte genomfört", "Brist kvarstår", "Kvarstår", "Ej påbörjad", "Inte påbörjad",
            "Röd", "Nej",
        ),
    ),
    LevelWords(
        NOT_ASSESSABLE,
        "Ej bedömbar",
        "Ej bedömbar",
        "?",
        "D9D9D9",
        "Underlaget räcker inte för en bedömning.",
        (
            "Inte bedömbar", "Kan inte bedömas", "Kan ej bedömas", "Underlag saknas", "Underlag saknas för bedömning",
            "Grå",
        ),
    ),
    LevelWords(
        NOT_RELEVANT,
        "Inte längre aktuell",
        "Ej aktuell",
        "–",
        "FFFFFF",
        "Förutsättningarna har ändrats så att rekommendationen inte längre gäller.",
        ("Ej aktuell", "Inte aktuell", "Ej relevant", "Inte relevant", "Ej längre aktuell", "Utgår", "Vit"),
    ),
)  # fmt: skip
"""The scale that a new register begins with. Fills keep black text at 13:1 or more."""


def meaning(label: str) -> str | None:
    """What a printed label means in the standard scale or its synonyms, else None."""
    wanted = label_key(label)
    for words in STANDARD:
        if wanted in {label_key(word) for word in (words.label, words.short_label, *words.synonyms)}:
            return words.means
    return None


def match_level(text: str, levels: Sequence[Level]) -> Level | None:
    """The level of `levels` that `text` names: by meaning, label, short label or synonym.

    None when nothing matches; the first in order when several levels share a meaning.
    """
    wanted = label_key(text)
    ordered = sorted(levels, key=lambda level: level.order or 0)
    by_name = next((level for level in ordered if wanted in _names(level)), None)
    return by_name or next((level for level in ordered if level.means == text.strip().lower()), None)


def label_key(label: str) -> str:
    """A label as it is compared: one line, no case, no closing punctuation."""
    return searchable(one_line(label)).strip(" .:;*")


def _names(level: Level) -> set[str]:
    names = [level.label, level.short_label, *(level.synonyms or "").split("\n")]
    return {label_key(name) for name in names if name}
