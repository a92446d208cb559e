"""Status scales: meanings of levels, recognition of printed labels, and checks of drafts."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import asdict

from storage.domain.level_words import label_meaning, plain_label
from storage.domain.records import Level, replace
from storage.domain.text import one_line, shorten, tidy

IMPLEMENTED = "implemented"
PARTIAL = "partial"
NOT_IMPLEMENTED = "not_implemented"
NOT_ASSESSABLE = "not_assessable"
NOT_RELEVANT = "not_relevant"
NOT_ASSESSED = "not_assessed"

MEANS = (IMPLEMENTED, PARTIAL, NOT_IMPLEMENTED, NOT_ASSESSABLE, NOT_RELEVANT)
"""Meanings of levels. `not_assessed` is the absence of a level, never stored."""
EVERY_LEVEL = (*MEANS, NOT_ASSESSED)

NOT_ASSESSED_LABEL = "Ej bedömd"
AS_A_WHOLE_LABEL = "Bedömd som helhet"
"""What a document says of a recommendation without a level, in an audit that is assessed as a whole."""
NOT_ASSESSED_SYMBOL = "·"


class LevelWords(Struct, frozen=True):
    """A level of the standard scale, before an office has chosen its own."""

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
"""The scale of a new register. Fills have a contrast of 13:1 or more to black text."""


def standard_meaning(label: str) -> str | None:
    """Return the meaning of a printed label by the standard scale and the words for levels; None if unknown."""
    return label_meaning(label, _standard_words().get)


@cache
def _standard_words() -> dict[str, str]:
    return {
        label_key(word): words.means
        for words in reversed(STANDARD)
        for word in (words.label, words.short_label, *words.synonyms)
    }


def match_level(text: str, levels: Sequence[Level]) -> Level | None:
    """Return the level of `levels` that `text` names, by label, short label, synonym or meaning.

    None when nothing matches; the first in order when several levels share a meaning.
    """
    wanted = label_key(text)
    ordered = sorted(levels, key=lambda level: level.order or 0)
    by_name = next((level for level in ordered if wanted in _names(level)), None)
    return by_name or next((level for level in ordered if level.means == text.strip().lower()), None)


def label_key(label: str) -> str:
    """Return a label for comparison: one line, case-folded, without closing punctuation."""
    return plain_label(label)


def _names(level: Level) -> set[str]:
    names = [level.label, level.short_label, *(level.synonyms or "").split("\n")]
    return {label_key(name) for name in names if name}


MOST_LEVELS = 9
"""Number of digit keys."""
LEAST_CONTRAST = 4.5
"""Least contrast of black text on a level's fill, by WCAG 2.1, 1.4.3 (AA)."""
SHORT_LENGTH = 14
"""Length of the longest short label that fits in lists."""
LEVEL_FIELDS = ("label", "short_label", "symbol", "fill", "definition", "means", "synonyms")
"""Fields of a level that people edit; its order follows from its place."""

_FILL = re.compile(r"#?([0-9A-Fa-f]{6})")


class LevelDraft(Struct, frozen=True):
    """A draft of a level."""

    label: str
    means: str
    short_label: str = ""
    symbol: str = ""
    fill: str = ""
    definition: str = ""
    synonyms: str = ""
    """One a line."""


class ScaleFault(Struct, frozen=True):
    """A fault of a draft of a scale."""

    code: str
    """`too_few`, `too_many`, `field_missing`, `unknown_means`, `not_a_colour`, `low_contrast`, `long_symbol`,
    `long_label` or `said_twice`."""
    field: str
    value: str = ""
    level: str = ""
    """The label of the level."""


def parse_level(values: Mapping[str, object]) -> LevelDraft:
    """Parse the fields of a level; synonyms are lines, or a list."""
    synonyms = values.get("synonyms")
    lines = synonyms if isinstance(synonyms, list | tuple) else re.split(r"[\n;]", str(synonyms or ""))
    fields = {name: one_line(str(values.get(name) or "")) for name in LEVEL_FIELDS}
    fields["definition"] = tidy(str(values.get("definition") or ""))
    fields["synonyms"] = "\n".join(dict.fromkeys(name for line in lines if (name := one_line(str(line)))))
    return LevelDraft(**fields)


def edited_level(draft: LevelDraft, values: Mapping[str, object]) -> LevelDraft:
    """Return a draft with these fields changed; a short label derived from the label is derived again."""
    made_of_label = draft.short_label == shorten(draft.label, SHORT_LENGTH)
    kept = {**asdict(draft), "short_label": ""} if "label" in values and made_of_label else asdict(draft)
    return parse_level({**kept, **values})


def level_draft(level: Level) -> LevelDraft:
    """Return a level as a draft of another."""
    return parse_level({name: getattr(level, name) for name in LEVEL_FIELDS})


def with_standard_looks(draft: LevelDraft) -> LevelDraft:
    """Return a draft with missing looks taken from the standard scale's level of the same meaning."""
    words = next((words for words in STANDARD if words.means == draft.means), None)
    if words is None:
        return draft
    fill = _FILL.fullmatch(draft.fill)
    return replace(
        draft,
        short_label=draft.short_label or shorten(draft.label, SHORT_LENGTH),
        symbol=draft.symbol or words.symbol,
        fill=fill[1].upper() if fill else draft.fill or words.fill,
    )


def scale_faults(levels: Sequence[LevelDraft]) -> tuple[ScaleFault, ...]:
    """Return the faults of a scale of these levels, in order."""
    found = []
    if len(levels) < 2:
        found.append(ScaleFault("too_few", "levels", str(len(levels))))
    if len(levels) > MOST_LEVELS:
        found.append(ScaleFault("too_many", "levels", str(len(levels))))
    for level in levels:
        found += _level_faults(level)
    return (*found, *_ambiguous_words(levels))


def contrast(fill: str) -> float:
    """Return the contrast of black text on a fill of six hexadecimal digits, from 1 to 21, by WCAG 2.1."""
    channels = (int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) / 0.05


def _level_faults(level: LevelDraft) -> list[ScaleFault]:
    found = []
    if not level.label:
        found.append(ScaleFault("field_missing", "label"))
    if level.means not in MEANS:
        code = "unknown_means" if level.means else "field_missing"
        found.append(ScaleFault(code, "means", level.means, level.label))
    if len(level.symbol) > 1:
        found.append(ScaleFault("long_symbol", "symbol", level.symbol, level.label))
    if len(level.short_label) > SHORT_LENGTH:
        found.append(ScaleFault("long_label", "short_label", level.short_label, level.label))
    if level.fill and not _FILL.fullmatch(level.fill):
        found.append(ScaleFault("not_a_colour", "fill", level.fill, level.label))
    elif level.fill and contrast(level.fill.removeprefix("#")) < LEAST_CONTRAST:
        found.append(ScaleFault("low_contrast", "fill", level.fill, level.label))
    return found


def _ambiguous_words(levels: Sequence[LevelDraft]) -> list[ScaleFault]:
    """Return the words that would name two levels."""
    found: list[ScaleFault] = []
    owners: dict[str, int] = {}
    for number, level in enumerate(levels):
        named = [("label", level.label), ("short_label", level.short_label)]
        named += [("synonyms", word) for word in level.synonyms.split("\n")]
        for field, word in named:
            if word and owners.setdefault(label_key(word), number) != number:
                found.append(ScaleFault("said_twice", field, word, level.label))
    return found
