"""Nouns of letters for audits of each type and other sources of recommendations, and titles inside sentences."""

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from exports.document import line
from exports.report.nouns import SOURCES, Noun, common_noun, source_noun
from exports.swedish import joined, number
from storage.domain.records import Audit


class AuditNoun(Struct, frozen=True):
    """Words for what a letter hands over."""

    noun: Noun
    report: str
    """What is enclosed: `Granskningsrapport`."""
    reports: str
    """The same with its article: `Granskningsrapporten`."""
    titles: str
    """Words that a title of its own begins with, as a pattern."""
    own: bool = True
    """True if the auditors have done it themselves."""

    @property
    def article(self) -> str:
        """Return `en` or `ett`."""
        return "ett" if self.noun.neuter else "en"


def _audit(noun: Noun, titles: str = "granskning") -> AuditNoun:
    return AuditNoun(noun, "Granskningsrapport", "Granskningsrapporten", rf"[\w-]*(?:{titles})")


_AUDIT = _audit(SOURCES["audit"])
_BY_TYPE = {
    "follow_up": _audit(
        Noun(
            "uppföljande granskning", "uppföljande granskningar", "de uppföljande granskningarna",
            "den uppföljande granskningen",
        ),
        "granskning|uppföljning",
    ),
    "pre_study": AuditNoun(
        Noun("förstudie", "förstudier", "förstudierna", "förstudien"),
        "Rapport från förstudien", "Rapporten från förstudien", r"[\w-]*(?:förstudie|granskning)",
    ),
    "lay_audit": _audit(
        Noun("lekmannagranskning", "lekmannagranskningar", "lekmannagranskningarna", "lekmannagranskningen")
    ),
    "it": _audit(Noun("it-granskning", "it-granskningar", "it-granskningarna", "it-granskningen")),
}  # fmt: skip
_BY_SOURCE = {
    source: AuditNoun(SOURCES[source], report, reports, titles, own=False)
    for source, report, reports, titles in (
        ("evaluation", "Utvärdering", "Utvärderingen", r"[\w-]*utvärdering"),
        ("board_decision", "Beslut", "Beslutet", "beslut"),
        ("control_plan", "Internkontrollplan", "Internkontrollplanen", r"[\w-]*plan"),
        ("incident", "Redovisning av händelsen", "Redovisningen av händelsen", "händelse|redovisning"),
    )
}

_ADJECTIVES = r"(?:[\w-]+(?:e|a|ad|ig|sk|d)\s){0,2}"
_ABOUT = r"(?:av|om|avseende|rörande|gällande|kring|inom|i|för|på)"


def noun_of(audit: Audit) -> AuditNoun:
    """Return what an audit is called by its source, and by its type."""
    if audit.source in _BY_SOURCE:
        return _BY_SOURCE[audit.source]
    return _BY_TYPE.get(audit.type or "", _AUDIT)


def noun_of_all(audits: Sequence[Audit]) -> str:
    """Return what audits are called together: `granskningen`, `förstudierna`, `granskningarna och ärendena`."""
    nouns = dict.fromkeys(noun_of(audit).noun for audit in audits)
    noun = next(iter(nouns)) if len(nouns) == 1 else common_noun(audits)
    return noun.the(max(len(audits), 1))


def earlier(audits: Sequence[Audit]) -> str:
    """Return what was followed up, counted: `fem tidigare granskningar och ett tidigare beslut`."""
    counts = Counter(source_noun(audit) for audit in audits)
    counted = [f"{number(n, neuter=noun.neuter)} tidigare {noun.of(n)}" for noun, n in counts.items()]
    return joined(counted) if counted else ""


def named(audit: Audit) -> str:
    """Return an audit inside a sentence: `granskningen ”Måltider”`, `en granskning av måltider`.

    A title that says itself what it is gets no second noun before it.
    """
    title, noun = line(audit.title) or line(audit.short_title), noun_of(audit)
    if not title:
        return f"{noun.article} {noun.noun.one}"
    found = re.match(
        rf"{_ADJECTIVES}(?:{noun.titles})(?P<article>en|n|et)?(?P<about>\s{_ABOUT}\s)?\b", title, re.IGNORECASE
    )
    if not found:
        return f"{noun.noun.the_one} ”{title}”"
    if not found["about"]:
        return f"”{title}”"
    small = title[:1].lower() if title[1:2].islower() else title[:1]
    return f"{'' if found['article'] else noun.article + ' '}{small}{title[1:]}"
