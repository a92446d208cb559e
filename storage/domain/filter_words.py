"""The words of the filter line: its fields, and the values of those that choose among a few.

Both languages are understood always. A value may be begun (`typ:för`), and then means all that begin so.
"""

from collections.abc import Mapping
from types import MappingProxyType

from storage.domain.text import folded, nearest

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
    }
)
"""What may stand before a colon, and the condition it makes."""
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
    }
)
"""The same for those who read the screen in English."""
EXACTLY = "="
"""Before the name of a body or a theme that is meant whole, as in `nämnd:=Socialnämnden`."""
FLAGS: Mapping[str, str] = MappingProxyType({"försenad": "late", "mina": "mine"})
"""Words that are conditions by themselves; in quotes they are words."""
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
"""Kinds of points in an audit, which `typ:` takes beside types of audits."""
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
"""How an answer stands against its date; `late` is both answered late and not answered in time."""
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
"""Condition → its values by the words for them: the register has them by their codes."""
OPEN_CHOICES = frozenset({"source", "type"})
"""Conditions whose values may also be an office's own words."""


def condition_of(name: str) -> str | None:
    """The condition that a field makes, in either language, with å ä ö or without; None for what is no field."""
    return _CONDITIONS.get(folded(name))


def flag_of(word: str) -> str | None:
    """The condition that a word is by itself."""
    return _FLAGS.get(folded(word))


def codes_of(condition: str, value: str) -> tuple[str, ...]:
    """What the register calls a value that is written, or begun, in words; the value itself where it has no code."""
    words = CHOICES.get(condition, {})
    code = value.replace(" ", "_").replace("-", "_")
    if value in words:
        return (words[value],)
    if code in words.values():
        return (code,)
    begun = [held for word, held in words.items() if word.startswith(value)]
    begun = begun or [held for word, held in words.items() if folded(word).startswith(folded(value))]
    return tuple(dict.fromkeys(begun)) or (value,)


def nearest_field(name: str) -> str | None:
    """The field whose name is most like `name`."""
    return nearest(name, FIELDS)
