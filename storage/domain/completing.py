"""Completing a filter line while it is typed: the fields that there are, and the values that a field can have."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from storage.domain.filter_words import CHOICES, FIELDS, FLAGS, condition_of
from storage.domain.filtering import quoted
from storage.domain.text import folded

Values = Mapping[str, Sequence[str]]
"""Condition → the values that the register has, as people read them."""

MOST = 40
"""How many candidates are offered at most."""


class Completion(Struct, frozen=True):
    """What may stand instead of a piece of the line."""

    start: int
    end: int
    """The piece: `line[start:end]`."""
    candidates: tuple[str, ...] = ()
    """Those that begin as typed, before those that hold it; å, ä and ö typed or not."""


def complete(
    line: str, cursor: int, values: Values, fields: Sequence[str] = tuple(FIELDS), flags: Sequence[str] = tuple(FLAGS)
) -> Completion:
    """What the piece before the cursor may become.

    Args:
        line: as it is typed.
        cursor: where in it, counted from 0.
        values: what the register has.
        fields: names of the fields to offer.
        flags: words that are conditions by themselves, to offer.
    """
    token = _token(line[:cursor])
    minus = token.startswith("-")
    name, colon, rest = token.lstrip("-").partition(":")
    condition = condition_of(name) if colon else None
    if colon and condition is None:
        return Completion(cursor, cursor)
    if condition is None:
        start = cursor - len(token) + minus
        offered = [*(f"{field}:" for field in fields), *flags]
        begun = (one for one in offered if folded(one).startswith(folded(name)))
        return Completion(start, cursor, tuple(dict.fromkeys(begun)) if name or not token else ())
    value = _last_value(rest)
    found = _fitting(value.strip('"'), [*values.get(condition, ()), *_choices(condition, values)])
    return Completion(cursor - len(value), cursor, tuple(quoted(one) for one in found))


def _choices(condition: str, values: Values) -> Iterable[str]:
    """The words for a field's few values, unless the register says which of them it has; one for each."""
    if condition in values:
        return ()
    words: dict[str, str] = {}
    for word, code in CHOICES.get(condition, {}).items():
        words.setdefault(code, word)
    return words.values()


def _token(before: str) -> str:
    """What is being typed: from the last space outside quotes."""
    return before[_after_last(before, " \t") :]


def _last_value(rest: str) -> str:
    """What stands after the last comma outside quotes."""
    return rest[_after_last(rest, ",") :]


def _after_last(text: str, between: str) -> int:
    start, within = 0, False
    for place, char in enumerate(text):
        within ^= char == '"'
        if char in between and not within:
            start = place + 1
    return start


def _fitting(begun: str, offered: Iterable[str]) -> tuple[str, ...]:
    wanted = folded(begun)
    texts = {text: _key(text) for text in dict.fromkeys(offered)}
    first = [text for text, key in texts.items() if key.startswith(wanted)]
    later = [text for text, key in texts.items() if wanted in key and not key.startswith(wanted)]
    return tuple([*first, *later][:MOST])


@lru_cache(maxsize=1 << 14)
def _key(text: str) -> str:
    """What a value is compared by: the same thousands at every key."""
    return folded(text)
