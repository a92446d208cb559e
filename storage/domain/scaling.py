"""Scales of the office's own: what a level may be, and whether it can be read."""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import asdict

from storage.domain.records import Level
from storage.domain.scale import MEANS, STANDARD, label_key
from storage.domain.text import one_line, shorten, tidy
from storage.domain.value import replace

MOST_LEVELS = 9
"""As many as there are digit keys."""
LEAST_CONTRAST = 4.5
"""Of black text on a level's fill."""
SHORT_LENGTH = 14
"""The longest short label that a list has room for."""
LEVEL_FIELDS = ("label", "short_label", "symbol", "fill", "definition", "means", "synonyms")
"""What a person says of a level; its order follows from its place."""

_FILL = re.compile(r"#?([0-9A-Fa-f]{6})")


class LevelDraft(Struct, frozen=True):
    """A level as somebody wants it."""

    label: str
    means: str
    short_label: str = ""
    symbol: str = ""
    fill: str = ""
    definition: str = ""
    synonyms: str = ""
    """One a line."""


class ScaleFault(Struct, frozen=True):
    """Why a scale cannot be used."""

    code: str
    """`too_few`, `too_many`, `field_missing`, `unknown_means`, `not_a_colour`, `low_contrast`, `long_symbol`,
    `long_label` or `said_twice`."""
    field: str
    value: str = ""
    level: str = ""
    """The label of the level."""


def drafted(values: Mapping[str, object]) -> LevelDraft:
    """A level from what was given for its fields; synonyms are lines, or a list."""
    synonyms = values.get("synonyms")
    lines = synonyms if isinstance(synonyms, list | tuple) else re.split(r"[\n;]", str(synonyms or ""))
    told = {name: one_line(str(values.get(name) or "")) for name in LEVEL_FIELDS}
    told["definition"] = tidy(str(values.get("definition") or ""))
    told["synonyms"] = "\n".join(dict.fromkeys(name for line in lines if (name := one_line(str(line)))))
    return LevelDraft(**told)


def renamed(draft: LevelDraft, values: Mapping[str, object]) -> LevelDraft:
    """The level with these fields changed; a short label that was made of the label is made anew with it."""
    made_of_label = draft.short_label == shorten(draft.label, SHORT_LENGTH)
    kept = {**asdict(draft), "short_label": ""} if "label" in values and made_of_label else asdict(draft)
    return drafted({**kept, **values})


def draft_of(level: Level) -> LevelDraft:
    """A level there is, as a draft of another."""
    return drafted({name: getattr(level, name) for name in LEVEL_FIELDS})


def completed(draft: LevelDraft) -> LevelDraft:
    """The level with the looks of the standard scale's level of that meaning, where nothing else is said."""
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


def faults(levels: Sequence[LevelDraft]) -> tuple[ScaleFault, ...]:
    """What keeps a scale of these levels from being used, in order."""
    found = []
    if len(levels) < 2:
        found.append(ScaleFault("too_few", "levels", str(len(levels))))
    if len(levels) > MOST_LEVELS:
        found.append(ScaleFault("too_many", "levels", str(len(levels))))
    for level in levels:
        found += _level_faults(level)
    return (*found, *_said_twice(levels))


def contrast(fill: str) -> float:
    """The contrast of black text on a fill of six hexadecimal digits, from 1 to 21, as WCAG reckons it."""
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


def _said_twice(levels: Sequence[LevelDraft]) -> list[ScaleFault]:
    """Words that would name two levels, so that nobody knew which."""
    found: list[ScaleFault] = []
    owners: dict[str, int] = {}
    for number, level in enumerate(levels):
        named = [("label", level.label), ("short_label", level.short_label)]
        named += [("synonyms", word) for word in level.synonyms.split("\n")]
        for field, word in named:
            if word and owners.setdefault(label_key(word), number) != number:
                found.append(ScaleFault("said_twice", field, word, level.label))
    return found
