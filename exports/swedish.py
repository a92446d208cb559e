"""Swedish as documents write it: enumerations, numbers, shares, dates and names inside sentences."""

import re
from collections.abc import Iterable

from storage.domain.counting import share_in_words
from storage.domain.dates import long_form
from storage.domain.text import one_line

NBSP = "\u00a0"
"""A space that no line is broken at: inside dates, after § and before %."""

_WORDS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")

_ORGAN = r"(?:nämnd|styrels|beredning|direktion)en|(?:utskott|presidi|råd)et|kommittén|förmyndaren|revisorerna"
_ONE_WORD = re.compile(rf"[\w-]*(?:{_ORGAN}|fullmäktige)", re.IGNORECASE)
_STARTS_WITH_ORGAN = re.compile(rf"[\w-]*(?:{_ORGAN}|fullmäktiges) .+", re.IGNORECASE)
_DESCRIBED = re.compile(rf"(?:\w+a|\w+-|\w+(?:-,? \w+-?)* och) .*(?:{_ORGAN})", re.IGNORECASE)


def joined(names: Iterable[str]) -> str:
    """Return `A`, `A och B` or `A, B och C`."""
    *first, last = names
    return f"{', '.join(first)} och {last}" if first else last


def lowered(name: str) -> str:
    """Return a body's name for a sentence: *Kommunstyrelsen* loses its capital, *Exempelby Bostäder AB* does not.

    Only names that are plain descriptions are lowered: those of one word (*Socialnämnden*), those that begin with
    the kind of body (*Nämnden för …*), and those with an adjective or a pair before it (*Tekniska nämnden*,
    *Vård- och omsorgsnämnden*). What may hold the name of a place or a company is kept.
    """
    name = one_line(name)
    rest = name[1:]
    plain = (
        _ONE_WORD.fullmatch(name) or _STARTS_WITH_ORGAN.fullmatch(name) or _DESCRIBED.fullmatch(name)
    ) and rest == rest.lower()
    return uncapitalised(name) if plain else name


def bodies(names: Iterable[str]) -> str:
    """Return several bodies' names for a sentence."""
    return joined(lowered(name) for name in names)


def sentence(text: str) -> str:
    """Return `text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """Return `text` with a small first letter, for a label inside a sentence."""
    return text[:1].lower() + text[1:]


def number(count: int, *, neuter: bool = False) -> str:
    """Return `count` in words to twelve, in digits above, as running text has it."""
    if count == 1 and neuter:
        return "ett"
    return _WORDS[count] if 0 <= count < len(_WORDS) else str(count)


def quantity(count: int, one: str, several: str) -> str:
    """Return `en granskning`, `fem granskningar` or `37 rekommendationer`; for 0 `inga rekommendationer`."""
    if count == 0:
        return f"inga {several}"
    return f"{number(count)} {one if count == 1 else several}"


def share(part: int, whole: int, what: str = "") -> str:
    """Return `24 av 37 (65 %)`, or with `what` `24 av 37 bedömda rekommendationer (65 %)`; no percentage of 0."""
    counted = f"{part}{NBSP}av{NBSP}{whole}" + (f" {what}" if what else "")
    rate = share_in_words(part, whole)
    return counted if rate is None else f"{counted} ({rate})"


def paragraph_sign(paragraph: str) -> str:
    """Return `§ 117`; a § that was typed along is not doubled."""
    return f"§{NBSP}{one_line(paragraph).lstrip('§ ')}"


def when(partial: str) -> str:
    """Return a partial date as an adverbial: `den 10 september 2018`, `i februari 2019` or `2019`."""
    return f"i {long_form(partial)}" if len(partial) == len("2019-02") else long_form(partial)
