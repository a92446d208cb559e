"""Text of people: cleaning, paragraphs, folding for search, likeness, and Swedish order."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

from msgspec import Struct

ITEM = "- "
"""Prefix of a list item."""

_LIKE_A_WORD = 0.5
"""Least likeness of a wrong word to one of a few words, such as commands or fields."""
_LIKE_A_NAME = 0.75
"""Least likeness to one of people's own names, many of which end alike."""
_LINE_ENDS = "\r\n?|[\x85\u2028\u2029]"
_HARMFUL = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
_NOT_XML = "[\ud800-\udfff\ufffe\uffff]"
_SUSPECT = re.compile(f"{_HARMFUL}|{_NOT_XML}|[\r\x85\u2028\u2029]")
"""Any character that cleaning changes: one search is quicker than three replacements, which are seldom needed."""
_CONTROL = re.compile(f"{_HARMFUL}|[\t\n\u2028\u2029]")
"""Characters that control a terminal."""
_SEVERAL = r"\d\s*[a-zåäö]?\s*(?:[–,&]|\boch\b|\bsamt\b|\btill\b)\s*\d"
"""Several paragraphs: a range or a list of numbers."""
_FOLD = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l"})


class Paragraph(Struct, frozen=True, rename={"is_item": "item"}):
    """One paragraph of a text. Encoded, for templates of letters, `is_item` is `item`."""

    text: str
    is_item: bool = False
    """True for an item of a list."""


def clean(text: str) -> str:
    """Return `text` without characters that harm a terminal, a Word file or a comparison.

    NFC; line ends become line feeds; control characters but tab and line feed, direction overrides and byte order
    marks go; lone surrogates and noncharacters that XML refuses become U+FFFD.
    """
    if _SUSPECT.search(text):
        text = re.sub(_NOT_XML, "\ufffd", re.sub(_HARMFUL, "", re.sub(_LINE_ENDS, "\n", text)))
    return unicodedata.normalize("NFC", text)


def without_controls(text: str) -> str:
    """Return `text` without characters that control a terminal, line ends and tabs included; the width is kept."""
    return text if text.isprintable() else re.sub(_NOT_XML, "\ufffd", _CONTROL.sub("", text))


def one_line(text: str) -> str:
    """Return `text` cleaned, with every run of white space as one space."""
    return " ".join(clean(text).split())


_TWO_STOPS = re.compile(r"(?<=\w)\.(?=[”»\"]?\.(?!\.))")


def one_stop(sentence: str) -> str:
    """Return a sentence made of other texts, with one full stop where such a text ended with its own."""
    return _TWO_STOPS.sub("", sentence)


def tidy(text: str) -> str:
    """Return `text` cleaned: each paragraph on one line, empty paragraphs dropped."""
    lines = (" ".join(line.split()) for line in clean(text).split("\n"))
    return "\n".join(line for line in lines if line)


def paragraphs(text: str | None) -> tuple[Paragraph, ...]:
    """Return the paragraphs of `text`, list items marked, empty ones dropped."""
    lines = (line.strip() for line in (text or "").split("\n"))
    return tuple(
        Paragraph(line[len(ITEM) :].strip(), is_item=True) if line.startswith(ITEM) else Paragraph(line)
        for line in lines
        if line and line != ITEM.strip()
    )


def minutes_paragraph(paragraph: str) -> str:
    """Return the paragraph of minutes as `§ 117`, and several as `§§ 259–260`, with no-break spaces.

    A § that was typed along is not doubled; one within the text, as in `KS § 117`, stands as it is.
    """
    number = one_line(paragraph).lstrip("§ ")
    if "§" in number:
        return re.sub(r"(§+) ?", "\\1\u00a0", number)
    number = re.sub(r"(?<=\d)\s*-\s*(?=\d)", "–", number)
    sign = "§§" if re.search(_SEVERAL, number) else "§"
    return f"{sign}\u00a0" + number.replace(" ", "\u00a0")


def searchable(text: str) -> str:
    """Return `text` cleaned and case-folded for search. Å, ä and ö stay letters of their own."""
    return clean(clean(text).casefold())


def folded(text: str) -> str:
    """Return `text` case-folded without diacritics, for those who type without å, ä and ö."""
    parts = unicodedata.normalize("NFKD", searchable(text).translate(_FOLD))
    return "".join(c for c in parts if not unicodedata.combining(c))


def shorten(text: str, limit: int) -> str:
    """Return `text` on one line of at most `limit` characters, with an ellipsis if it was cut."""
    line = one_line(text)
    return line if len(line) <= limit else line[: max(limit - 1, 0)].rstrip() + "…"


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the probable word of those that a program knows; None if none is near."""
    return _nearest(word, words, _LIKE_A_WORD)


def nearest_name(name: str, names: Iterable[str]) -> str | None:
    """Return the probable name of those that people have given; None if none is near."""
    return _nearest(name, names, _LIKE_A_NAME)


def _nearest(text: str, known: Iterable[str], cutoff: float) -> str | None:
    """Return the known text most like another, without case and diacritics; the first of several."""
    by_folded = {folded(one): one for one in reversed(list(known))}
    near = get_close_matches(folded(text), list(by_folded), n=1, cutoff=cutoff)
    return by_folded[near[0]] if near else None


_LETTERS = {"å": "z\u0101", "ä": "z\u0102", "æ": "z\u0102", "ö": "z\u0103", "ø": "z\u0103"}
_DIGITS = re.compile(r"\d+")


@lru_cache(maxsize=1_000)
def swedish_key(text: str | None) -> tuple[str, str, str]:
    """Return a Swedish collation key; None sorts first. Cached: lists repeat few names."""
    return _key(text)


def _key(text: str | None) -> tuple[str, str, str]:
    if text is None:
        return ("", "", "")
    base = "".join(_letter(c) for c in unicodedata.normalize("NFC", text).casefold())
    return (_DIGITS.sub(_by_value, base), base, text)


@lru_cache(maxsize=50_000)
def sort_text(text: str | None) -> bytes | None:
    """Return :func:`swedish_key` as bytes of the same order, for ORDER BY in SQL.

    Cached for the names of all audits, which order every list of recommendations. Bytes take a third of the memory of
    text, since SQLite adds the UTF-8 to a text beyond Latin-1.
    """
    if text is None:
        return None
    by_value, base, own = _key(text)
    return "\0".join((by_value, "" if base == by_value else base, own)).encode("utf-8", "surrogatepass")


@lru_cache(maxsize=1_000)
def _letter(char: str) -> str:
    if char in _LETTERS:
        return _LETTERS[char]
    return "".join(c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c))


def _by_value(match: re.Match[str]) -> str:
    digits = match[0].lstrip("0")
    return f"{len(digits):04}{digits}"
