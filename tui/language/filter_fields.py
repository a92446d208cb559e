"""Words suggested on the filter line, in the screen's language; the line takes both languages."""

from collections.abc import Mapping

from storage.domain.dates import MONTHS, WEEKDAYS, is_partial_date, last_day
from storage.domain.filters import (
    CHOICES,
    ENGLISH_FIELDS,
    ENGLISH_FLAGS,
    FIELDS,
    FLAGS,
    SUGGESTED,
    Values,
    codes_of,
    nearest_field,
    quoted,
    unknown_choices,
    unknown_fields,
)
from storage.domain.scale import NOT_ASSESSED_LABEL
from tui.language.catalogue import ENGLISH, _, mark, spoken
from tui.language.words import did_you_mean


def field_names() -> tuple[str, ...]:
    """Return the fields, one name for each condition."""
    return tuple(_by_condition().values())


def flag_names() -> tuple[str, ...]:
    """Return the words that are conditions by themselves."""
    return tuple(ENGLISH_FLAGS if spoken() == ENGLISH else FLAGS)


def written(condition: str, value: str) -> str:
    """Write a condition as on the filter line: `status:"delvis åtgärdad"`."""
    return f"{_by_condition()[condition]}:{quoted(value)}"


def filter_vocabulary(values: Values) -> Values:
    """Return the register's values and the constant ones, in words that the filter line takes."""
    every = {condition: [_word(condition, value) for value in found] for condition, found in values.items()}
    always = {condition: _choices(condition) for condition in ("answer", "lacking")}
    return {**every, **always, **SUGGESTED}


def _by_condition() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for name, condition in (ENGLISH_FIELDS if spoken() == ENGLISH else FIELDS).items():
        names.setdefault(condition, name)
    return names


def _choices(condition: str) -> list[str]:
    """Return a word for each of a field's few values."""
    words: dict[str, str] = {}
    for word, code in CHOICES[condition].items():
        words.setdefault(code, _word(condition, word))
    return list(words.values())


def _word(condition: str, word: str) -> str:
    """Return a value's word; in English that of its code, which the line takes too."""
    if condition == "level":
        return _(word) if word == NOT_ASSESSED_LABEL else word
    codes = codes_of(condition, word) if condition in CHOICES else ()
    known = spoken() == ENGLISH and len(codes) == 1 and codes[0] in CHOICES[condition].values()
    return codes[0].replace("_", " ") if known else word


def unknown_note(line: str) -> str:
    """Describe an unknown field or value of a filter, with the nearest known one.

    Empty where all is well.
    """
    name = next(iter(unknown_fields(line)), None)
    if name is not None:
        return _with_nearest(_("”{name}:” är inget fält").format(name=name), nearest_field(name), ":")
    for field, value, near in unknown_choices(line):
        return _with_nearest(_("”{value}” går inte efter ”{name}:”").format(value=value, name=field), near)
    return ""


def value_note(field: str, value: str, near: str | None) -> str:
    """Describe a value that the register lacks, with the nearest one."""
    return _with_nearest(_("”{name}:{value}” finns inte").format(name=field, value=value), near)


def _with_nearest(text: str, near: str | None, ending: str = "") -> str:
    return f"{text}.{did_you_mean(near + ending)}" if near else text


GROUPINGS: Mapping[str, str] = {
    "body": mark("Nämnd"),
    "years": mark("År"),
    "theme": mark("Tema"),
    "level": mark("Bedömning"),
}
"""Headings of groupings of recommendations."""
WITHOUT: Mapping[str, str] = {"body": mark("Utan nämnd"), "years": mark("Utan år"), "theme": mark("Utan tema")}
"""Headings of the group without a value."""


def spoken_date(partial: str) -> str:
    """Write a date in long form: `torsdag den 31 december 2026`, `februari 2019`, `2019`; without line breaks.

    A text that is no date, as a foreign register may have, is returned unchanged.
    """
    if not is_partial_date(partial):
        return partial
    year, *rest = partial.split("-")
    if not rest:
        return year
    month = _(MONTHS[int(rest[0]) - 1])
    if len(rest) == 1:
        return f"{month}\u00a0{year}"
    weekday = _(WEEKDAYS[last_day(partial).weekday()])
    template = _("{weekday} den {day}\u00a0{month}\u00a0{year}")
    return template.format(weekday=weekday, day=int(rest[1]), month=month, year=year)
