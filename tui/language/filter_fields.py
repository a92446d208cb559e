"""The words that are offered for the filter line: in the screen's own language, where both are always understood."""

from collections.abc import Mapping

from storage.domain.completing import Values
from storage.domain.filter_words import (
    CHOICES,
    ENGLISH_FIELDS,
    ENGLISH_FLAGS,
    FIELDS,
    FLAGS,
    codes_of,
)
from storage.domain.filtering import quoted
from storage.domain.scale import NOT_ASSESSED_LABEL
from tui.language.catalogue import ENGLISH, _, spoken


def field_names() -> tuple[str, ...]:
    """The fields, one name for each condition."""
    return tuple(_by_condition().values())


def flag_names() -> tuple[str, ...]:
    """The words that are conditions by themselves."""
    return tuple(ENGLISH_FLAGS if spoken() == ENGLISH else FLAGS)


def written(condition: str, value: str) -> str:
    """A condition as the filter line has it: `status:"delvis åtgärdad"`."""
    return f"{_by_condition()[condition]}:{quoted(value)}"


def said(values: Values) -> Values:
    """The register's values and those that are always there, in words that the filter line takes."""
    every = {condition: [_word(condition, value) for value in found] for condition, found in values.items()}
    always = {condition: _choices(condition) for condition in ("answer", "lacking")}
    return {**every, **always}


def _by_condition() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for name, condition in (ENGLISH_FIELDS if spoken() == ENGLISH else FIELDS).items():
        names.setdefault(condition, name)
    return names


def _choices(condition: str) -> list[str]:
    """The words for a field's few values, one for each."""
    words: dict[str, str] = {}
    for word, code in CHOICES[condition].items():
        words.setdefault(code, _word(condition, word))
    return list(words.values())


def _word(condition: str, word: str) -> str:
    """A value's word; in English that of its code, which the line takes too."""
    if condition == "level":
        return _(word) if word == NOT_ASSESSED_LABEL else word
    codes = codes_of(condition, word) if condition in CHOICES else ()
    known = spoken() == ENGLISH and len(codes) == 1 and codes[0] in CHOICES[condition].values()
    return codes[0].replace("_", " ") if known else word
