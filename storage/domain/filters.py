"""The filter line: words, quoted phrases, and conditions `fält:värde`, each of which may be excluded.

Both languages are always understood. The beginning of a value (`typ:för`) means all values with it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

from storage.domain.age import FOLLOWUPS_IN_FILTER, MONTHS_IN_FILTER, whole_number
from storage.domain.dates import is_partial_date
from storage.domain.scale import EVERY_LEVEL
from storage.domain.text import folded, nearest, searchable

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "nämnd": "body",
        "organ": "body",
        "status": "level",
        "bedömning": "level",
        "år": "years",
        "tema": "theme",
        "källa": "source",
        "granskning": "audit",
        "typ": "type",
        "svar": "answer",
        "saknar": "lacking",
        "före": "before",
        "efter": "after",
        "rött": "red",
        "öppen": "open",
    }
)
"""Field before a colon → condition, in Swedish."""
ENGLISH_FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "board": "body",
        "body": "body",
        "status": "level",
        "assessment": "level",
        "year": "years",
        "theme": "theme",
        "source": "source",
        "audit": "audit",
        "type": "type",
        "answer": "answer",
        "lacks": "lacking",
        "missing": "lacking",
        "before": "before",
        "after": "after",
        "red": "red",
        "open": "open",
    }
)
"""Field before a colon → condition, in English."""
EXACTLY = "="
"""Prefix of the whole name of a body or a theme, as in `nämnd:=Socialnämnden`."""
FLAGS: Mapping[str, str] = MappingProxyType({"försenad": "late", "mina": "mine"})
"""Words that are conditions by themselves; quoted they are words."""
ENGLISH_FLAGS: Mapping[str, str] = MappingProxyType({"overdue": "late", "mine": "mine"})

_CONDITIONS = {folded(name): condition for name, condition in (*FIELDS.items(), *ENGLISH_FIELDS.items())}
_FLAGS = {folded(name): condition for name, condition in (*FLAGS.items(), *ENGLISH_FLAGS.items())}

_TYPES = {
    "fördjupad granskning": "in_depth",
    "grundläggande granskning": "basic",
    "uppföljning": "follow_up",
    "förstudie": "pre_study",
    "lekmannarevision": "lay_audit",
    "it-granskning": "it",
}
_SOURCES = {
    "granskning": "audit",
    "utvärdering": "evaluation",
    "nämndbeslut": "board_decision",
    "internkontrollplan": "control_plan",
    "händelse": "incident",
}
POINT_KINDS = {
    "rekommendation": "recommendation",
    "fråga": "question",
    "beslutspunkt": "decision_point",
    "kontroll": "control",
    "anmärkning": "remark",
}
"""Kinds of points in an audit, which `typ:` allows beside types of audits."""
STANCES = {
    "instämmer": "agrees",
    "instämmer delvis": "partly",
    "delvis": "partly",
    "delar inte uppfattningen": "disagrees",
    "redan genomfört": "already_done",
    "tar inte ställning": "no_view",
}
TIMES = {
    "i tid": "on_time",
    "inom anstånd": "within_extension",
    "väntar": "waiting",
    "försenat": "late",
    "osäkert": "uncertain",
    "within extension": "within_extension",
    "on time": "on_time",
}
"""Outcomes of responses; `late` is both answered late and overdue."""
LACKING = {
    "svar": "answer",
    "datum": "date",
    "bedömning": "level",
    "kommentar": "comment",
    "answer": "answer",
    "date": "date",
    "assessment": "level",
    "comment": "comment",
}
CHOICES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "source": _SOURCES | _TYPES,
        "type": _TYPES | POINT_KINDS,
        "answer": STANCES | TIMES,
        "lacking": LACKING,
    }
)
"""Condition → word → code of its values."""
OPEN_CHOICES = frozenset({"source", "type"})
"""Conditions whose values may also be an office's own words."""


def condition_of(name: str) -> str | None:
    """Return the condition of a field, in either language, with or without å, ä and ö; None for an unknown field."""
    return _CONDITIONS.get(folded(name))


def flag_of(word: str) -> str | None:
    """Return the condition that a word is by itself; None for other words."""
    return _FLAGS.get(folded(word))


def codes_of(condition: str, value: str) -> tuple[str, ...]:
    """Return the codes of a value, or of the words that it begins; the value itself without a code."""
    words = CHOICES.get(condition, {})
    code = value.replace(" ", "_").replace("-", "_")
    if value in words:
        return (words[value],)
    if code in words.values():
        return (code,)
    found = [known for word, known in words.items() if word.startswith(value)]
    found = found or [known for word, known in words.items() if folded(word).startswith(folded(value))]
    return tuple(dict.fromkeys(found)) or (value,)


def nearest_field(name: str) -> str | None:
    """Return the field whose name is most like `name`; None if none is near."""
    return nearest(name, FIELDS)


_QUOTED = r'"[^"]*(?:"|$)'
_PART = re.compile(
    rf'(?P<minus>-(?=[^\s-]))?(?:(?P<field>\w+):(?P<values>(?:{_QUOTED}|[^\s"])*)|(?P<quoted>{_QUOTED})|(?P<word>\S+))'
)
_VALUE = re.compile(r'"([^"]*)(?:"|$)|([^",]+)')
_DATED = ("before", "after")
NUMBERED: Mapping[str, range] = MappingProxyType({"red": FOLLOWUPS_IN_FILTER, "open": MONTHS_IN_FILTER})
"""Condition → the whole numbers that its value may be: follow-ups in a row, months."""
SUGGESTED: Mapping[str, tuple[str, ...]] = MappingProxyType({"red": ("2", "3"), "open": ("12", "18", "24", "36")})
"""Condition → the numbers that are suggested."""


class MatchingRows(NamedTuple):
    """The recommendations that a condition on responses and dates leaves."""

    listed: str
    """Row numbers as a JSON array: one bound value of a query, however many they are."""


class Condition(NamedTuple):
    """One condition: one of its values must match, or none of them if it is excluded."""

    field: str
    """Name of the condition, such as `level`, `body` or `late`."""
    values: tuple[str, ...] = ()
    """Case-folded values, by the register's codes where there are some; a flag has none."""
    excluded: bool = False
    rows: tuple[MatchingRows, ...] = ()
    """The recommendations left by values that depend on the day or the user."""


class Filter(Struct, frozen=True):
    """A parsed filter line: every word and every condition must match."""

    words: tuple[str, ...] = ()
    """Case-folded parts of words that must each occur somewhere in the record."""
    conditions: tuple[Condition, ...] = ()
    excluded: tuple[str, ...] = ()
    """Parts of words that must not occur in the record."""

    def __bool__(self) -> bool:
        return bool(self.words or self.conditions or self.excluded)


NO_FILTER = Filter()
"""A filter that leaves every record."""


class _LinePart(NamedTuple):
    """A part of a line as typed."""

    field: str
    values: tuple[str, ...]
    excluded: bool
    bare: bool
    """True for a word without quotes."""


def parse_filter(line: str) -> Filter:
    """Parse a filter line. An unknown field is a word like any other; quotes keep words together.

    A line is parsed while it is typed: an open quote reaches to its end; a field without a value, a minus without a
    word, and repetitions are ignored.
    """
    words: list[str] = []
    excluded: list[str] = []
    conditions: list[Condition] = []
    for part in _parts(line):
        condition = _condition(part)
        if condition is None:
            word = ",".join(part.values)
            (excluded if part.excluded else words).append(f"{part.field}:{word}" if part.field else word)
        elif condition.values or not part.field:
            conditions.append(condition)
    return Filter(_once(words), tuple(dict.fromkeys(conditions)), _once(excluded))


def unknown_fields(line: str) -> tuple[str, ...]:
    """Return the unknown fields before colons. A number is taken for a time of day."""
    names = (part.field for part in _parts(line) if part.field and condition_of(part.field) is None)
    return tuple(dict.fromkeys(name for name in names if not name.isdecimal()))


def empty_fields(line: str) -> tuple[str, ...]:
    """Return the fields without a value."""
    names = (part.field for part in _parts(line) if not part.values and condition_of(part.field) is not None)
    return tuple(dict.fromkeys(names))


def unknown_choices(line: str) -> tuple[tuple[str, str, str | None], ...]:
    """Return (field, value, nearest value) of values that their field cannot have in any register."""
    found: list[tuple[str, str, str | None]] = []
    for part in _parts(line):
        condition = condition_of(part.field) or ""
        for value in part.values if condition else ():
            if _is_no_date(condition, value) or _is_no_number(condition, value):
                found.append((part.field, value, None))
            elif condition in CHOICES and condition not in OPEN_CHOICES:
                words = CHOICES[condition]
                if not set(codes_of(condition, value)) <= set(words.values()):
                    found.append((part.field, value, nearest(value, words)))
    return tuple(dict.fromkeys(found))


def _is_no_date(condition: str, value: str) -> bool:
    return condition in _DATED and not is_partial_date(value)


def _is_no_number(condition: str, value: str) -> bool:
    return condition in NUMBERED and whole_number(value, NUMBERED[condition]) is None


def written_values(line: str) -> tuple[tuple[str, str, str], ...]:
    """Return (condition, field, value) of every value of the line, as typed."""
    found = ((condition_of(part.field) or "", part) for part in _parts(line) if part.field)
    return tuple((condition, part.field, value) for condition, part in found if condition for value in part.values)


def quoted(value: str) -> str:
    """Return a value as written in a line, quoted where necessary; quotes inside it become spaces."""
    text = value.replace('"', " ")
    return f'"{text}"' if re.search(r"[\s,]", text) else text


def _condition(part: _LinePart) -> Condition | None:
    if not part.field:
        flag = flag_of(part.values[0]) if part.bare and part.values else None
        return None if flag is None else Condition(flag, (), part.excluded)
    name = condition_of(part.field)
    if name is None:
        return None
    codes = (code for value in part.values for code in _codes(name, value))
    return Condition(name, tuple(dict.fromkeys(codes)), part.excluded)


def _codes(condition: str, value: str) -> tuple[str, ...]:
    code = value.replace(" ", "_")
    if condition == "level" and code in EVERY_LEVEL:
        return (code,)
    return codes_of(condition, value)


def _parts(line: str) -> Iterator[_LinePart]:
    for match in _PART.finditer(searchable(line)):
        minus = match["minus"] is not None
        if match["field"] is not None:
            values = (quoted or bare for quoted, bare in _VALUE.findall(match["values"]))
            empty = {"", EXACTLY} if condition_of(match["field"]) else {""}
            yield _LinePart(match["field"], tuple(value for value in values if value not in empty), minus, bare=False)
        elif match["quoted"] is not None:
            yield _LinePart("", (match["quoted"].strip('"'),), minus, bare=False)
        elif match["word"] != "-":
            yield _LinePart("", (match["word"],), minus, bare=True)


def _once(words: list[str]) -> tuple[str, ...]:
    return tuple(word for word in dict.fromkeys(words) if word)


Values = Mapping[str, Sequence[str]]
"""Condition → the values that the register has, as shown."""

MOST = 40
"""Candidates offered at most."""


class Completion(Struct, frozen=True):
    """Candidates for a piece of the line."""

    start: int
    end: int
    """End of the piece `line[start:end]`."""
    candidates: tuple[str, ...] = ()
    """Those that begin as typed, before those that contain it; å, ä and ö are optional."""


def complete(
    line: str, cursor: int, values: Values, fields: Sequence[str] = tuple(FIELDS), flags: Sequence[str] = tuple(FLAGS)
) -> Completion:
    """Return the candidates for the piece before the cursor.

    Args:
        line: as it is typed.
        cursor: where in it, counted from 0.
        values: the register's values by condition.
        fields: names of the fields to offer.
        flags: words that are conditions by themselves, to offer.
    """
    token = _after_last(line[:cursor], " \t")
    minus = token.startswith("-")
    name, colon, rest = token.lstrip("-").partition(":")
    condition = condition_of(name) if colon else None
    if colon and condition is None:
        return Completion(cursor, cursor)
    if condition is None:
        start = cursor - len(token) + minus
        offered = [*(f"{field}:" for field in fields), *flags]
        found = (one for one in offered if folded(one).startswith(folded(name)))
        return Completion(start, cursor, tuple(dict.fromkeys(found)) if name or not token else ())
    value = _after_last(rest, ",")
    matching = _matching(value.strip('"'), [*values.get(condition, ()), *_choices(condition, values)])
    return Completion(cursor - len(value), cursor, tuple(quoted(one) for one in matching))


def _choices(condition: str, values: Values) -> Iterable[str]:
    """Return one word for each of a field's few values, unless the register provides the values."""
    if condition in values:
        return ()
    if condition in SUGGESTED:
        return SUGGESTED[condition]
    words: dict[str, str] = {}
    for word, code in CHOICES.get(condition, {}).items():
        words.setdefault(code, word)
    return words.values()


def _after_last(text: str, separators: str) -> str:
    """Return the text after the last separator outside quotes."""
    start, quoted = 0, False
    for place, char in enumerate(text):
        quoted ^= char == '"'
        if char in separators and not quoted:
            start = place + 1
    return text[start:]


def _matching(typed: str, offered: Iterable[str]) -> tuple[str, ...]:
    wanted = folded(typed)
    texts = {text: _key(text) for text in dict.fromkeys(offered)}
    first = [text for text, key in texts.items() if key.startswith(wanted)]
    later = [text for text, key in texts.items() if wanted in key and not key.startswith(wanted)]
    return tuple([*first, *later][:MOST])


@lru_cache(maxsize=1 << 14)
def _key(text: str) -> str:
    """Return the folded value, cached: every key compares the same thousands."""
    return folded(text)
